"""init, dump and load as a user runs them, and the starter library that is built from its text."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from lifesci_fm.cli.app import run
from lifesci_fm.errors import UnreadableInput
from lifesci_fm.store.database import connect_readonly
from lifesci_fm.store.seed import build
from test_dump import dump, example

ROOT = Path(__file__).resolve().parent.parent

Fm = Callable[..., tuple[int, str, str]]


@pytest.fixture
def fm(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Fm:
    """Runs a command line on `library.sqlite` in `tmp_path`: exit code, stdout, stderr."""

    def call(*words: str | Path, library: str = "library.sqlite") -> tuple[int, str, str]:
        capfd.readouterr()
        code = run(["--library", str(tmp_path / library), *map(str, words)])
        return code, *capfd.readouterr()

    return call


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """The documented example as a file."""
    path = tmp_path / "example.jsonl"
    path.write_text(example(), encoding="utf-8")
    return path


# -- init --------------------------------------------------------------------------------------------------------


def test_init_makes_an_empty_library_once(fm: Fm, tmp_path: Path) -> None:
    """A second init would throw the library away."""
    code, out, said = fm("init", "--empty")
    assert (code, out) == (0, "")
    assert str(tmp_path / "library.sqlite") in said
    assert fm("list", "--json")[1].strip() == "[]"
    code, _, said = fm("init", "--empty")
    assert code == 4
    assert "exists already" in said


def test_init_copies_another_library(fm: Fm, text: Path, tmp_path: Path) -> None:
    """Nobody could start from a colleague's library."""
    assert fm("load", text)[0] == 0
    assert fm("init", "--from", tmp_path / "library.sqlite", library="copy.sqlite")[0] == 0
    assert fm("dump", library="copy.sqlite")[1] == example()


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["init", "--empty", "--from", "x"], 2, "two different things"),
        (["init", "--from", "missing.sqlite"], 6, "There is no library at missing.sqlite"),
        (["init", "--from", __file__], 6, "is not a SQLite file"),
    ],
)
def test_init_says_what_it_cannot_do(fm: Fm, tmp_path: Path, words: list[str], code: int, sentence: str) -> None:
    """A half-made library would stay behind."""
    got, out, said = fm(*words)
    assert (got, out) == (code, "")
    assert sentence in said
    assert list(tmp_path.iterdir()) == []


# -- dump and load -----------------------------------------------------------------------------------------------


def test_load_fills_a_library_that_does_not_exist_and_dump_prints_it(fm: Fm, text: Path) -> None:
    """`fm load` would find the starter library in its way."""
    code, out, said = fm("load", text)
    assert (code, out) == (0, "")
    assert "paper 1" in said
    assert fm("dump") == (0, example(), "")


def test_dump_writes_a_file_in_one_step(fm: Fm, text: Path, tmp_path: Path) -> None:
    """An interrupted dump would destroy the last good one."""
    fm("load", text)
    target = tmp_path / "out.jsonl"
    target.write_text("old")
    assert fm("dump", target)[0] == 0
    assert target.read_bytes() == example().encode()


def test_dump_does_not_write_over_the_library(fm: Fm, text: Path, tmp_path: Path) -> None:
    """One wrong word would replace the library by its text."""
    fm("load", text)
    code, _, said = fm("dump", tmp_path / "library.sqlite")
    assert code == 2
    assert "is the library itself" in said
    assert fm("dump")[1] == example()


def test_load_refuses_a_library_with_papers_unless_told(fm: Fm, text: Path) -> None:
    """See test_dump: nothing is overwritten by mistake."""
    fm("load", text)
    code, _, said = fm("load", text)
    assert code == 4
    assert "--replace" in said
    assert fm("load", "--replace", text)[0] == 0
    assert fm("dump")[1] == example()


def test_a_broken_text_is_named_by_line_and_loads_nothing(fm: Fm, text: Path) -> None:
    """Half a library would be there, and the second try refused."""
    fm("init", "--empty")
    before = fm("dump")[1]
    text.write_text(example() + '{"paper": "x", "staus": "read"}\n', encoding="utf-8")
    code, out, said = fm("load", text)
    assert (code, out) == (6, "")
    assert re.search(r"example\.jsonl:10: a paper has no field 'staus'", said)
    assert "Did you mean status" in said
    assert fm("dump")[1] == before


