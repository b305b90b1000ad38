"""Correcting a paper: what a person says stands, whatever files and sources go on saying; a slip changes nothing."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from library_rooms import dumped, entries, fresh, identifier, line, merge, only, paper, rows, source
from lifesci_fm.catalog import Catalog
from lifesci_fm.cli import form
from lifesci_fm.errors import Conflict, FmError, NotFound, UsageError
from lifesci_fm.library import Library
from lifesci_fm.library.editing import Changes, Edited, fields_of
from lifesci_fm.records import DatasetRecord, PaperRecord
from lifesci_fm.store.database import connect
from lifesci_fm.store.transfer import dump_objects, load_rows
from lifesci_fm.vocabulary import PaperType, Status
from running import fm

DOI = "10.1038/s41592-024-02201-0"


def stated(**said: Any) -> PaperRecord:
    """The paper as a file or a source states it."""
    usual = {
        "authors": "Cui, Haotian; Wang, Bo",
        "date": "2024-02-26",
        "venue": "Nature Methods",
        "pages": "1470-1480",
        "model": "scGPT",
        "code": "https://github.com/bowang-lab/scGPT",
        "domain": "scRNA",
        "tags": ("key",),
        "type": PaperType.ARTICLE,
        "note": "Read the appendix.",
        "origin": line(3),
    }
    return paper("scGPT: toward a model", DOI, **{**usual, **said})


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "library.sqlite"
    merge(path, [stated()])
    return path


def edit(path: Path, name: str = "cui2024scgpt", **changes: Any) -> Edited:
    """Edit as `fm edit` does: `set`, `add`, `remove`."""
    with Library.open(path, words="fm edit") as library:
        return library.desk.edit("paper", name, Changes(**changes))


def values(path: Path, name: str = "cui2024scgpt") -> dict[str, Any]:
    """The fields of a paper as a form shows them."""
    with Library.open(path) as library:
        return library.desk.lay_open("paper", name)[1]


# -- the user's word -------------------------------------------------------------------------------------------------

SCALARS = {
    "title": "A wholly different name",
    "type": "proceedings",
    "abstract": "Line one.\n\nLine two.",
    "rating": "4",
    "priority": "2",
    "venue": "ICML",
    "date": "2023",
    "volume": "7",
    "issue": "2",
    "pages": "1-9",
    "url": "https://example.org/paper",
    "pmid": "12345678",
    "pmcid": "PMC1234567",
    "doi": "10.1000/other",
    "arxiv": "2306.15006",
    "authors": "Curie, Marie; Tabula Sapiens Consortium; King, Martin, Jr.",
}


@pytest.mark.parametrize("speaker", [line(3), source(), source("arxiv")], ids=["file", "source", "other source"])
def test_no_file_and_no_source_overrules_a_correction(library: Path, speaker: Any) -> None:
    """A refresh or a second import would silently undo what a reader has put right by hand."""
    for field, typed in SCALARS.items():
        if field == "doi" and speaker.line is None:
            continue  # a source is asked by it, and tells of that work
        edit(library, set={field: typed})
        now = values(library)
        assert str(now[field] if field != "authors" else "; ".join(now[field])) == typed
        merge(library, [stated(origin=speaker)])
        assert values(library) == now, field
    before = dumped(library)
    merge(library, [stated(origin=speaker)])
    assert dumped(library) == before, "the same import again must change nothing"
    assert len(entries(library)) == 1


def test_a_field_that_was_cleared_is_not_filled_again(library: Path) -> None:
    """What a reader knows to be wrong would come back with the next import."""
    for field in ("title", "type", "venue", "date", "pages", "doi", "authors"):
        edit(library, set={field: ""})
        assert not values(library)[field]
        merge(library, [stated()])
        assert not values(library)[field], field
        edit(library, set={field: SCALARS[field]})
        assert values(library)[field]


def test_what_stood_before_stays_as_a_claim_of_who_said_it(library: Path) -> None:
    edit(library, set={"title": "Mine", "venue": "ICML", "authors": "Curie, Marie", "doi": "10.1000/other"})
    with Catalog.open(library) as catalog:
        claims = {(c["field"], c["value"], c["source"]) for c in catalog.show("cui2024scgpt")["claims"]}
    assert {
        ("title", "scGPT: toward a model", "list.md:3"),
        ("venue", "Nature Methods", "list.md:3"),
        ("authors", "Cui, Haotian; Wang, Bo", "list.md:3"),
        ("identifier", f"doi:{DOI}", "list.md:3"),
    } <= claims


def test_a_more_precise_date_does_not_overrule_the_users(library: Path) -> None:
    """`2023` was typed on purpose; 2023-04-30 is another statement, not a better one."""
    edit(library, set={"date": "2024"})
    assert values(library)["date"] == "2024"
    merge(library, [stated(origin=source())])
    assert values(library)["date"] == "2024"


def test_whoever_corrects_herself_is_believed(library: Path) -> None:
    for venue in ("ICML", "NeurIPS", "ICML"):
        edit(library, set={"venue": venue})
        assert values(library)["venue"] == venue
    assert len(only(library)["versions"]) == 1


@pytest.mark.parametrize(
    ("taken", "field"),
    [
        ({"links": ["https://github.com/bowang-lab/scGPT"]}, "links"),
        ({"models": ["SCGPT"]}, "models"),
        ({"domains": ["单细胞"]}, "domains"),
        ({"tags": ["Key"]}, "tags"),
    ],
)
def test_what_was_taken_away_does_not_come_back(library: Path, taken: dict[str, list[str]], field: str) -> None:
    edit(library, remove=taken)
    assert values(library)[field] == []
    merge(library, [stated(), stated(origin=source())])
    assert values(library)[field] == []
    edit(library, add={field: ["code=" + taken[field][0]] if field == "links" else taken[field]})
    assert len(values(library)[field]) == 1
    merge(library, [stated()])
    assert len(values(library)[field]) == 1


@pytest.mark.parametrize("joined_by", ["a file", "the user"])
def test_what_was_taken_away_comes_back_with_another_paper_only_if_the_user_joins_them(
    library: Path, joined_by: str
) -> None:
    """Two entries are found to be one work, long after the user cleaned one of them."""
    code = "https://github.com/bowang-lab/scGPT"
    edit(library, remove={"links": [code]})
    merge(library, [paper(None, "arxiv:2306.15006", code=code, key="twin")])
    assert len(entries(library)) == 2
    if joined_by == "the user":
        with Library.open(library) as opened:
            opened.join("cui2024scgpt", "twin")
    else:
        merge(library, [paper("scGPT: toward a model", DOI, "arxiv:2306.15006", authors="Cui, Haotian; Wang, Bo")])
    assert len(entries(library)) == 1
    assert [link["url"] for link in values(library)["links"]] == ([code] if joined_by == "the user" else [])


def test_a_remark_that_was_changed_is_not_there_twice(library: Path) -> None:
    edit(library, set={"notes": ["Skip the appendix."]})
    merge(library, [stated()])
    assert values(library)["notes"] == ["Skip the appendix."]


def test_lists_grow_and_shrink_in_one_go_and_keep_their_order(library: Path) -> None:
    edit(
        library,
        add={"domains": ["Spatial"], "tags": ["a", "b"], "models": ["Geneformer:evaluates"], "notes": ["Second."]},
        remove={"tags": ["key"]},
    )
    now = values(library)
    assert (now["domains"], now["tags"]) == (["scRNA", "Spatial"], ["a", "b"])
    assert (now["models"], now["notes"]) == (["scGPT", "Geneformer:evaluates"], ["Read the appendix.", "Second."])
    edit(library, set={"domains": "Spatial; scRNA"})
    assert values(library)["domains"] == ["Spatial", "scRNA"]
    assert only(library)["domains"] == ["Spatial", "scRNA"]


def test_a_model_that_was_guessed_gives_way_to_the_one_that_is_named(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    merge(path, [paper("WrongBERT: a model of cells", "10.1000/a")])
    assert only(path)["models"] == ["WrongBERT"]
    edit(path, only(path)["key"], add={"models": ["Right"]})
    assert rows(path, "SELECT name, guessed FROM models") == [("Right", 0)]


def test_an_author_who_stays_keeps_an_orcid_and_a_group_stays_one(library: Path) -> None:
    with connect(library) as connection:
        connection.execute("UPDATE author SET orcid = '0000-0002-1825-0097' WHERE family = 'Wang'")
    connection.close()
    edit(library, set={"authors": "Wang, Bo; Human Cell Atlas"})
    assert rows(library, "SELECT family, orcid, is_group FROM authors ORDER BY position") == [
        ("Wang", "0000-0002-1825-0097", 0),
        ("Human Cell Atlas", "", 1),
    ]


def test_two_authors_of_one_name_stay_two(library: Path) -> None:
    edit(library, set={"authors": "Wang, Y.; Wang, Y."})
    assert values(library)["authors"] == ["Wang, Y.", "Wang, Y."]
    edit(library, set={"rating": "3"})
    assert len(values(library)["authors"]) == 2


# -- versions and identifiers ----------------------------------------------------------------------------------------


def test_a_doi_of_the_published_form_makes_the_preprint_a_published_paper(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    merge(path, [paper("A model", "arxiv:2306.15006", date="2023-06", authors="Zhou, Zhihan")])
    edit(path, "#1", set={"doi": f"https://doi.org/{DOI.upper()}", "venue": "ICLR", "date": "2024"})
    found = only(path)
    assert (found["doi"], found["arxiv"], found["venue"], found["year"]) == (DOI, "2306.15006", "ICLR", 2024)
    assert [(v["kind"], v["doi"], v["arxiv"]) for v in found["versions"]] == [
        ("published", DOI, None),
        ("preprint", None, "2306.15006"),
    ]


def test_a_wrong_doi_is_replaced_and_no_import_brings_it_back(library: Path) -> None:
    edit(library, set={"doi": "10.1000/right"})
    merge(library, [stated(), stated(origin=source())])
    assert only(library)["identifiers"] == [{"scheme": "doi", "value": "10.1000/right"}]
    assert len(only(library)["versions"]) == 1


def test_an_identifier_of_another_paper_is_refused(library: Path) -> None:
    merge(library, [paper("Another work on proteins", "10.1000/b", authors="Lin, Z")])
    before = dumped(library)
    with pytest.raises(Conflict, match=r"10\.1000/b is lin\w+'s already"):
        edit(library, set={"doi": "10.1000/b", "title": "Changed"})
    assert dumped(library) == before


def test_a_dataset_that_waited_for_the_identifier_is_tied(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    norman = DatasetRecord(name="Norman", paper_identifier=identifier("10.1000/n"), origin=line(9))
    merge(path, [norman, paper("Norman")])
    edit(path, "#1", set={"doi": "10.1000/n"})
    assert rows(path, "SELECT paper_id FROM dataset") == [(1,)]


def test_the_old_key_stays_an_alias_and_a_key_of_another_is_refused(library: Path) -> None:
    edit(library, set={"key": "scGPT2024"})
    assert only(library)["key"] == "scGPT2024"
    assert values(library, "cui2024scgpt")["key"] == "scGPT2024"
    edit(library, set={"key": "cui2024scgpt"})
    assert rows(library, "SELECT alias FROM key_alias") == [("scGPT2024",)]
    edit(library, set={"key": "Cui2024scGPT"})
    assert only(library)["key"] == "Cui2024scGPT"
    merge(library, [paper("Another work on proteins", "10.1000/b", authors="Lin, Z", date="2023")])
    for taken in ("cui2024SCGPT", "scgpt2024"):
        with pytest.raises(Conflict, match="is Cui2024scGPT's"):
            edit(library, "10.1000/b", set={"key": taken})


def test_a_status_is_stamped_with_its_day_and_a_planned_paper_takes_its_place(library: Path) -> None:
    edit(library, set={"status": "计划"})
    assert rows(library, "SELECT status, plan_position FROM papers") == [("planned", 1)]
    assert rows(library, "SELECT status FROM reading_event") == [("planned",)]


def test_every_edit_is_in_the_change_log_and_one_without_effect_leaves_no_trace(library: Path) -> None:
    edit(library, set={"title": "Mine"})
    edit(library, set={"title": "Mine"})
    assert [words for (words,) in rows(library, "SELECT words FROM history WHERE words = 'fm edit'")] == ["fm edit"]
    assert rows(library, "SELECT summary FROM history ORDER BY id DESC LIMIT 1") == [("cui2024scgpt: title",)]


def test_a_dump_keeps_corrections_and_loads_to_the_same_library(library: Path, tmp_path: Path) -> None:
    """The user's word must survive the way through text, emptied fields and denials included."""
    edit(library, set={"venue": "", "doi": "10.1000/new", "date": "2023"})
    edit(library, remove={"links": ["github.com/bowang-lab/scGPT"]})
    copy = fresh(tmp_path / "copy.sqlite")
    connection = connect(copy)
    connection.execute("BEGIN IMMEDIATE")
    lines = [json.loads(one) for one in dumped(library).splitlines()]
    load_rows(connection, list(enumerate(lines, 1)), name="x", at="2026-01-01T00:00:00Z")
    connection.execute("COMMIT")
    assert list(dump_objects(connection)) == lines
    connection.close()
    merge(copy, [stated()])
    now = values(copy)
    assert (now["venue"], now["doi"], now["date"], now["links"]) == (None, "10.1000/new", "2023", [])


