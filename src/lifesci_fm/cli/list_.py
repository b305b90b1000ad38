"""`fm list`: which papers the library holds."""

from __future__ import annotations

from typing import Annotated

import typer

from lifesci_fm.cli import output
from lifesci_fm.cli.context import Session
from lifesci_fm.cli.filters import filtered
from lifesci_fm.cli.output import Column, FormatOption, JsonOption
from lifesci_fm.vocabulary import Filter

#: What a table shows unless told otherwise.
DEFAULT = ("key", "model", "title", "year", "venue", "domains", "status")
_ELASTIC = ("title", "venue", "authors", "abstract", "url", "models", "domains", "tags", "model")


@filtered
def list_papers(
    ctx: typer.Context,
    chosen: Filter,
    columns: Annotated[str | None, typer.Option(metavar="A,B", help="These columns, in this order.")] = None,
    format: FormatOption = None,
    json: JsonOption = False,
) -> None:
    """List papers; options of one kind are alternatives, different kinds must all hold."""
    session: Session = ctx.obj
    form = output.choose_format(session, format, json)
    catalog = session.catalog()
    wanted = tuple(word.strip() for word in columns.split(",")) if columns else None
    if form in ("json", "jsonl"):
        entries = catalog.entries(chosen)
        if wanted:
            entries = ({name: entry[name] for name in wanted} for entry in entries)
        output.print_objects(session, form, entries)
        return
    shown = [Column(name, name in _ELASTIC, "url" if name == "title" else None) for name in wanted or DEFAULT]
    if form == "table" and "url" not in (wanted or DEFAULT):
        shown.append(Column("url", hidden=True))
    output.print_rows(form, shown, catalog.rows(chosen, [column.name for column in shown]))
