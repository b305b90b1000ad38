"""`fm refresh`: complete and renew papers from the sources."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from lifesci_fm.cli import output
from lifesci_fm.cli.asking import asking
from lifesci_fm.cli.cells import printable
from lifesci_fm.cli.context import Session
from lifesci_fm.cli.filters import filtered
from lifesci_fm.cli.output import JsonOption
from lifesci_fm.errors import UsageError
from lifesci_fm.vocabulary import Filter

if TYPE_CHECKING:
    from lifesci_fm.library.refreshing import Renewed

_MOST_NAMED = 10


@filtered
def refresh(
    ctx: typer.Context,
    chosen: Filter,
    papers: Annotated[
        list[str] | None, typer.Argument(metavar="PAPER...", help="Key, DOI, arXiv id, URL, model or #ID.")
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="Every paper of the library.")] = False,
    json: JsonOption = False,
) -> None:
    """Ask the sources again: missing metadata, publication of preprints, new versions, corrections, retractions.

    Papers by name, by the options that choose papers (--incomplete: those that wait for their metadata), or both.
    """
    from lifesci_fm.library.refreshing import refresh as refresh_all

    session: Session = ctx.obj
    if not (papers or all_) and chosen == Filter():
        raise UsageError("fm refresh what?", "Name papers, choose some (--incomplete, --domain …), or say --all.")
    with session.library() as library:
        waiting = library.papers(papers or [], chosen)
    if not waiting:
        session.note(" ".join(["No paper matches.", *session.catalog().hints(chosen)]))
    with asking(session, len(waiting), thorough=True) as lookup:
        done = list(refresh_all(waiting, lookup=lookup, open_library=session.library))
    if json:
        told = [{"key": one.key, "state": one.state, "changes": list(one.changes)} for one in done]
        output.print_object(session, told)
    else:
        output.print_text(f"{printable(line)}\n" for line in _lines(done))
    unknown = [one.key for one in done if one.state in ("unknown", "unasked")]
    if unknown and not all_:
        named = ", ".join(unknown[:_MOST_NAMED]) + (", …" if len(unknown) > _MOST_NAMED else "")
        session.note(f"No source knows {named}. `fm edit KEY --set doi=…` names a DOI to ask about.")
    down = [one for one in done if one.state == "down"]
    for line in dict.fromkeys(fault for one in down for fault in one.faults):
        print(printable(line), file=sys.stderr)
    if down:
        print(f"{len(down)} of {len(done)} papers could not be asked about; run `fm refresh` later.", file=sys.stderr)
        raise typer.Exit(5)


def _lines(done: list[Renewed]) -> list[str]:
    return [f"{one.key}: {change}" for one in done for change in one.changes]
