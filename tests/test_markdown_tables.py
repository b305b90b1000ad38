"""Tables: columns in any order and language. A column that is misread loses the same fact of every row."""

from __future__ import annotations

import pytest

from lifesci_fm.formats.markdown import read
from lifesci_fm.records import DatasetRecord, ModelRecord, PaperRecord, Reading, ResourceRecord
from lifesci_fm.vocabulary import ModelRole, Status, VersionKind

SCBERT = "https://doi.org/10.1038/s42256-022-00534-z"


def reading(text: str) -> Reading:
    return read(text, name="list.md")


def papers(text: str) -> list[PaperRecord]:
    return [record for record in reading(text).records if isinstance(record, PaperRecord)]


def datasets(text: str) -> list[DatasetRecord]:
    return [record for record in reading(text).records if isinstance(record, DatasetRecord)]


def table(*rows: str) -> str:
    """A pipe table of rows whose cells are parted by semicolons; the first row is the header."""
    lines = ["| " + " | ".join(row.split(";")) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * (rows[0].count(";") + 1), *lines[1:]]) + "\n"


# -- reading plans ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        table(
            "模型;发布日期;领域;状态",
            f"[scBERT]({SCBERT});2021年8月;单细胞;✅ 已完成",
            "[UCE](https://arxiv.org/abs/2301.00001);2023.11;单细胞;计划中",
        ),
        table(
            "Model;Released;Domain;Status",
            f"[scBERT]({SCBERT});08/2021;单细胞;:white_check_mark:",
            "[UCE](https://arxiv.org/abs/2301.00001);Nov 2023;单细胞;",
        ),
        table(
            "Status;Domain;Paper Link;Release Date;Model Name",
            f"read;单细胞;[link]({SCBERT});2021-08;scBERT",
            "planned;单细胞;https://arxiv.org/abs/2301.00001;2023/11;UCE",
        ),
    ],
)
def test_a_reading_plan_in_any_order_and_language(text: str) -> None:
    first, second = papers(text)
    assert [(model.name, model.released) for model in (*first.models, *second.models)] == [
        ("scBERT", "2021-08"),
        ("UCE", "2023-11"),
    ]
    assert [mention.text for mention in first.domains] == ["单细胞"]
    assert (first.status, second.status) == (Status.READ, Status.PLANNED)
    assert (first.planned, second.planned) == (1, 2)
    assert [one.value for one in first.identifiers] == ["10.1038/s42256-022-00534-z"]
    assert first.title is None
    assert first.versions[0].date is None, "the release date of a model is not the date of its paper"


def test_a_table_without_status_column_plans_nothing() -> None:
    first, second = papers(
        table("模型;发布日期;状态", f"[scBERT]({SCBERT});2021-08;准备中")
        + "\n暂不计划：\n\n"
        + table("模型;发布日期", "[ProGen](https://arxiv.org/abs/2004.03497);2020-03")
    )
    assert (first.status, first.planned) == (Status.PREPARING, 1)
    assert (second.status, second.planned) == (None, None)


def test_a_model_without_paper_stands_for_itself() -> None:
    (record,) = reading(table("Model;Params;Architecture;Date", "BioGPT;347M;GPT-2;2022.10")).records
    assert isinstance(record, ModelRecord)
    assert (record.name, record.parameters, record.architecture, record.released) == (
        "BioGPT",
        "347M",
        "GPT-2",
        "2022-10",
    )


def test_a_models_table_with_papers_code_and_weights() -> None:
    (record,) = papers(
        table(
            "Model;Params;Data;Paper;Code;HF",
            "**ESM-1b**;650M;UR50;PNAS [link](https://doi.org/10.1073/pnas.2016239118), [bioRxiv](https://www.biorxiv.org/content/10.1101/622803v4);"
            "[:octocat:](https://github.com/facebookresearch/esm);[HF](https://huggingface.co/facebook/esm1b)",
        )
    )
    (model,) = record.models
    assert (model.name, model.parameters, model.pretraining_data) == ("ESM-1b", "650M", "UR50")
    assert {(version.kind, version.venue) for version in record.versions} == {
        (VersionKind.PUBLISHED, "PNAS"),
        (VersionKind.PREPRINT, "bioRxiv"),
    }
    assert [(link.kind, link.title) for link in record.links] == [("code", ""), ("weights", "")]


