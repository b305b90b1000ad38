"""`fm doctor --fix`: what can be set right without a decision of a person's."""

from __future__ import annotations

from lifesci_fm.library.intake import Intake
from lifesci_fm.records import USER
from lifesci_fm.store.settle import settle, unsettled
from lifesci_fm.store.ties import untied


def mend(intake: Intake) -> int:
    """Recompute columns that do not repeat what they should, and tie what names papers of the library to them.

    Returns how many things were mended.
    """
    ledger = intake.ledger
    papers = unsettled(ledger.database)
    if papers:
        ledger.begin_command()
        settle(ledger.database, papers)
    intake.facts.speaker = USER
    datasets = {tie.owner_id: tie.paper_id for tie in untied(ledger.database, "dataset")}
    for row in ledger.load("dataset", "id", datasets):
        ledger.set(row, paper_id=datasets[row["id"]])
    ties = [tie for noun in ("article", "resource") for tie in untied(ledger.database, noun)]
    for tie in ties:
        values = {f"{tie.noun}_id": tie.owner_id, "paper_id": tie.paper_id}
        ledger.new(f"{tie.noun}_paper", **values, origin_id=intake.facts.origin_id)
    ledger.flush()
    return len(papers) + len(datasets) + len(ties)
