"""Datasets, write-ups and resources: one row a thing, tied to papers and models whichever comes first."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from library_rooms import counts, dumped, entries, fresh, identifier, line, merge, paper, rows
from lifesci_fm.records import ArticleRecord, DatasetRecord, LinkRecord, Record, ResourceRecord
from lifesci_fm.vocabulary import ModelRole

CELLXGENE = "https://cellxgene.cziscience.com"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return fresh(tmp_path / "library.sqlite")


def dataset(name: str, number: int = 1, **values: object) -> DatasetRecord:
    return DatasetRecord(name=name, origin=line(number, "data.md"), **values)  # type: ignore[arg-type]  # short to write


# -- datasets ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_names_at_one_address_are_one_dataset(library: Path, order: tuple[int, int]) -> None:
    said = [
        dataset("CELLxGENE", 1, url=CELLXGENE + "/", scale="33M", modality="scRNA-seq, snRNA-seq"),
        dataset("CellxGene Corpus", 2, url=CELLXGENE, scale="over 72M cells", modality="scRNA-seq"),
    ]
    merge(library, [said[index] for index in order])
    (row,) = rows(library, "SELECT name, aliases, scale FROM datasets")
    assert {row[0], row[1]} == {"CELLxGENE", "CellxGene Corpus"}
    other = rows(library, "SELECT value FROM claims WHERE field = 'scale'")
    assert {row[2], *(value for (value,) in other)} == {"33M", "over 72M cells"}
    before = dumped(library)
    assert counts(merge(library, said)) == {"unchanged": 2}
    assert dumped(library) == before


def test_names_on_one_host_are_not_one_dataset(library: Path) -> None:
    portal = "https://portal.gdc.cancer.gov"
    merge(library, [dataset("TCGA-LUAD", 1, url=portal), dataset("TCGA-BRCA", 2, url=portal), dataset("PBMC", 3)])
    merge(library, [dataset("PBMC 10K", 4), dataset("Kvasir-Capsule", 5), dataset("HyperKvasir", 6)])
    assert rows(library, "SELECT count(*) FROM datasets") == [(6,)]


def test_a_scale_is_also_a_number_where_it_is_one(library: Path) -> None:
    merge(library, [dataset("A", 1, scale="22,000"), dataset("B", 2, scale="over 72M scRNA-seq data")])
    assert rows(library, "SELECT scale, scale_count FROM datasets ORDER BY name") == [
        ("22,000", 22_000),
        ("over 72M scRNA-seq data", 72_000_000),
    ]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_what_a_model_uses_a_dataset_for_is_said_once(library: Path, order: tuple[int, ...]) -> None:
    """A note's table says only that scGPT uses a dataset: that adds nothing to a list that says what for."""
    roles = (ModelRole.USES, ModelRole.TRAINED_ON, ModelRole.EVALUATED_ON)
    said = [dataset("CELLxGENE", number, models=(("scGPT", role),)) for number, role in enumerate(roles, 1)]
    for index in order:
        merge(library, [said[index]])
    found = rows(library, "SELECT role FROM dataset_models ORDER BY role")
    assert found == [("evaluated-on",), ("trained-on",)]
    assert counts(merge(library, said)) == {"unchanged": 3}


FOLD = identifier("10.1038/s41586-021-03819-2")
_TIES: list[Record] = [
    dataset("AlphaFold DB", 1, paper_identifier=FOLD, models=(("AlphaFold", ModelRole.USES),)),
    ArticleRecord(title="AlphaFold explained", papers=(FOLD,), models=("AlphaFold",), origin=line(2)),
    ResourceRecord(kind="lab", title="A lab", papers=(FOLD,), origin=line(3)),
    paper("Highly accurate protein structure prediction with AlphaFold", FOLD.value, origin=line(4)),
]


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_what_names_a_paper_is_tied_to_it_whichever_comes_first(library: Path, order: tuple[int, ...]) -> None:
    for index in order:
        merge(library, [_TIES[index]])
    (entry,) = entries(library)  # a dataset row, a write-up and a lab make no papers of their own
    assert rows(library, "SELECT name, paper FROM datasets") == [("AlphaFold DB", entry["key"])]
    assert rows(library, "SELECT title, papers, models FROM articles") == [
        ("AlphaFold explained", entry["key"], "AlphaFold")
    ]
    assert rows(library, "SELECT title, papers FROM resources") == [("A lab", entry["key"])]
    before = dumped(library)
    assert counts(merge(library, _TIES)) == {"unchanged": 4}
    assert dumped(library) == before


