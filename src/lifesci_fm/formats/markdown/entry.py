"""One entry of a list: what its text says, whatever its shape was."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lifesci_fm.formats.markdown.authors import looks_like_authors, read_authors
from lifesci_fm.formats.markdown.dates import read_date
from lifesci_fm.formats.markdown.inline import Badge, Link
from lifesci_fm.formats.markdown.labels import Role
from lifesci_fm.formats.markdown.links import EntryLink
from lifesci_fm.formats.markdown.names import is_model_name
from lifesci_fm.formats.markdown.titles import Citation, clean_title, word_count
from lifesci_fm.formats.markdown.venues import Venue, is_venue, known_venue, venue_of
from lifesci_fm.records import Author
from lifesci_fm.text import name_key, squeeze
from lifesci_fm.vocabulary import Status

#: How no list of venues begins: `J. Roe and P. Doe`, which `J. Chem. Phys.` resembles.
_INITIALED = re.compile(r"[A-Z]\.")


@dataclass(slots=True)
class Entry:
    """What one entry says. `name` is a short label before a description or a title; `subtitle` follows `name:`.

    `plain_title` is True when the title stands in plain text, without markup or link of its own.
    """

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

    def roles(self, *roles: Role) -> list[EntryLink]:
        """The links of these roles."""
        return [link for link in self.links if link.role in roles]

    @property
    def note(self) -> str | None:
        """The description as one text."""
        return squeeze(" ".join(self.description)) or None

    def set_authors(self, text: str) -> None:
        """The authors this text lists; the first list of an entry holds."""
        authors, whole = read_authors(text)
        if authors and not self.authors:
            self.authors, self.authors_complete = authors, whole

    def set_first_author(self, text: str) -> None:
        """The family name of the first author, alone between dashes: `- De la Cruz -`."""
        authors, whole = read_authors(text)
        self.authors = authors if len(authors) > 1 or (authors and not whole) else (Author(squeeze(text)),)
        self.authors_complete = False

    def take_tail(self, tail: str) -> None:
        """The end of a title's text that says venue and year."""
        if not tail:
            return
        if date := read_date(tail):
            self.dates.append(date)
        elif stated := venue_of(tail):
            self.venues.append(stated)

    def take_end(self, found: Citation) -> None:
        """What stood behind a title."""
        if found.authors:
            self.set_authors(found.authors)
        self.take_tail(found.tail)

    def take_citation(self, found: Citation) -> None:
        """Title, authors, venue and year of an entry written as plain text."""
        self.title, self.plain_title = clean_title(found.title) or None, True
        self.name = self.name or found.name
        self.take_end(found)
        if found.year and not self.dates and not any(venue.date for venue in self.venues):
            self.dates.append(found.year)

    def take_statement(self, text: str, *, in_brackets: bool = False) -> bool:
        """A date, a venue or a list of authors (in brackets, full names only); True when the text was one."""
        text = text.strip(" .,;:")
        if not self.authors and _INITIALED.match(text) and looks_like_authors(text):
            self.set_authors(text)
            return True
        stated = venue_of(text)
        if stated is not None and stated.name is None and stated.date:
            self.dates.append(stated.date)
            return True
        if stated is not None and is_venue(text) and word_count(text) <= 14:
            self.venues.append(stated)
            return True
        if in_brackets and not any(author.given for author in read_authors(text)[0]):
            return False
        if not self.authors and looks_like_authors(text):
            self.set_authors(text)
            return True
        return False

    def names_not_venues(self) -> None:
        """Brackets before a title that hold its name (`[scBERT] scBERT: a model`), or stand beside the venue itself."""
        title = name_key(self.title or "")
        stated = [one for one in self.venues if one.name and (one.date or known_venue(one.name))]
        published = any(not one.preprint for one in stated)
        for venue in [one for one in self.venues if one.name and not one.date]:
            name = venue.name or ""
            beside = published or (stated and not name.isupper())  # a journal's letters may stand beside its preprint's
            if is_venue(name) or not (beside or title.startswith(name_key(name))):
                continue
            self.venues.remove(venue)
            if is_model_name(name):
                self.name = self.name or name
            else:
                self.tags.append(name)
