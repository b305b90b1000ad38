"""What lists hold besides papers: write-ups, courses, labs, datasets in bullets, notes; and what they say of them."""

from __future__ import annotations

import pytest

from lifesci_fm.formats.markdown import read
from lifesci_fm.records import ArticleRecord, DatasetRecord, PaperRecord, Reading, Record, ResourceRecord
from lifesci_fm.vocabulary import VersionKind


def reading(text: str) -> Reading:
    return read(text, name="note.md")


def records(text: str) -> list[Record]:
    return reading(text).records


def resources(text: str) -> list[ResourceRecord]:
    return [record for record in records(text) if isinstance(record, ResourceRecord)]


# -- write-ups --------------------------------------------------------------------------------------

ARTICLES = """# 文章

| 模型 | 发布日期 | 状态 |
|---|---|---|
| [scGPT](https://doi.org/10.1038/s41592-024-02201-0) | 2023-05 | 已完成 |

## 已写文章目录

（一）scGPT：开始 [知乎文章](https://zhuanlan.zhihu.com/p/1)

- （一）scGPT：开始 [知乎文章](https://zhuanlan.zhihu.com/p/1)
- （二）用scGPT做注释 [知乎文章](https://zhuanlan.zhihu.com/p/2) [Notebook](notebooks/scgpt.ipynb)
- （十二）别的事情 [知乎文章](https://zhuanlan.zhihu.com/p/3)
"""


def test_numbered_write_ups_with_their_links_and_models() -> None:
    first, second, third = (record for record in records(ARTICLES) if isinstance(record, ArticleRecord))
    assert [first.number, second.number, third.number] == [1, 2, 12]
    assert second.title == "用scGPT做注释"
    assert [(link.kind, link.url) for link in second.links] == [
        ("article", "https://zhuanlan.zhihu.com/p/2"),
        ("notebook", "notebooks/scgpt.ipynb"),
    ]
    assert (first.models, second.models, third.models) == (("scGPT",), ("scGPT",), ())


def test_write_ups_in_a_numbered_list() -> None:
    first, second = (
        record
        for record in records(
            "1. Reading Geneformer [blog](https://a.b/1)\n2. Reading UCE again [blog](https://a.b/2)\n"
        )
        if isinstance(record, ArticleRecord)
    )
    assert (first.number, first.title, second.number) == (1, "Reading Geneformer", 2)


# -- resources --------------------------------------------------------------------------------------


def test_kinds_of_resources_by_their_hosts_and_words() -> None:
    found = resources(
        "## Learning\n\n"
        "- [Machine Learning Specialization](https://www.coursera.org/x) - a start\n"
        "- [StatQuest](https://www.youtube.com/@statquest)\n"
        "- [Attention, explained step by step](https://www.youtube.com/watch?v=x)\n"
        "- [single-cell best practices](https://github.com/theislab/x)\n"
        "- [Single-cell tutorial](https://github.com/theislab/y)\n"
        "- [Our Discord](https://discord.gg/x)\n"
        "- [An article on zhihu](https://zhuanlan.zhihu.com/p/1)\n"
        "- [Some page](https://a.b/c)\n"
    )
    kinds = [record.kind for record in found]
    assert kinds == ["course", "channel", "video", "repository", "tutorial", "community", "article", "web page"]
    assert found[0].remark == "a start"
    assert found[0].topic == ("Learning",)


def test_links_of_child_bullets_make_one_resource() -> None:
    (record,) = resources(
        "## Tutorials\n\n- Single-cell best practices\n  - [repository](https://github.com/a/b)\n  - [tutorial](https://a.b/c)\n"
    )
    assert record.title == "Single-cell best practices"
    assert {link.url for link in record.links} == {"https://github.com/a/b", "https://a.b/c"}