# -- papers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        table(
            "Year;Title;Venue;Paper;Code",
            f"2022;scBERT as a large-scale model;Nature Machine Intelligence;[link]({SCBERT});[code](https://github.com/a/b)",
        ),
        table(
            "Paper;Venue;Date;Links",
            f"[scBERT as a large-scale model]({SCBERT});nature machine intelligence;2022;[code](https://github.com/a/b)",
        ),
        table(
            "序号;论文题目;期刊;年份;代码;链接",
            f"1;scBERT as a large-scale model;Nature Machine Intelligence;2022年;[GitHub](https://github.com/a/b);{SCBERT}",
        ),
        table(
            "Title;Publication;Code",
            f"scBERT as a large-scale model;[Nature Machine Intelligence 2022]({SCBERT});[Star](https://github.com/a/b)",
        ),
        table(
            ";;",
            f"2022;[scBERT as a large-scale model]({SCBERT}), Nature Machine Intelligence;[code](https://github.com/a/b)",
        ),
        "<table><tr><th>Title</th><th>Venue</th><th>Paper</th><th>Code</th></tr>\n<tr>"
        "<td>scBERT as a large-scale model</td>"
        f'<td>Nature Machine Intelligence 2022</td><td><a href="{SCBERT}">link</a></td><td><a href="https://github.com/a/b">code</a></td></tr></table>\n',
        "Title | Venue | Paper | Code\n--- | --- | --- | ---\n"
        "scBERT as a large-scale model | Nature Machine Intelligence 2022 | doi:10.1038/s42256-022-00534-z"
        " | https://github.com/a/b\n",
    ],
)
def test_a_table_of_papers_in_any_shape(text: str) -> None:
    (record,) = papers(text)
    assert record.title == "scBERT as a large-scale model"
    assert [one.value for one in record.identifiers] == ["10.1038/s42256-022-00534-z"]
    assert [(version.venue, version.date) for version in record.versions] == [("Nature Machine Intelligence", "2022")]
    assert [(link.kind, link.url) for link in record.links] == [("code", "https://github.com/a/b")]


def test_a_date_column_beside_titles_dates_the_paper() -> None:
    (record,) = papers(
        table("Date;Title;Link", "2023-01-05;Some title about many cells;[arXiv](https://arxiv.org/abs/2301.10003)")
    )
    assert [version.date for version in record.versions] == ["2023-01-05"]


def test_authors_and_keywords() -> None:
    (record,) = papers(
        table(
            "Title;Authors;Year;Keywords", "Some title about many cells;A. Byron, Grace Hopper et al.;2021;RNA, atlas"
        )
    )
    assert [author.family for author in record.authors] == ["Byron", "Hopper"]
    assert not record.authors_complete
    assert record.tags == ("RNA", "atlas")


def test_signs_for_nothing_are_nothing() -> None:
    (record,) = papers(
        table("Title;Venue;Paper;Code", "Some title about many cells;-;https://arxiv.org/abs/2301.1;N/A")
    )
    assert record.links == ()
    assert [version.venue for version in record.versions] == [None]


@pytest.mark.parametrize(
    "title", ["[scBERT] scBERT:a title of a paper on cells", "[scBERT] A title of a paper on cells"]
)
def test_a_name_before_a_title_is_no_venue(title: str) -> None:
    """Beside a column of venues it was a second one, and took the year from the first."""
    (record,) = papers(table("Year;Title;Venue;Link", f"2022;**{title}**;BIB;[link]({SCBERT})"))
    assert [(version.venue, version.date) for version in record.versions] == [("BIB", "2022")]
    assert [model.name for model in record.models] == ["scBERT"]


def test_surplus_cells_belong_to_the_title() -> None:
    found = reading(
        "| Title | Paper |\n|---|---|\n| Some title with a | inside it | [arXiv](https://arxiv.org/abs/2301.10003) |\n"
    )
    (record,) = found.records
    assert isinstance(record, PaperRecord)
    assert record.title == "Some title with a | inside it"
    assert [one.value for one in record.identifiers] == ["2301.10003"]
    assert [(problem.code, problem.line) for problem in found.problems] == [("ragged-row", 3)]


