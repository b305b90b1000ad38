"""Which versions of a work a bibliography's entry speaks of: a preprint, the published form, or both at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from lifesci_fm.formats.identity import Identity, names_preprint_server, server_of, venue_of_server
from lifesci_fm.frozen import frozen
from lifesci_fm.records import VersionRecord
from lifesci_fm.vocabulary import PaperType, VersionKind

#: Types that a paper on a preprint server may be entered as.
LOOSE_TYPES = frozenset((PaperType.ARTICLE, PaperType.ONLINE, PaperType.OTHER, PaperType.REPORT))


@dataclass(slots=True)
class Appearance:
    """What an entry says it is and where it says it appeared.

    `told`: it says in words what it is. `used`: the fields that say nothing more.
    """

    type: PaperType
    venue: str | None = None
    told: bool = False
    used: set[str] = field(default_factory=set)


@frozen()
class Standing:
    """What is settled about the versions of an entry.

    `alone`: it speaks of a preprint only. `venue` is that of the version which the entry describes, `server` that of
    a preprint beside it.
    """

    identity: Identity
    type: PaperType
    alone: bool
    venue: str | None
    server: str | None

    def versions(self, **details: Any) -> tuple[VersionRecord, ...]:
        """The versions; `details` are further fields of the one that the entry describes."""
        identity = self.identity
        preprint_has_url = identity.url_names_preprint and not self.alone
        main = VersionRecord(
            kind=VersionKind.PREPRINT if self.alone else VersionKind.PUBLISHED,
            identifier=identity.preprint if self.alone else identity.published,
            number=identity.number if self.alone else None,
            venue=self.venue,
            url=None if preprint_has_url else identity.url,
            **details,
        )
        if self.alone or not (identity.preprint or self.server):
            return (main,)
        preprint = VersionRecord(
            kind=VersionKind.PREPRINT,
            identifier=identity.preprint,
            number=identity.number,
            venue=self.server,
            url=identity.url if preprint_has_url else None,
        )
        return preprint, main


def settle(identity: Identity, where: Appearance, archive: str | None = None) -> Standing:
    """Tell a preprint from a published work. `archive` is the server's name as the entry gives it with the eprint."""
    on_server = where.venue is not None and names_preprint_server(where.venue)
    venue = venue_of_server(where.venue) if where.venue and on_server else where.venue
    server = venue if on_server else None
    if server is None and identity.preprint is not None:
        server = server_of(identity.preprint, identity.url) or archive
    if where.type is PaperType.PREPRINT and identity.preprint is None:  # a server whose DOIs nobody can tell
        identity.preprint, identity.published = identity.published, None
    alone = identity.published is None and _is_preprint(identity, where, on_server=on_server)
    if alone:
        return Standing(identity, PaperType.PREPRINT, True, venue or server, None)
    type_ = PaperType.ARTICLE if where.type is PaperType.PREPRINT else where.type
    return Standing(identity, type_, False, None if on_server else venue, server)


def _is_preprint(identity: Identity, where: Appearance, *, on_server: bool) -> bool:
    if where.type is PaperType.PREPRINT:
        return True
    if where.told or where.type not in LOOSE_TYPES:
        return False
    return on_server or (identity.preprint is not None and where.venue is None)
