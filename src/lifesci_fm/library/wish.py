"""What a person says of the papers she adds, beside their identifiers. It is her word: no source overrules it."""

from __future__ import annotations

from dataclasses import dataclass

from lifesci_fm.library.intake import Intake
from lifesci_fm.library.marking import mark
from lifesci_fm.library.work import load_works
from lifesci_fm.records import USER, DomainMention, ModelRecord, PaperRecord
from lifesci_fm.store.naming import resolve
from lifesci_fm.vocabulary import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The options of `fm add`. `date` (a partial date) is the model's first release."""

    model: str | None = None
    domains: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    note: str | None = None
    date: str | None = None
    status: Status | None = None

    @property
    def models(self) -> tuple[ModelRecord, ...]:
        """The model that the paper is said to introduce, if any."""
        return (ModelRecord(name=self.model, released=self.date),) if self.model else ()


def state_wish(intake: Intake, key: str, wish: Wish) -> None:
    """Write it for one paper of the library. Raises UsageError for a domain that nobody knows."""
    numbers = [intake.domains.require(name) for name in wish.domains]
    mentions = tuple(DomainMention(intake.domains.name(number)) for number in numbers)
    record = PaperRecord(models=wish.models, domains=mentions, tags=wish.tags, note=wish.note, origin=USER)
    found = resolve(intake.ledger.database, key)
    (work,) = load_works(intake.ledger, [found.id])
    if wish.model or wish.domains or wish.tags or wish.note:
        intake.state(work, record)
    if wish.status is not None:
        mark(intake, wish.status, [key])
