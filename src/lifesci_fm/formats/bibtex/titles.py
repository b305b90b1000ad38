"""Titles for BibTeX and BibLaTeX: capitals that a style must not lower stand in braces, word by word.

Styles print titles in sentence case. What would lose by it: words with capitals inside (`scGPT`, `DNA`), capitals with
digits (`Cas9`), single capitals (`T` cell), names of the paper's models, and in a title that is in sentence case
already, every capitalised word behind the first (`Alzheimer`). Whole titles are never braced: that would fix their
case in styles that want another. In a title that is all capitals only names and what molecules are called stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from lifesci_fm.vocabulary import DOMAINS

_CAPITAL = re.compile(r"[^\W\d_a-z]")
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_SENTENCE_END = frozenset(":.?!")
_ARTICLES = frozenset(("A", "I"))
_SHORT = 4  # letters: shorter words stay small in either case
_SHOUTED = 4  # so many longer words in capitals, and no other, are no acronyms
_ACRONYMS = frozenset(
    word
    for domain in DOMAINS
    for word in _WORD.findall(" ".join((domain.name, *domain.aliases)))
    if word.isupper() and len(word) > 1
)


def protected(title: str, models: Sequence[str], encode: Callable[[str], str]) -> str:
    """A title as LaTeX text by `encode`, its fixed capitals in braces."""
    if not _CAPITAL.search(title, 1):
        return encode(title)
    spans = _spans(title, models)
    if not spans:
        return encode(title)
    out: list[str] = []
    place = 0
    for start, end in spans:
        out += [encode_part(title[place:start], encode), "{", encode(title[start:end]), "}"]
        place = end
    out.append(encode_part(title[place:], encode))
    return "".join(out).strip()


def encode_part(text: str, encode: Callable[[str], str]) -> str:
    """A part of a title, with the blanks at its ends, which `encode` strips from whole texts."""
    if not text or text.isspace():
        return text and " "
    return " " * text[0].isspace() + encode(text.strip()) + " " * text[-1].isspace()


def _spans(title: str, models: Sequence[str]) -> list[tuple[int, int]]:
    """Where words stand that keep their capitals, in order and apart."""
    spans = [span for model in models for span in _occurrences(title, model)]
    if title.isupper() and sum(len(word) >= _SHORT for word in _WORD.findall(title)) >= _SHOUTED:
        words = _WORD.finditer(title)
        return _apart([*spans, *(word.span() for word in words if word[0] in _ACRONYMS or not word[0].isalpha())])
    capitalised: list[tuple[int, int]] = []
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
    single = end - start == 1 and title[start] not in _ARTICLES
    before = title[:start].rstrip()
    if not before:
        return False
    return single or (in_sentence_case and before[-1] not in _SENTENCE_END)


def _occurrences(title: str, model: str) -> list[tuple[int, int]]:
    if not _CAPITAL.search(model):
        return []
    return [found.span() for found in re.finditer(rf"(?<!\w){re.escape(model)}(?!\w)", title)]


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Overlapping spans put together."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
