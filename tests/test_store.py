"""The library file: made whole or not at all, opened by anybody who may read it, and refused in a plain sentence."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

import lifesci_fm.store.upgrade  # noqa: F401 - imported before a test gives up the right to read it
from lifesci_fm.errors import LibraryUnusable, UnreadableInput
from lifesci_fm.library import Library
from lifesci_fm.store import database, release
from lifesci_fm.store.database import connect, connect_readonly, create, prepare_writing
from lifesci_fm.store.faults import faults
from lifesci_fm.store.release import HEAD
from lifesci_fm.vocabulary import DOMAINS
from running import imported_by


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """An empty library."""
    path = tmp_path / "library.sqlite"
    assert create(path)
    return path


def refusal(path: Path, *, write: bool = False) -> LibraryUnusable:
    """What a person is told who opens this file."""
    with pytest.raises(LibraryUnusable) as caught:
        if write:
            prepare_writing(path)
        else:
            connect_readonly(path).close()
    assert caught.value.exit_code == 7
    assert str(path) in caught.value.message
    assert caught.value.remedy, "every refusal says what to do next"
    return caught.value


def files_in(folder: Path) -> list[str]:
    """Names of everything in a folder."""
    return sorted(path.name for path in folder.iterdir())


def stamp(path: Path, revision: str) -> None:
    """Make a library look as if another fm had written it."""
    with closing(connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))


# -- making ------------------------------------------------------------------------------------------------------


def test_an_empty_library_has_the_usual_domains_and_no_history(library: Path) -> None:
    """A new user would have to type in DNA and scRNA, or could undo the making of the library."""
    with closing(connect_readonly(library)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM domains ORDER BY id")]
        assert names == [domain.name for domain in DOMAINS]
        assert connection.execute("SELECT count(*) FROM domain_alias").fetchone()[0] > len(DOMAINS)
        assert connection.execute("SELECT count(*) FROM change").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM papers").fetchone() == (0,)


def test_a_library_is_in_wal_mode_so_that_readers_and_a_writer_do_not_wait_for_each_other(library: Path) -> None:
    """`fm list` would hang while an import runs."""
    with closing(connect(library)) as writer, closing(connect_readonly(library)) as reader:
        assert reader.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM domain")
        assert reader.execute("SELECT count(*) FROM domain").fetchone() == (len(DOMAINS),)
        writer.execute("ROLLBACK")


def test_making_a_library_leaves_nothing_else_behind(library: Path) -> None:
    """Temporary folders and journals would gather beside the library."""
    assert files_in(library.parent) == [library.name]


def test_what_exists_is_never_overwritten(tmp_path: Path) -> None:
    """A typing mistake in --library would cost a file."""
    mine = tmp_path / "thesis.txt"
    mine.write_text("years of work")
    assert create(mine) is False
    assert mine.read_text() == "years of work"


def test_of_several_that_make_the_same_library_one_wins_and_all_can_go_on(tmp_path: Path) -> None:
    """Two shells that start `fm` for the first time would damage or lose each other's library."""
    path = tmp_path / "library.sqlite"
    script = (
        "import sys; from pathlib import Path; import lifesci_fm.store.upgrade\n"
        "from lifesci_fm.store.database import create\n"
        f"print('ready', flush=True); sys.stdin.readline(); print(create(Path({str(path)!r})))"
    )
    makers = [
        subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    for maker in makers:
        assert maker.stdout and maker.stdout.readline() == "ready\n"
    for maker in makers:
        assert maker.stdin
        maker.stdin.write("go\n")
        maker.stdin.flush()
    assert sorted(maker.communicate()[0] for maker in makers) == ["False\n"] * 3 + ["True\n"]
    connect_readonly(path).close()
    assert files_in(tmp_path) == [path.name]


def test_a_file_system_without_hard_links_gets_its_library_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a USB stick or some network drives no library could be made."""

    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    path = tmp_path / "library.sqlite"
    assert create(path) is True
    assert create(path) is False
    connect_readonly(path).close()


def test_a_copy_holds_what_others_have_just_written(library: Path, tmp_path: Path) -> None:
    """`fm init --from` would lose what is still in the log beside the library."""
    with closing(connect(library)) as writer:
        writer.execute("INSERT INTO tag (name, name_key) VALUES ('key', 'key')")
        copy = tmp_path / "copy.sqlite"
        assert create(copy, source=library)
    with closing(connect_readonly(copy)) as connection:
        assert connection.execute("SELECT name FROM tags").fetchall() == [("key",)]
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_copy_of_something_else_is_refused_as_unreadable_input(tmp_path: Path) -> None:
    """`fm init --from notes.txt` would blame the library that is to be made."""
    notes = tmp_path / "notes.txt"
    notes.write_text("x" * 200)
    with pytest.raises(UnreadableInput, match="is not a SQLite file"):
        create(tmp_path / "library.sqlite", source=notes)
    assert files_in(tmp_path) == ["notes.txt"]


def test_the_starter_library_and_the_migrations_are_found_beside_the_package_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An installed fm would read a checkout that happens to lie above it, or find nothing."""
    package = tmp_path / "checkout" / "src" / "lifesci_fm"
    (package / "store").mkdir(parents=True)
    monkeypatch.setattr(release, "__file__", str(package / "store" / "release.py"))
    with pytest.raises(LibraryUnusable, match=r"lacks its seed\.sqlite"):
        release.packaged("seed.sqlite")
    outside = tmp_path / "checkout" / "data" / "seed.sqlite"
    outside.parent.mkdir()
    outside.touch()
    (tmp_path / "checkout" / "migrations").mkdir()
    assert release.packaged("seed.sqlite") == outside
    assert release.packaged("migrations") == tmp_path / "checkout" / "migrations"
    inside = package / "data" / "seed.sqlite"
    inside.parent.mkdir()
    inside.touch()
    assert release.packaged("seed.sqlite") == inside


def test_the_data_folder_of_fm_is_made_but_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A first `fm list` would fail; or a mistyped --library would grow folders."""
    monkeypatch.setattr(database, "user_data_path", lambda: tmp_path / "share" / "lifesci-fm")
    assert create(tmp_path / "share" / "lifesci-fm" / "library.sqlite")
    with pytest.raises(LibraryUnusable, match=r"There is no folder .*elsewhere"):
        create(tmp_path / "elsewhere" / "library.sqlite")


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path: Path) -> None:
    """The remedy would be to make a folder that cannot be made."""
    (tmp_path / "file").touch()
    with pytest.raises(LibraryUnusable, match="file is no folder"):
        create(tmp_path / "file" / "library.sqlite")


# -- refusing ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("write", [False, True])
def test_a_text_file_is_no_library(tmp_path: Path, write: bool) -> None:
    """`fm --library README.md list` would show SQLite's words."""
    path = tmp_path / "README.md"
    path.write_text("# Papers\n" * 50)
    assert "is not a SQLite file" in refusal(path, write=write).message
    assert path.read_text() == "# Papers\n" * 50


def test_a_short_text_file_is_no_library(tmp_path: Path) -> None:
    """A file shorter than SQLite's header would be called a damaged library."""
    path = tmp_path / "a.txt"
    path.write_text("hello")
    assert "is not a SQLite file" in refusal(path).message


def test_an_empty_file_is_no_library(tmp_path: Path) -> None:
    """SQLite takes an empty file for an empty database: `fm list` would print nothing as if all were well."""
    path = tmp_path / "library.sqlite"
    path.touch()
    assert "empty file" in refusal(path).message


def test_a_folder_is_no_library(tmp_path: Path) -> None:
    """`--library ~/papers` would end in a traceback."""
    assert "is a folder" in refusal(tmp_path).message


def test_another_programs_database_is_not_touched(tmp_path: Path) -> None:
    """A mistyped --library would fill a browser's or Zotero's database with our tables."""
    path = tmp_path / "zotero.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE items (id INTEGER)")
    before = path.read_bytes()
    assert "not a library of fm" in refusal(path, write=True).message
    assert path.read_bytes() == before


