"""The library file: making it, opening it for reading or writing, and saying plainly why it cannot be opened.

This module is on the path of `fm list`: sqlite3 and light modules only. Alembic and
SQLAlchemy (0.3 s) are imported by `lifesci_fm.store.upgrade`, only when a library is made or is older than `HEAD`.

A library is recognised by SQLite's application id in its header, and its age by the revision Alembic stored.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lifesci_fm.config import user_data_path
from lifesci_fm.errors import LibraryUnusable, UnreadableInput
from lifesci_fm.store.faults import (
    BUSY_SECONDS,
    check_file,
    check_revision,
    check_writable,
    damaged,
    faults,
    not_created,
)
from lifesci_fm.store.release import HEAD, packaged, revision

# -- making ------------------------------------------------------------------------------------------------------


def create(path: Path, *, source: Path | None = None) -> bool:
    """Make a library at `path`: a copy of the library `source`, or an empty one with the default domains.

    It is built in a temporary folder beside `path` and put in place in one step. Returns False, and changes nothing,
    when `path` exists already, also when another process made it in the meantime. The folder must exist, unless it is
    fm's own data folder, which is made. Raises LibraryUnusable, or UnreadableInput for a `source` that is no library.
    """
    if os.path.lexists(path):
        return False
    import tempfile

    try:
        if path.parent == user_data_path():
            path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}-") as folder:
            fresh = Path(folder) / "new.sqlite"
            if source is None:
                _build_empty(fresh)
            else:
                _copy(source, fresh)
            connect(fresh).close()  # leaves it in WAL mode, which the file remembers
            return _put_in_place(fresh, path)
    except OSError as fault:
        raise not_created(path, fault) from fault


def create_from_starter(path: Path) -> bool:
    """Make a library at `path` from the starter library; like `create`."""
    return create(path, source=packaged("seed.sqlite"))


def _build_empty(path: Path) -> None:
    from lifesci_fm.store.transfer import load_rows
    from lifesci_fm.store.upgrade import migrate

    migrate(path)
    connection = connect(path)
    try:
        connection.execute("BEGIN")
        load_rows(connection, _default_domains(), name="the default domains", at="")
        connection.execute("DELETE FROM change")  # a library is born with these rows: nothing to undo
        connection.execute("COMMIT")
    finally:
        connection.close()


def _default_domains() -> Iterator[tuple[int, dict[str, Any]]]:
    from lifesci_fm.vocabulary import DOMAINS

    for number, domain in enumerate(DOMAINS, start=1):
        yield number, {"domain": domain.name, "label_zh": domain.label_zh, "aliases": list(domain.aliases)}


def _copy(source: Path, target: Path) -> None:
    """A consistent copy of a library that others may be writing to, brought to the newest revision."""
    try:
        check_file(source)
    except LibraryUnusable as fault:
        raise UnreadableInput(fault.message, "Give a library of fm; a dump of one is read by fm load.") from fault
    with faults(source):
        original, stored = _open_readonly(source)
        try:
            check_revision(source, stored, HEAD)
            copy = sqlite3.connect(target)
            try:
                original.backup(copy)
            finally:
                copy.close()
        finally:
            original.close()
    if stored != HEAD:
        from lifesci_fm.store.upgrade import migrate

        migrate(target)


def _put_in_place(fresh: Path, path: Path) -> bool:
    try:
        path.hardlink_to(fresh)  # unlike a rename, a link never replaces a file that appeared meanwhile
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links: claim the name, then rename over the claim
        try:
            path.touch(exist_ok=False)
        except FileExistsError:
            return False
        fresh.replace(path)
    return True


# -- opening -----------------------------------------------------------------------------------------------------


def connect_readonly(path: Path) -> sqlite3.Connection:
    """A connection that can only read, to a library of revision HEAD. An older library is upgraded first.

    Works in a folder and on a file that may not be written. Raises LibraryUnusable.
    """
    check_file(path)
    with faults(path):
        connection, stored = _open_readonly(path)
        if stored != HEAD:
            connection.close()
            check_revision(path, stored, HEAD)
            _upgrade(path)
            connection, _ = _open_readonly(path)
        return connection


def glance(path: Path) -> sqlite3.Connection:
    """A connection that can only read, for a question that nobody will wait for: nothing is made, nothing upgraded.

    An older library may lack what is asked of it (sqlite3.OperationalError). Raises LibraryUnusable.
    """
    check_file(path)
    with faults(path):
        connection, stored = _open_readonly(path, patience=0.1)
        if stored > HEAD:
            connection.close()
        check_revision(path, stored, HEAD)
        return connection


def connect(path: Path) -> sqlite3.Connection:
    """A connection for writing: foreign keys on, WAL, and transactions begun by whoever writes (`BEGIN IMMEDIATE`).

    Checks neither what the file is nor its revision; `prepare_writing` does. Threads may share it, one after another.
    """
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")  # in WAL mode a crash loses no consistency
        connection.execute("PRAGMA cache_size = -65536")  # 64 MB: a large import writes most pages once
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def prepare_writing(path: Path) -> None:
    """Make sure that `path` is a library of revision HEAD that may be written; upgrade an older one.

    Raises LibraryUnusable.
    """
    check_file(path)
    with faults(path):
        connection, stored = _open_readonly(path)
        connection.close()
    check_revision(path, stored, HEAD)
    check_writable(path)
    if stored != HEAD:
        _upgrade(path)


def _open_readonly(path: Path, *, patience: float = BUSY_SECONDS) -> tuple[sqlite3.Connection, str]:
    """A connection that only reads, and the stored revision.

    It is opened as one that may write, because only such a one removes SQLite's helper files when it is closed; SQLite
    itself falls back to reading where the file is write-protected.
    """
    try:
        return _opened(path, "mode=rw", patience)
    except sqlite3.OperationalError as fault:
        if not _needs_immutable(path, fault):
            raise
        return _opened(path, "mode=ro&immutable=1", patience)


def _opened(path: Path, options: str, patience: float) -> tuple[sqlite3.Connection, str]:
    uri = f"{path.absolute().as_uri()}?{options}"
    connection = sqlite3.connect(uri, uri=True, timeout=patience, isolation_level=None)
    try:
        connection.execute("PRAGMA query_only = ON")
        stored = revision(connection)
        if stored is None:
            raise damaged(path, "it does not say of which revision it is")
    except BaseException:
        connection.close()
        raise
    return connection, stored


def _needs_immutable(path: Path, fault: sqlite3.OperationalError) -> bool:
    """A WAL library where its helper files cannot be made is read as a file that nobody changes.

    Not if a log with content lies beside it: its transactions would be ignored.
    """
    if fault.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
        return False
    file = path.resolve()  # SQLite keeps the log beside the file itself, not beside a link to it
    log = file.with_name(file.name + "-wal")
    return not log.exists() or log.stat().st_size == 0


def _upgrade(path: Path) -> None:
    check_writable(path, before_upgrade=True)
    from lifesci_fm.store.upgrade import upgrade

    upgrade(path)
