"""One work, one paper: what joins, what stays apart, and that neither order nor repetition of imports matters."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from library_rooms import counts, dumped, entries, fresh, identifier, line, merge, only, paper, rows
from lifesci_fm.formats.files import scan
from lifesci_fm.library import Library, intake
from lifesci_fm.records import LinkRecord, ModelRecord, PaperRecord, Relation, VersionRecord
from lifesci_fm.vocabulary import PaperType, Status, VersionKind

TITLE = "Large-scale foundation model on single-cell transcriptomics"
PREPRINT, PUBLISHED = "10.1101/2023.05.29.542705", "10.1038/s41592-024-02305-7"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return fresh(tmp_path / "library.sqlite")


UTR, GLM, BERT2, SCBERT = (
    "10.1038/s42256-024-00823-9",
    "arxiv:2401.06199",
    "arxiv:2306.15006",
    "10.1038/s42256-022-00534-z",
)
OUP = "academic.oup.com/bioinformatics/article/37/15/2112"
HUB = "https://github.com"

#: A reading plan, a survey's table and an awesome list about the same few works, and works that are near to them.
_PLAN = [
    paper(None, PREPRINT, model="scFoundation", number=4, status=Status.PREPARING),
    paper(None, GLM, model="xTrimoPGLM"),
    paper(None, UTR, model="UTR-LM"),
    paper(None, OUP, model="DNABERT"),
    paper(None, BERT2, model="DNABERT-2"),
    paper(None, SCBERT, model="scBERT"),
]
_TABLE = [
    paper(TITLE, PUBLISHED, venue="Nature Methods", date="2024", code=f"{HUB}/b/scFoundation"),
    paper("scBERT as a large-scale pretrained model", SCBERT, date="2023"),
]
_AWESOME = [
    paper("Large Scale Foundation Model on Single-cell Transcriptomics", PREPRINT, number=4, venue="bioRxiv"),
    paper("xTrimoPGLM: Unified 100B-Scale Pre-trained Transformer", "10.1101/2023.07.05.547496"),
    paper("A 5' UTR Language Model for Decoding", "10.1101/2023.10.11.561938", code=f"{HUB}/a/UTR-LM"),
    paper("DNABERT: pre-trained Encoder for the language of DNA", OUP, code=f"{HUB}/j/DNABERT"),
    paper("DNABERT-2: Efficient Foundation Model and Benchmark", BERT2, code=f"{HUB}/z/DNABERT_2"),
    paper("Evolutionary-scale prediction of protein structure", "10.1126/science.ade2574", code=f"{HUB}/f/esm"),
    paper("Biological structure and function emerge from scaling", "10.1073/pnas.2016239118", code=f"{HUB}/f/esm"),
]
_JOURNEY = [
    PaperRecord(models=(ModelRecord(name="DNABERT"),), links=(LinkRecord("code", f"{HUB}/M/DNABERT_2/tree/main"),))
]
FIELD = [
    replace(record, origin=line(number, file))
    for file, records in (("plan.md", _PLAN), ("b.md", _TABLE), ("c.md", _AWESOME), ("d.md", _JOURNEY))
    for number, record in enumerate(records, 1)
]

#: Works that entries of FIELD are about, by what each has of its own.
GROUPS = {
    frozenset({PREPRINT, PUBLISHED}),
    frozenset({"2401.06199", "10.1101/2023.07.05.547496"}),
    frozenset({UTR, "10.1101/2023.10.11.561938"}),
    frozenset({OUP}),
    frozenset({"2306.15006"}),
    frozenset({SCBERT}),
    frozenset({"10.1126/science.ade2574"}),
    frozenset({"10.1073/pnas.2016239118"}),
}


def groups(path: Path) -> set[frozenset[str]]:
    """Identifiers of each paper."""
    found: dict[int, set[str]] = {number: set() for (number,) in rows(path, "SELECT id FROM papers")}
    for number, value in rows(path, "SELECT paper_id, value FROM identifiers"):
        found[number].add(value)
    return set(map(frozenset, found.values()))


def test_the_field_in_the_order_of_its_files(library: Path) -> None:
    merge(library, FIELD)
    assert groups(library) == GROUPS
    held = dict(rows(library, "SELECT l.url, p.model FROM links l JOIN papers p ON p.id = l.paper_id"))
    assert held["https://github.com/M/DNABERT_2/tree/main"] == "DNABERT-2"  # the repository says which one is meant


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(len(FIELD))), cut=st.integers(0, len(FIELD)))
def test_the_order_of_import_does_not_change_what_is_merged(
    order: list[int], cut: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("order") / "library.sqlite"
    merge(path, [FIELD[index] for index in order[:cut]])
    merge(path, [FIELD[index] for index in order[cut:]])
    assert groups(path) == GROUPS
    before = dumped(path)
    assert counts(merge(path, FIELD)) == {"unchanged": len(FIELD)}
    assert dumped(path) == before


@dataclass(frozen=True)
class Truth:
    """A work as it is; entries tell parts of it."""

    titles: tuple[str, ...]
    authors: str
    years: tuple[str, ...]
    ids: tuple[str, ...]
    model: str | None = None
    code: str | None = None


_GENOMES = "pre-trained models of the language of genomes"
WORLD = (
    Truth(
        (f"scGPT: toward building a {TITLE}", f"scGPT: towards building {TITLE}"),
        "Cui, H; Wang, B",
        ("2023", "2024"),
        ("10.1101/111111", "10.1/gpt"),
        "scGPT",
        f"{HUB}/b/scGPT",
    ),
    Truth((f"DNABERT: {_GENOMES}",), "Ji, Y; Zhou, Z", ("2021",), ("10.1/bert",), "DNABERT"),
    Truth((f"DNABERT-2: {_GENOMES}",), "Zhou, Z; Ji, Y", ("2023",), (BERT2,), "DNABERT-2", f"{HUB}/z/DNABERT_2"),
    Truth(("On the lives of cells in tissues, Part I",), "Ji, Y", ("2021",), ("10.1/one",)),
    Truth(("On the lives of cells in tissues, Part II",), "Ji, Y", ("2021",), ("10.1/two",)),
    Truth(("Introduction",), "Li, J", ("2020",), ("10.1/intro",)),
    Truth(("Introduction",), "Wang, B", ("2022",), ("10.1/begin",)),
)


@st.composite
def _told(draw: st.DrawFn) -> tuple[int, PaperRecord]:
    """Which work, and an entry about it: one title or none, some identifiers, perhaps authors, year, model and code.

    An entry tells enough to know the work by: a title that only it has, an identifier, or author and year.
    """
    number = draw(st.integers(0, len(WORLD) - 1))
    truth = WORLD[number]
    ids = draw(st.lists(st.sampled_from(truth.ids), max_size=2, unique=True))
    title = draw(st.sampled_from([None, *truth.titles])) if ids or truth.model else draw(st.sampled_from(truth.titles))
    needed = title == "Introduction" and not ids
    authors = truth.authors if needed or (title in truth.titles[1:]) or draw(st.booleans()) else ""
    date = draw(st.sampled_from(truth.years)) if needed or draw(st.booleans()) else None
    model = truth.model if not title or draw(st.booleans()) else None
    code = truth.code if draw(st.booleans()) else None
    return number, paper(title, *ids, authors=authors, date=date, model=model, code=code)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(_told(), max_size=14))
def test_entries_about_different_works_never_meet(
    told: list[tuple[int, PaperRecord]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("world") / "library.sqlite"
    records = [replace(record, origin=line(n)) for n, (_, record) in enumerate(told, 1)]
    merge(path, records)
    for group in groups(path):
        owners = {n for n, truth in enumerate(WORLD) for i in truth.ids if i.removeprefix("arxiv:") in group}
        assert len(owners) <= 1, group
    before = dumped(path)
    assert counts(merge(path, records)) in ({}, {"unchanged": len(records)})
    assert dumped(path) == before


_plain = st.builds(
    lambda title, ids, authors, date, venue, key, pages, tags, note, code, file: paper(
        title, *ids, authors=authors, date=date, venue=venue, key=key, pages=pages, tags=tags, note=note, code=code,
        origin=line(1, file),
    ),
    st.sampled_from([TITLE, f"{TITLE}.", None]),
    st.sampled_from([("10.1/a",), ("10.1/a", "x.org/p"), ("10.1101/111111", "10.1/a"), ("10.1/b",)]),
    st.sampled_from(["Cui, H; Wang, B", "Cui, Haotian; Wang, B", ""]),
    st.sampled_from(["2024", "2024-03", None]),
    st.sampled_from(["Nature", None]),
    st.sampled_from(["cui2024", "Cui2024", None]),
    st.sampled_from(["1--9", "7", None]),
    st.sampled_from([(), ("key",), ("Key", "new")]),
    st.sampled_from([None, "a note"]),
    st.sampled_from([None, f"{HUB}/b/scGPT"]),
    st.sampled_from(["list.md", "other.md"]),
)  # fmt: skip


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(_plain, min_size=1, max_size=3), again=_plain)
def test_an_echo_is_found_as_the_long_way_would_find_it(
    said: list[PaperRecord], again: PaperRecord, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.mktemp("echo")
    results = []
    for name in ("short", "long"):
        path = place / f"{name}.sqlite"
        with pytest.MonkeyPatch.context() as patch:
            if name == "long":
                patch.setattr(intake, "echoes", lambda ledger, entries, but=(): {})
            merge(path, said)
            results.append((counts(merge(path, [again])), counts(merge(path, said)), dumped(path)))
    assert results[0] == results[1]


#: Once seen only by entries of one batch: a paper without a title by the name of its repository, and two titles alike
#: behind names that are written otherwise.
_MET_BY_REPOSITORY = [
    paper(None, "10.1101/111111", authors="Cui, H; Wang, B", date="2024", model="scGPT", code=f"{HUB}/b/scGPT"),
    paper(f"scGPT: toward building a {TITLE}", authors="Cui, H; Wang, B", model="scGPT"),
    paper(None, "10.1/a", authors="Cui, H; Wang, B", date="2024", code=f"{HUB}/b/scGPT"),
    paper(TITLE, "10.1/a", authors="Cui, H; Wang, B", date="2024"),
]
_MET_BEHIND_NAMES = [
    paper("GenoBase: a transformer for the genomes of all life", authors="Li, M"),
    paper("The Geno Base: Transformers for the genomes of all life", authors="Li, M"),
]
#: Two works of which each entry tells a little: an identifier, a page, people, a title about its colon, a name.
_scattered = st.builds(
    lambda title, ids, authors, date, model, code, venue: paper(
        title, *ids, authors=authors, date=date, model=model, code=code, venue=venue
    ),
    st.sampled_from([
        None, "GenoBase: a transformer for the genomes of all life", "A transformer for genomes of all life",
        "The Geno Base: Transformers for the genomes of all life", "GenoBase-2: a transformer for genomes of all life",
    ]),
    st.sampled_from([(), ("10.1/a",), ("10.1/b",), ("10.1101/111111",), ("x.org/p",), ("10.1/a", "10.1101/111111")]),
    st.sampled_from(["", "Ji, Y", "Ji, Y; Li, M", "Li, M"]),
    st.sampled_from([None, "2021", "2024", "2026"]),
    st.sampled_from([None, "GenoBase", "Geno-Base", "GenoBase-2", "GB"]),
    st.sampled_from([None, f"{HUB}/b/GenoBase", f"{HUB}/b/genobase-2/tree/main"]),
    st.sampled_from([None, "Nature"]),
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    told=st.one_of(
        st.lists(st.one_of(_told().map(lambda one: one[1]), _plain, st.sampled_from(FIELD)), min_size=2, max_size=12),
        st.lists(_scattered, min_size=2, max_size=8),
    ),
    size=st.integers(1, 4),
)
@example(told=_MET_BY_REPOSITORY, size=1)
@example(told=_MET_BEHIND_NAMES, size=1)
def test_where_a_batch_ends_is_not_seen_in_the_library(
    told: list[PaperRecord], size: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A batch is matched before the one before it is written: what that one said must be known all the same."""
    place, records = tmp_path_factory.mktemp("batch"), [replace(one, origin=line(n)) for n, one in enumerate(told, 1)]
    whole = counts(merge(place / "whole.sqlite", records))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(intake, "_BATCH", size)
        cut = counts(merge(place / "cut.sqlite", records))
        assert (cut, dumped(place / "cut.sqlite")) == (whole, dumped(place / "whole.sqlite"))
        again = counts(merge(place / "cut.sqlite", records))
    assert again == counts(merge(place / "whole.sqlite", records))
    assert dumped(place / "cut.sqlite") == dumped(place / "whole.sqlite")


