"""bioRxiv and medRxiv: what Crossref does not say of their preprints. https://api.biorxiv.org, one DOI a request.

An answer holds one row a version. The newest gives title and abstract, the first gives the date; `published` is the
journal's DOI, or `NA`. Authors have initials only, so Crossref's are better where there are any. Neither prefix
(10.1101, and 10.64898 since December 2025) tells the one server from the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from urllib.parse import quote

from lifesci_fm.identifiers import Identifier
from lifesci_fm.records import PaperRecord, Relation, VersionRecord
from lifesci_fm.sources import people, stated
from lifesci_fm.sources.markup import plain, typeset_abstract, without_stop
from lifesci_fm.sources.shape import Object, number, objects, read_object, word
from lifesci_fm.sources.source import Rate, Reply, Request, Source, Unusable
from lifesci_fm.vocabulary import PaperType, VersionKind

KEY = "biorxiv"
_SERVERS = {"biorxiv": "bioRxiv", "medrxiv": "medRxiv"}


def _request(server: str) -> Callable[[Sequence[Identifier], str], Request]:
    def request(identifiers: Sequence[Identifier], _contact: str) -> Request:
        return Request(f"/details/{server}/{quote(identifiers[0].value, safe='/')}/na/json")

    return request


def parse(data: bytes) -> Reply:
    """One record for each DOI among the rows. Raises Unusable; an empty collection with a message is no fault."""
    answer = read_object(data)
    rows = answer.get("collection")
    if not isinstance(rows, list) or (not rows and not objects(answer.get("messages"))):
        raise Unusable("an answer of a wrong shape")
    by_doi: dict[Identifier, list[Object]] = {}
    for row in objects(rows):
        identifier = stated.doi(word(row.get("doi")))
        if identifier is None or not plain(word(row.get("title"))):
            raise Unusable("a preprint without a DOI or a title")
        by_doi.setdefault(identifier, []).append(row)
    return Reply(tuple(_record(identifier, versions) for identifier, versions in by_doi.items()))


def _record(identifier: Identifier, rows: list[Object]) -> PaperRecord:
    rows = sorted(rows, key=lambda row: number(row.get("version")) or 0)
    newest = rows[-1]
    withdrawn = word(newest.get("type")).lower() == "withdrawn"
    # a withdrawal replaces the text by a notice
    told = next((row for row in reversed(rows) if word(row.get("type")).lower() != "withdrawn"), newest)
    dates = [stated.date(word(row.get("date"))) for row in rows]
    first, last = stated.earliest(dates), dates[-1]
    server = word(newest.get("server"))
    published = stated.doi(word(newest.get("published")))
    relations = [Relation("published-as", published)] if published else []
    if withdrawn and not published:  # some are withdrawn because they are published
        relations.append(Relation("retracted-by", identifier, last))
    return PaperRecord(
        title=re.sub(r"\AWITHDRAWN:?\s*(?=\S)", "", without_stop(plain(word(told.get("title"))))),
        authors=tuple(filter(None, map(people.inverted, word(told.get("authors")).split(";")))),
        abstract=None if told is newest and withdrawn else typeset_abstract(word(told.get("abstract"))) or None,
        type=PaperType.PREPRINT,
        identifiers=(identifier,),
        versions=(
            VersionRecord(
                kind=VersionKind.PREPRINT,
                identifier=identifier,
                number=number(newest.get("version")),
                venue=_SERVERS.get(server.lower(), plain(server) or None),
                date=first,
                extra=(("updated", last),) if last and last != first else (),
            ),
        ),
        relations=tuple(relations),
        origin=stated.origin(KEY),
    )


#: No rate is published; one request a second has been borne.
_RATE = Rate(1.0)

BIORXIV = Source(KEY, "bioRxiv", _RATE, 1, _request("biorxiv"), parse)
MEDRXIV = Source(KEY, "bioRxiv", _RATE, 1, _request("medrxiv"), parse)
