"""Titles: told from names and labels, cleaned, and taken out of a citation written as a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lifesci_fm.formats.markdown.authors import looks_like_authors
from lifesci_fm.formats.markdown.dates import SPAN, read_date
from lifesci_fm.formats.markdown.labels import label_role
from lifesci_fm.formats.markdown.names import is_model_name
from lifesci_fm.formats.markdown.people import people_behind
from lifesci_fm.formats.markdown.venue_names import PROSE
from lifesci_fm.formats.markdown.venues import Venue, is_venue, known_venue, says_venue, venue_of
from lifesci_fm.text import fold, squeeze

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WORDS = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_EMOJI = r"[\U0001F000-\U0001FAFF\u2600-\u26FF\u2700-\u27BF\u2B50\u2B55\uFE0F\u200d\u200b\u2060]"
_QUOTES = ("“”", '""', "''", "「」", "《》")
#: An emoji written as a word: `:thumbsup:`.
SHORTCODE = re.compile(r"(?<!\w):[a-z][a-z0-9_+-]+:(?!\w)")
_EDGE = re.compile(rf"(?:{_EMOJI}|\s)*")
_NUMBER = re.compile(r"(?:\d{1,4}\s*[)）、]|[(（]\d{1,4}[)）]|\d{1,3}\.(?=\s)|#\d{1,4}[:.]?\s)\s*")
_TAIL_PARENS = re.compile(r"\s*[(\[（【]\s*([^()\[\]（）【】]{2,90})\s*[)\]）】]\s*[.,:]?\s*\Z")
_YEARS_BEHIND = re.compile(rf"{SPAN}\Z", re.I)
_LABEL_BEHIND = re.compile(r"\s?\[([^\[\]]{2,20})\]\Z")
_TAIL_SIGN = re.compile(r"(?:[.,;?!]\s+|[，。；]\s?|\s[-–—]\s)(?:[-–—]\s+)?(?:In:?\s+)?(?=\S)")
_SENTENCE_END = re.compile(
    r"(?<![A-Z]\.)(?<!\bal)(?<!\bvs)(?<!\bet)(?<=[\w)\]”\"’*])[.?!。]\s+(?=[A-Z0-9“\"À-Þ*])"
    r"|[.]\s+(?=[A-Z“\"])(?<!\b[A-Z]\.\s)"
    r"|(?<=[\u3400-\u9fff])[.。]\s?(?=[\u3400-\u9fff《])"
)
#: How sentences about a work begin, and titles do not.
_SPEAKS = re.compile(r"(?:this|these|it|we)\s+\w+|(?:该|本|这)(?:工具|模型|方法|文|论文|数据)")
_ET_AL = re.compile(r"(.{3,2000}?\bet\.? al\b|.{2,200}?[,，]? ?等(?=[\s,，.。]))[.,:，。]*\s*(?=\S)")
#: `[J]`: what GB/T 7714 says of the kind of work.
_GENRE = re.compile(r"\s?\[(?:J|C|M|D|R|P|DB|EB|CP)(?:/(?:OL|CD))?\](?=\s?[.:/,]|\s?\Z)")
#: `Title (Byron et al., 2024)`
_SIGNED_IN_PARENS = re.compile(
    r"\s*[(\[（]([^()\[\]（）]{2,90}?\bet\.? al\b\.?)[,.;]?\s*([^()\[\]（）]{0,60})[)\]）][.\s]*\Z"
)
_SIGNATURE = re.compile(r"(.{2,300}?\bet\.? al\b\.?)[\s,;:(]*(.{0,80})")
#: `Byron & Lovelace, Nature (2023)`
_PAIR = re.compile(r"([^,;:]{2,60}?\s(?:&|and)\s[^,;:]{2,40}?)(?:[,.]\s|\s\()(\S.{1,80})")
_ENDS_ET_AL = re.compile(r",?\s\bet\.? al\b[.\s]*\Z")
_NAME_SIGN = re.compile(r"(?<!\b[A-Z])[.?!]\s+|[,;]\s+|\s[-–—|]\s|\sby\s")
#: Words that no title ends with.
_GOES_ON = frozenset(("the", "of", "in", "by", "from", "with", "and", "on", "at", "to", "see"))
_MOST_AUTHORS, _MOST_COMPANY = 300, 4
_INITIALED = r"(?:[A-Z]\.[ -]?){1,3}[A-ZÀ-Þ][\w'’-]+"
_FULL_NAME = r"[A-ZÀ-Þ][\w'’-]+(?: [A-Z]\.| [a-z]{2,3}){0,2}(?: [A-ZÀ-Þ][\w'’-]+){1,2}"
_AND = r"(?:, (?:and )?| and | & )"
#: `A. Byron and G. Hopper, Title`
_SIGNED_BEFORE = re.compile(rf"({_INITIALED}(?:{_AND}{_INITIALED})+), (?=\w)")
#: `Title, A. Byron and G. Hopper`; whole names only behind a title in lower case, whose own lists have no capitals.
_SIGNED_BEHIND = (
    re.compile(rf"(?:,|(?<=\w\w)\.) ({_INITIALED}(?:{_AND}{_INITIALED})*)\Z"),
    re.compile(rf"(?<= )[a-z-]+, ({_FULL_NAME}(?:{_AND}{_FULL_NAME})+)\Z"),
)
#: Words of a venue that nobody knows, behind authors and with its year.
_MOST_VENUE = 5
#: `Byron, A., Hopper, G.: Title. In: …`
_SIGNED_COLON = re.compile(r"([^:]{4,400}\.):\s+(.{12,})\Z")
_QUOTED = re.compile(r"[\"“]([^\"“”]{12,300}?)[,.?]?[\"”]")
_BOOK_TITLE = re.compile(r"《([^《》]{4,300})》[\s,，.。:：]*(.*)\Z")
_YEAR_INSIDE = re.compile(r"([^()]{4,4000}?)\s*\(((?:19|20)\d\d)[a-z]?\)[.,:]?\s+(.{12,}?)(?:[.?]\s+(.*))?\Z")
#: `scBERT — "scBERT as …"`
_NAME_DASHED = re.compile(r"\s*(\S{2,40})\s*[-–—:]\s*")
#: `scBERT: Byron et al. (2022)`
_NAME_BEFORE = re.compile(r"([^:,.]{2,40}):\s+(\S.*)\Z")
_YEAR_IN_PARENS = re.compile(r"\s*[(\[]\s*((?:19|20)\d\d)[a-z]?\s*[)\]][.,:]?\s*")


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation taken apart: `tail` is what says the venue and mostly the year, `year` one that stands elsewhere.

    `name` is a label before all of it.
    """

    title: str
    authors: str = ""
    tail: str = ""
    year: str | None = None
    name: str | None = None


