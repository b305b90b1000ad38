"""`fm add`: papers by what can be copied from their pages."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lifesci_fm.cli import output
from lifesci_fm.cli.asking import asking
from lifesci_fm.cli.cells import printable
from lifesci_fm.cli.context import Session
from lifesci_fm.cli.output import JsonOption
from lifesci_fm.cli.wanted import wanted
from lifesci_fm.errors import UsageError
from lifesci_fm.text import is_partial_date
from lifesci_fm.vocabulary import parse_status

if TYPE_CHECKING:
    from lifesci_fm.library.adding import Added

_EXIT = {"unknown": 3, "ambiguous": 3, "invalid": 2}


def add(
    ctx: typer.Context,
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID...", help="DOI, arXiv id, PMID, PMCID, URL or PDF file; - reads standard input."),
    ] = None,
    file: Annotated[Path | None, typer.Option(metavar="LIST", help="A file with one ID a line.")] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Look for the work of this title.")] = None,
    model: Annotated[str | None, typer.Option(metavar="NAME", help="The model it introduces.")] = None,
    domain: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Its domain.")] = None,
    status: Annotated[str | None, typer.Option(metavar="WORD", help="Its reading status.")] = None,
    tag: Annotated[list[str] | None, typer.Option(metavar="NAME", help="A tag to put on it.")] = None,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help="A remark.")] = None,
    date: Annotated[str | None, typer.Option(metavar="DATE", help="The model's first release: 2023-05.")] = None,
    json: JsonOption = False,
) -> None:
    """Add papers: metadata is fetched, a work that is known already gains a version instead of a twin."""
    from lifesci_fm.library.adding import add as add_all
    from lifesci_fm.library.wish import Wish

    session: Session = ctx.obj
    if date is not None and not (model and is_partial_date(date)):
        raise UsageError(f"--date {date!r} needs --model and a date.", "Write --model scGPT --date 2023-05.")
    wish = Wish(model=model, domains=tuple(domain or ()), tags=tuple(tag or ()), note=note, date=date,
                status=parse_status(status) if status else None)  # fmt: skip
    asked = wanted(session, ids or [], file, title)
    with asking(session, len(asked)) as look_up:
        done = asked.settled + add_all(
            asked.ids, wish, lookup=lambda ids: asked.checked(look_up(ids)), open_library=session.library
        )
    if json:
        told = [{"id": asked.typed.get(one.id, one.id), "outcome": one.outcome, "key": one.key, "message": one.message,
                 "candidates": list(one.candidates)} for one in done]  # fmt: skip
        output.print_object(session, told)
    code = max((_say(session, one) for one in done), default=0)
    if code:
        raise typer.Exit(code)


def _say(session: Session, one: Added) -> int:
    """One line on stderr for one identifier, and the sentences of sources that failed; its exit code."""
    code = _EXIT.get(one.outcome, 0)
    lines = [*one.faults, one.message, *(f"  {candidate}" for candidate in one.candidates)]
    for line in lines:
        if code or one.outcome == "incomplete":
            print(printable(line), file=sys.stderr)
        else:
            session.note(printable(line))
    return code
