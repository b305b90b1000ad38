"""Papers in lists of every shape: one bullet, one paper, whatever stands where."""

from __future__ import annotations

import pytest

from lifesci_fm.records import PaperRecord
from lifesci_fm.vocabulary import Status, VersionKind
from markdown_lists import LINK, TITLE, paper, papers, reading, venues


@pytest.mark.parametrize(
    "bullet",
    [
        f"- [NeurIPS 2022] {TITLE}. [[Paper]]({LINK}), [[Code]](https://github.com/a/b)",
        f"- (*NeurIPS 2022*) {TITLE} [[Paper]({LINK})] [[Code](https://github.com/a/b)]",
        f"- **[NeurIPS 2022]** [{TITLE}]({LINK}) [`code`](https://github.com/a/b)",
        f"- `NeurIPS 2022` {TITLE} [PDF]({LINK}) [GitHub](https://github.com/a/b)",
        f"- {TITLE} | NeurIPS 2022 | [PDF]({LINK}) | [Code](https://github.com/a/b)",
        f"- [{TITLE} (NeurIPS 2022)]({LINK}) [code](https://github.com/a/b)",
        f"- [{TITLE}, NeurIPS 2022]({LINK}), [code](https://github.com/a/b)",
        f"- **{TITLE}** (NeurIPS 2022) [[paper]]({LINK}) [[code]](https://github.com/a/b)",
        f"- **[{TITLE}]({LINK})** <br> *Ada Byron, Grace Hopper* <br> NeurIPS, 2022. <br> [Code](https://github.com/a/b)",
        f"* [{TITLE}]({LINK}). Ada Byron, Grace Hopper et al. NeurIPS, 2022. [code](https://github.com/a/b)",
        f"1. 📄 {TITLE}. *NeurIPS 2022*. [link]({LINK}) · [code](https://github.com/a/b)",
        f"- [x] {TITLE} [NeurIPS 2022] [paper]({LINK}) [code](https://github.com/a/b)",
        f'- "{TITLE}", NeurIPS 2022 ([paper]({LINK}), [code](https://github.com/a/b))',
        f"- Ada Byron, Grace Hopper. {TITLE}. NeurIPS, 2022. {LINK} [code](https://github.com/a/b)",
        f"- Byron A, Hopper G, et al. {TITLE}[J]. NeurIPS, 2022. arXiv:2404.00005 [code](https://github.com/a/b)",
        f"- Byron, A., & Hopper, G. (2022). {TITLE}. *NeurIPS*. {LINK} [code](https://github.com/a/b)",
        f"- {TITLE} [[paper]]({LINK}) [[code]](https://github.com/a/b) ![](https://img.shields.io/badge/NeurIPS-2022-blue)",
        f"- {TITLE} [![paper](https://img.shields.io/badge/NeurIPS-2022-blue)]({LINK})"
        " [![Star](https://img.shields.io/github/stars/a/b.svg)](https://github.com/a/b)",
        f'- <a href="{LINK}"><b>{TITLE}</b></a> <i>NeurIPS 2022</i> <a href="https://github.com/a/b">[code]</a>',
        f'<ul><li><b>{TITLE}</b>, NeurIPS 2022 <a href="{LINK}">[paper]</a> <a href="https://github.com/a/b">[code]</a></li></ul>',
        f"- [{TITLE}][p] (NeurIPS 2022) [[code][c]]\n\n[p]: {LINK}\n[c]: https://github.com/a/b",
        f"1、{TITLE}，NeurIPS 2022，[论文]({LINK})，[代码](https://github.com/a/b)",
        f"* 🌟 **{TITLE}**\n  > *Ada Byron, Grace Hopper*, *NeurIPS 2022* · [[paper]({LINK})] [[code](https://github.com/a/b)]",
        f"* <details><summary><b>{TITLE}</b> (NeurIPS 2022)</summary>Ada Byron. <a href='{LINK}'>Paper</a>"
        " | <a href='https://github.com/a/b'>Code</a></details>",
        f"<details><summary><a href='{LINK}'>{TITLE}</a> (NeurIPS 2022) <a href='https://github.com/a/b'>Code</a></summary>\n"
        "We learn all of it.\n</details>",
        f"- **Nicheformer** - {TITLE} (NeurIPS 2022) [[paper]({LINK})] [[code](https://github.com/a/b)]",
        f"- NeurIPS oral (2022) [{TITLE} ]({LINK}). We learn all of it. [code](https://github.com/a/b)",
        f"- [Nicheformer] {TITLE}. NeurIPS 2022. [paper]({LINK}) [code](https://github.com/a/b)",
        f"- {TITLE} [[paper: NeurIPS 2022]({LINK})] [[code](https://github.com/a/b)]",
        f"- [{TITLE}]({LINK}\n  ) (NeurIPS 2022) [code](https://github.com/a/b)",
        f"- {TITLE}\n  - NeurIPS 2022\n  - [paper]({LINK})\n  - [code](https://github.com/a/b)",
        f"- **Title:** {TITLE}\n  **Authors:** Ada Byron\n  **Venue:** NeurIPS 2022\n  **Paper:** {LINK}\n"
        "  **Code:** https://github.com/a/b",
        f"1. **{TITLE}**\n   *Authors:* Ada Byron\n   *Venue:* NeurIPS, 2022\n   *Link:* [paper]({LINK}),"
        " [code](https://github.com/a/b)",
        f"- [{TITLE}]({LINK})\n  - Venue: NeurIPS 2022\n  - Authors: Ada Byron, Grace Hopper\n  - Code: https://github.com/a/b",
        f"1. 📜 **{TITLE}**\n   - 📖 Conference: NeurIPS, 2022\n   - 📄 [PDF]({LINK})\n   - 💻 [Code](https://github.com/a/b)",
        f"1. 📜 **{TITLE}**\n   - 📖 NeurIPS 2022\n   - 📄 [PDF]({LINK})\n   - 💻 [Code](https://github.com/a/b)",
        f"- **[Nicheformer]** `[Spatial]` {TITLE} (**NeurIPS 2022**) [[paper]({LINK})] [[code](https://github.com/a/b)]",
    ],
)
def test_one_paper_in_every_shape(bullet: str) -> None:
    record = paper(bullet)
    assert record.title == TITLE
    assert [one.value for one in record.identifiers] == ["2404.00005"]
    assert ("NeurIPS", "2022") in venues(record)
    assert [(link.kind, link.url) for link in record.links] == [("code", "https://github.com/a/b")]
    assert [model.name for model in record.models] == ["Nicheformer"]
    assert record.origin.line == 1


