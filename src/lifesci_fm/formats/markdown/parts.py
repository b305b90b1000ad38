"""An entry as a row of parts, texts and whole links, and a cursor that reads them from the front."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from lifesci_fm import identifiers
from lifesci_fm.formats.markdown.authors import looks_like_authors
from lifesci_fm.formats.markdown.dates import read_date
from lifesci_fm.formats.markdown.inline import HARD, SOFT, Badge, Link, Piece
from lifesci_fm.formats.markdown.labels import Role, label_role
from lifesci_fm.formats.markdown.links import entry_link
from lifesci_fm.formats.markdown.signs import status_of
from lifesci_fm.formats.markdown.titles import SHORTCODE, is_title, word_count
from lifesci_fm.formats.markdown.venues import is_venue
from lifesci_fm.text import squeeze
from lifesci_fm.vocabulary import Status

#: What separates the statements of an entry.
BREAKS = re.compile(r"\n+|\s\|\s|\s?[•·]\s?|\s\|\Z|\A\|\s")
_SHORTCODES = re.compile(rf"(?:{SHORTCODE.pattern}\s*)+")
_BLANKS = re.compile(r"[ \t]{3,}")
_IDENTIFIER = re.compile(
    r"(?<![\w/.])(?:(?:doi\s*[:：]?\s*)?10\.\d{4,9}/[^\s<>\"，。；）】|]+|arxiv\s*[:：]\s*(?:\d{4}\.\d{4,5}"
    r"|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?"
    r"|(?:bio|med)rxiv[\s:,]{1,3}20\d\d\.\d\d\.\d\d\.\d{6,8}(?:v\d+)?"
    r"|pmid\s*[:：]?\s*\d{6,9}|pmcid\s*[:：]?\s*pmc\d{5,9})",
    re.I,
)
_HINT = re.compile(r"(?:([^\s,;|()\[，；。（、:：]+) )?([^\s,;|()\[，；。（、:：]+)\s?[:：]\s?[\[(]?\Z")
_YEAR = re.compile(r"(?:19|20)\d\d")
_REST_OF_DATE = re.compile(r"[-./]\d{1,2}(?:[-./]\d{1,2})?[\])]")
_MOST_HINT, _MOST_NAME = 30, 3
#: No title is longer; what stands farther off says nothing about where a title ends.
_MOST_TITLE, _MOST_AHEAD, _PARTS_AHEAD = 2000, 400, 60


@dataclass(slots=True)
class Part:
    """A run of text with one kind of markup, or a whole link."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: Link | None = None


@dataclass(slots=True)
class Parts:
    """The parts of an entry, its badges, and the status that its first shortcodes state."""

    parts: list[Part] = field(default_factory=list)
    badges: list[Badge] = field(default_factory=list)
    status: Status | None = None


def parts_of(pieces: list[Piece]) -> Parts:
    """Pieces as parts; an identifier written out in the text becomes a link."""
    found = Parts()
    seen: set[int] = set()
    for piece in pieces:
        if piece.badge is not None and piece.link is None:
            found.badges.append(piece.badge)
        elif piece.link is not None:
            if id(piece.link) not in seen:
                seen.add(id(piece.link))
                if found.parts and found.parts[-1].link is None:
                    found.parts[-1].text, piece.link.hint = _hint(found.parts[-1].text)
                found.parts.append(Part(piece.link.label, piece.bold, piece.italic, piece.code, piece.link))
        elif piece.text in (SOFT, HARD):
            found.parts.append(Part(piece.text, piece.bold, piece.italic))
        elif piece.text:
            if not found.parts and (codes := _SHORTCODES.match(piece.text.lstrip())):
                found.status = status_of(codes[0])
            text = _BLANKS.sub("  ", SHORTCODE.sub(" ", piece.text))
            found.parts.extend(_with_identifiers(Part(text, piece.bold, piece.italic, piece.code)))
    _join_dates(found.parts)
    return found


def _join_dates(parts: list[Part]) -> None:
    """`[**2026**-5-21]`: a year in markup is part of the date in brackets that it begins."""
    for at in range(len(parts) - 2, 0, -1):
        before, year, behind = parts[at - 1 : at + 2]
        if (
            _YEAR.fullmatch(year.text)
            and before.text.endswith(("[", "("))
            and _REST_OF_DATE.match(behind.text)
            and not (before.link or year.link or behind.link)
        ):
            before.text += year.text + behind.text
            del parts[at : at + 2]


def _hint(text: str) -> tuple[str, str]:
    """Text before a link without the word at its end that says what the link leads to (`Code:`), and that word."""
    found = _HINT.search(text, max(0, len(text) - _MOST_HINT))
    for group in (1, 2) if found else ():
        if found and found[group] and label_role(word := text[found.start(group) : found.end(2)]) is not None:
            return text[: found.start(group)], word
    return text, ""


def is_identifier(text: str) -> bool:
    """True of a DOI, an arXiv number, a PMID or a PMCID that is written out."""
    return _IDENTIFIER.fullmatch(text) is not None


def _signs(text: str) -> bool:
    """True of italics that end a title in plain text: authors, or where it was published."""
    return "et al" in text or looks_like_authors(text) or is_venue(text)


