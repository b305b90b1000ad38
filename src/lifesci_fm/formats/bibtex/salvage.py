"""What can be saved of an entry that does not parse: a forgotten comma, quote or brace costs no paper.

Fields are found by how they begin (`name = {`, `name = "`) at the start of a line or behind a comma; a value that
never ends, or only behind fields that every entry has, is taken to the next field. What comes out is always reported,
for a person to check.
"""

from __future__ import annotations

import re
from itertools import islice

_HEAD = re.compile(r"\s*@\s*(\w*)\s*[{(]\s*(?:([^\s,{}()=\"]+)\s*[,\n})])?")
_FIELD = re.compile(r"(?:^|(?<=[\n,{\"}]))[ \t]*(?:%[^\n]*\n\s*)*([A-Za-z][\w-]*)[ \t]*=[ \t]*(?=\S)")
_MOST_FIELDS = 100
_BRACE = re.compile(r"(?<!\\)[{}]")
_BARE = re.compile(r'[^,\n{}"#]*(?:#\s*(?:"[^"\n]*"|\{[^{}]*\}|[^\s,#{}"]+)[ \t]*)*')
_USUAL_WORDS = """
    author title year journal journaltitle booktitle volume number pages month date publisher editor school institution
    series address location organization edition doi url issn isbn eprint keywords abstract note
"""
#: Fields whose beginning inside braces tells that a brace is missing before them.
_USUAL = frozenset(_USUAL_WORDS.split())


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
        swallowed = (one.start() for one in starts[number + 1 :] if _is_usual(one, text))
        value, done = _value(text, start.end(), bound, next(swallowed, len(text)))
        fields.setdefault(start[1].lower(), value)
    return key, list(fields.items())


def _is_usual(start: re.Match[str], text: str) -> bool:
    return start[1].lower() in _USUAL and text[start.end()] in '{"'


def _value(text: str, place: int, bound: int, usual: int) -> tuple[str, int]:
    """The value at `place` and where it ends; one that has no end goes to where the next field begins.

    `usual` is where the next field begins that stands in no other value.
    """
    opening = text[place]
    if opening == "{":
        level = 0
        for brace in _BRACE.finditer(text, place, usual):
            level += 1 if brace[0] == "{" else -1
            if not level:
                return text[place : brace.end()], brace.end()
        return _without_end(text, place, bound)
    if opening == '"':
        close = re.compile(r'"(?=\s*(?:[,#)}]|\n|\Z))').search(text, place + 1, bound)
        if close is None:
            return _without_end(text, place, bound)
        value, end = text[place : close.end()], close.end()
        return (f"{{{value[1:-1]}}}" if '"' in value[1:-1] and _is_balanced(value) else value), end
    bare = _BARE.match(text, place)
    end = bare.end() if bare else place
    value = text[place:end].strip()
    return (f"{{{value}}}" if " " in value and "#" not in value else value), end


def _without_end(text: str, place: int, bound: int) -> tuple[str, int]:
    return "{" + text[place + 1 : bound].rstrip(' \t\n,})"') + "}", bound


def _is_balanced(text: str) -> bool:
    level = 0
    for brace in _BRACE.finditer(text):
        level += 1 if brace[0] == "{" else -1
        if level < 0:
            return False
    return not level
