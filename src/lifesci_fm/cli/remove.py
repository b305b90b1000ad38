"""`fm remove`: papers out of the library."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from lifesci_fm.cli import output
from lifesci_fm.cli.context import Session
from lifesci_fm.cli.output import JsonOption
from lifesci_fm.errors import UsageError
from lifesci_fm.store.naming import resolve


def remove(
    ctx: typer.Context,
    papers: Annotated[list[str], typer.Argument(metavar="PAPER...", help="Key, DOI, arXiv id, URL, model or #ID.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    json: JsonOption = False,
) -> None:
    """Remove papers with their versions, links and notes; datasets, models and write-ups stay."""
    session: Session = ctx.obj
    if not yes:
        _ask(session, papers)
    with session.library() as library:
        gone = library.remove(papers)
    if json:
        output.print_object(session, [{"key": paper.key, "title": paper.title} for paper in gone])
    for paper in gone:
        session.note(output.printable(f"Removed {paper}."))


def _ask(session: Session, papers: list[str]) -> None:
    """Name what would go and ask. Raises UsageError where nobody can answer, Abort for a no."""
    connection = session.catalog().connection
    found = [str(resolve(connection, name)) for name in papers]
    if not sys.stdin.isatty():
        raise UsageError(f"This would remove {'; '.join(found)}.", "Say --yes to do it without being asked.")
    for paper in found:
        print(output.printable(paper), file=sys.stderr)
    typer.confirm("Remove these?" if len(found) > 1 else "Remove it?", abort=True, err=True)
