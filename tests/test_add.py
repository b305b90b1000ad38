"""`fm add` and `fm refresh` as they are typed, against a real server on the loopback that plays every source."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from library_rooms import entries, fresh, only
from lifesci_fm.formats.pdf import judge
from running import Ran, fm, fm_on_terminal
from sources_server import Handler, Server, serving
from sources_world import World, preprint, work

JOURNAL = "10.1038/s41592-024-02201-0"
PREPRINT = "10.1101/2023.04.30.538439"
TITLE = "scGPT: toward a foundation model for single cells"


class Room:
    """A library, a world of sources behind a real server, and the command line between them."""

    def __init__(self, path: Path, server: Server, world: World) -> None:
        self.library, self.server, self.world = path, server, world

    @property
    def environ(self) -> dict[str, str]:
        return {**self.server.config().environ, "FM_TIMEOUT": "5"}

    def fm(self, *words: str) -> Ran:
        return fm(self.library, *words, env=self.environ)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    world = World(crossref=[work(JOURNAL, TITLE), work("10.1234/other", "Quite another work")])

    def respond(handler: Handler) -> None:
        source, slash, rest = handler.path.removeprefix("/").partition("/")
        if not slash:  # arXiv's base URL is the whole address, a query follows at once
            source, _, rest = source.partition("?")
            rest = f"?{rest}"
        handler.send(*world.answer(source, f"/{rest}"))

    with serving(respond) as server:
        yield Room(fresh(tmp_path / "library.sqlite"), server, world)


def pdf(text: str) -> bytes:
    """A PDF of one page with this text, as small as they come."""
    stream = f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start)


def test_a_doi_becomes_a_complete_paper_and_adding_it_again_asks_nobody(room: Room) -> None:
    done = room.fm("add", f"https://doi.org/{JOURNAL}?utm_source=feed", "--status", "planned")
    assert (done.code, done.out) == (0, "")
    kept = only(room.library)
    assert (kept["title"], kept["venue"], kept["complete"], kept["status"]) == (
        TITLE,
        "Journal of Examples",
        True,
        "planned",
    )
    before = len(room.server.asked)
    again = json.loads(room.fm("add", JOURNAL, "--json").out)
    assert [(one["id"], one["outcome"], one["key"]) for one in again] == [(JOURNAL, "known", kept["key"])]
    assert len(room.server.asked) == before


def test_the_worst_item_gives_the_exit_code_and_the_good_ones_are_kept(room: Room) -> None:
    unknown = room.fm("add", JOURNAL, "10.1234/nobody")
    assert unknown.code == 3
    assert "10.1234/nobody" in unknown.err
    invalid = room.fm("add", "10.1234/other", "no identifier", "--json")
    assert invalid.code == 2
    assert [one["outcome"] for one in json.loads(invalid.out)] == ["added", "invalid"]
    assert len(entries(room.library)) == 2


def test_a_list_of_ids_may_hold_comments_and_blank_lines(room: Room, tmp_path: Path) -> None:
    listing = tmp_path / "ids.txt"
    listing.write_text(f"# to read\n\n{JOURNAL}  # soon\nhttps://doi.org/10.1234/other#abstract\n", encoding="utf-8")
    assert room.fm("add", "--file", str(listing)).code == 0
    assert {entry["doi"] for entry in entries(room.library)} == {JOURNAL, "10.1234/other"}


def test_a_source_that_is_down_costs_a_warning_and_a_refresh_makes_it_good(room: Room) -> None:
    room.world.failing = dict.fromkeys(("crossref", "doi", "datacite", "europepmc"), 200)  # an HTML page in its place
    down = room.fm("add", JOURNAL)
    assert down.code == 0
    assert "Crossref" in down.err
    assert "fm refresh" in down.err
    still = room.fm("refresh", "--incomplete")
    assert still.code == 5
    room.world.failing = {}
    healed = room.fm("refresh", "--incomplete")
    assert (healed.code, "complete" in healed.out) == (0, True)
    assert only(room.library)["title"] == TITLE


def test_a_refresh_asks_about_the_papers_that_are_chosen(room: Room) -> None:
    for doi, status in ((JOURNAL, "planned"), ("10.1234/other", "read")):
        assert room.fm("--offline", "add", doi, "--status", status).code == 0

    def complete() -> set[str]:
        return {entry["doi"] for entry in entries(room.library) if entry["complete"]}

    nobody = room.fm("refresh", JOURNAL, "--status", "read")
    assert (nobody.code, nobody.out, complete()) == (0, "", set())
    assert nobody.err == "No paper matches.\n"
    assert room.fm("refresh", "--incomplete", "--status", "planned", "--year", "-2100", "--query", "x or y").out == ""
    assert room.fm("refresh", "--incomplete", "--status", "planned").code == 0
    assert complete() == {JOURNAL}
    assert room.fm("refresh", "--query", "status:read").code == 0
    assert complete() == {JOURNAL, "10.1234/other"}
    assert room.fm("refresh").code == 2


def test_a_paper_followed_from_its_preprint_to_its_retraction(room: Room) -> None:
    """Lost otherwise: what happened to a paper since it was added, or the words of whoever follows it."""
    posted = preprint(PREPRINT, TITLE)
    rows = [
        {"doi": PREPRINT, "version": "1", "date": "2021-03-01", "title": TITLE, "server": "bioRxiv", "published": "NA"}
    ]
    room.world.crossref, room.world.biorxiv = [posted], {PREPRINT: rows}
    assert room.fm("add", f"https://www.biorxiv.org/content/{PREPRINT}v1.full.pdf").code == 0
    key = only(room.library)["key"]
    assert room.fm("edit", key, "--set", "title=scGPT, as I call it", "--add-tag", "mine").code == 0
    assert room.fm("refresh", key).out == ""  # nothing is new
    rows.append({**rows[0], "version": "2", "date": "2021-07-02"})
    assert room.fm("refresh", key).out == f"{key}: preprint version v2: bioRxiv 2021-07-02\n"
    journal = work(
        JOURNAL, TITLE, **{"container-title": ["Nature Methods"], "relation": _relation("has-preprint", PREPRINT)}
    )
    room.world.crossref = [posted, journal]  # only the journal's side knows yet
    rows[-1]["published"] = JOURNAL
    told = room.fm("refresh", key).out
    assert f"{key}: venue: bioRxiv → Nature Methods" in told
    assert f"{key}: doi: {PREPRINT} → {JOURNAL}" in told
    journal["updated-by"] = [
        {"DOI": "10.1234/correction", "type": "correction", "updated": {"date-parts": [[2024, 9, 1]]}}
    ]
    assert f"{key}: corrected-by 10.1234/correction: 2024-09-01" in room.fm("refresh", key).out
    journal["updated-by"].append({"DOI": "10.1234/notice", "type": "retraction", "updated": {"date-parts": [[2025]]}})
    assert f"{key}: retracted" in room.fm("refresh", key).out
    kept = only(room.library)
    assert (kept["key"], kept["title"], kept["tags"], kept["retracted"]) == (key, "scGPT, as I call it", ["mine"], True)
    assert [(version["kind"], version["number"]) for version in kept["versions"]] == [
        ("published", None),
        ("preprint", 1),
        ("preprint", 2),
    ]
    assert room.fm("refresh", key).out == ""


def _relation(name: str, doi: str) -> dict[str, list[dict[str, str]]]:
    return {name: [{"id": doi, "id-type": "doi", "asserted-by": "subject"}]}


def test_what_no_source_can_tell_is_kept_and_told_how_to_complete(room: Room) -> None:
    """Lost otherwise: the way from a page that nobody registers to a complete paper."""
    done = room.fm("add", "https://openreview.net/forum?id=AbCdEf123")
    key = only(room.library)["key"]
    assert done.code == 0 and f"`fm edit {key} --set doi=…`" in done.err
    assert key in room.fm("refresh", "--incomplete").err
    assert room.fm("edit", key, "--set", f"doi={JOURNAL}").code == 0
    assert room.fm("refresh", key).code == 0
    kept = only(room.library)
    assert (kept["title"], kept["complete"], kept["key"]) == (TITLE, True, key)
    assert (
        json.loads(room.fm("add", "https://openreview.net/forum?id=AbCdEf123", "--json").out)[0]["outcome"] == "known"
    )


def test_a_title_is_taken_only_when_there_is_no_doubt(room: Room) -> None:
    sure = room.fm("add", "--title", TITLE.upper(), "--json")
    assert [(one["id"], one["outcome"]) for one in json.loads(sure.out)] == [(TITLE.upper(), "added")]
    assert only(room.library)["doi"] == JOURNAL
    doubtful = room.fm("add", "--title", "Quite another kind of work", "--json")
    assert doubtful.code == 3
    (told,) = json.loads(doubtful.out)
    assert told["outcome"] == "ambiguous"
    assert "10.1234/other" in told["candidates"][0]
    assert len(entries(room.library)) == 1


def test_a_title_that_resembles_nothing_is_unknown(room: Room) -> None:
    done = room.fm("add", "--title", "Zebrafish behaviour under rain")
    assert (done.code, entries(room.library)) == (3, [])


def test_a_person_at_a_terminal_is_asked_which_work_a_title_means(room: Room) -> None:
    done = fm_on_terminal(room.library, "add", "--title", "Quite another kind of work", env=room.environ, typed="1\n")
    assert done.code == 0
    assert "10.1234/other" in done.out
    assert only(room.library)["doi"] == "10.1234/other"


def test_a_pdf_is_added_by_the_identifier_on_its_first_page(room: Room, tmp_path: Path) -> None:
    paper = tmp_path / "scgpt.pdf"
    paper.write_bytes(pdf(f"scGPT: toward a found- ation model for single cells https://doi.org/{JOURNAL}"))
    assert room.fm("add", str(paper)).code == 0
    assert only(room.library)["doi"] == JOURNAL


def test_a_pdf_that_only_cites_a_work_is_not_taken_for_it(room: Room, tmp_path: Path) -> None:
    """Lost otherwise: the right paper, when the one identifier on its first pages is another's."""
    paper = tmp_path / "talk.pdf"
    paper.write_bytes(pdf(f"My thoughts on https://doi.org/{JOURNAL}"))
    done = room.fm("add", str(paper))
    assert (done.code, entries(room.library)) == (3, [])
    assert JOURNAL in done.err and TITLE in done.err


