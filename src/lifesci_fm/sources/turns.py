"""A source's interval kept by all runs of fm on a machine: arXiv counts its three seconds over all programs.

A file holds the time of the last request, and its lock the request that is under way. Where it cannot be kept (a
read-only home), each run keeps the interval for itself.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

#: Seconds to wait for another run's request: longer than any takes, so that one that was halted stops nobody.
PATIENCE = 30.0


@contextmanager
def shared_turn(file: Path, interval: float) -> Iterator[None]:
    """Wait until no other run asks and `interval` seconds have passed since the last one did; then it is our turn."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        held = file.open("a+b")
    except OSError:
        yield
        return
    with held:
        _lock(held)
        time.sleep(min(interval, max(0.0, _last(held) + interval - time.time())))
        try:
            yield
        finally:
            with suppress(OSError):
                held.truncate(0)
                held.write(repr(time.time()).encode())


def _last(held: BinaryIO) -> float:
    """When the source was last asked, in seconds since 1970; 0 where nobody knows, or the clock was set back."""
    held.seek(0)
    try:
        last = float(held.read(40))
    except (OSError, ValueError):
        return 0.0
    return last if last <= time.time() else 0.0


def _lock(held: BinaryIO) -> None:
    """Take the file's lock, which ends with its closing, or with this process."""
    try:
        import fcntl
    except ImportError:  # not on Windows: two runs may ask at one moment there
        return
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            time.sleep(0.05)
        except OSError:  # a file system without locks
            return
