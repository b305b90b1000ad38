"""What a link in a list leads to, told by its address: code, weights, data, a video, a write-up, a paper."""

from __future__ import annotations

from collections.abc import Mapping

from lifesci_fm.identifiers.patterns import compiled
from lifesci_fm.identifiers.reading import reference_of
from lifesci_fm.identifiers.reference import Scheme
from lifesci_fm.identifiers.urls import of_host, take_apart

_HOSTS_OF_KIND = {
    "code": (
        "anonymous.4open.science bioconductor.org bitbucket.org codeberg.org codeocean.com "
        "colab.research.google.com cran.r-project.org gist.github.com git.sr.ht gitee.com github.com gitlab.com "
        "launchpad.net mybinder.org nbviewer.org pypi.org raw.githubusercontent.com sourceforge.net"
    ),
    "weights": (
        "1drv.ms catalog.ngc.nvidia.com dl.fbaipublicfiles.com drive.google.com hf.co huggingface.co "
        "modelscope.cn onedrive.live.com pan.baidu.com replicate.com tfhub.dev"
    ),
    "dataset": (
        "aistudio.baidu.com alphafold.ebi.ac.uk cancerimagingarchive.net cbioportal.org cellxgene.cziscience.com "
        "codabench.org codalab.org data.mendeley.com datadryad.org dataverse.harvard.edu ega-archive.org "
        "encodeproject.org ensembl.org figshare.com grand-challenge.org gtexportal.org heywhale.com "
        "humancellatlas.org ieee-dataport.org kaggle.com opendatalab.com openneuro.org physionet.org "
        "portal.gdc.cancer.gov proteomexchange.org rcsb.org scidb.cn synapse.org tianchi.aliyun.com "
        "ukbiobank.ac.uk uniprot.org zenodo.org"
    ),
    "video": "b23.tv bilibili.com slideslive.com v.qq.com vimeo.com youku.com youtu.be youtube.com",
    "article": (
        "36kr.com ai.meta.com anthropic.com blog.csdn.net blog.google blogspot.com cnblogs.com deepmind.com "
        "deepmind.google dev.to hackmd.io jianshu.com jiqizhixin.com juejin.cn medium.com mp.weixin.qq.com "
        "openai.com substack.com toutiao.com towardsdatascience.com wordpress.com zhihu.com"
    ),
    "paper": (
        "aaai.org academia.edu acm.org acs.org annualreviews.org arxiv.org authorea.com biomedcentral.com "
        "biorxiv.org bmj.com cell.com ceur-ws.org chemrxiv.org cshlp.org ecva.net embopress.org europepmc.org "
        "f1000research.com frontiersin.org hal.science iclr.cc ieee.org ijcai.org iop.org isca-archive.org "
        "jamanetwork.com jmlr.org karger.com mdpi.com medrxiv.org mlr.press mlsb.io nature.com nejm.org "
        "neurips.cc nips.cc openreview.net oup.com oxfordjournals.org pnas.org preprints.org researchgate.net "
        "researchsquare.com royalsocietypublishing.org rsc.org sagepub.com science.org sciencedirect.com "
        "sciencemag.org semanticscholar.org springer.com ssrn.com tandfonline.com techrxiv.org thecvf.com "
        "thelancet.com usenix.org vldb.org wiley.com"
    ),
}
_KIND_OF_HOST: Mapping[str, str] = {host: kind for kind, hosts in _HOSTS_OF_KIND.items() for host in hosts.split()}

#: host → (pattern of a path, kind), where one host holds things of several kinds; the first that matches decides.
_KIND_OF_PATH: Mapping[str, tuple[tuple[str, str], ...]] = {
    "10xgenomics.com": ((r"(?:/[\w-]+)*/datasets(?:/|\Z)", "dataset"),),
    "ebi.ac.uk": ((r"/(?:arrayexpress|biostudies|chembl|ena|gxa|metagenomics|pdbe|pride)(?:/|\Z)", "dataset"),),
    "github.com": (
        (r"/(?:orgs|topics|marketplace|sponsors|search|collections|trending|users|apps)(?:/|\Z)", "other"),
        (r"/[^/]+/[^/]+/(?:blob|raw)/.*\.pdf\Z", "paper"),
        (r"/?(?:[^/]+/?)?\Z", "other"),
    ),
    "huggingface.co": (
        (r"/spaces/", "code"),
        (r"/datasets(?:/|\Z)", "dataset"),
        (r"/papers/", "paper"),
        (r"/blog(?:/|\Z)", "article"),
        (r"/(?:docs|learn|chat|join|pricing|tasks|models|spaces|settings)(?:/|\Z)", "other"),
        (r"/?(?:[^/]+/?)?\Z", "other"),
    ),
    "kaggle.com": (
        (r"/(?:code|kernels)/|/[^/]+/[^/]+/(?:notebook|code|script)\Z", "code"),
        (r"/models/", "weights"),
        (r"/(?:learn|discussions?)(?:/|\Z)|/?\Z", "other"),
    ),
    "modelscope.cn": ((r"/datasets/", "dataset"), (r"/studios/", "code")),
    "ncbi.nlm.nih.gov": ((r"/(?:geo|sra|gap|bioproject|biosample|clinvar|projects/gap)(?:/|\Z)", "dataset"),),
    "paperswithcode.com": ((r"/datasets?(?:/|\Z)", "dataset"), (r"/paper/", "paper")),
}

