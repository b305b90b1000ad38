"""Words in, words out: a command parses, makes one call, renders. Only this room prints.

`app` holds the list of commands and catches errors, `context` is what every command stands on, `output` renders,
`filters` are the options that choose papers, `complete` answers the Tab key; the other modules hold the commands.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """The console script `fm`: runs one command and returns its exit code."""
    words = sys.argv[1:] if argv is None else list(argv)
    gc.disable()  # start-up makes thousands of objects that stay: looking for garbage among them costs 3 ms
    try:
        if "_FM_COMPLETE" in os.environ:  # a shell asks what could stand at the cursor
            from lifesci_fm.cli.complete import main as complete

            complete(words)
        from lifesci_fm.cli.app import run

        return run(words)
    except KeyboardInterrupt:  # while modules are still being imported
        return 130
    finally:
        gc.freeze()  # the interpreter, taking itself down, need not look through them either: 5 ms
        gc.enable()
