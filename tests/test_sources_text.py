"""Plain text and people out of what sources send, and the pace at which they are asked."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifesci_fm.records import Author
from lifesci_fm.sources import people, stated
from lifesci_fm.sources.markup import abstract, plain, typeset_abstract, without_stop
from lifesci_fm.sources.pace import Pace
from lifesci_fm.sources.source import Rate


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ("p < 0.05 and q > 1", "p < 0.05 and q > 1"),
        ("a<b and c>d", "a<b and c>d"),
        ("std::vector<int> for genomes", "std::vector<int> for genomes"),
        ('<Emphasis Type="Italic">E. coli</Emphasis> grows', "E. coli grows"),
        ("<unheard-of>odd</unheard-of> tags", "odd tags"),
        ("one<br/>two<p>three</p>", "one two three"),
        ("R&D at AT&T", "R&D at AT&T"),
        ("a<!-- comment --> b <!-- unclosed", "a b <!-- unclosed"),
        ("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"),
        ("فارسی\u200cنویسی", "فارسی\u200cنویسی"),  # a joiner that the language needs
        ("tab\tand\u2028line", "tab and line"),
        ("<mml:math><mml:mi>x</mml:mi><mml:annotation a='tex'>x</mml:annotation></mml:math> once", "x once"),
    ],
)
def test_markup_goes_and_text_stays(sent: str, text: str) -> None:
    """Lost otherwise: signs that only look like markup, or titles with markup in them."""
    assert plain(sent) == text


@given(st.text())
def test_plain_text_is_one_line_of_what_can_be_stored_and_shown(text: str) -> None:
    """Lost otherwise: a library or a terminal, to one odd title."""
    shown = plain(text)
    shown.encode("utf-8")
    assert shown == shown.strip() and "  " not in shown
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c in "\u202e\u2066\u2028" for c in shown)


HOSTILE = {
    "tags begun": "<a " * 200_000,
    "formulas never closed": "<annotation>" * 60_000,
    "comments never closed": "<!--" * 200_000,
    "signs": "<" * 500_000,
    "blanks in a tag": "<a" + " " * 500_000,
    "attributes without a value": "<a b=" * 100_000,
    "entities begun": "&" * 500_000,
}


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_megabyte_takes_no_minute(hostile: str) -> None:
    """Lost otherwise: the whole run, to one title that takes quadratic time."""
    began = time.perf_counter()
    plain(hostile)
    assert time.perf_counter() - began < 10  # linear work takes well under one


def test_abstracts_keep_paragraphs_and_lose_the_word_abstract() -> None:
    """Lost otherwise: where one section of an abstract ends."""
    sent = (
        "<jats:title>Abstract</jats:title><jats:sec><jats:title>Aim</jats:title><jats:p>To\n look.</jats:p></jats:sec>"
    )
    assert abstract(sent) == "Aim\n\nTo look."
    assert typeset_abstract("Abstracts are not headings") == "Abstracts are not headings"
    assert typeset_abstract("{Delta}F and {lambda}") == "ΔF and λ"


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("It ends.", "It ends"),
        ("Made in the U.S.", "Made in the U.S."),
        ("By Doe et al.", "By Doe et al."),
        ("And so on...", "And so on..."),
        ("Where p < 0.05.", "Where p < 0.05"),
        ("Hepatitis B.", "Hepatitis B."),
        ("Transfer of .", "Transfer of"),
        (".", "."),
    ],
)
def test_the_full_stop_of_a_citation_is_no_part_of_the_title(title: str, kept: str) -> None:
    """Lost otherwise: one title in two spellings, depending on the source."""
    assert without_stop(title) == kept


@pytest.mark.parametrize(
    ("name", "author"),
    [
        ("Jane Doe", Author("Doe", "Jane")),
        ("Hans van der Berg", Author("van der Berg", "Hans")),
        ("Luc Van Gool", Author("Van Gool", "Luc")),
        ("Xiao Da Li", Author("Li", "Xiao Da")),
        ("Juan de la Cruz", Author("de la Cruz", "Juan")),
        ("Martin L. King Jr.", Author("King", "Martin L.", "Jr.")),
        ("John Smith, III", Author("Smith", "John", "III")),
        ("Jane Doe (Example University)", Author("Doe", "Jane")),
        ("Plato", Author("Plato")),
        ("The ATLAS Collaboration", Author("The ATLAS Collaboration", group=True)),
    ],
)
def test_names_in_reading_order_are_split_where_people_would_split_them(name: str, author: Author) -> None:
    """Lost otherwise: sorting and citation keys, which need the family name."""
    assert people.direct(name) == author


def test_names_that_cannot_be_split_are_kept_whole() -> None:
    """Lost otherwise: organisations cut at their last word."""
    assert people.inverted("Example Laboratory") == Author("Example Laboratory", group=True)
    assert people.inverted("King, Jr., Martin") == Author("King", "Martin", "Jr.")
    assert people.with_initials("Doe AB") == Author("Doe", "AB")
    assert people.with_initials("van der Berg JH Jr") == Author("van der Berg", "JH", "Jr")
    assert people.with_initials("Example Consortium") == Author("Example Consortium", group=True)
    assert people.person("", "", "") is None and people.direct(" ") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("https://doi.org/10.5555/ABC", "10.5555/abc"),
        ("doi:10.2210/pdb4hhb/pdb", "10.2210/pdb4hhb/pdb"),  # a real DOI that ends like a file
        (
            "10.1002/(SICI)1097(1998)66:4<261::AID-QUA1>3.0.CO;2-T",
            "10.1002/(sici)1097(1998)66:4<261::aid-qua1>3.0.co;2-t",
        ),
        ("10.48550/arXiv.2101.00001", "2101.00001"),
        ("NA", None),
        ("10.5555", None),
    ],
)
def test_dois_of_sources_are_taken_whole(text: str, value: str | None) -> None:
    """Lost otherwise: DOIs that end in what a URL's tail looks like."""
    found = stated.doi(text)
    assert (found and found.value) == value


