"""What stands behind the title of an entry: links with their venues, authors, dates, remarks; and what badges say."""

from __future__ import annotations

import re

from lifesci_fm.formats.markdown.authors import YEAR_OF_AUTHORS, looks_like_authors
from lifesci_fm.formats.markdown.dates import read_date
from lifesci_fm.formats.markdown.entry import Entry
from lifesci_fm.formats.markdown.inline import Link
from lifesci_fm.formats.markdown.labels import Role, behind_role, behind_word, label_role
from lifesci_fm.formats.markdown.leads import EMOJI_BEHIND, SIGNS
from lifesci_fm.formats.markdown.links import EntryLink, entry_link
from lifesci_fm.formats.markdown.names import is_model_name
from lifesci_fm.formats.markdown.parts import BREAKS, Cursor, Part
from lifesci_fm.formats.markdown.titles import (
    citation,
    clean_title,
    dated_name,
    first_sentence,
    is_title,
    signature,
    take_apart,
    word_count,
)
from lifesci_fm.formats.markdown.venues import Venue, is_venue, known_venue, says_venue, venue_of
from lifesci_fm.text import fold

#: Stands for a link, or for what was understood, in the text of a segment.
_TAKEN = "\0"
_BRACKETS = re.compile(r"[\[(【（]([^\[\]()【】（）\0]{2,90})[\])】）]")
_YEAR_BEHIND = re.compile(r"(?<!\d)((?:19|20)\d\d)\)?\Z")
_DASH = re.compile(r"\s[-–—]{1,2}\s")
_PUBLISHED = re.compile(r"(?:[Pp]ublished|[Pp]osted|[Rr]eleased)(?: in| on)?\s+(.+)")
_SEPARATOR = re.compile(r"(?<=[\w)*.])[.,;]\s")
#: `Ada Byron (University of London)`, often without the blank.
_AFFILIATION = re.compile(r" ?\([^()]{2,120}\)")
#: What dates an entry's own line, and no publication: `updated 2023`.
_NO_VENUE = re.compile(
    r"(?:last )?(?:updated?|added|released?|published|accessed|revised|version|since|in|of|v)\b", re.I
)
_ET_AL_VENUE = re.compile(r"(.{2,300}?\bet ?al\b\.?),?\s*(\S.{1,80})")
#: `What it does - in EMNLP 2021`
_IN_VENUE = re.compile(r"(\S.*?)(?:\s[-–—]\s(?:in\s)?|[.,]\sIn\s)(\S[^.]{2,60})", re.S)
_EDGES = " \t\n,.;:：/&+|•·[]<>{}*_-–—，。、'\""
#: `A. K. Byron, `
_INITIALED = re.compile(r"(?:[A-Z]\.[ -]?){1,3} ?[A-Z][\w'’-]+[,.] ")
_MOST_VENUE = 150
_MOST_OF_NAME = 4
_SORTS = frozenset(("review", "survey"))


def take_tail(cursor: Cursor, entry: Entry) -> None:
    """Links and texts from the cursor to the end, a segment at a time."""
    segment: list[Part] = []
    first = True
    for part in cursor.parts[cursor.at :]:
        if part.link is not None or part.code:
            segment.append(part)
            continue
        place = 0
        for found in BREAKS.finditer(part.text):
            segment.append(Part(part.text[place : found.start()], part.bold, part.italic, part.code))
            first = not _segment(segment, entry, first=first) and first
            segment, place = [], found.end()
        segment.append(Part(part.text[place:], part.bold, part.italic, part.code))
    _segment(segment, entry, first=first)
    cursor.at = len(cursor.parts)


def _segment(parts: list[Part], entry: Entry, *, first: bool) -> bool:
    """One segment; True when it held any text."""
    texts: list[str] = []
    for part in parts:
        if part.link is not None:
            take_link(part.link, entry)
            texts.append(_TAKEN)
        elif part.bold and part.text.rstrip().endswith((":", "：")) and label_role(part.text) is not None:
            texts.append(_TAKEN)  # `**Code:** [PyTorch](u)`
        elif (part.code or part.italic or part.bold) and _marked(part.text, entry):
            texts.append(_TAKEN)
        else:
            texts.append(part.text)
    text = "".join(texts)
    if not text.strip(" " + _TAKEN):
        return False
    name = text.strip(" \n.,")
    lone = first and _TAKEN not in text and 2 <= len(name.split()) <= 4 and not is_venue(name)
    if lone and entry.title and not entry.authors and looks_like_authors(name, least=1):
        entry.set_authors(name)  # a line right below the title may be a single author
    else:
        _text(text, entry)
    return True


