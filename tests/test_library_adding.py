"""Adding by identifier: what a person asked for is never lost, never doubled, and never becomes another paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from library_rooms import dumped, entries, fresh, identifier, merge, only, paper, rows, source
from lifesci_fm.errors import UsageError
from lifesci_fm.identifiers import Identifier, Reference, Scheme
from lifesci_fm.library import Library
from lifesci_fm.library.adding import Added, add
from lifesci_fm.library.refreshing import Renewed, refresh
from lifesci_fm.library.wish import Wish
from lifesci_fm.records import PaperRecord, Relation
from lifesci_fm.sources.answers import Answer
from lifesci_fm.vocabulary import Filter, Status

JOURNAL, PREPRINT = "10.1038/s41592-024-02201-0", "10.1101/2023.04.30.538439"
PUBLISHED = paper(
    "scGPT: toward a foundation model",
    JOURNAL,
    authors="Cui, Haotian; Wang, Bo",
    date="2024-02-26",
    venue="Nature Methods",
    relations=(Relation("preprint-of", identifier(PREPRINT)),),
    origin=source("crossref"),
)
POSTED = paper(
    "scGPT: Towards Building a Foundation Model",
    PREPRINT,
    authors="Cui, H.; Wang, B.",
    date="2023-05-01",
    venue="bioRxiv",
    origin=source("biorxiv"),
)


class Desk:
    """Sources that know some works; `down` of them answer nothing today. Remembers what it was asked."""

    def __init__(self, *records: PaperRecord, down: Iterable[str] = ()) -> None:
        self.records = records
        self.down = {identifier(text) for text in down}
        self.asked: list[Identifier] = []

    def __call__(self, references: Sequence[Reference]) -> Iterator[Answer]:
        for reference in references:
            self.asked.append(reference.identifier)
            parts = tuple(record for record in self.records if reference.identifier in record.identifiers)
            if reference.identifier in self.down:
                yield Answer(reference, None, "down", ("Crossref did not answer. Try `fm refresh` later.",))
            elif parts:
                yield Answer(reference, parts[0], "found", parts=parts)
            else:
                yield Answer(reference, None, "unknown")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return fresh(tmp_path / "library.sqlite")


def add_to(path: Path, desk: Desk, *ids: str, wish: Wish | None = None) -> list[Added]:
    return add(ids, wish or Wish(), lookup=desk, open_library=lambda: Library.open(path, words="fm add"))


def renew(path: Path, desk: Desk, *names: str) -> list[Renewed]:
    with Library.open(path) as library:
        papers = library.papers(names)
    return list(refresh(papers, lookup=desk, open_library=lambda: Library.open(path, words="fm refresh")))


def outcomes(done: list[Added]) -> list[str]:
    return [one.outcome.value for one in done]


@pytest.mark.parametrize("order", [(JOURNAL, PREPRINT), (PREPRINT, JOURNAL)])
def test_preprint_and_published_form_end_as_one_paper_whichever_comes_first(
    library: Path, order: tuple[str, str]
) -> None:
    desk = Desk(PUBLISHED, POSTED)
    first = add_to(library, desk, order[0])
    second = add_to(library, desk, order[1])
    assert (outcomes(first), outcomes(second)) == (["added"], ["version"])
    kept = only(library)
    assert kept["key"] == first[0].key
    assert {version["kind"] for version in kept["versions"]} == {"published", "preprint"}
    assert (kept["doi"], kept["venue"]) == (JOURNAL, "Nature Methods")


def test_works_of_one_title_stay_apart_although_one_source_tells_of_both(library: Path) -> None:
    """Lost otherwise: a paper, joined to somebody else's preprint of the same title."""
    title = "Precision oncology: targeting genomic alterations by deep learning"
    posted = paper(title, "10.2139/ssrn.6518178", authors="Lee, Ann", date="2026", origin=source("crossref"))
    printed = paper(title, "10.1007/s00464-011-1864-1", authors="Doe, Jane", date="2011", origin=source("crossref"))
    assert outcomes(add_to(library, Desk(posted, printed), "10.2139/ssrn.6518178", "10.1007/s00464-011-1864-1")) == [
        "added",
        "added",
    ]
    assert len(entries(library)) == 2


