"""DOIs: found in text, freed of what sites and sentences append to them, and checked for damage.

A DOI is `10.REGISTRANT/SUFFIX`; the suffix may hold any printable character and is compared without case
(www.doi.org/the-identifier/resources/handbook). What is known of single registrants stands in tables below: a cut-off
DOI is often a valid DOI by the general rule, and resolves to nothing or, worse, to another thing.
"""

from __future__ import annotations

from lifesci_fm.identifiers.arxiv import read_arxiv_id
from lifesci_fm.identifiers.patterns import compiled
from lifesci_fm.identifiers.reference import Found, Identifier, Scheme
from lifesci_fm.identifiers.texts import closed, decode, plain_signs, trim, words

#: Where a DOI begins: not inside a word or number (`badge/DOI-10.1038/…`, `v10.1234/…`).
DOI_START = r"(?<![\w.-])10\.\d{4,9}(?:\.\d+)*/"
_DOI = DOI_START + r"\S+"
#: No DOI is longer; patterns need not be good at what is.
LONGEST_DOI = 1_000

#: Paths that sites append to a DOI.
_PAGES = (
    "full|full-?text|full_html|abstract|abs|summary|short|long|meta|html?|xml|e?pdf|pdfft|pdfdirect|pdf-?plus|epub|reader"
    "|figures?|tables?|references|citations?|cited-by|citedby|metrics|comments|authors|download|export|print|issuetoc"
    "|suppl|supplement\\w*|suppinfo|suppl_file|asset|attachment|mediaobjects|tab-[\\w-]+"
)
_APPENDED = (
    rf"(?:/(?:{_PAGES})(?:\.(?:html?|pdf|xml))?(?:/(?:{_PAGES}|\d+|en|ja)){{0,3}}"
    r"|/(?:suppl_file|asset|attachment|mediaobjects)/.*"
    r"|\.(?:pdf|html?|xml|full|abstract|full-text|short|long|epub|svg|bib|ris|article-(?:info|metrics)"
    r"|supplementary-material|figures-only)(?:\+html)?"
    r"|;jsessionid=.*)/*\Z"
)

#: Shape of a preprint's DOI at bioRxiv and medRxiv, then the version that their URLs append. Six digits are bioRxiv's,
#: eight medRxiv's; Cold Spring Harbor journals share the older registrant (`10.1101/gr.1234.56`).
PREPRINT = r"(10\.(?:1101|64898)/(?:\d{4}\.\d\d\.\d\d\.)?(?:\d{8}|\d{6}))(?!\d)"
_PREPRINT_VERSION = PREPRINT + r"(?:v(\d+))?(?:[./?].*)?\Z"

#: Preprint servers that give each version a DOI, which ends in its number (`…/v2`, `….v2`, `…-v2`, `…_v2`).
_VERSIONED = words("10.20944 10.21203 10.22541 10.26434 10.31219 10.31234 10.31235 10.36227")
_VERSION_END = r"[./_-]v(\d{1,2})\Z"
#: Journals that publish a work before its review and again after it: how those DOIs end.
_REVIEWED = {"10.7554": r"(?<=elife\.\d{5}|life\.\d{6})\.\d\Z", "10.12688": r"(?<=\d)\.\d{1,2}\Z"}

#: registrant → (what its complete suffixes never are, what is wrong then).
_CUT_OFF = {
    "10.1101": (r"\d{1,5}|\d{4}\.[\d.]{0,11}", "lacks the preprint's number: truncated"),
    "10.64898": (r"\d{1,5}|\d{4}\.[\d.]{0,11}", "lacks the preprint's number: truncated"),
    "10.1371": (r"journal\.p[a-z]{3}(?:\.\d{0,6})?", "lacks the article's seven digits: truncated"),
    "10.7554": (r"elife(?:\.\d{0,4})?", "lacks the article's number: truncated"),
    "10.1016": (r"j(?:\.[a-z]*(?:\.\d{0,4}(?:\.\d{0,2})?)?)?", "lacks the article's number: truncated"),
    "10.1093": (r"[a-z]+(?:/[a-z]*)?", "lacks the article's number: truncated"),
    "10.1126": (r"[a-z]+", "lacks the article's number: truncated"),
    "10.1073": (r"pnas(?:\.\d{0,5})?", "lacks the article's number: truncated"),
}
#: Springer Nature's own form, under many registrants: journal, year, number, check letter.
_SPRINGER_NATURE = r"s\d{5}-(?:\d{0,3}|\d{3}-\d{0,6})"


