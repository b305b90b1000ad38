"""Search and the query language in a library: what is found, in which order, and what is said when nothing is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import small_library
from lifesci_fm.catalog import Catalog, query, search
from lifesci_fm.errors import NotFound, UsageError
from lifesci_fm.store import database
from lifesci_fm.text import name_key
from lifesci_fm.vocabulary import Filter, PaperType, Status, YearRange

SCGPT, DNABERT, ANON = "cui2024scgpt", "zhou2023dnabert", "anon"
BEST = ("relevance",)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """The small library with some papers more, each for one way of being found."""
    path = small_library.make(tmp_path / "library.sqlite")
    connection = database.connect(path)
    for key, title, abstract in (
        (
            "geneformer",
            "Transfer learning enables predictions in network biology",
            "Geneformer is a transformer model.",
        ),
        ("review", "A review of transformers", "Geneformer and scGPT are compared; single cell data."),
        ("zh", "面向单细胞的基础模型", None),
        ("esm", "ESM-2 and the evolution of proteins", None),
        ("accents", "Naïve Bayes in Curaçao", "Zoë's café"),
    ):
        small_library.paper(connection, key, title=title, abstract=abstract, year=2021)
    author = {"given": "Søren", "suffix": "", "is_group": 0, "orcid": ""}
    paper = connection.execute("SELECT id FROM paper WHERE key = 'esm'").fetchone()[0]
    small_library.insert(
        connection, "author", paper_id=paper, position=1, family="Sørensen", family_key="sorensen", **author
    )
    for name, asked, sort, most in (("todo", "status:pending", "-year", 1), ("loop", "a or @LOOP", "", None)):
        small_library.insert(
            connection, "saved_query", name=name, name_key=name_key(name), query=asked, sort=sort, most=most
        )
    connection.close()
    return path


@pytest.fixture
def catalog(library: Path) -> Iterator[Catalog]:
    with Catalog.open(library) as opened:
        yield opened


def keys(catalog: Catalog, asked: str, **options: object) -> list[str]:
    chosen = Filter(query=asked, **options)  # type: ignore[arg-type]  # whatever a test gives
    found = [row[0] for row in catalog.rows(chosen, ["key"])]
    assert found == [entry["key"] for entry in catalog.entries(chosen, only=["key"])]
    return found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("scGPT", [SCGPT, "review"]),
        ("SCGPT", [SCGPT, "review"]),
        ("single-cell", [SCGPT, "review"]),
        ("single cell", [SCGPT, "review"]),
        ("singlecell", [SCGPT, "review"]),  # nobody writes it so here
        ("foundationmodel", [DNABERT, SCGPT]),
        ("foundation models", [DNABERT, SCGPT]),
        ("transformer", ["review", "geneformer"]),  # stemmed, the title first
        ("transf", ["geneformer", "review"]),  # no such word: the beginning of some
        ("trans*", ["geneformer", "review"]),
        ('"network biology"', ["geneformer"]),
        ('"biology network"', []),
        ("DNABERT2", [DNABERT, SCGPT]),
        ("DNABERT-2", [DNABERT, SCGPT]),
        ("ESM2", ["esm"]),
        ("esm-2", ["esm"]),
        ("naive curacao", ["accents"]),
        ("Zoe cafe", ["accents"]),
        ("Sorensen", ["esm"]),
        ("Sørensen", ["esm"]),
        ("Müller", [SCGPT]),
        ("haotian cui", [SCGPT]),
        ("单细胞", ["zh"]),
        ("细胞", ["zh"]),
        ("基础模型 单细胞", ["zh"]),
        ("胞细", []),
        ("worth", [SCGPT]),
        ("key paper", [SCGPT]),
        ("scGPT & Müller!", [SCGPT]),
        ("transformers not review", ["geneformer"]),
        ("transformers -review", ["geneformer"]),
        ("review or proteins", ["esm", "review"]),
        ("geneformer (compared or predictions)", ["geneformer", "review"]),
        ("tumour", []),
    ],
)
def test_words_find_papers_best_first(catalog: Catalog, words: str, found: list[str]) -> None:
    assert sorted(keys(catalog, words, sort=BEST)) == sorted(found)
    assert keys(catalog, words, sort=BEST)[:1] == found[:1]


def test_a_search_takes_filters_and_a_limit(catalog: Catalog) -> None:
    assert keys(catalog, "scGPT", sort=BEST, statuses=(Status.READ,)) == [SCGPT]
    assert keys(catalog, "scGPT", sort=BEST, statuses=(Status.PLANNED,)) == []
    assert keys(catalog, "foundation", sort=BEST, limit=1) == keys(catalog, "foundation", sort=BEST)[:1]
    assert keys(catalog, "scGPT", sort=("key",)) == [SCGPT, "review"]
    assert keys(catalog, "scGPT") == [SCGPT, "review"]  # a list stays in its own order


@pytest.mark.parametrize("few", [True, False])
def test_an_order_that_weighs_only_some_is_an_order_of_the_same_papers(
    catalog: Catalog, few: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a library of a million, papers would come twice or be lost."""
    exact = keys(catalog, "cell or model or transformers", sort=BEST) + keys(catalog, "foundation model", sort=BEST)
    for name in ("_MANY", "_SOME"):
        monkeypatch.setattr(search, name, 0 if few else 2)
    found = keys(catalog, "cell or model or transformers", sort=BEST) + keys(catalog, "foundation model", sort=BEST)
    assert sorted(found) == sorted(exact)
    assert keys(catalog, "geneformer", sort=BEST, limit=1) == keys(catalog, "geneformer", sort=BEST)[:1]
    assert keys(catalog, "scGPT review", sort=BEST) == ["review"]
    assert keys(catalog, "model", sort=BEST)[:2] == [DNABERT, SCGPT]  # in the title, before the abstract


