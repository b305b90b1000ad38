"""Cells: what a column is, and a value of the library as text that can neither drive a terminal nor break a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple


class Column(NamedTuple):
    """A column of a listing: `name` is its header and the key of its value in an object.

    `elastic` columns give way first on a narrow terminal, down to `least` cells; what does not fit is cut, or goes on
    below in a column that is to `wrap`. `link` names the column whose URL stands behind this one's cells on a terminal,
    `below` the one whose text stands under them; a `hidden` column is there for that alone. In a `marked` column, and
    below it, what stands between OPEN and CLOSE is a hit. `label` is the header for people, the name unless there is
    one; `words` say what words of fm's own in the cells are for them (read: 已解读).
    """

    name: str
    elastic: bool = False
    least: int = 6
    link: str | None = None
    below: str | None = None
    marked: bool = False
    hidden: bool = False
    wrap: bool = False
    label: str = ""
    words: Mapping[str, str] | None = None

    @property
    def header(self) -> str:
        """What stands above the column for people."""
        return self.label or self.name

    def shown(self, value: Any) -> str:
        """A value as people see it."""
        text = cell(value)
        return self.words.get(text, text) if self.words else text


Row = Sequence[Any]

#: Stand around a hit in the text of a marked column.
OPEN, CLOSE = "\x02", "\x03"

_BLANKS = "\t\n\v\f\r\x85\u2028\u2029"
#: Signs that turn the direction of writing.
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@cache
def _neutral() -> dict[int, str]:
    """Blanks of all kinds become a blank, other control characters their visible pictures (ESC is ␛)."""
    pictures = {code: chr(0x2400 + code) for code in range(0x20)}
    return (
        pictures
        | dict.fromkeys([*range(0x7F, 0xA0), *map(ord, BIDI)], "\ufffd")
        | dict.fromkeys(map(ord, _BLANKS), " ")
    )


def printable(text: str) -> str:
    """The text on one line without anything a terminal would obey."""
    return text if text.isprintable() else text.translate(_neutral())


def cell(value: Any) -> str:
    """A value as one line of text: nothing is empty, several are separated by `; `."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value if value.isprintable() else printable(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "; ".join(cell(item) for item in value)
    if isinstance(value, Mapping):  # a link is its URL
        return cell(value["url"]) if "url" in value else " ".join(filter(None, map(cell, value.values())))
    return str(value)
