"""A retracted paper must look like one wherever it is shown: somebody would build on it, or cite it, unwarned."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from export_library import Run
from running import fm as fm_in_pipe
from running import fm_on_terminal


@pytest.fixture
def fm(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    run = Run(tmp_path, capsys)
    with closing(sqlite3.connect(run.library)) as connection, connection:
        connection.execute("UPDATE paper SET retracted = 1 WHERE key = 'cui2024scgpt'")
    return run


@pytest.mark.parametrize("format", ["tsv", "csv", "md", "table"])
def test_listings_mark_its_title_and_no_other(fm: Run, format: str) -> None:
    out = fm_in_pipe(fm.library, "list", "--format", format, env={"COLUMNS": "250"}).out
    assert [line for line in out.splitlines() if "retracted" in line] == [
        line for line in out.splitlines() if "cui2024scgpt" in line
    ]
    assert "single-cell multi-omics (retracted)" in out


def test_a_terminal_a_page_and_json_tell_it(fm: Run) -> None:
    assert "(retracted)" in fm_on_terminal(fm.library, "list", width=250).out
    assert fm("show", "scGPT") == 0
    assert "RETRACTED" in fm.out
    assert fm("list", "--json") == 0
    assert [one["key"] for one in json.loads(fm.out) if one["retracted"]] == ["cui2024scgpt"]
    assert fm("list", "--columns", "key,title,retracted") == 0
    assert fm.out.splitlines()[1].endswith("multi-omics (retracted)\tyes")
    assert fm("list", "--columns", "key,status", "--key", "cui2024scgpt") == 0
    assert fm.out == "key\tstatus\ncui2024scgpt\tread\n"


@pytest.mark.parametrize(
    ("format", "mark"),
    [
        ("bibtex", "  note = {Retracted}"),
        ("biblatex", "  note = {Retracted}"),
        ("csl", '"note": "Retracted"'),
        ("ris", "N1  - Retracted."),
        ("json", '"retracted": true'),
    ],
)
def test_every_bibliography_marks_it_once(fm: Run, format: str, mark: str) -> None:
    assert fm("export", format) == 0
    assert fm.out.count(mark) == 1


def test_a_spreadsheet_has_a_column_for_it(fm: Run) -> None:
    assert fm("export", "csv") == 0
    told = {row["key"]: row["retracted"] for row in csv.DictReader(io.StringIO(fm.out, newline=""))}
    assert (told["cui2024scgpt"], told["zhou2023dnabert2"]) == ("yes", "no")


@pytest.mark.parametrize("style", ["plan", "papers", "awesome", "topics"])
@pytest.mark.parametrize(("lang", "mark"), [("en", "(retracted)"), ("zh", "（已撤稿）")])
def test_every_style_of_readme_marks_it_once(fm: Run, style: str, lang: str, mark: str) -> None:
    assert fm("export", "readme", "--style", style, "--lang", lang) == 0
    assert fm.out.count(mark) == 1


def test_a_citation_in_words_says_it(fm: Run) -> None:
    assert fm("cite", "scGPT", "--text") == 0
    assert ". Retracted. https://" in fm.out


def test_a_citation_to_paste_is_warned_of_and_stays_what_it_is(fm: Run) -> None:
    done = fm_in_pipe(fm.library, "cite", "scGPT")
    assert (done.out, done.err) == ("\\cite{cui2024scgpt}\n", "cui2024scgpt was retracted.\n")


def test_the_plan_and_what_to_read_next_tell_it(fm: Run) -> None:
    assert fm("plan") == 0
    assert [line.split("\t")[1] for line in fm.out.splitlines() if "(retracted)" in line] == ["cui2024scgpt"]
    assert fm("mark", "planned", "cui2024scgpt") == 0
    assert fm("next", "--limit", "0") == 0
    assert "retracted" in fm.out.splitlines()[-1]
