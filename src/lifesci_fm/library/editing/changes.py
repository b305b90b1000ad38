"""What a person wants changed of one thing: whole values of fields, and things to add to lists or to take from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from lifesci_fm.errors import NotFound, UsageError
from lifesci_fm.library.editing.fields import Field, Value, field_of
from lifesci_fm.text import nearest

Values = dict[str, Value]


@dataclass(slots=True)
class Changes:
    """Fields by name with what was typed for them; they are read and checked when they are applied.

    `at` is the field that is being worked on: where a failure says nothing of a field, it was this one.
    """

    set: dict[str, Any] = field(default_factory=dict)
    add: dict[str, list[Any]] = field(default_factory=dict)
    remove: dict[str, list[Any]] = field(default_factory=dict)
    at: str = ""

    def __bool__(self) -> bool:
        """Is there anything to do?"""
        return bool(self.set or any(self.add.values()) or any(self.remove.values()))


@dataclass(frozen=True, slots=True)
class Edited:
    """What became of one thing: its id, its name now, and its fields before and after."""

    noun: str
    id: int
    name: str
    before: Mapping[str, Value]
    after: Mapping[str, Value]
    remarks: tuple[str, ...] = ()

    @property
    def changed(self) -> list[str]:
        """Names of the fields that are different now."""
        return [name for name, value in self.after.items() if value != self.before.get(name)]


class Sheet(Protocol):
    """One thing of the library laid open for editing: its fields, what they hold, and how to change one.

    `put` writes in the user's name; `told` are the items of a list that she named herself. `alike` gives the form in
    which items of a list compare, and `canonical` an item as the library calls it.
    """

    new: bool  # made by the same command: nobody has said anything of it before

    @property
    def noun(self) -> str:
        """What kind of thing it is."""

    @property
    def fields(self) -> Sequence[Field]:
        """Its fields, in the order in which they are changed and shown."""

    @property
    def name(self) -> str:
        """What it is called now."""

    def values(self) -> Values:
        """What the fields hold now."""

    def put(self, name: str, value: Value, told: Sequence[Value]) -> None:
        """Make a field hold this value."""

    def canonical(self, name: str, item: Value) -> Value:
        """An item of a list as the library calls it. Raises UsageError for a domain that nobody knows."""

    def alike(self, name: str, item: Value) -> object:
        """What two items of a list have in common when they are the same."""

    def means(self, name: str, typed: Value, held: Value) -> bool:
        """Is an item of the list what was typed to be taken away?"""

    def hint(self, name: str, item: Value) -> str:
        """What to do about an item that is not in the list; empty when there is nothing special to say."""

    def finish(self) -> None:
        """Write what was changed."""


def read(fields: Iterable[Field], changes: Changes, noun: str) -> Changes:
    """The changes with every typed word made a value, fields in their own order. Raises UsageError."""
    fields = list(fields)
    found = Changes()
    for typed, target in ((changes.set, found.set), (changes.add, found.add), (changes.remove, found.remove)):
        by_name: dict[str, Any] = {field_of(fields, name, noun).name: value for name, value in typed.items()}
        for one in fields:
            if one.name not in by_name:
                continue
            if target is not found.set and not one.many:
                raise UsageError(f"{one.name} is changed as a whole.", f"Write --set {one.name}=….")
            changes.at = one.name
            target[one.name] = one.value(by_name[one.name])
    return found


def apply(sheet: Sheet, changes: Changes) -> Values:
    """Change the thing; returns what the fields that were named should hold now.

    Raises UsageError, NotFound or Conflict; what was changed before is for the transaction to take back.
    """
    wanted = read(sheet.fields, changes, sheet.noun)
    before = sheet.values()
    asked: Values = {}  # in the order of the fields
    for one in sorted(sheet.fields, key=lambda field: field.name == "name"):  # or a list of aliases drops the old name
        changes.at = one.name
        if one.many and (one.name in wanted.set or wanted.add.get(one.name) or wanted.remove.get(one.name)):
            asked[one.name], told = _combined(sheet, one, before[one.name], wanted)
            sheet.put(one.name, asked[one.name], told)
        elif one.name in wanted.set:
            asked[one.name] = wanted.set[one.name]
            sheet.put(one.name, asked[one.name], ())
    return asked


def _combined(sheet: Sheet, one: Field, current: list[Value], wanted: Changes) -> tuple[list[Value], list[Value]]:
    """The whole list that is wanted, and the items of it that were typed."""
    name = one.name
    typed = [sheet.canonical(name, item) for item in (*wanted.set.get(name, ()), *wanted.add.get(name, ()))]
    alike = _by(sheet, name)
    whole = {alike(item): item for item in (() if name in wanted.set else current)}
    for item in typed:
        whole[alike(item)] = _more(whole.get(alike(item)), item)
    for item in wanted.remove.get(name, ()):
        meant = [key for key, held in whole.items() if sheet.means(name, sheet.canonical(name, item), held)]
        if not meant:
            raise _missing(sheet, one, item, current)
        for key in meant:
            del whole[key]
    return list(whole.values()), typed


def _by(sheet: Sheet, name: str) -> Callable[[Value], object]:
    return lambda item: sheet.alike(name, item)


def _more(known: Value, typed: Value) -> Value:
    """A link typed without its title keeps the one it has."""
    if isinstance(known, dict) and isinstance(typed, dict):
        return {**typed, "title": typed["title"] or known["title"]}
    return typed


def _missing(sheet: Sheet, one: Field, item: Value, current: list[Value]) -> NotFound:
    def shown(value: Value) -> str:
        return str(value["url"] if isinstance(value, dict) else value)

    known = [shown(value) for value in current]
    close = nearest(shown(item), known) or known[:5]
    has = sheet.hint(one.name, item) or (f"It has {', '.join(close)}." if close else "It has none.")
    return NotFound(f"{sheet.name} has no {one.plural or one.name} {shown(item)!r}.", has)
