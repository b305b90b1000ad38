"""Identifiers of papers: read from what a person copies, brought into one form, compared. No network.

First, basic form; the rules for publishers' URLs grow behind the same names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from lifesci_fm.errors import MalformedIdentifier


class Scheme(StrEnum):
    """Kinds of identifier a library knows."""

    DOI = "doi"
    ARXIV = "arxiv"
    PMID = "pmid"
    PMCID = "pmcid"
    OPENREVIEW = "openreview"
    ACL = "acl"
    PII = "pii"
    IEEE = "ieee"
    URL = "url"


_LANDING = {
    Scheme.DOI: "https://doi.org/{}",
    Scheme.ARXIV: "https://arxiv.org/abs/{}",
    Scheme.PMID: "https://pubmed.ncbi.nlm.nih.gov/{}/",
    Scheme.PMCID: "https://pmc.ncbi.nlm.nih.gov/articles/{}/",
    Scheme.OPENREVIEW: "https://openreview.net/forum?id={}",
    Scheme.ACL: "https://aclanthology.org/{}/",
    Scheme.PII: "https://www.sciencedirect.com/science/article/pii/{}",
    Scheme.IEEE: "https://ieeexplore.ieee.org/document/{}",
    Scheme.URL: "https://{}",
}


@dataclass(frozen=True, slots=True, order=True)
class Identifier:
    """A scheme and a normalised value."""

    scheme: Scheme
    value: str

    @property
    def url(self) -> str:
        """The landing page."""
        return _LANDING[self.scheme].format(self.value)


@dataclass(frozen=True, slots=True)
class Reference:
    """An identifier, the version number written beside it, and the URL as written."""

    identifier: Identifier
    number: int | None = None
    url: str | None = None


_DOI = re.compile(r"10\.\d{4,9}/[^\s?#\"|]+", re.I)
_ARXIV = re.compile(r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v(\d+))?", re.I)
_ARXIV_URL = re.compile(
    r"(?:arxiv\.org/(?:abs|pdf|html)/|ar5iv(?:\.labs\.arxiv)?\.org/(?:abs|html)/|alphaxiv\.org/(?:abs|pdf|overview)/"
    r"|(?:huggingface\.co|hf\.co)/papers/|10\.48550/arxiv\.)" + _ARXIV.pattern,
    re.I,
)
_PREPRINT = re.compile(r"(10\.(?:1101|64898)/(?:\d{4}\.\d\d\.\d\d\.\d+|\d{6}))(?:v(\d+))?", re.I)
_TAIL = re.compile(r"(?:/(?:full|abstract|abs|e?pdf|html|meta)|\.(?:full\.pdf|full-text|full|pdf|abstract))/?\Z", re.I)
_NATURE = re.compile(r"nature\.com/articles/([\w.-]+)", re.I)
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|ref|source|spm", re.I)


def _doi(text: str) -> str | None:
    found = _DOI.search(text)
    if not found:
        return None
    value = found[0].lower()
    while value != (shorter := _TAIL.sub("", value).rstrip(".,;")):
        value = shorter
    if value.count(")") > value.count("("):
        value = value.rstrip(")")
    return value


def doi_fault(text: str) -> str | None:
    """Why a DOI-looking text is damaged; None when it is sound."""
    value = _doi(unquote(text))
    if value is None:
        return "no DOI"
    if value.endswith("-"):
        return "ends in a hyphen: truncated"
    return None


def _read(text: str) -> Reference | None:
    plain = unquote(text)
    url = text if text.lower().startswith(("http://", "https://")) else None
    if found := _ARXIV_URL.search(plain):
        return Reference(Identifier(Scheme.ARXIV, found[1].lower()), int(found[2]) if found[2] else None, url)
    if found := _PREPRINT.search(plain):
        return Reference(Identifier(Scheme.DOI, found[1].lower()), int(found[2]) if found[2] else None, url)
    value = _doi(plain)
    if value is None and (found := _NATURE.search(plain)):
        value = "10.1038/" + found[1].lower()
    if value is not None and doi_fault(value) is None:
        return Reference(Identifier(Scheme.DOI, value), None, url)
    if found := re.search(r"pubmed\.ncbi\.nlm\.nih\.gov/(\d+)|\Apmid:?\s*(\d+)\Z", plain, re.I):
        return Reference(Identifier(Scheme.PMID, found[1] or found[2]), None, url)
    if found := re.search(r"\bPMC(\d+)", plain, re.I):
        return Reference(Identifier(Scheme.PMCID, "PMC" + found[1]), None, url)
    if found := re.fullmatch(r"(?:arxiv:\s*)?" + _ARXIV.pattern, plain, re.I):
        return Reference(Identifier(Scheme.ARXIV, found[1].lower()), int(found[2]) if found[2] else None, url)
    if found := re.search(r"openreview\.net/(?:forum|pdf)\?id=([\w-]+)", plain):
        return Reference(Identifier(Scheme.OPENREVIEW, found[1]), None, url)
    if url and normalise_url(url):
        return Reference(Identifier(Scheme.URL, normalise_url(url)), None, url)
    return None


def parse(text: str) -> Reference:
    """The reference a text stands for. Raises MalformedIdentifier."""
    found = _read(text.strip())
    if found is None:
        raise MalformedIdentifier(f"{text.strip()!r} is no identifier.", "Give a DOI, an arXiv id, a PMID or a URL.")
    if found.identifier.scheme is Scheme.URL and _doi(unquote(text)):
        raise MalformedIdentifier(f"The DOI in {text.strip()!r} {doi_fault(text)}.", "Copy it again.")
    return found


def read_url(url: str) -> Reference | None:
    """The reference a URL found in a document stands for; None when it is no usable http(s) URL."""
    url = url.strip().strip("<>")
    return _read(url) if url.lower().startswith(("http://", "https://")) else None


def find_all(text: str) -> list[Reference]:
    """Every URL, DOI and arXiv id in running text."""
    pattern = r"https?://[^\s<>\"]+|10\.\d{4,9}/[^\s<>\"]+|arxiv:\s*[\w./-]+"
    found = (_read(word.rstrip(").,;")) for word in re.findall(pattern, text, re.I))
    return [reference for reference in found if reference]


def normalise_url(url: str) -> str:
    """A URL as compared."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    host = parts.netloc.lower().removeprefix("www.")
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(k)])
    route = "#" + parts.fragment if parts.fragment.startswith("/") else ""
    path = parts.path.rstrip("/").removesuffix(".git")
    return host + path + ("?" + query if query else "") + route


