"""What this release of fm brings: the newest revision of a library, and the files that ship with the package."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from lifesci_fm.errors import LibraryUnusable

#: The newest revision in migrations/versions; a test holds it equal to Alembic's head. Revisions sort as text.
HEAD = "0007"


def packaged(name: str) -> Path:
    """A file or folder that ships with fm: `seed.sqlite` or `migrations`.

    In a wheel it lies inside the package; an editable install runs from a checkout, where it lies at the top.
    """
    inside = name if name == "migrations" else f"data/{name}"
    package = Path(__file__).resolve().parent.parent
    for place in (package / inside, package.parent.parent / inside):
        if place.exists():
            return place
    remedy = "Install fm again: pip install --force-reinstall lifesci_fm."
    raise LibraryUnusable(f"This installation of fm lacks its {name}.", remedy)


def revision(connection: sqlite3.Connection) -> str | None:
    """The revision stored in a library; None when there is none."""
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError as fault:
        if "no such table" in str(fault):
            return None
        raise
    return str(row[0]) if row else None
