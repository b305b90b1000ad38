"""`fm note`: what a reader wrote is never lost or overwritten, is found again, and stands with its paper."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

import small_library
from conftest import ROOT
from library_rooms import dumped, fresh, rows
from lifesci_fm.formats.note import PLACEHOLDERS, packaged_template, read, write
from running import fm

ABOUT = {
    "key": "li2024cells",
    "model": None,
    "title": 'Cells "in" 2D: a_b & <i>c</i>',
    "authors": ["Li, Lei", "Müller, Zoë", "Wang, Bo", "Cui, Haotian"],
    "venue": None,
    "year": 2024,
    "doi": None,
    "url": "https://example.org/a_(b)",
    "domains": ["scRNA"],
    "tags": ['odd "one"', "scRNA"],
}


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FM_NOTES", str(tmp_path / "notes"))
    return small_library.make(tmp_path / "library.sqlite")


@pytest.fixture
def note(library: Path, tmp_path: Path) -> Path:
    """The note of scGPT, just begun."""
    ran = fm(library, "note", "new", "scGPT")
    assert ran.code == 0, ran.err
    return tmp_path / "notes" / "cui2024scgpt.md"


def held(library: Path) -> list[tuple[object, ...]]:
    return rows(library, "SELECT key, title, path FROM notes WHERE path <> '' ORDER BY id")


def editor(tmp_path: Path, script: str) -> dict[str, str]:
    """An editor that does this with the `path` it is given."""
    program = tmp_path / "editor.py"
    program.write_text(f"import sys, pathlib\npath = pathlib.Path(sys.argv[1])\n{script}\n", encoding="utf-8")
    return {"VISUAL": "", "EDITOR": f"{sys.executable} {program}"}


def test_a_new_note_names_its_paper_and_holds_the_table_of_its_datasets(library: Path, note: Path) -> None:
    text = note.read_text(encoding="utf-8")
    assert text.startswith('---\ntitle: "scGPT: reading notes"\n')
    assert 'paper: "cui2024scgpt"' in text
    assert "[scGPT: toward a foundation model for single-cell multi-omics](https://doi.org/" in text
    assert "<!-- fm:begin datasets lang=en key=cui2024scgpt -->\n\n| Dataset Name |" in text
    assert "{{" not in text
    assert held(library) == [("cui2024scgpt", "scGPT: reading notes", "cui2024scgpt.md")]
    assert fm(library, "export", "readme", str(note), "--check").code == 0


def test_a_note_is_begun_once_and_no_file_is_overwritten(library: Path, note: Path, tmp_path: Path) -> None:
    note.write_text("mine", encoding="utf-8")
    again = fm(library, "note", "new", "scGPT")
    assert (again.code, "fm note edit" in again.err) == (4, True)
    other = tmp_path / "notes" / f"{rows(library, 'SELECT key FROM papers WHERE id = 2')[0][0]}.md"
    other.write_text("also mine", encoding="utf-8")
    assert fm(library, "note", "new", "#2").code == 4
    assert (note.read_text(), other.read_text()) == ("mine", "also mine")
    assert len(held(library)) == 1


def test_a_note_is_shown_as_the_file_stands_and_from_the_library_when_the_file_is_gone(
    library: Path, note: Path
) -> None:
    begun = note.read_text(encoding="utf-8")
    note.write_text(f"{begun}\nGood.\n", encoding="utf-8")
    assert fm(library, "note", "show", "scGPT").out == f"{begun}\nGood.\n"
    assert json.loads(fm(library, "note", "list", "--json").out)[0]["state"] == "changed"
    note.unlink()
    assert fm(library, "note", "show", "scGPT").out == begun
    assert fm(library, "note", "list").out.splitlines()[1].split("\t")[3] == "missing"


def test_what_is_written_in_the_editor_is_taken_in_and_searched(library: Path, note: Path, tmp_path: Path) -> None:
    env = editor(tmp_path, "path.write_text(path.read_text('utf-8') + 'Zebrafish, 单细胞!\\n', 'utf-8')")
    done = fm(library, "note", "edit", "scGPT", env=env)
    assert (done.code, done.err) == (0, f"{note}: taken in.\n")
    found = rows(
        library, "SELECT p.key FROM search AS s JOIN papers AS p ON p.id = s.rowid WHERE s.search MATCH 'zebrafish'"
    )
    assert found == [("cui2024scgpt",)]
    assert "Zebrafish" in dumped(library)
    assert "note files" in fm(library, "show", "scGPT").out
    assert json.loads(fm(library, "show", "scGPT", "--json").out)["note"] == "read twice\nworth it"
    before = dumped(library)
    assert "as before" in fm(library, "note", "edit", "scGPT", env=editor(tmp_path, "")).err
    assert dumped(library) == before


def test_a_file_that_is_gone_is_written_anew_before_it_is_edited(library: Path, note: Path, tmp_path: Path) -> None:
    begun = note.read_bytes()
    note.unlink()
    assert fm(library, "note", "edit", "scGPT", env=editor(tmp_path, "")).code == 0
    assert note.read_bytes() == begun


def test_without_an_editor_it_says_how_to_do_without_one(library: Path, note: Path) -> None:
    ran = fm(library, "note", "edit", "scGPT", env={"EDITOR": "", "VISUAL": ""})
    assert ran.code == 2
    assert f"fm note import {note}" in ran.err
    ran = fm(library, "note", "new", "#2", "--edit", env={"EDITOR": "", "VISUAL": ""})
    assert (ran.code, len(held(library))) == (2, 1)


def test_a_paper_without_a_note_has_none_to_show(library: Path) -> None:
    ran = fm(library, "note", "show", "scGPT")
    assert (ran.code, "fm note new cui2024scgpt" in ran.err) == (3, True)
    assert fm(library, "note", "list", "--json").out == "[]\n"


def test_the_users_own_template_takes_the_place_of_ours(library: Path, tmp_path: Path) -> None:
    place = Path.home() / ".config" / "lifesci-fm" / "note.md"
    place.parent.mkdir(parents=True)
    place.write_text("# {{ title }}\n\n$\\frac{{a}}{b}$ {{nothing}}\n", encoding="utf-8")
    assert fm(library, "note", "new", "scGPT").code == 0
    text = (tmp_path / "notes" / "cui2024scgpt.md").read_text(encoding="utf-8")
    assert text == "# scGPT: toward a foundation model for single-cell multi-omics\n\n$\\frac{{a}}{b}$ {{nothing}}\n"
    ours = fm(library, "note", "template", "--lang", "zh").out
    assert ours == packaged_template("zh")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_title_breaks_the_front_matter_or_the_text_and_the_note_is_read_back(lang: str) -> None:
    text = write(packaged_template(lang), ABOUT, date="2026-01-02", author='A "B"', lang=lang)
    assert 'tags: ["scRNA", "odd \\"one\\""]' in text
    assert "&lt;i>c" in text
    assert "Li, Lei; Müller, Zoë; Wang, Bo et al." in text
    note = read(text.encode(), name="li.md")
    assert (note.date, list(note.named)) == ("2026-01-02", ["li2024cells"])
    assert note.title.startswith(str(ABOUT["title"]))
    assert note.text == text


def test_what_stands_in_a_block_is_not_read_as_news(library: Path, note: Path) -> None:
    before = dumped(library)
    ran = fm(library, "note", "import", str(note))
    assert (ran.code, ran.err) == (0, f"{note} is the note of cui2024scgpt.\n")
    assert dumped(library) == before


def test_an_existing_file_is_tied_to_the_paper_its_front_matter_names_with_its_datasets(
    library: Path, tmp_path: Path
) -> None:
    file = tmp_path / "old.md"
    file.write_text(
        "---\ntitle: 'My notes'\npaper: cui2024scgpt\ndate: 2024-03-17 13:40\n---\n\n## Data\n\n"
        "|Dataset|Scale|Task|Link|\n|---|---|---|---|\n|Zoo cells|33M|pretraining|https://example.org/zoo|\n",
        encoding="utf-8",
    )
    ran = fm(library, "note", "import", str(file))
    assert (ran.code, "1 added" in ran.err) == (0, True), ran.err
    assert held(library) == [("cui2024scgpt", "My notes", str(file))]
    assert rows(library, "SELECT model FROM dataset_models WHERE dataset = 'Zoo cells'") == [("scGPT",)]
    before = dumped(library)
    assert "1 unchanged" in fm(library, "note", "import", str(file)).err
    assert dumped(library) == before
    moved = file.rename(tmp_path / "new.md")
    assert fm(library, "note", "import", str(moved)).code == 0
    assert held(library) == [("cui2024scgpt", "My notes", str(moved))]


def test_a_second_file_does_not_take_a_notes_place_and_a_file_is_of_one_paper(
    library: Path, note: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.md"
    other.write_text("Something about cells.\n", encoding="utf-8")
    assert fm(library, "note", "import", str(other), "--paper", "scGPT").code == 4
    assert fm(library, "note", "import", str(note), "--paper", "#2").code == 4
    nameless = fm(library, "note", "import", str(other))
    assert (nameless.code, "--paper" in nameless.err) == (3, True)
    assert held(library) == [("cui2024scgpt", "scGPT: reading notes", "cui2024scgpt.md")]
    assert fm(library, "note", "import", str(tmp_path / "none.md")).code == 6


def test_a_real_note_becomes_the_note_of_the_paper_its_title_names(shared: Path, tmp_path: Path) -> None:
    (document,) = (shared / "seeds").glob("2-*.md")
    fm(None, "list", "--limit", "1", env={"FM_LIBRARY": str(tmp_path / "starter.sqlite")})
    for library in (tmp_path / "starter.sqlite", fresh(tmp_path / "empty.sqlite")):
        ran = fm(library, "note", "import", str(document))
        assert (ran.code, ran.err.count("problem")) == (0, 0), ran.err
        ((key, _, path),) = held(library)
        assert path == str(document)
        assert rows(library, "SELECT model FROM papers WHERE key = ?", key) == [("scGPT",)]
        assert rows(library, "SELECT count(DISTINCT dataset_id) FROM dataset_models WHERE model = 'scGPT'") == [(15,)]
        if library.stem == "starter":  # where another number stands
            stated = "SELECT value, line FROM claims WHERE model_id > 0 AND field = 'parameters' AND kind = 'import'"
            assert rows(library, stated) == [("38M", 23)]
        else:
            assert rows(library, "SELECT parameters, parameter_count FROM models") == [("38M", 38_000_000)]
        before = dumped(library)
        assert fm(library, "note", "import", str(document)).code == 0
        assert dumped(library) == before


def test_the_documentation_names_every_word_a_template_may_ask_for() -> None:
    page = (ROOT / "docs" / "plan-and-notes.md").read_text(encoding="utf-8")
    assert {name for name in PLACEHOLDERS if f"`{{{{{name}}}}}`" not in page} == set()
