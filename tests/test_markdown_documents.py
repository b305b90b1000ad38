"""Documents as a whole: headings that hide entries or promise them, contents, entries spread over several blocks."""

from __future__ import annotations

import pytest

from lifesci_fm.formats.markdown import read
from lifesci_fm.records import PaperRecord, Record
from lifesci_fm.vocabulary import VersionKind

TITLE = "Nicheformer: a foundation model for cells and more"
OTHER = "Tidal flows of small molecules in crowded membranes"
LINK = "https://arxiv.org/abs/2404.00005"
OTHER_LINK = "https://arxiv.org/abs/2404.00006"


def records(text: str) -> list[Record]:
    return read(text, name="list.md").records


def papers(text: str) -> list[PaperRecord]:
    return [record for record in records(text) if isinstance(record, PaperRecord)]


def titles(text: str) -> list[str | None]:
    return [record.title for record in papers(text)]


def families(record: PaperRecord) -> list[str]:
    return [author.family for author in record.authors]


# -- headings that hide entries ---------------------------------------------------------------------


def test_papers_under_an_overview_are_entries() -> None:
    """The first section of a list is often called so; its papers would be lost without a word."""
    entries = f"1. **{TITLE}** [[abs]({LINK})]\n2. **{OTHER}** [[abs]({OTHER_LINK})]\n"
    assert titles(f"# List\n\n## Papers\n\n### Overview\n\n{entries}") == [TITLE, OTHER]


@pytest.mark.parametrize(
    "text",
    [
        f"# Tool\n\n## Overview\n\n- It runs on a laptop, see [the paper]({LINK}).\n- It reads tables.\n",
        f"# Tool\n\n## Overview\n\n- [{TITLE}]({LINK})\n- [The documentation](https://a.b/docs)\n",
        f"# List\n\n## News\n\n- [{TITLE}]({LINK})\n- [{OTHER}]({OTHER_LINK})\n",
        f"# List\n\n## Citation\n\n### Papers\n\n- [{TITLE}]({LINK})\n- [{OTHER}]({OTHER_LINK})\n",
    ],
)
def test_what_an_overview_and_news_hold_otherwise_is_no_entry(text: str) -> None:
    assert records(text) == []


def test_papers_of_the_week_are_entries_though_they_stand_among_the_news() -> None:
    """A digest lost every paper of the last weeks: `# News` above it said that nothing follows."""
    first, second = papers(
        "# List\n\n# 📢 News\n\n- We moved.\n\n## Week Papers\n\n- **[2025.02.07]**\n"
        f"    - Paper: [{TITLE}]({LINK}) ICLR 2025\n    - Paper: [Tidal Transformer]({OTHER_LINK})\n"
    )
    assert (first.title, second.title) == (TITLE, "Tidal Transformer")
    assert [version.date for version in second.versions] == ["2025"]
    assert "[2025.02.07]" not in [mention.text for mention in first.domains]


def test_contents_by_the_address_of_the_page_are_no_entries() -> None:
    page = "https://github.com/a/list#"
    contents = f"- [**Cells**]({page}cells)\n  - [{TITLE}]({page}nicheformer)\n  - [{OTHER}]()\n"
    assert titles(f"# List\n\n# All papers\n\n{contents}\n## Cells\n\n- [{TITLE}]({LINK})\n") == [TITLE]


def test_a_heading_with_its_facts_in_a_fold_out() -> None:
    """Read as a paper named after its link, every paper of such a list became one and the same."""
    entry = (
        "### {}\n> What it is about.\n<details><summary>Details</summary>\n\n"
        "- **Abstract**: A long story.\n- **OpenReview**: {}\n</details>\n\n"
    )
    pages = [f"https://openreview.net/pdf?id={name}" for name in ("a1B2c3D4e5", "b1B2c3D4e5")]
    found = papers("# List\n\n## Cells\n\n" + entry.format(TITLE, pages[0]) + entry.format(OTHER, pages[1]))
    assert [record.title for record in found] == [TITLE, OTHER]
    assert [len(record.identifiers) for record in found] == [1, 1]


