"""Asking the metadata sources from a command: one polite client, a bar that shows how far it is, a calm end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lifesci_fm.cli.cells import printable
from lifesci_fm.cli.context import Session

if TYPE_CHECKING:
    from lifesci_fm.identifiers import Reference
    from lifesci_fm.sources import Answer

#: So many answers at least are worth a progress bar.
_WORTH_A_BAR = 5


@contextmanager
def asking(
    session: Session, count: int, *, thorough: bool | None = None
) -> Iterator[Callable[[Sequence[Reference]], Iterator[Answer]]]:
    """A function that looks references up, alive until the end of the `with`.

    `thorough` also asks preprint servers about versions, one request a preprint; None does it for a few papers only.
    An interruption says that what was finished is kept; what each answer brought is written by whoever asks.
    """
    from lifesci_fm.sources import Sources

    try:
        with Sources(session.config, notice=notice_for(session)) as sources, _bar(session, count) as progress:
            yield lambda references: sources.lookup(references, progress=progress, thorough=thorough)
    except KeyboardInterrupt:
        print("Interrupted: what was finished is kept; run the same again to go on.", file=sys.stderr)
        raise


def notice_for(session: Session) -> Callable[[str], None] | None:
    """Tells a person at a terminal what keeps her waiting; nobody else."""
    if session.quiet or not sys.stderr.isatty():
        return None
    return lambda sentence: print(printable(sentence), file=sys.stderr)


@contextmanager
def _bar(session: Session, count: int) -> Iterator[Callable[[int, int], None] | None]:
    """A progress bar on stderr where that is a terminal and there is something to wait for."""
    if session.quiet or count < _WORTH_A_BAR or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("asking the sources", total=count)
        yield lambda done, total: bar.update(task, completed=done, total=total)
