"""What kind of thesis, report or medium a work is, as words for readers.

BibLaTeX's `type` holds words that a style translates (the manual, section 4.9.2.13); the other formats print theirs as
they are.
"""

from __future__ import annotations

from lifesci_fm.vocabulary import PaperType

_WORDS = {
    "thesis": "Thesis",
    "phdthesis": "PhD thesis",
    "mathesis": "Master's thesis",
    "bathesis": "Bachelor's thesis",
    "candthesis": "Candidate's thesis",
    "techreport": "Technical report",
    "resreport": "Research report",
    "software": "Software",
    "datacd": "Data CD",
    "audiocd": "Audio CD",
}
#: What `type` says when it adds nothing: we write it where a style wants something to print.
DEFAULT_KINDS = {PaperType.THESIS: "thesis", PaperType.REPORT: "techreport"}
_TYPES = {words.casefold(): type_ for type_, words in _WORDS.items()}


def in_words(type_: str) -> str:
    """`mathesis` → `Master's thesis`; what is no such word as it is."""
    return _WORDS.get(type_, type_)


def from_words(text: str) -> str:
    """`Master’s thesis` → `mathesis`; what is no such kind as it is."""
    return _TYPES.get(text.replace("’", "'").casefold(), text)