def test_surplus_links_belong_to_the_last_column() -> None:
    """The venue would become part of the title, and the second repository the paper's page."""
    (record,) = papers(
        table(
            "Year;Title;Venue;Paper;Code",
            "2021;Some title about many cells;NeurIPS;[link](https://arxiv.org/abs/2301.10003);"
            "[link](https://github.com/a/b);[link](https://github.com/c/d)",
        ).replace("|---|---|---|---|---|---|", "|---|---|---|---|---|")
    )
    assert record.title == "Some title about many cells"
    assert ("NeurIPS", "2021") in [(version.venue, version.date) for version in record.versions]
    assert [link.url for link in record.links] == ["https://github.com/a/b", "https://github.com/c/d"]


@pytest.mark.parametrize("header", ["Year / Venue", "Venue/Year", "Conference & Date", "年份/期刊"])
def test_titles_with_their_links_beside_them(header: str) -> None:
    """The column with the venue would be taken for the names of all rows, and no title would be read."""
    (record,) = papers(
        table(
            f"{header};Paper;Tags",
            "2021 *Nature Methods*;**A title of a paper on cells** [[paper]](https://arxiv.org/abs/2301.10003)"
            " [[code]](https://github.com/a/b);`RNA`",
        )
    )
    assert record.title == "A title of a paper on cells"
    assert ("Nature Methods", "2021") in [(version.venue, version.date) for version in record.versions]
    assert [(link.kind, link.url) for link in record.links] == [("code", "https://github.com/a/b")]
    assert record.models == ()


def test_a_venue_with_its_link_is_no_title() -> None:
    (record,) = papers(
        table("Model;Paper;Code", f"scBERT;Nature Machine Intelligence 2022 [link]({SCBERT});https://github.com/a/b")
    )
    assert record.title is None
    assert [(version.venue, version.date) for version in record.versions] == [("Nature Machine Intelligence", "2022")]


def test_papers_among_the_code_stay_papers() -> None:
    """Their identifiers would be lost, and their pages stored as code."""
    for header, cell in (
        ("Title;Code", f"[[Paper]]({SCBERT}) [[Code]](https://github.com/a/b)"),
        ("Title;Paper & Code", f"[Paper]({SCBERT}), [Code](https://github.com/a/b)"),
    ):
        (record,) = papers(table(header, f"A title of a paper on cells;{cell}"))
        assert [one.value for one in record.identifiers] == ["10.1038/s42256-022-00534-z"]
        assert [(link.kind, link.url) for link in record.links] == [("code", "https://github.com/a/b")]


def test_how_papers_were_presented_plans_nothing() -> None:
    (record,) = papers(table("Title;Status;Link", f"A title of a paper on cells;Poster;{SCBERT}"))
    assert (record.status, record.planned) == (None, None)
    assert record.note == "Status: Poster"


def test_short_rows_and_empty_rows() -> None:
    found = reading("| Title | Paper | Code |\n|---|---|---|\n| Some title about many cells |\n| | | |\n| ... | | |\n")
    titles = [record.title for record in found.records if isinstance(record, PaperRecord)]
    assert titles[:1] == ["Some title about many cells"]


def test_each_row_keeps_its_line_and_its_section() -> None:
    first, second = papers(
        "# A\n\n## B\n\n"
        + table("Title;Year", "First title about many cells;2021", "Second title about many cells;2022")
    )
    assert (first.origin.line, second.origin.line) == (7, 8)
    assert first.origin.section == ("A", "B")


def test_a_domain_column_is_what_the_writer_chose() -> None:
    (record,) = papers("## DNA\n\n" + table("Title;Category;Year", "Some title about many cells;spatial omics;2021"))
    assert [(mention.text, mention.guessed) for mention in record.domains] == [("spatial omics", False)]


def test_a_timeline_of_models_in_a_grid() -> None:
    found = papers(
        "| Flow |  |  |\n|:--:|:--:|:--:|\n"
        "| &rarr; | <sub>2022.01</sub><br>**[RNABert](https://doi.org/10.1093/nargab/lqac012)** |"
        " <sub>2022.04</sub><br>**[Orthrus](https://arxiv.org/abs/2204.00300)** |\n"
    )
    assert [(record.models[0].name, record.title) for record in found] == [("RNABert", None), ("Orthrus", None)]
    assert [record.versions[0].date for record in found] == ["2022-01", "2022-04"]


