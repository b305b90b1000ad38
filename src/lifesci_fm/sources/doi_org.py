"""doi.org: what it says of a DOI that neither Crossref nor DataCite would describe. The last resort, one DOI a request.

Two questions. Which agency registered it (`/ra/…`, several DOIs at once): a DOI that does not exist needs no more
asking. And its description by content negotiation: the agency answers in CSL-JSON, which is the REST record with
strings where that has lists, in several dialects of types.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from lifesci_fm.identifiers import Identifier
from lifesci_fm.sources import crossref, stated
from lifesci_fm.sources.shape import Object, objects, read_json, word
from lifesci_fm.sources.source import Rate, Reply, Request, Source, Unusable

KEY = "doi"
CSL = "application/vnd.citationstyles.csl+json"

#: CSL's names of types, where they differ from Crossref's.
_TYPES = {
    "article-journal": "journal-article",
    "article-magazine": "journal-article",
    "paper-conference": "proceedings-article",
    "chapter": "book-chapter",
    "entry-encyclopedia": "reference-entry",
    "thesis": "dissertation",
    "post-weblog": "other",
    "article": "other",
}


def csl_request(identifiers: Sequence[Identifier], _contact: str) -> Request:
    """The description of one DOI. 400 is doi.org's word for a DOI that cannot be one."""
    path = quote(identifiers[0].value, safe="/:;()")
    return Request(f"/{path}", accept=CSL, unknown=frozenset({400, 404}))


def agency_request(identifiers: Sequence[Identifier], _contact: str) -> Request:
    """Who registered these DOIs."""
    return Request("/ra/" + ",".join(quote(identifier.value, safe="/") for identifier in identifiers))


def parse_csl(data: bytes) -> Reply:
    """One work (some tools wrap it in a list). Raises Unusable."""
    answer = read_json(data)
    works = objects(answer)
    if not works:
        raise Unusable("an answer of a wrong shape")
    records = [record for work in works if (record := crossref.record_of(_as_rest(work), KEY))]
    if not records:
        raise Unusable("a work without a DOI or a title")
    return Reply(tuple(records))


def _as_rest(work: Object) -> Object:
    """A CSL item as the REST API would word it."""
    kind = word(work.get("type"))
    return {**work, "type": _TYPES.get(kind, kind)}


def parse_agency(data: bytes) -> Reply:
    """The DOIs that do not exist; those that do are passed over. Raises Unusable."""
    answer = read_json(data)
    if not isinstance(answer, list):
        raise Unusable("an answer of a wrong shape")
    rows = [one for one in objects(answer) if word(one.get("status")) and not word(one.get("RA"))]
    return Reply(missing=stated.distinct(stated.doi(word(one.get("DOI"))) for one in rows))


_RATE = Rate(0.2, 2)

DESCRIPTION = Source(KEY, "doi.org", _RATE, 1, csl_request, parse_csl)
AGENCY = Source(KEY, "doi.org", _RATE, 50, agency_request, parse_agency)
