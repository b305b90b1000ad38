"""Bringing a library to the newest revision with Alembic. Imported only when a library is made or is older.

Migrations run in one transaction of our own, with foreign keys off (Alembic rebuilds a table by dropping it, which
with foreign keys on would delete the rows that point to it) and `PRAGMA foreign_key_check` before the commit.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from lifesci_fm.errors import LibraryUnusable
from lifesci_fm.store.faults import APPLICATION_ID, BUSY_SECONDS, faults
from lifesci_fm.store.release import HEAD, packaged, revision


def migrate(path: Path) -> None:
    """Run every migration that `path` lacks, all or none. An empty file becomes a library without rows.

    Raises LibraryUnusable when rows would be left pointing nowhere; the file is then as it was.
    """
    _migrate(path, backup=False)


def upgrade(path: Path) -> Path | None:
    """Bring an older library to the newest revision; returns the copy made first (None: another process was faster).

    The copy stands beside the library under the revision it had: `library.before-0002.sqlite`.
    """
    return _migrate(path, backup=True)


#: Bytes. A paper with its abstract takes some 1,700, twice with the index: into 4,096, SQLite's own choice, go two.
_PAGE = 8192


def _migrate(path: Path, *, backup: bool) -> Path | None:
    config = Config()
    config.set_main_option("script_location", str(packaged("migrations")).replace("%", "%%"))
    engine = create_engine("sqlite://", creator=lambda: _connect(path), poolclass=NullPool)
    copy = None
    with faults(path), engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # whoever comes second waits here and finds nothing to do
        database = connection.connection.dbapi_connection
        assert isinstance(database, sqlite3.Connection)  # noqa: S101 - tells mypy what our creator returned
        if backup:
            copy = _back_up(path, revision(database))
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        orphans = database.execute("PRAGMA foreign_key_check").fetchall()
        if orphans:
            raise LibraryUnusable(
                f"{path} could not be upgraded: {len(orphans)} rows would point to rows that do not exist "
                f"(the first in table {orphans[0][0]}).",
                "The library is unchanged; please report this with the file.",
            )
        connection.commit()
    return copy


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    connection.execute(f"PRAGMA page_size = {_PAGE}")  # of a new file; one that has tables keeps its own
    connection.execute("PRAGMA foreign_keys = OFF")
    # a rebuilt table is renamed into place while the views that read it miss it; newer SQLite would refuse
    connection.execute("PRAGMA legacy_alter_table = ON")
    return connection


def _back_up(path: Path, stored: str | None) -> Path | None:
    """A consistent copy beside the library, unless it is at the newest revision by now."""
    if stored == HEAD:
        return None
    number = 1
    while True:
        mark = f"before-{HEAD}" if number == 1 else f"before-{HEAD}-{number}"
        copy = path.with_name(f"{path.stem}.{mark}{path.suffix}")
        if not copy.exists():
            break
        number += 1
    fresh = copy.with_name(copy.name + ".new")
    source, target = sqlite3.connect(path, timeout=BUSY_SECONDS), sqlite3.connect(fresh)
    try:
        source.backup(target)
    finally:
        target.close()
        source.close()
    fresh.replace(copy)
    return copy
