"""Crossref: the agency behind most papers' DOIs. https://api.crossref.org, one record a work, up to 50 a request.

Dates come as `date-parts` of one to three numbers, or `[[null]]`; titles and containers as arrays that can be empty or
hold a second language; a preprint's server is its `institution`, while `publisher` is never a venue.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

from lifesci_fm.identifiers import Identifier, Scheme, preprint_server
from lifesci_fm.records import Author, PaperRecord, Relation, VersionRecord
from lifesci_fm.sources import people, stated
from lifesci_fm.sources.markup import abstract, plain, without_stop
from lifesci_fm.sources.shape import Object, number, obj, objects, read_json, word, words
from lifesci_fm.sources.source import NotAPaper, Rate, Reply, Request, Source, Unusable
from lifesci_fm.text import fold, partial_date
from lifesci_fm.vocabulary import PaperType, VersionKind

KEY = "crossref"

TYPES = {
    "journal-article": PaperType.ARTICLE,
    "proceedings-article": PaperType.PROCEEDINGS,
    "posted-content": PaperType.PREPRINT,
    "book-chapter": PaperType.CHAPTER,
    "book-section": PaperType.CHAPTER,
    "book-part": PaperType.CHAPTER,
    "reference-entry": PaperType.CHAPTER,
    "book": PaperType.BOOK,
    "monograph": PaperType.BOOK,
    "edited-book": PaperType.BOOK,
    "reference-book": PaperType.BOOK,
    "proceedings": PaperType.BOOK,
    "dissertation": PaperType.THESIS,
    "report": PaperType.REPORT,
    "report-component": PaperType.REPORT,
    "standard": PaperType.REPORT,
    "dataset": PaperType.DATASET,
    "database": PaperType.DATASET,
}
NOT_PAPERS = {
    "component": "a part of a paper (a figure, a table, a supplement), no paper",
    "peer-review": "a peer review, no paper",
    "journal": "a journal, no paper",
    "journal-volume": "a volume of a journal, no paper",
    "journal-issue": "an issue of a journal, no paper",
    "book-series": "a series of books, no paper",
    "book-set": "a set of books, no paper",
    "book-track": "a part of a book, no paper",
    "report-series": "a series of reports, no paper",
    "proceedings-series": "a series of proceedings, no paper",
    "standard-series": "a series of standards, no paper",
    "grant": "a grant, no paper",
}
_DATES = ("published-online", "published-print", "published", "posted", "issued")
_RETRACTIONS = frozenset({"retraction", "withdrawal", "removal"})
_CORRECTIONS = frozenset(
    ["correction", "corrigendum", "erratum", "expression_of_concern", "addendum", "clarification", "partial_retraction"]
)
_SERIES = re.compile(
    r"(?:lecture notes|springer\w*|(?:ifip )?advances in|(?:communications|studies|methods|progress|topics) in)\b", re.I
)
_SERVER = re.compile(r"preprint|rxiv|archive|ssrn|open science framework", re.I)


# ------------------------------------------------------------------------------------------ asking


def work_request(identifiers: Sequence[Identifier], contact: str) -> Request:
    """One DOI as a single work, several as a filtered list."""
    mailto = (("mailto", contact),) if contact else ()
    if len(identifiers) == 1:
        return Request(f"/works/{quote(identifiers[0].value, safe='')}", mailto, unknown=frozenset({404}))
    clauses = ",".join(f"doi:{identifier.value}" for identifier in identifiers)
    return Request("/works", (("filter", clauses), ("rows", str(len(identifiers))), *mailto))


def pii_request(identifiers: Sequence[Identifier], contact: str) -> Request:
    """Works by the publisher's item identifier, in both spellings that Crossref holds."""
    written = [spelling for identifier in identifiers for spelling in spellings(identifier.value)]
    clauses = ",".join(f"alternative-id:{spelling}" for spelling in written)
    mailto = (("mailto", contact),) if contact else ()
    return Request("/works", (("filter", clauses), ("rows", str(4 * len(written))), *mailto))


def title_request(title: str, contact: str, rows: int = 10) -> Request:
    """Works whose bibliographic data resemble a title; something always does."""
    mailto = (("mailto", contact),) if contact else ()
    return Request("/works", (("query.bibliographic", title), ("rows", str(rows)), *mailto))


def spellings(pii: str) -> tuple[str, ...]:
    """A publisher item identifier as `S0092867411005812`, and if it is a journal's, as `S0092-8674(11)00581-2`."""
    if not re.fullmatch(r"S\d{15}[\dX]", pii):
        return (pii,)
    return pii, f"{pii[:5]}-{pii[5:9]}({pii[9:11]}){pii[11:16]}-{pii[16]}"


