"""Papers from entries: the versions that links, venues and dates state together, the model, the other links.

A venue stated beside a preprint's link is the published version's, without an identifier yet; a label such as
`[bioRxiv](u)` belongs to its own link. One entry may hold two links of one work (preprint and published), and, rarely,
links of two works, which are never merged here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from lifesci_fm import identifiers
from lifesci_fm.formats.markdown.context import Context, Section
from lifesci_fm.formats.markdown.entry import Entry
from lifesci_fm.formats.markdown.inline import Link
from lifesci_fm.formats.markdown.labels import Role, is_ordinal_paper, label_role
from lifesci_fm.formats.markdown.links import EntryLink
from lifesci_fm.formats.markdown.names import is_model_name, model_in_title
from lifesci_fm.formats.markdown.titles import SHORTCODE, is_title
from lifesci_fm.formats.markdown.venues import Venue, is_venue
from lifesci_fm.identifiers import Identifier, Scheme
from lifesci_fm.records import LinkRecord, ModelRecord, PaperRecord, VersionRecord
from lifesci_fm.text import fold, name_key, squeeze
from lifesci_fm.vocabulary import VersionKind

_COMPANIONS = (Scheme.PMID, Scheme.PMCID)
_DOI_LIKE = re.compile(r"\b10\.\d{4,9}/", re.I)
_PAPER_WORD = re.compile(r"\s+(?:paper|preprint|article|publication)\Z", re.I)
_IDLE_TAGS = re.compile(r"new|hot|x|\d+|note|code|pdf|paper|github|link|news.*|updated?.*", re.I)


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
    for link in links:
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
    for venue in venues:
        _state(drafts, venue, whole=True)
    if (
        section is not None
        and section.venue is not None
        and not any(draft.venue and draft.venue.name for draft in drafts)
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
        draft = _Draft(kind, identifier, reference.number, reference.url or link.url)
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
        # `[bioRxiv]` beside an arXiv link: the document's word for where the preprint is
        draft = next(
            (one for one in drafts if one.kind is kind and one.identifier is not None and not one.stated), None
        )
    if draft is None:
        draft = _Draft(kind)
        drafts.append(draft)
    draft.venue = (
        venue if draft.venue is None or not draft.venue.date else replace(venue, date=venue.date or draft.venue.date)
    )
    draft.stated, draft.implied = draft.stated or whole, False


def _date(drafts: list[_Draft], dates: Iterable[str], year: str | None) -> None:
    """Stated dates go to the version they stand beside; the year of a heading only where nothing else is dated."""
    for date in dates:
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


def split_works(links: Sequence[EntryLink]) -> list[list[EntryLink]]:
    """Paper links of one entry by work: `paper 1` and `paper 2`, or two DOIs of two journals, are two works."""
    works: list[list[EntryLink]] = []
    taken: list[dict[tuple[Scheme, str | None], str]] = []
    for link in links:
        if link.reference is None:
            if not works:
                works.append([])
                taken.append({})
            works[0].append(link)
            continue
        identifier = link.reference.identifier
        key = (
            identifier.scheme,
            identifiers.preprint_server(link.reference)
            or ("preprint" if identifiers.is_preprint(identifier) else None),
        )
        home = None
        name = _named(link.label)
        if not (is_ordinal_paper(link.label) and works and any(is_ordinal_paper(one.label) for one in works[0])):
            home = next(
                (
                    at
                    for at, held in enumerate(taken)
                    if (identifier.scheme is Scheme.URL or held.get(key, identifier.value) == identifier.value)
                    and not (
                        name and any(other and other != name for other in map(_named, (one.label for one in works[at])))
                    )
                ),
                None,
            )
        if home is None:
            works.append([])
            taken.append({})
            home = len(works) - 1
        works[home].append(link)
        taken[home][key] = identifier.value
    return works


def _named(label: str) -> str | None:
    """The model that a link's label names (`Enformer paper`), as compared."""
    name = _PAPER_WORD.sub("", label).strip()
    return name_key(name) if is_model_name(name) and not is_venue(name) else None


