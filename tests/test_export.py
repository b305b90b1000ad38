"""`fm export` of bibliographies and data: what LaTeX, scripts and spreadsheets rely on."""

from __future__ import annotations

import json
import re
from importlib import import_module
from pathlib import Path

import pytest

from export_library import Run
from lifesci_fm.catalog import Catalog
from lifesci_fm.cli.export import BIBLIOGRAPHIC
from lifesci_fm.store.database import create_from_starter
from lifesci_fm.vocabulary import Filter


@pytest.fixture
def fm(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(tmp_path, capsys)


KEYS = {"cui2024scgpt", "zhou2023dnabert2", "hostile"}


@pytest.mark.parametrize("kind", ["bibtex", "biblatex"])
def test_a_bibliography_has_every_paper_under_its_key(fm: Run, kind: str) -> None:
    from pybtex.database import parse_string

    assert fm("export", kind) == 0
    assert set(parse_string(fm.out, "bibtex").entries) == KEYS
    assert fm("export", kind, "--domain", "single-cell") == 0
    assert set(parse_string(fm.out, "bibtex").entries) == {"cui2024scgpt"}


def test_json_is_what_fm_list_prints(fm: Run) -> None:
    assert fm("list", "--json") == 0
    listed = json.loads(fm.out)
    assert fm("export", "json") == 0
    assert json.loads(fm.out) == listed
    assert fm("export", "json", "--status", "preparing") == 0
    assert fm.out == "[]\n"


ALL = ["bibtex", "biblatex", "csl", "ris", "csv", "json", "datasets", "articles", "resources"]


@pytest.mark.parametrize("kind", ALL)
def test_a_file_is_replaced_never_appended_and_can_be_checked(fm: Run, kind: str) -> None:
    path = fm.file("out", b"stale\n" * 1000)
    assert fm("export", kind, "-o", path) == 0
    assert fm.out == ""
    written = path.read_bytes().decode()
    assert "stale" not in written
    assert fm("export", kind) == 0
    assert fm.out == written
    assert fm("export", kind, "-o", path, "--check") == 0
    path.write_text("stale\n")
    assert fm("export", kind, "-o", path, "--check") == 4
    assert "-stale" in fm.out
    assert path.read_text() == "stale\n"


def test_csv_is_for_spreadsheets(fm: Run) -> None:
    path = fm.folder / "papers.csv"
    assert fm("export", "csv", "--bom", "--columns", "key,title,year", "-o", path) == 0
    assert path.read_bytes().startswith(b"\xef\xbb\xbfkey,title,year\r\n")
    assert fm("export", "csv", "--columns", "tilte") == 2
    assert "'tilte' is no field of papers. Did you mean title" in fm.said


def test_csl_and_ris_hold_the_papers_chosen(fm: Run) -> None:
    assert fm("export", "csl", "--status", "read") == 0
    assert [item["id"] for item in json.loads(fm.out)] == ["cui2024scgpt"]
    assert fm("export", "ris", "--status", "read") == 0
    assert fm.out.count("TY  - ") == 1


@pytest.mark.parametrize("place", ["bibtex:write_bibtex", "bibtex:write_biblatex", "csl:write", "ris:write"])
def test_a_bibliography_reads_nothing_that_is_not_fetched_for_it(fm: Run, place: str) -> None:
    module, function = place.split(":")
    write = getattr(import_module(f"lifesci_fm.formats.{module}"), function)
    create_from_starter(fm.folder / "starter.sqlite")
    for library in (fm.library, fm.folder / "starter.sqlite"):
        with Catalog.open(library) as catalog:
            whole, part = catalog.entries(Filter()), catalog.entries(Filter(), only=(*BIBLIOGRAPHIC, "abstract"))
            assert "".join(write(whole, abstracts=True)) == "".join(write(part, abstracts=True))


TEX = rb"""\documentclass{article} % \cite{comment}
\begin{document}
\citep[see][p.~3]{cui2024scgpt, zhou2023dnabert2} \autocites{scgpt_old}{Zhou2023DNABERT2}
\end{document}"""


def test_a_manuscript_gets_exactly_what_it_cites_under_the_keys_it_uses(fm: Run) -> None:
    tex = fm.file("paper.tex", TEX)
    assert fm("export", "bibtex", "--tex", tex) == 0
    assert re.findall(r"^@\w+\{(.*),$", fm.out, re.M) == [
        "cui2024scgpt",
        "scgpt_old",
        "zhou2023dnabert2",
        "Zhou2023DNABERT2",
    ]
    assert fm("export", "csl", "--md", fm.file("text.md", b"As [@hostile; -@nobody] says, `@code`.")) == 3
    assert [item["id"] for item in json.loads(fm.out)] == ["hostile"]
    assert "The library has no paper of the key nobody." in fm.said
    assert fm("export", "csv", "--columns", "title,year", "--tex", tex) == 0
    assert [line.rpartition(",")[2] for line in fm.out.splitlines()] == ["year", "2024", "2024", "2023", "2023"]


def test_an_aux_file_speaks_for_its_parts_and_nocite_for_all(fm: Run) -> None:
    aux = fm.file("paper.aux", rb"\citation{cui2024scgpt}" + b"\n" + rb"\@input{chapter.aux}")
    assert fm("export", "bibtex", "--aux", aux) == 6
    assert "chapter.aux cannot be read" in fm.said
    fm.file("chapter.aux", rb"\citation{hostile,cui2024scgpt}")
    assert fm("export", "bibtex", "--aux", aux, "-o", fm.folder / "paper.bib") == 0
    assert set(re.findall(r"^@\w+\{(.*),$", (fm.folder / "paper.bib").read_text(), re.M)) == {"cui2024scgpt", "hostile"}
    assert fm("export", "json", "--aux", fm.file("all.aux", rb"\citation{*}")) == 0
    assert {entry["key"] for entry in json.loads(fm.out)} == KEYS


def test_a_source_speaks_for_its_chapters(fm: Run) -> None:
    """`--tex thesis.tex` without what its chapters cite would print a bibliography full of question marks."""
    (fm.folder / "parts").mkdir()
    tex = fm.file("thesis.tex", rb"\input{glyphtounicode}\include{parts/one}\cite{cui2024scgpt}")
    fm.file("parts/one.tex", rb"\cite{hostile} \input{two} \input{../thesis}")
    fm.file("parts/two.tex", rb"\cite{zhou2023dnabert2} \input{parts/one}")
    assert fm("export", "bibtex", "--tex", tex) == 0
    assert set(re.findall(r"^@\w+\{(.*),$", fm.out, re.M)) == {"cui2024scgpt", "hostile", "zhou2023dnabert2"}


def test_what_is_cited_and_missing_is_named_after_the_rest_is_written(fm: Run) -> None:
    one, two = fm.file("1.tex", rb"\cite{cui2024scgtp}"), fm.file("2.md", b"[@cui2024scgpt]")
    bib = fm.folder / "paper.bib"
    assert fm("export", "biblatex", "--tex", one, two, "-o", bib) == 3
    assert "@article{cui2024scgpt," in bib.read_text(encoding="utf-8")
    assert "no paper of the key cui2024scgtp. Did you mean cui2024scgpt?" in fm.said


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["paper.tex"], 2, "An export of papers takes no file (paper.tex)."),
        (["--tex", "missing.tex"], 6, "missing.tex cannot be read"),
        (["--tex", "missing.tex", "--domain", "DNA"], 2, "A manuscript says itself which papers it cites."),
    ],
)
def test_words_that_do_not_go_together(fm: Run, words: list[str], code: int, said: str) -> None:
    assert fm("export", "bibtex", *words) == code
    assert said in fm.said


