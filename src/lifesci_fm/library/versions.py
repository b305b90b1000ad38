"""The versions of a paper: which row a statement about a version belongs to, and what it adds there.

A preprint's number is a row of its own; a statement without number belongs to the newest row of its identifier. A
published form without identifier joins one that nothing contradicts. A venue that a document states is never lost:
where the row already has another, it gets a row for itself.
"""

from __future__ import annotations

import json

from lifesci_fm.identifiers import Identifier, Scheme
from lifesci_fm.library.facts import Facts
from lifesci_fm.library.ledger import Row
from lifesci_fm.library.work import Work
from lifesci_fm.records import VersionRecord
from lifesci_fm.same_work.profile import page_key
from lifesci_fm.text import fold
from lifesci_fm.vocabulary import OriginKind, VersionKind

_quoted = json.JSONEncoder(ensure_ascii=False).encode
_SCALARS = ("date", "volume", "issue", "pages", "publisher")


def state(facts: Facts, work: Work, said: VersionRecord) -> bool:
    """Write what is said about one version of a paper; True when it is a version the paper did not have."""
    number = _identifier_id(work, said)
    row = find(work, said)
    if row is None and number is None and not _says_anything(said):
        return False
    if row is None:
        work.versions.append(_make(facts, work, said, number))
        return True
    claims = work.version_rows(row)
    if number is not None and row["identifier_id"] is None:
        facts.ledger.set(row, identifier_id=number)
    if said.number is not None and row["number"] is None:
        facts.ledger.set(row, number=said.number)
    if said.venue:
        _state_venue(facts, work, row, said.venue)
    for field in _SCALARS:
        facts.say(row, claims, field, getattr(said, field))
    if said.url and row["url_key"] != page_key(said.url) and facts.say(row, claims, "url", said.url):
        facts.ledger.set(row, url_key=page_key(said.url))
    _state_extra(facts, row, claims, said)
    return False


def _make(facts: Facts, work: Work, said: VersionRecord, identifier_id: int | None) -> Row:
    return facts.ledger.new(
        "version",
        paper_id=work.id,
        kind=said.kind.value,
        identifier_id=identifier_id,
        number=said.number,
        venue=said.venue or None,
        date=said.date or None,
        url=said.url or None,
        url_key=page_key(said.url) if said.url else None,
        volume=said.volume or None,
        issue=said.issue or None,
        pages=said.pages or None,
        publisher=said.publisher or None,
        extra=extra_json(dict(said.extra)) if said.extra else "{}",
        origin_id=facts.origin_id,
    )


def find(work: Work, said: VersionRecord) -> Row | None:
    """The row a statement is about; None for a version the paper does not have."""
    if not work.versions:
        return None
    identifier_id = _identifier_id(work, said)
    alike = [row for row in work.versions if row["kind"] == said.kind]
    if identifier_id is not None:
        named = [row for row in alike if row["identifier_id"] == identifier_id]
        if named:
            return _of_number(named, said.number)
        others = {claim["origin_id"] for claim in work.claims if claim["field"] == "identifier"}
        alike = [row for row in alike if row["origin_id"] not in others]  # they have one, which is another paper's
    if said.identifier is not None:
        alike = [row for row in alike if row["identifier_id"] is None]
    fitting = [row for row in alike if _fits(row, work.version_rows(row), said)]

    def order(row: Row) -> tuple[bool, bool, int]:
        claims = work.version_rows(row)
        return not _same_venue(row, claims, said), not _holds(row, claims, said), row["id"]

    return min(fitting, key=order, default=None)


def _says_anything(said: VersionRecord) -> bool:
    """Is there more to it than its kind and an identifier that stays with another paper?"""
    return bool(said.extra) or any(getattr(said, field) for field in ("number", "venue", "url", *_SCALARS))


def _identifier_id(work: Work, said: VersionRecord) -> int | None:
    row = work.identifier(said.identifier) if said.identifier else None
    return int(row["id"]) if row else None


