"""From a text to what it stands for: one identifier typed or pasted, a URL of a document, all that a text mentions."""

from __future__ import annotations

from lifesci_fm.errors import MalformedIdentifier
from lifesci_fm.identifiers.arxiv import ARXIV_ID, read_arxiv_id
from lifesci_fm.identifiers.doi import LONGEST_DOI, damage, find_doi, identify, tidy_doi
from lifesci_fm.identifiers.patterns import compiled
from lifesci_fm.identifiers.publishers import cold_spring_harbor, elsevier, read_pii
from lifesci_fm.identifiers.reference import Found, Identifier, Reference, Scheme
from lifesci_fm.identifiers.sites import NO_PAPERS, REDIRECTS, RULES
from lifesci_fm.identifiers.texts import closed, decode, plain_signs, trim
from lifesci_fm.identifiers.urls import LONGEST, Page, normalise_url, of_host, take_apart

_REMEDY = (
    "Give a DOI (10.1038/…), an arXiv id (2306.15006), a PMID (PMID:31180808), a PMCID (PMC7145656) or the paper's URL."
)
#: Before an identifier; a colon may be left out where what follows cannot be mistaken.
_PREFIX = (
    r"(?:info:|urn:)?(?:(doi|arxiv|biorxiv|medrxiv|pmid|pmcid|pmc|pii)(?:\s+(?:id|preprint))?(?:\s*[:：=/]\s*|\s+)"
    r"|(acl|ieee|openreview):\s*)(?=\S)"
)
_ELLIPSES = ("...", "…")
_BARE_HOST = r"(?:www\.)?((?:[\w-]+\.)+[a-z]{2,})(?::\d+)?(?:[/?]\S*)"
_SHAPES = {
    Scheme.PMID: r"0*([1-9]\d{0,8})",
    Scheme.PMCID: r"(?:PMC)?(\d{1,9})(?:\.\d+)?",
    Scheme.ACL: r"(\d{4}\.[\w-]+\.\d+|[A-Z]\d\d-\d{4})",
    Scheme.IEEE: r"0*([1-9]\d{0,9})",
    Scheme.OPENREVIEW: r"([\w-]{5,20})",
}


def parse(text: str) -> Reference:
    """The reference a text stands for: a DOI in any form, an arXiv id, PMID, PMCID or PII, or an http(s) URL.

    A URL from which nothing follows without a network is Scheme.URL. Raises MalformedIdentifier when the text is none
    of these or is damaged: a DOI that was cut off names no paper, or the wrong one.
    """
    word = trim(text[:LONGEST])
    found = _read(word) if len(text) <= LONGEST else None
    fault = doi_fault(text) if found is None or text.rstrip().endswith(_ELLIPSES) else None
    if found is not None and fault is None:
        return found
    shown = " ".join(text.split())
    shown = repr(shown if len(shown) <= 80 else shown[:79] + "…")
    if fault:
        raise MalformedIdentifier(f"The identifier in {shown} {fault}.", "Copy it again from the paper's page.")
    if not word:
        raise MalformedIdentifier("An empty text is no identifier.", _REMEDY)
    if word.isdecimal():
        raise MalformedIdentifier(f"{shown} is a bare number.", f"Write PMID:{word} if PubMed gave it.")
    raise MalformedIdentifier(f"{shown} is no identifier of a paper.", _REMEDY)


def read_url(url: str) -> Reference | None:
    """The reference of a URL found in a document, None when it is no http(s) URL that could be opened.

    Never raises. Where the URL holds a damaged identifier (`doi_fault` tells), it is Scheme.URL.
    """
    page = take_apart(url)
    return reference_of(page) if page else None


def doi_fault(text: str) -> str | None:
    """Why the DOI that a text is, or the identifier that a paper's URL holds, is damaged; None when it is sound.

    A clause to follow its subject: `ends in a hyphen: truncated`. None also when the text holds no identifier.
    """
    if len(text) > LONGEST:
        return None
    page = take_apart(text)
    if page is None:
        shape = r"(?:(?:info:|urn:)?doi\s*[:：/]?\s*)?(10\.\d*(?:\.\d+)*/.*)"
        found = compiled(shape).fullmatch(plain_signs(trim(text)))
        cut = found is not None and text.rstrip().endswith(_ELLIPSES)
        return "ends in an ellipsis: truncated" if cut else _damage(found[1]) if found else None
    if reference_of(page).identifier.scheme is not Scheme.URL:
        return None
    if _names_papers(page) and (value := find_doi(page.path)):
        return damage(value)
    if page.host in ("doi.org", "dx.doi.org"):
        found = compiled(r"/+(10\.\d*(?:\.\d+)*/?)").fullmatch(page.path)
        return _damage(found[1]) if found else None
    if page.host == "nature.com" and (found := compiled(r"/articles/(s\d{5}-[^/]*)/?").fullmatch(page.path)):
        return _damage(f"10.1038/{found[1]}")
    if compiled(r".*/(?:PII)?S\d{4}-\d{3}[\dX]\(\d*").fullmatch(page.path):
        return "ends within Elsevier's item number: truncated"
    if compiled(r"(?:\w+\.)?arxiv\.org").fullmatch(page.host) and compiled(r"/(?:abs|pdf|html)/.").match(page.path):
        return "holds no complete arXiv identifier"
    return None


