"""The rows a command is about to write: collected in memory with their ids, written in bulk, in the right order.

The rules of the library work on `Row`s, plain dictionaries that know their table, and never on ORM objects: an import
makes a million of them. Nothing reaches the database before `flush`; the `command` row that the change-log triggers
attribute changes to is written with the first change, so that a command that changes nothing leaves no trace.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from enum import Enum, auto
from operator import itemgetter
from typing import Any

from lifesci_fm import __version__
from lifesci_fm.store.rows import FILL_ORDER, Table


class State(Enum):
    """What has to be done for a row."""

    FRESH = auto()  # insert it
    STORED = auto()  # nothing
    GONE = auto()  # nothing any more


class Row(dict[str, Any]):
    """One row of the table called `table`: column → value, `id` included. Change it through the ledger."""

    __slots__ = ("changed", "state", "table")

    table: str
    state: State
    changed: set[str] | None

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = object.__hash__  # type: ignore[assignment]  # a row is itself: two equal rows are still two


def _row(table: str, state: State, values: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> Row:
    """A row of a table. (An import makes a million: this way costs less than an `__init__`.)"""
    row = Row(values)
    row.table, row.state, row.changed = table, state, None
    return row


#: Tables whose rows own others; theirs go last, when what they owned has moved to other owners.
_OWNERS = ("paper", "model", "dataset", "article", "resource", "domain", "tag")

#: Papers come after their parts, so that each is indexed once (`store.fulltext`).
_WRITING_ORDER = (*(table for table in FILL_ORDER if table != "paper"), "paper")


def now() -> str:
    """The time of day in UTC as the tables keep it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Ledger:
    """Rows to be inserted, changed and deleted through one connection inside one transaction.

    `written` counts changes asked for so far (of rows that a dump would show, not of origins): an entry that moved
    it changed the library. `at` is the time of the command.
    """

    def __init__(self, database: sqlite3.Connection, words: str) -> None:
        self.database = database
        self.words = words
        self.at = now()
        self.written = 0
        self._command_written = False
        self._tables: dict[str, Table] = {}
        self._fresh: dict[str, list[Row]] = defaultdict(list)
        self._changed: list[Row] = []
        self._gone: dict[str, list[int]] = defaultdict(list)

    def _table(self, name: str) -> Table:
        table = self._tables.get(name)
        if table is None:
            table = self._tables[name] = Table(self.database, name)
        return table

    # -- asking ----------------------------------------------------------------------------------------------

    def query(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Rows of a question in SQLite's own words."""
        return self.database.execute(sql, values).fetchall()

    def query_json(self, sql: str, values: Iterable[Any]) -> list[tuple[Any, ...]]:
        """The same for a question about many values at once: its one `?` is a JSON array, for `json_each`."""
        listed = list(values)
        return self.query(sql, json.dumps(listed)) if listed else []

    def load(self, table: str, column: str, ids: Iterable[int]) -> list[Row]:
        """Stored rows of a table, by the values of an indexed column, in the order of their ids."""
        columns = self._table(table).columns
        names = ", ".join(f'"{name}"' for name in columns)
        sql = f'SELECT {names} FROM "{table}" WHERE "{column}" IN (SELECT value FROM json_each(?)) ORDER BY id'  # noqa: S608 - names of our own tables
        return [_row(table, State.STORED, zip(columns, row, strict=True)) for row in self.query_json(sql, ids)]

    # -- changing --------------------------------------------------------------------------------------------

    def new(self, table: str, **values: Any) -> Row:
        """A row to be inserted, with its id; columns not given have the table's defaults."""
        known = self._tables.get(table) or self._table(table)
        row = _row(table, State.FRESH, known.blank)
        row.update(values)
        row["id"] = known.next_id()
        self._fresh[table].append(row)
        if table != "origin":
            self.written += 1
        return row

    def set(self, row: Row, **values: Any) -> bool:
        """Change columns of a row; False, and nothing is written, when they are so already."""
        different = {name: value for name, value in values.items() if row[name] != value}
        if not different:
            return False
        row.update(different)
        self.written += 1
        if row.state is State.STORED:
            if row.changed is None:
                row.changed = set()
                self._changed.append(row)
            row.changed.update(different)
        return True

    def drop(self, row: Row) -> None:
        """Delete a row, and by the foreign keys what it owns."""
        if row.state is State.STORED:
            self._gone[row.table].append(row["id"])
        row.state = State.GONE
        self.written += 1

    # -- writing ---------------------------------------------------------------------------------------------

    @property
    def pending(self) -> bool:
        """Is there anything to write?"""
        return bool(self._changed or any(self._fresh.values()) or any(self._gone.values()))

    def flush(self) -> None:
        """Write what was asked for: parts that go, then new rows, then changes, then owners that go."""
        if not self.pending:
            return
        self.begin_command()
        for table in reversed(FILL_ORDER):
            if table not in _OWNERS:
                self._delete(table)
        self.database.execute("PRAGMA defer_foreign_keys = ON")
        for table in _WRITING_ORDER:
            rows = [row for row in self._fresh.pop(table, ()) if row.state is State.FRESH]
            if rows:
                known = self._table(table)
                known.insert(list(map(itemgetter(*known.columns), rows)))
                for row in rows:
                    row.state = State.STORED
        self._update()
        for table in reversed(FILL_ORDER):
            self._delete(table)

    def begin_command(self) -> None:
        """Write the command's row, to which the change log attributes what follows; once."""
        if self._command_written:
            return
        self._command_written = True
        sql = "INSERT INTO command (at, words, summary, fm_version) VALUES (?, ?, '', ?)"
        self.database.execute(sql, (self.at, self.words, __version__))

    def summarise(self, summary: str) -> None:
        """Say in the history what the command came to, if it came to anything."""
        if self._command_written:
            sql = "UPDATE command SET summary = ? WHERE id = (SELECT max(id) FROM command)"
            self.database.execute(sql, (summary,))

    def _update(self) -> None:
        alike: dict[tuple[str, tuple[str, ...]], list[Row]] = defaultdict(list)
        for row in self._changed:
            if row.state is State.STORED and row.changed:
                alike[row.table, tuple(sorted(row.changed))].append(row)
            row.changed = None
        self._changed.clear()
        for (table, columns), rows in alike.items():
            said = ", ".join(f'"{column}" = ?' for column in columns)
            values = map(itemgetter(*columns, "id"), rows)
            self.database.executemany(f'UPDATE "{table}" SET {said} WHERE id = ?', values)  # noqa: S608 - our names

    def _delete(self, table: str) -> None:
        if ids := self._gone.pop(table, []):
            self._table(table).delete(ids)


def ids(rows: Sequence[Row]) -> list[int]:
    """The ids of rows."""
    return [row["id"] for row in rows]
