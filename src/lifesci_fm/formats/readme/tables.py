"""Entries as GFM tables: the reading plan, the table of papers, the table of datasets.

One row an entry, one space around a cell and no padding, so that a changed entry changes its own row alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from lifesci_fm.formats.readme import labels
from lifesci_fm.formats.readme.entries import Entry, code_urls, name_of, paper_url, retraction, title_of
from lifesci_fm.formats.readme.markdown import bare_url, cell, destination, inline, link
from lifesci_fm.formats.readme.options import Options
from lifesci_fm.vocabulary import Status


def table(entries: Iterable[Entry], options: Options) -> Iterator[str]:
    """The lines of a table of `options.style`."""
    columns = options.shown_columns
    headers = labels.HEADERS[options.lang]
    yield _row(headers[column] for column in columns)
    yield _row("---" for _ in columns)
    cells = [_CELLS[column] for column in columns]
    for entry in entries:
        yield _row(cell(make(entry, options)) for make in cells)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def month(date: str | None) -> str:
    """A partial date as a plan prints it: `05/2023`, or `2023` where no month is known."""
    year, dash, rest = (date or "").partition("-")
    return f"{rest[:2]}/{year}" if dash else year


def _model(entry: Entry, options: Options) -> str:
    name = inline(name_of(entry))
    return link(name, paper_url(entry, options.link)) + retraction(entry, options.lang)


def _released(entry: Entry, _: Options) -> str:
    return inline(month(entry.get("released") or entry.get("date")))


def _domain(entry: Entry, _: Options) -> str:
    return inline(", ".join(entry.get("domains") or ()))


def _status(entry: Entry, options: Options) -> str:
    return labels.STATUSES[options.lang].get(Status(entry["status"]), "")


def _title(entry: Entry, options: Options) -> str:
    return f"**{inline(title_of(entry))}**{retraction(entry, options.lang)}"


def _paper(entry: Entry, options: Options) -> str:
    return _links([paper_url(entry, options.link)], options)


def _code(entry: Entry, options: Options) -> str:
    return _links(code_urls(entry), options)


def _weights(entry: Entry, options: Options) -> str:
    return _links(entry.get("weights") or (), options)


def _links(urls: Iterable[str | None], options: Options) -> str:
    """`[Link](url)` for each, or `-`."""
    targets = [target for url in urls if (target := destination(url))]
    label = labels.LINKS[options.lang]["link"]
    return ", ".join(f"[{label}]({target})" for target in targets) or "-"


def _authors(entry: Entry, _: Options) -> str:
    return inline("; ".join(entry.get("authors") or ()))


def _text(field: str) -> Callable[[Entry, Options], str]:
    def make(entry: Entry, _: Options) -> str:
        value: Any = entry.get(field)
        return "" if value is None else inline(str(value))

    return make


def _dataset(entry: Entry, _: Options) -> str:
    return link(inline(entry["name"]), entry.get("paper_url"))


def _address(entry: Entry, options: Options) -> str:
    """Where the data are: `[*](url)` in English lists, the URL itself in Chinese notes, else what stands for it."""
    url = entry.get("url")
    target = destination(url)
    if target is None:
        return inline(url or entry.get("address") or "")
    return bare_url(url) or "" if options.lang == "zh" else f"[*]({target})"


_CELLS: dict[str, Callable[[Entry, Options], str]] = {
    "model": _model,
    "released": _released,
    "domain": _domain,
    "status": _status,
    "year": _text("year"),
    "title": _title,
    "venue": _text("venue"),
    "paper": _paper,
    "code": _code,
    "weights": _weights,
    "authors": _authors,
    "key": _text("key"),
    "name": _dataset,
    "modality": _text("modality"),
    "scale": _text("scale"),
    "task": _text("task"),
    "link": _address,
}
