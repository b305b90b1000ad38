"""The rows a command is about to write: collected in memory with their ids, written in bulk, in the right order.

The rules of the library work on `Row`s, plain dictionaries that know their table, and never on ORM objects: an import
makes a million of them. Nothing reaches the database before `flush`; the `command` row that the change-log triggers
attribute changes to is written with the first change, so that a command that changes nothing leaves no trace.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, auto
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from lifesci_fm import __version__
from lifesci_fm.store.rows import FILL_ORDER, Table
from lifesci_fm.store.settle import settle

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future


class State(Enum):
    """What has to be done for a row."""

    FRESH = auto()  # insert it
    STORED = auto()  # nothing
    GONE = auto()  # nothing any more


class Row(dict[str, Any]):
    """One row of the table called `table`: column → value, `id` included. Change it through the ledger.

    The ledger makes it; there is no `__init__`, because an import makes a million.
    """

    __slots__ = ("changed", "state", "table")

    table: str
    state: State
    changed: set[str] | None

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = object.__hash__  # type: ignore[assignment]  # a row is itself: two equal rows are still two


class Sheaf:
    """New rows of one table that are written as they are, unless somebody asks for them: authors are half of all rows.

    `columns` are those that `values` say something of, `id` first; the others hold the table's defaults.
    """

    __slots__ = ("_ledger", "columns", "state", "table", "values")

    def __init__(self, ledger: Ledger, table: str, columns: tuple[str, ...], values: list[tuple[Any, ...]]) -> None:
        self._ledger = ledger
        self.table = table
        self.columns = columns
        self.values = values
        self.state = State.FRESH

    def rows(self) -> list[Row]:
        """The same as rows, which the ledger writes from now on. To be asked for once."""
        made, self.state = self._ledger.unbind(self), State.GONE
        return made

    @property
    def first_id(self) -> int:
        """The id of its first row."""
        return int(self.values[0][0])

    def column(self, name: str) -> Iterator[Any]:
        """What each row says in one of `columns`."""
        return map(itemgetter(self.columns.index(name)), self.values)


_FRESH = State.FRESH  # a global is found faster than a member

#: Tables whose rows own others; theirs go last, when what they owned has moved to other owners.
_OWNERS = ("paper", "model", "dataset", "article", "resource", "domain", "tag")

#: Papers come after their parts, so that each is indexed once (`store.fulltext`).
_WRITING_ORDER = (*(table for table in FILL_ORDER if table != "paper"), "paper")


def now() -> str:
    """The time of day in UTC as the tables keep it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


#: The values of new rows, one row behind the other, by table and columns.
_Inserts = dict[str, dict[tuple[str, ...], list[Any]]]


@dataclass(slots=True)
class _Sheet:
    """What is to be written together. Nothing of it is a `Row`, so that rows may change again meanwhile."""

    inserts: _Inserts
    updates: dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]]  # by table and columns, the id comes last
    gone: dict[str, list[int]]
    unsettled: list[int]