#: Registrants of DOIs that are given to data, code and weights.
_KIND_OF_REGISTRANT = {
    "10.13026": "dataset",  # PhysioNet
    "10.15468": "dataset",  # GBIF
    "10.17632": "dataset",  # Mendeley Data
    "10.18129": "code",  # Bioconductor
    "10.21227": "dataset",  # IEEE DataPort
    "10.24433": "code",  # Code Ocean
    "10.34740": "dataset",  # Kaggle
    "10.5061": "dataset",  # Dryad
    "10.5281": "dataset",  # Zenodo
    "10.57967": "weights",  # Hugging Face
    "10.6084": "dataset",  # figshare
    "10.7303": "dataset",  # Synapse
    "10.7910": "dataset",  # Harvard Dataverse
    "10.7937": "dataset",  # The Cancer Imaging Archive
}

#: host → pattern of the path that names a repository in its first group.
_REPOSITORIES: Mapping[str, str] = {
    "bitbucket.org": r"/[^/]+/([^/]+)",
    "codeberg.org": r"/[^/]+/([^/]+)",
    "colab.research.google.com": r"/github/[^/]+/([^/]+)",
    "gitee.com": r"/[^/]+/([^/]+)",
    "github.com": r"/(?!(?:orgs|topics|marketplace|sponsors|search|collections|trending|users|apps)/)[^/]+/([^/]+)",
    "gitlab.com": r"/[^/]+/(?:[^/]+/)*?([^/]+)/?(?:-/.*|\Z)",
    "huggingface.co": r"/(?!(?:papers|blog|docs|learn|collections|chat|tasks|join|settings|models)/)"
    r"(?:(?:datasets|spaces)/)?[^/]+/([^/]+)",
    "modelscope.cn": r"/(?:models|datasets|studios)/[^/]+/([^/]+)",
    "raw.githubusercontent.com": r"/[^/]+/([^/]+)/",
}
_SAME_REPOSITORIES = {"hf.co": "huggingface.co"}


def link_kind(url: str) -> str:
    """`code`, `weights`, `dataset`, `video`, `article` (a write-up), `paper` or `other`.

    A paper is what an identifier is derived from, a page of a known house of papers, or a PDF that is not among slides.
    """
    page = take_apart(url)
    if page is None:
        return "other"
    host = _SAME_REPOSITORIES.get(page.host, page.host)
    for pattern, kind in of_host(_KIND_OF_PATH, host) or ():
        if compiled(pattern).match(page.path):
            return kind
    kind = of_host(_KIND_OF_HOST, host) or "other"
    is_pdf = page.path.lower().endswith(".pdf")
    if kind in ("weights", "dataset", "video") or (kind == "code" and not is_pdf):
        return kind
    identifier = reference_of(page).identifier
    if identifier.scheme is Scheme.DOI:
        return _KIND_OF_REGISTRANT.get(identifier.value.partition("/")[0], "paper")
    if identifier.scheme is not Scheme.URL:
        return "paper"
    if is_pdf:
        return "other" if compiled(r".*\b(?:slides?|poster|talk)").match(page.path) else "paper"
    return "other" if kind == "paper" and len(page.path) < 2 and not page.query else kind


def repository_name(url: str) -> str | None:
    """The name of the repository that a URL of GitHub, GitLab, Hugging Face or their like lies in.

    `scGPT` of https://github.com/bowang-lab/scGPT/tree/main. None for other sites and for pages of a person or group.
    """
    path = repository_path(url)
    return path.rpartition("/")[2] if path else None


def repository_path(url: str) -> str | None:
    """The same with whose it is: `bowang-lab/scGPT`."""
    page = take_apart(url)
    pattern = _REPOSITORIES.get(_SAME_REPOSITORIES.get(page.host, page.host)) if page else None
    found = compiled(pattern).match(page.path) if page and pattern else None
    name = found[1].removesuffix(".git") if found else ""
    if not (page and found and name):
        return None
    owner = page.path[: found.start(1)].strip("/").rpartition("/")[2]
    return f"{owner}/{name}"
