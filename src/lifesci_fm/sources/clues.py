"""Publishers' URLs that name volume, issue and page, or a title, not an identifier: found at Crossref, or not at all.

A bibliographic search always returns something. Its answer is accepted only when volume, page and journal are those of
the URL, or first author, title and year; then there is no second paper it could be. Oxford's newer articles have a name
in place of a page (`bbad493`), with which their DOI ends: mostly behind the journal as the URL calls it, and so tried
first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lifesci_fm.identifiers import Identifier, Scheme
from lifesci_fm.records import PaperRecord
from lifesci_fm.sources import crossref
from lifesci_fm.sources.source import Request, Source
from lifesci_fm.text import fold


@dataclass(frozen=True, slots=True)
class Clue:
    """What a URL tells: a filter for Crossref (`prefix:10.1073`), the journal as the URL calls it, where it stands."""

    filter: str
    journal: str
    volume: str
    issue: str
    page: str
    name: str = ""  # the article's own, with which its DOI ends

    @property
    def words(self) -> str:
        """What to search for."""
        parts = (self.journal, self.volume, self.issue, self.page, self.name)
        return " ".join(dict.fromkeys(filter(None, parts)))

    @property
    def guess(self) -> Identifier | None:
        """The DOI that the article has if its journal is called the same there; if not, this DOI does not exist."""
        return Identifier(Scheme.DOI, f"10.1093/{self.journal}/{self.name}") if self.name else None

    def fits(self, record: PaperRecord) -> bool:
        """True when the record stands at this very place of this journal, or has the article's name."""
        if self.name and any(identifier.value.endswith(f"/{self.name}") for identifier in record.identifiers):
            return True
        for version in record.versions:
            if self.filter.startswith("issn:"):  # MDPI composes its DOIs of these numbers
                number = f"{self.volume}{self.issue.zfill(2)}{self.page.zfill(4)}"
                if version.identifier and re.fullmatch(rf"10\.3390/[a-z]+{number}", version.identifier.value):
                    return True
                continue
            first_page = re.split("[-\N{EN DASH}]", version.pages or "")[0].strip()
            stands_there = version.volume == self.volume and first_page.lower() == self.page.lower()
            if stands_there and version.issue in (None, self.issue) and self._is_journal(version.venue or "", record):
                return True
        return False

    def _is_journal(self, venue: str, record: PaperRecord) -> bool:
        """`nar` is Nucleic Acids Research: by its name, its initials, or the same word in the DOI."""
        if not self.journal:
            return True
        words = fold(venue).split()
        initials = "".join(word[0] for word in words if word not in ("of", "the", "and", "in", "for"))
        in_doi = any(f"/{self.journal}/" in identifier.value for identifier in record.identifiers)
        return in_doi or self.journal in (initials, "".join(words), words[0] if len(words) == 1 else "")


@dataclass(frozen=True, slots=True)
class Titled:
    """What an address of the Computer Vision Foundation tells: first author and title in one, and the year."""

    words: str
    year: str
    filter: str = "type:proceedings-article"
    guess: None = None

    def fits(self, record: PaperRecord) -> bool:
        """True when the record has this first author, this title, and this year."""
        if not record.authors or not any((version.date or "").startswith(self.year) for version in record.versions):
            return False
        return _together(f"{record.authors[0].family} {record.title}") == _together(self.words)


def _together(text: str) -> str:
    return fold(text).replace(" ", "")


_CVF = re.compile(r"openaccess\.thecvf\.com/.+/html/(?:.*/)?([^/]+)_(?:CVPR|ICCV|WACV)W?_(20\d\d)_paper\.html")
_PLACE = r"(?P<volume>\d+)/(?P<issue>[\w-]+)/(?P<page>[A-Za-z]{0,6}\d+)"
#: Oxford's name of an article: letters of the journal and of the year, a number.
_NAME = re.compile(r"[a-z]{3,6}\d{3,5}")
_OXFORD = rf"(?P<journal>[\w-]+)/article(?:-abstract|-pdf)?/{_PLACE}/\d+(?:/(?P<file>[\w-]+)\.pdf)?\Z"
_PLACES = (
    (re.compile(rf"academic\.oup\.com/{_OXFORD}"), "prefix:10.1093"),
    (re.compile(rf"pnas\.org/content/{_PLACE}"), "prefix:10.1073"),
    (re.compile(rf"(?P<journal>science)\.sciencemag\.org/content/{_PLACE}"), "prefix:10.1126"),
    (re.compile(rf"mdpi\.com/(?P<issn>\d{{4}}-\d{{3}}[\dXx])/{_PLACE}"), ""),
)


def clue(identifier: Identifier) -> Clue | Titled | None:
    """What a normalised URL tells of a place in a journal, or of a title in proceedings."""
    if identifier.scheme is not Scheme.URL:
        return None
    if titled := _CVF.fullmatch(identifier.value):
        return Titled(titled[1].replace("_", " "), titled[2])
    for pattern, publisher in _PLACES:
        if found := pattern.match(identifier.value):
            said = {key: text or "" for key, text in found.groupdict().items()}
            where = publisher or f"issn:{said['issn'].upper()}"
            named = filter(_NAME.fullmatch, (said["page"], said["file"])) if "file" in said else iter(())
            journal, name = said.get("journal", ""), next(named, "")
            return Clue(where, journal, said["volume"], said["issue"], said["page"], name)
    return None


def request(identifiers: Sequence[Identifier], contact: str) -> Request:
    """The search for one URL that has a clue."""
    found = clue(identifiers[0])
    if found is None:
        raise ValueError(f"{identifiers[0]} tells of no place in a journal")
    mailto = (("mailto", contact),) if contact else ()
    return Request("/works", (("filter", found.filter), ("query.bibliographic", found.words), ("rows", "20"), *mailto))


def answers(identifier: Identifier, record: PaperRecord) -> bool:
    """True when the record is the one of which the URL tells."""
    found = clue(identifier)
    return found is not None and found.fits(record)


BY_PLACE = Source(
    crossref.KEY, "Crossref", crossref.POLITE, 1, request, crossref.parse, answers, stranger=crossref.PUBLIC
)
