"""PubMed through NCBI's E-utilities: `efetch` in XML, 200 ids a request, three requests a second without a key.

Titles carry inline markup, end in a full stop, and stand in brackets when they are translations. A work's own DOI is
in `ArticleIdList` or `ELocationID`; the DOIs in `ReferenceList` are those of other papers. An id that PubMed does not
have is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lifesci_fm.identifiers import Identifier
from lifesci_fm.records import Author, PaperRecord, Relation, VersionRecord
from lifesci_fm.sources import people, stated
from lifesci_fm.sources.markup import abstract, plain, without_stop
from lifesci_fm.sources.shape import Element, all_text, number, read_xml
from lifesci_fm.sources.source import Rate, Reply, Request, Source, Unusable
from lifesci_fm.text import partial_date
from lifesci_fm.vocabulary import PaperType, VersionKind

KEY = "ncbi"
_SETS = ("PubmedArticleSet", "PubmedArticle")


def request(identifiers: Sequence[Identifier], contact: str) -> Request:
    """The articles of these PMIDs."""
    mail = (("email", contact),) if contact else ()
    ids = ",".join(identifier.value for identifier in identifiers)
    query = (("db", "pubmed"), ("id", ids), ("retmode", "xml"), ("tool", "fm"), *mail)
    return Request("/efetch.fcgi", query, accept="application/xml, text/xml")


def parse(data: bytes) -> Reply:
    """The articles of a set. Raises Unusable."""
    root = read_xml(data)
    if root.tag not in _SETS:
        raise Unusable("an answer of a wrong shape")
    records = map(_record, root.iter("PubmedArticle"))
    return Reply(tuple(filter(None, records)))


def _record(article: Element) -> PaperRecord | None:
    citation = article.find("MedlineCitation")
    body = citation.find("Article") if citation is not None else None
    pmid = stated.pmid(all_text(article.find("MedlineCitation/PMID")))
    if citation is None or body is None or pmid is None:
        return None
    title = _title(body)
    if not title:
        return None
    kinds = {all_text(kind).lower() for kind in body.findall("PublicationTypeList/PublicationType")}
    doi, pmcid = _doi(article, body), stated.pmcid(_article_id(article, "pmc"))
    return PaperRecord(
        title=title,
        authors=tuple(filter(None, map(_author, body.findall("AuthorList/Author")))),
        authors_complete=all(names.get("CompleteYN") != "N" for names in body.findall("AuthorList")),
        abstract=_abstract(body),
        type=PaperType.PREPRINT if "preprint" in kinds else PaperType.ARTICLE,
        identifiers=stated.distinct([doi, pmid, pmcid]),
        versions=(_version(body, doi or pmid, "preprint" in kinds),),
        relations=stated.with_retraction(
            title, doi or pmid, _relations(citation), retracted="retracted publication" in kinds
        ),
        origin=stated.origin(KEY),
    )


def _title(body: Element) -> str:
    """The article's title; a translated one without its brackets, or the original where there is nothing else."""
    title = plain(all_text(body.find("ArticleTitle"))) or plain(all_text(body.find("VernacularTitle")))
    title = without_stop(title)
    return without_stop(title[1:-1].strip()) if title.startswith("[") and title.endswith("]") else title


def _article_id(article: Element, kind: str) -> str:
    return next(
        (all_text(one) for one in article.findall("PubmedData/ArticleIdList/ArticleId") if one.get("IdType") == kind),
        "",
    )


def _doi(article: Element, body: Element) -> Identifier | None:
    places = [
        place for place in body.findall("ELocationID") if place.get("EIdType") == "doi" and place.get("ValidYN") != "N"
    ]
    return stated.doi(_article_id(article, "doi")) or next(
        filter(None, (stated.doi(all_text(place)) for place in places)), None
    )


def _author(author: Element) -> Author | None:
    if collective := all_text(author.find("CollectiveName")):
        return people.group(collective)
    given = all_text(author.find("ForeName")) or all_text(author.find("Initials"))
    orcid = next((all_text(one) for one in author.findall("Identifier") if one.get("Source") == "ORCID"), "")
    return people.person(all_text(author.find("LastName")), given, all_text(author.find("Suffix")), orcid)


def _abstract(body: Element) -> str | None:
    """The paragraphs, each behind its label (`METHODS: …`)."""
    parts = []
    for part in body.findall("Abstract/AbstractText"):
        label, text = part.get("Label", ""), abstract(all_text(part))
        parts.append(f"{label}: {text}" if label and label != "UNLABELLED" else text)
    return "\n\n".join(filter(None, parts)) or None


def _version(body: Element, identifier: Identifier, preprint: bool) -> VersionRecord:
    def said(path: str) -> str:
        return plain(all_text(body.find(path)))

    # `Bioinformatics (Oxford, England)`, `Cell : an official journal of …`: nobody cites a journal so
    venue = re.sub(r"\s*\([^()]*\)\Z| : .*", "", said("Journal/Title")) or said("Journal/ISOAbbreviation")
    issn = said("Journal/ISSN")
    return VersionRecord(
        kind=VersionKind.PREPRINT if preprint else VersionKind.PUBLISHED,
        identifier=identifier,
        venue=venue or None,
        date=stated.earliest(map(_date, [body.find("Journal/JournalIssue/PubDate"), *body.findall("ArticleDate")])),
        volume=said("Journal/JournalIssue/Volume") or None,
        issue=said("Journal/JournalIssue/Issue") or None,
        pages=said("Pagination/MedlinePgn") or None,
        extra=(("issn", issn),) if issn else (),
    )


def _date(element: Element | None) -> str | None:
    """A date in parts; of a free text (`2000 Nov-Dec`) the year only."""
    if element is None:
        return None
    year, day = all_text(element.find("Year")), all_text(element.find("Day"))
    if not year:
        found = re.search(r"\b(1[89]|20)\d\d\b", all_text(element.find("MedlineDate")))
        return found[0] if found else None
    return partial_date(number(year), stated.month(all_text(element.find("Month"))), number(day))


def _relations(citation: Element) -> list[Relation]:
    """Notices about this work, and its preprint (`UpdateOf` of a preprint server)."""
    found = []
    for comment in citation.findall("CommentsCorrectionsList/CommentsCorrections"):
        kind, other = comment.get("RefType", ""), stated.pmid(all_text(comment.find("PMID")))
        source = all_text(comment.find("RefSource"))
        if other is None:
            continue
        if kind == "RetractionIn":
            found.append(Relation("retracted-by", other))
        elif kind in ("ErratumIn", "CorrectedandRepublishedIn", "ExpressionOfConcernIn"):
            found.append(Relation("corrected-by", other))
        elif kind == "UpdateOf" and re.search(r"rxiv|res sq|preprint", source, re.I):
            found.append(Relation("preprint-of", other))
        elif kind == "UpdateIn" and "rxiv" not in source.lower() and _is_preprint(citation):
            found.append(Relation("published-as", other))
    return found


def _is_preprint(citation: Element) -> bool:
    kinds = citation.findall("Article/PublicationTypeList/PublicationType")
    return any(all_text(kind).lower() == "preprint" for kind in kinds)


PUBMED = Source(KEY, "PubMed", Rate(0.35, 2), 200, request, parse)
