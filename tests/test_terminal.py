"""On a real pseudo-terminal: what people see fits their window, says how much of it there is, and can be paged.

Tables of papers are in test_cli_output.py and test_cli_search.py.
"""

from __future__ import annotations

import re
import shutil
import stat
from pathlib import Path

import pytest
from rich.cells import cell_len

import small_library
from lifesci_fm.cli.page import fitted
from lifesci_fm.store import database
from running import fm, fm_on_terminal

_ESCAPE = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")
ADDRESS = "https://example.org/" + "a-long-way/" * 12


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = small_library.make(tmp_path_factory.mktemp("terminal") / "library.sqlite")
    connection = database.connect(path)
    connection.execute("BEGIN")
    for number in range(40):
        small_library.paper(
            connection, f"p{number}", title="单细胞转录组基础模型 of everything " * 3, venue="学报 " * 20 + str(number),
            status="planned", plan_position=10 + number, year=2000 + number % 20,
            url=ADDRESS,
        )  # fmt: skip
    connection.execute("COMMIT")
    connection.close()
    return path


@pytest.fixture(scope="module")
def pager(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A pager that says that it was asked."""
    program = tmp_path_factory.mktemp("pager") / "pager"
    program.write_text("#!/bin/sh\necho PAGED\ncat\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return str(program)


def lines(ran: tuple[int, str, str]) -> list[str]:
    return [_ESCAPE.sub("", line).rstrip() for line in ran[1].splitlines()]


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize(
    "words",
    [["plan"], ["next", "--limit", "0"], ["search", "everything"], ["article", "list"], ["domain", "list"], ["stats"],
     ["model", "compare", "scGPT", "DNABERT-2"], ["--lang", "zh", "plan"], ["--lang", "zh", "stats"]],
    ids=" ".join,
)  # fmt: skip
def test_everything_that_is_listed_or_counted_fits_the_window(library: Path, width: int, words: list[str]) -> None:
    ran = fm_on_terminal(library, *words, width=width)
    assert ran.code == 0
    assert max(map(cell_len, lines(ran))) <= width


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["model", "list"], "2 models."),
        (["model", "list", "--limit", "1"], "1 of 2 models; --limit 0 shows all."),
        (["model", "list", "--domain", "DNA"], "0 models of 2 in the library."),
        (["dataset", "list", "--model", "scGPT"], "1 dataset of 2 in the library."),
        (["dataset", "list", "--model", "scGPT", "--limit", "1"], "The first 1 dataset; --limit 0 shows all."),
        (["article", "list"], "2 articles."),
        (["resource", "list"], "1 resource."),
        (["plan", "--limit", "3"], "3 of 42 papers; --limit 0 shows all."),
        (["plan", "--domain", "DNA"], "1 paper of 42 in the plan."),
        (["next"], "1 of 41 papers; --limit 0 shows all."),
        (["next", "--domain", "DNA", "--limit", "0"], "1 paper of 41 to read."),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, list) else "",
)
def test_a_table_says_how_many_of_how_many_it_shows(library: Path, words: list[str], said: str) -> None:
    assert lines(fm_on_terminal(library, *words))[-1] == said
    assert said not in fm_on_terminal(library, "--quiet", *words).out
    assert said not in fm(library, *words).err  # rows for programs are not counted


@pytest.mark.parametrize(
    ("noun", "text", "address"),
    [
        ("model", "scGPT", "https://github.com/bowang-lab/scGPT"),
        ("dataset", "CELLxGENE", "https://cellxgene.cziscience.com/"),
        ("article", "scGPT 解读", "https://mp.weixin.qq.com/s/1"),
        ("resource", "Zhou lab", "https://zhou.example/"),
    ],
)
def test_names_of_other_things_are_links_too(library: Path, noun: str, text: str, address: str) -> None:
    assert f"{address}\x1b\\{text}" in fm_on_terminal(library, noun, "list", width=200).out


@pytest.mark.parametrize("width", [40, 80])
def test_a_page_goes_on_below_behind_its_labels_and_breaks_no_address(library: Path, width: int) -> None:
    shown = lines(fm_on_terminal(library, "show", "p7", width=width))
    assert ADDRESS in " ".join(shown).split()  # whole, so that a terminal still makes a link of it
    assert all(cell_len(line) <= width or ADDRESS in line for line in shown)
    (venue,) = [number for number, line in enumerate(shown) if line.startswith("  venue")]
    begins = shown[venue].index("学报")
    assert re.match(" " * begins + "[学报]", shown[venue + 1])
    assert ADDRESS in fm(library, "show", "p7").out  # a pipe gets the lines as they are
    assert max(map(len, fm(library, "show", "p7").out.splitlines())) > 100


def test_lines_break_between_chinese_letters_and_between_words() -> None:
    assert list(fitted("  venue  单细胞转录组基础模型的综述与展望", 31)) == [
        "  venue  单细胞转录组基础模型的",
        "         综述与展望",
    ]
    assert list(fitted("    read it twice, and once more", 30)) == ["    read it twice, and once", "    more"]
    assert list(fitted("short", 30)) == ["short"]


def test_long_pages_are_paged_and_short_ones_are_not(library: Path, pager: str) -> None:
    env = {"PAGER": f"'{pager}'"}
    for words in (["stats"], ["show", "scGPT"], ["plan"], ["search", "everything"]):
        told = fm_on_terminal(library, *words, env=env, width=40).out
        assert told.count("PAGED") == 1, words
        assert "PAGED" not in fm_on_terminal(library, "--no-pager", *words, env=env, width=40).out
        assert "PAGED" not in fm_on_terminal(library, *words, env=env | {"TERM": "dumb"}, width=40).out
    assert "PAGED" not in fm_on_terminal(library, "tag", "list", env=env).out
    assert "PAGED" not in fm(library, "plan", env=env).out


@pytest.mark.parametrize("name", ["", "cat", "/nowhere/less", "no-such-pager -R", "less '"])
def test_without_a_pager_that_can_be_started_everything_is_printed(library: Path, name: str) -> None:
    ran = fm_on_terminal(library, "plan", env={"PAGER": name})
    assert ran.code == 0
    assert lines(ran)[-1] == "42 papers."
    assert len(lines(ran)) == 44


def test_less_shows_the_first_screen_and_leaves_when_told(library: Path) -> None:
    if not shutil.which("less"):
        pytest.skip("no less on this computer")
    ran = fm_on_terminal(library, "plan", env={"PAGER": "less -R"}, typed="q")
    assert ran.code == 0
    assert "p5" in ran.out
    assert "p39" not in ran.out
