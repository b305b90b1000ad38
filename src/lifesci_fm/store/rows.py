"""The tables of a library as rows are written into them: their columns, blank rows, ids, and rows in bulk.

The columns are read from the database itself: asking the classes of `store.tables`, which declare them, would cost
every change the third of a second that importing SQLModel takes. What a column holds when nobody says is here, because
SQLite does not know it. A test holds both equal to the classes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

#: Values of columns that a row says nothing of; one that is not here is NULL, or must be said.
DEFAULTS: dict[tuple[str, str], Any] = {
    ("origin", "name"): "",
    ("origin", "line"): 0,
    ("origin", "section"): "[]",
    ("command", "summary"): "",
    ("domain", "label_zh"): "",
    ("paper", "status"): "unplanned",
    ("paper", "authors_complete"): True,
    ("paper", "complete"): True,
    ("paper", "retracted"): False,
    ("version", "extra"): "{}",
    ("author", "given"): "",
    ("author", "suffix"): "",
    ("author", "is_group"): False,
    ("author", "orcid"): "",
    ("model", "guessed"): False,
    ("paper_model", "role"): "introduces",
    ("paper_model", "guessed"): False,
    ("paper_model", "position"): 1,
    ("paper_domain", "guessed"): False,
    ("paper_domain", "position"): 1,
    ("model_domain", "guessed"): False,
    ("model_domain", "position"): 1,
    ("dataset_model", "role"): "uses",
    ("note", "title"): "",
    ("note", "path"): "",
    ("link", "title"): "",
    ("resource", "url_key"): "",
    ("resource", "topic"): "[]",
    ("saved_query", "sort"): "",
}

#: The order in which tables can be emptied from the end: each stands behind those that its rows point to.
FILL_ORDER = (
    "origin", "command", "change", "saved_query", "domain", "domain_alias", "tag", "model", "model_alias",
    "model_domain", "model_relation", "paper", "key_alias", "author", "identifier", "version", "relation",
    "paper_model", "paper_domain", "paper_tag", "reading_event", "note", "dataset", "dataset_alias", "dataset_model",
    "article", "article_paper", "article_model", "resource", "resource_paper", "link", "claim",
)  # fmt: skip

_ROWS_A_STATEMENT = 1000
_MOST_VARIABLES = 32_000  # SQLite's limit is 32,766 since 3.32


class Table:
    """One table: `columns` in their order, `blank` is what each holds when nobody says."""

    def __init__(self, database: sqlite3.Connection, name: str) -> None:
        self.name = name
        self.columns = tuple(row[1] for row in database.execute(f'PRAGMA table_info("{name}")'))
        self.blank: Mapping[str, Any] = {column: DEFAULTS.get((name, column)) for column in self.columns}
        self._database = database
        self._last = self._highest()

    def next_id(self) -> int:
        """An id no row of this table ever had: `#ID` must never come to mean another paper."""
        self._last += 1
        return self._last

    def _highest(self) -> int:
        """The highest id given so far. Where none may be given twice, sqlite_sequence knows rows long gone."""
        ask = self._database.execute
        ((given,),) = ask("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?", (self.name,))
        ((taken,),) = ask(f'SELECT coalesce(max(id), 0) FROM "{self.name}"')  # noqa: S608 - name of our own table
        return int(max(given, taken))

    def insert(self, values: Sequence[Any], columns: tuple[str, ...] | None = None) -> None:
        """Insert rows: the values of these columns, by default of all, one row behind the other.

        Columns that are not named are as in a blank row. Raises sqlite3.IntegrityError.

        Many rows a statement: for each statement that fires a trigger SQLite keeps a journal of its own, and one
        statement a row made an import three times as slow. Papers go in as few statements as there can be, because
        FTS5 writes its index at the end of each (`store.fulltext`).
        """
        columns = columns or self.columns
        others = tuple((name, value) for name, value in self.blank.items() if name not in columns)
        width = len(columns)
        most = _MOST_VARIABLES // width
        if self.name != "paper":
            most = min(_ROWS_A_STATEMENT, most)
        for start in range(0, len(values), most * width):
            some = values[start : start + most * width]
            self._database.execute(_insertion(self.name, columns, others, len(some) // width), some)

    def delete(self, ids: Iterable[int]) -> None:
        """Delete rows, and by the foreign keys what they own."""
        sql = f'DELETE FROM "{self.name}" WHERE id IN (SELECT value FROM json_each(?))'  # noqa: S608 - as above
        self._database.execute(sql, (str(list(ids)),))


@lru_cache(maxsize=256)
def _insertion(table: str, columns: tuple[str, ...], others: tuple[tuple[str, Any], ...], rows: int) -> str:
    names = ", ".join(f'"{name}"' for name in (*columns, *(name for name, _ in others)))
    marks = ", ".join(["?" for _ in columns] + [_literal(value) for _, value in others])
    return f'INSERT INTO "{table}" ({names}) VALUES {", ".join([f"({marks})"] * rows)}'  # noqa: S608 - names of our own tables


def _literal(default: str | bool | int | None) -> str:
    if default is None:
        return "NULL"
    return f"'{default}'" if isinstance(default, str) else str(int(default))
