"""What an entry is and where it appeared, from its type and the fields that name a container.

`howpublished` holds anything: an address, a genre (`Dataset, Zenodo`), a place. BibTeX has no types for web pages,
data and preprints: what tells them apart from other @misc is read here.
"""

from __future__ import annotations

from collections.abc import Callable

from lifesci_fm.formats.bibtex.raw import RawEntry
from lifesci_fm.formats.bibtex.types import GENRE_TYPES, TYPES
from lifesci_fm.formats.identity import names_preprint_server
from lifesci_fm.formats.versions import LOOSE_TYPES, Appearance
from lifesci_fm.vocabulary import PaperType

#: The text of a field, None when the entry has none.
Texts = Callable[[str], str | None]

_JOURNAL = ("journaltitle", "journal")
_CONTAINERS = {
    PaperType.ARTICLE: _JOURNAL,
    PaperType.PROCEEDINGS: ("booktitle", *_JOURNAL),
    PaperType.CHAPTER: ("booktitle", *_JOURNAL),
    PaperType.THESIS: ("school", "institution"),
    PaperType.ONLINE: (*_JOURNAL, "organization", "howpublished"),
    PaperType.DATASET: (*_JOURNAL, "organization", "howpublished"),
    PaperType.SOFTWARE: (*_JOURNAL, "organization", "howpublished"),
    PaperType.OTHER: (*_JOURNAL, "booktitle", "howpublished"),
}
_TYPE_NAMES = {type_.value: type_ for type_ in PaperType}


def read_appearance(entry: RawEntry, text: Texts) -> Appearance:
    """What an entry is and where it appeared."""
    found = Appearance(TYPES.get(entry.type, PaperType.OTHER))
    _ask_genre(entry, text("howpublished"), found)
    for name in _CONTAINERS.get(found.type, _CONTAINERS[PaperType.OTHER] if found.told else ()):
        if name not in found.used and (value := text(name)):
            if name == "howpublished" and "://" in value and not found.told:
                break
            found.used.add(name)
            found.venue = value
            break
    if found.venue is None and found.type in LOOSE_TYPES:
        publisher = text("publisher")
        if publisher and names_preprint_server(publisher):
            found.venue = publisher
    if found.venue is None and found.type is PaperType.OTHER and not found.told and _is_web_page(entry):
        found.type = PaperType.ONLINE
    if entry.type in ("misc", "online") and entry.fields.get("pubstate", "").lower() in ("prepublished", "preprint"):
        found.type = PaperType.PREPRINT
        found.used.add("pubstate")
    return found


def _ask_genre(entry: RawEntry, stated: str | None, found: Appearance) -> None:
    """What a @misc says that it is: `entrysubtype` of our own BibLaTeX, a genre in `howpublished`."""
    if entry.type == "misc" and (told := _TYPE_NAMES.get(entry.fields.get("entrysubtype", ""))):
        found.type, found.told = told, True
        found.used.add("entrysubtype")
        return
    if found.type is not PaperType.OTHER or not stated:
        return
    genre, comma, venue = stated.partition(", ")
    known = GENRE_TYPES.get(genre.lower())
    if known is not None and (comma == "" or "://" not in venue):
        found.type, found.told = known, True
        found.used.add("howpublished")
        found.venue = venue or None


def _is_web_page(entry: RawEntry) -> bool:
    """BibTeX has only @misc for a page on the web: one with an address and nothing else to find it by."""
    fields = entry.fields
    if entry.type != "misc" or "eprint" in fields or "doi" in fields:
        return False
    return "url" in fields or "://" in fields.get("howpublished", "")
