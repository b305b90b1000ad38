"""Running the real `fm` as a process of its own, in a pipe or on a pseudo-terminal, in a room without a home."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import Thread
from typing import NamedTuple

FM = [sys.executable, "-m", "lifesci_fm"]
_ENDED = b"\x00the child has ended\x00"


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
    os.write(ours, typed.encode())
    # Linux can lose what was written just before the last end over there is closed: ours stays open until it has
    # said, behind all that the child wrote, that the child has ended.
    ending = Thread(target=_say_when_ended, args=(child, theirs))
    ending.start()
    heard = b""
    while not heard.endswith(_ENDED):
        heard += os.read(ours, 65536)
    ending.join()
    os.close(theirs)
    os.close(ours)
    return Ran(child.returncode, heard.removesuffix(_ENDED).decode("utf-8").replace("\r\n", "\n"), "")


def _say_when_ended(child: subprocess.Popen[bytes], terminal: int) -> None:
    try:
        child.wait(timeout=60)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    os.write(terminal, _ENDED)


def imported_by(script: str, *modules: str) -> set[str]:
    """Those of these modules that Python has imported once it has run a script."""
    script = f"{script}\nimport sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return {*modules} & {*done.stdout.split()}