def test_several_papers_in_a_cell() -> None:
    """Their identifiers made one paper of three."""
    found = papers(
        table(
            "Goal;Where to begin",
            "See;**[A world of cells and tissues, and how to model it](https://doi.org/10.1016/j.cell.2024.11.015)**"
            " · [UCE](https://arxiv.org/abs/2301.00001) · [A view](https://arxiv.org/abs/2301.00002)",
            "Know;[Orthrus](https://arxiv.org/abs/2301.00003), [scGPT](https://arxiv.org/abs/2301.00004)",
        )
    )
    assert [len(record.identifiers) for record in found] == [1] * 5
    assert [record.title for record in found] == ["A world of cells and tissues, and how to model it", *[None] * 4]
    assert [[model.name for model in record.models] for record in found[1:]] == [["UCE"], [], ["Orthrus"], ["scGPT"]]


# -- datasets ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "header", ["Dataset Name;Modality;Scale;Task;Link", "数据集;数据类型;数据规模;数据任务;数据地址"]
)
def test_a_table_of_datasets(header: str) -> None:
    (record,) = datasets(
        table(
            header,
            "[PBMC 10k](https://doi.org/10.1038/ncomms14049);scRNA-seq;10k  cells;Annotation;https://www.10xgenomics.com/x",
        )
    )
    assert (record.name, record.modality, record.scale, record.task) == (
        "PBMC 10k",
        "scRNA-seq",
        "10k cells",
        "Annotation",
    )
    assert record.url == "https://www.10xgenomics.com/x"
    assert record.paper_identifier is not None
    assert record.paper_identifier.value == "10.1038/ncomms14049"


def test_addresses_as_they_are_written() -> None:
    first, second, third = datasets(
        table(
            "数据集;数据地址",
            "NIH;[link](nihcc.app.box.com/v/x)",
            "A;GSE12345",
            "B;Massively parallel digital profiling of single cells",
        )
    )
    assert first.url == "nihcc.app.box.com/v/x"
    assert (second.url, second.address, second.paper_title) == (None, "GSE12345", None)
    assert third.paper_title == "Massively parallel digital profiling of single cells"


def test_broken_links_and_placeholders_are_told() -> None:
    found = reading(
        table(
            "Dataset;Scale;Link",
            "[A]([https://a.b](https://c.d/x));1;https://e.f",
            "[B]();2;https://g.h",
            ";;https://i.j",
        )
    )
    names = [record.name for record in found.records if isinstance(record, DatasetRecord)]
    assert names == ["A", "B"]
    assert found.records[0].paper_url == "https://c.d/x"  # type: ignore[union-attr]  # both are datasets
    assert [(problem.code, problem.line, problem.entry) for problem in found.problems] == [
        ("nested-link", 3, False),
        ("empty-link", 4, False),
        ("empty-row", 5, True),
    ]


def test_datasets_with_the_titles_of_their_papers() -> None:
    (record,) = datasets(
        table(
            "Dataset;Paper;Size", "PBMC;[Massively parallel digital profiling](https://doi.org/10.1038/ncomms14049);10k"
        )
    )
    assert record.paper_title == "Massively parallel digital profiling"


def test_the_datasets_of_a_note_belong_to_its_model() -> None:
    first, second = datasets(
        "---\ntitle: Reading scGPT\n---\n\n"
        + table("数据集;数据任务;数据地址", "CELLxGENE;预训练;https://a.b", "PBMC;微调;https://c.d")
    )
    assert first.models == (("scGPT", ModelRole.TRAINED_ON),)
    assert second.models == (("scGPT", ModelRole.USES),)


# -- tools ------------------------------------------------------------------------------------------


