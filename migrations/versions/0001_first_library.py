"""The first library: tables, the views everybody reads, and the triggers of the change log.

Revision ID: 0001
Revises: nothing
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from alembic import op

from lifesci_fm.store.changelog import logged_tables, write_triggers
from lifesci_fm.store.script import statements

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

#: What a paper repeats of its versions, identifiers and authors (lifesci_fm.store.settle): no change of its own.
_REPEATED = {
    "paper": ("title_key", "date", "year", "venue", "doi", "arxiv", "url", "first_author_key"),
}

_SQL = Path(__file__).resolve().parent.parent / "sql"


def upgrade() -> None:
    """Create everything in a file that holds nothing."""
    connection = op.get_bind()
    for name in ("0001_tables.sql", "0001_views.sql"):
        for statement in statements((_SQL / name).read_text(encoding="utf-8")):
            connection.exec_driver_sql(statement)
    database = connection.connection.dbapi_connection
    assert isinstance(database, sqlite3.Connection)  # noqa: S101 - tells mypy what SQLAlchemy wraps here
    for table in logged_tables(database):
        write_triggers(database, table, _REPEATED.get(table, ()))
