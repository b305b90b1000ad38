"""What the store keeps true by itself: the log of changes, the facts a paper repeats, and the names it answers to."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from lifesci_fm.errors import Ambiguous, NotFound
from lifesci_fm.store.changelog import REPEATED
from lifesci_fm.store.derived import title_key
from lifesci_fm.store.naming import find_papers, resolve
from lifesci_fm.store.settle import settle
from lifesci_fm.store.transfer import load_rows
from lifesci_fm.text import family_key

Objects = list[dict[str, Any]]


@pytest.fixture
def holding(opened: sqlite3.Connection) -> Callable[..., sqlite3.Connection]:
    """A library that holds these objects of a dump."""

    def fill(*objects: dict[str, Any]) -> sqlite3.Connection:
        load_rows(opened, enumerate(objects, start=1), name="objects", at="", replace=True)
        opened.execute("DELETE FROM change")
        return opened

    return fill


Holding = Callable[..., sqlite3.Connection]


# -- the log of changes ------------------------------------------------------------------------------------------


def log(connection: sqlite3.Connection) -> list[tuple[int, str, str]]:
    """What the log holds, in order."""
    return connection.execute("SELECT command_id, table_name, operation FROM change ORDER BY id").fetchall()


def test_rows_are_logged_under_the_newest_command(holding: Holding) -> None:
    """Undo would take back another command's work."""
    library = holding()
    library.execute("INSERT INTO tag (name, name_key) VALUES ('early', 'early')")
    for words in ("fm one", "fm two"):
        library.execute("INSERT INTO command (at, words, summary, fm_version) VALUES ('', ?, '', '')", (words,))
    library.execute("INSERT INTO tag (name, name_key) VALUES ('late', 'late')")
    assert log(library) == [(0, "tag", "insert"), (2, "tag", "insert")]


def test_the_old_row_is_kept_whole(holding: Holding) -> None:
    """Undo could not bring back a value that was changed or a paper that was removed."""
    library = holding({"paper": "a", "title": 'Quotes " and 单细胞', "rating": 3, "retracted": True})
    row = library.execute("SELECT * FROM paper")
    before = dict(zip([column[0] for column in row.description], row.fetchone(), strict=True))
    library.execute("UPDATE paper SET title = 'new', rating = NULL")
    assert [json.loads(text) for (text,) in library.execute("SELECT before FROM change")] == [before]


def test_an_update_that_changes_nothing_is_no_change(holding: Holding) -> None:
    """A second import of the same file would fill the history."""
    library = holding({"paper": "a", "title": "T"})
    library.execute("UPDATE paper SET title = title, rating = rating, abstract = NULL")
    assert log(library) == []


def test_what_a_paper_repeats_is_no_change_of_its_own(holding: Holding) -> None:
    """Every new paper would be logged twice, its abstract with it."""
    library = holding({"paper": "a", "title": "T", "versions": [{"kind": "published", "date": "2024", "venue": "V"}]})
    library.execute("UPDATE paper SET year = NULL, venue = 'x', title_key = ''")
    settle(library, [1])
    assert log(library) == []
    assert library.execute("SELECT year, venue, title_key FROM paper").fetchone() == (2024, "V", "t")
    columns = {row[1] for row in library.execute("PRAGMA table_info(paper)")}
    assert REPEATED["paper"] <= columns


def test_rows_deleted_by_a_cascade_are_logged(holding: Holding) -> None:
    """Removing a paper and undoing it would bring it back without authors, versions and links."""
    library = holding(
        {"paper": "a", "authors": ["B, C"], "identifiers": ["pmid:1"], "versions": [{"kind": "preprint"}],
         "links": [{"kind": "code", "url": "https://example.org"}], "tags": ["t"], "notes": ["n"]},
    )  # fmt: skip
    library.execute("DELETE FROM paper")
    gone = {table for _, table, operation in log(library) if operation == "delete"}
    assert gone == {"paper", "author", "identifier", "version", "link", "paper_tag", "note"}


