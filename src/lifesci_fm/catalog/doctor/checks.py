"""What a check is, and the list of them all."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from lifesci_fm.errors import UsageError
from lifesci_fm.text import nearest


class Severity(StrEnum):
    """How bad it is."""

    WRONG = "wrong"  # it cannot stay so
    SUSPICIOUS = "suspicious"  # a person should look at it


class Found(NamedTuple):
    """What a check says of one thing: citation keys or names, a sentence, and what to do next."""

    about: tuple[str, ...]
    message: str
    remedy: str


Examine = Callable[[sqlite3.Connection], Iterable[Found]]


@dataclass(frozen=True, slots=True)
class Check:
    """One kind of trouble. What a `mendable` one finds, `fm doctor --fix` sets right without being told how."""

    name: str
    severity: Severity
    mendable: bool
    examine: Examine


@dataclass(frozen=True, slots=True)
class Finding:
    """One trouble of one check."""

    check: Check
    found: Found


#: Every check by its name; the modules of this package fill it when they are imported.
CHECKS: dict[str, Check] = {}


def check(name: str, severity: Severity, *, mendable: bool = False) -> Callable[[Examine], Examine]:
    """Register a function as a check."""

    def register(examine: Examine) -> Examine:
        CHECKS[name] = Check(name, severity, mendable, examine)
        return examine

    return register


def examine(connection: sqlite3.Connection, names: Sequence[str] = ()) -> Iterator[Finding]:
    """Run these checks, or all. Raises UsageError for a name that no check has."""
    from lifesci_fm.catalog.doctor import file, papers, things  # noqa: F401 - they register their checks

    for name in names:
        if name not in CHECKS:
            close = nearest(name, CHECKS)
            remedy = f"Did you mean {' or '.join(close)}?" if close else f"Checks are {', '.join(CHECKS)}."
            raise UsageError(f"fm doctor has no check {name!r}.", remedy)
    chosen = [CHECKS[name] for name in dict.fromkeys(names)] or list(CHECKS.values())
    for one in chosen:
        for found in one.examine(connection):
            yield Finding(one, found)
