"""Exports as the programs of others take them: BibTeX, biber, pandoc and cmark-gfm, and markdown-it-py.

A LaTeX or Word user would get errors, warnings or another reference than her library holds; a reader of the README
would see other text than was meant. A test skips where its program is absent; `.ci/run` installs them.
"""

from __future__ import annotations

import calendar
import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from hostile_library import TITLES, make
from lifesci_fm.formats.readme.markdown import visible
from running import environment, fm

STARTER = Path(__file__).parent.parent / "data" / "seed.sqlite"
FORMATS = {"bibtex": "bib", "biblatex": "bib", "csl": "json"}

#: A reference with all there is, whatever the type of the entry: styles print a web page otherwise than a manuscript.
#: Titles in title case: pandoc lowers those of .bib files to sentence case, and leaves those of CSL-JSON alone.
EVERYTHING = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>Everything</title><id>everything</id><updated>2026-01-01T00:00:00Z</updated></info>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout><group delimiter=" | ">
  <names variable="author"><name/></names><date variable="issued" form="numeric"/>
  <text variable="title" text-case="title"/><text variable="container-title" text-case="title"/>
  <text variable="volume"/><text variable="issue"/><text variable="page"/>
  <text variable="publisher"/><text variable="note"/>
  <choose><if variable="DOI"><text variable="DOI"/></if><else><text variable="URL"/></else></choose>