#: A query and the options that say the same.
SAME = [
    ("domain:scRNA", Filter(domains=("scRNA",))),
    ("domain:单细胞,DNA", Filter(domains=("scRNA", "DNA"))),
    ("status:pending", Filter(statuses=(Status.PLANNED, Status.PREPARING))),
    ("status:已解读", Filter(statuses=(Status.READ,))),
    ("model:SCGPT", Filter(models=("scGPT",))),
    ('author:"Cui, Haotian"', Filter(authors=("Cui, Haotian",))),
    ("venue:nature", Filter(venues=("nature",))),
    ("year:2024", Filter(years=(YearRange(2024, 2024),))),
    ("year:2022-2023,2024-", Filter(years=(YearRange(2022, 2023), YearRange(2024, None)))),
    ("year>=2023", Filter(years=(YearRange(2023, None),))),
    ("year>2022 year<2024", Filter(years=(YearRange(2023, 2023),))),
    ("date>=2023-06", Filter(since="2023-06")),
    ("since:2023-06", Filter(since="2023-06")),
    ('tag:"key paper"', Filter(tags=("key paper",))),
    ("key:CUI_2024", Filter(keys=("Cui_2024",))),
    ("type:article", Filter(types=(PaperType.ARTICLE,))),
    ("has:code", Filter(has=("code",))),
    ("is:incomplete", Filter(incomplete=True)),
    ("rating:3-5", Filter(ratings=(YearRange(3, 5),))),
    ("priority:2-,1", Filter(priorities=(YearRange(2, None), YearRange(1, 1)))),
    ("read>=2024-06", Filter(read_since="2024-06")),
    ("read:2024", Filter(read_since="2024")),
    ("domain:scRNA status:read", Filter(domains=("scRNA",), statuses=(Status.READ,))),
]


@pytest.mark.parametrize(("asked", "options"), SAME)
def test_a_field_means_what_its_option_means(catalog: Catalog, asked: str, options: Filter) -> None:
    expected = [row[0] for row in catalog.rows(options, ["key"])]
    assert keys(catalog, asked) == expected
    everything = keys(catalog, "")
    assert keys(catalog, f"not ({asked})") == [key for key in everything if key not in expected]
    assert keys(catalog, f"({asked}) or key:anon") == [k for k in everything if k in (*expected, ANON)]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("domain:scRNA or status:planned", [SCGPT, DNABERT]),
        ("(status:pending or tag:key-paper) not venue:arXiv", [SCGPT]),
        ("year!=2021 status!=unplanned", [SCGPT, DNABERT]),
        ("date:2023", [DNABERT]),
        ("date:2023-06", [DNABERT]),
        ("date<=2023-06", [DNABERT]),  # every day of June
        ("date>2023-06", [SCGPT]),
        ("date<2023-06", []),
        ("date:2023-07..2024", [SCGPT]),
        ("date:..2023", [DNABERT]),
        ("author:Zho*", [DNABERT]),
        ("model:dna*", [SCGPT, DNABERT]),
        ("tag:key*", [SCGPT]),
        ("venue:nat*", [SCGPT]),
        ("key:zhou*", [DNABERT]),
        ("title:foundation", [SCGPT, DNABERT]),
        ('title:"foundation model"', [SCGPT, DNABERT]),
        ("abstract:geneformer not title:review", ["geneformer"]),
        ("note:worth", [SCGPT]),
        ("doi:10.1038/S41592-024-02201-0", [SCGPT]),
        ("doi:https://doi.org/10.1101/2023.04.30.538439", [SCGPT]),
        ("doi:10.1101/*", [SCGPT]),
        ("arxiv:2306.15006v2", [DNABERT]),
        ("pmid:38409223", [SCGPT]),
        ("id:2", [DNABERT]),
        ("id:#2", [DNABERT]),
        ("id:1..2", [SCGPT, DNABERT]),
        ("is:published", [SCGPT]),
        ("is:preprint", [DNABERT]),  # not what has neither
        ("is:complete year>=2023", [SCGPT, DNABERT]),
        ("is:retracted", []),
        ("is:incomplete,published", [SCGPT, ANON]),
        ("added:2026-01", [SCGPT, DNABERT, ANON, "geneformer", "review", "zh", "esm", "accents"]),
        ("added>=2027", []),
        ("rating>3", []),
        ("scGPT status:read", [SCGPT]),
        ("scGPT or domain:DNA", [SCGPT, DNABERT, "review"]),
        ("not scGPT not transformers year:2021", ["zh", "esm", "accents"]),
    ],
)
def test_what_a_query_finds(catalog: Catalog, asked: str, found: list[str]) -> None:
    assert keys(catalog, asked) == found
    assert sorted(keys(catalog, asked, sort=BEST)) == sorted(found)


