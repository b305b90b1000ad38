"""Which capitals of an English title are fixed, and which of its words title case leaves small.

Styles print titles in sentence case or in title case. What would lose by the first: words with capitals inside
(`scGPT`, `DNA`), capitals with digits (`Cas9`), single capitals (`T` cell), names of the paper's models, capitalised
words with letters outside ASCII (`Schrödinger`), and in a title that is in sentence case already, every capitalised
word behind the first (`Alzheimer`). In a title that is all capitals only names and what molecules are called stay.

The second capitalises words, and lowers none: of `Representations From Transformers` it makes no `from`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lifesci_fm.vocabulary import DOMAINS

Span = tuple[int, int]

_CAPITAL = re.compile(r"[^\W\d_a-z]")
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_SENTENCE_END = frozenset(":.?!")
_LOOSE = frozenset("-–—‐‑/'’")  # what joins words that stay words: `State-of-the-Art`, `In Vivo/In Vitro`
_SHORT = 4  # letters: shorter words stay small in either case
_SHOUTED = 4  # so many longer words in capitals, and no other, are no acronyms
_ACRONYMS = frozenset(
    word
    for domain in DOMAINS
    for word in _WORD.findall(" ".join((domain.name, *domain.aliases)))
    if word.isupper() and len(word) > 1
)

_SMALL_WORDS = """
    a an and as at but by down for from in into nor of on onto or over so the till to up via with yet
    about de van von
"""
#: What title case leaves small inside a title: the stop words of CSL 1.0.2 ("Title Case Conversion"), and in the second
#: line those that citeproc adds.
_SMALL = frozenset(_SMALL_WORDS.split())
#: Words that are followed by an article, not by the name `A`.
_BEFORE_ARTICLE = _SMALL | frozenset(
    ("are", "beyond", "is", "through", "toward", "towards", "under", "using", "without")
)
#: A short word written large, with what may be joined to it: `From`, `On-Policy`, `De Novo`.
_SHORT_IN_CAPITALS = re.compile(
    r"([A-Z](?<=\W[A-Z])[a-z]{0,4})(?![\w'’])(?=((?:-[^\W\d_]+|\s(?:Novo|Silico|Situ|Vitro|Vivo)\b)*))"
)
_SMALL_PART = re.compile(r"-[a-z]")
_OPENING = " \t\"'“‘«(["


def fixed(title: str, models: Sequence[str]) -> list[Span]:
    """Where words stand that keep their capitals, in order and apart."""
    if not _CAPITAL.search(title, 1):
        return []
    spans = [span for model in models for span in _occurrences(title, model)]
    if title.isupper() and sum(len(word) >= _SHORT and word.isupper() for word in _WORD.findall(title)) >= _SHOUTED:
        words = _WORD.finditer(title)
        return _apart([*spans, *(word.span() for word in words if word[0] in _ACRONYMS or not word[0].isalpha())])
    capitalised: list[Span] = []
    small = 0
    for word in _WORD.finditer(title):
        text = word[0]
        if text.islower():
            small += len(text) >= _SHORT
            continue
        first, rest = text[0], text[1:]
        if rest != rest.lower() or (first.isupper() and rest and not rest.isalpha() and rest[-1].isdigit()):
            spans.append(word.span())
        elif first.isupper():
            capitalised.append(word.span())
    large = sum(end - start >= _SHORT for start, end in capitalised[1:])
    for start, end in capitalised:
        if _is_fixed(title, start, end, in_sentence_case=small > 2 * large):
            spans.append((start, end))
    return _apart(spans)


def _is_fixed(title: str, start: int, end: int, *, in_sentence_case: bool) -> bool:
    """Does a word with a first capital keep it in the middle of a sentence?"""
    before = title[:start].rstrip()
    if not before:
        return False
    text = title[start:end]
    if len(text) == 1 and text != "A":
        return True
    if start == len(before) > 1 and not (before[-1] in _LOOSE or before[-2].isspace()):
        return True  # `AIDO.Cell`, `(Anti)Racist`
    if before[-1] in _SENTENCE_END:
        return False
    return in_sentence_case or not text.isascii() or (text == "A" and not _is_article(title, start, end))


def _is_article(title: str, start: int, end: int) -> bool:
    """Is this `A` no name (`RNase A`), in a title whose words are capitalised?"""
    words = _WORD.findall(title)
    place = len(_WORD.findall(title, 0, start))
    if place + 1 == len(words) or title[end] in ",;:.?!)/-":
        return False
    return words[place - 1].lower() in _BEFORE_ARTICLE or any(
        word != "A" and word.istitle() and word.lower() in _SMALL for word in words[1:]
    )


def _occurrences(title: str, model: str) -> list[Span]:
    if not _CAPITAL.search(model):
        return []
    return [found.span() for found in re.finditer(rf"(?<!\w){re.escape(model)}(?!\w)", title)]


def _apart(spans: list[Span]) -> list[Span]:
    """Overlapping spans put together."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def with_small_words(title: str, models: Sequence[str]) -> str:
    """A title whose small words are small, as title case leaves them: not the first, behind a colon, or the last."""
    small = [found for found in _SHORT_IN_CAPITALS.finditer(title) if found[1].lower() in _SMALL]
    places = {place for found in small for place in _lowered(title, *found.span(1), found.end(2))}
    if not places:
        return title
    kept = fixed(title, models)
    out = list(title)
    for place in places:
        if not any(start <= place < end for start, end in kept):
            out[place] = out[place].lower()
    return "".join(out)


def with_names_marked(title: str, models: Sequence[str]) -> str:
    """A title in CSL-JSON's rich text: names of models that title case would change (`scGPT-spatial`) are marked.

    As pandoc marks them of a .bib file, where they stand in braces.
    """
    if "-" not in title or not models:
        return title
    out, place = [], 0
    for start, end in fixed(title, models):
        if _SMALL_PART.search(title, start, end):
            out += [title[place:start], f'<span class="nocase">{title[start:end]}</span>']
            place = end
    return "".join([*out, title[place:]])


def _lowered(title: str, start: int, end: int, joined: int) -> list[int]:
    """Where capitals stand that title case would not write: of a small word and, if it leads them, of those joined."""
    before = title[:start].rstrip(_OPENING)
    if not _WORD.search(before) or before[-1] in _SENTENCE_END:
        return []
    if before[-1] == "-":
        return [start]
    return [word.start() for word in _WORD.finditer(title, start, joined)] if _WORD.search(title, end) else []
