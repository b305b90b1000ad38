"""OpenAlex: a graph of works, asked last and only with an API key (`openalex_key`), which lists have needed since 2026.

It often knows a DOI that its agency does not describe. Names of authors are merged across people, so the name as
printed (`raw_author_name`) is taken; a date on 1 January usually means that only the year is known.
"""

from __future__ import annotations

from collections.abc import Sequence

from lifesci_fm.identifiers import Identifier, preprint_server
from lifesci_fm.records import Author, PaperRecord, Relation, VersionRecord
from lifesci_fm.sources import people, stated
from lifesci_fm.sources.markup import plain, without_stop
from lifesci_fm.sources.shape import Object, obj, objects, read_object, word
from lifesci_fm.sources.source import NotAPaper, Rate, Reply, Request, Source, Unusable
from lifesci_fm.vocabulary import PaperType, VersionKind

KEY = "openalex"

_TYPES = {
    "article": PaperType.ARTICLE,
    "review": PaperType.ARTICLE,
    "letter": PaperType.ARTICLE,
    "editorial": PaperType.ARTICLE,
    "data-paper": PaperType.ARTICLE,
    "conference-paper": PaperType.PROCEEDINGS,
    "preprint": PaperType.PREPRINT,
    "book-chapter": PaperType.CHAPTER,
    "reference-entry": PaperType.CHAPTER,
    "book": PaperType.BOOK,
    "dissertation": PaperType.THESIS,
    "report": PaperType.REPORT,
    "dataset": PaperType.DATASET,
    "software": PaperType.SOFTWARE,
}
_NOT_PAPERS = {"peer-review": "a peer review, no paper", "paratext": "a journal's own matter, no paper"}
_ABSTRACT_WORDS = 20_000


def request(identifiers: Sequence[Identifier], contact: str) -> Request:
    """Works by DOI."""
    mail = (("mailto", contact),) if contact else ()
    dois = "|".join(identifier.value for identifier in identifiers)
    return Request("/works", (("filter", f"doi:{dois}"), ("per_page", str(len(identifiers))), *mail))


def parse(data: bytes) -> Reply:
    """One work or a list of results. Raises Unusable."""
    answer = read_object(data)
    works = answer.get("results") if "results" in answer else [answer]
    if not isinstance(works, list) or ("results" not in answer and not word(answer.get("doi"))):
        raise Unusable("an answer of a wrong shape")
    records, others = [], []
    for work in objects(works):
        identifier, kind = stated.doi(word(work.get("doi"))), word(work.get("type"))
        if identifier and kind in _NOT_PAPERS:
            others.append(NotAPaper((identifier,), _NOT_PAPERS[kind]))
        elif identifier and (record := _record(work, identifier)):
            records.append(record)
    return Reply(tuple(records), tuple(others))


def _record(work: Object, identifier: Identifier) -> PaperRecord | None:
    title = without_stop(plain(word(work.get("title")) or word(work.get("display_name"))))
    if not title:
        return None
    ids, server = obj(work.get("ids")), preprint_server(identifier)
    kind = PaperType.PREPRINT if server else _TYPES.get(word(work.get("type")), PaperType.OTHER)
    pmid, pmcid = (word(ids.get(name)).rstrip("/").rpartition("/")[2] for name in ("pmid", "pmcid"))
    retracted = (Relation("retracted-by", identifier),) if work.get("is_retracted") is True else ()
    return PaperRecord(
        title=title,
        authors=tuple(filter(None, map(_author, objects(work.get("authorships"))))),
        abstract=_abstract(obj(work.get("abstract_inverted_index"))) or None,
        type=kind,
        identifiers=stated.distinct([identifier, stated.pmid(pmid), stated.pmcid(pmcid)]),
        versions=(_version(work, identifier, kind, server),),
        relations=retracted,
        origin=stated.origin(KEY),
    )


def _author(authorship: Object) -> Author | None:
    author = obj(authorship.get("author"))
    name = word(authorship.get("raw_author_name")) or word(author.get("display_name"))
    named = people.inverted(name) if "," in name else people.direct(name)
    if named is None or named.group:
        return named
    return people.person(named.family, named.given, named.suffix, word(author.get("orcid")))


def _version(work: Object, identifier: Identifier, kind: PaperType, server: str | None) -> VersionRecord:
    biblio, source = obj(work.get("biblio")), obj(obj(work.get("primary_location")).get("source"))
    is_platform = word(source.get("type")) in ("repository", "ebook platform")  # holds a copy, published nothing
    date = stated.date(word(work.get("publication_date")))
    pages = [plain(word(biblio.get(part))) for part in ("first_page", "last_page")]
    return VersionRecord(
        kind=VersionKind.PREPRINT if kind is PaperType.PREPRINT else VersionKind.PUBLISHED,
        identifier=identifier,
        venue=server or (None if is_platform else plain(word(source.get("display_name"))) or None),
        date=date[:4] if date and date.endswith("-01-01") else date,
        volume=plain(word(biblio.get("volume"))) or None,
        issue=plain(word(biblio.get("issue"))) or None,
        pages="-".join(dict.fromkeys(filter(None, pages))) or None,
    )


def _abstract(index: Object) -> str:
    """The abstract out of its index: each word with the places where it stands."""
    places = [
        (place, text)
        for text, where in index.items()
        if isinstance(where, list)
        for place in where
        if isinstance(place, int)
    ]
    return plain(" ".join(text for _, text in sorted(places)[:_ABSTRACT_WORDS]))


WORKS = Source(KEY, "OpenAlex", Rate(0.2, 2), 50, request, parse)
