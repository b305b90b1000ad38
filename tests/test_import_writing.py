"""A large import reads on while it writes: whatever goes wrong meanwhile, the library is as it was or holds it all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from library_rooms import dumped, fresh, line, paper, rows
from lifesci_fm.errors import UnreadableInput
from lifesci_fm.library import Library
from lifesci_fm.records import ArticleRecord, PaperRecord, Record
from lifesci_fm.store.database import connect_readonly
from lifesci_fm.store.settle import unsettled

MANY = 2500  # entries: three batches


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return fresh(tmp_path / "library.sqlite")


def entry(number: int) -> PaperRecord:
    """One of many; no two begin alike."""
    return paper(f"{number} surveys of the economy", f"10.1000/{number}", authors="Li, S", origin=line(number))


def of_a_series(number: int) -> PaperRecord:
    """Long series by one author are in every large bibliography; comparing each with each would take hours."""
    return replace(entry(number), title=f"Survey of the economy of the country {number}")


def test_a_near_title_is_found_among_a_long_series(library: Path) -> None:
    near = "Surveys of the economy of the country and what they hold"
    take(
        library, iter([paper(near, "10.1000/near", authors="Li, S", origin=line(1)), *map(of_a_series, range(2, 200))])
    )
    one = paper("Survey of the economy of the country and what they hold", authors="Li, S", origin=line(1, "b.bib"))
    take(library, iter([one]))
    assert rows(library, "SELECT count(*) FROM papers WHERE title LIKE '%what they hold'") == [(1,)]


def take(path: Path, records: Iterator[Record]) -> None:
    with Library.open(path, words="fm import") as room:
        room.merge(records, file="large.bib")


def test_all_of_it_is_written_once_and_in_order(library: Path) -> None:
    take(library, (of_a_series(number) for number in range(1, MANY + 1)))
    assert rows(library, "SELECT count(*), min(id), max(id) FROM papers") == [(MANY, 1, MANY)]
    assert rows(library, "SELECT title FROM papers WHERE id = ?", MANY) == [
        (f"Survey of the economy of the country {MANY}",)
    ]
    connection = connect_readonly(library)
    assert unsettled(connection) == []  # made with the rows, not asked for afterwards
    connection.close()


def test_what_stands_between_papers_finds_those_before_it(library: Path) -> None:
    def found() -> Iterator[Record]:
        yield from (entry(number) for number in range(1, 1001))
        yield ArticleRecord(title="On a thousand papers", papers=entry(1000).identifiers, origin=line(1001))
        yield from (entry(number) for number in range(1002, MANY))

    take(library, found())
    assert rows(library, "SELECT key FROM article_papers") == rows(library, "SELECT key FROM papers WHERE id = 1000")


@pytest.mark.parametrize("fault", [UnreadableInput("The file ends in the middle of a word."), KeyboardInterrupt()])
def test_an_import_that_is_broken_off_while_it_writes_leaves_nothing(library: Path, fault: BaseException) -> None:
    before = dumped(library)

    def found() -> Iterator[Record]:
        yield from (entry(number) for number in range(MANY))
        raise fault

    with pytest.raises(type(fault)):
        take(library, found())
    assert dumped(library) == before


@pytest.mark.parametrize("number", [10, 1500, MANY])
def test_a_library_that_cannot_be_written_keeps_nothing(library: Path, number: int) -> None:
    connection = sqlite3.connect(library)
    connection.execute(
        f"CREATE TRIGGER full BEFORE INSERT ON version WHEN NEW.id = {number} BEGIN SELECT RAISE(ABORT, 'no room'); END"
    )
    connection.close()
    before = dumped(library)
    with pytest.raises(Exception, match="no room"):
        take(library, (entry(one) for one in range(1, MANY + 1)))
    assert dumped(library) == before
    assert rows(library, "SELECT count(*) FROM history") == [(0,)]
