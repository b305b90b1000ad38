"""From a Filter to SQL over the view `papers`: terms, order, and which of the terms an index should answer.

Values travel as parameters only; every word of the statements stands in this file.

SQLite guesses how selective a term is, and at a million papers a wrong guess costs a second. So each term comes in
two forms, one that an index answers and one that is tried on a given paper, and a probe counts, up to a limit, how
many papers an index would find. A term that finds few drives the query. If all find many and only the first so many
papers are wanted, the papers are walked in the order wanted until there are enough.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from lifesci_fm.catalog.names import author_terms, domain_names, model_ids, tag_names, venues_like
from lifesci_fm.errors import UsageError
from lifesci_fm.text import nearest
from lifesci_fm.vocabulary import Filter, YearRange

#: The columns of a row, in the order of the view.
COLUMNS = (
    "id", "key", "title", "model", "models", "first_author", "authors", "date", "year", "venue", "type", "status",
    "doi", "arxiv", "url", "domains", "tags", "complete", "retracted", "abstract", "plan_position", "rating",
    "priority", "added", "updated",
)  # fmt: skip

_YES_OR_NO = ("complete", "retracted")

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
    """One condition on a paper `p`, in two forms that mean the same.

    `test` is tried on a given paper; `find` is answered by an index, and `probe` selects what that index holds, for
    counting. A term without `find` can only be tried.
    """

    test: str
    values: tuple[Any, ...] = ()
    find: str = ""
    probe: str = ""
    ordered: bool = False  # finds papers in the order of their ids, so that many of them are no harm


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
    wanted = ", ".join(f"iif(p.{name}, 'yes', 'no')" if name in _YES_OR_NO else f"p.{name}" for name in columns)
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
    pieces = [term.find if term is driver else term.test for term in terms]
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
    return ", ".join([*pieces, "p.id"])


def _driver(connection: sqlite3.Connection, terms: Sequence[Term], *, first_so_many: bool) -> Term | None:
    """The term whose index finds fewest papers; None if the papers had better be walked in order."""
    best, fewest = None, _FEW
    for term in terms:
        if term.find:
            statement = f"SELECT count(*) FROM (SELECT 1 FROM {term.probe} LIMIT {_FEW})"
            count = connection.execute(statement, term.values).fetchone()[0]
            if count < fewest:
                best, fewest = term, count
    if best is None and not first_so_many:
        return next((term for term in terms if term.ordered), None)
    return best


# -- terms -----------------------------------------------------------------------------------------------------------


def _terms(connection: sqlite3.Connection, chosen: Filter) -> list[Term]:
    terms = []
    if chosen.keys:
        terms.append(_keys(chosen.keys))
    if chosen.models:
        ids = model_ids(connection, chosen.models)
        terms.append(_member("paper_models AS m", f"m.model_id IN ({_marks(ids)})", ids))
    if chosen.authors:
        terms.append(_member("authors AS m", *author_terms(chosen.authors)))
    if chosen.tags:
        names = tag_names(connection, chosen.tags)
        terms.append(_member("paper_tags AS m", f"m.tag IN ({_marks(names)})", names))
    if chosen.domains:
        names = domain_names(connection, chosen.domains)
        terms.append(_member("paper_domains AS m", f"m.domain IN ({_marks(names)})", names))
    if chosen.statuses:
        terms.append(_one_of("status", chosen.statuses))
    if chosen.venues:
        terms.append(_one_of("venue", venues_like(connection, chosen.venues)))
    if chosen.types:
        terms.append(_one_of("type", chosen.types))
    if chosen.years:
        terms.append(_years(chosen.years))
    if chosen.since:
        terms.append(_column("p.date >= ?", "+p.date >= ?", (chosen.since,)))
    if chosen.incomplete:
        terms.append(_column("p.complete = 0", "+p.complete = 0", ()))
    if chosen.has:
        terms.append(Term(f"({' OR '.join(_HAS[what] for what in chosen.has)})"))
    return terms


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _member(view: str, condition: str, values: Sequence[Any]) -> Term:
    """Papers named in a view with a `paper_id`, called `m`."""
    return Term(
        test=f"EXISTS (SELECT 1 FROM {view} WHERE m.paper_id = p.id AND ({condition}))",
        values=tuple(values),
        find=f"p.id IN (SELECT m.paper_id FROM {view} WHERE {condition})",
        probe=f"{view} WHERE {condition}",
        ordered=True,
    )


def _column(find: str, test: str, values: Sequence[Any]) -> Term:
    """Papers by a column of their own; in `test`, a `+` keeps SQLite from using the column's index."""
    return Term(test=test, values=tuple(values), find=find, probe=f"papers AS p WHERE {find}")


def _one_of(column: str, values: Sequence[str]) -> Term:
    condition = f"p.{column} IN ({_marks(values)})"
    return _column(condition, f"+{condition}", values)


def _years(ranges: Sequence[YearRange]) -> Term:
    conditions, values = [], []
    for one in ranges:
        bounds = [(">=", one.first), ("<=", one.last)]
        conditions.append(" AND ".join(f"p.year {sign} ?" for sign, year in bounds if year is not None))
        values += [year for _, year in bounds if year is not None]
    find = f"({' OR '.join(conditions)})"
    return _column(find, find.replace("p.year", "+p.year"), values)


def _keys(keys: Sequence[str]) -> Term:
    """Papers by their citation key or a former one."""
    marks = _marks(keys)
    members = (
        f"SELECT id FROM papers WHERE key IN ({marks}) UNION SELECT paper_id FROM key_alias WHERE alias IN ({marks})"
    )
    find = f"p.id IN ({members})"
    return Term(find, (*keys, *keys), find, probe=f"({members})")


_LINKED = (
    "EXISTS (SELECT 1 FROM links AS l WHERE l.paper_id = p.id AND l.kind = '{0}')"
    " OR EXISTS (SELECT 1 FROM paper_models AS m JOIN links AS l ON l.model_id = m.model_id"
    " WHERE m.paper_id = p.id AND m.role = 'introduces' AND l.kind = '{0}')"
)

#: What `--has` asks of a paper; a model's code is the code of the paper that introduces it.
_HAS = {
    "code": _LINKED.format("code"),
    "weights": _LINKED.format("weights"),
    "article": (
        "EXISTS (SELECT 1 FROM article_papers AS a WHERE a.paper_id = p.id)"
        " OR EXISTS (SELECT 1 FROM paper_models AS m JOIN article_models AS a ON a.model_id = m.model_id"
        " WHERE m.paper_id = p.id AND m.role = 'introduces')"
    ),
    "abstract": "p.abstract <> ''",
    "published": "EXISTS (SELECT 1 FROM versions AS v WHERE v.paper_id = p.id AND v.kind = 'published')",
}