def test_a_preprint_among_the_facts_below_a_title() -> None:
    """Its link became a second paper without a title."""
    record = paper(f"1. **{TITLE}**\n   - 📖 Preprint: MedRxiv, 2023\n   - 📄 [PDF]({LINK})\n")
    assert [one.value for one in record.identifiers] == ["2404.00005"]
    assert venues(record) == [("medRxiv", "2023")]


@pytest.mark.parametrize(
    ("lead", "stated", "names"),
    [
        ("[2023 bioRxiv scSpeaker]", ("bioRxiv", "2023"), []),
        ("[2021 Arxiv, 57 citations]", ("arXiv", "2021"), []),
        ("[scSpeaker]", ("Nature Methods", "2022"), ["scSpeaker"]),
        ("[Maps of cells]", ("Nature Methods", "2022"), []),
    ],
)
def test_what_else_stands_in_brackets_with_or_for_a_venue(lead: str, stated: tuple[str, str], names: list[str]) -> None:
    more = "" if lead[1:5].isdigit() else " (Nature Methods 2022)"
    record = paper(f"- {lead} **What cells say to one another**{more} [[paper]](https://arxiv.org/abs/2404.00006)")
    assert [venue for venue in venues(record) if venue[0]] == [stated]
    assert [model.name for model in record.models] == names


def test_a_date_with_its_year_in_bold() -> None:
    doi = "https://doi.org/10.1021/acs.chemrev.5c00001"
    record = paper(f"- **{TITLE}**<br>Ada Byron, Grace Hopper<br>[**2026**-5-21] >> [Chem. Rev.]({doi}) • high")
    assert [version.date for version in record.versions if version.venue == "Chem. Rev."] == ["2026-05-21"]
    assert record.note == "high"


def test_a_preprint_on_somebodys_page() -> None:
    record = paper(
        f"- [arXiv 2022] {TITLE} [[paper]](https://lab.example.edu/paper.pdf)\n- [{TITLE}2]({LINK})".split("\n")[0]
    )
    assert [(version.kind, version.venue, version.date) for version in record.versions] == [
        (VersionKind.PREPRINT, "arXiv", "2022")
    ]


def test_addresses_without_their_scheme() -> None:
    record = paper(
        f"- {TITLE} [paper](10.1038/s41586-024-00001-1) [code](/github.com/a/b) [data](//zenodo.org/records/1)"
    )
    assert [one.value for one in record.identifiers] == ["10.1038/s41586-024-00001-1"]
    assert [link.url for link in record.links] == ["https://github.com/a/b", "https://zenodo.org/records/1"]


