"""`fm cite`: what is pasted must name the paper that was meant, and print as what it is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from export_library import HOSTILE, Run
from lifesci_fm.formats.readme.markdown import visible
from lifesci_fm.formats.reference import latex, pandoc, reference

STYLE = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>Short</title><id>short</id><updated>2026-01-01T00:00:00Z</updated></info>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout><text variable="container-title"/><date variable="issued" form="text" prefix=" of "/></layout>
</bibliography></style>
"""


@pytest.fixture
def fm(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(tmp_path, capsys)


def test_papers_are_named_in_any_way_and_cited_by_their_keys_once(fm: Run) -> None:
    assert fm("cite", "scGPT", "2306.15006", "scgpt_old") == 0
    assert fm.out == "\\cite{cui2024scgpt,zhou2023dnabert2}\n"
    assert fm("cite", "scGPT", "2306.15006", "--pandoc") == 0
    assert fm.out == "[@cui2024scgpt; @zhou2023dnabert2]\n"


def test_a_reference_is_one_line_without_what_is_unknown(fm: Run) -> None:
    assert fm("cite", "scGPT", "2306.15006", "hostile", "--text") == 0
    assert fm.out.splitlines()[:2] == [
        "Haotian Cui, Bo Wang (2024). scGPT: toward building a foundation model for single-cell multi-omics. "
        "Nature Methods. https://doi.org/10.1038/s41592-024-02201-0",
        "(2023). DNABERT-2: Efficient Foundation Model. arXiv. https://arxiv.org/abs/2306.15006",
    ]
    assert "\u202e" not in fm.out
    assert fm.out.splitlines()[2] == f"{visible(HOSTILE)}.".replace("\u202e", "\ufffd")


def test_the_form_may_be_a_setting(fm: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FM_CITE", "pandoc")
    assert fm("cite", "scGPT") == 0
    assert fm.out == "[@cui2024scgpt]\n"
    assert fm("cite", "scGPT", "--latex") == 0
    assert fm.out == "\\cite{cui2024scgpt}\n"
    monkeypatch.setenv("FM_CITE", "word")
    assert fm("cite", "scGPT") == 2
    assert "latex, pandoc, text" in fm.said


def test_a_style_prints_references_where_pandoc_is_installed(fm: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    style = fm.file("short.csl", STYLE.encode())
    if shutil.which("pandoc"):
        assert fm("cite", "scGPT", "--style", style) == 0
        assert fm.out == "Nature Methods of February 2024\n"
        assert fm("cite", "scGPT", "--style", fm.file("no.csl", b"no style")) == 6
        assert "pandoc cannot print references in the style" in fm.said
        assert fm("cite", "scGPT", "--style", "nature") == 6
    monkeypatch.setenv("PATH", "")
    assert fm("cite", "scGPT", "--style", style) == 2
    assert "needs pandoc, which is not installed" in fm.said


def test_nothing_is_cited_that_is_not_there_and_no_two_forms_at_once(fm: Run) -> None:
    assert fm("cite", "scGPT", "nobody2020") == 3
    assert fm.out == ""
    assert fm("cite", "scGPT", "--text", "--latex") == 2


def test_keys_that_pandoc_would_cut_short_stand_in_braces() -> None:
    assert pandoc(["a:b", "DBLP:conf/x/Y24", "a--b", "x."]) == "[@a:b; @DBLP:conf/x/Y24; @{a--b}; @{x.}]"
    assert latex(["a", "b"]) == "\\cite{a,b}"


def test_a_reference_says_how_much_was_left_out_and_what_became_of_the_paper() -> None:
    entry = {
        "key": "k",
        "title": "Is it so?",
        "authors": ["A, B", "C, D", "E, F, Jr.", "G, H", "I Consortium"],
        "retracted": True,
        "versions": [
            {
                "kind": "published",
                "venue": "J",
                "date": "2020",
                "volume": "1",
                "issue": "2",
                "pages": "3-4",
                "doi": None,
            }
        ],
        "url": "https://x.org/",
    }
    assert reference(entry) == "B A, D C, F E Jr., et al. (2020). Is it so? J 1(2), 3–4. Retracted. https://x.org/"
