"""Checks of the file itself: pages, references between rows, columns that repeat others."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from lifesci_fm.catalog.doctor.checks import Found, Severity, check
from lifesci_fm.store.settle import unsettled

_SAVE = "Bring back a backup, or save what can be read: `fm dump library.jsonl`, and load it into a new library."


@check("damaged-file", Severity.WRONG)
def damaged_file(connection: sqlite3.Connection) -> Iterator[Found]:
    """SQLite's own look at every page and index."""
    for (said,) in connection.execute("PRAGMA integrity_check"):
        if said != "ok":
            yield Found((), f"The file is damaged: {said}.", _SAVE)


@check("broken-reference", Severity.WRONG)
def broken_reference(connection: sqlite3.Connection) -> Iterator[Found]:
    """Rows that point to rows which are gone."""
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield Found((), f"Row {row} of the table {table} points to a row of {parent} that is not there.", _SAVE)


@check("unsettled", Severity.WRONG, mendable=True)
def unsettled_columns(connection: sqlite3.Connection) -> Iterator[Found]:
    """Papers whose year, venue, DOI or URL are not those of their preferred version."""
    for number in unsettled(connection):
        ((key,),) = connection.execute("SELECT key FROM papers WHERE id = ?", (number,))
        message = f"{key} is listed with another date, venue, identifier or title than its versions have."
        yield Found((key,), message, "`fm doctor --fix` lists it with its own.")
