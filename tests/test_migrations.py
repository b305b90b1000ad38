"""Migrations: the files and the classes say the same, and no upgrade may cost a row."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlmodel import SQLModel

from lifesci_fm.errors import LibraryUnusable
from lifesci_fm.store import database, tables, upgrade
from lifesci_fm.store.changelog import UNLOGGED, logged_tables
from lifesci_fm.store.database import connect, connect_readonly, create, prepare_writing
from lifesci_fm.store.release import HEAD, packaged

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def declared(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """The tables as the classes declare them."""
    path = tmp_path / "declared.sqlite"
    assert tables.Paper.metadata is SQLModel.metadata
    made = create_engine(f"sqlite:///{path}")
    SQLModel.metadata.create_all(made)
    made.dispose()
    with closing(sqlite3.connect(path)) as connection:
        yield connection


def structure(connection: sqlite3.Connection) -> dict[str, object]:
    """What SQLite itself knows of the tables: columns, keys, indexes with their columns and condition, checks."""
    known: dict[str, object] = {}
    for table in {*logged_tables(connection), *UNLOGGED} - {"alembic_version"}:
        (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        columns = connection.execute("SELECT * FROM pragma_table_xinfo(?)", (table,)).fetchall()
        foreign = connection.execute(
            'SELECT "table", "from", "to", on_update, on_delete FROM pragma_foreign_key_list(?)', (table,)
        )
        indexes = []
        for _, name, unique, origin, partial in connection.execute(
            "SELECT * FROM pragma_index_list(?)", (table,)
        ).fetchall():
            parts = connection.execute(
                'SELECT name, "desc", coll FROM pragma_index_xinfo(?) WHERE key', (name,)
            ).fetchall()
            where = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()
            condition = re.search(r"WHERE (.*)", (where and where[0]) or "")
            own = name if origin == "c" else ""  # names of SQLite's own indexes count them
            indexes.append((own, unique, origin, partial, tuple(parts), condition and condition[1]))
        plain = " ".join(sql.split()).replace('"', "")
        known[table] = {
            "columns": columns,
            "foreign keys": sorted(foreign),
            "indexes": sorted(indexes, key=str),
            "checks": re.findall(r"CONSTRAINT \w+ CHECK \(.*? = 1\)", plain),
            "autoincrement": "AUTOINCREMENT" in plain,
            "nocase": sorted(re.findall(r"(\w+) VARCHAR COLLATE NOCASE", plain)),
        }
    return known


def test_the_migrated_library_is_what_the_classes_declare(
    opened: sqlite3.Connection, declared: sqlite3.Connection
) -> None:
    """A column that only one of them has would fail at a user's first write, or be lost at the next upgrade."""
    assert structure(opened) == structure(declared)


def test_head_is_the_newest_migration_and_revisions_sort_as_text() -> None:
    """Every opening would import Alembic, or an older library would pass for the newest."""
    config = Config()
    config.set_main_option("script_location", str(packaged("migrations")))
    revisions = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert revisions[0] == HEAD
    assert revisions == sorted(revisions, reverse=True)