def test_code_with_the_address_of_the_paper_is_none() -> None:
    assert paper(f"- {TITLE} [paper]({LINK}) [code]({LINK})").links == ()


def test_papers_below_a_heading_of_contents() -> None:
    """The only table of the list stood there, and nothing was read or reported."""
    table = f"| Title | Link |\n|---|---|\n| [{TITLE}](#1) | [[paper]]({LINK}) |\n"
    assert [record.title for record in papers(f"## Contents\n\n{table}")] == [TITLE]
    listed = f"- {TITLE} [paper]({LINK})\n- Another title of a model [paper]({LINK}1)\n"
    assert [record.title for record in papers(f"## Overview\n\n{listed}")] == [TITLE, "Another title of a model"]
    assert papers(f"## Introduction\n\nWe like {TITLE} [paper]({LINK}).\n\n- [DNA](#dna)\n- [RNA](#rna)\n") == []


def test_a_model_with_the_venue_of_its_paper() -> None:
    record = paper(
        "## Models\n\n- **GEARX** — predicts what happens. Byron et al., *Nat Biotechnol* 2023. <https://github.com/a/gearx>"
    )
    assert [model.name for model in record.models] == ["GEARX"]
    assert venues(record) == [("Nat Biotechnol", "2023")]
    assert [link.url for link in record.links] == ["https://github.com/a/gearx"]


def test_authors_are_kept_where_they_stand() -> None:
    for text in (
        f"- **[{TITLE}]({LINK})**  \n  Ada Byron, Grace Hopper  \n  [bioRxiv 2022](https://doi.org/10.1101/2022.01.01.000001)",
        f"- [{TITLE}]({LINK}). Ada Byron, Grace Hopper. NeurIPS 2022",
        f"- {TITLE} - [Byron and Hopper, 2022]({LINK})",
        f"- [{TITLE} (Byron A, Hopper G, et al., 2022)]({LINK})",
        f"- **{TITLE}, Ada Byron, Grace Hopper et al.** [paper]({LINK})",
        f"- {TITLE} — A. Byron, G. Hopper et al., bioRxiv, Dec 2023 ([link]({LINK}))",
    ):
        assert [author.family for author in paper(text).authors] == ["Byron", "Hopper"]
    assert not paper(f"- [Byron et al., 2022]({LINK}): {TITLE}").authors_complete


def test_authors_with_their_affiliation_and_their_venue() -> None:
    record = paper(f"- [2023/07] {TITLE} *Ada Byron (University of London) et al. Artificial Life.* [[paper]({LINK})]")
    assert record.title == TITLE
    assert [author.family for author in record.authors] == ["Byron"]
    assert ("Artificial Life", "2023-07") in venues(record)


def test_a_title_in_bold_over_two_lines() -> None:
    assert paper(f"- **Nicheformer: a foundation model\nfor cells and more.** [paper]({LINK})").title == TITLE


def test_citations_without_any_link() -> None:
    found = papers(
        "## Systems\n\n* SageDB: A Learned Database System (CIDR 2019)\n"
        "* Database Learning Becomes Smarter (SIGMOD 2017)\n"
        "* A conceptual approach to databases (Distributed and Parallel Databases 2020)\n"
    )
    assert [venues(record) for record in found] == [
        [("CIDR", "2019")],
        [("SIGMOD", "2017")],
        [("Distributed and Parallel Databases", "2020")],
    ]


@pytest.mark.parametrize(
    ("stated", "date"),
    [
        ("Cureus, 2023.6", "2023-06"),
        ("Cureus, Feb 2023", "2023-02"),
        ("Cureus, 2022.7/2023.12", "2022-07"),
        ("Cureus 2023", "2023"),
    ],
)
def test_dates_that_stand_with_a_venue(stated: str, date: str) -> None:
    assert venues(paper(f"- [**{stated}**] {TITLE} [paper](https://doi.org/10.7759/cureus.40895)")) == [
        ("Cureus", date)
    ]


def test_a_preprint_and_its_publication_are_two_versions_of_one_paper() -> None:
    record = paper(
        "- [bioRxiv 2023, Nature Methods 2024] scGPT: toward a foundation model"
        " [bioRxiv](https://www.biorxiv.org/content/10.1101/2023.04.30.538439v2)"
        " [Nature Methods](https://doi.org/10.1038/s41592-024-02201-0)"
    )
    kinds = {version.kind: version for version in record.versions}
    assert kinds[VersionKind.PREPRINT].identifier is not None
    assert kinds[VersionKind.PREPRINT].identifier.value == "10.1101/2023.04.30.538439"
    assert kinds[VersionKind.PREPRINT].number == 2
    assert kinds[VersionKind.PUBLISHED].venue == "Nature Methods"
    assert len(record.versions) == 2


