"""Real lists of papers: how much of each is read. Skipped where they are not at hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lifesci_fm import identifiers
from lifesci_fm.formats.markdown import read
from lifesci_fm.identifiers import Identifier
from lifesci_fm.records import DatasetRecord, PaperRecord, Reading, ResourceRecord
from lifesci_fm.text import fold

Row = dict[str, Any]


@pytest.fixture(scope="module")
def manifest(shared: Path) -> list[Row]:
    place = shared / "lists" / "MANIFEST.jsonl"
    if not place.is_file():
        pytest.skip("the shared lists are not beside this checkout")
    rows = [json.loads(line) for line in place.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if "file" in row and (place.parent / row["file"]).is_file()]


@pytest.fixture(scope="module")
def readings(shared: Path, manifest: list[Row]) -> dict[str, Reading]:
    files = {row["file"] for row in manifest}
    return {name: read((shared / "lists" / name).read_bytes(), name=name) for name in sorted(files)}


@pytest.fixture(scope="module")
def wanted(shared: Path) -> list[Row]:
    """Records of these lists that were written down by hand."""
    files = sorted((shared / "lists").glob("*.expected.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def known(reading: Reading) -> set[Identifier]:
    """Every identifier a reading holds, wherever it stands."""
    found: set[Identifier] = set()
    for record in reading.records:
        if isinstance(record, PaperRecord):
            found.update(record.identifiers)
            links = [link.url for link in record.links]
        elif isinstance(record, DatasetRecord):
            found.update([record.paper_identifier] if record.paper_identifier else [])
            links = [record.url or ""]
        elif isinstance(record, ResourceRecord):
            found.update(record.papers)
            links = [record.url or "", *(link.url for link in record.links)]
        else:
            links = [link.url for link in record.links]
        references = (identifiers.read_url(link) for link in links if link)
        found.update(reference.identifier for reference in references if reference is not None)
    return found


def test_nearly_every_doi_and_arxiv_number_is_read(manifest: list[Row], readings: dict[str, Reading]) -> None:
    """The manifest counts distinct DOIs and arXiv numbers, with rules of its own."""
    share = {}
    for row in manifest:
        counted = sum(row["identifiers"].values())
        held = sum(one.scheme in ("doi", "arxiv") for one in known(readings[row["file"]]))
        if counted > 2:
            share[row["file"]] = held / counted
    assert min(share.values()) >= 0.96, share


def test_as_many_entries_as_there_are(manifest: list[Row], readings: dict[str, Reading]) -> None:
    off = []
    for row in manifest:
        low = row["entries"]
        high = low + row["entry_like_without_paper_link"] + row["datasets"]
        if low > 1 and not low <= readings[row["file"]].entries <= high:
            off.append((row["file"], low, readings[row["file"]].entries, high))
    assert len(off) <= 0.05 * len(manifest), off


def test_a_page_that_is_no_list_gives_nothing(manifest: list[Row], readings: dict[str, Reading]) -> None:
    pages = [row["file"] for row in manifest if row["entries"] <= 1]
    assert all(readings[name].entries <= 2 for name in pages)


def test_records_written_down_by_hand(wanted: list[Row], readings: dict[str, Reading]) -> None:
    right = dict.fromkeys(("found", "title", "venue", "year", "identifiers", "code"), 0)
    total = dict.fromkeys(right, 0)

    def count(area: str, holds: bool) -> None:
        right[area] += holds
        total[area] += 1

    for row in wanted:
        at_line = [
            record
            for record in readings[row["file"]].records
            if isinstance(record, PaperRecord) and record.origin.line == row["line"]
        ]
        count("found", bool(at_line) or row.get("kind") != "paper")
        if not at_line:
            continue
        record = at_line[0]
        if row["title"]:
            count("title", fold(record.title or "") == fold(row["title"]))
        if row["venue"]:
            count("venue", fold(row["venue"]) in {fold(version.venue or "") for version in record.versions})
        if row["year"]:
            dates = [*(version.date for version in record.versions), *(model.released for model in record.models)]
            count("year", str(row["year"]) in {(date or "")[:4] for date in dates})
        numbers = {value.casefold() for value in (*row["doi"], *row["arxiv"], *row["biorxiv"])}
        if numbers:
            count("identifiers", numbers <= {one.value for one in record.identifiers})
        if row["code"]:
            count("code", bool({link.url for link in record.links if link.kind in ("code", "weights")}))
    least = {"found": 0.95, "title": 0.95, "venue": 0.85, "year": 0.95, "identifiers": 0.95, "code": 0.95}
    assert {area: share for area, share in least.items() if right[area] < share * total[area]} == {}, (right, total)
