"""Every question that the documentation shows is answered by indexes: at a million papers, a table read from end to end
is a second. Read from SQLite's own query plans of the statements that are really run."""

from __future__ import annotations

import re
import shlex
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import small_library
from lifesci_fm.catalog import Catalog, query, search
from lifesci_fm.cli.filters import make_filter
from lifesci_fm.store import database
from lifesci_fm.vocabulary import Filter
from test_catalog_speed import scans

DOCS = Path(__file__).parent.parent / "docs"
#: Values for fields of which the page shows the name, beside those that it lists.
_VALUES = {
    "domain:": "scRNA", "status:": "pending", "model:": "scG*", "tag:": '"key paper"', "venue:": "arXiv",
    "author:": "Cui", "key:": "cui*", "updated:": "2026", "type:": "article",
    "title:": "transformer",
    "abstract:": '"single cell"', "note:": "worth", "doi:": "10.1038/s41592-024-02201-0",
    "arxiv:": "2306.15006", "pmid:": "38409223",
}  # fmt: skip
#: Read a paper, or what belongs to one.
_LARGE = re.compile(
    r"\b(?:FROM|JOIN) (?:papers?|authors?|identifiers?|versions?|links?|notes?|claims?|search|paper_\w+)\b"
)
_SAVED = ("to-read", "name")


def documented() -> Iterator[str]:
    """The queries of docs/queries.md: of its commands, and of its tables, each field with each value that it lists."""
    page = (DOCS / "queries.md").read_text(encoding="utf-8")
    for line in re.findall(r"^fm (?:list|search|export bibtex|query save to-read) (.*)$", page, re.MULTILINE):
        words = shlex.split(line)
        yield " ".join(words[: next((n for n, word in enumerate(words) if word.startswith("-")), len(words))])
    for written, meant in re.findall(r"^\| (`[^|]*) \| (.*) \|$", page, re.MULTILINE):
        said = re.findall(r"`([^`]+)`", meant)
        for span in re.findall(r"`([^`]+)`", written):
            if not span.endswith(":"):
                yield span
                continue
            values = [one for one in said if ":" not in one]
            values += [_VALUES[span]] if span in _VALUES else [] if values else ["2026-01"]
            yield from (f"{span}{value}" for value in values)
            yield from (one for one in said if one.startswith(span))


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    path = small_library.make(tmp_path_factory.mktemp("plans") / "library.sqlite")
    connection = database.connect(path)
    for name in _SAVED:
        row = {
            "name": name,
            "name_key": name.replace("-", ""),
            "query": "status:pending has:code",
            "sort": "",
            "most": None,
        }
        small_library.insert(connection, "saved_query", **row)
    connection.close()
    with Catalog.open(path) as opened:
        yield opened


def check(connection: sqlite3.Connection, statement: str, values: Sequence[object] = ()) -> None:
    """No table is read from end to end. A partial index holds only what was asked for."""
    partial = connection.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'")
    allowed = ("VIRTUAL TABLE INDEX", *(f"INDEX {name}" for (name,) in partial.fetchall()))
    steps = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)]
    assert [step for step in scans(steps) if not any(one in step for one in allowed)] == [], statement


def ask(catalog: Catalog, chosen: Filter) -> None:
    """Find papers in every way a command does, and look at the plans of what was asked."""
    statements: list[str] = []
    catalog.connection.set_trace_callback(statements.append)
    list(catalog.rows(chosen, ["key", "title"]))
    list(catalog.hits(chosen, ["key"]))
    list(catalog.entries(chosen, only=["key"]))
    catalog.connection.set_trace_callback(None)
    asked = [one for one in statements if _LARGE.search(one) and not one.startswith("--")]
    assert len(asked) >= 3
    for statement in asked:
        check(catalog.connection, statement)


def test_the_page_of_queries_is_read() -> None:
    assert len(set(documented())) > 40


@pytest.mark.parametrize("asked", sorted(set(documented())))
def test_a_documented_query_reads_no_table_from_end_to_end(catalog: Catalog, asked: str) -> None:
    for sort in ((), ("relevance",), ("-date",)):
        ask(catalog, Filter(query=asked, sort=sort, limit=50))


@pytest.mark.parametrize(
    "asked", ["cell", "DNABERT-2", "scGPT domain:scRNA", "foundation model year>=2023 not venue:arXiv"]
)
def test_words_that_too_many_papers_have_read_no_table_from_end_to_end(
    catalog: Catalog, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_MANY", 0)
    monkeypatch.setattr(query, "_FEW", 0)
    ask(catalog, Filter(query=asked, sort=("relevance",)))


@pytest.mark.parametrize("sort", [(), ("-date",)])
@pytest.mark.parametrize("asked", sorted(set(documented())))
def test_a_walk_that_finds_too_little_is_given_up_for_an_index(
    catalog: Catalog, asked: str, sort: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A million papers of which none is retracted must not be looked at one by one to say so."""
    for name, value in (("_FEW", 0), ("_STEPS", 1), ("_STEPS_EACH", 1)):
        monkeypatch.setattr(query, name, value)
    choice = query.choose(catalog.connection, Filter(query=asked, sort=sort, limit=50))
    statement = f"SELECT p.id FROM papers AS p WHERE {choice.where} ORDER BY {choice.order} LIMIT 50"
    check(catalog.connection, statement, choice.values)


@pytest.mark.parametrize(
    "options",
    [
        {"domain": ["scRNA"], "status": ["pending"]},
        {"domain": ["scRNA", "DNA"], "year": ["2022-2024"], "venue": ["Nature Methods"]},
        {"author": ["Cui, Haotian"], "since": "2023-05", "type": ["article"]},
        {"model": ["scGPT"], "tag": ["key paper"], "has": ["code", "weights"]},
        {"key": ["cui2024scgpt"], "rating": ["4-"], "priority": ["-2"], "read_since": "2026"},
        {"incomplete": True, "has": ["abstract", "published"]},
        {"query": ["single-cell"], "domain": ["scRNA"], "year": ["2023-"]},
    ],
)
def test_options_together_read_no_table_from_end_to_end(catalog: Catalog, options: dict[str, object]) -> None:
    ask(catalog, make_filter(**options, limit=50))  # type: ignore[arg-type]  # as they are typed


def test_the_statements_that_the_page_of_views_shows_are_answered_by_indexes(catalog: Catalog) -> None:
    page = (DOCS / "views.md").read_text(encoding="utf-8")
    statements = re.findall(r'"(SELECT [^"]+)"', page) + re.findall(r"```sql\n(SELECT [^`]+)```", page)
    assert len(statements) > 1
    (claim,) = re.findall(r"^- `SELECT \* FROM papers WHERE .* use an index", page, re.MULTILINE)
    columns = re.findall(r"(\w+)(?: = …)?`", claim)
    assert {"key", "id", "status", "date"} <= set(columns)
    for statement in (*statements, *(f"SELECT * FROM papers WHERE {column} = 'x'" for column in columns)):
        check(catalog.connection, statement)
