"""Entries of the catalog → RIS, as Zotero, EndNote and Mendeley read it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lifesci_fm.formats.degrees import in_words
from lifesci_fm.formats.entries import Entry, authors, versions
from lifesci_fm.formats.latex import verbatim_safe
from lifesci_fm.formats.names import parse_names
from lifesci_fm.formats.ris.tags import KEY
from lifesci_fm.identifiers import Identifier, Scheme
from lifesci_fm.records import Author
from lifesci_fm.text import squeeze
from lifesci_fm.vocabulary import PaperType

_TYPES = {
    PaperType.ARTICLE: "JOUR",
    PaperType.PREPRINT: "UNPB",
    PaperType.PROCEEDINGS: "CPAPER",
    PaperType.CHAPTER: "CHAP",
    PaperType.BOOK: "BOOK",
    PaperType.THESIS: "THES",
    PaperType.REPORT: "RPRT",
    PaperType.DATASET: "DATA",
    PaperType.SOFTWARE: "COMP",
    PaperType.ONLINE: "ELEC",
    PaperType.OTHER: "GEN",
}
_EXTRA = {
    "location": "CY", "edition": "ET", "language": "LA", "shorttitle": "ST", "shortjournal": "J2", "series": "T3",
    "issn": "SN", "isbn": "SN", "eid": "C7",
}  # fmt: skip
_PAGES = re.compile(r"([^-\s,]+)-([^-\s,]+)")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def write(entries: Iterable[Entry], *, abstracts: bool = False) -> Iterator[str]:
    """Entries as RIS, one text a record. Lines end in CRLF, as the specification asks."""
    for entry in entries:
        lines = _lines(entry, abstracts=abstracts)
        yield "".join(f"{tag}  - {_one_line(text)}\r\n" for tag, text in lines if text) + "ER  - \r\n\r\n"


def _one_line(text: str) -> str:
    return squeeze(_CONTROLS.sub(" ", text))


def _lines(entry: Entry, *, abstracts: bool) -> Iterator[tuple[str, str]]:
    main, preprint = versions(entry)
    extra: Mapping[str, Any] = main.get("extra") or {}
    type_ = PaperType(entry["type"]) if entry.get("type") else PaperType.OTHER
    yield "TY", _TYPES[type_]
    yield "ID", entry["key"]
    yield "LB", "" if KEY.fullmatch(entry["key"]) else entry["key"]
    yield "TI", entry.get("title") or ""
    people = authors(entry)
    yield from (("AU", _name(author)) for author in people)
    if people and not entry.get("authors_complete", True):
        yield "AU", "et al."
    yield from (("A2", _name(author)) for author in parse_names(extra.get("editor", ""))[0])
    yield from (("A4", _name(author)) for author in parse_names(extra.get("translator", ""))[0])
    in_publisher = type_ in (PaperType.THESIS, PaperType.PREPRINT)
    yield "PB" if in_publisher else "T2", main.get("venue") or ""
    date = main.get("date") or ""
    yield "PY", date[:4]
    yield "DA", date.replace("-", "/")
    yield "VL", main.get("volume") or ""
    yield "IS", main.get("issue") or ""
    pages = main.get("pages") or ""
    span = _PAGES.fullmatch(pages)
    yield "SP", span[1] if span else pages
    yield "EP", span[2] if span else ""
    yield "PB", "" if in_publisher else main.get("publisher") or ""
    yield from ((tag, extra.get(name, "")) for name, tag in _EXTRA.items())
    yield "M3", "preprint" if type_ is PaperType.PREPRINT else in_words(extra.get("type", ""))
    yield "DO", main.get("doi") or ""
    yield from (("UR", url) for url in _urls(entry, main, preprint))
    yield from _other_identifiers(entry)
    yield from (("KW", word) for word in re.split(r"\s*[,;]\s*", extra.get("keywords", "")))
    note = extra.get("note", "")
    yield "N1", f"Retracted. {note}".strip() if entry.get("retracted") else note
    yield "AB", entry.get("abstract") or "" if abstracts else ""


def _name(author: Author) -> str:
    """`Family, Given, Suffix`. A comma would begin the next part: none may stand within one."""
    if author.group or not author.given:
        return author.family.replace(",", " ") if "," in author.family else author.family
    parts = (author.family, author.given, author.suffix)
    return ", ".join(part.replace(",", " ") for part in parts if part)


def _urls(entry: Entry, main: Mapping[str, Any], preprint: Mapping[str, Any]) -> list[str]:
    """The entry's own address, and that of the preprint, which RIS has no field for."""
    urls = [main.get("url") or entry.get("url") or ""]
    arxiv = main.get("arxiv") or preprint.get("arxiv")
    if arxiv:
        urls.append(Identifier(Scheme.ARXIV, arxiv).url)
    elif preprint.get("doi"):
        urls.append(Identifier(Scheme.DOI, preprint["doi"]).url)
    return list(dict.fromkeys(verbatim_safe(url) for url in urls if url))


def _other_identifiers(entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.get("pmid"):
        yield "AN", entry["pmid"]
        yield "DB", "PubMed"
    if entry.get("pmcid"):
        yield "C2", entry["pmcid"]
    said = {version.get(name) for version in entry.get("versions") or () for name in ("doi", "arxiv")}
    others = [
        f"{one['scheme']}:{one['value']}"
        for one in entry.get("identifiers") or ()
        if one["scheme"] not in ("url", "pmid", "pmcid") and one["value"] not in said
    ]
    yield "C8", " ".join(others)
