"""The one place that renders results: as table, TSV, CSV, JSON, JSON Lines or Markdown.

A terminal gets a table fitted to its width, a pipe gets TSV with a header and nothing cut off. Whatever the library
holds, no cell can drive a terminal or break a row: control characters are replaced before anything is printed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lifesci_fm.cli.cells import BIDI, Column, Row, cell
from lifesci_fm.errors import UsageError
from lifesci_fm.text import suggestion

if TYPE_CHECKING:
    import re

    from lifesci_fm.cli.context import Session

FORMATS = ("table", "tsv", "csv", "json", "jsonl", "md")
#: Those that are labelled in the reader's language; programs find the names in every language.
FOR_PEOPLE = ("table", "md")

FormatOption = Annotated[str | None, typer.Option("--format", metavar="F", help=f"One of {', '.join(FORMATS)}.")]
JsonOption = Annotated[bool, typer.Option("--json", help="The same as --format json.")]


def _no_pager(paged: bool) -> bool:
    """For this run, as if the user had no pager."""
    if not paged:
        os.environ["FM_PAGER"] = "cat"
    return paged


PagerOption = Annotated[
    bool, typer.Option("--pager/--no-pager", callback=_no_pager, help="Page a long table by what PAGER names.")
]


_CHUNK = 1 << 16  # characters written at once


@cache
def _raw_in_json() -> re.Pattern[str]:
    """What JSON would pass through raw although a terminal might obey it."""
    import re

    return re.compile(f"[\x7f-\x9f{BIDI}\u2028\u2029]")


def label(session: Session, name: str) -> str:
    """What a column, a field or a heading is called in the language of this run."""
    if session.lang == "en":
        return name
    from lifesci_fm.cli import labels

    return labels.label(name)


def word(session: Session, field: str, value: Any) -> str:
    """A value as one line of text, in the language of this run where it is one of fm's own words."""
    text = cell(value)
    if session.lang == "en":
        return text
    from lifesci_fm.cli import labels

    return labels.word(field, text)


def choose_format(session: Session, format: str | None, json: bool = False) -> str:
    """The format of this output: as asked, else as configured, else by what stdout is. Raises UsageError."""
    if json:
        return "json"
    name = format or session.config.format
    if name is None:
        return "table" if sys.stdout.isatty() else "tsv"
    if name.casefold() in FORMATS:
        return name.casefold()
    raise UsageError(
        f"No output format is called {name!r}.",
        suggestion(name, FORMATS, f"Formats are {', '.join(FORMATS)}."),
    )


def print_listing(
    session: Session, format: str, columns: Sequence[Column], objects: Iterable[Mapping[str, Any]]
) -> None:
    """Objects: whole in JSON and JSON Lines, their columns in every other format."""
    if format in ("json", "jsonl"):
        print_objects(session, format, objects)
    else:
        names = [column.name for column in columns]
        print_rows(session, format, columns, ([thing.get(name) for name in names] for thing in objects))


def print_objects(session: Session, format: str, objects: Iterable[Mapping[str, Any]]) -> None:
    """A JSON array with one object a line, or JSON Lines; streamed, and closed even if reading fails midway."""
    lines = _json_lines(objects)
    if format == "jsonl":
        print_text(f"{line}\n" for line in lines)
        return
    first = next(lines, None)  # a failure before the first object leaves stdout to the error's own JSON
    session.json_begun = True
    if first is None:
        print_text(["[]\n"])
        return
    try:
        print_text(["[\n", first])
        print_text(f",\n{line}" for line in lines)
    finally:
        print_text(["\n]\n"])


def print_object(session: Session, thing: Any) -> None:
    """One JSON value, indented for people."""
    import json

    session.json_begun = True
    text = json.dumps(thing, ensure_ascii=not _stdout_is_unicode(), indent=2)
    sys.stdout.write(_raw_in_json().sub(_escape, text) + "\n")


def print_rows(session: Session, format: str, columns: Sequence[Column], rows: Iterable[Row]) -> None:
    """Rows of cells in the order of `columns`, in one of the formats that are tables."""
    if format in FOR_PEOPLE and session.lang == "zh":
        from lifesci_fm.cli.labels import in_chinese

        columns = in_chinese(columns)
    if format == "table":
        from lifesci_fm.cli.table import print_table  # imports Rich

        print_table(columns, rows)
        return
    shown = [index for index, column in enumerate(columns) if not column.hidden]
    if format == "md":
        people = ([columns[index].shown(row[index]) for index in shown] for row in rows)
        print_text(_markdown([columns[index].header for index in shown], people))
        return
    header = [columns[index].name for index in shown]
    cells = ([cell(row[index]) for index in shown] for row in rows)
    if format == "tsv":
        print_text(_tsv(header, cells))
    else:
        _write_csv(header, cells)


def print_text(chunks: Iterable[str]) -> None:
    """A document (a bibliography, a README block, a dump) as it is; written in large pieces."""
    write, waiting, size = sys.stdout.write, list[str](), 0
    try:
        for chunk in chunks:
            waiting.append(chunk)
            size += len(chunk)
            if size >= _CHUNK:
                write("".join(waiting))
                waiting, size = [], 0
    finally:
        write("".join(waiting))


def _json_lines(objects: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    from json import JSONEncoder

    encode = JSONEncoder(ensure_ascii=not _stdout_is_unicode()).encode
    for thing in objects:
        line = encode(thing)
        yield line if line.isprintable() else _raw_in_json().sub(_escape, line)


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _stdout_is_unicode() -> bool:
    return (sys.stdout.encoding or "").casefold().startswith("utf")


def _tsv(header: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    yield "\t".join(header) + "\n"
    for row in rows:
        yield "\t".join(row) + "\n"


def _write_csv(header: list[str], rows: Iterable[list[str]]) -> None:
    """RFC 4180 with `\\n`; a cell that a spreadsheet would compute gets an apostrophe before it."""
    import csv

    from lifesci_fm.formats.tabular import inert

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([inert(text) for text in row] for row in rows)


def _markdown(header: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    from lifesci_fm.formats.readme.markdown import bare_url, inline
    from lifesci_fm.formats.readme.markdown import cell as in_table

    yield "| " + " | ".join(header) + " |\n"
    yield "| " + " | ".join("---" for _ in header) + " |\n"
    for row in rows:
        yield "| " + " | ".join(in_table(bare_url(text) or inline(text)) for text in row) + " |\n"