# -- entries over several blocks --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("signed", "families_"),
    [
        ("A. Byron, K.-W. Hopper, and J. Roe. *NeurIPS 2022*.", ["Byron", "Hopper", "Roe"]),
        ("J. Roe and P. Doe. *NeurIPS 2022*.", ["Roe", "Doe"]),
        ("Ada Byron, Grace Hopper, Jane Roe, NeurIPS 2022.", ["Byron", "Hopper", "Roe"]),
        ("A. Byron, G. Hopper, P. Veliˇckovi´c, and J. Roe. *NeurIPS 2022*.", []),
    ],
)
def test_authors_and_links_in_a_bullet_below_the_title(signed: str, families_: list[str]) -> None:
    """The authors were taken for the title, and the title for a domain."""
    (record,) = papers(f"- {TITLE}.\n  - {signed} [[pdf]]({LINK}) [[code]](https://github.com/a/b)\n")
    assert record.title == TITLE
    assert families(record) == families_
    assert ("NeurIPS", "2022") in [(version.venue, version.date) for version in record.versions]
    assert [link.kind for link in record.links] == ["code"]
    assert record.domains == ()


def test_authors_in_a_paragraph_below_the_item() -> None:
    first, second = papers(
        f"1. **{TITLE}.** NeurIPS 2022. [paper]({LINK})\n\n    *Ada Byron, Grace Hopper.*\n\n"
        f"1. **{OTHER}.** NeurIPS 2022.\n\n    *Byron, Ada G and Hopper, Grace and others.*\n"
    )
    assert families(first) == families(second) == ["Byron", "Hopper"]
    assert [author.given for author in second.authors] == ["Ada G", "Grace"]
    assert (first.authors_complete, second.authors_complete) == (True, False)
    assert first.note is None


def test_a_file_on_somebodys_page_is_the_preprint_that_is_stated() -> None:
    """As two versions, the paper had no year in any list."""
    (record,) = papers(f"- {TITLE}. arXiv 2020. [[paper]](https://cdn.a.org/x.pdf)\n- [{OTHER}]({OTHER_LINK})\n")[:1]
    assert [(version.kind, version.venue, version.date) for version in record.versions] == [
        (VersionKind.PREPRINT, "arXiv", "2020")
    ]


@pytest.mark.parametrize(
    ("written", "venue", "family"),
    [
        (f"- (*TKDE‘22*) {TITLE} [[paper]({LINK})]", "TKDE", None),
        (f"- (**Knowledge-Based Systems 2022**) {TITLE} [[paper]({LINK})]", "Knowledge-Based Systems", None),
        (f"- **{TITLE}.** Tidal Letter Club 2022. [paper]({LINK})", "Tidal Letter Club", None),
        (f"- [2022] **{TITLE}.** *Ada Byron(Institute of Computation) et al. ICML.*[[paper]({LINK})]", "ICML", "Byron"),
        (f"- [2022] **{TITLE}.** *FAIR et al. Science.* [[paper]({LINK})]", "Science", "FAIR"),
        (f"- [2022] **{TITLE}.** *Ada Liu‑Byron et al. ICML.* [[paper]({LINK})]", "ICML", "Liu‑Byron"),
        (f"- [{TITLE}]({LINK}) — **AMIA Summits** <sub>2022</sub>", None, None),
    ],
)
def test_venues_with_their_years_behind_titles(written: str, venue: str | None, family: str | None) -> None:
    (record,) = papers(written + "\n")
    assert record.title == TITLE
    assert venue is None or venue in {version.venue for version in record.versions}
    assert {"2022"} & {version.date for version in record.versions}
    assert families(record) == ([family] if family else [])


