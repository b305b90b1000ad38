"""A batch is matched while the one before it is written. Wherever one ends, the library must come out the same."""

from __future__ import annotations

import signal
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from library_rooms import counts, dumped, fresh, identifier, line, merge, paper, rows
from lifesci_fm.library import Library, intake
from lifesci_fm.records import ArticleRecord, Author, DatasetRecord, ModelRecord, PaperRecord, Record, Relation
from lifesci_fm.vocabulary import Status

ONE, OTHER = "A first name of the work in hand", "Quite another name for what it is"
ARXIV = "2301.00001"


@pytest.fixture(params=[1000, 1], ids=["one batch", "a batch an entry"])
def library(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(intake, "_BATCH", request.param)
    return fresh(tmp_path / "library.sqlite")


def told(*entries: Record, file: str = "b.md") -> Sequence[Record]:
    """Entries of one file, a line each."""
    return [replace(entry, origin=line(number, file)) for number, entry in enumerate(entries, 1)]


def one_work(title: str | None = None) -> PaperRecord:
    """An entry that says that 10.1/a and 10.1/b are one work."""
    return paper(title, "10.1/a", relations=(Relation("same-as", identifier("10.1/b")),))


def test_a_write_up_that_waited_for_a_paper_may_stand_behind_it_again(library: Path) -> None:
    """A list of write-ups, then a README with the papers and the same write-ups: nobody could import the second."""
    article = ArticleRecord(title="On cells", papers=(identifier("10.1/a"),))
    merge(library, told(article, file="a.md"))
    said = told(paper(ONE, "10.1/a"), article)
    assert counts(merge(library, said)) == {"added": 1, "unchanged": 1}
    assert counts(merge(library, said)) == {"unchanged": 2}
    assert rows(library, "SELECT count(*) FROM article_papers") == [(1,)]


@pytest.mark.parametrize("apart", [True, False])
def test_a_write_up_waits_for_two_identifiers_of_one_paper(library: Path, apart: bool) -> None:
    """It would be tied twice, which the library refuses: the import would fail."""
    merge(library, told(ArticleRecord(title="On cells", papers=(identifier("10.1/a"), identifier(f"arxiv:{ARXIV}")))))
    both = paper(ONE, "10.1/a", f"arxiv:{ARXIV}")
    merge(library, told(*([paper(ONE, "10.1/a")] if apart else []), both, paper(OTHER, "10.1/z"), file="c.md"))
    assert rows(library, "SELECT count(*) FROM article_papers") == [(1,)]


def test_a_dataset_waits_for_a_paper_that_becomes_part_of_another(library: Path) -> None:
    """It would point to a paper that is gone: the import would fail."""
    merge(library, told(DatasetRecord(name="PBMC", paper_identifier=identifier("10.1/b")), file="a.md"))
    merge(library, told(paper(ONE, "10.1/a"), paper(OTHER, "10.1/b"), one_work(), paper("Third", "10.1/z")))
    ((key,),) = rows(library, "SELECT paper FROM datasets")
    assert rows(library, "SELECT count(*) FROM identifiers WHERE key = ?", key) == [(2,)]


def test_what_a_joined_paper_was_called_is_said_again(library: Path) -> None:
    """It is no echo of the paper that is gone: what it says would be lost until the next import."""
    apart = [paper(ONE, "10.1/a", authors="Li, S"), paper(OTHER, "10.1/b", authors="Li, S")]
    merge(library, told(*apart, file="a.md"))
    said = told(one_work(), apart[1], paper("Third", "10.1/z"))
    merge(library, said)
    before = dumped(library)
    assert counts(merge(library, said)) == {"unchanged": 3}
    assert dumped(library) == before


def test_a_paper_is_known_by_any_name_of_its_model(library: Path) -> None:
    """A reading plan that calls it by the other name would make a paper of its own."""
    model = ModelRecord(name="scGPT", aliases=("sc-brain",))
    plan = PaperRecord(models=(ModelRecord(name="sc-brain"),), status=Status.READ)
    said = told(replace(paper(ONE, "10.1/a"), models=(model,)), paper(OTHER, "10.1/z"), plan)
    assert counts(merge(library, said)) == {"added": 2, "merged": 1}
    assert rows(library, "SELECT model, status FROM papers WHERE doi = '10.1/a'") == [("scGPT", "read")]
    assert counts(merge(library, said)) == {"unchanged": 3}


def test_keys_without_a_letter_of_ascii_are_made_like_others(library: Path) -> None:
    """A .bib file with Chinese keys would not be taken in beside a paper of the same author, year and word."""
    merge(library, told(paper("Large models", "10.1/a", authors="Cui, H", date="2024"), file="a.md"))
    names = {"甲": "Large cells", "乙": "Large mice", "丙": "Large maps"}
    said = told(*(paper(n, f"10.1/{n[6:]}", authors="Cui, H", date="2024", key=key) for key, n in names.items()))
    assert counts(merge(library, said)) == {"added": 3}
    made = {key for (key,) in rows(library, "SELECT key FROM papers")}
    assert made == {"cui2024large", "cui2024largea", "cui2024largeb", "cui2024largec"}


CUT, WHOLE = (Author("Li", "S"),), (Author("Li", "Sun"), Author("BGI", group=True))


def people(library: Path) -> list[tuple[object, ...]]:
    return rows(
        library, "SELECT position, family, given, suffix, is_group, orcid FROM author ORDER BY paper_id, position"
    )


def test_a_whole_list_of_authors_takes_the_place_of_a_cut_one(library: Path) -> None:
    """`Li, S. and others`, then everybody: nobody may stand twice, and nobody be left out."""
    cut = replace(paper(ONE, "10.1/a"), authors=CUT, authors_complete=False)
    said = told(cut, replace(paper(ONE, "10.1/a"), authors=WHOLE))
    merge(library, said)
    assert people(library) == [(1, "Li", "Sun", "", 0, ""), (2, "BGI", "", "", 1, "")]
    assert counts(merge(library, said)) == {"unchanged": 2}


def test_authors_go_with_the_paper_that_becomes_part_of_another(library: Path) -> None:
    """The one that stays was entered without any: the names would be lost with the one that goes."""
    named = replace(
        paper(OTHER, "10.1/b"), authors=(Author("Li", "Sun", "Jr.", orcid="0000-0002-1825-0097"), *WHOLE[1:])
    )
    merge(library, told(paper(ONE, "10.1/a"), named, one_work(), paper("Third", "10.1/z")))
    assert people(library) == [(1, "Li", "Sun", "Jr.", 0, "0000-0002-1825-0097"), (2, "BGI", "", "", 1, "")]


def test_impatience_does_not_close_the_library_while_it_is_written(tmp_path: Path) -> None:
    """With a second Ctrl-C the library was closed under the hands of the thread that writes."""
    written: list[str] = []

    def write(sheets: object) -> None:
        time.sleep(0.4)
        written.append("all of it")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        with pytest.raises(KeyboardInterrupt), Library.open(fresh(tmp_path / "library.sqlite")) as room:
            ledger = room._ledger
            with intake._second_thread(ledger):
                assert ledger.writer is not None
                ledger._writing = ledger.writer.submit(write, ())
                signal.setitimer(signal.ITIMER_REAL, 0.1, 0.1)
                time.sleep(1)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert written == ["all of it"]
