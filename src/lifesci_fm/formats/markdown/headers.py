"""Headers of columns, in English and Chinese. Compared folded: without case, punctuation and surplus blanks."""

from __future__ import annotations

import re
from enum import StrEnum

from lifesci_fm.formats.markdown.phrases import phrases
from lifesci_fm.text import fold


class Column(StrEnum):
    """What a column of a table holds."""

    MODEL = "model"
    TITLE = "title"
    DATASET = "dataset"
    NAME = "name"  # of a tool, project or resource
    DATE = "date"
    YEAR = "year"
    VENUE = "venue"
    AUTHORS = "authors"
    PAPER = "paper"
    CODE = "code"
    WEIGHTS = "weights"
    LINKS = "links"
    ADDRESS = "address"
    DOMAIN = "domain"
    STATUS = "status"
    PARAMETERS = "parameters"
    CORPUS = "corpus"
    ARCHITECTURE = "architecture"
    SCALE = "scale"
    MODALITY = "modality"
    TASK = "task"
    NOTE = "note"
    KEYWORDS = "keywords"
    NUMBER = "number"


_COLUMNS: dict[Column, frozenset[str]] = {
    Column.MODEL: phrases(
        """
        model | models | model name | 模型 | 模型名称 | 模型名 | method | methods | 方法 | algorithm | 算法 | llm |
        vlm | system | agent
        """
    ),
    Column.TITLE: phrases(
        """
        title | paper title | titles | title of paper | 标题 | 题目 | 论文题目 | 论文标题 | 论文名 | 论文名称 |
        文章标题 | article title | name of paper | article | resource | work
        """
    ),
    Column.DATASET: phrases(
        """
        dataset | datasets | dataset name | data set | 数据集 | 数据集名称 | 数据集名 | database | databases |
        database name | 数据库 | corpus name | corpus category | benchmark | benchmarks | benchmark name | 基准 |
        data source | 语料库
        """
    ),
    Column.NAME: phrases(
        """
        name | names | project | projects | tool | tools | software | package | framework | library | 名称 | 工具 |
        项目 | 软件 | 平台 | platform | resources name
        """
    ),
    Column.DATE: phrases(
        """
        date | release date | released | release | release time | 发布日期 | 发布时间 | 日期 | 时间 |
        publication date | published | pub date | time | month | first release | date released | 更新时间 |
        release year | published date
        """
    ),
    Column.YEAR: phrases("year | 年份 | 年 | 发表年份 | publication year | years"),
    Column.VENUE: phrases(
        """
        venue | venues | journal | conference | journal conference | conference journal | venue year | 期刊 | 会议 |
        期刊会议 | 会议期刊 | 发表 | 发表于 | publisher | published in | publication venue | source journal | 出处 |
        刊物 | publication | accepted | pub
        """
    ),
    Column.AUTHORS: phrases("author | authors | 作者 | first author | 第一作者 | by"),
    Column.PAPER: phrases(
        """
        paper | papers | 论文 | paper link | 论文链接 | 原文 | 原文链接 | 文献 | pdf | arxiv | doi | paper url |
        preprint | reference | references | ref | citation | 论文地址 | 文章
        """
    ),
    Column.CODE: phrases(
        """
        code | codes | github | 代码 | 源码 | repo | repository | implementation | code link | source code | git |
        开源 | 开源代码 | 代码链接 | open source | code url | official code | github link
        """
    ),
    Column.WEIGHTS: phrases(
        """
        weights | checkpoint | checkpoints | 权重 | hugging face | huggingface | model zoo | weight |
        pretrained model | model link | model weights | hf
        """
    ),
    Column.LINKS: phrases(
        """
        links | resources | docs | documentation | project page | homepage | home page | demo | materials | url s |
        相关链接 | 资源 | 其他 | others | web | page
        """
    ),
    Column.ADDRESS: phrases(
        """
        link | url | 链接 | 地址 | 网址 | 数据地址 | 下载 | 下载链接 | 获取链接 | official website | website |
        download | access | download link | 官网 | 下载地址 | data link | dataset link | availability | 主页 |
        数据链接
        """
    ),
    Column.DOMAIN: phrases(
        """
        domain | domains | 领域 | 研究领域 | field | fields | area | 方向 | 研究方向 | 类别 | category | categories |
        topic | topics | 分类 | subject | omics
        """
    ),
    Column.STATUS: phrases(
        """
        status | 状态 | 进度 | 阅读状态 | reading status | progress | 是否解读 | 解读状态 | read | 完成情况 | 解读
        """
    ),
    Column.PARAMETERS: phrases(
        """
        parameters | params | parameter | 参数 | 参数量 | para b | para | model size | number of parameters |
        parameter size | 模型大小 | size b | params b
        """
    ),
    Column.CORPUS: phrases(
        """
        pretraining corpus | pretraining data | pre training data | training data | 预训练数据 | 训练数据 |
        pretraining dataset | training corpus | pre training dataset | training dataset | corpus |
        pre training corpus | data
        """
    ),
    Column.ARCHITECTURE: phrases(
        """
        architecture | base | backbone | backbones | base model | base models | model type | 架构 | 基座 | 基座模型 |
        模型架构 | network | 骨干 | 骨干网络 | 骨干模型 | 主干 | 主干网络 | 底座 | 底座模型
        """
    ),
    Column.SCALE: phrases(
        """
        scale | 数据规模 | 规模 | 数据大小 | 数据量 | size | samples | sample size | number of samples | cells |
        cell number | 数量 | data size | volume | 数据数量 | images | cases | dataset size
        """
    ),
    Column.MODALITY: phrases(
        """
        modality | modalities | 数据类型 | text types | data type | data types | 模态 | image type | omics type |
        type of data | data modality
        """
    ),
    Column.TASK: phrases(
        """
        task | tasks | 数据任务 | 任务 | task type | 用途 | downstream task | downstream tasks | application |
        applications | purpose
        """
    ),
    Column.NOTE: phrases(
        """
        note | notes | description | discription | comment | comments | summary | 备注 | 说明 | 简介 | 内容概述 |
        描述 | remark | remarks | highlights | tldr | features | abstract | 摘要 | brief | key points | 介绍 | 功能 |
        overview
        """
    ),
    Column.KEYWORDS: phrases("keyword | keywords | 关键词 | tags | tag | 标签"),
    Column.NUMBER: phrases("no | id | index | 序号 | 编号 | rank | number | num"),
}
_COLUMN_OF = {word: column for column, words in _COLUMNS.items() for word in words}
#: Headers that name a kind of models: of those that papers introduce, or of those that they build on.
_KINDS_OF_MODELS = phrases(
    """
    llm | llms | vlm | vlms | mllm | mllms | lm | language model | language models | large language model |
    large language models | foundation model | foundation models | pretrained model | pretrained models |
    pre trained model | pre trained models | 大模型 | 大语言模型 | 语言模型 | 预训练模型
    """
)
#: `Base LLM`, `基座大模型`: what stands there is built on, wherever something else is named.
_BASES = re.compile(r"(?:^| )(?:base|backbone|underlying) (?:model|llm|vlm|mllm|lm)s?$|(?:基座|底座|骨干).{0,3}模型$")
_COLUMN_ENDS = (
    (re.compile(r"(?:^| )(?:backbone|architecture)s?$"), Column.ARCHITECTURE),
    (re.compile(r"(?:^| )(?:model|llm|vlm|models|llms|vlms)$|基座大模型$"), Column.MODEL),
    (re.compile(r"(?:^| )(?:datasets?|benchmarks?|databases?|corpora)$"), Column.DATASET),
    (re.compile(r"(?:^| )title$|标题$|题目$"), Column.TITLE),
    (re.compile(r"(?:^| )(?:date|日期)$|日期$|时间$"), Column.DATE),
    (re.compile(r"(?:^| )year$"), Column.YEAR),
    (re.compile(r"(?:^| )(?:venue|journal|conference)s?(?: info(?:rmation)?)?$|期刊$|会议$"), Column.VENUE),
    (re.compile(r"(?:^| )(?:code|github|repo)$|代码$"), Column.CODE),
    (re.compile(r"(?:^| )papers?$|论文$"), Column.PAPER),
    (re.compile(r"(?:^| )(?:link|url|website)$|链接$|地址$"), Column.ADDRESS),
    (re.compile(r"(?:^| )(?:parameters|params)$"), Column.PARAMETERS),
)


