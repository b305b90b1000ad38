"""What a person changes of one thing, field by field, in her own name: no file and no source overrules it later.

`fields` says what may be typed, `changes` what is wanted and what came of it; each noun is laid open by a sheet in a
module of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from lifesci_fm.library.editing import paper
from lifesci_fm.library.editing.changes import Changes, Edited, Sheet, Values, apply
from lifesci_fm.library.editing.fields import Field
from lifesci_fm.library.intake import Intake
from lifesci_fm.records import USER
from lifesci_fm.store.naming import resolve

__all__ = ["Changes", "Edited", "Values", "edit", "fields_of", "lay_open"]


class _Noun(NamedTuple):
    """What one kind of thing is edited by: its fields, a thing's number by its name, and its sheet."""

    fields: Sequence[Field]
    number: Callable[[Intake, str], int]
    sheet: Callable[[Intake, int], Sheet]


def _paper(intake: Intake, name: str) -> int:
    return resolve(intake.ledger.database, name).id


_NOUNS = {
    "paper": _Noun(paper.FIELDS, _paper, paper.PaperSheet),
}


def fields_of(noun: str) -> Sequence[Field]:
    """The editable fields of a noun."""
    return _NOUNS[noun].fields


def lay_open(intake: Intake, noun: str, name: str) -> tuple[str, Values]:
    """What a thing is called, and its fields. Raises NotFound or Ambiguous."""
    sheet = _NOUNS[noun].sheet(intake, _NOUNS[noun].number(intake, name))
    return sheet.name, sheet.values()


def edit(intake: Intake, noun: str, name: str, changes: Changes) -> Edited:
    """Change one thing. Raises NotFound or Ambiguous for its name, UsageError for a word that is no value,
    NotFound for an item that is not there to be taken away, Conflict for a name that is another's."""
    intake.facts.speaker = USER
    make, number = _NOUNS[noun].sheet, _NOUNS[noun].number(intake, name)
    sheet = make(intake, number)
    before = sheet.values()
    asked = apply(sheet, changes)
    sheet.finish()
    now = make(intake, number)
    after = now.values()
    return Edited(noun, now.name, before, after, tuple(_remarks(asked, after)))


def _remarks(asked: Values, after: Values) -> list[str]:
    """What did not come out as it was asked: another version may be the one that is shown."""
    return [
        f"{name} is {after[name] or 'nothing'} now: that is what stands of the versions together."
        for name, value in asked.items()
        if not isinstance(value, list) and getattr(value, "value", value) != after[name]
    ]
