"""Tables on a terminal, by Rich: fitted to the width, links clickable, status words coloured.

The only module that imports Rich for a listing. Rows are printed in batches whose column widths are those of the
first one, so that a long list begins at once and needs no more memory than a short one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from itertools import chain, islice

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

from lifesci_fm.cli.output import Column, Row, cell

_BATCH = 500
_NARROWEST = 6  # no column is squeezed below this
_GAP = 2
_STATUS_STYLES = {"read": "green", "preparing": "yellow", "planned": "cyan", "unplanned": "dim"}


def print_table(columns: Sequence[Column], rows: Iterable[Row]) -> None:
    """Print the rows under a header line; a pipe gets the same, uncut."""
    console = Console(highlight=False, soft_wrap=False, markup=False, emoji=False)
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
    """Column widths that fit into `total` cells: elastic columns give way first, the widest most."""
    widths = list(natural)
    room = total - _GAP * (len(widths) - 1)
    for elastic in (True, False):
        while (excess := sum(widths) - room) > 0:
            able = [i for i, column in enumerate(columns) if column.elastic is elastic and widths[i] > _NARROWEST]
            if not able:
                break
            widest = max(able, key=lambda i: widths[i])
            others = [widths[i] for i in able if widths[i] < widths[widest]]
            floor = max([_NARROWEST, *others])
            widths[widest] -= min(excess, max(1, widths[widest] - floor))
    return widths


def _table(
    columns: Sequence[Column], shown: Sequence[int], widths: Sequence[int], rows: Iterable[Row], *, header: bool
) -> Table:
    table = Table(box=None, show_header=header, header_style="bold", padding=(0, _GAP, 0, 0), pad_edge=False)
    for index, width in zip(shown, widths, strict=True):
        table.add_column(Text(columns[index].name), width=width, no_wrap=True, overflow="ellipsis")
    names = [column.name for column in columns]
    links = {index: names.index(link) for index in shown if (link := columns[index].link) and link in names}
    for row in rows:
        table.add_row(*(_text(columns[i].name, cell(row[i]), row[links[i]] if i in links else None) for i in shown))
    return table


def _text(column: str, text: str, url: object) -> Text:
    style = Style.parse(_STATUS_STYLES.get(text, "")) if column == "status" else Style()
    if isinstance(url, str) and url.startswith(("http://", "https://")) and url.isprintable():
        style += Style(link=url)
    return Text(text, style=style)
