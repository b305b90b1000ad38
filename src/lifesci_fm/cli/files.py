"""Where documents go: to stdout, or into files replaced in one step and only if something changes, or compared only."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from lifesci_fm.cli.cells import printable
from lifesci_fm.cli.context import Session
from lifesci_fm.cli.output import print_text
from lifesci_fm.errors import Conflict, UnreadableInput, UsageError

OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write this file in one step, never append.")
]
CheckOption = Annotated[
    bool, typer.Option("--check", help="Write nothing; exit 4 with a diff if the file is out of date.")
]


def deliver(session: Session, chunks: Iterable[str], output: Path | None, *, check: bool = False) -> None:
    """Print a document, put it into a file, or (`check`) compare it with the file.

    Raises Conflict if they differ, UsageError for a check without a file.
    """
    if output is None or str(output) == "-":
        if check:
            raise UsageError("--check compares with a file.", "Name it with -o.")
        print_text(chunks)
    elif check:
        text = "".join(chunks).encode()
        compare([(str(output), read_file(output), text)], "the same command without --check")
    else:
        changed = replace_file(output, (chunk.encode() for chunk in chunks))
        session.note(f"{printable(str(output))}: {'written' if changed else 'nothing to change'}.")


def compare(versions: list[tuple[str, bytes, bytes]], command: str) -> None:
    """Print how files differ from what the library says: name, bytes held, bytes wanted.

    Raises Conflict if one differs; `command` (with `{}` for the files) brings them up to date.
    """
    stale = [printable(name) for name, held, wanted in versions if held != wanted]
    print_text(difference(held, wanted, name) for name, held, wanted in versions)
    if stale:
        said = f"{', '.join(stale)} {'is' if len(stale) == 1 else 'are'} out of date."
        raise Conflict(said, f"Run {command.format(' '.join(stale))}.")


def read_file(path: Path) -> bytes:
    """The bytes of a file the user named. Raises UnreadableInput."""
    try:
        return path.read_bytes()
    except OSError as fault:
        said = f"{printable(str(path))} cannot be read: {fault.strerror}."
        raise UnreadableInput(said, "Check its name and permissions.") from fault


def replace_file(path: Path, chunks: Iterable[bytes]) -> bool:
    """Put these bytes into a file, or into the one a symbolic link leads to; False if it held them already.

    Whoever reads the file meanwhile, or after a crash, sees the old or the new whole: the bytes go to a file beside
    it, reach the disk, and take its name. Permissions and owner stay. Raises UsageError for a place that cannot be
    written.
    """
    place = Path(os.path.realpath(path))
    try:
        old = place.stat() if place.exists() else None
        if old and not stat.S_ISREG(old.st_mode) and not stat.S_ISDIR(old.st_mode):
            with place.open("wb") as out:  # a device or a pipe has nothing to be replaced
                out.writelines(chunks)
            return True
        if old and not os.access(place, os.W_OK):
            raise UsageError(f"{printable(str(path))} is read-only.", "Make it writable, or name another file.")
        return _replace(place, chunks, old)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError) as fault:
        said = f"{printable(str(path))} cannot be written: {fault.strerror}."
        raise UsageError(said, "Name a file in a folder that exists and is yours.") from fault


def _replace(place: Path, chunks: Iterable[bytes], old: os.stat_result | None) -> bool:
    if place.is_dir():
        raise IsADirectoryError(21, "it is a folder")
    beside = place.with_name(f".{place.name[:200]}.{os.urandom(4).hex()}.fm")
    try:
        with beside.open("xb") as out:
            out.writelines(chunks)
            out.flush()
            if old and _same(place, beside):
                return False
            os.fsync(out.fileno())
        if old:
            _take_over(beside, old)
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)
    _sync_folder(place.parent)
    return True


def _same(one: Path, other: Path) -> bool:
    from filecmp import cmp

    return cmp(one, other, shallow=False)


def _take_over(new: Path, old: os.stat_result) -> None:
    """Give a new file the owner and the permissions of the one it replaces."""
    mine = new.stat()
    if sys.platform != "win32" and (old.st_uid, old.st_gid) != (mine.st_uid, mine.st_gid):
        try:
            os.chown(new, old.st_uid, old.st_gid)
        except PermissionError:
            return  # somebody else's file in a shared folder becomes ours, with our permissions, as with an editor
    new.chmod(stat.S_IMODE(old.st_mode))


def _sync_folder(folder: Path) -> None:
    """Make a renaming outlast a power failure, where folders can be synced."""
    if sys.platform != "win32":
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def difference(old: bytes, new: bytes, name: str) -> str:
    """A unified diff for people, from what a file holds to what the library says; empty if they are equal."""
    if old == new:
        return ""
    from difflib import unified_diff

    name = printable(name)
    before, after = (data.decode("utf-8", "replace").splitlines() for data in (old, new))
    lines = list(unified_diff(before, after, name, f"{name} (from the library)", lineterm=""))
    if not lines:
        return f"{name}: only line ends differ, or bytes that are no text\n"
    return "".join(f"{printable(line)}\n" for line in lines)
