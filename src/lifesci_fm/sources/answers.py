"""What this room answers: one `Answer` for each reference, and candidates for a title."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lifesci_fm.identifiers import Reference
from lifesci_fm.records import PaperRecord

State = Literal["found", "unknown", "down"]

#: A title that is the one asked for; what is alike beyond doubt but not equal stays for a person to decide.
CERTAIN = 0.95


@dataclass(frozen=True, slots=True)
class Answer:
    """What the sources said about one reference.

    found: `record` holds everything, `parts` the same by source (published form first), each with its own origin.
        The record's identifiers are the ones to keep: one that was guessed from a URL may turn out to be another.
    unknown: every source answered and none has it; `message` says more where a source said more (`10.1/x is a
        journal, no paper`). A URL that nothing can be derived from is unknown, too.
    down: no source has it, but one that might failed.

    `faults` are sentences, one for each source that failed, each naming it; a found record can have some, too.
    """

    reference: Reference
    record: PaperRecord | None
    state: State
    faults: tuple[str, ...] = ()
    message: str = ""
    parts: tuple[PaperRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A work whose title resembles the one asked for; `score` from 0 to 1 is a hint, 1 the same title."""

    record: PaperRecord
    score: float
