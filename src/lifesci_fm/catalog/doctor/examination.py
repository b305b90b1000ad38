"""Running the checks. Importing their modules registers them, in the order in which they run."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lifesci_fm.catalog.doctor import file, papers, things  # noqa: F401 - they register their checks
from lifesci_fm.catalog.doctor.checks import CHECKS, Check, Found
from lifesci_fm.errors import UsageError
from lifesci_fm.text import suggestion


@dataclass(frozen=True, slots=True)
class Finding:
    """One trouble of one check."""

    check: Check
    found: Found


def examine(connection: sqlite3.Connection, names: Sequence[str] = ()) -> Iterator[Finding]:
    """Run these checks, or all. Raises UsageError for a name that no check has."""
    for name in names:
        if name not in CHECKS:
            remedy = suggestion(name, CHECKS, f"Checks are {', '.join(CHECKS)}.")
            raise UsageError(f"fm doctor has no check {name!r}.", remedy)
    chosen = [CHECKS[name] for name in dict.fromkeys(names)] or list(CHECKS.values())
    for one in chosen:
        for found in one.examine(connection):
            yield Finding(one, found)