def test_a_series_of_videos_and_each_of_them() -> None:
    found = resources(
        "## Videos\n\n- Lectures on deep learning\n  - [Lecture 1: perceptrons](https://www.bilibili.com/video/1)\n"
        "  - [Lecture 2: networks](https://www.bilibili.com/video/2)\n"
    )
    assert [(record.kind, record.title) for record in found] == [
        ("video series", "Lectures on deep learning"),
        ("video", "Lecture 1: perceptrons"),
        ("video", "Lecture 2: networks"),
    ]
    assert len(found[0].links) == 2


def test_two_videos_with_one_address_are_told() -> None:
    found = reading(
        "## Videos\n\n- [Lecture 1: perceptrons](https://www.bilibili.com/video/1)\n- [Lecture 2: networks](https://www.bilibili.com/video/1)\n"
    )
    assert len(found.records) == 2
    assert [(problem.code, problem.line) for problem in found.problems] == [("repeated-url", 4)]


def test_the_papers_of_a_lab() -> None:
    found = records(
        "## Labs\n\n- [Wang Lab](https://wanglab.ai) - Toronto\n"
        "  - [scGPT: toward a foundation model](https://doi.org/10.1038/s41592-024-02201-0)\n"
        "  - [Orthrus: an RNA foundation model](https://arxiv.org/abs/2410.00001)\n"
    )
    lab, *papers = found
    assert isinstance(lab, ResourceRecord)
    assert (lab.kind, lab.title, lab.url) == ("lab", "Wang Lab", "https://wanglab.ai")
    assert [one.value for one in lab.papers] == ["10.1038/s41592-024-02201-0", "2410.00001"]
    assert [type(paper) for paper in papers] == [PaperRecord, PaperRecord]


def test_lists_of_other_things_in_a_list_of_papers_are_asides() -> None:
    papers = "".join(f"- [A title of paper number {n}](https://arxiv.org/abs/2301.{n:05})\n" for n in range(1, 25))
    found = reading(
        f"# Papers\n\n{papers}\n## Related lists\n\n- [Awesome A](https://github.com/a/a)\n- [Awesome B](https://github.com/a/b)\n"
    )
    asides = [record for record in found.records if isinstance(record, ResourceRecord)]
    assert [record.aside for record in asides] == [True, True]
    assert found.entries == 24


# -- datasets in bullets ----------------------------------------------------------------------------


def test_datasets_in_bullets() -> None:
    found = records(
        "## Datasets\n\n- [PBMC 10k](https://www.10xgenomics.com/x) - ten thousand cells. [paper](https://doi.org/10.1038/ncomms14049)\n"
        "- **CELLxGENE**: a corpus of cells [link](https://cellxgene.cziscience.com)\n"
    )
    first, second = found
    assert isinstance(first, DatasetRecord)
    assert isinstance(second, DatasetRecord)
    assert (first.name, first.url) == ("PBMC 10k", "https://www.10xgenomics.com/x")
    assert first.paper_identifier is not None
    assert (second.name, second.url) == ("CELLxGENE", "https://cellxgene.cziscience.com")


def test_a_placeholder_is_told_and_kept_out() -> None:
    found = reading("## Datasets\n\n- [A]()\n- [B](https://a.b)\n")
    assert [record.name for record in found.records if isinstance(record, DatasetRecord)] == ["B"]
    assert [(problem.code, problem.line) for problem in found.problems] == [("empty-link", 3)]


# -- notes ------------------------------------------------------------------------------------------

NOTE = """---
title: scGPT 论文解读
date: 2024-03-05 10:00:00
tags: [单细胞, LLM]
categories: notes
author: Ada
---

这次的论文是scGPT: toward building a foundation model for single-cell multi-omics using generative AI。
2024年发表在Nature Methods上。

See [the page](https://a.b) for more.
"""


def test_a_note_is_a_write_up_about_its_model() -> None:
    article = next(record for record in records(NOTE) if isinstance(record, ArticleRecord))
    assert (article.title, article.date, article.author) == ("scGPT 论文解读", "2024-03-05", "Ada")
    assert article.models == ("scGPT",)
    assert article.tags == ("单细胞", "LLM", "notes")
    assert article.origin.line == 2


