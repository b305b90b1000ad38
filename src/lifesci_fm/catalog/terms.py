"""Conditions on papers as pieces of SQL: one of each kind of filter, and what they are put together from.

Values travel as parameters only; every word of the statements stands in this file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any, NamedTuple

from lifesci_fm.catalog.names import author_terms, domain_ids, model_ids, tag_ids, venues_like
from lifesci_fm.errors import UsageError
from lifesci_fm.vocabulary import Filter, YearRange


class Term(NamedTuple):
    """One condition on a paper `p`, in two forms that take the same values and mean the same.

    `test` is tried on a given paper; `found` selects from an index the ids of the papers that it holds of. A term
    without `found` can only be tried. `depth` is how many selects `found` has one within the other.
    """

    test: str
    found: str = ""
    values: tuple[Any, ...] = ()
    depth: int = 0


def filter_terms(connection: sqlite3.Connection, chosen: Filter) -> list[Term]:
    """A term for each kind of filter that is given. Raises NotFound for an unknown domain."""
    terms = []
    if chosen.keys:
        terms.append(_keys(chosen.keys))
    if chosen.models:
        terms.append(by_member("paper_models", "model_id", model_ids(connection, chosen.models)))
    if chosen.authors:
        conditions, values = author_terms(chosen.authors)
        terms.append(by_rows([("authors AS h", "h.paper_id", one) for one in conditions], values))
    if chosen.tags:
        terms.append(by_member("paper_tags", "tag_id", tag_ids(connection, chosen.tags)))
    if chosen.domains:
        terms.append(by_member("paper_domains", "domain_id", domain_ids(connection, chosen.domains)))
    if chosen.statuses:
        terms.append(by_column(f"p.status IN ({marks(chosen.statuses)})", values=chosen.statuses))
    if chosen.venues:
        terms.append(by_venue(venues_like(connection, chosen.venues)))
    if chosen.types:
        terms.append(by_column(f"p.type IN ({marks(chosen.types)})", values=chosen.types))
    if chosen.years:
        terms.append(_ranges("year", chosen.years))
    if chosen.since:
        terms.append(by_column("p.date >= ?", values=[chosen.since]))
    if chosen.ratings:
        terms.append(_ranges("rating", chosen.ratings))
    if chosen.priorities:
        terms.append(_ranges("priority", chosen.priorities))
    if chosen.read_since:
        condition = "h.status = 'read' AND h.date >= ?"
        terms.append(by_rows([("reading_event AS h", "h.paper_id", condition)], [chosen.read_since]))
    if chosen.incomplete:
        terms.append(by_column("p.complete = 0"))
    if chosen.has:
        terms.append(having(chosen.has))
    return terms


#: Alternatives that are a statement each, at most; SQLite puts no more than 500 together.
_MOST = 400

#: What no paper is.
NONE = Term("0", "SELECT NULL AS id WHERE 0")


def marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def by_column(*conditions: str, values: Sequence[Any] = ()) -> Term:
    """Papers by a column of their own, each condition answered by its index; a `+` keeps `test` from using that.

    Raises UsageError for more conditions than SQLite takes.
    """
    check_number(conditions)
    test = " OR ".join(condition.replace("p.", "+p.") for condition in conditions)
    found = " UNION ALL ".join(f"SELECT p.id FROM papers AS p WHERE {condition}" for condition in conditions)
    return Term(f"({test})", found, tuple(values))


def by_venue(venues: Sequence[str]) -> Term:
    """Papers that appeared in one of these venues."""
    return by_column(f"p.venue IN ({marks(venues)})", values=venues) if venues else NONE


def _ranges(column: str, ranges: Sequence[YearRange]) -> Term:
    """Papers whose year, rating or priority lies within one of these ranges."""
    conditions, values = [], []
    for one in ranges:
        bounds = [(">=", one.first), ("<=", one.last)]
        conditions.append(" AND ".join(f"p.{column} {sign} ?" for sign, bound in bounds if bound is not None))
        values += [bound for _, bound in bounds if bound is not None]
    return by_column(*conditions, values=values)


def _keys(keys: Sequence[str]) -> Term:
    """Papers by their citation key or a former one."""
    some = marks(keys)
    test = (
        f"(+p.key IN ({some})"
        f" OR EXISTS (SELECT 1 FROM key_alias AS h WHERE +h.alias IN ({some}) AND h.paper_id = p.id))"
    )
    by_key = f"SELECT id FROM papers WHERE key IN ({some})"
    by_former_key = f"SELECT paper_id FROM key_alias WHERE alias IN ({some})"
    return Term(test, f"{by_key} UNION ALL {by_former_key}", (*keys, *keys))


def by_member(view: str, column: str, ids: Sequence[int]) -> Term:
    """Papers to which a view ties one of these ids."""
    if not ids:
        return NONE
    return by_rows([(f"{view} AS h", "h.paper_id", f"h.{column} IN ({marks(ids)})")], ids)


def by_rows(origins: Sequence[tuple[str, str, str]], values: Sequence[Any] = ()) -> Term:
    """Papers of which rows elsewhere say something: each origin is (rows, the paper's id in them, condition).

    Raises UsageError for more origins than SQLite takes.
    """
    check_number(origins)
    tests, selects = [], []
    for rows, paper, condition in origins:
        tried = f"SELECT 1 FROM {rows.replace('CROSS JOIN', 'JOIN')} WHERE {paper} = p.id"
        tests.append(f"EXISTS ({tried} AND ({condition.replace('h.', '+h.')}))")
        selects.append(f"SELECT {paper} FROM {rows} WHERE ({condition}) AND {paper} IS NOT NULL")
    return Term(f"({' OR '.join(tests)})", " UNION ALL ".join(selects), tuple(values))


def check_number(alternatives: Sequence[object]) -> None:
    """Raises UsageError for more alternatives than SQLite takes."""
    if len(alternatives) > _MOST:
        raise UsageError(f"There are more than {_MOST} alternatives of one kind.", "Ask for less at once.")


_OF_ITS_MODELS = "CROSS JOIN paper_models AS m ON m.model_id = h.model_id"

#: What a paper has if a row says so: (rows, the paper's id in them, condition). What is a model's is also its paper's.
#: In an index's answer, CROSS JOIN keeps the order of the tables: from the few rows to their papers.
_HAVING: dict[str, tuple[tuple[str, str, str], ...]] = {
    "code": (
        ("links AS h", "h.paper_id", "h.kind = 'code'"),
        (f"links AS h {_OF_ITS_MODELS}", "m.paper_id", "h.kind = 'code' AND m.role = 'introduces'"),
    ),
    "weights": (
        ("links AS h", "h.paper_id", "h.kind = 'weights'"),
        (f"links AS h {_OF_ITS_MODELS}", "m.paper_id", "h.kind = 'weights' AND m.role = 'introduces'"),
    ),
    "article": (
        ("article_papers AS h", "h.paper_id", "1"),
        (f"article_models AS h {_OF_ITS_MODELS}", "m.paper_id", "m.role = 'introduces'"),
    ),
    "abstract": (("papers AS h", "h.id", "h.abstract <> ''"),),
    "published": (("versions AS h", "h.paper_id", "h.kind = 'published'"),),
}


def having(things: Sequence[str]) -> Term:
    """Papers that have one of these things (`vocabulary.HAS`)."""
    return by_rows([origin for thing in things for origin in _HAVING[thing]])
