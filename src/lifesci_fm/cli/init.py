"""`fm init`: make the library."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lifesci_fm.cli.context import Session
from lifesci_fm.errors import Conflict, UsageError


def init(
    ctx: typer.Context,
    empty: Annotated[bool, typer.Option("--empty", help="No papers, only the usual domains.")] = False,
    from_: Annotated[Path | None, typer.Option("--from", metavar="FILE", help="Copy another library.")] = None,
) -> None:
    """Make the library: a copy of the starter library, an empty one, or a copy of another."""
    from lifesci_fm.store.database import create, create_from_starter

    session: Session = ctx.obj
    path = session.library_path
    if empty and from_:
        raise UsageError("--empty and --from say two different things.", "Give one of them.")
    made = create(path, source=from_) if empty or from_ else create_from_starter(path)
    if not made:
        raise Conflict(f"{path} exists already.", "Remove it first, or name another place with --library.")
    session.note(f"Made the library {path}.")