def test_links_cut_by_a_deletion_are_logged(holding: Holding) -> None:
    """A dataset would not find its paper again after undo."""
    library = holding({"paper": "a"}, {"dataset": "D", "described_by": "a"})
    library.execute("DELETE FROM paper")
    assert (0, "dataset", "update") in log(library)
    assert library.execute("SELECT paper_id FROM dataset").fetchone() == (None,)


# -- what a paper repeats ----------------------------------------------------------------------------------------


def preprint(**fields: Any) -> dict[str, Any]:
    """A preprint as a dump has it."""
    return {"kind": "preprint", **fields}


def published(**fields: Any) -> dict[str, Any]:
    """A published form as a dump has it."""
    return {"kind": "published", **fields}


ARXIV, BIORXIV, DOI = "arxiv:2306.15794", "doi:10.1101/2023.04.30.538439", "doi:10.1038/s41592-024-02201-0"

PREFERRED: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "the published form, however new the preprint is": (
        {"versions": [
            preprint(id=ARXIV, venue="arXiv", date="2025-01"),
            published(id=DOI, venue="Nature Methods", date="2024-02-26"),
        ]},
        {"date": "2024-02-26", "year": 2024, "venue": "Nature Methods", "doi": DOI[4:], "arxiv": ARXIV[6:],
         "url": f"https://doi.org/{DOI[4:]}"},
    ),
    "of two published forms the later": (
        {"versions": [published(venue="Workshop", date="2022"), published(venue="Journal", date="2023-05")]},
        {"venue": "Journal", "year": 2023},
    ),
    "a published form without a date has none, whatever the preprint's": (
        {"versions": [preprint(venue="arXiv", date="2023-01"), published(venue="ICLR")]},
        {"venue": "ICLR", "year": None, "date": None},
    ),
    "of one preprint the highest number": (
        {"versions": [preprint(id=ARXIV, number=2, date="2023-06"), preprint(id=ARXIV, number=10, date="2023-01", url="https://x.org/v10")]},
        {"date": "2023-01", "url": "https://x.org/v10"},
    ),
    "of two preprints the later": (
        {"versions": [
            preprint(id=BIORXIV, venue="bioRxiv", date="2023-05"),
            preprint(id=ARXIV, number=3, venue="arXiv", date="2022-01"),
        ]},
        {"venue": "bioRxiv", "doi": BIORXIV[4:], "arxiv": ARXIV[6:]},
    ),
    "the DOI of a published form without one is the preprint's": (
        {"versions": [preprint(id=BIORXIV, date="2023"), published(venue="ICML", date="2024")]},
        {"venue": "ICML", "doi": BIORXIV[4:], "url": f"https://doi.org/{BIORXIV[4:]}"},
    ),
    "a DOI that no version has goes before a preprint's": (
        {"versions": [preprint(id=BIORXIV, number=1), preprint(id=ARXIV, date="2024")], "identifiers": [DOI]},
        {"doi": DOI[4:], "arxiv": ARXIV[6:], "url": f"https://arxiv.org/abs/{ARXIV[6:]}"},
    ),
    "identifiers alone, when there is no version": (
        {"identifiers": ["pmid:38409223", ARXIV, DOI]},
        {"doi": DOI[4:], "arxiv": ARXIV[6:], "url": f"https://doi.org/{DOI[4:]}", "year": None},
    ),
    "the version's own URL goes before its identifier's": (
        {"versions": [published(id=DOI, url="https://www.nature.com/articles/x")]},
        {"url": "https://www.nature.com/articles/x"},
    ),
    "a URL that is the identifier": (
        {"identifiers": ["url:example.org/paper"]},
        {"url": "https://example.org/paper", "doi": None},
    ),
    "a link, when nothing else leads to the paper; not its code": (
        {"links": [{"kind": "code", "url": "https://github.com/a/b"}, {"kind": "project", "url": "https://a.org"}]},
        {"url": "https://a.org"},
    ),
    "nothing": ({}, {"date": None, "year": None, "venue": None, "doi": None, "arxiv": None, "url": None}),
    "the first author and the title, folded": (
        {"title": "scGPT: Toward…", "authors": ["Müller-Øst, A", "Zhang, B"]},
        {"title_key": "scgpt toward", "first_author_key": "muller ost"},
    ),
    "a title of signs alone is like no other": ({"title": "???"}, {"title_key": None}),
}  # fmt: skip


