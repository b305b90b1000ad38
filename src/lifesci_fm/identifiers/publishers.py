"""Rules: which identifier a page of one publisher, server or index names, read off its URL. No network, no guess.

A rule is told a Page and answers with an identifier or None. It stands only where the site's addresses follow from the
identifier. Not here, because only the publisher knows: Oxford's and Elsevier's article numbers, volume/issue/page
addresses, F1000, MDPI, figshare, ChemRxiv's item pages. Which host has which rules is in `sites`.
"""

from __future__ import annotations

from collections.abc import Callable

from lifesci_fm.identifiers.arxiv import find_arxiv_id
from lifesci_fm.identifiers.doi import PREPRINT, find_doi, identify, tidy_doi
from lifesci_fm.identifiers.patterns import compiled
from lifesci_fm.identifiers.reference import Found, Identifier, Scheme
from lifesci_fm.identifiers.urls import Page, normalise_url

Rule = Callable[[Page], Found | None]


def address(pattern: str, scheme: Scheme, template: str) -> Rule:
    """A rule: where path and query begin with the pattern, the filled template is the identifier."""

    def rule(page: Page) -> Found | None:
        found = compiled(pattern).match(page.path_and_query)
        if found is None:
            return None
        value = found.expand(template)
        if scheme is Scheme.DOI:
            return identify(tidy_doi(value))
        return Identifier(scheme, normalise_url(value) if scheme is Scheme.URL else value), None

    return rule


def arxiv_after(before: str) -> Rule:
    """A rule: the arXiv identifier that follows this pattern in the path."""

    def rule(page: Page) -> Found | None:
        return find_arxiv_id(page.path, before)

    return rule


# ------------------------------------------------------------------------------------------------------ preprints
def biorxiv(page: Page) -> Found | None:
    """bioRxiv and medRxiv: the DOI in the path, or the number of an older address (`early/2016/12/04/091595`)."""
    if found := compiled(PREPRINT + r"(?:v(\d+))?").search(page.path):
        return identify(found[1].lower() + (f"v{found[2]}" if found[2] else ""))
    before = r"/(?:early/(\d{4})/(\d\d)/\d\d|content/(?:short|abstract|full|biorxiv|medrxiv))/(?=\d{4,})"
    found = compiled(before).search(page.path)
    if found is None:
        return None
    return cold_spring_harbor(page.path[found.end() :], f"{found[1]}.{found[2]}" if found[1] else "2025.12")


def cold_spring_harbor(text: str, posted: str = "2025.12") -> Found | None:
    """The DOI of a bioRxiv or medRxiv number without its registrant (`091595`, `2021.08.03.454978v1`).

    The registrant changed on 1 December 2025, by the day of posting. A number holds the day of submission, some weeks
    before: of November 2025 only `posted` can tell, the year and month in an address, and then only one before.
    """
    found = compiled(r"((?:\d{4}\.\d\d\.\d\d\.)?(?:\d{8}|\d{6}))(?!\d)(?:v(\d+))?").match(text)
    if found is None:
        return None
    submitted = found[1][:7] if "." in found[1] else ""
    if submitted == "2025.11" and posted >= "2025.12":
        return None
    registrant = "10.1101" if submitted < "2025.12" else "10.64898"
    return identify(f"{registrant}/{found[1]}" + (f"v{found[2]}" if found[2] else ""))


def bibcode(page: Page) -> Found | None:
    """The arXiv papers of the Astrophysics Data System: `2022arXiv220111147Z`, `2013arXiv1307.1469B`."""
    found = compiled(r"/(?:abs|link_gateway)/\d{4}arxiv(\d{4})\.?(\d{4,5})[a-z.]").match(page.path)
    return find_arxiv_id(f"{found[1]}.{found[2]}") if found else None


def dblp(page: Page) -> Found | None:
    """arXiv papers at dblp: `journals/corr/abs-1810-04805`."""
    found = compiled(r".*/corr/abs-(\d{4})-(\d{4,5})(?!\d)").match(page.path)
    return find_arxiv_id(f"{found[1]}.{found[2]}") if found else None


# ----------------------------------------------------------------------------------------------------- publishers
def nature(page: Page) -> Found | None:
    """nature.com/articles/X is 10.1038/X, but that older journals lost their dots: `onc2011282` is onc.2011.282.

    Bare numbers and `ng0500_25` are of journals whose DOIs are built otherwise.
    """
    found = compiled(r"/(?:articles|[a-z]+/journal/.*/(?:full|abs|pdf))/([^/?]+)").match(page.path)
    if found is None:
        return None
    name = tidy_doi(found[1]).removesuffix("_reference")
    if "/journal/" in page.path and compiled(r"[a-z]+(?:\d{5,}|[\d.]+)a").fullmatch(name):
        name = name[:-1]
    if found := compiled(r"([a-z]+)((?:19|20)\d\d)(\d+)").fullmatch(name):
        serial = len(found[2] + found[3]) == 5 and found[1] in ("nature", "ncomms", "srep")
        name = name if serial else f"{found[1]}.{found[2]}.{int(found[3])}"
    known = r"[sd]\d{5}-\d{3}-\d{4,6}-[\da-z]|[a-z]+[\d.]+[a-z]?|[a-z]{2,6}\d{4}-\d+|\d{3,6}[a-z]\d|35\d{6}"
    return identify(f"10.1038/{name}") if compiled(known).fullmatch(name) else None


