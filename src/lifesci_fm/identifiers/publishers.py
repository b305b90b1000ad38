"""Which identifier a page of a known site names, read off its URL: no network, no guess.

A rule is told a Page and answers with an identifier or None. `RULES` gives the rules by host; a host without rules, and
a URL that its rules do not know, falls to the general rule in `reading`: a DOI in the path or a parameter. Where a site
shows one paper under several addresses and no scheme names it, a rule gives the one address by which it is compared.

Rules stand only where the site's addresses follow from the identifier. Not here, because only the publisher knows:
Oxford's and Elsevier's article numbers, volume/issue/page addresses, F1000, MDPI, figshare, ChemRxiv's item pages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lifesci_fm.identifiers.arxiv import find_arxiv_id
from lifesci_fm.identifiers.doi import PREPRINT, find_doi, identify, tidy_doi
from lifesci_fm.identifiers.patterns import compiled
from lifesci_fm.identifiers.reference import Found, Identifier, Scheme
from lifesci_fm.identifiers.texts import words
from lifesci_fm.identifiers.urls import Page, normalise_url

Rule = Callable[[Page], Found | None]


def _address(pattern: str, scheme: Scheme, template: str) -> Rule:
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


def _arxiv_after(before: str) -> Rule:
    """A rule: the arXiv identifier that follows this pattern in the path."""
    return lambda page: find_arxiv_id(page.path, before)


# ------------------------------------------------------------------------------------------------------ preprints
def _biorxiv(page: Page) -> Found | None:
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


def _bibcode(page: Page) -> Found | None:
    """The arXiv papers of the Astrophysics Data System: `2022arXiv220111147Z`, `2013arXiv1307.1469B`."""
    found = compiled(r"/(?:abs|link_gateway)/\d{4}arxiv(\d{4})\.?(\d{4,5})[a-z.]").match(page.path)
    return find_arxiv_id(f"{found[1]}.{found[2]}") if found else None


def _dblp(page: Page) -> Found | None:
    """arXiv papers at dblp: `journals/corr/abs-1810-04805`."""
    found = compiled(r".*/corr/abs-(\d{4})-(\d{4,5})(?!\d)").match(page.path)
    return find_arxiv_id(f"{found[1]}.{found[2]}") if found else None


# ----------------------------------------------------------------------------------------------------- publishers
def _nature(page: Page) -> Found | None:
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


def _oxford(page: Page) -> Found | None:
    """Oxford appends its article number to the DOI, whose suffix has one slash: `/doi/10.1093/isq/sqaa085/5999080`."""
    value = find_doi(page.path)
    return identify("/".join(value.split("/")[:3])) if value and value.startswith("10.1093/") else None


def _two_parts(page: Page) -> Found | None:
    """Book sites that append a title to the DOI, whose suffix has no slash (or, of Oxford and Liverpool, one)."""
    value = find_doi(page.path)
    if value is None:
        return None
    parts = value.split("/")
    return identify("/".join(parts[: 3 if page.host.endswith("universitypressscholarship.com") else 2]))


def _plos(page: Page) -> Found | None:
    """The article of a figure or table page too."""
    value = find_doi(page.path_and_query)
    found = compiled(r"10\.1371/journal\.p[a-z]{3}\.\d{7}").match(value or "")
    return identify(found[0]) if found else None


def _elife(page: Page) -> Found | None:
    shape = r"/(?:articles|reviewed-preprints|content/\d+)/e?0*(\d+)(?!\d)(?:v(\d+))?"
    found = compiled(shape).match(page.path)
    if found is None:
        return None
    return Identifier(Scheme.DOI, f"10.7554/elife.{int(found[1]):05d}"), int(found[2]) if found[2] else None


def _hindawi(page: Page) -> Found | None:
    """Since 2008 the DOI is the year and the number of the address."""
    found = compiled(r"/journals/[a-z]+/(\d{4})/(\d+)").match(page.path)
    return identify(f"10.1155/{found[1]}/{found[2]}") if found and found[1] >= "2008" else None


def _ijcai(page: Page) -> Found | None:
    """Since 2017 the DOI is the year and the number of the paper."""
    found = compiled(r"/proceedings/(\d{4})/0*(\d+)").match(page.path)
    return identify(f"10.24963/ijcai.{found[1]}/{found[2]}") if found and found[1] >= "2017" else None


def _research_square(page: Page) -> Found | None:
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
    found = compiled(before + r"([SB]?[\dX]{4}[\dX()-]{12,18})(?![\dX(])").search(page.path_and_query)
    pii = read_pii(found[1]) if found else None
    return (pii, None) if pii else None


# ----------------------------------------------------------------------------------- proceedings and other schemes
def _ieee(page: Page) -> Found | None:
    """Xplore's document number, in the path or as `arnumber`."""
    found = compiled(r"/(?:abstract/)?document/0*(\d+)|/iel\w*/.*/0*(\d+)\.pdf").match(page.path)
    number = (found[1] or found[2]) if found else (page.parameter("arnumber") or "").lstrip("0")
    return (Identifier(Scheme.IEEE, number), None) if number.isdecimal() and number.isascii() else None


