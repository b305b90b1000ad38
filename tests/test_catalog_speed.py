"""What keeps lists fast at a million papers: indexes answer, nothing is sorted that an index holds in order, and
objects are made in flat memory. Read from SQLite's own query plans, so that no clock is needed."""

from __future__ import annotations

import sqlite3
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

import small_library
from lifesci_fm.catalog import Catalog, query
from lifesci_fm.store import database
from lifesci_fm.vocabulary import Filter, PaperType, Status, YearRange

FILTERS = {
    "domain": Filter(domains=("scRNA",)),
    "domains": Filter(domains=("scRNA", "DNA")),
    "status": Filter(statuses=(Status.PLANNED, Status.PREPARING)),
    "model": Filter(models=("scGPT",)),
    "author": Filter(authors=("Cui",)),
    "given name": Filter(authors=("Haotian Cui", "Zhou, Z")),
    "venue": Filter(venues=("nature",)),
    "year": Filter(years=(YearRange(2023, 2023),)),
    "years": Filter(years=(YearRange(2020, 2022), YearRange(2024, None))),
    "since": Filter(since="2024"),
    "tag": Filter(tags=("key paper",)),
    "key": Filter(keys=("anon", "Cui_2024")),
    "type": Filter(types=(PaperType.ARTICLE,)),
    "code": Filter(has=("code",)),
    "weights or article": Filter(has=("weights", "article")),
    "incomplete": Filter(incomplete=True),
    "rating": Filter(ratings=(YearRange(4, None), YearRange(1, 1))),
    "priority": Filter(priorities=(YearRange(1, 2),)),
    "read since": Filter(read_since="2026-01"),
}
#: Tables that a million papers do not make big: domains, tags, write-ups.
_SMALL = {"d", "domain", "t", "tag", "ap", "am"}


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    with Catalog.open(small_library.make(tmp_path / "library.sqlite")) as opened:
        yield opened