def test_dates_and_months() -> None:
    """Lost otherwise: days that nobody stated, or those that somebody did."""
    assert stated.date("2021-01-04T18:00:01Z") == "2021-01-04"
    assert stated.date("2021-13-01") == "2021"
    assert stated.date("20210104") is None
    assert stated.month("Sep") == 9 and stated.month("09") == 9 and stated.month("Winter") is None
    assert stated.earliest(["2020", "2020-03", None, "2021-01-01"]) == "2020-03"


def test_a_pace_keeps_requests_apart_and_takes_stricter_limits_from_answers() -> None:
    """Lost otherwise: the source's patience; it would shut everybody of this address out."""
    pace = Pace(Rate(0.0, 3))
    pace.learn({"x-rate-limit-limit": "10", "x-rate-limit-interval": "1s", "x-concurrency-limit": "1"})
    starts = []
    for _ in range(3):
        with pace.turn():
            starts.append(time.monotonic())
    gaps = [later - sooner for sooner, later in pairwise(starts)]
    assert min(gaps) >= 0.099
    pace.learn({"x-rate-limit-limit": "1000", "x-concurrency-limit": "50"})  # looser limits change nothing
    pace.learn(
        {"x-rate-limit-limit": "²", "x-rate-limit-interval": "soon", "x-concurrency-limit": "0"}
    )  # nor do odd ones
    with pace.turn():
        assert time.monotonic() - starts[-1] >= 0.099


def test_two_runs_together_keep_the_interval_of_a_source_that_counts_all_of_them(tmp_path: Path) -> None:
    """Lost otherwise: arXiv's patience with `for id in …; do fm add $id; done`."""
    file = tmp_path / "cache" / "export.arxiv.org"
    starts = []
    for _ in range(2):
        with Pace(Rate(0.2), file).turn():  # the first turn ever waits for nobody
            starts.append(time.monotonic())
    assert starts[1] - starts[0] >= 0.19
    for odd in (b"", b"soon", b"9" * 12):  # the clock was set back, or somebody wrote into the file
        file.write_bytes(odd)
        with Pace(Rate(0.0), file).turn():
            pass
        assert float(file.read_text()) <= time.time()


def test_a_cache_that_cannot_be_written_hinders_nobody(tmp_path: Path) -> None:
    """Lost otherwise: every lookup of arXiv papers on a machine whose home is read-only."""
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    with Pace(Rate(0.0), blocked / "turns" / "export.arxiv.org").turn():
        pass


def test_a_source_that_asks_for_rest_gets_it() -> None:
    """Lost otherwise: what `Retry-After` asked for."""
    pace = Pace(Rate(0.0, 3))
    pace.rest(0.2)
    began = time.monotonic()
    with pace.turn():
        assert time.monotonic() - began >= 0.19
