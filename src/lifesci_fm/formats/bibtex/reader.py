"""One entry as written → one PaperRecord."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lifesci_fm.formats.bibtex.dates import read_date
from lifesci_fm.formats.bibtex.fields import ALIASES, LINK_FIELDS, NAME_FIELDS, VERBATIM_FIELDS
from lifesci_fm.formats.bibtex.identity import (
    Identity,
    names_preprint_server,
    read_identity,
    server_of,
    venue_of_server,
)
from lifesci_fm.formats.bibtex.names import NameReader, plain_names
from lifesci_fm.formats.bibtex.raw import RawEntry
from lifesci_fm.formats.bibtex.types import DEFAULT_KINDS, GENRE_TYPES, PLAIN_TYPES, THESIS_TYPES, TYPES
from lifesci_fm.formats.latex import Command, decode, verbatim
from lifesci_fm.identifiers import link_kind
from lifesci_fm.records import Author, LinkRecord, Origin, PaperRecord, VersionRecord
from lifesci_fm.text import fold
from lifesci_fm.vocabulary import OriginKind, PaperType, VersionKind

_UNSAFE_KEY = re.compile(r"[\s,{}()=\"%\\#~@']+")
_LINE_COMMENT = re.compile(r"(?:\A|(?<=\n))[ \t]*%[^\n]*(?:\n|\Z)")
_PAGE_RANGE = re.compile(r"\s*(?:-{1,3}|[–—])\s*")
_CONSUMED_WORDS = """
    crossref xdata ids title subtitle author abstract year month day date volume pages publisher
