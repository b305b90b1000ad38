"""Tables on a terminal, by Rich: fitted to the width, links clickable, status words coloured.

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

from lifesci_fm.cli.output import Column, Row, cell

_BATCH = 500
_NARROWEST = 6  # no column is squeezed below this
_GAP = 2
_STATUS_STYLES = {"read": "green", "preparing": "yellow", "planned": "cyan", "unplanned": "dim"}


class _Console(Console):
    """Rich's console, except that a closed pipe is left to whoever ends the command."""

    def on_broken_pipe(self) -> None:
        """Called by Rich while it handles the BrokenPipeError."""
        raise


def print_table(columns: Sequence[Column], rows: Iterable[Row]) -> None:
    """Print the rows under a header line; a pipe gets the same, uncut."""
    console = _Console(highlight=False, soft_wrap=False, markup=False, emoji=False)
    wanted = iter(rows)
    batch = list(islice(wanted, _BATCH))
    shown = [index for index, column in enumerate(columns) if not column.hidden]
    natural = [
        max(chain([cell_len(columns[index].name)], (cell_len(cell(row[index])) for row in batch))) for index in shown
    ]
    if console.is_terminal or "COLUMNS" in console._environ:
        widths = fit([columns[index] for index in shown], natural, console.width)
    else:
        widths = natural
        console.width = sum(natural) + _GAP * len(natural) + 1
    header = True
    while batch or header:
        console.print(_table(columns, shown, widths, batch, header=header), crop=False)
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


def _table(
    columns: Sequence[Column], shown: Sequence[int], widths: Sequence[int], rows: Iterable[Row], *, header: bool
) -> Table:
    table = Table(box=None, show_header=header, header_style="bold", padding=(0, _GAP, 0, 0), pad_edge=False)
    for index, width in zip(shown, widths, strict=True):
        wrap = columns[index].wrap
        overflow: OverflowMethod = "fold" if wrap else "ellipsis"
        table.add_column(Text(columns[index].name), width=width, no_wrap=not wrap, overflow=overflow)
    names = [column.name for column in columns]
    links = {index: names.index(link) for index in shown if (link := columns[index].link) and link in names}
    for row in rows:
        table.add_row(*(_text(columns[i].name, cell(row[i]), row[links[i]] if i in links else None) for i in shown))
    return table


def _text(column: str, text: str, url: object) -> Text:
    style = Style.parse(_STATUS_STYLES.get(text, "")) if column == "status" else Style()
    if text and isinstance(url, str) and url.startswith(("http://", "https://")) and url.isprintable():
        style += Style(link=url)
    return Text(text, style=style)
