r"""Citations to paste: `\cite{a,b}` for LaTeX, `[@a; @b]` for pandoc, a one-line reference for anybody."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lifesci_fm.formats.entries import Entry, authors, versions
from lifesci_fm.identifiers import Identifier, Scheme
from lifesci_fm.text import squeeze

#: What a one-line reference reads of an entry.
READ = (
    *("key", "title", "authors", "author_parts", "date", "year", "venue", "doi", "arxiv", "url", "versions"),
    *("retracted",),
)

_NAMED = 3  # authors; the rest are `et al.`
#: Keys that pandoc takes without braces (manual, "Citation syntax").
_PANDOC_KEY = re.compile(r"\w+(?:[:.#$%&+?<>~/-]\w+)*")
_STOP = (".", "!", "?", "…", "。", "！", "？")


def latex(keys: Sequence[str]) -> str:
    r"""`\cite{a,b}`."""
    return f"\\cite{{{','.join(keys)}}}"


def pandoc(keys: Sequence[str]) -> str:
    """`[@a; @b]`."""
    marks = (f"@{key}" if _PANDOC_KEY.fullmatch(key) else f"@{{{key}}}" for key in keys)
    return f"[{'; '.join(marks)}]"


def reference(entry: Entry) -> str:
    """Authors (year). Title. Venue volume(issue), pages. Address. What is unknown is left out."""
    main, _ = versions(entry)
    year = (main.get("date") or entry.get("date") or "")[:4]
    dated = " ".join(filter(None, (_people(entry), f"({year})" if year else "")))
    title = entry.get("title") or entry["key"]
    parts = (dated, title, _place(entry, main), "Retracted" if entry.get("retracted") else "")
    text = " ".join(part if part.endswith(_STOP) else f"{part}." for part in parts if part)
    return squeeze(f"{text} {_address(entry, main)}")


def _people(entry: Entry) -> str:
    people = authors(entry)
    names = [" ".join(filter(None, (one.given, one.family, one.suffix))) for one in people[:_NAMED]]
    more = len(people) > _NAMED or (people and not entry.get("authors_complete", True))
    return ", ".join([*names, "et al."] if more else names)


def _place(entry: Entry, main: Entry) -> str:
    venue = main.get("venue") or entry.get("venue") or ""
    volume, issue, pages = (main.get(name) or "" for name in ("volume", "issue", "pages"))
    number = f"{volume}({issue})" if issue else volume
    where = " ".join(filter(None, (venue, number)))
    return ", ".join(filter(None, (where, pages.replace("-", "–"))))


def _address(entry: Entry, main: Entry) -> str:
    if main.get("doi"):
        return Identifier(Scheme.DOI, main["doi"]).url
    if main.get("arxiv"):
        return Identifier(Scheme.ARXIV, main["arxiv"]).url
    return main.get("url") or entry.get("url") or ""