def test_another_paper_of_a_dataset_is_kept_beside_the_first(library: Path) -> None:
    merge(library, [dataset("Cholec", 1, paper_identifier=identifier("arxiv:2204.05235"))])
    merge(library, [dataset("cholec", 2, paper_identifier=identifier("10.1016/j.media.2022.102433"))])
    assert rows(library, "SELECT paper_scheme, paper_value FROM datasets") == [("arxiv", "2204.05235")]
    assert rows(library, "SELECT field, value FROM claims") == [("paper_identifier", "doi:10.1016/j.media.2022.102433")]


# -- write-ups --------------------------------------------------------------------------------------------------------


def test_a_write_up_gathers_its_links(library: Path) -> None:
    first = ArticleRecord(
        title="DNABERT-2 | BPE", number=7, links=(LinkRecord("article", "https://zhuanlan.zhihu.com/p/7"),)
    )
    again = ArticleRecord(
        title="DNABERT-2｜BPE", links=(LinkRecord("notebook", "https://x.org/bpe.ipynb"),), date="2024"
    )
    assert counts(merge(library, [first])) == {"added": 1}
    assert counts(merge(library, [again])) == {"changed": 1}
    assert rows(library, "SELECT number, title, date FROM articles") == [(7, "DNABERT-2 | BPE", "2024")]
    assert rows(library, "SELECT kind FROM links ORDER BY id") == [("article",), ("notebook",)]


def test_a_write_up_about_an_unknown_model_guesses_it(library: Path) -> None:
    merge(library, [ArticleRecord(title="scGPT 论文解读", models=("scGPT",), origin=line(1))])
    assert rows(library, "SELECT name, guessed FROM models") == [("scGPT", 1)]
    merge(library, [paper(None, "10.1038/s41592-024-02201-0", model="scGPT", origin=line(2))])
    assert rows(library, "SELECT name, guessed FROM models") == [("scGPT", 0)]


# -- resources --------------------------------------------------------------------------------------------------------


def test_two_episodes_at_one_address_stay_two(library: Path) -> None:
    url = "https://www.youtube.com/watch?v=OxCpWwDCDFQ"
    videos = [ResourceRecord(kind="video", title=f"Video {n}", url=url, topic=("Transformers",)) for n in (1, 2)]
    assert counts(merge(library, videos)) == {"added": 2}
    assert counts(merge(library, videos)) == {"unchanged": 2}
    assert rows(library, "SELECT topic FROM resources") == [('["Transformers"]',), ('["Transformers"]',)]


def test_a_resource_gains_a_remark(library: Path) -> None:
    merge(library, [ResourceRecord(kind="tool", title="DeepChem", url="https://deepchem.io")])
    merge(library, [ResourceRecord(kind="tool", title="DeepChem", url="https://deepchem.io/", remark="chemistry")])
    assert rows(library, "SELECT title, remark FROM resources") == [("DeepChem", "chemistry")]


_ROLES = [
    dataset("PBMC", 1, models=(("scGPT", ModelRole.USES),)),
    dataset("PBMC", 2, models=(("scGPT", ModelRole.EVALUATED_ON),)),
    dataset("PBMC", 3, models=(("scGPT", ModelRole.FINE_TUNED_ON),)),
]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_how_a_model_uses_a_dataset_is_said_once(library: Path, order: tuple[int, ...]) -> None:
    for index in order:
        merge(library, [_ROLES[index]])
    roles = {role for (role,) in rows(library, "SELECT role FROM dataset_model")}
    assert roles == {"evaluated-on", "fine-tuned-on"}
    before = dumped(library)
    assert counts(merge(library, _ROLES)) == {"unchanged": 3}
    assert dumped(library) == before
