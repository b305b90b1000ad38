"""`fm export readme`: README blocks printed, kept current between the markers of files, or started in a first file."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from lifesci_fm.cli.cells import printable
from lifesci_fm.cli.context import Session
from lifesci_fm.cli.files import CheckOption, OutputOption, compare, deliver, read_file, replace_file
from lifesci_fm.cli.filters import filtered
from lifesci_fm.errors import Conflict, UsageError
from lifesci_fm.vocabulary import Filter

SortOption = Annotated[
    str | None,
    typer.Option(metavar="KEY,…", help="Order; -KEY reverses. Other things than papers: id, title, number, date."),
]


@filtered
def readme(
    ctx: typer.Context,
    chosen: Filter,
    files: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE]...", help="Files whose marked blocks are filled; - is stdin.")
    ] = None,
    style: Annotated[
        str | None,
        typer.Option(metavar="STYLE", help="plan, papers, awesome, topics, datasets, articles or resources."),
    ] = None,
    list_: Annotated[
        list[str] | None, typer.Option("--list", metavar="FILE", help="Only what this imported list names.")
    ] = None,
    sort: SortOption = None,
    group: Annotated[str | None, typer.Option(metavar="BY", help="domain, category or year, under headings.")] = None,
    level: Annotated[int | None, typer.Option(metavar="N", min=1, max=6, help="Of those headings; else 3.")] = None,
    link: Annotated[str | None, typer.Option(metavar="VERSION", help="preferred, preprint or published.")] = None,
    columns: Annotated[str | None, typer.Option(metavar="A,B", help="Columns of a table, in this order.")] = None,
    new: Annotated[bool, typer.Option("--new", help="Make FILE, with the markers of such a block.")] = False,
    check: CheckOption = False,
    output: OutputOption = None,
) -> None:
    """Print a README block, or fill the marked blocks of files.

    FILE holds `<!-- fm:begin NAME style=plan key=value … -->` and `<!-- fm:end NAME -->`; only what stands between
    them changes. Keys are the options of this command.
    """
    from lifesci_fm.formats.readme import filter_words

    own = {"style": style, "lang": ctx.obj.named_lang, "list": list_, "sort": sort, "group": group}
    own |= {"link": link, "columns": columns}
    words = {key: _listed(value) for key, value in own.items() if value} | filter_words(chosen)
    if level is not None:
        words["level"] = [str(level)]
    if new:
        _make(ctx.obj, files or [], words, output)
    elif files:
        _refresh(ctx.obj, files, words, output, check=check)
    else:
        deliver(ctx.obj, [_printed(ctx.obj, words)], output, check=check)


def _listed(value: str | list[str]) -> list[str]:
    return [word.strip() for word in value.split(",")] if isinstance(value, str) else value


def _printed(session: Session, words: Mapping[str, list[str]]) -> str:
    from lifesci_fm.formats.readme import read_options, render

    options = read_options({"style": ["plan"], **words}, lang=session.lang)
    return render(options, session.catalog())


def filled(session: Session, data: bytes, name: str) -> bytes:
    """A file with its blocks as the library has them now.

    A marker that names no language means English whatever the settings: a file must come out alike on every machine.
    """
    from lifesci_fm.formats.readme import fill, read_options, read_page, render

    page = read_page(data, printable(name))
    return fill(page, lambda block: render(read_options(block.words), session.catalog()))


def _refresh(
    session: Session, files: list[str], words: Mapping[str, list[str]], output: Path | None, *, check: bool
) -> None:
    """Fill the blocks of files; all of them are understood before the first is written."""
    if words or output:
        option = next(iter(words), "output")
        raise UsageError(f"--{option} cannot stand beside a file: its markers say what it holds.", "Edit the markers.")
    old = {name: sys.stdin.buffer.read() if name == "-" else read_file(Path(name)) for name in files}
    new = {name: filled(session, data, "standard input" if name == "-" else name) for name, data in old.items()}
    if check:
        compare([(name, old[name], new[name]) for name in new], "`fm export readme {}`")
        return
    for name, data in new.items():
        if name == "-":
            sys.stdout.flush()
            sys.stdout.buffer.write(data)
        else:
            changed = replace_file(Path(name), [data])
            session.note(f"{printable(name)}: {'blocks filled' if changed else 'nothing to change'}.")


def _make(session: Session, files: list[str], words: dict[str, list[str]], output: Path | None) -> None:
    """Write a first file with one block."""
    from lifesci_fm.formats.readme import new_page

    if len(files) != 1 or output:
        raise UsageError("--new makes one file.", "Write `fm export readme --new FILE --style plan`.")
    path, shown = Path(files[0]), printable(files[0])
    if path.exists() or path.is_symlink():
        raise Conflict(f"{shown} exists already.", "Put markers into it by hand, or name another file.")
    replace_file(path, [filled(session, new_page({"style": ["plan"], **words}), shown)])
    session.note(f"Made {shown}; `fm export readme {shown}` keeps it current.")
