"""The words that blocks print around the library's own, in English and Chinese."""

from __future__ import annotations

from lifesci_fm.vocabulary import STATUS_LABELS, Status

#: Column → its header.
HEADERS: dict[str, dict[str, str]] = {
    "en": {
        "model": "Model",
        "released": "Released",
        "domain": "Domain",
        "status": "Status",
        "year": "Year",
        "title": "Title",
        "venue": "Venue",
        "paper": "Paper",
        "code": "Code",
        "weights": "Weights",
        "authors": "Authors",
        "key": "Key",
        "name": "Dataset Name",
        "modality": "Modality",
        "scale": "Scale",
        "task": "Task",
        "link": "Link",
    },
    "zh": {
        "model": "模型",
        "released": "发布日期",
        "domain": "领域",
        "status": "状态",
        "year": "年份",
        "title": "标题",
        "venue": "期刊/会议",
        "paper": "论文",
        "code": "代码",
        "weights": "权重",
        "authors": "作者",
        "key": "引用键",
        "name": "数据集",
        "modality": "数据类型",
        "scale": "数据规模",
        "task": "数据任务",
        "link": "数据地址",
    },
}

#: Reading status as a plan shows it; what is not begun shows nothing.
STATUSES: dict[str, dict[Status, str]] = {
    lang: {
        Status.READ: f":white_check_mark: {words[Status.READ].capitalize()}",
        Status.PREPARING: f":black_square_button: {words[Status.PREPARING].capitalize()}",
    }
    for lang, words in STATUS_LABELS.items()
}

#: What a link of a kind is called when it has no title of its own.
LINKS: dict[str, dict[str, str]] = {
    "en": {
        "link": "Link",
        "paper": "Paper",
        "article": "Article",
        "zhihu": "Zhihu article",
        "code": "Code",
        "weights": "Weights",
        "notebook": "Notebook",
        "pdf": "PDF",
        "project": "Project",
        "demo": "Demo",
        "data": "Data",
        "video": "Video",
    },
    "zh": {
        "link": "链接",
        "paper": "论文",
        "article": "文章",
        "zhihu": "知乎文章",
        "code": "代码",
        "weights": "权重",
        "notebook": "笔记本",
        "pdf": "PDF",
        "project": "主页",
        "demo": "演示",
        "data": "数据",
        "video": "视频",
    },
}

#: Heading of the entries that belong to no group.
OTHER = {"en": "Other", "zh": "其他"}
#: Behind the title of a paper that was retracted.
RETRACTED = {"en": " (retracted)", "zh": "（已撤稿）"}

_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """1 → 一, 12 → 十二, 20 → 二十, 105 → 一百零五; from 1,000 on (and below 1) the digits."""
    if not 0 < number < 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")
