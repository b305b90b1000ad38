"""The reading notes of a library, and the one a person means."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from lifesci_fm.errors import Ambiguous, NotFound
from lifesci_fm.store.naming import resolve

Entry = dict[str, Any]

_COLUMNS = ("id", "key", "title", "date", "path", "body")


def notes(connection: sqlite3.Connection, paper_id: int | None = None) -> Iterator[Entry]:
    """Notes that are files, of all papers or of one, by paper: `{id, key, title, date, path, body}`."""
    mine = "" if paper_id is None else "AND paper_id = ?"
    rows = connection.execute(
        f"SELECT {', '.join(_COLUMNS)} FROM notes WHERE path <> '' {mine} ORDER BY key COLLATE NOCASE, id",
        () if paper_id is None else (paper_id,),
    )
    return (dict(zip(_COLUMNS, row, strict=True)) for row in rows)


def note(connection: sqlite3.Connection, name: str) -> Entry:
    """The note of a paper, or the one in the file called so. Raises NotFound or Ambiguous."""
    for one in notes(connection):
        if one["path"] == name:
            return one
    paper = resolve(connection, name)
    found = list(notes(connection, paper.id))
    if len(found) > 1:
        raise Ambiguous(
            f"{paper.key} has {len(found)} notes.", [one["path"] for one in found], "Name one by its file, as listed."
        )
    if not found:
        raise NotFound(f"{paper.key} has no note.", f"`fm note new {paper.key}` begins one.")
    return found[0]
