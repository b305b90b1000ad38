"""The reading plan as it is read: papers in its own order, and which of them to read next."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from lifesci_fm.catalog import papers
from lifesci_fm.catalog.query import select_ids
from lifesci_fm.vocabulary import Filter, Status

Entry = dict[str, Any]

#: Statuses of the papers that a plan holds.
IN_PLAN = (Status.PLANNED, Status.PREPARING, Status.READ)
#: Statuses of those that are still to be read.
TO_READ = (Status.PLANNED, Status.PREPARING)

_KEYS = (
    "id", "key", "title", "model", "date", "venue", "url", "domains", "status", "priority", "articles", "complete",
    "retracted",
)  # fmt: skip


def plan(connection: sqlite3.Connection, chosen: Filter) -> Iterator[Entry]:
    """The papers of the plan that a filter chooses, in the plan's order.

    Each is `{position, id, key, title, model, date, venue, url, domains, status, priority, articles[], complete,
    retracted, next}`; `next` is true of the one to read next among them.
    """
    wanted = within(chosen)
    if not wanted.statuses:
        return
    first = next(upcoming(connection, chosen), None)
    for entry in _entries(connection, wanted):
        yield entry | {"next": first is not None and entry["id"] == first["id"]}


def within(chosen: Filter) -> Filter:
    """The same filter of papers in the plan alone; one without statuses chooses none of them."""
    return chosen._replace(statuses=tuple(status for status in chosen.statuses or IN_PLAN if status in IN_PLAN))


def upcoming(connection: sqlite3.Connection, chosen: Filter) -> Iterator[Entry]:
    """The papers still to be read, the one to read next first.

    What is being prepared comes before what is only planned, then a higher priority (1 is the highest, none comes
    after 5), then the plan's order. What is retracted or has no metadata yet comes last.
    """
    wanted = tuple(status for status in chosen.statuses or TO_READ if status in TO_READ)
    if wanted:
        found = list(_entries(connection, chosen._replace(statuses=wanted, limit=None)))
        found.sort(key=_urgency)  # stable: what is equal stays in the plan's order
        yield from found[: chosen.limit]


def _urgency(entry: Entry) -> tuple[bool, bool, bool, int]:
    return (
        entry["retracted"],
        not entry["complete"],
        entry["status"] != Status.PREPARING,
        entry["priority"] or 6,
    )


def _entries(connection: sqlite3.Connection, chosen: Filter) -> Iterator[Entry]:
    ids = select_ids(connection, chosen._replace(sort=("plan",)))
    for entry in papers.entries(connection, ids, only=("plan_position", *_KEYS)):
        yield {"position": entry.pop("plan_position"), **entry}