def test_a_missing_library_and_a_missing_folder_are_told_apart(tmp_path: Path) -> None:
    """The remedies differ: fm init, or another name."""
    assert "fm init" in refusal(tmp_path / "library.sqlite").remedy
    assert "its folder does not exist" in refusal(tmp_path / "nowhere" / "library.sqlite").message


def test_a_newer_library_is_left_alone(library: Path) -> None:
    """An old fm would misread or downgrade what a newer one wrote."""
    stamp(library, "9999")
    before = library.read_bytes()
    for write in (False, True):
        fault = refusal(library, write=write)
        assert "newer fm" in fault.message and "9999" in fault.message
        assert "pip install --upgrade" in fault.remedy
    assert library.read_bytes() == before


def test_a_truncated_library_is_called_damaged(library: Path) -> None:
    """After a broken copy the user would see papers missing without a word."""
    size = library.stat().st_size
    for left in (size - 5000, size // 2, 4096, 60):
        os.truncate(library, left)
        assert "damaged" in refusal(library).message


def test_a_library_with_overwritten_pages_is_called_damaged(library: Path) -> None:
    """A failing disk would look like a bug of fm."""
    with library.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 8000)
    assert "damaged" in refusal(library).message


def test_a_library_without_a_revision_is_called_damaged(library: Path) -> None:
    """Nobody could say whether it must be upgraded."""
    with closing(connect(library)) as connection:
        connection.execute("DROP TABLE alembic_version")
    assert "of which revision" in refusal(library).message


def test_a_locked_library_is_waited_for_and_then_named(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second import would fail at once, or with SQLite's words."""
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    with closing(connect(library)) as first, closing(connect(library)) as second:
        first.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryUnusable, match="is locked"), faults(library):
            second.execute("BEGIN IMMEDIATE")
        first.execute("ROLLBACK")


def test_faults_of_ours_are_not_blamed_on_the_file(library: Path) -> None:
    """A broken constraint is a bug to be seen, not a damaged library."""
    with closing(connect(library)) as connection, pytest.raises(sqlite3.IntegrityError), faults(library):
        connection.execute("INSERT INTO tag (name) VALUES ('x')")


