"""`fm stats`: the library in numbers, as bars for people and as rows or JSON for programs."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Annotated, Any

import typer

from lifesci_fm.cli import output
from lifesci_fm.cli.cells import Column, cell
from lifesci_fm.cli.context import Session
from lifesci_fm.cli.filters import filtered
from lifesci_fm.cli.output import FormatOption, JsonOption
from lifesci_fm.cli.page import columns, print_page
from lifesci_fm.vocabulary import Filter

#: Heading of each section of counts, in the order of the page.
_SECTIONS = {
    "statuses": "status",
    "domains": "domain",
    "years": "year",
    "venues": "venue",
    "read": "read by month",
    "pending": "pending for",
}
_COLUMNS = (Column("what"), Column("name"), Column("papers"))
_EIGHTHS = " ▏▎▍▌▋▊▉"
_LONGEST_BAR = 40
_LONGEST_NAME = 32
_SHORTEST = 8  # of names and of bars, on a narrow terminal
_MOST_MODELS = 12  # of one month that are named


@filtered
def stats(
    ctx: typer.Context,
    chosen: Filter,
    top: Annotated[int, typer.Option(metavar="N", min=0, help="Domains and venues with most papers; 0 is all.")] = 12,
    format: FormatOption = None,
    json: JsonOption = False,
) -> None:
    """Count papers by status, domain, year and venue, what was read when and what waits; models by release."""
    from datetime import UTC, datetime

    session: Session = ctx.obj
    form = output.choose_format(session, format, json)
    found = session.catalog().stats(chosen, datetime.now(UTC).astimezone().date())
    if form == "json":
        output.print_object(session, found)
    elif form == "jsonl":
        output.print_objects(session, form, [found])
    elif found["papers"] and form == "table":
        print_page(_page(session, found, top))
    elif found["papers"]:
        output.print_rows(session, form, _COLUMNS, _rows(found))
    if not found["papers"]:
        session.note(" ".join(["No paper matches.", *session.catalog().hints(chosen)]))


def _rows(found: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Every number with what it counts; a model counts for nothing, its row says when it came."""
    yield "papers", None, found["papers"]
    for section, heading in _SECTIONS.items():
        for one in found[section]:
            yield heading, one["name"], one["papers"]
    for model in found["models"]:
        yield "model released", f"{model['released']} {model['name']}", None
    for paper in found["next"]:
        yield "next to read", paper["key"], None


def _page(session: Session, found: Mapping[str, Any], top: int) -> Iterator[str]:
    """The page for people: bars of one scale within each section, then the models as they came, then what is next."""
    label = partial(output.label, session)
    yield label("{} papers").format(found["papers"])
    for section, heading in _SECTIONS.items():
        bars = [one for one in found[section] if one["papers"] or section == "statuses"]
        shown = bars[:top] if top and section in ("domains", "venues") else bars
        if shown:
            yield from ("", label(heading), *_bars(session, heading, shown))
        if rest := sum(one["papers"] for one in bars[len(shown) :]):
            yield "  " + label("… and {} more with {} papers").format(len(bars) - len(shown), rest)
    if found["models"]:
        yield from ("", label("models by release"), *_timeline(found["models"]))
    if found["next"]:
        yield from ("", label("next to read"))
        for paper in found["next"]:
            status = output.word(session, "status", paper["status"])
            yield f"  {paper['key']}  {cell(paper['model'] or paper['title'])} ({status})"


def _bars(session: Session, heading: str, counts: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    from rich.cells import cell_len, set_cell_size

    unknown = output.label(session, "unknown")
    names = [unknown if one["name"] is None else output.word(session, heading, one["name"]) for one in counts]
    most = max(one["papers"] for one in counts)
    digits = len(str(most))
    left = columns() - digits - 6
    width = min(max(map(cell_len, names)), _LONGEST_NAME, max(_SHORTEST, left - _SHORTEST))
    room = min(_LONGEST_BAR, max(_SHORTEST, left - width))
    for name, one in zip(names, counts, strict=True):
        if cell_len(name) > width:
            name = set_cell_size(name, width - 1) + "…"
        yield f"  {set_cell_size(name, width)}  {one['papers']:>{digits}}  {_bar(one['papers'], most, room)}".rstrip()


def _bar(number: int, most: int, room: int) -> str:
    """A bar as long as the number; one that is not nothing is seen."""
    if not _has_blocks():
        return "#" * (-(-number * room // most) if most else 0)
    eighths = -(-number * room * 8 // most) if most else 0
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def _timeline(models: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """A line for each year, with the months in it: `2023  04 Geneformer · 05 gLM, scGPT`."""
    import textwrap

    years: dict[str, dict[str, list[str]]] = {}
    for model in models:
        year, _, rest = model["released"].partition("-")
        years.setdefault(year, {}).setdefault(rest[:2], []).append(cell(model["name"]).replace(" ", "\xa0"))
    dot = " · " if _has_blocks() else " | "
    for year, months in years.items():
        text = dot.join(f"{month}\xa0{_some(names)}".strip("\xa0") for month, names in months.items())
        lines = textwrap.wrap(text, max(20, columns() - 9), break_long_words=False, break_on_hyphens=False)
        for number, line in enumerate(lines):
            yield f"  {'' if number else year:<4}  {line}".replace("\xa0", " ")


def _some(names: Sequence[str]) -> str:
    rest = len(names) - _MOST_MODELS
    return ", ".join(names) if rest <= 0 else f"{', '.join(names[:_MOST_MODELS])} and\xa0{rest}\xa0more"


def _has_blocks() -> bool:
    """Can stdout show block letters?"""
    try:
        "█▏·…".encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True
