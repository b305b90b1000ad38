"""CSL-JSON, the exchange format of citeproc, Zotero and pandoc: read from any of them, written valid.

Types and properties are those of the schema csl-data.json (citationstyles.org, version 1.0). A preprint is `article`;
the preprint beside a published version is named by `archive` and `archive_location`. Titles are written as styles
expect them (the specification, "Title Case Conversion"): small words small, so that title case prints what it prints of
a .bib file; and initials apart, as pandoc has those of one. How the library has them stands in `custom`, as do
identifiers that have no property.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from lifesci_fm.errors import UnreadableInput
from lifesci_fm.formats import encoding
from lifesci_fm.formats.arrays import objects, written
from lifesci_fm.formats.capitals import with_names_marked, with_small_words
from lifesci_fm.formats.degrees import DEFAULT_KINDS, from_words, in_words
from lifesci_fm.formats.entries import Entry, Version, authors, paper_type, versions
from lifesci_fm.formats.languages import is_english, langid_of, tag_of
from lifesci_fm.formats.latex import verbatim_safe
from lifesci_fm.formats.names import parse_names, plain_names
from lifesci_fm.formats.plain import PlainEntry, make_record, without_markup
from lifesci_fm.records import Author, Origin, Problem, Reading
from lifesci_fm.text import partial_date, squeeze
from lifesci_fm.vocabulary import OriginKind, PaperType

_TYPES = {
    PaperType.ARTICLE: "article-journal",
    PaperType.PREPRINT: "article",
    PaperType.PROCEEDINGS: "paper-conference",
    PaperType.CHAPTER: "chapter",
    PaperType.BOOK: "book",
    PaperType.THESIS: "thesis",
    PaperType.REPORT: "report",
    PaperType.DATASET: "dataset",
    PaperType.SOFTWARE: "software",
    PaperType.ONLINE: "webpage",
    PaperType.OTHER: "document",
}
_PAPER_TYPES = {name: type_ for type_, name in _TYPES.items()} | {
    "article-magazine": PaperType.ARTICLE,
    "article-newspaper": PaperType.ARTICLE,
    "review": PaperType.ARTICLE,
    "review-book": PaperType.ARTICLE,
    "entry": PaperType.CHAPTER,
    "entry-dictionary": PaperType.CHAPTER,
    "entry-encyclopedia": PaperType.CHAPTER,
    "classic": PaperType.BOOK,
    "collection": PaperType.BOOK,
    "pamphlet": PaperType.BOOK,
    "post": PaperType.ONLINE,
    "post-weblog": PaperType.ONLINE,
    # as Crossref has them
    "journal-article": PaperType.ARTICLE,
    "proceedings-article": PaperType.PROCEEDINGS,
    "book-chapter": PaperType.CHAPTER,
    "book-section": PaperType.CHAPTER,
    "reference-entry": PaperType.CHAPTER,
    "monograph": PaperType.BOOK,
    "edited-book": PaperType.BOOK,
    "dissertation": PaperType.THESIS,
}

#: Properties that are text, and the fields they are here (BibLaTeX's names).
_FIELDS = {
    "volume": "volume", "issue": "issue", "page": "pages", "publisher": "publisher", "publisher-place": "location",
    "collection-title": "series", "collection-number": "number", "number": "number", "edition": "edition",
    "chapter-number": "chapter", "number-of-pages": "pagetotal", "number-of-volumes": "volumes", "ISBN": "isbn",
    "ISSN": "issn", "language": "language", "note": "note", "annote": "annotation", "keyword": "keywords",
    "genre": "type", "medium": "medium", "version": "version", "title-short": "shorttitle", "shortTitle": "shorttitle",
    "container-title-short": "shortjournal", "journalAbbreviation": "shortjournal", "event": "eventtitle",
    "event-title": "eventtitle", "event-place": "venue", "status": "pubstate", "call-number": "library",
    "original-title": "origtitle", "original-publisher": "origpublisher", "DOI": "doi", "URL": "url", "PMID": "pmid",
    "PMCID": "pmcid", "archive": "eprinttype", "archive_location": "eprint",
}  # fmt: skip
_NAMES = {
    "editor": "editor", "translator": "translator", "container-author": "bookauthor", "collection-editor": "editora",
    "illustrator": "illustrator", "director": "director", "recipient": "recipient",
}  # fmt: skip
_DATES = {"accessed": "urldate", "original-date": "origdate", "event-date": "eventdate", "submitted": "submitted"}
_ISSUED = ("issued", "published", "published-print", "published-online")  # all but the first are Crossref's
_READ_ALREADY = frozenset(
    (
        *_ISSUED,
        "id",
        "type",
        "title",
        "author",
        "abstract",
        "container-title",
        "custom",
        "citation-key",
        "citation-label",
    )
)
#: Titles that styles print in title case; that of a journal is a name.
_TITLES = ("title", "title-short", "container-title", "collection-title")
_PEOPLE = ("author", *_NAMES)
_INITIAL = re.compile(r"(?<![^\s.])([^\W\d_a-z])\.(?=[^\W\d_a-z](?:[\s.]|\Z))")
#: What appears in journals, proceedings and books, and may lie on a preprint server as well.
_BESIDE_PREPRINTS = (PaperType.ARTICLE, PaperType.PROCEEDINGS, PaperType.CHAPTER, PaperType.BOOK)
_PREPUBLISHED = "pre-published"  # as pandoc has BibLaTeX's `prepublished`
_KEY = re.compile(r"[A-Za-z][^\s\\{}]*")
_STATED_KEY = re.compile(r"[^\s\\{}]+")
_PARTICLES = re.compile(r"((?:[^\W\d_A-Z][\w'’]*\s+)+)(\S.*)")


# ----------------------------------------------------------------------------------------------------------- reading
def read(data: bytes | str, *, name: str) -> Reading:
    """What a CSL-JSON file says: an array of items, or one item. Raises UnreadableInput for anything else."""
    text = encoding.text(data)
    reading = Reading("csl")
    keys: set[str] = set()
    for line, item in _items(text, name):
        if isinstance(item, Problem):
            reading.problems.append(item)
        elif not isinstance(item, dict):
            reading.problems.append(
                Problem(line, "bad-entry", "An item is no JSON object.", str(item)[:60], entry=True)
            )
        else:
            _read_item(item, line, name, keys, reading)
    return reading


def _items(text: str, name: str) -> Iterator[tuple[int, Any]]:
    """Every item with its line: of an array, of one in an object (`{"items": […]}`), or the one there is."""
    wrapped = _WRAPPED.match(text)
    opening = text.lstrip()[:1]
    if opening not in ("[", "{"):
        raise UnreadableInput(f"{name} is no CSL-JSON.", "It should be an array of items, as Zotero exports them.")
    return objects(text, wrapped.end() if wrapped else text.index(opening) + (opening == "["))


_WRAPPED = re.compile(r'\s*\{\s*"(?:items|references)"\s*:\s*\[')


def _read_item(item: Mapping[str, Any], line: int, name: str, keys: set[str], reading: Reading) -> None:
    key = _key(item)
    label = f"Item {key or item.get('id')!r}"
    problems: list[Problem] = []

    def report(code: str, message: str) -> None:
        problems.append(Problem(line, code, f"{label}: {message}", str(item.get("id", ""))[:60]))

    if key and key.casefold() in keys:
        report("duplicate-key", "the key is used twice in this file; this item gets another one.")
        key = None
    elif key:
        keys.add(key.casefold())
    record = make_record(_entry(item, key), Origin(OriginKind.IMPORT, name, line), report)
    if record is None:
        message = f"{label} says nothing about any work."
        reading.problems.append(Problem(line, "empty-entry", message, str(dict(item))[:60], entry=True))
        return
    reading.records.append(record)
    reading.problems += problems


def _key(item: Mapping[str, Any]) -> str | None:
    """A citation key: programs that have none put addresses and numbers into `id`."""
    custom = item.get("custom")
    ours = custom.get("citation-key") if isinstance(custom, Mapping) else None
    stated = ((ours, _STATED_KEY), (item.get("citation-key"), _STATED_KEY), (item.get("citation-label"), _STATED_KEY))
    for value, pattern in (*stated, (item.get("id"), _KEY)):
        if isinstance(value, str) and pattern.fullmatch(value.strip()) and "://" not in value:
            return value.strip()
    return None


def _entry(item: Mapping[str, Any], key: str | None) -> PlainEntry:
    custom = item.get("custom")
    if isinstance(custom, Mapping):
        item = _as_published(item, custom)
    type_ = _PAPER_TYPES.get(_text(item.get("type")), PaperType.OTHER)
    people, complete = _people(item.get("author"))
    fields: dict[str, str] = {}
    for name, value in item.items():
        if name in _NAMES:
            fields[_NAMES[name]] = plain_names(*_people(value))
        elif name in _DATES:
            fields[_DATES[name]] = _date(value) or ""
        elif name not in _READ_ALREADY and (text := _text(value)):
            fields.setdefault(_FIELDS.get(name, name), text)
    venue = _text(item.get("container-title")) or None
    if type_ is PaperType.THESIS or (type_ is PaperType.PREPRINT and venue is None):
        venue = fields.pop("publisher", None) or venue
    if isinstance(custom, Mapping) and (verba := _text(custom.get("verba"))):
        fields["verba"] = verba
    if kind := fields.pop("type", ""):
        kind = from_words(kind)
        fields["type"] = "" if kind.lower() in ("preprint", DEFAULT_KINDS.get(type_)) else kind
    if type_ is PaperType.PREPRINT and fields.get("pubstate") == _PREPUBLISHED:
        del fields["pubstate"]
    if langid := langid_of(fields):
        fields["langid"] = langid
        del fields["language"]
    return PlainEntry(
        type=type_,
        title=_text(item.get("title")) or None,
        authors=people,
        authors_complete=complete,
        venue=venue,
        date=next(filter(None, (_date(item.get(name)) for name in _ISSUED)), None),
        abstract=_text(item.get("abstract")) or None,
        key=key,
        fields=fields,
    )


def _as_published(item: Mapping[str, Any], custom: Mapping[str, Any]) -> Mapping[str, Any]:
    """An item with titles and names as they stand in `custom`, unless they have been changed since."""
    kept: dict[str, Any] = {}
    for name in _TITLES:
        title = _text(custom.get(name))
        if title and title.lower() == without_markup(_text(item.get(name))).lower():
            kept[name] = title
    for name in _PEOPLE:
        people = custom.get(name)
        if isinstance(people, list) and [_apart(one) for one in people] == item.get(name):
            kept[name] = people
    return {**item, **kept}


def _text(value: Any) -> str:
    if isinstance(value, str):
        return squeeze(value)
    if isinstance(value, list):
        return "; ".join(text for one in value if (text := _text(one)))
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _people(value: Any) -> tuple[tuple[Author, ...], bool]:
    """Authors in order, and whether they are all; `others` stands for the rest."""
    people: list[Author] = []
    complete = True
    for one in value if isinstance(value, list) else ():
        if not isinstance(one, Mapping):
            continue
        literal = _text(one.get("literal") or one.get("name"))
        if literal.casefold() in ("others", "et al", "et al."):
            complete = False
        elif literal:
            people.append(Author(literal, group=True))
        else:
            parts = [_text(one.get(part)) for part in ("dropping-particle", "non-dropping-particle", "family")]
            family, given = " ".join(filter(None, parts)), _text(one.get("given"))
            if family or given:
                people.append(Author(family or given, given if family else "", _text(one.get("suffix"))))
    return tuple(people), complete


_EDTF = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def _date(value: Any) -> str | None:
    if isinstance(value, Mapping):
        parts = value.get("date-parts")
        if isinstance(parts, list) and parts and isinstance(parts[0], list):
            numbers = [int(text) if (text := _text(part)).isdecimal() else None for part in parts[0][:3]]
            return partial_date(*numbers) if numbers else None
        value = value.get("edtf") or value.get("raw") or value.get("literal")
    found = _EDTF.search(_text(value))
    return partial_date(*(int(part) if part else None for part in found.groups())) if found else None


# ----------------------------------------------------------------------------------------------------------- writing
#: Properties that are written from further fields as they stand; others are made of a version, or are older names.
_WRITTEN = {
    name: field
    for name, field in _FIELDS.items()
    if field not in ("doi", "url", "pmid", "pmcid", "eprint", "eprinttype", "number", "type")
    and name not in ("shortTitle", "journalAbbreviation", "event-title")
}


def write(entries: Iterable[Entry], *, abstracts: bool = False) -> Iterator[str]:
    """Entries as one JSON array, an item a line."""
    return written(item(entry, abstracts=abstracts) for entry in entries)


def item(entry: Entry, *, abstracts: bool = False) -> dict[str, Any]:
    """One entry as a CSL-JSON item: the preferred version, with the preprint beside it in `archive`."""
    main, preprint = versions(entry)
    extra: Mapping[str, Any] = main.get("extra") or {}
    type_ = paper_type(entry, main)
    people: list[dict[str, str]] = [_name(author) for author in authors(entry)]
    if people and not entry.get("authors_complete", True):
        people.append({"literal": "others"})
    out: dict[str, Any] = {"id": entry["key"], "type": _TYPES[type_], "title": entry.get("title"), "author": people}
    out["issued"] = _written_date(main.get("date"))
    in_publisher = type_ in (PaperType.THESIS, PaperType.PREPRINT)
    out["publisher" if in_publisher else "container-title"] = main.get("venue")
    for name in ("volume", "issue", "pages", "publisher"):
        out.setdefault("page" if name == "pages" else name, main.get(name))
    for name, field in _WRITTEN.items():
        if extra.get(field):
            out.setdefault(name, extra[field])
    out["genre"] = in_words(extra.get("type") or DEFAULT_KINDS.get(type_, ""))
    out["language"] = tag_of(extra)
    if type_ is PaperType.PREPRINT:
        out.setdefault("status", _PREPUBLISHED)
        out["genre"] = out["genre"] or ("" if main.get("venue") or main.get("arxiv") else "Preprint")
    if extra.get("number"):
        out["collection-number" if extra.get("series") else "number"] = extra["number"]
    for name, field in _NAMES.items():
        if extra.get(field):
            out[name] = [_name(author) for author in parse_names(extra[field])[0]]
    out["accessed"] = _written_date(extra.get("urldate"))
    out |= _identifiers(entry, main, preprint, archives=type_ in _BESIDE_PREPRINTS)
    if entry.get("retracted"):
        out["note"] = "Retracted. " + out["note"] if out.get("note") else "Retracted"
    if abstracts:
        out["abstract"] = entry.get("abstract")
    kept = {} if _KEY.fullmatch(entry["key"]) else {"citation-key": entry["key"]}
    kept |= _for_styles(out, entry.get("models") or (), english=is_english(extra))
    out["custom"] = kept | out.get("custom", {})
    return {name: value for name, value in out.items() if value}


def _for_styles(out: dict[str, Any], models: Sequence[str], *, english: bool) -> dict[str, Any]:
    """Write small words of English titles small and initials apart; what they were before, by property."""
    before = {}
    for name in (*_TITLES, *_PEOPLE):
        value = out.get(name)
        if not value:
            continue
        if name in _PEOPLE:
            out[name] = [_apart(one) for one in value]
        elif english and not (name == "container-title" and out["type"] == "article-journal"):
            out[name] = with_small_words(value, models)
        if out[name] != value:
            before[name] = value
    if out["title"]:
        out["title"] = with_names_marked(out["title"], models)
    return before


def _apart(person: Any) -> Any:
    """A name whose initials stand apart: `J. M.`, not `J.M.`."""
    given = person.get("given") if isinstance(person, Mapping) else None
    if not isinstance(given, str) or "." not in given[:-1]:
        return person
    return {**person, "given": _INITIAL.sub(r"\1. ", given)}


def _name(author: Author) -> dict[str, str]:
    """A name in CSL's parts: lower-case particles apart, so that styles can sort without them."""
    if author.group or not author.given:
        return {"literal": author.family} if author.group or " " in author.family else {"family": author.family}
    found = _PARTICLES.fullmatch(author.family)
    parts = {"family": found[2], "non-dropping-particle": found[1].strip()} if found else {"family": author.family}
    return parts | {"given": author.given} | ({"suffix": author.suffix} if author.suffix else {})


