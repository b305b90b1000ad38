"""Real shells on a pseudo-terminal, with a person at the keys.

In their PATH stands an `fm` that answers the shell as the real one does, and otherwise prints the words it was given as
`<word>`: what a completed line means to the shell is what counts.
"""

from __future__ import annotations

import os
import pty
import select
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest

from running import environment

_ASKED = 15.0  # seconds until a shell that says nothing is given up


def need(shell: str) -> None:
    """Skip where there is no such shell."""
    if not shutil.which(shell):
        pytest.skip(f"no {shell} on this computer")


def stand_in(folder: Path) -> Path:
    """The `fm` of the module's words, in a folder for PATH."""
    folder.mkdir(exist_ok=True)
    program = folder / "fm"
    program.write_text(
        f'#!/bin/sh\n[ -n "$_FM_COMPLETE" ] && exec {sys.executable} -m lifesci_fm "$@"\nprintf "<%s>" "$@"\necho\n'
    )
    program.chmod(0o755)
    return folder


class Keyboard:
    """An interactive shell and what it has printed so far."""

    def __init__(self, command: list[str], folder: Path, library: Path) -> None:
        path = os.pathsep.join((str(stand_in(folder / "bin")), os.environ["PATH"]))
        environ = {"PATH": path, "FM_LIBRARY": str(library), "TERM": "xterm", "PS1": "$ ", "HOME": str(folder)}
        self._child, self._ours = pty.fork()  # unlike a subprocess, it has the terminal to itself
        if not self._child:
            os.chdir(folder)
            os.execvpe(command[0], command, environment(environ))
        self._heard = b""

    def __enter__(self) -> Keyboard:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._ours)
        os.kill(self._child, signal.SIGKILL)
        os.waitpid(self._child, 0)

    def type(self, keys: str) -> None:
        """Press keys; `\\t` is the Tab key."""
        os.write(self._ours, keys.encode())

    def see(self, text: str) -> None:
        """Wait until this has been printed; what came before is forgotten."""
        wanted, until = text.encode(), time.monotonic() + _ASKED
        while wanted not in self._heard:
            ready, _, _ = select.select([self._ours], [], [], max(0.0, until - time.monotonic()))
            assert ready, f"no {text!r} in {self._heard.decode(errors='replace')!r}"
            try:
                self._heard += os.read(self._ours, 65536)
            except OSError:
                raise AssertionError(
                    f"the shell ended without {text!r}: {self._heard.decode(errors='replace')}"
                ) from None
        self._heard = self._heard.split(wanted, 1)[1]
