"""Entries that say exactly what stands: recognised in one question a batch, without loading a paper.

Importing a file again is nearly all echoes. An entry is one when the paper of its identifier holds every word of it,
as stated by a file or a person and contradicted by nobody; everything else takes the long way, which would find
for an echo that there is nothing to write. So this is a matter of speed alone, and a test holds the two ways equal.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import NamedTuple

from lifesci_fm.library.entry import Entry
from lifesci_fm.library.ledger import Ledger
from lifesci_fm.library.versions import extra_json
from lifesci_fm.records import Author, PaperRecord
from lifesci_fm.same_work.profile import page_key
from lifesci_fm.text import name_key
from lifesci_fm.vocabulary import OriginKind

_BETWEEN = "\x1f"  # between the parts of one row gathered into a text; \x1e between rows

_STANDING = """
SELECT
  j.key, p.id, p.key, p.title, p.type, p.abstract, p.authors_complete,
  v.kind, v.number, v.venue, v.date, v.url, v.volume, v.issue, v.pages, v.publisher, v.extra,
  (SELECT group_concat(a.text, char(30)) FROM (
    SELECT family || char(31) || given || char(31) || suffix || char(31) || is_group || char(31) || orcid AS text
    FROM author WHERE paper_id = p.id ORDER BY position) a),
  (SELECT group_concat(scheme || char(31) || value, char(30)) FROM identifier WHERE paper_id = p.id),
  (SELECT group_concat(kind || char(31) || url_key, char(30)) FROM link WHERE paper_id = p.id),
  (SELECT group_concat(t.name_key, char(30)) FROM paper_tag pt JOIN tag t ON t.id = pt.tag_id WHERE pt.paper_id = p.id),
  EXISTS (SELECT 1 FROM paper_model WHERE paper_id = p.id)
FROM json_each(?) j
JOIN identifier i ON i.scheme = j.value->>0 AND i.value = j.value->>1
JOIN paper p ON p.id = i.paper_id
JOIN origin o ON o.id = p.origin_id AND o.kind IN ('user', 'import')
JOIN version v ON v.identifier_id = i.id AND v.origin_id = p.origin_id
WHERE NOT EXISTS (SELECT 1 FROM claim WHERE paper_id = p.id)
  AND NOT EXISTS (SELECT 1 FROM claim WHERE version_id = v.id)
"""


class _Standing(NamedTuple):
    """What stands for a paper, lists gathered into texts."""

    id: int
    key: str
    title: str | None
    type: str | None
    abstract: str | None
    authors_complete: int
    kind: str
    number: int | None
    venue: str | None
    date: str | None
    url: str | None
    volume: str | None
    issue: str | None
    pages: str | None
    publisher: str | None
    extra: str
    authors: str | None
    identifiers: str
    links: str | None
    tags: str | None
    introduces: int


def echoes(ledger: Ledger, entries: Iterable[Entry], *, but: Container[int] = ()) -> dict[int, int]:
    """The places of those entries that say only what stands, each with the id of its paper.

    Of the papers `but`, more may stand than is written.
    """
    asked = [(place, entry) for place, entry in enumerate(entries) if _may_be(entry.record)]
    firsts = [entry.record.identifiers[0] for _, entry in asked]
    keys = [(first.scheme.value, first.value) for first in firsts]
    found: dict[int, list[_Standing]] = {}
    for number, *stands in ledger.query_json(_STANDING, keys):
        found.setdefault(number, []).append(_Standing(*stands))
    return {
        place: known[0].id
        for number, (place, entry) in enumerate(asked)
        if len(known := found.get(number, [])) == 1 and known[0].id not in but and _says_no_more(entry, known[0])
    }


def _may_be(record: PaperRecord) -> bool:
    """Only the plain entry of a bibliography is looked at closely: one version, nothing that a rule must weigh."""
    return (
        len(record.versions) == 1
        and bool(record.identifiers)
        and record.identifiers[0] == record.versions[0].identifier
        and record.origin.kind is OriginKind.IMPORT
        and not (record.relations or record.domains or record.key_aliases or record.note)
        and record.status is None
        and record.planned is None
        and all(model.guessed for model in record.models)
    )


def _says_no_more(entry: Entry, stands: _Standing) -> bool:
    record = entry.record
    version = record.versions[0]
    pairs = (
        (record.key, stands.key),
        (record.title, stands.title),
        (record.type, stands.type),
        (record.abstract, stands.abstract),
        (version.kind, stands.kind),
        (version.number, stands.number),
        (version.venue, stands.venue),
        (version.date, stands.date),
        (version.url, stands.url),
        (version.volume, stands.volume),
        (version.issue, stands.issue),
        (version.pages, stands.pages),
        (version.publisher, stands.publisher),
        (version.extra and extra_json(dict(version.extra)), stands.extra),
        (record.authors and "\x1e".join(map(_author, record.authors)), stands.authors),
        (record.authors and record.authors_complete, stands.authors_complete),
    )
    if any(said and said != held for said, held in pairs) or (record.models and not stands.introduces):
        return False
    return (
        _among((f"{i.scheme}{_BETWEEN}{i.value}" for i in record.identifiers), stands.identifiers)
        and _among((f"{link.kind}{_BETWEEN}{page_key(link.url)}" for link in record.links), stands.links)
        and _among(map(name_key, record.tags), stands.tags)
        and not any(link.title for link in record.links)
    )


def _author(author: Author) -> str:
    parts = (author.family, author.given, author.suffix, str(int(author.group)), author.orcid)
    return _BETWEEN.join(parts)


def _among(said: Iterable[str], gathered: str | None) -> bool:
    held = gathered.split("\x1e") if gathered else ()
    return all(text in held for text in said)