def _damage(value: str) -> str | None:
    tidy = tidy_doi(value)
    return damage(tidy if "/" in tidy else tidy + "/")


# ------------------------------------------------------------------------------------------------------ one text
def _read(word: str) -> Reference | None:
    if word.startswith("10."):
        return _of_found(identify(tidy_doi(word))) if len(word) <= LONGEST_DOI else None
    if page := take_apart(word):
        reference = reference_of(page)
        more = len(word.split()) > 1
        return None if more or (reference.identifier.scheme is Scheme.URL and doi_fault(word)) else reference
    word = plain_signs(word)
    if prefix := compiled(_PREFIX).match(word):
        return _of_named((prefix[1] or prefix[2]).lower(), word[prefix.end() :])
    if found := read_arxiv_id(word):
        return _of_found(found)
    if compiled(r"PMC\d{1,9}(?:\.\d+)?").fullmatch(word):
        return _of_named("pmcid", word)
    if pii := read_pii(word):
        return Reference(pii)
    host = compiled(_BARE_HOST).fullmatch(word)
    if host and (word.lower().startswith("www.") or _is_known(host[1].lower())):
        return _read(f"https://{word}")
    return None


def _is_known(host: str) -> bool:
    return host.endswith("doi.org") or of_host(RULES, host) is not None or of_host(NO_PAPERS, host) is not None


def _of_named(name: str, rest: str) -> Reference | None:
    """What follows `doi:`, `PMID:` and their like."""
    rest = trim(rest)
    if compiled(r"https?://|(?:doi|arxiv)\s*[:：]|10\.|(?:dx\.)?doi\.org/").match(rest):
        found = _read(rest)
        return found if found and (name == "doi" or found.identifier.scheme in (name, Scheme.DOI)) else None
    if name == "arxiv":  # the stamp on a paper's first page goes on: `[q-bio.GN] 26 Jun 2023`
        return _of_found(read_arxiv_id(compiled(r"\s*\[[\w.-]+\].*").sub("", rest)))
    if name in ("biorxiv", "medrxiv"):
        return _of_found(cold_spring_harbor(rest))
    if name == "pii":
        pii = read_pii(rest)
        return Reference(pii) if pii else None
    scheme = Scheme.PMCID if name == "pmc" else Scheme(name)
    found_value = compiled(_SHAPES[scheme]).fullmatch(rest) if scheme in _SHAPES else None
    if found_value is None:
        return None
    value = found_value[1]
    if scheme is Scheme.PMCID:
        value = f"PMC{value}"
    elif scheme is Scheme.ACL:
        value = value.upper() if value[0].isalpha() else value.lower()
    return Reference(Identifier(scheme, value))


def _of_found(found: Found | None, url: str | None = None) -> Reference | None:
    return Reference(found[0], found[1], url) if found else None


# ------------------------------------------------------------------------------------------------------- one page
def reference_of(page: Page, depth: int = 0) -> Reference:
    """The site's own rules, then a DOI that stands in the URL, else the page that this one leads to, else the URL."""
    found = _by_rules(page) or _general(page)
    if found is None and depth < 3 and (target := _target(page)):
        there = reference_of(target, depth + 1)
        if there.identifier.scheme is not Scheme.URL:
            found = there.identifier, there.number
    if found is None:
        return Reference(Identifier(Scheme.URL, normalise_url(page.url)), None, page.url)
    return Reference(found[0], found[1], page.url)


def _by_rules(page: Page) -> Found | None:
    for rule in of_host(RULES, page.host) or ():
        if found := rule(page):
            return found
    return None


