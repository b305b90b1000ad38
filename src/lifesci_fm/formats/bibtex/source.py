"""A .bib file in pieces: any size in little memory, walked as often as needed.

Each piece begins where a block begins in any case, so that pieces can be read one by one.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Iterator
from pathlib import Path

from lifesci_fm.formats import encoding
from lifesci_fm.formats.bibtex.split import BLOCK_START

_PIECE = 1 << 20  # bytes
_LONGEST_WORD = 20  # bytes that a word may have on both sides of a cut
_ASCII_KEPT = ("utf-8", "cp1252")  # codecs in which the bytes of ASCII mean nothing else


class Source:
    """The text of a file given as text, bytes or a path, as pieces with the line each begins at."""

    def __init__(self, data: bytes | str | Path) -> None:
        if isinstance(data, Path):
            self._codec, self._errors = _detect_file(data)
        elif isinstance(data, bytes):
            self._codec, self._errors = encoding.detect(data)
        self._data = data

    def pieces(self) -> Iterator[tuple[int, str]]:
        """Every piece and the number of its first line."""
        if isinstance(self._data, str):
            yield 1, encoding.plain(self._data)
            return
        decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(self._codec)(self._errors), translate=True)
        line, rest = 1, ""
        for raw, last in self._raw():
            if self._codec in _ASCII_KEPT:
                raw = raw.translate(encoding.BLANK_BYTES, encoding.CONTROL_BYTES)
            decoded = decoder.decode(raw, last)
            text = rest + (decoded if decoded.isascii() else encoding.plain(decoded))
            cut = len(text) if last else _last_start(text, len(rest))
            if cut:
                yield line, text[:cut]
                line += text.count("\n", 0, cut)
            rest = text[cut:]

    def may_be(self, asked: Callable[[bytes], bool]) -> bool:
        """Is the answer yes for some part of its bytes, in small letters? Yes, too, where bytes do not tell."""
        if isinstance(self._data, str) or self._codec not in _ASCII_KEPT:
            return True
        end = b""
        for raw, _ in self._raw():
            small = end + raw.lower()
            if asked(small):
                return True
            end = small[-_LONGEST_WORD:]
        return False

    def _raw(self) -> Iterator[tuple[bytes, bool]]:
        """The bytes of the file, and with the last of them True."""
        if isinstance(self._data, bytes):
            for start in range(0, len(self._data) or 1, _PIECE):
                yield self._data[start : start + _PIECE], start + _PIECE >= len(self._data)
        elif isinstance(self._data, Path):
            with self._data.open("rb") as file:
                raw = file.read(_PIECE)
                while len(raw) == _PIECE:
                    following = file.read(_PIECE)
                    yield raw, not following
                    if not following:
                        return
                    raw = following
                yield raw, True


def _last_start(text: str, searched: int) -> int:
    """The start of the last block that begins a line, 0 when none does."""
    place = len(text)
    while (place := text.rfind("\n@", 0, place)) >= 0:
        if BLOCK_START.match(text, place):
            return place + 1
        if place < searched:
            break
    return 0


def _detect_file(path: Path) -> tuple[str, str]:
    """As `encoding.detect`; a file that is UTF-8, as nearly all are, is not held in memory for it."""
    with path.open("rb") as file:
        has_mark = file.read(3) == codecs.BOM_UTF8
        file.seek(0)
        if not encoding.is_utf8(iter(lambda: file.read(_PIECE), b"")):
            return encoding.detect(path.read_bytes())
    return ("utf-8-sig" if has_mark else "utf-8"), "strict"