def _anthology(page: Page) -> Found | None:
    """ACL Anthology: `2020.acl-main.1`, `N18-1001`, under the addresses of three decades."""
    found = compiled(r"/(?:.*/)?(?:(\d{4}\.[\w-]+\.\d+)|([A-Z]\d\d-\d{4}))(?:v\d+)?(?:[./].*)?").fullmatch(page.path)
    if found is None or "/volumes/" in page.path:
        return None
    return Identifier(Scheme.ACL, found[1].lower() if found[1] else found[2].upper()), None


def _openreview(page: Page) -> Found | None:
    """The forum's id, whose case matters. `/references/pdf?id=` names a revision instead."""
    name = page.parameter("id") if page.path in ("/forum", "/pdf", "/attachment", "/revisions") else None
    return (Identifier(Scheme.OPENREVIEW, name), None) if name and compiled(r"[\w-]{5,20}").fullmatch(name) else None


def _pubmed(page: Page) -> Found | None:
    """PubMed and PMC as they have been addressed since 2000."""
    if found := compiled(r"(?:/.*)?/(?:articles|pdf)/(PMC\d+)").match(page.path):
        return Identifier(Scheme.PMCID, found[1].upper()), None
    found = compiled(r"(?:/m)?(?:/pubmed)?/0*(\d+)/?(?:\Z|[?])|/pmc/articles/pmid/(\d+)").match(page.path)
    number = (found[1] or found[2]) if found else None
    if number is None and compiled(r"/(?:pubmed/?|entrez/.*|)").fullmatch(page.path):
        number = page.parameter("term", "list_uids")
    return (Identifier(Scheme.PMID, number), None) if number and compiled(r"[1-9]\d{0,8}").fullmatch(number) else None


def _europepmc(page: Page) -> Found | None:
    found = compiled(r"/(?:articles?|abstract)/(?:(MED|PMC|PPR)/)?(PMC|PPR)?(\d+)").match(page.path)
    if found is None:
        return None
    kind = (found[1] or found[2] or "").upper()
    if kind == "MED":
        return Identifier(Scheme.PMID, found[3]), None
    if kind == "PMC":
        return Identifier(Scheme.PMCID, f"PMC{found[3]}"), None
    return (Identifier(Scheme.URL, f"europepmc.org/article/PPR/PPR{found[3]}"), None) if kind == "PPR" else None


