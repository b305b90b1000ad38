"""The questions by which an entry finds the papers that it may mean: an index answers each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from library_rooms import fresh
from lifesci_fm.identifiers import Identifier, Scheme
from lifesci_fm.library import reach
from lifesci_fm.library.ledger import Ledger
from lifesci_fm.library.sought import Known
from lifesci_fm.store.database import connect


class _Listening(Ledger):
    """A ledger that keeps the plans of what it is asked."""

    plans: list[tuple[str, list[str]]]

    def query(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        rows = self.database.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
        self.plans.append((sql, [str(row[3]) for row in rows]))
        return super().query(sql, *values)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[_Listening]:
    with closing(connect(fresh(tmp_path / "library.sqlite"))) as connection:
        ledger = _Listening(connection, "test")
        ledger.plans = []
        yield ledger


def _sought(*, anonymous: bool, titled: bool) -> Known:
    doi = Identifier(Scheme.DOI, "10.1/a")
    titles = ("genobase a map of cells",) if titled else ()
    starts = [] if anonymous or not titled else [("li", "genob")]
    return Known([doi], [doi], ["x.org/p"], titles, starts, titles, anonymous, ["genobase"], ["genobase"])


def test_no_question_reads_more_than_it_is_asked_about(ledger: _Listening) -> None:
    """At a million papers each entry of a list would wait for a table, or for every code link, to be read."""
    told = [_sought(anonymous=anonymous, titled=titled) for anonymous in (True, False) for titled in (True, False)]
    assert reach.by_identity(ledger, told) == reach.by_likeness(ledger, told) == set()
    assert reach.of_keys(ledger, ["li2024"]) == set()
    assert len(ledger.plans) >= 9, "each way is asked about"
    for sql, plan in ledger.plans:
        scanned = {line.split()[1] for line in plan if line.startswith("SCAN") and "(subquery" not in line}
        assert scanned <= {"j", "article", "named", "beginning", "alike"}, sql
        half = [line for line in plan if any(sign in line for sign in ("AUTOMATIC", "(scheme=?)", "(kind=?)"))]
        assert half == [], sql  # by a column that many rows share
        if "title_key IS NULL" in sql:
            assert not any("(title_key=?)" in line for line in plan), sql


def test_no_sign_of_a_title_breaks_a_question(ledger: _Listening) -> None:
    """Letters of any script and signs of JSON in a title are looked for as they stand."""
    odd = Known((), (), (), ('\u201e"]}\\', "单细胞"), [("o'neil", '"]}\\x')], ["单细胞大模型的进展"], True, (), ())
    assert reach.by_identity(ledger, [odd]) == reach.by_likeness(ledger, [odd]) == set()


def test_of_a_crowd_of_titles_those_that_begin_alike_longest_are_looked_at(ledger: _Listening) -> None:
    """Ten thousand pages saved as "A study of …", without authors, would be compared each with each."""
    words = [f"{first}{second}" for first in "abcdefghij" for second in "klmnopqrstuvwxyz"]
    titles = [f"a study of {word} and of what else cells are made of" for word in words]
    columns = "id, key, title, title_key, status, authors_complete, complete, retracted, added, updated, origin_id"
    ledger.database.execute("INSERT INTO origin (id, kind, name, line, section) VALUES (7, 'import', 'a.bib', 1, '[]')")
    ledger.database.executemany(
        f"INSERT INTO paper ({columns}) VALUES (?, ?, ?, ?, '', 1, 1, 0, '', '', 7)",
        [(number, f"k{number}", title, title) for number, title in enumerate(titles, 1)],
    )
    told = titles[80].removeprefix("a ")
    found = reach.by_likeness(ledger, [Known((), (), (), [told], [], [told], True, (), ())])
    assert 81 in found
    assert len(found) <= 2 * reach.NEXT + 1
