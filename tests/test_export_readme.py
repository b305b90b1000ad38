"""`fm export readme` as it is typed: blocks in place, `--check` for CI, a first file with `--new`."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from export_library import HOSTILE, Run

HEAD = b"\xef\xbb\xbf# Plan \t\r\n<!-- fm:begin plan lang=zh -->\r\n"
TAIL = "<!-- fm:end plan -->\r\n｜尾｜ \\| &amp; no newline".encode()


STYLES = (b"plan", b"papers", b"awesome", b"topics", b"datasets", b"articles", b"resources")
STALE = HEAD + b"stale | content\r\n" + TAIL


@pytest.fixture
def fm(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(tmp_path, capsys)


def test_the_plan_is_printed(fm: Run) -> None:
    assert fm("export", "readme", "--lang", "zh") == 0
    assert fm.out.splitlines()[0] == "| 模型 | 发布日期 | 领域 | 状态 |"
    assert (
        "| [scGPT](https://doi.org/10.1038/s41592-024-02201-0) | 05/2023 | scRNA | :white_check_mark: 已解读 |"
        in fm.out
    )


@pytest.mark.parametrize("style", ["plan", "papers", "awesome", "topics", "datasets", "articles", "resources"])
def test_every_style_prints_from_a_real_library(fm: Run, style: str) -> None:
    assert fm("export", "readme", "--style", style) == 0
    first = fm.out
    assert ("A course" if style == "resources" else "scGPT" if style != "datasets" else "CELLxGENE") in first
    assert fm("export", "readme", "--style", style) == 0
    assert fm.out == first


def test_a_block_is_filled_in_place_and_nothing_else_is_touched(fm: Run) -> None:
    page = fm.file("README.md", STALE)
    assert fm("export", "readme", page) == 0
    data = page.read_bytes()
    assert data.startswith(HEAD)
    assert data.endswith(TAIL)
    assert "| 模型 |".encode() in data
    assert b"stale" not in data
    assert b"\n" not in data[len(HEAD) : -len(TAIL)].replace(b"\r\n", b"")
    assert "blocks filled" in fm.said
    before = page.stat().st_mtime_ns
    assert fm("export", "readme", page) == 0
    assert "nothing to change" in fm.said
    assert page.stat().st_mtime_ns == before


def test_hostile_text_breaks_out_of_no_style(fm: Run) -> None:
    page = fm.file("README.md", b"".join(b"<!-- fm:begin %s -->\n<!-- fm:end %s -->\n" % (s, s) for s in STYLES))
    assert fm("export", "readme", page) == 0
    assert fm("export", "readme", "--check", page) == 0
    tokens = MarkdownIt("commonmark").enable("table").parse(page.read_text(encoding="utf-8"))
    assert [t.content.split()[1:3] for t in tokens if t.type == "html_block"] == [
        [f"fm:{verb}", style.decode()] for style in STYLES for verb in ("begin", "end")
    ]
    inline = [child for token in tokens for child in token.children or ()]
    assert not {child.type for child in inline} & {"html_inline", "code_inline", "image"}
    assert not [child for child in inline if "javascript" in str(child.attrs.get("href"))]
    shown = ["".join(c.content for c in token.children or ()) for token in tokens if token.type == "inline"]
    assert sum(HOSTILE in text for text in shown) == 3  # a row of papers, a bullet of awesome and of topics


def test_check_says_what_is_out_of_date_and_writes_nothing(fm: Run) -> None:
    page = fm.file("README.md", STALE)
    assert fm("export", "readme", "--check", page) == 4
    assert page.read_bytes() == STALE
    assert "-stale | content" in fm.out
    assert "+| 模型 | 发布日期 | 领域 | 状态 |" in fm.out
    assert "is out of date" in fm.said
    assert f"fm export readme {page}" in fm.said
    assert fm("export", "readme", page) == 0
    assert fm("export", "readme", "--check", page) == 0
    assert fm.out == ""


def test_a_broken_marker_in_one_file_leaves_all_files_alone(fm: Run) -> None:
    good, bad = fm.file("README.md", STALE), fm.file("b.md", b"\n<!-- fm:begin plan -->\n")
    before = good.read_bytes()
    assert fm("export", "readme", good, bad) == 6
    assert f"{bad}:2: the block plan has no end." in fm.said
    assert good.read_bytes() == before


@pytest.mark.parametrize(
    ("marker", "said"),
    [
        ("plan status=raed", "No status is called 'raed'."),
        ("plan domain=DAN", "The library has no domain 'DAN'."),
        ("plans", "'plans' is no style. Did you mean plan?"),
        ("plan langs=zh", "'langs' is no key of a block."),
    ],
)
def test_a_word_in_a_marker_that_means_nothing_is_said_with_its_line(fm: Run, marker: str, said: str) -> None:
    page = fm.file("README.md", f"a\n<!-- fm:begin {marker} -->\n<!-- fm:end {marker.split()[0]} -->\n".encode())
    before = page.read_bytes()
    assert fm("export", "readme", page) == 6
    assert f"{page}:2: {said}" in fm.said
    assert page.read_bytes() == before


def test_a_document_passes_through_a_pipe(fm: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(HEAD + TAIL)))
    monkeypatch.setattr(sys, "stdout", out)
    code = fm("export", "readme", "-")
    monkeypatch.undo()
    data = out.buffer.getvalue()  # type: ignore[attr-defined]  # it is a BytesIO
    assert code == 0
    assert data.startswith(HEAD)
    assert data.endswith(TAIL)
    assert "已解读".encode() in data


def test_a_first_file_is_made_with_its_markers(fm: Run) -> None:
    page = fm.folder / "new.md"
    assert fm("export", "readme", "--new", page, "--style", "papers", "--lang", "zh", "--year", "2020-") == 0
    lines = page.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "<!-- fm:begin papers lang=zh year=2020- -->"
    assert lines[-1] == "<!-- fm:end papers -->"
    assert lines[2].startswith("| 年份 |")
    assert fm("export", "readme", "--check", page) == 0
    before = page.read_bytes()
    assert fm("export", "readme", "--new", page) == 4
    assert "exists already" in fm.said
    assert page.read_bytes() == before


def test_output_goes_to_a_file_in_one_step(fm: Run) -> None:
    page = fm.folder / "plan.md"
    assert fm("export", "readme", "--check", "-o", page) == 6
    assert fm("export", "readme", "-o", page) == 0
    assert page.read_text(encoding="utf-8").startswith("| Model |")
    assert fm("export", "readme", "--check", "-o", page) == 0
    page.write_text("old")
    assert fm("export", "readme", "--check", "-o", page) == 4


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--check"], "--check compares with a file."),
        (["--style", "papers", "README.md"], "--style cannot stand beside a file: its markers say what it holds."),
        (["--domain", "DNA", "README.md"], "--domain cannot stand beside a file"),
        (["--new"], "--new makes one file."),
        (["--columns", "titel"], "'titel' is no column of plan. Did you mean title?"),
    ],
)
def test_words_that_do_not_go_together(fm: Run, words: list[str], said: str) -> None:
    assert fm("export", "readme", *words) == 2
    assert said in fm.said


def test_no_file_no_guess(fm: Run) -> None:
    assert fm("export", "readme", fm.folder / "missing.md") == 6
    assert "No such file" in fm.said
    assert fm("export", "readme", fm.file("README.md", b"# no marker\n")) == 6
    assert "has no block" in fm.said


_LOADED = """
import sys
from lifesci_fm.cli import main
code = main(sys.argv[1:])
print(*sorted(name.partition(".")[0] for name in sys.modules), file=sys.stderr)
sys.exit(code)
"""


def test_printing_loads_no_parser_and_no_writing_side(fm: Run) -> None:
    page = fm.file("README.md", STALE)
    for words in ([], [str(page)]):
        command = [sys.executable, "-c", _LOADED, "--quiet", "--library", str(fm.library), "export", "readme", *words]
        ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=60)
        heavy = {"markdown_it", "sqlmodel", "sqlalchemy", "pydantic", "alembic", "httpx", "bibtexparser", "rich"}
        assert not heavy & {*ran.stderr.split()}
