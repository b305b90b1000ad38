"""Facts about a paper that stand below it, on badges and on labels."""

from __future__ import annotations

import pytest

from lifesci_fm.records import PaperRecord, Reading
from markdown_lists import LINK, TITLE, paper, papers, reading, venues

# -- facts about a paper below it -------------------------------------------------------------------


def test_facts_below_a_heading_keep_venue_and_year_of_a_linked_title() -> None:
    record = paper(
        f"## Cells\n\n<details>\n<summary>Nicheformer</summary>\n\n- **Paper:** [{TITLE}]({LINK}) (Nature, 2024)\n"
        "- **Code:** https://github.com/a/b\n- **Docs:** [Read more](docs/n/)\n- **For spatial data**\n</details>\n"
    )
    assert (record.title, [model.name for model in record.models]) == (TITLE, ["Nicheformer"])
    assert ("Nature", "2024") in venues(record)
    assert [link.url for link in record.links if link.kind == "code"] == ["https://github.com/a/b"]


def test_several_papers_below_the_label_for_them() -> None:
    found = reading(
        f"## Cells\n\n### CellNet family\n\n- **Paper:**\n  - CellNet-1: [{TITLE}]({LINK}) (bioRxiv, 2023)\n"
        "  - [CellNet-2: cells, again and better](https://arxiv.org/abs/2404.00006) (bioRxiv, 2024)\n"
        "- **Code:** https://github.com/a/cellnet\n- **Approach:** diffusion\n"
    )
    assert [type(record) for record in found.records] == [PaperRecord, PaperRecord]
    for record, year in zip(papers_of(found), ("2023", "2024"), strict=True):
        assert [link.url for link in record.links if link.kind == "code"] == ["https://github.com/a/cellnet"]
        assert year in {version.date for version in record.versions}
        assert [mention.text for mention in record.domains] != ["Paper"]


def papers_of(found: Reading) -> list[PaperRecord]:
    return [record for record in found.records if isinstance(record, PaperRecord)]


def test_facts_in_paragraphs_of_their_own() -> None:
    facts = "**Authors:** Ada Byron, Eve King\n\n**Journal Info:** Genome Biology, May 2017\n\n"
    described = "**Description:** Better than [another](https://github.com/other/tool).\n"
    record = paper(f"## Cells\n\n**Title:** [{TITLE}]({LINK})\n\n{facts}{described}")
    assert [author.family for author in record.authors] == ["Byron", "King"]
    assert ("Genome Biology", "2017-05") in venues(record)
    assert [link.kind for link in record.links] == ["other"]  # what is compared with is not the paper's code


def test_authors_and_links_in_the_one_bullet_below_a_title() -> None:
    code = "[[code]](https://github.com/a/b)"
    record = paper(f"- {TITLE}.\n  - Ada Byron, Eve King, Lin Hu. *ICLR 2023*. [[pdf]]({LINK}) {code}\n")
    assert record.title == TITLE
    assert [author.family for author in record.authors] == ["Byron", "King", "Hu"]
    assert ("ICLR", "2023") in venues(record)
    assert [link.kind for link in record.links] == ["code"]


def test_a_label_in_bold_is_no_model() -> None:
    (record,) = papers(f"- **Paper:** [A long title about all of the cells]({LINK}) (bioRxiv, 2025)\n")
    assert record.models == ()


# -- authors, badges and years ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cited", "family", "venue"),
    [
        ("A. Byron, Chemical Reviews **121**(16), 10037-10072 (2021)", ["Byron"], "Chemical Reviews"),
        ("E. King, & J.-F. Hu. Trends in Biology **124**, 115796 (2021)", ["King", "Hu"], "Trends in Biology"),
        ("A. Byron & K.-R. King, Odd Matters **4**, 023004 (2021)", ["Byron", "King"], "Odd Matters"),
        ("A. Byron & E. King, Science Advances **3**, No. e1603015 (2021)", ["Byron", "King"], "Science Advances"),
    ],
)
def test_authors_with_initials_before_a_volume(cited: str, family: list[str], venue: str) -> None:
    record = paper(f"1. [{TITLE}]({LINK})\n    {cited}\n")
    assert [author.family for author in record.authors] == family
    assert (venue, "2021") in venues(record)


