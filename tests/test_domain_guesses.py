"""Fields guessed from titles: a reader finds papers of which no list says the field, and sees that it is a guess."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from library_rooms import counts, dumped, entries, fresh, line, merge, only, paper, rows
from lifesci_fm.library import Library
from lifesci_fm.library.title_words import domains_of_title
from lifesci_fm.records import PaperRecord
from lifesci_fm.text import fold
from lifesci_fm.vocabulary import DOMAINS
from running import fm, fm_on_terminal

CELLS, PROTEINS = "A language model of single-cell data", "A language model of proteins in single cells"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return fresh(tmp_path / "library.sqlite")


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("scBERT: cell type annotation of single-cell RNA-seq data", ["scRNA"]),
        ("A benchmark of RNA-seq alignment", []),
        ("RNA velocity of single cells", ["scRNA"]),
        ("Codon optimisation of mRNA vaccines", ["RNA"]),
        ("Genome editing with CRISPR-Cas9", ["CRISPR"]),
        ("DNABERT: the language of DNA in the genome", ["DNA"]),
        ("HyenaDNA: modelling at single nucleotide resolution", ["DNA"]),
        ("Multi-omics integration in single cells", ["Multi-omics", "scRNA"]),
        ("Spatially resolved transcriptomics of tissues", ["Spatial"]),
        ("Antibody and peptide design", ["Protein"]),
        ("Small-molecule drug discovery", ["Molecule"]),
        ("Chest X-ray reports by radiologists", ["Imaging"]),
        ("Large language models for clinical notes", ["Text"]),
        ("单细胞转录组的基础模型", ["scRNA"]),
        ("蛋白质与小分子药物的相互作用", ["Protein", "Molecule"]),
        ("Attention is all you need", []),
        ("Deep learning on a small dataset", []),
        ("", []),
    ],
)
def test_words_of_titles_name_fields(title: str, names: list[str]) -> None:
    assert domains_of_title(fold(title)) == names


def test_only_domains_of_a_new_library_are_named() -> None:
    known = {word.name for word in DOMAINS}
    everything = " ".join(word for domain in DOMAINS for word in (domain.name, *domain.aliases))
    assert set(domains_of_title(fold(everything))) <= known


@given(st.text())
def test_no_title_is_too_odd(title: str) -> None:
    assert set(domains_of_title(fold(title))) <= {word.name for word in DOMAINS}


def test_a_title_of_signs_beside_another_guesses_from_the_other(library: Path) -> None:
    merge(library, [paper("…", "10.1000/a")])
    merge(library, [paper(CELLS, "10.1000/a", origin=line(2))])
    assert only(library)["domains"] == ["scRNA"]


def test_a_guess_is_found_and_shown_as_one(library: Path) -> None:
    merge(library, [paper(CELLS, "10.1000/a", key="a2024")])
    assert only(library)["domains"] == ["scRNA"]
    assert "\tscRNA?\t" in fm(library, "list", "--domain", "单细胞").out
    assert "scRNA?" in fm_on_terminal(library, "list").out
    assert "scRNA?" in fm(library, "show", "a2024").out
    assert fm(library, "doctor", "guess").code == 4


def test_whoever_says_the_field_ends_the_guess(library: Path) -> None:
    merge(library, [paper(CELLS, "10.1000/a")])
    merge(library, [paper(None, "10.1000/a", guess="Imaging", origin=line(2))])  # a heading
    assert rows(library, "SELECT domain, guessed FROM paper_domains") == [("Imaging", 1)]
    merge(library, [paper(None, "10.1000/a", domain="DNA", origin=line(3))])  # a column
    assert rows(library, "SELECT domain, guessed FROM paper_domains") == [("DNA", 0)]
    merge(library, [paper(CELLS, "10.1000/a")])
    assert only(library)["domains"] == ["DNA"]


def test_a_field_that_a_person_took_away_is_not_guessed_again(library: Path) -> None:
    merge(library, [paper(CELLS, "10.1000/a", key="a2024")])
    assert fm(library, "edit", "a2024", "--rm-domain", "scRNA").code == 0
    assert counts(merge(library, [paper(CELLS, "10.1000/a", key="a2024")])) == {"unchanged": 1}
    assert only(library)["domains"] == []


def test_a_category_speaks_where_no_title_does(library: Path) -> None:
    def preprint(title: str, category: str, number: int) -> PaperRecord:
        said = paper(title, f"arxiv:2301.0000{number}", origin=line(number))
        return replace(said, versions=(replace(said.versions[0], extra=(("eprintclass", category),)),))

    merge(library, [preprint("Of this and that", "eess.IV", 1), preprint("Of proteins", "eess.IV", 2)])
    merge(library, [preprint("Of other things", "cs.LG", 3)])
    assert [entry["domains"] for entry in entries(library)] == [["Imaging"], ["Protein"], []]


def test_a_library_without_a_domain_guesses_none(library: Path) -> None:
    with Library.open(library) as room:
        room.domains.remove("scRNA")
    merge(library, [paper(CELLS, "10.1000/a")])
    assert only(library)["domains"] == []


#: What lists say of one paper: titles of several fields, headings, columns.
TOLD = [
    paper(CELLS, "10.1000/a", date="2024", origin=line(1)),
    paper(PROTEINS, "10.1000/a", origin=line(2)),
    paper(None, "10.1000/a", guess="Protein", origin=line(3)),
    paper(CELLS, "10.1000/a", guess="scRNA", origin=line(4)),
    paper(None, "10.1000/a", domain="DNA", origin=line(5)),
    paper(None, "10.1101/222222", model="CellNet", origin=line(6)),
    paper(f"CellNet: {CELLS}", "10.1101/222222", "10.1000/a", model="CellNet", origin=line(7)),
]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(st.sampled_from(TOLD), min_size=2, max_size=4, unique_by=id))
def test_the_order_of_lists_does_not_change_what_is_guessed(
    told: list[PaperRecord], tmp_path_factory: pytest.TempPathFactory
) -> None:
    outcomes = set()
    for number, order in enumerate(itertools.permutations(told)):
        path = fresh(tmp_path_factory.mktemp("guess") / f"{number}.sqlite")
        for record in order:
            merge(path, [record])
        outcomes.add(frozenset((entry["doi"], frozenset(guesses(path, entry["id"]))) for entry in entries(path)))
        before = dumped(path)
        merge(path, order)
        assert dumped(path) == before
        if number == 3:
            break
    assert len(outcomes) == 1


def guesses(path: Path, number: int) -> list[tuple[object, ...]]:
    return rows(path, "SELECT domain, guessed FROM paper_domains WHERE paper_id = ?", number)
