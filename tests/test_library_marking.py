"""Marking and removing by name: a slip would lose a reader her place, or take the wrong paper from her library."""

from __future__ import annotations

from pathlib import Path

import pytest

from library_rooms import dumped, entries, line, merge, paper, rows
from lifesci_fm.errors import Ambiguous, NotFound
from lifesci_fm.library import Library
from lifesci_fm.vocabulary import Status
from running import fm


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "library.sqlite"
    merge(
        path,
        [
            paper(
                "scGPT: toward a model",
                "10.1038/s41592-024-02201-0",
                authors="Cui, Haotian",
                date="2024",
                model="scGPT",
            ),
            paper(
                "Geneformer explained",
                "arxiv:2301.00001",
                date="2023",
                model="Geneformer",
                code="https://github.com/a/b",
            ),
            paper("Another look at Geneformer", "arxiv:2301.00002", date="2023", model="Geneformer", origin=line(3)),
        ],
    )
    return path


def status_of(path: Path, key: str) -> str:
    return next(str(entry["status"]) for entry in entries(path) if entry["key"] == key)


@pytest.mark.parametrize(
    "name", ["cui2024scgpt", "CUI2024SCGPT", "https://doi.org/10.1038/S41592-024-02201-0", "scgpt", "#1"]
)
def test_a_paper_is_marked_by_any_of_its_names(library: Path, name: str) -> None:
    with Library.open(library) as opened:
        (marked,) = opened.mark(Status.READ, [name])
    assert (marked.paper.key, marked.before) == ("cui2024scgpt", Status.UNPLANNED)
    assert status_of(library, "cui2024scgpt") == "read"


def test_nothing_is_marked_when_one_of_the_names_is_wrong_or_means_several(library: Path) -> None:
    before = dumped(library)
    with pytest.raises(NotFound, match="scGTP"), Library.open(library) as opened:
        opened.mark(Status.READ, ["scGPT", "scGTP"])
    with pytest.raises(Ambiguous) as ambiguous, Library.open(library) as opened:
        opened.mark(Status.READ, ["scGPT", "Geneformer"])
    assert len(ambiguous.value.candidates) == 2
    assert dumped(library) == before


def test_what_a_person_marked_is_not_changed_by_a_list(library: Path) -> None:
    with Library.open(library) as opened:
        opened.mark(Status.PREPARING, ["scGPT"])
    merge(library, [paper(None, "10.1038/s41592-024-02201-0", status=Status.READ)])
    assert status_of(library, "cui2024scgpt") == "preparing"


def test_the_day_of_a_change_is_kept_and_marking_again_leaves_no_trace(library: Path) -> None:
    with Library.open(library) as opened:
        opened.mark(Status.READ, ["scGPT"])
    before = dumped(library)
    with Library.open(library) as opened:
        opened.mark(Status.READ, ["scGPT"])
    assert dumped(library) == before
    assert rows(library, "SELECT status FROM reading_event") == [("read",)]


def test_a_planned_paper_takes_the_next_place_of_the_plan_and_an_unplanned_one_has_none(library: Path) -> None:
    with Library.open(library) as opened:
        opened.mark(Status.PLANNED, ["#2", "#1"])
    assert rows(library, "SELECT id, plan_position FROM paper ORDER BY id") == [(1, 2), (2, 1), (3, None)]
    with Library.open(library) as opened:
        opened.mark(Status.UNPLANNED, ["#2"])
    assert rows(library, "SELECT plan_position FROM paper WHERE id = 2") == [(None,)]


def test_a_removed_paper_takes_its_parts_along_and_no_other_paper(library: Path) -> None:
    with Library.open(library) as opened:
        opened.remove(["#2"])
    assert [entry["id"] for entry in entries(library)] == [1, 3]
    for table in ("version", "identifier", "author", "link", "paper_model"):
        assert rows(library, f"SELECT count(*) FROM {table} WHERE paper_id = 2") == [(0,)]
    assert rows(library, "SELECT count(*) FROM change WHERE operation = 'delete' AND table_name = 'paper'") == [(1,)]


def test_the_number_of_a_removed_paper_is_never_given_again(library: Path) -> None:
    with Library.open(library) as opened:
        opened.remove(["#3"])
    merge(library, [paper("A wholly different work on proteins", "arxiv:2401.00009")])
    assert [entry["id"] for entry in entries(library)] == [1, 2, 4]


def test_removing_asks_first_and_a_script_must_say_yes(library: Path) -> None:
    asked = fm(library, "remove", "scGPT")
    assert asked.code == 2
    assert "--yes" in asked.err
    assert len(entries(library)) == 3
    done = fm(library, "remove", "scGPT", "--yes")
    assert done.code == 0
    assert len(entries(library)) == 2


def test_the_command_line_says_what_was_marked_and_refuses_words_it_does_not_know(
    library: Path, tmp_path: Path
) -> None:
    done = fm(library, "mark", "已解读", "scGPT")
    assert (done.code, done.out, done.err) == (0, "", "cui2024scgpt: read (was unplanned).\n")
    wrong = fm(library, "mark", "raed", "scGPT")
    assert wrong.code == 2
    assert "Did you mean read" in wrong.err
    several = fm(library, "mark", "read", "Geneformer")
    assert several.code == 3
    assert "#2" in several.err
    assert "#3" in several.err