"""
_CONSUMED = frozenset(_CONSUMED_WORDS.split())
_PREPRINT_TYPES = frozenset((PaperType.ARTICLE, PaperType.ONLINE, PaperType.OTHER, PaperType.REPORT))
_TYPE_NAMES = {type_.value: type_ for type_ in PaperType}
_NUMBERED = frozenset((PaperType.ARTICLE, PaperType.PREPRINT))


class EntryReader:
    """Reads the entries of one file, whose name the records carry; `commands` are those its preamble defines."""

    def __init__(self, name: str, commands: dict[str, Command]) -> None:
        self._name = name
        self._commands = commands
        self._names = NameReader(commands)

    def read(self, entry: RawEntry, key: str | None, report: Callable[[str, str], None]) -> PaperRecord | None:
        """The record of an entry under a key; None when the entry says nothing about any work."""
        fields = entry.fields
        if entry.percent:
            for name, value in fields.items():
                if "%" in value and "\n" in value:
                    fields[name] = _LINE_COMMENT.sub("", value)
        identity, used = read_identity(fields, report)
        type_ = TYPES.get(entry.type, PaperType.OTHER)
        title = self._title(fields, type_)
        authors, complete = self._authors(fields)
        date, left = read_date(
            fields.get("date"), self._text(fields, "year"), self._text(fields, "month"), fields.get("day")
        )
        venue, taken, type_ = self._venue(entry, type_)
        if not (title or authors or identity.all or venue or identity.url or "editor" in fields):
            return None
        used |= taken
        versions, type_ = self._versions(entry, identity, used, type_, venue, date, left)
        abstract = fields.get("abstract")
        return PaperRecord(
            title=title,
            authors=authors,
            authors_complete=complete,
            abstract=decode(abstract, self._commands) or None if abstract else None,
            type=type_,
            identifiers=identity.all,
            versions=versions,
            links=tuple(_links(identity, fields)),
            key=ascii_key(key) if key else None,
            key_aliases=tuple(_aliases(key, fields)),
            origin=Origin(OriginKind.IMPORT, self._name, entry.line),
        )

    def _text(self, fields: dict[str, str], name: str) -> str | None:
        value = fields.get(name)
        return decode(value, self._commands) if value else None

    def _authors(self, fields: dict[str, str]) -> tuple[tuple[Author, ...], bool]:
        names = fields.get("author")
        return self._names.read(names) if names else ((), True)

    def _title(self, fields: dict[str, str], type_: PaperType) -> str | None:
        title = self._text(fields, "title")
        if not title and type_ in (PaperType.BOOK, PaperType.OTHER):
            title = self._text(fields, "maintitle") or self._text(fields, "booktitle")
        subtitle = self._text(fields, "subtitle")
        if title and subtitle:
            return f"{title} {subtitle}" if title[-1] in ":.?!–—" else f"{title}: {subtitle}"
        return title or subtitle or None

    def _venue(self, entry: RawEntry, type_: PaperType) -> tuple[str | None, set[str], PaperType]:
        """Where the entry appeared, the fields that say so, and the type, which they may tell more exactly."""
        fields = entry.fields
        journal = "journaltitle" if "journaltitle" in fields else "journal"
        if type_ in (PaperType.PROCEEDINGS, PaperType.CHAPTER):
            order = ["booktitle", journal]
        elif type_ is PaperType.THESIS:
            order = ["school", "institution"]
        elif type_ is PaperType.ONLINE:
            order = [journal, "organization", "howpublished"]
        elif type_ is PaperType.OTHER:
            order = [journal, "booktitle", "howpublished"]
        elif type_ in (PaperType.DATASET, PaperType.SOFTWARE):
            order = [journal, "organization", "howpublished"]
        else:
            order = [journal] if type_ is PaperType.ARTICLE else []
        for name in order:
            value = self._text(fields, name)
            if not value:
                continue
            if name == "howpublished":
                return self._published_how(entry, value, type_)
            return value, {name}, type_
        told = _told_type(entry)
        if told is not None:
            return None, {"entrysubtype"}, told
        return None, set(), _misc(entry, type_)

    def _published_how(self, entry: RawEntry, text: str, type_: PaperType) -> tuple[str | None, set[str], PaperType]:
        """`howpublished`: an address, a genre (`Dataset, Zenodo`), or where the thing appeared."""
        if "://" in text:
            return None, set(), _misc(entry, type_)
        told = _told_type(entry)
        if told is not None:
            return text, {"howpublished", "entrysubtype"}, told
        genre, _, venue = text.partition(", ")
        if type_ is PaperType.OTHER and genre.lower() in GENRE_TYPES:
            return venue or None, {"howpublished"}, GENRE_TYPES[genre.lower()]
        return text, {"howpublished"}, type_

    def _versions(
        self,
        entry: RawEntry,
        identity: Identity,
        used: set[str],
        type_: PaperType,
        venue: str | None,
        date: str | None,
        left: tuple[tuple[str, str], ...],
    ) -> tuple[tuple[VersionRecord, ...], PaperType]:
        """The versions an entry speaks of, and its type: an entry that has only a preprint is one."""
        fields = entry.fields
        on_server = venue is not None and names_preprint_server(venue)
        if venue is None and type_ in _PREPRINT_TYPES and "publisher" in fields:
            publisher = self._text(fields, "publisher") or ""
            if names_preprint_server(publisher):
                venue, on_server = publisher, True
        pubstate = fields.get("pubstate", "").lower()
        only_preprint = identity.published is None and (
            type_ is PaperType.PREPRINT
            or (type_ in _PREPRINT_TYPES and (on_server or (identity.preprint is not None and venue is None)))
            or (entry.type in ("online", "misc") and pubstate in ("prepublished", "preprint"))
            or (entry.type in ("online", "misc", "unpublished") and identity.preprint is not None)
        )
        if only_preprint:
            type_ = PaperType.PREPRINT
            used |= {"pubstate"} if pubstate == "prepublished" else set()
        server = venue_of_server(venue) if venue and on_server else None
        if server is None and identity.preprint is not None:
            server = server_of(identity.preprint, identity.url) or _eprint_type(fields, used)
        extra = tuple(self._extra(entry, used, type_)) + left
        number = self._text(fields, "number") if type_ in _NUMBERED and "number" not in used else None
        issue = number or (self._text(fields, "issue") if type_ in _NUMBERED else None)
        pages = self._text(fields, "pages") if "pages" not in used else None
        main = VersionRecord(
            kind=VersionKind.PREPRINT if only_preprint else VersionKind.PUBLISHED,
            identifier=identity.preprint if only_preprint else identity.published,
            number=identity.number if only_preprint else None,
            venue=(server or venue) if only_preprint else None if on_server else venue,
            date=date,
            url=None if identity.url_names_preprint and not only_preprint else identity.url,
            volume=self._text(fields, "volume") if "volume" not in used else None,
            issue=issue,
            pages=_PAGE_RANGE.sub("-", pages) if pages else None,
            publisher=self._publisher(fields, type_),
            extra=extra,
        )
        if only_preprint or (identity.preprint is None and not on_server):
            return (main,), type_
        preprint = VersionRecord(
            kind=VersionKind.PREPRINT,
            identifier=identity.preprint,
            number=identity.number,
            venue=server,
            url=identity.url if identity.url_names_preprint else None,
        )
        return (preprint, main), type_

    def _publisher(self, fields: dict[str, str], type_: PaperType) -> str | None:
        if type_ is PaperType.REPORT:
            return self._text(fields, "institution") or self._text(fields, "publisher")
        return self._text(fields, "publisher")

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
                text = decode(value, self._commands)
            if name == "sortkey" and fold(text) and fold(fields.get("title", "")).startswith(fold(text)):
                continue  # what our own export writes so that BibTeX can sort an entry without authors
            if text and not (name == "type" and text.lower() == default_kind):
                yield name, text


def _told_type(entry: RawEntry) -> PaperType | None:
    """The type that our own BibLaTeX export could not write as one, for want of fields it requires."""
    return _TYPE_NAMES.get(entry.fields.get("entrysubtype", "")) if entry.type == "misc" else None


def _misc(entry: RawEntry, type_: PaperType) -> PaperType:
    """BibTeX has only @misc for a page on the web: one with an address and nothing else to find it by."""
    if entry.type != "misc" or "eprint" in entry.fields or "doi" in entry.fields:
        return type_
    return PaperType.ONLINE if "url" in entry.fields or "://" in entry.fields.get("howpublished", "") else type_


def _eprint_type(fields: dict[str, str], used: set[str]) -> str | None:
    if "eprint" not in used:
        return None
    return (fields.get("eprinttype") or fields.get("archiveprefix") or "").strip("{} ") or None


def _links(identity: Identity, fields: dict[str, str]) -> Iterator[LinkRecord]:
    for url in identity.further:
        yield LinkRecord(link_kind(url), url)
    for name in sorted(LINK_FIELDS.keys() & fields.keys()):
        kind, value = LINK_FIELDS[name], fields[name]
        if value.lstrip("{ ").startswith(("http://", "https://", "\\url")):
            url = verbatim(value)
            if url != identity.url and " " not in url:
                yield LinkRecord(kind, url)


def ascii_key(key: str) -> str | None:
    """A key that LaTeX and biber take: ASCII without white space and signs of syntax; None if nothing is left."""
    import unicodedata

    if key.isascii():
        return _UNSAFE_KEY.sub("", key) or None
    plain = "".join(c for c in unicodedata.normalize("NFKD", key) if c.isascii())
    plain = _UNSAFE_KEY.sub("", plain)
    return plain if any(c.isalpha() for c in plain) else f"ref{plain}" if plain else None


def _aliases(key: str | None, fields: dict[str, str]) -> Iterator[str]:
    if key and ascii_key(key) != key:
        yield key
    for alias in fields.get("ids", "").split(","):
        if alias.strip():
            yield alias.strip()
