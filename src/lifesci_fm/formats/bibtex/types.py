"""Kinds of entries, BibTeX and BibLaTeX ↔ ours.

Sources: btxdoc ("BibTeXing", sections 3.1 and 3.2), the BibLaTeX manual (sections 2.1 and 2.2) with its data model
(blx-dm.def), and the exports of Mendeley, Zotero, JabRef and BibDesk.
"""

from __future__ import annotations

from lifesci_fm.vocabulary import PaperType

#: What an entry type is. Types that are missing here are OTHER; their name is kept.
TYPES = {
    "article": PaperType.ARTICLE,
    "suppperiodical": PaperType.ARTICLE,
    "review": PaperType.ARTICLE,
    "newspaper": PaperType.ARTICLE,
    "newspaper_article": PaperType.ARTICLE,
    "newspaperarticle": PaperType.ARTICLE,
    "magazine_article": PaperType.ARTICLE,
    "magazinearticle": PaperType.ARTICLE,
    "journal_article": PaperType.ARTICLE,
    "journalarticle": PaperType.ARTICLE,
    "inproceedings": PaperType.PROCEEDINGS,
    "conference": PaperType.PROCEEDINGS,
    "conference_proceedings": PaperType.PROCEEDINGS,
    "conferencepaper": PaperType.PROCEEDINGS,
    "incollection": PaperType.CHAPTER,
    "inbook": PaperType.CHAPTER,
    "suppbook": PaperType.CHAPTER,
    "suppcollection": PaperType.CHAPTER,
    "bookinbook": PaperType.CHAPTER,
    "inreference": PaperType.CHAPTER,
    "book_section": PaperType.CHAPTER,
    "booksection": PaperType.CHAPTER,
    "book": PaperType.BOOK,
    "mvbook": PaperType.BOOK,
    "booklet": PaperType.BOOK,
    "collection": PaperType.BOOK,
    "mvcollection": PaperType.BOOK,
    "proceedings": PaperType.BOOK,
    "mvproceedings": PaperType.BOOK,
    "reference": PaperType.BOOK,
    "mvreference": PaperType.BOOK,
    "manual": PaperType.BOOK,
    "thesis": PaperType.THESIS,
    "phdthesis": PaperType.THESIS,
    "mastersthesis": PaperType.THESIS,
    "masterthesis": PaperType.THESIS,
    "bachelorsthesis": PaperType.THESIS,
    "report": PaperType.REPORT,
    "techreport": PaperType.REPORT,
    "dataset": PaperType.DATASET,
    "data": PaperType.DATASET,
    "software": PaperType.SOFTWARE,
    "softwareversion": PaperType.SOFTWARE,
    "computer_program": PaperType.SOFTWARE,
    "online": PaperType.ONLINE,
    "electronic": PaperType.ONLINE,
    "www": PaperType.ONLINE,
    "webpage": PaperType.ONLINE,
    "web_page": PaperType.ONLINE,
}

_PLAIN_TYPES_WORDS = """
    article inproceedings incollection book thesis phdthesis mastersthesis report techreport dataset software
    online misc
"""
#: Entry types that say no more than the paper type they stand for; any other is kept in `extra` as `entrytype`.
PLAIN_TYPES = frozenset(_PLAIN_TYPES_WORDS.split())

#: Entries that are no papers but carry or gather other entries.
CONTAINERS = frozenset(("xdata", "set"))

#: BibLaTeX's `type` of a thesis for BibTeX's entry types.
THESIS_TYPES = {
    "phdthesis": "phdthesis",
    "mastersthesis": "mathesis",
    "masterthesis": "mathesis",
    "bachelorsthesis": "bathesis",
}
#: Words of `type` that a BibTeX entry type says already.
SAID_BY_TYPE = frozenset(("phdthesis", "mathesis"))

#: What `howpublished` of a BibTeX @misc says when the proper type cannot be written, and the type it stands for.
GENRES = {
    PaperType.ARTICLE: "Journal article",
    PaperType.PREPRINT: "Preprint",
    PaperType.PROCEEDINGS: "Conference paper",
    PaperType.CHAPTER: "Book chapter",
    PaperType.THESIS: "Thesis",
    PaperType.REPORT: "Report",
    PaperType.DATASET: "Dataset",
    PaperType.SOFTWARE: "Software",
    PaperType.ONLINE: "Web page",
}
GENRE_TYPES = {genre.lower(): type_ for type_, genre in GENRES.items()} | {
    "phd thesis": PaperType.THESIS,
    "master's thesis": PaperType.THESIS,
    "technical report": PaperType.REPORT,
    "data set": PaperType.DATASET,
    "computer software": PaperType.SOFTWARE,
    "working paper": PaperType.REPORT,
}
