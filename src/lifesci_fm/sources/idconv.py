"""NCBI's id converter: which DOI, PMID and PMCID are one work, for papers in PubMed Central, 200 ids a request.

It knows identifiers and nothing else; its records have no title. `pmid` was text in 2016 and is a number since.
"""

from __future__ import annotations

from collections.abc import Sequence

from lifesci_fm.identifiers import Identifier, Scheme
from lifesci_fm.records import PaperRecord
from lifesci_fm.sources import stated
from lifesci_fm.sources.markup import plain
from lifesci_fm.sources.shape import objects, read_object, word
from lifesci_fm.sources.source import Rate, Reply, Request, Source, Unusable

KEY = "idconv"


def request(identifiers: Sequence[Identifier], contact: str) -> Request:
    """Ids of one type; the type is always said, because it is not always guessed."""
    kind = identifiers[0].scheme.value if identifiers[0].scheme is not Scheme.PMCID else "pmcid"
    mail = (("email", contact),) if contact else ()
    ids = ",".join(identifier.value for identifier in identifiers)
    return Request("/", (("ids", ids), ("idtype", kind), ("format", "json"), ("tool", "fm"), *mail))


def parse(data: bytes) -> Reply:
    """The known ones among the records. Raises Unusable."""
    answer = read_object(data)
    if word(answer.get("status")) != "ok":
        said = "; ".join(plain(word(one.get("message"))) for one in objects(answer.get("errors")))
        raise Unusable(f"a refusal: {said[:200]}" if said else "an answer of a wrong shape", smaller=True)
    if not isinstance(answer.get("records"), list):
        raise Unusable("an answer of a wrong shape")
    records = []
    for row in objects(answer["records"]):
        if word(row.get("status")) == "error":
            continue
        identifiers = stated.distinct(
            [stated.doi(word(row.get("doi"))), stated.pmid(word(row.get("pmid"))), stated.pmcid(word(row.get("pmcid")))]
        )
        if len(identifiers) > 1:
            records.append(PaperRecord(identifiers=identifiers, origin=stated.origin(KEY)))
    return Reply(tuple(records))


PMCIDS = Source(KEY, "NCBI's id converter", Rate(0.35), 200, request, parse)
