"""Exports of hostile texts, read again: what a title, a name or a venue says must neither break out nor change."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from hostile_library import TITLES, make
from running import fm

COMPARED = ("title", "authors", "venue", "year", "doi", "type", "url")
ENDINGS = {"bibtex": "bib", "biblatex": "bib", "csl": "json", "ris": "ris", "json": "json", "jsonl": "jsonl"}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("hostile") / "library.sqlite")


def papers(library: Path) -> dict[str, dict[str, Any]]:
    """What is compared of every paper, by its key; a URL is the same with what no URL may hold percent-encoded."""
    ran = fm(library, "list", "--json")
    assert ran.code == 0, ran.err
    listed = [one | {"url": unquote(one["url"])} for one in json.loads(ran.out)]
    return {one["key"]: {name: plain(one[name]) for name in COMPARED} for one in listed}


@pytest.mark.parametrize("format", list(ENDINGS))
def test_every_text_comes_back_equal(hostile: Path, format: str, tmp_path: Path) -> None:
    file, other = tmp_path / f"export.{ENDINGS[format]}", tmp_path / "other.sqlite"
    ran = fm(hostile, "export", *(["json", "--format", "jsonl"] if format == "jsonl" else [format]))
    assert ran.code == 0, ran.err
    file.write_bytes(ran.out.encode())
    assert fm(other, "init", "--empty").code == 0
    ran = fm(other, "import", str(file), "--json")
    assert ran.code == 0, ran.err
    assert ran.out.count('"code"') == 0, ran.out  # no problem is reported
    before, after = papers(hostile), papers(other)
    assert len(after) == len(TITLES)
    if format == "ris":  # where a comma begins the next part of a name, and none can stand within one
        for one in (*before.values(), *after.values()):
            one["authors"] = [name.replace(",", "") for name in one["authors"]]
    assert {key: (before[key], after[key]) for key in before if before[key] != after[key]} == {}


def plain(value: Any) -> Any:
    """No format holds control characters or line ends inside a text; letters are composed when they are read."""
    if isinstance(value, list):
        return [plain(one) for one in value]
    if not isinstance(value, str):
        return value
    return unicodedata.normalize("NFC", " ".join("".join(c if c >= " " else " " for c in value).split()))
