"""`fm search` and queries as they are typed: what a script gets, what a person sees, and how long tables are shown."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path

import pytest

import small_library
from lifesci_fm.store import database
from running import fm, fm_on_terminal

_ESCAPE = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")
SCGPT, DNABERT = "cui2024scgpt", "zhou2023dnabert"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = small_library.make(tmp_path_factory.mktemp("search") / "library.sqlite")
    connection = database.connect(path)
    connection.execute("BEGIN")
    long = "before " * 30 + "the zebrafish atlas of single cells " + "after " * 30
    small_library.paper(connection, "long", title="Zebrafish \x1b[31m\x02development", abstract=long, retracted=1)
    for number in range(60):
        small_library.paper(connection, f"many{number}", title=f"Common title {number}", year=2019)
    connection.execute("COMMIT")
    connection.close()
    return path


def test_a_search_prints_what_a_list_prints(library: Path) -> None:
    """Scripts read both with the same code."""
    listed = {paper["key"]: paper for paper in json.loads(fm(library, "list", "--json").out)}
    found = json.loads(fm(library, "search", "foundation", "model", "--json").out)
    assert [paper["key"] for paper in found] == [DNABERT, SCGPT]
    assert all(paper == listed[paper["key"]] for paper in found)
    rows = fm(library, "search", "foundation", "model").out.splitlines()
    assert rows[0] == fm(library, "list", "--limit", "1").out.splitlines()[0]
    assert [row.split("\t")[0] for row in rows[1:]] == [DNABERT, SCGPT]
    out = fm(library, "search", "scGPT", "--columns", "key,pmid", "--format", "csv").out
    assert out == "key,pmid\ncui2024scgpt,38409223\n"


def test_words_filters_and_fields_go_together(library: Path) -> None:
    for words in (
        ["search", "foundation", "--status", "read"],
        ["search", "foundation status:read"],
        ["search", "foundation", "status:read"],
        ["list", "foundation", "--domain", "scRNA"],
        ["list", "domain:scRNA (status:pending or tag:key-paper) not venue:arXiv"],
        ["search", "--limit", "1", "--sort", "key", "foundation"],
    ):
        out = fm(library, *words, "--columns", "key").out
        assert out == f"key\n{SCGPT}\n", words
    exported = fm(library, "export", "bibtex", "domain:DNA").out
    assert DNABERT in exported
    assert SCGPT not in exported
    assert fm(library, "export", "bibtex", "--query", "domain:DNA").out == exported
    assert fm(library, "export", "csv", "domain:DNA").out.splitlines()[1].startswith(DNABERT)
    assert fm(library, "export", "bibtex", "out.bib").code == 2
    shown = fm(library, "export", "readme", "--style", "awesome", "--query", "domain:DNA").out
    assert "DNABERT-2" in shown
    assert "scGPT" not in shown


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["search"], 2, "There is nothing to search for."),
        (["search", "  "], 2, "There is nothing to search for."),
        (["list", "domian:x"], 2, "Column 1 of the query: there is no field 'domian'. Did you mean domain"),
        (["list", "a", "(b"], 2, "Column 3 of the query: nothing closes this bracket."),
        (["list", "domain:scRN"], 3, "Did you mean scRNA?"),
        (["list", "@nothing"], 3, "no query is saved as 'nothing'"),
    ],
)
def test_a_query_that_cannot_be_answered_is_refused(library: Path, words: list[str], code: int, said: str) -> None:
    ran = fm(library, *words)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert json.loads(fm(library, *words, "--json").out)["error"]["exit_code"] == code


def test_nothing_found_is_no_error_and_offers_the_nearest(library: Path) -> None:
    ran = fm(library, "search", "zebrafsh")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("No paper matches. No paper has the word 'zebrafsh'; did you mean Zebrafish?")
    assert fm(library, "search", "zebrafsh", "--json").out == "[]\n"


def test_a_terminal_shows_hits_and_the_words_around_them(library: Path) -> None:
    for width in (60, 100, 160):
        out = fm_on_terminal(library, "search", "zebrafish", "single-cell", width=width).out
        assert "\x1b[1;31mZebrafish" in out
        assert "\x1b[1;2;31msingle cell" in out or width == 60
        lines = [_ESCAPE.sub("", line) for line in out.splitlines()]
        assert max(map(len, (line.rstrip() for line in lines))) <= width
        assert any("…" in line and "atlas of single" in line for line in lines) or width == 60
        assert "␛[31m" in _ESCAPE.sub("", out) or width == 60  # what a title holds stays text
    plain = fm_on_terminal(library, "search", "scGPT", env={"NO_COLOR": "1"}).out
    assert "\x1b[31m" not in plain


def test_a_table_says_how_many_of_how_many_it_shows(library: Path) -> None:
    def said(*words: str) -> str:
        return fm(library, *words, "--format", "table").err.strip()

    assert said("list") == "64 papers."
    assert said("list", "--year", "2019") == "60 papers of 64 in the library."
    assert said("list", "--year", "2019", "--limit", "5") == "5 of 60 papers; --limit 0 shows all."
    assert said("search", "common", "--limit", "5") == "5 of 60 papers; --limit 0 shows all."
    assert said("list", "--key", SCGPT, "--limit", "1") == "1 paper."
    assert fm(library, "list").err == ""  # a pipe is not talked to


def test_a_table_longer_than_the_screen_goes_through_the_pager(library: Path, tmp_path: Path) -> None:
    pager = tmp_path / "my pager"
    pager.write_text("#!/bin/sh\necho PAGED\ncat\necho LESS=$LESS\n")
    pager.chmod(pager.stat().st_mode | stat.S_IXUSR)
    env = {"PAGER": f"'{pager}'", "LESS": ""}
    long = fm_on_terminal(library, "list", env=env).out
    assert long.startswith("PAGED")
    assert "LESS=FRX" in long
    assert "\x1b[" in long  # coloured as without it
    assert "many59" in long
    for words in (["list", "--limit", "3"], ["list", "--no-pager"], ["list", "--json"], ["list", "--format", "tsv"]):
        assert "PAGED" not in fm_on_terminal(library, *words, env=env).out, words
    assert "PAGED" not in fm_on_terminal(library, "--no-pager", "list", env=env).out
    assert "PAGED" not in fm_on_terminal(library, "list", env=env | {"FM_PAGER": "cat"}).out
    assert "PAGED" not in fm_on_terminal(library, "list", env=env | {"PAGER": "/nowhere/less"}).out
    assert "PAGED" not in fm(library, "list", "--format", "table", env=env).out


def test_a_reader_who_leaves_the_pager_ends_the_list_quietly(library: Path) -> None:
    ran = fm_on_terminal(library, "list", env={"PAGER": "head -2"})
    assert ran.code == 0
    assert "rror" not in ran.out
