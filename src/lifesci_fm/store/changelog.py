"""The change log: triggers that write one row in `change` for each row a command inserts, updates or deletes.

Migrations call `write_triggers` for the tables they create or alter; undo reads what the triggers wrote. The
triggers belong to the newest row of `command` (0 when there is none: rows a library is born with). An insert logs
its row id alone, an update or a delete the whole old row as JSON; rows that a foreign key's cascade deletes are
logged like any other.

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

_COMMAND = "coalesce((SELECT max(id) FROM command), 0)"


def logged_tables(connection: sqlite3.Connection) -> list[str]:
    """Names of the tables whose rows are logged, sorted."""
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    )
    return sorted(name for (name,) in found if name not in UNLOGGED)


def write_triggers(connection: sqlite3.Connection, table: str, repeated: Collection[str] = ()) -> None:
    """Create the three triggers of a table, replacing those it has, for the columns it has now.

    An update of the columns `repeated` alone is not logged.
    """
    columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
    for operation in ("insert", "update", "delete"):
        connection.execute(f'DROP TRIGGER IF EXISTS "{_name(table, operation)}"')
    for statement in _triggers(table, columns, repeated):
        connection.execute(statement)


def _name(table: str, operation: str) -> str:
    return f"log_{table}_{operation}"


def _triggers(table: str, columns: Sequence[str], repeated: Collection[str]) -> list[str]:
    before = "json_object(" + ", ".join(f"'{column}', OLD.\"{column}\"" for column in columns) + ")"
    differs = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in columns if column not in repeated)
    events = (
        ("insert", "NEW", "NULL", ""),
        ("update", "OLD", before, f"\n  WHEN {differs}"),
        ("delete", "OLD", before, ""),
    )
    return [
        f'CREATE TRIGGER "{_name(table, event)}" AFTER {event.upper()} ON "{table}"{when} BEGIN\n'  # noqa: S608 - our names
        f"  INSERT INTO change (command_id, table_name, row_id, operation, before)\n"
        f"  VALUES ({_COMMAND}, '{table}', {row}.id, '{event}', {old});\n"
        "END"
        for event, row, old, when in events
    ]