def test_the_paper_that_the_prose_of_a_note_names() -> None:
    paper = next(record for record in records(NOTE) if isinstance(record, PaperRecord))
    assert paper.title == "scGPT: toward building a foundation model for single-cell multi-omics using generative AI"
    assert [model.name for model in paper.models] == ["scGPT"]
    assert [(version.kind, version.venue, version.date) for version in paper.versions] == [
        (VersionKind.PUBLISHED, "Nature Methods", "2024")
    ]
    assert (paper.origin.line, paper.origin.section) == (9, ())


@pytest.mark.parametrize(
    ("sentence", "size"),
    [
        ("- 构建了scGPT模型（参数量38M），验证了可行性", "38M"),
        ("scGPT 的参数量约为 5300万。", "5300万"),
        ("scGPT has 53M parameters, trained on 33M cells.", "53M"),
        ("Parameters of scGPT: 53M", None),  # which of them?
        ("Geneformer 的参数量为 10M", None),
        ("scGPT is larger than Geneformer with 10M parameters", None),
        ("scGPT was trained on 33M cells", None),
        ("scGPT: 53M parameters; later 100M parameters", "53M"),
        ("scGPT has 53M or 100M parameters and 53M parameters", None),
    ],
)
def test_the_size_that_a_note_gives_its_model_and_no_other(sentence: str, size: str | None) -> None:
    (paper,) = [record for record in records(f"{NOTE}\n{sentence}\n") if isinstance(record, PaperRecord)]
    (model,) = paper.models
    assert (model.name, model.parameters, model.origin.line) == ("scGPT", size, 14 if size else 9)


def test_a_document_with_other_front_matter_is_no_note() -> None:
    assert records("---\nlayout: page\n---\n\n# List\n") == []
    entry = "- [On the lives of cells in tissues](https://doi.org/10.1000/1)\n"
    assert [type(one) for one in records(f"---\ntitle: A list\n---\n\n# List\n\n{entry}")] == [PaperRecord]
    noted = records(f"---\ntitle: A note\ndate: 2024-01-01\n---\n\n{entry}")
    assert [type(one) for one in noted] == [ArticleRecord, PaperRecord]


def test_a_heading_that_links_to_a_paper_is_its_entry() -> None:
    text = "".join(
        f"### [On the lives of cells {n}](https://doi.org/10.1000/{n})\n\nWords about it.\n\n" for n in "abc"
    )
    found = records(f"# A list\n\n## scRNA\n\n{text}")
    assert [one.origin.section for one in found] == [("A list", "scRNA")] * 3
    assert records(f"# A list\n\n## News\n\n{text}") == []


def test_a_bullet_that_names_a_venue_or_a_year_names_no_domain() -> None:
    entry = "- {}\n    - [On the lives of {} cells](https://doi.org/10.1000/{})\n"
    text = "".join(entry.format(parent, n, n) for n, parent in enumerate(("ICML 2023", "2022", "Immunology")))
    found = [one for one in records(f"# Papers\n\n{text}") if isinstance(one, PaperRecord)]
    assert [[domain.text for domain in one.domains] for one in found] == [[], [], ["Immunology"]]
    assert [one.versions[0].date for one in found] == ["2023", "2022", None]


@pytest.mark.parametrize("heading", ["Contents", "目录", "Introduction", "Table of Contents"])
def test_a_list_below_its_contents_is_read(heading: str) -> None:
    entry = "- [On the lives of cells in tissues](https://doi.org/10.1000/1)\n"
    text = f"# A list\n\n# {heading}\n\n- [Papers](#papers)\n- [A post about it](https://example.org/post)\n\n"
    assert records(text) == []
    assert len(records(f"{text}## Papers\n\n{entry}")) == 1
    assert len(records(f"{text}**2024**\n\n{entry}")) == 1
    assert records(f"# A list\n\n# News\n\n## 2024\n\n{entry}") == []
