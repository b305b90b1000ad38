"""What an identifier is, and what a text stands for."""

from __future__ import annotations

from enum import StrEnum

from lifesci_fm.frozen import frozen
from lifesci_fm.identifiers.patterns import compiled
from lifesci_fm.identifiers.texts import percent_encoded, trim


class Scheme(StrEnum):
    """Kinds of identifier; with the value they are unique in a library.

    bioRxiv and medRxiv papers are DOI; a DOI of arXiv (10.48550/arXiv.…) is ARXIV. URL is for papers that no other
    scheme names: proceedings without DOIs, journal pages whose DOI only their publisher knows.
    """

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
    Scheme.DOI: "https://doi.org/",
    Scheme.ARXIV: "https://arxiv.org/abs/",
    Scheme.PMID: "https://pubmed.ncbi.nlm.nih.gov/",
    Scheme.PMCID: "https://pmc.ncbi.nlm.nih.gov/articles/",
    Scheme.OPENREVIEW: "https://openreview.net/forum?id=",
    Scheme.ACL: "https://aclanthology.org/",
    Scheme.PII: "https://www.sciencedirect.com/science/article/pii/",
    Scheme.IEEE: "https://ieeexplore.ieee.org/document/",
    Scheme.URL: "https://",
}

#: What cannot stand raw in the path of a URL; old DOIs hold `<`, `>`, `#`, `?` and brackets.
_UNSAFE = r"[^A-Za-z0-9._~!$&'()*,;=:@/+-]+"


@frozen(order=True)
class Identifier:
    """A paper's name in one scheme, in the one form in which it is stored and compared.

    DOI: lower case, no `doi:`, no percent escapes. ARXIV: `2306.15006` or `q-bio/0401024`, without version and subject
    class. PMCID: `PMC7145656`. PII: 16 characters without punctuation (`S0092867411005812`). ACL: `2020.acl-main.1`,
    `N18-1001`. URL: as `normalise_url` gives it.
    """

    scheme: Scheme
    value: str

    @property
    def url(self) -> str:
        """The landing page, percent-encoded; `parse` gives this identifier back for it."""
        value = self.value
        if self.scheme is Scheme.DOI:
            value = compiled(_UNSAFE).sub(lambda found: percent_encoded(found[0]), value)
        if trim(value) != value:  # or a reader would take the last sign for the sentence's
            value = value[:-1] + percent_encoded(value[-1])
        return _LANDING[self.scheme] + value

    def __str__(self) -> str:
        """`doi:10.1038/…`, `arxiv:2306.15006`, or the URL: a form that `parse` reads."""
        return self.url if self.scheme is Scheme.URL else f"{self.scheme}:{self.value}"


@frozen()
class Reference:
    """What a text stands for.

    `number` is the version written beside the identifier (4 of `2306.15006v4`). `url` is the URL as written, trimmed of
    brackets and punctuation, when the text was one.
    """

    identifier: Identifier
    number: int | None = None
    url: str | None = None


#: An identifier and the version number that stood beside it: what the rules of this room hand each other.
Found = tuple[Identifier, int | None]
