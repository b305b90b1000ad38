"""arXiv identifiers in both forms (info.arxiv.org/help/arxiv_identifier.html).

`YYMM.NNNN` from April 2007, `YYMM.NNNNN` from January 2015; before that `archive/YYMMNNN`, with or without a subject
class that names nothing by itself (`math.GT/0309136` is `math/0309136`).
"""

from __future__ import annotations

from lifesci_fm.identifiers.patterns import compiled
from lifesci_fm.identifiers.reference import Found, Identifier, Scheme
from lifesci_fm.identifiers.texts import words

#: One identifier with its version; groups: YYMM and number, or archive and number; version.
ARXIV_ID = r"(?:(\d{4})\.(\d{4,5})|([a-z]+(?:-[a-z]+)?)(?:\.[a-z]{2})?/(\d{7}))(?!\d)(?:v(\d{1,3}))?(?![\dv])"

#: Archives that gave identifiers before April 2007; what else stands before a slash is no arXiv identifier.
_ARCHIVES = words(
    "acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas cond-mat cs dg-ga "
    "funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th nlin nucl-ex nucl-th patt-sol physics plasm-ph "
    "q-alg q-bio quant-ph solv-int supr-con"
)


def read_arxiv_id(text: str) -> Found | None:
    """The identifier a whole text is (`2306.15006v2`, `q-bio/0401024`), None when it is none that arXiv gave."""
    found = compiled(ARXIV_ID).fullmatch(text)
    return _checked(*found.groups()) if found else None


def find_arxiv_id(text: str, before: str = "(?:^|/)(?:arxiv[:.])?") -> Found | None:
    """The first identifier in a path or line that follows the pattern `before`."""
    for found in compiled(before + ARXIV_ID).finditer(text):
        if checked := _checked(*found.groups()):
            return checked
    return None


def _checked(yymm: str | None, number: str, archive: str | None, old: str, version: str | None) -> Found | None:
    """Shape only: whether a month exists and a number was given is arXiv's to say."""
    if yymm is not None:
        if len(number) != (4 if yymm < "1501" else 5):
            return None
        value = f"{yymm}.{number}"
    else:
        archive = (archive or "").lower()
        if archive not in _ARCHIVES:
            return None
        value = f"{archive}/{old}"
    return Identifier(Scheme.ARXIV, value), int(version) if version else None
