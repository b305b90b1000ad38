"""What the seven styles print. Losing: a README that its readers and `fm import` read in one form, row by row.

The pages in tests/golden/readme are read by a person whenever they change; `FM_GOLDEN=write pytest …` writes them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from lifesci_fm.errors import NotFound, UsageError
from lifesci_fm.formats.readme import filter_words, new_page, read_options, read_page, render
from lifesci_fm.formats.readme.labels import chinese_number
from lifesci_fm.vocabulary import Filter, PaperType, Status, YearRange

GOLDEN = Path(__file__).parent / "golden" / "readme"
WRITE = os.environ.get("FM_GOLDEN") == "write"  # read before the fixtures clear FM_…
HOSTILE = "A | B](javascript:alert(1)) `x` <script> **b** _c_ # ```"

Entry = dict[str, Any]


def paper(id: int, key: str, title: str | None = None, **more: Any) -> Entry:
    """A paper as the contract has it; what is not given is absent."""
    models = more.pop("models", [])
    return {
        "id": id,
        "key": key,
        "title": title,
        "model": models[0] if models else None,
        "models": models,
        "authors": [],
        "date": None,
        "year": None,
        "venue": None,
        "type": "article",
        "domains": [],
        "status": "unplanned",
        "url": None,
        "links": [],
        "code": [],
        "weights": [],
        "versions": [],
        "sources": [],
        **more,
    }


def source(line: int, *section: str, name: str = "list.md") -> Entry:
    return {"kind": "import", "name": name, "line": line, "section": list(section)}


class Shelf:
    """A library of hand-written entries: filters by domain, status and key, as far as these tests need."""

    def __init__(self) -> None:
        self.papers = [
            paper(
                1,
                "cui2024scgpt",
                "scGPT: toward building a foundation model for single-cell multi-omics using generative AI",
                models=["scGPT"],
                authors=["Cui, Haotian", "Wang, Bo"],
                date="2024-02-26",
                year=2024,
                venue="Nature Methods",
                domains=["scRNA"],
                status="read",
                url="https://www.nature.com/articles/s41592-024-02201-0",
                code=["https://github.com/bowang-lab/scGPT"],
                versions=[
                    {"kind": "preprint", "url": None, "doi": "10.1101/2023.04.30.538439", "number": 1},
                    {"kind": "preprint", "url": "https://x.org/v2", "doi": "10.1101/2023.04.30.538439", "number": 2},
                    {
                        "kind": "published",
                        "url": "https://www.nature.com/articles/s41592-024-02201-0",
                        "venue": "Nature Methods",
                    },
                ],
                sources=[source(12, "Methods", "BFM methods", "2024")],
            ),
            paper(
                2,
                "schaar2024nicheformer",
                "Nicheformer: a foundation model for single-cell and spatial omics",
                models=["NicheFormer"],
                year=2024,
                venue="bioRxiv",
                domains=["scRNA", "Spatial"],
                status="preparing",
                url="https://www.biorxiv.org/content/10.1101/2024.04.15.589472v1",
                weights=["https://huggingface.co/theislab/Nicheformer"],
                sources=[source(10, "Methods", "BFM methods")],
            ),
            paper(
                3,
                "nguyen2023hyenadna",
                None,
                models=["HyenaDNA"],
                date="2023",
                year=2023,
                domains=["DNA"],
                status="planned",
                url="https://arxiv.org/abs/2306.15794",
                sources=[source(11, "Methods", "Sequences"), source(2, name="other.md")],
            ),
            paper(4, "hostile", HOSTILE, venue="x", url="javascript:alert(1)", code=["https://x.org/a(b|c"]),
            paper(5, "withdrawn", "Is it true?", year=2020, venue="J. of [X]", retracted=True, domains=["DNA"]),
        ]

    def entries(self, chosen: Filter, *, only: Iterable[str] | None = None) -> Iterable[Entry]:
        assert chosen.sort in ((), ("plan",))
        return [
            {key: one.get(key) for key in only or one}
            for one in self.papers
            if (not chosen.domains or {*chosen.domains} & {*one["domains"]})
            and (not chosen.statuses or one["status"] in chosen.statuses)
            and (not chosen.keys or one["key"] in chosen.keys)
        ]

    def models(self) -> Iterable[Entry]:
        return [
            {"name": "scGPT", "released": "2023-05", "aliases": ["sc-GPT 1"], "papers": ["cui2024scgpt"]},
            {"name": "NicheFormer", "released": "2024-04-15", "aliases": [], "papers": ["schaar2024nicheformer"]},
        ]

    def domains(self) -> Iterable[Entry]:
        return [
            {"name": "DNA", "label_zh": "DNA", "aliases": ["genome"]},
            {"name": "scRNA", "label_zh": "单细胞", "aliases": ["single-cell"]},
            {"name": "Spatial", "label_zh": "空间组学", "aliases": []},
        ]

    def datasets(self) -> Iterable[Entry]:
        return [
            {
                "id": 1,
                "name": "CELLxGENE",
                "modality": "scRNA-seq, snRNA-seq",
                "scale": "33M",
                "task": "预训练数据",
                "url": "https://cellxgene.cziscience.com/",
                "paper": None,
                "paper_url": "https://www.biorxiv.org/content/10.1101/2023.10.30.563174v1",
                "models": ["scGPT"],
                "sources": [source(9, name="note.md")],
            },
            {
                "id": 2,
                "name": "Myeloid | <b>",
                "modality": None,
                "scale": "13,000",
                "task": "a|b",
                "url": None,
                "address": "GSE154763",
                "paper": None,
                "paper_url": None,
                "models": [],
                "sources": [source(4, name="note.md"), source(1)],
            },
        ]

    def documents(self) -> Iterable[str]:
        return ["list.md", "other.md", "note.md"]

    def articles(self) -> Iterable[Entry]:
        zhihu = {"kind": "article", "url": "https://zhuanlan.zhihu.com/p/704373114", "title": "知乎文章"}
        notebook = {"kind": "notebook", "url": "notebooks/Tokenizer.ipynb", "title": "BPE 代码"}
        return [
            {
                "id": 1,
                "number": 12,
                "title": "DNABERT-2 | BPE",
                "links": [zhihu, notebook],
                "papers": [],
                "models": [],
                "sources": [source(30)],
            },
            {
                "id": 2,
                "number": None,
                "title": "# 无号",
                "links": [],
                "papers": ["cui2024scgpt"],
                "models": ["scGPT"],
                "sources": [source(20)],
            },
            {
                "id": 3,
                "number": 1,
                "title": "导论&引言",
                "links": [{"kind": "article", "url": "https://zhuanlan.zhihu.com/p/694454155", "title": ""}],
                "papers": [],
                "models": [],
                "sources": [],
            },
        ]

    def resources(self) -> Iterable[Entry]:
        def resource(id: int, title: str, *topic: str, url: str | None = None, **more: Any) -> Entry:
            base = {"id": id, "kind": "video", "title": title, "url": url, "topic": list(topic), "remark": None}
            return {**base, "links": [], "papers": [], "sources": [], **more}

        series, tools = "Three episodes", "Cheminformatics"
        return [
            resource(1, "Video 1", "Transformers", series, url="https://x.org/watch?v=1&t=0s"),
            resource(
                2,
                series,
                "Transformers",
                remark="start with the second",
                links=[{"kind": "video", "url": "https://x.org/watch?v=1&t=0s", "title": "Video 1"}],
            ),
            resource(3, "Video 2", "Transformers", series, url="https://x.org/watch?v=1&t=0s"),
            resource(
                4,
                "DeepChem",
                tools,
                url="https://github.com/deepchem/deepchem",
                links=[
                    {"kind": "code", "url": "https://github.com/deepchem/deepchem", "title": "repository"},
                    {"kind": "other", "url": "https://discord.gg/x", "title": "Discord Group"},
                ],
            ),
            resource(5, "A lab", "Labs", url="https://lab.example/", papers=["cui2024scgpt", "nobody"]),
            resource(6, "A lab", "Labs", url="https://lab.example/two"),
            resource(7, "- no topic"),
        ]


def printed(**words: str | list[str]) -> str:
    told: Mapping[str, list[str]] = {key: [value] if isinstance(value, str) else value for key, value in words.items()}
    return render(read_options(told), Shelf())


def lines(**words: str | list[str]) -> list[str]:
    return printed(**words).splitlines()


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "words",
    [
        {"style": "plan"},
        {"style": "papers"},
        {"style": "awesome"},
        {"style": "topics"},
        {"style": "datasets"},
        {"style": "articles"},
        {"style": "resources"},
        {"style": "papers", "group": "domain"},
        {"style": "awesome", "group": "category"},
        {"style": "awesome", "group": "year"},
    ],
    ids=lambda words: "-".join(words.values()),
)
def test_golden(words: dict[str, str], lang: str) -> None:
    page = GOLDEN / f"{'-'.join(words.values())}.{lang}.md"
    text = printed(**words, lang=lang)
    if WRITE:
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8")
    assert text == page.read_text(encoding="utf-8")


def test_the_plan_prints_what_is_in_the_plan_with_the_models_release() -> None:
    assert lines(style="plan", lang="zh") == [
        "| 模型 | 发布日期 | 领域 | 状态 |",
        "| --- | --- | --- | --- |",
        "| [scGPT](https://www.nature.com/articles/s41592-024-02201-0) | 05/2023 | scRNA | :white_check_mark: 已解读 |",
        "| [NicheFormer](https://www.biorxiv.org/content/10.1101/2024.04.15.589472v1) | 04/2024 | scRNA, Spatial "
        "| :black_square_button: 准备中 |",
        "| [HyenaDNA](https://arxiv.org/abs/2306.15794) | 2023 | DNA |  |",
    ]


def test_a_status_replaces_what_the_plan_prints() -> None:
    assert [line.split(" | ")[0] for line in lines(style="plan", status="unplanned")[2:]][1:] == [
        "| Is it true? (retracted)"
    ]


def test_a_changed_paper_changes_its_own_row() -> None:
    before = lines(style="papers", group="domain")
    shelf = Shelf()
    shelf.papers[1]["title"] = "A much longer title than any that stood in the table before " * 3
    after = render(read_options({"style": ["papers"], "group": ["domain"]}), shelf).splitlines()
    assert len(before) == len(after)
    assert sum(old != new for old, new in zip(before, after, strict=True)) == 1


def test_columns_are_the_users_choice() -> None:
    assert lines(style="plan", columns=["key", "weights", "authors"], domain="scRNA") == [
        "| Key | Weights | Authors |",
        "| --- | --- | --- |",
        "| cui2024scgpt | - | Cui, Haotian; Wang, Bo |",
        "| schaar2024nicheformer | [Link](https://huggingface.co/theislab/Nicheformer) |  |",
    ]


@pytest.mark.parametrize(
    ("wanted", "url"),
    [
        ("preferred", "https://www.nature.com/articles/s41592-024-02201-0"),
        ("published", "https://www.nature.com/articles/s41592-024-02201-0"),
        ("preprint", "https://x.org/v2"),
    ],
)
def test_a_title_leads_to_the_version_asked_for(wanted: str, url: str) -> None:
    assert f"[scGPT]({url})" in printed(style="plan", link=wanted)


def test_a_paper_without_the_version_asked_for_keeps_its_link() -> None:
    assert "[HyenaDNA](https://arxiv.org/abs/2306.15794)" in printed(style="plan", link="published")


def test_a_paper_of_two_domains_stands_under_the_one_asked_for() -> None:
    assert lines(style="topics", domain="Spatial", lang="zh")[0] == "- 空间组学"
    assert lines(style="topics")[:3:2] == ["- DNA", "  - Is it true? (retracted)"]


def test_a_venue_that_only_the_identifier_implies_is_not_printed_as_if_somebody_had_said_so() -> None:
    shelf = Shelf()
    shelf.papers = [paper(1, "a", "A", venue="arXiv", versions=[{"kind": "preprint", "venue": None, "url": None}])]
    assert render(read_options({"style": ["awesome"]}), shelf) == "- A.\n"
    shelf.papers[0]["versions"][0]["venue"] = "arXiv"
    assert render(read_options({"style": ["awesome"]}), shelf) == "- [arXiv] A.\n"


def test_a_list_prints_in_its_own_order_and_only_its_papers() -> None:
    assert [line[2:13] for line in lines(style="topics", group="category", list="list")] == [
        "BFM methods",
        "- [NicheFor",
        "- [scGPT](h",
        "Sequences",
        "- [HyenaDNA",
    ]
    assert len(lines(style="plan", list="other.md")) == 3


def test_a_list_prints_its_datasets_and_write_ups_in_its_own_order() -> None:
    """Two documents with tables of datasets in one library would else print one mixed table in both."""
    assert [line.split("](")[0][2:10] for line in lines(style="datasets", list="note")[2:]] == ["Myeloid ", "[CELLxGE"]
    assert [line[2:9] for line in lines(style="datasets", list="list.md")[2:]] == ["Myeloid"]
    assert [line[:6] for line in lines(style="articles", list="list")] == ["- \\# 无", "- (12)"]
    assert [line[:6] for line in lines(style="articles", list="list", sort="number")] == ["- (12)", "- \\# 无"]
    assert lines(style="resources", list="list") == []


@pytest.mark.parametrize("style", ["papers", "datasets"])
def test_a_list_that_was_never_imported_is_said(style: str) -> None:
    with pytest.raises(NotFound) as caught:
        printed(style=style, list="nots.md")
    assert str(caught.value) == "Nothing was imported from 'nots.md'. Did you mean note.md or other.md?"


def test_a_limit_counts_papers() -> None:
    assert len(lines(style="papers", limit="2")) == 4


def test_datasets_write_ups_and_resources_follow_the_papers_that_a_filter_chooses() -> None:
    assert [line.split("](")[0] for line in lines(style="datasets", domain="scRNA")[2:]] == ["| [CELLxGENE"]
    assert lines(style="articles", domain="scRNA") == ["- \\# 无号"]
    assert [line[:6] for line in lines(style="resources", domain="scRNA")] == ["- Labs", "  - [A", "    - "]
    assert lines(style="articles", domain="Spatial") == []
    assert [line.split("](")[0] for line in lines(style="datasets", model="SCGPT1")[2:]] == ["| [CELLxGENE"]
    assert lines(style="datasets", model=["scGPT"], domain="Spatial")[2:] == []
    assert lines(style="articles", model="scgpt") == ["- \\# 无号"]


def test_write_ups_sort_by_number_unless_told_otherwise() -> None:
    assert [line[:6] for line in lines(style="articles")] == ["- (1) ", "- (12)", "- \\# 无"]
    assert [line[:6] for line in lines(style="articles", sort="-title")] == ["- (1) ", "- (12)", "- \\# 无"]
    assert [line[:6] for line in lines(style="articles", sort="id")] == ["- (12)", "- \\# 无", "- (1) "]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"style": "plans"}, "'plans' is no style. Did you mean plan?"),
        ({"style": "plan", "domian": "DNA"}, "'domian' is no key of a block. Did you mean domain?"),
        ({"style": "plan", "lang": "fr"}, "'fr' is no language of blocks. Known are en, zh."),
        ({"style": "plan", "lang": ["en", "zh"]}, "lang takes one value, not en, zh. Write lang=zh."),
        ({"style": "plan", "group": "model"}, "'model' is no grouping."),
        ({"style": "datasets", "group": "year"}, "The style datasets is not grouped."),
        ({"style": "plan", "link": "best"}, "'best' is no kind of link."),
        ({"style": "plan", "columns": "titel"}, "'titel' is no column of plan. Did you mean title?"),
        ({"style": "topics", "columns": "title"}, "The style topics has no columns."),
        ({"style": "plan", "limit": "many"}, "limit=many is no whole number."),
        ({"style": "plan", "level": "7"}, "level=7 is no whole number from 1 to 6."),
        ({"style": "plan", "status": "raed"}, "No status is called 'raed'. Did you mean read?"),
        ({"style": "plan", "incomplete": "maybe"}, "'maybe' is no answer."),
        (
            {"style": "articles", "sort": "venue"},
            "'venue' is no sort key of articles. Known are id, title, number, date.",
        ),
    ],
)
def test_a_word_that_means_nothing_is_refused_with_what_was_meant(words: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        printed(**words)
    assert str(caught.value).startswith(said)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (99, "九十九"),
        (105, "一百零五"),
        (110, "一百一十"),
        (1000, "1000"),
    ],
)
def test_chinese_numbers(number: int, text: str) -> None:
    assert chinese_number(number) == text


#: Every field of a Filter with something in it, but for `sort` and `limit`, whose order a marker keeps as it is.
FULL = Filter(
    domains=("scRNA", "DNA"),
    statuses=(Status.PLANNED, Status.READ),
    models=("scGPT",),
    authors=("Cui, Haotian",),
    venues=("Cell, Press",),
    years=(YearRange(2022, None), YearRange(2020, 2020)),
    since="2023-05",
    ratings=(YearRange(4, None), YearRange(2, 2)),
    priorities=(YearRange(None, 2),),
    read_since="2024",
    tags=("survey",),
    keys=("cui2024scgpt",),
    types=(PaperType.ARTICLE,),
    has=("code",),
    incomplete=True,
    query="cell, atlas or tag:x",
    sort=("-date", "title"),
    limit=7,
)


def test_a_first_file_keeps_every_filter_that_was_asked_for() -> None:
    """`fm export readme --new FILE --rating 4-` would print what nobody rated if its marker forgot one."""
    assert all(FULL)
    page = read_page(new_page({"style": ["papers"], **filter_words(FULL)}), "README.md")
    (block,) = page.blocks
    assert read_options(block.words).filter == FULL
