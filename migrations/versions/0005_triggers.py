"""The triggers of the full-text index name the one paper of a row: env.py writes them anew after this.

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing more: no table changes."""