# ----------------------------------------------------------------------------------------- reading


def parse(data: bytes) -> Reply:
    """Works of an answer of `/works/DOI`, `/works?…`, or of a bare list of works. Raises Unusable."""
    answer = read_json(data)
    if isinstance(answer, list):
        return _reply([work for work in answer if isinstance(work, dict)])
    if not isinstance(answer, dict):
        raise Unusable("an answer of a wrong shape")
    if answer.get("status") == "failed" or answer.get("message-type") == "validation-failure":
        said = "; ".join(plain(word(part.get("message"))) for part in objects(answer.get("message")))
        raise Unusable(f"a refusal: {said[:200]}", smaller=True)
    message = answer.get("message", answer)
    if isinstance(message, dict) and isinstance(message.get("items"), list):
        return _reply(objects(message["items"]))
    if not isinstance(message, dict) or not word(message.get("DOI")) or not word(message.get("type")):
        raise Unusable("an answer of a wrong shape")
    reply = _reply([message])
    if not reply.records and not reply.others:
        raise Unusable("a work without a title")
    return reply


def _reply(works: list[Object]) -> Reply:
    records, others = [], []
    for work in works:
        identifier, kind = stated.doi(word(work.get("DOI"))), word(work.get("type"))
        if identifier is None:
            continue
        if kind in NOT_PAPERS:
            others.append(NotAPaper((identifier,), NOT_PAPERS[kind]))
        elif record := record_of(work, KEY):
            records.append(record)
    return Reply(tuple(records), tuple(others))


def record_of(work: Object, source: str) -> PaperRecord | None:
    """One work of the REST API; None without DOI or title."""
    identifier, title = stated.doi(word(work.get("DOI"))), _title(work)
    if identifier is None or not title:
        return None
    kind = _type(work)
    return PaperRecord(
        title=title,
        authors=tuple(filter(None, map(_author, objects(work.get("author"))))),
        abstract=abstract(word(work.get("abstract"))) or None,
        type=kind,
        identifiers=stated.distinct([identifier, *_other_identifiers(work)]),
        versions=(_version(work, identifier, kind),),
        relations=stated.with_retraction(title, identifier, _relations(work, identifier)),
        origin=stated.origin(source),
    )


def _type(work: Object) -> PaperType:
    kind = TYPES.get(word(work.get("type")), PaperType.OTHER)
    blog = kind is PaperType.PREPRINT and word(work.get("subtype")) in ("blog", "other", "letter")
    return PaperType.ONLINE if blog else kind


def _title(work: Object) -> str:
    title = without_stop(next(filter(None, map(plain, words(work.get("title")))), ""))
    subtitle = without_stop(next(filter(None, map(plain, words(work.get("subtitle")))), ""))
    if not subtitle or not title or fold(subtitle) in fold(title):
        return title
    return f"{title}{' ' if title[-1] in ':?!.—' else ': '}{subtitle}"


def _author(person: Object) -> Author | None:
    name = word(person.get("name")) or word(person.get("literal"))
    if name and not word(person.get("family")):
        return people.group(name)
    family, given = word(person.get("family")), word(person.get("given"))
    return people.person(family, given, word(person.get("suffix")), word(person.get("ORCID")))


def date_of(value: object) -> str | None:
    """The partial date in `{"date-parts": [[2024, 5, 1]]}`; None for `[[null]]` and anything odd."""
    parts = obj(value).get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    numbers = [number(part) for part in first] if isinstance(first, list) else []
    return partial_date(*numbers[:3]) if numbers else None


def _version(work: Object, identifier: Identifier, kind: PaperType) -> VersionRecord:
    numbered = re.search(r"[./_]v(\d{1,3})\Z", identifier.value) if kind is PaperType.PREPRINT else None
    venue, series = _place(work, identifier, kind)
    return VersionRecord(
        kind=VersionKind.PREPRINT if kind is PaperType.PREPRINT else VersionKind.PUBLISHED,
        identifier=identifier,
        number=int(numbered[1]) if numbered else None,
        venue=venue or None,
        date=stated.earliest(date_of(work.get(name)) for name in _DATES) or date_of(work.get("created")),
        volume=plain(word(work.get("volume"))) or None,
        issue=plain(word(work.get("issue"))) or None,
        pages=plain(word(work.get("page")) or word(work.get("article-number"))) or None,
        publisher=plain(word(work.get("publisher"))) or None,
        extra=tuple((name, text) for name, text in _extra(work, kind, series) if text),
    )


