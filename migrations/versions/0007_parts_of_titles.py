"""Columns for the parts of a title about its colon and for the repository of a link, each with an index.

What a title says behind a name was compared by six letters as they stand; `scGPT: A large …` was not found for
`Large …`, `The NT: …` not for a plan's `NT`, and repositories were looked for in every link there is.

Revision ID: 0007
Revises: 0006
"""

from __future__ import annotations

import sqlite3

from alembic import op

from lifesci_fm.store.derived import behind_key, prefix_key, repository_key

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "DROP INDEX ix_paper_behind_name",
    "ALTER TABLE paper ADD COLUMN prefix_key VARCHAR",
    "ALTER TABLE paper ADD COLUMN behind_key VARCHAR",
    "ALTER TABLE link ADD COLUMN repository_key VARCHAR",
    "UPDATE paper SET prefix_key = fm_prefix_key(title), behind_key = fm_behind_key(title) WHERE title IS NOT NULL",
    "UPDATE link SET repository_key = fm_repository_key(url)",
    "CREATE INDEX ix_paper_author_behind ON paper (first_author_key, behind_key) WHERE behind_key IS NOT NULL",
    "CREATE INDEX ix_paper_behind ON paper (behind_key) WHERE behind_key IS NOT NULL",
    "CREATE INDEX ix_paper_prefix ON paper (prefix_key) WHERE prefix_key IS NOT NULL",
    "CREATE INDEX ix_link_repository ON link (repository_key) WHERE repository_key IS NOT NULL",
)


def upgrade() -> None:
    """Add and fill them."""
    connection = op.get_bind()
    database = connection.connection.dbapi_connection
    assert isinstance(database, sqlite3.Connection)  # noqa: S101 - tells mypy what SQLAlchemy wraps here
    for make in (prefix_key, behind_key, repository_key):
        database.create_function(f"fm_{make.__name__}", 1, make, deterministic=True)
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
