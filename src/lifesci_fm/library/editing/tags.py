"""Tags renamed, made one, and taken off."""

from __future__ import annotations

from collections.abc import Sequence

from lifesci_fm.catalog.nouns import named
from lifesci_fm.errors import UsageError
from lifesci_fm.library.intake import Intake
from lifesci_fm.library.ledger import Row
from lifesci_fm.text import name_key, squeeze


def rename(intake: Intake, name: str, new: str) -> tuple[str, bool]:
    """Call a tag something else. True when there was a tag of that name, which then has the papers of both."""
    ledger, new = intake.ledger, squeeze(new)
    if not name_key(new):
        raise UsageError(f"{new!r} is no tag.", "A tag has a letter or a digit in it.")
    tag = _tag(intake, name)
    found = ledger.query("SELECT id FROM tag WHERE name_key = ? AND id <> ?", name_key(new), tag["id"])
    if not found:
        ledger.set(tag, name=new, name_key=name_key(new))
        ledger.flush()
        return new, False
    (kept,) = ledger.load("tag", "id", [found[0][0]])
    held = {row["paper_id"] for row in ledger.load("paper_tag", "tag_id", [kept["id"]])}
    for row in ledger.load("paper_tag", "tag_id", [tag["id"]]):
        if row["paper_id"] not in held:
            ledger.set(row, tag_id=kept["id"])
    ledger.drop(tag)
    ledger.flush()
    return str(kept["name"]), True


def remove(intake: Intake, names: Sequence[str]) -> list[str]:
    """Take tags off every paper; their names."""
    gone = {row["id"]: row for row in (_tag(intake, name) for name in names)}
    for row in gone.values():
        intake.ledger.drop(row)
    intake.ledger.flush()
    return [str(row["name"]) for row in gone.values()]


def _tag(intake: Intake, name: str) -> Row:
    number = named(intake.ledger.database, "tag", name)["id"]
    (row,) = intake.ledger.load("tag", "id", [number])
    return row
