"""docs/export.md names every kind, style, key and column there is: one that it forgot nobody would find."""

from __future__ import annotations

import re

import pytest

from conftest import ROOT
from lifesci_fm.cli.export import KINDS
from lifesci_fm.formats.readme.options import COLUMNS, GROUPS, KEYS, LINKS, STYLES

PAGE = (ROOT / "docs" / "export.md").read_text(encoding="utf-8")


def rows(header: str) -> dict[str, str]:
    """What a table of the page explains: the word of every row → the row."""
    found = {}
    for table in re.findall(rf"^\| {header} \|.*\n\| --- .*\n((?:\|.*\n)+)", PAGE, re.M):
        for row in table.splitlines():
            found.update(dict.fromkeys(re.findall(r"`([\w-]+)", row.split(" | ")[0]), row))
    return found


@pytest.mark.parametrize(("header", "known"), [("style", {*STYLES}), ("key", {*KEYS}), ("kind", {*KINDS} - {"readme"})])
def test_every_word_is_explained_and_no_other(header: str, known: set[str]) -> None:
    assert set(rows(header)) == known


def test_values_are_those_that_are_taken() -> None:
    keys = rows("key")
    assert set(re.findall(r"`(\w+)`", keys["group"].split(" | ", 1)[1])) == {*GROUPS}
    assert set(re.findall(r"`(\w+)`", keys["link"].split(" | ", 1)[1])) == {*LINKS}
    columns = {column for names in COLUMNS.values() for column in names} | {"weights", "authors", "key"}
    assert set(re.findall(r"`(\w+)`", keys["columns"].split(" | ", 1)[1])) == columns
