"""docs/queries.md says only what is true: its commands run, its queries are some, and find what it says."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

import small_library
from conftest import ROOT
from lifesci_fm.catalog import Catalog
from lifesci_fm.store import database
from lifesci_fm.vocabulary import Filter
from running import fm

PAGE = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"^```sh\n(.*?)^```$", PAGE, re.M | re.S) for line in block.splitlines()]
ROWS = [
    (re.findall(r"`([^`]+)`", row[1]), row[2])
    for row in re.finditer(r"^\| (.*?) \| (.*) \|$", PAGE, re.M)
    if "`" in row[1]
]
QUERIES = [query for queries, _ in ROWS for query in queries]
#: What stands behind a field that is shown without a value.
VALUES = {"domain": "DNA", "status": "read", "model": "scG*", "updated": "2026-01", "type": "article", "has": "code"}
VALUES |= {
    "is": "published",
    "title": '"efficient model"',
    "arxiv": "2306.15006",
    "doi": "10.1101/*",
    "pmid": "38409223",
}
#: What the table of words promises: written → titles that it finds.
FOUND = {
    "transformer": ["Transformers for cells"],
    "single cell": ["A cell, and a single one", "Single-cell atlases"],
    '"single cell"': ["Single-cell atlases"],
    "single-cell": ["Single-cell atlases"],
    "trans*": ["Transformers for cells"],
    "transf": ["Transformers for cells"],
    "DNABERT2": ["DNABERT-2 again"],
    "Muller": ["By Müller"],
    "细胞": ["单细胞"],
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = small_library.make(tmp_path_factory.mktemp("queries") / "library.sqlite")
    assert fm(path, "query", "save", "name", "status:read").code == 0
    return path


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    """A library of the titles above and no others."""
    path = tmp_path_factory.mktemp("words") / "library.sqlite"
    database.create(path)
    listed = path.with_suffix(".jsonl")
    titles = dict.fromkeys(title for titles in FOUND.values() for title in titles)
    rows = (f'{{"title": "{title}", "authors": ["{"Müller" if "By" in title else "Doe"}, Zoë"]}}\n' for title in titles)
    listed.write_text("".join(rows), encoding="utf-8")
    assert fm(path, "import", str(listed)).code == 0
    with Catalog.open(path) as catalog:
        yield catalog


def test_the_page_has_what_is_tested() -> None:
    assert len(COMMANDS) >= 7
    assert len(QUERIES) >= 35
    assert set(FOUND) - {"transf"} <= set(QUERIES)


def test_every_command_of_the_page_runs(library: Path, tmp_path: Path) -> None:
    for command in COMMANDS:
        ran = fm(library, *shlex.split(command)[1:], cwd=tmp_path)
        assert ran.code == 0, f"{command}\n{ran.err}"


@pytest.mark.parametrize("query", QUERIES)
def test_every_query_of_the_page_is_one(library: Path, query: str) -> None:
    field = query.rstrip(":")
    if query.endswith(":"):
        query += VALUES.get(field, "scgpt")
    if query in (":", "=", "!=", "<", "<=", ">", ">="):
        query = f"year{query}2023"
    with Catalog.open(library) as catalog:
        list(catalog.rows(Filter(query=query), ["key"]))


@pytest.mark.parametrize("query", FOUND)
def test_words_find_what_the_page_says(words: Catalog, query: str) -> None:
    assert sorted(row[0] for row in words.rows(Filter(query=query), ["title"])) == sorted(FOUND[query])


def test_a_mistake_is_shown_where_it_stands(library: Path) -> None:
    for command, shown in re.findall(r"^```console\n\$ (.*)\n((?:.*\n)*?)```$", PAGE, re.M):
        assert fm(library, *shlex.split(command)[1:]).err == shown
