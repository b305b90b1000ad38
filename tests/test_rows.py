"""What rows are written by is what the classes of the tables declare, which no command imports."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from lifesci_fm.store import tables
from lifesci_fm.store.database import create
from lifesci_fm.store.rows import DEFAULTS, FILL_ORDER, Table
from running import imported_by

DECLARED = {table.name: table for table in tables.Paper.metadata.sorted_tables}


def test_a_blank_row_is_what_the_classes_declare(opened: sqlite3.Connection) -> None:
    """A column that a change says nothing of would hold another value than the tables promise."""
    for name, declared in DECLARED.items():
        promised = {
            column.name: None if column.default is None or callable(column.default.arg) else column.default.arg
            for column in declared.columns
        }
        assert dict(Table(opened, name).blank) == promised, name
    assert {table for table, _ in DEFAULTS} <= DECLARED.keys()


def test_every_table_stands_behind_those_it_points_to(opened: sqlite3.Connection) -> None:
    """Rows that go would take others with them that were to stay, or be missed by those that point to them."""
    assert sorted(FILL_ORDER) == sorted(DECLARED)
    for place, name in enumerate(FILL_ORDER):
        pointed = {row[2] for row in opened.execute(f'PRAGMA foreign_key_list("{name}")')} - {name}
        assert pointed <= set(FILL_ORDER[:place]), name


def test_no_id_is_given_twice(opened: sqlite3.Connection) -> None:
    """`#3` would come to mean another paper once the third is removed."""
    papers = Table(opened, "paper")
    blank = {**papers.blank, "added": "", "updated": "", "origin_id": 1}
    rows = [{**blank, "id": papers.next_id(), "key": key} for key in ("a", "b", "c")]
    papers.insert([row[column] for row in rows for column in papers.columns])
    papers.delete([3])
    assert Table(opened, "paper").next_id() == 4


def test_what_a_row_says_nothing_of_is_as_the_classes_declare(opened: sqlite3.Connection) -> None:
    """Most authors have a name and nothing else: the rest would be NULL, and the library would not be readable."""
    papers, authors = Table(opened, "paper"), Table(opened, "author")
    papers.insert([7, "li2024", "", "", 1], ("id", "key", "added", "updated", "origin_id"))
    authors.insert([1, 7, 1, "Li", "li", 2, 7, 2, "Wu", "wu"], ("id", "paper_id", "position", "family", "family_key"))
    for table in (papers, authors):
        said = {"id", "key", "added", "updated", "origin_id", "paper_id", "position", "family", "family_key"}
        for row in opened.execute(f"SELECT * FROM {table.name}").fetchall():
            silent = {name: value for name, value in zip(table.columns, row, strict=True) if name not in said}
            assert silent == {name: table.blank[name] for name in silent}, table.name


def test_a_change_imports_no_orm(tmp_path: Path) -> None:
    """`fm mark` and `fm edit` would take four times as long."""
    path = tmp_path / "library.sqlite"
    create(path)
    script = (
        "from pathlib import Path; from lifesci_fm.library import Library\n"
        f"with Library.open(Path({str(path)!r})) as room: room.domains.add('X')"
    )
    assert imported_by(script, "sqlmodel", "sqlalchemy", "alembic", "pydantic", "httpx") == set()
