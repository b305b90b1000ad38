"""Taking entries into a library: what a person would lose if facts, keys or the history were handled carelessly."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from library_rooms import counts, dumped, entries, fresh, identifier, line, merge, only, paper, rows, source
from lifesci_fm.errors import UsageError
from lifesci_fm.library import Library
from lifesci_fm.records import Author, LinkRecord, ModelRecord, Origin, PaperRecord, Relation, VersionRecord
from lifesci_fm.store.database import connect
from lifesci_fm.store.settle import settle
from lifesci_fm.vocabulary import OriginKind, PaperType, Status, VersionKind

TITLE = "scGPT: toward building a foundation model for single-cell multi-omics"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return fresh(tmp_path / "library.sqlite")


# -- importing twice ------------------------------------------------------------------------------------------------


def test_an_entry_comes_out_as_it_went_in(library: Path) -> None:
    record = paper(
        TITLE,
        "10.1038/s41592-024-02201-0",
        authors="Cui, Haotian; Wang, Bo",
        date="2024-02-26",
        venue="Nature Methods",
        code="https://github.com/bowang-lab/scGPT",
        domain="scRNA",
        type=PaperType.ARTICLE,
        tags=("key",),
        note="read twice",
    )
    assert counts(merge(library, [record])) == {"added": 1}
    entry = only(library)
    expected = {
        "key": "cui2024scgpt",
        "title": TITLE,
        "model": "scGPT",
        "authors": ["Cui, Haotian", "Wang, Bo"],
        "date": "2024-02-26",
        "year": 2024,
        "venue": "Nature Methods",
        "doi": "10.1038/s41592-024-02201-0",
        "url": "https://doi.org/10.1038/s41592-024-02201-0",
        "domains": ["scRNA"],
        "tags": ["key"],
        "code": ["https://github.com/bowang-lab/scGPT"],
        "complete": True,
        "status": "unplanned",
        "type": "article",
    }
    assert {name: entry[name] for name in expected} == expected


def test_a_second_import_changes_nothing(library: Path) -> None:
    records = [
        paper(TITLE, "10.1038/s41592-024-02201-0", date="2024", domain="scRNA", tags=("key",), origin=line(3)),
        paper(None, "arxiv:2306.15006", model="DNABERT-2", released="2023-06", planned=1, status=Status.PLANNED),
        paper("Introduction", origin=line(5)),
        paper(None, key="empty2020", authors="Li", origin=line(6)),
    ]
    merge(library, records)
    before, written = dumped(library), rows(library, "SELECT count(*), max(id) FROM change")
    assert counts(merge(library, records)) == {"unchanged": 4}
    assert dumped(library) == before
    assert rows(library, "SELECT count(*), max(id) FROM change") == written
    assert rows(library, "SELECT count(*) FROM command") == [(1,)]  # the second left no trace in the history


def test_a_file_that_grew_by_a_line_says_the_same(library: Path) -> None:
    records = [paper(TITLE, "10.1/a", date="2024", origin=line(3)), paper(TITLE, "10.1/a", date="2023", origin=line(9))]
    merge(library, records)
    before = dumped(library)
    moved = [paper(TITLE, "10.1/a", date="2024", origin=line(4)), paper(TITLE, "10.1/a", date="2023", origin=line(10))]
    assert counts(merge(library, moved)) == {"unchanged": 2}
    assert dumped(library) == before


def test_a_dry_run_reports_and_keeps_nothing(library: Path) -> None:
    with Library.open(library, dry_run=True) as room:
        assert counts(room.merge([paper(TITLE, "10.1/a")])) == {"added": 1}
    assert entries(library) == []


def test_a_failure_leaves_the_library_as_it_was(library: Path) -> None:
    with pytest.raises(RuntimeError), Library.open(library) as room:
        room.merge([paper(TITLE, "10.1/a")])
        raise RuntimeError
    assert entries(library) == [] and rows(library, "SELECT count(*) FROM command") == [(0,)]


def test_every_change_belongs_to_its_command(library: Path) -> None:
    merge(library, [paper(TITLE, "10.1/a")])
    merge(library, [paper(TITLE, "10.1/a", venue="Nature")])
    assert rows(library, "SELECT words, summary FROM command ORDER BY id") == [
        ("fm import list.md", "added 1"),
        ("fm import list.md", "changed 1"),
    ]
    assert rows(library, "SELECT DISTINCT command_id FROM change ORDER BY 1") == [(1,), (2,)]


def test_repeats_in_one_file_are_counted_once_each(library: Path) -> None:
    records = [
        paper(TITLE, "10.1/a", origin=line(1)),
        paper(TITLE, "10.1/a", origin=line(2)),
        paper(TITLE, "10.1/a", venue="Nature Methods", origin=line(3)),
        paper(TITLE, "arxiv:2301.00001", origin=line(4)),
    ]
    assert counts(merge(library, records)) == {"added": 1, "unchanged": 1, "changed": 1, "merged": 1}


# -- whose word stands ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_file_wins_over_a_source_and_the_loser_is_kept(library: Path, order: tuple[int, int]) -> None:
    said = [
        paper("A title as I write it", "10.1/a", venue="My Journal", origin=line(1)),
        paper("A TITLE AS THE SOURCE HAS IT", "10.1/a", venue="The Journal", origin=source()),
    ]
    for index in order:
        merge(library, [said[index]])
    assert (only(library)["title"], only(library)["venue"]) == ("A title as I write it", "My Journal")
    kept = set(rows(library, "SELECT field, value, kind, name FROM claims WHERE kind = 'source'"))
    assert {
        ("title", "A TITLE AS THE SOURCE HAS IT", "source", "crossref"),
        ("venue", "The Journal", "source", "crossref"),
    } <= kept | set(rows(library, "SELECT 'title', title, 'source', 'crossref' FROM paper"))


def test_on_a_tie_what_stands_stays(library: Path) -> None:
    merge(library, [paper("First wording of the title", "10.1/a", origin=line(1, "a.md"))])
    merge(library, [paper("Second wording of the title", "10.1/a", origin=line(1, "b.md"))])
    assert only(library)["title"] == "First wording of the title"
    assert rows(library, "SELECT field, value, name FROM claims") == [("title", "Second wording of the title", "b.md")]


def test_a_source_corrects_itself(library: Path) -> None:
    merge(library, [paper("A title with a typpo", "10.1/a", origin=source())])
    merge(library, [paper("A title with a typo", "10.1/a", origin=source())])
    assert only(library)["title"] == "A title with a typo"


def test_a_field_filled_later_knows_by_whom(library: Path) -> None:
    merge(library, [paper(TITLE, "10.1/a", origin=line(7))])
    merge(library, [paper(None, "10.1/a", venue="Nature", authors="Cui", origin=source())])
    claims = rows(library, "SELECT owner, field, value, name FROM claims ORDER BY field")
    assert claims == [("paper", "authors", "Cui", "crossref"), ("version", "venue", "Nature", "crossref")]


@pytest.mark.parametrize("dates", [("2024", "2024-02-26"), ("2024-02-26", "2024")])
def test_the_more_precise_date_stands(library: Path, dates: tuple[str, str]) -> None:
    for number, date in enumerate(dates):
        merge(library, [paper(TITLE, "10.1/a", date=date, origin=line(number, f"{number}.md"))])
    assert only(library)["date"] == "2024-02-26"


def test_the_first_published_form_names_the_paper(library: Path) -> None:
    merge(library, [paper("scGPT: Towards Building", "arxiv:2301.00001", type=PaperType.PREPRINT, origin=line(1))])
    record = paper("scGPT: toward building", "10.1/a", "arxiv:2301.00001", type=PaperType.ARTICLE, origin=line(2))
    merge(library, [record])
    entry = only(library)
    assert (entry["title"], entry["type"], entry["doi"], entry["arxiv"]) == (
        "scGPT: toward building", "article", "10.1/a", "2301.00001",
    )  # fmt: skip


def test_complete_author_lists_replace_cut_ones(library: Path) -> None:
    short = PaperRecord(title=TITLE, authors=(Author("Cui"),), authors_complete=False, origin=line(1))
    long = paper(TITLE, authors="Cui, Haotian; Wang, Bo", origin=line(2))
    merge(library, [short])
    merge(library, [long])
    assert only(library)["authors"] == ["Cui, Haotian", "Wang, Bo"]
    assert counts(merge(library, [short, long])) == {"unchanged": 2}


def test_a_list_of_the_first_author_alone_replaces_none_that_goes_on(library: Path) -> None:
    """`Jumper, J.` in one entry of a .bib would take the others from the entry that names them."""
    alone = paper(TITLE, "10.1/a", authors="Cui, H.", origin=line(1))
    more = replace(paper(TITLE, "10.1/a", authors="Cui, Haotian; Wang, Bo", origin=line(2)), authors_complete=False)
    for records in ([alone, more], [more, alone], [alone]):
        merge(library, records)
        assert only(library)["authors"] == ["Cui, Haotian", "Wang, Bo"]


# -- status, plan, domains, tags --------------------------------------------------------------------------------------


def test_the_furthest_status_stands(library: Path) -> None:
    for status in (Status.PREPARING, Status.READ, Status.PLANNED):
        merge(library, [paper(TITLE, "10.1/a", status=status)])
    assert only(library)["status"] == "read"


def test_papers_of_a_plan_keep_its_order(library: Path) -> None:
    merge(library, [paper(None, f"10.1/{n}", model=f"M{n}", planned=n, status=Status.PLANNED) for n in (1, 2, 3)])
    merge(library, [paper("Another plan begins with this", "10.1/9", planned=1)])
    assert rows(library, "SELECT doi, plan_position FROM papers ORDER BY plan_position") == [
        ("10.1/1", 1), ("10.1/2", 2), ("10.1/3", 3), ("10.1/9", 4),
    ]  # fmt: skip


def test_a_cell_may_name_two_domains(library: Path) -> None:
    merge(library, [paper(None, "10.1/a", model="NicheFormer", domain="sc+Spatial RNA")])
    assert only(library)["domains"] == ["scRNA", "Spatial"]
    assert rows(library, "SELECT domains FROM models") == [("scRNA, Spatial",)]


def test_an_unknown_domain_in_a_column_is_a_new_one_a_guess_is_not(library: Path) -> None:
    merge(
        library, [paper(TITLE, "10.1/a", domain="Glycans"), paper("Other title of it", "10.1/b", guess="Miscellaneous")]
    )
    assert [entry["domains"] for entry in entries(library)] == [["Glycans"], []]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_stated_domain_drives_out_a_guess(library: Path, order: tuple[int, int]) -> None:
    said = [
        paper(TITLE, "10.1/a", domain="scRNA", origin=line(1)),
        paper(TITLE, "10.1/a", guess="Spatial", origin=line(2)),
    ]
    for index in order:
        merge(library, [said[index]])
    assert only(library)["domains"] == ["scRNA"]


def test_options_are_said_of_every_paper(library: Path) -> None:
    merge(library, [paper(TITLE, "10.1/a", guess="Spatial")], domains=["scrna"], status=Status.PLANNED)
    assert (only(library)["domains"], only(library)["status"]) == (["scRNA"], "planned")
    with pytest.raises(UsageError, match="scRNA"):
        merge(library, [], domains=["scRNAs"])


# -- keys -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("record", "key"),
    [
        (paper(TITLE, authors="Cui, Haotian", date="2024"), "cui2024scgpt"),
        (paper("The art of the gene", authors="Müller-Lüdenscheidt, A", date="2020"), "mullerludenscheidt2020art"),
        (paper("On the origin", authors="王, 博", date="2020"), "anon2020origin"),
        (paper(None, "10.1/a", model="scGPT", released="2023-05"), "scgpt2023"),
        (paper("A nameless list entry about cells"), "anonnameless"),
        (paper("Kept", key="Smith:2020_a"), "Smith:2020_a"),
        (paper("Made ASCII", key="Müller 2020"), "Muller2020"),
    ],
)
def test_a_key_is_made_once(library: Path, record: PaperRecord, key: str) -> None:
    merge(library, [record])
    assert only(library)["key"] == key


def test_keys_are_unique_without_regard_to_case(library: Path) -> None:
    titles = ["Genes and cells of one kind", "Plants and seeds of another", "Stars and dust of a third"]
    merge(library, [paper(title, key=key) for title, key in zip(titles, ("Li2020", "li2020", "LI2020"), strict=True)])
    assert [entry["key"] for entry in entries(library)] == ["Li2020", "li2020a", "LI2020b"]
    merge(library, [paper("Rocks and sand of a fourth", key="li2020")])
    assert entries(library)[-1]["key"] == "li2020c"


def test_a_key_never_changes_and_other_keys_become_aliases(library: Path) -> None:
    merge(library, [paper(TITLE, "10.1/a", authors="Cui", date="2024")])
    merge(library, [paper(TITLE, "10.1/a", key="scgpt_nm")])
    assert only(library)["key"] == "cui2024scgpt"
    assert rows(library, "SELECT alias FROM key_alias") == [("scgpt_nm",)]


def test_a_key_pattern_may_be_chosen(library: Path) -> None:
    with Library.open(library, key_pattern="{year}-{family}") as room:
        room.merge([paper(TITLE, authors="Cui", date="2024")])
    assert only(library)["key"] == "2024-cui"
    with pytest.raises(UsageError, match="pattern"), Library.open(library, key_pattern="{month}"):
        pass


# -- models -----------------------------------------------------------------------------------------------------------


def test_spellings_of_a_model_are_one_model(library: Path) -> None:
    merge(library, [paper(None, "10.1/a", model="GeneFormer", released="2023-04")])
    merge(library, [paper("Transfer learning enables predictions", "10.1/a", model="Geneformer")])
    assert rows(library, "SELECT name, aliases, released FROM models") == [("GeneFormer", "Geneformer", "2023-04")]


def test_a_guessed_model_gives_way_to_a_stated_one(library: Path) -> None:
    record = paper("ESM-2: a language model", "10.1/a")
    merge(library, [record])
    assert rows(library, "SELECT name, guessed FROM models") == [("ESM-2", 1)]
    merge(library, [paper(None, "10.1/a", model="ESMFold")])
    assert rows(library, "SELECT name, guessed FROM models") == [("ESMFold", 0)]
    assert counts(merge(library, [record])) == {"unchanged": 1}


def test_a_release_date_is_the_models_and_not_the_papers(library: Path) -> None:
    merge(library, [paper(None, "10.1038/s41592-024-02201-0", model="scGPT", released="2023-05")])
    assert only(library)["date"] is None
    assert rows(library, "SELECT released FROM models") == [("2023-05",)]


def test_parameters_are_also_a_number(library: Path) -> None:
    merge(library, [ModelRecord(name="scGPT", parameters="53M", origin=line(1))])
    merge(library, [ModelRecord(name="scgpt", parameters="~300 million", origin=line(2))])
    assert rows(library, "SELECT parameters, parameter_count FROM models") == [("53M", 53_000_000)]
    assert rows(library, "SELECT value FROM claims") == [("~300 million",)]


# -- what cannot be taken in ------------------------------------------------------------------------------------------


def test_an_entry_that_tells_nothing_is_a_problem_with_its_line(library: Path) -> None:
    report = merge(library, [PaperRecord(origin=line(12))])
    assert [(problem.line, problem.code) for problem in report.problems] == [(12, "empty-entry")]
    assert report.entries == 1 and entries(library) == []


def test_a_doi_copied_to_the_wrong_entry_stays_with_its_paper(library: Path) -> None:
    records = [
        paper("On the origin of species and all that", "10.1/x", authors="Darwin", origin=line(1)),
        paper("Deep residual learning of images at scale", "10.1/x", authors="He", origin=line(2)),
    ]
    report = merge(library, records)
    assert [(problem.line, problem.code) for problem in report.problems] == [(2, "contested-identifier")]
    assert [entry["doi"] for entry in entries(library)] == ["10.1/x", None]
    before = dumped(library)
    assert counts(merge(library, records)) == {"unchanged": 2}
    assert dumped(library) == before


# -- the columns that repeat others -----------------------------------------------------------------------------------


def test_new_papers_stand_as_settle_would_have_them(library: Path) -> None:
    preprint = VersionRecord(
        kind=VersionKind.PREPRINT, identifier=identifier("10.1101/2023.01.01.123456"), number=2, date="2023"
    )
    older = VersionRecord(
        kind=VersionKind.PREPRINT, identifier=identifier("10.1101/2023.01.01.123456"), number=1, date="2024"
    )
    published = VersionRecord(kind=VersionKind.PUBLISHED, identifier=identifier("10.1/p"), date="2024-05", venue="Cell")
    undated = VersionRecord(kind=VersionKind.PUBLISHED, venue="A Journal", url="https://example.org/paper")
    ids = (identifier("10.1/p"), identifier("arxiv:2301.00001"), identifier("10.1101/2023.01.01.123456"))
    some = [
        PaperRecord(title="One of all kinds of versions", versions=(older, preprint, published), identifiers=ids),
        PaperRecord(title="Two preprints and nothing published", versions=(older, preprint), identifiers=ids[2:]),
        PaperRecord(title="Published without a date or number", versions=(undated, published), identifiers=ids[:1]),
        PaperRecord(title="Nothing but a link to its page", links=(LinkRecord("project", "https://example.org/x"),)),
        PaperRecord(title="Nothing but an arXiv number", identifiers=ids[1:2]),
        paper("An author with accents and no version", authors="Ünal, A"),
        paper("A page alone is known of this one", "example.org/alone"),
    ]
    for number, record in enumerate(some):
        path = library.with_name(f"{number}.sqlite")
        merge(path, [record])
        columns = "id, title_key, date, year, venue, doi, arxiv, url, first_author_key"
        before = rows(path, f"SELECT {columns} FROM paper")
        assert before[0][1], record
        connection = connect(path)
        try:
            connection.execute("UPDATE paper SET date = '1', year = 1, venue = '1', doi = '1', url = '1', arxiv = '1'")
            settle(connection, [before[0][0]])
        finally:
            connection.close()
        assert rows(path, f"SELECT {columns} FROM paper") == before, record


def test_a_retraction_marks_the_paper(library: Path) -> None:
    merge(library, [paper(TITLE, "10.1/a", relations=(Relation("retracted-by", identifier("10.1/r")),))])
    assert rows(library, "SELECT retracted FROM papers") == [(1,)]


def test_the_user_is_an_origin_like_any_other(library: Path) -> None:
    merge(library, [paper("As a file says it here", "10.1/a", origin=line(1))])
    merge(library, [paper("As I say it myself here", "10.1/a", origin=Origin(OriginKind.USER))])
    merge(library, [paper("As a file says it here", "10.1/a", origin=line(1))])
    assert only(library)["title"] == "As I say it myself here"
