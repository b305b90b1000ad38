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
_DEEPEST = 100  # macros made of macros
_LONGEST = 200_000  # characters of one value: macros made of macros double quickly


class Macros:
    """The macros of one file. `undefined` holds those used without a definition, with the line of the first use."""

    def __init__(self) -> None:
        self._written: dict[str, str] = {}
        self._known: dict[str, str] = {}  # what macros stand for, until another is defined
        self._open: set[str] = set()  # those being put together: one may name itself
        self.undefined: dict[str, int] = {}

    def copy(self) -> Macros:
        """The same definitions, to be changed apart."""
        other = Macros()
        other._written = dict(self._written)
        return other

    def define(self, name: str, expression: str) -> None:
        """`@string{name = expression}`, as the file is walked."""
        self._written[name.lower()] = expression
        self._known.clear()

    def define_first(self, name: str, expression: str) -> None:
        """A definition met while the file is looked through for the first time."""
        self._written.setdefault(name.lower(), expression)

    def value(self, name: str, line: int | None) -> str:
        """What a bare word stands for: a number for itself, an undefined macro for its own name.

        Undefined macros are noted with their line, unless that is None.
        """
        if name.isdecimal():
            return name
        key = name.lower()
        known = self._known.get(key)
        if known is not None:
            return known
        expression = self._written.get(key)
        if expression is not None and key not in self._open and len(self._open) < _DEEPEST:
            self._open.add(key)
            known = self._known[key] = self.expression(expression, line)[0]
            self._open.discard(key)
            return known
        month = MONTH_MACROS.get(key)
        if month is not None:
            return month
        if line is not None and name[0].isalpha():
            self.undefined.setdefault(name, line)
        return name

    def expression(self, text: str, line: int | None) -> tuple[str, str]:
        """The text of a field's value, its parts put together without delimiters, and what stands behind it."""
        out: list[str] = []
        place = length = 0
        while length < _LONGEST and (found := _PART.match(text, place)):
            part, place = found[1], found.end()
            if part == "{":
                place, part = _braced(text, place)
            elif part == '"':
                place, part = _quoted(text, place)
            else:
                part = self.value(part, line)
            out.append(part)
            length += len(part)
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
