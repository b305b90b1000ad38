"""One entry of a list, whatever its shape: its title, name, authors, venue, dates and links, told from its text.

`- [Venue] Title. [[Paper]](u), [[Code]](u)` · `1. [2025 Nature Methods] **Title** [[paper]](u)` · ``- `2023.05` Title, [arXiv](u)``
· `**Title**⏎Authors⏎[bioRxiv 2023.06](u) • [code](u)` · `- 2020 - [name](code) - Author - what it does - [paper](doi)` ·
`- **(Model)** _Title_ ```Venue 2023```⏎[[Paper](u)]` · `Authors. Title. Venue, 2021. doi:…`. The reader takes what stands before
the title, finds the title or the name, and sorts the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lifesci_fm.formats.markdown.authors import looks_like_authors, read_authors
from lifesci_fm.formats.markdown.dates import leading_date, read_date
from lifesci_fm.formats.markdown.inline import HARD, SOFT, Badge, Link, Piece, plain
from lifesci_fm.formats.markdown.links import EntryLink, entry_link
from lifesci_fm.formats.markdown.names import is_model_name
from lifesci_fm.formats.markdown.titles import (
    SHORTCODE,
    Citation,
    citation,
    clean_title,
    first_sentence,
    is_title,
    number_prefix,
    split_tail,
    word_count,
)
from lifesci_fm.formats.markdown.venues import Venue, is_venue, known_venue, venue_of
from lifesci_fm.formats.markdown.words import Role, label_role, status_of
from lifesci_fm.records import Author
from lifesci_fm.text import squeeze
from lifesci_fm.vocabulary import Status

_SIGNS = r"[\s\-–—|·•:：,，.;*/&+>»→⭐★☆🔥✨🆕🌟💥📄📝📰📌👉🎉🚀️\u200b\u200d\u2060]"
_LEAD_SIGNS = re.compile(rf"{_SIGNS}+|:[a-z][a-z0-9_+-]*:|[\U0001F000-\U0001FAFF\u2600-\u27BF\u2B00-\u2BFF]+")
_BRACKET = re.compile(r"[\[【]([^\[\]【】]{1,90})[\]】]\s*|[(（]([^()（）]{1,60})[)）]\s*")
_BREAKS = re.compile(r"\n+|\s\|\s|\s*[•·]\s*|\s\|\Z|\A\|\s")
_SHORTCODES = re.compile(rf"(?:{SHORTCODE.pattern}\s*)+")
_DASH = re.compile(r"\s+[-–—]{1,2}\s+|\A\s*[-–—]{1,2}\s+|\s+[-–—]{1,2}\s*\Z")
#: `Title  What it does …`, `Title - what it does …`
_PROSE_BEHIND = re.compile(r"(.{4,250}?)(?:\s{2,}|\s[-–—]\s(?=[a-z]))(\S.*)\Z", re.S)
_NOT_VENUE = re.compile(
    r"(?:r|python|c\+\+|java|javascript|matlab|julia|perl|rust|go|shell|snakemake|docker|scala|linux.*|new|hot|oral|spotlight|survey|review|code|pdf|paper"
    r"|dataset|benchmark|tool|web|github|\d{1,3}|x|note|news.*|updated?.*|todo|must read|recommended|classic|important)(?:[\s,/&]+(?:and|or)?\s*\w[\w+#]*)*",
    re.I,
)


@dataclass(slots=True)
class Entry:
    """What one entry says. `name` is a short label before a description or a title; `subtitle` follows `name:`."""

    title: str | None = None
    title_link: Link | None = None
    name: str | None = None
    name_link: Link | None = None
    subtitle: str | None = None
    other_titles: list[str] = field(default_factory=list)
    authors: tuple[Author, ...] = ()
    authors_complete: bool = True
    venues: list[Venue] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    links: list[EntryLink] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    status: Status | None = None
    description: list[str] = field(default_factory=list)
    badges: list[Badge] = field(default_factory=list)
    text: str = ""
    plain_title: bool = False
    checkbox: bool = False

    def roles(self, *roles: Role) -> list[EntryLink]:
        """The links of these roles."""
        return [link for link in self.links if link.role in roles]

    @property
    def note(self) -> str | None:
        """The description as one text."""
        return squeeze(" ".join(self.description)) or None


@dataclass(slots=True)
class _Part:
    """A run of text or a whole link."""

    text: str
    bold: bool
    italic: bool
    code: bool
    link: Link | None = None


def read_entry(pieces: list[Piece]) -> Entry:
    """The parts of one entry."""
    return _Reader(pieces).read()


class _Reader:
    def __init__(self, pieces: list[Piece]) -> None:
        self.entry = Entry(text=plain(pieces))
        self.parts: list[_Part] = []
        seen: set[int] = set()
        for piece in pieces:
            if piece.badge is not None and piece.link is None:
                self.entry.badges.append(piece.badge)
            elif piece.link is not None:
                if id(piece.link) not in seen:
                    seen.add(id(piece.link))
                    self.parts.append(_Part(piece.link.label, piece.bold, piece.italic, piece.code, piece.link))
            elif piece.text:
                if not self.parts and (found := _SHORTCODES.match(piece.text.lstrip())):
                    self.entry.status = status_of(found[0])
                piece.text = SHORTCODE.sub(" ", piece.text)
                self.parts.append(_Part(piece.text, piece.bold, piece.italic, piece.code))
        self.at = 0
        self.segments = 0  # texts met behind the title: a line right below it may be a single author

    def read(self) -> Entry:
        self._leads()
        self._title()
        self._rest()
        self._afterthoughts()
        return self.entry

    # -- what stands before the title -------------------------------------------------------------

    def _leads(self) -> None:
        while self.at < len(self.parts):
            part = self.parts[self.at]
            if part.link is not None or not self._lead(part):
                return

    def _lead(self, part: _Part) -> bool:
        """Take one thing off the front of a text part; False when the title begins here."""
        text = part.text.lstrip()
        if not text:
            self.at += 1
            return True
        later = self.at + 1 < len(self.parts)
        if (part.code or part.bold or part.italic) and later and self._marked_lead(part, text):
            self.at += 1
            return True
        if (found := _LEAD_SIGNS.match(text)) and found.end():
            self.entry.status = self.entry.status or status_of(found[0])
            part.text = text[found.end() :]
            return True
        if (found := _BRACKET.match(text)) and self._bracket_lead(found, bool(text[found.end() :].strip()) or later):
            part.text = text[found.end() :]
            return True
        if not part.bold and (dated := leading_date(text)):
            date, end = dated
            rest = text[end:]
            if re.match(r"\s*(?:[-–—|:：,，.、]\s|[-–—|:：]\Z|\Z|,|，|\s\s)", rest) and (
                rest.strip(" -–—|:：,，.、") or later
            ):
                self.entry.dates.append(date)
                part.text = rest
                return True
        if (number := number_prefix(text)) and (later or number < len(text)):
            part.text = text[number:]
            return True
        return False

    def _marked_lead(self, part: _Part, text: str) -> bool:
        """A date, a venue with its year, or a tag, alone in bold, italics or code."""
        if date := read_date(text):
            self.entry.dates.append(date)
            return True
        if part.code or part.italic:
            stated = venue_of(text)
            if stated is not None and stated.date and is_venue(text):
                self.entry.venues.append(stated)
                return True
        if part.code and word_count(text) <= 5 and not is_title(text):
            self.entry.tags.append(squeeze(text))
            return True
        return False

    def _bracket_lead(self, found: re.Match[str], more: bool) -> bool:
        square, inner = found[1] is not None, squeeze(found[1] or found[2])
        if not more:
            return False
        if square and inner in ("", "x", "X"):
            self.entry.checkbox = True
            self.entry.status = Status.READ if inner else Status.PLANNED
            return True
        if date := read_date(inner):
            self.entry.dates.append(date)
            return True
        if _NOT_VENUE.fullmatch(inner):
            if square:
                self.entry.tags.append(inner)
            return square
        if (square and word_count(inner) <= 9) or is_venue(inner):
            for one in inner.split("; ") if ";" in inner else [inner]:
                if stated := venue_of(one):
                    self.entry.venues.append(stated)
            return True
        if not square and is_model_name(inner):
            self.entry.name = inner
            return True
        return False

    # -- the title or the name --------------------------------------------------------------------

    def _title(self) -> None:
        for _ in range(4):
            self._skip_blank()
            if self.at >= len(self.parts) or self.entry.title:
                return
            part = self.parts[self.at]
            if part.link is not None:
                self._link_title(part.link)
                return
            if not (part.bold or part.italic or part.code):
                self._plain_title()
                return
            if self._marked_title(part):
                return
            self._leads()

    def _skip_blank(self) -> None:
        while (
            self.at < len(self.parts)
            and self.parts[self.at].link is None
            and not self.parts[self.at].text.strip(" \n,.;:|-–—*")
        ):
            self.at += 1

    def _following(self, at: int) -> str:
        """Text behind this part, up to the next link."""
        texts: list[str] = []
        for part in self.parts[at + 1 :]:
            if part.link is not None:
                break
            texts.append(part.text)
        return "".join(texts)

    def _link_title(self, link: Link) -> None:
        label, role = link.label, label_role(link.label)
        if role is not None or not label or link.bare:
            return
        entry, one = self.entry, entry_link(link)
        following = self._following(self.at)
        colon = re.match(r"\s*[:：]\s*(?=\S)", following)
        dashed = _DASH.match(following) or _DASH.match(" " + following)
        target_is_paper = one.role is Role.PAPER
        parens = re.match(r"\(([^()]{2,40})\)\s+(?=\S)", label)
        if parens and is_title(label[parens.end() :]):
            entry.name, label = parens[1], label[parens.end() :]
        short = word_count(label) <= 3
        # a bare paper label such as a venue or `Moon et al.` is no title
        if (
            target_is_paper
            and short
            and (is_venue(label) or looks_like_authors(label, least=2))
            and not (colon or dashed)
        ):
            return
        dated = re.match(r"[\s,.;:，]*\Z", self.parts[self.at + 1].text) if self.at + 1 < len(self.parts) else None
        before_date = (
            dated
            and self.at + 2 < len(self.parts)
            and self.parts[self.at + 2].code
            and read_date(self.parts[self.at + 2].text)
        )
        named = bool(before_date) or (is_model_name(label) and (word_count(label) <= 2 or not target_is_paper))
        if (
            named
            or (short and (not target_is_paper or colon or dashed))
            or (colon and word_count(label) <= 6 and not target_is_paper)
        ):
            entry.name, entry.name_link = label, link
        else:
            title, tail = split_tail(label) if target_is_paper else (label, "")
            entry.title, entry.title_link = clean_title(title), link
            self._take_tail(tail)
        self.at += 1
        entry.links.append(one)
        if entry.name_link is link and (colon or dashed or self._has_paper()):
            self._after_name(colon=bool(colon), dashed=bool(dashed))

    def _marked_title(self, part: _Part) -> bool:
        """A title in bold or italics. False when it was something else, and the title is still to come."""
        text, bold = self._run(part)
        stripped = text.strip(" \n,;|")
        entry = self.entry
        following = self._following(self.at - 1)
        if found := re.fullmatch(r"[(（\[]\s*([^()\[\]]{1,40})\s*[)）\]][:：]?", stripped):
            entry.name = squeeze(found[1])
            return False
        if not bold and looks_like_authors(stripped):
            self._set_authors(stripped)
            return False
        colon = stripped.endswith((":", "：")) or re.match(r"\s*[:：]\s*\S", following) is not None
        stripped = stripped.rstrip(":：").strip()
        if colon and word_count(stripped) <= 4:
            entry.name = stripped.rstrip("*~ ")
            self._after_name(colon=True, dashed=False)
            return True
        if colon and bold and following.strip(" :：\n") and not stripped.endswith((".", "?")):
            rest = following.split("\n")[0].strip(" :：")
            if word_count(rest) >= 2 and not rest.startswith("[") and not looks_like_authors(rest):
                entry.title = clean_title(f"{stripped}: {split_tail(rest)[0]}")
                self._consume_text(following.split("\n")[0])
                return True
        dashed = _DASH.match(following) or _DASH.match(" " + following) if following else None
        if (dashed and word_count(stripped) <= 4) or (
            word_count(stripped) <= 2 and is_model_name(stripped) and not self._ends_here()
        ):
            entry.name = stripped.rstrip("*~ ")
            self._after_name(colon=False, dashed=bool(dashed))
            return True
        title, tail = split_tail(stripped)
        entry.title = clean_title(title)
        self._take_tail(tail)
        self._other_titles()
        return True

    def _run(self, first: _Part) -> tuple[str, bool]:
        """Adjacent parts of the same markup as one text; moves behind them. Code inside a bold title belongs to it."""
        texts: list[str] = []
        while self.at < len(self.parts):
            part = self.parts[self.at]
            same = (part.bold and first.bold) or (part.italic and first.italic) or (part.code and first.code)
            if part.link is not None or not same:
                break
            texts.append(part.text)
            self.at += 1
        return squeeze("".join(texts)), first.bold

    def _ends_here(self) -> bool:
        """True when only links, breaks and punctuation follow on the line."""
        for part in self.parts[self.at :]:
            if part.link is not None or part.text in (SOFT, HARD):
                return True
            if part.text.strip(" [](),.;:|•·*"):
                return False
        return True

    def _other_titles(self) -> None:
        """`**Title** / **Title of the preprint**`."""
        while (
            self.at + 1 < len(self.parts) and self.parts[self.at].text.strip() == "/" and self.parts[self.at + 1].bold
        ):
            self.at += 1
            text, _ = self._run(self.parts[self.at])
            self.entry.other_titles.append(clean_title(text))

    def _consume_text(self, text: str) -> None:
        left = len(text)
        while left > 0 and self.at < len(self.parts) and self.parts[self.at].link is None:
            part = self.parts[self.at]
            if len(part.text) <= left:
                left -= len(part.text)
                self.at += 1
            else:
                part.text = part.text[left:]
                return

    def _has_paper(self) -> bool:
        return any(part.link is not None and entry_link(part.link).role is Role.PAPER for part in self.parts[self.at :])

    def _after_name(self, *, colon: bool, dashed: bool) -> None:
        """What follows a name: a subtitle behind a colon, a description behind a dash, a title behind a comma or a date."""
        if dashed:
            self._dashed()
            return
        for part in self.parts[self.at : self.at + 1]:
            if part.link is None:
                part.text = part.text.lstrip(" ,.:：，;") if colon or part.text.strip(" ,.:：，;") else part.text
        if colon:
            text = self._gather()
            title, tail = split_tail(text)
            self.entry.subtitle = clean_title(title) if title else None
            self._take_tail(tail)
            return
        if not self._has_paper():
            return
        self._skip_blank()
        self._leads()
        if self.at < len(self.parts) and self.parts[self.at].link is None:
            mark = self.at
            text = self._gather()
            title, tail = split_tail(text)
            if is_title(title) and not re.match(r"(?:is|are|was|provides|a|an)\b", title):
                self.entry.title = clean_title(title)
                self._take_tail(tail)
            else:
                self.at = mark
                self.entry.description.append(text)
                self._consume_text(self._following(mark - 1))

    def _dashed(self) -> None:
        """`- Author - description -`: segments up to the next link or line."""
        text = self._gather(stop_at_breaks=False)
        segments = [segment for one in _DASH.split(text) if (segment := one.strip(" ,;:\n-–—"))]
        if segments and not self.entry.authors and word_count(segments[0]) <= 3:
            bare = re.sub(r"\s*\([^()]*\)", "", segments[0])
            if not bare.startswith("[") and looks_like_authors(bare, least=1) and not is_model_name(bare):
                self._set_first_author(bare)
                segments = segments[1:]
        self.entry.description.extend(segments)

    def _gather(self, *, stop_at_breaks: bool = True) -> str:
        """Text from here to the next link, separator, code span with a date, or line that begins something else."""
        texts: list[str] = []
        while self.at < len(self.parts):
            part = self.parts[self.at]
            if part.link is not None or (texts and (part.code or part.bold) and read_date(part.text)):
                break
            line_end = part.text in (SOFT, HARD)
            if line_end and texts and stop_at_breaks and (part.text == HARD or self._line_ends_title("".join(texts))):
                break
            found = _BREAKS.search(part.text) if stop_at_breaks and not line_end else None
            if found and "".join(texts).strip() + part.text[: found.start()].strip():
                texts.append(part.text[: found.start()])
                part.text = part.text[found.end() :]
                return "".join(texts)
            if texts and part.italic and looks_like_authors(part.text):
                break
            texts.append(" " if line_end else part.text)
            self.at += 1
        return "".join(texts)

    def _line_ends_title(self, text: str) -> bool:
        following = self._following(self.at).lstrip("\n ").split("\n")[0]
        if not text.strip():
            return False
        if not following.strip() or following.lstrip().startswith(("[", "(", "<", "-", "|", ">")):
            return True
        following_part = self.parts[self.at + 1] if self.at + 1 < len(self.parts) else None
        if following_part is not None and (following_part.bold or following_part.italic or following_part.code):
            return True
        return text.rstrip().endswith((".", "?", "!", "。")) or looks_like_authors(following) or is_venue(following)

    def _plain_title(self) -> None:
        entry = self.entry
        text = self._gather()
        link = self.parts[self.at].link if self.at < len(self.parts) else None
        stripped = text.strip(" \n,;:|-–—[(")
        # `Coursera [title](u)`, `2008 - Holmes - [title](u)`: a few words before a link that holds the title
        if link is not None and word_count(stripped) <= 4 and label_role(link.label) is None and link.label:
            title_like = is_title(link.label) or (word_count(stripped) <= 3 and entry_link(link).role is not Role.PAPER)
            if title_like:
                if _DASH.search(text) and looks_like_authors(re.sub(r"\s*\([^()]*\)", "", stripped), least=1):
                    self._set_first_author(re.sub(r"\s*\([^()]*\)", "", stripped))
                elif stripped:
                    entry.description.append(stripped)
                self._link_title(link)
                return
        dated = self.at < len(self.parts) and self.parts[self.at].link is None and read_date(self.parts[self.at].text)
        if dated and word_count(stripped) <= 5:
            entry.name = stripped.strip(" .")
            self._after_name(colon=False, dashed=False)
            return
        if found_prose := _PROSE_BEHIND.match(text.strip()):
            if word_count(found_prose[2]) >= 12 and word_count(found_prose[1]) <= 20:
                text = found_prose[1]
                entry.description.append(found_prose[2])
        found = citation(text)
        if found is None:
            return
        entry.plain_title = True
        self._take_citation(found)

    def _take_citation(self, found: Citation) -> None:
        entry = self.entry
        entry.title = clean_title(found.title) or None
        if found.authors:
            self._set_authors(found.authors)
        self._take_tail(found.tail)

    def _set_authors(self, text: str) -> None:
        authors, whole = read_authors(text)
        if authors and not self.entry.authors:
            self.entry.authors, self.entry.authors_complete = authors, whole

    def _set_first_author(self, text: str) -> None:
        """The family name of the first author, alone between dashes: `- De la Cruz -`."""
        authors, _ = read_authors(text)
        self.entry.authors = authors if len(authors) > 1 else (Author(squeeze(text)),)
        self.entry.authors_complete = False

    def _take_tail(self, tail: str) -> None:
        if not tail:
            return
        if date := read_date(tail):
            self.entry.dates.append(date)
        elif stated := venue_of(tail):
            self.entry.venues.append(stated)

    # -- what stands behind it --------------------------------------------------------------------

    def _rest(self) -> None:
        """Links and texts behind the title, a segment at a time."""
        segment: list[_Part] = []
        self.segments = 0
        for part in self.parts[self.at :]:
            if part.link is not None or part.code:
                segment.append(part)
                continue
            place = 0
            for found in _BREAKS.finditer(part.text):
                segment.append(_Part(part.text[place : found.start()], part.bold, part.italic, part.code))
                self._segment(segment)
                segment, place = [], found.end()
            segment.append(_Part(part.text[place:], part.bold, part.italic, part.code))
        self._segment(segment)

    def _segment(self, parts: list[_Part]) -> None:
        texts: list[str] = []
        for part in parts:
            if part.link is not None:
                self._rest_link(part.link)
                texts.append("\0")
            elif (part.code or part.italic or part.bold) and self._marked_rest(part.text):
                texts.append("\0")
            else:
                texts.append(part.text)
        text = "".join(texts)
        if text.strip(" \0"):
            self.segments += 1
            name = text.strip(" \n.,")
            lone = self.segments == 1 and "\0" not in text and 2 <= len(name.split()) <= 4
            if (
                lone
                and self.entry.title
                and not self.entry.authors
                and not is_venue(name)
                and looks_like_authors(name, least=1)
            ):
                self._set_authors(name)
                return
        self._rest_text(text)

    def _rest_link(self, link: Link) -> None:
        one = entry_link(link)
        self.entry.links.append(one)
        if one.role is not Role.PAPER or not link.label or label_role(link.label) is not None or link.bare:
            if (
                one.role is Role.PAPER
                and (found := re.search(r"(?<!\d)((?:19|20)\d\d)\Z", link.label))
                and not link.bare
            ):
                one.venue = Venue(None, found[1])
            return
        label = link.label
        if found := re.fullmatch(r"(?:[Pp]ublished|[Pp]osted|[Rr]eleased)(?: in| on)?\s+(.+)", label):
            one.venue = Venue(None, read_date(found[1]))
        elif looks_like_authors(re.sub(r"[\s,(]*(?:19|20)\d\d\)?\Z", "", label), least=2):
            authors, whole = read_authors(re.sub(r"[\s,(]*(?:19|20)\d\d\)?\Z", "", label))
            if not self.entry.authors:
                self.entry.authors, self.entry.authors_complete = authors, whole
            stated = venue_of(label)
            one.venue = Venue(None, stated.date) if stated and stated.date else None
        elif self.entry.title is None and is_title(label) and not self._says_venue(label):
            title, tail = split_tail(label)
            title, more = first_sentence(title)
            self.entry.title, self.entry.title_link = clean_title(title), link
            self.entry.description.extend([more] if more else [])
            self._take_tail(tail)
        elif is_venue(label) or word_count(label) <= 9:
            one.venue = venue_of(label)
        elif (stated := venue_of(label)) and (stated.date or stated.volume):
            one.venue = stated

    @staticmethod
    def _says_venue(label: str) -> bool:
        """True of a long label that is a venue all the same: known, or with its year or volume."""
        stated = venue_of(label)
        if stated is None or not is_venue(label):
            return False
        return bool(stated.date or stated.volume or known_venue(label)) or (word_count(label) <= 6 and ":" not in label)

    def _marked_rest(self, text: str) -> bool:
        """Authors, venue or date alone in markup."""
        text = text.strip(" ,.;:")
        if not text:
            return True
        if date := read_date(text):
            self.entry.dates.append(date)
        elif is_venue(text):
            if stated := venue_of(text):
                self.entry.venues.append(stated)
        elif looks_like_authors(text, least=1 if not self.entry.authors else 2):
            self._set_authors(text)
        else:
            return False
        return True

    def _rest_text(self, text: str) -> None:
        for found in re.finditer(r"[\[(【（]([^\[\]()【】（）\0]{2,90})[\])】）]", text):
            if self._statement(found[1]):
                text = text.replace(found[0], "\0", 1)
        for chunk in text.split("\0"):
            chunk = chunk.strip(" \t\n,.;:：/&+|•·[]<>{}*_-–—，。、'\"")
            chunk = "" if chunk == "[]" else chunk
            chunk = chunk.strip("()") if chunk.count("(") != chunk.count(")") or chunk in ("()", "(") else chunk
            chunk = _LEAD_SIGNS.sub(" ", chunk).strip() if chunk and len(chunk) < 4 else chunk
            if chunk and not self._statement(chunk):
                self._prose(chunk)

    def _statement(self, text: str) -> bool:
        """A date, a venue or authors; True when it was one."""
        text = text.strip(" .,;:")
        if date := read_date(text):
            self.entry.dates.append(date)
            return True
        if is_venue(text) and word_count(text) <= 14:
            if stated := venue_of(text):
                self.entry.venues.append(stated)
            return True
        if not self.entry.authors and looks_like_authors(text):
            self._set_authors(text)
            return True
        return False

    def _prose(self, text: str) -> None:
        """`Authors. Venue 2023` or `Authors, Venue`, else a description."""
        if self.entry.title and not self.entry.authors:
            for found in re.finditer(r"(?<=[\w)*])[.,;]\s+", text):
                first, rest = text[: found.start()], text[found.end() :]
                if (is_venue(rest) or read_date(rest)) and looks_like_authors(first, least=1):
                    self._set_authors(first)
                    self._statement(rest)
                    return
        if self.entry.title and (pieces := split_tail(text))[1] and word_count(pieces[0]) <= 1:
            self._take_tail(pieces[1])
            return
        self.entry.description.append(text)

    def _afterthoughts(self) -> None:
        """Badges that state a venue; a title that stands behind its links; a name that its subtitle completes."""
        entry = self.entry
        for badge in [*entry.badges, *(badge for one in entry.links for badge in one.link.badges)]:
            text = badge.text
            if badge.repository or not text or label_role(text) is not None:
                continue
            if is_venue(text) and (stated := venue_of(text)) and (stated.date or not entry.venues):
                entry.venues.append(stated)
            elif date := read_date(text):
                entry.dates.append(date)
        if entry.title is None and entry.name is None and entry.links and entry.description:
            found = citation(entry.description[0])
            if found is not None and is_title(found.title):
                entry.description.pop(0)
                entry.plain_title = True
                self._take_citation(found)