def _names_in_parens(before: list[str], text: str, behind: list[Part]) -> bool:
    """`Title (**Name**)`: True of a name, set apart by its markup, where a title ends."""
    opened = bool(before) and before[-1].endswith("(") and is_title("".join(before))
    closed = bool(behind) and behind[0].link is None and re.match(r"\)[\s.\[(]*\Z", behind[0].text) is not None
    return opened and closed and word_count(text) <= _MOST_NAME and not is_venue(text)


def _with_identifiers(part: Part) -> list[Part]:
    kept: list[Part] = []
    place = 0
    for found in _IDENTIFIER.finditer(part.text):
        references = identifiers.find_all(found[0])
        if not references:
            continue
        kept.append(Part(part.text[place : found.start()], part.bold, part.italic, part.code))
        kept.append(Part("", link=Link(references[0].identifier.url, bare=True)))
        place = found.end()
    return [*kept, Part(part.text[place:], part.bold, part.italic, part.code)] if kept else [part]


class Cursor:
    """A place among parts. Reading ahead is bounded, so that an entry of any length is read in linear time."""

    def __init__(self, parts: list[Part]) -> None:
        self.parts = parts
        self.at = 0

    @property
    def here(self) -> Part | None:
        """The part at the cursor; None behind the last one."""
        return self.parts[self.at] if self.at < len(self.parts) else None

    @property
    def link(self) -> Link | None:
        """The link at the cursor."""
        return self.parts[self.at].link if self.at < len(self.parts) else None

    @property
    def more(self) -> bool:
        """True when another part follows the one here."""
        return self.at + 1 < len(self.parts)

    def ahead(self, at: int) -> list[Part]:
        """A few parts from this place on."""
        return list(islice(self.parts, at, at + _PARTS_AHEAD))

    def following(self, at: int) -> str:
        """Text from this place up to the next link, as far as anybody would look."""
        texts: list[str] = []
        length = 0
        for part in self.ahead(at):
            if part.link is not None or length > _MOST_AHEAD:
                break
            texts.append(part.text)
            length += len(part.text)
        return "".join(texts)

    def skip_blank(self) -> None:
        """Move over texts that hold nothing but punctuation."""
        while (part := self.here) is not None and part.link is None and not part.text.strip(" \n,.;:|-–—*"):
            self.at += 1

    def run(self) -> str:
        """Adjacent parts of the markup found here as one text, code in a bold title too; moves behind them."""
        first, texts = self.parts[self.at], list[str]()
        while (part := self.here) is not None and part.link is None:
            if not ((part.bold and first.bold) or (part.italic and first.italic) or (part.code and first.code)):
                break
            texts.append(part.text)
            self.at += 1
        return squeeze("".join(texts))

    def consume(self, text: str) -> None:
        """Move behind this text, which begins here."""
        left = len(text)
        while left > 0 and (part := self.here) is not None and part.link is None:
            if len(part.text) > left:
                part.text = part.text[left:]
                return
            left -= len(part.text)
            self.at += 1

    def ends_here(self) -> bool:
        """True when only links, breaks and punctuation follow on the line."""
        for part in self.ahead(self.at):
            if part.link is not None or part.text in (SOFT, HARD):
                return True
            if part.text.strip(" [](),.;:|•·*"):
                return False
        return True

    def has_paper(self) -> bool:
        """True when a link to a paper is still to come."""
        return any(part.link is not None and entry_link(part.link).role is Role.PAPER for part in self.ahead(self.at))

    def gather(self, *, stop_at_breaks: bool = True) -> str:
        """Text from here to the next link, separator, date in code, or line that begins something else."""
        texts: list[str] = []
        length = 0
        while (part := self.here) is not None and length <= _MOST_TITLE:
            if part.link is not None or (texts and (part.code or part.bold) and read_date(part.text)):
                break
            line_end = part.text in (SOFT, HARD)
            ends = line_end and texts and stop_at_breaks and not self._quotes_next()
            if ends and (part.text == HARD or self._line_ends_title("".join(texts))):
                break
            found = BREAKS.search(part.text) if stop_at_breaks and not line_end else None
            if found and "".join(texts).strip() + part.text[: found.start()].strip():
                texts.append(part.text[: found.start()])
                part.text = part.text[found.end() :]
                break
            if texts and part.italic and _signs(part.text):
                break
            if part.bold and _names_in_parens(texts, part.text, self.parts[self.at + 1 : self.at + 2]):
                break
            texts.append(" " if line_end else part.text)
            length += len(part.text)
            self.at += 1
        return "".join(texts)

    def _quotes_next(self) -> bool:
        """True when the next line begins with a quoted title: its authors stand on the line that ends here."""
        return self.following(self.at).lstrip("\n ")[:1] in ('"', "“")

    def _line_ends_title(self, text: str) -> bool:
        """True when the line that ends here, holding this text, is the end of a title."""
        if not text.strip():
            return False
        following = self.following(self.at).lstrip("\n ").split("\n")[0]
        if not following.strip() or following.lstrip().startswith(("[", "(", "<", "-", "|", ">")):
            return True
        beginning = self.parts[self.at + 1] if self.more else None
        if beginning is not None and (beginning.bold or beginning.italic or beginning.code):
            return True
        return text.rstrip().endswith((".", "?", "!", "。")) or looks_like_authors(following) or is_venue(following)
