"""`fm import`: paper lists and bibliographies into the library, every entry accounted for."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lifesci_fm.cli import output
from lifesci_fm.cli.cells import printable
from lifesci_fm.cli.context import Session
from lifesci_fm.cli.output import JsonOption
from lifesci_fm.vocabulary import one_of, parse_status

if TYPE_CHECKING:
    from lifesci_fm.library import FileReport


def import_files(
    ctx: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Files to read; - is standard input.")],
    as_: Annotated[str | None, typer.Option("--as", metavar="F", help="markdown, bibtex, csl, ris or jsonl.")] = None,
    domain: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Every paper is of this domain.")] = None,
    status: Annotated[str | None, typer.Option(metavar="WORD", help="Every paper has this status.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Report only; write nothing.")] = False,
    json: JsonOption = False,
) -> None:
    """Read papers, models, datasets, write-ups and resources from files; what is known already is joined."""
    from lifesci_fm.formats import files as formats

    session: Session = ctx.obj
    form = one_of(as_, tuple(formats.FORMATS), "format") if as_ else None
    said = parse_status(status) if status else None
    inputs = [(name, _open(name)) for name in files]
    reports = []
    with session.library(dry_run=dry_run) as library:
        for name, data in inputs:
            chosen, base = form or formats.detect(name, data), Path(name).name if name != "-" else "standard input"
            found = formats.scan(data, chosen, name=base)
            reports.append(library.merge(found, file=name, format=chosen, domains=domain or (), status=said))
        totals = library.counts()
    if json:
        output.print_object(session, {"files": [report.as_json() for report in reports], "totals": totals})
    else:
        _print(reports, dry_run)


def _open(name: str) -> bytes | Path:
    """The input of this name, known to be readable. A file stays where it is: a large one is read piece by piece."""
    from lifesci_fm.cli.files import read_file

    if name == "-":
        return sys.stdin.buffer.read()
    path = Path(name)
    with suppress(OSError):
        if path.is_file() and os.access(path, os.R_OK):
            return path
    return read_file(path)  # a pipe; or it says why not


def _print(reports: list[FileReport], dry_run: bool) -> None:
    """One line a file, then its problems as `file:line: message`."""
    for report in reports:
        counts: dict[str, Any] = report.as_json()
        parts = [
            f"{counts[name]} {name}"
            for name in ("added", "changed", "merged", "unchanged", "conflicts")
            if counts[name]
        ]
        would = " (dry run: nothing was written)" if dry_run else ""
        output.print_text(
            [
                printable(f"{report.file}: {report.entries} entries: {', '.join(parts) or 'none kept'}{would}"),
                "\n",
            ]
        )
        for problem in counts["problems"]:
            output.print_text([printable(f"{report.file}:{problem['line']}: {problem['message']}"), "\n"])
