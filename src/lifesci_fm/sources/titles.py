"""Finding a work by its title: whom to ask, and how sure one may be of what comes back.

Title searches always return something. What resembles the title is scored; whether one of them is the work is decided
by `certain`, or by a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from lifesci_fm.records import PaperRecord
from lifesci_fm.same_work import Verdict, judge, profile_of
from lifesci_fm.same_work.titles import distinctive
from lifesci_fm.sources import arxiv, crossref
from lifesci_fm.sources.answers import CERTAIN, Candidate
from lifesci_fm.sources.combine import combined, ordered
from lifesci_fm.sources.source import Request, Source
from lifesci_fm.text import fold

_WORTH_SHOWING = 0.5
_AT_MOST = 10
_LONGEST = 500  # characters compared: the comparison is quadratic


def requests(title: str, contact: str) -> list[tuple[Source, Request]]:
    """The searches to make."""
    return [(crossref.WORKS, crossref.title_request(title, contact)), (arxiv.IDS, arxiv.title_request(title))]


def candidates(title: str, records: Sequence[PaperRecord]) -> list[Candidate]:
    """Those that resemble the title, best first; two forms of one work are one candidate."""
    works: list[list[PaperRecord]] = []
    for record in records:
        mine = profile_of(record)
        same = [work for work in works if any(judge(mine, profile_of(part)).verdict is Verdict.SAME for part in work)]
        works = [work for work in works if work not in same]
        works.append([record, *(part for work in same for part in work)])
    found = []
    for work in works:
        score = max(_score(title, part.title or "") for part in work)
        if score >= _WORTH_SHOWING:
            found.append(Candidate(combined(ordered(work)), round(score, 3)))
    return sorted(found, key=lambda candidate: -candidate.score)[:_AT_MOST]


def certain(found: Sequence[Candidate]) -> Candidate | None:
    """The one candidate that is the work beyond doubt: nothing else comes near its title, and few could have it."""
    sure = [candidate for candidate in found if candidate.score >= CERTAIN]
    return sure[0] if len(sure) == 1 and distinctive(fold(sure[0].record.title or "")) else None


def _score(title: str, other: str) -> float:
    """1 for titles that differ in case, punctuation and white space only, else the share of text in common."""
    mine, theirs = fold(title)[:_LONGEST], fold(other)[:_LONGEST]
    if mine.replace(" ", "") == theirs.replace(" ", ""):
        return 1.0
    return SequenceMatcher(None, mine, theirs, autojunk=False).ratio()