@pytest.mark.parametrize(("paper", "repeated"), PREFERRED.values(), ids=PREFERRED.keys())
def test_a_paper_repeats_its_preferred_version(
    holding: Holding, paper: dict[str, Any], repeated: dict[str, Any]
) -> None:
    """Lists, exports and filters read these columns alone: a wrong one is a wrong year in somebody's bibliography."""
    library = holding({"paper": "other", "identifiers": ["doi:10.1/other"]}, {"paper": "a", **paper})
    row = library.execute("SELECT * FROM paper WHERE key = 'a'")
    found = dict(zip([column[0] for column in row.description], row.fetchone(), strict=True))
    assert {name: found[name] for name in repeated} == repeated


def test_only_the_papers_named_are_settled_and_in_any_number(holding: Holding) -> None:
    """An import of ten thousand papers would settle the first batch alone."""
    library = holding(*({"paper": f"p{number}", "title": "T"} for number in range(5_200)))
    library.execute("UPDATE paper SET title_key = NULL")
    settle(library, range(2, 5_201))
    assert library.execute("SELECT id FROM paper WHERE title_key IS NULL").fetchall() == [(1,)]


def test_settling_reads_indexes_only(holding: Holding) -> None:
    """Adding one paper to a million would read all of them."""
    from lifesci_fm.store import settle as module

    library = holding({"paper": "a"})
    settle(library, [])  # makes its SQL functions known
    plan = [row[3] for row in library.execute(f"EXPLAIN QUERY PLAN {module._SETTLE}", ("[1]",))]
    assert [step for step in plan if step.startswith("SCAN") and "json_each" not in step and "fresh" not in step] == []


@pytest.mark.parametrize(
    ("family", "key"),
    [("Müller", "muller"), ("O'Neil", "o neil"), ("van der Berg", "van der berg"), ("王", "王"), ("Łukasz", "lukasz")],
)
def test_family_names_are_compared_without_accents(family: str, key: str) -> None:
    """`--author muller` would miss Müller; names that have no ASCII form must not all be equal."""
    assert family_key(family) == key


def test_titles_are_compared_without_punctuation() -> None:
    """Two spellings of one title would be two papers."""
    assert title_key("scGPT: toward  a model") == title_key("ScGPT — Toward a Model.")


# -- names -------------------------------------------------------------------------------------------------------


