"""Rendering: every format says the same, nothing in a library can break a row or drive a terminal, tables fit."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

import small_library
from lifesci_fm.cli.cells import Column, cell, printable
from lifesci_fm.cli.table import fit
from lifesci_fm.store import database
from running import fm, fm_on_terminal

#: What a hostile page could have put into a title: window title, colour, cursor, bidi, table and CSV breakers.
EVIL = "=1+1 \x1b]0;owned\x07\x1b[31mred\x9b2J | a\ttab\nline\r\u2028sep \u202eabc <script>[x](y) `code`"
_ESCAPE = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = small_library.make(tmp_path_factory.mktemp("output") / "library.sqlite")
    connection = database.connect(path)
    small_library.paper(
        connection,
        "evil",
        title=EVIL,
        venue="日本語の雑誌名はとても長い" * 3,
        url="https://x.org/\x1b]8;;evil",
        year=2020,
    )
    connection.close()
    return path


def test_a_pipe_gets_tsv_with_a_header_and_nothing_cut(library: Path) -> None:
    lines = fm(library, "list").out.split("\n")
    assert lines[0].split("\t") == ["key", "model", "title", "year", "venue", "domains", "status"]
    assert lines.pop() == ""
    assert {line.count("\t") for line in lines} == {6}
    assert len(lines) == 5
    assert not any("\x1b" in line or "…" in line for line in lines)


def test_csv_is_read_back_and_computes_nothing(library: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(fm(library, "list", "--format", "csv").out)))
    assert [row["key"] for row in rows] == ["cui2024scgpt", "zhou2023dnabert", "anon", "evil"]
    assert rows[3]["title"].startswith("'=1+1")


def test_markdown_rows_stay_rows(library: Path) -> None:
    from markdown_it import MarkdownIt

    html = MarkdownIt("commonmark").enable("table").render(fm(library, "list", "--format", "md").out)
    assert html.count("<tr>") == 5
    assert html.count("<td>") == 4 * 7
    assert "<script>" not in html
    assert "<a " not in html
    listed = fm(library, "list", "--format", "md", "--columns", "key,url", "--limit", "1").out.splitlines()
    assert listed[2] == "| cui2024scgpt | https://doi.org/10.1038/s41592-024-02201-0 |"


def test_json_keeps_what_tables_replace_and_prints_it_escaped(library: Path) -> None:
    ran = fm(library, "list", "--json")
    assert json.loads(ran.out)[3]["title"] == EVIL
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u2028]", ran.out)
    lines = fm(library, "list", "--format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == json.loads(ran.out)


def test_json_stays_json_where_the_locale_has_no_unicode(library: Path) -> None:
    ran = fm(library, "list", "--json", env={"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"})
    assert json.loads(ran.out)[0]["articles"] == ["scGPT 解读"]


def test_columns_in_the_order_asked_for(library: Path) -> None:
    assert fm(library, "list", "--columns", "year, key", "--limit", "1").out == "year\tkey\n2024\tcui2024scgpt\n"
    # columns that only the objects have
    out = fm(library, "list", "--columns", "key,pmid,code", "--limit", "1").out
    assert out == "key\tpmid\tcode\ncui2024scgpt\t38409223\thttps://github.com/bowang-lab/scGPT\n"
    assert json.loads(fm(library, "list", "--columns", "key", "--limit", "1", "--json").out) == [
        {"key": "cui2024scgpt"}
    ]


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
@pytest.mark.parametrize("noun", [[], ["resource"], ["dataset"], ["model"]])
def test_a_table_fits_the_terminal(library: Path, width: int, noun: list[str]) -> None:
    ran = fm_on_terminal(library, *noun, "list", width=width)
    assert ran.code == 0
    lines = [_ESCAPE.sub("", line) for line in ran.out.splitlines()]
    assert max(cell_len(line.rstrip()) for line in lines) <= width


def test_columns_of_wide_characters_stay_aligned(library: Path) -> None:
    out = fm_on_terminal(library, "--quiet", "list", width=100).out
    lines = [_ESCAPE.sub("", line) for line in out.splitlines()]
    starts = set()
    for line, status in zip(lines, ("status", "read", "planned", "unplanned", "unplanned"), strict=True):
        starts.add(cell_len(line[: line.rindex(status)]))
    assert len(starts) == 1


def test_titles_are_links_and_status_words_coloured(library: Path) -> None:
    out = fm_on_terminal(library, "list", width=200).out
    assert "https://doi.org/10.1038/s41592-024-02201-0\x1b\\scGPT: toward" in out
    assert "\x1b[32mread" in out


def test_a_title_cannot_drive_the_terminal(library: Path) -> None:
    for words in (
        ["list"],
        ["show", "evil"],
        ["list", "--json"],
        ["show", "evil", "--json"],
        ["list", "--format", "md"],
    ):
        left = _ESCAPE.sub("", fm_on_terminal(library, *words, width=400).out)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u2028]", left), words


@pytest.mark.parametrize(
    ("variables", "links", "colours"),
    [({"NO_COLOR": "1"}, True, False), ({"TERM": "dumb"}, False, False), ({}, True, True)],
)
def test_colour_variables_are_honoured(library: Path, variables: dict[str, str], links: bool, colours: bool) -> None:
    out = fm_on_terminal(library, "list", env=variables).out
    assert ("\x1b]8;" in out, "\x1b[32m" in out) == (links, colours)


def test_force_color_colours_a_table_in_a_pipe(library: Path) -> None:
    colour = {"FORCE_COLOR": "1", "NO_COLOR": "", "TERM": "xterm"}
    assert "\x1b[32mread" in fm(library, "list", "--format", "table", env=colour).out
    assert "\x1b" not in fm(library, "list", env=colour).out  # TSV is for programs


def test_a_table_in_a_pipe_is_cut_only_to_a_width_that_was_named(library: Path) -> None:
    whole = fm(library, "list", "--format", "table", env={"COLUMNS": ""}).out
    assert "scGPT: toward a foundation model for single-cell multi-omics" in whole
    narrow = fm(library, "list", "--format", "table", env={"COLUMNS": "60"}).out
    assert max(map(cell_len, narrow.splitlines())) <= 60


def test_show_is_a_page_for_people_and_an_object_for_programs(library: Path) -> None:
    page = fm(library, "show", "scGPT").out
    for expected in ("plan.md:7 (Plan › 单细胞)", "v2", "read twice", "date: 2024-03 (user)", "Müller, Zoë"):
        assert expected in page
    assert "incomplete" in fm(library, "show", "anon").out
    thing = json.loads(fm(library, "show", "scGPT", "--json").out)
    (listed,) = json.loads(fm(library, "list", "--key", "cui2024scgpt", "--json").out)
    assert thing.items() >= listed.items()
    assert fm(library, "show", "scGPT", "--format", "tsv").out.startswith("field\tvalue\nid\t1\n")


def test_several_matches_are_listed_with_exit_3(library: Path) -> None:
    connection = database.connect(library)
    other = small_library.paper(connection, "again", title="Another scGPT paper")
    small_library.insert(
        connection, "paper_model", paper_id=other, model_id=1, role="introduces", position=1, guessed=0, origin_id=1
    )
    connection.close()
    ran = fm(library, "show", "scGPT")
    assert (ran.code, ran.out) == (3, "")
    assert "cui2024scgpt" in ran.err
    assert "again" in ran.err
    assert len(json.loads(fm(library, "show", "scGPT", "--json").out)["error"]["candidates"]) == 2


@pytest.mark.parametrize("noun", ["model", "dataset", "article", "resource", "domain", "tag"])
def test_every_noun_lists_and_shows(library: Path, noun: str) -> None:
    things = json.loads(fm(library, noun, "list", "--limit", "0", "--json").out)
    assert things
    rows = fm(library, noun, "list").out.splitlines()
    assert len(rows) == len(things) + 1
    assert len(json.loads(fm(library, noun, "list", "--limit", "1", "--json").out)) == 1
    thing = things[0]
    name = thing.get("name") or thing["title"]
    assert json.loads(fm(library, noun, "show", name, "--json").out) == thing
    assert name in fm(library, noun, "show", f"#{thing['id']}").out
    assert fm(library, noun, "show", "no such thing").code == 3


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (3, "3"),
        (["a", None, "b"], "a; ; b"),
        ([{"kind": "code", "url": "https://x", "title": None}], "https://x"),
        ({"scheme": "doi", "value": "10.1/x"}, "doi 10.1/x"),
        ("a\tb\nc\x1b", "a b c␛"),
    ],
)
def test_cells_are_one_line_of_text(value: object, text: str) -> None:
    assert cell(value) == text


def test_printable_leaves_people_s_scripts_alone() -> None:
    text = "单细胞 Müller‐Ünal 数据集 \u3000 é"
    assert printable(text) == text


@pytest.mark.parametrize("total", range(10, 120, 7))
def test_fitted_widths_never_exceed_what_there_is_while_columns_can_shrink(total: int) -> None:
    columns = [Column("key"), Column("title", elastic=True, least=30), Column("venue", elastic=True), Column("year")]
    widths = fit(columns, [20, 80, 25, 4], total)
    assert sum(widths) + 2 * 3 <= max(total, 6 * 3 + 4 + 2 * 3)
    assert all(width > 0 for width in widths)
