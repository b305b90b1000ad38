"""`fm doctor`: nothing that is wrong with a library stays unsaid, and nothing that is right is complained of."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from library_rooms import dumped, fresh, identifier, line, merge, paper, rows
from lifesci_fm.catalog import Catalog
from lifesci_fm.catalog.doctor import CHECKS
from lifesci_fm.library import Library
from lifesci_fm.records import ArticleRecord, DatasetRecord, ResourceRecord
from lifesci_fm.vocabulary import PaperType
from running import fm

DOI, CODE = "10.1000/cells", "https://github.com/a/cell"
SOUND = [
    paper("A foundation model of single cells", DOI, authors="Cui, H", date="2024", model="CellNet", domain="scRNA",
          code=CODE),
    paper("Pretraining on the whole genome", "arxiv:2301.00001", authors="Hao, M", date="2023", domain="DNA", code=CODE,
          origin=line(2)),
    DatasetRecord(name="Tissue", url="https://example.org/t", paper_identifier=identifier(DOI), origin=line(3)),
    ArticleRecord(title="On cells", papers=(identifier(DOI),), origin=line(4)),
    ResourceRecord(kind="lab", title="Cui Lab", papers=(identifier(DOI),), origin=line(5)),
]  # fmt: skip
CELLS, GENOME = "cui2024foundation", "hao2023pretraining"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = fresh(tmp_path / "library.sqlite")
    merge(path, SOUND)
    return path


def found(path: Path, *checks: str) -> list[tuple[str, tuple[str, ...]]]:
    with Catalog.open(path) as catalog:
        return [(one.check.name, one.found.about) for one in catalog.examine(checks)]


def spoil(path: Path, *statements: str) -> None:
    """Write to a library as another program might."""
    connection = sqlite3.connect(path)
    connection.executescript(";".join(statements))
    connection.close()


def test_a_sound_library_is_not_complained_of(library: Path) -> None:
    assert found(library) == []
    done = fm(library, "doctor", "--json")
    assert (done.code, json.loads(done.out), done.err) == (0, [], "Nothing is wrong.\n")


TROUBLE: dict[str, tuple[str, tuple[str, ...]]] = {
    "broken-reference": ("PRAGMA foreign_keys = OFF; DELETE FROM origin WHERE line = 2", ()),
    "unsettled": (f"UPDATE paper SET year = 1999 WHERE key = '{CELLS}'", (CELLS,)),
    "no-title": (f"UPDATE paper SET title = NULL, title_key = NULL WHERE key = '{CELLS}'", (CELLS,)),
    "incomplete": (f"UPDATE paper SET complete = 0 WHERE key = '{CELLS}'", (CELLS,)),
    "no-identifier": (
        f"PRAGMA foreign_keys = ON; UPDATE paper SET type = 'article' WHERE key = '{GENOME}';"
        "DELETE FROM identifier WHERE scheme = 'arxiv'",
        (GENOME,),
    ),
    "damaged-identifier": ("UPDATE identifier SET value = '10.1000/cells-' WHERE scheme = 'doi'", (CELLS,)),
    "shared-url": (
        "INSERT INTO link (paper_id, kind, url, url_key, title, origin_id) SELECT id, 'paper', 'https://x.org/1',"
        " 'x.org/1', '', 1 FROM paper",
        (CELLS, GENOME),
    ),
    "bad-key": (f"UPDATE paper SET key = 'cui:2024\u00fc' WHERE key = '{CELLS}'", ("cui:2024\u00fc",)),
    "odd-date": (f"UPDATE paper SET date = '3024', year = 3024 WHERE key = '{CELLS}'", (CELLS,)),
    "retracted": (f"UPDATE paper SET retracted = 1 WHERE key = '{CELLS}'", (CELLS,)),
    "guess": ("UPDATE paper_domain SET guessed = 1 WHERE paper_id = 1", (CELLS,)),
    "damaged-url": ("UPDATE link SET url = 'https//github.com/a b' WHERE kind = 'code' AND paper_id = 1", (CELLS,)),
    "orphan-model": ("DELETE FROM paper_model", ("CellNet",)),
    "untied-dataset": ("UPDATE dataset SET paper_id = NULL", ("Tissue", CELLS)),
    "untied-article": ("DELETE FROM article_paper", ("On cells", CELLS)),
    "untied-resource": ("DELETE FROM resource_paper", ("Cui Lab", CELLS)),
}


@pytest.mark.parametrize("name", TROUBLE)
def test_each_trouble_is_found_where_it_is(library: Path, name: str) -> None:
    statement, about = TROUBLE[name]
    spoil(library, statement)
    found_by_it = set(found(library, name))
    assert found_by_it and all(one == (name, about) for one in found_by_it)
    others = {check for check, _ in found(library)} - {name}
    assert others <= {"unsettled", "incomplete"}  # what another program wrote may also no longer be settled


def test_papers_that_may_be_one_are_asked_about_until_a_person_decides(library: Path) -> None:
    title, ids = "A foundation model of single cells in tissues", "10.1000/near"
    merge(library, [paper(title, ids, authors="Cui, H", date="2024", domain="scRNA", origin=line(9))])
    near_key = "cui2024foundationa"
    assert found(library) == [("maybe-same", (CELLS, near_key))]
    message = json.loads(fm(library, "doctor", "--json").out)[0]
    assert message["remedy"] == f"`fm merge {CELLS} {near_key}` if they are, `fm split {CELLS} {near_key}` if not."
    with Library.open(library) as room:
        room.hold_apart(CELLS, near_key)
    assert found(library) == []


def test_an_identifier_that_two_entries_give_to_two_works_is_asked_about(library: Path) -> None:
    wrong = paper(
        "Something else entirely about proteins", "10.1000/cells", authors="Li, S", date="2024", origin=line(9)
    )
    merge(library, [wrong])
    key = "li2024something"
    assert ("contested-identifier", (key, CELLS)) in found(library)
    with Library.open(library) as room:
        room.hold_apart(CELLS, key)
    assert not any(check == "contested-identifier" for check, _ in found(library))


def test_every_check_is_tested() -> None:
    asked = {"maybe-same", "contested-identifier", "damaged-file"}
    assert TROUBLE.keys() | asked == CHECKS.keys()


def test_fix_mends_what_needs_no_decision_and_nothing_else(library: Path) -> None:
    before = dumped(library)
    spoil(library, *(TROUBLE[name][0] for name in ("unsettled", "untied-dataset", "untied-article", "untied-resource")))
    assert len(found(library)) == 4
    done = fm(library, "doctor", "--fix", "--json")
    assert (done.code, [one["fixed"] for one in json.loads(done.out)]) == (0, [True] * 4)
    assert found(library) == []
    assert json.loads("[" + ",".join(dumped(library).splitlines()) + "]") != [] and _plain(dumped(library)) == _plain(
        before
    )
    assert rows(library, "SELECT words, summary FROM history ORDER BY id DESC LIMIT 1") == [
        ("fm doctor --fix --json", "mended 4")
    ]
    assert fm(library, "doctor", "--fix").code == 0
    assert rows(library, "SELECT count(*) FROM history") == [(2,)]  # mending nothing leaves no trace


def _plain(dump: str) -> list[Any]:
    """A dump without who made a tie."""
    text = dump.replace('{"paper": "cui2024foundation", "origin": "user"}', '"cui2024foundation"')
    return [json.loads(item) for item in text.splitlines()]


def test_what_is_left_sets_the_exit_code_and_is_said_in_rows(library: Path) -> None:
    spoil(library, TROUBLE["unsettled"][0], TROUBLE["retracted"][0])
    done = fm(library, "doctor", "--fix")
    assert done.code == 4
    header, *told = (text.split("\t") for text in done.out.splitlines())
    assert header == ["check", "severity", "message", "remedy"]
    assert [(row[0], row[3]) for row in told] == [
        ("unsettled", "mended"), ("retracted", f"`fm show {CELLS}` tells by what."),
    ]  # fmt: skip
    assert done.err == "2 found, 1 mended.\n"
    assert fm(library, "doctor", "unsettled").code == 0


def test_an_unknown_check_is_answered_with_the_nearest(library: Path) -> None:
    done = fm(library, "doctor", "maybe-some")
    assert done.code == 2 and "Did you mean maybe-same" in done.err


def test_a_damaged_file_is_reported_and_not_written_to(library: Path) -> None:
    tags = [f"{'tag' * 40}{number}" for number in range(400)]
    spoil(library, *(f"INSERT INTO tag (name, name_key) VALUES ('{tag}', '{tag}')" for tag in tags))
    spoil(library, TROUBLE["untied-dataset"][0], "PRAGMA wal_checkpoint(TRUNCATE)")
    ((page,),) = rows(library, "SELECT rootpage FROM sqlite_master WHERE name LIKE 'sqlite_autoindex_tag_%'")
    data = bytearray(library.read_bytes())
    ((size,),) = rows(library, "PRAGMA page_size")
    data[(page - 1) * size + 12 : (page - 1) * size + 40] = b"\xff" * 28
    library.write_bytes(data)
    before = library.read_bytes()
    done = fm(library, "doctor", "--fix", "--json")
    assert done.code in (4, 7)
    if done.code == 4:
        assert "damaged-file" in {one["check"] for one in json.loads(done.out)}
    assert library.read_bytes() == before


def test_papers_of_kinds_that_have_no_identifiers_are_no_trouble(library: Path) -> None:
    merge(library, [paper("A book about cells", authors="Li, S", date="2020", type=PaperType.BOOK, origin=line(9))])
    assert found(library) == []
