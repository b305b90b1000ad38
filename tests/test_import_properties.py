"""Whatever lists and bibliographies say of a few works, in whatever order and however often: the same library."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from library_rooms import dumped, fresh, rows
from lifesci_fm.catalog import Catalog
from lifesci_fm.formats.files import scan
from lifesci_fm.library import FileReport, Library


@dataclass(frozen=True)
class Work:
    """A work as it is; documents tell parts of it."""

    model: str
    title: str
    authors: str
    preprint: str
    published: str
    venue: str
    year: int


WORKS = (
    Work(
        "scGPT", "scGPT: toward a foundation model for single-cell data", "Cui, Haotian and Wang, Bo",
        "10.1101/2023.04.30.538439", "10.1038/s41592-024-02201-0", "Nature Methods", 2024,
    ),
    Work(
        "DNABERT", "DNABERT: pre-trained transformers for the language of genomes", "Ji, Yanrong and Zhou, Zhihan",
        "10.1101/2020.09.17.301879", "10.1093/bioinformatics/btab083", "Bioinformatics", 2021,
    ),
    Work(
        "DNABERT-2", "DNABERT-2: efficient models for the language of genomes", "Zhou, Zhihan and Ji, Yanrong",
        "2306.15006", "10.48550/x", "ICLR", 2024,
    ),
    Work(
        "UTR-LM", "A 5' UTR language model for decoding untranslated regions of mRNA", "Chu, Yanyi and Yu, Dan",
        "10.1101/2023.10.11.561938", "10.1038/s42256-024-00823-9", "Nature Machine Intelligence", 2024,
    ),
    Work(
        "", "Introduction to the biology of cells, Part I", "Li, Jun", "10.1101/2022.01.01.111111",
        "10.1016/j.cell.2022.01.001", "Cell", 2022,
    ),
    Work(
        "", "Introduction to the biology of cells, Part II", "Li, Jun", "10.1101/2022.02.02.222222",
        "10.1016/j.cell.2022.02.002", "Cell", 2022,
    ),
)  # fmt: skip


def _address(identifier: str) -> str:
    if identifier.startswith("10.1101/"):
        return f"https://www.biorxiv.org/content/{identifier}v1"
    return f"https://arxiv.org/abs/{identifier}" if "/" not in identifier else f"https://doi.org/{identifier}"


def _bullet(work: Work) -> str:
    return f"- [{work.venue}] {work.title}. [[Paper]]({_address(work.published)})"


def _bullet_of_preprint(work: Work) -> str:
    return f"- **{work.title}** ({work.year - 1}) [paper]({_address(work.preprint)})"


def _bullet_of_both(work: Work) -> str:
    return f"- {work.title} [preprint]({_address(work.preprint)}) [published]({_address(work.published)})"


def _row(work: Work) -> str:
    return f"| {work.year} | {work.title} | {work.venue} | [Link]({_address(work.published)}) |"


def _entry(work: Work) -> str:
    return (
        f"@article{{{work.authors.split(',')[0].lower()}{work.published[-4:]},\n  title = {{{work.title}}},\n"
        f"  author = {{{work.authors}}},\n  journal = {{{work.venue}}},\n  year = {work.year},\n"
        f"  doi = {{{work.published}}}\n}}\n"
    )


def _entry_of_preprint(work: Work) -> str:
    field = "doi" if "/" in work.preprint else "eprint"
    more = "" if field == "doi" else "  archiveprefix = {arXiv},\n"
    return (
        f"@misc{{{work.authors.split(',')[0].lower()}{work.preprint[-4:]},\n  title = {{{{{work.title}}}}},\n"
        f"  author = {{{work.authors}}},\n  year = {work.year - 1},\n{more}  {field} = {{{work.preprint}}}\n}}\n"
    )


def _plan(work: Work) -> str:
    return f"| [{work.model or work.title}]({_address(work.preprint)}) | 05/{work.year - 1} | 单细胞 | 已解读 |"


@dataclass(frozen=True)
class Document:
    """A file in one shape, about some of the works."""

    name: str
    form: str
    text: str


_TABLE = "| Year | Title | Venue | Paper |\n| --- | --- | --- | --- |\n"
_PLAN = "| 模型 | 发布日期 | 领域 | 状态 |\n| --- | --- | --- | --- |\n"
_SHAPES = {
    "awesome.md": ("markdown", "# Papers\n\n## Single cell\n\n", _bullet),
    "preprints.md": ("markdown", "# Preprints\n\n", _bullet_of_preprint),
    "both.md": ("markdown", "# Papers\n\n", _bullet_of_both),
    "table.md": ("markdown", f"# Papers\n\n{_TABLE}", _row),
    "plan.md": ("markdown", f"# 计划\n\n{_PLAN}", _plan),
    "lab.bib": ("bibtex", "", _entry),
    "preprints.bib": ("bibtex", "", _entry_of_preprint),
}


@st.composite
def documents(draw: st.DrawFn) -> list[Document]:
    """Some files, each about some works in some order."""
    found = []
    for name in draw(st.lists(st.sampled_from(list(_SHAPES)), min_size=1, max_size=4, unique=True)):
        form, head, line = _SHAPES[name]
        works = draw(st.lists(st.sampled_from(WORKS), min_size=1, max_size=5, unique=True))
        found.append(Document(name, form, head + "\n".join(map(line, works)) + "\n"))
    return found


def take(path: Path, document: Document) -> FileReport:
    with Library.open(path) as library:
        return library.merge(scan(document.text.encode(), document.form, name=document.name), file=document.name)


def groups(path: Path) -> set[frozenset[str]]:
    """Identifiers of each paper."""
    found: dict[int, set[str]] = {}
    for number, value in rows(path, "SELECT paper_id, value FROM identifiers"):
        found.setdefault(number, set()).add(value)
    return set(map(frozenset, found.values()))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=documents(), data=st.data())
def test_order_and_repetition_of_files_change_nothing(
    files: list[Document], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    room = tmp_path_factory.mktemp("order")
    one, other = fresh(room / "one.sqlite"), fresh(room / "other.sqlite")
    for file in files:
        take(one, file)
    for file in data.draw(st.permutations(files)):
        take(other, file)
    assert groups(one) == groups(other)
    assert rows(one, "SELECT count(*) FROM papers") == rows(other, "SELECT count(*) FROM papers")
    _nobody_shares_two_works(one)
    for path in (one, other):
        assert found_by(path, "unsettled", "untied-dataset", "broken-reference") == []
        before = dumped(path)
        for file in files:
            report = take(path, file)
            assert report.added == report.changed == report.merged == 0
        assert dumped(path) == before


def found_by(path: Path, *checks: str) -> list[str]:
    """What `fm doctor` would say."""
    with Catalog.open(path) as catalog:
        return [one.found.message for one in catalog.examine(checks)]


def _nobody_shares_two_works(path: Path) -> None:
    for group in groups(path):
        owners = {work.title for work in WORKS if {work.preprint, work.published} & group}
        assert len(owners) <= 1, group
