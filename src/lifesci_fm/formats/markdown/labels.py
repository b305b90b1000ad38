"""Labels of links, in English and Chinese: what each says it leads to. Compared folded, as headers are."""

from __future__ import annotations

import re
from enum import StrEnum

from lifesci_fm.formats.markdown.phrases import phrases
from lifesci_fm.text import fold


class Role(StrEnum):
    """What a link in an entry leads to."""

    PAPER = "paper"
    CODE = "code"
    WEIGHTS = "weights"
    DATA = "data"
    PROJECT = "project"
    DEMO = "demo"
    VIDEO = "video"
    ARTICLE = "article"
    NOTEBOOK = "notebook"
    SUPPLEMENT = "supplement"
    COMMUNITY = "community"
    OTHER = "other"


_LABELS: dict[Role, frozenset[str]] = {
    Role.PAPER: phrases(
        """
        论文地址 | 原文地址 | 文章链接 | 论文原文 |
        paper | papers | pdf | link | here | abs | abstract | html | article | publication | manuscript | full text |
        fulltext | 论文 | 原文 | 论文链接 | 文献 | ref | reference | doi | camera ready | preprint |
        technical report | tech report | whitepaper | white paper | report | proceedings | paper link | url | 链接 |
        original paper | official paper | paper url | read | arxiv link | paper pdf | 链接地址 | published | journal |
        conference | thesis | pub | ms | source paper | publisher | arxiv version | published version |
        journal version | conference version | paper website | paper page | cite | full paper | pubmed | pmc | medline
        """
    ),
    Role.CODE: phrases(
        """
        代码地址 | 代码仓库 | 源码地址 | 仓库地址 |
        code | codes | github | git | repo | repository | source code | official code | pytorch | tensorflow | tf |
        jax | keras | torch | implementation | 代码 | 源码 | gitlab | bitbucket | codebase | github repo |
        github repository | official | code repo | code link | 代码链接 | 开源代码 | official implementation |
        code data | r package | python package | package | software | source | 代码实现 | toolkit | library |
        unofficial code | code available
        """
    ),
    Role.WEIGHTS: phrases(
        """
        model | models | weights | checkpoint | checkpoints | huggingface | hugging face | hf | weight | 权重 | 模型 |
        modelscope | model weights | pretrained model | pretrained models | model card | hugging face model | ckpt |
        model files | pretrained | hugging face models | modelhub
        """
    ),
    Role.DATA: phrases(
        """
        data | dataset | datasets | 数据 | 数据集 | data link | code data | data code | revised data | benchmark |
        download | 下载 | 下载链接 | database | corpus | figshare | dataset download |
        data download | download data | download dataset | data access
        """
    ),
    Role.PROJECT: phrases(
        """
        项目地址 | 项目链接 |
        project | project page | page | website | web | homepage | home page | site | web server | webserver |
        server | web app | app | portal | platform | 主页 | 官网 | 项目主页 | project website | project link |
        webpage | web page | project homepage | docs | documentation | doc | readthedocs | manual | project site |
        official website | homepage link | company | product | leaderboard | 网站 | 文档
        """
    ),
    Role.DEMO: phrases(
        """
        demo | demos | online demo | playground | space | spaces | gradio | 演示 | replicate
        """
    ),
    Role.VIDEO: phrases(
        """
        video | videos | talk | lecture | recording | youtube | bilibili | 视频 | presentation | teaser | podcast
        """
    ),
    Role.ARTICLE: phrases(
        """
        blog | blogs | blog post | post | news | 知乎 | 知乎文章 | 解读 | note | notes | our notes | tweet | twitter |
        x | thread | 博客 | 文章 | 公众号 | 微信 | medium | zhihu | csdn | 微信公众号 | 公众号文章 | 论文解读 |
        paper read | paper reading | paper notes | 论文阅读 | 论文笔记 |
        blogpost | press | press release | review post | 解读文章 | substack | announcement | commentary | comment |
        comments | highlight | highlights | research highlight | research highlights | news views | editorial |
        perspective | interview | opinion
        """
    ),
    Role.NOTEBOOK: phrases(
        """
        notebook | colab | google colab | tutorial | tutorials | jupyter | jupyter notebook | 教程 | vignette |
        notebooks | r notebook | quickstart | example | examples
        """
    ),
    Role.SUPPLEMENT: phrases(
        """
        supplementary | supplement | supplementary material | supplementary materials | supplemental | supp |
        appendix | si | suppl | poster | slides | slide | bib | bibtex | review | reviews | openreview reviews |
        other supplementary | supporting information | patent | erratum | correction | ppt | citation
        """
    ),
    Role.COMMUNITY: phrases(
        """
        discord | discord group | slack | gitter | forum | community | telegram | discussion | discussions | 社区 |
        group | mailing list
        """
    ),
}
_LABEL_OF = {word: role for role, words in _LABELS.items() for word in words}
#: Labels that say no more than that there is a link: the address decides.
VAGUE_LABELS = phrases(
    """
    link | here | url | source | official | download | 链接 | 下载 | read | 原文 | 链接地址 | page | 下载链接 | data |
    benchmark | report | software | package
    """
)
_ORDINAL = re.compile(r"(?: ?\d{1,2}| [ivx]{1,3}| (?:19|20)\d\d(?: \d{1,2})?)$")
_LABEL_WORDS = (
    (
        re.compile(
            r"^(?:(?:python|matlab|java|c|cpp|r|julia|scala|go|rust|lua|tensorflow|tf|pytorch|torch|keras|jax|theano|caffe"
            r"|official|author|original|unofficial) ){1,3}(?:reference|implementation|version|high performance)$"
            r"|^(?:python|matlab|java|cpp|julia|scala|theano|caffe)$"
        ),
        Role.CODE,
    ),
    (re.compile(r"^(?:\w+ )?(?:code|github|代码|源码)(?: \w+)?$|代码$|源码$"), Role.CODE),
    (
        re.compile(
            r"^(?:c|java|julia|keras|matlab|python|pytorch|r|scala|tensorflow)"
            r" (?:high performance|implementation|reference|version)$"
        ),
        Role.CODE,
    ),
    (
        re.compile(r"^(?:the )?(?:associated )?(?:paper|preprint|manuscript|论文)\b|\b(?:paper|preprint)$|论文$"),
        Role.PAPER,
    ),
    (re.compile(r"^(?:models?|weights?|checkpoints?)(?: [\w.]+){0,3}$|\b(?:weights?|checkpoints?)\b"), Role.WEIGHTS),
    (
        re.compile(
            r"^(?:(?:training|test|raw|processed|figshare|zenodo|hf|full|code|more|source"
            r"|benchmark) )+(?:and )?datas?(?:ets?)?$"
        ),
        Role.DATA,
    ),
    (re.compile(r"^(?:\w+ )?(?:docs|documentation|website|homepage|portal)$"), Role.PROJECT),
    (re.compile(r"^(?:\w+ )?(?:notebook|colab|tutorial)s?$|教程$"), Role.NOTEBOOK),
    (re.compile(r"^(?:\w+ ){0,2}(?:blog|post|news)$|博客$|文章$"), Role.ARTICLE),
    (re.compile(r"^suppl"), Role.SUPPLEMENT),
)


