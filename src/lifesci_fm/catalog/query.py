"""From a Filter to SQL over the view `papers`: terms, order, and which of the terms an index should answer.

Values travel as parameters only; every word of the statements stands in this file.

SQLite guesses how selective a term is, and at a million papers a wrong guess costs a second. So each term comes in
two forms, one that an index answers and one that is tried on a given paper, and it is counted, up to a limit, how many
papers the index finds. A term that finds few drives the query. If all find many and only the first so many
papers are wanted, the papers are walked in the order wanted until there are enough.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from lifesci_fm.catalog.names import author_terms, domain_ids, model_ids, tag_ids, venues_like
from lifesci_fm.errors import UsageError
from lifesci_fm.text import nearest
from lifesci_fm.vocabulary import Filter, YearRange

#: The columns of a row, in the order of the view.
COLUMNS = (
    "id", "key", "title", "model", "models", "first_author", "authors", "date", "year", "venue", "type", "status",
    "doi", "arxiv", "url", "domains", "tags", "complete", "retracted", "abstract", "plan_position", "rating",
    "priority", "added", "updated",
)  # fmt: skip

#: Columns that a table shows otherwise than the view has them: truth values as words, guessed domains as `scRNA?`.
_SHOWN = {
    "complete": "iif(p.complete, 'yes', 'no')",
    "retracted": "iif(p.retracted, 'yes', 'no')",
    "domains": (
        "(SELECT group_concat(name, ', ') FROM (SELECT h.domain || iif(h.guessed, '?', '') AS name"
        " FROM paper_domains AS h WHERE h.paper_id = p.id ORDER BY h.position, h.domain_id))"
    ),
}

#: Papers found by an index at most, for it to drive the query: about what can be looked up in 10 ms.
_FEW = 8192

_ORDER = {
    "title": "p.title_key",
    "author": "p.first_author_key",
    "venue": "p.venue COLLATE NOCASE",
    "plan": "p.plan_position",
    "status": "CASE p.status WHEN 'unplanned' THEN 0 WHEN 'planned' THEN 1 WHEN 'preparing' THEN 2 ELSE 3 END",
}


class Term(NamedTuple):
    """One condition on a paper `p`, in two forms that take the same values and mean the same.

    `test` is tried on a given paper; `found` selects from an index the ids of the papers that it holds of. A term
    without `found` can only be tried.
    """

    test: str
    found: str = ""
    values: tuple[Any, ...] = ()


class Choice(NamedTuple):
    """What chooses papers, as pieces of a SELECT over `papers AS p`."""

    where: str
    order: str
    values: tuple[Any, ...]
    limit: int | None


def select_rows(connection: sqlite3.Connection, chosen: Filter, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The columns of the chosen papers, in order. Raises UsageError for an unknown column."""
    for column in columns:
        if column not in COLUMNS:
            raise unknown_column(column)
    wanted = ", ".join(_SHOWN.get(name, f"p.{name}") for name in columns)
    choice = choose(connection, chosen)
    if choice.limit is None:
        statement = f"SELECT {wanted} FROM papers AS p WHERE {choice.where} ORDER BY {choice.order}"
        return connection.execute(statement, choice.values)
    # the ids first: sorting must not drag columns along that most papers are then dropped with
    statement = f"SELECT {wanted} FROM papers AS p WHERE p.id IN ({_ids(choice)}) ORDER BY {choice.order}"
    return connection.execute(statement, (*choice.values, choice.limit))


def select_ids(connection: sqlite3.Connection, chosen: Filter) -> Iterator[int]:
    """The ids of the chosen papers, in order."""
    choice = choose(connection, chosen)
    limit = -1 if choice.limit is None else choice.limit
    return (row[0] for row in connection.execute(_ids(choice), (*choice.values, limit)))


def unknown_column(name: str, known: Sequence[str] = COLUMNS) -> UsageError:
    """No such column, with the nearest ones."""
    close = nearest(name, known)
    remedy = f"Did you mean {' or '.join(close)}?" if close else f"Columns are {', '.join(dict.fromkeys(known))}."
    return UsageError(f"Papers have no column {name!r}.", remedy)


def choose(connection: sqlite3.Connection, chosen: Filter) -> Choice:
    """How to find the papers of a filter in this library."""
    terms = _terms(connection, chosen)
    driver = _driver(connection, terms, first_so_many=chosen.limit is not None)
    pieces = [f"p.id IN ({term.found})" if term is driver else term.test for term in terms]
    return Choice(
        where=" AND ".join(pieces) or "1",
        order=_order(chosen.sort),
        values=tuple(value for term in terms for value in term.values),
        limit=chosen.limit,
    )


def _ids(choice: Choice) -> str:
    return f"SELECT p.id FROM papers AS p WHERE {choice.where} ORDER BY {choice.order} LIMIT ?"


def _order(keys: Sequence[str]) -> str:
    """ORDER BY: unknown values last in both directions, equals as entered."""
    pieces = []
    for key in keys:
        name = key.removeprefix("-")
        pieces.append(f"{_ORDER.get(name, f'p.{name}')} {'DESC' if key.startswith('-') else 'ASC'} NULLS LAST")
    newest_first = keys and keys[-1] in ("-added", "-updated")  # a whole import is of one second
    return ", ".join([*pieces, "p.id DESC" if newest_first else "p.id"])


