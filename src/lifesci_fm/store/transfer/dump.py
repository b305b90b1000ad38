"""The library as objects, one noun at a time, in an order that does not depend on when things were entered.

Owners are read in batches, and the rows that nest in a batch with one query a table, so that time is linear in the
library's size and memory is that of one batch.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from lifesci_fm.store.transfer.shape import NOUNS, Child, Field, Kind, Noun, fields, origin_text, shorten

_BATCH = 500

#: Long text stands behind the facts, where a reader of the line does not trip over it.
_LAST = ("abstract",)


def dump_objects(connection: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """Every noun of the library as a JSON object, in the order in which `load_rows` wants them.

    Reads a library that others may be writing as it is at the first object.
    """
    own = not connection.in_transaction
    if own:
        connection.execute("BEGIN")
    try:
        dump = _Dump(connection)
        for noun in NOUNS:
            yield from dump.nouns(noun)
    finally:
        if own:
            connection.rollback()


class _Dump:
    """One run: what was learnt of the tables, and origins already put into words."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._tables: dict[tuple[str, str], _Table] = {}
        self._origin = lru_cache(maxsize=20_000)(self._read_origin)
        user = (
            "SELECT coalesce(max(id), 0) FROM origin WHERE kind = 'user' AND name = '' AND line = 0 AND section = '[]'"
        )
        ((self._user,),) = connection.execute(user)

    def nouns(self, noun: Noun) -> Iterator[dict[str, Any]]:
        """The objects of one noun."""
        table = self._table(noun.name, "")
        rows = self._connection.execute(f"{table.select} ORDER BY {noun.order}")
        while batch := rows.fetchmany(_BATCH):
            origins = {row[0]: row[1] for row in batch}
            nested = self._nested(noun.children, origins)
            for row in batch:
                item = table.item(row)
                name = item.pop(noun.column)
                last = {field: item.pop(field) for field in _LAST if field in item}
                item = {noun.name: name, **item, **nested.get(row[0], {}), **last}
                yield self._with_origin(item, row[1], self._user)

    def _nested(self, children: tuple[Child, ...], owners: dict[int, int | None]) -> dict[int, dict[str, list[Any]]]:
        """For each owner (id → origin) its lists: field → objects."""
        lists: dict[int, dict[str, list[Any]]] = {}
        ids = str(list(owners))
        for child in children:
            table = self._table(child.table, child.owner)
            where = f" AND {child.where}" if child.where else ""
            chosen = f"WHERE c.{child.owner} IN (SELECT value FROM json_each(?)){where}"  # noqa: S608 - our own names
            order = f"ORDER BY c.{child.owner}, {child.order}"
            rows = self._connection.execute(f"{table.select} {chosen} {order}", (ids,)).fetchall()
            deeper = self._nested(child.children, {row[0]: row[1] for row in rows}) if child.children else {}
            for row in rows:
                item = {**table.item(row), **deeper.get(row[0], {})}
                owner = row[2]
                item = self._with_origin(item, row[1], owners[owner])
                lists.setdefault(owner, {}).setdefault(child.name, []).append(shorten(child, item))
        return lists

    def _with_origin(self, item: dict[str, Any], origin: int | None, owners: int | None) -> dict[str, Any]:
        if origin is not None and origin != owners:
            item["origin"] = self._origin(origin)
        return item

    def _read_origin(self, origin: int) -> str | list[str]:
        kind, name, line, section = self._connection.execute(
            "SELECT kind, name, line, section FROM origin WHERE id = ?", (origin,)
        ).fetchone()
        return origin_text(kind, name, line, json.loads(section))

    def _table(self, table: str, owner: str) -> _Table:
        if (table, owner) not in self._tables:
            self._tables[table, owner] = _Table(self._connection, table, owner)
        return self._tables[table, owner]


class _Table:
    """How the rows of one table are read: columns id, origin, owner, then the fields."""

    def __init__(self, connection: sqlite3.Connection, table: str, owner: str) -> None:
        self._fields = fields(connection, table, owner)
        columns = {row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')}
        origin = "c.origin_id" if "origin_id" in columns else "NULL"
        first = ("c.id", origin, f"c.{owner}" if owner else "NULL")
        chosen = ", ".join((*first, *(f'{field.sql} AS "{field.name}"' for field in self._fields)))
        self.select = f"SELECT {chosen} FROM {table} c"  # noqa: S608 - names of our own tables and columns

    def item(self, row: tuple[Any, ...]) -> dict[str, Any]:
        """The object of a row; fields that have their default are left out."""
        values = ((field, _value(field, stored)) for field, stored in zip(self._fields, row[3:], strict=True))
        return {field.name: value for field, value in values if field.required or value != field.default}


def _value(field: Field, stored: Any) -> Any:
    if stored is None:
        return None
    if field.kind is Kind.BOOLEAN:
        return bool(stored)
    return json.loads(stored) if field.kind is Kind.JSON else stored