def as_said(row: Row, identifier: Row | None) -> VersionRecord:
    """The statement that a version's row amounts to."""
    return VersionRecord(
        kind=VersionKind(row["kind"]),
        identifier=Identifier(Scheme(identifier["scheme"]), identifier["value"]) if identifier else None,
        **{field: row[field] for field in ("number", "venue", "url", *_SCALARS)},
        extra=tuple(json.loads(row["extra"]).items()),
    )


def _of_number(rows: list[Row], number: int | None) -> Row | None:
    if number is None:
        return max(rows, key=lambda row: (row["number"] or 0, -row["id"]))
    exact = (row for row in rows if row["number"] == number)
    return next(exact, None) or next((row for row in rows if row["number"] is None), None)


def _fits(row: Row, claims: list[Row], said: VersionRecord) -> bool:
    """Can the row be what is spoken of? Silence contradicts nothing, nor does what lost before."""
    numbers = (row["number"], said.number)
    if None not in numbers and numbers[0] != numbers[1]:
        return False
    if row["venue"] and said.venue and not _same_venue(row, claims, said):
        return False
    if said.kind is VersionKind.PREPRINT:
        return True
    pairs = (("volume", said.volume), ("pages", said.pages))
    return all(not (row[field] and new) or fold(new) in map(fold, _told(row, claims, field)) for field, new in pairs)


def _holds(row: Row, claims: list[Row], said: VersionRecord) -> bool:
    """Does the row say all of it already, if only as claims? Then this is what was spoken of before, and nothing is
    written: of the rows that would bear it, another may have joined them since."""
    extra: dict[str, str] = json.loads(row["extra"]) if said.extra else {}
    stated = [(getattr(said, field), _told(row, claims, field)) for field in _SCALARS]
    stated += [(value, [extra.get(name, ""), *_claimed(claims, f"extra.{name}")]) for name, value in said.extra]
    if said.url and page_key(said.url) != row["url_key"]:
        stated.append((said.url, _claimed(claims, "url")))
    return all(not value or value in told for value, told in stated)


def _same_venue(row: Row, claims: list[Row], said: VersionRecord) -> bool:
    return bool(said.venue) and venue_key(said.venue or "") in map(venue_key, _told(row, claims, "venue"))


def _told(row: Row, claims: list[Row], field: str) -> list[str]:
    """What was said of a column, by those who lost, too: a file that a person corrected still speaks of this row."""
    stands = [row[field]] if row[field] else []
    return stands + _claimed(claims, field)


def _claimed(claims: list[Row], field: str) -> list[str]:
    return [claim["value"] for claim in claims if claim["field"] == field and claim["value"]]


def venue_key(venue: str) -> str:
    """A venue as compared: folded, `&` and `and` left out."""
    return " ".join(word for word in fold(venue).split() if word != "and")


def _state_venue(facts: Facts, work: Work, row: Row, venue: str) -> None:
    """A venue that loses to another is a claim if a source said so, and a version of its own if a document did.

    Unless a person corrected it: then the document's is a claim, too.
    """
    claims, stands = work.version_rows(row), row["venue"]
    if stands and venue_key(stands) == venue_key(venue):
        return
    said_by_source = facts.voice.kind not in (OriginKind.IMPORT, OriginKind.USER)
    if not stands or said_by_source or not facts.ties(row, claims, "venue"):
        facts.say(row, claims, "venue", venue)
        return
    known = (v["venue"] for v in work.versions if v["kind"] == row["kind"])
    if venue_key(venue) not in (venue_key(other or "") for other in known):
        apart = VersionRecord(kind=VersionKind(row["kind"]), venue=venue)
        work.versions.append(_make(facts, work, apart, None))


def _state_extra(facts: Facts, row: Row, claims: list[Row], said: VersionRecord) -> None:
    if not said.extra:
        return
    extra = json.loads(row["extra"])
    for name, value in said.extra:
        if value and extra.setdefault(name, value) != value:
            facts.claim(row, claims, f"extra.{name}", value)
    facts.ledger.set(row, extra=extra_json(extra))


def extra_json(extra: dict[str, str]) -> str:
    """Further fields of a version as their column holds them, sorted by name.

    (Text for text: the json module makes a new encoder for each object, which an import would notice.)
    """
    return "{" + ", ".join([f"{_quoted(name)}: {_quoted(extra[name])}" for name in sorted(extra)]) + "}"