def test_a_badge_for_the_paper_says_its_venue_and_year() -> None:
    badge = "[![Paper](https://img.shields.io/badge/Paper-Lancet%20Oncol%202019-1f77b4.svg)]"
    other = "[![Code](https://img.shields.io/badge/Code-GitHub-green.svg)](https://github.com/a/b)"
    record = paper(f"- **{TITLE}**. {badge}({LINK}) {other}\n")
    assert ("Lancet Oncol", "2019") in venues(record)
    assert [link.kind for link in record.links] == ["code"]


def test_the_year_on_a_label() -> None:
    record = paper("- **CellNet** –\n  [Publication (2022)](https://doi.org/10.1000/x1),\n  [Data](https://a.b/data)\n")
    assert [version.date for version in record.versions] == ["2022"]


@pytest.mark.parametrize(
    ("label", "venue", "date"),
    [
        ("Bioinformatics (ISMB 2024)", "Bioinformatics", "2024"),
        ("arXiv / Cell Reports 2025", "Cell Reports", "2025"),
        ("Nature Methods: highlight", "Nature Methods", None),
    ],
)
def test_labels_of_venues(label: str, venue: str, date: str | None) -> None:
    record = paper(f"- **{TITLE}** [[{label}]](https://doi.org/10.1000/x1)\n")
    assert [(version.venue, version.date) for version in record.versions] == [(venue, date)]


def test_a_title_with_words_of_a_venue_behind_its_model() -> None:
    title = "RAD-VIEW: Radiology Representations"
    record = paper(f"- [[Nature 2024](https://doi.org/10.1000/x1)] {title} [[Code](https://github.com/a/b)]\n")
    assert record.title == title
    assert [(version.venue, version.date) for version in record.versions] == [("Nature", "2024")]


def test_a_title_in_a_summary_with_abstract_and_facts_below_it() -> None:
    one = "<details>\n<summary>**{}**</summary>\n\nCells are what tissue is made of.\n\n"
    facts = "**DOI:** [10.1000/x{0}](https://doi.org/10.1000/x{0})\n**Topics:** cells\n</details>\n\n"
    titles = [f"All of the cells of the body and how they become part {n} of it" for n in range(3)]
    records = papers("## Papers\n\n" + "".join(one.format(t) + facts.format(n) for n, t in enumerate(titles)))
    assert [record.title for record in records] == titles
    assert [[found.value for found in record.identifiers] for record in records] == [
        [f"10.1000/x{n}"] for n in range(3)
    ]


def test_references_in_programming_languages_are_code() -> None:
    links = "".join(
        f"  - [[{label}]](https://github.com/a/{n})\n"
        for n, label in enumerate(("Python Reference", "Python Pytorch Reference", "C++ Reference"))
    )
    record = paper(f"- **{TITLE} (KDD 2018)**\n  - Byron, Ada and King, Eve\n  - [[Paper]]({LINK})\n{links}")
    assert record.title == TITLE
    assert [(author.family, author.given) for author in record.authors] == [("Byron", "Ada"), ("King", "Eve")]
    assert [link.kind for link in record.links] == ["code", "code", "code"]


def test_a_date_before_a_sign() -> None:
    record = paper(f"- **[{TITLE}]({LINK})**<br/>Byron A et al. · *Nature* · 2026-08-07 🧬\n")
    assert ("Nature", "2026-08-07") in venues(record)


def test_a_kind_of_paper_is_no_venue() -> None:
    record = paper(f"1. **{TITLE}** (arXiv Jan 2025) ⭐️ [**Review**] [[Paper]]({LINK})\n")
    assert venues(record) == [("arXiv", "2025-01")]


def test_a_video_with_a_date_is_no_paper() -> None:
    video = "- Cells from scratch on the web (Bilibili video Jan 2025) [[Link]](https://youtu.be/x)"
    found = reading(f"- {TITLE} [Paper]({LINK})\n{video}\n")
    assert [type(record).__name__ for record in found.records] == ["PaperRecord", "ResourceRecord"]