def test_a_table_of_tools() -> None:
    found = reading(
        table(
            "Tool;Description;Link",
            "Scanpy;Single-cell analysis;https://github.com/scverse/scanpy",
            "Seurat;R toolkit;[link](https://satijalab.org)",
        )
    )
    assert [
        (record.title, record.url, record.remark) for record in found.records if isinstance(record, ResourceRecord)
    ] == [
        ("Scanpy", "https://github.com/scverse/scanpy", "Single-cell analysis"),
        ("Seurat", "https://satijalab.org", "R toolkit"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        table("Metric;Value", "Accuracy;0.9"),
        table("Symbol;Meaning", "✅;read", "🔲;preparing"),
        "## License\n\n" + table("Title;Link", "Some title about many cells;https://arxiv.org/abs/2301.00001"),
        "|---|---|\n",
    ],
)
def test_other_tables_are_no_lists(text: str) -> None:
    found = reading(text)
    assert (found.records, found.problems) == ([], [])


@pytest.mark.parametrize(
    ("cell", "title", "venue"),
    [
        (f"[Byron _et al._, Nat. Methods]({SCBERT})", None, "Nat. Methods"),
        (f"[Byron et al., 2022]({SCBERT})", None, None),
        (f"Byron et al. [link]({SCBERT})", None, None),
        (f"[Byron et al., PLoS Comput Biol (2024)]({SCBERT})", None, "PLoS Comput Biol"),
        (f"[Byron et al., Nature (2023)]({SCBERT})", None, "Nature"),
        (
            f"Byron A, et al. *A title of a paper on cells*. Nature Methods. [link]({SCBERT})",
            "A title of a paper on cells",
            "Nature Methods",
        ),
    ],
)
def test_a_paper_given_by_its_authors(cell: str, title: str | None, venue: str | None) -> None:
    """`Byron et al.` would be its title, or its venue."""
    (record,) = papers(table("Model;Paper;Arch;Species", f"scBERT;{cell};BERT;human"))
    assert record.title == title
    assert [author.family for author in record.authors] == ["Byron"]
    assert {version.venue for version in record.versions} - {None} == ({venue} if venue else set())


def test_columns_that_a_paper_has_no_place_for_are_remarks() -> None:
    """What the author of a list found worth a column would be lost."""
    (record,) = papers(
        table("Title;Species;Task;Link", f"A title of a paper on cells;human;annotation;[pdf]({SCBERT})")
    )
    assert record.note == "Species: human; Task: annotation"


def test_the_data_of_named_models_makes_no_table_of_datasets() -> None:
    icon = '[<img src="https://x.y/github.svg" width="20">](https://github.com/a/cellnet)'
    found = read(
        "| Name | Group | Weights | Released | Architecture | Dataset | Links |\n|---|---|---|---|---|---|---|\n"
        "| [CellNet](https://doi.org/10.1000/x1) | [L](https://a.b) | yes | Dec 2021[*](https://arxiv.org/abs/2112.00001)"
        f" | ViT-S | TCGA | {icon} |\n",
        name="list.md",
    )
    (record,) = found.records
    assert isinstance(record, PaperRecord)
    (model,) = record.models
    assert (model.name, model.pretraining_data, model.released) == ("CellNet", "TCGA", "2021-12")
    assert {one.value for one in record.identifiers} == {"10.1000/x1", "2112.00001"}
    assert [link.url for link in record.links if link.kind == "code"] == ["https://github.com/a/cellnet"]


def test_a_model_with_the_venue_of_its_paper_is_no_mere_resource() -> None:
    found = read(
        "# Awesome AI for Biology\n\n## Protein design\n\n| Name | Description | Link | Paper |\n|---|---|---|---|\n"
        "| CellNet | A model of cells. | [GitHub](https://github.com/a/cellnet) | Nature Methods (2021) |\n",
        name="list.md",
    )
    (record,) = found.records
    assert isinstance(record, PaperRecord)
    assert [(version.venue, version.date) for version in record.versions] == [("Nature Methods", "2021")]
    assert [link.kind for link in record.links] == ["code"]


def test_what_a_thing_is_below_its_name_in_one_cell() -> None:
    datasets = read(
        "## Datasets\n\n| Dataset | Modality | Access |\n|---|---|---|\n"
        "| **[CellBank](https://a.b/bank)**<br><sub>All cells of the body by name</sub> | RNA | Apply to it |\n",
        name="list.md",
    )
    (bank,) = datasets.records
    assert isinstance(bank, DatasetRecord)
    assert (bank.name, bank.url, bank.address, bank.paper_url) == ("CellBank", "https://a.b/bank", None, None)
    tools = read(
        "## Tools\n\n| Tool | License |\n|---|---|\n"
        "| **[Slicer](https://a.b/s)**<br><sub>Desktop platform for images of cells</sub> | MIT |\n",
        name="list.md",
    )
    (tool,) = tools.records
    assert isinstance(tool, ResourceRecord)
    assert tool.title == "Slicer"


