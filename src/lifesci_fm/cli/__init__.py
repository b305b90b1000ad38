"""Words in, words out: a command parses, makes one call, renders. Only this room prints.

`app` holds the list of commands and catches errors, `context` is what every command stands on, `output` renders,
`filters` are the options that choose papers, `complete` answers the Tab key; the other modules hold the commands.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code. Without `argv` it is the console script `fm`, and leaves with it."""
    words = sys.argv[1:] if argv is None else list(argv)
    gc.disable()  # start-up makes thousands of objects that stay: looking for garbage among them costs 3 ms
    try:
        if "_FM_COMPLETE" in os.environ:  # a shell asks what could stand at the cursor
            from lifesci_fm.cli.complete import main as complete

            complete(words)
        from lifesci_fm.cli.app import run

        code = run(words)
    except KeyboardInterrupt:  # while modules are still being imported
        code = 130
    finally:
        gc.enable()
    if argv is None:
        _leave(code)
    return code


def _leave(code: int) -> NoReturn:
    """End the process at once: every file is closed by now, and putting modules away would take Python 5 ms and more.

    What then cannot be printed any more goes nowhere, as at Python's own end.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError, ValueError):  # there is none, nobody reads it, it is closed
            stream.flush()
    os._exit(code)
