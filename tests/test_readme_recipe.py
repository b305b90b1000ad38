"""README's recipe for GitHub Actions: its steps pass a current page and stop a stale one."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from conftest import ROOT
from running import fm

RECIPE = re.compile(r"^```yaml\n(.*?)^```$", re.M | re.S)


def steps() -> list[list[str]]:
    """The words behind `fm` of each step that runs it."""
    (recipe,) = RECIPE.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    return [shlex.split(line) for line in re.findall(r"^ +- run: fm (.*)$", recipe, re.M)]


def on_runner(folder: Path) -> tuple[int, str]:
    """Every step on a fresh checkout, up to the first that fails; the exit code and what was printed."""
    (folder / "library.sqlite").unlink(missing_ok=True)
    for words in steps():
        ran = fm(None, *words, env={"FM_LIBRARY": "library.sqlite"}, cwd=folder)
        if ran.code:
            return ran.code, ran.out
    return 0, ""


def test_a_current_page_passes_and_a_stale_one_stops_with_a_diff(tmp_path: Path) -> None:
    library = tmp_path / "own.sqlite"
    page = tmp_path / "README.md"
    page.write_text("# Plan\n\n<!-- fm:begin plan lang=zh -->\n<!-- fm:end plan -->\n", encoding="utf-8")
    assert fm(library, "dump", str(tmp_path / "library.jsonl")).code == 0
    assert fm(library, "export", "readme", str(page)).code == 0
    assert len(steps()) == 3
    assert on_runner(tmp_path) == (0, "")
    page.write_text(page.read_text(encoding="utf-8").replace("已解读", "读了"), encoding="utf-8")
    code, said = on_runner(tmp_path)
    assert code == 4
    assert "+++ README.md (from the library)" in said