def test_papers_by_the_names_of_their_models_with_venues_below_each_other() -> None:
    found = read(
        "## Papers\n\n| Paper | Modalities | Venue | Code |\n|---|---|---|---|\n"
        "| **[CellNet2](https://arxiv.org/abs/2404.00005)**<br><sub>Cells with what is said of them</sub> | text"
        " | NeurIPS 2025<br><sub>arXiv 2024</sub> | - |\n"
        "| **[CellCLIP](https://doi.org/10.1000/x1)**<br><sub>Cells again</sub> | text"
        " | Nature 2020<br><sub>print issue 2022</sub> | [a/cellclip](https://github.com/a/cellclip) |\n",
        name="list.md",
    )
    one, other = (record for record in found.records if isinstance(record, PaperRecord))
    assert (one.title, other.title) == ("CellNet2", "CellCLIP")
    assert {(version.venue, version.date) for version in one.versions} == {("NeurIPS", "2025"), ("arXiv", "2024")}
    assert [(version.venue, version.date) for version in other.versions] == [("Nature", "2020")]
    assert [link.kind for link in other.links] == ["code"]


def test_sentences_without_links_are_no_papers() -> None:
    found = read(
        "| 方向 | 需求场景 | 难度 |\n|---|---|---|\n| 药品查询 | 查询国家药监局药品注册信息 | ⭐⭐ |\n", name="list.md"
    )
    assert found.records == []


def test_the_address_of_a_dataset_may_be_its_paper() -> None:
    found = read(
        "## Datasets\n\n| Database name | Modality | Link |\n|---|---|---|\n"
        "| DigiCell | text | https://arxiv.org/abs/2404.00005 |\n",
        name="list.md",
    )
    (record,) = found.records
    assert isinstance(record, DatasetRecord)
    assert record.url == "https://arxiv.org/abs/2404.00005"
    assert record.paper_identifier is not None


def test_an_answer_is_no_model() -> None:
    """`Model?` says whether there is one: as a name it would join all of the papers that have one."""
    found = read(
        "## Projects\n\n| Year | Paper | Animal | Model? | Data? |\n|---|---|---|---|---|\n"
        "| 2025 | [Byron et al.](https://arxiv.org/abs/2404.00005) | Ape | [Yes](https://github.com/a/ape) | N/A |\n"
        "| 2024 | [ApeNet2](https://arxiv.org/abs/2404.00006) | Ape | [Yes](https://github.com/a/net) | N/A |\n"
        "| 2023 | [ApeVLM](https://arxiv.org/abs/2404.00007) | Any | N/A | N/A |\n",
        name="list.md",
    )
    papers = [record for record in found.records if isinstance(record, PaperRecord)]
    assert len(papers) == len(found.records) == 3
    assert [paper.title for paper in papers] == [None, "ApeNet2", "ApeVLM"]
    assert [author.family for author in papers[0].authors] == ["Byron"]
    assert [[version.date for version in paper.versions] for paper in papers] == [["2025"], ["2024"], ["2023"]]
    assert [[link.kind for link in paper.links] for paper in papers] == [["code"], ["code"], []]
    assert {model.name for paper in papers for model in paper.models} <= {"ApeNet2", "ApeVLM"}


def test_a_cell_of_venues_in_a_column_of_titles_is_no_title() -> None:
    """`Science / bioRxiv` was the title of a paper that has none here."""
    title = "A model of cells and more tissues"
    first, second = papers(
        "| Name | Paper |\n|---|---|\n"
        f"| Alpha | [{title}](https://arxiv.org/abs/2301.00001) |\n"
        "| Beta | [Science](https://doi.org/10.1126/science.a) / [bioRxiv](https://doi.org/10.1101/2024.02.27.5822) |\n"
    )
    assert (first.title, second.title) == (title, None)
    assert [one.name for one in second.models] == ["Beta"]