def test_an_address_that_is_still_to_come_is_told_and_not_kept() -> None:
    found = read(f"- {TITLE} [[paper]({LINK})] [[code](xx)]\n", name="list.md")
    (record,) = found.records
    assert isinstance(record, PaperRecord)
    assert record.links == ()
    assert [problem.code for problem in found.problems] == ["empty-link"]


# -- pages that are no lists ------------------------------------------------------------------------

MANUAL = f"""# TidalFold

The code of [{TITLE}]({LINK}).

## Release

- [June 1] 🔥 We released **TidalFold**, see the [paper]({LINK}).

## Installation

```bash
pip install tidalfold
```

## Checkpoints

| Model name | Description | Download |
|---|---|---|
| TidalFold-7B | Pretrained on 10 million cells | [link](https://drive.google.com/file/d/1) |
| TidalFold-13B | Pretrained on 20 million cells | [link](https://drive.google.com/file/d/2) |

## Acknowledgements of others

- [{OTHER}]({OTHER_LINK})
"""


@pytest.mark.parametrize(
    "command", ["```bash\npip install tidalfold\n```", "    pip install a", "- Run `conda install a`"]
)
def test_the_page_of_a_model_is_no_list(command: str) -> None:
    text = MANUAL.replace("```bash\npip install tidalfold\n```", command)
    assert read(text, name="README.md") == read("", name="README.md")


@pytest.mark.parametrize(
    "text",
    [
        MANUAL.replace("# TidalFold", "# Papers on tidal folds", 1),
        MANUAL.replace("pip install", "the order is: pip install"),
        MANUAL
        + "".join(f"- [Tidal flows of small molecules {n}](https://arxiv.org/abs/2404.0001{n})\n" for n in range(8)),
        "---\ntitle: TidalFold explained\ndate: 2024-05-01\n---\n" + MANUAL,
    ],
)
def test_a_list_may_tell_how_to_use_something(text: str) -> None:
    """One that also shows a command would be imported as nothing at all."""
    assert OTHER in {getattr(record, "title", None) for record in records(text)}


def test_titles_in_paragraphs_under_a_topic_are_papers_of_their_own() -> None:
    """They became one paper that was called by the topic, with the titles as its venues."""
    found = papers(f"# List\n\n- Drug Discovery\n\n  [{TITLE}]({LINK})\n\n  [{OTHER}]({OTHER_LINK})\n")
    assert [record.title for record in found] == [TITLE, OTHER]
    assert {mention.text for record in found for mention in record.domains} == {"Drug Discovery"}


def test_the_paper_that_an_item_cites_in_full_below_it() -> None:
    """The first words of the description were taken for its title."""
    cited = "Byron, Ada, Grace Hopper, and Jane Roe. “{}.” Genome Biology, March 31, 2022. {}"
    first, second = papers(
        "# Notes\n\n- Review of many methods. Table 1 - what they do, [the tool](https://github.com/a/b). <details>\n"
        f"    <summary>Paper</summary>\n    {cited.format(TITLE, LINK)}\n</details>\n\n"
        "- [TidalFold](https://github.com/a/c) - folds the tide. <details>\n"
        f"    <summary>Paper</summary>\n    {cited.format(OTHER, OTHER_LINK)}\n</details>\n"
    )
    assert (first.title, second.title) == (TITLE, OTHER)
    assert families(first) == ["Byron", "Hopper", "Roe"]
    assert ("Genome Biology", "2022-03-31") in [(version.venue, version.date) for version in second.versions]
    assert [model.name for model in second.models] == ["TidalFold"]
    assert second.note == "folds the tide."


def test_a_venue_in_a_link_before_a_title_with_a_colon() -> None:
    """The title was taken for a venue, because it speaks of radiology."""
    title = "Tide-DINO: Self-Supervised Radiology Representations"
    (record,) = papers(f"- 🌟 [[Nature Medicine 2024]({LINK})] {title} [[Code](https://github.com/a/b)]\n")
    assert record.title == title
    assert ("Nature Medicine", "2024") in [(version.venue, version.date) for version in record.versions]
    assert all(version.venue != title for version in record.versions)


