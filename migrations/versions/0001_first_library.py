"""The first library: its tables, and the views that everybody reads. The change log's triggers come from env.py.

Revision ID: 0001
Revises: nothing
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

from lifesci_fm.store.script import statements

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_SQL = Path(__file__).resolve().parent.parent / "sql"


def upgrade() -> None:
    """Create everything in a file that holds nothing."""
    connection = op.get_bind()
    for name in ("0001_tables.sql", "0001_views.sql"):
        for statement in statements((_SQL / name).read_text(encoding="utf-8")):
            connection.exec_driver_sql(statement)