def _general(page: Page) -> Found | None:
    """A DOI in the path or as a whole parameter, an Elsevier item in an article's path."""
    if "10." in page.path and _names_papers(page) and (value := find_doi(_with_sici(page))):
        if compiled(r"/(?:advance-)?article[\w-]*/doi/").search(page.path):  # Silverchair appends number and title
            value = compiled(r"(10\.[^/]+/.+?)/\d{4,}(?:/.*)?\Z").sub(r"\1", value)
        return identify(value)
    if "(" in page.path and (found := elsevier(page)):
        return found
    if "10." in page.query and _names_papers(page):
        for piece in page.query.split("&"):
            value = decode(piece.partition("=")[2])
            if compiled(r"(?:doi:|info:doi/|https?://(?:dx\.)?doi\.org/)?10\.\d{4,9}/\S+").fullmatch(value):
                return identify(find_doi(value) or "")
    return None


def _names_papers(page: Page) -> bool:
    return of_host(NO_PAPERS, page.host) is None


def _target(page: Page) -> Page | None:
    """The page that a redirect, an archive or a library's proxy stands for."""
    if names := REDIRECTS.get(page.host):
        return take_apart(page.parameter(*names) or "")
    if page.host == "web.archive.org" and (found := compiled(r"/web/\w+/(https?):/+(.+)").match(page.path)):
        return take_apart(f"{found[1]}://{found[2]}" + (f"?{page.query}" if page.query else ""))
    if "proxy" in page.host:
        if target := take_apart(page.parameter("url", "qurl") or ""):
            return target
        first, _, rest = page.host.partition(".")
        host = first.replace("-", ".") if "-" in first else page.host[: page.host.index("proxy")].rpartition(".")[0]
        return page._replace(host=host.removeprefix("www.")) if rest and host else None
    return None


def _with_sici(page: Page) -> str:
    """The path, with the `#` that closes some old DOIs and is no fragment: `…3.0.CO;2-#`."""
    return page.path + "#" if page.path.lower().endswith(";2-") and page.url.endswith("#") else page.path


# ---------------------------------------------------------------------------------------------------- running text
_WORD = r"[^\s\"'`|<>\[\]{}\\^，。；：！？、（）【】《》「」“”‘’…\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
_MENTION = (
    r"(?P<sici>(?:https?://(?:dx\.)?doi\.org/)?10\.\d{4,9}/[^\s\"<>|]{0,99}<[^\s<>\":]{0,99}:[^\s<>\"]{0,99}>[^\s\"<>|]{0,99})"
    rf"|(?P<url>https?://(?:{_WORD}|\\(?=[_%&#~]))+)"
    rf"|(?P<doi>(?<![\w.-])(?:(?:dx\.)?doi\.org/)?10\.\d{{4,9}}(?:\.\d+)*/(?:{_WORD}|\[|\])+)"
    r"|\barxiv\s{0,3}(?:preprint\s{1,3})?(?:arxiv)?[\s:]\s{0,3}"
    rf"(?P<arxiv>{ARXIV_ID})"
    r"|\b(?:bio|med)rxiv\s{0,3}(?:preprint\s{1,3})?[:,(/]?\s{0,3}(?P<rxiv>20\d\d\.\d\d\.\d\d\.\d{6,8}(?:v\d+)?)(?!\d)"
    r"|\bPMID\s{0,3}:?\s{0,3}(?P<pmid>[1-9]\d{3,8})\b|\b(?P<pmcid>PMC\d{4,9})\b"
)


def find_all(text: str) -> list[Reference]:
    """Every URL, DOI, arXiv id (`arXiv:…`), bioRxiv number, PMID and PMCID that running text mentions, in its order.

    Repeats are included. A URL ends before white space, quotes, brackets, fullwidth punctuation and Chinese, Japanese
    or Korean letters.
    Damaged DOIs and texts that are no identifier after all are left out.
    """
    found = []
    for mention in compiled(_MENTION).finditer(text):
        if len(mention[0]) > LONGEST:
            continue
        kind = mention.lastgroup
        reference: Reference | None
        if kind == "pmid":
            reference = Reference(Identifier(Scheme.PMID, mention["pmid"]))
        elif kind == "pmcid":
            reference = Reference(Identifier(Scheme.PMCID, mention["pmcid"].upper()))
        elif mention["arxiv"]:
            reference = _of_found(read_arxiv_id(mention["arxiv"]))
        elif mention["rxiv"]:
            reference = _of_found(cold_spring_harbor(mention["rxiv"]))
        else:
            word = closed(mention[0])
            reference = read_url(word) if word[:4].lower() == "http" else _of_found(identify(find_doi(word) or ""))
        if reference:
            found.append(reference)
    return found
