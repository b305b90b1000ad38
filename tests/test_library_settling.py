"""`fm merge` and `fm split`: what a person says of two papers loses nothing, and lasts."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

from library_rooms import counts, dumped, entries, fresh, identifier, line, merge, only, paper, rows, source
from lifesci_fm.errors import NotFound, UsageError
from lifesci_fm.identifiers import Identifier, Scheme, parse
from lifesci_fm.library import Library
from lifesci_fm.library.joining import Joined
from lifesci_fm.library.splitting import Split
from lifesci_fm.records import ArticleRecord, DatasetRecord, PaperRecord, Record, Relation
from lifesci_fm.sources import Answer
from lifesci_fm.vocabulary import PaperType, Status
from running import fm

TITLE, OTHER = "A foundation model of the cells in a tissue", "What cells of a tissue tell to a large model"
PREPRINT, PUBLISHED = "10.1101/111111", "10.1000/cells"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return fresh(tmp_path / "library.sqlite")


def join(path: Path, one: str, other: str) -> Joined:
    with Library.open(path, words="fm merge") as room:
        return room.join(one, other)


def split(path: Path, name: str, version: str) -> Split:
    with Library.open(path, words="fm split") as room:
        return room.split(name, version)


def relations(path: Path) -> list[tuple[object, ...]]:
    return rows(path, "SELECT key, kind, value FROM relations ORDER BY key, kind")


# -- two entries are one work -----------------------------------------------------------------------------------------

OLDER = paper(
    TITLE, PREPRINT, authors="Cui, H", date="2023", model="CellNet", status=Status.READ, tags=("a",), note="n1"
)
NEWER = paper(
    OTHER, PUBLISHED, authors="Hao, M", date="2024-02", code="https://github.com/a/cell", tags=("b",), note="n2",
    planned=1, status=Status.PLANNED, origin=line(2),
)  # fmt: skip
ABOUT: list[Record] = [
    DatasetRecord(name="Tissue", paper_identifier=identifier(PUBLISHED), origin=line(3)),
    ArticleRecord(title="On cells", papers=(identifier(PUBLISHED),), origin=line(4)),
]


def test_joining_keeps_everything_of_both(library: Path) -> None:
    merge(library, [OLDER, NEWER, *ABOUT])
    joined = join(library, OTHER_KEY, "cui2023foundation")
    assert (joined.kept.key, joined.gone.key) == ("cui2023foundation", OTHER_KEY)
    entry = only(library)
    assert (entry["key"], entry["title"], entry["status"], entry["year"]) == ("cui2023foundation", OTHER, "read", 2024)
    assert (entry["tags"], entry["models"], entry["code"]) == (["a", "b"], ["CellNet"], ["https://github.com/a/cell"])
    assert entry["note"] == "n1\n\nn2"
    assert {version["doi"] for version in entry["versions"]} == {PREPRINT, PUBLISHED}
    assert (entry["datasets"], entry["articles"]) == (["Tissue"], ["On cells"])
    assert rows(library, "SELECT alias FROM key_alias") == [(OTHER_KEY,)]
    assert (TITLE,) in rows(library, "SELECT value FROM claims WHERE field = 'title'")


OTHER_KEY = "hao2024cells"


def test_what_was_joined_stays_joined_whatever_is_imported_again(library: Path) -> None:
    merge(library, [OLDER, NEWER, *ABOUT])
    join(library, "cui2023foundation", OTHER_KEY)
    before = dumped(library)
    for order in itertools.permutations([OLDER, NEWER]):
        assert counts(merge(library, [*order, *ABOUT])) == {"unchanged": 4}
    assert dumped(library) == before


def test_remarks_that_two_may_be_one_are_settled_by_joining(library: Path) -> None:
    likely = [
        paper("CodonNet: Large Language Models for mRNA design", "10.1101/222222", authors="Li, S", date="2023"),
        paper("CodonNet large language model for mRNA vaccines", "10.1/gr.278870", authors="Li, S", date="2024"),
        paper("CodonNet language models for mRNA of vaccines and therapies", "10.1/xy", authors="Li, S", date="2024"),
    ]
    merge(library, likely)
    first, second, third = (entry["key"] for entry in entries(library))
    assert relations(library) == [(second, "maybe-same", first), (third, "maybe-same", second)]
    join(library, first, second)
    assert relations(library) == [(third, "maybe-same", first)]
    with Library.open(library) as room:
        room.hold_apart(third, second)  # by the alias
    assert relations(library) == [(first, "not-same", third), (third, "not-same", first)]
    join(library, third, first)  # a person may think better of it
    assert relations(library) == []


def test_two_names_of_one_paper_are_not_joined(library: Path) -> None:
    merge(library, [OLDER])
    before = dumped(library)
    with pytest.raises(UsageError, match="the same paper already"):
        join(library, "cui2023foundation", PREPRINT)
    with pytest.raises(NotFound):
        join(library, "cui2023foundation", "nobody")
    assert dumped(library) == before


# -- one version is of another work -----------------------------------------------------------------------------------

#: Two lines of a list that an editor took for one work by mistake: the second gives the first's preprint, too.
FIRST = paper(TITLE, PREPRINT, authors="Cui, H", date="2023", model="CellNet", domain="scRNA")
WRONG = PaperRecord(
    title=OTHER,
    authors=paper(None, authors="Hao, M").authors,
    identifiers=(identifier(PUBLISHED), identifier(PREPRINT), Identifier(Scheme.PMID, "38409223")),
    versions=paper(None, PUBLISHED, date="2024", venue="Cell Systems").versions,
    links=paper(None, code="https://github.com/a/cell").links,
    tags=("tissue",),
    origin=line(2),
)
RIGHT = paper(OTHER, PUBLISHED, authors="Hao, M", date="2024", origin=line(7, "other.bib"))


def test_a_version_takes_along_what_its_entry_said(library: Path) -> None:
    merge(library, [FIRST, WRONG, *ABOUT])
    done = split(library, "CellNet", PUBLISHED)
    old, new = entries(library)
    assert (done.paper.key, done.new.key) == (old["key"], new["key"]) == ("cui2023foundation", "hao2024cells")
    assert (old["title"], old["authors"], old["doi"], old["year"]) == (TITLE, ["Cui, H"], PREPRINT, 2023)
    assert (old["code"], old["venue"], old["models"], old["domains"]) == ([], "bioRxiv", ["CellNet"], ["scRNA"])
    assert (new["title"], new["authors"], new["doi"], new["year"]) == (OTHER, ["Hao, M"], PUBLISHED, 2024)
    assert (new["code"], new["venue"], new["tags"]) == (["https://github.com/a/cell"], "Cell Systems", ["tissue"])
    assert (new["complete"], new["status"], new["pmid"]) == (True, "unplanned", "38409223")
    assert (old["datasets"], old["articles"]) == ([], [])
    assert (new["datasets"], new["articles"]) == (["Tissue"], ["On cells"])
    assert relations(library) == [(old["key"], "not-same", new["key"]), (new["key"], "not-same", old["key"])]


@pytest.mark.parametrize("order", list(itertools.permutations((FIRST, WRONG, RIGHT))))
def test_no_import_joins_again_what_a_person_split(library: Path, order: tuple[PaperRecord, ...]) -> None:
    merge(library, [FIRST, WRONG])
    split(library, PREPRINT, PUBLISHED)
    merge(library, order)
    old, new = entries(library)
    assert [{v["doi"] for v in entry["versions"]} for entry in (old, new)] == [{PREPRINT}, {PUBLISHED}]
    assert (old["title"], new["title"]) == (TITLE, OTHER)
    before = dumped(library)
    assert counts(merge(library, order)) == {"unchanged": 3}
    assert dumped(library) == before


def test_no_answer_of_a_source_joins_again_what_a_person_split(library: Path) -> None:
    merge(library, [FIRST, RIGHT])
    with Library.open(library) as room:
        room.hold_apart(PREPRINT, PUBLISHED)
        (asked,) = room.papers([PREPRINT])
        relation = (Relation("published-as", identifier(PUBLISHED)),)
        published = paper(
            OTHER, PUBLISHED, authors="Hao, M", date="2024-02-01", venue="Cell", origin=source("crossref")
        )
        preprint = paper(TITLE, PREPRINT, authors="Cui, H", relations=relation, origin=source("biorxiv"))
        whole = PaperRecord(
            title=OTHER,
            identifiers=(*published.identifiers, *preprint.identifiers),
            versions=(*published.versions, *preprint.versions),
            relations=relation,
            origin=published.origin,
        )
        renewed = room.renew(asked, Answer(parse(PREPRINT), whole, "found", parts=(published, preprint)))
    assert renewed.key == "cui2023foundation"
    old, new = entries(library)
    assert (old["title"], old["venue"], len(old["versions"])) == (TITLE, "bioRxiv", 1)
    assert (new["title"], new["venue"], new["date"]) == (OTHER, "Cell", "2024-02-01")


def test_splitting_takes_joining_back(library: Path) -> None:
    merge(library, [OLDER, NEWER, *ABOUT])
    join(library, "cui2023foundation", OTHER_KEY)
    split(library, "cui2023foundation", PUBLISHED)
    old, new = entries(library)
    assert (old["key"], new["key"]) == ("cui2023foundation", OTHER_KEY)
    assert (old["title"], new["title"]) == (TITLE, OTHER)
    assert (old["authors"], new["authors"]) == (["Cui, H"], ["Hao, M"])
    assert rows(library, "SELECT alias FROM key_alias") == []


def test_what_both_entries_gave_alike_is_each_one_s_again(library: Path) -> None:
    """One group's preprint and article have authors in common; after joining, the rules keep them once."""
    preprint = paper(TITLE, PREPRINT, authors="Cui, H; Hao, M", date="2023", type=PaperType.PREPRINT, key="Cui_early")
    article = paper(
        OTHER, PUBLISHED, authors="Cui, H; Hao, M", date="2024", type=PaperType.ARTICLE, key="Cui_late", origin=line(2)
    )
    elsewhere = paper(OTHER, PUBLISHED, key="mine", origin=line(1, "thesis.bib"))
    for first, second, leaves in itertools.product([preprint], [article], [PREPRINT, PUBLISHED]):
        path = fresh(library.with_name(f"{leaves.replace('/', '-')}.sqlite"))
        merge(path, [first, second, elsewhere])
        before = {entry["key"]: entry for entry in entries(path)}
        join(path, "Cui_early", "Cui_late")
        split(path, PREPRINT, leaves)
        after = {entry["key"]: entry for entry in entries(path)}
        for key in ("Cui_early", "Cui_late"):
            for field in ("title", "authors", "type", "versions", "complete", "year"):
                said, now = before[key][field], after[key][field]
                assert now == said, (key, field)
        assert json.loads(fm(path, "show", "mine", "--json").out)["key"] == "Cui_late"
        merge(path, [first, second, elsewhere])
        kept = dumped(path)
        assert counts(merge(path, [first, second, elsewhere])) == {"unchanged": 3}
        assert dumped(path) == kept


