"""Which identifiers are preprints, and whose: a library keeps them as versions beside the published form."""

from __future__ import annotations

from collections.abc import Mapping

from lifesci_fm.identifiers.doi import PREPRINT
from lifesci_fm.identifiers.patterns import compiled
from lifesci_fm.identifiers.reading import read_url
from lifesci_fm.identifiers.reference import Identifier, Reference, Scheme
from lifesci_fm.identifiers.urls import of_host, take_apart

#: registrant → (how suffixes of preprints begin, server). From the registrants' own records at Crossref and DataCite.
_SERVERS: Mapping[str, tuple[str, str]] = {
    "10.1002": ("essoar.", "ESS Open Archive"),
    "10.12074": ("20", "ChinaXiv"),
    "10.12688": ("verixiv.", "VeriXiv"),
    "10.14293": ("s2199-1006.1.sor-.pp", "ScienceOpen Preprints"),
    "10.1590": ("scielopreprints.", "SciELO Preprints"),
    "10.20944": ("preprints", "Preprints.org"),
    "10.21203": ("rs.", "Research Square"),
    "10.2139": ("ssrn.", "SSRN"),
    "10.2196": ("preprints.", "JMIR Preprints"),
    "10.22541": ("", "Authorea"),
    "10.26434": ("chemrxiv", "ChemRxiv"),
    "10.31219": ("osf.io/", "OSF Preprints"),
    "10.31222": ("osf.io/", "MetaArXiv"),
    "10.31223": ("", "EarthArXiv"),
    "10.31224": ("", "engrXiv"),
    "10.31234": ("osf.io/", "PsyArXiv"),
    "10.31235": ("osf.io/", "SocArXiv"),
    "10.31730": ("osf.io/", "AfricArXiv"),
    "10.32942": ("", "EcoEvoRxiv"),
    "10.35542": ("osf.io/", "EdArXiv"),
    "10.36227": ("techrxiv.", "TechRxiv"),
    "10.37044": ("osf.io/", "BioHackrXiv"),
    "10.48550": ("arxiv.", "arXiv"),
    "10.51094": ("jxiv.", "Jxiv"),
    "10.5194": ("egusphere-", "EGUsphere"),
    "10.7287": ("peerj.preprints.", "PeerJ Preprints"),
}

#: Servers by host, for pages whose DOI their address does not give.
_SERVERS_OF_HOSTS: Mapping[str, str] = {
    "arxiv.org": "arXiv",
    "authorea.com": "Authorea",
    "biorxiv.org": "bioRxiv",
    "chemrxiv.org": "ChemRxiv",
    "eartharxiv.org": "EarthArXiv",
    "medrxiv.org": "medRxiv",
    "preprints.org": "Preprints.org",
    "psyarxiv.com": "PsyArXiv",
    "researchsquare.com": "Research Square",
    "ssrn.com": "SSRN",
    "techrxiv.org": "TechRxiv",
}


def preprint_server(what: Reference | Identifier | str) -> str | None:
    """The preprint server (`arXiv`, `bioRxiv`, …) of an identifier, a reference or a URL.

    None when it is no preprint of a known server. bioRxiv and medRxiv share their registrants; the length of the
    number tells them apart, and so does the host of a URL.
    """
    if isinstance(what, str):
        found = read_url(what)
        return preprint_server(found) if found else None
    if isinstance(what, Reference):
        identifier, page = what.identifier, take_apart(what.url) if what.url else None
    else:
        identifier, page = what, take_apart(what.url) if what.scheme is Scheme.URL else None
    if identifier.scheme is Scheme.ARXIV:
        return "arXiv"
    if identifier.scheme is Scheme.URL:
        return of_host(_SERVERS_OF_HOSTS, page.host) if page and len(page.path) > 1 else None
    if identifier.scheme is not Scheme.DOI:
        return None
    if found_preprint := compiled(PREPRINT).fullmatch(identifier.value):
        named = of_host(_SERVERS_OF_HOSTS, page.host) if page else None
        last = found_preprint[1].rpartition("/")[2].rpartition(".")[2]
        return named or ("medRxiv" if len(last) == 8 else "bioRxiv")
    registrant, _, suffix = identifier.value.partition("/")
    start, server = _SERVERS.get(registrant, ("", None))
    return server if suffix.startswith(start) else None


def is_preprint(identifier: Identifier) -> bool:
    """True of arXiv, and of DOIs and pages of known preprint servers (Cold Spring Harbor's journals are none)."""
    return preprint_server(identifier) is not None or (
        identifier.scheme is Scheme.URL and identifier.value.startswith("europepmc.org/article/PPR/")
    )
