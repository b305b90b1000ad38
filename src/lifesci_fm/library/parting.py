"""Who of two parting papers keeps what: the words of some origins leave, those of all others stay.

A word that both sides must have said, but that only one of them is known to have said (the rules keep an equal
statement once), stays with the other side as a guess.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from lifesci_fm.library.editing.people import authors_of
from lifesci_fm.library.facts import Facts
from lifesci_fm.library.guessing import NOBODY
from lifesci_fm.library.ledger import Row
from lifesci_fm.library.papers import Papers, displayed
from lifesci_fm.library.work import Work
from lifesci_fm.records import Origin, PaperRecord
from lifesci_fm.store.derived import title_keys
from lifesci_fm.vocabulary import PaperType

#: What a paper has one of, and keeps a claim for whenever somebody says it differently.
_FIELDS = ("title", "abstract", "type", "authors")


def statements(facts: Facts, work: Work, origins: Collection[int]) -> list[PaperRecord]:
    """What each of these origins says of a paper's title, abstract, type and authors."""
    told: dict[int, dict[str, Any]] = {number: {} for number in sorted(origins)}
    for field in _FIELDS:
        for origin, value in _said(work, field):
            if origin in told:
                told[origin].setdefault(field, value)
    return [_record(facts.origins.origin(number), work, said) for number, said in told.items()]


def _said(work: Work, field: str) -> Iterator[tuple[int, str]]:
    """Who says what of a field: what stands first, then the claims."""
    stands = _standing(work, field)
    if stands is not None:
        for origin in _speakers(work, field, stands):
            yield origin, stands
    for claim in work.claims:
        if claim["field"] == field and claim["value"] != stands:
            yield claim["origin_id"], claim["value"]


def _standing(work: Work, field: str) -> str | None:
    return (displayed(work.authors) or None) if field == "authors" else work.paper[field]


def _speakers(work: Work, field: str, value: str) -> set[int]:
    """Whose word stands: that of the row's own origin, unless claims of the same value name others."""
    named = {claim["origin_id"] for claim in work.claims if claim["field"] == field and claim["value"] == value}
    return named or {work.paper["origin_id"]}


def _record(origin: Origin, work: Work, said: dict[str, Any]) -> PaperRecord:
    return PaperRecord(
        title=said.get("title"),
        abstract=said.get("abstract"),
        type=PaperType(said["type"]) if "type" in said else None,
        authors=authors_of(work.authors, said["authors"].split("; ")) if "authors" in said else (),
        origin=origin,
    )


def part(papers: Papers, old: Work, new: Work, origins: Collection[int]) -> None:
    """Let what these origins said leave one paper for the other; what it leaves behind stands on its own."""
    facts, ledger = papers.facts, papers.facts.ledger
    for field in _FIELDS:
        _stand_without(papers, old, field, origins)
    for claim in [claim for claim in old.claims if claim["origin_id"] in origins]:
        old.claims.remove(claim)
        if claim["field"] in (*_FIELDS, "key"):
            ledger.drop(claim)  # it is stated of the new paper, or is its key
        else:
            ledger.set(claim, paper_id=new.id)
    for rows in (old.links, old.notes, old.relations, old.domains):
        for row in [row for row in rows if row["origin_id"] in origins]:
            ledger.set(row, paper_id=new.id)
            rows.remove(row)
    _part_models(facts, old.models, new, origins)
    if old.paper["origin_id"] in origins:
        ledger.set(old.paper, origin_id=_another(facts, old, origins))
    papers.guess_domains(old)
    for row in [row for row in old.tags if row["origin_id"] in origins]:
        ledger.new("paper_tag", paper_id=new.id, tag_id=row["tag_id"], origin_id=row["origin_id"])
        ledger.set(row, origin_id=old.paper["origin_id"])


def _stand_without(papers: Papers, work: Work, field: str, origins: Collection[int]) -> None:
    """What stands by the word of those who leave gives way to what another says, or becomes a guess."""
    facts, stands = papers.facts, _standing(work, field)
    if stands is None or not _speakers(work, field, stands) <= set(origins):
        return
    others = [claim for claim in work.claims if claim["field"] == field and claim["origin_id"] not in origins]
    if not others:
        with facts.speaking_for(NOBODY):
            facts.claim(work.paper, work.claims, field, stands)
        return
    best = max(others, key=lambda claim: facts.origins.voice(claim["origin_id"]).rank)
    with facts.speaking_for(facts.origins.origin(best["origin_id"])):
        if field == "authors":
            people = authors_of(work.authors, best["value"].split("; "))
            for row in work.authors:
                facts.ledger.drop(row)
            work.authors.clear()
            papers.state_authors(work, PaperRecord(authors=people), prefer=True)
        else:
            facts.ledger.set(work.paper, **{field: best["value"]})
            facts.ledger.set(work.paper, **title_keys(work.paper["title"]))


def _part_models(facts: Facts, rows: list[Row], new: Work, origins: Collection[int]) -> None:
    """Models leave, but where none would be left, the paper keeps them as guesses."""
    leaving = [row for row in rows if row["origin_id"] in origins]
    left = len(rows) > len(leaving)
    for row in leaving:
        if not left:
            facts.ledger.new(row.table, **{**row, "paper_id": new.id})
            facts.ledger.set(row, guessed=True, origin_id=facts.origins.number(NOBODY))
        else:
            facts.ledger.set(row, paper_id=new.id)
            rows.remove(row)


def _another(facts: Facts, work: Work, origins: Collection[int]) -> int:
    """Somebody who still speaks of a paper."""
    rows = (*work.versions, *work.identifiers, *work.claims, *work.links, *work.models, *work.domains, *work.tags)
    return next((row["origin_id"] for row in rows if row["origin_id"] not in origins), facts.origins.number(NOBODY))