@pytest.fixture
def named(holding: Holding) -> sqlite3.Connection:
    """Papers with every kind of name, and names that several answer to."""
    return holding(
        {"model": "scGPT", "aliases": ["sc-Generative"]},
        {"model": "Geneformer"},
        {"model": "Twice"},
        {"model": "Nobody's"},
        {"paper": "cui2024scgpt", "title": "scGPT: toward", "key_aliases": ["scgpt_old"], "models": ["scGPT"],
         "identifiers": ["pmid:38409223"],
         "versions": [
             published(id=DOI, url="https://www.cell.com/some/where?utm_source=x"),
             preprint(id=BIORXIV),
             preprint(id=ARXIV, number=2),
         ],
         "links": [{"kind": "code", "url": "https://github.com/bowang-lab/scGPT"}]},
        {"paper": "geneformer", "title": "A paper whose key is a model's name"},
        {"paper": "theodoris2023", "models": ["Geneformer"]},
        {"paper": "guess2024", "models": [{"model": "scGPT", "guessed": True}, "Twice"]},
        {"paper": "twice2024", "models": ["Twice", {"model": "scGPT", "role": "evaluates"}],
         "links": [{"kind": "code", "url": "https://github.com/shared/code"}]},
        {"paper": "shared2024", "links": [{"kind": "code", "url": "https://github.com/shared/code/"}],
         "versions": [preprint(url="https://openreview.net/forum?id=abc")]},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("cui2024scgpt", "cui2024scgpt"),
        ("CUI2024SCGPT", "cui2024scgpt"),
        (" scGPT_old ", "cui2024scgpt"),
        ("#1", "cui2024scgpt"),
        ("10.1038/S41592-024-02201-0", "cui2024scgpt"),
        ("https://doi.org/10.1038/s41592-024-02201-0", "cui2024scgpt"),
        ("arXiv:2306.15794v7", "cui2024scgpt"),
        ("2306.15794", "cui2024scgpt"),
        ("https://www.biorxiv.org/content/10.1101/2023.04.30.538439v2.full", "cui2024scgpt"),
        ("http://cell.com/some/where/", "cui2024scgpt"),
        ("cell.com/some/where", "cui2024scgpt"),
        ("https://github.com/bowang-lab/scGPT.git", "cui2024scgpt"),
        ("SCGPT", "cui2024scgpt"),
        ("sc generative", "cui2024scgpt"),
        ("GeneFormer", "geneformer"),
        ("gene-former", "theodoris2023"),
    ],
)
def test_a_paper_answers_to_all_its_names(named: sqlite3.Connection, name: str, key: str) -> None:
    """The name a person has at hand would not be good enough."""
    assert [paper.key for paper in find_papers(named, name)] == [key]
    assert resolve(named, name).key == key


@pytest.mark.parametrize(
    "name", ["", "#", "#0", "#99", "#-1", "#１", "#1.5", "nothing", "10.1/none", "https://x.org", "?", "/", "://"]
)
def test_a_name_nobody_has_finds_nothing(named: sqlite3.Connection, name: str) -> None:
    """An empty or odd name would match everything, or end in a traceback."""
    assert find_papers(named, name) == []
    with pytest.raises(NotFound) as caught:
        resolve(named, name)
    assert not isinstance(caught.value, Ambiguous)
    assert caught.value.exit_code == 3
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("name", "keys"), [("twice", ["guess2024", "twice2024"]), ("github.com/shared/code", ["twice2024", "shared2024"])]
)
def test_several_papers_of_one_name_are_listed(named: sqlite3.Connection, name: str, keys: list[str]) -> None:
    """`fm remove` would take one of them, and nobody would know which."""
    with pytest.raises(Ambiguous) as caught:
        resolve(named, name)
    assert [candidate.split(" ")[0] for candidate in caught.value.candidates] == keys
    assert caught.value.exit_code == 3


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cui2024scgtp", "cui2024scgpt"),
        ("genefromer", "geneformer"),
        ("scGTP", "scGPT"),
        ("xui2024scgpt", "cui2024scgpt"),
    ],
)
def test_a_mistyped_name_is_answered_with_the_nearest(named: sqlite3.Connection, typed: str, meant: str) -> None:
    """The user would have to list everything to find the spelling."""
    with pytest.raises(NotFound) as caught:
        resolve(named, typed)
    assert meant in caught.value.remedy


def test_a_model_without_its_paper_is_said(named: sqlite3.Connection) -> None:
    """`fm show \"Nobody's\"` would deny a model that `fm model list` shows."""
    with pytest.raises(NotFound, match="no paper here introduces the model Nobody's"):
        resolve(named, "nobody's")


def test_names_are_found_by_indexes_only(named: sqlite3.Connection) -> None:
    """`fm show KEY` would slow down with every paper that is added."""
    statements: list[str] = []
    named.set_trace_callback(statements.append)
    for name in ("#1", "nothing", "https://x.org/y", "10.1/x"):
        find_papers(named, name)
    with pytest.raises(NotFound):
        resolve(named, "nothing")
    named.set_trace_callback(None)
    assert len(statements) > 10
    for statement in statements:
        plan = [row[3] for row in named.execute(f"EXPLAIN QUERY PLAN {statement}")]
        assert [step for step in plan if step.startswith("SCAN")] == [], statement
