"""How many of how many a table shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any


class Counting(Iterator[Any]):
    """Things, with their number so far."""

    def __init__(self, things: Iterable[Any]) -> None:
        self._things = iter(things)
        self.number = 0

    def __next__(self) -> Any:
        thing = next(self._things)
        self.number += 1
        return thing


def counted(noun: str, shown: int, cut: bool, total: int | None, where: str = "in the library") -> str:
    """A sentence: so many are shown, of so many that match (of a list that a limit `cut`) or else that there are.

    `total` is None where that is not known.
    """
    things = f"{shown} {noun}{'' if shown == 1 else 's'}"
    if total is None:
        return f"The first {things}; --limit 0 shows all." if cut else f"{things}."
    if total == shown:
        return f"{things}."
    return f"{shown} of {total} {noun}s; --limit 0 shows all." if cut else f"{things} of {total} {where}."
