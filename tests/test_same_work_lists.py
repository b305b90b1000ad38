"""Works as lists tell them, of which nobody says who wrote them: the preprint in one, the publication in another."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import pytest

from library_rooms import entries, fresh, line, merge, rows
from lifesci_fm.records import PaperRecord, Relation
from lifesci_fm.same_work import Verdict
from test_same_work import identifier, paper, verdict

PREPRINT, PUBLISHED = "10.1101/111111", "10.1038/one"
MANY = "Evaluating the size and diversity of pretraining data for the performance of single-cell foundation models"
HYPHEN, SMALL = MANY.replace("pret", "pre-t"), MANY.replace("the", "a")
FEW, FOR = "Foundation models in clinical work", "Foundation models for clinical work"

SAME = [
    (
        "small words, and one name",
        paper("scBase: toward building a model of cells and tissues", PUBLISHED, year=2024, model="scBase"),
        paper("scBase: Towards Building Models of Cells and Tissues", PREPRINT, model="scBase"),
    ),
    ("one name that is no model's", paper(f"Bamboo: {FEW}", PUBLISHED), paper(f"Bamboo: {FOR}", PREPRINT)),
    ("many words, and a hyphen", paper(MANY, PUBLISHED, year=2026), paper(HYPHEN, PREPRINT, year=2024)),
    ("many words, and an article", paper(MANY, PUBLISHED), paper(SMALL, PREPRINT)),
    ("a name that one leaves out", paper(f"EVA: {MANY}", PUBLISHED), paper(MANY, PREPRINT)),
    ("one of them with authors", paper(f"The EVA: {MANY}", PUBLISHED, authors="Li"), paper(MANY, "arxiv:2301.00001")),
]

LIKELY = [
    ("few words", paper(FEW, PUBLISHED), paper(FOR, PREPRINT)),
    ("both published", paper(MANY, PUBLISHED), paper(HYPHEN, "openreview.net/x")),
    ("a word more", paper(MANY, PUBLISHED), paper(MANY.replace("size", "size, age"), PREPRINT)),
    (
        "words in another order",
        paper(MANY, PUBLISHED),
        paper(MANY.replace("size and diversity", "diversity and size"), PREPRINT),
    ),
    ("three years apart", paper(MANY, PUBLISHED, year=2026), paper(HYPHEN, PREPRINT, year=2023)),
    ("two numbers of one server", paper(MANY, PREPRINT), paper(HYPHEN, "10.1101/222222")),
    (
        "one model, other words",
        paper("scBase: scalable search of human cells", PUBLISHED, year=2024, model="scBase"),
        paper("scBase: querying atlases reveals what macrophages share", PREPRINT, year=2023, model="scBase"),
    ),
    (
        "a short title",
        paper("Memory of agents", "arxiv:2409.11111"),
        paper("Memory of Agents", authors="Li", year=2025),
    ),
    (
        "a model's name for a title",
        paper("TestEval-scFM", "openreview.net/x", year=2025, model="TestEval-scFM"),
        paper("TestEval-scFM: benchmarking models of cells", year=2025, model="TestEval-scFM"),
    ),
]

DIFFERENT = [
    (
        "members of a family",
        paper(f"EVA: {MANY}", PUBLISHED, model="EVA"),
        paper(f"EVA-2: {MANY}", PREPRINT, model="EVA-2"),
    ),
    ("two models", paper(f"EVA: {MANY}", PUBLISHED, model="EVA"), paper(f"ADA1: {MANY}", PREPRINT, model="ADA1")),
    ("a successor", paper(MANY, PUBLISHED), paper(f"EVA-2: {MANY}", PREPRINT)),
    ("parts", paper(f"{MANY}, Part I", PUBLISHED), paper(f"{MANY}, Part II", PREPRINT)),
    ("an erratum", paper(MANY, PUBLISHED), paper(f"Erratum: {MANY}", PREPRINT)),
    (
        "one name, two papers of journals",
        paper("GRACE: graph clustering at scale", PUBLISHED, model="GRACE"),
        paper("GRACE: redesign of enzymes by language models", "10.1021/x", model="GRACE"),
    ),
    (
        "a short title, two years apart",
        paper("Memory of agents", "arxiv:2409.11111"),
        paper("Memory of Agents", year=2026),
    ),
    ("a short title of two preprints", paper("Emerging", "arxiv:2409.11111"), paper("Emerging", "arxiv:2409.22222")),
    ("what any book has", paper("Editorial", year=2024), paper("Editorial", "arxiv:2409.22222")),
    (
        "a model's name for a title, two years apart",
        paper("Teddy", "openreview.net/x", year=2023, model="Teddy"),
        paper("Teddy: graphs that learn", year=2025, model="Teddy"),
    ),
    ("five years apart", paper(MANY, PUBLISHED, year=2026), paper(HYPHEN, PREPRINT, year=2021)),
    ("half of the words", paper(MANY, PUBLISHED), paper("Evaluating the performance of single-cell data", PREPRINT)),
]


@pytest.mark.parametrize(("a", "b"), [case[1:] for case in SAME], ids=[case[0] for case in SAME])
def test_a_preprint_is_recognised_without_authors(a: PaperRecord, b: PaperRecord) -> None:
    assert verdict(a, b) is Verdict.SAME


@pytest.mark.parametrize(("a", "b"), [case[1:] for case in LIKELY], ids=[case[0] for case in LIKELY])
def test_what_may_be_a_preprint_is_remarked_upon(a: PaperRecord, b: PaperRecord) -> None:
    assert verdict(a, b) is Verdict.LIKELY


@pytest.mark.parametrize(("a", "b"), [case[1:] for case in DIFFERENT], ids=[case[0] for case in DIFFERENT])
def test_what_is_called_alike_stays_apart(a: PaperRecord, b: PaperRecord) -> None:
    assert verdict(a, b) is Verdict.DIFFERENT


@pytest.mark.parametrize("at_once", [True, False], ids=["one list", "two lists"])
@pytest.mark.parametrize(("a", "b"), [case[1:] for case in SAME], ids=[case[0] for case in SAME])
def test_a_library_finds_the_preprint_whichever_comes_first(
    tmp_path: Path, a: PaperRecord, b: PaperRecord, at_once: bool
) -> None:
    """The flagship of the field stood twice in her library: each list gave the form that it knew."""
    for told in itertools.permutations([replace(a, origin=line(1)), replace(b, origin=line(2))]):
        library = fresh(tmp_path / f"{told[0].origin.line}.sqlite")
        for records in [list(told)] if at_once else [[one] for one in told]:
            merge(library, records)
        assert len(entries(library)) == 1


@pytest.mark.parametrize(("a", "b"), [case[1:] for case in LIKELY], ids=[case[0] for case in LIKELY])
def test_a_library_keeps_both_and_says_so(tmp_path: Path, a: PaperRecord, b: PaperRecord) -> None:
    for told in itertools.permutations([replace(a, origin=line(1)), replace(b, origin=line(2))]):
        library = fresh(tmp_path / f"{told[0].origin.line}.sqlite")
        for one in told:
            merge(library, [one])
        assert len(entries(library)) == 2
        assert [kind for (kind,) in rows(library, "SELECT kind FROM relations")] == ["maybe-same"]


MOLECULES = paper(
    "Graph transformers on large sets of molecules", "arxiv:2007.01111", code="https://github.com/x/glade"
)
GENOMES = paper(None, "10.1038/s42256-024-01111-0", model="GLADE")
BARE = paper(None, model="Glade", code="https://huggingface.co/y/GLADE")


def test_a_name_in_a_list_is_the_model_not_a_repository_that_is_called_so(tmp_path: Path) -> None:
    """A model of genomes, by name in a list of weights, was taken for a paper on molecules, whose title nobody knew."""
    for n, told in enumerate(itertools.permutations([MOLECULES, GENOMES, BARE])):
        library = fresh(tmp_path / f"{n}.sqlite")
        for place, one in enumerate(told, 1):
            merge(library, [replace(one, origin=line(place))])
        links = rows(
            library, "SELECT p.title IS NULL FROM links k JOIN papers p ON p.id = k.paper_id WHERE k.url LIKE '%/y/%'"
        )
        assert links == [(1,)]
        assert len(entries(library)) == 2


def test_a_name_with_other_authors_is_another_paper() -> None:
    """`Li et al.` of one list became a paper of Moor's, because both call their model so."""
    named = paper(None, "10.1101/111111", authors="Li", year=2024, model="EVA")
    assert verdict(named, paper(f"EVA: {MANY}", PUBLISHED, authors="Moor Ek", year=2025, model="EVA")) is Verdict.LIKELY
    assert verdict(named, paper(f"EVA: {MANY}", PUBLISHED, authors="Moor Li", year=2025, model="EVA")) is Verdict.SAME