def plan(connection: sqlite3.Connection, choice: query.Choice) -> list[str]:
    statement = f"SELECT p.id FROM papers AS p WHERE {choice.where} ORDER BY {choice.order} LIMIT 50"
    return [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", choice.values)]


def scans(steps: list[str]) -> list[str]:
    """Tables read from end to end. A scan of a small table or of what an index found already is none."""
    found = []
    for step in steps:
        if step.startswith("SCAN ") and not step.startswith("SCAN CONSTANT"):
            name = step.split()[1]
            if name not in _SMALL and not name.startswith("("):
                found.append(step)
    return found


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_that_finds_few_papers_is_answered_by_an_index(catalog: Catalog, name: str) -> None:
    steps = plan(catalog.connection, query.choose(catalog.connection, FILTERS[name]))
    steps = [
        step for step in steps if "USING COVERING INDEX sqlite_autoindex_article_paper" not in step
    ]  # write-ups are few
    assert scans(steps) == []


@pytest.mark.parametrize("name", FILTERS)
def test_filters_that_find_many_are_tried_while_papers_are_walked_in_order(
    catalog: Catalog, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As soon as there are fifty, the walk ends: it must not begin by collecting or sorting all that match."""
    monkeypatch.setattr(query, "_FEW", 0)
    monkeypatch.setattr(query, "_FIRST", 0)  # the walk itself, not what it found
    for sort, index in (((), ""), (("-date",), "ix_paper_date"), (("title",), "ix_paper_title_key")):
        chosen = Filter(limit=50, sort=sort)
        merged = Filter(**{f: getattr(FILTERS[name], f) or getattr(chosen, f) for f in Filter._fields})
        steps = plan(catalog.connection, query.choose(catalog.connection, merged))
        assert steps[0].startswith("SCAN p") and index in steps[0]
        assert "USE TEMP B-TREE FOR ORDER BY" not in steps
        assert scans(steps[1:]) == []


@pytest.mark.parametrize("key", ["id", "key", "title", "date", "year", "added", "updated", "plan"])
def test_an_order_is_read_from_an_index(catalog: Catalog, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query, "_FIRST", 0)  # the walk itself, not what it found
    for sign in ("", "-"):
        steps = plan(catalog.connection, query.choose(catalog.connection, Filter(sort=(sign + key,), limit=50)))
        assert "USE TEMP B-TREE FOR ORDER BY" not in steps


def test_the_rarest_term_drives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reading plan of twenty papers in a library of a million must not be found by walking the million."""
    path = small_library.make(tmp_path / "library.sqlite")
    connection = database.connect(path)
    connection.execute("BEGIN")
    for number in range(300):
        paper = small_library.paper(connection, f"p{number}", status="read")
        small_library.insert(
            connection, "paper_domain", paper_id=paper, domain_id=1, position=1, guessed=0, origin_id=1
        )
    connection.execute("COMMIT")
    connection.close()
    monkeypatch.setattr(query, "_FEW", 100)
    with Catalog.open(path) as catalog:
        chosen = Filter(domains=("DNA",), statuses=(Status.PLANNED,), limit=50)
        steps = plan(catalog.connection, query.choose(catalog.connection, chosen))
        assert any("ix_paper_status_year" in step for step in steps)
        assert [row[0] for row in catalog.rows(chosen, ["key"])] == ["zhou2023dnabert"]


def test_what_belongs_to_papers_is_fetched_by_indexes(catalog: Catalog) -> None:
    statements: list[str] = []
    catalog.connection.set_trace_callback(statements.append)
    list(catalog.entries())
    list(catalog.models())
    list(catalog.datasets())
    list(catalog.articles())
    list(catalog.resources())
    catalog.connection.set_trace_callback(None)
    fetches = [statement for statement in statements if " IN (" in statement]
    assert len(fetches) > 25
    for statement in fetches:
        steps = [row[3] for row in catalog.connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
        assert scans(steps) == [], statement


def test_only_the_keys_asked_for_are_read(catalog: Catalog) -> None:
    statements: list[str] = []
    catalog.connection.set_trace_callback(statements.append)
    entries = list(catalog.entries(only=("key", "authors")))
    catalog.connection.set_trace_callback(None)
    assert entries[1] == {"key": "zhou2023dnabert", "authors": ["Zhou, Zhihan"]}
    assert len(statements) == 3  # the ids, the papers, their authors


def test_objects_are_made_in_flat_memory(tmp_path: Path) -> None:
    path = small_library.make(tmp_path / "library.sqlite")
    connection = database.connect(path)
    connection.execute("BEGIN")
    for number in range(6000):
        small_library.paper(connection, f"p{number}", title="x" * 200, abstract="y" * 2000)
    connection.execute("COMMIT")
    connection.close()
    with Catalog.open(path) as catalog:
        tracemalloc.start()
        try:
            assert sum(1 for _ in catalog.entries()) == 6003
            assert tracemalloc.get_traced_memory()[1] < 6_000_000  # all at once would be more than 14 MB
        finally:
            tracemalloc.stop()


@pytest.mark.parametrize("steps", [100, 1_000_000])
@pytest.mark.parametrize("sort", [(), ("-date",), ("title",), ("-added",)])
def test_a_walk_that_is_given_up_finds_the_same_papers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int, sort: tuple[str, ...]
) -> None:
    """Where no paper for a long way is of the filter, the index that finds fewest takes over."""
    path = small_library.make(tmp_path / "library.sqlite")
    connection = database.connect(path)
    connection.execute("BEGIN")
    for number in range(300):
        status = "planned" if number % 50 == 0 else "read"
        small_library.paper(connection, f"p{number}", status=status, year=2000 + number % 7, date=f"20{number % 7:02d}")
    connection.execute("COMMIT")
    connection.close()
    with Catalog.open(path) as catalog:
        chosen = Filter(statuses=(Status.PLANNED,), years=(YearRange(2000, 2004),), sort=sort, limit=3)
        expected = [row[0] for row in catalog.rows(chosen, ["key"])]
        assert len(expected) == 3
        for name, value in (("_FEW", 0), ("_STEPS", steps), ("_STEPS_EACH", 1)):
            monkeypatch.setattr(query, name, value)
        assert [row[0] for row in catalog.rows(chosen, ["key"])] == expected
        driven = any(
            "ix_paper_status" in step for step in plan(catalog.connection, query.choose(catalog.connection, chosen))
        )
        assert driven == (steps == 100)
        catalog.connection.execute("SELECT count(*) FROM papers, papers").fetchone()  # the clock is off again


@pytest.mark.parametrize("key", ["date", "year", "title", "venue", "plan", "rating", "status", "added", "author"])
@pytest.mark.parametrize("chosen", [Filter(), Filter(statuses=(Status.PLANNED, Status.READ))])
def test_the_first_papers_of_a_list_are_the_same_however_many_are_equal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, chosen: Filter
) -> None:
    """A library has thousands of papers of a year: those that a limit cuts off must be the last entered."""
    path = small_library.make(tmp_path / "library.sqlite")
    connection = database.connect(path)
    connection.execute("BEGIN")
    for number in range(60):
        small_library.paper(
            connection, f"p{number}", status=("planned", "read", "unplanned")[number % 3], year=2000 + number % 2,
            date=None if number % 5 == 0 else f"200{number % 2}", title="The same", venue=("a", "A", None)[number % 3],
            rating=number % 4 or None, first_author_key="cui" if number % 2 else None,
        )  # fmt: skip
    connection.execute("COMMIT")
    connection.close()
    monkeypatch.setattr(query, "_FEW", 0)
    with Catalog.open(path) as catalog:
        for sort in (key, f"-{key}"):
            whole = [row[0] for row in catalog.rows(chosen._replace(sort=(sort,)), ["key"])]
            for limit in (1, 7, 25, 50, 100):
                first = chosen._replace(sort=(sort,), limit=limit)
                assert [row[0] for row in catalog.rows(first, ["key"])] == whole[:limit], (sort, limit)


def test_equals_are_not_sorted_to_find_the_first_of_them(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred thousand papers of this year are not looked at to list fifty."""
    monkeypatch.setattr(query, "_FEW", 0)
    statements: list[str] = []
    catalog.connection.set_trace_callback(statements.append)
    list(catalog.rows(Filter(types=(PaperType.ARTICLE, PaperType.PREPRINT), sort=("-year",), limit=1), ["key"]))
    catalog.connection.set_trace_callback(None)
    walks = [one for one in statements if "ORDER BY" in one and "p.id IN" not in one]
    assert len(walks) == 2
    for walk in walks:
        steps = [row[3] for row in catalog.connection.execute(f"EXPLAIN QUERY PLAN {walk}")]
        assert "ix_paper_year" in steps[0]
        assert not [step for step in steps if "TEMP B-TREE" in step]