def test_load_says_which_file_is_missing(fm: Fm, tmp_path: Path) -> None:
    """A traceback, or an empty library made for nothing."""
    for name in ("missing.jsonl", "."):
        code, _, said = fm("load", name)
        assert code == 6
        assert f"{name} cannot be read" in said
    assert list(tmp_path.iterdir()) == []


def test_a_dump_goes_through_a_pipe_whatever_the_locale(text: Path, tmp_path: Path) -> None:
    """In a plain C locale a Chinese title would end the dump, or change it."""
    environ = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "FM_LIBRARY": "a.sqlite"}
    fm = [sys.executable, "-m", "lifesci_fm"]
    subprocess.run([*fm, "load", "-"], input=text.read_bytes(), env=environ, cwd=tmp_path, check=True)
    done = subprocess.run([*fm, "dump"], capture_output=True, env=environ, cwd=tmp_path, check=True)
    assert done.stdout.decode() == example()


def test_loading_is_in_the_history(fm: Fm, text: Path, tmp_path: Path) -> None:
    """`fm undo` could not take it back."""
    fm("load", text)
    with closing(sqlite3.connect(tmp_path / "library.sqlite")) as connection:
        logged = "SELECT count(*) FROM change WHERE command_id = h.id AND table_name = 'paper'"
        ((words, count),) = connection.execute(f"SELECT words, ({logged}) FROM history h")
    assert "load" in words
    assert count == 1


# -- the starter library -----------------------------------------------------------------------------------------


def test_building_the_starter_library_twice_gives_the_same_bytes(text: Path, tmp_path: Path) -> None:
    """Nobody could tell whether the shipped file is what its text says."""
    built = [tmp_path / "one.sqlite", tmp_path / "two.sqlite"]
    for target in built:
        build(text, target)
    assert built[0].read_bytes() == built[1].read_bytes()
    with closing(connect_readonly(built[0])) as connection:
        assert dump(connection) == example()
        assert connection.execute("SELECT count(*) FROM change").fetchone() == (0,)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["example.jsonl", "one.sqlite", "two.sqlite"]


def test_a_text_that_does_not_load_leaves_the_starter_library_alone(text: Path, tmp_path: Path) -> None:
    """A typing mistake in the text would leave a release without its library."""
    target = tmp_path / "seed.sqlite"
    target.write_text("what was there")
    for wrong, said in (('{"paper": "a", "titel": 1}\n', "titel"), ("{\n", "no JSON")):
        text.write_text(wrong)
        with pytest.raises(UnreadableInput, match=said):
            build(text, target)
    with pytest.raises(UnreadableInput, match="There is no file"):
        build(tmp_path / "missing.jsonl", target)
    assert target.read_text() == "what was there"


def test_the_starter_library_is_rebuilt_by_one_command(text: Path, tmp_path: Path) -> None:
    """CONTRIBUTING names it."""
    words = [sys.executable, "-m", "lifesci_fm.store.seed"]
    target = tmp_path / "seed.sqlite"
    assert subprocess.run([*words, text, target], check=False).returncode == 0
    assert target.exists()
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Two files are needed." in done.stderr


def test_the_shipped_starter_library_is_its_text(tmp_path: Path) -> None:
    """What users get would differ from what was reviewed."""
    text, library = ROOT / "data" / "seed.jsonl", ROOT / "data" / "seed.sqlite"
    built = tmp_path / "built.sqlite"
    build(text, built)
    with closing(connect_readonly(built)) as one, closing(connect_readonly(library)) as other:
        schema = "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"
        assert other.execute(schema).fetchall() == one.execute(schema).fetchall(), "build data/seed.sqlite again"
        assert dump(other) == dump(one), "build data/seed.sqlite again"
        assert dump(one) == text.read_text(encoding="utf-8"), "run: fm --library data/seed.sqlite dump data/seed.jsonl"
