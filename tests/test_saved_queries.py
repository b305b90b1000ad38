"""Saved queries: what was asked once is asked again by its name, with its options, its order and its limit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import small_library
from lifesci_fm.catalog import Catalog
from lifesci_fm.catalog.language import Condition, parse, write
from lifesci_fm.errors import NotFound, UsageError
from lifesci_fm.library import Library
from lifesci_fm.store import database
from lifesci_fm.vocabulary import Filter, PaperType, Status, YearRange
from running import Ran, fm

SCGPT, DNABERT = "cui2024scgpt", "zhou2023dnabert"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library.make(tmp_path / "library.sqlite")


@pytest.fixture
def catalog(library: Path) -> Iterator[Catalog]:
    with Catalog.open(library) as opened:
        yield opened


# -- options as a query ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chosen", "query"),
    [
        (Filter(), ""),
        (Filter(domains=("scRNA", "单细胞")), "domain:scRNA,单细胞"),
        (Filter(authors=("Cui, Haotian",)), 'author:"Cui, Haotian"'),
        (Filter(statuses=(Status.PLANNED, Status.PREPARING)), "status:planned,preparing"),
        (Filter(years=(YearRange(2022, None), YearRange(2020, 2020))), "year:2022-,2020"),
        (Filter(since="2023-05", incomplete=True), "since:2023-05 is:incomplete"),
        (Filter(ratings=(YearRange(None, 3),), read_since="2024"), "read:2024.. rating:-3"),
        (Filter(types=(PaperType.ARTICLE,), has=("code",)), "type:article has:code"),
        (Filter(query="a or b"), "a or b"),
        (Filter(query="a or b", tags=("key",)), "tag:key (a or b)"),
        (Filter(query="a b", tags=("（x）",)), 'tag:"（x）" a b'),
    ],
)
def test_a_filter_is_written_as_a_query(catalog: Catalog, chosen: Filter, query: str) -> None:
    assert write(chosen) == query
    by_options = [row[0] for row in catalog.rows(chosen, ["key"])]
    assert [row[0] for row in catalog.rows(Filter(query=query), ["key"])] == by_options


@given(st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=3))
def test_any_value_comes_back_from_its_query(values: list[str]) -> None:
    """A tag with a comma or a bracket in it would choose other papers the next time."""
    try:
        written = write(Filter(tags=tuple(values)))
    except UsageError:
        assert any(sign in value for value in values for sign in '"“”')
        return
    condition = parse(written)
    assert isinstance(condition, Condition)
    assert condition.values == tuple(values)


# -- saving ------------------------------------------------------------------------------------------------------


def save(library: Path, name: str, chosen: Filter) -> bool:
    with Library.open(library) as opened:
        return opened.save_query(name, chosen)


def test_a_query_is_saved_found_replaced_and_removed(library: Path) -> None:
    chosen = Filter(query="status:pending", domains=("DNA",), sort=("-year",), limit=5)
    assert save(library, "to-read", chosen)
    assert not save(library, "@To_Read", chosen)
    with Catalog.open(library) as catalog:
        assert list(catalog.saved_queries()) == [
            {"name": "To_Read", "query": "domain:DNA status:pending", "sort": "-year", "limit": 5}
        ]
        assert [row[0] for row in catalog.rows(Filter(query="@toread"), ["key"])] == [DNABERT]
    with Library.open(library) as opened:
        with pytest.raises(NotFound, match="Did you mean To_Read"):
            opened.remove_queries(["to-raed"])
        assert opened.remove_queries(["to read"]) == ["To_Read"]
    with Catalog.open(library) as catalog:
        assert list(catalog.saved_queries()) == []


@pytest.mark.parametrize(
    ("name", "query", "said"),
    [
        ("two words", "a", "cannot be the name"),
        ("a(b)", "a", "cannot be the name"),
        ("--", "a", "cannot be the name"),
        ("x", "a (b", "nothing closes"),
        ("x", "domain:nowhere", "no domain"),
        ("x", "@nothing", "no query is saved"),
        ("x", "a or @X", "asks for itself"),
    ],
)
def test_a_query_that_could_not_be_asked_is_not_saved(library: Path, name: str, query: str, said: str) -> None:
    with pytest.raises((UsageError, NotFound), match=said):
        save(library, name, Filter(query=query))
    with Catalog.open(library) as catalog:
        assert list(catalog.saved_queries()) == []


def test_queries_that_ask_for_each_other_are_refused(library: Path) -> None:
    save(library, "one", Filter(query="scGPT"))
    save(library, "two", Filter(query="@one or DNABERT"))
    with pytest.raises(UsageError, match="asks for itself"):
        save(library, "one", Filter(query="not @two"))


def test_saving_is_in_the_history_and_saving_the_same_again_is_not(library: Path) -> None:
    save(library, "todo", Filter(query="status:pending"))
    save(library, "todo", Filter(query="status:pending"))
    connection = database.connect(library)
    assert connection.execute("SELECT summary FROM history").fetchall() == [("saved the query todo: status:pending",)]
    assert connection.execute("SELECT table_name, operation FROM change WHERE command_id = 1").fetchall() == [
        ("saved_query", "insert")
    ]
    connection.close()


def test_saved_queries_are_part_of_a_dump(library: Path, tmp_path: Path) -> None:
    save(library, "todo", Filter(query="status:pending", sort=("-year",), limit=3))
    fm(library, "dump", str(tmp_path / "all.jsonl"))
    other = tmp_path / "other.sqlite"
    assert fm(other, "load", str(tmp_path / "all.jsonl")).code == 0
    assert fm(other, "query", "list").out == fm(library, "query", "list").out


# -- typed -------------------------------------------------------------------------------------------------------


def test_a_query_is_saved_and_asked_as_it_is_typed(library: Path) -> None:
    ran = fm(library, "query", "save", "nature", "foundation", "--venue", "Nature Methods", "--sort", "-year")
    assert ran == Ran(0, "", 'Saved as @nature: venue:"Nature Methods" foundation\n')
    assert fm(library, "list", "@nature", "--columns", "key").out == f"key\n{SCGPT}\n"
    assert fm(library, "search", "@nature", "scGPT", "--columns", "key").out == f"key\n{SCGPT}\n"
    assert fm(library, "list", "not @nature", "--columns", "key").out == f"key\n{DNABERT}\nanon\n"
    listed = [{"name": "nature", "query": 'venue:"Nature Methods" foundation', "sort": "-year", "limit": None}]
    assert json.loads(fm(library, "query", "list", "--json").out) == listed
    anew = fm(library, "query", "save", "@Nature", "--json")
    assert json.loads(anew.out) == {"name": "Nature", "query": "", "sort": "", "limit": None}
    assert anew.err == "Saved anew as @Nature: all papers\n"
    assert fm(library, "query", "remove", "nature").err == "Removed @Nature.\n"
    assert fm(library, "query", "remove", "nature").code == 3
    assert fm(library, "query", "save", "x", "a (b").code == 2
