"""JSON Lines in: what one library prints another takes in whole, and a bad line never takes the good ones along."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from library_rooms import entries, fresh
from lifesci_fm.formats.jsonl import read
from lifesci_fm.records import DatasetRecord, PaperRecord, Reading
from running import fm

STARTER = ROOT / "data" / "seed.sqlite"
TOLD = (
    "title",
    "authors",
    "date",
    "venue",
    "doi",
    "arxiv",
    "type",
    "domains",
    "models",
    "tags",
    "status",
    "code",
    "weights",
)


@pytest.mark.parametrize("listing", [("list", "--format", "jsonl"), ("dump",)])
def test_the_papers_of_a_library_arrive_whole_in_another(tmp_path: Path, listing: tuple[str, ...]) -> None:
    lines = tmp_path / "lines.jsonl"
    lines.write_text(fm(STARTER, *listing).out, encoding="utf-8")
    library = fresh(tmp_path / "other.sqlite")
    done = fm(library, "import", str(lines))
    assert (done.code, len(done.out.splitlines())) == (0, 1)
    here = {entry["key"]: entry for entry in entries(library)}
    for entry in entries(STARTER):
        told = [name for name in TOLD if name != "domains" or entry["domains"]]  # one without may be guessed at
        assert {name: here[entry["key"]][name] for name in told} == {name: entry[name] for name in told}
    assert fm(library, "import", str(lines)).out.split(": ")[2].strip().endswith("unchanged")


@pytest.mark.parametrize("noun", ["model", "dataset", "article", "resource"])
def test_a_listing_of_every_noun_is_read_back(tmp_path: Path, noun: str) -> None:
    lines = fm(STARTER, noun, "list", "--format", "jsonl").out
    reading = read(lines, name="lines.jsonl")
    assert reading.problems == []
    assert len(reading.records) == len(lines.splitlines())


def test_a_bad_line_is_reported_by_its_number_and_the_others_are_kept() -> None:
    good = json.dumps({"title": "A title", "doi": "10.1234/x", "versions": []})
    reading = read(f"{good}\n{{broken\n[1]\n{good}\n" + '{"title": "B", "doi": "10.1234/"}', name="x")
    assert [type(record) for record in reading.records] == [PaperRecord, PaperRecord]
    assert [(problem.line, problem.entry) for problem in reading.problems] == [(2, True), (3, True), (5, True)]


def test_a_dataset_keeps_its_models_and_the_paper_that_describes_it() -> None:
    line = {
        "dataset": "Norman",
        "models": ["scGPT", {"model": "GEARS", "role": "trained-on"}],
        "paper_identifier": "doi:10.1126/science.aax4438",
    }
    (record,) = read(json.dumps(line), name="x").records
    assert isinstance(record, DatasetRecord)
    assert [(name, role.value) for name, role in record.models] == [("scGPT", "uses"), ("GEARS", "trained-on")]
    assert str(record.paper_identifier) == "doi:10.1126/science.aax4438"


@given(
    st.one_of(
        st.binary(),
        st.text(),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(),
            lambda inner: (
                st.lists(inner)
                | st.dictionaries(
                    st.sampled_from(
                        [
                            "paper",
                            "title",
                            "versions",
                            "identifiers",
                            "models",
                            "links",
                            "authors",
                            "dataset",
                            "number",
                            "x",
                        ]
                    ),
                    inner,
                )
            ),
        ).map(json.dumps),
    )
)
def test_no_file_gives_a_traceback(data: bytes | str) -> None:
    assert isinstance(read(data, name="x"), Reading)