#: The Science family's hosts until 2021 → how the DOIs of the journal begin.
_SCIENCE = {
    "science": "science",
    "advances": "sciadv",
    "immunology": "sciimmunol",
    "robotics": "scirobotics",
    "stke": "scisignal",
    "stm": "scitranslmed",
}


def sciencemag(page: Page) -> Found | None:
    """`…/content/6/1/eaay1234` is the article aay1234 of its journal; pages in numbers tell nothing."""
    journal = _SCIENCE.get(page.host.partition(".")[0])
    found = compiled(r"/content/(?:\w+/)?\d+/\d+/e(a[a-z]{2}\d{4}|1\d{6})(?!\d)").match(page.path)
    return identify(f"10.1126/{journal}.{found[1].lower()}") if journal and found else None


def oxford(page: Page) -> Found | None:
    """Oxford appends its article number to the DOI, whose suffix has one slash: `/doi/10.1093/isq/sqaa085/5999080`."""
    value = find_doi(page.path)
    return identify("/".join(value.split("/")[:3])) if value and value.startswith("10.1093/") else None


def two_parts(page: Page) -> Found | None:
    """Book sites that append a title to the DOI, whose suffix has no slash (or, of Oxford and Liverpool, one)."""
    value = find_doi(page.path)
    if value is None:
        return None
    parts = value.split("/")
    return identify("/".join(parts[: 3 if page.host.endswith("universitypressscholarship.com") else 2]))


def plos(page: Page) -> Found | None:
    """The article of a figure or table page too."""
    value = find_doi(page.path_and_query)
    found = compiled(r"10\.1371/journal\.p[a-z]{3}\.\d{7}").match(value or "")
    return identify(found[0]) if found else None


def elife(page: Page) -> Found | None:
    """The number, of five digits at least in the DOI; a reviewed preprint's address holds its version too."""
    shape = r"/(?:articles|reviewed-preprints|content/\d+)/e?0*(\d+)(?!\d)(?:v(\d+))?"
    found = compiled(shape).match(page.path)
    if found is None:
        return None
    return Identifier(Scheme.DOI, f"10.7554/elife.{int(found[1]):05d}"), int(found[2]) if found[2] else None


def copernicus(page: Page) -> Found | None:
    """The DOI repeats journal, volume, page and year: `adgeo.copernicus.org/articles/30/1/2011/`."""
    found = compiled(r"/articles/(\d+)/(\d+)/(\d{4})(?:/|\Z)").match(page.path)
    return identify("-".join((f"10.5194/{page.host.partition('.')[0]}", *found.groups()))) if found else None


def hindawi(page: Page) -> Found | None:
    """Since 2008 the DOI is the year and the number of the address."""
    found = compiled(r"/journals/[a-z]+/(\d{4})/(\d+)").match(page.path)
    return identify(f"10.1155/{found[1]}/{found[2]}") if found and found[1] >= "2008" else None


def ijcai(page: Page) -> Found | None:
    """Since 2017 the DOI is the year and the number of the paper."""
    found = compiled(r"/proceedings/(\d{4})/0*(\d+)").match(page.path)
    return identify(f"10.24963/ijcai.{found[1]}/{found[2]}") if found and found[1] >= "2017" else None


def research_square(page: Page) -> Found | None:
    """Each version has its DOI. The first numbers, before 2020, were given DOIs that do not hold them."""
    found = compiled(r"/(?:article|files)/(?:pex-|nprot-)?rs-(\d+)/(v\d+)").match(page.path)
    return identify(f"10.21203/rs.3.rs-{found[1]}/{found[2]}") if found and int(found[1]) > 20_000 else None


# -------------------------------------------------------------------------------------------------------- Elsevier
def read_pii(text: str) -> Identifier | None:
    """A publisher item identifier, punctuated or not: `S0092-8674(11)00581-2`, `S0092867411005812`, `B978…`.

    Without its letter it dates from before 1995, and the punctuated form is then the suffix of its DOI.
    """
    plain = text.upper().translate({ord(c): None for c in "-()"})
    if compiled(r"S\d{7}[\dX]\d{7}[\dX]|B97[89]\d{15}[\dX]").fullmatch(plain):
        return Identifier(Scheme.PII, plain)
    if compiled(r"\d{7}[\dX]\d{7}[\dX]").fullmatch(plain):
        suffix = f"{plain[:4]}-{plain[4:8]}({plain[8:10]}){plain[10:15]}-{plain[15]}"
        return Identifier(Scheme.DOI, f"10.1016/{suffix.lower()}")
    return None


