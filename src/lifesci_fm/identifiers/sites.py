"""Which rules hold at which site: the table of `publishers`' rules by host, and the sites that name no papers.

A host without rules, and a URL that its rules do not know, falls to the general rule in `reading`: a DOI in the path or
a parameter. Where a site shows one paper under several addresses and no scheme names it, `address` with Scheme.URL
gives the one by which it is compared.
"""

from __future__ import annotations

from collections.abc import Mapping

from lifesci_fm.identifiers.publishers import (
    Rule,
    address,
    anthology,
    arxiv_after,
    bibcode,
    biorxiv,
    copernicus,
    dblp,
    elife,
    elsevier,
    europepmc,
    hindawi,
    ieee,
    ijcai,
    nature,
    neurips,
    openreview,
    oxford,
    plos,
    pubmed,
    research_square,
    sciencemag,
    two_parts,
)
from lifesci_fm.identifiers.reference import Scheme
from lifesci_fm.identifiers.texts import words

#: host → rules, tried in order; a host stands for those below it too (`cn.arxiv.org`, `onlinelibrary.wiley.com`).
RULES: Mapping[str, tuple[Rule, ...]] = {
    # preprints
    "arxiv.org": (arxiv_after(r"(?:^|/)(?:arxiv[:.])?"),),
    "ar5iv.org": (arxiv_after("/"),),
    "alphaxiv.org": (arxiv_after("/"),),
    "arxiv-vanity.com": (arxiv_after("/papers/"),),
    "huggingface.co": (arxiv_after("^/papers/"),),
    "hf.co": (arxiv_after("^/papers/"),),
    "papers.cool": (arxiv_after("^/arxiv/"),),
    "scirate.com": (arxiv_after("^/arxiv/"),),
    "emergentmind.com": (arxiv_after("^/papers/"),),
    "semanticscholar.org": (arxiv_after("^/arxiv/"),),
    "xxx.lanl.gov": (arxiv_after("/"),),
    "adsabs.harvard.edu": (bibcode,),
    "scixplorer.org": (bibcode,),
    "dblp.org": (dblp,),
    "dblp.uni-trier.de": (dblp,),
    "biorxiv.org": (biorxiv,),
    "medrxiv.org": (biorxiv,),
    "researchsquare.com": (research_square,),
    "preprints.org": (address(r"/manuscript/(\d{6}\.\d{4})/(v\d+)", Scheme.DOI, r"10.20944/preprints\1.\2"),),
    "ssrn.com": (
        address(r".*[?&]abstract(?:_?id)?=(\d+)", Scheme.DOI, r"10.2139/ssrn.\1"),
        address(r"/abstract=(\d+)", Scheme.DOI, r"10.2139/ssrn.\1"),
    ),
    "osf.io": (
        address(r"/preprints/osf/(\w{5,})", Scheme.DOI, r"10.31219/osf.io/\1"),
        address(r"/preprints/psyarxiv/(\w{5,})", Scheme.DOI, r"10.31234/osf.io/\1"),
        address(r"/preprints/socarxiv/(\w{5,})", Scheme.DOI, r"10.31235/osf.io/\1"),
    ),
    # journals
    "nature.com": (nature,),
    "oup.com": (
        oxford,
        address(
            r"/([\w-]+)/(?:advance-)?article(?:-abstract)?/((?:[\w-]+/){1,3}\d{5,})(?![\w.])",
            Scheme.URL,
            r"academic.oup.com/\1/article/\2",
        ),
    ),
    "pnas.org": (address(r"/content/(?:pnas/)?\d+/\d+/e(\d{10})(?!\d)", Scheme.DOI, r"10.1073/pnas.\1"),),
    "sciencemag.org": (sciencemag,),
    "universitypressscholarship.com": (two_parts,),
    "taylorfrancis.com": (two_parts,),
    "cell.com": (elsevier,),
    "thelancet.com": (elsevier,),
    "sciencedirect.com": (elsevier,),
    "sciencedirectassets.com": (elsevier,),
    "elsevier.com": (elsevier,),
    "els-cdn.com": (elsevier,),
    "plos.org": (plos,),
    "elifesciences.org": (elife,),
    "hindawi.com": (hindawi,),
    "copernicus.org": (copernicus,),
    "biomedcentral.com": (
        address(r"/(?:content/)?(1\d{3}-\d{3}[\dx])/(\d+)/(\w+)(?:/|\Z)", Scheme.DOI, r"10.1186/\1-\2-\3"),
    ),
    "genomebiology.com": (
        address(r"/(?:content/)?(20\d\d)/(\d+)/(\d+)/(\w+)(?:/|\Z)", Scheme.DOI, r"10.1186/gb-\1-\2-\3-\4"),
    ),
    "rsc.org": (
        address(r"/[a-z]{2}/content/article\w+/\d{4}/\w+/(\w{10})(?!\w)", Scheme.DOI, r"10.1039/\1"),
    ),
    "peerj.com": (
        address(r"/articles/(\d+)(?![\w-])", Scheme.DOI, r"10.7717/peerj.\1"),
        address(r"/articles/([a-z]+)-(\d+)(?![\w-])", Scheme.DOI, r"10.7717/peerj-\1.\2"),
        address(r"/preprints/(\d+)(?:v\d+)?(?![\w-])", Scheme.DOI, r"10.7287/peerj.preprints.\1"),
    ),
    "jmir.org": (address(r"/20\d\d/\d+/e(\d{5,})", Scheme.DOI, r"10.2196/\1"),),
    "mdpi.com": (address(r"/(\d{4}-\d{3}[\dX](?:/\d+){2,3})(?![\w-])", Scheme.URL, r"mdpi.com/\1"),),
    "f1000research.com": (address(r"/articles/(\d+-\d+)", Scheme.URL, r"f1000research.com/articles/\1"),),
    "ncbi.nlm.nih.gov": (pubmed,),
    "pubmed.gov": (pubmed,),
    "europepmc.org": (europepmc,),
    # proceedings
    "ieee.org": (ieee,),
    "aclanthology.org": (anthology,),
    "aclanthology.info": (anthology,),
    "aclweb.org": (anthology,),
    "openreview.net": (openreview,),
    "ijcai.org": (ijcai,),
    "neurips.cc": (neurips,),
    "nips.cc": (neurips, address(r"/paper/(\d+-[\w-]+)(?:\.pdf)?/?\Z", Scheme.URL, r"papers.nips.cc/paper/\1")),
    "ojs.aaai.org": (
        address(r"(/.+/article)/(?:view|download)/(\d+)(?:/|\Z)", Scheme.URL, r"ojs.aaai.org\1/view/\2"),
    ),
    "iclr.cc": (neurips,),
    "proceedings.mlr.press": (
        address(r"/(v\d+)/([a-z]+\d\d\w*?)(?:/\2\.pdf|\.html)?/?\Z", Scheme.URL, r"proceedings.mlr.press/\1/\2.html"),
    ),
    "raw.githubusercontent.com": (
        address(r"/mlresearch/(v\d+)/\w+/assets/(\w+)/\2\.pdf", Scheme.URL, r"proceedings.mlr.press/\1/\2.html"),
    ),
    "openaccess.thecvf.com": (
        address(r"/(.+)/(?:html|papers)/(\w+_paper)\.\w+", Scheme.URL, r"openaccess.thecvf.com/\1/html/\2.html"),
    ),
    "jmlr.org": (
        address(r"/papers/v(?:olume)?(\d+)/([\w-]+)(?:/\2\.pdf|\.html)", Scheme.URL, r"jmlr.org/papers/v\1/\2.html"),
    ),
    # repositories
    "zenodo.org": (address(r"/records?/(\d+)/?(?:\Z|[?])", Scheme.DOI, r"10.5281/zenodo.\1"),),
    "data.mendeley.com": (address(r"/datasets/(\w+)/(\d+)/?(?:\Z|[?])", Scheme.DOI, r"10.17632/\1.\2"),),
    "nber.org": (address(r"/papers/(w\d+)", Scheme.DOI, r"10.3386/\1"),),
}  # fmt: skip

#: Sites whose addresses hold DOIs that are not what the page is about (code, badges, talk, and searches), or what only
#: looks like one: the files of delivery.acm.org lie under a number that is not in the DOI.
NO_PAPERS: Mapping[str, bool] = dict.fromkeys(
    words(
        "baidu.com bilibili.com bing.com bitbucket.org delivery.acm.org facebook.com gitee.com github.com gitlab.com "
        "google.com hf.co huggingface.co linkedin.com raw.githubusercontent.com reddit.com shields.io star-history.com "
        "twitter.com weibo.com wikipedia.org x.com youtu.be youtube.com zhihu.com"
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
    "idp.nature.com": ("redirect_uri",),
    "idp.springer.com": ("redirect_uri",),
}
