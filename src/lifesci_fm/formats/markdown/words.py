"""The words that lists use, in English and Chinese: column headers, link labels, sections, status signs.

Everything is compared folded (`lifesci_fm.text.fold`): without case, punctuation and surplus blanks.
"""

from __future__ import annotations

import re
from enum import StrEnum

from lifesci_fm.text import fold
from lifesci_fm.vocabulary import STATUS_WORDS, Status


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


_COLUMNS: dict[Column, str] = {
    Column.MODEL: "model|models|model name|模型|模型名称|模型名|method|methods|方法|algorithm|算法|llm|vlm|system|agent",
    Column.TITLE: "title|paper title|titles|title of paper|标题|题目|论文题目|论文标题|论文名|论文名称|文章标题|article title|name of paper"
    "|article|resource|work",
    Column.DATASET: "dataset|datasets|dataset name|data set|数据集|数据集名称|数据集名|database|databases|数据库|corpus name|corpus category"
    "|benchmark|benchmarks|benchmark name|基准|data source|语料库",
    Column.NAME: "name|names|project|projects|tool|tools|software|package|framework|library|名称|工具|项目|软件|平台|platform|resources name",
    Column.DATE: "date|release date|released|release|release time|发布日期|发布时间|日期|时间|publication date|published|pub date|time|month"
    "|first release|date released|更新时间|release year|published date",
    Column.YEAR: "year|年份|年|发表年份|publication year|years",
    Column.VENUE: "venue|venues|journal|conference|journal conference|conference journal|venue year|期刊|会议|期刊会议|会议期刊|发表|发表于"
    "|publisher|published in|publication venue|source journal|出处|刊物|publication|accepted|pub",
    Column.AUTHORS: "author|authors|作者|first author|第一作者|by",
    Column.PAPER: "paper|papers|论文|paper link|论文链接|原文|原文链接|文献|pdf|arxiv|doi|paper url|preprint|reference|references|ref|citation|论文地址|文章",
    Column.CODE: "code|codes|github|代码|源码|repo|repository|implementation|code link|source code|git|开源|开源代码|代码链接|open source"
    "|code url|official code|github link",
    Column.WEIGHTS: "weights|checkpoint|checkpoints|权重|hugging face|huggingface|model zoo|weight|pretrained model|model link|model weights|hf",
    Column.LINKS: "links|resources|docs|documentation|project page|homepage|home page|demo|materials|url s|相关链接|资源|其他|others|web|page",
    Column.ADDRESS: "link|url|链接|地址|网址|数据地址|下载|下载链接|获取链接|official website|website|download|access|download link|官网|下载地址"
    "|data link|dataset link|availability|主页|数据链接",
    Column.DOMAIN: "domain|domains|领域|研究领域|field|fields|area|方向|研究方向|类别|category|categories|topic|topics|分类|subject|omics",
    Column.STATUS: "status|状态|进度|阅读状态|reading status|progress|是否解读|解读状态|read|完成情况|解读",
    Column.PARAMETERS: "parameters|params|parameter|参数|参数量|para b|para|model size|number of parameters|parameter size|模型大小|size b|params b",
    Column.CORPUS: "pretraining corpus|pretraining data|pre training data|training data|预训练数据|训练数据|pretraining dataset|training corpus"
    "|pre training dataset|training dataset|corpus|pre training corpus|data",
    Column.ARCHITECTURE: "architecture|base|backbone|base model|model type|架构|基座|基座模型|模型架构|network",
    Column.SCALE: "scale|数据规模|规模|数据大小|数据量|size|samples|sample size|number of samples|cells|cell number|数量|data size|volume|数据数量"
    "|images|cases|dataset size",
    Column.MODALITY: "modality|modalities|数据类型|text types|data type|data types|模态|image type|omics type|type of data|data modality",
    Column.TASK: "task|tasks|数据任务|任务|task type|用途|downstream task|downstream tasks|application|applications|purpose",
    Column.NOTE: "note|notes|description|discription|comment|comments|summary|备注|说明|简介|内容概述|描述|remark|remarks|highlights|tldr|features"
    "|abstract|摘要|brief|key points|介绍|功能|overview",
    Column.KEYWORDS: "keyword|keywords|关键词|tags|tag|标签",
    Column.NUMBER: "no|id|index|序号|编号|rank|number|num",
}
_COLUMN_OF = {word: column for column, words in _COLUMNS.items() for word in words.split("|")}
_COLUMN_ENDS = (
    (re.compile(r"(?:^| )(?:model|llm|vlm|models)$"), Column.MODEL),
    (re.compile(r"(?:^| )(?:datasets?|benchmarks?|databases?|corpora)$"), Column.DATASET),
    (re.compile(r"(?:^| )title$|标题$|题目$"), Column.TITLE),
    (re.compile(r"(?:^| )(?:date|日期)$|日期$|时间$"), Column.DATE),
    (re.compile(r"(?:^| )year$"), Column.YEAR),
    (re.compile(r"(?:^| )(?:venue|journal|conference)s?$|期刊$|会议$"), Column.VENUE),
    (re.compile(r"(?:^| )(?:code|github|repo)$|代码$"), Column.CODE),
    (re.compile(r"(?:^| )papers?$|论文$"), Column.PAPER),
    (re.compile(r"(?:^| )(?:link|url|website)$|链接$|地址$"), Column.ADDRESS),
    (re.compile(r"(?:^| )(?:parameters|params)$"), Column.PARAMETERS),
)


