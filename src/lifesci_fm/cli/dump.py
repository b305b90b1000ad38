"""`fm dump` and `fm load`: the whole library as text, and back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from lifesci_fm.cli.context import Session
from lifesci_fm.errors import UnreadableInput, UsageError


def dump(
    ctx: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Where to write; else stdout.")] = None,
) -> None:
    """Write the whole library as JSON Lines: sorted, stable, without history or times of entry."""
    from lifesci_fm.cli.files import replace_file
    from lifesci_fm.formats.dump import write
    from lifesci_fm.store.transfer import dump_objects

    session: Session = ctx.obj
    if file and file.exists() and session.library_path.exists() and file.samefile(session.library_path):
        raise UsageError(f"{file} is the library itself.", "Name another file to write its text to.")
    lines = (line.encode() for line in write(dump_objects(session.catalog().connection)))
    if file is None or str(file) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.writelines(lines)
    else:
        replace_file(file, lines)
        session.note(f"Wrote {file}.")


def load(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `fm dump` wrote; - is standard input.")],
    replace: Annotated[bool, typer.Option("--replace", help="Put it in the place of what the library holds.")] = False,
) -> None:
    """Read a dump into the library, which must be empty unless --replace is given."""
    from lifesci_fm.formats.dump import read
    from lifesci_fm.store.database import create

    session: Session = ctx.obj
    try:
        lines = sys.stdin.buffer if str(file) == "-" else file.open("rb")
    except OSError as fault:
        raise UnreadableInput(f"{file} cannot be read: {fault.strerror}.", "Check the name.") from fault
    with lines:
        if create(session.library_path):  # empty, not the starter library, which would be in the way
            session.note(f"Made the library {session.library_path}.")
        with session.library() as library:
            counts = library.load(read(lines, name=str(file)), name=str(file), replace=replace)
    session.note("Loaded " + (", ".join(f"{noun} {count}" for noun, count in counts.items()) or "nothing") + ".")
