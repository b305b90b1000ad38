"""`fm refresh`: ask the sources again about papers of the library, and say what that changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lifesci_fm.catalog.query import select_ids
from lifesci_fm.identifiers import Identifier, Reference, Scheme, is_preprint, read_url
from lifesci_fm.library.answers import REGISTERED, handfuls, take_answer
from lifesci_fm.library.intake import Intake
from lifesci_fm.library.work import Work, load_works
from lifesci_fm.store.naming import resolve
from lifesci_fm.vocabulary import Filter

if TYPE_CHECKING:
    from lifesci_fm.library import Library
    from lifesci_fm.sources import Answer

Lookup = Callable[[Sequence[Reference]], Iterator["Answer"]]
OpenLibrary = Callable[[], AbstractContextManager["Library"]]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A paper of the library and what the sources know it by; None when they cannot know it."""

    id: int
    key: str
    reference: Reference | None


@dataclass(frozen=True, slots=True)
class Renewed:
    """What asking again changed in a paper. `state` is the answer's, or `unasked` where there was nothing to ask."""

    key: str
    state: str
    changes: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


def refresh(papers: Sequence[Waiting], *, lookup: Lookup, open_library: OpenLibrary) -> Iterator[Renewed]:
    """Ask about these papers and write answers as they come; an interruption keeps what was written."""
    asked: dict[Reference, list[Waiting]] = {}
    for paper in papers:
        if paper.reference is None:
            yield Renewed(paper.key, "unasked")
        else:
            asked.setdefault(paper.reference, []).append(paper)
    if not asked:
        return
    for answers in handfuls(lookup(list(asked))):
        with open_library() as library:
            renewed = [library.renew(paper, answer) for answer in answers for paper in asked[answer.reference]]
        yield from renewed


def waiting(intake: Intake, names: Sequence[str], chosen: Filter) -> list[Waiting]:
    """The papers of these names (all, without names) that a filter chooses. Raises NotFound and UsageError."""
    ledger = intake.ledger
    named = [resolve(ledger.database, name).id for name in names]
    numbers = named if named and chosen == Filter() else list(select_ids(ledger.database, chosen))
    if named:
        among = set(numbers)
        numbers = [number for number in named if number in among]
    works = load_works(ledger, dict.fromkeys(numbers))
    return [Waiting(work.id, work.key, _reference(work)) for work in works]


def _reference(work: Work) -> Reference | None:
    """What to ask for: the published form's identifier, else a preprint's, else what nobody registers."""
    held = sorted((Identifier(Scheme(row["scheme"]), row["value"]) for row in work.identifiers), key=_rank)
    urls = [version["url"] for version in work.versions if version["url"]]
    if not held:
        return next((found for found in map(read_url, urls) if found), None)
    best = held[0]
    url = next((url for url in urls if (found := read_url(url)) and found.identifier == best), None)
    return Reference(best, url=url or (best.url if best.scheme is Scheme.URL else None))


def _rank(identifier: Identifier) -> tuple[bool, bool, int, str]:
    schemes = list(Scheme)
    return (
        identifier.scheme not in REGISTERED,
        is_preprint(identifier),
        schemes.index(identifier.scheme),
        identifier.value,
    )


def renew(intake: Intake, paper: Waiting, answer: Answer) -> Renewed:
    """Write an answer into the paper it was asked for; a paper that it shows to be the same work is joined to it."""
    if answer.record is None:
        return Renewed(paper.key, answer.state, (), answer.faults or ((answer.message,) if answer.message else ()))
    works = load_works(intake.ledger, [paper.id])
    if not works:  # removed meanwhile
        return Renewed(paper.key, "unasked")
    (work,) = works
    before = _told(work)
    if not work.paper["complete"]:
        _forget_wrong_guess(intake, work, answer)
    intake.ledger.flush()
    taken = take_answer(intake, answer)
    # a part of the answer may be about a paper that a person holds apart; the paper itself may have become another's
    (work,) = load_works(intake.ledger, [paper.id]) or load_works(intake.ledger, [taken.work.id if taken else paper.id])
    return Renewed(work.key, answer.state, tuple(_differences(before, _told(work))), answer.faults)


def _forget_wrong_guess(intake: Intake, work: Work, answer: Answer) -> None:
    """An identifier that was only guessed from an address goes when the sources say that it is another."""
    assert answer.record is not None  # noqa: S101 - the caller looked
    asked = answer.reference.identifier
    row = work.identifier(asked)
    if row is not None and asked.scheme in REGISTERED and asked not in answer.record.identifiers:
        work.identifiers.remove(row)
        intake.ledger.drop(row)


def _told(work: Work) -> dict[str, str]:
    """What a person would want to hear of when it changes."""
    paper = work.paper
    told = {name: str(paper[name] or "") for name in ("title", "venue", "date", "doi", "type")}
    told["retracted"] = "retracted" if paper["retracted"] else ""
    told["complete"] = "complete" if paper["complete"] else ""
    for row in work.versions:
        name = f"{row['kind']} version" + (f" v{row['number']}" if row["number"] else "")
        posted = (
            json.loads(row["extra"]).get("updated") or row["date"]
        )  # a preprint's date is that of its first version
        told[f"{name} {row['identifier_id'] or row['id']}"] = " ".join(filter(None, (row["venue"], posted)))
    for row in work.relations:
        if row["kind"] in ("corrected-by", "retracted-by"):
            told[f"{row['kind']} {row['value']}"] = row["date"] or "noticed"
    return told


def _differences(before: dict[str, str], after: dict[str, str]) -> Iterator[str]:
    for name, value in after.items():
        old = before.get(name, "")
        label = name.rpartition(" ")[0] if "version" in name else name
        if value != old and name in ("retracted", "complete"):
            yield value or f"no longer {old}"
        elif value != old and (value or name not in before):
            yield f"{label}: {old} → {value}" if old else f"{label}: {value}"
