"""Headings: what kind of entries follow, whether none do, and which of their words name a domain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from lifesci_fm.text import fold


class Topic(StrEnum):
    """What a section is about, where that changes how its entries are read."""

    SURVEYS = "surveys"
    DATASETS = "datasets"
    LABS = "labs"
    TOOLS = "tools"
    LEARNING = "learning"
    LISTS = "lists"
    MODELS = "models"
    WRITINGS = "writings"
    PREAMBLE = "preamble"  # contents, overview, introduction: nothing but a list of papers is one
    NOTHING = "nothing"  # contributing, licence, news: no entries


#: Hardly entries under them, but perhaps under the headings below: `# Contents` is often the first of a whole list.
_PREAMBLE = re.compile(
    r"(?:table of )?contents?|table of content|table of contents .*|toc|目录|catalog(?:ue)?|导航|index|outline"
    r"|about(?: .{0,12})?|introduction|简介|overview|前言|概述|motivation"
)
#: None under them and below.
_NOTHING = re.compile(
    r"(?:how to )?(?:contribut\w*|add (?:a )?\w*)(?: guide\w*| guidelines| to .*)?|贡献(?:指南)?|如何贡献"
    r"|pull requests?"
    r"|(?:please )?cit(?:e|ation|ations|ing)\b.*|引用|bibtex|how to cite|reference this.*|licen[sc]es?"
    r"|许可(?:证)?|版权.*"
    r"|acknowledge?ments?|致谢|thanks|contacts?(?: us)?|联系(?:方式|我们)?|(?:core )?maintainers?|contributors?|贡献者"
    r"|people|our team|team|团队|star history|stars?"
    r"|faqs?|installation|install|安装|usage|使用(?:方法|说明)?|quick ?start|getting started"
    r"|(?:tag |badge )?legend|tags|图例|badges"
    r"|sponsors?|disclaimer|免责声明|to ?do(?: list)?|roadmap|browse by .*"
    r"|notebooklm notebook|package popularity|read this list on the web|join us|follow us|社区交流|友情链接"
)
#: None under them, unless a heading below says that papers follow (`# News`, `## Papers of the week`).
_NEWS = re.compile(
    r"change ?log|changes|what s new|(?:latest |recent )?(?:news|updates?)(?: .{0,20})?|更新(?:日志|记录)?|新闻|动态"
    r"|announcements?"
)
_PAPERS = re.compile(r"\b(?:papers?|articles|publications)\b|论文|文献")
_TOPICS = (
    (Topic.SURVEYS, re.compile(r"\b(?:surveys?|survery|reviews?|overviews|perspectives?)\b|综述|调研")),
    (
        Topic.DATASETS,
        re.compile(
            r"\b(?:datasets?|data sets?|databases?|corpora|corpus|data$|atlases|benchmark datasets)\b|数据集"
            r"|语料|数据库$|^数据$"
        ),
    ),
    (Topic.LABS, re.compile(r"\b(?:labs?|laborator\w+|research groups?|institutes)\b|实验室|课题组|研究组")),
    (
        Topic.WRITINGS,
        re.compile(
            r"^(?:my |our )?(?:articles|writings|posts|write ups|blog posts)$|文章目录|已.{0,4}写|解读文章|文章列表"
        ),
    ),
    (
        Topic.LISTS,
        re.compile(
            r"\b(?:repositor\w+|awesome|lists?|collections?|similar projects|related projects)\b|相关项目"
            r"|其它? ?awesome|仓库"
        ),
    ),
    (
        Topic.LEARNING,
        re.compile(
            r"\b(?:courses?|tutorials?|lectures?|videos?|learn(?:ing)?$|to learn|books?|blogs?|guides?"
            r"|workshops?|talks)\b|课程|教程|视频|博客|书籍|学习"
        ),
    ),
    (
        Topic.TOOLS,
        re.compile(
            r"\b(?:tools?|toolbox|toolkits?|software|packages?|platforms?|librar\w+|pipelines?|portals?|apps"
            r"|infrastructure)\b|工具|软件|平台|流程"
        ),
    ),
    (Topic.MODELS, re.compile(r"\b(?:models?|llms?|methods?|papers?|foundation)\b|模型|论文|方法")),
)


def topic_of(heading: str, *, own: bool = True) -> Topic | None:
    """What a heading says about the entries under it, or (`own` false) under the headings below it."""
    word = _words(heading)
    if _NOTHING.fullmatch(word) or _NEWS.fullmatch(word):
        return Topic.NOTHING
    if own and _PREAMBLE.fullmatch(word):
        return Topic.PREAMBLE
    topics = [topic for topic, pattern in _TOPICS if pattern.search(word)]
    if Topic.DATASETS in topics and Topic.TOOLS in topics:
        # `Dataset platforms` are platforms, `Web portals and databases` databases; of both, the headings below decide
        last = {
            topic: max(found.end() for found in pattern.finditer(word)) for topic, pattern in _TOPICS if topic in topics
        }
        return Topic.TOOLS if not own or last[Topic.TOOLS] > last[Topic.DATASETS] else Topic.DATASETS
    return topics[0] if topics else None


def hides(headings: Sequence[str]) -> bool:
    """True when one of these headings, outermost first, says that no entries follow, and none below takes it back."""
    news = False
    for word in map(_words, headings):
        if _NOTHING.fullmatch(word):
            return True
        news = _NEWS.fullmatch(word) is not None or (news and not _PAPERS.search(word))
    return news


def _words(heading: str) -> str:
    return fold(re.sub(r"^[\W\d_]+", "", heading) or heading)


_GENERIC_HEADING = re.compile(
    r"\b(?:methods?|models?|papers?|of|the|for|and|on|in|list|lists|important|related|awesome|works?|based"
    r"|foundation|large|language"
    r"|articles?|applications?|general|other|others|misc|miscellaneous|resources?|surveys?|survery|reviews?"
    r"|datasets?|data|code|survey papers"
    r"|recent|latest|research|collection|pretrained|pre trained)\b|模型|论文|方法|相关|列表|大模型|综述|数据集"
    r"|其他|其它",
)


def domain_words(heading: str) -> str:
    """A heading without the words that name no domain: `Papers of spatial omics model` → `spatial omics`."""
    text = re.sub(r"^\s*(?:[\d.]+|[一二三四五六七八九十]+[、.．]|[^\w(（]+)\s*", "", heading)
    kept = [word for word in text.split() if not _GENERIC_HEADING.fullmatch(fold(word)) and fold(word)]
    return " ".join(kept).strip(" -–—:：,，()（）")