def test_a_title_that_both_entries_gave_is_a_guess_until_one_gives_it_again(library: Path) -> None:
    second = paper(TITLE, PUBLISHED, date="2024", origin=line(2))
    merge(library, [FIRST, second])
    assert len(entries(library)) == 1
    done = split(library, "CellNet", PUBLISHED)
    _, new = entries(library)
    assert (new["title"], new["complete"]) == (TITLE, False)
    assert rows(library, "SELECT kind FROM claims WHERE owner = 'paper' AND owner_id = ?", new["id"]) == [("guess",)]
    other = paper("Another title altogether", PUBLISHED, authors="Hao, M", origin=line(1, "b.bib"))
    merge(library, [other])
    _, new = entries(library)
    assert (new["key"], new["title"], new["authors"]) == (done.new.key, "Another title altogether", ["Hao, M"])


@pytest.mark.parametrize("name", [PUBLISHED, f"https://doi.org/{PUBLISHED}", "#2", "2", "pmid:38409223"])
def test_a_version_is_named_by_identifier_address_or_row(library: Path, name: str) -> None:
    merge(library, [FIRST, WRONG])
    assert rows(library, "SELECT id, doi FROM versions") == [(1, PREPRINT), (2, PUBLISHED)]
    split(library, PREPRINT, name)
    assert len(entries(library)) == 2


