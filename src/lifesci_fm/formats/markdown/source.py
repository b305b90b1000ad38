"""From the bytes of a file to lines that a Markdown parser can take: encodings, front matter, line numbers.

Every later line number goes back to the file through `Source.line`, because the HTML pass may add or join lines.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field

from lifesci_fm.errors import UnreadableInput
from lifesci_fm.formats import encoding
from lifesci_fm.formats.markdown.html import to_markdown

_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})
_KEY = re.compile(r"([A-Za-z_][\w-]*)\s*[:=]\s*(.*)\Z")
_LIST_ENTRY = re.compile(r"\s+-\s+(.*)\Z|-\s+(.*)\Z")
_MOST_FRONT_LINES = 200


@dataclass(slots=True)
class FrontMatter:
    """The block of keys above a note (Jekyll, Hugo, Obsidian). Keys in lower case; values are texts, lists joined."""

    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def one(self, *keys: str) -> str | None:
        """The first value of the first of these keys that has any."""
        return next((self.values[key][0] for key in keys if self.values.get(key)), None)

    def many(self, *keys: str) -> tuple[str, ...]:
        """All values of the first of these keys that has any."""
        return next((self.values[key] for key in keys if self.values.get(key)), ())


@dataclass(slots=True)
class Source:
    """A document as lines of Markdown. `origin[i]` is the line (from 1) of the file that line i came from."""

    lines: list[str]
    origin: list[int]
    front: FrontMatter | None

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)

    def line(self, index: int) -> int:
        """Line of the file, from 1, of the line at this index."""
        return self.origin[min(index, len(self.origin) - 1)] if self.origin else 1


def read_source(data: bytes | str, *, name: str) -> Source:
    """Decode, take off the front matter, turn HTML blocks into Markdown. Raises UnreadableInput for a binary file."""
    text = data if isinstance(data, str) else decode(data, name=name)
    lines = encoding.plain(text).split("\n")
    front, body = _front_matter(lines)
    kept, origin = to_markdown([""] * body + lines[body:])
    return Source(kept, origin, front)


def decode(data: bytes, *, name: str) -> str:
    """The text of a file, whatever its encoding. Raises UnreadableInput when the bytes are no text."""
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if not marked and (b"\0" in data or len(data.translate(None, _CONTROLS)) < 0.9 * len(data)):
        raise UnreadableInput(f"{name} is no text file.", "Give a Markdown file.")
    return encoding.text(data)


def _front_matter(lines: list[str]) -> tuple[FrontMatter | None, int]:
    """The front matter and the number of lines it takes; (None, 0) when there is none."""
    fence = lines[0].rstrip() if lines else ""
    if fence not in ("---", "+++"):
        return None, 0
    closing = ("---", "...") if fence == "---" else ("+++",)
    end = next((i for i, line in enumerate(lines[1:_MOST_FRONT_LINES], 1) if line.rstrip() in closing), None)
    if end is None or not any(_KEY.match(line) for line in lines[1:end]):
        return None, 0
    front, key = FrontMatter(), ""
    for number, line in enumerate(lines[1:end], 2):
        entry = _LIST_ENTRY.match(line)
        if entry and key:
            front.values[key] = (*front.values[key], _unquote(entry[1] or entry[2]))
        elif found := _KEY.match(line):
            key = found[1].lower()
            front.lines[key] = number
            front.values[key] = _values(found[2])
    return front, end + 1


def _values(text: str) -> tuple[str, ...]:
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        return tuple(value for part in text[1:-1].split(",") if (value := _unquote(part)))
    value = _unquote(text)
    return (value,) if value else ()


def _unquote(text: str) -> str:
    text = text.strip()
    quoted = len(text) >= 2 and text[0] == text[-1] and text[0] in "'\""
    return text[1:-1].strip() if quoted else text
