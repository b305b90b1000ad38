"""Indexes for what papers are and have: complete, retracted, an abstract, a preprint, a published version.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# The conditions of partial indexes stand in the queries word for word: by that SQLite knows that it may use them.
_STATEMENTS = (
    "DROP INDEX ix_paper_incomplete",
    "CREATE INDEX ix_paper_complete ON paper (complete)",
    "CREATE INDEX ix_paper_retracted ON paper (retracted) WHERE retracted = 1",
    "CREATE INDEX ix_paper_abstract ON paper (id) WHERE abstract <> ''",
    "CREATE INDEX ix_version_preprint ON version (paper_id) WHERE kind = 'preprint'",
    "CREATE INDEX ix_version_published ON version (paper_id) WHERE kind = 'published'",
)


def upgrade() -> None:
    """Add them."""
    connection = op.get_bind()
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
