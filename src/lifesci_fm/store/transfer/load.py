"""Objects into a library, inside the caller's transaction: the way back from `dump`.

Rows are given their ids here and inserted in batches, owners before what nests in them. A value that does not fit is an
UnreadableInput that names the line; nothing is guessed, because a dump is also written by hand.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from lifesci_fm.errors import Conflict, UnreadableInput
from lifesci_fm.store.derived import DERIVED, sections_text
from lifesci_fm.store.settle import settle
from lifesci_fm.store.transfer.read import Unfit, decode
from lifesci_fm.store.transfer.shape import NOUNS, Child, Field, Kind, fields, lengthen, read_origin
from lifesci_fm.text import name_key, nearest
from lifesci_fm.vocabulary import OriginKind

#: Lines whose rows wait to be inserted together.
_BATCH = 500


def load_rows(
    connection: sqlite3.Connection,
    lines: Iterable[tuple[int, dict[str, Any]]],
    *,
    name: str,
    at: str,
    replace: bool = False,
) -> Counter[str]:
    """Fill a library with the objects of a dump, given with their line numbers; returns how many of each noun.

    `name` is the file's, for messages; `at` (UTC) becomes `added` and `updated` of every paper. Domains and tags that
    the library has give way to those of the dump. Raises Conflict when it holds entries, unless `replace`;
    UnreadableInput for a line that does not fit. The transaction is the caller's to commit or roll back.
    """
    if not replace and (held := _holds(connection)):
        remedy = "Load into a new library (fm --library FILE load …), or give --replace to put the dump in its place."
        raise Conflict(f"The library is not empty: it holds {held}.", remedy)
    for table in reversed(_tables()):  # origins stay: the change log's old rows point to them
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
    load = _Load(connection, name, at)
    counts = Counter(load.line(number, item) for number, item in lines)
    load.flush()
    return counts


def _holds(connection: sqlite3.Connection) -> str:
    counts = {
        noun.name: connection.execute(f"SELECT count(*) FROM {noun.name}").fetchone()[0]  # noqa: S608 - our own names
        for noun in NOUNS
        if noun.name not in ("domain", "tag")
    }
    return ", ".join(f"{count} {noun}{'s' if count > 1 else ''}" for noun, count in counts.items() if count)


def _tables() -> list[str]:
    """The tables of a dump, each behind those that its rows point to."""

    def nested(children: tuple[Child, ...]) -> Iterator[str]:
        for child in children:
            yield child.table
            yield from nested(child.children)

    inner = [table for noun in NOUNS for table in nested(noun.children)]
    last_first = dict.fromkeys(reversed([*(noun.name for noun in NOUNS), *inner]))  # claims are of versions too
    return list(reversed(last_first))


class _Load:
    """One run: the ids given out, the names met, the rows that wait."""

    def __init__(self, connection: sqlite3.Connection, name: str, at: str) -> None:
        self._connection = connection
        self._name = name
        self._at = at
        self._number = 0  # of the line in hand
        self._lines = 0  # whose rows wait
        self._tables = {table: _Table(connection, table) for table in _tables()}
        self._named: dict[str, dict[str, int]] = {noun.name: {} for noun in NOUNS}
        self._identifiers: dict[str, int] = {}  # of the paper in hand
        self._origin_id = lru_cache(maxsize=20_000)(self._find_origin)

    def line(self, number: int, item: dict[str, Any]) -> str:
        """Take one line; returns its noun."""
        self._number = number
        self._identifiers = {}
        try:
            return self._noun(item)
        except Unfit as fault:
            raise UnreadableInput(f"{self._name}:{number}: {fault.what}.", fault.remedy) from None

    def flush(self) -> None:
        """Insert the rows that wait, and settle the papers among them."""
        for table, waiting in self._tables.items():
            try:
                self._connection.executemany(waiting.insert, (row for _, row in waiting.rows))
            except sqlite3.IntegrityError:
                self._blame(table, waiting)
        settle(self._connection, [row[0] for _, row in self._tables["paper"].rows])
        for waiting in self._tables.values():
            waiting.rows.clear()
        self._lines = 0

    def _blame(self, table: str, waiting: _Table) -> None:
        """Rows were refused together: insert them one by one to name the line of the first."""
        ids = [(row[0],) for _, row in waiting.rows]
        self._connection.executemany(f"DELETE FROM {table} WHERE id = ?", ids)  # noqa: S608 - our own names
        for number, row in waiting.rows:
            try:
                self._connection.execute(waiting.insert, row)
            except sqlite3.IntegrityError as fault:
                if fault.sqlite_errorcode != sqlite3.SQLITE_CONSTRAINT_UNIQUE:
                    raise
                columns = str(fault).rpartition(": ")[2]
                said = dict(zip(waiting.columns, row, strict=True))
                values = ", ".join(str(said.get(column.rpartition(".")[2])) for column in columns.split(", "))
                what = f"{self._name}:{number}: the {_words(table)} ({values}) stands in this file a second time"
                remedy = "Remove or change one; names are compared without case, blanks and hyphens."
                raise UnreadableInput(f"{what}.", remedy) from fault

    # -- objects -------------------------------------------------------------------------------------------------

    def _noun(self, item: dict[str, Any]) -> str:
        nouns = [noun for noun in NOUNS if noun.name in item]
        if len(nouns) != 1:
            names = ", ".join(noun.name for noun in NOUNS)
            raise Unfit(f"the line must be about one noun and is about {len(nouns)}", f"Give it one of {names}.")
        (noun,) = nouns
        fields = {noun.column if field == noun.name else field: value for field, value in item.items()}
        row_id = self._row(noun.name, "", 0, 0, fields, noun.children, self._origin_id("user"))
        if noun.name in _REFERRED:
            self._named[noun.name][_folded(noun.name, item[noun.name])] = row_id
        self._lines += 1
        if self._lines >= _BATCH:
            self.flush()
        return noun.name

    def _row(
        self,
        name: str,
        owner: str,
        owner_id: int,
        position: int,
        item: dict[str, Any],
        children: tuple[Child, ...],
        owners_origin: int,
    ) -> int:
        """Put the row of an object, and those that nest in it, with the rows that wait; returns its id."""
        table = self._tables[name]
        origin = self._origin(item["origin"]) if "origin" in item else owners_origin
        row_id = table.next_id()
        row: dict[str, Any] = {"id": row_id, "position": position, "origin_id": origin}
        row |= {"added": self._at, "updated": self._at, owner: owner_id}
        known = table.fields(owner)
        nested = {child.name: child for child in children}
        for stray in item.keys() - known.keys() - nested.keys() - {"origin"}:
            raise Unfit(f"a {_words(name)} has no field {stray!r}", _suggest(stray, [*known, *nested, "origin"]))
        for field in known.values():
            row |= self._columns(name, field, item.get(field.name), owner_id, origin)
        for column, make in DERIVED.get(name, {}).items():
            row[column] = make(row)
        if name == "identifier":
            self._identifiers[f"{row['scheme']}:{row['value']}"] = row_id
        table.rows.append((self._number, tuple(row.get(column) for column in table.columns)))
        for child in children:
            self._list(child, item.get(child.name, []), row_id, origin)
        return row_id

    def _list(self, child: Child, items: Any, owner_id: int, origin: int) -> None:
        if not isinstance(items, list):
            raise Unfit(f"{child.name} is no list", "Put it in [ ].")
        for position, short in enumerate(items, start=1):
            item = lengthen(child, short)
            if not isinstance(item, dict):
                raise Unfit(f"{child.name} holds {short!r}, which is neither text nor an object", "Correct it.")
            self._row(child.table, child.owner, owner_id, position, item, child.children, origin)

    def _columns(self, table: str, field: Field, value: Any, owner_id: int, origin: int) -> dict[str, Any]:
        if value is None:
            if field.required:
                raise Unfit(f"a {_words(table)} lacks its {field.name}", "Add it.")
            value = field.default
        stored = decode(field, value)
        if value is not None and field.kind is Kind.NAME:
            stored = (self._id_of(field.refers, value),)
        elif value is not None and field.kind is Kind.IDENTIFIER_ROW:
            stored = (self._identifier(value, owner_id, origin),)
        return dict(zip(field.columns, stored, strict=True))

    # -- what objects refer to -----------------------------------------------------------------------------------

    def _id_of(self, noun: str, name: str) -> int:
        ids = self._named[noun]
        found = ids.get(_folded(noun, name))
        if found is None and noun == "tag":  # a tag is nothing but its name
            found = self._row("tag", "", 0, 0, {"name": name}, (), 0)
            ids[_folded(noun, name)] = found
        if found is None:
            remedy = _suggest(
                name, list(ids), f"A line above must define it: {{{json.dumps(noun)}: {json.dumps(name)}, …}}."
            )
            raise Unfit(f"no line above is about the {noun} {name!r}", remedy)
        return found

    def _identifier(self, text: str, paper_id: int, origin: int) -> int:
        """The identifier row that a version names; made when the paper's `identifiers` do not list it."""
        if text not in self._identifiers:
            self._row("identifier", "paper_id", paper_id, 0, {"id": text}, (), origin)
        return self._identifiers[text]

    def _origin(self, value: Any) -> int:
        address, *sections = value if isinstance(value, list) and value else [value]
        if not all(isinstance(part, str) for part in (address, *sections)):
            raise Unfit(
                "origin is neither text nor a list of text", 'Write "import:FILE:LINE", "source:NAME" or "user".'
            )
        return self._origin_id(address, *sections)

    def _find_origin(self, address: str, *sections: str) -> int:
        kind, name, line = read_origin(address)
        if kind not in list(OriginKind):
            raise Unfit(f"no origin is of the kind {kind!r}", f"Kinds are {', '.join(OriginKind)}.")
        row = (kind, name, line, sections_text(sections))
        self._connection.execute(
            "INSERT INTO origin (kind, name, line, section) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", row
        )
        query = "SELECT id FROM origin WHERE kind = ? AND name = ? AND line = ? AND section = ?"
        return int(self._connection.execute(query, row).fetchone()[0])


