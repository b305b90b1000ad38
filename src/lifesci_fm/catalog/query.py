"""From a Filter to SQL over the view `papers`: which of its terms an index should answer, and the order of the papers.

SQLite guesses how selective a term is, and at a million papers a wrong guess costs a second. So each term comes in
two forms, one that an index answers and one that is tried on a given paper, and it is counted, up to a limit, how many
papers the index finds. A term that finds few drives the query. If all find many and only the first so many
papers are wanted, the papers are walked in the order wanted until there are enough. A walk that goes on and on is
given up for the term that finds fewest.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from lifesci_fm.catalog.terms import Term, filter_terms, marks
from lifesci_fm.errors import UsageError
from lifesci_fm.text import nearest
from lifesci_fm.vocabulary import Filter

if TYPE_CHECKING:
    from lifesci_fm.catalog.search import Wording

#: The columns of a row, in the order of the view.
COLUMNS = (
    "id", "key", "title", "model", "models", "first_author", "authors", "date", "year", "venue", "type", "status",
    "doi", "arxiv", "url", "domains", "tags", "complete", "authors_complete", "retracted", "abstract",
    "plan_position", "rating", "priority", "added", "updated",
)  # fmt: skip

_INTRODUCED = (
    "SELECT h.model || iif(h.guessed, '?', '') AS name"
    " FROM paper_models AS h WHERE h.paper_id = p.id AND h.role = 'introduces' ORDER BY h.position, h.model_id"
)
#: Columns that a table shows otherwise than the view has them: truth values as words, guesses as `scRNA?` and `scGPT?`.
_SHOWN = {
    "model": f"({_INTRODUCED} LIMIT 1)",
    "models": f"(SELECT group_concat(name, ', ') FROM ({_INTRODUCED}))",
    "complete": "iif(p.complete, 'yes', 'no')",
    "authors_complete": "iif(p.authors_complete, 'yes', 'no')",
    "retracted": "iif(p.retracted, 'yes', 'no')",
    "domains": (
        "(SELECT group_concat(name, ', ') FROM (SELECT h.domain || iif(h.guessed, '?', '') AS name"
        " FROM paper_domains AS h WHERE h.paper_id = p.id ORDER BY h.position, h.domain_id))"
    ),
}

#: Papers found by an index at most, for it to drive the query: about what can be looked up in 10 ms.
_FEW = 8192
#: Steps of SQLite's machine after which a walk is given up, some 10 ms; a paper that an index found costs some 40.
_STEPS, _STEPS_EACH = 200_000, 40
#: Papers at most for which a walk is tried.
_FIRST = 1000

_ORDER = {
    "title": "p.title_key",
    "author": "p.first_author_key",
    "venue": "p.venue COLLATE NOCASE",
    "plan": "p.plan_position",
    "status": "CASE p.status WHEN 'unplanned' THEN 0 WHEN 'planned' THEN 1 WHEN 'preparing' THEN 2 ELSE 3 END",
}


class Choice(NamedTuple):
    """What chooses papers, as pieces of a SELECT over `papers AS p`.

    With `words`, papers must have them too, and stand in the order of relevance instead of `order`; `few` says that an
    index finds few papers of which the rest holds.
    """

    where: str
    order: str
    values: tuple[Any, ...]
    limit: int | None
    words: Wording | None = None
    few: bool = False


def select_rows(connection: sqlite3.Connection, chosen: Filter, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The columns of the chosen papers, in order. Raises UsageError for an unknown column."""
    return rows_of(connection, choose(connection, chosen), columns)


