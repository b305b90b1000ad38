"""An index of how a title goes on behind a name: `scGPT: toward …` is found for `Toward …`.

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add it; the question that uses it is in `library/shelf.py`, in the same words."""
    op.get_bind().exec_driver_sql(
        "CREATE INDEX ix_paper_behind_name ON paper (first_author_key, lower(substr(title, instr(title, ': ') + 2, 6)))"
        " WHERE instr(title, ': ') > 0"
    )
