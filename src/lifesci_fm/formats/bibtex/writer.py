"""Entries of the catalog → BibTeX and BibLaTeX.

The published version is printed, with the preprint's `eprint` beside it; a preprint alone is @misc in BibTeX and
@online in BibLaTeX. The entry type is one whose required fields the entry has: an article without a journal is no
@article. BibTeX gets LaTeX text and @misc with a genre in `howpublished` where it has no type of its own; BibLaTeX
gets Unicode and only fields that its data model has for the type.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from lifesci_fm.formats.bibtex.choice import Choice, choose_biblatex, choose_bibtex
from lifesci_fm.formats.bibtex.dates import MONTHS
from lifesci_fm.formats.bibtex.fields import BIBLATEX_FIELDS, BIBTEX_FIELDS, NAME_FIELDS, VERBATIM_FIELDS
from lifesci_fm.formats.bibtex.names import parse_names, written
from lifesci_fm.formats.bibtex.titles import protected
from lifesci_fm.formats.bibtex.types import BIBTEX_KINDS
from lifesci_fm.formats.entries import Entry, Version, authors, versions
from lifesci_fm.formats.latex import encode, escape, verbatim_safe

_PLAIN_NAMES = re.compile(r"(?:[A-Za-z .,]|-(?!-)|'(?!'))*\Z")
_ODD_NAME = re.compile(r"(?:\b(?:[Oo]thers|et\.? al)\b|, (?:[JS]r|Junior|Senior|I{2,3}|IV|VI{1,3})\b)")
_KEY_SIGNS = re.compile(r"[\s{},\"#%\\~()=@']")
_EDTF = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?[?~%]?(?:/(?:\.\.|\d{4}(?:-\d\d(?:-\d\d)?)?[?~%]?)?)?\Z")
_SORT_KEY = 40  # characters of a title by which an entry without authors is sorted


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
    first = True
    for entry in entries:
        text = _entry(entry, dialect, abstracts)
        yield text if first else "\n" + text
        first = False


def _entry(entry: Entry, dialect: _Dialect, abstracts: bool) -> str:
    main, preprint = versions(entry)
    extra: Mapping[str, Any] = main.get("extra") or {}
    encode = dialect.encode
    chosen = dialect.choose(entry, main)
    names = _names(entry, encode)
    fields: list[tuple[str, str]] = []
    add = fields.append
    if names:
        add(("author", names))
    title = entry.get("title")
    if title:
        add(("title", protected(title, entry.get("models") or (), encode)))
    for name, text in chosen.container:
        add((name, encode(text)))
    if dialect.unicode:
        _biblatex_date(main, extra, add)
    else:
        _bibtex_date(main, extra, add)
        if not names and title and not extra.get("editor"):
            add(("key", encode(title[:_SORT_KEY])))
    allowed = dialect.fields(chosen.kind)
    taken = {name for name, _ in fields}
    if chosen.kind == "misc" and "://" not in extra.get("howpublished", "://"):
        taken.add("howpublished")  # it would be read as the place of publication
    for name in ("volume", "issue", "pages", "publisher"):
        value = main.get(name)
        field = allowed.get(name)
        if value and field and field not in taken:
            value = encode(value)
            add((field, value.replace("-", "--") if name == "pages" and _is_range(value) else value))
            taken.add(field)
    if extra or chosen.nature:
        _add_extra({**extra, **dict(chosen.nature)}, allowed, taken, dialect, add)
    _add_identifiers(entry, main, preprint, extra, dialect, add)
    if entry.get("retracted"):
        _add_retraction(fields, "note")
    if abstracts and entry.get("abstract"):
        add(("abstract", encode(entry["abstract"])))
    body = ",\n".join(
        [f"  {name} = {{{text}}}" if name != "month" else f"  month = {text}" for name, text in fields if text]
    )
    return f"@{chosen.kind}{{{_KEY_SIGNS.sub('', entry['key'])},\n{body}\n}}\n"


def _names(entry: Entry, encode: Callable[[str], str]) -> str:
    names = entry.get("authors") or ()
    joined = " and ".join(names)
    plain = (
        joined.count(",") == len(names)
        and all(", " in name for name in names)
        and joined.count(" and ") == len(names) - 1
        and _PLAIN_NAMES.match(joined)
        and not _ODD_NAME.search(joined)
    )
    if not plain:
        joined = " and ".join([written(author, encode) for author in authors(entry)])
    return joined if entry.get("authors_complete", True) or not joined else f"{joined} and others"


def _bibtex_date(main: Version, extra: Mapping[str, Any], add: Callable[[tuple[str, str]], None]) -> None:
    year, _, rest = (main.get("date") or "").partition("-")
    month, _, day = rest.partition("-")
    literal = extra.get("year")
    add(("year", encode(literal) if literal and (not year or year in literal) else year))
    if extra.get("month") and year:
        add(("month", f"{{{encode(extra['month'])}}}"))
    elif month:
        add(("month", MONTHS[int(month) - 1]))
        add(("day", str(int(day)) if day else ""))


def _biblatex_date(main: Version, extra: Mapping[str, Any], add: Callable[[tuple[str, str]], None]) -> None:
    date = main.get("date") or ""
    literal = extra.get("date") or ""
    add(("date", literal if date and literal.startswith(date) and _EDTF.match(literal) else date))


def _is_range(pages: str) -> bool:
    return "--" not in pages and re.fullmatch(r"[\w.:]+-[\w.:]+(?:, ?[\w.:]+(?:-[\w.:]+)?)*", pages) is not None


def _add_extra(
    extra: Mapping[str, Any],
    allowed: Mapping[str, str],
    taken: set[str],
    dialect: _Dialect,
    add: Callable[[tuple[str, str]], None],
) -> None:
    encode = dialect.encode
    for name, value in sorted(extra.items()):
        field = allowed.get(name)
        if not field or field in taken or name in _WRITTEN_ELSEWHERE:
            continue
        taken.add(field)
        if name in NAME_FIELDS:
            people, complete = parse_names(value)
            text = " and ".join([*(written(one, encode) for one in people), *([] if complete else ["others"])])
        elif name == "type" and not dialect.unicode:
            text = encode(BIBTEX_KINDS.get(value, value))
        else:
            text = verbatim_safe(value) if name in VERBATIM_FIELDS else encode(value)
        add((field, text))


_WRITTEN_ELSEWHERE = frozenset(("year", "month", "date", "eprint", "eprinttype", "eprintclass", "verba", "sortkey"))


def _add_identifiers(
    entry: Entry,
    main: Version,
    preprint: Version,
    extra: Mapping[str, Any],
    dialect: _Dialect,
    add: Callable[[tuple[str, str]], None],
) -> None:
    """`doi` of the version printed, `eprint` of the preprint, `url` where it says more; other identifiers beside."""
    said: set[tuple[str, str]] = set()
    doi, arxiv = main.get("doi"), main.get("arxiv") or preprint.get("arxiv")
    url = main.get("url")
    if doi:
        add(("doi", verbatim_safe(doi)))
        said.add(("doi", doi))
    if arxiv:
        add(("eprint", verbatim_safe(arxiv)))
        add((dialect.archive, "arxiv" if dialect.unicode else "arXiv"))
        subject = extra.get("eprintclass") or (preprint.get("extra") or {}).get("eprintclass")
        add((dialect.subject, encode(subject) if subject else ""))
        said.add(("arxiv", arxiv))
    elif preprint.get("doi"):
        add(("eprint", verbatim_safe(preprint["doi"])))
        add((dialect.archive, dialect.encode(preprint.get("venue") or "Preprint")))
        said.add(("doi", preprint["doi"]))
    elif extra.get("eprint"):
        add(("eprint", verbatim_safe(extra["eprint"])))
        add((dialect.archive, dialect.encode(extra.get("eprinttype") or "")))
    elif dialect.unicode and entry.get("pmid"):
        add(("eprint", entry["pmid"]))
        add((dialect.archive, "pubmed"))
        said.add(("pmid", entry["pmid"]))
    if url and not _repeats(url, doi, arxiv):
        add(("url", verbatim_safe(url)))
    others = []
    for identifier in entry.get("identifiers") or ():
        scheme, value = identifier["scheme"], identifier["value"]
        if (scheme, value) in said or scheme == "url":
            continue
        if scheme in ("pmid", "pmcid") and not dialect.unicode:
            add((scheme, verbatim_safe(value)))
        else:
            others.append(f"{scheme}:{verbatim_safe(value)}")
    add(("verba", " ".join(others)))


def _repeats(url: str, doi: str | None, arxiv: str | None) -> bool:
    """Does a URL only say again what the identifier says?"""
    plain = url.lower()
    return (doi is not None and plain == f"https://doi.org/{doi}") or (
        arxiv is not None and plain == f"https://arxiv.org/abs/{arxiv}"
    )


def _add_retraction(fields: list[tuple[str, str]], name: str) -> None:
    for place, (field, text) in enumerate(fields):
        if field == name:
            if "retracted" not in text.lower():
                fields[place] = (name, f"Retracted. {text}")
            return
    fields.append((name, "Retracted"))
