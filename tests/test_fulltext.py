"""The full-text index: true whoever writes, in whatever order, and of every script."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import small_library
from lifesci_fm.store.changelog import write_triggers as write_log_triggers
from lifesci_fm.store.database import connect, connect_readonly, create
from lifesci_fm.store.faults import APPLICATION_ID
from lifesci_fm.store.fulltext import COLUMNS, spaced
from lifesci_fm.store.release import HEAD, packaged
from lifesci_fm.store.script import statements

_NAMES = ", ".join(COLUMNS)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """The small library, open for writing."""
    with closing(connect(small_library.make(tmp_path / "library.sqlite"))) as connection:
        yield connection


def check(connection: sqlite3.Connection) -> None:
    """The index holds what the view says, and is sound."""
    indexed = connection.execute(f"SELECT rowid, {_NAMES} FROM search ORDER BY rowid").fetchall()
    assert indexed == connection.execute(f"SELECT id, {_NAMES} FROM search_text ORDER BY id").fetchall()
    connection.execute("INSERT INTO search (search) VALUES ('integrity-check')")


def found(connection: sqlite3.Connection, words: str) -> list[str]:
    sql = "SELECT p.key FROM search AS s JOIN paper AS p ON p.id = s.rowid WHERE s.search MATCH ? ORDER BY s.rank"
    return [key for (key,) in connection.execute(sql, (words,))]


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("foundation models", ["zhou2023dnabert", "cui2024scgpt"]),  # title, stemmed; the shorter title first
        ("generative", ["cui2024scgpt"]),  # abstract
        ("muller", ["cui2024scgpt"]),  # author, without the accent
        ('"sc gpt v1"', ["cui2024scgpt"]),  # a model's alias
        ('"key paper"', ["cui2024scgpt"]),  # tag
        ("worth", ["cui2024scgpt"]),  # note
        ("dnabert", ["zhou2023dnabert", "cui2024scgpt"]),  # the paper that introduces it before one that evaluates it
        ("nothing", []),
    ],
)
def test_every_part_of_a_paper_is_found(library: sqlite3.Connection, words: str, keys: list[str]) -> None:
    check(library)
    assert found(library, words) == keys


def test_the_index_follows_every_change(library: sqlite3.Connection) -> None:
    """Whatever a person types at the sqlite3 prompt: a search that finds what is no longer there is worse than none."""
    changes = [
        "UPDATE paper SET title = 'Zebrafish' WHERE id = 1",
        "UPDATE paper SET abstract = NULL, status = 'read'",
        "INSERT OR IGNORE INTO paper_tag (paper_id, tag_id, origin_id) VALUES (2, 1, 1)",
        "INSERT OR REPLACE INTO paper_tag (id, paper_id, tag_id, origin_id) VALUES (1, 1, 1, 1)",
        "UPDATE tag SET name = 'milestone'",
        "UPDATE model SET name = 'scGPT2', name_key = 'scgpt2' WHERE id = 1",
        "UPDATE model_alias SET model_id = 2",
        "INSERT INTO model_alias (model_id, alias, alias_key) VALUES (2, 'DB2', 'db2')",
        "UPDATE author SET paper_id = 3, position = position + 7 WHERE paper_id = 1 AND position > 1",
        "UPDATE note SET body = '单细胞' || body, paper_id = 2",
        "DELETE FROM model WHERE id = 1",
        "DELETE FROM tag",
        "DELETE FROM author WHERE id = 1",
        "DELETE FROM note",
        "DELETE FROM paper WHERE id = 2",
        "DELETE FROM paper",
    ]
    for change in changes:
        library.execute(change)
        check(library)
    assert library.execute("SELECT count(*) FROM search").fetchone() == (0,)


def test_changes_in_any_order_leave_the_index_true(library: sqlite3.Connection) -> None:
    """Undo brings rows back in the order in which they went, parts before their papers too."""
    draw = random.Random(7)
    library.execute("BEGIN")
    for step in range(300):
        library.execute("PRAGMA defer_foreign_keys = ON")
        table = draw.choice(["paper", "author", "paper_model", "paper_tag", "note", "model", "model_alias", "tag"])
        rows = library.execute(f"SELECT * FROM {table}").fetchall()
        if rows and draw.random() < 0.6:
            row = draw.choice(rows)
            library.execute(f"DELETE FROM {table} WHERE id = ?", (row[0],))
            if draw.random() < 0.8:
                library.execute(f"INSERT OR IGNORE INTO {table} VALUES ({', '.join('?' * len(row))})", row)
        elif table == "paper":
            small_library.paper(library, f"p{step}", title=draw.choice(["Cell", "基因 gene", None]))
        elif table == "note":
            papers = library.execute("SELECT id FROM paper").fetchall()
            if papers:
                small_library.insert(
                    library, "note", paper_id=draw.choice(papers)[0], title="", path="", body="笔记", origin_id=1
                )
    check(library)
    library.execute("ROLLBACK")
    check(library)


@pytest.mark.parametrize(
    "text",
    [
        "单细胞foundation模型，第2部分",
        "scGPT（单细胞）",
        "ひらがなカタカナ漢字",
        "단일 세포",
        "𠀀𠀁 beyond 16 bits",
        "plain ASCII",
        "Müller naïve café",
        "",
        "长文" * 700 + " end",
    ],
)
def test_scripts_without_blanks_are_cut_alike_in_sql_and_in_a_search(library: sqlite3.Connection, text: str) -> None:
    paper = small_library.paper(library, "x", title=text)
    (title,) = library.execute("SELECT title FROM search WHERE rowid = ?", (paper,)).fetchone()
    assert title == spaced(text)
    assert title.replace("\u200b", "") == text


@pytest.mark.parametrize("words", ["单细胞", "细胞", "胞模", "模型 单细胞"])
def test_two_chinese_letters_that_stand_together_are_found(library: sqlite3.Connection, words: str) -> None:
    small_library.paper(library, "zh", title="用于单细胞模型的方法")
    phrases = " ".join(f'"{spaced(word)}"' for word in words.split())
    assert found(library, phrases) == ["zh"]
    assert found(library, f'"{spaced("胞细")}"') == []


def test_papers_inserted_after_their_parts_are_indexed_once(library: sqlite3.Connection) -> None:
    """The order in which bulk writers work: a hundred thousand authors must not each write their paper's row again."""
    library.execute("BEGIN")
    library.execute("PRAGMA defer_foreign_keys = ON")
    author = {"family": "Late", "family_key": "late", "given": "", "suffix": "", "is_group": 0, "orcid": ""}
    small_library.insert(library, "author", paper_id=77, position=1, **author)
    before = library.total_changes
    small_library.insert(library, "author", paper_id=77, position=2, **author)
    assert library.total_changes - before == 2  # the row and its line in the change log
    small_library.paper(library, "late", id=77)
    library.execute("COMMIT")
    assert found(library, "late") == ["late"]
    check(library)


