"""`fm list`: which papers the library holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

import typer

from lifesci_fm.catalog.query import COLUMNS, unknown_column
from lifesci_fm.cli import output
from lifesci_fm.cli.context import Session
from lifesci_fm.cli.filters import filtered
from lifesci_fm.cli.output import Column, FormatOption, JsonOption, Row
from lifesci_fm.vocabulary import Filter

#: What a table shows unless told otherwise.
DEFAULT = ("key", "model", "title", "year", "venue", "domains", "status")

_LONG = {"title": 30, "authors": 12, "models": 8, "venue": 8, "domains": 6, "tags": 6, "abstract": 20, "url": 20}


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
    names = tuple(filter(None, (word.strip() for word in (columns or "").split(","))))
    if form in ("json", "jsonl") or not set(names) <= set(COLUMNS):
        _print_entries(session, form, chosen, names)
        return
    shown = [_column(name) for name in names or DEFAULT]
    if form == "table" and "url" not in names:
        shown.append(Column("url", hidden=True))
    if "retracted" not in names:
        shown.append(Column("retracted", hidden=True))
    wanted = [column.name for column in shown]
    output.print_rows(form, shown, marked(session.catalog().rows(chosen, wanted), wanted))


def marked(rows: Iterable[Row], columns: Sequence[str]) -> Iterator[Row]:
    """Rows of papers, with a word behind the titles of those that were retracted."""
    if "title" not in columns:
        yield from rows
        return
    title, retracted = columns.index("title"), columns.index("retracted")
    for row in rows:
        if row[retracted] == "yes":
            yield [*row[:title], f"{row[title] or ''} (retracted)".strip(), *row[title + 1 :]]
        else:
            yield row


def _print_entries(session: Session, form: str, chosen: Filter, names: tuple[str, ...]) -> None:
    """As objects of the contract: whole, or the keys named. Tables get them so if the view has no such column."""
    from lifesci_fm.catalog.papers import KEYS

    for name in names:
        if name not in KEYS:
            raise unknown_column(name, (*COLUMNS, *KEYS))
    entries = session.catalog().entries(chosen, only=names or None)
    output.print_listing(session, form, [_column(name) for name in names], entries)


def _column(name: str) -> Column:
    return Column(name, elastic=name in _LONG, least=_LONG.get(name, 6), link="url" if name == "title" else None)
