"""What stands in a .bib file, before anybody asks what it means."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class RawEntry:
    """One entry as written. `fields` are by lower-case name; of one that stands twice the first counts, as in BibTeX.

    `percent`: there is a `%` somewhere in it. `fault` says what is wrong with the entry, in words for the user; fields
    are then what could be saved of it.
    """

    line: int
    type: str
    key: str
    fields: dict[str, str]
    repeated: list[tuple[str, str]] = field(default_factory=list)
    percent: bool = True
    fault: str = ""
    text: str = ""


@dataclass(slots=True, frozen=True)
class BadBlock:
    """A block that is no entry and cannot be read (`@string` without an end)."""

    line: int
    type: str
    fault: str
    text: str
