"""Running the real `fm` as a process of its own, in a pipe or on a pseudo-terminal, in a room without a home."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

FM = [sys.executable, "-m", "lifesci_fm"]


class Ran(NamedTuple):
    """What a run left behind."""

    code: int
    out: str
    err: str


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """This process's, which conftest has cleared of everything personal, and `extra`; an empty value removes."""
    merged = {**os.environ, "PYTHONUTF8": "1", **(extra or {})}
    return {name: value for name, value in merged.items() if value}


def fm(library: Path | None, *words: str, env: Mapping[str, str] | None = None, cwd: Path | None = None) -> Ran:
    """`fm --library LIBRARY WORDS…` with its output in pipes."""
    named = ["--library", str(library)] if library else []
    done = subprocess.run(
        [*FM, *named, *words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(env),
        cwd=cwd,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr or "--debug" in words, done.stderr
    return Ran(done.returncode, done.stdout, done.stderr)


def fm_on_terminal(
    library: Path, *words: str, width: int = 80, env: Mapping[str, str] | None = None, typed: str = ""
) -> Ran:
    """The same on a pseudo-terminal of this width, which gets both streams (`out`) and on which `typed` is typed."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    terminal = {"TERM": "xterm-256color", "NO_COLOR": "", "COLUMNS": "", **(env or {})}
    child = subprocess.Popen(
        [*FM, "--library", str(library), *words], stdin=theirs, stdout=theirs, stderr=theirs, env=environment(terminal)
    )
    os.close(theirs)
    os.write(ours, typed.encode())
    heard = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # Linux says so when the other end is closed
            break
        if not piece:
            break
        heard += piece
    os.close(ours)
    return Ran(child.wait(timeout=60), heard.decode("utf-8").replace("\r\n", "\n"), "")


def imported_by(script: str, *modules: str) -> set[str]:
    """Those of these modules that Python has imported once it has run a script."""
    script = f"{script}\nimport sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return {*modules} & {*done.stdout.split()}
