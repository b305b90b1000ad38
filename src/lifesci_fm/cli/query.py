"""`fm query`: questions that are asked again, saved under a name; `fm list @name` asks one."""

from __future__ import annotations

from typing import Annotated

import typer

from lifesci_fm.cli import output
from lifesci_fm.cli.cells import Column, printable
from lifesci_fm.cli.context import Session
from lifesci_fm.cli.filters import filtered
from lifesci_fm.cli.output import FormatOption, JsonOption
from lifesci_fm.vocabulary import Filter

query = typer.Typer(help="Saved queries: save, list, remove. `fm list @name` asks one.")

_COLUMNS = (Column("name"), Column("query", elastic=True, least=20), Column("sort"), Column("limit"))


@query.command("save")
@filtered
def save_query(
    ctx: typer.Context,
    chosen: Filter,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What to call it: `fm list @NAME` asks it.")],
    json: JsonOption = False,
) -> None:
    """Save a query with its options, its order and its limit; one of that name gives way."""
    session: Session = ctx.obj
    with session.library() as library:
        new = library.save_query(name, chosen)
    (saved,) = [one for one in session.catalog().saved_queries() if one["name"] == name.removeprefix("@")]
    if json:
        output.print_object(session, saved)
    session.note(printable(f"Saved{'' if new else ' anew'} as @{saved['name']}: {saved['query'] or 'all papers'}"))


@query.command("list")
def list_queries(ctx: typer.Context, format: FormatOption = None, json: JsonOption = False) -> None:
    """List saved queries by name."""
    session: Session = ctx.obj
    form = output.choose_format(session, format, json)
    output.print_listing(session, form, _COLUMNS, session.catalog().saved_queries())


@query.command("remove")
def remove_queries(
    ctx: typer.Context,
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="A saved query.")],
    json: JsonOption = False,
) -> None:
    """Forget saved queries."""
    session: Session = ctx.obj
    with session.library() as library:
        gone = library.remove_queries(names)
    if json:
        output.print_object(session, {"removed": gone})
    session.note(printable(f"Removed {', '.join(f'@{name}' for name in gone)}."))