def rows_of(connection: sqlite3.Connection, choice: Choice, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The columns of the papers of a choice. Raises UsageError for an unknown column."""
    for column in columns:
        if column not in COLUMNS:
            raise unknown_column(column)
    wanted = ", ".join(_SHOWN.get(name, f"p.{name}") for name in columns)
    if choice.words:
        return _in_order(connection, _ranked(connection, choice, choice.words), wanted)
    if choice.limit is None:
        statement = f"SELECT {wanted} FROM papers AS p WHERE {choice.where} ORDER BY {choice.order}"
        return connection.execute(statement, choice.values)
    # the ids first: sorting must not drag columns along that most papers are then dropped with
    statement = f"SELECT {wanted} FROM papers AS p WHERE p.id IN ({_ids(choice)}) ORDER BY {choice.order}"
    return connection.execute(statement, (*choice.values, choice.limit))


def select_ids(connection: sqlite3.Connection, chosen: Filter) -> Iterator[int]:
    """The ids of the chosen papers, in order."""
    choice = choose(connection, chosen)
    if choice.words:
        return _ranked(connection, choice, choice.words)
    limit = -1 if choice.limit is None else choice.limit
    return (row[0] for row in connection.execute(_ids(choice), (*choice.values, limit)))


def _ranked(connection: sqlite3.Connection, choice: Choice, words: Wording) -> Iterator[int]:
    from lifesci_fm.catalog.search import Papers, ranked

    among = Papers(choice.where if choice.where != "1" else "", choice.values, choice.few)
    return ranked(connection, words, among, choice.limit)


def _in_order(connection: sqlite3.Connection, ids: Iterator[int], wanted: str) -> Iterator[tuple[Any, ...]]:
    """The columns of papers in the order of their ids."""
    from lifesci_fm.catalog.batches import batched

    for batch in batched(ids):
        statement = f"SELECT p.id, {wanted} FROM papers AS p WHERE p.id IN ({', '.join('?' * len(batch))})"
        rows = {row[0]: row[1:] for row in connection.execute(statement, batch)}
        yield from (rows[number] for number in batch if number in rows)


def count(connection: sqlite3.Connection, chosen: Filter, *, seconds: float) -> int | None:
    """How many papers are chosen, whatever the limit; None if that cannot be known in so much time."""
    from time import perf_counter

    choice = choose(connection, chosen._replace(limit=None, sort=()))
    deadline = perf_counter() + seconds
    connection.set_progress_handler(lambda: perf_counter() > deadline, 5_000)
    try:
        statement = f"SELECT count(*) FROM papers AS p WHERE {choice.where}"
        return int(connection.execute(statement, choice.values).fetchone()[0])
    except sqlite3.OperationalError as fault:
        if fault.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        return None
    finally:
        connection.set_progress_handler(None, 0)


def saved_queries(connection: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """The saved queries by name, as objects."""
    rows = connection.execute("SELECT name, query, sort, most FROM saved_queries ORDER BY name COLLATE NOCASE, id")
    return (dict(zip(("name", "query", "sort", "limit"), row, strict=True)) for row in rows)


def unknown_column(name: str, known: Sequence[str] = COLUMNS) -> UsageError:
    """No such column, with the nearest ones."""
    close = nearest(name, known)
    remedy = f"Did you mean {' or '.join(close)}?" if close else f"Columns are {', '.join(dict.fromkeys(known))}."
    return UsageError(f"Papers have no column {name!r}.", remedy)


def choose(connection: sqlite3.Connection, chosen: Filter) -> Choice:
    """How to find the papers of a filter in this library. Raises UsageError for a query that cannot be read."""
    terms, words, sort, limit = filter_terms(connection, chosen), None, chosen.sort, chosen.limit
    if chosen.query:
        from lifesci_fm.catalog.conditions import ask, text_term

        asked = ask(connection, chosen.query)
        terms += asked.terms
        if asked.words and sort[:1] == ("relevance",):
            words = asked.words
        elif asked.words:
            terms.append(text_term(asked.words))
        if not words and sort in ((), ("relevance",)):
            sort = asked.sort
        limit = limit or asked.limit
    driver = _driver(connection, terms, first_so_many=limit is not None or words is not None)
    choice = Choice(
        where=" AND ".join(f"p.id IN ({term.found})" if term is driver else term.test for term in terms) or "1",
        order=_order(sort),
        values=tuple(value for term in terms for value in term.values),
        limit=limit,
        words=words,
        few=driver is not None,
    )
    if driver or words or limit is None or limit > _FIRST:
        return choice
    return _walked(connection, choice, terms, sort)


def _walked(connection: sqlite3.Connection, choice: Choice, terms: Sequence[Term], sort: Sequence[str]) -> Choice:
    """The choice as it is if a walk soon finds enough papers; else driven by a term whose papers are sooner read.

    Equals are not brought into order by the walk, which would take as long as there are equals.
    """
    order, found, limit = _order(sort, ties=False), list[int](), choice.limit or 0
    connection.set_progress_handler(lambda: 1, _STEPS)
    try:
        found.extend(row[0] for row in connection.execute(_ids(choice._replace(order=order)), (*choice.values, limit)))
        if len(found) < limit or order == choice.order:
            return _only(choice, found)
        return _only(choice, _first_of_equals(connection, choice, sort[0], found)) if len(sort) == 1 else choice
    except sqlite3.OperationalError as fault:
        if fault.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
    finally:
        connection.set_progress_handler(None, 0)
    if len(found) == limit:
        return choice
    steps = _STEPS * limit // len(found) if found else 2 * _STEPS * limit
    driver = _fewest(connection, terms, steps // _STEPS_EACH)
    pieces = [f"p.id IN ({term.found})" if term is driver else term.test for term in terms]
    return choice._replace(where=" AND ".join(pieces) or "1")


def _only(choice: Choice, ids: Sequence[int]) -> Choice:
    """The papers of a choice when they are known."""
    return choice._replace(where=f"p.id IN ({marks(ids)})", values=tuple(ids))


def _first_of_equals(connection: sqlite3.Connection, choice: Choice, key: str, found: Sequence[int]) -> list[int]:
    """The papers that a walk by one key found, of those that equal the last one the first in the order of equals."""
    value = _value(key)
    last = connection.execute(f"SELECT {value} FROM papers AS p WHERE p.id = ?", found[-1:]).fetchone()
    before = f"SELECT p.id FROM papers AS p WHERE p.id IN ({marks(found)}) AND {value} IS NOT ?"
    ids = [row[0] for row in connection.execute(before, (*found, *last))]
    equals = choice._replace(where=f"{value} IS ? AND {choice.where}", order=_order((key,)).rpartition(", ")[2])
    rows = connection.execute(_ids(equals), (*last, *choice.values, len(found) - len(ids)))
    return ids + [row[0] for row in rows]


def _ids(choice: Choice) -> str:
    return f"SELECT p.id FROM papers AS p WHERE {choice.where} ORDER BY {choice.order} LIMIT ?"


def _order(keys: Sequence[str], *, ties: bool = True) -> str:
    """ORDER BY: unknown values last in both directions, equals as entered (or as they come, without `ties`)."""
    pieces = []
    for key in keys:
        name = key.removeprefix("-")
        if name == "relevance":  # without words, no paper is more relevant than another
            continue
        pieces.append(f"{_value(key)} {'DESC' if key.startswith('-') else 'ASC'} NULLS LAST")
    newest_first = keys and keys[-1] in ("-added", "-updated")  # a whole import is of one second
    if pieces and not ties:
        return ", ".join(pieces)
    return ", ".join([*pieces, "p.id DESC" if newest_first else "p.id"])


def _value(key: str) -> str:
    """What a sort key compares, as SQL."""
    name = key.removeprefix("-")
    return _ORDER.get(name, f"p.{name}")


def _driver(connection: sqlite3.Connection, terms: Sequence[Term], *, first_so_many: bool) -> Term | None:
    """The term whose index finds fewest papers; None if the papers had better be walked in order."""
    able = [term for term in terms if term.found]
    if len(able) == 1 and not first_so_many:
        return able[0]
    best = _fewest(connection, able, _FEW)
    return best if best or first_so_many or not able else able[0]


def _fewest(connection: sqlite3.Connection, terms: Sequence[Term], most: int) -> Term | None:
    """The term whose index finds fewest papers; None if all find so many or more."""
    best = None
    for term in terms:
        if term.found:
            statement = f"SELECT count(*) FROM (SELECT 1 FROM ({term.found}) LIMIT ?)"
            count = connection.execute(statement, (*term.values, most)).fetchone()[0]
            if count < most:
                best, most = term, count
    return best