def other_links(links: Iterable[EntryLink], home: Link | None = None) -> tuple[LinkRecord, ...]:
    """Everything but the paper's own links, each address once. `home` is the link on the entry's name."""
    kept: dict[str, LinkRecord] = {}
    for link in links:
        if link.role is Role.PAPER or not link.url or link.url.startswith("#"):
            continue
        label = squeeze(SHORTCODE.sub(" ", link.label if link.kind == "other" else link.link.label))
        title = "" if label_role(label) is not None and not any(c.isdigit() for c in label) else label
        kind = "project" if link.link is home and link.kind == "other" else link.kind
        kept.setdefault(link.url, LinkRecord(kind, link.url, title if title != link.url else ""))
    return tuple(kept.values())


def title_of(entry: Entry) -> str | None:
    """The title an entry states; `Name: subtitle` is joined unless the subtitle repeats the name."""
    if entry.title:
        return entry.title
    if entry.name and entry.subtitle:
        if name_key(entry.name) in name_key(entry.subtitle):
            return entry.subtitle
        return f"{entry.name}: {entry.subtitle}"
    return None


def models_of(
    entry: Entry, title: str | None, context: Context, line: int, section: Section
) -> tuple[ModelRecord, ...]:
    """The model an entry introduces: its name, else the one its title begins with."""
    origin = context.origin(line, section)
    if entry.name and (title is None or not is_title(entry.name)):
        sure = is_model_name(entry.name) and (bool(title) or not entry.description)
        return (ModelRecord(name=entry.name, guessed=not sure, origin=origin),)
    found = model_in_title(title) if title else None
    if found is None and title and " " not in title and is_model_name(title):
        found = title, True
    return (ModelRecord(name=found[0], guessed=found[1], origin=origin),) if found else ()


def paper_records(entry: Entry, context: Context, line: int, section: Section) -> list[PaperRecord]:
    """The paper of an entry, and a further one for each other work that it cites by title (or that has none either)."""
    papers = entry.roles(Role.PAPER)
    works = split_works(papers) or [[]]
    versions = versions_of(works[0], entry.venues, entry.dates, section)
    _report(versions, context, line, entry.text)
    title = title_of(entry)
    nameless = title is None and entry.name is None
    further = [
        work for work in works[1:] if nameless or any(is_title(one.label) and one.label != title for one in work)
    ]
    beside = tuple(LinkRecord("paper", one.url, one.label) for work in works[1:] if work not in further for one in work)
    tags = tuple(
        dict.fromkeys(
            [
                *(tag for tag in entry.tags if not _IDLE_TAGS.fullmatch(tag)),
                *(["survey"] if _is_survey(entry, section) else []),
            ]
        )
    )
    first = PaperRecord(
        title=title,
        authors=entry.authors,
        authors_complete=entry.authors_complete,
        identifiers=versions.identifiers,
        versions=versions.records,
        links=(*other_links(entry.links, entry.name_link), *beside),
        models=models_of(entry, title, context, line, section),
        domains=section.domains,
        tags=tags,
        status=entry.status,
        note=entry.note,
        origin=context.origin(line, section),
    )
    return [first, *(_further(work, title, context, line, section) for work in further)]


def _further(work: list[EntryLink], title: str | None, context: Context, line: int, section: Section) -> PaperRecord:
    versions = versions_of(work, section=section)
    label = next((one.label for one in work if is_title(one.label) and one.label != title), None)
    return PaperRecord(
        title=label,
        identifiers=versions.identifiers,
        versions=versions.records,
        domains=section.domains,
        tags=("survey",) if section.surveys else (),
        note=f"Listed with {title}." if title else None,
        origin=context.origin(line, section),
    )


def _is_survey(entry: Entry, section: Section) -> bool:
    remark = entry.note or ""
    return (
        section.surveys or re.match(r"(?:an?|the)\s+(?:\w+\s+){0,3}(?:review|survey)\b|综述", remark, re.I) is not None
    )


def _report(versions: Versions, context: Context, line: int, text: str) -> None:
    for fault in versions.damaged:
        context.problem(
            line, "truncated-doi", f"The DOI in this entry {fault}; the paper is kept with its address only.", text
        )


def report_links(entry: Entry, context: Context, line: int) -> None:
    """Report links that lead nowhere or into one another."""
    for one in entry.links:
        if one.link.nested is not None:
            context.problem(
                line, "nested-link", f"A link stands inside another's address; {one.url} was taken.", entry.text
            )
        elif not one.link.url.strip() and (one.link.label or one.link.badges):
            context.problem(line, "empty-link", f"The link {one.label!r} has no address.", entry.text)