#: Nouns that other lines name.
_REFERRED = frozenset({"domain", "tag", "model", "paper"})


def _folded(noun: str, name: str) -> str:
    return name.casefold() if noun == "paper" else name_key(name)


def _words(table: str) -> str:
    return table.replace("_", " ")


def _suggest(word: str, known: list[str], otherwise: str = "") -> str:
    close = nearest(word, known)
    return (
        f"Did you mean {' or '.join(close)}?" if close else otherwise or f"Its fields are {', '.join(sorted(known))}."
    )


class _Table:
    """The columns of one table, how its rows are inserted, and those that wait with the number of their line."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._connection = connection
        self._name = name
        self._fields: dict[str, dict[str, Field]] = {}
        self.columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')]
        marks = ", ".join("?" * len(self.columns))
        named = ", ".join(f'"{column}"' for column in self.columns)
        self.insert = f"INSERT INTO {name} ({named}) VALUES ({marks})"  # noqa: S608 - our own names
        self.rows: list[tuple[int, tuple[Any, ...]]] = []
        # the largest id ever given, so that `#ID` never comes to mean another paper
        ((given,),) = connection.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?", (name,))
        ((taken,),) = connection.execute(f"SELECT coalesce(max(id), 0) FROM {name}")  # noqa: S608 - our own names
        self.last_id: int = max(given, taken)

    def next_id(self) -> int:
        self.last_id += 1
        return self.last_id

    def fields(self, owner: str) -> dict[str, Field]:
        if owner not in self._fields:
            self._fields[owner] = {field.name: field for field in fields(self._connection, self._name, owner)}
        return self._fields[owner]