def preprint_server(what: Reference | Identifier | str) -> str | None:
    """The preprint server of an identifier or URL, None when unknown."""
    if isinstance(what, Reference):
        url = (what.url or "").lower()
        named = next((name for name in ("bioRxiv", "medRxiv") if name.lower() in url), None)
        return named or preprint_server(what.identifier)
    if isinstance(what, str):
        found = _read(what)
        return preprint_server(found) if found else None
    return "arXiv" if what.scheme is Scheme.ARXIV else None


def is_preprint(identifier: Identifier) -> bool:
    """True when the identifier is of a preprint server."""
    return identifier.scheme is Scheme.ARXIV or (
        identifier.scheme is Scheme.DOI and _PREPRINT.fullmatch(identifier.value) is not None
    )


def link_kind(url: str) -> str:
    """code, weights, dataset, video, article, paper or other."""
    plain = normalise_url(url)
    if re.match(r"(github|gitlab|gitee)\.com/|bitbucket\.org/|codeocean\.com/|huggingface\.co/spaces/", plain):
        return "code"
    if re.match(r"zenodo\.org|figshare\.com|kaggle\.com|huggingface\.co/datasets/", plain):
        return "dataset"
    found = read_url(url)
    if found and found.identifier.scheme is not Scheme.URL:
        return "paper"
    if re.match(r"huggingface\.co/[^/]+/[^/]+|drive\.google\.com|modelscope\.cn", plain):
        return "weights"
    if re.match(r"(m\.)?youtube\.com|youtu\.be|bilibili\.com", plain):
        return "video"
    if re.match(r"(zhuanlan\.|)zhihu\.com|medium\.com|mp\.weixin\.qq\.com|[\w-]+\.substack\.com", plain):
        return "article"
    return "other"


def repository_name(url: str) -> str | None:
    """`scGPT` of https://github.com/bowang-lab/scGPT/tree/main."""
    found = re.match(r"(?:github\.com|gitlab\.com|gitee\.com|bitbucket\.org|huggingface\.co)/[^/]+/([^/?#]+)", normalise_url(url))
    return found[1] if found else None
