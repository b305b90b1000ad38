"""Objects into a library, inside the caller's transaction: the way back from `dump`.

Rows are given their ids here and inserted in batches, owners before what nests in them. A value that does not fit is an
UnreadableInput that names the line; nothing is guessed, because a dump is also written by hand.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from lifesci_fm.errors import Conflict, UnreadableInput
from lifesci_fm.store.derived import DERIVED, sections_text
from lifesci_fm.store.rows import FILL_ORDER
from lifesci_fm.store.settle import settle
from lifesci_fm.store.transfer.pending import Form, Waiting
from lifesci_fm.store.transfer.read import Unfit, decode
from lifesci_fm.store.transfer.shape import LEFT_OUT_TABLES, NOUNS, Child, Field, Kind, lengthen, read_origin
from lifesci_fm.text import name_key, suggestion
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
    connection.execute("DELETE FROM paper")  # and with them their parts, each of which would be a change of its index
    for table in reversed(_TABLES):  # origins stay: the change log's old rows point to them
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


#: The tables of a dump, each behind those that its rows point to.
_TABLES = [table for table in FILL_ORDER if table not in LEFT_OUT_TABLES]


class _Load:
    """One run: the tables and what waits in them, the names met, the line in hand."""

    def __init__(self, connection: sqlite3.Connection, name: str, at: str) -> None:
        self._connection = connection
        self._name = name
        self._times = {"added": at, "updated": at}
        self._number = 0  # of the line in hand
        self._waiting = 0  # lines whose rows wait
        self._tables = {table: Waiting(connection, table) for table in _TABLES}
        self._forms: dict[tuple[str, str], Form] = {}
        self._named: dict[str, dict[str, int]] = {noun: {} for noun in _REFERRED}
        self._identifiers: dict[str, int] = {}  # of the paper in hand
        self._origin_id = lru_cache(maxsize=20_000)(self._find_origin)

    def line(self, number: int, item: dict[str, Any]) -> str:
        """Take one line; returns its noun."""
        self._number = number
        self._identifiers = {}
        try:
            noun = self._noun(item)
        except Unfit as fault:
            raise UnreadableInput(f"{self._name}:{number}: {fault.what}.", fault.remedy) from None
        self._waiting += 1
        if self._waiting >= _BATCH:
            self.flush()
        return noun

    def flush(self) -> None:
        """Insert the rows that wait, and settle the papers among them."""
        papers_last = self._connection.in_transaction  # so that each is indexed for search once: see store.fulltext
        self._connection.execute("PRAGMA defer_foreign_keys = ON")
        for table in sorted(self._tables.values(), key=lambda table: papers_last and table.name == "paper"):
            try:
                table.insert()
            except sqlite3.IntegrityError:
                if (culprit := table.culprit()) is None:
                    raise  # no line is at fault, we are
                number, said = culprit
                what = f"{self._name}:{number}: the {table.words} ({said}) stands in this file a second time."
                remedy = "Remove or change one; names are compared without case, blanks and hyphens."
                raise UnreadableInput(what, remedy) from None
        settle(self._connection, [row[0] for _, row in self._tables["paper"].rows])
        for table in self._tables.values():
            table.rows.clear()
        self._waiting = 0

    # -- objects -------------------------------------------------------------------------------------------------

    def _noun(self, item: dict[str, Any]) -> str:
        nouns = [noun for noun in NOUNS if noun.name in item]
        if len(nouns) != 1:
            names = ", ".join(noun.name for noun in NOUNS)
            raise Unfit(f"the line must be about one noun and is about {len(nouns)}", f"Give it one of {names}.")
        (noun,) = nouns
        form = self._form(noun.name, "", noun.children)
        fields = {noun.column if name == noun.name else name: value for name, value in item.items()}
        row_id = self._row(form, fields, 0, 0, self._origin_id("user"))
        if noun.name in _REFERRED:
            self._named[noun.name][_folded(noun.name, item[noun.name])] = row_id
        return noun.name

    def _row(self, form: Form, item: dict[str, Any], owner_id: int, position: int, origin: int) -> int:
        """Let the row of an object wait, and those that nest in it; returns its id. `origin` is the owner's."""
        if "origin" in item:
            origin = self._origin(item["origin"])
        row_id = form.table.next_id()
        row = {**form.blank, **self._times, "id": row_id, "position": position, "origin_id": origin}
        if form.owner:
            row[form.owner] = owner_id
        for missing in form.required:
            if item.get(missing) is None:
                raise Unfit(f"a {form.table.words} lacks its {missing}", "Add it.")
        for name, value in item.items():
            if field := form.fields.get(name):
                row |= zip(field.columns, self._stored(field, value, owner_id, origin), strict=True)
            elif name not in form.children and name != "origin":
                known = [*form.fields, *form.children, "origin"]
                raise Unfit(f"a {form.table.words} has no field {name!r}", _suggest(name, known))
        for column, make in DERIVED.get(form.table.name, {}).items():
            row[column] = make(row)
        if form.table.name == "identifier":
            self._identifiers[f"{row['scheme']}:{row['value']}"] = row_id
        form.table.add(self._number, row)
        for child in form.children.values():
            if child.name in item:
                self._list(child, item[child.name], row_id, origin)
        return row_id

    def _list(self, child: Child, items: Any, owner_id: int, origin: int) -> None:
        if not isinstance(items, list):
            raise Unfit(f"{child.name} is no list", "Put it in [ ].")
        form = self._form(child.table, child.owner, child.children)
        for position, short in enumerate(items, start=1):
            item = lengthen(child, short)
            if not isinstance(item, dict):
                raise Unfit(f"{child.name} holds {short!r}, which is neither text nor an object", "Correct it.")
            self._row(form, item, owner_id, position, origin)

    def _stored(self, field: Field, value: Any, owner_id: int, origin: int) -> tuple[Any, ...]:
        """What the columns of a field hold."""
        if value is None:
            return decode(field, field.default)
        stored = decode(field, value)
        if field.kind is Kind.NAME:
            return (self._id_of(field.refers, value),)
        if field.kind is Kind.IDENTIFIER_ROW:
            return (self._identifier(value, owner_id, origin),)
        return stored

    def _form(self, table: str, owner: str, children: tuple[Child, ...] = ()) -> Form:
        if (table, owner) not in self._forms:
            self._forms[table, owner] = Form.of(self._connection, self._tables[table], owner, children)
        return self._forms[table, owner]

    # -- what objects refer to -----------------------------------------------------------------------------------

    def _id_of(self, noun: str, name: str) -> int:
        ids = self._named[noun]
        found = ids.get(_folded(noun, name))
        if found is None and noun == "tag":  # a tag is nothing but its name
            found = ids[_folded(noun, name)] = self._row(self._form("tag", ""), {"name": name}, 0, 0, 0)
        if found is None:
            define = f"A line above must define it: {{{json.dumps(noun)}: {json.dumps(name, ensure_ascii=False)}, …}}."
            raise Unfit(f"no line above is about the {noun} {name!r}", _suggest(name, ids, define))
        return found

    def _identifier(self, text: str, paper_id: int, origin: int) -> int:
        """The identifier row that a version names; made when the paper's `identifiers` do not list it."""
        if text not in self._identifiers:
            self._row(self._form("identifier", "paper_id"), {"id": text}, paper_id, 0, origin)
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
        insert = "INSERT INTO origin (kind, name, line, section) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
        self._connection.execute(insert, row)
        query = "SELECT id FROM origin WHERE kind = ? AND name = ? AND line = ? AND section = ?"
        ((found,),) = self._connection.execute(query, row)
        return int(found)


#: Nouns that other lines name.
_REFERRED = frozenset({"domain", "tag", "model", "paper"})


def _folded(noun: str, name: str) -> str:
    return name.casefold() if noun == "paper" else name_key(name)


def _suggest(word: str, known: Iterable[str], otherwise: str = "") -> str:
    return suggestion(word, known, otherwise or f"Its fields are {', '.join(sorted(known))}.")