def test_a_venue_beside_a_preprint_is_a_publication_without_identifier() -> None:
    record = paper(f"- [NeurIPS 2022] {TITLE} [[Paper]]({LINK})")
    (preprint, published) = record.versions
    assert (preprint.kind, preprint.venue, preprint.date) == (VersionKind.PREPRINT, None, None)
    assert (published.kind, published.identifier, published.venue) == (VersionKind.PUBLISHED, None, "NeurIPS")


def test_the_year_of_a_heading_dates_what_is_not_dated() -> None:
    first, second = papers(
        f"## 2022\n\n- {TITLE} [paper]({LINK})\n- Another title of a paper, ICML 2021 [paper]({LINK}1)\n"
    )
    assert venues(first) == [(None, "2022")]
    assert ("ICML", "2021") in venues(second)


def test_identifiers_written_as_text() -> None:
    assert [
        str(one.value)
        for one in paper("- A title of some paper. Nature 2024. doi: 10.1038/s41586-024-00001-1.").identifiers
    ] == ["10.1038/s41586-024-00001-1"]
    assert [one.value for one in paper("- A title of some paper. PMID: 38000001").identifiers] == ["38000001"]
    assert paper("- A title of some paper (10.1038/s41586-024-00001-1)").title == "A title of some paper"


def test_status_by_sign_and_checkbox() -> None:
    texts = [
        f"- [x] [{TITLE}]({LINK})",
        f"- [ ] [{TITLE}]({LINK})",
        f"- ✅ [{TITLE}]({LINK})",
        f"- :white_check_mark: [{TITLE}]({LINK})",
        f"- [{TITLE}]({LINK})",
    ]
    assert [paper(text).status for text in texts] == [Status.READ, Status.PLANNED, Status.READ, Status.READ, None]


def test_headings_name_domains_and_surveys() -> None:
    document = (
        f"# List\n\n## DNA models\n\n- [{TITLE}]({LINK})\n\n## Surveys\n\n- [A survey of cells and more]({LINK}1)\n"
    )
    model, survey = papers(document)
    assert [(mention.text, mention.guessed) for mention in model.domains] == [("DNA", True)]
    assert model.origin.section == ("List", "DNA models")
    assert survey.tags == ("survey",)
    assert model.tags == ()


def test_bold_lines_and_parent_bullets_stand_for_headings() -> None:
    document = (
        f"# List\n\n**RNA models**\n\n- [{TITLE}]({LINK})\n\n- Protein\n  - [Another title of a model]({LINK}1)\n"
    )
    first, second = papers(document)
    assert first.origin.section == ("List", "RNA models")
    assert second.origin.section[-1] == "Protein"
    assert [(mention.text, mention.guessed) for mention in second.domains] == [("Protein", False)]


def test_paragraphs_are_entries_where_they_make_a_list() -> None:
    entry = "**A title number {0} of a paper**  \nAda Byron, Grace Hopper  \n[bioRxiv 2023.0{0}](https://doi.org/10.1101/2023.0{0}.01.00000{0})\n\n"
    found = papers("# List\n\n" + "".join(entry.format(n) for n in range(1, 5)))
    assert [record.title for record in found] == [f"A title number {n} of a paper" for n in range(1, 5)]
    assert venues(found[2]) == [("bioRxiv", "2023-03")]
    assert found[0].authors[0].family == "Byron"


def test_a_paragraph_that_says_all_of_a_paper_is_an_entry_by_itself() -> None:
    """One paper under its heading would be lost without a word."""
    written = f"# Benchmarks\n\n**{TITLE}**\\\nAda Byron, Grace Hopper\\\nNeurIPS 2022 | [paper]({LINK})\n"
    assert [record.title for record in papers(written)] == [TITLE]
    assert papers(f"# Benchmarks\n\nSee [{TITLE}]({LINK}) for more.\n") == []


def test_what_is_struck_through_reads_as_if_it_were_not() -> None:
    assert paper(f"- [x] ~~{TITLE}~~ [paper]({LINK})").title == TITLE
    assert paper(f"- {TITLE} with ~10M cells [paper]({LINK})").title == f"{TITLE} with ~10M cells"


