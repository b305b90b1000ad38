"""Labels in Chinese and English: a reader of either language knows what a column is, and no program loses its names."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from lifesci_fm.catalog.query import COLUMNS
from lifesci_fm.cli import main
from lifesci_fm.cli.labels import WORDS
from lifesci_fm.vocabulary import PaperType, Status, parse_status, parse_status_filter
from running import fm

#: What is called the same in Chinese.
SAME = {"doi", "arxiv", "pmid", "pmcid"}
CHINESE = re.compile(r"[\u4e00-\u9fff]")

LISTINGS = [
    ["list", "--columns", ",".join(name for name in COLUMNS if name != "first_author")],
    ["list", "--columns", "code,weights,articles,datasets,note"],
    ["search", "cell"],
    ["plan"],
    ["next"],
    ["stats"],
    ["doctor"],
    ["query", "list"],
    ["note", "list"],
    *([noun, "list"] for noun in ("model", "dataset", "article", "resource", "domain", "tag")),
    ["model", "compare", "scGPT", "Geneformer"],
]
NAMES = {"model": "scGPT", "dataset": "Norman", "article": "2", "resource": "知乎", "domain": "RNA", "tag": "survey"}
SHOWN = [["show", "scGPT"], *([noun, "show", name] for noun, name in NAMES.items())]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("labels") / "library.sqlite"
    fm(path, "query", "save", "mine", "tag:survey")
    return path


@pytest.fixture
def printed(library: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """What a command prints, run in this process, for there are many of them."""

    def run(*words: str) -> str:
        assert main(["--library", str(library), *words]) in (0, 4)
        return capsys.readouterr().out

    return run


def is_labelled(name: str) -> bool:
    return name.strip() in SAME or CHINESE.search(name) is not None


@pytest.mark.parametrize("words", LISTINGS, ids=" ".join)
def test_every_header_is_chinese_where_it_is_asked_for(printed: Callable[..., str], words: list[str]) -> None:
    lines = printed(*words, "--format", "md", "--lang", "zh").splitlines()
    header = lines[0].strip("| ").split(" | ")
    if words[:2] == ["model", "compare"]:
        header = [line.strip("| ").split(" | ")[0] for line in lines if "---" not in line]
    assert [name for name in header if not is_labelled(name)] == []
    assert CHINESE.search(printed(*words, "--format", "md").splitlines()[0]) is None


@pytest.mark.parametrize("words", SHOWN, ids=" ".join)
def test_every_field_of_a_page_is_labelled(printed: Callable[..., str], words: list[str]) -> None:
    lines = printed("--lang", "zh", *words).splitlines()[1:]
    fields = [re.match(r"  (\S+(?: \S+)*)  +", line) for line in lines if line[2] != " "]
    labels = [found[1] for found in fields if found]
    assert len(labels) > 1
    assert [name for name in labels if not is_labelled(name)] == []
    assert len({cell_len(found[0]) for found in fields if found}) == 1  # the values stand below each other
    rows = printed(*words, "--format", "md", "--lang", "zh").splitlines()[2:]
    assert [row for row in rows if not is_labelled(row.split(" | ")[0].strip("| "))] == []


@pytest.mark.parametrize("words", LISTINGS, ids=" ".join)
@pytest.mark.parametrize("form", ["tsv", "json"])
def test_programs_read_the_same_in_every_language(printed: Callable[..., str], words: list[str], form: str) -> None:
    plain, chinese = (printed("--lang", lang, *words, "--format", form) for lang in ("en", "zh"))
    if words == ["next"]:  # why it is proposed is a sentence
        plain, chinese = (re.sub(r"(you are|准备中).*", "", said) for said in (plain, chinese))
    assert chinese == plain


def test_the_language_is_said_before_or_behind_or_once_for_all(
    printed: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = "| 位次 | 引用键 | 模型 | 领域 | 状态 | 解读文章 | 下一篇 |"
    for words in (["--lang", "zh", "plan"], ["plan", "--lang", "ZH"], ["plan", "--lang=zh-CN"]):
        assert printed(*words, "--format", "md", "--limit", "1").splitlines()[0] == wanted
    monkeypatch.setenv("FM_LANG", "zh_CN")
    assert printed("plan", "--format", "md", "--limit", "1").splitlines()[0] == wanted
    assert "准备中" in printed("next", "--format", "md")
    assert "why" in printed("next", "--lang", "en", "--format", "md")


def test_a_language_that_fm_does_not_speak_is_answered(library: Path) -> None:
    ran = fm(library, "list", "--lang", "fr")
    assert (ran.code, ran.out) == (2, "")
    assert "'fr'" in ran.err
    assert "en or zh" in ran.err
    klingon = {"FM_LANG": "klingon"}
    assert fm(library, "plan", "--format", "md", env=klingon).code == 2
    assert json.loads(fm(library, "plan", "--json", env=klingon).out)  # which has no labels


def test_words_are_read_in_either_language(printed: Callable[..., str]) -> None:
    for status, word in WORDS["status"].items():
        assert parse_status(word) is Status(status)
    assert parse_status_filter("待读") == parse_status_filter("pending")
    assert set(WORDS["type"]) == {one.value for one in PaperType}
    labs = printed("resource", "list", "--kind", "lab")
    assert "Collins" in labs
    assert printed("resource", "list", "--kind", "实验室") == labs
    assert printed("list", "--status", "已解读", "--domain", "单细胞").count("\n") == 4


def test_a_kind_said_in_chinese_is_the_kind(tmp_path: Path) -> None:
    library = tmp_path / "library.sqlite"
    assert fm(library, "resource", "add", "单细胞公开课", "--kind", "课程").code == 0
    assert "单细胞公开课" in fm(library, "resource", "list", "--kind", "course").out
    assert "| 课程 | 单细胞公开课 |" in fm(library, "resource", "list", "--format", "md", "--lang", "zh").out


@pytest.mark.parametrize("words", [["plan"], ["article", "list"], ["dataset", "list"], ["resource", "list"]])
def test_columns_stand_below_each_other_whatever_the_letters(
    printed: Callable[..., str], words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "90")
    lines = printed(*words, "--format", "table", "--lang", "zh").splitlines()
    assert len(lines) > 5
    assert {cell_len(line) for line in lines} == {cell_len(lines[0])}
    assert cell_len(lines[0]) <= 90
