"""Arrays of JSON objects, item by item, each with its line: a fault behind the thousandth loses none before it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lifesci_fm.records import Problem

_BETWEEN = re.compile(r"[\s,]*")


def objects(text: str, place: int) -> Iterator[tuple[int, Any]]:
    """The values of an array from `place` behind its `[`, with their lines from 1.

    A fault of syntax ends it with a Problem in place of a value; so does the end of the text, without one.
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
