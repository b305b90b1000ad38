"""What an import came to: one report a file, as `fm import --json` prints it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from lifesci_fm.records import Problem


class Outcome(StrEnum):
    """What became of one entry of a file."""

    ADDED = "added"  # a new object
    CHANGED = "changed"  # an object that stands gained something
    UNCHANGED = "unchanged"
    MERGED = "merged"  # the same work by more than a shared identifier, or a new version of it
    CONFLICT = "conflicts"  # contradicts what stands, and was kept out


@dataclass(slots=True)
class FileReport:
    """Every entry of a file, counted once; `problems` in the order of their lines."""

    file: str
    format: str
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    merged: int = 0
    conflicts: int = 0
    problems: list[Problem] = field(default_factory=list)
    made: set[int] = field(default_factory=set, repr=False)  # ids of the papers counted as added

    @property
    def entries(self) -> int:
        """Entries met, kept or not."""
        kept = self.added + self.changed + self.unchanged + self.merged + self.conflicts
        return kept + sum(problem.entry for problem in self.problems)

    def count(self, outcome: Outcome) -> None:
        """One more entry with this outcome."""
        setattr(self, outcome.value, getattr(self, outcome.value) + 1)

    def count_paper(self, outcome: Outcome, paper_id: int) -> None:
        """The same for an entry about this paper."""
        self.count(outcome)
        if outcome is Outcome.ADDED:
            self.made.add(paper_id)

    def absorbed(self, paper_id: int) -> None:
        """A paper turned out to be another one's work: if its entry was counted as added, it was merged after all."""
        if paper_id in self.made:
            self.made.remove(paper_id)
            self.added -= 1
            self.merged += 1

    def as_json(self) -> dict[str, Any]:
        """The report as the contract has it."""
        problems = sorted(self.problems, key=lambda problem: problem.line)
        return {
            "file": self.file,
            "format": self.format,
            "entries": self.entries,
            **{outcome.value: getattr(self, outcome.value) for outcome in Outcome},
            "problems": [{k: v for k, v in asdict(problem).items() if k != "entry"} for problem in problems],
        }


def summary(reports: Iterable[FileReport]) -> str:
    """One line for the history: `added 37, merged 3`."""
    counts: dict[str, int] = {}
    for report in reports:
        for outcome in Outcome:
            counts[outcome.value] = counts.get(outcome.value, 0) + getattr(report, outcome.value)
    said = [f"{name} {number}" for name, number in counts.items() if number and name != "unchanged"]
    return ", ".join(said) or "unchanged"