@pytest.mark.parametrize(
    ("lead", "venue"),
    [
        ("[2024 Nature Biotechnology Image+Gene]", "Nature Biotechnology"),
        ("[2024 Nature Methods Image + Gene]", "Nature Methods"),
        ("[Nature Methods 2024 Image+Gene]", "Nature Methods"),
        ("[2024 Nature Methods scSpeaker]", "Nature Methods"),
        ("[2024 Cell RNA+ATAC]", "Cell"),
        ("[2024 The Lancet Oncology]", "The Lancet Oncology"),
        ("[2024 Nature Ecology & Evolution]", "Nature Ecology & Evolution"),
        ("[2024 NeurIPS Datasets and Benchmarks]", "NeurIPS Datasets and Benchmarks"),
        ("[2024 Genome Biol Evol]", "Genome Biol Evol"),
    ],
)
def test_what_stands_behind_a_journal_in_brackets(lead: str, venue: str) -> None:
    """What the work reads was taken for a part of the journal's name."""
    record = paper(f"- {lead} **What cells say to one another** [[paper]]({LINK})")
    assert venues(record) == [
        (None, None),
        (venue, "2024"),
    ]


# -- years from one to another ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("years", "date"),
    [("2023-2024", None), ("2023–2024", None), ("2023 - 2024", None), ("2023-24", None), ("2023/2024", "2023")],
)
@pytest.mark.parametrize(
    "written",
    [
        f"| Title | Venue | Year | Paper |\n|---|---|---|---|\n| {TITLE} | NeurIPS | {{}} | [pdf]({LINK}) |",
        f"| Title | Venue | Paper |\n|---|---|---|\n| {TITLE} | NeurIPS {{}} | [pdf]({LINK}) |",
        f"- {TITLE}, NeurIPS {{}} [paper]({LINK})",
        f"- {TITLE} (NeurIPS {{}}) [paper]({LINK})",
        f"- [NeurIPS {{}}] {TITLE} [paper]({LINK})",
    ],
)
def test_two_years_of_one_paper(written: str, years: str, date: str | None) -> None:
    """The second year became a part of the venue's name. From one to another they date nothing, as in headings."""
    record = paper(f"## Papers\n\n{written.format(years)}\n")
    assert (record.title, record.tags, record.note) == (TITLE, (), None)
    assert venues(record) == [(None, None), ("NeurIPS", date)]


@pytest.mark.parametrize("lead", ["[2023-2024]", "`2023-2024`", "[2023-2024 NeurIPS]"])
def test_two_years_before_a_title(lead: str) -> None:
    record = paper(f"- {lead} {TITLE} [paper]({LINK})")
    assert (record.title, record.tags) == (TITLE, ())
    assert venues(record) == [(None, None), *([("NeurIPS", None)] if "NeurIPS" in lead else [])]


def test_two_years_alone_in_a_column_of_venues() -> None:
    rows = f"| {TITLE} | 2023-2024 | [pdf]({LINK}) |\n| {TITLE} 2 | NeurIPS 2023 | [pdf]({LINK}) |"
    first, second = papers(f"| Title | Venue | Paper |\n|---|---|---|\n{rows}\n")
    assert (venues(first), venues(second)) == ([(None, None)], [(None, None), ("NeurIPS", "2023")])


def test_a_target_in_parentheses_of_its_own_is_the_address() -> None:
    record = paper("- [FirNet: models of trees and leaves]((https://arxiv.org/abs/2404.00006)) and more of them")
    assert [one.value for one in record.identifiers] == ["2404.00006"]


def test_a_sign_before_a_year_is_no_part_of_the_venue() -> None:
    record = paper(
        "- [FirNet: models of trees and leaves](https://arxiv.org/abs/2404.00006), npj Digital Medicine '2024"
    )
    assert [(one.venue, one.date) for one in record.versions if one.venue] == [("npj Digital Medicine", "2024")]
