"""`fm remove`: papers out of the library."""

from __future__ import annotations

from typing import Annotated

import typer

from lifesci_fm.cli import editing, output
from lifesci_fm.cli.cells import printable
from lifesci_fm.cli.context import Session
from lifesci_fm.cli.editing import YesOption
from lifesci_fm.cli.output import JsonOption
from lifesci_fm.store.naming import resolve


def remove(
    ctx: typer.Context,
    papers: Annotated[list[str], typer.Argument(metavar="PAPER...", help="Key, DOI, arXiv id, URL, model or #ID.")],
    yes: YesOption = False,
    json: JsonOption = False,
) -> None:
    """Remove papers with their versions, links and notes; datasets, models and write-ups stay."""
    session: Session = ctx.obj
    if not yes:
        connection = session.catalog().connection
        editing.ask([str(resolve(connection, name)) for name in papers])
    with session.library() as library:
        gone = library.remove(papers)
    if json:
        output.print_object(session, [{"key": paper.key, "title": paper.title} for paper in gone])
    for paper in gone:
        session.note(printable(f"Removed {paper}."))
