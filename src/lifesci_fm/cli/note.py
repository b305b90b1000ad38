"""`fm note`: reading notes as Markdown files, begun from a template, shown, edited, listed, and brought in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lifesci_fm.cli import output
from lifesci_fm.cli.cells import Column, printable
from lifesci_fm.cli.context import Session
from lifesci_fm.cli.files import read_file
from lifesci_fm.cli.output import FormatOption, JsonOption
from lifesci_fm.config import user_config_path
from lifesci_fm.errors import Conflict, UnreadableInput, UsageError

if TYPE_CHECKING:
    from lifesci_fm.library.noting import Kept

note = typer.Typer(help="Reading notes: Markdown files, tied to their papers and searched with them.")

PaperArgument = Annotated[str, typer.Argument(metavar="PAPER", help="Key, DOI, arXiv id, URL, model or #ID.")]

_COLUMNS = (
    Column("key"),
    Column("title", elastic=True),
    Column("date"),
    Column("state"),
    Column("path", elastic=True),
)


@note.command("new")
def new(
    ctx: typer.Context,
    paper: PaperArgument,
    template: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Else note.md in the configuration folder, else fm's own.")
    ] = None,
    edit: Annotated[bool, typer.Option("--edit", help="Open it in the editor.")] = False,
    json: JsonOption = False,
) -> None:
    """Begin a note about a paper: a Markdown file in the folder of notes. No file is ever overwritten."""
    from lifesci_fm.formats.note import read, write
    from lifesci_fm.library.marking import today

    session: Session = ctx.obj
    command = _editor(None) if edit else None
    entry = session.catalog().show(paper)
    for one in session.catalog().notes(entry["id"]):
        raise Conflict(f"{entry['key']} has a note already: {one['path']}.", f"`fm note edit {entry['key']}` opens it.")
    told = {"date": today(), "author": session.config.author, "lang": session.lang}
    text = write(_template(template, session.lang), entry, **told)
    path = session.config.notes / f"{_file_name(entry['key'])}.md"
    data = _with_tables(session, text.encode(), str(path))
    _create(path, data)
    try:
        with session.library() as library:
            kept = library.keep_note(entry["key"], read(data, name=path.name), _stored(session, path))
    except BaseException:
        path.unlink()
        raise
    _report(session, kept, f"{path} is the note of {kept.paper.key}.", json and command is None)
    if command is not None:
        _edit(session, command, kept.paper.key, path, json)


@note.command("show")
def show(ctx: typer.Context, paper: PaperArgument, format: FormatOption = None, json: JsonOption = False) -> None:
    """Print the note of a paper: the file as it stands, or the text that the library kept if the file is gone."""
    from lifesci_fm.cli.show import print_thing

    session: Session = ctx.obj
    found = _beheld(session, session.catalog().note(paper))
    print_thing(session, found, iter(found["body"].removesuffix("\n").split("\n")), format, json)


@note.command("list")
def list_notes(ctx: typer.Context, format: FormatOption = None, json: JsonOption = False) -> None:
    """List notes: current, changed since the library took them in, or missing."""
    session: Session = ctx.obj
    form = output.choose_format(session, format, json)
    found = [_beheld(session, one) for one in session.catalog().notes()]
    for one in found:
        del one["body"]
    output.print_listing(session, form, _COLUMNS, found)


@note.command("edit")
def edit_note(ctx: typer.Context, paper: PaperArgument, json: JsonOption = False) -> None:
    """Open the note of a paper in $VISUAL or $EDITOR, and take in what it says then."""
    session: Session = ctx.obj
    found = session.catalog().note(paper)
    path = session.config.notes / found["path"]
    command = _editor(path)
    if not path.exists():
        _create(path, found["body"].encode())
        session.note(printable(f"{path} was gone: written anew from the library."))
    _edit(session, command, found["key"], path, json)


@note.command("import")
def import_note(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A Markdown file; it stays where it is.")],
    paper: Annotated[
        str | None, typer.Option(metavar="PAPER", help="What it is about, if its title or front matter does not say.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Tie an existing file to the paper it is about, and take in its datasets. Again: take in what it says now."""
    from lifesci_fm.formats.note import read

    session: Session = ctx.obj
    written = read(read_file(file), name=file.name)
    folder = session.config.notes
    gone = [one["path"] for one in session.catalog().notes() if not (folder / one["path"]).exists()]
    with session.library() as library:
        kept, report = library.tie_note(written, _stored(session, file), paper=paper, instead=gone)
    parts = [f"{number} {word}" for word in ("added", "changed", "unchanged") if (number := getattr(report, word))]
    told = f" ({report.entries} entries in it: {', '.join(parts)})" if parts else ""
    _report(session, kept, f"{file} is the note of {kept.paper.key}{told}.", json)
    for problem in report.problems:
        session.note(printable(f"{file}:{problem.line}: {problem.message}"))


