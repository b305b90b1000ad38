"""Entries of the catalog → BibTeX and BibLaTeX.

The published version is printed, with the preprint's `eprint` beside it; a preprint alone is @misc in BibTeX and
@online in BibLaTeX. The entry type is one whose required fields the entry has: an article without a journal is no
@article. BibTeX gets LaTeX text and @misc with a genre in `howpublished` where it has no type of its own; BibLaTeX
gets Unicode and only fields that its data model has for the type.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from lifesci_fm.formats.bibtex.checks import is_edtf, valid_isbns, valid_issns
from lifesci_fm.formats.bibtex.choice import Choice, choose_biblatex, choose_bibtex
from lifesci_fm.formats.bibtex.dates import MONTHS
from lifesci_fm.formats.bibtex.fields import (
    ADDENDA,
    BIBLATEX_FIELDS,
    BIBTEX_FIELDS,
    LIST_FIELDS,
    NAME_FIELDS,
    VERBATIM_FIELDS,
)
from lifesci_fm.formats.bibtex.titles import protected
from lifesci_fm.formats.bibtex.types import SAID_BY_TYPE
from lifesci_fm.formats.degrees import in_words
from lifesci_fm.formats.entries import Entry, Version, authors, versions
from lifesci_fm.formats.languages import langid_of
from lifesci_fm.formats.latex import doi_safe, encode, escape, verbatim_safe
from lifesci_fm.formats.names import parse_names, written
from lifesci_fm.records import Author

_KEY_SIGNS = re.compile(r"[\s{},\"#%\\~()=@']")
_PAGES = re.compile(r"[\w.:]+-[\w.:]+(?:, ?[\w.:]+(?:-[\w.:]+)?)*\Z")
_AND = re.compile(r"(?<=\s)and(?=\s)", re.I)
_SORT_KEY = 40  # characters of a title by which an entry without authors is sorted
_WRITTEN_ELSEWHERE = frozenset(("year", "month", "date", "eprint", "eprinttype", "eprintclass", "verba", "sortkey"))

#: Fields of BibLaTeX that biber checks: what does not pass is left out, of several numbers the first valid one stays.
_CHECKED: Mapping[str, Callable[[str], str]] = {
    "isbn": lambda text: next(iter(valid_isbns(text)), ""),
    "issn": lambda text: next(iter(valid_issns(text)), ""),
    **dict.fromkeys(("urldate", "origdate", "eventdate"), lambda text: text if is_edtf(text) else ""),
}

#: The fields of one entry, as LaTeX text, in the order in which they are printed.
Fields = dict[str, str]


class _Dialect(NamedTuple):
    """What BibTeX and BibLaTeX do differently."""

    encode: Callable[[str], str]
    choose: Callable[[Entry, Version], Choice]
    fields: Callable[[str], Mapping[str, str]]
    archive: str
    subject: str
    unicode: bool


def write_bibtex(entries: Iterable[Entry], *, abstracts: bool = False) -> Iterator[str]:
    """Entries for bibtex and the standard styles, one text an entry."""
    return _write(entries, _BIBTEX, abstracts)


def write_biblatex(entries: Iterable[Entry], *, abstracts: bool = False) -> Iterator[str]:
    """Entries for biber and BibLaTeX, one text an entry."""
    return _write(entries, _BIBLATEX, abstracts)


_BIBTEX = _Dialect(encode, choose_bibtex, lambda _: BIBTEX_FIELDS, "archiveprefix", "primaryclass", unicode=False)
_BIBLATEX = _Dialect(
    escape, choose_biblatex, lambda kind: BIBLATEX_FIELDS[kind], "eprinttype", "eprintclass", unicode=True
)


def _write(entries: Iterable[Entry], dialect: _Dialect, abstracts: bool) -> Iterator[str]:
    blank = ""
    for entry in entries:
        yield blank + _entry(entry, dialect, abstracts)
        blank = "\n"


def _entry(entry: Entry, dialect: _Dialect, abstracts: bool) -> str:
    main, preprint = versions(entry)
    extra: Mapping[str, Any] = main.get("extra") or {}
    encode = dialect.encode
    chosen = dialect.choose(entry, main)
    fields: Fields = {"author": _names(entry, encode)}
    title = entry.get("title")
    if title:
        fields["title"] = protected(title, entry.get("models") or (), encode)
    for name, text in chosen.container:
        fields[name] = encode(text)
    (_date if dialect.unicode else _year)(main, extra, fields)
    if not dialect.unicode and _needs_key(chosen.kind, bool(fields["author"]), bool(extra.get("editor"))):
        fields["key"] = encode((title or entry["key"])[:_SORT_KEY])
    allowed = dialect.fields(chosen.kind)
    _add_details(main, allowed, fields, encode)
    if extra or chosen.nature:
        nature = dict(chosen.nature, langid=langid_of(extra)) if "language" in extra else dict(chosen.nature)
        _add_extra({**extra, **nature}, allowed, fields, dialect, chosen.kind)
    for name in LIST_FIELDS:
        if name in fields and "and" in fields[name]:
            fields[name] = _AND.sub("{\\g<0>}", fields[name])
    _add_identifiers(entry, main, preprint, extra, dialect, fields)
    if entry.get("retracted") and "retracted" not in fields.get("note", "").lower():
        note = fields.get("note")
        fields["note"] = f"Retracted. {note}" if note else "Retracted"
    if abstracts and entry.get("abstract"):
        fields["abstract"] = encode(entry["abstract"])
    body = ",\n".join(
        [f"  {name} = {{{text}}}" if name != "month" else f"  month = {text}" for name, text in fields.items() if text]
    )
    return f"@{chosen.kind}{{{_KEY_SIGNS.sub('', entry['key'])},\n{body}\n}}\n"


def _needs_key(kind: str, author: bool, editor: bool) -> bool:
    """Has BibTeX nothing to sort this entry by?"""
    if kind == "proceedings":
        return not editor
    return not author and not (editor and kind in ("book", "inbook"))


# --------------------------------------------------------------------------------------------------------- names
def _names(entry: Entry, encode: Callable[[str], str]) -> str:
    parts: Sequence[Mapping[str, Any]] | None = entry.get("author_parts")
    if parts is None:
        names = [written(author, encode) for author in authors(entry)]
    else:
        names = [_name(encode, one["family"], one["given"], one["suffix"], one["group"]) for one in parts]
    if names and not entry.get("authors_complete", True):
        names.append("others")
    return " and ".join(names)


@lru_cache(maxsize=1 << 14)
def _name(encode: Callable[[str], str], family: str, given: str, suffix: str, group: bool) -> str:
    """A name as written; people come back in a bibliography."""
    return written(Author(family, given or "", suffix or "", group), encode)


# --------------------------------------------------------------------------------------------------------- dates
def _year(main: Version, extra: Mapping[str, Any], fields: Fields) -> None:
    """`year`, `month` as a macro, `day`; what a year or a month says beyond the date is printed as it was written."""
    year, _, rest = (main.get("date") or "").partition("-")
    month, _, day = rest.partition("-")
    literal = extra.get("year")
    fields["year"] = encode(literal) if literal and (not year or year in literal) else year
    if extra.get("month") and year:
        fields["month"] = f"{{{encode(extra['month'])}}}"
    elif month:
        fields["month"] = MONTHS[int(month) - 1]
        fields["day"] = str(int(day)) if day else ""


def _date(main: Version, extra: Mapping[str, Any], fields: Fields) -> None:
    """`date`; a range or an uncertain date as it was written."""
    date = main.get("date") or ""
    literal = extra.get("date") or ""
    fields["date"] = literal if date and literal.startswith(date) and is_edtf(literal) else date


# ---------------------------------------------------------------------------------------------- the other fields
def _add_details(main: Version, allowed: Mapping[str, str], fields: Fields, encode: Callable[[str], str]) -> None:
    """Volume, issue, pages and publisher. What the type has no field for stands in `addendum`: it tells works apart."""
    addendum = []
    for name in ("volume", "issue", "pages", "publisher"):
        value = main.get(name)
        field = allowed.get(name)
        if name == "publisher" and "institution" in fields:
            continue  # it is the institution
        if value and not field and name in ADDENDA:
            addendum.append(ADDENDA[name] + encode(value))
        elif value and field and field not in fields:
            if name == "pages" and "-" in value and _PAGES.match(value):
                fields[field] = "--".join([encode(page) for page in value.split("-")])
            else:
                fields[field] = encode(value)
    if addendum:
        fields["addendum"] = ", ".join(addendum)


def _add_extra(
    extra: Mapping[str, Any], allowed: Mapping[str, str], fields: Fields, dialect: _Dialect, kind: str
) -> None:
    """Further fields, as far as the entry type has them."""
    encode = dialect.encode
    for name, value in sorted(extra.items()):
        field = allowed.get(name)
        if not field or field in fields or name in _WRITTEN_ELSEWHERE:
            continue
        if name == "howpublished" and kind == "misc" and "://" not in value:
            continue  # it would be read as the place of publication
        if name in NAME_FIELDS:
            people, complete = parse_names(value)
            names = [written(one, encode) for one in people]
            fields[field] = " and ".join(names if complete else [*names, "others"])
        elif name in VERBATIM_FIELDS:
            fields[field] = verbatim_safe(value)
        elif dialect.unicode and name in _CHECKED:
            fields[field] = _CHECKED[name](value)
        elif name == "type" and not dialect.unicode:
            fields[field] = "" if value in SAID_BY_TYPE else encode(in_words(value))
        else:
            fields[field] = encode(value)
    if dialect.unicode:
        for field, text in fields.items():
            if text[:6].lower() == "xdata=":  # biber would take it for a reference
                fields[field] = "{}" + text


def _add_identifiers(
    entry: Entry, main: Version, preprint: Version, extra: Mapping[str, Any], dialect: _Dialect, fields: Fields
) -> None:
    """`doi` of the version printed, `eprint` of the preprint, `url` where it says more; other identifiers beside."""
    said: set[tuple[str, str]] = set()
    doi, arxiv = main.get("doi"), main.get("arxiv") or preprint.get("arxiv")
    url = main.get("url") or (entry.get("url") if not (doi or arxiv) else None)
    if doi:
        fields["doi"] = doi_safe(doi)
        said.add(("doi", doi))
    if arxiv:
        fields["eprint"] = verbatim_safe(arxiv)
        fields[dialect.archive] = "arxiv" if dialect.unicode else "arXiv"
        subject = extra.get("eprintclass") or (preprint.get("extra") or {}).get("eprintclass")
        fields[dialect.subject] = dialect.encode(subject) if subject else ""
        said.add(("arxiv", arxiv))
    elif preprint.get("doi"):
        fields["eprint"] = doi_safe(preprint["doi"])
        fields[dialect.archive] = dialect.encode(preprint.get("venue") or "Preprint")
        said.add(("doi", preprint["doi"]))
    elif extra.get("eprint"):
        fields["eprint"] = verbatim_safe(extra["eprint"])
        fields[dialect.archive] = dialect.encode(extra.get("eprinttype") or "")
    elif dialect.unicode and entry.get("pmid"):
        fields["eprint"] = entry["pmid"]
        fields[dialect.archive] = "pubmed"
        said.add(("pmid", entry["pmid"]))
    if url and not _repeats(url, doi, arxiv):
        fields["url"] = verbatim_safe(url)
    others = []
    for identifier in entry.get("identifiers") or ():
        scheme, value = identifier["scheme"], identifier["value"]
        if (scheme, value) in said or scheme == "url":
            continue
        if scheme in ("pmid", "pmcid") and not dialect.unicode:
            fields[scheme] = verbatim_safe(value)
        else:
            others.append(f"{scheme}:{verbatim_safe(value)}")
    if others:
        fields["verba"] = " ".join(others)


def _repeats(url: str, doi: str | None, arxiv: str | None) -> bool:
    """Does a URL only say again what the identifier says?"""
    plain = url.lower()
    return (doi is not None and plain == f"https://doi.org/{doi}") or (
        arxiv is not None and plain == f"https://arxiv.org/abs/{arxiv}"
    )
