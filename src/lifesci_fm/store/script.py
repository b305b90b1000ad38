"""Cutting an SQL script into statements, so that it can run inside a transaction.

`sqlite3.Connection.executescript` commits whatever is open before it begins, which would make a migration
that fails halfway leave half of its work behind.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator


def statements(script: str) -> Iterator[str]:
    """The statements of a script in order, each ending in its semicolon; triggers stay whole."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""
    if statement.strip():
        yield statement.strip()
