"""README.md says only what is true: every `$ command` in its console blocks runs and prints what stands there.

A reader who copies a command must get what the page shows. A line `…` stands for lines left out.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

PAGES = [page for page in ("README.md", "README.zh-CN.md") if (ROOT / page).exists()]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)


def commands(page: str) -> list[tuple[str, list[str]]]:
    """(command, expected lines) of all console blocks, in order."""
    found: list[tuple[str, list[str]]] = []
    for block in BLOCK.findall((ROOT / page).read_text(encoding="utf-8")):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif found:
                found[-1][1].append(line)
    return found


def agrees(expected: list[str], got: list[str]) -> bool:
    """Line by line; `…` matches any number of lines."""
    pattern = "".join(r"(?:.*\n)*?" if line == "…" else re.escape(line.rstrip()) + r"[ \t]*\n" for line in expected)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in got)) is not None


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_the_page_prints_what_the_page_shows(page: str, tmp_path: Path) -> None:
    shown = commands(page)
    assert shown, f"{page} shows no command at all"
    folder = str(Path(sys.executable).parent)
    environ = {**os.environ, "PATH": folder + os.pathsep + os.environ["PATH"], "HOME": str(tmp_path), "COLUMNS": "100"}
    environ.update(
        {
            f"FM_{name}_URL": "http://127.0.0.1:9"
            for name in ("CROSSREF", "DATACITE", "ARXIV", "BIORXIV", "EUROPEPMC", "DOI")
        }
    )
    room = tmp_path / "room"
    room.mkdir()
    for command, expected in shown:
        done = subprocess.run(
            ["bash", "-c", command], cwd=room, env=environ, text=True, timeout=120,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        got = done.stdout.replace(str(tmp_path), "~").splitlines()
        assert agrees(expected, got), f"$ {command}\n" + "\n".join(got)


def test_the_comparison_can_fail() -> None:
    assert agrees(["a", "…", "c"], ["a", "b", "b", "c"])
    assert not agrees(["a", "c"], ["a", "b", "c"])
    assert not agrees(["a"], ["b"])