# -- slips -----------------------------------------------------------------------------------------------------------

SLIPS: dict[str, tuple[dict[str, Any], str]] = {
    "a field that is none": ({"set": {"titel": "x"}}, "no field 'titel'.*Did you mean title"),
    "a date that is none": ({"set": {"date": "2023-13"}}, "'2023-13' is no date.*2023-05"),
    "a type that is none": ({"set": {"type": "artcle"}}, "Did you mean article"),
    "a status that is none": ({"set": {"status": "raed"}}, "Did you mean read"),
    "a DOI that is none": ({"set": {"doi": "nonsense"}}, "'nonsense' is no DOI"),
    "a truncated DOI": ({"set": {"doi": "10.1038/s41592-"}}, "is no DOI"),
    "a DOI of arXiv": ({"set": {"doi": "10.48550/arXiv.2306.15006"}}, "is no DOI: it is arxiv:2306.15006"),
    "an arXiv id that is none": ({"set": {"arxiv": "2399.1"}}, "is no arXiv id"),
    "a URL that is none": ({"set": {"url": "nature.com paper"}}, "is no URL"),
    "a rating beyond its bounds": ({"set": {"rating": "6"}}, "Give a whole number from 1 to 5"),
    "a key of other letters": ({"set": {"key": "崔2024"}}, "is no citation key"),
    "no key": ({"set": {"key": ""}}, "is no citation key"),
    "an unknown domain": ({"add": {"domains": ["scDNA"]}}, "Did you mean scRNA"),
    "an unknown role": ({"add": {"models": ["scGPT:evalautes"]}}, "Did you mean evaluates"),
    "a link without address": ({"add": {"links": ["code="]}}, "without a URL"),
    "a link of no kind": ({"add": {"links": ["cod=https://x.org"]}}, "Did you mean code"),
    "a tag it has not": ({"remove": {"tags": ["kex"]}}, "has no tag 'kex'. It has key"),
    "a list for one value": ({"set": {"title": ["a"]}}, "title is one value, not a list"),
    "a truth value": ({"set": {"rating": True}}, "rating is one value, not true"),
    "authors one by one": ({"add": {"authors": ["X, Y"]}}, "authors is changed as a whole"),
    "an author without a name": ({"set": {"authors": ", Marie"}}, "family name is missing"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_a_clear_sentence_and_changes_nothing(library: Path, slip: str) -> None:
    changes, said = SLIPS[slip]
    before = dumped(library)
    changes = {**changes, "set": {**changes.get("set", {}), "volume": "99"}}
    with pytest.raises(FmError, match=f"(?s){said}") as fault:
        edit(library, **changes)
    assert isinstance(fault.value, UsageError | NotFound)
    assert dumped(library) == before


def test_a_link_that_is_the_models_is_the_models_to_change(library: Path) -> None:
    with connect(library) as connection:
        connection.execute("UPDATE link SET model_id = 1, paper_id = NULL")
    connection.close()
    with pytest.raises(NotFound, match="one of the model scGPT"):
        edit(library, remove={"links": ["https://github.com/bowang-lab/scGPT"]})


# -- the form --------------------------------------------------------------------------------------------------------


def test_a_form_read_back_says_what_it_was_made_of(library: Path) -> None:
    """A title with quotes, an abstract of several lines, a DEL: whatever the library holds must survive the form."""
    nasty = {"title": 'A "quoted" \\ title = 1', "abstract": 'one\n"""two"""\n\\three\x7f', "venue": "# not a comment"}
    edit(library, set=nasty)
    now = values(library)
    text = form.write(fields_of("paper"), "x", now)
    told = form.read(text, Path("x.toml"))
    assert {name: told[name] or None for name in nasty} == {**nasty, "venue": "# not a comment"}
    assert edit(library, set=form.read(text, Path("x.toml"))).changed == []


def script(folder: Path, body: str) -> str:
    """An editor that is a Python program; `text` is the form, and what it leaves in `text` is saved."""
    path = folder / "editor.py"
    path.write_text(f"import sys, re\np = sys.argv[1]\ntext = open(p).read()\n{body}\nopen(p, 'w').write(text)\n")
    return f"{sys.executable} {path}"


@pytest.fixture
def in_editor(library: Path, tmp_path: Path) -> Callable[..., Any]:
    drafts = tmp_path / "drafts"
    drafts.mkdir()

    def run(body: str, *words: str) -> Any:
        env = {"EDITOR": script(tmp_path, body), "VISUAL": "", "TMPDIR": str(drafts)}
        return fm(library, "edit", "cui2024scgpt", *words, env=env)

    return run


def test_the_editor_shows_every_field_and_what_is_saved_is_kept(
    library: Path, in_editor: Callable[..., Any], tmp_path: Path
) -> None:
    names = [field.name for field in fields_of("paper")]
    body = f"assert all(re.search(rf'^{{f}} =', text, re.M) for f in {names})\n"
    body += "text = text.replace('= \"Nature Methods\"', '= \"ICML\"').replace('rating = \"\"', 'rating = 5')\n"
    body += "text = re.sub(r'^title = .*$', '', text, flags=re.M)"
    done = in_editor(body)
    assert (done.code, done.err) == (0, "cui2024scgpt: rating, venue changed.\n")
    assert values(library)["title"] == "scGPT: toward a model", "a field left out stays"
    assert not list((tmp_path / "drafts").iterdir())


def test_a_form_left_as_it_was_changes_nothing(library: Path, in_editor: Callable[..., Any], tmp_path: Path) -> None:
    before = dumped(library)
    done = in_editor("pass")
    assert (done.code, done.err) == (0, "Nothing was changed.\n")
    assert dumped(library) == before
    assert not list((tmp_path / "drafts").iterdir())


@pytest.mark.parametrize(
    ("right", "wrong", "said", "at"),
    [
        ('venue = "Nature Methods"', "venue = Nature Methods", "Text stands in quotes", "venue"),
        ('date = "2024-02-26"', 'date = "2024-13"', "'2024-13' is no date", "date"),
        ('title = "', 'titel = "', "A paper has no field 'titel' to edit. Did you mean title", "titel"),
        ('"scRNA"', '"scDNA"', "No domain is called 'scDNA'", "domains"),
    ],
)
def test_a_wrong_form_is_kept_and_can_be_gone_on_with(
    library: Path, in_editor: Callable[..., Any], tmp_path: Path, right: str, wrong: str, said: str, at: str
) -> None:
    """Ten minutes of typing must not be lost to a slip; and whoever is told of it must be told where."""
    before = dumped(library)
    done = in_editor(f"text = text.replace({right!r}, {wrong!r}).replace('volume = \"\"', 'volume = 9')")
    (draft,) = (tmp_path / "drafts").iterdir()
    assert done.code == 2
    assert said in done.err
    assert f"--draft {draft}" in done.err
    named = re.search(rf"{re.escape(str(draft))}:(\d+):", done.err)
    assert named
    assert draft.read_text().splitlines()[int(named[1]) - 1].startswith(at)
    assert dumped(library) == before
    done = in_editor(f"text = text.replace({wrong!r}, {right!r})", "--draft", str(draft))
    assert (done.code, done.err) == (0, "cui2024scgpt: volume changed.\n")


def test_without_an_editor_it_says_so(library: Path) -> None:
    none = {"EDITOR": "", "VISUAL": ""}
    done = fm(library, "edit", "cui2024scgpt", env=none)
    assert done.code == 2
    assert "Set EDITOR" in done.err
    missing = fm(library, "edit", "cui2024scgpt", env={"EDITOR": "no-such-editor"})
    assert (missing.code, missing.err.split(":")[0]) == (2, "The editor 'no-such-editor' cannot be started")
    failing = fm(library, "edit", "cui2024scgpt", env={"EDITOR": "false"})
    assert failing.code == 1
    assert "nothing was changed" in failing.err


# -- the command -----------------------------------------------------------------------------------------------------


def test_the_command_says_what_changed(library: Path) -> None:
    words = ["--set", "venue=ICML", "--add-tag", "x", "--link", "demo=https://x.org"]
    done = fm(library, "edit", "scGPT", *words, "--json")
    assert done.code == 0
    told = json.loads(done.out)
    assert told["key"] == "cui2024scgpt"
    assert told["changed"]["venue"] == {"before": "Nature Methods", "after": "ICML"}
    assert sorted(told["changed"]) == ["links", "tags", "venue"]
    assert done.err == "cui2024scgpt: venue, tags, links changed.\n"
    again = fm(library, "edit", "scGPT", "--set", "venue=ICML")
    assert again.err == "cui2024scgpt: as before.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--set", "venue"], "Write --set field=value"),
        (["--set", "venue=a", "--set", "venue=b"], "stands twice"),
        (["--set", "venue=a", "--draft", "x.toml"], "--draft is a form of its own"),
        (["--set", "nothing=a"], "no field 'nothing'"),
    ],
)
def test_options_that_make_no_sense_are_refused(library: Path, words: list[str], said: str) -> None:
    done = fm(library, "edit", "scGPT", *words)
    assert done.code == 2
    assert said in done.err