# -- permissions -------------------------------------------------------------------------------------------------


@contextmanager
def somebody() -> Iterator[None]:
    """The rights of an ordinary user, also when the tests run as root, who may do anything."""
    root = hasattr(os, "seteuid") and os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.fixture
def protected(library: Path) -> Iterator[Path]:
    """A library in a folder that may only be read; pytest's own folders are closed to `somebody`."""
    folder = Path(tempfile.mkdtemp())
    path = folder / "library.sqlite"
    shutil.copy(library, path)
    path.chmod(0o444)
    folder.chmod(0o555)
    yield path
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_library_in_a_read_only_folder_can_be_read(protected: Path) -> None:
    """A shared library on a read-only drive would be useless: SQLite wants to put its helper files beside it."""
    with somebody(), closing(connect_readonly(protected)) as connection:
        assert connection.execute("SELECT count(*) FROM domains").fetchone() == (len(DOMAINS),)
    assert files_in(protected.parent) == [protected.name]


def test_a_read_only_file_in_an_open_folder_can_be_read(protected: Path) -> None:
    """A library that was write-protected on purpose could not be listed."""
    protected.parent.chmod(0o777)
    with somebody(), closing(connect_readonly(protected)) as connection:
        assert connection.execute("SELECT count(*) FROM domains").fetchone() == (len(DOMAINS),)


def test_writing_a_protected_library_is_refused_before_anything_happens(protected: Path) -> None:
    """`fm add` would fetch for minutes and then fail."""
    with somebody():
        assert "is read-only" in refusal(protected, write=True).message
    protected.chmod(0o666)
    with somebody():
        assert "its folder" in refusal(protected, write=True).message


def test_a_library_that_may_not_be_read_is_said(protected: Path) -> None:
    """A permission problem would look like an empty library."""
    protected.chmod(0o000)
    with somebody():
        assert "cannot be read: Permission denied" in refusal(protected).message


def test_no_library_is_made_where_nothing_may_be_written(protected: Path) -> None:
    """The sentence would not name the place."""
    with (
        somebody(),
        pytest.raises(LibraryUnusable, match=r"No library can be made at .*other\.sqlite: Permission denied"),
    ):
        create(protected.parent / "other.sqlite")


def test_a_log_that_cannot_be_read_is_not_ignored(protected: Path) -> None:
    """Reading past a log with content would show papers as they were before the last commands."""
    protected.parent.chmod(0o755)
    protected.with_name(protected.name + "-wal").write_bytes(b"x" * 5000)
    protected.parent.chmod(0o555)
    with somebody():
        assert "cannot be used" in refusal(protected).message


# -- reading and writing -----------------------------------------------------------------------------------------


def test_reading_leaves_no_files_behind(library: Path) -> None:
    """Every `fm list` would leave -wal and -shm files beside the library."""
    with closing(connect_readonly(library)) as connection:
        connection.execute("SELECT * FROM papers").fetchall()
    assert files_in(library.parent) == [library.name]


def test_a_reader_cannot_write(library: Path) -> None:
    """A mistake on the read side could change the library outside any command."""
    with closing(connect_readonly(library)) as connection, pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM domain")


def test_a_writer_holds_the_lock_from_the_start_and_keeps_foreign_keys(library: Path) -> None:
    """Two commands would read the same state and the second overwrite the first's work; orphans would gather."""
    with Library.open(library) as room:
        database = room._ledger.database
        assert database.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        with (
            closing(sqlite3.connect(library, timeout=0)) as other,
            pytest.raises(sqlite3.OperationalError, match="locked"),
        ):
            other.execute("BEGIN IMMEDIATE")


def test_a_failed_command_leaves_no_trace(library: Path) -> None:
    """sqlite3's own transactions would keep what was done before the failure."""

    def fail() -> None:
        with Library.open(library) as room:
            database = room._ledger.database
            database.execute("CREATE TABLE half (id INTEGER)")
            database.execute("DELETE FROM domain")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    with closing(connect_readonly(library)) as connection:
        assert connection.execute("SELECT count(*) FROM domains").fetchone() == (len(DOMAINS),)
        assert connection.execute("SELECT name FROM sqlite_master WHERE name = 'half'").fetchall() == []


def test_opening_for_reading_imports_nothing_heavy(library: Path) -> None:
    """`fm list` would take five times as long."""
    script = (
        "from pathlib import Path; from lifesci_fm.store.database import connect_readonly\n"
        f"connect_readonly(Path({str(library)!r})).close()"
    )
    assert imported_by(script, "sqlmodel", "sqlalchemy", "alembic", "pydantic", "tempfile", "json") == set()


def test_a_path_with_signs_that_mean_something_in_a_uri_opens(tmp_path: Path) -> None:
    """A library called `50% done?#1.sqlite` would open another file or none."""
    path = tmp_path / "50% done?mode=memory#1 单细胞.sqlite"
    assert create(path)
    connect_readonly(path).close()
    prepare_writing(path)
    assert files_in(tmp_path) == [path.name]


def test_head_is_what_the_file_says(library: Path) -> None:
    """A library that was just made would be upgraded at its first use."""
    with closing(sqlite3.connect(library)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]
