"""Entries whose title is a heading or a bold line, with links and facts in the paragraphs below."""

from __future__ import annotations

import pytest

from lifesci_fm.formats.markdown import read
from lifesci_fm.records import PaperRecord

TITLES = (
    "Nicheformer: a foundation model for cells and more",
    "Tidal flows of small molecules in crowded membranes",
    "Moonlit regression of rare tissues",
)
SHAPES = (
    "### {title}\n*Ada Byron, Grace Hopper*\n\nNeurIPS 2022 | [paper]({link}) | [code](https://github.com/a/b)\n\n",
    "### {title}\n\nAuthors: Ada Byron, Grace Hopper\n\nVenue: NeurIPS 2022\n\nPaper: {link}\n\n"
    "Code: https://github.com/a/b\n\nIt is a long story of many words that says no more, see https://a.b/c too.\n\n",
    "**{title}**\n\nAda Byron, Grace Hopper. *NeurIPS 2022*\n\n[[Paper]]({link}) [[Code]](https://github.com/a/b)\n\n",
    "🔥 **{title}**\n\n![](a.png)\n\n[[📖 arXiv Paper]({link})] [[🌟 GitHub](https://github.com/a/b)]\n\n"
    "Ada Byron, Grace Hopper\n\nNeurIPS 2022\n\nWe are proud of it, see [the demo](https://a.b/demo).\n\n",
    "#### Name\n论文题目：{title}\n\n作者：Ada Byron, Grace Hopper\n\n会议：NeurIPS 2022\n\n[论文地址]({link})\n\n"
    "[项目地址](https://github.com/a/b)\n\n论文摘要：\n> A long story.\n\n",
)


def papers(text: str) -> list[PaperRecord]:
    return [record for record in read(text, name="list.md").records if isinstance(record, PaperRecord)]


def entries(shape: str, count: int) -> str:
    links = (f"https://arxiv.org/abs/2404.0000{at}" for at in range(count))
    return "".join(shape.format(title=title, link=link) for title, link in zip(TITLES, links, strict=False))


@pytest.mark.parametrize("shape", SHAPES)
def test_a_title_above_the_paragraphs_that_tell_of_it(shape: str) -> None:
    """A list of this kind was imported as nothing at all."""
    found = papers(f"# List\n\n## Cells\n\n{entries(shape, 3)}")
    assert [record.title for record in found] == list(TITLES)
    for record in found:
        assert [author.family for author in record.authors] == ["Byron", "Hopper"]
        assert ("NeurIPS", "2022") in [(version.venue, version.date) for version in record.versions]
        assert [link.url for link in record.links if link.kind == "code"] == ["https://github.com/a/b"]
        assert len(record.identifiers) == 1


def test_a_long_venue_as_the_label_of_the_paper() -> None:
    """It was taken for the title of an entry of its own, and all three were lost."""
    shape = "### {title}\n\n**Venue:** [NeurIPS 2022 Workshop on Models of Life]({link})\n\nWords about it.\n\n"
    found = papers(f"# List\n\n{entries(shape, 3)}")
    assert [record.title for record in found] == list(TITLES)
    assert all(version.date == "2022" for record in found for version in record.versions if version.venue)


def test_a_title_in_bold_that_goes_on_in_its_own_paragraph_begins_another_entry() -> None:
    """The two were one group with two papers, and neither was read."""
    mixed = entries(SHAPES[2], 2) + f"**{TITLES[2]}**  \nJane Roe  \n[[Paper]](https://arxiv.org/abs/2404.00007)\n"
    assert [record.title for record in papers(f"# List\n\n{mixed}")] == list(TITLES)


@pytest.mark.parametrize(
    "text",
    [
        entries("### {title}\n\n[Paper]({link})\n\n", 2),
        entries("### {title}\n\nSee [the paper]({link}), where we tell how it is done.\n\n", 3),
        entries("# {title}\n\n[Paper]({link})\n\n", 3),
        "".join(f"### Step {n}\n\n[Paper](https://arxiv.org/abs/2404.0000{n})\n\n" for n in range(3)),
    ],
)
def test_places_that_link_to_a_paper_in_passing_are_no_list(text: str) -> None:
    assert papers(f"# Page\n\n{text}") == []


def test_headings_above_entries_of_their_own_stay_headings() -> None:
    link = "https://arxiv.org/abs/2404.0000"
    body = "".join(f"[{title}]({link}{at}), NeurIPS 2022\n\n" for at, title in enumerate(TITLES))
    found = papers(f"# List\n\n### Models of single cells at large\n\n{body}")
    assert [record.title for record in found] == list(TITLES)
