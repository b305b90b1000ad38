"""What the Tab key offers: `main` is asked by the scripts that `fm completion` prints, with _FM_COMPLETE set.

`shells` understands what each shell asks and speaks as it listens, `grammar` finds out what is to stand at the cursor
of a command line, `kinds` knows which words can stand there, `scripts/` is what runs in the shells.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from lifesci_fm.cli.complete.kinds import Offers

#: Names the shell that asks; while it is set, `fm` answers and does nothing else.
VARIABLE = "_FM_COMPLETE"


def main(words: list[str]) -> NoReturn:
    """Print what could stand at the cursor, in the form the shell awaits, and leave.

    A fault is silence: a person is typing. FM_COMPLETE_DEBUG lets her see it.
    """
    try:
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")  # type: ignore[union-attr]  # no such stdout: silence
        from lifesci_fm.cli.complete import shells

        asked = shells.heard(os.environ[VARIABLE], words)
        sys.stdout.write(shells.spoken(asked, _offers(asked.before, asked.current)))
        sys.stdout.flush()
    except Exception:
        if os.environ.get("FM_COMPLETE_DEBUG"):
            raise
    os._exit(0)  # at once: the interpreter would take 3 ms to put its modules away


def _offers(before: list[str], current: str) -> Offers:
    from lifesci_fm.cli.complete import grammar, kinds

    return kinds.offers(grammar.spot(before, current))