_JOINED = re.compile(r"\s*(?:[/&+,|、，（）()]|\band\b|与|和)\s*", re.I)
#: What a header of several words promises, by the first of these that holds all of them.
_TOGETHER = (
    (frozenset((Column.VENUE, Column.DATE, Column.YEAR)), Column.VENUE),
    (frozenset((Column.PAPER, Column.CODE, Column.WEIGHTS, Column.LINKS, Column.ADDRESS)), Column.LINKS),
    (frozenset((Column.TITLE, Column.PAPER, Column.AUTHORS, Column.VENUE, Column.YEAR, Column.LINKS)), Column.TITLE),
)


def column_of(header: str) -> Column | None:
    """What a column header says its column holds; None for words nobody knows."""
    word = fold(header)
    if not word:
        return None
    found = _COLUMN_OF.get(word) or _COLUMN_OF.get(word.replace(" ", "")) or _joined(header)
    return found or next((column for pattern, column in _COLUMN_ENDS if pattern.search(word)), None)


def names_kind(header: str) -> bool:
    """True of a header that names a kind of models (`LLM`), which a paper may introduce or build on."""
    return fold(header) in _KINDS_OF_MODELS


def names_base(header: str) -> bool:
    """True of a header that says of models that others are built on them (`Base LLM`)."""
    return _BASES.search(fold(header)) is not None


def _joined(header: str) -> Column | None:
    """`Venue / Year`, `Paper & Code`, `Title (Authors)`: several sorts in one column."""
    parts = {_COLUMN_OF.get(fold(part)) for part in _JOINED.split(header) if fold(part)}
    if len(parts) < 2 or None in parts:
        return None
    return next((column for sorts, column in _TOGETHER if parts <= sorts and column in (*parts, Column.LINKS)), None)
