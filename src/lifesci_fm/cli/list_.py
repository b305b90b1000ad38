"""`fm list`: which papers the library holds. `fm search` prints with what stands here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Annotated, Any

import typer

from lifesci_fm.cli import output
from lifesci_fm.cli.cells import Column, Row
from lifesci_fm.cli.context import Session
from lifesci_fm.cli.counting import Counting, counted
from lifesci_fm.cli.filters import filtered
from lifesci_fm.cli.output import FormatOption, JsonOption, PagerOption
from lifesci_fm.vocabulary import Filter

#: What a table shows unless told otherwise.
DEFAULT = ("key", "model", "title", "year", "venue", "domains", "status")
#: What a search shows on a terminal, where the words around a hit want room.
_HITS = ("key", "title", "year", "domains", "status")

_LONG = {"title": 30, "authors": 12, "models": 8, "venue": 8, "domains": 6, "tags": 6, "abstract": 20, "url": 20}

ColumnsOption = Annotated[str | None, typer.Option(metavar="A,B", help="These columns, in this order.")]


@filtered
def list_papers(
    ctx: typer.Context,
    chosen: Filter,
    columns: ColumnsOption = None,
    format: FormatOption = None,
    json: JsonOption = False,
    pager: PagerOption = True,  # noqa: ARG001  (its callback does the work)
) -> None:
    """List papers; options of one kind are alternatives, different kinds must all hold."""
    session: Session = ctx.obj
    print_papers(session, chosen, output.choose_format(session, format, json), columns)


def print_papers(session: Session, chosen: Filter, form: str, columns: str | None, *, hits: bool = False) -> None:
    """The papers of a filter; with `hits`, a table on a terminal marks in them what was searched for."""
    from lifesci_fm.catalog.query import COLUMNS  # not at the top: help and completion do without

    names = tuple(filter(None, (word.strip() for word in (columns or "").split(","))))
    if form in ("json", "jsonl") or not set(names) <= set(COLUMNS):
        shown = Counting(_entries(session, chosen, names))
        output.print_listing(session, form, [_column(name) for name in names], shown)
    else:
        names = names or (_HITS if hits and form == "table" else DEFAULT)
        shown = Counting(_hits(session, chosen, names) if hits and form == "table" else _rows(session, chosen, names))
        first = next(shown, None)
        if first is not None:  # nothing found is nothing printed, a header neither
            output.print_rows(session, form, _columns(names, hits=hits), chain([first], shown))
    _conclude(session, chosen, form, shown.number)


def _columns(names: Sequence[str], *, hits: bool) -> list[Column]:
    """The columns of these names, and behind them those that `_rows` and `_hits` add for their sake."""
    shown = [
        _column(name)._replace(marked=hits, below="context" if hits else None) if name == "title" else _column(name)
        for name in names
    ]
    return [*shown, *(Column(name, hidden=True) for name in ("url", "retracted", "context"))]


def _rows(session: Session, chosen: Filter, names: Sequence[str]) -> Iterator[Row]:
    wanted = [*names, "url", "retracted"]
    return _said_retracted(session.catalog().rows(chosen, wanted), wanted)


def _hits(session: Session, chosen: Filter, names: Sequence[str]) -> Iterator[Row]:
    """The same, titles with their hits marked and the words around other hits behind."""
    wanted = [*names, "url", "retracted"]
    title = names.index("title") if "title" in names else None
    found = session.catalog().hits(chosen, wanted)
    rows = (
        [*row, context] if title is None or not marked else [*row[:title], marked, *row[title + 1 :], context]
        for row, marked, context in found
    )
    return _said_retracted(rows, wanted)


def _said_retracted(rows: Iterable[Row], columns: Sequence[str]) -> Iterator[Row]:
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


def _entries(session: Session, chosen: Filter, names: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """As objects of the contract: whole, or the keys named. Tables get them so if the view has no such column."""
    from lifesci_fm.catalog.papers import KEYS
    from lifesci_fm.catalog.query import unknown_column

    for name in names:
        if name not in KEYS:
            raise unknown_column(name, KEYS)
    return session.catalog().entries(chosen, only=names or None)


def _column(name: str) -> Column:
    return Column(name, elastic=name in _LONG, least=_LONG.get(name, 6), link="url" if name == "title" else None)


def _conclude(session: Session, chosen: Filter, form: str, shown: int) -> None:
    """Say why there is nothing, or how much of what there is stands in a table."""
    if session.quiet:
        return
    if not shown:
        session.note(" ".join(["No paper matches.", *session.catalog().hints(chosen)]))
    elif form == "table":
        catalog = session.catalog()
        cut = bool(chosen.limit) and shown >= (chosen.limit or 0)
        session.note(counted("paper", shown, cut, catalog.count(chosen) if cut else catalog.count(Filter())))