def test_citations_as_paragraphs() -> None:
    entry = "Byron A, Hopper G. A title number {0} of a paper. Nature, 202{0}. https://doi.org/10.1038/s41586-02{0}-00001-1\n\n"
    found = papers("".join(entry.format(n) for n in range(1, 5)))
    assert [record.title for record in found] == [f"A title number {n} of a paper" for n in range(1, 5)]
    assert venues(found[1]) == [("Nature", "2022")]


def test_numbered_references() -> None:
    first, second, third = papers(
        "## 参考文献\n\n"
        "[1] Cui H, Wang C, et al. A title of a first paper[J]. Nature Methods, 2024, 21(8): 1470-1480.\n\n"
        "[2] Theodoris C V, Xiao L. A title of a second paper[J]. Nature, 2023."
        " https://doi.org/10.1038/s41586-023-06139-9\n\n"
        "[3] 张三, 李四. 单细胞大模型在医学中的应用[J]. 中国科学, 2022. [链接](https://doi.org/10.1360/ssv-2022-0001)\n"
    )
    assert first.title == "A title of a first paper"
    assert (first.versions[0].volume, first.versions[0].issue, first.versions[0].pages) == ("21", "8", "1470-1480")
    assert (second.authors[0].family, second.authors[0].given) == ("Theodoris", "C V")
    assert third.title == "单细胞大模型在医学中的应用"


def test_a_heading_with_a_list_of_facts_is_one_entry() -> None:
    record = paper(
        "### 1. Geneformer\n\n- 论文：[Transfer learning enables predictions in network biology]"
        "(https://doi.org/10.1038/s41586-023-06139-9)\n- 代码：[Geneformer](https://huggingface.co/ctheodoris/Geneformer)\n"
        "- 日期：2023-05\n"
    )
    assert record.title == "Transfer learning enables predictions in network biology"
    assert [model.name for model in record.models] == ["Geneformer"]
    assert [link.kind for link in record.links] == ["code"]
    assert venues(record) == [(None, "2023-05")]


def test_facts_that_nobody_knows_among_those_of_an_entry() -> None:
    """One of them made each bullet an entry, and the name of its fact a model."""
    record = paper(
        "### 1. [Was Zellen sind](https://news.example.org/1)\n\n"
        "* **科研团队：** 某大学研究团队\n\n* **相关研究：** 数据集\n\n"
        f"* **发布期刊：** Bioinformatics, 2024.01\n\n* **论文链接：** [{TITLE}]({LINK})\n"
    )
    assert record.title == TITLE
    assert ("Bioinformatics", "2024-01") in venues(record)
    assert record.note is not None and "某大学研究团队" in record.note


@pytest.mark.parametrize(
    "lines",
    [
        f"*NeurIPS 2022*  \n[[paper]({LINK})] [[code](https://github.com/a/b)]",
        f"Ada Byron, Grace Hopper\n\nWe show it.\n\n[NeurIPS 2022]({LINK}) | [Code](https://github.com/a/b)",
        f"**Venue:** [NeurIPS 2022]({LINK})  \n**Code:** https://github.com/a/b\n",
    ],
)
def test_a_heading_is_the_title_of_the_links_below_it(lines: str) -> None:
    """Neither the paper nor its identifier would be read, and nobody would be told."""
    found = papers("".join(f"### {n}. {TITLE}\n\n{lines}\n\n" for n in range(1, 4)))
    assert [record.title for record in found] == [TITLE] * 3
    assert ("NeurIPS", "2022") in venues(found[1])
    assert [one.value for one in found[1].identifiers] == ["2404.00005"]
    assert [link.url for link in found[1].links] == ["https://github.com/a/b"]


def test_a_heading_above_prose_or_titles_is_none() -> None:
    below = f"We like this [paper]({LINK}) of theirs.\n\n**{TITLE}**  \nAda Byron, Grace Hopper  \n[paper]({LINK})\n\n"
    found = papers("".join(f"### Foundation models of single cells\n\n{below}" for _ in range(3)))
    assert [record.title for record in found] == [TITLE] * 3
    assert papers(f"## How to use these models of cells\n\n[paper]({LINK})\n") == []


def test_a_short_list_without_links() -> None:
    first, second = papers(
        "### Benchmarks\n\n- **[2024.06 | MLCB 2024]** **A title of a benchmark paper**\n"
        "- **[2025.03 | Preprint]** **Another title of such a paper**\n"
    )
    assert venues(first) == [("MLCB", "2024-06")]
    assert venues(second) == [(None, "2025-03")]
    assert papers("### Talks\n\n- A talk on the maps of cells (2024)\n") == []