def elsevier(page: Page) -> Found | None:
    """Cell Press, The Lancet, ScienceDirect and the journals of societies that Elsevier prints."""
    before = r"(?:/pii/|[?&]pii=|/PII|/(?:article|fulltext|abstract|pdf|action)/(?:PII)?|1-s2\.0-)"
    found = compiled(before + r"([SB]?[\dX]{4}[\dX()-]{12,18})(?![\dX(])").finditer(page.path_and_query)
    # an issue, which stands before its article in the address of a file, has an X where that has numbers
    pii = next((pii for one in found if (pii := read_pii(one[1]))), None)
    return (pii, None) if pii else None


# ----------------------------------------------------------------------------------- proceedings and other schemes
def ieee(page: Page) -> Found | None:
    """Xplore's document number, in the path or as `arnumber`."""
    found = compiled(r"/(?:abstract/)?document/0*(\d+)|/iel\w*/.*/0*(\d+)\.pdf").match(page.path)
    number = (found[1] or found[2]) if found else (page.parameter("arnumber") or "").lstrip("0")
    return (Identifier(Scheme.IEEE, number), None) if number.isdecimal() and number.isascii() else None


def anthology(page: Page) -> Found | None:
    """ACL Anthology: `2020.acl-main.1`, `N18-1001`, under the addresses of three decades."""
    found = compiled(r"/(?:.*/)?(?:(\d{4}\.[\w-]+\.\d+)|([A-Z]\d\d-\d{4}))(?:v\d+)?(?:[./].*)?").fullmatch(page.path)
    if found is None or "/volumes/" in page.path:
        return None
    return Identifier(Scheme.ACL, found[1].lower() if found[1] else found[2].upper()), None


def openreview(page: Page) -> Found | None:
    """The forum's id, whose case matters. `/references/pdf?id=` names a revision instead."""
    name = page.parameter("id") if page.path in ("/forum", "/pdf", "/attachment", "/revisions") else None
    return (Identifier(Scheme.OPENREVIEW, name), None) if name and compiled(r"[\w-]{5,20}").fullmatch(name) else None


def pubmed(page: Page) -> Found | None:
    """PubMed and PMC as they have been addressed since 2000."""
    if found := compiled(r"(?:/.*)?/(?:articles|pdf)/(PMC\d+)").match(page.path):
        return Identifier(Scheme.PMCID, found[1].upper()), None
    found = compiled(r"(?:/m)?(?:/pubmed)?/0*(\d+)(?:/|\Z)|/pmc/articles/pmid/(\d+)").match(page.path)
    number = (found[1] or found[2]) if found else None
    of_pubmed = (page.parameter("db") or "pubmed").lower() == "pubmed"
    if number is None and of_pubmed and compiled(r"/(?:pubmed/?|(?:sites/)?entrez.*)?").fullmatch(page.path):
        number = page.parameter("term", "list_uids")
    return (Identifier(Scheme.PMID, number), None) if number and compiled(r"[1-9]\d{0,8}").fullmatch(number) else None


def europepmc(page: Page) -> Found | None:
    """PubMed's and PMC's numbers; a preprint (PPR) has no other identifier in its address."""
    found = compiled(r"/(?:articles?|abstract)/(?:(MED|PMC|PPR)/)?(PMC|PPR)?(\d+)").match(page.path)
    if found is None:
        return None
    kind = (found[1] or found[2] or "").upper()
    if kind == "MED":
        return Identifier(Scheme.PMID, found[3]), None
    if kind == "PMC":
        return Identifier(Scheme.PMCID, f"PMC{found[3]}"), None
    return (Identifier(Scheme.URL, f"europepmc.org/article/PPR/PPR{found[3]}"), None) if kind == "PPR" else None


def neurips(page: Page) -> Found | None:
    """NeurIPS and ICLR proceedings: the abstract page of a paper, its PDF, supplement and BibTeX have one hash."""
    shape = r"/paper(?:_files/paper)?/(\d{4})/(?:hash|file)/([0-9a-f]{32})-[a-z]+((?:-\w+)*)\.\w+"
    found = compiled(shape).match(page.path)
    if found is None:
        return None
    host = "proceedings.iclr.cc" if page.host.endswith("iclr.cc") else "proceedings.neurips.cc"
    path = f"/paper_files/paper/{found[1]}/hash/{found[2].lower()}-Abstract{found[3]}.html"
    return Identifier(Scheme.URL, host + path), None


def implied(identifier: Identifier) -> Identifier | None:
    """The identifier of another scheme that names the same work by construction, None when there is none.

    The Anthology's DOIs hold its own ids, some of Elsevier's hold the item number; neither way back is sure.
    """
    if identifier.scheme is not Scheme.DOI:
        return None
    registrant, _, suffix = identifier.value.partition("/")
    anthology = r"v1/(?:(\d{4}\.[\w-]+\.\d+)|([a-z]\d\d-\d{4}))"
    if registrant == "10.18653" and (found := compiled(anthology).fullmatch(suffix)):
        return Identifier(Scheme.ACL, found[1] or found[2].upper())
    if registrant == "10.1016" and compiled(r"s?\d{4}-\d{3}[\dx]\(\d\d\)\d{5}-[\dx]").fullmatch(suffix):
        return Identifier(Scheme.PII, suffix.upper().translate({ord(c): None for c in "-()"}))
    return None
