"""Builds the starter library from its text: `python -m lifesci_fm.store.seed data/seed.jsonl data/seed.sqlite`.

The same text gives the same library whoever builds it and when: ids follow the lines, and the time of entry is fixed.
It has no history. The file is in rollback mode, so that nothing beside it is needed to read it from a read-only
folder; the copies that `fm` makes of it are in WAL mode.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from pathlib import Path

from lifesci_fm.errors import FmError, UnreadableInput, UsageError
from lifesci_fm.store.database import create
from lifesci_fm.store.transfer import load_rows

#: `added` and `updated` of every paper of the starter library.
ADDED = "2026-11-20T00:00:00Z"


def build(text: Path, target: Path) -> None:
    """Make `target` from the dump `text`, replacing what is there. Raises UnreadableInput, LibraryUnusable."""
    fresh = target.with_name(f".{target.name}.new")
    fresh.unlink(missing_ok=True)
    try:
        create(fresh)
        _fill(fresh, text)
        fresh.replace(target)
    except json.JSONDecodeError as fault:
        raise UnreadableInput(f"{text} holds a line that is no JSON: {fault}.", "Correct it.") from fault
    except FileNotFoundError as fault:
        raise UnreadableInput(f"There is no file {fault.filename}.", "Name the text of the library.") from fault
    finally:
        fresh.unlink(missing_ok=True)


def _fill(library: Path, text: Path) -> None:
    connection = sqlite3.connect(library, isolation_level=None)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN IMMEDIATE")
        with text.open(encoding="utf-8", newline="\n") as lines:
            load_rows(connection, enumerate(map(json.loads, lines), start=1), name=text.name, at=ADDED)
        connection.execute("DELETE FROM change")
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("VACUUM")
    finally:
        connection.close()


def main(words: list[str]) -> None:
    """The command line: the text, then the library to make of it."""
    if len(words) != 2:
        raise UsageError("Two files are needed.", "python -m lifesci_fm.store.seed data/seed.jsonl data/seed.sqlite")
    build(Path(words[0]), Path(words[1]))


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except FmError as failure:
        sys.stderr.write(f"{failure}\n")
        raise SystemExit(failure.exit_code) from None
