"""Alembic's entry: runs the migrations on the connection that `lifesci_fm.store.upgrade` hands over.

The caller owns the transaction: all revisions and the new stamp are committed together or not at all. Migrations
only go forward; there is no offline mode, because what a migration does depends on the library it meets.

The triggers of the change log and of the full-text index are written anew after every run: a table that was rebuilt has
lost its own, and a new column must be in them. A migration need not think of them.
"""

from __future__ import annotations

import sqlite3

from alembic import context
from sqlalchemy import Connection

from lifesci_fm.store import changelog, fulltext

connection = context.config.attributes.get("connection")
if not isinstance(connection, Connection):
    raise RuntimeError("Run migrations through lifesci_fm.store.upgrade: it backs up and opens the transaction.")

context.configure(connection=connection, transaction_per_migration=False)
with context.begin_transaction():
    context.run_migrations()
    database = connection.connection.dbapi_connection
    assert isinstance(database, sqlite3.Connection)  # noqa: S101 - tells mypy what SQLAlchemy wraps here
    changelog.write_triggers(database)
    fulltext.write_triggers(database)