def column_of(header: str) -> Column | None:
    """What a column header says its column holds; None for words nobody knows."""
    word = fold(header)
    if not word:
        return None
    found = _COLUMN_OF.get(word) or _COLUMN_OF.get(word.replace(" ", ""))
    return found or next((column for pattern, column in _COLUMN_ENDS if pattern.search(word)), None)


_LABELS: dict[Role, str] = {
    Role.PAPER: "paper|papers|pdf|link|here|abs|abstract|html|article|publication|manuscript|full text|fulltext|论文|原文|论文链接|文献"
    "|ref|reference|doi|camera ready|preprint|technical report|tech report|whitepaper|white paper|report|proceedings|paper link|url|链接"
    "|original paper|official paper|paper url|read|arxiv link|paper pdf|链接地址|published|journal|conference|thesis|pub|ms|source paper"
    "|publisher|arxiv version|published version|journal version|conference version|paper website|paper page|cite|full paper|pubmed|pmc|medline",
    Role.CODE: "code|codes|github|git|repo|repository|source code|official code|pytorch|tensorflow|tf|jax|keras|torch|implementation|代码"
    "|源码|gitlab|bitbucket|codebase|github repo|github repository|official|code repo|code link|代码链接|开源代码|official implementation|code data"
    "|r package|python package|package|software|source|代码实现|toolkit|library|unofficial code|code available",
    Role.WEIGHTS: "model|models|weights|checkpoint|checkpoints|huggingface|hugging face|hf|weight|权重|模型|modelscope|model weights"
    "|pretrained model|pretrained models|model card|hugging face model|ckpt|model files|pretrained|hugging face models|modelhub",
    Role.DATA: "data|dataset|datasets|数据|数据集|data link|code data|data code|revised data|benchmark|download|下载|下载链接|database|corpus|figshare",
    Role.PROJECT: "project|project page|page|website|web|homepage|home page|site|web server|webserver|server|web app|app|portal"
    "|platform|主页|官网|项目主页|project website|project link|webpage|web page|project homepage|docs|documentation|doc|readthedocs|manual"
    "|project site|official website|homepage link|company|product|leaderboard|网站|文档",
    Role.DEMO: "demo|demos|online demo|playground|space|spaces|gradio|演示|replicate",
    Role.VIDEO: "video|videos|talk|lecture|recording|youtube|bilibili|视频|presentation|teaser|podcast",
    Role.ARTICLE: "blog|blogs|blog post|post|news|知乎|知乎文章|解读|note|notes|our notes|tweet|twitter|x|thread|博客|文章|公众号|微信|medium|zhihu"
    "|csdn|微信公众号|公众号文章|论文解读|blogpost|press|press release|review post|解读文章|substack|announcement|commentary|comment|comments|highlight|highlights|research highlight|research highlights|news views|editorial|perspective|interview|opinion",
    Role.NOTEBOOK: "notebook|colab|google colab|tutorial|tutorials|jupyter|jupyter notebook|教程|vignette|notebooks|r notebook|quickstart|example|examples",
    Role.SUPPLEMENT: "supplementary|supplement|supplementary material|supplementary materials|supplemental|supp|appendix|si|suppl|poster"
    "|slides|slide|bib|bibtex|review|reviews|openreview reviews|other supplementary|supporting information|patent|erratum|correction|ppt|citation",
    Role.COMMUNITY: "discord|discord group|slack|gitter|forum|community|telegram|discussion|discussions|社区|group|mailing list",
}
_LABEL_OF = {word: role for role, words in _LABELS.items() for word in words.split("|")}
#: Labels that say no more than that there is a link: the address decides.
VAGUE_LABELS = frozenset(
    ["link", "here", "url", "source", "official", "download", "链接", "下载", "read", "原文", "链接地址", "page", "下载链接", "data", "benchmark", "report", "software", "package"]
)
_ORDINAL = re.compile(r"(?: ?\d{1,2}| [ivx]{1,3}| (?:19|20)\d\d)$")
_LABEL_WORDS = (
    (re.compile(r"^(?:\w+ )?(?:code|github|代码|源码)(?: \w+)?$|代码$|源码$"), Role.CODE),
    (
        re.compile(r"^(?:the )?(?:associated )?(?:paper|preprint|manuscript|论文)\b|\b(?:paper|preprint)$|论文$"),
        Role.PAPER,
    ),
    (re.compile(r"^(?:models?|weights?|checkpoints?)(?: [\w.]+){0,3}$|\b(?:weights?|checkpoints?)\b"), Role.WEIGHTS),
    (
        re.compile(
            r"^(?:(?:training|test|raw|processed|figshare|zenodo|hf|full|code|more|source|benchmark) )+(?:and )?datas?(?:ets?)?$"
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


def is_ordinal_paper(label: str) -> bool:
    """`paper 1`, `paper2`: one of several works."""
    return re.fullmatch(r"(?:paper|article|preprint|publication) ?\d{1,2}", fold(label)) is not None


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
    NOTHING = "nothing"  # contents, contributing, licence, news: no entries


_NOTHING = re.compile(
    r"(?:table of )?contents?|table of content|toc|目录|catalog(?:ue)?|导航|index|outline"
    r"|(?:how to )?(?:contribut\w*|add (?:a )?\w*)(?: guide\w*| guidelines| to .*)?|贡献(?:指南)?|如何贡献|pull requests?"
    r"|(?:please )?cit(?:e|ation|ations|ing)\b.*|引用|bibtex|how to cite|reference this.*|licen[sc]es?|许可(?:证)?|版权.*"
    r"|acknowledge?ments?|致谢|thanks|contacts?(?: us)?|联系(?:方式|我们)?|(?:core )?maintainers?|contributors?|贡献者"
    r"|people|our team|team|团队|star history|stars?|change ?log|changes|what s new|(?:latest )?(?:news|updates?)(?: .{0,20})?|更新(?:日志|记录)?|新闻|动态"
    r"|announcements?|faqs?|installation|install|安装|usage|使用(?:方法|说明)?|quick ?start|getting started|(?:tag |badge )?legend|tags|图例|badges"
    r"|sponsors?|disclaimer|免责声明|to ?do(?: list)?|roadmap|browse by .*|about(?: .{0,12})?|introduction|简介|overview|前言|概述|motivation"
    r"|notebooklm notebook|package popularity|read this list on the web|join us|follow us|社区交流|友情链接|table of contents .*"
)
_TOPICS = (
    (Topic.SURVEYS, re.compile(r"\b(?:surveys?|survery|reviews?|overviews|perspectives?)\b|综述|调研")),
    (
        Topic.DATASETS,
        re.compile(
            r"\b(?:datasets?|data sets?|databases?|corpora|corpus|data$|atlases|benchmark datasets)\b|数据集|语料|数据库$|^数据$"
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
            r"\b(?:repositor\w+|awesome|lists?|collections?|similar projects|related projects)\b|相关项目|其它? ?awesome|仓库"
        ),
    ),
    (
        Topic.LEARNING,
        re.compile(
            r"\b(?:courses?|tutorials?|lectures?|videos?|learn(?:ing)?$|to learn|books?|blogs?|guides?|workshops?|talks)\b|课程|教程|视频|博客|书籍|学习"
        ),
    ),
    (
        Topic.TOOLS,
        re.compile(
            r"\b(?:tools?|toolbox|toolkits?|software|packages?|platforms?|librar\w+|pipelines?|portals?|apps|infrastructure)\b|工具|软件|平台|流程"
        ),
    ),
    (Topic.MODELS, re.compile(r"\b(?:models?|llms?|methods?|papers?|foundation)\b|模型|论文|方法")),
)


def topic_of(heading: str, *, own: bool = True) -> Topic | None:
    """What a heading says about the entries under it, or (`own` false) under the headings below it."""
    word = fold(re.sub(r"^[\W\d_]+", "", heading) or heading)
    if _NOTHING.fullmatch(word):
        return Topic.NOTHING
    topics = [topic for topic, pattern in _TOPICS if pattern.search(word)]
    if Topic.DATASETS in topics and Topic.TOOLS in topics:
        # `Dataset platforms` are platforms, `Web portals and databases` databases; of both, the headings below decide
        last = {
            topic: max(found.end() for found in pattern.finditer(word)) for topic, pattern in _TOPICS if topic in topics
        }
        return Topic.TOOLS if not own or last[Topic.TOOLS] > last[Topic.DATASETS] else Topic.DATASETS
    return topics[0] if topics else None


_GENERIC_HEADING = re.compile(
    r"\b(?:methods?|models?|papers?|of|the|for|and|on|in|list|lists|important|related|awesome|works?|based|foundation|large|language"
    r"|articles?|applications?|general|other|others|misc|miscellaneous|resources?|surveys?|survery|reviews?|datasets?|data|code|survey papers"
    r"|recent|latest|research|collection|pretrained|pre trained)\b|模型|论文|方法|相关|列表|大模型|综述|数据集|其他|其它",
)


def domain_words(heading: str) -> str:
    """A heading without the words that name no domain: `Papers of spatial Transcriptomics model` → `spatial Transcriptomics`."""
    text = re.sub(r"^\s*(?:[\d.]+|[^\w(（]+)\s*", "", heading)
    kept = [word for word in text.split() if not _GENERIC_HEADING.fullmatch(fold(word)) and fold(word)]
    return " ".join(kept).strip(" -–—:：,，()（）")


_STATUS_SIGNS: dict[str, Status] = {
    "✅": Status.READ, "☑": Status.READ, "✔": Status.READ, "🆗": Status.READ, "🟢": Status.READ,
    ":white_check_mark:": Status.READ, ":heavy_check_mark:": Status.READ, ":ballot_box_with_check:": Status.READ, "[x]": Status.READ,
    "🔲": Status.PREPARING, "⏳": Status.PREPARING, "🚧": Status.PREPARING, "🔄": Status.PREPARING, "📖": Status.PREPARING, "🟡": Status.PREPARING,
    ":black_square_button:": Status.PREPARING, ":hourglass:": Status.PREPARING, ":hourglass_flowing_sand:": Status.PREPARING,
    ":construction:": Status.PREPARING, ":book:": Status.PREPARING,
    "⬜": Status.PLANNED, "☐": Status.PLANNED, "📌": Status.PLANNED, ":white_large_square:": Status.PLANNED, "[ ]": Status.PLANNED,
}  # fmt: skip


def status_of(text: str) -> Status | None:
    """The status a cell states by its words, else by its sign (emoji or shortcode)."""
    words = re.sub(r":[a-z0-9_+-]+:", " ", text.casefold())
    words = " ".join(re.sub(r"[^\w\s\u4e00-\u9fff]", " ", words).split())
    if words in STATUS_WORDS:
        return STATUS_WORDS[words]
    named = next((status for word, status in STATUS_WORDS.items() if not word.isascii() and word in words), None)
    return named or next((status for sign, status in _STATUS_SIGNS.items() if sign in text.casefold()), None)
