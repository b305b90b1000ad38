"""The read side: what a filter chooses, in which order, and what the JSON objects say of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import small_library
from lifesci_fm.catalog import Catalog
from lifesci_fm.catalog.papers import KEYS
from lifesci_fm.catalog.query import COLUMNS
from lifesci_fm.errors import Ambiguous, NotFound, UsageError
from lifesci_fm.store import database
from lifesci_fm.vocabulary import SORT_KEYS, Filter, PaperType, Status, YearRange

SCGPT, DNABERT, BARE = "cui2024scgpt", "zhou2023dnabert", "anon"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library.make(tmp_path / "library.sqlite")


@pytest.fixture
def catalog(library: Path) -> Iterator[Catalog]:
    with Catalog.open(library) as opened:
        yield opened


def keys(catalog: Catalog, **chosen: object) -> list[str]:
    """The keys a filter chooses; by rows and by objects it must be the same papers in the same order."""
    filter = Filter(**chosen)  # type: ignore[arg-type]
    rows = [row[0] for row in catalog.rows(filter, ["key"])]
    assert [entry["key"] for entry in catalog.entries(filter)] == rows
    return rows


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, [SCGPT, DNABERT, BARE]),
        ({"domains": ("scRNA",)}, [SCGPT]),
        ({"domains": ("single cell",)}, [SCGPT]),  # an alias, spelt with a blank
        ({"domains": ("单细胞", "dna")}, [SCGPT, DNABERT]),  # a Chinese label; alternatives
        ({"statuses": (Status.PLANNED, Status.PREPARING)}, [DNABERT]),
        ({"domains": ("scRNA",), "statuses": (Status.PLANNED,)}, []),  # different kinds must all hold
        ({"models": ("SCGPT",)}, [SCGPT]),
        ({"models": ("sc-gpt v1",)}, [SCGPT]),  # an alias
        ({"models": ("DNABERT",)}, []),  # not DNABERT-2
        ({"models": ("dnabert 2",)}, [SCGPT, DNABERT]),  # also a paper that only evaluates it
        ({"authors": ("Cui",)}, [SCGPT]),
        ({"authors": ("haotian cui",)}, [SCGPT]),
        ({"authors": ("Cui, H.",)}, [SCGPT]),
        ({"authors": ("Cui, Xiaoming",)}, []),
        ({"authors": ("Muller",)}, [SCGPT]),  # without the accent
        ({"authors": ("the cell consortium",)}, [SCGPT]),
        ({"authors": ("%",)}, []),  # no wildcard
        ({"venues": ("nature",)}, [SCGPT]),
        ({"venues": ("ARXIV", "Nature Methods")}, [SCGPT, DNABERT]),
        ({"years": (YearRange(2024, None),)}, [SCGPT]),
        ({"years": (YearRange(None, 2022), YearRange(2023, 2023))}, [DNABERT]),
        ({"since": "2023-07"}, [SCGPT]),
        ({"tags": ("Key-Paper",)}, [SCGPT]),
        ({"tags": ("no such tag",)}, []),
        ({"keys": (BARE, SCGPT.upper())}, [SCGPT, BARE]),
        ({"keys": ("cui_2024",)}, [SCGPT]),  # a former key still resolves
        ({"types": (PaperType.PREPRINT,)}, [DNABERT]),
        ({"has": ("code",)}, [SCGPT]),
        ({"has": ("weights",)}, [SCGPT]),  # the weights are the model's
        ({"has": ("article",)}, [SCGPT, DNABERT]),
        ({"has": ("published", "abstract")}, [SCGPT]),
        ({"incomplete": True}, [BARE]),
        ({"limit": 1}, [SCGPT]),
        ({"sort": ("-year",)}, [SCGPT, DNABERT, BARE]),
        ({"sort": ("year",)}, [DNABERT, SCGPT, BARE]),  # unknown last in both directions
        ({"sort": ("-plan",), "limit": 2}, [DNABERT, SCGPT]),
        ({"sort": ("author",)}, [SCGPT, DNABERT, BARE]),
        ({"sort": ("-status", "title")}, [SCGPT, DNABERT, BARE]),
    ],
)
def test_a_filter_chooses_these_papers_in_this_order(
    catalog: Catalog, chosen: dict[str, object], expected: list[str]
) -> None:
    assert keys(catalog, **chosen) == expected


@pytest.mark.parametrize("key", SORT_KEYS)
def test_every_sort_key_sorts_in_both_directions(catalog: Catalog, key: str) -> None:
    assert sorted(keys(catalog, sort=(key,))) == sorted(keys(catalog, sort=(f"-{key}",), limit=3))


def test_an_unknown_domain_is_no_empty_list(catalog: Catalog) -> None:
    with pytest.raises(NotFound, match="Did you mean scRNA") as caught:
        catalog.rows(Filter(domains=("scRNB",)), ["key"])
    assert caught.value.exit_code == 3


def test_an_unknown_column_is_named_with_the_nearest(catalog: Catalog) -> None:
    with pytest.raises(UsageError, match="Did you mean title"):
        catalog.rows(Filter(), ["titel"])
    with pytest.raises(UsageError):
        catalog.rows(Filter(), ["id FROM paper; DROP TABLE paper --"])


def test_columns_are_those_of_the_view(catalog: Catalog) -> None:
    view = [row[1] for row in catalog.connection.execute("PRAGMA table_info(papers)")]
    assert tuple(view[: len(COLUMNS)]) == COLUMNS
    (row,) = catalog.rows(Filter(keys=(SCGPT,)), COLUMNS)
    by_name = dict(zip(COLUMNS, row, strict=True))
    assert by_name["authors"] == "Cui, Haotian; Müller, Zoë; The Cell Consortium"
    assert (by_name["model"], by_name["domains"], by_name["complete"]) == ("scGPT", "scRNA", "yes")


def test_a_paper_as_the_contract_has_it(catalog: Catalog) -> None:
    (entry,) = catalog.entries(Filter(keys=(SCGPT,)))
    # the named keys, in the order of the contract; a script that reads any of them must find it
    assert tuple(entry) == KEYS
    assert entry["models"] == ["scGPT"]
    assert entry["authors"] == ["Cui, Haotian", "Müller, Zoë", "The Cell Consortium"]
    assert entry["pmid"] == "38409223"
    assert entry["identifiers"][0] == {"scheme": "doi", "value": "10.1038/s41592-024-02201-0"}
    assert entry["code"] == ["https://github.com/bowang-lab/scGPT"]  # the paper's and the model's, once
    assert entry["weights"] == ["https://huggingface.co/scgpt"]
    assert [version["kind"] for version in entry["versions"]] == ["published", "preprint"]
    published, preprint = entry["versions"]
    assert (preprint["number"], preprint["doi"], preprint["arxiv"]) == (2, "10.1101/2023.04.30.538439", None)
    assert (published["volume"], published["extra"]) == ("21", {"issn": "1548-7091"})
    assert (entry["datasets"], entry["articles"]) == (["CELLxGENE"], ["scGPT 解读"])
    assert entry["note"] == "read twice\nworth it"
    assert {"kind": "import", "name": "plan.md", "line": 7, "section": ["Plan", "单细胞"]} in entry["sources"]
    assert {"kind": "source", "name": "crossref", "line": None, "section": []} in entry["sources"]
    assert entry["author_parts"][2] == {
        "family": "The Cell Consortium",
        "given": "",
        "suffix": "",
        "group": True,
        "orcid": "",
    }


def test_absent_values_are_null_or_empty_and_never_missing(catalog: Catalog) -> None:
    full, _, bare = catalog.entries()
    assert list(bare) == list(full)
    assert bare["complete"] is False
    assert (bare["title"], bare["model"], bare["year"], bare["note"]) == (None, None, None, None)
    assert (bare["models"], bare["links"], bare["versions"], bare["datasets"]) == ([], [], [], [])


def test_a_dataset_that_a_paper_describes_is_among_its_datasets(catalog: Catalog) -> None:
    assert next(catalog.entries(Filter(keys=(DNABERT,))))["datasets"] == ["GUE"]


@pytest.mark.parametrize(
    "name",
    [SCGPT, "SCGPT", "10.1101/2023.04.30.538439", "https://doi.org/10.1038/S41592-024-02201-0", "#1", "Cui_2024"],
)
def test_show_finds_a_paper_by_any_name(catalog: Catalog, name: str) -> None:
    assert catalog.show(name)["key"] == SCGPT


def test_show_tells_what_was_stated_otherwise(catalog: Catalog) -> None:
    shown = catalog.show("scGPT")
    assert shown["claims"] == [
        {"field": "year", "value": "2023", "source": "plan.md:7"},
        {"field": "date", "value": "2024-03", "source": "user"},
    ]
    assert shown["relations"] == [{"kind": "published-as", "scheme": "doi", "value": "10.1/x", "date": None}]
    assert shown["other_models"] == [{"name": "DNABERT-2", "role": "evaluates"}]
    assert (shown["key_aliases"], shown["reading"]) == (["Cui_2024"], [{"status": "read", "date": "2024-06"}])


def test_a_name_of_nothing_is_answered_with_the_nearest(catalog: Catalog) -> None:
    with pytest.raises(NotFound, match="scGPT"):
        catalog.show("scGTP")


def test_entries_of_keeps_the_order_of_the_names(catalog: Catalog) -> None:
    assert [entry["key"] for entry in catalog.entries_of(["#2", "scGPT"])] == [DNABERT, SCGPT]


def test_models(catalog: Catalog) -> None:
    second, first = catalog.models()
    assert (second["name"], second["guessed"], second["papers"]) == ("DNABERT-2", True, [DNABERT])
    assert second["other_papers"] == [{"key": SCGPT, "role": "evaluates"}]
    assert list(first)[:11] == [
        "id",
        "name",
        "aliases",
        "released",
        "domains",
        "parameters",
        "code",
        "weights",
        "papers",
        "datasets",
        "articles",
    ]
    assert first["aliases"] == ["sc-GPT v1"]
    assert (first["released"], first["parameters"], first["domains"]) == ("2023-05", "53M", ["scRNA"])
    assert (first["papers"], first["datasets"], first["articles"]) == ([SCGPT], ["CELLxGENE"], ["scGPT 解读"])
    assert [model["name"] for model in catalog.models(domains=["单细胞"])] == ["scGPT"]


def test_both_documents_are_heard_about_a_dataset(catalog: Catalog) -> None:
    first, second = catalog.datasets()
    assert list(first)[:9] == ["id", "name", "modality", "scale", "task", "url", "paper", "paper_url", "models"]
    assert first["claims"] == [{"field": "scale", "value": "50M+ cells", "source": "crossref"}]
    assert (first["models"], first["aliases"]) == (["scGPT"], ["CZ CELLxGENE"])
    assert first["paper_identifier"] == {"scheme": "doi", "value": "10.1/cxg"}
    assert (second["paper"], second["scale"]) == (DNABERT, None)
    assert [thing["name"] for thing in catalog.datasets(models=["scgpt"])] == ["CELLxGENE"]
    assert [thing["name"] for thing in catalog.datasets(modalities=["dna"])] == ["GUE"]


def test_articles_and_resources(catalog: Catalog) -> None:
    numbered, other = catalog.articles()
    assert list(numbered)[:6] == ["id", "number", "title", "links", "papers", "models"]
    assert numbered["links"] == [{"kind": "article", "url": "https://mp.weixin.qq.com/s/1", "title": None}]
    assert (numbered["models"], other["number"], other["papers"]) == (["scGPT"], None, [DNABERT])
    (lab,) = catalog.resources()
    assert list(lab)[:7] == ["id", "kind", "title", "url", "topic", "remark", "papers"]
    assert (lab["topic"], lab["remark"], lab["papers"]) == (["Labs", "基因组"], "遥遥领先", [DNABERT])
    assert [thing["title"] for thing in catalog.resources(kinds=["Lab"], topics=["基因"])] == ["Zhou lab"]
    assert not list(catalog.resources(kinds=["course"]))


def test_domains_and_tags_count_their_papers(catalog: Catalog) -> None:
    by_name = {domain["name"]: domain for domain in catalog.domains()}
    assert (by_name["scRNA"]["papers"], by_name["scRNA"]["label_zh"]) == (1, "单细胞")
    assert "single-cell" in by_name["scRNA"]["aliases"]
    assert by_name["CRISPR"]["papers"] == 0
    assert [(tag["name"], tag["papers"]) for tag in catalog.tags()] == [("key paper", 1)]


@pytest.mark.parametrize(
    ("noun", "name", "found"),
    [
        ("model", "SCGPT", "scGPT"),
        ("dataset", "cz cellxgene", "CELLxGENE"),
        ("dataset", "#2", "GUE"),
        ("article", "3", "scGPT 解读"),
        ("resource", "zhou LAB", "Zhou lab"),
        ("domain", "基因编辑", "CRISPR"),
        ("tag", "key-paper", "key paper"),
    ],
)
def test_one_of_a_noun_by_its_name(catalog: Catalog, noun: str, name: str, found: str) -> None:
    thing = catalog.named(noun, name)
    assert thing.get("name", thing.get("title")) == found


def test_a_noun_that_is_not_there(catalog: Catalog) -> None:
    with pytest.raises(NotFound, match="Did you mean scGPT"):
        catalog.named("model", "scGPTT")


def test_two_resources_of_one_title_are_candidates(library: Path) -> None:
    connection = database.connect(library)
    small_library.insert(
        connection,
        "resource",
        kind="video",
        title="Zhou lab",
        title_key="zhou lab",
        url_key="",
        topic="[]",
        origin_id=1,
    )
    connection.close()
    with Catalog.open(library) as catalog, pytest.raises(Ambiguous) as caught:
        catalog.named("resource", "Zhou lab")
    assert caught.value.candidates == ("#1: Zhou lab", "#2: Zhou lab")


def test_an_answer_is_of_one_moment(library: Path) -> None:
    """A paper added while a list is printed must not appear in its second half only."""
    with Catalog.open(library) as catalog:
        assert len(list(catalog.entries())) == 3
        connection = database.connect(library)
        small_library.paper(connection, "late")
        connection.close()
        assert len(list(catalog.entries())) == 3
    with Catalog.open(library) as catalog:
        assert len(list(catalog.entries())) == 4


def test_more_papers_than_a_batch_stay_in_order(library: Path) -> None:
    connection = database.connect(library)
    connection.execute("BEGIN")
    for number in range(1200):
        small_library.paper(connection, f"p{number}", title=f"T{number}", year=800 + number)
    connection.execute("COMMIT")
    connection.close()
    with Catalog.open(library) as catalog:
        listed = [entry["key"] for entry in catalog.entries(Filter(sort=("-year", "key"), limit=1100))]
    assert listed[:3] == [SCGPT, DNABERT, "p1199"]
    assert len(listed) == 1100


def test_objects_are_json(catalog: Catalog) -> None:
    for things in (catalog.entries(), catalog.models(), catalog.datasets(), catalog.articles(), catalog.resources()):
        for thing in things:
            assert json.loads(json.dumps(thing)) == thing
