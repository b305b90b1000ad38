"""One record out of what several sources, and both forms of a work, say.

The published form speaks before the preprint, and within a form the sources speak in the order of their authority;
each fact is taken from the first that states it. The parts stay available, so that the library can say who said what.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lifesci_fm.identifiers import Identifier
from lifesci_fm.records import PaperRecord, VersionRecord
from lifesci_fm.same_work.profile import families
from lifesci_fm.same_work.titles import likeness
from lifesci_fm.sources import stated
from lifesci_fm.text import fold
from lifesci_fm.vocabulary import PaperType, VersionKind

#: Who is believed first about one form of a work: agencies, then indexes; bioRxiv has initials for given names.
_AUTHORITY = ("crossref", "datacite", "arxiv", "ncbi", "europepmc", "biorxiv", "doi", "openalex", "idconv")

_UNLIKE = 0.5


def ordered(records: Sequence[PaperRecord]) -> tuple[PaperRecord, ...]:
    """Records of one work in the order in which they are believed."""
    return tuple(sorted(records, key=lambda record: (_is_preprint(record), _AUTHORITY.index(record.origin.name))))


def combined(parts: Sequence[PaperRecord]) -> PaperRecord:
    """One record of parts that are one work, stand in their order and have one version each, as sources give them.

    Its origin is that of the first part.
    """
    told = [part for part in parts if part.title] or list(parts)
    first = told[0]
    named = next((part for part in told if part.authors), first)
    return PaperRecord(
        title=first.title,
        authors=named.authors,
        authors_complete=named.authors_complete,
        abstract=next((part.abstract for part in told if part.abstract), None),
        type=first.type,
        identifiers=stated.distinct(identifier for part in parts for identifier in part.identifiers),
        versions=_versions(parts),
        relations=tuple(dict.fromkeys(relation for part in parts for relation in part.relations)),
        origin=first.origin,
    )


def _is_preprint(record: PaperRecord) -> bool:
    return record.type is PaperType.PREPRINT


def _versions(parts: Sequence[PaperRecord]) -> tuple[VersionRecord, ...]:
    """Each form once: two parts that share an identifier speak of the same form."""
    forms: list[tuple[set[Identifier], VersionRecord]] = []
    for part in parts:
        for version in part.versions:
            place = next((n for n, (names, _) in enumerate(forms) if not names.isdisjoint(part.identifiers)), None)
            if place is None:
                forms.append((set(part.identifiers), version))
            else:
                names, told = forms[place]
                forms[place] = (names | set(part.identifiers), _filled(told, version))
    return tuple(version for _, version in forms)


def _filled(told: VersionRecord, more: VersionRecord) -> VersionRecord:
    """A version with what another source adds. A preprint's date is its first one."""
    preprint = told.kind is VersionKind.PREPRINT
    extra = dict(more.extra) | dict(told.extra)
    return replace(
        told,
        identifier=told.identifier or more.identifier,
        number=max(filter(None, (told.number, more.number)), default=None),
        venue=told.venue or more.venue,
        date=stated.earliest([told.date, more.date]) if preprint else told.date or more.date,
        url=told.url or more.url,
        volume=told.volume or more.volume,
        issue=told.issue or more.issue,
        pages=told.pages or more.pages,
        publisher=told.publisher or more.publisher,
        extra=tuple(sorted(extra.items())),
    )


def plausible(one: PaperRecord, other: PaperRecord) -> bool:
    """May these be two forms of one work? A relation can be entered wrong; then neither names nor titles meet."""
    mine, theirs = set(families(one.authors)), set(families(other.authors))
    if not mine or not theirs or mine & theirs:
        return True
    return likeness(fold(one.title or ""), fold(other.title or "")) >= _UNLIKE
