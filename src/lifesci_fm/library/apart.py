"""Papers that a person holds apart: no entry and no source joins them again, or carries the one's facts to the other.

`same_work` knows the person's word and says DIFFERENT to the pair. Here is what follows from it for an entry that
gives identifiers of both, as the entry did by which they once became one paper.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lifesci_fm.identifiers import Identifier
from lifesci_fm.library.entry import Entry
from lifesci_fm.library.shelf import Shelf
from lifesci_fm.library.work import Work
from lifesci_fm.same_work import Evidence, Judgement, judge

Found = list[tuple[Work, Judgement]]


def meant(entry: Entry, same: Found) -> Found:
    """Of papers that an entry is the same work as, those that have most of the versions it tells of.

    Papers that nobody holds apart are left as they are: the entry shows them to be one.
    """
    if len(same) < 2 or not any(_held_apart(a, b) for a, _ in same for b, _ in same):
        return same
    told = {version.identifier for version in entry.record.versions} - {None} or set(entry.record.identifiers)
    owned = [sum(identifier in work.profile.identifiers for identifier in told) for work, _ in same]
    return [found for found, number in zip(same, owned, strict=True) if number == max(owned)]


def spare(entry: Entry, work: Work, contested: dict[Identifier, Any], shelf: Shelf) -> Entry:
    """The entry without the identifiers, versions and relations of papers that are held apart from the one it means.

    What is left out is no longer contested.
    """
    if not work.profile.apart:
        return entry
    record = entry.record
    named = [*record.identifiers, *(version.identifier for version in record.versions), *entry.related]
    others = {i for i in named if i and (owner := shelf.owner(i)) is not None and _held_apart(owner, work)}
    if not others:
        return entry
    for identifier in others:
        contested.pop(identifier, None)
    return Entry(
        replace(
            record,
            identifiers=tuple(i for i in record.identifiers if i not in others),
            versions=tuple(version for version in record.versions if version.identifier not in others),
            relations=tuple(relation for relation in record.relations if relation.identifier not in others),
        )
    )


def _held_apart(a: Work, b: Work) -> bool:
    return bool(a.profile.apart or b.profile.apart) and judge(a.profile, b.profile).evidence is Evidence.PERSON
