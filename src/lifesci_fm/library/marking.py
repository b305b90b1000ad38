"""What a person does to papers by name: give them a reading status, take them out of the library."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from lifesci_fm.library.intake import Intake
from lifesci_fm.library.ledger import Row
from lifesci_fm.library.work import Work, load_works
from lifesci_fm.records import USER
from lifesci_fm.store.naming import PaperName, resolve
from lifesci_fm.vocabulary import Status


class Marked(NamedTuple):
    """A paper and the reading status it had before it was marked."""

    paper: PaperName
    before: Status


def named(intake: Intake, names: Sequence[str]) -> list[PaperName]:
    """The papers these names mean, each once. Raises NotFound or Ambiguous before anything is changed."""
    found = {paper.id: paper for paper in (resolve(intake.ledger.database, name) for name in names)}
    return list(found.values())


def mark(intake: Intake, status: Status, names: Sequence[str]) -> list[Marked]:
    """Give papers a reading status; the day is kept when it changes.

    It is the user's word from now on: no file or source changes it. A paper that enters the plan takes the next
    place in it; one that leaves it keeps no place.
    """
    papers = named(intake, names)
    intake.facts.speaker = USER
    works = {work.id: work for work in load_works(intake.ledger, [paper.id for paper in papers])}
    marked = []
    for paper in papers:
        work = works[paper.id]
        marked.append(Marked(paper, Status(work.paper["status"])))
        mark_work(intake, work, status)
    intake.ledger.flush()
    return marked


def mark_work(intake: Intake, work: Work, status: Status) -> None:
    ledger, paper = intake.ledger, work.paper
    if paper["status"] != status:
        ledger.new("reading_event", paper_id=work.id, status=status.value, date=today())
        ledger.set(paper, updated=ledger.at)
    intake.facts.say(paper, work.claims, "status", status.value)
    if status is Status.UNPLANNED:
        ledger.set(paper, plan_position=None)
    elif paper["plan_position"] is None:
        ledger.set(paper, plan_position=intake.papers.next_position())


def remove(intake: Intake, names: Sequence[str]) -> list[PaperName]:
    """Take papers out of the library with all that belongs to them.

    Datasets and write-ups about them stay, and so do models, but for one that was only guessed from the title.
    """
    papers = named(intake, names)
    for work in load_works(intake.ledger, [paper.id for paper in papers]):
        guessed: list[Row] = [row for row in work.models if row["guessed"]]
        intake.ledger.drop(work.paper)
        intake.ledger.flush()
        for row in guessed:
            intake.models.forget_guess(row["model_id"])
    intake.ledger.flush()
    return papers


def today() -> str:
    """The user's own day."""
    return datetime.now(UTC).astimezone().date().isoformat()
