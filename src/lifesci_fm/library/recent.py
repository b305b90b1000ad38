"""What is known of the batch in hand and of the one before it, by key.

A batch is matched while the one before is still being written, so that one cannot be asked for in the library yet.
What is older is written, and forgotten here.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, count
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Recent(Generic[K, V]):
    """One value a key; what the batch in hand says goes before what the last one said."""

    __slots__ = ("_before", "_now")

    def __init__(self) -> None:
        self._now: dict[K, V] = {}
        self._before: dict[K, V] = {}

    def turn(self) -> None:
        """A new batch begins: forget the one before the last."""
        self._before, self._now = self._now, {}

    def __setitem__(self, key: K, value: V) -> None:
        self._now[key] = value

    def __contains__(self, key: K) -> bool:
        return key in self._now or key in self._before

    def get(self, key: K) -> V | None:
        """The value of a key, None when it has none."""
        found = self._now.get(key)
        return self._before.get(key) if found is None else found

    def pop(self, key: K) -> None:
        """Forget a key."""
        self._now.pop(key, None)
        self._before.pop(key, None)

    def items(self) -> Iterator[tuple[K, V]]:
        """Keys and values; a key of both batches comes twice, the older value first."""
        return chain(self._before.items(), self._now.items())

    def latest(self) -> Sequence[V]:
        """The values that came with the batch in hand."""
        return list(self._now.values())


class RecentLists(Generic[K, V]):
    """Several values a key, in the order in which they came."""

    __slots__ = ("_before", "_now")

    def __init__(self) -> None:
        self._now: dict[K, list[V]] = {}
        self._before: dict[K, list[V]] = {}

    def turn(self) -> None:
        """A new batch begins: forget the one before the last."""
        self._before, self._now = self._now, {}

    def add(self, key: K, value: V) -> None:
        """One more value of a key."""
        known = self._now.get(key)
        if known is None:
            self._now[key] = [value]
        else:
            known.append(value)

    def get(self, key: K) -> Sequence[V]:
        """The values of a key."""
        before, now = self._before.get(key), self._now.get(key)
        return [*before, *now] if before and now else before or now or ()


class RecentRows(Generic[V]):
    """Values at places of the alphabet, in rows by how their places open; asked for what stands next to a place."""

    __slots__ = ("_before", "_counter", "_now", "_open")

    def __init__(self, letters: int) -> None:
        self._open = slice(letters)
        self._counter = count()  # of two values at one place the later stands behind: they are not compared
        self._now: dict[str, list[tuple[str, int, V]]] = defaultdict(list)
        self._before: dict[str, list[tuple[str, int, V]]] = {}

    def turn(self) -> None:
        """A new batch begins: forget the one before the last."""
        self._before, self._now = self._now, defaultdict(list)

    def __bool__(self) -> bool:
        return bool(self._now or self._before)

    def add(self, place: str, value: V) -> None:
        """One more value at a place."""
        insort(self._now[place[self._open]], (place, next(self._counter), value))

    def next_to(self, place: str, most: int) -> Iterator[tuple[str, V]]:
        """What stands next to a place in its row, so many on either side, each with its own place."""
        for rows in (self._before, self._now):
            if row := rows.get(place[self._open]):
                at = bisect_left(row, (place, -1))
                yield from ((other, value) for other, _, value in row[max(at - most, 0) : at + most])
