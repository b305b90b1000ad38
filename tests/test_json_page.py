"""docs/json.md says only what is true: its examples are run, its tables of fields compared with what comes out."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from lifesci_fm.store.database import create_from_starter
from running import fm

PAGE = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
NOUNS = ("paper", "model", "dataset", "article", "resource", "domain", "tag")


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a starter library in it, called as on the page."""
    folder = tmp_path_factory.mktemp("room")
    assert create_from_starter(folder / "library.sqlite")
    yield folder


def section(title: str) -> str:
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S)
    assert found, title
    return found[1]


def blocks(language: str, text: str = PAGE) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.M | re.S)


def example(block: str) -> tuple[str, Any]:
    """The command of a block and what it prints."""
    command, _, printed = block.partition("\n")
    return command.removeprefix("$ "), json.loads(printed)


def test_every_example_prints_what_the_page_shows(room: Path) -> None:
    """Whoever writes a program after the page must get what it shows, field by field and in its order."""
    shown = [example(block) for block in blocks("console")]
    assert len(shown) > len(NOUNS)
    path = str(Path(sys.executable).parent) + os.pathsep + os.environ["PATH"]
    environ = {**os.environ, "PATH": path, "FM_LIBRARY": str(room / "library.sqlite"), "PYTHONUTF8": "1"}
    for command, expected in shown:
        done = subprocess.run(["bash", "-c", command], env=environ, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        assert json.dumps(json.loads(done.stdout)) == json.dumps(expected), command


@pytest.mark.parametrize("noun", NOUNS)
def test_the_fields_of_every_noun_are_explained(noun: str) -> None:
    """A field that nobody explains is one that nobody dares to use."""
    (block,) = blocks("console", section(noun))
    explained = re.findall(r"^\| `(\w+)` \|", section(noun), re.M)
    assert explained == list(example(block)[1])


def test_lists_print_the_fields_up_to_priority(room: Path) -> None:
    library = room / "library.sqlite"
    explained = re.findall(r"^\| `(\w+)` \|", section("paper"), re.M)
    for paper in json.loads(fm(library, "list", "--limit", "2", "--json").out):
        assert list(paper) == explained[: explained.index("priority") + 1]
    for noun in NOUNS[1:]:
        explained = re.findall(r"^\| `(\w+)` \|", section(noun), re.M)
        lines = fm(library, noun, "list", "--limit", "2", "--format", "jsonl").out.splitlines()
        assert [list(json.loads(line)) for line in lines] == [explained] * len(lines)


def test_the_question_to_datasette_is_one_that_the_views_answer(room: Path) -> None:
    found = re.search(r'--data-urlencode "sql=(.*?)"', PAGE)
    assert found
    with closing(sqlite3.connect(room / "library.sqlite")) as library:
        assert library.execute(found[1]).fetchall()


def test_the_examples_in_python_run(room: Path) -> None:
    """Without pandas, its question alone is asked."""
    with_pandas, bare = blocks("python")
    code = with_pandas if importlib.util.find_spec("pandas") else re.sub(
        r"^.*pandas.*$", "", with_pandas, flags=re.M
    ).replace("library.close()", "print(library.execute(sql).fetchone())\nlibrary.close()")  # fmt: skip
    for text in (code, bare):
        done = subprocess.run([sys.executable, "-c", text], cwd=room, capture_output=True, text=True, timeout=60)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout
    assert [done.stdout] == blocks("text")
