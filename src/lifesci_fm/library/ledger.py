"""The rows a command is about to write: collected in memory with their ids, written in bulk, in the right order.

The rules of the library work on `Row`s, plain dictionaries that know their table, and never on ORM objects: an import
makes a million of them. Nothing reaches the database before `flush`; the `command` row that the change-log triggers
attribute changes to is written with the first change, so that a command that changes nothing leaves no trace.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from enum import Enum, auto
from functools import cached_property, lru_cache
from itertools import chain
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, bindparam, insert, update

from lifesci_fm import __version__


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

    def of(self, table: str, state: State) -> Row:
        """The row, said to be of a table. (An import makes a million: this way costs less than an `__init__`.)"""
        self.table, self.state, self.changed = table, state, None
        return self


_ROWS_A_STATEMENT = 1000
_MOST_VARIABLES = 32_000  # SQLite's limit is 32,766 since 3.32

#: Tables whose rows own others; theirs go last, when what they owned has moved to other owners.
_OWNERS = ("paper", "model", "dataset", "article", "resource", "domain", "tag")


def now() -> str:
    """The time of day in UTC as the tables keep it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Ledger:
    """Rows to be inserted, changed and deleted through one connection inside one transaction.

    `written` counts changes asked for so far (of rows that a dump would show, not of origins): an entry that moved
    it changed the library. `at` is the time of the command.
    """

    def __init__(self, connection: Connection, words: str) -> None:
        self.connection = connection
        self.words = words
        self.at = now()
        self.written = 0
        self._command_written = False
        self._fresh: dict[str, list[Row]] = defaultdict(list)
        self._changed: list[Row] = []
        self._gone: dict[str, list[int]] = defaultdict(list)
        self._next_ids: dict[str, int] = {}

    @cached_property
    def _tables(self) -> Mapping[str, Table]:
        """The tables of a library in an order in which they can be filled.

        Importing SQLModel takes a third of a second, which importing a file again, with nothing to write, does without.
        """
        from sqlmodel import SQLModel

        from lifesci_fm.store import tables  # noqa: F401 - defines the tables that the metadata then knows

        return {table.name: table for table in SQLModel.metadata.sorted_tables}

    @cached_property
    def _order(self) -> list[str]:
        return list(self._tables)

    @cached_property
    def _blank(self) -> dict[str, dict[str, Any]]:
        """For each table its columns with their defaults."""
        return {name: _blank(table) for name, table in self._tables.items()}

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
        columns = list(self._blank[table])
        names = ", ".join(f'"{name}"' for name in columns)
        sql = f'SELECT {names} FROM "{table}" WHERE "{column}" IN (SELECT value FROM json_each(?)) ORDER BY id'  # noqa: S608 - names of our own tables
        return [Row(zip(columns, row, strict=True)).of(table, State.STORED) for row in self.query_json(sql, ids)]

    # -- changing --------------------------------------------------------------------------------------------

    def new(self, table: str, **values: Any) -> Row:
        """A row to be inserted, with its id; columns not given have the table's defaults."""
        row = Row(self._blank[table], **values).of(table, State.FRESH)
        row["id"] = self._next_id(table)
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

    def _next_id(self, table: str) -> int:
        number = self._next_ids.get(table)
        if number is None:
            if self._tables[table].dialect_options["sqlite"].get("autoincrement"):
                found = self.query("SELECT seq FROM sqlite_sequence WHERE name = ?", table)
            else:
                found = self.query(f'SELECT max(id) FROM "{table}"')  # noqa: S608 - name of our own table
            number = (found[0][0] or 0) + 1 if found else 1
        self._next_ids[table] = number + 1
        return number

    # -- writing ---------------------------------------------------------------------------------------------

    @property
    def pending(self) -> bool:
        """Is there anything to write?"""
        return bool(self._changed or any(self._fresh.values()) or any(self._gone.values()))

    def flush(self) -> None:
        """Write what was asked for: parts that go, then new rows, then changes, then owners that go.

        Papers come after their parts and all in one statement, so that each is indexed once (`store.fulltext`).
        """
        if not self.pending:
            return
        self.begin_command()
        for table in reversed(self._order):
            if table not in _OWNERS:
                self._delete(table)
        self.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for table in sorted(self._order, key=lambda name: name == "paper"):
            rows = [row for row in self._fresh.pop(table, ()) if row.state is State.FRESH]
            if rows:
                self._insert(table, rows)
                for row in rows:
                    row.state = State.STORED
        self._update()
        for table in reversed(self._order):
            self._delete(table)

    def _insert(self, table: str, rows: list[Row]) -> None:
        """Many rows a statement: for each statement that fires a trigger SQLite keeps a journal of its own, and one
        statement a row made an import three times as slow. (SQLAlchemy compiles such a statement anew each time.)"""
        columns = tuple(self._blank[table])
        values_of = itemgetter(*columns)
        size = _MOST_VARIABLES // len(columns)
        if table != "paper":
            size = min(_ROWS_A_STATEMENT, size)
        for chunk in batched(rows, size):
            values = tuple(chain.from_iterable(map(values_of, chunk)))
            self.connection.exec_driver_sql(_insertion(table, columns, len(chunk)), values)

    def begin_command(self) -> None:
        """Write the command's row, to which the change log attributes what follows; once."""
        if self._command_written:
            return
        self._command_written = True
        values = {"at": self.at, "words": self.words, "summary": "", "fm_version": __version__}
        self.connection.execute(insert(self._tables["command"]), values)

    def summarise(self, summary: str) -> None:
        """Say in the history what the command came to, if it came to anything."""
        if self._command_written:
            sql = "UPDATE command SET summary = ? WHERE id = (SELECT max(id) FROM command)"
            self.connection.exec_driver_sql(sql, (summary,))

    def _update(self) -> None:
        alike: dict[tuple[str, tuple[str, ...]], list[Row]] = defaultdict(list)
        for row in self._changed:
            if row.state is State.STORED and row.changed:
                alike[row.table, tuple(sorted(row.changed))].append(row)
            row.changed = None
        self._changed.clear()
        for (name, columns), rows in alike.items():
            table = self._tables[name]
            statement = update(table).where(table.c.id == bindparam("row_id"))
            statement = statement.values({column: bindparam(f"new_{column}") for column in columns})
            values = [{"row_id": row["id"], **{f"new_{column}": row[column] for column in columns}} for row in rows]
            self.connection.execute(statement, values)

    def _delete(self, table: str) -> None:
        ids = self._gone.pop(table, [])
        if ids:
            sql = f'DELETE FROM "{table}" WHERE id IN (SELECT value FROM json_each(?))'  # noqa: S608 - name of our own table
            self.connection.exec_driver_sql(sql, (json.dumps(ids),))

    @property
    def database(self) -> sqlite3.Connection:
        """The bare connection, for what the store does in SQL alone."""
        found = self.connection.connection.dbapi_connection
        assert isinstance(found, sqlite3.Connection)  # noqa: S101 - tells mypy what the engine made
        return found


@lru_cache(maxsize=256)
def _insertion(table: str, columns: tuple[str, ...], rows: int) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    marks = f"({', '.join('?' * len(columns))})"
    return f'INSERT INTO "{table}" ({names}) VALUES {", ".join([marks] * rows)}'  # noqa: S608 - names of our own tables


def batched(rows: Sequence[Row], size: int) -> Iterator[Sequence[Row]]:
    """Slices of at most `size` rows."""
    return (rows[start : start + size] for start in range(0, len(rows), size))


def _blank(table: Table) -> dict[str, Any]:
    """Every column of a table with its default."""
    return {column.name: _default(column) for column in table.columns}


def _default(column: Any) -> Any:
    default = column.default
    return default.arg if default is not None and not callable(default.arg) else None


def ids(rows: Sequence[Row]) -> list[int]:
    """The ids of rows."""
    return [row["id"] for row in rows]
