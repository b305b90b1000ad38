"""DataCite: the agency of Zenodo, Dryad, figshare and arXiv's own DOIs. https://api.datacite.org, 50 DOIs a request.

Its records describe data as often as papers: several titles, creators without parts, a `publisher` that is the
repository. For arXiv, `IsVersionOf` names the journal's DOI; for others it names a record of all versions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

from lifesci_fm.identifiers import Identifier, Scheme, preprint_server
from lifesci_fm.records import Author, PaperRecord, Relation, VersionRecord
from lifesci_fm.sources import people, stated
from lifesci_fm.sources.markup import abstract, plain, without_stop
from lifesci_fm.sources.shape import Object, number, obj, objects, read_object, word
from lifesci_fm.sources.source import Rate, Reply, Request, Source, Unusable
from lifesci_fm.text import partial_date
from lifesci_fm.vocabulary import PaperType, VersionKind

KEY = "datacite"

_TYPES = {
    "journalarticle": PaperType.ARTICLE,
    "datapaper": PaperType.ARTICLE,
    "conferencepaper": PaperType.PROCEEDINGS,
    "conferenceproceeding": PaperType.BOOK,
    "preprint": PaperType.PREPRINT,
    "book": PaperType.BOOK,
    "bookchapter": PaperType.CHAPTER,
    "dissertation": PaperType.THESIS,
    "report": PaperType.REPORT,
    "dataset": PaperType.DATASET,
    "collection": PaperType.DATASET,
    "software": PaperType.SOFTWARE,
    "computationalnotebook": PaperType.SOFTWARE,
}
#: What `resourceType` says in words where `resourceTypeGeneral` says only `Text`.
_WORDED = (
    (re.compile(r"preprint|working\s*paper", re.I), PaperType.PREPRINT),
    (re.compile(r"journal\s*article|research\s*article|\barticle\b", re.I), PaperType.ARTICLE),
    (re.compile(r"conference|proceedings", re.I), PaperType.PROCEEDINGS),
    (re.compile(r"thesis|dissertation", re.I), PaperType.THESIS),
    (re.compile(r"report", re.I), PaperType.REPORT),
    (re.compile(r"chapter", re.I), PaperType.CHAPTER),
    (re.compile(r"\bbook\b|monograph", re.I), PaperType.BOOK),
    (re.compile(r"blog|web\s*page", re.I), PaperType.ONLINE),
)
#: Where the publisher is no venue: the work appeared in something that DataCite does not name.
_IN_SOMETHING = (PaperType.ARTICLE, PaperType.PROCEEDINGS, PaperType.CHAPTER, PaperType.BOOK, PaperType.THESIS)
_DATES = ("Issued", "Submitted", "Available", "Created")


def request(identifiers: Sequence[Identifier], _contact: str) -> Request:
    """One DOI as a single record, several as a list. An arXiv id is asked for under its DOI."""
    dois = [_doi(identifier) for identifier in identifiers]
    if len(dois) == 1:
        return Request(f"/dois/{quote(dois[0], safe='/')}", unknown=frozenset({404}))
    return Request("/dois", (("ids", ",".join(dois)), ("page[size]", str(len(dois)))))


def _doi(identifier: Identifier) -> str:
    return f"10.48550/arxiv.{identifier.value}" if identifier.scheme is Scheme.ARXIV else identifier.value


def parse(data: bytes) -> Reply:
    """The DOIs of a single answer or a list. Raises Unusable."""
    content = read_object(data).get("data")
    if isinstance(content, dict):
        record = _record(obj(content.get("attributes")))
        if record is None:
            raise Unusable("a record without a DOI or a title")
        return Reply((record,))
    if not isinstance(content, list):
        raise Unusable("an answer of a wrong shape")
    return Reply(tuple(filter(None, (_record(obj(item.get("attributes"))) for item in objects(content)))))


def _record(attributes: Object) -> PaperRecord | None:
    identifier, title = stated.doi(word(attributes.get("doi"))), _title(attributes)
    if identifier is None or not title:
        return None
    kind = _type(attributes, identifier)
    return PaperRecord(
        title=title,
        authors=tuple(filter(None, map(_creator, objects(attributes.get("creators"))))),
        abstract=_abstract(attributes),
        type=kind,
        identifiers=(identifier,),
        versions=(_version(attributes, identifier, kind),),
        relations=tuple(_published(attributes, identifier)),
        origin=stated.origin(KEY),
    )


def _title(attributes: Object) -> str:
    """The first title that is no translation or subtitle, else the first there is."""
    titles = [
        (word(title.get("titleType")), without_stop(plain(word(title.get("title")))))
        for title in objects(attributes.get("titles"))
    ]
    main = [text for kind, text in titles if text and not kind]
    return next(iter(main or [text for _, text in titles if text]), "")


def _creator(creator: Object) -> Author | None:
    name, family, given = (word(creator.get(part)) for part in ("name", "familyName", "givenName"))
    if word(creator.get("nameType")) == "Organizational" and not given:
        return people.group(name or family)
    orcid = next(
        (
            word(one.get("nameIdentifier"))
            for one in objects(creator.get("nameIdentifiers"))
            if word(one.get("nameIdentifierScheme")) == "ORCID"
        ),
        "",
    )
    if family or not name:
        return people.person(family, given, orcid=orcid)
    is_person = word(creator.get("nameType")) == "Personal"
    return people.direct(name) if is_person and "," not in name else people.inverted(name)


def _type(attributes: Object, identifier: Identifier) -> PaperType:
    if identifier.scheme is Scheme.ARXIV:
        return PaperType.PREPRINT  # newer records say Preprint, older ones Text
    types = obj(attributes.get("types"))
    known = _TYPES.get(word(types.get("resourceTypeGeneral")).lower())
    if known:
        return known
    in_words = word(types.get("resourceType"))
    return next((kind for pattern, kind in _WORDED if pattern.search(in_words)), PaperType.OTHER)


def _abstract(attributes: Object) -> str | None:
    texts = (
        word(one.get("description"))
        for one in objects(attributes.get("descriptions"))
        if word(one.get("descriptionType")) == "Abstract"
    )
    return next(filter(None, map(abstract, texts)), None)


def _version(attributes: Object, identifier: Identifier, kind: PaperType) -> VersionRecord:
    container, publisher = obj(attributes.get("container")), attributes.get("publisher")
    host = plain(word(publisher) or word(obj(publisher).get("name")))
    within = plain(word(container.get("title")))
    preprint = kind is PaperType.PREPRINT
    version = re.fullmatch(r"v?(\d{1,4})", word(attributes.get("version")), re.I)
    pages = [plain(word(container.get(part))) for part in ("firstPage", "lastPage")]
    return VersionRecord(
        kind=VersionKind.PREPRINT if preprint else VersionKind.PUBLISHED,
        identifier=identifier,
        number=int(version[1]) if version and preprint else None,
        venue=within or preprint_server(identifier) or (host if kind not in _IN_SOMETHING else "") or None,
        date=_date(attributes),
        volume=plain(word(container.get("volume"))) or None,
        issue=plain(word(container.get("issue"))) or None,
        pages="-".join(dict.fromkeys(filter(None, pages))) or None,
        publisher=host or None,
    )


def _date(attributes: Object) -> str | None:
    """The first date of publication; where dates contradict the year of publication, that year."""
    dates = objects(attributes.get("dates"))
    stated_dates = [stated.date(word(one.get("date"))) for one in dates if word(one.get("dateType")) in _DATES]
    year = partial_date(number(attributes.get("publicationYear")))
    first = stated.earliest(stated_dates)
    if year is None or (first and first[:4] == year):
        return first
    return stated.earliest(found for found in stated_dates if found and found[:4] == year) or year


def _published(attributes: Object, own: Identifier) -> list[Relation]:
    if own.scheme is not Scheme.ARXIV:
        return []
    related = (
        stated.doi(word(one.get("relatedIdentifier")))
        for one in objects(attributes.get("relatedIdentifiers"))
        if word(one.get("relationType")) == "IsVersionOf" and word(one.get("relatedIdentifierType")) == "DOI"
    )
    return [Relation("published-as", other) for other in stated.distinct(related) if other != own]


DOIS = Source(KEY, "DataCite", Rate(0.35, 2), 50, request, parse)