def test_preprints_without_links_by_the_date_before_them() -> None:
    titles = ["A reader of cells", "Agents for the bench of tomorrow", "Maps of all genomes"]
    bullets = "".join(f"- **[2024.0{at} | Preprint]** **{title}**\n" for at, title in enumerate(titles, 1))
    assert [(one.title, venues(one)) for one in papers(f"### Timeline\n\n{bullets}")] == [
        (title, [(None, f"2024-0{at}")]) for at, title in enumerate(titles, 1)
    ]
    assert papers("### Steps\n\n- [2024.01] Maps of all genomes\n- [2024.02] More maps of genomes\n" * 2) == []


def test_a_short_title_in_bold_with_its_authors_behind_a_dash() -> None:
    record = paper("## Notes\n\n- **Structures of small proteins** - Ada Byron, Grace Hopper (2021)\n")
    assert (record.title, record.models) == ("Structures of small proteins", ())
    assert [author.family for author in record.authors] == ["Byron", "Hopper"]
    assert venues(record) == [(None, "2021")]
    assert papers("## Notes\n\n- **Structures of small proteins** - what we saw in them (2021)\n") == []


def test_authors_below_a_title_of_one_word() -> None:
    record, *_ = papers(
        f"**CellAtlas-labels.** [Jul, 2020].<br>\n*Ada Byron, Grace Hopper.*<br>\n[[PDF]({LINK})]\n\n"
        "**Another title of a paper.** [May, 2020].<br>\n*Ada Byron.*<br>\n[[PDF](https://arxiv.org/abs/2404.00006)]\n\n"
    )
    assert record.title == "CellAtlas-labels"
    assert [author.family for author in record.authors] == ["Byron", "Hopper"]


def test_a_label_in_bold_behind_the_title_is_no_author() -> None:
    record = paper(f"- **{TITLE}** **Preprint:** {LINK}\n")
    assert (record.title, record.authors) == (TITLE, ())


@pytest.mark.parametrize(
    "bullet",
    [
        f"- [[NeurIPS 2022] {TITLE}]({LINK})",
        f"- [【NeurIPS 2022】{TITLE}]({LINK})",
        f"- [(NeurIPS 2022) {TITLE}]({LINK})",
        f"- NeurIPS | {TITLE} | 2022 | [paper]({LINK})",
        f"- {TITLE} — NeurIPS, Dec 2022 — [paper]({LINK})",
        f"- {TITLE} - NeurIPS 2022 - [paper]({LINK})",
    ],
)
def test_a_venue_beside_the_title_is_not_part_of_it(bullet: str) -> None:
    record = paper(bullet)
    assert record.title == TITLE
    assert ("NeurIPS", "2022") in [(venue, (date or "")[:4]) for venue, date in venues(record)]


@pytest.mark.parametrize("title", ["[18F]QRS imaging of small animals", "[Re] A replication of models of cells"])
def test_brackets_that_belong_to_a_title(title: str) -> None:
    assert paper(f"- [{title}]({LINK})").title == title
    assert paper(f"- [[12] {TITLE}]({LINK})").title == paper(f"- [[PDF] {TITLE}]({LINK})").title == TITLE


def test_any_number_of_venues_before_a_title() -> None:
    """A line of thousands ran into the limit of recursion."""
    assert paper(f"- {'NeurIPS | ' * 3000}{TITLE} | [paper]({LINK})").versions


def test_a_title_behind_the_venue_of_its_name() -> None:
    record = paper(f"- **CellQR** ([NeurIPS 2022]({LINK})): A model of cells for all [[Code]](https://github.com/a/b)")
    assert (record.title, [model.name for model in record.models]) == ("A model of cells for all", ["CellQR"])


def test_the_first_author_in_bold_is_no_title() -> None:
    record = paper(f"- **Byron A**, Hopper G. (2022) {TITLE}. *NeurIPS*, 35, 12-20. [pdf]({LINK})")
    assert record.title == TITLE
    assert [author.family for author in record.authors] == ["Byron", "Hopper"]


def test_et_al_behind_a_dash_is_no_part_of_the_name() -> None:
    record = paper(f"- **[scQR]({LINK})** - Byron et al. - what it does")
    assert ([author.family for author in record.authors], record.authors_complete) == (["Byron"], False)


def test_signs_between_links_are_no_remark() -> None:
    assert paper(f"- *{TITLE}*, Byron et al., 2022 ([pdf]({LINK})) ([code](https://github.com/a/b))").note is None


