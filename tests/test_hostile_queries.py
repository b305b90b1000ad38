"""Whatever is typed as a query is answered, or refused in a sentence: no traceback, no endless wait."""

from __future__ import annotations

from pathlib import Path

import pytest

import small_library
from lifesci_fm.catalog import Catalog
from lifesci_fm.errors import NotFound, UsageError
from lifesci_fm.store import database
from lifesci_fm.vocabulary import Filter
from running import fm

_SIGNS = [
    "",
    '"',
    '""',
    "'",
    "*",
    "(",
    ")",
    "()",
    "-",
    "%",
    "_",
    "\\",
    "@",
    "@@",
    ":",
    "\x01",
    "\0",
    "…",
    "！？",
    "👍",
    "\u200b",
]
_OPERATORS = [
    "NEAR(a b)",
    "a NEAR/3 b",
    "AND",
    "a AND",
    "OR OR",
    "NOT",
    "^a",
    "a^b",
    "{title} : a",
    "a**",
    '"a"*',
    '"a" "b',
]
_FIELDS = [
    "title:",
    "title:*",
    ":x",
    "a\0b",
    'title:"a\0b"',
    "tag:\0",
    "id:-1",
    "year:0",
    "year:²",
    "date:..",
    "domain:,",
]
_NUMBERS = ["year:" + "9" * 30, "id:" + "9" * 30, "id>=" + "9" * 5000, "rating:" + "9" * 20, "id<-" + "9" * 20]
_LONG = [
    *(sign * 10_000 for sign in (*"a细(-", "a ", "w* ", "not ", '"', "a or ", "@a ", "a:b ")),
    '"' + "cell model " * 900 + '"',
    " ".join(f"word{number}" for number in range(1200)),
    " or ".join(f"year:{year}" for year in range(1000, 1900)),
    "not year:2024 " * 290,
    *(
        f"{field}:" + ",".join(f"{number}" for number in range(1000, 2600))
        for field in ("year", "date", "author", "tag")
    ),
    "key:" + ",".join(f"a{number}*" for number in range(1500)),
]
_DEEP = [
    "(a or (year:2020 and " * 6 + "b" + "))" * 6,
    "(tag:x and (has:code or " * 6 + "read:2020" + "))" * 6,
    "not (year:2020 and (tag:x or " * 4 + "b" + "))" * 4,
]


def test_every_query_is_answered_or_refused(tmp_path: Path) -> None:
    with Catalog.open(small_library.make(tmp_path / "library.sqlite")) as catalog:
        for asked in (*_SIGNS, *_OPERATORS, *_FIELDS, *_NUMBERS, *_LONG, *_DEEP):
            for sort in ((), ("relevance",)):
                chosen = Filter(query=asked, sort=sort, limit=50)
                try:
                    found = list(catalog.hits(chosen, ["key"]))
                    assert catalog.count(chosen, seconds=10) is not None
                    said = "" if found else " ".join(catalog.hints(chosen))
                except (UsageError, NotFound) as refused:
                    said = str(refused)
                    assert "olumn" in said
                assert len(said) < 1500, asked[:100]


def test_saved_queries_that_ask_for_each_other_too_deeply_are_refused(tmp_path: Path) -> None:
    path = small_library.make(tmp_path / "library.sqlite")
    connection = database.connect(path)
    for number in range(40):
        query = f"(scGPT or (year:2024 and @q{number + 1}))"
        row = {"name": f"q{number}", "name_key": f"q{number}", "query": query, "sort": "", "most": None}
        small_library.insert(connection, "saved_query", **row)
    connection.close()
    with Catalog.open(path) as catalog, pytest.raises(UsageError, match="nests too deeply"):
        list(catalog.rows(Filter(query="@q0"), ["key"]))


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    """A terminal of another encoding sends them, and SQLite takes none."""
    path = small_library.make(tmp_path / "library.sqlite")
    for words in (
        ["list", "a\udcff"],
        ["search", "a\udcff"],
        ["stats", "--tag", "\udcff"],
        ["export", "csv", "title:\udcff"],
    ):
        ran = fm(path, *words)
        assert ran.code == 2
        assert "is not written in UTF-8" in ran.err
