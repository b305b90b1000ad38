"""Alembic's entry: runs the migrations on the connection that `lifesci_fm.store.upgrade` hands over.

The caller owns the transaction: all revisions and the new stamp are committed together or not at all. Migrations
only go forward; there is no offline mode, because what a migration does depends on the library it meets.
"""

from __future__ import annotations

from alembic import context

connection = context.config.attributes.get("connection")
if connection is None:
    raise SystemExit("Run migrations through lifesci_fm.store.upgrade: it backs up and opens the transaction.")

context.configure(connection=connection, transaction_per_migration=False)
with context.begin_transaction():
    context.run_migrations()