def take_link(link: Link, entry: Entry) -> None:
    """A link that is not the title's own: its label may state the venue, the year, the authors, or the title itself."""
    one = entry_link(link)
    entry.links.append(one)
    if one.role is not Role.PAPER or link.bare:
        return
    label = behind_role(link.label)
    if not label or label_role(label) is not None:
        if found := _YEAR_BEHIND.search(label):
            one.venue = Venue(None, found[1])
        return
    without_year = YEAR_OF_AUTHORS.sub("", label)
    if found := _PUBLISHED.fullmatch(label):
        one.venue = Venue(None, read_date(found[1]))
    elif signed := signature(label):
        entry.set_authors(signed.authors)
        one.venue = venue_of(signed.tail)
    elif looks_like_authors(without_year, least=2):
        entry.set_authors(without_year)
        stated = venue_of(label)
        one.venue = Venue(None, stated.date) if stated and stated.date else None
    elif entry.title is None and is_title(label) and not _says_venue(label):
        whole = take_apart(label)
        title, more = first_sentence(whole.title)
        entry.title, entry.title_link = clean_title(title), link
        entry.description.extend([more] if more else [])
        entry.take_end(whole)
    else:
        _label_venue(one, label)


def _label_venue(one: EntryLink, label: str) -> None:
    before, _, kind = label.partition(": ")
    if kind.islower() and kind.replace(" ", "").isalpha() and known_venue(before):  # `Nature Methods: highlight`
        label = before
    stated = venue_of(label)
    short = word_count(label) <= 9 and not (":" in label and is_title(label))  # `Name: the title of another paper`
    if is_venue(label) or short or (stated is not None and (stated.date or stated.volume)):
        one.venue = stated


def _says_venue(label: str) -> bool:
    """True of a long label that is a venue all the same: known, or with its year or volume."""
    stated = venue_of(label)
    if stated is None or not is_venue(label):
        return False
    return bool(stated.date or stated.volume or known_venue(label)) or (word_count(label) <= 6 and ":" not in label)


def _marked(text: str, entry: Entry) -> bool:
    """Authors, venue or date alone in markup; True also of nothing."""
    text = text.strip(" ,.;:")
    if not text:
        return True
    signed = _AFFILIATION.sub("", text)
    if signed != text and "et al" in signed and _signature(signed, entry):
        return True  # `Ada Byron (Institute of Computation) et al. ICML` is no institute's journal
    if date := read_date(text):
        entry.dates.append(date)
    elif is_venue(text):
        if stated := venue_of(text):
            entry.venues.append(stated)
    elif looks_like_authors(text, least=1 if not entry.authors else 2):
        entry.set_authors(text)
    else:
        return _signature(signed, entry)
    return True


def _signature(text: str, entry: Entry) -> bool:
    """`Ada Byron et al. Artificial Life`, `Ada Byron. arXiv`: authors, then the venue whatever its name."""
    found = _ET_AL_VENUE.fullmatch(text)
    if found and (looks_like_authors(found[1]) or known_venue(found[2])):  # `FAIR et al. Science`
        entry.set_authors(found[1])
        entry.take_tail(found[2])
        return True
    return _authors_and_venue(text, entry, least=1)


def _text(text: str, entry: Entry) -> None:
    """Text between links: statements in brackets, then what stands between them."""
    text = _BRACKETS.sub(lambda found: _TAKEN if _bracket(found[1], entry) else found[0], text)
    for chunk in text.split(_TAKEN):
        chunk = EMOJI_BEHIND.sub("", chunk.strip(_EDGES))
        if chunk.count("(") != chunk.count(")") or not chunk.strip("() "):
            chunk = chunk.strip("() ")
        if len(chunk) < 4:
            chunk = SIGNS.sub(" ", chunk).strip()
        for one in _DASH.split(chunk) if _signs_part(chunk, entry) else [chunk] if chunk else []:
            least = 1 if _INITIALED.match(one) else 2
            if not (_authors_and_venue(one, entry, least=least) or entry.take_statement(one) or _signed(one, entry)):
                _prose(one, entry)


def _signs_part(text: str, entry: Entry) -> bool:
    """True of `(Name) - Byron et al. 2024` behind a title without authors: they stand between dashes."""
    parts = _DASH.split(text)
    return len(parts) > 1 and bool(entry.title) and not entry.authors and any(map(_says_who, parts))


def _says_who(text: str) -> bool:
    return looks_like_authors(YEAR_OF_AUTHORS.sub("", text)) or signature(text) is not None


