"""What the sheets of models, datasets, write-ups and resources share; see `changes.Sheet`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from lifesci_fm.catalog.nouns import named
from lifesci_fm.errors import UsageError
from lifesci_fm.library.denials import allow, deny
from lifesci_fm.library.editing.changes import Values
from lifesci_fm.library.editing.fields import Field, Value
from lifesci_fm.library.editing.rows import check_free, put_links, put_ties, shown_links
from lifesci_fm.library.intake import Intake
from lifesci_fm.library.ledger import Row
from lifesci_fm.store.derived import url_key
from lifesci_fm.store.naming import resolve
from lifesci_fm.text import name_key


class Thing:
    """One thing with its row, its claims and its links.

    A child says in `fields` what may be edited; a field whose value is no column of its row has a method
    `put_<field>` to change it and `get_<field>` to read it.
    """

    noun: ClassVar[str]
    fields: ClassVar[Sequence[Field]]
    title: ClassVar[str] = "name"  # the column of what it is called
    with_roles: ClassVar[Sequence[str]] = ()  # lists of `NAME:role`

    def __init__(self, intake: Intake, number: int) -> None:
        self.intake = intake
        self.facts, self.ledger = intake.facts, intake.ledger
        (self.row,) = self.ledger.load(self.noun, "id", [number])
        self.new = False
        self.claims = self.parts("claim")
        self.links = self.parts("link")

    @classmethod
    def number(cls, intake: Intake, name: str) -> int:
        """The id of the thing of this name. Raises NotFound or Ambiguous."""
        return int(named(intake.ledger.database, cls.noun, name)["id"])

    @classmethod
    def make(cls, intake: Intake, values: Values) -> int:
        """A new thing with its name, given among these values; returns its id. Raises Conflict when there is one."""
        name = values.get(cls.title)
        if not name or not name_key(name):
            raise UsageError(f"A {cls.noun} needs a {cls.title}.", "Give one with a letter or a digit in it.")
        row = intake.ledger.new(cls.noun, origin_id=intake.facts.origin_id, **cls.identity(intake, values))
        intake.ledger.flush()
        return int(row["id"])

    @classmethod
    def identity(cls, intake: Intake, values: Values) -> Values:
        """The columns by which a new thing is known. Raises Conflict when there is one like it."""
        name = values["name"]
        check_free(intake.ledger, cls.noun, name, None)
        return {"name": name, "name_key": name_key(name)}

    def parts(self, table: str) -> list[Row]:
        """The rows of a table that belong to it."""
        return self.ledger.load(table, f"{self.noun}_id", [self.row["id"]])

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.row[self.title])

    def values(self) -> Values:
        """What the fields hold, as stored."""
        return {field.name: self._value(field.name) for field in self.fields}

    def _value(self, name: str) -> Value:
        read: Callable[[], Value] | None = getattr(self, f"get_{name}", None)
        return read() if read else self.row[name]

    def put(self, name: str, value: Value, told: Sequence[Value]) -> None:
        """Make a field hold this value."""
        write: Callable[[Value, Sequence[Value]], None] | None = getattr(self, f"put_{name}", None)
        if write:
            write(value, told)
        else:
            self.insist(name, value)

    def insist(self, column: str, value: Value) -> None:
        """Write a column in the user's name; of a new thing nobody has said anything before."""
        if self.new:
            self.ledger.set(self.row, **{column: value})
        else:
            self.facts.insist(self.row, self.claims, column, value)

    def canonical(self, name: str, item: Value) -> Value:
        """Papers by their keys, domains by their own names, all else as typed."""
        if name == "domains":
            return self.intake.domains.name(self.intake.domains.require(item))
        if name == "papers":
            return resolve(self.ledger.database, item).key
        return item

    def alike(self, name: str, item: Value) -> object:
        """Names compare without case, links by their address, aliases as they are spelt."""
        if name == "links":
            return url_key(item["url"])
        return item if name in ("aliases", "topic") else name_key(item)

    def means(self, name: str, typed: Value, held: Value) -> bool:
        """A name without a role means it in every role."""
        alike = self.alike(name, typed), self.alike(name, held)
        return alike[0] == alike[1] or (
            name in self.with_roles and name_key(typed) == name_key(held.rpartition(":")[0])
        )

    def hint(self, name: str, item: Value) -> str:  # noqa: ARG002 - a paper's sheet has more to say
        """Nothing special."""
        return ""

    def finish(self) -> None:
        """Write what was changed."""
        self.ledger.flush()

    # -- lists of several nouns --------------------------------------------------------------------------------

    def get_links(self) -> Value:
        """Its links."""
        return shown_links(self.links)

    def put_links(self, value: Value, _: Sequence[Value]) -> None:
        """Change its links."""
        put_links(self.facts, self.row, self.claims, self.links, value)

    def tied(self, table: str, noun: str) -> list[tuple[Row, str]]:
        """Rows that tie it to papers or models, each with the other's name, in the order of their making."""
        rows = self.parts(table)
        called = "key" if noun == "paper" else "name"
        sql = f"SELECT id, {called} FROM {noun} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608 - our names
        names = dict(self.ledger.query_json(sql, [row[f"{noun}_id"] for row in rows]))
        return [(row, names[row[f"{noun}_id"]]) for row in rows]

    def tie(self, table: str, noun: str, names: Sequence[str], numbers: Sequence[int]) -> None:
        """Tie it to these papers or models and no others; those that went do not come back with a file."""
        held = self.tied(table, noun)
        for name in names:
            allow(self.facts, self.claims, noun, _compared(noun, name))
        gone = put_ties(self.facts, self.row, [row for row, _ in held], table, f"{noun}_id", numbers)
        for row, name in held:
            if any(row is one for one in gone):
                deny(self.facts, self.row, self.claims, noun, _compared(noun, name))


def _compared(noun: str, name: str) -> str:
    return name if noun == "paper" else name_key(name)
