"""Entries whose facts stand on one line, each behind its label: `Title: … | Authors: … | Venue: …`."""

from __future__ import annotations

import pytest

from markdown_lists import LINK, TITLE, paper, papers, venues

PEOPLE = "Ada Byron, Grace Hopper"


@pytest.mark.parametrize(
    "entry",
    [
        f"Title: {TITLE} | Authors: {PEOPLE} | Venue: NeurIPS 2023 | Paper: {LINK}",
        f"Title: {TITLE}; Authors: {PEOPLE}; Venue: NeurIPS; Year: 2023; Link: {LINK}",
        f"Title: {TITLE}; Authors: Ada Byron; Grace Hopper; Venue: NeurIPS 2023; Link: {LINK}",
        f"Title: {TITLE}. Authors: {PEOPLE}. Venue: NeurIPS 2023. [paper]({LINK})",
        f"**Title:** {TITLE} | **Authors:** {PEOPLE} | **Venue:** NeurIPS 2023 | [[paper]({LINK})]",
        f"**Title**: {TITLE}, **Authors**: {PEOPLE}, **Venue**: NeurIPS 2023 [[paper]]({LINK})",
        f"Title: [{TITLE}]({LINK}) | Authors: {PEOPLE} | Venue: NeurIPS 2023",
        f"标题：{TITLE}；作者：Ada Byron，Grace Hopper；期刊：NeurIPS 2023；链接：{LINK}",
        f"**Title:** {TITLE}\n  **Authors:** {PEOPLE} | **Venue:** NeurIPS 2023 | **Paper:** {LINK}",
    ],
)
def test_labels_on_one_line(entry: str) -> None:
    """The labels stood in the title, with authors and venue in it or nowhere."""
    record = paper(f"## Papers\n\n- {entry}\n")
    assert (record.title, record.note) == (TITLE, None)
    assert [author.family for author in record.authors] == ["Byron", "Hopper"]
    assert [one.value for one in record.identifiers] == ["2404.00005"]
    assert ("NeurIPS", "2023") in venues(record)
    assert [model.name for model in record.models] == ["Nicheformer"]


@pytest.mark.parametrize("sign", [" | ", "; ", "\n  "])
def test_labels_without_any_link(sign: str) -> None:
    record = paper(f"## Papers\n\n- Title: {TITLE}{sign}Authors: {PEOPLE}{sign}Venue: NeurIPS 2023\n")
    assert (record.title, venues(record)) == (TITLE, [("NeurIPS", "2023")])
    assert [author.family for author in record.authors] == ["Byron", "Hopper"]


def test_sentences_of_an_abstract_among_the_labels() -> None:
    said = "We do it; the task: cells. Authors: many."
    links = f"[PDF]({LINK}) | [Code](https://github.com/a/b)"
    record = paper(f"- Title: {TITLE} | Authors: {PEOPLE} | Abstract: {said} | {links}")
    assert (record.title, record.note) == (TITLE, said)
    assert [author.family for author in record.authors] == ["Byron", "Hopper"]
    assert [link.url for link in record.links] == ["https://github.com/a/b"]


def test_a_title_that_holds_the_word_of_a_label() -> None:
    title = "Title: the venue of all cells, and more"
    assert paper(f"- [{title}]({LINK})").title == title
    assert papers("## Ideas\n\n- Title: what it takes to be one\n") == []