def test_the_bracket_around_a_name_stays_out_of_the_title() -> None:
    record = paper(f"- [[QRST](https://doi.org/10.5555/ab.12)] **A title of such a paper** [[paper]({LINK})]")
    assert record.title == "A title of such a paper"


def test_words_that_a_link_completes_are_no_title() -> None:
    text = f"Built on the idea of maps proposed in [Byron et al., 2025]({LINK}):"
    assert reading(f"## Levels\n\n{text}\n").records == []
    record = paper(f"- [drawcells](https://github.com/a/b)\n  Notebooks to draw cells, based on [{TITLE}]({LINK}).\n")
    assert (record.title, [link.kind for link in record.links]) == (TITLE, ["code"])


def test_words_in_front_of_links_say_what_they_are() -> None:
    record = paper(f"- 2023年11月 {TITLE} 论文地址：{LINK} 代码地址：https://github.com/a/b Project: https://a.b/c")
    assert record.title == TITLE
    assert [link.kind for link in record.links] == ["code", "project"]
    assert venues(record) == [(None, "2023-11")]


def test_links_in_a_paragraph_under_the_item() -> None:
    record = paper(
        f"* **{TITLE}**\n\n  [![](https://img.shields.io/badge/NeurIPS_2022-blue)]({LINK})\n"
        "  [![Stars](https://img.shields.io/github/stars/a/b)](https://github.com/a/b)\n\n  > What it does.\n"
    )
    assert record.title == TITLE
    assert ("NeurIPS", "2022") in venues(record)
    assert [link.kind for link in record.links] == ["code"]
    assert record.note == "What it does."


def test_titles_alone_where_the_heading_promises_papers() -> None:
    titles = [
        "Attention is All You Need",
        "Deep contextualized word representations",
        "Universal language model fine-tuning",
    ]
    assert [
        record.title for record in papers("## Fundamental papers\n\n" + "".join(f"- {title}\n" for title in titles))
    ] == titles
    assert papers("## Ideas\n\n" + "".join(f"- {title}\n" for title in titles)) == []


def test_prose_with_links_is_no_list() -> None:
    text = (
        "Large models are useful, see [this long title of a paper](https://arxiv.org/abs/2301.00001) for more.\n\n"
        "We **really** like [the second paper of them](https://arxiv.org/abs/2301.00002), and so will you.\n\n"
        "Our own work is described in [another paper of ours](https://arxiv.org/abs/2301.00003).\n"
    )
    assert reading(text).records == []


@pytest.mark.parametrize(
    "text",
    [
        "## Contents\n\n- [DNA](#dna)\n- [RNA](#rna)\n",
        "- [DNA](#dna)\n  - [RNA](#rna)\n",
        "## Contributing\n\n- Please open an [issue](https://github.com/a/b/issues) with the paper\n",
        "## Citation\n\n```bibtex\n@article{a, title={A title of a paper}, url={https://arxiv.org/abs/2301.00001}}\n```\n",
        "- Please cite [our paper](https://arxiv.org/abs/2301.00001) when you use this list\n",
        "![logo](https://a.b/logo.png)\n\n[![badge](https://img.shields.io/badge/a-b-blue)](https://a.b)\n",
        "> A note with a [link to a page](https://a.b)\n",
        "<!-- - [Title of a paper in a comment](https://arxiv.org/abs/2301.00001) -->\n",
        "- text\n- more text\n",
        "",
    ],
)
def test_what_is_no_entry_is_neither_read_nor_reported(text: str) -> None:
    found = reading(text)
    assert (found.records, found.problems) == ([], [])


# -- further works, names, software -----------------------------------------------------------------


def test_two_papers_of_one_tool() -> None:
    record = reading(
        "- [scvi-tools](https://github.com/scverse/scvi-tools) - Models for cells."
        " [paper 1](https://doi.org/10.1038/s41592-018-0229-2) [paper 2](https://doi.org/10.1038/s41587-021-01206-w)\n"
    ).records[0]
    assert record.kind == "tool"  # type: ignore[union-attr]  # a tool is a resource, which has a kind
    assert [one.value for one in record.papers] == ["10.1038/s41592-018-0229-2", "10.1038/s41587-021-01206-w"]  # type: ignore[union-attr]


def test_another_work_beside_a_titled_paper_is_a_link() -> None:
    record = paper(
        f"- {TITLE} [paper](https://doi.org/10.1038/s41592-018-0229-2) [JSON](https://doi.org/10.1038/s41587-021-01206-w)"
    )
    assert [one.value for one in record.identifiers] == ["10.1038/s41592-018-0229-2"]
    assert [(link.kind, link.url) for link in record.links] == [("paper", "https://doi.org/10.1038/s41587-021-01206-w")]


