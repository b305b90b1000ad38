"""Writing a user's file: she would lose its permissions, the link she keeps it under, or all of it in a crash."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from lifesci_fm.cli.files import difference, read_file, replace_file
from lifesci_fm.errors import UnreadableInput, UsageError


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_new_file_is_made_with_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        assert replace_file(tmp_path / "a.bib", [b"a", b"b"])
    finally:
        os.umask(before)
    assert (tmp_path / "a.bib").read_bytes() == b"ab"
    assert stat.S_IMODE((tmp_path / "a.bib").stat().st_mode) == 0o640
    assert names(tmp_path) == {"a.bib"}


def test_permissions_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    path.chmod(0o764)
    assert replace_file(path, [b"new"])
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", 0o764)


def test_a_symbolic_link_stays_one_and_its_target_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    target, link = tmp_path / "docs" / "README.md", tmp_path / "README.md"
    target.write_bytes(b"old")
    link.symlink_to("docs/README.md")
    assert replace_file(link, [b"new"])
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_a_file_that_holds_the_same_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"same")
    before = path.stat()
    assert not replace_file(path, [b"sa", b"me"])
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert names(tmp_path) == {"a.md"}


def test_a_failure_midway_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")

    def chunks() -> Iterator[bytes]:
        yield b"half"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        replace_file(path, chunks())
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == {"a.md"}


def test_a_device_is_written_and_not_replaced() -> None:
    assert replace_file(Path(os.devnull), [b"x"])
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


@pytest.mark.parametrize("place", ["no/such/folder.md", "."])
def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, place: str) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        replace_file(tmp_path / place, [b"x"])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_read_only_file_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(UsageError, match="is read-only"):
        replace_file(path, [b"new"])


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="No such file"):
        read_file(tmp_path / "missing.md")
    with pytest.raises(UnreadableInput, match="Is a directory"):
        read_file(tmp_path)


def test_a_difference_reads_like_a_diff() -> None:
    assert difference(b"a\nb\n", b"a\nc\n", "x.md").splitlines() == [
        "--- x.md",
        "+++ x.md (from the library)",
        "@@ -1,2 +1,2 @@",
        " a",
        "-b",
        "+c",
    ]
    assert difference(b"a\n", b"a\n", "x.md") == ""
    assert difference(b"a\r\n", b"a\n", "x.md") == "x.md: only line ends differ, or bytes that are no text\n"
    assert "\x1b" not in difference(b"\x1b[31m", b"", "x.md")