def test_labels_in_bold_before_links_are_no_names() -> None:
    """The paper was called `Paper`, and its title was lost."""
    (record,) = papers(
        f"1. **{TITLE}** *Ada Byron, Grace Hopper.* ICLR 2022.\n"
        f"    + __Paper:__ [*OpenReview*]({LINK}) | __Code:__ [*PyTorch*](https://github.com/a/b),"
        " [*tide_geometric*](https://github.com/a/c)\n"
        "    + __Experiment:__\n        + __Task:__ *Nodes* | __Baselines:__ *Raw features.*\n"
    )
    assert record.title == TITLE
    assert families(record) == ["Byron", "Hopper"]
    assert [(link.kind, link.url) for link in record.links] == [
        ("code", "https://github.com/a/b"),
        ("code", "https://github.com/a/c"),
    ]
    assert record.models == () or record.models[0].name == "Nicheformer"


@pytest.mark.parametrize(
    ("written", "venue", "date"),
    [
        (
            f"- **[{TITLE}]({LINK})**<br/>Byron A et al. · *Nature Medicine* · 2022-08-07 🧩🩻",
            "Nature Medicine",
            "2022-08-07",
        ),
        (f"- [{TITLE}]({LINK}) - What it does, in a few words - in EMNLP 2022", "EMNLP", "2022"),
        (f"- [{TITLE}]({LINK}) - What it does. In NAACL 2022.", "NAACL", "2022"),
        (f"- [2022 bioRxiv scTide] **{TITLE}** [[paper]]({LINK})", "bioRxiv", "2022"),
        (f"- [2022 Arxiv, 576 citations] **{TITLE}** [[paper]]({LINK})", "arXiv", "2022"),
    ],
)
def test_venues_and_dates_at_the_end_of_remarks_and_beside_signs(written: str, venue: str, date: str) -> None:
    (record,) = papers(written + "\n")
    assert record.title == TITLE
    assert {(version.venue or venue, version.date) for version in record.versions} & {(venue, date)}
    assert "🧩" not in (record.note or "")


# -- what headings state, and papers without links --------------------------------------------------


def test_the_venue_of_a_heading_is_that_of_preprints_too() -> None:
    """Papers of a conference that are linked to arXiv stood as mere preprints."""
    (record,) = papers(
        "# List\n\n## CVPR\n\n### CVPR 2025\n\n#### Tides\n\n"
        f"- **[{TITLE}]({LINK})** ⭐ *Highlight* — Maps of tides. *Byron et al.*\n"
    )
    assert [(version.kind, version.venue, version.date) for version in record.versions] == [
        (VersionKind.PREPRINT, None, None),
        (VersionKind.PUBLISHED, "CVPR", "2025"),
    ]
    assert families(record) == ["Byron"]


def test_titles_with_authors_below_need_no_links() -> None:
    """A whole reading list was lost without a word: it gives titles, authors and, by its headings, venues."""
    names = ("Ada Byron, Grace Hopper", "Jane Roe, Ada Byron, Grace Hopper", "Jane Roe, Grace Hopper")
    found = papers(
        "# Reading List\n\n## [Contents](#contents)\n  - KDD-2024 [TKDE-2025](#tkde-2025)\n\n"
        "### [TKDE-2025](#contents)\n\n"
        + "".join(f"1. **{TITLE} {at}**\n\n    *{authors}*\n\n" for at, authors in enumerate(names))
    )
    assert [record.title for record in found] == [f"{TITLE} {at}" for at in range(3)]
    assert [len(record.authors) for record in found] == [2, 3, 2]
    assert {(version.venue, version.date) for record in found for version in record.versions} == {("TKDE", "2025")}


