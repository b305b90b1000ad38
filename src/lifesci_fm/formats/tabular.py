"""Entries as CSV or TSV: a row a paper (or a dataset, a write-up, a resource), cells a spreadsheet takes for text.

A cell that begins like a formula (`=`, `+`, `-`, `@`) is led by an apostrophe, so that no spreadsheet runs what
somebody wrote into a title (CWE-1236). `bom` is for Excel, which takes UTF-8 for UTF-8 only behind a mark.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

#: The columns of an export of papers, under the names of the JSON contract.
COLUMNS = (
    "key", "title", "models", "authors", "date", "year", "venue", "type", "domains", "status", "doi", "arxiv", "pmid",
    "pmcid", "url", "code", "weights", "tags", "note", "retracted",
)  # fmt: skip

#: Those of the other nouns.
THING_COLUMNS = {
    "datasets": ("id", "name", "modality", "scale", "task", "url", "paper", "paper_url", "models"),
    "articles": ("id", "number", "title", "links", "papers", "models", "date", "author"),
    "resources": ("id", "kind", "title", "url", "topic", "remark", "papers", "links"),
}

#: Excel takes the wide signs of Chinese keyboards, too.
_FORMULA = re.compile(r"\s*[=+\-@|＝＋－＠]|[\t\r]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?\Z")
_BREAKS = re.compile(r"[\r\n\t\v\f\x1c-\x1e\x85\u2028\u2029]+")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_BOM = "\ufeff"


def write(
    entries: Iterable[Mapping[str, Any]],
    *,
    columns: Sequence[str] = COLUMNS,
    delimiter: str = ",",
    bom: bool = False,
) -> Iterator[str]:
    """A header and a row an entry, as CSV (RFC 4180, lines ended by CRLF); TSV with a tab as `delimiter`."""
    yield (_BOM if bom else "") + _row(columns, delimiter)
    for entry in entries:
        yield _row([cell(entry.get(name)) for name in columns], delimiter)


def cell(value: Any) -> str:
    """A value as a cell: one line, lists joined by `; `, formulas neutralised."""
    return inert(_CONTROLS.sub("", _BREAKS.sub(" ", _text(value))))


def inert(text: str) -> str:
    """A text as a spreadsheet shows it, where it would else compute it."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.match(text) else text


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "; ".join(map(_text, value))
    if isinstance(value, Mapping):  # a link is its URL
        return _text(value["url"] if "url" in value else [one for one in value.values() if one])
    return str(value)


def _row(cells: Sequence[str], delimiter: str) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()
