"""`@string` macros and the expressions they stand in: `jan # "~1"`, `acm # { Transactions}`.

A macro may be defined behind its use, and again: what counts is the nearest definition above, else the first below.
"""

from __future__ import annotations

import re

from lifesci_fm.formats.bibtex.dates import MONTH_MACROS

_PART = re.compile(r"\s*([{\"]|[^\s#{}\"%]+)")
_JOINT = re.compile(r"\s*#")
_BRACE = re.compile(r"(?<!\\)[{}]")
_QUOTE_OR_BRACE = re.compile(r"(?<!\\)[{}\"]")
_DEEPEST = 30  # macros made of macros


class Macros:
    """The macros of one file. `undefined` holds those used without a definition, with the line of the first use."""

    def __init__(self) -> None:
        self._written: dict[str, str] = {}
        self.undefined: dict[str, int] = {}

    def copy(self) -> Macros:
        """The same definitions, to be changed apart."""
        other = Macros()
        other._written = dict(self._written)
        return other

    def define(self, name: str, expression: str) -> None:
        """`@string{name = expression}`, as the file is walked."""
        self._written[name.lower()] = expression

    def define_first(self, name: str, expression: str) -> None:
        """A definition met while the file is looked through for the first time."""
        self._written.setdefault(name.lower(), expression)

    def value(self, name: str, line: int | None, depth: int = 0) -> str:
        """What a bare word stands for: a number for itself, an undefined macro for its own name.

        Undefined macros are noted with their line, unless that is None.
        """
        if name.isdecimal():
            return name
        key = name.lower()
        expression = self._written.get(key)
        if expression is not None and depth < _DEEPEST:
            return self.expression(expression, line, depth + 1)[0]
        month = MONTH_MACROS.get(key)
        if month is not None:
            return month
        if line is not None and name[0].isalpha():
            self.undefined.setdefault(name, line)
        return name

    def expression(self, text: str, line: int | None, depth: int = 0) -> tuple[str, str]:
        """The text of a field's value, its parts put together without delimiters, and what stands behind it."""
        out: list[str] = []
        place = 0
        while found := _PART.match(text, place):
            part, place = found[1], found.end()
            if part == "{":
                place, inner = _braced(text, place)
                out.append(inner)
            elif part == '"':
                place, inner = _quoted(text, place)
                out.append(inner)
            else:
                out.append(self.value(part, line, depth))
            joint = _JOINT.match(text, place)
            if joint is None:
                break
            place = joint.end()
        return "".join(out), text[place:].strip()


def _braced(text: str, start: int) -> tuple[int, str]:
    """Where a group that opened just before `start` ends, and what is in it."""
    level = 1
    for brace in _BRACE.finditer(text, start):
        level += 1 if brace[0] == "{" else -1
        if not level:
            return brace.end(), text[start : brace.start()]
    return len(text), text[start:]


def _quoted(text: str, start: int) -> tuple[int, str]:
    """Where a quoted part ends: at a quote that stands in no braces."""
    level = 0
    for mark in _QUOTE_OR_BRACE.finditer(text, start):
        if mark[0] == '"':
            if level <= 0:
                return mark.end(), text[start : mark.start()]
        else:
            level += 1 if mark[0] == "{" else -1
    close = text.rfind('"')
    return (close + 1, text[start:close]) if close >= start else (len(text), text[start:])
