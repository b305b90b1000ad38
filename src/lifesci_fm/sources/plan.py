"""Whom to ask about what, in which order. Pure: no source is asked here.

A ladder is a list of steps; the sources of one step are asked together, and the next step is taken only when none of
them knew the work.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lifesci_fm.identifiers import Identifier, Reference, Scheme
from lifesci_fm.records import PaperRecord
from lifesci_fm.sources import arxiv, biorxiv, clues, crossref, datacite, doi_org, europepmc, idconv, ncbi, openalex
from lifesci_fm.sources.source import Source
from lifesci_fm.vocabulary import PaperType

Ladder = tuple[tuple[Source, ...], ...]

_BIORXIV_DOI = re.compile(r"10\.(?:1101|64898)/(?:\d{4}\.\d\d\.\d\d\.)?\d{6,8}")
#: Services that describe works which others registered.
_INDEXES = (ncbi.KEY, europepmc.KEY, idconv.KEY)
_OTHER_FORM = {"published-as", "preprint-of"}


def of_biorxiv(identifier: Identifier) -> bool:
    """True of a DOI as bioRxiv and medRxiv give them (Cold Spring Harbor's journals share the prefix)."""
    return identifier.scheme is Scheme.DOI and _BIORXIV_DOI.fullmatch(identifier.value) is not None


def ladder(identifier: Identifier) -> Ladder:
    """Who may know this identifier; empty when nobody can be asked for it."""
    match identifier.scheme:
        case Scheme.DOI:
            # Crossref learns of a preprint some days after its server, and the prefix does not tell which server
            servers = ((biorxiv.BIORXIV,), (biorxiv.MEDRXIV,)) if of_biorxiv(identifier) else ()
            others = (datacite.DOIS,), (doi_org.AGENCY,), (doi_org.DESCRIPTION,), (openalex.WORKS,)
            return ((crossref.WORKS, europepmc.BY_DOI), *servers, *others)
        case Scheme.ARXIV:
            return (arxiv.IDS,), (datacite.DOIS,)
        case Scheme.PMID:
            return (ncbi.PUBMED,), (europepmc.BY_PMID,)
        case Scheme.PMCID:
            return (europepmc.BY_PMCID,), (idconv.PMCIDS,)
        case Scheme.PII:
            return ((crossref.BY_PII,),)
        case Scheme.URL if clues.clue(identifier):
            return ((clues.BY_PLACE,),)
        case Scheme.URL if europepmc.ppr(identifier):
            return ((europepmc.BY_PPR,),)
        case _:
            return ()


def guesses(reference: Reference) -> tuple[Identifier, ...]:
    """What a reference may mean, best first: its own identifier, then what its URL may have been meant for."""
    own = reference.identifier
    if own.scheme is Scheme.ACL:  # most volumes since 2016; the old ones and TACL have other DOIs or none
        return (Identifier(Scheme.DOI, f"10.18653/v1/{own.value.lower()}"),)
    if own.scheme is Scheme.PII:  # some of Elsevier's DOIs hold it; the agency does not list it for every work
        return (own, *(Identifier(Scheme.DOI, f"10.1016/{text.lower()}") for text in crossref.spellings(own.value)[1:]))
    if (place := clues.clue(own)) and place.guess:
        return (place.guess, own)
    if own.scheme is not Scheme.DOI or reference.url is None:
        return (own,)
    return tuple(dict.fromkeys([own, *(Identifier(Scheme.DOI, value) for value in _shorter(own.value))]))


def _shorter(doi: str) -> Iterable[str]:
    """DOIs that a URL may hide: nature.com drops dots (`sdata201618`), others add a number (`…/sqaa085/5999080`)."""
    if found := re.fullmatch(r"10\.1038/([a-z]+)((?:19|20)\d\d)(\d+)", doi):
        yield f"10.1038/{found[1]}.{found[2]}.{found[3]}"
    if found := re.fullmatch(r"(10\.\d+/.+?)/\d{4,}(?:/.*)?", doi):
        yield found[1]


def companions(record: PaperRecord, asked: Identifier) -> list[Identifier]:
    """What else to fetch once a work is known: its other form, and its DOI when it was asked for under another name."""
    other_form = [relation.identifier for relation in record.relations if relation.kind in _OTHER_FORM]
    if asked.scheme is not Scheme.DOI and record.origin.name in _INDEXES:
        other_form = [*(name for name in record.identifiers if name.scheme in (Scheme.DOI, Scheme.ARXIV)), *other_form]
    return [name for name in dict.fromkeys(other_form) if name != asked]


def server(record: PaperRecord) -> Source | None:
    """The preprint server that tells of a record's versions, where that is bioRxiv or medRxiv."""
    venues = {version.venue for version in record.versions} if record.type is PaperType.PREPRINT else set()
    return biorxiv.MEDRXIV if "medRxiv" in venues else biorxiv.BIORXIV if "bioRxiv" in venues else None
