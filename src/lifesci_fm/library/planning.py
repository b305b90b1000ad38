"""The reading plan: papers put in, moved within and taken out of it.

A paper of the plan has a place, `plan_position`, a whole number from 1 that no other has. Places leave gaps where
papers went; a move takes a free place, or pushes the shorter row of neighbours into the nearest gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lifesci_fm.errors import UsageError
from lifesci_fm.library.intake import Intake
from lifesci_fm.library.marking import Marked, mark_work, named
from lifesci_fm.library.work import load_works
from lifesci_fm.records import USER
from lifesci_fm.store.naming import PaperName, resolve
from lifesci_fm.vocabulary import Status


class Spot(NamedTuple):
    """Where in the plan: before or after a paper of it, behind all (`last`), or else in front of all."""

    before: str | None = None
    after: str | None = None
    last: bool = False


class Moved(NamedTuple):
    """A paper that was moved, its place now, and its neighbour if it was moved beside one."""

    paper: PaperName
    position: int
    beside: PaperName | None


def add(intake: Intake, names: Sequence[str]) -> list[Marked]:
    """Put papers at the end of the plan, in this order. What is in it already keeps its status and its place.

    Raises NotFound or Ambiguous; then nothing is changed.
    """
    papers = named(intake, names)
    intake.facts.speaker = USER
    works = {work.id: work for work in load_works(intake.ledger, [paper.id for paper in papers])}
    added = []
    for paper in papers:
        work = works[paper.id]
        before = Status(work.paper["status"])
        added.append(Marked(paper, before))
        if before is Status.UNPLANNED:
            mark_work(intake, work, Status.PLANNED)
        elif work.paper["plan_position"] is None:
            intake.ledger.set(work.paper, plan_position=intake.papers.next_position())
    intake.ledger.flush()
    return added


def move(intake: Intake, name: str, spot: Spot) -> Moved:
    """Move a paper of the plan. Raises NotFound or Ambiguous, and UsageError for one that is not in the plan."""
    ledger = intake.ledger
    paper = resolve(ledger.database, name)
    beside = resolve(ledger.database, spot.before or spot.after or "") if spot.before or spot.after else None
    if beside is not None and beside.id == paper.id:
        raise UsageError(f"{paper.key} cannot stand beside itself.", "Name another paper of the plan.")
    held: dict[int, int | None] = dict(
        ledger.query(
            "SELECT id, plan_position FROM paper WHERE status <> 'unplanned'"
            " ORDER BY plan_position IS NULL, plan_position, id"
        )
    )
    for one in (paper, *([beside] if beside else ())):
        if one.id not in held:
            raise UsageError(f"{one.key} is not in the plan.", f"`fm plan add {one.key}` puts it there.")
    own = held[paper.id]
    order = [number for number in held if number != paper.id]
    at = len(order) if spot.last else 0
    if beside is not None:
        at = order.index(beside.id) + (0 if spot.before else 1)
    places = _places([held[number] for number in order], own, at)
    order.insert(at, paper.id)
    wanted = dict(zip(order, places, strict=True))
    changed = [number for number in order if wanted[number] != held[number]]
    for row in ledger.load("paper", "id", changed):
        ledger.set(row, plan_position=wanted[row["id"]])
    ledger.flush()
    return Moved(paper, wanted[paper.id], beside)


def _places(held: Sequence[int | None], own: int | None, at: int) -> list[int]:
    """The places of all once the paper that held `own` stands at index `at` among the others: as few change as can."""
    others = [place for place in held if place is not None]
    if len(others) < len(held) or sorted({*others}) != others or others[:1] < [1] <= others[-1:]:
        return list(range(1, len(held) + 2))  # a plan written by hand: number it anew
    low = others[at - 1] if at else 0
    high = others[at] if at < len(others) else None
    if own is not None and low < own and (high is None or own < high):
        return [*others[:at], own, *others[at:]]
    if high is None or high - low > 1:
        return [*others[:at], low + 1, *others[at:]]
    end = at + 1  # the row behind, up to the next gap
    while end < len(others) and others[end] == others[end - 1] + 1:
        end += 1
    start = at  # the row in front, back to the gap before it
    while start > 0 and others[start - 1] == low - (at - start):
        start -= 1
    gap_in_front = start < at and others[start] > 1
    if gap_in_front and at - start < end - at:
        return [*others[:start], *(place - 1 for place in others[start:at]), low, *others[at:]]
    return [*others[:at], high, *(place + 1 for place in others[at:end]), *others[end:]]
