"""`fm add`: from what a person typed to papers in the library, with what the sources say of them.

Asking takes long and must not keep other writers waiting, so nothing is asked inside a transaction: known papers are
found first, answers are gathered, and every second or so what has come is written and committed. An interruption
keeps what was written, and running again goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from lifesci_fm.errors import MalformedIdentifier
from lifesci_fm.identifiers import Reference, parse
from lifesci_fm.library.answers import Taken, handfuls, take_answer, take_bare, unresolved
from lifesci_fm.library.intake import Intake
from lifesci_fm.library.wish import Wish, state_wish
from lifesci_fm.store.naming import PaperName

if TYPE_CHECKING:
    from lifesci_fm.library import Library
    from lifesci_fm.sources import Answer

Lookup = Callable[[Sequence[Reference]], Iterator["Answer"]]
OpenLibrary = Callable[[], AbstractContextManager["Library"]]


class AddOutcome(StrEnum):
    """What became of one identifier."""

    ADDED = "added"
    VERSION = "version"  # joined a known paper
    KNOWN = "known"  # nobody was asked
    INCOMPLETE = "incomplete"  # kept; a source was down, or fm offline
    UNKNOWN = "unknown"  # no source has it: not stored
    AMBIGUOUS = "ambiguous"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Added:
    """One identifier as it was typed, and what became of it. `faults` are the sentences of sources that failed."""

    id: str
    outcome: AddOutcome
    key: str | None = None
    message: str = ""
    faults: tuple[str, ...] = field(default=())
    candidates: tuple[str, ...] = field(default=())


def add(ids: Sequence[str], wish: Wish, *, lookup: Lookup, open_library: OpenLibrary) -> list[Added]:
    """Add works by their identifiers; one `Added` for each, in their order. `wish` is said of every paper.

    Raises UsageError for a domain that nobody knows, before anything is asked or written.
    """
    typed = list(dict.fromkeys(text.strip() for text in ids if text.strip()))
    said: dict[str, Added] = {}
    asked: dict[Reference, list[str]] = {}
    for text in typed:
        try:
            asked.setdefault(parse(text), []).append(text)
        except MalformedIdentifier as fault:
            said[text] = Added(text, AddOutcome.INVALID, message=str(fault))
    with open_library() as library:
        library.check(wish)
        for reference, texts in list(asked.items()):
            found = library.known(texts[0])
            if found:
                said.update(_known(library, found, texts, wish))
                del asked[reference]
    for answers in handfuls(lookup(list(asked)) if asked else ()):
        with open_library() as library:
            for answer in answers:
                done = library.take(answer, asked[answer.reference], wish)
                said.update((one.id, one) for one in done)
    return [said[text] for text in typed]


def _known(library: Library, found: list[PaperName], texts: list[str], wish: Wish) -> Iterator[tuple[str, Added]]:
    for text in texts:
        if len(found) > 1:
            message = f"{text} names {len(found)} papers of the library."
            yield text, Added(text, AddOutcome.AMBIGUOUS, None, message, candidates=tuple(map(str, found)))
            continue
        (paper,) = found
        library.wish(paper, wish)
        yield text, Added(text, AddOutcome.KNOWN, paper.key, f"{text} is known: {paper}.")


def take(intake: Intake, answer: Answer, texts: Sequence[str], wish: Wish) -> list[Added]:
    """Write one answer and say what became of it to each text that asked for it."""
    done = _take(intake, answer, texts[0], wish)
    if done.key is not None:
        state_wish(intake, done.key, wish)
    return [done, *(Added(text, AddOutcome.KNOWN, done.key, f"{text} is the same work.") for text in texts[1:])]


def _take(intake: Intake, answer: Answer, text: str, wish: Wish) -> Added:
    reference = answer.reference
    if answer.state == "found":
        taken = take_answer(intake, answer)
        if taken is not None:
            outcome = AddOutcome.ADDED if taken.made else AddOutcome.VERSION
            return Added(text, outcome, taken.work.key, _described(taken, text), answer.faults)
    kept = reference if answer.state == "down" else unresolved(reference)
    taken = take_bare(intake, kept, wish.models) if kept else None
    if taken is not None:
        key = taken.work.key
        message = f"{text} is kept incomplete as {key}; `fm refresh` completes it."
        if answer.state == "unknown":
            message = (
                f"No source can tell what {text} is; it is kept incomplete as {key}. "
                f"If the work has a DOI, `fm edit {key} --set doi=…` and `fm refresh {key}` complete it."
            )
        return Added(text, AddOutcome.INCOMPLETE, key, message, answer.faults)
    message = answer.message or f"No source knows {text}. Check it, or add the work by its title or address."
    return Added(text, AddOutcome.UNKNOWN, None, message, answer.faults)


def _described(taken: Taken, text: str) -> str:
    paper = taken.work.paper
    title = paper["title"] or "no title"
    return f"Added {taken.work.key}: {title}." if taken.made else f"{text} joined {taken.work.key}: {title}."
