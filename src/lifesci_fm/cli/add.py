"""`fm add`: papers by what can be copied from their pages."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lifesci_fm.cli import output
from lifesci_fm.cli.asking import asking
from lifesci_fm.cli.context import Session
from lifesci_fm.cli.output import JsonOption
from lifesci_fm.errors import UnreadableInput, UsageError
from lifesci_fm.text import is_partial_date
from lifesci_fm.vocabulary import parse_status

if TYPE_CHECKING:
    from lifesci_fm.library.adding import Added

_EXIT = {"unknown": 3, "ambiguous": 3, "invalid": 2}


def add(
    ctx: typer.Context,
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID...", help="DOI, arXiv id, PMID, PMCID or URL; - reads them from standard input."),
    ] = None,
    file: Annotated[Path | None, typer.Option(metavar="LIST", help="A file with one ID a line.")] = None,
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
    wanted = _ids(ids or [], file)
    with asking(session, len(wanted)) as lookup:
        done = add_all(wanted, wish, lookup=lookup, open_library=session.library)
    if json:
        told = [{"id": one.id, "outcome": one.outcome, "key": one.key, "message": one.message,
                 "candidates": list(one.candidates)} for one in done]  # fmt: skip
        output.print_object(session, told)
    code = max((_say(session, one) for one in done), default=0)
    if code:
        raise typer.Exit(code)


def _ids(words: list[str], file: Path | None) -> list[str]:
    """What was asked for. Raises UsageError when that is nothing."""
    from lifesci_fm.cli.files import read_file

    found: list[str] = []
    for word in words:
        found += _lines(sys.stdin.buffer.read(), "standard input") if word == "-" else [word]
    if file is not None:
        found += _lines(read_file(file), str(file))
    if not words and file is None:
        raise UsageError("There is nothing to add.", "Give a DOI, an arXiv id or a URL, or --file LIST.")
    return found


def _lines(data: bytes, name: str) -> list[str]:
    """One id a line; `#` begins a comment where a blank or nothing stands before it (URLs hold `#`, too)."""
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as fault:
        raise UnreadableInput(f"{name} is not a text file in UTF-8.", "Give one id a line.") from fault
    told = ("" if line.lstrip().startswith("#") else line.partition(" #")[0].strip() for line in lines)
    return [line for line in told if line]


def _say(session: Session, one: Added) -> int:
    """One line on stderr for one identifier, and the sentences of sources that failed; its exit code."""
    code = _EXIT.get(one.outcome, 0)
    lines = [*one.faults, one.message, *(f"  {candidate}" for candidate in one.candidates)]
    for line in lines:
        if code or one.outcome == "incomplete":
            print(output.printable(line), file=sys.stderr)
        else:
            session.note(output.printable(line))
    return code