@note.command("template")
def template(ctx: typer.Context) -> None:
    """Print fm's own template; a copy as note.md in the configuration folder, changed at will, takes its place."""
    from lifesci_fm.formats.note import PLACEHOLDERS, packaged_template

    session: Session = ctx.obj
    output.print_text([packaged_template(session.lang)])
    session.note(f"It may be kept as {user_config_path() / 'note.md'}. It may ask for:")
    for name, about in PLACEHOLDERS.items():
        session.note(f"  {'{{' + name + '}}':<14} {about}")


def _edit(session: Session, command: list[str], key: str, path: Path, json: bool) -> None:
    """Let the user edit a note, and take in what it says then. Raises FmError when the editor fails."""
    from lifesci_fm.cli.editor import edit_file
    from lifesci_fm.formats.note import read

    edit_file(command, path)
    written = read(read_file(path), name=path.name)
    with session.library() as library:
        kept = library.keep_note(key, written, _stored(session, path))
    _report(session, kept, f"{path}: {'taken in' if kept.changed else 'as before'}.", json)


def _editor(path: Path | None) -> list[str]:
    """The user's editor. Raises UsageError that says how to do without one."""
    from lifesci_fm.cli.editor import editor

    try:
        return editor()
    except UsageError as fault:
        other = f"edit {path} yourself and run `fm note import {path}`" if path else "leave --edit out"
        raise UsageError(fault.message, f"Set EDITOR, as in `export EDITOR=nano`, or {other}.") from None


def _template(named: Path | None, lang: str) -> str:
    """The template named, else the user's own, else the packaged one."""
    from lifesci_fm.formats.note import packaged_template

    own = user_config_path() / "note.md"
    place = named or (own if own.exists() else None)
    if place is None:
        return packaged_template(lang)
    try:
        return read_file(place).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableInput(f"{printable(str(place))} is not text in UTF-8.", "Save it as UTF-8.") from None


def _with_tables(session: Session, data: bytes, name: str) -> bytes:
    """The note with its blocks filled; a template may have none."""
    from lifesci_fm.cli.export_readme import filled

    return filled(session, data, name) if b"fm:begin" in data else data


def _file_name(key: str) -> str:
    """A citation key as a name that every file system takes."""
    import re

    return re.sub(r"[^\w.+-]+", "-", key).strip(".-")[:100] or "note"


def _create(path: Path, data: bytes) -> None:
    """Write a file that does not exist yet. Raises Conflict for one that does."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as out:
            out.write(data)
    except FileExistsError as fault:
        said = f"{printable(str(path))} exists already, and no file is overwritten."
        raise Conflict(said, f"`fm note import {path}` makes it the note of its paper.") from fault
    except OSError as fault:
        said = f"{printable(str(path))} cannot be written: {fault.strerror}."
        raise UsageError(said, "Set `notes` (FM_NOTES) to a folder that is yours.") from fault


def _stored(session: Session, path: Path) -> str:
    """A note's place as the library keeps it: from the folder of notes if it is in there, so that both can move."""
    whole, folder = path.absolute(), session.config.notes.absolute()
    return whole.relative_to(folder).as_posix() if whole.is_relative_to(folder) else str(whole)


def _beheld(session: Session, found: Mapping[str, Any]) -> dict[str, Any]:
    """A note with its whole path, its text as the file has it now, and its `state`: current, changed or missing."""
    from lifesci_fm.formats import encoding

    path = session.config.notes / found["path"]
    if not path.is_file():
        return {**found, "path": str(path), "state": "missing"}
    body = encoding.text(read_file(path)).removeprefix("\ufeff").replace("\r\n", "\n")
    state = "current" if body == found["body"] else "changed"
    return {**found, "path": str(path), "body": body, "state": state}


def _report(session: Session, kept: Kept, told: str, json: bool) -> None:
    if json:
        path = session.config.notes / kept.path
        output.print_object(session, {"key": kept.paper.key, "title": kept.title, "path": str(path)})
    session.note(printable(told))