def test_a_known_paper_asks_nobody_in_whatever_form_it_is_typed(library: Path) -> None:
    desk = Desk(PUBLISHED)
    add_to(library, desk, JOURNAL)
    desk.asked.clear()
    before = dumped(library)
    done = add_to(library, desk, f"https://doi.org/{JOURNAL.upper()}?utm_source=x", f"doi:{JOURNAL}")
    assert outcomes(done) == ["known", "known"]
    assert desk.asked == []
    assert dumped(library) == before


def test_what_no_source_knows_is_not_stored_and_the_rest_is(library: Path) -> None:
    done = add_to(library, Desk(PUBLISHED), "10.1038/nowhere", JOURNAL, "no identifier")
    assert outcomes(done) == ["unknown", "added", "invalid"]
    assert len(entries(library)) == 1


def test_a_source_that_is_down_leaves_an_entry_that_a_refresh_completes_under_the_same_key(library: Path) -> None:
    (done,) = add_to(library, Desk(down=[PREPRINT]), f"https://www.biorxiv.org/content/{PREPRINT}v2")
    assert (done.outcome, done.faults) == ("incomplete", ("Crossref did not answer. Try `fm refresh` later.",))
    kept = only(library)
    assert not kept["complete"]
    assert (kept["doi"], kept["versions"][0]["number"]) == (PREPRINT, 2)
    (renewed,) = renew(library, Desk(PUBLISHED, POSTED))
    assert "complete" in renewed.changes
    completed = only(library)
    assert (completed["key"], completed["complete"], completed["title"]) == (kept["key"], True, POSTED.title)


def test_the_key_of_an_incomplete_entry_is_named_after_what_is_known_and_stays(library: Path) -> None:
    desk = Desk(down=[PREPRINT, "10.1038/another"])
    (bare,) = add_to(library, desk, "10.1038/another")
    (told,) = add_to(library, desk, PREPRINT, wish=Wish(model="scGPT", date="2023-05"))
    assert (bare.key, told.key) == ("doi101038another", "scgpt2023")
    renew(library, Desk(POSTED), "scGPT")
    assert {entry["key"] for entry in entries(library)} == {"doi101038another", "scgpt2023"}


def test_an_address_nobody_knows_is_kept_under_the_address_and_found_by_it_again(library: Path) -> None:
    url = "https://example.org/papers/a-new-model"
    assert outcomes(add_to(library, Desk(), url)) == ["incomplete"]
    kept = only(library)
    assert (kept["doi"], kept["url"], kept["complete"]) == (None, url, False)
    assert outcomes(add_to(library, Desk(), url + "?utm_source=feed")) == ["known"]


def test_a_doi_that_only_an_address_implies_is_not_kept_when_nobody_knows_it(library: Path) -> None:
    url = "https://www.nature.com/articles/s41586-099-99999-9"
    (done,) = add_to(library, Desk(), url)
    kept = only(library)
    assert (done.outcome, kept["doi"], kept["url"]) == ("incomplete", None, url)
    assert outcomes(add_to(library, Desk(), url)) == ["known"]
    assert outcomes(add_to(library, Desk(), "https://doi.org/10.1038/s41586-099-99999-9")) == ["unknown"]


def test_a_doi_guessed_from_an_address_gives_way_to_what_the_sources_say(library: Path) -> None:
    url = "https://journal.example.org/doi/10.1234/abc.5/extra"
    add_to(library, Desk(down=["10.1234/abc.5/extra"]), url)
    right = paper("A gene and its work", "10.1234/abc.5", authors="Lee, Ann", date="2011", origin=source())
    guess = Reference(identifier("10.1234/abc.5/extra"), url=url)

    def corrected(references: Sequence[Reference]) -> Iterator[Answer]:
        assert [one.identifier for one in references] == [guess.identifier]
        yield Answer(references[0], right, "found", parts=(right,))

    with Library.open(library) as opened:
        papers = opened.papers([], Filter(incomplete=True))
    list(refresh(papers, lookup=corrected, open_library=lambda: Library.open(library)))
    kept = only(library)
    assert kept["doi"] == "10.1234/abc.5"
    assert ("10.1234/abc.5/extra",) not in rows(library, "SELECT value FROM identifier")
    assert outcomes(add_to(library, Desk(), url)) == ["known"]