def test_what_an_entry_tells_of_a_known_paper_is_remarked_upon(tmp_path: Path) -> None:
    """A clinical model stood twice without a word: its second list told which model the preprint introduces."""
    article = paper("A large language model for the records of hospitals", PUBLISHED, year=2024, model="WardBERT")
    preprint = paper("Unlocking what nurses write about patients, at scale", "arxiv:2203.01111", year=2023)
    named = paper("Unlocking what nurses write about patients, at scale", "arxiv:2203.01111", model="WardBERT")
    for n, told in enumerate(itertools.permutations([article, preprint, named])):
        library = fresh(tmp_path / f"{n}.sqlite")
        for place, one in enumerate(told * 2):
            merge(library, [replace(one, origin=line(place % 3 + 1))])
        assert len(entries(library)) == 2
        assert [kind for (kind,) in rows(library, "SELECT kind FROM relations")] == ["maybe-same"]


def test_what_was_said_of_a_paper_that_joined_another_is_said_of_that(tmp_path: Path) -> None:
    """`fm show` named one paper twice, once by a key that had gone, as maybe the same as a third."""
    library = fresh(tmp_path / "l.sqlite")
    merge(library, [paper("scBase: cells as words", "10.1101/111111", model="scBase")])
    merge(library, [paper("scBase: genes and cells as sentences", "10.1101/222222", model="scBase")])
    merge(library, [paper("scBase: an embedding of many tissues", PUBLISHED, model="scBase", year=2025)])
    kinds = "SELECT kind, count(*) FROM relations GROUP BY kind"
    assert rows(library, kinds) == [("maybe-same", 2)]
    versions = (Relation("same-as", identifier("10.1101/222222")),)
    merge(library, [paper(None, "10.1101/111111", relations=versions)])
    assert len(entries(library)) == 2
    said = "SELECT count(*), count(p.key) FROM relations LEFT JOIN papers p ON p.key = value WHERE kind = 'maybe-same'"
    assert rows(library, said) == [(1, 1)]


@pytest.mark.parametrize("at_once", [True, False], ids=["one list", "two lists"])
def test_et_al_takes_no_authors_away(tmp_path: Path, at_once: bool) -> None:
    """`Ek et al., Nature (2025)` of one list left the first of all authors that another list had named."""
    preprint = paper(f"EVA: {MANY}", PREPRINT, authors="Ek Roe Moor", model="EVA")
    cut = replace(paper(None, PUBLISHED, authors="Ek", year=2025, model="EVA"), authors_complete=False)
    for told in itertools.permutations([replace(preprint, origin=line(1)), replace(cut, origin=line(2))]):
        library = fresh(tmp_path / f"{told[0].origin.line}.sqlite")
        for records in [list(told)] if at_once else [[one] for one in told]:
            merge(library, records)
        (entry,) = entries(library)
        assert entry["authors"] == ["Ek", "Roe", "Moor"]