def _written_date(date: str | None) -> dict[str, Any] | None:
    if not date or not (found := _EDTF.fullmatch(date)):
        return None
    return {"date-parts": [[int(part) for part in found.groups() if part]]}


def _identifiers(entry: Entry, main: Version, preprint: Version, *, archives: bool) -> dict[str, Any]:
    """DOI, URL and the like; a preprint's own number as Zotero writes it, that of one beside it as its archive.

    Of other works styles print an archive as the place where a manuscript lies.
    """
    out: dict[str, Any] = {"DOI": main.get("doi"), "URL": verbatim_safe(main.get("url") or entry.get("url") or "")}
    said = {("doi", main.get("doi"))}
    if main.get("arxiv"):
        out["number"] = f"arXiv:{main['arxiv']}"
        said.add(("arxiv", main["arxiv"]))
    beside = "arxiv" if preprint.get("arxiv") else "doi"
    if archives and main.get("kind") == "published" and preprint.get(beside):
        out["archive"] = "arXiv" if beside == "arxiv" else preprint.get("venue") or "Preprint"
        out["archive_location"] = preprint[beside]
        said.add((beside, preprint[beside]))
    others = []
    for one in entry.get("identifiers") or ():
        scheme, value = one["scheme"], one["value"]
        if scheme in ("pmid", "pmcid"):
            out[scheme.upper()] = value
        elif (scheme, value) not in said and scheme != "url":
            others.append(f"{scheme}:{value}")
    return out | ({"custom": {"verba": " ".join(others)}} if others else {})
