"""Rows of a load that wait to be inserted: tables with the ids they give out, and what their objects may say."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from lifesci_fm.store.rows import Table
from lifesci_fm.store.transfer.read import decode
from lifesci_fm.store.transfer.shape import Child, Field, fields


class Waiting:
    """A table with the rows that wait to be inserted into it, each with the number of its line."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self.name = name
        self.words = name.replace("_", " ")  # for a person
        self.rows: list[tuple[int, tuple[Any, ...]]] = []
        self._table = Table(connection, name)
        self.next_id = self._table.next_id

    def add(self, line: int, row: Mapping[str, Any]) -> None:
        """Let a row wait; columns that it does not have are NULL."""
        self.rows.append((line, tuple(map(row.get, self._table.columns))))

    def insert(self) -> None:
        """Insert the rows that wait; they stay in `rows`. Raises sqlite3.IntegrityError."""
        self._table.insert(list(chain.from_iterable(row for _, row in self.rows)))

    def culprit(self) -> tuple[int, str] | None:
        """After `insert` failed: the line of the first row that says again what must be said once, and what it says."""
        self._table.delete(row[0] for _, row in self.rows)
        for line, row in self.rows:
            try:
                self._table.insert(row)
            except sqlite3.IntegrityError as fault:
                if fault.sqlite_errorcode != sqlite3.SQLITE_CONSTRAINT_UNIQUE:
                    return None
                said = dict(zip(self._table.columns, row, strict=True))
                columns = str(fault).rpartition(": ")[2].split(", ")  # table.column, table.column
                return line, ", ".join(str(said[column.rpartition(".")[2]]) for column in columns)
        return None


@dataclass(frozen=True, slots=True)
class Form:
    """What an object may say where it stands: its own fields, the lists that nest in it, and what absence means."""

    table: Waiting
    owner: str
    fields: Mapping[str, Field]
    children: Mapping[str, Child]
    required: Sequence[str]
    blank: Mapping[str, Any]  # column → what it holds when the object does not say

    @classmethod
    def of(cls, connection: sqlite3.Connection, table: Waiting, owner: str, children: Sequence[Child]) -> Form:
        """The form of a table's objects that nest by the column `owner`."""
        known = fields(connection, table.name, owner)
        blank: dict[str, Any] = {}
        for field in known:
            blank |= zip(field.columns, decode(field, field.default), strict=True)
        required = [field.name for field in known if field.required]
        nested = {child.name: child for child in children}
        return cls(table, owner, {field.name: field for field in known}, nested, required, blank)
