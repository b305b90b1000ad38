"""What is one work and what is not: a wrong merge loses a paper, a missed one shows it twice."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifesci_fm.identifiers import Identifier, Scheme, year_of
from lifesci_fm.records import Author, LinkRecord, ModelRecord, PaperRecord, Relation, VersionRecord
from lifesci_fm.same_work import Evidence, Verdict, introduced_model, judge, profile_of
from lifesci_fm.same_work.titles import ARTICLES, CLOSE, could_be_close, likeness, title_prefix, title_start
from lifesci_fm.text import fold
from lifesci_fm.vocabulary import PaperType, VersionKind

ARXIV, BIORXIV = "arxiv:", "10.1101/"


def identifier(text: str) -> Identifier:
    if text.startswith(ARXIV):
        return Identifier(Scheme.ARXIV, text.removeprefix(ARXIV))
    if text.startswith("10."):
        return Identifier(Scheme.DOI, text)
    return Identifier(Scheme.URL, text)


def paper(
    title: str | None = None,
    *ids: str,
    authors: str = "",
    year: int | None = None,
    model: str | None = None,
    code: str | None = None,
    type: PaperType | None = None,
    relations: tuple[Relation, ...] = (),
    volume: str | None = None,
    pages: str | None = None,
) -> PaperRecord:
    version = VersionRecord(kind=VersionKind.PUBLISHED, date=str(year) if year else None, volume=volume, pages=pages)
    return PaperRecord(
        title=title,
        authors=tuple(Author(name) for name in authors.split()),
        identifiers=tuple(identifier(text) for text in ids),
        versions=(version,),
        models=(ModelRecord(name=model),) if model else (),
        links=(LinkRecord("code", code),) if code else (),
        type=type,
        relations=relations,
    )


def verdict(a: PaperRecord, b: PaperRecord) -> Verdict:
    there, back = judge(profile_of(a), profile_of(b)), judge(profile_of(b), profile_of(a))
    assert there.verdict is back.verdict
    return there.verdict


LONG = "Large-scale foundation model on single-cell transcriptomics"

SAME = [
    ("one DOI", paper("A", "10.1/x"), paper("B", "10.1/x")),
    (
        "one page",
        paper(None, "academic.oup.com/x/1", model="DNABERT"),
        paper("DNABERT: pre-trained", "academic.oup.com/x/1"),
    ),
    (
        "one page, one model, a title in a list's own words",
        paper("MedX: Contrastive transformers for search in papers", "example.org/a/1", model="MedX", year=2023),
        paper("MedX: A method to find what is known of a disease", "example.org/a/1", model="MedX", year=2023),
    ),
    (
        "preprint and published, one title",
        paper(LONG, "10.1101/2023.05.29.542705"),
        paper(LONG, "10.1038/s41592-024-02305-7"),
    ),
    (
        "a title in other case and signs",
        paper("Large Scale Foundation Model on Single-cell Transcriptomics"),
        paper(LONG, "10.1038/s41592-024-02305-7"),
    ),
    (
        "a small word changed, one first author",
        paper("scGPT: towards building a foundation model for cells", authors="Cui Wang", year=2023),
        paper("scGPT: toward building a foundation model for cells", authors="Cui Wang Duan", year=2024),
    ),
    (
        "plural and a word left out, one first author",
        paper("Universal Cell Embeddings: A Foundation Model for Cell Biology", authors="Rosen", year=2023),
        paper("Universal cell embedding provides a foundation model for cell biology", authors="Rosen", year=2024),
    ),
    (
        "article before the name, hyphen gone",
        paper("The Nucleotide Transformer: pre-trained models for genomics", authors="Dalla-Torre", year=2023),
        paper("Nucleotide Transformer: pretrained models for genomics", authors="Dalla Torre", year=2024),
    ),
    (
        "only the model's name",
        paper(None, "arxiv:2401.06199", model="xTrimoPGLM"),
        paper("xTrimoPGLM: Unified 100B", "10.1101/2023.07.05.547496"),
    ),
    (
        "the model's name is that of the only repository",
        paper(None, "10.1038/s42256-024-00823-9", model="UTR-LM"),
        paper(
            "A 5' UTR Language Model for Decoding",
            "10.1101/2023.10.11.561938",
            code="https://github.com/a96123155/UTR-LM",
        ),
    ),
    ("two names without title", paper(None, "arxiv:2306.15006", model="DNABERT-2"), paper(None, model="DNABERT_2")),
    (
        "short title, author and year",
        paper("Introduction", authors="Li", year=2020),
        paper("Introduction", authors="Li", year=2020),
    ),
    ("nothing but a short title", paper("Introduction"), paper("Introduction")),
    (
        "a relation, although both have published DOIs",
        paper("Old title", "10.1/a", relations=(Relation("published-as", identifier("10.1/b")),)),
        paper("Quite another name", "10.1/b"),
    ),
    (
        "a word left out when it was published",
        paper(
            "CellFold: improved structure based design of antibodies", "arxiv:2405.00001", authors="Ek Roe", year=2024
        ),
        paper("CellFold: improved structure design of antibodies", "10.1093/x/vbae1", authors="Ek Roe", year=2025),
    ),
    (
        "a subtitle lost when it was published",
        paper("Language models of whole bacterial operons at scale: a benchmark", "arxiv:2203.00001", authors="Ek Roe"),
        paper("Language models of whole bacterial operons at scale", "10.1093/nar/gkad1", authors="Ek Roe"),
    ),
    (
        "words in another order, by the same people",
        paper("OakLM: open models for long DNA sequences", "10.1101/2023.06.12.111111", authors="Ek Roe", year=2023),
        paper("OakLM: open DNA models for long sequences", "10.1093/nar/gkae1", authors="Ek Roe", year=2025),
    ),
    (
        "accents and British spelling",
        paper("Modelling the naïve tumour repertoire at scale", authors="Çelik Roe", year=2022),
        paper("Modeling the naive tumor repertoire at scale", authors="Celik Roe", year=2023),
    ),
    (
        "a Greek letter spelled out",
        paper("Identity of β cells in foundation models", authors="Ek", year=2022),
        paper("Identity of beta cells in foundation models", authors="Ek", year=2022),
    ),
    ("an umlaut spelled out", paper(LONG, authors="Müller Roe"), paper(LONG, authors="Mueller Roe")),
    (
        "two versions of one preprint, each with its DOI",
        paper(LONG, "10.21203/rs.3.rs-2400001/v1"),
        paper(LONG, "10.21203/rs.3.rs-2400001/v2"),
    ),
    ("a work before and after review", paper(LONG, "10.7554/elife.90001.2"), paper(LONG, "10.7554/elife.90001")),
    (
        "a bioRxiv number with either registrant",
        paper(LONG, "10.1101/2025.12.05.540001"),
        paper(LONG, "10.64898/2025.12.05.540001"),
    ),
    (
        "one DOI, a title in a list's own words",
        paper("Models that write proteins", "10.1/x"),
        paper("Sequence generation across diverse families by language models", "10.1/x"),
    ),
    (
        "one DOI, a corpus that is named after the model",
        paper("CorpusX: the pretraining corpus of Nichefold cells", "10.1/x"),
        paper("Nichefold: a foundation model for spatial omics", "10.1/x"),
    ),
    (
        "one DOI, a number more in the title",
        paper("Expert answers to questions in medicine", "10.1/x"),
        paper("Expert answers to questions in medicine (Med 2)", "10.1/x"),
    ),
    ("Chinese title", paper("单细胞大模型的进展与展望综述"), paper("单细胞大模型的进展与展望综述", authors="王")),
]

LIKELY = [
    ("one title, two published DOIs", paper(LONG, "10.1038/a"), paper(LONG, "10.1101/2023.05.29.542705", "10.1016/b")),
    (
        "what a part of any book is called",
        replace(paper("Introduction", authors="Li", year=2020), key="li_genes"),
        replace(paper("Introduction", authors="Li", year=2020), key="li_cells"),
    ),
    (
        "one preprint, two published DOIs",
        paper(LONG, "arxiv:2301.00001", "10.1038/a"),
        paper(LONG, "arxiv:2301.00001", "10.1016/b"),
    ),
    ("one title, two arXiv numbers", paper(LONG, "arxiv:2301.00001"), paper(LONG, "arxiv:2301.00002")),
    ("one title, other pages", paper(LONG, pages="1--9", authors="Hao"), paper(LONG, pages="77--91", authors="Hao")),
    ("thesis and article", paper(LONG, type=PaperType.THESIS), paper(LONG, type=PaperType.ARTICLE)),
    ("one title, ten years apart", paper(LONG, year=2010), paper(LONG, year=2020)),
    (
        "renamed, one first author",
        paper(
            "CodonBERT: Large Language Models for mRNA design and optimization",
            authors="Li",
            year=2023,
            model="CodonBERT",
        ),
        paper("CodonBERT large language model for mRNA vaccines", authors="Li", year=2024, model="CodonBERT"),
    ),
    (
        "a word left out of what one group wrote twice",
        paper("Deep learning predicts chromatin accessibility in plants", authors="Ek Roe", year=2022),
        paper("Deep learning predicts chromatin accessibility", authors="Ek Roe", year=2022),
    ),
    (
        "words in another order",
        paper("Predicting structure from sequence of proteins", authors="Ek", year=2022),
        paper("Predicting sequence from structure of proteins", authors="Ek", year=2022),
    ),
    (
        "one title, one first name in two lists of authors",
        paper(LONG, authors="Wang Li Zhao"),
        paper(LONG, authors="Wang Chen"),
    ),
    ("one title, a name misspelled", paper(LONG, authors="Dardjowidjojo"), paper(LONG, authors="Darjowidjojo")),
    (
        "a little renamed, three years apart",
        paper("Cell embeddings: a foundation model for biology", "10.1101/2023.11.28.111111", authors="Ek", year=2023),
        paper("Cell embedding, a foundation model for biology", "10.1038/a", authors="Ek", year=2026),
    ),
    (
        "what chairs write every year",
        paper("Message from the General Chairs", authors="Ek", year=2020),
        paper("Message from the General Chairs", authors="Ek", year=2021),
    ),
    (
        "a word before a colon that is a model's name elsewhere",
        paper(None, "10.1016/j.cell.2018.05.061", model="Magic"),
        paper("Magic: a layout system for large chips", authors="Ek", year=1984),
    ),
    (
        "a repository that is called like a model of other years",
        paper(None, "10.1038/s42256-024-00872-0", model="Grover"),
        paper("Graph transformers on large molecular data", "arxiv:2007.02835", code="https://github.com/x/grover"),
    ),
    (
        "renamed when it was published, the model's name kept",
        paper("CodonBase: language models for design and optimization", authors="Li", year=2023, model="CodonBase"),
        paper("CodonBase brings large vaccines to fish", authors="Li", year=2024),
    ),
    (
        "one model by the same people, another of them first",
        paper(
            "ElmLM: sequences by latent diffusion", "10.1101/111111", authors="Ek Roe Moor", year=2023, model="ElmLM"
        ),
        paper("ElmLM: functional proteins at will", "10.1002/x", authors="Roe Moor Ek Yi", year=2025, model="ElmLM"),
    ),
    (
        "a word more, by the same people, another of them first",
        paper(
            "Discovery and design of active enzymes by language models", "10.21203/rs.3.rs-5500001", authors="Yi Ek Roe"
        ),
        paper("Discovery and design of very active enzymes by language models", "10.1038/x", authors="Ek Roe Yi"),
    ),
    (
        "a model's name, but two published DOIs",
        paper(None, "10.1038/a", model="Evo"),
        paper("Evo: a model of DNA", "10.1126/b"),
    ),
]

DIFFERENT = [
    ("nothing in common", paper("A"), paper("B")),
    ("nothing said", paper(), paper()),
    (
        "a repository in common",
        paper("Evolutionary-scale prediction of structure", code="https://github.com/f/esm"),
        paper("Biological structure and function emerge", code="https://github.com/f/esm"),
    ),
    (
        "a model family by name",
        paper(None, "10.1/a", model="DNABERT"),
        paper(None, "arxiv:2306.15006", model="DNABERT-2"),
    ),
    (
        "a model family by title",
        paper("DNABERT: a model of the language of genomes", authors="Zhou", year=2021),
        paper("DNABERT-2: a model of the language of genomes", authors="Zhou", year=2023),
    ),
    (
        "parts",
        paper("On the electrodynamics of moving bodies in motion, Part I", authors="Ein", year=1905),
        paper("On the electrodynamics of moving bodies in motion, Part II", authors="Ein", year=1905),
    ),
    (
        "a correction",
        paper("Author Correction: " + LONG, "10.1038/c", authors="Hao", year=2024),
        paper(LONG, "10.1038/a", authors="Hao", year=2024),
    ),
    (
        "a title that many papers have",
        paper("Introduction", authors="Li", year=2020),
        paper("Introduction", authors="Wang", year=2020),
    ),
    ("the same without years", paper("Editorial", authors="Li", year=2020), paper("Editorial", authors="Li")),
    (
        "one title, other people",
        paper("Deep learning in bioinformatics today", authors="Min"),
        paper("Deep learning in bioinformatics today", authors="Li Ng"),
    ),
    (
        "a DOI copied to the wrong entry",
        paper("On the origin of species and all that", "10.1/x", authors="Darwin"),
        paper("Deep residual learning for images at scale", "10.1/x", authors="He"),
    ),
    (
        "an arXiv number copied to the wrong entry of a list without authors",
        paper("ChemX: a dialogue foundation model for chemistry", "arxiv:2402.10373", model="ChemX"),
        paper("MedX: a collection of open models for hospital records", "arxiv:2402.10373", model="MedX"),
    ),
    (
        "the same, with half of the title",
        paper("It is time: information lifecycles and the right to be forgotten", "10.2139/ssrn.1", authors="Jo"),
        paper("The right to be forgotten: brokers and the retention of data", "10.2139/ssrn.1", authors="Ts"),
    ),
    (
        "a withdrawal",
        paper("Withdrawn: deep learning of tissue states from histology", authors="Ek Roe", year=2022),
        paper("Deep learning of tissue states from histology", authors="Ek Roe", year=2022),
    ),
    (
        "what says the contrary",
        paper("Protein design with diffusion models of the backbone", authors="Ek Roe", year=2022),
        paper("Protein design without diffusion models of the backbone", authors="Ek Roe", year=2022),
    ),
    (
        "volumes by letter",
        paper("Proceedings of the congress of language, book A", authors="Ek", year=1983),
        paper("Proceedings of the congress of language, book", authors="Ek", year=1983),
    ),
    (
        "a home page in common",
        paper("Manual of the first program written", "example.org"),
        paper("Notes about quite another matter here", "example.org"),
    ),
    (
        "a model's home page, years apart",
        paper("Evo: a model of the language of genomes", "example.org/evo", model="Evo", year=2023),
        paper("Evo: designing whole chromosomes by machine", "example.org/evo", model="Evo", year=2026),
    ),
    (
        "a chapter and its book, whose DOI it gives",
        paper("A study of red toys and their makers", "10.1007/9", authors="Ek", type=PaperType.PROCEEDINGS),
        paper("The toy proceedings", "10.1007/9", type=PaperType.BOOK),
    ),
    (
        "one model's name by others, of whom one is called alike",
        paper("ElmLM: sequences by latent diffusion", "10.1101/111111", authors="Ek Wang Moor", model="ElmLM"),
        paper("ElmLM: long leaves of large trees", "10.1002/x", authors="Li Wang Yi", model="ElmLM"),
    ),
    (
        "two articles of one author about one thing",
        paper("Sleep and the strength of synapses: a hypothesis", "10.1016/a", authors="Ek Roe", year=2003),
        paper("Sleep function and the strength of synapses", "10.1016/b", authors="Ek Roe", year=2006),
    ),
    (
        "a name that another model claims",
        paper(None, "10.1/a", model="esm"),
        paper("Structure prediction at scale", "10.1/b", model="ESMFold", code="https://github.com/f/esm"),
    ),
]


@pytest.mark.parametrize(("a", "b"), [case[1:] for case in SAME], ids=[case[0] for case in SAME])
def test_one_work_is_recognised(a: PaperRecord, b: PaperRecord) -> None:
    assert verdict(a, b) is Verdict.SAME


@pytest.mark.parametrize(("a", "b"), [case[1:] for case in LIKELY], ids=[case[0] for case in LIKELY])
def test_what_only_a_person_can_tell_is_left_to_her(a: PaperRecord, b: PaperRecord) -> None:
    assert verdict(a, b) is Verdict.LIKELY


@pytest.mark.parametrize(("a", "b"), [case[1:] for case in DIFFERENT], ids=[case[0] for case in DIFFERENT])
def test_two_works_stay_two(a: PaperRecord, b: PaperRecord) -> None:
    assert verdict(a, b) is Verdict.DIFFERENT


def test_a_name_that_grew_by_a_letter_is_another() -> None:
    one = paper("TreeMaker: fast inference of large trees from alignments", authors="Ek Roe", year=2012)
    other = paper("TreeMakerX: fast inference of large trees from alignments", authors="Ek Roe", year=2014)
    assert verdict(one, other) is not Verdict.SAME


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("10.1101/2023.05.29.542705", 2023),
        ("10.1016/j.cell.2018.05.061", 2018),
        ("10.1038/s42256-024-00872-0", 2024),
        ("arxiv:2007.02835", 2020),
        ("arxiv:cs/0703123", 2007),
        ("arxiv:math/9912345", 1999),
        ("10.1021/acs.jcim.5b00559", None),
        ("10.3969/j.issn.2001-0001", None),
    ],
)
def test_the_year_that_an_identifier_tells(text: str, year: int | None) -> None:
    assert year_of(identifier(text)) == year


def test_a_person_overrules_every_evidence() -> None:
    one = replace(profile_of(paper(LONG, "10.1/x")), held=frozenset({"hao2024"}), apart=frozenset({"cui2023"}))
    other = replace(profile_of(paper(LONG, "10.1/x")), held=frozenset({"cui2023"}))
    for found in (judge(one, other), judge(other, one)):
        assert (found.verdict, found.evidence) == (Verdict.DIFFERENT, Evidence.PERSON)
    assert judge(one, profile_of(paper(LONG, "10.1/x"))).verdict is Verdict.SAME  # an entry may mean either


def test_published_dois_that_differ_speak_before_numbers_of_servers() -> None:
    """One title, one arXiv number, two articles: merged, or kept apart, as sets of text happen to be ordered."""
    servers = ("10.1101/2023.01.01.11111{}", "10.2139/ssrn.{}", "10.26434/chemrxiv-{}", "10.21203/rs.3.rs-{}")
    title = "A title that is long enough to be its own"
    ours, theirs = (
        paper(title, f"{ARXIV}2301.00001", f"10.1/{n}", *(server.format(n) for server in servers)) for n in (1, 2)
    )
    found = judge(profile_of(ours), profile_of(theirs))
    assert found.verdict is Verdict.LIKELY
    assert found.reason.endswith("but their published DOIs differ: 10.1/1 and 10.1/2")


def test_the_reason_names_the_evidence() -> None:
    found = judge(profile_of(paper("A", "10.1/x")), profile_of(paper("B", "10.1/x")))
    assert (found.evidence, found.reason) == (Evidence.IDENTIFIER, "both have doi 10.1/x")


_words = st.lists(
    st.sampled_from(["deep", "cell", "model", "models", "gpt", "2", "ii", "a", "the", "scgpt", "genome"]), max_size=7
)
_papers = st.builds(
    lambda words, ids, authors, year, model, code, pages: paper(
        " ".join(words) or None, *ids, authors=" ".join(authors), year=year, model=model, code=code, pages=pages
    ),
    _words,
    st.lists(st.sampled_from(["10.1/a", "10.1/b", "arxiv:2301.00001", "10.1101/111111", "example.org/x"]), max_size=2),
    st.lists(st.sampled_from(["Li", "Wang", "van der Berg", "Ünal"]), max_size=2),
    st.sampled_from([None, 2019, 2023, 2024]),
    st.sampled_from([None, "scGPT", "DNABERT-2"]),
    st.sampled_from([None, "https://github.com/x/scGPT"]),
    st.sampled_from([None, "1-3", "7"]),
)


@given(_papers, _papers)
def test_a_verdict_does_not_depend_on_who_came_first(a: PaperRecord, b: PaperRecord) -> None:
    verdict(a, b)


@given(_papers)
def test_an_entry_read_twice_is_one_work(a: PaperRecord) -> None:
    if a.title or a.identifiers or a.models:
        assert verdict(a, a) is Verdict.SAME


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("scGPT: toward building a foundation model", "scGPT"),
        ("DNABERT-2: Efficient Foundation Model", "DNABERT-2"),
        ("GENA-LM：基因组 language model", "GENA-LM"),
        ("Review: the state of language models", None),
        ("COVID-19: a year in review", None),
        ("Attention is all you need", None),
    ],
)
def test_a_title_that_names_its_model_introduces_it(title: str, name: str | None) -> None:
    assert introduced_model(title) == name


def test_near_titles_are_looked_for_where_they_stand() -> None:
    near = [fold("The Nucleotide Transformer: building"), fold("Nucleotide transformer: building and evaluating")]
    start = title_start(near[0])
    assert start == title_start(near[1])
    assert all(title.startswith(tuple(lead + start for lead in ("", *ARTICLES))) for title in near)
    assert title_start("short") == ""


_WORDS_OF_TITLES = (
    *("a", "of", "towards", "model", "models", "modelling", "modelled", "cell", "cells", "single", "singlecell", "pre"),
    *(
        "trained",
        "pretrained",
        "gene",
        "genes",
        "language",
        "deep",
        "deeper",
        "learning",
        "2",
        "part",
        "蛋白质",
        "模型",
    ),
)


@given(
    st.lists(st.sampled_from(_WORDS_OF_TITLES), min_size=4, max_size=12, unique=True),
    st.lists(st.sampled_from(_WORDS_OF_TITLES), max_size=3, unique=True),
    st.data(),
)
def test_no_near_title_is_passed_over(words: list[str], others: list[str], data: st.DataObject) -> None:
    """Papers are brought in and compared only where `could_be_close` says so: a renamed preprint would stay apart."""
    kept = data.draw(st.lists(st.sampled_from(words), min_size=len(words) - 2, unique=True))
    a, b = " ".join(words), " ".join(data.draw(st.permutations([*kept, *others])))
    assert could_be_close(a, b) == could_be_close(b, a)
    assert could_be_close(a, b) or likeness(a, b) < CLOSE


def test_words_taken_apart_make_no_other_title() -> None:
    titles = "pre trained language models of single cell genes", "pretrained language models of singlecell human genes"
    assert could_be_close(*titles)
    assert likeness(*titles) >= CLOSE


def test_titles_about_other_things_are_not_compared() -> None:
    titles = "language models of genomes and their use", "language barriers in the care of patients at home"
    assert not could_be_close(*titles)


def test_likeness_knows_words_that_tell_apart() -> None:
    title = "an efficient model of the language of genome"
    assert likeness(title, title + "s") == 1.0
    assert likeness("dnabert " + title, "dnabert 2 " + title) == 0.0
    assert title_prefix("A: b") == "A" and title_prefix("No colon here") is None


def test_works_of_the_field_are_told_apart(shared: Path) -> None:
    """No two of the works behind the real documents look like one by title, author and year."""
    works = [json.loads(line) for line in (shared / "seed-facts.jsonl").read_text(encoding="utf-8").splitlines()]
    titles = {fold(work["title"]): work for work in works if work["title"]}
    for (a, one), (b, other) in itertools.combinations(titles.items(), 2):
        authors = [
            " ".join(x.get("family", x.get("name", "")).replace(" ", "-") for x in work["authors"])
            for work in (one, other)
        ]
        pair = [
            paper(t, authors=names, year=w["year"]) for t, names, w in zip((a, b), authors, (one, other), strict=True)
        ]
        assert verdict(*pair) is Verdict.DIFFERENT, (a, b)
