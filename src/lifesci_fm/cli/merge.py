"""`fm merge` and `fm split`: a person says what is one work and what is not."""

from __future__ import annotations

from typing import Annotated

import typer

from lifesci_fm.cli import output
from lifesci_fm.cli.cells import printable
from lifesci_fm.cli.context import Session
from lifesci_fm.cli.output import JsonOption
from lifesci_fm.errors import UsageError

_NAMES = "Key, DOI, arXiv id, URL, model's name or #ID."


def merge(
    ctx: typer.Context,
    one: Annotated[str, typer.Argument(metavar="A", help=_NAMES)],
    other: Annotated[str, typer.Argument(metavar="B", help=_NAMES)],
    json: JsonOption = False,
) -> None:
    """Make one paper of two entries that are one work.

    The older key stays, the other goes on resolving. Links, notes, tags, versions and ties of both are kept, and the
    furthest status.
    """
    session: Session = ctx.obj
    with session.library() as library:
        joined = library.join(one, other)
    if json:
        output.print_object(session, {"key": joined.kept.key, "merged": joined.gone.key})
    session.note(printable(f"{joined.gone.key} is now part of {joined.kept}."))


def split(
    ctx: typer.Context,
    paper: Annotated[str, typer.Argument(metavar="PAPER", help=_NAMES)],
    other: Annotated[
        str | None, typer.Argument(metavar="OTHER", help="A paper that is never to be one with it.")
    ] = None,
    version: Annotated[
        str | None, typer.Option("--version", metavar="ID", help="DOI, arXiv id, URL, or number in `fm show`.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Take a version that is of another work out of a paper; it becomes a paper of its own.

    `fm split A B` says that two papers are two works although they look alike. Either is remembered: no import and no
    refresh joins them again.
    """
    session: Session = ctx.obj
    if (version is None) == (other is None):
        raise UsageError("Say what to split off.", "Name a version with --version, or another paper to hold apart.")
    with session.library() as library:
        if version is not None:
            done = library.split(paper, version)
            kept, new = done.paper, done.new
        elif other is not None:
            kept, new = library.hold_apart(paper, other)
    if json:
        output.print_object(session, {"key": kept.key, "apart": new.key})
    if version is not None:
        session.note(
            printable(f"Split off {new}. It stays apart from {kept.key}; `fm refresh {new.key}` completes it.")
        )
    else:
        session.note(printable(f"{kept.key} and {new.key} stay two papers."))
