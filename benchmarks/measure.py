"""Whole-process time and peak memory of commands, taken in turn so that a drifting machine is fair to all.

A B C A B C … : every round runs each command once; a ratio is taken round by round and its median quoted.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import statistics
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    """One finished process: wall seconds, peak resident memory in MB, seconds of a processor."""

    seconds: float
    megabytes: float
    processor: float


def run(command: Sequence[str], environ: Mapping[str, str], *, terminal: bool = False, quiet: bool = False) -> Run:
    """Run a command to its end, output thrown away, with byte code kept as in an installed program.

    It may write to a `terminal` of 40 lines and 120 columns; `quiet` throws away what it says on stderr, too. Raises
    CalledProcessError when it fails.
    """
    environ = {name: value for name, value in environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    reader, out = pty.openpty() if terminal else (-1, subprocess.DEVNULL)
    if terminal:
        fcntl.ioctl(out, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        threading.Thread(target=_drain, args=[reader], daemon=True).start()
    errors = subprocess.DEVNULL if quiet else None
    began = time.perf_counter()
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=errors, env=environ)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - began
    if terminal:
        os.close(out)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, list(command))
    megabytes = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return Run(seconds, megabytes, usage.ru_utime + usage.ru_stime)


def _drain(reader: int) -> None:
    with contextlib.suppress(OSError):  # the other end is closed
        while os.read(reader, 65536):
            pass
    os.close(reader)


def compare(
    commands: Mapping[str, Sequence[str]], yardstick: str, *, rounds: int = 15, environ: Mapping[str, str] = os.environ
) -> str:
    """A Markdown table: median seconds, peak MB and the median ratio to the yardstick, taken in one run."""
    taken: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            result = run(command, environ)
            if number:  # the first round fills the file cache
                taken[name].append(result)
    base = [r.seconds for r in taken[yardstick]]
    rows = ["| command | median s | peak MB | × yardstick |", "|---|---|---|---|"]
    for name, runs in taken.items():
        ratio = statistics.median(r.seconds / b for r, b in zip(runs, base, strict=True))
        seconds = statistics.median(r.seconds for r in runs)
        rows.append(f"| {name} | {seconds:.3f} | {max(r.megabytes for r in runs):.0f} | {ratio:.2f} |")
    return "\n".join(rows)