def _signed(text: str, entry: Entry) -> bool:
    """`Byron et al. 2024`, `A. Byron, G. Hopper 2024`: authors with their year or venue; True when it was that."""
    if not entry.title or entry.authors or not _says_who(text):
        return False
    if (said := signature(text)) is not None:
        entry.take_end(said)
        return True
    people = YEAR_OF_AUTHORS.sub("", text)
    entry.set_authors(people)
    entry.take_tail(text[len(people) :])
    return True


def _bracket(text: str, entry: Entry) -> bool:
    """A statement in brackets; or `[code]` without its link, which says nothing."""
    if fold(text) in _SORTS:
        entry.tags.append(fold(text))
        return True
    return label_role(text) is not None or entry.take_statement(text, in_brackets=True)


def _prose(text: str, entry: Entry) -> None:
    """What is left over: a single author with a venue, a venue behind a word, else a description."""
    if _authors_and_venue(text, entry, least=1):
        return
    if entry.title and (found := take_apart(text)).tail and word_count(found.title) <= 1:
        entry.take_end(found)
        return
    if entry.title and not entry.venues and not _NO_VENUE.match(text) and (stated := dated_name(text)):
        entry.venues.append(stated)
        return
    if not entry.venues and (end := _IN_VENUE.fullmatch(text)) and says_venue(end[2]):
        entry.take_tail(end[2])
        text = end[1]
    entry.description.append(text)


def _authors_and_venue(text: str, entry: Entry, *, least: int) -> bool:
    """`Authors. Venue 2023`, `Authors, Venue`, for a title that has no authors yet; True when the text was that."""
    if not entry.title or entry.authors or looks_like_authors(text):
        return False
    for found in reversed(list(_SEPARATOR.finditer(text, max(0, len(text) - _MOST_VENUE)))):
        first, rest = text[: found.start()], text[found.end() :].strip()
        if (_numbered(rest) or is_venue(rest) or read_date(rest)) and _only_authors(first, least):
            entry.set_authors(first)
            if stated := _numbered(rest):
                entry.venues.append(stated)
            else:
                entry.take_statement(rest)
            return True
    return False


def _numbered(text: str) -> Venue | None:
    """`Electronic Structure 4, 023004`: a name with volume and pages can only be a venue's."""
    stated = venue_of(text)
    return stated if stated is not None and stated.name and stated.volume and stated.pages else None


def _only_authors(text: str, least: int) -> bool:
    """Authors, and no venue that belongs to what follows."""
    last = re.split(r"[.,;]\s", text)[-1]
    if _INITIALED.fullmatch(f"{text}, ") and word_count(text) <= _MOST_OF_NAME:
        return least <= 1  # `J. Byron` is no journal
    return looks_like_authors(text, least=least) and not is_venue(text) and not is_venue(last)


def take_afterthoughts(entry: Entry) -> None:
    """Badges that state a venue; a title that stands behind its links."""
    for badge in [*entry.badges, *(badge for one in entry.links for badge in one.link.badges)]:
        text = badge.text
        stated = venue_of(behind_word(text))
        if stated is not None and (stated.date or known_venue(stated.name or "")) and not badge.repository:
            entry.venues.extend([stated] if stated.name else [])
            entry.dates.extend([stated.date] if stated.date and not stated.name else [])
            continue
        if badge.repository or not text or label_role(text) is not None:
            continue
        if is_venue(text) and (stated := venue_of(text)) and (stated.date or not entry.venues):
            entry.venues.append(stated)
        elif date := read_date(text):
            entry.dates.append(date)
    if entry.title and is_model_name(entry.title) and entry.description and entry.description[0].startswith(": "):
        title = clean_title(entry.description[0])  # `**Name** ([Nature 2024](u)): Title`
        if is_title(title) and not entry.name:
            entry.name, entry.title = entry.title, title
            entry.description.pop(0)
    if entry.title is None and (link := _titled_twice(entry)) is not None:
        entry.title, entry.title_link, link.role = clean_title(link.label), link.link, Role.PAPER
    if entry.title is None and entry.name is None and entry.links and entry.description:
        found = citation(entry.description[0])
        if found is not None and (is_title(found.title) or is_model_name(found.title)):
            entry.description.pop(0)
            entry.take_citation(found)


def _titled_twice(entry: Entry) -> EntryLink | None:
    """The link whose label is the title of a paper on somebody's page, where a second one says that it is the paper."""
    pages = {one.url for one in entry.roles(Role.PAPER)}
    other = entry.roles(Role.OTHER, Role.ARTICLE, Role.PROJECT)
    return next((one for one in other if one.url in pages and is_title(one.label)), None)
