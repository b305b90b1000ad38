"""Which entry type prints an entry, and how it names where the entry appeared.

A type is chosen only if the entry has what the type cannot do without: the container, unless another type would lose
what the entry says. What is required beyond that (an author, a year) no other type would bring back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from lifesci_fm.formats.bibtex.types import GENRE_TYPES, GENRES
from lifesci_fm.formats.degrees import DEFAULT_KINDS
from lifesci_fm.formats.entries import Entry, Version, paper_type
from lifesci_fm.formats.identity import names_preprint_server
from lifesci_fm.vocabulary import PaperType

Fields = tuple[tuple[str, str], ...]


class Choice(NamedTuple):
    """An entry type, the fields (plain text) that say where the entry appeared, and those that say what it is."""

    kind: str
    container: Fields = ()
    nature: Fields = ()


_BIBTEX_BOOKS = frozenset(("proceedings", "booklet", "manual"))
_AUTHORED_BOOKS = frozenset(("mvbook", "mvcollection", "mvreference"))
_EDITED_BOOKS = frozenset(("collection", "reference", "proceedings", "mvproceedings"))
_CHAPTERS = frozenset(("inbook", "bookinbook", "suppbook"))
_EDITED_CHAPTERS = frozenset(("suppcollection", "inreference"))


def choose_bibtex(entry: Entry, main: Version) -> Choice:
    """An entry type of BibTeX (btxdoc, section 3.1)."""
    type_ = paper_type(entry, main)
    extra: Mapping[str, Any] = main.get("extra") or {}
    venue, publisher = main.get("venue"), main.get("publisher")
    old = extra.get("entrytype")
    if type_ is PaperType.ARTICLE and venue:
        return Choice("article", (("journal", venue),))
    if type_ is PaperType.PROCEEDINGS and venue:
        return Choice("inproceedings", (("booktitle", venue),))
    if type_ is PaperType.CHAPTER:
        if venue:
            return Choice("incollection", (("booktitle", venue),))
        if old == "inbook" and (main.get("pages") or extra.get("chapter")):
            return Choice("inbook")
    if type_ is PaperType.BOOK:
        if old in _BIBTEX_BOOKS:
            return Choice(old)
        whole = publisher and (entry.get("authors") or extra.get("editor"))
        return Choice("book" if whole or extra.get("editor") else "booklet")
    if type_ is PaperType.THESIS and venue:
        kind = "mastersthesis" if extra.get("type") == "mathesis" else "phdthesis"
        return Choice(kind, (("school", venue),), _kind(extra, type_))
    if type_ is PaperType.REPORT and publisher:
        return Choice("techreport", (("institution", publisher),), _kind(extra, type_))
    if type_ is PaperType.OTHER and old == "unpublished" and extra.get("note") and not venue:
        return Choice("unpublished")
    return Choice("misc", _bibtex_genre(type_, main), _state(type_))


def _bibtex_genre(type_: PaperType, main: Version) -> Fields:
    """What a @misc is and where it appeared, in `howpublished`; in `journal` where that would be misread."""
    venue = main.get("venue")
    genre = GENRES.get(type_)
    if not venue:
        if (type_ is PaperType.PREPRINT and main.get("arxiv")) or (type_ is PaperType.ONLINE and main.get("url")):
            return ()  # the eprint, the address says what it is
        return (("howpublished", genre),) if genre else ()
    if "://" in venue or venue.partition(", ")[0].lower() in GENRE_TYPES:
        return (("howpublished", genre or ""), ("journal", venue))
    if genre is None or (type_ is PaperType.PREPRINT and names_preprint_server(venue)):
        return (("howpublished", venue),)
    return (("howpublished", f"{genre}, {venue}"),)


def choose_biblatex(entry: Entry, main: Version) -> Choice:
    """An entry type of BibLaTeX (manual, section 2.1; what it requires is in blx-dm.def)."""
    type_ = paper_type(entry, main)
    extra: Mapping[str, Any] = main.get("extra") or {}
    venue, publisher = main.get("venue"), main.get("publisher")
    old = extra.get("entrytype") or ""
    author, editor = bool(entry.get("authors")), bool(extra.get("editor"))
    whole = venue or _has_details(main, extra)
    if type_ is PaperType.ARTICLE and whole:
        return Choice("article", _of(("journaltitle", venue)))
    if type_ is PaperType.PROCEEDINGS and whole:
        return Choice("inproceedings", _of(("booktitle", venue)))
    if type_ is PaperType.CHAPTER and whole:
        plain = "incollection" if editor and old not in _CHAPTERS else "inbook"
        kind = old if old in _CHAPTERS or (old in _EDITED_CHAPTERS and editor) else plain
        return Choice(kind, _of(("booktitle", venue)))
    if type_ is PaperType.BOOK:
        kind = _biblatex_book(old, author=author, editor=editor)
        return Choice(kind or "book") if kind or _has_details(main, extra) else _biblatex_misc(type_, None)
    if type_ is PaperType.THESIS and venue:
        return Choice("thesis", (("institution", venue),), _kind(extra, type_))
    if type_ is PaperType.REPORT and publisher:
        return Choice("report", (("institution", publisher),), _kind(extra, type_))
    if type_ in (PaperType.DATASET, PaperType.SOFTWARE):
        return Choice(type_.value, _of(("organization", venue)))
    if type_ in (PaperType.ONLINE, PaperType.PREPRINT):
        return _biblatex_online(type_, entry, main, venue)
    if type_ is PaperType.OTHER and old == "unpublished" and author and "://" not in (venue or ""):
        return Choice("unpublished", _of(("howpublished", venue)))
    if type_ is PaperType.OTHER and old == "patent" and author and extra.get("number") and not venue:
        return Choice("patent")
    return _biblatex_misc(type_, venue)


def _has_details(main: Version, extra: Mapping[str, Any]) -> bool:
    """Does the entry say what only its proper type can print? Better a warning of biber than a loss."""
    return bool(main.get("publisher")) or not _DETAILS.isdisjoint(extra)


_DETAILS = frozenset(("edition", "series", "chapter", "eid", "volumes", "part", "number", "isbn", "issn"))


def _of(field: tuple[str, str | None]) -> Fields:
    name, value = field
    return ((name, value),) if value else ()


def _biblatex_misc(type_: PaperType, venue: str | None) -> Choice:
    return Choice("misc", _of(("howpublished", venue)), (("entrysubtype", type_.value),))


def _biblatex_book(old: str, *, author: bool, editor: bool) -> str | None:
    """The type of a book that has an author or an editor; None when it has neither."""
    known = (
        (old in _AUTHORED_BOOKS and author)
        or (old in _EDITED_BOOKS and editor)
        or old == "manual"
        or (old == "booklet" and (author or editor))
    )
    return old if known else "book" if author else "collection" if editor else None


def _biblatex_online(type_: PaperType, entry: Entry, main: Version, venue: str | None) -> Choice:
    if not (main.get("url") or entry.get("url") or main.get("doi") or main.get("arxiv") or entry.get("pmid")):
        return _biblatex_misc(type_, venue)
    return Choice("online", _of(("organization", venue)), _state(type_))


def _state(type_: PaperType) -> Fields:
    return (("pubstate", "prepublished"),) if type_ is PaperType.PREPRINT else ()


def _kind(extra: Mapping[str, Any], type_: PaperType) -> Fields:
    return () if extra.get("type") else (("type", DEFAULT_KINDS[type_]),)