def _neurips(page: Page) -> Found | None:
    """NeurIPS and ICLR proceedings: the abstract page of a paper, its PDF, supplement and BibTeX have one hash."""
    shape = r"/paper(?:_files/paper)?/(\d{4})/(?:hash|file)/([0-9a-f]{32})-[a-z]+((?:-\w+)*)\.\w+"
    found = compiled(shape).match(page.path)
    if found is None:
        return None
    host = "proceedings.iclr.cc" if page.host.endswith("iclr.cc") else "proceedings.neurips.cc"
    path = f"/paper_files/paper/{found[1]}/hash/{found[2].lower()}-Abstract{found[3]}.html"
    return Identifier(Scheme.URL, host + path), None


_BIORXIV = (_biorxiv,)
_PUBMED = (_pubmed,)
_ANTHOLOGY = (_anthology,)
_ELSEVIER = (elsevier,)
_NEURIPS = (_neurips,)

#: host → rules, tried in order; a host stands for those below it too (`cn.arxiv.org`, `onlinelibrary.wiley.com`).
RULES: Mapping[str, tuple[Rule, ...]] = {
    # preprints
    "arxiv.org": (_arxiv_after(r"(?:^|/)(?:arxiv[:.])?"),),
    "ar5iv.org": (_arxiv_after("/"),),
    "alphaxiv.org": (_arxiv_after("/"),),
    "arxiv-vanity.com": (_arxiv_after("/papers/"),),
    "huggingface.co": (_arxiv_after("^/papers/"),),
    "hf.co": (_arxiv_after("^/papers/"),),
    "papers.cool": (_arxiv_after("^/arxiv/"),),
    "scirate.com": (_arxiv_after("^/arxiv/"),),
    "emergentmind.com": (_arxiv_after("^/papers/"),),
    "semanticscholar.org": (_arxiv_after("^/arxiv/"),),
    "xxx.lanl.gov": (_arxiv_after("/"),),
    "adsabs.harvard.edu": (_bibcode,),
    "scixplorer.org": (_bibcode,),
    "dblp.org": (_dblp,),
    "dblp.uni-trier.de": (_dblp,),
    "biorxiv.org": _BIORXIV,
    "medrxiv.org": _BIORXIV,
    "researchsquare.com": (_research_square,),
    "preprints.org": (_address(r"/manuscript/(\d{6}\.\d{4})/(v\d+)", Scheme.DOI, r"10.20944/preprints\1.\2"),),
    "ssrn.com": (
        _address(r".*[?&]abstract(?:_?id)?=(\d+)", Scheme.DOI, r"10.2139/ssrn.\1"),
        _address(r"/abstract=(\d+)", Scheme.DOI, r"10.2139/ssrn.\1"),
    ),
    "osf.io": (
        _address(r"/preprints/osf/(\w{5,})", Scheme.DOI, r"10.31219/osf.io/\1"),
        _address(r"/preprints/psyarxiv/(\w{5,})", Scheme.DOI, r"10.31234/osf.io/\1"),
        _address(r"/preprints/socarxiv/(\w{5,})", Scheme.DOI, r"10.31235/osf.io/\1"),
    ),
    # journals
    "nature.com": (_nature,),
    "oup.com": (
        _oxford,
        _address(
            r"/(\w+)/(?:advance-)?article(?:-abstract|-pdf)?/((?:\w+/){1,3}\d{5,})(?![\w.])",
            Scheme.URL,
            r"academic.oup.com/\1/article/\2",
        ),
    ),
    "universitypressscholarship.com": (_two_parts,),
    "taylorfrancis.com": (_two_parts,),
    "cell.com": _ELSEVIER,
    "thelancet.com": _ELSEVIER,
    "sciencedirect.com": _ELSEVIER,
    "sciencedirectassets.com": _ELSEVIER,
    "elsevier.com": _ELSEVIER,
    "els-cdn.com": _ELSEVIER,
    "plos.org": (_plos,),
    "elifesciences.org": (_elife,),
    "hindawi.com": (_hindawi,),
    "rsc.org": (
        _address(r"/[a-z]{2}/content/article\w+/\d{4}/\w+/(\w{10})(?!\w)", Scheme.DOI, r"10.1039/\1"),
    ),
    "peerj.com": (
        _address(r"/articles/(\d+)(?![\w-])", Scheme.DOI, r"10.7717/peerj.\1"),
        _address(r"/articles/([a-z]+-\d+)(?![\w-])", Scheme.DOI, r"10.7717/peerj-\1"),
        _address(r"/preprints/(\d+)(?:v\d+)?(?![\w-])", Scheme.DOI, r"10.7287/peerj.preprints.\1"),
    ),
    "jmir.org": (_address(r"/20\d\d/\d+/e(\d{5,})", Scheme.DOI, r"10.2196/\1"),),
    "mdpi.com": (_address(r"/(\d{4}-\d{3}[\dX](?:/\d+){2,3})(?![\w-])", Scheme.URL, r"mdpi.com/\1"),),
    "f1000research.com": (_address(r"/articles/(\d+-\d+)", Scheme.URL, r"f1000research.com/articles/\1"),),
    "ncbi.nlm.nih.gov": _PUBMED,
    "pubmed.gov": _PUBMED,
    "europepmc.org": (_europepmc,),
    # proceedings
    "ieee.org": (_ieee,),
    "aclanthology.org": _ANTHOLOGY,
    "aclanthology.info": _ANTHOLOGY,
    "aclweb.org": _ANTHOLOGY,
    "openreview.net": (_openreview,),
    "ijcai.org": (_ijcai,),
    "neurips.cc": _NEURIPS,
    "nips.cc": _NEURIPS,
    "iclr.cc": _NEURIPS,
    "proceedings.mlr.press": (
        _address(r"/(v\d+)/([a-z]+\d\d\w*?)(?:/\2\.pdf|\.html)?/?\Z", Scheme.URL, r"proceedings.mlr.press/\1/\2.html"),
    ),
    "raw.githubusercontent.com": (
        _address(r"/mlresearch/(v\d+)/\w+/assets/(\w+)/\2\.pdf", Scheme.URL, r"proceedings.mlr.press/\1/\2.html"),
    ),
    "openaccess.thecvf.com": (
        _address(r"/(.+)/(?:html|papers)/(\w+_paper)\.\w+", Scheme.URL, r"openaccess.thecvf.com/\1/html/\2.html"),
    ),
    "jmlr.org": (
        _address(r"/papers/v(?:olume)?(\d+)/([\w-]+)(?:/\2\.pdf|\.html)", Scheme.URL, r"jmlr.org/papers/v\1/\2.html"),
    ),
    # repositories
    "zenodo.org": (_address(r"/records?/(\d+)/?(?:\Z|[?])", Scheme.DOI, r"10.5281/zenodo.\1"),),
    "data.mendeley.com": (_address(r"/datasets/(\w+)/(\d+)/?(?:\Z|[?])", Scheme.DOI, r"10.17632/\1.\2"),),
    "nber.org": (_address(r"/papers/(w\d+)", Scheme.DOI, r"10.3386/\1"),),
}  # fmt: skip

#: Sites whose addresses hold DOIs that are not what the page is about: code, badges, talk, and searches.
NO_PAPERS: Mapping[str, bool] = dict.fromkeys(
    words(
        "baidu.com bilibili.com bing.com bitbucket.org facebook.com gitee.com github.com gitlab.com google.com hf.co "
        "huggingface.co linkedin.com raw.githubusercontent.com reddit.com shields.io star-history.com twitter.com "
        "weibo.com wikipedia.org x.com youtu.be youtube.com zhihu.com"
    ),
    True,
)

#: Pages that only lead to another one, and the parameters that may name it.
REDIRECTS: Mapping[str, tuple[str, ...]] = {
    "link.zhihu.com": ("target",),
    "google.com": ("url", "q"),
    "scholar.google.com": ("url", "q"),
    "l.facebook.com": ("u",),
    "out.reddit.com": ("url",),
    "link.csdn.net": ("target",),
    "link.juejin.cn": ("target",),
    "jianshu.com": ("url",),
}


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