def _driver(connection: sqlite3.Connection, terms: Sequence[Term], *, first_so_many: bool) -> Term | None:
    """The term whose index finds fewest papers; None if the papers had better be walked in order."""
    able = [term for term in terms if term.found]
    if len(able) == 1 and not first_so_many:
        return able[0]
    best, fewest = None, _FEW
    for term in able:
        statement = f"SELECT count(*) FROM (SELECT 1 FROM ({term.found}) LIMIT {_FEW})"
        count = connection.execute(statement, term.values).fetchone()[0]
        if count < fewest:
            best, fewest = term, count
    return best if best or first_so_many or not able else able[0]


# -- terms -----------------------------------------------------------------------------------------------------------


def _terms(connection: sqlite3.Connection, chosen: Filter) -> list[Term]:
    terms = []
    if chosen.keys:
        terms.append(_keys(chosen.keys))
    if chosen.models:
        terms.append(_member("paper_models", "model_id", model_ids(connection, chosen.models)))
    if chosen.authors:
        condition, values = author_terms(chosen.authors)
        terms.append(_rows([("authors AS h", "h.paper_id", condition)], values))
    if chosen.tags:
        terms.append(_member("paper_tags", "tag_id", tag_ids(connection, chosen.tags)))
    if chosen.domains:
        terms.append(_member("paper_domains", "domain_id", domain_ids(connection, chosen.domains)))
    if chosen.statuses:
        terms.append(_column(f"p.status IN ({_marks(chosen.statuses)})", values=chosen.statuses))
    if chosen.venues:
        venues = venues_like(connection, chosen.venues)
        terms.append(_column(f"p.venue IN ({_marks(venues)})", values=venues))
    if chosen.types:
        terms.append(_column(f"p.type IN ({_marks(chosen.types)})", values=chosen.types))
    if chosen.years:
        terms.append(_ranges("year", chosen.years))
    if chosen.since:
        terms.append(_column("p.date >= ?", values=[chosen.since]))
    if chosen.ratings:
        terms.append(_ranges("rating", chosen.ratings))
    if chosen.priorities:
        terms.append(_ranges("priority", chosen.priorities))
    if chosen.read_since:
        condition = "h.status = 'read' AND h.date >= ?"
        terms.append(_rows([("reading_event AS h", "h.paper_id", condition)], [chosen.read_since]))
    if chosen.incomplete:
        terms.append(_column("p.complete = 0"))
    if chosen.has:
        terms.append(_has(chosen.has))
    return terms


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _column(*conditions: str, values: Sequence[Any] = ()) -> Term:
    """Papers by a column of their own, each condition answered by its index; a `+` keeps `test` from using that."""
    test = " OR ".join(condition.replace("p.", "+p.") for condition in conditions)
    found = " UNION ALL ".join(f"SELECT p.id FROM papers AS p WHERE {condition}" for condition in conditions)
    return Term(f"({test})", found, tuple(values))


def _ranges(column: str, ranges: Sequence[YearRange]) -> Term:
    """Papers whose year, rating or priority lies within one of these ranges."""
    conditions, values = [], []
    for one in ranges:
        bounds = [(">=", one.first), ("<=", one.last)]
        conditions.append(" AND ".join(f"p.{column} {sign} ?" for sign, bound in bounds if bound is not None))
        values += [bound for _, bound in bounds if bound is not None]
    return _column(*conditions, values=values)


def _keys(keys: Sequence[str]) -> Term:
    """Papers by their citation key or a former one."""
    marks = _marks(keys)
    test = (
        f"(+p.key IN ({marks})"
        f" OR EXISTS (SELECT 1 FROM key_alias AS h WHERE +h.alias IN ({marks}) AND h.paper_id = p.id))"
    )
    by_key = f"SELECT id FROM papers WHERE key IN ({marks})"
    by_former_key = f"SELECT paper_id FROM key_alias WHERE alias IN ({marks})"
    return Term(test, f"{by_key} UNION ALL {by_former_key}", (*keys, *keys))


def _member(view: str, column: str, ids: Sequence[int]) -> Term:
    """Papers to which a view ties one of these ids."""
    return _rows([(f"{view} AS h", "h.paper_id", f"h.{column} IN ({_marks(ids)})")], ids)


def _rows(origins: Sequence[tuple[str, str, str]], values: Sequence[Any] = ()) -> Term:
    """Papers of which rows elsewhere say something: each origin is (rows, the paper's id in them, condition)."""
    tests, selects = [], []
    for rows, paper, condition in origins:
        tried = f"SELECT 1 FROM {rows.replace('CROSS JOIN', 'JOIN')} WHERE {paper} = p.id"
        tests.append(f"EXISTS ({tried} AND ({condition.replace('h.', '+h.')}))")
        selects.append(f"SELECT {paper} FROM {rows} WHERE ({condition}) AND {paper} IS NOT NULL")
    return Term(f"({' OR '.join(tests)})", " UNION ALL ".join(selects), tuple(values))


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
_USUAL = ("abstract", "published")  # no index tells which papers have these: most do


def _has(things: Sequence[str]) -> Term:
    term = _rows([origin for thing in things for origin in _HAVING[thing]])
    return term._replace(found="") if any(thing in _USUAL for thing in things) else term
