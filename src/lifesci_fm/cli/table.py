"""Tables on a terminal, by Rich: fitted to the width, links clickable, status words coloured, hits of a search marked.

The only module that imports Rich for a listing. Rows are printed in batches whose column widths are those of the
first one, so that a long list begins at once and needs no more memory than a short one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from itertools import chain, islice

from rich.cells import cell_len
from rich.console import Console, OverflowMethod
from rich.style import Style
from rich.table import Table
from rich.text import Text

from lifesci_fm.cli.cells import CLOSE, OPEN, Column, Row, cell
from lifesci_fm.cli.pager import screen

_BATCH = 500
_NARROWEST = 6  # no column is squeezed below this
_GAP = 2
_STATUS_STYLES = {"read": "green", "preparing": "yellow", "planned": "cyan", "unplanned": "dim"}
_HIT = Style(bold=True, color="red")
_BELOW = Style(dim=True)


class _Console(Console):
    """Rich's console, except that a closed pipe is left to whoever ends the command."""

    def on_broken_pipe(self) -> None:
        """Called by Rich while it handles the BrokenPipeError."""
        raise


def print_table(columns: Sequence[Column], rows: Iterable[Row]) -> None:
    """Print the rows under a header line, many of them through the pager; a pipe gets the same, uncut."""
    terminal = sys.stdout.isatty() or None  # None: Rich looks at FORCE_COLOR
    with screen() as stream:
        console = _Console(
            file=stream, force_terminal=terminal, highlight=False, soft_wrap=False, markup=False, emoji=False
        )
        wanted = iter(rows)
        batch = list(islice(wanted, _BATCH))
        layout = _Layout(columns, batch, console)
        header = True
        while batch or header:
            console.print(layout.table(batch, header=header), crop=False)
            header = False
            batch = list(islice(wanted, _BATCH))
    sys.stdout.flush()


def fit(columns: Sequence[Column], natural: Sequence[int], total: int) -> list[int]:
    """Column widths that fit into `total` cells.

    Elastic columns give way first, the widest most and equal ones alike, each down to its `least`; then every column
    does.
    """
    widths = list(natural)
    room = total - _GAP * (len(widths) - 1)
    first = [
        min(width, column.least) if column.elastic else width for column, width in zip(columns, widths, strict=True)
    ]
    for floors in (first, [_NARROWEST] * len(widths)):
        while (excess := sum(widths) - room) > 0:
            able = [index for index, width in enumerate(widths) if width > floors[index]]
            if not able:
                break
            widest = max(widths[index] for index in able)
            next_widest = max((widths[index] for index in able if widths[index] < widest), default=0)
            equal = [index for index in able if widths[index] == widest]
            for left, index in zip(range(len(equal), 0, -1), equal, strict=True):
                cut = min(-(-excess // left), widest - max(floors[index], next_widest))
                widths[index] -= cut
                excess -= cut
    return widths


class _Layout:
    """Which columns are shown how wide, judged by the first rows."""

    def __init__(self, columns: Sequence[Column], rows: Sequence[Row], console: Console) -> None:
        places = {column.name: index for index, column in enumerate(columns)}
        self._shown = [
            (index, column, places.get(column.link or ""), places.get(column.below or ""))
            for index, column in enumerate(columns)
            if not column.hidden
        ]
        self._shown_columns = [column for _, column, _, _ in self._shown]
        natural = [
            max(chain([cell_len(column.header)], (_width(column, row, index, below) for row in rows)))
            for index, column, _, below in self._shown
        ]
        if console.is_terminal or "COLUMNS" in console._environ:
            self._widths = fit(self._shown_columns, natural, console.width)
        else:
            self._widths = natural
            console.width = sum(natural) + _GAP * len(natural) + 1

    def table(self, rows: Iterable[Row], *, header: bool) -> Table:
        """The rows as Rich prints them."""
        table = Table(box=None, show_header=header, header_style="bold", padding=(0, _GAP, 0, 0), pad_edge=False)
        for column, width in zip(self._shown_columns, self._widths, strict=True):
            overflow: OverflowMethod = "fold" if column.wrap else "ellipsis"
            table.add_column(Text(column.header), width=width, no_wrap=not column.wrap, overflow=overflow)
        for row in rows:
            table.add_row(
                *(self._cell(row, *where, width) for where, width in zip(self._shown, self._widths, strict=True))
            )
        return table

    def _cell(self, row: Row, index: int, column: Column, link: int | None, below: int | None, width: int) -> Text:
        url = row[link] if link is not None else None
        style = Style.parse(_STATUS_STYLES.get(row[index], "")) if column.name == "status" else Style()
        if isinstance(url, str) and url.startswith(("http://", "https://")) and url.isprintable():
            style += Style(link=url)
        if not column.marked:
            plain = column.shown(row[index])
            return Text(plain, style=style if plain else "")
        text = _marked(row[index] or "", style)
        if below is not None and row[below]:
            text = Text("\n").join([text, _marked(_around(row[below], width), _BELOW)])
        return text


def _width(column: Column, row: Row, index: int, below: int | None) -> int:
    if not column.marked:
        return cell_len(column.shown(row[index]))
    lines = [row[index]] if below is None else [row[index], row[below]]
    return max(cell_len(_bare(line)) for line in lines)


def _bare(value: object) -> str:
    return cell(value.replace(OPEN, "").replace(CLOSE, "") if isinstance(value, str) else value)


def _marked(text: str, style: Style) -> Text:
    """Text with its hits in the colour of hits."""
    made = Text(style=style)
    for part in text.split(OPEN):
        hit, _, rest = part.partition(CLOSE) if CLOSE in part else ("", "", part)
        made.append(cell(hit), _HIT).append(cell(rest))
    return made


def _around(text: str, width: int) -> str:
    """The part of a text around its first hit that has room in so many cells."""
    before, opened, rest = text.partition(OPEN)
    hit = rest.partition(CLOSE)[0]
    room = max(0, (width - cell_len(cell(hit))) // 3)
    if not opened or cell_len(_bare(text)) <= width or cell_len(cell(before)) <= room:
        return text
    kept = before
    while kept and cell_len(cell(kept)) > room - 1:
        kept = kept[1:]
    return f"…{kept}{OPEN}{rest}"