def test_the_index_is_no_part_of_the_history(library: sqlite3.Connection) -> None:
    """Undo would try to bring back rows of the index by hand and damage it."""
    library.execute("DELETE FROM change")
    small_library.paper(library, "x", title="One")
    assert library.execute("SELECT table_name FROM change").fetchall() == [("paper",)]


def test_a_library_of_the_first_revision_is_indexed_when_it_is_upgraded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Papers that were there before search was would never be found."""
    path = tmp_path / "old.sqlite"
    with closing(sqlite3.connect(path)) as old:
        for name in ("0001_tables.sql", "0001_views.sql"):
            for statement in statements((packaged("migrations") / "sql" / name).read_text(encoding="utf-8")):
                old.execute(statement)
        old.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        old.execute("INSERT INTO alembic_version VALUES ('0001')")
        old.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        write_log_triggers(old)
        old.execute("INSERT INTO origin VALUES (1, 'user', '', 0, '[]')")
        for domain, (name, label) in enumerate([("DNA", ""), ("scRNA", "单细胞")], 1):
            old.execute("INSERT INTO domain VALUES (?, ?, ?, ?)", (domain, name, name.casefold(), label))
        small_library._fill(old)
        old.commit()
    with closing(connect_readonly(path)) as connection:
        assert found(connection, "generative") == ["cui2024scgpt"]
        assert found(connection, "muller") == ["cui2024scgpt"]
    assert path.with_name(f"old.before-{HEAD}.sqlite").exists()
    with closing(connect(path)) as connection:
        check(connection)
        connection.execute("UPDATE paper SET title = 'Changed later' WHERE id = 2")
        check(connection)


def test_a_new_library_searches_at_once(tmp_path: Path) -> None:
    create(tmp_path / "new.sqlite")
    with closing(connect_readonly(tmp_path / "new.sqlite")) as connection:
        assert found(connection, "anything") == []
