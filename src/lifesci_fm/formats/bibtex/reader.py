"""One entry as written → one PaperRecord."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from lifesci_fm.formats.bibtex.appearance import read_appearance
from lifesci_fm.formats.bibtex.dates import read_date
from lifesci_fm.formats.bibtex.fields import ALIASES, LINK_FIELDS, NAME_FIELDS, VERBATIM_FIELDS
from lifesci_fm.formats.bibtex.raw import RawEntry
from lifesci_fm.formats.bibtex.types import PLAIN_TYPES, THESIS_TYPES
from lifesci_fm.formats.degrees import DEFAULT_KINDS, from_words
from lifesci_fm.formats.identity import Identity, read_identity
from lifesci_fm.formats.keys import key_and_aliases
from lifesci_fm.formats.latex import Command, decode, verbatim
from lifesci_fm.formats.names import NameReader, plain_names
from lifesci_fm.formats.plain import without_markup
from lifesci_fm.formats.versions import settle
from lifesci_fm.identifiers import link_kind
from lifesci_fm.records import LinkRecord, Origin, PaperRecord
from lifesci_fm.text import fold
from lifesci_fm.vocabulary import OriginKind, PaperType

_LINE_COMMENT = re.compile(r"(?:\A|(?<=\n))[ \t]*%[^\n]*(?:\n|\Z)")
_PAGE_RANGE = re.compile(r"\s*(?:-{1,3}|[–—])\s*")
_CONSUMED_WORDS = """
    crossref xdata ids title subtitle author abstract year month day date volume pages publisher