</group></layout></bibliography>
</style>
"""


def tool(name: str) -> str:
    """The program of this name; the test skips without it."""
    return shutil.which(name) or pytest.skip(f"{name} is not installed")


def run(folder: Path, *command: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """A program run in a folder, with what it said."""
    return subprocess.run(
        command,
        cwd=folder,
        input=given,
        capture_output=True,
        encoding="utf-8",
        env=environment({"HOME": str(folder)}),  # biber unpacks itself and keeps a cache
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter library."""
    return Path(shutil.copy(STARTER, tmp_path_factory.mktemp("starter") / "library.sqlite"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that tries to break out of everything."""
    return make(tmp_path_factory.mktemp("hostile") / "library.sqlite")


def export(library: Path, format: str, folder: Path) -> Path:
    """An export under its format's name, so that programs know it by its ending."""
    path = folder / f"{format}.{FORMATS[format]}"
    ran = fm(library, "export", format, "-o", str(path))
    assert ran.code == 0, ran.err
    return path


# ------------------------------------------------------------------------------------------------------- LaTeX
@pytest.mark.parametrize("library", ["starter", "hostile"])
@pytest.mark.parametrize("style", ["plain", "abbrv", "unsrt"])
def test_bibtex_takes_every_entry_without_a_word(
    library: str, style: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    bibtex = tool("bibtex")
    path = export(request.getfixturevalue(library), "bibtex", tmp_path)
    (tmp_path / "x.aux").write_text(f"\\relax\n\\citation{{*}}\n\\bibstyle{{{style}}}\n\\bibdata{{{path.stem}}}\n")
    ran = run(tmp_path, bibtex, "x")
    assert ran.returncode == 0, ran.stdout
    assert "Warning--" not in ran.stdout
    items = re.findall(r"^\\bibitem", (tmp_path / "x.bbl").read_text(encoding="utf-8"), re.M)
    assert len(items) == _entries(path)


@pytest.mark.parametrize("library", ["starter", "hostile"])
def test_biber_finds_every_entry_true_to_its_data_model(
    library: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    biber = tool("biber")
    path = export(request.getfixturevalue(library), "biblatex", tmp_path)
    ran = run(tmp_path, biber, "--tool", "--validate-datamodel", "--output-file", "checked.bib", path.name)
    assert ran.returncode == 0, ran.stdout
    assert not re.findall(r"^(?:WARN|ERROR).*", ran.stdout, re.M)
    assert _entries(tmp_path / "checked.bib") == _entries(path)


def _entries(path: Path) -> int:
    return len(re.findall(r"^@\w+\{", path.read_text(encoding="utf-8"), re.M))


# ------------------------------------------------------------------------------------------------------- pandoc
def references(folder: Path, bibliography: Path, *words: str) -> list[str]:
    """Every entry of a bibliography as a reference, in the order of the file."""
    page = f"---\nnocite: '@*'\nbibliography: {bibliography.name}\n---\n"
    command = (tool("pandoc"), "--citeproc", "-f", "markdown", "-t", "plain", "--wrap=none", *words)
    ran = run(folder, *command, given=page)
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""
    return [line for line in ran.stdout.splitlines() if line]


def test_pandoc_prints_the_same_references_from_all_three(starter: Path, tmp_path: Path) -> None:
    tool("pandoc")
    (tmp_path / "everything.csl").write_text(EVERYTHING, encoding="utf-8")
    paths = {name: export(starter, name, tmp_path) for name in FORMATS}
    printed = {name: references(tmp_path, path, "--csl", "everything.csl") for name, path in paths.items()}
    assert len(printed["csl"]) == len(json.loads(paths["csl"].read_text(encoding="utf-8"))) > 50
    assert printed["bibtex"] == printed["csl"]
    assert printed["biblatex"] == printed["csl"]


def test_pandoc_prints_the_same_references_in_its_own_style(starter: Path, tmp_path: Path) -> None:
    """To the letter, but for the date that Chicago's style prints once more of web pages.

    To pandoc an @online is one, and neither a @misc nor CSL's `article` is.
    """
    tool("pandoc")
    paths = {name: export(starter, name, tmp_path) for name in FORMATS}
    bibtex, biblatex, csl = (references(tmp_path, path) for path in paths.values())
    as_bibtex = Path(shutil.copy(paths["bibtex"], tmp_path / "again.bibtex"))  # pandoc takes a .bib for BibLaTeX
    assert references(tmp_path, as_bibtex) == bibtex == csl
    entries = re.findall(r"^@online\{.*?^\}", paths["biblatex"].read_text(encoding="utf-8"), re.M | re.S)
    dates = {_spelt(date) for entry in entries for date in re.findall(r"^  date = \{(.*)\}", entry, re.M)}
    others = [(text, other) for text, other in zip(biblatex, csl, strict=True) if text != other]
    assert len(others) == len(entries) > 0
    for text, other in others:
        assert other in [text.replace(f" {date}. https://", " https://") for date in dates]


def _spelt(date: str) -> str:
    """A partial date as Chicago's style spells it."""
    year, month, day = (*date.split("-"), "", "")[:3]
    name = calendar.month_name[int(month)] if month else ""
    return f"{name} {int(day)}, {year}" if day else f"{name} {year}".strip()


@pytest.mark.parametrize("library", ["starter", "hostile"])
@pytest.mark.parametrize("format", list(FORMATS))
def test_pandoc_prints_every_entry_in_its_own_style(
    library: str, format: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    tool("pandoc")
    path = request.getfixturevalue(library)
    keys = fm(path, "list", "--columns", "key").out.splitlines()[1:]
    assert len(references(tmp_path, export(path, format, tmp_path))) == len(keys)


# ------------------------------------------------------------------------------------------------------ Markdown
class _Shown(HTMLParser):
    """What a browser would show: the text of cells, bullets, bold words and links, and every tag and address."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.urls: set[str] = set()
        self.texts: dict[str, list[str]] = {"td": [], "li": [], "strong": [], "a": []}
        self._open: list[tuple[str, list[str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.urls |= {value or "" for name, value in attrs if name in ("href", "src")}
        if tag in self.texts:
            self._open.append((tag, []))

    def handle_endtag(self, tag: str) -> None:
        if tag in self.texts:
            name, pieces = self._open.pop()
            self.texts[name].append("".join(pieces))

    def handle_data(self, data: str) -> None:
        for _, pieces in self._open:
            pieces.append(data)


def by_cmark(text: str, folder: Path) -> str:
    """As GitHub does it."""
    extensions = [word for name in ("table", "autolink", "strikethrough", "tagfilter") for word in ("-e", name)]
    ran = run(folder, tool("cmark-gfm"), "--unsafe", *extensions, given=text)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def by_markdown_it(text: str, folder: Path) -> str:
    """As Jupyter and MyST do it."""
    html: str = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text)
    return html


@pytest.mark.parametrize("render", [by_cmark, by_markdown_it])
@pytest.mark.parametrize("style", ["plan", "papers", "awesome", "topics"])
def test_a_page_shows_the_very_text_and_nothing_of_it_is_obeyed(
    style: str, render: Any, hostile: Path, tmp_path: Path
) -> None:
    ran = fm(hostile, "export", "readme", "--style", style)
    assert ran.code == 0, ran.err
    shown = _Shown(render(ran.out, tmp_path))
    assert shown.tags <= {"table", "thead", "tbody", "tr", "th", "td", "ul", "li", "p", "a", "strong"}
    titles = [visible(title) for title in TITLES]
    models = [f"{title} {number}" for number, title in enumerate(titles, 1)]
    if style == "papers":
        assert sorted(shown.texts["strong"]) == sorted(titles)
        assert not {f"Journal of {title}" for title in titles} - set(shown.texts["td"])
        assert len(shown.texts["td"]) == 5 * len(TITLES)
    elif style == "awesome":
        assert sorted(text.rstrip() for text in shown.texts["li"]) == sorted(
            f"[Journal of {title}] {title}{'' if title.endswith(('.', '?', '!', '…')) else '.'} [Paper]"
            for title in titles
        )
    else:
        assert sorted(shown.texts["a"]) == sorted(models)
    expected = {f"https://x.org/a_(b)_{number}?q=%3Cscript%3E%7C%60x%60*y*" for number in range(1, len(TITLES) + 1)}
    assert shown.urls == expected


@pytest.mark.parametrize("render", [by_cmark, by_markdown_it])
def test_the_other_nouns_are_shown_as_they_are_called(render: Any, hostile: Path, tmp_path: Path) -> None:
    shown = {}
    for style in ("datasets", "articles", "resources"):
        ran = fm(hostile, "export", "readme", "--style", style)
        assert ran.code == 0, ran.err
        shown[style] = _Shown(render(ran.out, tmp_path))
        assert shown[style].tags <= {"table", "thead", "tbody", "tr", "th", "td", "ol", "ul", "li", "p", "a"}
    for number, title in enumerate(map(visible, TITLES), 1):
        assert {title, f"{title} {number}"} <= set(shown["datasets"].texts["td"])
        assert any(f"{title} {number}" in text for text in shown["articles"].texts["li"])
        assert f"{title} {number} - {title}" in [text.strip() for text in shown["resources"].texts["li"]]
    assert shown["resources"].urls == {f"https://x.org/r_({number})" for number in range(1, len(TITLES) + 1)}