class Ledger:
    """Rows to be inserted, changed and deleted through one connection inside one transaction.

    `written` counts changes asked for so far (of rows that a dump would show, not of origins): an entry that moved
    it changed the library. `at` is the time of the command.

    With a `writer`, sheets that are closed can be written on another thread (`write_behind`). Whoever asks the database
    for anything waits until that is done; what stands on a sheet that is only closed he is not told.
    """

    def __init__(self, database: sqlite3.Connection, words: str) -> None:
        self.words = words
        self.at = now()
        self.written = 0
        self.writer: Executor | None = None
        self._database = database
        self._command_written = False
        self._deferred = False
        self._tables: dict[str, Table] = {}
        self._fresh: dict[str, list[Row]] = defaultdict(list)
        self._sheaves: list[Sheaf] = []
        self._changed: list[Row] = []
        self._gone: dict[str, list[int]] = defaultdict(list)
        self._closed: list[_Sheet] = []
        self._writing: Future[None] | None = None

    @property
    def database(self) -> sqlite3.Connection:
        """The connection, for what the store does in SQL alone; nobody else uses it meanwhile."""
        self._wait()
        return self._database

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
        rows = [Row(zip(columns, values, strict=True)) for values in self.query_json(sql, ids)]
        for row in rows:
            row.table, row.state, row.changed = table, State.STORED, None
        return rows

    # -- changing --------------------------------------------------------------------------------------------

    def new(self, table: str, **values: Any) -> Row:
        """A row to be inserted, with its id; columns not given have the table's defaults."""
        known = self._tables.get(table) or self._table(table)
        row = Row(known.blank)
        row.update(values)
        row["id"] = known.next_id()
        row.table, row.state, row.changed = table, _FRESH, None
        self._fresh[table].append(row)
        self.written += 1
        return row

    def bind(self, table: str, columns: tuple[str, ...], values: Iterable[tuple[Any, ...]]) -> Sheaf:
        """Rows to be inserted, with their ids, that nobody needs as rows yet. Columns not named have their defaults."""
        next_id = self._table(table).next_id
        sheaf = Sheaf(self, table, ("id", *columns), [(next_id(), *row) for row in values])
        self._sheaves.append(sheaf)
        if table != "origin":
            self.written += len(sheaf.values)
        return sheaf

    def unbind(self, sheaf: Sheaf) -> list[Row]:
        """The rows of a sheaf, one by one; as much is done for them as for it."""
        made = []
        blank = self._table(sheaf.table).blank
        for values in sheaf.values:
            row = Row(blank)
            row.update(zip(sheaf.columns, values, strict=True))
            row.table, row.state, row.changed = sheaf.table, sheaf.state, None
            made.append(row)
        if sheaf.state is _FRESH:
            self._fresh[sheaf.table] += made
        return made

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
        """Was anything asked for since the last sheet was closed?"""
        return bool(self._changed or self._sheaves or any(self._fresh.values()) or any(self._gone.values()))

    def flush(self) -> None:
        """Write what was asked for so far, and wait until it is written."""
        self.close_sheet()
        self._wait()
        self._write(self._closed)
        self._closed = []

    def write_behind(self) -> None:
        """Write the sheets that are closed, on the other thread if there is one."""
        sheets, self._closed = self._closed, []
        if self.writer is None:
            self._write(sheets)
        elif sheets:
            self._wait()
            self._writing = self.writer.submit(self._write, sheets)

    def close_sheet(self, unsettled: Sequence[int] = ()) -> None:
        """Set down what was asked for so far, to be written together; then the `unsettled` papers are settled."""
        inserts: _Inserts = {}
        for table, rows in self._fresh.items():
            if rows := [row for row in rows if row.state is _FRESH]:
                columns = self._tables[table].columns
                inserts[table] = {columns: list(chain.from_iterable(map(itemgetter(*columns), rows)))}
                for row in rows:
                    row.state = State.STORED
        for sheaf in self._sheaves:
            if sheaf.state is _FRESH:
                values = inserts.setdefault(sheaf.table, {}).setdefault(sheaf.columns, [])
                values += chain.from_iterable(sheaf.values)
                sheaf.state = State.STORED
        alike: dict[tuple[str, tuple[str, ...]], list[Row]] = defaultdict(list)
        for row in self._changed:
            if row.state is State.STORED and row.changed:
                alike[row.table, tuple(sorted(row.changed))].append(row)
            row.changed = None
        updates = {(table, names): list(map(itemgetter(*names, "id"), rows)) for (table, names), rows in alike.items()}
        if inserts or updates or self._gone or unsettled:
            self._closed.append(_Sheet(inserts, updates, self._gone, list(unsettled)))
        self._fresh, self._sheaves, self._changed, self._gone = defaultdict(list), [], [], defaultdict(list)

    def _wait(self) -> None:
        """Until the other thread has written what it was given. Raises what writing raised."""
        if self._writing is not None:
            self._writing.result()
            self._writing = None

    def let_finish(self) -> None:
        """Until the other thread is done, whatever became of it; Ctrl-C does not shorten that."""
        from concurrent.futures import wait

        while self._writing is not None and not self._writing.done():
            with suppress(KeyboardInterrupt):
                wait([self._writing])

    def _write(self, sheets: Sequence[_Sheet]) -> None:
        """Of each sheet parts that go, then new rows, then changes, then owners that go."""
        for sheet in sheets:
            self._write_command()
            self._defer_foreign_keys()
            for table in reversed(FILL_ORDER):
                if table not in _OWNERS:
                    self._delete(table, sheet.gone)
            for table in _WRITING_ORDER:
                for columns, values in sheet.inserts.get(table, {}).items():
                    self._tables[table].insert(values, columns)
            for (table, names), changed in sheet.updates.items():
                said = ", ".join(f'"{column}" = ?' for column in names)
                self._database.executemany(f'UPDATE "{table}" SET {said} WHERE id = ?', changed)  # noqa: S608 - our names
            for table in reversed(FILL_ORDER):
                self._delete(table, sheet.gone)
            if sheet.unsettled:
                settle(self._database, sheet.unsettled)

    def _defer_foreign_keys(self) -> None:
        """Until the transaction ends; once, because each time SQLite prepares every statement anew."""
        if not self._deferred:
            self._deferred = True
            self._database.execute("PRAGMA defer_foreign_keys = ON")

    def _delete(self, table: str, gone: dict[str, list[int]]) -> None:
        if ids := gone.pop(table, []):
            self._tables[table].delete(ids)

    def begin_command(self) -> None:
        """Write the command's row, to which the change log attributes what follows; once."""
        self._wait()
        self._write_command()

    def _write_command(self) -> None:
        if not self._command_written:
            self._command_written = True
            sql = "INSERT INTO command (at, words, summary, fm_version) VALUES (?, ?, '', ?)"
            self._database.execute(sql, (self.at, self.words, __version__))

    def summarise(self, summary: str) -> None:
        """Say in the history what the command came to, if it came to anything."""
        self._wait()
        if self._command_written:
            sql = "UPDATE command SET summary = ? WHERE id = (SELECT max(id) FROM command)"
            self._database.execute(sql, (summary,))


def ids(rows: Sequence[Row]) -> list[int]:
    """The ids of rows."""
    return [row["id"] for row in rows]
