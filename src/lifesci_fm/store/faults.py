"""Why a library file cannot be used, each reason in one sentence: looked at before SQLite is asked, and after.

`check_file` reads the header itself, because SQLite's own answer to a text file or a foreign database comes late and
says little. `faults` turns what SQLite says later, bare or wrapped by SQLAlchemy, into LibraryUnusable.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lifesci_fm.errors import LibraryUnusable

#: SQLite's application id of an fm library: "fmlb" in ASCII, at offset 68 of the file.
APPLICATION_ID = 0x666D6C62

#: How long a command waits for another one that is writing.
BUSY_SECONDS = 30.0

_MAGIC = b"SQLite format 3\0"
_HEADER = 100  # bytes; https://www.sqlite.org/fileformat.html#the_database_header

_OTHER = "Name the right file with --library or FM_LIBRARY."
_RESTORE = "Bring back a backup; a copy made before an upgrade lies beside the library as *.before-*.sqlite."
_COPY = "Copy it to a folder you may write to, and name the copy with --library."


def check_file(path: Path) -> None:
    """Read the file's first bytes and refuse what is no library. Raises LibraryUnusable."""
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except FileNotFoundError:
        if path.parent.is_dir():
            raise LibraryUnusable(f"There is no library at {path}.", "Make one with: fm init.") from None
        raise LibraryUnusable(f"There is no library at {path}: its folder does not exist.", _OTHER) from None
    except IsADirectoryError:
        raise LibraryUnusable(f"{path} is a folder, not a library.", _OTHER) from None
    except OSError as fault:
        raise LibraryUnusable(f"{path} cannot be read: {fault.strerror}.", _OTHER) from fault
    if not header:
        remedy = "Remove it and run fm init, or name another with --library."
        raise LibraryUnusable(f"{path} is an empty file, not a library.", remedy)
    if not header.startswith(_MAGIC[: len(header)]):
        raise LibraryUnusable(f"{path} is not a SQLite file, so it is no library.", _OTHER)
    if len(header) < _HEADER:
        raise damaged(path, f"only {len(header)} bytes of it are left")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise LibraryUnusable(f"{path} is a SQLite file, but not a library of fm.", _OTHER)


def check_writable(path: Path, *, before_upgrade: bool = False) -> None:
    """Refuse a file, or a folder, that may not be written: SQLite needs both. Raises LibraryUnusable."""
    lead = "was made by an older fm and must be upgraded, but it " if before_upgrade else ""
    if not _may_write(path):
        raise LibraryUnusable(f"{path} {lead}is read-only.", _COPY)
    if not _may_write(path.parent):
        raise LibraryUnusable(f"{path} {lead}cannot be written: its folder {path.parent} is read-only.", _COPY)


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def check_revision(path: Path, stored: str, head: str) -> None:
    """Refuse a library of a revision that this fm does not know. Raises LibraryUnusable."""
    if stored > head:
        raise LibraryUnusable(
            f"{path} was written by a newer fm: it is of revision {stored}, and this fm knows {head}.",
            "Upgrade fm: pip install --upgrade lifesci_fm.",
        )


def damaged(path: Path, how: str) -> LibraryUnusable:
    """The library is there, but cannot be made sense of."""
    return LibraryUnusable(f"{path} is damaged: {how}.", _RESTORE)


def not_created(path: Path, fault: OSError) -> LibraryUnusable:
    """Why no library can be made at `path`."""
    folder = path.parent
    if isinstance(fault, NotADirectoryError | FileExistsError) or (folder.exists() and not folder.is_dir()):
        return LibraryUnusable(f"{folder} is no folder: it cannot hold the library {path.name}.", _OTHER)
    if isinstance(fault, FileNotFoundError):
        remedy = "Make the folder, or name another place with --library."
        return LibraryUnusable(f"There is no folder {folder} to keep the library {path.name} in.", remedy)
    remedy = "Name a place you may write to with --library."
    return LibraryUnusable(f"No library can be made at {path}: {fault.strerror or fault}.", remedy)


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Say faults of SQLite, bare or wrapped by SQLAlchemy, as LibraryUnusable; let everything else pass.

    Faults of the rows (a broken constraint) or of the statement (a syntax error) are ours, not the file's: they pass.
    """
    try:
        yield
    except Exception as fault:
        cause = getattr(fault, "orig", fault)
        said = _say(path, cause) if isinstance(cause, sqlite3.Error) else None
        if said is None:
            raise
        raise said from fault


def _say(path: Path, fault: sqlite3.Error) -> LibraryUnusable | None:
    match getattr(fault, "sqlite_errorcode", 0) & 0xFF:  # the low byte: extended codes refine it
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            what = f"{path} is locked: another program has been writing to it for {BUSY_SECONDS:.0f} seconds."
            return LibraryUnusable(what, "Wait until it ends, or close it, and try again.")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return LibraryUnusable(f"{path} is read-only.", _COPY)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return damaged(path, str(fault))
        case sqlite3.SQLITE_FULL:
            what = f"There is no room left on the disk to write {path}; it is unchanged."
            return LibraryUnusable(what, "Free some space and try again.")
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_IOERR:
            remedy = "Check that you may read and write the file and its folder."
            return LibraryUnusable(f"{path} cannot be used: {fault}.", remedy)
    return None