"""
_CONSUMED = frozenset(_CONSUMED_WORDS.split())
_DETAILS = frozenset(("year", "month", "volume", "number", "issue", "pages", "publisher", "institution"))
_SHORT, _MOST_KNOWN = 60, 10_000  # letters of a value, values
_NUMBERED = frozenset((PaperType.ARTICLE, PaperType.PREPRINT))


class EntryReader:
    """Reads the entries of one file, whose name the records carry; `commands` are those its preamble defines."""

    def __init__(self, name: str, commands: dict[str, Command]) -> None:
        self._name = name
        self._commands = commands
        self._names = NameReader(commands)
        self._decoded: dict[str, str] = {}

    def read(self, entry: RawEntry, key: str | None, report: Callable[[str, str], None]) -> PaperRecord | None:
        """The record of an entry under a key; None when the entry says nothing about any work."""
        fields = entry.fields
        if entry.percent:
            for name, value in fields.items():
                if "%" in value and "\n" in value:
                    fields[name] = _LINE_COMMENT.sub("", value)
        identity, used = read_identity(fields, report)
        where = read_appearance(entry, lambda name: self._text(fields, name))
        title = self._title(fields, where.type)
        authors, complete = self._names.read(fields["author"]) if "author" in fields else ((), True)
        identifiers = identity.all
        if not (title or authors or identifiers or where.venue or identity.url or "editor" in fields):
            return None
        used |= where.used
        links = tuple(_links(identity, fields, used))
        archive = fields.get("eprinttype") or fields.get("archiveprefix") or ""
        standing = settle(identity, where, archive.strip("{} ") if "eprint" in used else None)
        abstract = fields.get("abstract")
        others = [alias.strip() for alias in fields["ids"].split(",")] if "ids" in fields else []
        kept_key, aliases = key_and_aliases(key, *others)
        return PaperRecord(
            title=title,
            authors=authors,
            authors_complete=complete,
            abstract=decode(abstract, self._commands) or None if abstract else None,
            type=standing.type,
            identifiers=identifiers,
            versions=standing.versions(**self._details(entry, standing.type, used)),
            links=links,
            key=kept_key,
            key_aliases=aliases,
            origin=Origin(OriginKind.IMPORT, self._name, entry.line),
        )

    def _text(self, fields: dict[str, str], name: str) -> str | None:
        value = fields.get(name)
        return self._decode(value) if value else None

    def _decode(self, value: str) -> str:
        """The text of a value; short ones (years, journals, publishers) come again and again."""
        if len(value) > _SHORT:
            return decode(value, self._commands)
        text = self._decoded.get(value)
        if text is None:
            if len(self._decoded) == _MOST_KNOWN:
                self._decoded.clear()
            text = self._decoded[value] = decode(value, self._commands)
        return text

    def _title(self, fields: dict[str, str], type_: PaperType) -> str | None:
        title = self._text(fields, "title")
        if not title and type_ in (PaperType.BOOK, PaperType.OTHER):
            title = self._text(fields, "maintitle") or self._text(fields, "booktitle")
        subtitle = self._text(fields, "subtitle")
        if title and subtitle:
            title = f"{title} {subtitle}" if title[-1] in ":.?!–—" else f"{title}: {subtitle}"
        title = title or subtitle or None
        return without_markup(title) if title and "</" in title else title

    def _details(self, entry: RawEntry, type_: PaperType, used: set[str]) -> dict[str, Any]:
        """The fields of the version that the entry describes."""
        fields, text = entry.fields, self._text
        if "addendum" in fields and "addendum" not in used:
            _spread_addendum(fields, used)
        rest = fields if used.isdisjoint(_DETAILS) else {name: fields[name] for name in fields.keys() - used}
        date, left = read_date(fields.get("date"), text(rest, "year"), text(rest, "month"), fields.get("day"))
        pages = text(rest, "pages")
        return {
            "date": date,
            "volume": text(rest, "volume"),
            "issue": (text(rest, "number") or text(rest, "issue")) if type_ in _NUMBERED else None,
            "pages": _PAGE_RANGE.sub("-", pages) if pages else None,
            "publisher": (type_ is PaperType.REPORT and text(rest, "institution")) or text(rest, "publisher"),
            "extra": (*self._extra(entry, used, type_), *left),
        }

    def _extra(self, entry: RawEntry, used: set[str], type_: PaperType) -> Iterator[tuple[str, str]]:
        """Every further field, under its BibLaTeX name."""
        fields = entry.fields
        if entry.type not in PLAIN_TYPES and type_ is not PaperType.PREPRINT:
            yield "entrytype", entry.type
        if entry.type in THESIS_TYPES and "type" not in fields:
            yield "type", THESIS_TYPES[entry.type]
        default_kind = DEFAULT_KINDS.get(type_)
        rest = fields.keys() - _CONSUMED - used
        if type_ in _NUMBERED:
            rest.discard("number" if "number" in fields else "issue")
        if type_ is PaperType.REPORT and "institution" in fields:
            rest.discard("institution")
            rest |= fields.keys() & {"publisher"}
        names: set[str] = set()
        for written in sorted(rest):
            value = fields[written]
            name = ALIASES.get(written, written)
            if (name in fields and name != written) or name in names:
                name = written
            names.add(name)
            if name in NAME_FIELDS:
                text = plain_names(*self._names.read(value))
            elif name in VERBATIM_FIELDS or name.endswith("date"):
                text = verbatim(value)
            else:
                text = self._decode(value)
            if name == "sortkey" and fold(text) and fold(fields.get("title", "")).startswith(fold(text)):
                continue  # what our own export writes so that BibTeX can sort an entry without authors
            if text and not (name == "type" and from_words(text).lower() == default_kind):
                yield name, text


_ADDENDUM = re.compile(r"(?:vol\. (?P<volume>.+?))?(?:(?:^|, )no\. (?P<number>.+?))?(?:(?:^|, )pp\. (?P<pages>.+))?")


def _spread_addendum(fields: dict[str, str], used: set[str]) -> None:
    """`addendum = {vol. 3, pp. 7--9}`, as our own BibLaTeX writes it where a type has no such fields."""
    found = _ADDENDUM.fullmatch(fields["addendum"])
    if found is None or not any(found.groups()) or not fields.keys().isdisjoint(found.groupdict()):
        return
    fields |= {name: text for name, text in found.groupdict().items() if text}
    used.add("addendum")


def _links(identity: Identity, fields: dict[str, str], used: set[str]) -> Iterator[LinkRecord]:
    """Further addresses of the entry; fields that hold nothing else are used up."""
    for url in identity.further:
        yield LinkRecord(link_kind(url), url)
    for name in sorted(LINK_FIELDS.keys() & fields.keys()):
        kind, value = LINK_FIELDS[name], fields[name]
        if value.lstrip("{ ").startswith(("http://", "https://", "\\url")):
            url = verbatim(value)
            if url != identity.url and " " not in url:
                used.add(name)
                yield LinkRecord(kind, url)