def test_a_saved_query_lends_its_order_and_its_number(catalog: Catalog) -> None:
    assert keys(catalog, "@TODO") == [DNABERT]
    assert keys(catalog, "@todo", limit=5, sort=("key",)) == [DNABERT]
    assert keys(catalog, "@todo or domain:scRNA") == [SCGPT, DNABERT]  # not where it is one of several
    assert keys(catalog, "not @todo domain:DNA") == []


@pytest.mark.parametrize(
    ("asked", "kind", "said"),
    [
        ("year:soon", UsageError, "Column 1 of the query: 'soon' is no year"),
        ("a status:raed", UsageError, "Did you mean read"),
        ("type:articel", UsageError, "Did you mean article"),
        ("has:cod", UsageError, "Did you mean code"),
        ("is:redacted", UsageError, "Did you mean retracted"),
        ("domain:scRN", NotFound, "Did you mean scRNA"),
        ("@tood", NotFound, "Did you mean todo"),
        ("@loop", UsageError, "asks for itself"),
        ("status>read", UsageError, "status is not compared with >"),
        ("date:yesterday", UsageError, "'yesterday' is no date"),
        ("rating:good", UsageError, "'good' is no number"),
        ("doi:10.1038/s-", UsageError, "Column 1"),
        ("title:!!", UsageError, "nothing to search for"),
        ("++", UsageError, "nothing here to search for"),
    ],
)
def test_a_word_that_means_nothing_is_said_with_its_place(
    catalog: Catalog, asked: str, kind: type[Exception], said: str
) -> None:
    with pytest.raises(kind) as caught:
        keys(catalog, asked)
    assert said in str(caught.value)
    assert str(caught.value).splitlines()[-1].strip() == "^"


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (Filter(query="geneformr"), "No paper has the word 'geneformr'; did you mean geneformer?"),
        (Filter(query="scGTP"), "No paper has the word 'scGTP'; did you mean scGPT?"),
        (Filter(query="xyzzy"), "No paper has the word 'xyzzy'."),
        (Filter(query="scGPT transformrs"), "No paper has the word 'transformrs'; did you mean transformer?"),
        (Filter(models=("scGTP",)), "The library has no model 'scGTP'; did you mean scGPT?"),
        (Filter(query="model:scGTP"), "The library has no model 'scGTP'; did you mean scGPT?"),
        (
            Filter(query="status:read (tag:x* or tag:key-papre)"),
            "The library has no tag 'key-papre'; did you mean key paper?",
        ),
        (Filter(authors=("Sorenson",)), "The library has no author 'Sorenson'; did you mean Sørensen?"),
        (Filter(query='author:"Cai, Haotian"'), "The library has no author 'Cai, Haotian'."),
        (Filter(tags=("key papre",)), "The library has no tag 'key papre'; did you mean key paper?"),
        (Filter(venues=("Natur Metods",)), "The library has no venue 'Natur Metods'; did you mean Nature Methods?"),
    ],
)
def test_a_word_spelt_wrong_is_answered_with_the_nearest(catalog: Catalog, chosen: Filter, said: str) -> None:
    assert not list(catalog.rows(chosen, ["key"]))
    assert [hint.casefold() for hint in catalog.hints(chosen)] == [said.casefold()]


def test_nothing_is_hinted_where_every_word_is_known(catalog: Catalog) -> None:
    assert catalog.hints(Filter(query="scGPT proteins", models=("scGPT",))) == []


