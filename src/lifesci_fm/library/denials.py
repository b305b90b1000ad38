"""What a person took away from a paper, a model or another noun, so that no file or source brings it back.

A denial is a claim of the user's whose field says of what kind the thing is (`not-link`) and whose value names it in
the form in which it is compared. Where nothing was ever taken away, asking costs a look at an empty list.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from lifesci_fm.library.facts import Facts
from lifesci_fm.library.ledger import Row
from lifesci_fm.records import LinkRecord, PaperRecord
from lifesci_fm.store.derived import url_key
from lifesci_fm.text import name_key
from lifesci_fm.vocabulary import OriginKind

if TYPE_CHECKING:
    from lifesci_fm.library.work import Work

_NOT = "not-"


def deny(facts: Facts, owner: Row, claims: list[Row], what: str, value: str) -> None:
    """The user takes a thing away: no file or source may give it to this owner again."""
    facts.claim(owner, claims, _NOT + what, value)


def allow(facts: Facts, claims: list[Row], what: str, value: str) -> None:
    """The user gives it back."""
    for claim in facts.claims_of(claims, _NOT + what, OriginKind.USER):
        if claim["value"] == value:
            facts.ledger.drop(claim)
            claims.remove(claim)


def denied(facts: Facts, claims: list[Row], what: str) -> frozenset[str]:
    """What the speaker may not give: nothing is denied to the user herself."""
    if not claims or facts.voice.kind == OriginKind.USER:
        return frozenset()
    return frozenset(claim["value"] for claim in facts.claims_of(claims, _NOT + what, OriginKind.USER))


def reconcile(facts: Facts, work: Work) -> None:
    """After a paper took over another: what was taken from it and came back that way.

    It is taken away again, unless the user herself made the two one; an identifier stays, for it shows them to be one.
    """
    if not any(claim["field"].startswith(_NOT) for claim in work.claims):
        return
    ledger = facts.ledger
    for what, rows, name in (
        ("link", work.links, lambda row: [row["url_key"]]),
        ("model", work.models, lambda row: map(name_key, work.model_names.get(row["model_id"], ()))),
        ("note", work.notes, lambda row: [row["body"]]),
    ):
        away = denied(facts, work.claims, what)
        for row in [row for row in rows if not away.isdisjoint(name(row))]:
            ledger.drop(row)
            rows.remove(row)
        for value in [value for row in rows for value in name(row)]:
            allow(facts, work.claims, what, value)
    for row in work.identifiers:
        allow(facts, work.claims, "identifier", f"{row['scheme']}:{row['value']}")


def allowed_links(facts: Facts, claims: list[Row], said: Iterable[LinkRecord]) -> Iterable[LinkRecord]:
    """Links without those that were taken away."""
    away = denied(facts, claims, "link")
    return [link for link in said if url_key(link.url) not in away] if away else said


def allowed(facts: Facts, work: Work, record: PaperRecord) -> PaperRecord:
    """What an entry says of a paper, without what the user took away from that paper.

    A version whose identifier was taken away is still spoken of, as one whose identifier is not known.
    """
    if facts.voice.kind == OriginKind.USER or not any(claim["field"].startswith(_NOT) for claim in work.claims):
        return record
    away = {what: denied(facts, work.claims, what) for what in ("identifier", "link", "model", "note")}
    gone = {i for i in record.identifiers if f"{i.scheme.value}:{i.value}" in away["identifier"]}
    return replace(
        record,
        identifiers=tuple(i for i in record.identifiers if i not in gone),
        versions=tuple(replace(v, identifier=None) if v.identifier in gone else v for v in record.versions),
        links=tuple(allowed_links(facts, work.claims, record.links)),
        models=tuple(model for model in record.models if name_key(model.name) not in away["model"]),
        note=None if record.note in away["note"] else record.note,
    )
