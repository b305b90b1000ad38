"""`fm stats`: every number is that of the list with the same filter, and bars are as long as their numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len

import small_library
from lifesci_fm.catalog import Catalog
from lifesci_fm.store import database
from lifesci_fm.vocabulary import Filter, Status, YearRange
from running import fm, fm_on_terminal

TODAY = date(2026, 7, 1)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = small_library.make(tmp_path_factory.mktemp("stats") / "library.sqlite")
    connection = database.connect(path)
    connection.execute("BEGIN")
    for number, (status, since) in enumerate(
        [("planned", "2026-06-20"), ("planned", "2026-05-15"), ("preparing", "2026-03"), ("planned", "2024")]
    ):
        paper = small_library.paper(connection, f"waiting{number}", status=status, year=2020 + number, venue="杂志")
        small_library.insert(connection, "reading_event", paper_id=paper, status=status, date=since)
    for number, day in enumerate(["2026-05-01", "2026-05-31", "2026-06-02", "2025"]):
        paper = small_library.paper(connection, f"read{number}", status="read", year=2021, venue="Nature <Methods>")
        small_library.insert(connection, "reading_event", paper_id=paper, status="planned", date="2020-01-01")
        small_library.insert(connection, "reading_event", paper_id=paper, status="read", date=day)
    connection.execute("COMMIT")
    connection.close()
    return path


@pytest.fixture
def catalog(library: Path) -> Iterator[Catalog]:
    with Catalog.open(library) as opened:
        yield opened


def counts(found: list[dict[str, object]]) -> dict[object, object]:
    return {one["name"]: one["papers"] for one in found}


@pytest.mark.parametrize(
    "chosen",
    [
        Filter(),
        Filter(years=(YearRange(2021, 2023),)),
        Filter(query="is:incomplete or status:pending"),
        Filter(domains=("scRNA",)),
        Filter(sort=("-year",), limit=3),
        Filter(query="scGPT", sort=("relevance",)),
    ],
)
def test_numbers_are_those_of_the_list(catalog: Catalog, chosen: Filter) -> None:
    papers = list(catalog.entries(chosen))
    found = catalog.stats(chosen, TODAY)
    assert found["papers"] == len(papers)
    for section, key in (("statuses", "status"), ("years", "year"), ("venues", "venue")):
        expected: dict[object, int] = {}
        for paper in papers:
            expected[paper[key]] = expected.get(paper[key], 0) + 1
        assert {name: number for name, number in counts(found[section]).items() if number} == expected
    domains = [domain for paper in papers for domain in paper["domains"]]
    assert counts(found["domains"]) == {domain: domains.count(domain) for domain in domains}
    models = {model for paper in papers for model in paper["models"]}
    assert {model["name"] for model in found["models"]} == models
    waiting = [paper for paper in papers if paper["status"] in ("planned", "preparing")]
    assert sum(one["papers"] for one in found["pending"]) == len(waiting)
    assert {one["key"] for one in found["next"]} <= {paper["key"] for paper in waiting}


def test_reading_by_month_and_waiting_by_age(catalog: Catalog) -> None:
    found = catalog.stats(Filter(), TODAY)
    assert found["read"] == [
        {"name": "2024-06", "papers": 1},
        {"name": "2025", "papers": 1},
        {"name": "2026-05", "papers": 2},
        {"name": "2026-06", "papers": 1},
    ]
    assert counts(found["pending"]) == {
        "under a month": 1,
        "1 to 3 months": 1,
        "3 to 6 months": 2,  # one was never marked: it waits since it was entered, in January
        "6 to 12 months": 0,
        "over a year": 1,
    }


def test_models_stand_in_the_order_of_release(catalog: Catalog) -> None:
    found = catalog.stats(Filter(), TODAY)["models"]
    assert found == [
        {"name": "DNABERT-2", "released": "2023", "domains": []},
        {"name": "scGPT", "released": "2023-05", "domains": ["scRNA"]},
    ]


def test_json_for_programs_rows_for_pipes_bars_for_people(library: Path) -> None:
    found = json.loads(fm(library, "stats", "--json").out)
    assert [one["name"] for one in found["statuses"]] == [status.value for status in Status]
    rows = [line.split("\t") for line in fm(library, "stats").out.splitlines()]
    assert rows[:2] == [["what", "name", "papers"], ["papers", "", "11"]]
    assert ["year", "2021", "5"] in rows
    page = fm(library, "stats", "--format", "table", env={"COLUMNS": "80"}).out
    assert page.startswith("11 papers\n\nstatus\n")
    assert "  2023     05 scGPT" in page or "2023  DNABERT-2 · 05 scGPT" in page
    assert "next to read\n" in page


@pytest.mark.parametrize("width", [40, 80, 200])
def test_bars_fit_the_terminal_and_tell_their_numbers_apart(library: Path, width: int) -> None:
    lines = fm_on_terminal(library, "stats", width=width).out.splitlines()
    assert max(cell_len(line) for line in lines) <= width
    bars = {line.split()[0]: line.count("█") for line in lines if "█" in line or "▏" in line}
    assert bars["read"] > bars["preparing"]
    starts = {cell_len(line[: line.index("█")]) for line in lines if "杂志" in line or "Nature <Methods>" in line}
    assert len(starts) == 1  # Chinese takes two cells


def test_stats_where_there_are_no_block_letters(library: Path) -> None:
    ran = fm(library, "stats", "--format", "table", env={"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"})
    assert ran.code == 0
    assert "#" in ran.out


def test_a_filter_that_chooses_nothing_is_said(library: Path) -> None:
    ran = fm(library, "stats", "model:scGTP")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("No paper matches.")
    assert json.loads(fm(library, "stats", "--year", "1900", "--json").out)["papers"] == 0
    assert fm(library, "stats", "yaer:2020").code == 2
