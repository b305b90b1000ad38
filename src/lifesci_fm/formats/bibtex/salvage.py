"""What can be saved of an entry that does not parse: a forgotten comma, quote or brace costs no paper.

Fields are found by how they begin (`name = {`, `name = "`) at the start of a line or behind a comma; a value that
never ends is taken to the next field. What comes out is always reported, for a person to check.
"""

from __future__ import annotations

import re
from itertools import islice

_HEAD = re.compile(r"\s*@\s*(\w*)\s*[{(]\s*(?:([^\s,{}()=\"]+)\s*(?:,|\n))?")
_FIELD = re.compile(r"(?:^|(?<=[\n,{\"}]))[ \t]*(?:%[^\n]*\n\s*)*([A-Za-z][\w-]*)[ \t]*=[ \t]*(?=\S)")
_MOST_FIELDS = 100
_BRACE = re.compile(r"(?<!\\)[{}]")
_END_OF_BARE = re.compile(r"[,\n{}\"]")


def salvage(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The key and the fields of a broken entry, values with their delimiters; the first of a name counts."""
    head = _HEAD.match(text)
    key = (head[2] or "") if head else ""
    starts = list(islice(_FIELD.finditer(text, head.end() if head else 0), _MOST_FIELDS))
    fields: dict[str, str] = {}
    done = 0
    for number, start in enumerate(starts):
        if start.start() < done:
            continue  # inside the value before
        bound = starts[number + 1].start() if number + 1 < len(starts) else len(text)
        value, done = _value(text, start.end(), bound)
        fields.setdefault(start[1].lower(), value)
    return key, list(fields.items())


def _value(text: str, place: int, bound: int) -> tuple[str, int]:
    """The value at `place` and where it ends; one that has no end goes to where the next field begins."""
    opening = text[place]
    if opening == "{":
        level = 0
        for brace in _BRACE.finditer(text, place):
            level += 1 if brace[0] == "{" else -1
            if not level:
                return text[place : brace.end()], brace.end()
        return "{" + text[place + 1 : bound].rstrip(" \t\n,})") + "}", bound
    if opening == '"':
        close = re.compile(r'"(?=\s*(?:[,#)}]|\n|\Z))').search(text, place + 1, bound)
        if close is not None:
            return text[place : close.end()], close.end()
        return "{" + text[place + 1 : bound].rstrip(' \t\n,})"') + "}", bound
    end = _END_OF_BARE.search(text, place)
    end_place = end.start() if end else len(text)
    return text[place:end_place].strip(), end_place
