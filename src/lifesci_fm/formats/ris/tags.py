"""Files of tagged lines → records: RIS (`TY  - JOUR`), MEDLINE (`PMID- 123`), EndNote (`%0 Journal Article`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_LINES = {
    "ris": re.compile(r"([A-Z][A-Z0-9])  ?- ?(.*)"),
    "medline": re.compile(r"([A-Z]{2,4}) {0,2}- (.*)"),
    "endnote": re.compile(r"%(\S) (.*)"),
}
_FIRST = {"ris": "TY", "medline": "PMID", "endnote": "0"}
#: An `ID` that is a citation key; programs that have none put numbers there. Other keys stand in `LB`, too.
KEY = re.compile(r"[A-Za-z](?!\S*://)(?:[^\s\\{}]*\d[^\s\\{}]*|[\w:./-]*)")


@dataclass(slots=True)
class Tagged:
    """One record: its tags in order with their values. `closed` is False when the file breaks off within it."""

    line: int
    tags: list[tuple[str, str]] = field(default_factory=list)
    closed: bool = True

    def all(self, *names: str) -> list[str]:
        """The values of these tags, tag by tag, as far as they hold anything."""
        return [value for name in names for tag, value in self.tags if tag == name and value]

    def first(self, *names: str) -> str:
        """The first value of the first of these tags that has one; empty if none has."""
        return next(iter(self.all(*names)), "")


def dialect(text: str) -> str | None:
    """Which kind of tags a file is written in, told from its first line that has one."""
    for line in text.splitlines():
        for name, pattern in _LINES.items():
            found = pattern.match(line.lstrip("\ufeff"))
            if found and found[1] == _FIRST[name]:
                return name
    return None


def records(text: str, kind: str) -> Iterator[Tagged | tuple[int, str]]:
    """The records of a file; a line that belongs to none comes as itself, with its number."""
    pattern, first = _LINES[kind], _FIRST[kind]
    record: Tagged | None = None
    for number, line in enumerate(text.split("\n"), 1):
        found = pattern.match(line)
        if found and found[1] == first:
            if record is not None:
                record.closed = kind != "ris"
                yield record
            record = Tagged(number, [(first, found[2].strip())])
        elif record is None:
            if line.strip():
                yield number, line
        elif found and kind == "ris" and found[1] == "ER":
            yield record
            record = None
        elif found:
            record.tags.append((found[1], found[2].strip()))
        elif line.strip():  # a value that goes on
            tag, value = record.tags[-1]
            record.tags[-1] = (tag, f"{value} {line.strip()}".strip())
    if record is not None:
        record.closed = kind != "ris"
        yield record