def word_count(text: str) -> int:
    """Words of a text; two Chinese characters count as one."""
    return len(_WORDS.findall(_CJK.sub(" ", text))) + len(_CJK.findall(text)) // 2


def is_title(text: str) -> bool:
    """True when a text is long enough for a title of a work rather than a name or a label."""
    count = word_count(text)
    return count >= 4 or (count >= 3 and len(text) >= 22) or (":" in text and count >= 3)


def breaks_off(text: str) -> bool:
    """True of words that go on in what follows: `based on the idea of`."""
    return text.rstrip(" :：").rpartition(" ")[2] in _GOES_ON


def is_prose(text: str) -> bool:
    """True of words about a work behind its name: of several sentences, or of one that speaks of it."""
    text = squeeze(text).strip()
    return (_SENTENCE_END.search(text) is not None and word_count(text) > 12) or _SPEAKS.match(text) is not None


def clean_title(text: str) -> str:
    """A title as written, without emoji and shortcodes around it, its number, and its closing period."""
    text = squeeze(SHORTCODE.sub(" ", text))
    for _ in range(2):  # both ends: a search for the last run of emoji would begin at every one of them
        text = text[_edge(text) :][::-1]
    text = text.strip(" *_|,;，；")
    text = re.sub(r"\s+[-–—:：]\s*\Z|\A[-–—:：]\s+", "", text).rstrip(" [（(")
    if text.endswith((".", "。")) and not text.endswith("..."):
        text = text[:-1].rstrip()
    if len(text) > 2 and text[0] + text[-1] in _QUOTES:
        text = text[1:-1].strip(" .,")
    return text if any(map(str.isalpha, text)) else ""


def _edge(text: str) -> int:
    found = _EDGE.match(text)
    return found.end() if found else 0


def first_sentence(text: str) -> tuple[str, str]:
    """A text of several sentences, too long for a title, cut behind its first one: (sentence, rest)."""
    if word_count(text) <= 25:
        return text, ""
    found = _SENTENCE_END.search(text)
    return (text[: found.start() + 1], text[found.end() :]) if found else (text, "")


def number_prefix(text: str) -> int:
    """Length of `1) `, `(3) ` or `12. ` at the front of a text; 0 when there is none."""
    found = _NUMBER.match(text)
    return found.end() if found else 0


