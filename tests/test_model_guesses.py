"""Models that only a title names: a reader sees that nobody said so, until somebody does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from library_rooms import identifier, line, merge, paper, rows
from lifesci_fm.records import PaperRecord
from running import fm

LIST = "## Protein models\n\n- [FooGPT: a language model of all proteins](https://arxiv.org/abs/2501.00002)\n"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "library.sqlite"
    (tmp_path / "list.md").write_text(LIST, encoding="utf-8")
    assert fm(path, "init", "--empty").code == 0
    assert fm(path, "import", str(tmp_path / "list.md")).code == 0
    return path


def test_a_guess_is_marked_wherever_the_model_is_shown(library: Path) -> None:
    assert "\tFooGPT?\tFooGPT: a language model" in fm(library, "list").out
    assert fm(library, "list", "--model", "foogpt", "--columns", "models").out == "models\nFooGPT?\n"
    assert "models        FooGPT?" in fm(library, "show", "FooGPT").out
    assert json.loads(fm(library, "show", "FooGPT", "--json").out)["guessed_models"] == ["FooGPT"]
    assert fm(library, "model", "list").out.splitlines()[1].startswith("FooGPT?\t")
    assert fm(library, "model", "show", "FooGPT").out.startswith("FooGPT?\n")
    assert fm(library, "model", "compare", "FooGPT").out.startswith("model\tFooGPT?\n")
    assert json.loads(fm(library, "model", "show", "FooGPT", "--json").out)["guessed"] is True
    assert "introduces the model FooGPT is only a guess" in fm(library, "doctor", "guess").out


def test_whoever_says_so_ends_the_guess(library: Path) -> None:
    assert fm(library, "edit", "FooGPT", "--model", "FooGPT").code == 0
    assert fm(library, "list", "--columns", "model").out == "model\nFooGPT\n"
    assert fm(library, "model", "list").out.splitlines()[1].startswith("FooGPT\t")
    assert "FooGPT" not in fm(library, "doctor", "guess").out


def test_another_name_that_is_stated_takes_the_place_of_the_guess(library: Path) -> None:
    merge(library, [paper(None, "arxiv:2501.00002", model="FooGPT-1", origin=line(7))])
    assert rows(library, "SELECT model, guessed FROM paper_models") == [("FooGPT-1", 0)]
    assert rows(library, "SELECT name, guessed FROM models") == [("FooGPT-1", 0)]


def test_a_guess_that_a_person_took_away_stays_away(library: Path, tmp_path: Path) -> None:
    assert fm(library, "edit", "FooGPT", "--rm-model", "FooGPT").code == 0
    assert fm(library, "import", str(tmp_path / "list.md")).code == 0
    assert rows(library, "SELECT model FROM papers") == [(None,)]
    assert rows(library, "SELECT name FROM models") == []


def test_a_title_from_a_bibliography_or_a_source_is_read_alike(library: Path) -> None:
    said = PaperRecord(
        title="BarBERT-2: a foundation model for cells", identifiers=(identifier("10.1000/bar"),), origin=line(1)
    )
    merge(library, [said])
    assert rows(library, "SELECT model, guessed FROM paper_models WHERE model = 'BarBERT-2'") == [("BarBERT-2", 1)]
