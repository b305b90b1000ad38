"""Cross-references: what a child takes over from the entry it names in `crossref` or `xdata`.

`crossref` follows BibLaTeX's default inheritance (manual, appendix B): a parent's title becomes the child's booktitle,
a multi-volume work's its maintitle; what names the parent itself (its DOI, its abstract) is not taken over. `xdata`
gives all its fields, or single ones and single names of lists (`author = {xdata=key-author-1}`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from lifesci_fm.formats.bibtex.raw import RawEntry
from lifesci_fm.formats.names import split_names

Parents = Mapping[str, RawEntry]

#: What makes an entry inherit, in a text without capitals; the key is that of a `crossref`.
REFERENCE = re.compile(r"\b(?:crossref\s*=\s*[{\"]?\s*([^{}\",\n]*)|xdata\s*=)")
_XDATA_VALUE = re.compile(r"xdata\s*=\s*([^\s,]+?)-([a-z]+)(?:-(\d+))?\s*\Z", re.I)
_DEEPEST = 10  # parents of parents

_OWN_WORDS = """
    abstract crossref xref xdata ids entryset entrysubtype execute label options presort related relatedoptions
    relatedstring relatedtype shorthand shorthandintro sortkey doi url eprint eprinttype archiveprefix eprintclass
    primaryclass pmid pmcid file keywords note annote annotation pages pagetotal key shorttitle indextitle
    sorttitle timestamp owner urldate
"""
#: What is true of the parent alone.
_OWN = frozenset(_OWN_WORDS.split())
_PARTS = frozenset(
    ("inbook", "incollection", "inproceedings", "conference", "suppbook", "suppcollection", "inreference", "bookinbook")
)
_RENAMED_IN_PARTS = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}
_RENAMED_IN_VOLUMES = {"title": "maintitle", "subtitle": "mainsubtitle", "titleaddon": "maintitleaddon"}
_RENAMED_IN_ARTICLES = {"title": "journaltitle", "subtitle": "journalsubtitle"}
_DATES = ("date", "year", "month", "day")


def parent_keys(entry: RawEntry) -> list[str]:
    """Keys an entry answers to as a parent: its own and its `ids`, case-folded."""
    return [key.strip().lower() for key in (entry.key, *entry.fields.get("ids", "").split(",")) if key.strip()]


def inherit(entry: RawEntry, parents: Parents, missing: Callable[[str], None]) -> None:
    """Put what `entry` inherits into its fields; `missing` is told of parents that the file does not hold."""
    _from_xdata(entry, parents, missing, 0)
    for name, value in list(entry.fields.items()):
        if "xdata" in value.lower() and name != "xdata":
            entry.fields[name] = " and ".join(_resolved(part, name, parents, 0) for part in split_names(value))
    key = entry.fields.get("crossref", "").strip().lower()
    if key:
        _from_parent(entry, key, parents, missing, 0)


def _from_xdata(entry: RawEntry, parents: Parents, missing: Callable[[str], None], depth: int) -> None:
    for key in entry.fields.get("xdata", "").split(","):
        container = parents.get(key.strip().lower())
        if container is None:
            if key.strip():
                missing(key.strip())
        elif depth < _DEEPEST:
            _from_xdata(container, parents, missing, depth + 1)
            for name, value in container.fields.items():
                if name not in ("xdata", "ids"):
                    entry.fields.setdefault(name, value)


def _resolved(part: str, field: str, parents: Parents, depth: int) -> str:
    """What one `xdata=key-field-number` stands for; the text itself where it stands for nothing."""
    found = _XDATA_VALUE.match(part.strip())
    container = parents.get(found[1].lower()) if found else None
    if found is None or container is None or depth >= _DEEPEST:
        return part
    value = container.fields.get(found[2].lower())
    if value is None:
        return part
    names = [_resolved(name, field, parents, depth + 1) for name in split_names(value)]
    if found[3] is None:
        return " and ".join(names)
    number = int(found[3])
    return names[number - 1] if 0 < number <= len(names) else part


def _from_parent(entry: RawEntry, key: str, parents: Parents, missing: Callable[[str], None], depth: int) -> None:
    parent = parents.get(key)
    if parent is None:
        missing(key)
        return
    if key in parent_keys(entry) or depth >= _DEEPEST:
        return
    _from_xdata(parent, parents, missing, depth + 1)
    renamed = _renamed(entry.type, parent.type)
    fields = entry.fields
    dated = "date" in fields or "year" in fields
    if (
        renamed is _RENAMED_IN_PARTS and "booktitle" in parent.fields
    ):  # written for its parts, as BibTeX's styles want it
        fields.setdefault("booktitle", parent.fields["booktitle"])
    for name, value in parent.fields.items():
        if name in _OWN or (dated and name in _DATES):
            continue
        fields.setdefault(renamed.get(name, name), value)
    grandparent = parent.fields.get("crossref", "").strip().lower()
    if grandparent and grandparent != key:
        _from_parent(entry, grandparent, parents, missing, depth + 1)


def _renamed(child: str, parent: str) -> Mapping[str, str]:
    if child in _PARTS and not (parent in _PARTS or parent.startswith("mv")):
        return _RENAMED_IN_PARTS
    if parent.startswith("mv"):
        return _RENAMED_IN_VOLUMES
    if child in ("article", "suppperiodical"):
        return _RENAMED_IN_ARTICLES
    return {}