@pytest.mark.parametrize(
    "bullet",
    [
        f"- [Stereo-map]({LINK}) - A method for maps (of 500 nm) of whole tissues (Nature Methods, 2022).",
        f"- **Stereo-map** : this method makes maps of tissues. [Nature Methods 2022]({LINK})",
        f"- **Stereo-map**: the first of its kind. It makes maps of tissues and of everything in them, cell by cell."
        f" [Nature Methods 2022]({LINK})",
        f"- [Stereo-map (2022)]({LINK}): the authors make maps of tissues. They show what they are good for, and where."
        " Nature Methods.",
    ],
)
def test_what_is_said_of_a_model_is_no_title(bullet: str) -> None:
    """A .bib would cite the paper by the words of the list's author."""
    record = paper(bullet)
    assert record.title is None
    assert [model.name for model in record.models] == ["Stereo-map"]
    assert record.note and "maps" in record.note
    assert "2022" in [version.date for version in record.versions]


def test_a_title_on_somebodys_page_that_is_called_the_paper() -> None:
    record = paper(
        f"- **Stereo-map** — [{TITLE}](https://blog.example.org/a) (2022.10)"
        " [![abs](https://img.shields.io/badge/abs-2022.10-red)](https://blog.example.org/a)"
    )
    assert record.title == TITLE
    assert [model.name for model in record.models] == ["Stereo-map"]


def test_a_name_with_a_description_is_a_guess() -> None:
    record = paper(
        "- [scMulan](https://github.com/a/scMulan) - a multitask model ([paper](https://doi.org/10.1101/2024.01.25.577152))"
    )
    assert record.title is None
    assert [(model.name, model.guessed) for model in record.models] == [("scMulan", True)]
    assert record.note == "a multitask model"


def test_a_model_known_by_its_code_and_a_label_that_differs() -> None:
    found = reading("# Models\n\n- DNA\n  - [DNABERT](https://github.com/MAGICS-LAB/DNABERT_2/tree/main)\n")
    (record,) = found.records
    assert isinstance(record, PaperRecord)
    assert [model.name for model in record.models] == ["DNABERT"]
    assert [link.kind for link in record.links] == ["code"]
    assert [mention.text for mention in record.domains] == ["DNA"]
    assert [(problem.code, problem.line) for problem in found.problems] == [("label-differs", 4)]


def test_links_of_every_kind() -> None:
    record = paper(
        f"- {TITLE} [Paper]({LINK}) [Code](https://huggingface.co/a/b) [Model](https://huggingface.co/a/c)"
        " [Data](https://zenodo.org/records/1) [Demo](https://a.b/demo) [Blog](https://a.b/post) [Video](https://youtu.be/x)"
        " [Project](https://a.github.io) [Colab](https://colab.research.google.com/x) [Slides](https://a.b/s.pdf)"
    )
    kinds = [link.kind for link in record.links]
    assert kinds == ["code", "weights", "data", "demo", "article", "video", "project", "notebook", "supplement"]


# -- problems ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        f"- {TITLE} [Paper](https://doi.org/10.1038/s41592-024-)",
        f"- [{TITLE}](https://doi.org/10.1038/s41592-024-)",
        f"| [{TITLE}](https://doi.org/10.1038/s41592-024-) | Nicheformer |",
    ],
)
def test_a_truncated_doi_keeps_its_paper_and_its_address(text: str) -> None:
    """Behind a title it would be an address like any other, and nobody would hear that it leads nowhere."""
    table = text.startswith("|")
    found = reading(f"| Paper | Model |\n|---|---|\n{text}\n" if table else f"{text}\n")
    (record,) = found.records
    assert isinstance(record, PaperRecord)
    assert record.identifiers == ()
    assert [version.url for version in record.versions] == ["https://doi.org/10.1038/s41592-024-"]
    assert [(problem.code, problem.line, problem.entry) for problem in found.problems] == [
        ("truncated-doi", 3 if table else 1, False)
    ]


def test_an_empty_link_keeps_its_paper() -> None:
    found = reading(f"- {TITLE} [[Paper]]({LINK}) [[Code]]()\n")
    assert [type(record) for record in found.records] == [PaperRecord]
    assert [problem.code for problem in found.problems] == ["empty-link"]


def test_an_endless_code_block_is_told() -> None:
    found = reading(f"# A\n\n```\ncode\n\n- [{TITLE}]({LINK})\n")
    assert [(problem.code, problem.line) for problem in found.problems] == [("unclosed-code", 3)]
