"""Entries as CSV or TSV: a row a paper, cells a spreadsheet takes for text.

A cell that begins like a formula (`=`, `+`, `-`, `@`) is led by an apostrophe, so that no spreadsheet runs what
somebody wrote into a title (CWE-1236). `bom` is for Excel, which takes UTF-8 for UTF-8 only behind a mark.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

#: The columns of an export, under the names of the JSON contract.
COLUMNS = (
    "key", "title", "models", "authors", "date", "year", "venue", "type", "domains", "status", "doi", "arxiv", "pmid",
    "pmcid", "url", "code", "weights", "tags", "note", "retracted",
)  # fmt: skip

_FORMULA = re.compile(r"[=+\-@\t\r|]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?\Z")
_BREAKS = re.compile(r"[\r\n\t\v\f\x1c-\x1e\x85\u2028\u2029]+")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_BOM = "\ufeff"


def write(
    entries: Iterable[Mapping[str, Any]],
    *,
    abstracts: bool = False,
    columns: Sequence[str] = COLUMNS,
    delimiter: str = ",",
    bom: bool = False,
) -> Iterator[str]:
    """A header and a row an entry, as CSV (RFC 4180, lines ended by CRLF); TSV with a tab as `delimiter`."""
    names = [*columns, "abstract"] if abstracts and "abstract" not in columns else list(columns)
    yield (_BOM if bom else "") + _row(names, delimiter)
    for entry in entries:
        yield _row([cell(entry.get(name)) for name in names], delimiter)


def write_tsv(entries: Iterable[Mapping[str, Any]], *, abstracts: bool = False, bom: bool = False) -> Iterator[str]:
    """As `write`, with tabs between cells."""
    return write(entries, abstracts=abstracts, delimiter="\t", bom=bom)


def cell(value: Any) -> str:
    """A value as a cell: one line, lists joined by `; `, formulas neutralised."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        value = "; ".join(str(one) for one in value)
    text = _CONTROLS.sub("", _BREAKS.sub(" ", str(value)))
    if _FORMULA.match(text.lstrip()) and not _NUMBER.match(text):
        return f"'{text}"
    return text


def _row(cells: Sequence[str], delimiter: str) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()
