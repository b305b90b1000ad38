"""What bibtex, biber and pandoc say of our bibliographies, where they are installed. CI installs them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from bibliography import HOSTILE, entries_of, entry_of
from lifesci_fm.formats import csl
from lifesci_fm.formats.bibtex import write_biblatex, write_bibtex
from lifesci_fm.identifiers import Identifier, Scheme
from lifesci_fm.records import Author, PaperRecord, VersionRecord
from lifesci_fm.vocabulary import PaperType, VersionKind


def needs(tool: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(tool) is None, reason=f"{tool} is not installed")


def complete_entries() -> list[dict[str, Any]]:
    """One complete entry of every type, with names, capitals and letters of every kind."""
    records = []
    for number, type_ in enumerate(PaperType):
        kind = VersionKind.PREPRINT if type_ is PaperType.PREPRINT else VersionKind.PUBLISHED
        arxiv = Identifier(Scheme.ARXIV, f"2306.{number:05d}")
        doi = Identifier(Scheme.DOI, f"10.5555/{number}")
        main = VersionRecord(
            kind=kind,
            identifier=arxiv if kind is VersionKind.PREPRINT else doi,
            venue={PaperType.PREPRINT: "arXiv", PaperType.BOOK: None, PaperType.REPORT: None}.get(type_, "Größe & Co"),
            date="2024-02-26",
            url=f"https://a.org/{number}_x%20y#z",
            volume="21" if type_ is PaperType.ARTICLE else None,
            issue="8" if type_ is PaperType.ARTICLE else None,
            pages="1470-1480" if type_ in (PaperType.ARTICLE, PaperType.PROCEEDINGS, PaperType.CHAPTER) else None,
            publisher="Verlag & Söhne" if type_ in (PaperType.BOOK, PaperType.CHAPTER, PaperType.REPORT) else None,
            extra=(("editor", "Smith, Ann and {R Core Team}"),) if type_ is PaperType.CHAPTER else (),
        )
        beside = VersionRecord(kind=VersionKind.PREPRINT, identifier=arxiv, venue="arXiv")
        records.append(
            PaperRecord(
                key=f"key{number}",
                title=f"scGPT and DNABERT-2 in T cells: “Über” café — {type_.value} 100% & more",
                authors=(
                    Author("van der Berg", "Jürgen", "Jr."),
                    Author("R Core Team", group=True),
                    Author("Łukasz", "Ł. Đ."),
                ),
                authors_complete=number % 2 == 0,
                type=type_,
                abstract="A.",
                identifiers=(doi, arxiv),
                versions=(beside, main) if kind is VersionKind.PUBLISHED else (main,),
            )
        )
    return entries_of(records)


def hostile_entries() -> list[dict[str, Any]]:
    return [
        entry_of(
            PaperRecord(
                key=f"h{number}",
                title=text,
                authors=(Author(text, group=True), Author("Plain", text.replace(",", ""))),
                type=PaperType.ARTICLE,
                versions=(
                    VersionRecord(kind=VersionKind.PUBLISHED, venue=text, date="2024", url="http://a.org/" + text),
                ),
            )
        )
        for number, text in enumerate(HOSTILE)
    ]


#: Type, first author, title and what else is said of works that programs read otherwise from one format than from
#: another unless they are written with care.
PECULIAR: list[tuple[PaperType, Author, str, dict[str, Any]]] = [
    (PaperType.ARTICLE, Author("Adams", "J.M."), "Representations From Transformers For the Genome", {}),
    (PaperType.ARTICLE, Author("Vázques de Parga", "Luis"), "RNase A And MHC Class I in De Novo Design", {}),
    (PaperType.ARTICLE, Author("van den Berg", "Jan"), "State-Of-The-Art Is On-Device: A Follow-Up", {}),
    (PaperType.ARTICLE, Author("Brandt", "Ann"), "Über die Zellen, das Gewebe", {"extra": (("langid", "ngerman"),)}),
    (PaperType.ARTICLE, Author("Curie", "Marie"), "Des cellules et du génome", {"extra": (("language", "fr-FR"),)}),
    (PaperType.ARTICLE, Author("International Consortium", group=True), "«Cells» of a group®: AIDO.Cell", {}),
    (PaperType.ARTICLE, Author("Lovelace", "Ada"), "With a DOI of the nineties", {"doi": "10.1002/(1)1<3::aid>2"}),
    (PaperType.PROCEEDINGS, Author("Dirac", "Paul"), "Cells", {"venue": "Proceedings Of The Meeting On Cells"}),
    (PaperType.CHAPTER, Author("Erdős", "Pál"), "The Schrödinger Bridge of (Anti)Genes", {"venue": "On Genes"}),
    (PaperType.BOOK, Author("Fisher", "R."), "A book | and a {bar} at 3 °C", {"publisher": "Taylor and Francis"}),
    (PaperType.REPORT, Author("Gauss", "Carl"), "A report", {"publisher": "Institute of Cells and Genes"}),
    (PaperType.THESIS, Author("Hopper", "Grace"), "A thesis", {"venue": "Department of Cells and Genes"}),
    (PaperType.THESIS, Author("Ito", "Kiyoshi"), "A thesis", {"venue": "MIT", "extra": (("type", "mathesis"),)}),
    (PaperType.PREPRINT, Author("Jones", "Ann"), "An undated preprint", {"venue": "bioRxiv", "date": None}),
    (PaperType.OTHER, Author("Kovalevskaya", "Sofia"), "Something else", {"venue": "Somewhere"}),
]


def peculiar_entries() -> list[dict[str, Any]]:
    records = []
    for number, (type_, author, title, said) in enumerate(PECULIAR):
        details: dict[str, Any] = {"date": "2024-02-26", "doi": f"10.5555/{number}"}
        if type_ is PaperType.ARTICLE:
            details |= {"venue": "Cells", "volume": "3"}
        details |= said
        doi = Identifier(Scheme.DOI, details.pop("doi"))
        kind = VersionKind.PREPRINT if type_ is PaperType.PREPRINT else VersionKind.PUBLISHED
        record = PaperRecord(
            key=f"p{number}",
            title=title,
            authors=(author,),
            authors_complete=number % 2 == 0,
            type=type_,
            identifiers=(doi,),
            versions=(VersionRecord(kind=kind, identifier=doi, **details),),
        )
        records.append(record)
    return entries_of(records)


def run(room: Path, *command: str, text: str | None = None) -> tuple[int, str, str]:
    done = subprocess.run(command, cwd=room, input=text, capture_output=True, text=True, errors="replace", timeout=300)
    return done.returncode, done.stdout, done.stderr


@needs("bibtex")
@pytest.mark.parametrize("style", ["plain", "abbrv", "unsrt"])
def test_bibtex_has_nothing_to_say(tmp_path: Path, style: str) -> None:
    (tmp_path / "x.bib").write_text("".join(write_bibtex(complete_entries())), encoding="utf-8")
    (tmp_path / "x.aux").write_text(f"\\relax\n\\citation{{*}}\n\\bibstyle{{{style}}}\n\\bibdata{{x}}\n")
    code, said, _ = run(tmp_path, "bibtex", "x")
    assert code == 0, said
    assert "Warning" not in said
    printed = (tmp_path / "x.bbl").read_text(encoding="utf-8")
    assert printed.count("\\bibitem") == len(PaperType)
    assert "{scGPT} and {DNABERT}-2 in {T} cells" in printed


@needs("biber")
def test_biber_has_nothing_to_say(tmp_path: Path) -> None:
    entries = [entry for entry in complete_entries() if entry["type"] != "software"]  # biber 2.18 has no fields for it
    (tmp_path / "x.bib").write_text("".join(write_biblatex(entries)), encoding="utf-8")
    code, said, _ = run(tmp_path, "biber", "--tool", "--validate-datamodel", "--output-file", "y.bib", "x.bib")
    assert code == 0
    assert not re.findall("^(?:WARN|ERROR).*", said, re.M)
    assert (tmp_path / "y.bib").read_text(encoding="utf-8").count("\n@") + 1 >= len(entries)


@needs("bibtex")
def test_bibtex_reads_hostile_values_as_values(tmp_path: Path) -> None:
    (tmp_path / "x.bib").write_text("".join(write_bibtex(hostile_entries())), encoding="utf-8")
    (tmp_path / "x.aux").write_text("\\relax\n\\citation{*}\n\\bibstyle{plain}\n\\bibdata{x}\n")
    code, said, _ = run(tmp_path, "bibtex", "x")
    assert code == 0, said
    assert (tmp_path / "x.bbl").read_text(encoding="utf-8", errors="replace").count("\\bibitem") == len(HOSTILE)


@needs("biber")
def test_biber_reads_hostile_values_as_values(tmp_path: Path) -> None:
    (tmp_path / "x.bib").write_text("".join(write_biblatex(hostile_entries())), encoding="utf-8")
    code, said, _ = run(tmp_path, "biber", "--tool", "--output-file", "y.bib", "x.bib")
    assert code == 0, said
    assert not re.findall("^ERROR.*", said, re.M)


@needs("pandoc")
def test_pandoc_prints_the_same_reference_whatever_the_format(tmp_path: Path) -> None:
    entries = peculiar_entries()
    (tmp_path / "x.bibtex").write_text("".join(write_bibtex(entries)), encoding="utf-8")
    (tmp_path / "x.bib").write_text("".join(write_bibtex(entries)), encoding="utf-8")  # pandoc takes it for BibLaTeX
    (tmp_path / "y.bib").write_text("".join(write_biblatex(entries)), encoding="utf-8")
    (tmp_path / "x.json").write_text("".join(csl.write(entries)), encoding="utf-8")
    printed = {}
    for name in ("x.json", "x.bibtex", "x.bib", "y.bib"):
        page = f"---\nnocite: '@*'\nbibliography: {name}\n---\n"
        command = ("pandoc", "--citeproc", "-f", "markdown", "-t", "plain", "--wrap=none")
        code, out, said = run(tmp_path, *command, text=page)
        assert (code, said) == (0, "")
        printed[name] = [line for line in out.splitlines() if line]
    assert len(printed["x.json"]) == len(entries)
    assert printed["x.bibtex"] == printed["x.json"]
    assert printed["x.bib"] == printed["x.json"]
    assert printed["y.bib"] == printed["x.json"]


@needs("pandoc")
@pytest.mark.parametrize("entries", [complete_entries(), hostile_entries()], ids=["complete", "hostile"])
def test_pandoc_prints_every_entry_of_every_format(tmp_path: Path, entries: list[dict[str, Any]]) -> None:
    (tmp_path / "x.bib").write_text("".join(write_bibtex(entries)), encoding="utf-8")
    (tmp_path / "x.biblatex").write_text("".join(write_biblatex(entries)), encoding="utf-8")
    (tmp_path / "x.json").write_text("".join(csl.write(entries)), encoding="utf-8")
    for name in ("x.bib", "x.biblatex", "x.json"):
        page = f"---\nnocite: '@*'\nbibliography: {name}\n---\n"
        code, printed, said = run(tmp_path, "pandoc", "--citeproc", "-f", "markdown", "-t", "html", text=page)
        assert code == 0, said
        assert "WARNING" not in said
        assert printed.count('class="csl-entry"') == len(entries), name
