"""The keys that a text cites."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cited:
    """Keys in the order of their first citation; `everything` when the text cites all there is (`\\nocite{*}`)."""

    keys: tuple[str, ...] = ()
    everything: bool = False

    def __or__(self, other: Cited) -> Cited:
        """What either of two texts cites."""
        keys = tuple(dict.fromkeys((*self.keys, *other.keys)))
        return Cited(keys, self.everything or other.everything)


def gather(lists: Iterable[str]) -> Cited:
    """What lists of keys, separated by commas, cite."""
    keys = [key for keys in lists for part in keys.split(",") if (key := part.strip())]
    return Cited(tuple(dict.fromkeys(key for key in keys if key != "*")), "*" in keys)
