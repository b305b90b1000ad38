"""How fast a source may be asked: seconds between requests and requests at one time, adapted from its own headers.

One `Pace` a source, shared by all threads. Limits only tighten during a run: the pools of one source differ (Crossref
allows ten single works a second but three lists), and the strictest seen suits them all.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Condition

from lifesci_fm.sources.source import Rate
from lifesci_fm.sources.turns import shared_turn


class Pace:
    """The gate in front of one source; with a file, one gate for all runs that share the file."""

    def __init__(self, rate: Rate, file: Path | None = None) -> None:
        self._file = file
        self._interval = rate.interval
        self._concurrency = rate.concurrency
        self._in_flight = 0
        self._next = 0.0  # monotonic time before which no request may start
        self._changed = Condition()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until a request may start; the request is over when the block ends."""
        with self._changed:
            while True:
                wait = self._next - time.monotonic()
                if self._in_flight < self._concurrency and wait <= 0:
                    break
                self._changed.wait(wait if self._in_flight < self._concurrency else None)
            self._in_flight += 1
            self._next = time.monotonic() + self._interval
        try:
            with shared_turn(self._file, self._interval) if self._file else nullcontext():
                yield
        finally:
            with self._changed:
                self._in_flight -= 1
                if self._concurrency == 1:
                    # one at a time means a rest between two: the interval counts from the end of the first
                    self._next = max(self._next, time.monotonic() + self._interval)
                self._changed.notify_all()

    def rest(self, seconds: float) -> None:
        """Nobody asks this source for so long: it said so (`Retry-After`), or it is struggling."""
        with self._changed:
            self._next = max(self._next, time.monotonic() + seconds)
            self._changed.notify_all()

    def learn(self, headers: Mapping[str, str]) -> None:
        """Take the limits from an answer (`x-rate-limit-limit`, `-interval`, `x-concurrency-limit`: Crossref)."""
        limit, concurrency = _number(headers, "x-rate-limit-limit"), _number(headers, "x-concurrency-limit")
        seconds = _number(headers, "x-rate-limit-interval") or 1
        with self._changed:
            if limit:
                self._interval = max(self._interval, seconds / limit)
            if concurrency:
                self._concurrency = min(self._concurrency, concurrency)


def _number(headers: Mapping[str, str], name: str) -> int:
    """A header such as `10` or `1s`; 0 when it is absent or odd."""
    found = re.fullmatch(r"\s*([0-9]{1,6})s?\s*", headers.get(name, ""))
    return int(found[1]) if found else 0
