"""`fm export`: README blocks, bibliographies and data files, printed, written in one step, or compared (`--check`)."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from lifesci_fm.cli.context import Session
from lifesci_fm.cli.files import difference, read_file, replace_file
from lifesci_fm.cli.filters import filtered, make_filter
from lifesci_fm.cli.output import print_text
from lifesci_fm.errors import Conflict, UsageError
from lifesci_fm.vocabulary import Filter

export = typer.Typer()

OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write this file in one step, never append.")
]
CheckOption = Annotated[
    bool, typer.Option("--check", help="Write nothing; exit 4 with a diff if the file is out of date.")
]
LangOption = Annotated[str | None, typer.Option(metavar="zh|en", help="Language of headers and labels.")]


@export.command()
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
    lang: LangOption = None,
    documents: Annotated[
        list[str] | None, typer.Option("--list", metavar="FILE", help="Only papers that this imported list names.")
    ] = None,
    group: Annotated[str | None, typer.Option(metavar="BY", help="domain, category or year, under headings.")] = None,
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

    own = {"style": style, "lang": lang, "list": documents, "group": group, "link": link, "columns": columns}
    words = {key: _listed(value) for key, value in own.items() if value} | filter_words(chosen)
    if new:
        _make(ctx.obj, files or [], words, output)
    elif files:
        _refresh(ctx.obj, files, words, output, check=check)
    else:
        text = _printed(ctx.obj, words)
        _deliver(ctx.obj, [text], output, check=check)


def _listed(value: str | list[str]) -> list[str]:
    return [word.strip() for word in value.split(",")] if isinstance(value, str) else value


def _printed(session: Session, words: Mapping[str, list[str]]) -> str:
    from lifesci_fm.formats.readme import read_options, render

    options = read_options({"style": ["plan"], **words}, make_filter, lang=session.config.lang)
    return render(options, session.catalog())


def _filled(session: Session, data: bytes, name: str) -> bytes:
    """A file with its blocks as the library has them now. A marker that names no language is English everywhere."""
    from lifesci_fm.formats.readme import fill, read_options, read_page, render

    page = read_page(data, name)
    return fill(page, lambda block: render(read_options(block.words, make_filter), session.catalog()))


def _refresh(
    session: Session, files: list[str], words: Mapping[str, list[str]], output: Path | None, *, check: bool
) -> None:
    """Fill the blocks of files: all of them are understood before the first is written."""
    if words or output:
        option = next(iter(words), "output")
        raise UsageError(f"--{option} says nothing about a file: its markers do.", f"Write {option}=… into fm:begin.")
    old = {name: sys.stdin.buffer.read() if name == "-" else read_file(Path(name)) for name in files}
    new = {name: _filled(session, data, "standard input" if name == "-" else name) for name, data in old.items()}
    if check:
        _compare([(name, old[name], new[name]) for name in files], "fm export readme {}")
        return
    for name, data in new.items():
        if name == "-":
            sys.stdout.flush()
            sys.stdout.buffer.write(data)
        else:
            changed = replace_file(Path(name), [data])
            session.note(f"{name}: {'blocks filled' if changed else 'nothing to change'}.")


def _make(session: Session, files: list[str], words: dict[str, list[str]], output: Path | None) -> None:
    """Write a first file with one block."""
    from lifesci_fm.formats.readme import new_page

    if len(files) != 1 or output:
        raise UsageError("--new makes one file.", "Write `fm export readme --new FILE --style plan`.")
    path = Path(files[0])
    if path.exists() or path.is_symlink():
        raise Conflict(f"{path} exists already.", "Put markers into it by hand, or name another file.")
    data = _filled(session, new_page({"style": ["plan"], **words}), str(path))
    replace_file(path, [data])
    session.note(f"Made {path}; `fm export readme {path}` keeps it current.")


def _deliver(session: Session, chunks: Iterable[str], output: Path | None, *, check: bool) -> None:
    """Print a document, put it into a file, or compare it with one."""
    if output is None or str(output) == "-":
        if check:
            raise UsageError("--check compares with a file.", "Name it, or give it with -o.")
        print_text(chunks)
    elif check:
        _compare([(str(output), read_file(output), "".join(chunks).encode())], "the same command without --check")
    else:
        changed = replace_file(output, (chunk.encode() for chunk in chunks))
        session.note(f"{output}: {'written' if changed else 'nothing to change'}.")


def _compare(versions: list[tuple[str, bytes, bytes]], command: str) -> None:
    """Print how files differ from what the library says. Raises Conflict if one does."""
    stale = [name for name, old, new in versions if old != new]
    print_text(difference(old, new, name) for name, old, new in versions)
    if stale:
        said = f"{', '.join(stale)} {'is' if len(stale) == 1 else 'are'} out of date."
        raise Conflict(said, f"Run {command.format(' '.join(stale))}.")
