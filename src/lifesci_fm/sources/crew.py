"""Threads that ask sources while the caller takes answers as they come.

One lane a source, so that a slow source (arXiv rests three seconds between two requests) never keeps another waiting.
The threads are daemons: a source that hangs in a way no time-out catches delays neither the caller nor the end of
the program.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Generic, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Done(Generic[Job, Result]):
    """A job with its result, or with what it raised."""

    job: Job
    result: Result | None
    fault: Exception | None


class Crew(Generic[Job, Result]):
    """Runs `work(job)` in the background."""

    def __init__(self, work: Callable[[Job], Result]) -> None:
        self._work = work
        self._lanes: dict[str, SimpleQueue[Job | None]] = {}
        self._threads: list[tuple[str, Thread]] = []
        self._done: SimpleQueue[Done[Job, Result]] = SimpleQueue()

    def submit(self, lane: str, width: int, job: Job) -> None:
        """Queue a job in a lane, which is worked on by `width` threads from its first job on."""
        if lane not in self._lanes:
            self._lanes[lane] = SimpleQueue()
            for number in range(width):
                name = f"fm-{lane}-{number}"
                thread = Thread(target=self._run, args=(self._lanes[lane],), name=name, daemon=True)
                thread.start()
                self._threads.append((lane, thread))
        self._lanes[lane].put(job)

    def next(self, patience: float) -> Done[Job, Result] | None:
        """The next finished job; None when none finished in so many seconds."""
        try:
            return self._done.get(timeout=patience)
        except Empty:
            return None

    def close(self) -> None:
        """Let the threads end after what they are at."""
        for lane, _ in self._threads:
            queue = self._lanes[lane]
            with suppress(Empty):
                while queue.get_nowait() is not None:
                    pass
        for lane, _ in self._threads:
            self._lanes[lane].put(None)

    def _run(self, lane: SimpleQueue[Job | None]) -> None:
        while (job := lane.get()) is not None:
            try:
                self._done.put(Done(job, self._work(job), None))
            except Exception as fault:  # it belongs to the caller's thread, which raises it
                self._done.put(Done(job, None, fault))
