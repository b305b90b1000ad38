"""Arrays of JSON objects, item by item: read each with its line, written a line each."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from lifesci_fm.records import Problem

_BETWEEN = re.compile(r"[\s,]*")


def objects(text: str, place: int) -> Iterator[tuple[int, Any]]:
    """The values of an array from `place` behind its `[`, with their lines from 1.

    A fault of syntax ends it with a Problem in place of a value, and loses nothing that stands before it; so does the
    end of the text, without one.
    """
    decoder = json.JSONDecoder()
    counted, line = 0, 1
    while True:
        place = _behind_blanks(text, place)
        if text[place : place + 1] in ("]", ""):
            return
        line += text.count("\n", counted, place)
        counted = place
        try:
            value, place = decoder.raw_decode(text, place)
        except (json.JSONDecodeError, RecursionError) as fault:
            message = f"This item is no JSON ({fault}); what follows was not read."
            yield line, Problem(line, "bad-entry", message, text[place : place + 60], entry=True)
            return
        yield line, value


def _behind_blanks(text: str, place: int) -> int:
    """Where the next thing begins behind blanks and commas."""
    found = _BETWEEN.match(text, place)
    return found.end() if found else place


def written(values: Iterable[Any], *, lines: bool = False) -> Iterator[str]:
    """A JSON array with one value a line, or JSON Lines."""
    encode: Callable[[Any], str] = json.JSONEncoder(ensure_ascii=False).encode
    if lines:
        yield from (f"{encode(value)}\n" for value in values)
        return
    before = "[\n"
    for value in values:
        yield f"{before}{encode(value)}"
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"