def test_hits_are_marked_in_the_title_and_around_it(catalog: Catalog) -> None:
    chosen = Filter(query="geneformer transformers", sort=BEST)
    found = {row[0]: marks for row, *marks in catalog.hits(chosen, ["key"])}
    assert found["review"] == [
        "A review of \x02transformers\x03",
        "\x02Geneformer\x03 and scGPT are compared; single cell data.",
    ]
    assert found["geneformer"][1].startswith("\x02Geneformer\x03 is a \x02transformer\x03")
    ((_, title, around),) = catalog.hits(Filter(query="细胞", sort=BEST), ["key"])
    assert (title, around) == ("面向单\x02细胞\x03的基础模型", "")


def test_papers_are_counted_whatever_the_limit_but_not_for_ever(catalog: Catalog) -> None:
    assert catalog.count(Filter(limit=1), seconds=10) == 8
    assert catalog.count(Filter(query="scGPT", sort=BEST, limit=1), seconds=10) == 2
    catalog.connection.execute("SELECT 1")  # the clock is off again
    assert catalog.rows(Filter(), ["key"])


def test_a_search_for_common_words_ends_where_enough_is_found(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words that half a million papers have: what is not weighed is read from the end of the index, not sorted."""
    monkeypatch.setattr(search, "_MANY", 0)
    statements: list[str] = []
    catalog.connection.set_trace_callback(statements.append)
    list(catalog.rows(Filter(query="model", sort=BEST, limit=5), ["key"]))
    catalog.connection.set_trace_callback(None)
    asked = [one for one in statements if "rowid DESC" in one]
    assert len(asked) == 2
    for one in asked:
        steps = [row[3] for row in catalog.connection.execute(f"EXPLAIN QUERY PLAN {one}")]
        assert len(steps) == 1  # no sorting
        assert steps[0].startswith("SCAN s VIRTUAL TABLE")


@pytest.mark.parametrize("common", [True, False])
def test_among_more_papers_than_can_be_weighed_names_stand_first_then_titles_then_the_rest(
    library: Path, monkeypatch: pytest.MonkeyPatch, common: bool
) -> None:
    """What was typed letter by letter is at the top of a million hits, however long ago it was added."""
    connection = database.connect(library)
    for key, title, abstract in (
        ("exact", "Foundation Model", None),
        ("introduces", "Learning from cells", "A foundation model."),
        ("both", "On a foundation and another model of it", None),
        ("one", "A model of cells", "It is a foundation."),
        *((f"abstract{number}", "Cells", "A foundation model of cells") for number in range(3)),
    ):
        paper = small_library.paper(connection, key, title=title, abstract=abstract, year=2021)
        if key == "introduces":
            model = small_library.insert(
                connection, "model", name="FoundationModel", name_key="foundationmodel", guessed=0, origin_id=1
            )
            tie = {"role": "introduces", "position": 1, "guessed": 0, "origin_id": 1}
            small_library.insert(connection, "paper_model", paper_id=paper, model_id=model, **tie)
    connection.close()
    for name, most in (("_MANY", 5 if common else 9), ("_SOME", 9), ("_COMMON", 0 if common else 99)):
        monkeypatch.setattr(search, name, most)
    monkeypatch.setattr(query, "_FEW", 0)  # no filter drives
    with Catalog.open(library) as catalog:
        found = keys(catalog, "foundation model", sort=BEST)
        assert set(found[:2]) == {"exact", "introduces"}
        assert set(found[2:5]) == {SCGPT, DNABERT, "both"}
        assert found[5] == "one"
        assert set(found[6:]) == {f"abstract{number}" for number in range(3)}
        assert keys(catalog, "foundation model", sort=BEST, limit=3) == found[:3]
        assert keys(catalog, "foundation model", sort=BEST, statuses=(Status.READ,)) == [SCGPT]
        assert (
            keys(catalog, "foundation model", sort=BEST, years=(YearRange(2021, 2021),), limit=3)
            == [key for key in found if key not in (SCGPT, DNABERT)][:3]
        )


def test_a_list_without_words_loads_nothing_of_search(library: Path) -> None:
    import subprocess
    import sys

    code = """
import sys
from pathlib import Path
from lifesci_fm.catalog import Catalog
from lifesci_fm.vocabulary import Filter
list(Catalog.open(Path(sys.argv[1])).rows(Filter(), ["key"]))
print(*(name for name in sys.modules if name.startswith("lifesci_fm.catalog") or name == "rapidfuzz"))
"""
    ran = subprocess.run([sys.executable, "-c", code, str(library)], capture_output=True, text=True, check=True)
    assert not set(ran.stdout.split()) & {f"lifesci_fm.catalog.{name}" for name in ("search", "language", "hints")}
    assert "rapidfuzz" not in ran.stdout
    assert query.COLUMNS
