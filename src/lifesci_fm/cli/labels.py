"""What columns, fields, headings and words of fm's own are called in Chinese; in English they go by their names.

Tables, Markdown and pages are labelled in the language of the run (`--lang`, the setting `lang`). What programs read,
TSV, CSV and JSON, keeps the names in every language. Loaded only when something is to be labelled in Chinese.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lifesci_fm.cli.cells import Column
from lifesci_fm.vocabulary import RESOURCE_KINDS, STATUS_LABELS

#: Name of a column, a field or a heading → its Chinese label. What is called the same in Chinese (DOI) is left out.
LABELS: dict[str, str] = {
    "{} papers": "{} 篇论文",
    "… and {} more with {} papers": "……另有 {} 项，共 {} 篇论文",
    "abstract": "摘要",
    "added": "添加时间",
    "address": "地址",
    "alias": "别名",
    "aliases": "别名",
    "architecture": "架构",
    "articles": "解读文章",
    "author": "作者",
    "author_parts": "作者（分项）",
    "authors": "作者",
    "authors_complete": "作者完整",
    "body": "正文",
    "check": "检查项",
    "claims": "各方说法",
    "code": "代码",
    "complete": "完整",
    "datasets": "数据集",
    "date": "日期",
    "domain": "领域",
    "domains": "领域",
    "field": "字段",
    "first_author": "第一作者",
    "guessed": "推测",
    "guessed_domains": "推测的领域",
    "guessed_models": "推测的模型",
    "id": "编号",
    "identifier": "标识",
    "identifiers": "标识",
    "key": "引用键",
    "key_aliases": "旧引用键",
    "kind": "类型",
    "label_zh": "中文名",
    "licence": "许可证",
    "limit": "上限",
    "link": "链接",
    "links": "链接",
    "message": "问题",
    "modality": "数据类型",
    "model": "模型",
    "model released": "模型发布",
    "model_roles": "模型用途",
    "models": "模型",
    "models by release": "模型（按发布时间）",
    "name": "名称",
    "next": "下一篇",
    "next to read": "接下来读",
    "note": "备注",
    "note files": "笔记文件",
    "notes": "笔记",
    "number": "序号",
    "other models": "其他模型",
    "other_models": "其他模型",
    "other_papers": "其他论文",
    "paper": "论文",
    "paper_identifier": "论文标识",
    "paper_title": "论文标题",
    "paper_url": "论文链接",
    "papers": "论文",
    "parameter_count": "参数个数",
    "parameters": "参数量",
    "path": "文件",
    "pending for": "待读时长",
    "plan_position": "计划位次",
    "position": "位次",
    "predecessors": "前代模型",
    "pretraining_data": "预训练数据",
    "priority": "优先级",
    "query": "查询",
    "rating": "评分",
    "read by month": "每月已读",
    "reading": "阅读记录",
    "related": "相关",
    "relations": "相关",
    "released": "发布日期",
    "remark": "说明",
    "remedy": "建议",
    "retracted": "已撤稿",
    "scale": "数据规模",
    "scale_count": "数据量",
    "severity": "程度",
    "sort": "排序",
    "sources": "来源",
    "state": "状态",
    "stated otherwise": "其他说法",
    "status": "状态",
    "successors": "后续模型",
    "tags": "标签",
    "task": "数据任务",
    "title": "标题",
    "tokenisation": "分词方式",
    "topic": "主题",
    "type": "类型",
    "unknown": "未知",
    "updated": "更新时间",
    "url": "链接",
    "value": "内容",
    "venue": "期刊/会议",
    "venues": "期刊/会议",
    "versions": "版本",
    "weights": "权重",
    "what": "项目",
    "why": "理由",
    "year": "年份",
}

_ANSWERS = {"yes": "是", "no": "否"}

#: Column or field → those of its words that are fm's own, in Chinese. Names and what people wrote stay as they are.
WORDS: dict[str, Mapping[str, str]] = {
    "status": {status.value: label for status, label in STATUS_LABELS["zh"].items()},
    "kind": RESOURCE_KINDS,
    "state": {"current": "最新", "changed": "已改动", "missing": "缺失"},
    "severity": {"wrong": "错误", "suspicious": "可疑"},
    "type": {
        "article": "期刊论文",
        "preprint": "预印本",
        "proceedings": "会议论文",
        "chapter": "章节",
        "book": "书",
        "thesis": "学位论文",
        "report": "报告",
        "dataset": "数据集",
        "software": "软件",
        "online": "网页",
        "other": "其他",
    },
    "pending for": {
        "under a month": "不到 1 个月",
        "1 to 3 months": "1 至 3 个月",
        "3 to 6 months": "3 至 6 个月",
        "6 to 12 months": "6 至 12 个月",
        "over a year": "1 年以上",
    },
    "what": LABELS,
    **dict.fromkeys(("complete", "authors_complete", "retracted", "guessed"), _ANSWERS),
}


def label(name: str) -> str:
    """What this is called in Chinese; its name where it is called the same."""
    return LABELS.get(name, name)


def word(field: str, text: str) -> str:
    """The text of a field, in Chinese where it is one of fm's own words."""
    return WORDS.get(field, {}).get(text, text)


def in_chinese(columns: Iterable[Column]) -> list[Column]:
    """The columns with Chinese labels, and with Chinese for the words in them that are fm's own."""
    return [column._replace(label=label(column.name), words=WORDS.get(column.name)) for column in columns]