def label_role(label: str) -> Role | None:
    """What a link's label says it leads to (`Code`, `paper 2`, `Model (7B)`); None for a title, a venue or a name."""
    word = fold(label)
    if not word:
        return None
    known = _LABEL_OF.get(word) or _LABEL_OF.get(_ORDINAL.sub("", word))
    if known or len(word.split()) > 4 or ":" in label:
        return known
    return next((role for pattern, role in _LABEL_WORDS if pattern.search(word)), None)


def names_thing(label: str) -> bool:
    """True of a label that names one thing of its kind (`Squidpy tutorials`) rather than the kind alone."""
    first, _, rest = label.partition(" ")
    return bool(rest) and first[:1].isupper() and label_role(first) is None and fold(label) not in _LABEL_OF


def behind_role(label: str) -> str:
    """`paper: Nature 2023` → `Nature 2023`: a label without the word that says what it leads to."""
    word, sign, rest = label.partition(":")
    return rest.strip() if sign and rest.strip() and _LABEL_OF.get(fold(word)) is Role.PAPER else label


def behind_word(label: str) -> str:
    """`Paper Nat Methods 2024` → `Nat Methods 2024`, as the two halves of a badge read; "" when no paper is meant."""
    word, _, rest = label.partition(" ")
    return rest.strip(" :-") if _LABEL_OF.get(fold(word)) is Role.PAPER else ""


def is_ordinal_paper(label: str) -> bool:
    """`paper 1`, `paper2`: one of several works."""
    return re.fullmatch(r"(?:paper|article|preprint|publication) ?\d{1,2}", fold(label)) is not None
