"""Europe PMC: PubMed, PubMed Central and preprints in one index. https://www.ebi.ac.uk/europepmc/webservices/rest.

It names a work's PMID and PMCID beside its DOI and has abstracts that Crossref lacks. A query must be shorter than
1,500 characters. Errors come with status 200.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lifesci_fm.identifiers import Identifier, Scheme
from lifesci_fm.records import Author, PaperRecord, Relation, VersionRecord
from lifesci_fm.sources import people, stated
from lifesci_fm.sources.markup import abstract, plain, without_stop
from lifesci_fm.sources.shape import Object, number, obj, objects, read_object, word, words
from lifesci_fm.sources.source import Rate, Reply, Request, Source, Unusable
from lifesci_fm.text import partial_date
from lifesci_fm.vocabulary import PaperType, VersionKind

KEY = "europepmc"

_TYPES = (
    ("preprint", PaperType.PREPRINT),
    ("dissertation", PaperType.THESIS),
    ("thesis", PaperType.THESIS),
    ("book", PaperType.BOOK),
    ("technical report", PaperType.REPORT),
    ("dataset", PaperType.DATASET),
)


_KINDS = {
    "retraction in": "retracted-by",
    "erratum in": "corrected-by",
    "corrected and republished in": "corrected-by",
    "expression of concern in": "corrected-by",
    "preprint of": "published-as",
    "preprint in": "preprint-of",
}


def _search(query: str, most: int, contact: str) -> Request:
    mail = (("email", contact),) if contact else ()
    fixed = (("format", "json"), ("resultType", "core"), ("pageSize", str(most)))
    return Request("/search", (("query", query), *fixed, *mail))


def doi_request(identifiers: Sequence[Identifier], contact: str) -> Request:
    """Works by DOI; one DOI can have a record in each of several collections."""
    query = " OR ".join('DOI:"{}"'.format(identifier.value.replace('"', r"\"")) for identifier in identifiers)
    return _search(query, 4 * len(identifiers), contact)


def pmid_request(identifiers: Sequence[Identifier], contact: str) -> Request:
    """Works by PMID."""
    ids = " OR ".join(f"EXT_ID:{identifier.value}" for identifier in identifiers)
    return _search(f"({ids}) AND SRC:MED", len(identifiers), contact)


def pmcid_request(identifiers: Sequence[Identifier], contact: str) -> Request:
    """Works by PMCID."""
    query = " OR ".join(f"PMCID:{identifier.value}" for identifier in identifiers)
    return _search(query, 2 * len(identifiers), contact)


def ppr(identifier: Identifier) -> str:
    """`PPR123`, Europe PMC's own number of a preprint, out of its page's address; empty when it is none."""
    found = re.fullmatch(r"europepmc\.org/article/PPR/(PPR\d+)", identifier.value)
    return found[1] if found and identifier.scheme is Scheme.URL else ""


def ppr_request(identifiers: Sequence[Identifier], contact: str) -> Request:
    """Preprints by the addresses of their pages."""
    ids = " OR ".join(f"EXT_ID:{ppr(identifier)}" for identifier in identifiers)
    return _search(f"({ids}) AND SRC:PPR", len(identifiers), contact)


def parse(data: bytes) -> Reply:
    """The results of a search. Raises Unusable, also for an error sent with status 200."""
    answer = read_object(data)
    if "errCode" in answer or "errMsg" in answer:
        raise Unusable(f"a refusal: {plain(word(answer.get('errMsg')))[:200]}", smaller=True)
    results = obj(answer.get("resultList")).get("result")
    if not isinstance(results, list):
        raise Unusable("an answer of a wrong shape")
    return Reply(tuple(filter(None, map(_record, objects(results)))))


def _record(result: Object) -> PaperRecord | None:
    title = without_stop(plain(word(result.get("title"))))
    identifiers = stated.distinct(
        [
            stated.doi(word(result.get("doi"))),
            stated.pmid(
                word(result.get("pmid")) or (word(result.get("id")) if word(result.get("source")) == "MED" else "")
            ),
            stated.pmcid(word(result.get("pmcid"))),
            _page(result),
        ]
    )
    if not title or not identifiers:
        return None
    kinds = " ".join([*words(obj(result.get("pubTypeList")).get("pubType")), word(result.get("pubType"))]).lower()
    preprint = word(result.get("source")) == "PPR"
    kind = next((kind for text, kind in _TYPES if text in kinds), PaperType.ARTICLE)
    kind = PaperType.PREPRINT if preprint else kind
    return PaperRecord(
        title=title,
        authors=tuple(filter(None, _authors(result))),
        abstract=abstract(word(result.get("abstractText"))) or None,
        type=kind,
        identifiers=identifiers,
        versions=(_version(result, identifiers[0], kind),),
        relations=stated.with_retraction(
            title, identifiers[0], tuple(_relations(result)), retracted="retracted publication" in kinds
        ),
        origin=stated.origin(KEY),
    )


def _page(named: Object) -> Identifier | None:
    """The address of a preprint's page, by which it may be asked for."""
    number = word(named.get("id"))
    is_preprint = word(named.get("source")) == "PPR" and re.fullmatch(r"PPR\d+", number)
    return Identifier(Scheme.URL, f"europepmc.org/article/PPR/{number}") if is_preprint else None


