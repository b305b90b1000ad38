"""What is said of a model and another one: its predecessors. Indexes for what a reader says of papers.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# The other model is named, not pointed to: a library need not hold it, and a dump names nothing that stands below.
_STATEMENTS = (
    """
    CREATE TABLE model_relation (
      id INTEGER NOT NULL,
      model_id INTEGER NOT NULL,
      kind VARCHAR NOT NULL,
      other VARCHAR NOT NULL,
      other_key VARCHAR NOT NULL,
      origin_id INTEGER NOT NULL,
      PRIMARY KEY (id),
      UNIQUE (model_id, kind, other_key),
      FOREIGN KEY(model_id) REFERENCES model (id) ON DELETE CASCADE,
      FOREIGN KEY(origin_id) REFERENCES origin (id)
    )
    """,
    "CREATE INDEX ix_model_relation_other_key ON model_relation (other_key)",
    """
    CREATE VIEW model_relations AS
    SELECT r.model_id, m.name AS model, r.kind, o.id AS other_id, coalesce(o.name, r.other) AS other
    FROM model_relation r JOIN model m ON m.id = r.model_id
    LEFT JOIN model o ON o.id = coalesce(
      (SELECT id FROM model WHERE name_key = r.other_key),
      (SELECT min(model_id) FROM model_alias WHERE alias_key = r.other_key))
    """,
    # few papers are rated, and they are asked for by name
    "CREATE INDEX ix_paper_rating ON paper (rating) WHERE rating IS NOT NULL",
    "CREATE INDEX ix_paper_priority ON paper (priority) WHERE priority IS NOT NULL",
    "CREATE INDEX ix_reading_event_date ON reading_event (date)",
)


def upgrade() -> None:
    """Add them."""
    connection = op.get_bind()
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
