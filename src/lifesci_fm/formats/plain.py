"""Entries of formats that hold plain text (CSL-JSON, RIS, MEDLINE) → records.

Their readers name fields as BibLaTeX does; what an identifier is, which versions an entry speaks of and what is kept
as further fields is decided here, as it is for BibTeX.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lifesci_fm.formats.identity import Report, read_identity
from lifesci_fm.formats.keys import key_and_aliases
from lifesci_fm.formats.versions import Appearance, settle
from lifesci_fm.identifiers import link_kind
from lifesci_fm.records import Author, LinkRecord, Origin, PaperRecord
from lifesci_fm.text import squeeze
from lifesci_fm.vocabulary import PaperType

_PAGE_RANGE = re.compile(r"\s*(?:-{1,3}|[–—])\s*")
_DETAILS = ("volume", "issue", "pages", "publisher")
#: HTML that bibliographic programs put into titles (citationstyles.org: rich text); other tags are text.
_MARKUP = re.compile(r"<(i|b|em|strong|sup|sub|inf|sc|scp|span)(?:\s[^<>]*)?>([^<>]*)</\1>")


@dataclass(slots=True, kw_only=True)
class PlainEntry:
    """One entry, read but not judged. `fields` are further fields under BibLaTeX's names, identifiers among them."""

    type: PaperType
    title: str | None = None
    authors: tuple[Author, ...] = ()
    authors_complete: bool = True
    venue: str | None = None
    date: str | None = None
    abstract: str | None = None
    key: str | None = None
    aliases: tuple[str, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)
    links: list[LinkRecord] = field(default_factory=list)


def make_record(entry: PlainEntry, origin: Origin, report: Report) -> PaperRecord | None:
    """The record of an entry, None when it says nothing about any work. Oddities are told to `report`."""
    fields = {name: text for name, text in entry.fields.items() if text}
    where = {"journal": entry.venue} if entry.venue else {}  # may name a preprint: `arXiv preprint arXiv:2301.00001`
    identity, used = read_identity(fields | where, report)
    if not (entry.title or entry.authors or identity.all or entry.venue or identity.url):
        return None
    venue = squeeze(entry.venue.replace("&amp;", "&")) if entry.venue else None
    archive = fields.get("eprinttype") if "eprint" in used else None
    standing = settle(identity, Appearance(entry.type, venue), archive)
    details = {name: squeeze(fields.pop(name, "")) or None for name in _DETAILS if name not in used}
    if details.get("pages"):
        details["pages"] = _PAGE_RANGE.sub("-", details["pages"] or "")
    extra = tuple((name, squeeze(fields[name])) for name in sorted(fields.keys() - used))
    key, aliases = key_and_aliases(entry.key, *entry.aliases)
    return PaperRecord(
        title=without_markup(entry.title.replace("&amp;", "&")) if entry.title else None,
        authors=entry.authors,
        authors_complete=entry.authors_complete,
        abstract=entry.abstract or None,
        type=standing.type,
        identifiers=identity.all,
        versions=standing.versions(date=entry.date, extra=extra, **details),
        links=(*(LinkRecord(link_kind(url), url) for url in identity.further), *entry.links),
        key=key,
        key_aliases=aliases,
        origin=origin,
    )


def without_markup(text: str) -> str:
    """A title without the italics and raised letters of HTML, on one line."""
    before = None
    while "</" in text and text != before:
        before, text = text, _MARKUP.sub(r"\2", text)
    return squeeze(text)
