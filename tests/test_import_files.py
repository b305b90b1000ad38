"""`fm import` and the files it is given: which format they are in, and those that cannot be read."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from library_rooms import entries, fresh, only
from lifesci_fm.formats.files import detect
from running import FM, environment, fm

LISTED = "# Papers\n\n- [A model of cells and more](https://arxiv.org/abs/2301.00001)\n"
ENTRY = "@article{byron2024model,\n  title = {A model of cells},\n  doi = {10.1234/abc.1},\n}\n"
RIS = "TY  - JOUR\nTI  - A model of cells\nDO  - 10.1234/abc.1\nER  - \n"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return fresh(tmp_path / "library.sqlite")


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (LISTED, "markdown"),
        ("", "markdown"),
        (f"{LISTED}\n## Citation\n\n```bibtex\n{ENTRY}```\n", "markdown"),  # lost otherwise: all but how to cite it
        (f"# Papers\n\n> ~~~\n> {ENTRY}> ~~~\n\n{LISTED}", "markdown"),
        (f"# Papers\n\n```\n{ENTRY}", "markdown"),  # a block that never ends
        (f"{LISTED}\nPlease cite\n\n{ENTRY}", "markdown"),
        ("[![badge](https://example.org/b.svg)](https://example.org)\n", "markdown"),
        (ENTRY, "bibtex"),
        (f"% my papers\n\n  {ENTRY}", "bibtex"),
        (f"Free text before entries is a comment.\n{ENTRY}", "bibtex"),
        (f"@string(j = {{J. Cells}})\n{ENTRY}", "bibtex"),
        (ENTRY.replace("doi = ", "note = {[A page](https://example.org)},\n  doi = "), "bibtex"),
        (RIS, "ris"),
        ("\ufeff" + RIS, "ris"),
        ("\n\nPMID- 12345678\nTI  - A model of cells\n", "ris"),
        ('[\n {"id": "byron", "type": "article", "title": "A model"}]', "csl"),
        ('[{"id": 1, "key": "byron2024model", "title": "A model"}]', "jsonl"),
        ('{"kind": "paper", "title": "A model"}\n', "jsonl"),
    ],
)
def test_a_file_without_a_telling_name_is_read_as_what_it_is(text: str, form: str) -> None:
    assert detect("standard input", text.encode()) == form


@pytest.mark.parametrize(
    ("name", "form"),
    [("README.MD", "markdown"), ("a.bib", "bibtex"), ("a.csl.json", "csl"), ("a.nbib", "ris"), ("a.ndjson", "jsonl")],
)
def test_the_ending_of_a_name_decides(name: str, form: str) -> None:
    assert detect(name, b"@article{a, title = {B}}\n") == form


def test_a_list_can_be_piped_in(library: Path) -> None:
    """As `curl … | fm import -`, with the entry that says how to cite the list."""
    listed = f"{LISTED}\n## Citation\n\n```bibtex\n{ENTRY}```\n"
    done = subprocess.run(
        [*FM, "--library", str(library), "import", "-", "--json"],
        input=listed.encode(), capture_output=True, env=environment(), timeout=60, check=True,
    )  # fmt: skip
    (report,) = json.loads(done.stdout)["files"]
    assert (report["format"], report["entries"], report["added"]) == ("markdown", 1, 1)
    assert only(library)["arxiv"] == "2301.00001"


def test_a_file_that_cannot_be_read_leaves_the_others_alone_too(library: Path, tmp_path: Path) -> None:
    """One command is one transaction: she mends the name and runs it again."""
    (tmp_path / "list.md").write_text(LISTED)
    (tmp_path / "photo.bib").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    for name, said in [("none.md", "No such file"), (".", "Is a directory"), ("photo.bib", "is not a text file")]:
        done = fm(library, "import", "list.md", name, cwd=tmp_path)
        assert (done.code, done.out) == (6, "")
        assert said in done.err
        assert entries(library) == []


def test_a_dry_run_reports_and_writes_nothing(library: Path, tmp_path: Path) -> None:
    (tmp_path / "list.md").write_text(LISTED)
    before = library.read_bytes()
    done = fm(library, "import", "list.md", "--dry-run", cwd=tmp_path)
    assert "1 added (dry run: nothing was written)" in done.out
    assert library.read_bytes() == before


def test_what_is_said_of_all_papers_of_a_file(library: Path, tmp_path: Path) -> None:
    (tmp_path / "cells").write_text(RIS)
    done = fm(library, "import", "cells", "--as", "ris", "--domain", "单细胞", "--status", "已解读", cwd=tmp_path)
    assert done.code == 0
    paper = only(library)
    assert (paper["domains"], paper["status"], paper["doi"]) == (["scRNA"], "read", "10.1234/abc.1")
    unknown = fm(library, "import", "cells", "--as", "word", cwd=tmp_path)
    assert unknown.code == 2
    assert "markdown, bibtex, csl, ris, jsonl" in unknown.err