def test_what_a_preferred_version_hides_is_said(library: Path) -> None:
    """Two published versions: the later one is shown, and whoever dates the other must be told why nothing shows."""
    merge(library, [paper("scGPT: toward a model", authors="Cui, Haotian; Wang, Bo", date="2025", venue="Cell")])
    assert len(only(library)["versions"]) == 2
    done = fm(library, "edit", "cui2024scgpt", "--set", "date=2020")
    assert "date is 2024-02-26 now" in done.err


def test_a_status_word_sets_nothing_else(library: Path) -> None:
    before = values(library)
    edit(library, set={"status": Status.READ.value})
    assert {k: v for k, v in values(library).items() if v != before[k]} == {"status": "read"}


# -- what a reader says of papers, asked for -------------------------------------------------------------------------


def test_papers_are_found_by_rating_priority_and_the_day_they_were_read(library: Path) -> None:
    merge(library, [paper("Another work on proteins", "10.1000/b", authors="Lin, Z", key="lin")])
    edit(library, set={"rating": "5", "status": "read"})
    edit(library, "lin", set={"rating": "2", "priority": "1"})

    def found(*words: str) -> list[str]:
        done = fm(library, "list", *words, "--columns", "key", "--format", "tsv")
        assert done.code == 0, done.err
        return done.out.splitlines()[1:]

    assert found("--rating", "4-") == ["cui2024scgpt"]
    assert found("--rating", "2", "--rating", "5", "--sort", "rating") == ["lin", "cui2024scgpt"]
    assert found("--rating", "-3", "--priority", "1-2") == ["lin"]
    assert found("--sort", "priority") == ["lin", "cui2024scgpt"], "what has none comes last"
    assert found("--read-since", "2020") == ["cui2024scgpt"]
    assert found("--read-since", "2999-01") == []
    for words, said in (
        (["--rating", "9"], "no rating. Write 4, 3-5, 4- or -2"),
        (["--priority", "high"], "'high' is no priority"),
        (["--rating", "-"], "no rating"),
        (["--read-since", "yesterday"], "no date"),
    ):
        wrong = fm(library, "list", *words)
        assert (wrong.code, said in wrong.err) == (2, True)
