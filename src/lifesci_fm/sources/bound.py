"""A bound on time that holds whatever the other side does.

The time-outs of a connection count from one piece to the next: a server that sends a byte now and then outlasts them,
and so does a name that does not resolve.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

Result = TypeVar("Result")


def within(seconds: float, work: Callable[[], Result]) -> Result:
    """What `work` returns or raises. Raises TimeoutError after so many seconds.

    Work that is given up goes on in a daemon thread, which keeps neither the caller nor the end of the program.
    """
    future: Future[Result] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as fault:  # it belongs to the caller's thread, which raises it
            future.set_exception(fault)

    Thread(target=run, name="fm-attempt", daemon=True).start()
    return future.result(timeout=seconds)
