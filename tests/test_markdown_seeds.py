"""The user's own documents: what of them an import would lose. Skipped where they are not at hand."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from lifesci_fm.formats.markdown import read
from lifesci_fm.records import ArticleRecord, DatasetRecord, PaperRecord, Reading, ResourceRecord
from lifesci_fm.text import fold, squeeze
from lifesci_fm.vocabulary import Status

Row = dict[str, Any]


@pytest.fixture(scope="module")
def seeds(shared: Path) -> Path:
    return shared / "seeds"


@pytest.fixture(scope="module")
def rows(seeds: Path) -> list[Row]:
    return [json.loads(line) for line in (seeds / "expected.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def readings(seeds: Path, rows: list[Row]) -> dict[str, Reading]:
    return {name: read((seeds / name).read_bytes(), name=name) for name in sorted({row["doc"] for row in rows})}


def at(reading: Reading, row: Row) -> Any:
    """The record of this row: of its kind, at its line (a mention in prose: at its paragraph)."""
    kinds = {"dataset": DatasetRecord, "article": ArticleRecord, "resource": ResourceRecord, "lab": ResourceRecord}
    kind = kinds.get(row["kind"], PaperRecord)
    return next((r for r in reading.records if isinstance(r, kind) and r.origin.line == row["line"]), None)


def test_every_entry_is_read_at_its_line(readings: dict[str, Reading], rows: list[Row]) -> None:
    wanted = [row for row in rows if not row["placeholder"] and row["id"] != "4-022"]  # a model known by its code
    missing = [row["id"] for row in wanted if at(readings[row["doc"]], row) is None]
    assert missing == []


def test_nothing_is_read_that_is_no_entry(readings: dict[str, Reading], rows: list[Row]) -> None:
    lines = {(row["doc"], row["line"]) for row in rows if not row["placeholder"]}
    invented = [
        (name, record.origin.line)
        for name, reading in readings.items()
        for record in reading.records
        if (name, record.origin.line) not in lines
    ]
    assert invented == []


def test_papers_keep_title_model_identifier_venue_year_and_code(readings: dict[str, Reading], rows: list[Row]) -> None:
    wrong = []
    for row in (row for row in rows if row["kind"] in ("paper", "survey")):
        paper = at(readings[row["doc"]], row)
        values = {one.value for one in paper.identifiers}
        names = {fold(model.name.removeprefix("The ")) for model in paper.models}
        stated = {
            "title": row["title"] in (None, paper.title),
            "model": row["model"] is None or fold(row["model"].removeprefix("The ")) in names,
            "invented model": not names or bool(row["model"] or row["model_known"]),
            "doi": row["doi"] is None or row["doi"].lower() in values,
            "arxiv": row["arxiv"] is None or row["arxiv"] in values,
            "venue": row["venue"] in (None, *(version.venue for version in paper.versions)),
            "code": row["code"] is None or row["code"] in {link.url for link in paper.links},
            "number": row["biorxiv_version"] in (None, *(version.number for version in paper.versions)),
        }
        if row["year_from"] == "date column":
            month, year = row["date"].split("/")
            stated["released"] = paper.models[0].released == f"{year}-{month}"
        elif row["year"]:
            stated["year"] = str(row["year"]) in {(version.date or "")[:4] for version in paper.versions}
        wrong += [(row["id"], name) for name, right in stated.items() if not right]
    assert wrong == []


def test_statuses_of_the_plan(readings: dict[str, Reading], rows: list[Row]) -> None:
    plan = [row for row in rows if row["id"].startswith("1-") and row["kind"] == "paper"]
    papers = [at(readings[row["doc"]], row) for row in plan]
    assert [paper.planned for paper in papers] == [*range(1, 23), None, None]
    assert [paper.status for paper in papers] == [Status.READ] * 6 + [Status.PREPARING] + [Status.PLANNED] * 15 + [
        None
    ] * 2
    assert [paper.domains[0].text for paper in papers] == [row["domain"] for row in plan]


def test_datasets_keep_every_cell(readings: dict[str, Reading], rows: list[Row]) -> None:
    for row in (row for row in rows if row["kind"] == "dataset" and not row["placeholder"]):
        one = at(readings[row["doc"]], row)
        wanted = [squeeze(row[key]) if row[key] else None for key in ("title", "scale", "modality", "task")]
        assert [one.name, one.scale, one.modality, one.task] == wanted, row["id"]
        assert (one.url, one.paper_url) == (row["url"], row["paper_url"]), row["id"]
        assert fold(one.address or "") == fold(row["source_text"] or ""), row["id"]


def test_articles_and_resources(readings: dict[str, Reading], rows: list[Row]) -> None:
    for row in (row for row in rows if row["kind"] in ("article", "resource", "lab") and row["id"] != "4-022"):
        one = at(readings[row["doc"]], row)
        assert fold(one.title) == fold(re.sub(r"^\(\w+\)\s*", "", row["title"])), row["id"]
        urls = {link.url for link in one.links} | {getattr(one, "url", None)}
        assert {row["url"], *(link["url"] for link in row["links"] or [])} - {None} <= urls, row["id"]
        if row["kind"] == "article" and row["model"]:
            assert fold(row["model"]) in {fold(model) for model in one.models}, row["id"]
        if row["kind"] == "lab":
            assert one.kind == "lab"
            assert len(one.papers) == 2


def test_troubles_are_reported_at_their_line_and_nothing_else(readings: dict[str, Reading], rows: list[Row]) -> None:
    told = {(name[0], problem.line, problem.code) for name, r in readings.items() for problem in r.problems}
    assert told == {
        ("3", 41, "truncated-doi"),
        ("4", 9, "repeated-url"),
        ("4", 22, "label-differs"),
        ("5", 104, "empty-link"),
        ("5", 105, "empty-row"),
        ("5", 106, "empty-row"),
        ("5", 107, "empty-row"),
        ("5", 114, "nested-link"),
        ("5", 130, "empty-link"),
    }