def test_datasets_articles_and_resources_follow_the_papers_chosen(fm: Run) -> None:
    assert fm("export", "datasets", "--domain", "scRNA", "--format", "json") == 0
    assert [one["name"] for one in json.loads(fm.out)] == ["CELLxGENE"]
    assert fm("export", "articles", "--lang", "zh") == 0
    assert fm.out == "- (六) scGPT | 基座模型 [知乎文章](https://zhuanlan.zhihu.com/p/702698466)\n"
    assert fm("export", "resources", "--format", "jsonl") == 0
    assert [json.loads(line)["title"] for line in fm.out.splitlines()] == ["A course"]
    assert fm("export", "datasets", "--format", "xml") == 2
    assert fm("export", "datasets", "--format", "csv") == 0
    assert fm.out.startswith("id,name,modality,")
    assert ",Myeloid," in fm.out
    assert fm("export", "articles", "--format", "tsv", "--sort", "-number") == 0
    assert "https://zhuanlan.zhihu.com/p/702698466" in fm.out
    assert fm("export", "articles", "--sort", "venue") == 2
    assert "'venue' is no sort key of articles." in fm.said


def test_an_export_that_does_not_exist_is_answered_with_the_nearest(fm: Run) -> None:
    assert fm("export", "bibtx") == 2
    assert "Did you mean bibtex" in fm.said
    assert fm("export") == 2
