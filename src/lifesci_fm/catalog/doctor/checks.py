"""What a check is, and the register of them all."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


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


#: Every check by its name; the modules of this package fill it when they are imported.
CHECKS: dict[str, Check] = {}


def check(name: str, severity: Severity, *, mendable: bool = False) -> Callable[[Examine], Examine]:
    """Register a function as a check."""

    def register(examine: Examine) -> Examine:
        CHECKS[name] = Check(name, severity, mendable, examine)
        return examine

    return register
