"""A person settles what the rules leave open: two papers are one work, or they are two.

Either way her word lasts. Papers that she joined are one whatever is imported later; papers that she holds apart
(`not-same` on both) are never joined again, nor remarked upon.
"""

from __future__ import annotations

from typing import NamedTuple

from lifesci_fm.errors import UsageError
from lifesci_fm.library.absorbing import absorb, point_to
from lifesci_fm.library.intake import Intake
from lifesci_fm.library.ledger import Ledger
from lifesci_fm.library.marking import named
from lifesci_fm.library.papers import MAYBE_SAME
from lifesci_fm.library.work import Work, load_works
from lifesci_fm.records import USER
from lifesci_fm.same_work import NOT_SAME
from lifesci_fm.store.naming import PaperName
from lifesci_fm.store.settle import settle


class Joined(NamedTuple):
    """The paper that stays, and the one whose key is now an alias of it."""

    kept: PaperName
    gone: PaperName


def join(intake: Intake, one: str, other: str) -> Joined:
    """Make one paper of two: the older stays, with everything that both have.

    Raises NotFound, Ambiguous, or UsageError for two names of one paper; then nothing is changed.
    """
    kept, gone = _two(intake, one, other)
    joined = Joined(_name(kept), _name(gone))
    ledger = intake.ledger
    intake.facts.speaker = USER
    _forget(ledger, kept, gone, (MAYBE_SAME, NOT_SAME))
    absorb(intake.papers, kept, gone)
    ledger.set(kept.paper, updated=ledger.at)
    ledger.flush()
    point_to(ledger, kept.id, kept.key, gone.key)
    settle(ledger.database, [kept.id])
    return joined


def hold_apart(intake: Intake, one: str, other: str) -> tuple[PaperName, PaperName]:
    """Note that two papers are two works. Raises NotFound, Ambiguous, or UsageError for two names of one paper."""
    first, second = _two(intake, one, other)
    say_apart(intake, first, second)
    intake.ledger.flush()
    return _name(first), _name(second)


def say_apart(intake: Intake, one: Work, other: Work) -> None:
    """Write down on both papers that a person holds them apart."""
    intake.facts.speaker = USER
    _forget(intake.ledger, one, other, (MAYBE_SAME,))
    intake.papers.relate(one, NOT_SAME, "key", other.key)
    intake.papers.relate(other, NOT_SAME, "key", one.key)


def _two(intake: Intake, one: str, other: str) -> tuple[Work, Work]:
    """Two papers, the older first."""
    found = named(intake, [one, other])
    if len(found) < 2:
        raise UsageError(f"{one} and {other} are the same paper already: {found[0]}.", "Name two papers.")
    first, second = load_works(intake.ledger, [paper.id for paper in found])
    return first, second


def _name(work: Work) -> PaperName:
    return PaperName(work.id, work.key, work.paper["title"])


def _forget(ledger: Ledger, one: Work, other: Work, kinds: tuple[str, ...]) -> None:
    """Drop what either paper says of the other in these kinds of relation, by any of its keys."""
    for work, about in ((one, other), (other, one)):
        for row in [
            row for row in work.relations if row["kind"] in kinds and row["value"].lower() in about.profile.held
        ]:
            ledger.drop(row)
            work.relations.remove(row)
    one.changed()
    other.changed()