def test_what_the_user_says_while_adding_outlasts_every_source(library: Path) -> None:
    wish = Wish(
        model="scGPT", date="2023-05", domains=("单细胞",), tags=("key",), note="read this", status=Status.PLANNED
    )
    add_to(library, Desk(PUBLISHED), JOURNAL, wish=wish)
    with_status = replace(PUBLISHED, status=Status.READ)
    renew(library, Desk(with_status), JOURNAL)
    kept = only(library)
    assert (kept["model"], kept["domains"], kept["tags"], kept["status"]) == ("scGPT", ["scRNA"], ["key"], "planned")
    assert kept["note"] == "read this"
    assert rows(library, "SELECT released FROM model") == [("2023-05",)]


def test_a_domain_nobody_knows_is_refused_before_anybody_is_asked(library: Path) -> None:
    before, desk = dumped(library), Desk(PUBLISHED)
    with pytest.raises(UsageError, match="No domain"):
        add_to(library, desk, JOURNAL, wish=Wish(domains=("singel cell",)))
    assert dumped(library) == before
    assert desk.asked == []


def test_an_interruption_keeps_what_had_come_and_the_next_run_goes_on(library: Path) -> None:
    desk = Desk(PUBLISHED)

    def interrupted(references: Sequence[Reference]) -> Iterator[Answer]:
        yield from desk(references[:1])
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add([JOURNAL, "10.1038/later"], Wish(), lookup=interrupted, open_library=lambda: Library.open(library))
    assert only(library)["doi"] == JOURNAL
    assert outcomes(add_to(library, desk, JOURNAL)) == ["known"]


def test_each_fact_names_the_source_that_stated_it(library: Path) -> None:
    add_to(
        library, Desk(PUBLISHED, replace(POSTED, identifiers=(*POSTED.identifiers, *PUBLISHED.identifiers))), JOURNAL
    )
    stated = rows(library, "SELECT v.kind, o.name FROM version v JOIN origin o ON o.id = v.origin_id ORDER BY v.kind")
    assert ("preprint", "biorxiv") in stated
    assert ("published", "crossref") in stated


def test_a_refresh_tells_what_changed_and_nothing_when_nothing_did(library: Path) -> None:
    add_to(library, Desk(POSTED), PREPRINT)
    news = replace(POSTED, relations=(Relation("published-as", identifier(JOURNAL)),))
    both = Desk(replace(PUBLISHED, identifiers=(*PUBLISHED.identifiers, identifier(PREPRINT))), news)
    (renewed,) = renew(library, both)
    assert any("Nature Methods" in change for change in renewed.changes)
    assert only(library)["doi"] == JOURNAL
    (again,) = renew(library, both)
    assert again.changes == ()


def test_a_refresh_asks_by_the_identifier_that_somebody_registers(library: Path) -> None:
    """Lost otherwise: what arXiv says of the papers whose proceedings nobody registers."""
    forum = Identifier(Scheme.OPENREVIEW, "AbCdEf123")
    merge(
        library, [replace(paper("Of cells", "arxiv:2301.00001"), identifiers=(forum, identifier("arxiv:2301.00001")))]
    )
    desk = Desk()
    renew(library, desk)
    assert desk.asked == [identifier("arxiv:2301.00001")]


def test_a_retraction_marks_the_paper(library: Path) -> None:
    add_to(library, Desk(PUBLISHED), JOURNAL)
    notice = Relation("retracted-by", identifier("10.1038/s41592-025-00001-1"), "2025-06")
    (renewed,) = renew(library, Desk(replace(PUBLISHED, relations=(*PUBLISHED.relations, notice))))
    assert "retracted" in renewed.changes
    assert only(library)["retracted"] is True


def test_a_paper_of_a_list_that_sources_do_not_know_is_left_as_it_is(library: Path) -> None:
    merge(library, [paper("A talk about cells that nobody printed")])
    before = dumped(library)
    (renewed,) = renew(library, Desk())
    assert renewed.state == "unasked"
    assert dumped(library) == before