def test_what_cannot_be_split_is_refused_and_nothing_changed(library: Path) -> None:
    merge(library, [FIRST])
    before = dumped(library)
    with pytest.raises(UsageError, match="no other version"):
        split(library, "CellNet", PREPRINT)
    with pytest.raises(NotFound, match="has no version") as fault:
        split(library, "CellNet", "10.1/x")
    assert PREPRINT in fault.value.remedy
    assert dumped(library) == before


def test_papers_held_apart_are_not_joined_by_an_entry_that_gives_both(library: Path) -> None:
    merge(library, [FIRST, RIGHT])
    with Library.open(library) as room:
        room.hold_apart(PREPRINT, PUBLISHED)
    merge(library, [WRONG])
    old, new = entries(library)
    assert (old["doi"], new["doi"]) == (PREPRINT, PUBLISHED)


# -- as commands ------------------------------------------------------------------------------------------------------


def test_the_commands_say_what_they_did_and_end_as_agreed(library: Path) -> None:
    merge(library, [OLDER, NEWER])
    done = fm(library, "merge", "CellNet", OTHER_KEY, "--json")
    assert (done.code, json.loads(done.out)) == (0, {"key": "cui2023foundation", "merged": OTHER_KEY})
    shown = json.loads(fm(library, "show", OTHER_KEY, "--json").out)
    assert shown["key"] == "cui2023foundation"
    number = next(version["id"] for version in shown["versions"] if version["doi"] == PUBLISHED)
    done = fm(library, "split", "CellNet", "--version", str(number))
    assert (done.code, done.out) == (0, "") and "fm refresh hao2024cells" in done.err
    assert fm(library, "merge", "CellNet", "nobody").code == 3
    assert fm(library, "merge", "CellNet", "#1").code == 2
    assert fm(library, "split", "CellNet").code == 2
    assert fm(library, "split", "CellNet", "--version", "10.1/x").code == 3
    assert fm(library, "split", "CellNet", OTHER_KEY).code == 0
    words = [words for (words,) in rows(library, "SELECT words FROM history ORDER BY id")]
    assert words[1:] == [f"fm merge CellNet {OTHER_KEY} --json", f"fm split CellNet --version {number}"]
