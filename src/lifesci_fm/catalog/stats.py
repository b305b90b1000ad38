"""Counts of papers by domain, status, year and venue; what was read when, what waits how long, models by release."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from lifesci_fm.catalog.plan import TO_READ, upcoming
from lifesci_fm.catalog.query import choose, select_ids
from lifesci_fm.vocabulary import Filter, Status

Entry = dict[str, Any]

#: How long a paper has been waiting to be read: under so many days, in words.
AGES = ((31, "under a month"), (92, "1 to 3 months"), (183, "3 to 6 months"), (366, "6 to 12 months"))
OLDEST = "over a year"
_NEXT = 5


class _Chosen(NamedTuple):
    """The papers that are counted, as a condition on `papers AS p`; `all` if it is none."""

    where: str
    values: tuple[Any, ...]
    all: bool

    def of(self, column: str) -> str:
        """A condition on rows that belong to papers by this column."""
        return "1" if self.all else f"{column} IN (SELECT p.id FROM papers AS p WHERE {self.where})"


def stats(connection: sqlite3.Connection, chosen: Filter, today: date) -> Entry:
    """What `fm stats --json` prints: `{papers, statuses[], domains[], years[], venues[], read[], pending[], models[],
    next[]}`.

    Counts are `{name, papers}`; of years and venues a `name` of null is what is unknown. Every status and every age is
    there, also with none. `read` counts papers by the month in which they were read, `pending` those that are planned
    or being prepared by how long they have been. `models` are those that the papers introduce, `{name, released,
    domains[]}` in the order of release; `next` are at most five. Raises UsageError and NotFound as `choose` does.
    """
    papers = _papers(connection, chosen)

    def counts(sql: str) -> list[tuple[Any, int]]:
        return connection.execute(sql, papers.values).fetchall()

    def by(column: str) -> list[tuple[Any, int]]:
        return counts(f"SELECT p.{column}, count(*) FROM papers AS p WHERE {papers.where} GROUP BY p.{column}")

    statuses, years = dict(by("status")), by("year")
    venues = sorted(by("venue"), key=lambda row: (row[0] is None, -row[1], row[0]))
    domains = counts(
        f"SELECT d.domain, count(*) FROM paper_domains AS d WHERE {papers.of('d.paper_id')}"
        " GROUP BY d.domain_id ORDER BY 2 DESC, 1"
    )
    return {
        "papers": sum(statuses.values()),
        "statuses": _named((status.value, statuses.get(status.value, 0)) for status in Status),
        "domains": _named(domains),
        "years": _named(years),
        "venues": _named(venues),
        "read": _named(_read(connection, papers)),
        "pending": _named(_pending(connection, papers, today)),
        "models": _models(connection, papers),
        "next": _next(connection, chosen),
    }


def _papers(connection: sqlite3.Connection, chosen: Filter) -> _Chosen:
    choice = choose(connection, chosen._replace(sort=tuple(key for key in chosen.sort if key != "relevance")))
    if choice.limit is None:
        return _Chosen(choice.where, choice.values, all=choice.where == "1")
    first = f"SELECT p.id FROM papers AS p WHERE {choice.where} ORDER BY {choice.order} LIMIT ?"
    return _Chosen(f"p.id IN ({first})", (*choice.values, choice.limit), all=False)


def _named(rows: Iterator[tuple[Any, int]] | Sequence[tuple[Any, int]]) -> list[Entry]:
    return [{"name": name, "papers": number} for name, number in rows]


def _read(connection: sqlite3.Connection, papers: _Chosen) -> list[tuple[Any, int]]:
    """Papers by the month in which they were last read; a date without a month counts for its year."""
    last = f"""
        SELECT max(e.date) AS date FROM reading_event AS e
        WHERE e.status = 'read' AND {papers.of("e.paper_id")} GROUP BY e.paper_id"""
    return connection.execute(
        f"SELECT substr(date, 1, 7) AS month, count(*) FROM ({last}) GROUP BY month ORDER BY month", papers.values
    ).fetchall()


def _pending(connection: sqlite3.Connection, papers: _Chosen, today: date) -> list[tuple[str, int]]:
    """Papers to be read by how long they have waited: since they were planned, or entered if nobody knows."""
    statuses = ", ".join(f"'{status}'" for status in TO_READ)
    rows = connection.execute(
        f"""
        SELECT substr(coalesce(
          (SELECT max(e.date) FROM reading_event AS e WHERE e.paper_id = p.id AND e.status = p.status), p.added), 1, 10)
        FROM papers AS p WHERE p.status IN ({statuses}) AND {papers.where}""",
        papers.values,
    )
    found = Counter(_age(since, today) for (since,) in rows)
    return [(words, found[words]) for words in (*(words for _, words in AGES), OLDEST)]


def _age(since: str, today: date) -> str:
    year, month, day = (*map(int, since.split("-")), 1, 1)[:3]
    days = (today - date(year, month, day)).days
    return next((words for most, words in AGES if days < most), OLDEST)


def _models(connection: sqlite3.Connection, papers: _Chosen) -> list[Entry]:
    introduced = f"SELECT h.model_id FROM paper_models AS h WHERE h.role = 'introduces' AND {papers.of('h.paper_id')}"
    wanted = "1" if papers.all else f"m.id IN ({introduced})"
    rows = connection.execute(
        f"SELECT m.name, m.released, m.domains FROM models AS m WHERE m.released IS NOT NULL AND {wanted}"
        " ORDER BY m.released, m.name COLLATE NOCASE",
        () if papers.all else papers.values,
    )
    return [
        {"name": name, "released": released, "domains": domains.split(", ") if domains else []}
        for name, released, domains in rows
    ]


def _next(connection: sqlite3.Connection, chosen: Filter) -> list[Entry]:
    """What is next to read, as `fm next` has it."""
    among = None if chosen.limit is None else set(select_ids(connection, chosen))
    following = upcoming(connection, chosen._replace(limit=None if among else _NEXT))
    wanted = (entry for entry in following if among is None or entry["id"] in among)
    return [{name: entry[name] for name in ("key", "model", "title", "status")} for entry in islice(wanted, _NEXT)]
