"""Pages of text for people: on a terminal, long lines go on below, behind their labels; long pages are paged.

A pipe gets the lines as they are.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator

from lifesci_fm.cli.output import print_text
from lifesci_fm.text import width

#: What a line is indented by: blanks, and a label that stands apart from what it labels.
_LABEL = re.compile(r"\s*(?:\S+(?: \S+)*\s{2,})?")
_LEAST = 20  # cells that are left to a text at least, however long its label

#: Where a line may be broken: at blanks, and beside every letter of scripts that do without.
_PIECES = re.compile(
    r"\s+|[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]|[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\uff60]+"
)


def print_page(lines: Iterable[str]) -> None:
    """Print the lines of a page."""
    if not sys.stdout.isatty():
        print_text(f"{line}\n" for line in lines)
        return
    from lifesci_fm.cli.pager import screen

    room = columns()
    with screen() as stream:
        for line in lines:
            stream.writelines(f"{part}\n" for part in fitted(line, room))


def columns() -> int:
    """How many cells wide the terminal is."""
    import shutil

    return shutil.get_terminal_size().columns


def fitted(line: str, room: int) -> Iterator[str]:
    """A line as lines of so many cells; only a word that is longer by itself (an address) stays whole."""
    if width(line) <= room:
        yield line
        return
    label = _LABEL.match(line)
    hanging = " " * min(width(label[0]) if label else 0, max(2, room - _LEAST))
    now, cells = "", 0
    for piece in _PIECES.findall(line):
        more = width(piece)
        if cells + more > room and now.strip() and not piece.isspace():
            yield now.rstrip()
            now, cells = hanging, len(hanging)
        if now is hanging and piece.isspace():
            continue
        now, cells = now + piece, cells + more
    if now.strip():
        yield now.rstrip()