def test_every_row_that_can_change_is_logged(opened: sqlite3.Connection) -> None:
    """Undo would silently bring back less than a command took away."""
    triggers = {name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    logged = {table.name for table in SQLModel.metadata.sorted_tables} - UNLOGGED
    expected = {f"log_{table}_{event}" for table in logged for event in ("insert", "update", "delete")}
    assert expected == {name for name in triggers if name.startswith("log_")}
    for table in logged:
        columns = {row[1] for row in opened.execute(f"PRAGMA table_info({table})")}
        assert "id" in columns
        for event in ("update", "delete"):
            (sql,) = opened.execute(
                "SELECT sql FROM sqlite_master WHERE name = ?", (f"log_{table}_{event}",)
            ).fetchone()
            assert set(re.findall(r"'(\w+)', OLD\.\"\1\"", sql)) == columns, table


def test_every_view_can_be_read_and_is_documented(opened: sqlite3.Connection) -> None:
    """People build on the views: one that fails, or a column nobody explains, is a broken promise."""
    page = (ROOT / "docs" / "views.md").read_text(encoding="utf-8")
    documented = {
        found[1]: re.findall(r"^\| `(\w+)` \|", found[2], re.M)
        for found in re.finditer(r"^## (\w+)\n(.*?)(?=^## |\Z)", page, re.M | re.S)
    }
    views = {
        name: [column[0] for column in opened.execute(f"SELECT * FROM {name}").description]
        for (name,) in opened.execute(
            "SELECT name FROM sqlite_master WHERE type = 'view' OR sql LIKE 'CREATE VIRTUAL TABLE%'"
        ).fetchall()
    }
    assert documented == views


# -- upgrading ---------------------------------------------------------------------------------------------------


@pytest.fixture
def next_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An fm of the future, whose migration 9000 rebuilds the table of papers; the script can be changed by a test."""
    import shutil

    folder = tmp_path / "migrations"
    shutil.copytree(packaged("migrations"), folder, ignore=shutil.ignore_patterns("__pycache__"))
    script = folder / "versions" / "9000_next.py"
    script.write_text(
        "from alembic import op\n"
        "import sqlalchemy as sa\n"
        f"revision, down_revision = '9000', '{HEAD}'\n"
        "def upgrade():\n"
        "    with op.batch_alter_table('domain', recreate='always') as batch:\n"
        "        batch.add_column(sa.Column('colour', sa.String()))\n"
    )
    for module in (database, upgrade):
        monkeypatch.setattr(module, "HEAD", "9000")
        monkeypatch.setattr(module, "packaged", lambda name: folder if name == "migrations" else packaged(name))
    return script


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A library of today, with a paper of a domain."""
    path = tmp_path / "my library.sqlite"
    create(path)
    with closing(connect(path)) as connection:
        connection.execute("INSERT INTO origin (id, kind, name, line, section) VALUES (7, 'import', 'a.md', 1, '[]')")
        connection.execute(
            "INSERT INTO paper (id, key, status, authors_complete, complete, retracted, added, updated, origin_id)"
            " VALUES (1, 'cui2024scgpt', 'read', 1, 1, 0, '', '', 7)"
        )
        connection.execute(
            "INSERT INTO paper_domain (paper_id, domain_id, position, guessed, origin_id) VALUES (1, 3, 1, 0, 7)"
        )
    return path


@pytest.mark.parametrize("opening", [lambda path: connect_readonly(path).close(), prepare_writing])
def test_an_older_library_is_backed_up_and_upgraded_with_every_row(
    old: Path, next_revision: Path, opening: object
) -> None:
    """Rebuilding a table with foreign keys on deletes whatever points to it: all domains of all papers."""
    assert callable(opening)
    opening(old)
    with closing(connect_readonly(old)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("9000",)]
        assert connection.execute("SELECT domains FROM papers").fetchall() == [("scRNA",)]
        (log,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'log_domain_update'").fetchone()
        assert "colour" in log, "a rebuilt table must be logged again, its new column too"
    copy = old.with_name("my library.before-9000.sqlite")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]
        assert connection.execute("SELECT domains FROM papers").fetchall() == [("scRNA",)]


def test_a_second_copy_does_not_replace_the_first(old: Path, next_revision: Path) -> None:
    """Somebody who went back to the old fm would lose the copy that still is what it was."""
    first = old.with_name("my library.before-9000.sqlite")
    first.write_text("precious")
    connect_readonly(old).close()
    assert first.read_text() == "precious"
    assert old.with_name("my library.before-9000-2.sqlite").exists()


def test_whoever_comes_second_finds_nothing_to_do(old: Path, next_revision: Path) -> None:
    """Two shells that meet an old library at once would upgrade it twice, or take the new one for the copy."""
    assert upgrade.upgrade(old) == old.with_name("my library.before-9000.sqlite")
    assert upgrade.upgrade(old) is None
    assert len(list(old.parent.glob("*.sqlite"))) == 2


def test_a_migration_that_fails_leaves_the_library_as_it_was(old: Path, next_revision: Path) -> None:
    """Half an upgrade is a library that neither the old nor the new fm can read."""
    script = next_revision.read_text()
    next_revision.write_text(script + "    op.execute('DELETE FROM paper')\n    raise RuntimeError('stop')\n")
    with closing(sqlite3.connect(old)) as connection:
        before = list(connection.iterdump())
    with pytest.raises(RuntimeError, match="stop"):
        connect_readonly(old)
    with closing(sqlite3.connect(old)) as connection:
        assert list(connection.iterdump()) == before


def test_a_migration_that_would_leave_orphans_is_taken_back(old: Path, next_revision: Path) -> None:
    """Foreign keys are off while tables are rebuilt: what they protect must be looked at before the commit."""
    next_revision.write_text(next_revision.read_text() + "    op.execute('DELETE FROM domain')\n")
    with pytest.raises(LibraryUnusable, match="point to rows that do not exist"):
        connect_readonly(old)
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("SELECT domains FROM papers").fetchall() == [("scRNA",)]


def test_an_older_library_that_cannot_be_written_is_refused(old: Path, next_revision: Path) -> None:
    """A traceback in the middle of a migration would be the first thing seen after an upgrade of fm."""
    if not hasattr(__import__("os"), "seteuid"):
        pytest.skip("needs a system where rights can be given up")
    from test_store import somebody

    with TemporaryDirectory() as folder:  # pytest's own folders are closed to somebody
        Path(folder).chmod(0o755)
        path = Path(shutil.copy(old, folder))
        path.chmod(0o444)
        with somebody(), pytest.raises(LibraryUnusable, match="must be upgraded, but it is read-only"):
            connect_readonly(path)


def test_a_copy_of_an_older_library_is_upgraded_and_its_source_is_not(
    old: Path, next_revision: Path, tmp_path: Path
) -> None:
    """`fm init --from old.sqlite` would change a file that was only to be read."""
    copy = tmp_path / "copy.sqlite"
    assert create(copy, source=old)
    with closing(connect_readonly(copy)) as connection:
        assert connection.execute("SELECT domains FROM papers").fetchall() == [("scRNA",)]
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]


