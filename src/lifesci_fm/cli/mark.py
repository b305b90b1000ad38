"""`fm mark`: how far the reading of papers has come."""

from __future__ import annotations

from typing import Annotated

import typer

from lifesci_fm.cli import output
from lifesci_fm.cli.cells import printable
from lifesci_fm.cli.context import Session
from lifesci_fm.cli.output import JsonOption
from lifesci_fm.vocabulary import parse_status


def mark(
    ctx: typer.Context,
    status: Annotated[str, typer.Argument(metavar="STATUS", help="unplanned, planned, preparing or read.")],
    papers: Annotated[list[str], typer.Argument(metavar="PAPER...", help="Key, DOI, arXiv id, URL, model or #ID.")],
    json: JsonOption = False,
) -> None:
    """Set the reading status of papers."""
    session: Session = ctx.obj
    wanted = parse_status(status)
    with session.library() as library:
        marked = library.mark(wanted, papers)
    if json:
        told = [{"key": one.paper.key, "before": one.before.value, "status": wanted.value} for one in marked]
        output.print_object(session, told)
    for one in marked:
        was = f"was {one.before}" if one.before is not wanted else "as before"
        session.note(printable(f"{one.paper.key}: {wanted} ({was})."))
