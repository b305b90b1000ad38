"""Names of fields, BibTeX and BibLaTeX ↔ ours (BibLaTeX's), and which entry may hold which.

Sources: btxdoc ("BibTeXing", section 3.2), the BibLaTeX manual (section 2.2) and its data model (blx-dm.def), and the
exports of Mendeley, Zotero, JabRef and BibDesk.
"""

from __future__ import annotations

#: Other names of fields (BibTeX's, and programs' own) and BibLaTeX's name for them.
ALIASES = {
    "journal": "journaltitle",
    "address": "location",
    "annote": "annotation",
    "school": "institution",
    "archiveprefix": "eprinttype",
    "primaryclass": "eprintclass",
    "key": "sortkey",
    "hyphenation": "langid",
    "city": "location",
    "arxivid": "arxiv",
    "lastchecked": "urldate",
    "accessed": "urldate",
    "lastaccessed": "urldate",
    "numpages": "pagetotal",
    "fjournal": "journaltitle",
    "author_keywords": "keywords",
    "keyword": "keywords",
    "mendeley-tags": "keywords",
    "pmc": "pmcid",
}

_NAME_FIELDS_WORDS = """
    editor editora editorb editorc translator bookauthor afterword annotator commentator foreword introduction
    holder shortauthor shorteditor advisor namea nameb namec
"""
#: Fields that are lists of names.
NAME_FIELDS = frozenset(_NAME_FIELDS_WORDS.split())
_VERBATIM_FIELDS_WORDS = """
    doi url eprint file pmid pmcid verba verbb verbc crossref xref related ids entryset biburl ee bdsk-file-1
    bdsk-file-2 bdsk-url-1 bdsk-url-2 bdsk-url-3 timestamp date-added date-modified owner groups
"""
#: Fields that hold identifiers, addresses or paths: no LaTeX text.
VERBATIM_FIELDS = frozenset(_VERBATIM_FIELDS_WORDS.split())
#: Fields that BibLaTeX, and pandoc in any .bib file, takes for lists with `and` between their items. Ours hold one.
LIST_FIELDS = ("publisher", "institution", "organization", "location", "school", "address", "origpublisher")
#: Fields whose URL is a link of its own, by the kind of link.
LINK_FIELDS = {
    "code": "code", "github": "code", "repository": "code", "file": "pdf", "pdf": "pdf", "video": "video",
    "slides": "other", "poster": "other", "website": "project", "project": "project", "html": "other",
    "blog": "article", "demo": "demo", "dataset": "data", "ee": "other",
    "bdsk-url-1": "other", "bdsk-url-2": "other", "bdsk-url-3": "other",
}  # fmt: skip

_BIBTEX = """
    volume pages publisher editor translator bookauthor series number edition chapter type organization note isbn issn
    eid howpublished language langid keywords urldate titleaddon maintitle booktitleaddon booksubtitle eventtitle
    version volumes pagetotal part shorttitle institution pubstate
"""
#: Fields of ours that a BibTeX entry may hold, and BibTeX's names for them; styles pass over what they do not know.
BIBTEX_FIELDS = {name: name for name in _BIBTEX.split()} | {"issue": "number", "location": "address"}

_ANY_TYPE = """
    entrysubtype keywords langid language note addendum titleaddon pubstate shorttitle shorthand urldate origtitle
    origlocation origpublisher origdate nameaddon library
"""
_EDITED = "editor editora editorb editorc editortype editoratype editorbtype editorctype"
_VOLUME = (
    "publisher location isbn series number volume volumes part chapter pages maintitle mainsubtitle maintitleaddon"
)
_BOOK = f"""
    {_VOLUME} {_EDITED} edition pagetotal translator annotator commentator afterword foreword introduction origlanguage
"""
_EVENT = f"{_VOLUME} {_EDITED} eventtitle eventtitleaddon eventdate venue organization"
_BY_TYPE = {
    "article": f"""
        volume pages eid issn issuetitle issuesubtitle journalsubtitle series version shortjournal translator annotator
        commentator origlanguage {_EDITED}
    """,
    "inproceedings": f"{_EVENT} booksubtitle booktitleaddon",
    "booklet": "editor editortype chapter howpublished location pages pagetotal type",
    "manual": """
        editor editortype publisher organization location isbn series number edition version chapter pages pagetotal
        type
    """,
    "thesis": "type location chapter pages pagetotal",
    "report": "type number version isrn location chapter pages pagetotal",
    "dataset": "editor editortype edition location number organization publisher series type version",
    "software": "editor editortype howpublished location organization type version",
    "online": "editor editortype organization version",
    "misc": "editor editortype howpublished location organization type version",
    "patent": "number holder location type version",
    "unpublished": "howpublished location",
}
for _kind in ("incollection", "inbook", "bookinbook", "suppbook", "suppcollection", "inreference"):
    _BY_TYPE[_kind] = f"{_BOOK} booksubtitle booktitleaddon bookauthor"
for _kind in ("book", "collection", "reference", "mvbook", "mvcollection", "mvreference"):
    _BY_TYPE[_kind] = _BOOK
for _kind in ("proceedings", "mvproceedings"):
    _BY_TYPE[_kind] = f"{_EVENT} pagetotal"

#: How `addendum` names what BibLaTeX's type has no field for.
ADDENDA = {"volume": "vol. ", "issue": "no. ", "pages": "pp. "}

#: Fields of ours that BibLaTeX's data model has for an entry type, and its names for them.
BIBLATEX_FIELDS = {kind: {name: name for name in f"{_ANY_TYPE} {names}".split()} for kind, names in _BY_TYPE.items()}
BIBLATEX_FIELDS["article"]["issue"] = "number"