def tidy_doi(text: str) -> str:
    """A DOI in the form compared, without the punctuation, entities and page names around it. Pure text work."""
    value = plain_signs(trim(_decoded(text))).lower()
    while "&" in value and value != (plain := _without_entities(value)):  # some escape twice
        value = plain
    value = closed(value) if ")" in value else value
    before = None
    while value != before:
        before = value
        if value[-1:].isalpha() or value.count("/") > 1 or ";" in value:  # a plain DOI pays no search
            value = compiled(_APPENDED).sub("", value)
        value = trim(value.rstrip("/_"))
    return value


def _without_entities(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _decoded(text: str) -> str:
    """Without percent escapes; some sites escape twice, and no DOI holds an escape."""
    while "%" in text and text != (plain := decode(text)):
        text = plain
    return text


def damage(value: str) -> str | None:
    """Why a tidied DOI cannot be one: a clause that follows `The DOI …`. None when nothing is wrong."""
    registrant, _, suffix = value.partition("/")
    if compiled(r"10\.\d{4,9}(?:\.\d+)*").fullmatch(registrant) is None:
        return "has no registrant of 4 to 9 digits before its slash"
    if not suffix:
        return "has nothing after the slash"
    if suffix.endswith("-"):
        return "ends in a hyphen: truncated"
    if suffix[0] == "s" and compiled(_SPRINGER_NATURE).fullmatch(suffix):
        return "lacks its number or check letter: truncated"
    if (rule := _CUT_OFF.get(registrant)) and compiled(rule[0]).fullmatch(suffix):
        return rule[1]
    if registrant == "10.48550" and suffix.startswith("arxiv") and read_arxiv_id(suffix[6:]) is None:
        return "holds no arXiv identifier"
    if suffix.count("(") > suffix.count(")") or suffix.count("<") > suffix.count(">"):
        return "opens a bracket that it does not close: truncated"
    if " " in suffix or not suffix.isprintable():
        return "holds a blank or a control character"
    return None


def identify(value: str) -> Found | None:
    """The identifier a tidied DOI stands for; arXiv's own DOIs become ARXIV. None when it is damaged."""
    number = None
    if "v" in value[-4:] and value.partition("/")[0] in _VERSIONED:
        found = compiled(_VERSION_END).search(value)
        number = int(found[1]) if found else None
    if value.startswith(("10.1101/", "10.64898/")) and (found := compiled(_PREPRINT_VERSION).fullmatch(value)):
        value, number = found[1], int(found[2]) if found[2] else None
    elif value.startswith("10.48550/arxiv") and (read := read_arxiv_id(value[15:])):
        return read
    if damage(value):
        return None
    return Identifier(Scheme.DOI, value), number


def without_version(value: str) -> str:
    """What the DOIs of all versions of one submission have in common: `10.21203/rs.3.rs-12` of `…/v1` and `…/v2`.

    A preprint of bioRxiv keeps its number whichever of the two registrants it is quoted with.
    """
    registrant, _, suffix = value.partition("/")
    if registrant == "10.64898":
        return f"10.1101/{suffix}"
    end = _VERSION_END if registrant in _VERSIONED else _REVIEWED.get(registrant)
    return compiled(end).sub("", value) if end else value


def find_doi(text: str) -> str | None:
    """The first DOI in a decoded path or line, tidied; it may be damaged. None when there is none."""
    found = compiled(_DOI).search(_decoded(text))
    return tidy_doi(found[0]) if found and len(found[0]) <= LONGEST_DOI else None
