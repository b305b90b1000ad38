"""`fm tag`: the words on papers, renamed and taken off; `nouns` lists them, `fm edit --add-tag` puts them on."""

from __future__ import annotations

from typing import Annotated

import typer

from lifesci_fm.cli import editing, output
from lifesci_fm.cli.cells import printable
from lifesci_fm.cli.context import Session
from lifesci_fm.cli.editing import YesOption
from lifesci_fm.cli.nouns import tag
from lifesci_fm.cli.output import JsonOption

__all__ = ["tag"]


@tag.command("rename")
def rename_tag(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A tag.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="What to call it; a tag that exists gets its papers.")],
    json: JsonOption = False,
) -> None:
    """Rename a tag, or make it one with another."""
    session: Session = ctx.obj
    with session.library() as library:
        called, joined = library.desk.rename_tag(name, new)
    if json:
        output.print_object(session, session.catalog().named("tag", called))
    session.note(printable(f"{name} is now {'part of ' if joined else ''}{called}."))


@tag.command("remove")
def remove_tags(
    ctx: typer.Context,
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="A tag.")],
    yes: YesOption = False,
    json: JsonOption = False,
) -> None:
    """Take tags off every paper; the papers stay."""
    session: Session = ctx.obj
    if not yes:
        things = [session.catalog().named("tag", name) for name in names]
        editing.ask([f"the tag {thing['name']} from {thing['papers']} papers" for thing in things])
    with session.library() as library:
        gone = library.desk.remove_tags(names)
    editing.removed(session, "tag", gone, json)