def _place(work: Object, identifier: Identifier, kind: PaperType) -> tuple[str, str]:
    """The journal, book or server, and the series a book is part of. A publisher's name is no venue."""
    titles = [*filter(None, map(plain, words(work.get("container-title"))))]
    if kind in (PaperType.PREPRINT, PaperType.ONLINE):
        group_title = plain(word(work.get("group-title")))
        hosts = [*titles, *(plain(word(place.get("name"))) for place in objects(work.get("institution")))]
        known = [preprint_server(identifier) or "", group_title if _SERVER.search(group_title) else ""]
        return next(filter(None, [*hosts, *known]), ""), ""
    if len(titles) < 2:
        return "".join(titles), ""
    if kind in (PaperType.CHAPTER, PaperType.PROCEEDINGS):
        series = next((title for title in titles if _SERIES.match(title)), "")
        return next(title for title in titles if title != series), series
    short = {fold(title) for title in words(work.get("short-container-title"))}
    return max(titles, key=lambda title: (fold(title) not in short, "." not in title, len(title))), ""


def _extra(work: Object, kind: PaperType, series: str) -> list[tuple[str, str]]:
    """Further fields under their BibLaTeX names."""
    editors = [author for author in map(_author, objects(work.get("editor"))) if author]
    of_book = kind in (PaperType.BOOK, PaperType.CHAPTER, PaperType.PROCEEDINGS)
    by_institution = kind in (PaperType.THESIS, PaperType.REPORT)
    return [
        ("series", series),
        ("edition", plain(word(work.get("edition-number")))),
        ("editor", " and ".join(editor.display for editor in editors) if of_book else ""),
        ("isbn", next((isbn.rpartition("/")[2] for isbn in words(work.get("ISBN"))), "")),
        ("issn", next((issn.rpartition("/")[2] for issn in words(work.get("ISSN"))), "")),
        ("eventtitle", plain(word(obj(work.get("event")).get("name")))),
        (
            "institution",
            next((plain(word(place.get("name"))) for place in objects(work.get("institution"))), "")
            if by_institution
            else "",
        ),
    ]


def _other_identifiers(work: Object) -> list[Identifier | None]:
    """What else names this work: Elsevier's PII, the number of an IEEE page."""
    found = [stated.pii(text) for text in words(work.get("alternative-id"))]
    page = re.search(
        r"ieeexplore\.ieee\.org/document/(\d+)", word(obj(obj(work.get("resource")).get("primary")).get("URL"))
    )
    return [*found, Identifier(Scheme.IEEE, page[1]) if page else None]


def _relations(work: Object, own: Identifier) -> list[Relation]:
    """The other form of this work, and what became of it. Only DOIs; sides that name themselves are left out."""
    said = obj(work.get("relation"))
    found: list[tuple[str, str, str | None]] = []
    for name, kind in (("is-preprint-of", "published-as"), ("has-preprint", "preprint-of")):
        found += [
            (kind, word(other.get("id")), None)
            for other in objects(said.get(name))
            if word(other.get("id-type")) == "doi"
        ]
    for name in ("is-version-of", "has-version", "is-identical-to"):
        found += [
            ("same-as", word(other.get("id")), None)
            for other in objects(said.get(name))
            if word(other.get("id-type")) == "doi"
        ]
    for notice in objects(work.get("updated-by")):
        kind = "retracted-by" if word(notice.get("type")) in _RETRACTIONS else "corrected-by"
        if kind == "retracted-by" or word(notice.get("type")) in _CORRECTIONS:
            found.append((kind, word(notice.get("DOI")), date_of(notice.get("updated"))))
    for notice in objects(work.get("update-to")):
        if word(notice.get("type")) in _RETRACTIONS | _CORRECTIONS:
            found.append(("erratum-of", word(notice.get("DOI")), None))
    pairs = [(kind, stated.doi(text), date) for kind, text, date in found]
    return [Relation(kind, other, date) for kind, other, date in pairs if other and other != own]


# ------------------------------------------------------------------------------------------ sources


def _has_comma(identifier: Identifier) -> bool:
    """A comma would end the clause of a filter."""
    return "," in identifier.value


#: Limits of the polite and the public pool for lists (headers of answers of July 2026); answers say when they change.
POLITE, PUBLIC = Rate(1 / 3, 3), Rate(1.0, 1)

WORKS = Source(KEY, "Crossref", POLITE, 50, work_request, parse, alone=_has_comma, stranger=PUBLIC)
BY_PII = Source(KEY, "Crossref", POLITE, 20, pii_request, parse, stranger=PUBLIC)