def take_apart(text: str) -> Citation:
    """A title and what stands behind it: `Title (NeurIPS 2023)`, `Title. Byron et al., Journal 2019`."""
    if (found := _SIGNED_IN_PARENS.search(text)) and looks_like_authors(found[1], least=1):
        return Citation(text[: found.start()], found[1], found[2])
    title, tail = _split_tail(text)
    title, authors = _split_authors(title, published=bool(tail))
    return Citation(title, authors, tail)


def _split_authors(text: str, *, published: bool) -> tuple[str, str]:
    """A title without the authors at its end, and these. They are known by their `et al.`

    Where a venue follows, they may be known by their initials as well, and then stand before the title too.

    Names before a comma are authors as well where the last one has more than a family name; else they may be the
    title's. Full names that many people have tell themselves.
    """
    if published and (found := _SIGNED_BEFORE.match(text)) and is_title(title := text[found.end() :]):
        return title, found[1]
    for signed in _SIGNED_BEHIND if published else ():
        found = signed.search(text, max(0, len(text) - _MOST_AUTHORS))
        if found and looks_like_authors(found[1], least=1) and is_title(title := text[: found.start(1)].rstrip(" ,.")):
            return title, found[1]
    if (begin := people_behind(text)) and is_title(title := text[:begin].rstrip(" ,.")):
        return title, text[begin:]
    if not _ENDS_ET_AL.search(text) or looks_like_authors(text, least=1):
        return text, ""
    at: re.Match[str] | None = None
    for sign in reversed([*_NAME_SIGN.finditer(text, max(0, len(text) - _MOST_AUTHORS))]):
        if not looks_like_authors(text[sign.end() :], least=1):
            if at is not None:
                break
            continue
        name = text[sign.end() : at.start() if at else None]
        if at is not None and " " not in name.removeprefix("and "):
            break
        at = sign
        if sign[0].strip() != "," or " " not in _ENDS_ET_AL.sub("", name):
            break
    if at is None or not is_title(text[: at.start()]):
        return text, ""
    return text[: at.start()] + at[0].strip(" ,.;-–—|by"), text[at.end() :]


def _split_tail(text: str, *, depth: int = 2) -> tuple[str, str]:
    """A text without the venue and year at its end, and these.

    A year may follow a venue that is split off in turn, `depth` times at most.
    """
    text = squeeze(text).lstrip(" ,;|-–—，；").rstrip(" ,;|[(-–—，；")
    if found := _TAIL_PARENS.search(text):
        inner = found[1]
        before = text[: found.start()].strip()
        if read_date(inner):
            return _before_date(before, inner, depth)
        stated = venue_of(inner)
        if stated is not None and stated.name and _stands_for_venue(stated, inner):
            return before, inner
    years = _YEARS_BEHIND.search(text)  # the dash of `2023 - 2024` parts nothing
    for found in reversed([*_TAIL_SIGN.finditer(text, 0, years.start() if years else len(text))][-4:]):
        sign, inner, before = text[found.start()], text[found.end() :], text[: found.start()].strip()
        if len(inner) > 120 or not before:
            break
        stated = venue_of(inner)
        if stated is None:
            continue
        if (
            ((stated.date or _YEARS_BEHIND.search(inner)) and is_venue(inner))
            or (known_venue(inner) and (sign in ".?! " or stated.volume))
            or stated.preprint
        ):
            return (before + sign if sign in "?!" else before), inner
        if read_date(inner) and len(inner) <= 12:
            return _before_date(before, inner, depth)
    return text, ""


def _stands_for_venue(stated: Venue, text: str) -> bool:
    """True of a venue in parentheses: known, or dated and at least written as names are."""
    if is_venue(text):
        return stated.date is not None or known_venue(text)
    return word_count(stated.name or "") > 1 and dated_name(text) is not None


def dated_name(text: str) -> Venue | None:
    """The venue of `Machine Learning 2011`: unknown, but written as names are and with its year."""
    stated = venue_of(text)
    name = (stated.name if stated else None) or ""
    if stated is None or stated.date is None or not 1 <= word_count(name) <= 6:
        return None
    return stated if name[:1].isupper() and not PROSE.search(fold(name)) else None


def _before_date(before: str, date: str, depth: int) -> tuple[str, str]:
    shorter, tail = _split_tail(before, depth=depth - 1) if depth > 0 else (before, "")
    return (shorter, f"{tail} {date}") if tail else (before, date)


