"""`fm export` of bibliographies and data: what LaTeX, scripts and spreadsheets rely on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from export_library import Run


@pytest.fixture
def fm(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(tmp_path, capsys)


KEYS = {"cui2024scgpt", "zhou2023dnabert2", "hostile"}


@pytest.mark.parametrize("kind", ["bibtex", "biblatex"])
def test_a_bibliography_has_every_paper_under_its_key(fm: Run, kind: str) -> None:
    from pybtex.database import parse_string

    assert fm("export", kind) == 0
    assert set(parse_string(fm.out, "bibtex").entries) == KEYS
    assert fm("export", kind, "--domain", "single-cell") == 0
    assert set(parse_string(fm.out, "bibtex").entries) == {"cui2024scgpt"}


def test_json_is_what_fm_list_prints(fm: Run) -> None:
    assert fm("list", "--json") == 0
    listed = json.loads(fm.out)
    assert fm("export", "json") == 0
    assert json.loads(fm.out) == listed
    assert fm("export", "json", "--status", "preparing") == 0
    assert fm.out == "[]\n"


@pytest.mark.parametrize("kind", ["bibtex", "biblatex", "json", "datasets", "articles", "resources"])
def test_a_file_is_replaced_never_appended_and_can_be_checked(fm: Run, kind: str) -> None:
    path = fm.file("out", b"stale\n" * 1000)
    assert fm("export", kind, "-o", path) == 0
    assert fm.out == ""
    written = path.read_text(encoding="utf-8")
    assert "stale" not in written
    assert fm("export", kind) == 0
    assert fm.out == written
    assert fm("export", kind, "-o", path, "--check") == 0
    path.write_text("stale\n")
    assert fm("export", kind, "-o", path, "--check") == 4
    assert "-stale" in fm.out
    assert path.read_text() == "stale\n"


def test_datasets_articles_and_resources_follow_the_papers_chosen(fm: Run) -> None:
    assert fm("export", "datasets", "--domain", "scRNA", "--format", "json") == 0
    assert [one["name"] for one in json.loads(fm.out)] == ["CELLxGENE"]
    assert fm("export", "articles", "--lang", "zh") == 0
    assert fm.out == "- (六) scGPT | 基座模型 [知乎文章](https://zhuanlan.zhihu.com/p/702698466)\n"
    assert fm("export", "resources", "--format", "jsonl") == 0
    assert [json.loads(line)["title"] for line in fm.out.splitlines()] == ["A course"]
    assert fm("export", "datasets", "--format", "xml") == 2


def test_an_export_that_does_not_exist_is_answered_with_the_nearest(fm: Run) -> None:
    assert fm("export", "bibtx") == 2
    assert "Did you mean bibtex" in fm.said
    assert fm("export") == 2