def _authors(result: Object) -> list[Author | None]:
    listed = objects(obj(result.get("authorList")).get("author"))
    if not listed:
        return [
            people.with_initials(name)
            for name in word(result.get("authorString")).removesuffix(".").split(", ")
            if name
        ]
    return [_author(author) for author in listed]


def _author(author: Object) -> Author | None:
    if collective := word(author.get("collectiveName")):
        return people.group(collective)
    family = word(author.get("lastName"))
    if not family:
        return people.with_initials(word(author.get("fullName")))
    orcid = obj(author.get("authorId"))
    value = word(orcid.get("value")) if word(orcid.get("type")) == "ORCID" else ""
    return people.person(family, word(author.get("firstName")) or word(author.get("initials")), orcid=value)


def _version(result: Object, identifier: Identifier, kind: PaperType) -> VersionRecord:
    journal, book = obj(result.get("journalInfo")), obj(result.get("bookOrReportDetails"))
    preprint = kind is PaperType.PREPRINT
    host = plain(word(book.get("publisher")))
    title = plain(word(obj(journal.get("journal")).get("title")) or word(result.get("journalTitle")))
    venue = host if preprint else title
    return VersionRecord(
        kind=VersionKind.PREPRINT if preprint else VersionKind.PUBLISHED,
        identifier=identifier,
        number=number(result.get("versionNumber")) if preprint else None,
        venue=_without_subtitle(venue) or None,
        date=_date(result, journal),
        volume=plain(word(journal.get("volume")) or word(result.get("journalVolume"))) or None,
        issue=plain(word(journal.get("issue")) or word(result.get("issue"))) or None,
        pages=plain(word(result.get("pageInfo"))) or None,
        publisher=None if preprint else host or None,
    )


def _without_subtitle(venue: str) -> str:
    """`Bioinformatics (Oxford, England)` tells journals of one name apart; nobody cites it so."""
    return re.sub(r"\s*\([^()]*\)\Z| : .*", "", venue) or venue


def _date(result: Object, journal: Object) -> str | None:
    """The first publication. 1 January is what the index writes where it knows the year only."""
    year = partial_date(number(result.get("pubYear")) or number(journal.get("yearOfPublication")))
    first = stated.date(word(result.get("firstPublicationDate")))
    if first and first.endswith("-01-01"):
        first = first[:4]
    return first or year


def _relations(result: Object) -> Iterator[Relation]:
    """Retractions and corrections, by the PMID of the notice, and the other form, by the number the index gave it."""
    for comment in objects(obj(result.get("commentCorrectionList")).get("commentCorrection")):
        kind = word(comment.get("type")).lower()
        other = stated.pmid(word(comment.get("id"))) if word(comment.get("source")) == "MED" else _page(comment)
        if other and kind in _KINDS:
            yield Relation(_KINDS[kind], other)


_RATE = Rate(0.2, 2)

_LETTERS = 1400

BY_DOI = Source(KEY, "Europe PMC", _RATE, 50, doi_request, parse, letters=_LETTERS)
BY_PMID = Source(KEY, "Europe PMC", _RATE, 50, pmid_request, parse, letters=_LETTERS)
BY_PMCID = Source(KEY, "Europe PMC", _RATE, 50, pmcid_request, parse, letters=_LETTERS)
BY_PPR = Source(KEY, "Europe PMC", _RATE, 50, ppr_request, parse, letters=_LETTERS)
