"""Long tables on a terminal, one screen at a time: by the program that PAGER names, as `man` and `git` do it.

FM_PAGER goes before PAGER; without either, with `cat`, with `--no-pager`, or on a terminal that says it is dumb,
nothing is paged. What fits on the screen is printed as it is.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TextIO


@contextmanager
def screen() -> Iterator[TextIO]:
    """Where to write what may be long: stdout, or a stream that becomes the pager's when the screen is full."""
    command = _command()
    if not command or not sys.stdout.isatty():
        yield sys.stdout
        return
    stream = _Screen(command)
    try:
        yield stream  # type: ignore[misc]  # it has what printing needs: write and flush
    finally:
        stream.end()


def _command() -> list[str]:
    import shlex

    named = os.environ.get("FM_PAGER")
    try:
        words = shlex.split(os.environ.get("PAGER", "") if named is None else named)
    except ValueError:  # a quotation mark that nothing closes
        return []
    if os.environ.get("TERM") == "dumb":
        return []
    return words if words and words != ["cat"] and shutil.which(words[0]) else []


class _Screen:
    """Keeps text back until it is more than a screenful, then starts the pager and hands it over."""

    def __init__(self, command: list[str]) -> None:
        self._command = command
        self._room = shutil.get_terminal_size().lines - 1
        self._kept: list[str] = []
        self._pager: subprocess.Popen[str] | None = None

    def write(self, text: str) -> int:
        """Print some text. Raises BrokenPipeError when the reader has left the pager."""
        if self._pager:
            assert self._pager.stdin  # noqa: S101 - tells mypy what we asked for
            return self._pager.stdin.write(text)
        self._kept.append(text)
        self._room -= text.count("\n")
        if self._room < 0:
            self._start()
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Print several texts."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Nothing is kept back once the pager runs."""

    def _start(self) -> None:
        environ = {"LESS": "FRX", "LV": "-c", **os.environ}
        sys.stdout.flush()
        self._pager = subprocess.Popen(  # noqa: S603 - the user's own setting
            self._command, stdin=subprocess.PIPE, text=True, encoding="utf-8", env=environ
        )
        kept, self._kept = self._kept, []
        self.write("".join(kept))

    def end(self) -> None:
        """Print what was kept back, or wait until the reader has read."""
        if not self._pager:
            sys.stdout.write("".join(self._kept))
            return
        import signal

        before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the pager
        try:
            self._pager.communicate()  # closes its input; a reader who left early is no fault
        finally:
            signal.signal(signal.SIGINT, before)
