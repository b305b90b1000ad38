"""The change log: triggers that write one row in `change` for each row a command inserts, updates or deletes.

`migrations/env.py` writes them after every migration; undo reads what they wrote. A row of the log belongs to the
newest row of `command` (0 when there is none: rows a library is born with). An insert logs the row's id alone, an
update or a delete the whole old row as JSON; rows that a foreign key's cascade deletes are logged like any other.

An UPDATE that leaves every column as it was logs nothing: the trigger itself compares (WHEN), not the library,
so that the log stays true whoever writes, a person at the sqlite3 prompt included. Only updates pay for it;
an import is nearly all inserts. Columns that only repeat what other rows say (`paper.year`) are no change either:
`settle` writes them once more for every new paper, and undo calls `settle` for the papers whose rows it brings back.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence

#: Tables that keep no log: origins are never changed or deleted, and the log does not log itself.
UNLOGGED = frozenset({"origin", "command", "change", "alembic_version"})

#: What a paper repeats of its title, versions, identifiers and authors; an update of these alone is not logged.
REPEATED = {
    "paper": frozenset(
        {"title_key", "prefix_key", "behind_key", "date", "year", "venue", "doi", "arxiv", "url", "first_author_key"}
    ),
}

_COMMAND = "coalesce((SELECT max(id) FROM command), 0)"


def write_triggers(connection: sqlite3.Connection) -> None:
    """Create the triggers of every logged table, for the columns it has now, in place of those it has."""
    triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (trigger,) in triggers:
        if trigger.startswith("log_"):
            connection.execute(f'DROP TRIGGER "{trigger}"')
    for table in logged_tables(connection):
        columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
        for statement in _triggers(table, columns, REPEATED.get(table, ())):
            connection.execute(statement)


def logged_tables(connection: sqlite3.Connection) -> list[str]:
    """The tables whose rows are logged: all that hold facts. A full-text index and its parts only repeat them."""
    found = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    indexes = tuple(name for name, sql in found if sql.startswith("CREATE VIRTUAL TABLE"))
    repeating = (*indexes, *(f"{name}_" for name in indexes), "sqlite_")
    return [name for name, _ in found if name not in UNLOGGED and not name.startswith(repeating)]


def _triggers(table: str, columns: Sequence[str], repeated: Collection[str]) -> list[str]:
    before = "json_object(" + ", ".join(f"'{column}', OLD.\"{column}\"" for column in columns) + ")"
    differs = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in columns if column not in repeated)
    events = (
        ("insert", "NEW", "NULL", ""),
        ("update", "OLD", before, f"\n  WHEN {differs}"),
        ("delete", "OLD", before, ""),
    )
    return [
        f'CREATE TRIGGER "log_{table}_{event}" AFTER {event.upper()} ON "{table}"{when} BEGIN\n'  # noqa: S608 - our names
        f"  INSERT INTO change (command_id, table_name, row_id, operation, before)\n"
        f"  VALUES ({_COMMAND}, '{table}', {row}.id, '{event}', {old});\n"
        "END"
        for event, row, old, when in events
    ]