@pytest.mark.parametrize("at_once", [True, False], ids=["one file", "two files"])
@pytest.mark.parametrize("named_first", [True, False], ids=["named first", "named last"])
def test_a_journal_may_leave_the_name_of_the_model_out(library: Path, named_first: bool, at_once: bool) -> None:
    """`scFoundation: Large-scale …` on bioRxiv is `Large-scale …` in the journal; nothing else tells it."""
    said = [
        paper(f"scFoundation: {TITLE}", PREPRINT, authors="Hao, M; Gong, J", date="2023", origin=line(1)),
        paper(TITLE, PUBLISHED, authors="Hao, M; Gong, J", date="2024", origin=line(2)),
        paper(f"scBase: {TITLE.replace('foundation', 'base')}", "10.1/b", authors="Hao, M", origin=line(3)),
    ]
    for records in [said] if at_once else [[one] for one in said]:
        merge(library, records if named_first else records[::-1])
    assert groups(library) == {frozenset((PREPRINT, PUBLISHED)), frozenset(("10.1/b",))}


_PLANNED = paper(None, model="GenoBase", planned=3)
_BEHIND = "large transformer for the genomes of all life"


@pytest.mark.parametrize(
    "told",
    [
        pytest.param([paper(None, "10.1/a", code=f"{HUB}/b/geno_base"), _PLANNED], id="name of the repository"),
        pytest.param([paper(f"The Geno Base: {_BEHIND}", "10.1/a"), _PLANNED], id="name before the colon"),
        pytest.param(
            [paper(f"GenoBase: A {_BEHIND}", "10.1/a", authors="Li, M"),
             paper(_BEHIND.capitalize(), "10.1101/111111", authors="Li, M")],
            id="title behind the colon",
        ),
        pytest.param(
            [paper(f"{_BEHIND}s", "10.1/a"), paper(_BEHIND, "10.1101/111111", authors="Li, M"),
             paper(None, "10.1/a", authors="Li, M")],
            id="title of one entry, author of another",
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("at_once", [True, False], ids=["one file", "several files"])
def test_what_one_work_is_known_by_is_found_in_any_order(library: Path, told: list[PaperRecord], at_once: bool) -> None:
    """A plan's bare name, or a journal's shorter title: a paper twice in her library, and read twice."""
    for order in itertools.permutations([replace(one, origin=line(n)) for n, one in enumerate(told, 1)]):
        fresh(library)
        for records in [list(order)] if at_once else [[one] for one in order]:
            merge(library, records)
        assert len(entries(library)) == 1, [one.origin.line for one in order]


def test_a_third_entry_joins_two_papers(library: Path) -> None:
    merge(
        library,
        [paper(None, PREPRINT, model="scF", domain="scRNA", status=Status.READ, planned=1, tags=("a",), note="n1")],
    )
    second = paper("A title of the published form", PUBLISHED, authors="Hao, M", date="2024", tags=("b",), note="n2")
    merge(library, [second])
    assert len(entries(library)) == 2
    bridge = paper("A title of the published form", PUBLISHED, PREPRINT, key="hao2023")
    assert counts(merge(library, [bridge])) == {"merged": 1}
    entry = only(library)
    assert (entry["key"], entry["title"], entry["status"]) == ("scf", "A title of the published form", "read")
    assert (entry["authors"], entry["tags"], entry["domains"]) == (["Hao, M"], ["a", "b"], ["scRNA"])
    assert sorted(body for (body,) in rows(library, "SELECT body FROM notes")) == ["n1", "n2"]
    assert sorted(alias for (alias,) in rows(library, "SELECT alias FROM key_alias")) == ["hao2023", "hao2024title"]
    assert {version["doi"] for version in entry["versions"]} == {PREPRINT, PUBLISHED}


def test_what_named_the_other_paper_names_the_one(library: Path) -> None:
    merge(
        library,
        [paper("A first name of the work in hand", "10.1/a"), paper("Quite another name for what it is", "10.1/b")],
    )
    _, second = entries(library)
    with Library.open(library) as room:
        room.mark(Status.READ, [second["key"]])
    relation = (Relation("same-as", identifier("10.1/b")),)
    merge(library, [paper(None, "10.1/a", relations=relation, origin=line(9))])
    entry = only(library)
    assert (entry["doi"], entry["status"]) == ("10.1/a", "read")
    events = rows(
        library, "SELECT paper.key, reading_event.status FROM reading_event JOIN paper ON paper.id = paper_id"
    )
    assert events == [(entry["key"], "read")]


def test_likely_the_same_stays_two_and_is_remarked(library: Path) -> None:
    preprint = "CodonBERT: Large Language Models for mRNA design and optimization"
    records = [
        paper(preprint, "10.1101/222222", authors="Li, S", date="2023"),
        paper("CodonBERT large language model for mRNA vaccines", "10.1/gr.278870", authors="Li, S", date="2024"),
    ]
    merge(library, records)
    first, second = entries(library)
    assert rows(library, "SELECT key, kind, scheme, value FROM relations") == [
        (second["key"], "maybe-same", "key", first["key"])
    ]
    assert counts(merge(library, records)) == {"unchanged": 2}


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_two_published_dois_are_never_one_work(library: Path, order: tuple[int, ...]) -> None:
    said = [paper(TITLE, "10.1/a"), paper(TITLE, "10.1/b"), paper(TITLE)]
    for index in order:
        merge(library, [said[index]])
    assert {"10.1/a", "10.1/b"} == {value for group in groups(library) for value in group}
    assert len(entries(library)) == 2


# -- versions ---------------------------------------------------------------------------------------------------------


def versions(path: Path) -> list[tuple[object, ...]]:
    return rows(path, "SELECT kind, venue, date, doi, number FROM versions ORDER BY kind, number, id")


@pytest.mark.parametrize("order", list(itertools.permutations((None, 1, 3))))
def test_numbers_of_a_preprint_are_versions_of_their_own(library: Path, order: tuple[int | None, ...]) -> None:
    for number in order:
        merge(library, [paper(None, PREPRINT, model="scF", venue="bioRxiv", number=number)])
    assert versions(library) == [("preprint", "bioRxiv", None, PREPRINT, 1), ("preprint", "bioRxiv", None, PREPRINT, 3)]


def test_a_new_number_counts_as_merged(library: Path) -> None:
    merge(library, [paper(TITLE, PREPRINT, number=1)])
    assert counts(merge(library, [paper(TITLE, PREPRINT, number=3)])) == {"merged": 1}


def test_a_venue_without_identifier_joins_the_published_form(library: Path) -> None:
    merge(library, [paper(TITLE, PUBLISHED, origin=line(1, "a.md")), paper(TITLE, venue="Nature Methods", date="2024")])
    assert versions(library) == [("published", "Nature Methods", "2024", PUBLISHED, None)]


def test_a_venue_that_a_document_states_survives(library: Path) -> None:
    merge(library, [paper(TITLE, PUBLISHED, venue="Nature Methods"), paper(TITLE, PUBLISHED, venue="NMETH")])
    assert only(library)["venue"] == "Nature Methods"
    assert {version["venue"] for version in only(library)["versions"]} == {"Nature Methods", "NMETH"}


def test_a_version_that_joins_others_takes_nothing_that_was_said_of_them(library: Path) -> None:
    """The last entry shows that the first two are one work; the third, which could be about either, would be written
    to the other one when the same file is imported again."""
    said = [("2014", "356-363"), ("2010", "23-25"), ("2012", "81-86"), ("2011", None), ("2013-03-16", None)]
    series = [
        paper("Article of journal", date=date, pages=pages, origin=line(n)) for n, (date, pages) in enumerate(said, 1)
    ]
    merge(library, series)
    before = dumped(library)
    assert len(entries(library)) == 1
    assert counts(merge(library, series)) == {"unchanged": len(series)}
    assert dumped(library) == before


def test_a_year_column_dates_the_version(library: Path) -> None:
    merge(library, [paper(TITLE, PUBLISHED), paper(TITLE, PUBLISHED, date="2024")])
    assert only(library)["year"] == 2024


def test_fields_without_a_column_are_kept(library: Path) -> None:
    def said(**extra: str) -> PaperRecord:
        version = VersionRecord(kind=VersionKind.PUBLISHED, identifier=identifier("10.1/a"), extra=tuple(extra.items()))
        return PaperRecord(title=TITLE, identifiers=(identifier("10.1/a"),), versions=(version,), origin=line(1))

    merge(library, [said(series="LNCS"), said(editor="Li", series="Lecture Notes")])
    assert rows(library, "SELECT extra FROM versions") == [('{"editor": "Li", "series": "LNCS"}',)]
    assert rows(library, "SELECT field, value FROM claims") == [("extra.series", "Lecture Notes")]


# -- the documents of a user ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_real_documents_in_any_order_give_the_same_works(shared: Path, tmp_path: Path, seed: int) -> None:
    files = sorted((shared / "seeds").glob("[0-9]-*.md"))

    def take_in(path: Path, order: list[Path]) -> set[frozenset[str]]:
        fresh(path)
        for file in order:
            with Library.open(path) as library:
                library.merge(scan(file.read_bytes(), "markdown", name=file.name), file=file.name)
        return groups(path)

    shuffled = random.Random(seed).sample(files, len(files))
    one, other = tmp_path / "sorted.sqlite", tmp_path / "shuffled.sqlite"
    assert take_in(one, files) == take_in(other, shuffled)
    before = dumped(other)
    take = [scan(file.read_bytes(), "markdown", name=file.name) for file in shuffled]
    for found in take:
        with Library.open(other) as library:
            report = library.merge(found)
        assert report.added == report.changed == report.merged == 0
    assert dumped(other) == before


def test_a_number_copied_to_the_wrong_entry_joins_nothing_later(library: Path) -> None:
    """Two models, one arXiv number by mistake: an entry that gives the name and the number means the model's paper."""
    wrong = paper("GenoX: a simple model for genes built from chats", "arxiv:2405.06708", model="GenoX", origin=line(1))
    right = paper("CellY: pre-training of language for the identity of cells", "arxiv:2405.06708", model="CellY",
                  origin=line(2))  # fmt: skip
    plan = paper(None, "arxiv:2405.06708", model="CellY", origin=line(3))
    for order in itertools.permutations([wrong, right, plan]):
        path = library.with_name(f"{[record.origin.line for record in order]}.sqlite")
        merge(path, order)
        models = rows(path, "SELECT title, model FROM papers ORDER BY title")
        assert models == [(right.title, "CellY"), (wrong.title, "GenoX")], order
        before = dumped(path)
        merge(path, order)
        assert dumped(path) == before


@pytest.mark.parametrize(
    "other",
    [
        paper(TITLE, authors="Wang, B", date="2020", key="b"),
        paper(TITLE, authors="Cui, H", date="2010", key="b"),
        paper(TITLE, authors="Cui, H", date="2020", type=PaperType.THESIS, key="b"),
        paper(TITLE, authors="Cui, H", date="2020", pages="77--91", key="b"),
    ],
)
def test_papers_of_one_line_are_told_apart_as_those_of_two(library: Path, other: PaperRecord) -> None:
    """Programs write a whole bibliography in CSL-JSON on one line."""
    one = paper(TITLE, authors="Cui, H", date="2020", pages="1--9", type=PaperType.ARTICLE, key="a")
    for place in (1, 2):
        path = library.with_name(f"{place}.sqlite")
        records = [one, replace(other, origin=line(place))]
        merge(path, records)
        assert len(entries(path)) == 2, place
        before = dumped(path)
        assert counts(merge(path, records)) == {"unchanged": 2}
        assert dumped(path) == before
