"""Rows of a load that wait to be inserted: tables with the ids they give out, and what their objects may say."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lifesci_fm.store.transfer.read import decode
from lifesci_fm.store.transfer.shape import Child, Field, fields


class Table:
    """One table: its columns, the last id it gave out, and the rows that wait, each with the number of its line."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self.name = name
        self.rows: list[tuple[int, tuple[Any, ...]]] = []
        self._connection = connection
        self._columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')]
        named = ", ".join(f'"{column}"' for column in self._columns)
        marks = ", ".join("?" * len(self._columns))
        self._insert = f"INSERT INTO {name} ({named}) VALUES ({marks})"  # noqa: S608 - our own names
        self._marks = f", ({marks})"
        # sqlite_sequence knows ids of rows long gone: `#ID` must never come to mean another paper
        ((given,),) = connection.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?", (name,))
        ((taken,),) = connection.execute(f"SELECT coalesce(max(id), 0) FROM {name}")  # noqa: S608 - our own names
        self._last: int = max(given, taken)

    @property
    def words(self) -> str:
        """The table's name for a person."""
        return self.name.replace("_", " ")

    def next_id(self) -> int:
        """An id no row of this table ever had."""
        self._last += 1
        return self._last

    def add(self, line: int, row: Mapping[str, Any]) -> None:
        """Let a row wait; columns that it does not have are NULL."""
        self.rows.append((line, tuple(row.get(column) for column in self._columns)))

    def insert(self) -> None:
        """Insert the rows that wait; they stay in `rows`. Raises sqlite3.IntegrityError."""
        if self.name == "paper" and self.rows:  # in one statement: its index is written at the end of each
            statement = self._insert + self._marks * (len(self.rows) - 1)
            self._connection.execute(statement, [value for _, row in self.rows for value in row])
        else:
            self._connection.executemany(self._insert, [row for _, row in self.rows])

    def culprit(self) -> tuple[int, str] | None:
        """After `insert` failed: the line of the first row that says again what must be said once, and what it says."""
        ids = [row[:1] for _, row in self.rows]
        self._connection.executemany(f"DELETE FROM {self.name} WHERE id = ?", ids)  # noqa: S608 - our own names
        for line, row in self.rows:
            try:
                self._connection.execute(self._insert, row)
            except sqlite3.IntegrityError as fault:
                if fault.sqlite_errorcode != sqlite3.SQLITE_CONSTRAINT_UNIQUE:
                    return None
                said = dict(zip(self._columns, row, strict=True))
                columns = str(fault).rpartition(": ")[2].split(", ")  # table.column, table.column
                return line, ", ".join(str(said[column.rpartition(".")[2]]) for column in columns)
        return None


@dataclass(frozen=True, slots=True)
class Form:
    """What an object may say where it stands: its own fields, the lists that nest in it, and what absence means."""

    table: Table
    owner: str
    fields: Mapping[str, Field]
    children: Mapping[str, Child]
    required: Sequence[str]
    blank: Mapping[str, Any]  # column → what it holds when the object does not say

    @classmethod
    def of(cls, connection: sqlite3.Connection, table: Table, owner: str, children: Sequence[Child]) -> Form:
        """The form of a table's objects that nest by the column `owner`."""
        known = fields(connection, table.name, owner)
        blank: dict[str, Any] = {}
        for field in known:
            blank |= zip(field.columns, decode(field, field.default), strict=True)
        required = [field.name for field in known if field.required]
        nested = {child.name: child for child in children}
        return cls(table, owner, {field.name: field for field in known}, nested, required, blank)