def signature(text: str) -> Citation | None:
    """`Byron et al.`, `Byron & King, Nature (2023)`: authors where a title could stand; None for other texts."""
    text = text.strip()
    found = _SIGNATURE.fullmatch(text) or _PAIR.fullmatch(text)
    if found is None or not looks_like_authors(found[1], least=1):
        return None
    tail = found[2].strip()
    if tail.endswith(")") and tail.count("(") < tail.count(")"):
        tail = tail[:-1]
    titled = any(is_title(part) and not is_venue(part) for one in _sentences(tail) for part in one.split(", "))
    if not titled and (not tail or read_date(tail) or is_venue(tail)):
        return Citation("", found[1], tail)
    stated = venue_of(tail) if found.re is _SIGNATURE else None
    said = stated is not None and stated.date is not None and word_count(stated.name or "") <= _MOST_VENUE
    return Citation("", found[1], tail) if said else None


def citation(text: str) -> Citation | None:
    """The parts of an entry in plain text: `Authors. Title. Venue, 2021`, `Title. Authors. Venue`, or a title alone."""
    text = _unlabelled(squeeze(_GENRE.sub("", text)).lstrip(" ,;|-–—").rstrip(" ,;|[(-–—"))
    if not text:
        return None
    if (cited := quoting(text)) is not None:
        return cited
    if (signed := signature(text)) is not None:
        return signed
    if (found := _SIGNED_COLON.match(text)) and looks_like_authors(found[1]) and is_title(found[2]):
        title, tail = _split_tail(found[2])
        return Citation(title, found[1], tail)
    if found := _BOOK_TITLE.match(text):
        authors = _ET_AL.match(found[2])
        return Citation(found[1], authors[1] if authors else "", found[2][authors.end() if authors else 0 :])
    dated = _YEAR_INSIDE.match(text)
    if dated and is_title(dated[3]):
        named = _NAME_BEFORE.match(dated[1])
        people = named[2] if named else dated[1]
        if looks_like_authors(people):
            return Citation(dated[3], people, dated[4] or "", dated[2], named[1] if named else None)
    whole = take_apart(text)
    sentences = _sentences(text) if not whole.authors else []
    if len(sentences) >= 2:
        behind = (
            sentences.pop(1) if len(sentences) > 2 and read_date(sentences[1]) else None
        )  # `Byron et al. 2021. Title`
        first = _YEAR_IN_PARENS.sub("", sentences[0])
        if looks_like_authors(first) and is_title(sentences[1]):
            title, tail = _split_tail(sentences[1])
            year = _YEAR_IN_PARENS.search(sentences[0])
            return Citation(title, first, " ".join(sentences[2:]) or tail, year[1] if year else behind)
        if is_title(first) and looks_like_authors(sentences[1]):
            return Citation(sentences[0], sentences[1], " ".join(sentences[2:]))
    before = _sentences(whole.title) if whole.tail and not whole.authors else []
    if len(before) == 2 and is_title(before[0]) and looks_like_authors(before[1]):
        return Citation(before[0], before[1], whole.tail)  # `Title. Authors. (Venue)`
    return whole


def quoting(text: str) -> Citation | None:
    """`Authors. "Title." Venue (2023)`; what stands before the title may be a company where a venue or year follows."""
    found = _QUOTED.search(text)
    if found is None:
        return None
    authors, tail = text[: found.start()], text[found.end() :].strip(" ,.;")
    if (model := _NAME_DASHED.fullmatch(authors)) and is_model_name(model[1]) and is_title(found[1]):
        return Citation(found[1], "", tail, name=model[1])
    if not authors.strip() and is_title(found[1]) and looks_like_authors(tail):
        return Citation(found[1], tail)
    if looks_like_authors(authors, least=1):
        return Citation(found[1], authors, tail)
    named = authors.rstrip().endswith(".") and word_count(authors) <= _MOST_COMPANY
    return Citation(found[1], "", tail) if named and says_venue(tail) else None


def _unlabelled(text: str) -> str:
    """A text without labels of links that are still to come: `Title [Paper]`."""
    while (found := _LABEL_BEHIND.search(text)) and label_role(found[1]) is not None:
        text = text[: found.start()].rstrip()
    return text


def _sentences(text: str) -> list[str]:
    """The sentences of a citation; a list of authors that ends in `et al.` is one."""
    found = _ET_AL.match(text)
    if found and not looks_like_authors(found[1], least=1):
        found = None
    rest = text[found.end() :] if found else text
    return [part for one in (found[1] if found else "", *_SENTENCE_END.split(rest)) if (part := one.strip())]