def test_a_pdf_that_names_several_works_is_refused_with_them(room: Room, tmp_path: Path) -> None:
    paper = tmp_path / "several.pdf"
    paper.write_bytes(pdf(f"{JOURNAL} and 10.1234/other"))
    done = room.fm("add", str(paper))
    assert done.code == 3
    assert JOURNAL in done.err
    assert "10.1234/other" in done.err
    assert entries(room.library) == []


def test_a_broken_pdf_gets_a_sentence(room: Room, tmp_path: Path) -> None:
    paper = tmp_path / "broken.pdf"
    paper.write_bytes(b"%PDF-1.4 and then nothing")
    done = room.fm("add", str(paper))
    assert done.code == 6
    assert "broken.pdf" in done.err


def test_arxivs_stamp_and_a_publishers_metadata_say_which_of_many_identifiers_is_the_papers_own() -> None:
    page = "arXiv:2306.15006v2 [q-bio.GN] 18 Mar 2024 … builds on 10.1093/bioinformatics/btab083"
    assert str(judge("", [page]).certain) == "arxiv:2306.15006"
    assert str(judge(f"doi:{JOURNAL}", ["cites 10.1234/other and 10.1234/third"]).certain) == f"doi:{JOURNAL}"


def test_nothing_to_add_is_a_usage_error(room: Room) -> None:
    assert room.fm("add").code == 2
    assert room.fm("add", "--title", " ").code == 2
    assert room.fm("add", JOURNAL, "--date", "May").code == 2
