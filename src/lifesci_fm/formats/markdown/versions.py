"""Versions of one work: what its links, stated venues and stated dates say together.

A venue stated beside a preprint's link is the published version's, without an identifier yet; a label such as
`[bioRxiv](u)` belongs to its own link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from lifesci_fm import identifiers
from lifesci_fm.formats.markdown.context import Section
from lifesci_fm.formats.markdown.links import EntryLink, of_a_house
from lifesci_fm.formats.markdown.venues import Venue
from lifesci_fm.identifiers import Identifier, Scheme
from lifesci_fm.records import VersionRecord
from lifesci_fm.text import fold
from lifesci_fm.vocabulary import VersionKind

_COMPANIONS = (Scheme.PMID, Scheme.PMCID)
_DOI_LIKE = re.compile(r"\b10\.\d{4,9}/", re.I)
#: No work has more links, venues or dates; a text that seems to is none.
_MOST = 200


@dataclass(slots=True)
class _Draft:
    """A version while it is put together."""

    kind: VersionKind
    identifier: Identifier | None = None
    number: int | None = None
    url: str | None = None
    venue: Venue | None = None
    date: str | None = None
    stated: bool = False  # holds the venue stated for the entry as a whole
    anywhere: bool = False  # its address is somebody's page, which says nothing of its kind
    implied: bool = False  # its venue is only the server its address belongs to: nobody said so

    def record(self) -> VersionRecord:
        venue = self.venue or Venue(None)
        return VersionRecord(
            kind=self.kind,
            identifier=self.identifier,
            number=self.number,
            venue=None if self.implied else venue.name,
            date=self.date or venue.date,
            url=self.url,
            volume=venue.volume,
            issue=venue.issue,
            pages=venue.pages,
            extra=(("note", venue.note),) if venue.note else (),
        )


@dataclass(slots=True)
class Versions:
    """The versions and identifiers of one work, and what was wrong with its links."""

    records: tuple[VersionRecord, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    damaged: list[str] = field(default_factory=list)


def versions_of(
    links: Sequence[EntryLink],
    venues: Sequence[Venue] = (),
    dates: Sequence[str] = (),
    section: Section | None = None,
) -> Versions:
    """What paper links, stated venues and stated dates say about the versions of one work."""
    drafts: list[_Draft] = []
    companions: list[EntryLink] = []
    found = Versions()
    for link in islice(links, _MOST):
        if link.reference is None:
            continue
        if link.reference.identifier.scheme in _COMPANIONS:
            companions.append(link)
        else:
            _add_link(drafts, link, found)
    for link in companions:
        if link.reference is not None and not any(draft.identifier for draft in drafts):
            drafts.append(
                _Draft(VersionKind.PUBLISHED, link.reference.identifier, url=link.reference.url, venue=link.venue)
            )
        elif link.venue is not None and link.venue.name:
            _state(drafts, link.venue, whole=False)
    for venue in islice(venues, _MOST):
        _state(drafts, venue, whole=True)
    if (
        section is not None
        and section.venue is not None
        and not any(draft.venue and draft.venue.name and not draft.implied for draft in drafts)
    ):
        _state(drafts, replace(section.venue, date=None), whole=True)
    _date(drafts, dates, section.year if section is not None else None)
    found.records = tuple(draft.record() for draft in drafts)
    known = [draft.identifier for draft in drafts] + [
        link.reference.identifier for link in companions if link.reference
    ]
    found.identifiers = tuple(dict.fromkeys(one for one in known if one is not None))
    return found


def _add_link(drafts: list[_Draft], link: EntryLink, found: Versions) -> None:
    reference, venue = link.reference, link.venue
    if reference is None:
        return
    identifier: Identifier | None = reference.identifier
    server = identifiers.preprint_server(reference)
    preprint = bool(server) or identifiers.is_preprint(reference.identifier)
    if reference.identifier.scheme is Scheme.URL:
        if _DOI_LIKE.search(link.url) and (fault := identifiers.doi_fault(link.url)):
            found.damaged.append(fault)
            identifier = None
        preprint = preprint or bool(venue and venue.preprint)
    kind = VersionKind.PREPRINT if preprint else VersionKind.PUBLISHED
    draft = next((one for one in drafts if identifier is not None and one.identifier == identifier), None)
    if draft is None:
        anywhere = reference.identifier.scheme is Scheme.URL and not preprint
        draft = _Draft(kind, identifier, reference.number, reference.url or link.url, anywhere=anywhere)
        drafts.append(draft)
    elif reference.number and (draft.number or 0) < reference.number:
        draft.number, draft.url = reference.number, reference.url
    if venue is not None:
        if venue.name is None:
            draft.date = draft.date or venue.date
        elif venue.preprint == preprint:
            draft.venue = draft.venue or venue
        else:
            _state(drafts, venue, whole=False)
    if preprint and draft.venue is None and server:
        draft.venue, draft.implied = Venue(server), True


def _state(drafts: list[_Draft], venue: Venue, *, whole: bool) -> None:
    """A stated venue finds its version, or makes one of its own."""
    if venue.name is None:
        if venue.date:
            _date(drafts, [venue.date], None)
        return
    kind = VersionKind.PREPRINT if venue.preprint else VersionKind.PUBLISHED
    same = next(
        (one for one in drafts if one.venue and one.venue.name and fold(one.venue.name) == fold(venue.name or "")), None
    )
    free = next((one for one in drafts if one.kind is kind and (one.venue is None or one.venue.name is None)), None)
    draft = same or free
    if draft is None and kind is VersionKind.PREPRINT:
        draft = next((one for one in drafts if one.anywhere and one.venue is None), None)
        if draft is not None:
            draft.kind = kind  # a page that does not say what it is: a preprint, says the document
    if draft is None and kind is VersionKind.PREPRINT:
        # `[bioRxiv]` beside an arXiv link: the document's word for where the preprint is
        draft = next(
            (one for one in drafts if one.kind is kind and one.identifier is not None and not one.stated), None
        ) or next(filter(_is_anybodys, drafts), None)
    if draft is None:
        draft = _Draft(kind)
        drafts.append(draft)
    draft.kind = kind
    draft.venue = (
        venue if draft.venue is None or not draft.venue.date else replace(venue, date=venue.date or draft.venue.date)
    )
    draft.stated, draft.implied = draft.stated or whole, False


def _is_anybodys(draft: _Draft) -> bool:
    """True of a file on somebody's page that nothing is said of yet: `arXiv 2020. [[paper]](https://a.edu/x.pdf)`."""
    return (
        draft.identifier is not None
        and draft.identifier.scheme is Scheme.URL
        and draft.venue is None
        and not of_a_house(draft.url or "")
    )


def _date(drafts: list[_Draft], dates: Iterable[str], year: str | None) -> None:
    """Stated dates go to the version they stand beside; the year of a heading only where nothing else is dated."""
    for date in islice(dates, _MOST):
        same_year = next(
            (one for one in drafts if one.venue and one.venue.date and date.startswith(one.venue.date)), None
        )
        undated = [one for one in drafts if one.date is None and not (one.venue and one.venue.date)]
        if same_year is not None and len(drafts) == 1:
            same_year.date = date
        elif undated:
            next((one for one in undated if one.stated), undated[0]).date = date
        elif not drafts:
            drafts.append(_Draft(VersionKind.PUBLISHED, date=date))
    if year and not any(one.date or (one.venue and one.venue.date) for one in drafts):
        if not drafts:
            drafts.append(_Draft(VersionKind.PUBLISHED))
        next((one for one in drafts if one.stated), drafts[0]).date = year