def test_references_without_a_doi_stand_among_those_with_one() -> None:
    cited = "Byron, A., Hopper, G., & Roe, J. (2016). {}. Cell, 166(3), 740-754."
    third = f"{OTHER} and cells"
    lines = f"{cited.format(TITLE)} https://doi.org/10.5555/ab.1", cited.format(OTHER), cited.format(third)
    found = papers("# References\n\n" + "".join(f"- {line}\n" for line in lines))
    assert [(record.title, len(record.authors)) for record in found] == [(TITLE, 3), (OTHER, 3), (third, 3)]


def test_a_parent_bullet_of_a_year_is_no_domain() -> None:
    (record,) = papers(f"# Papers\n\n- **Year 2024**\n  - **AAAI**\n    - {TITLE} [[Paper]]({LINK})\n")
    assert record.domains == ()
    assert ("AAAI", "2024") in [(version.venue, version.date) for version in record.versions]


# -- names, labels and brackets around titles -------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "model"),
    [
        (f"- {OTHER} (**TIDE X-ray**) [[paper]({LINK})][[data](https://a.b/data)].", "TIDE X-ray"),
        (f"- {OTHER} (**Oral**) [[paper]({LINK})]", None),
        (f"- {OTHER}** [Paper] [[Code]](https://github.com/a/b) [[arXiv]]({LINK})", None),
        (f"- [**TMI 2023] {OTHER}** [[paper]]({LINK})", None),
        (f"* <[{OTHER}]({LINK})> by Byron, Ada and Hopper, Grace, 2018.", None),
    ],
)
def test_what_stands_around_a_title_is_no_part_of_it(written: str, model: str | None) -> None:
    (record,) = papers(f"# Papers\n\n{written}\n")
    assert record.title == OTHER
    assert [one.name for one in record.models] == ([model] if model else [])
    assert "<" not in (record.note or "")


def test_a_venue_whose_bracket_begins_before_the_bold_title() -> None:
    """The paragraph was lost without a word."""
    lines = f"[**TMI 2023] {TITLE}** [[paper]]({LINK})", f"[ACL 2023] {OTHER} [[paper]]({OTHER_LINK})"
    third = "[ACL 2022] Weights of small molecules in motion [[paper]](https://arxiv.org/abs/2404.00007)"
    found = papers("# Papers\n\n" + "\n\n".join((*lines, third)) + "\n")
    assert [record.title for record in found[:2]] == [TITLE, OTHER]
    assert ("TMI", "2023") in [(version.venue, version.date) for version in found[0].versions]


def test_references_of_code_below_a_title_are_its_code() -> None:
    """They became repositories of their own, named `Python Reference`."""
    (record,) = records(
        "# Papers\n\n- **Tidal2vec (KDD 2018)**\n  - Ada Byron, Grace Hopper, and Jane Roe\n"
        f"  - [[Paper]]({LINK})\n  - [[Python Reference]](https://github.com/a/b)\n"
        "  - [[Java High Performance]](https://github.com/a/c)\n"
    )
    assert isinstance(record, PaperRecord)
    assert (record.title, len(record.authors)) == ("Tidal2vec", 3)
    assert [link.url for link in record.links if link.kind == "code"] == [
        "https://github.com/a/b",
        "https://github.com/a/c",
    ]


def test_what_is_named_before_a_description_and_where_it_lives() -> None:
    """The description became the title, and the page of the tool an identifier of the paper."""
    tutorial, guide = papers(
        f"# Learn\n\n- [Tidepy tutorials](https://a.org/b) – Analysis of tides in R. [Nature Methods 2022]({LINK})\n"
        f"- [Single-cell Good Practices](https://a.org) – Book on cells. [Nature Methods 2023]({OTHER_LINK})\n"
    )
    assert (tutorial.title, tutorial.note) == (None, "Analysis of tides in R.")
    assert [one.value for one in guide.identifiers] == ["2404.00006"]