def test_papers_of_an_older_library_are_found_by_the_parts_of_their_titles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Revision 0007: columns left empty would make a second paper of each that is told of again."""
    path, folder = tmp_path / "library.sqlite", tmp_path / "migrations"
    shutil.copytree(packaged("migrations"), folder, ignore=shutil.ignore_patterns("__pycache__", "0007*"))
    with monkeypatch.context() as patch:
        patch.setattr(upgrade, "packaged", lambda name: folder)
        upgrade.migrate(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript("""
            INSERT INTO origin (id, kind, name, line, section) VALUES (7, 'import', 'a.md', 1, '[]');
            INSERT INTO paper (id, key, title, status, authors_complete, complete, retracted, added, updated, origin_id)
              VALUES (1, 'li', 'The Geno Base: A map of life', 'read', 1, 1, 0, '', '', 7),
              (2, 'ji', NULL, 'read', 1, 1, 0, '', '', 7);
            INSERT INTO link (paper_id, kind, url, url_key, title, origin_id) VALUES
              (1, 'code', 'https://github.com/b/Geno_Base/tree/main', 'github.com/b/geno_base/tree/main', '', 7),
              (2, 'paper', 'https://x.org/p', 'x.org/p', '', 7);
        """)
    prepare_writing(path)
    with closing(connect_readonly(path)) as connection:
        keys = connection.execute("SELECT prefix_key, behind_key FROM paper ORDER BY id").fetchall()
        assert keys == [("genobase", "map of life"), (None, None)]
        assert connection.execute("SELECT repository_key FROM link ORDER BY id").fetchall() == [("genobase",), (None,)]
