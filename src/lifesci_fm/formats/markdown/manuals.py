"""Pages about one piece of software, which name papers and weights and list neither: READMEs of tools and of models.

Told by commands to type and by headings that say what these are for; a page of many papers is a list all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lifesci_fm.formats.markdown.blocks import Block, Document, Heading, ListBlock, Paragraph
from lifesci_fm.formats.markdown.inline import plain, scan
from lifesci_fm.formats.markdown.titles import is_title
from lifesci_fm.identifiers import Scheme
from lifesci_fm.records import ArticleRecord, PaperRecord, Record

_COMMAND = re.compile(
    r"^\s*(?:[$>%!]\s*)?(?:(?:pip3?|conda|mamba|poetry|uv|npm|brew|apt(?:-get)?|git|cd|python3?|torchrun|accelerate"
    r"|docker|wget|curl|bash|sh|make|Rscript|import|from|library)\s|library\(|install\.packages|remotes::|devtools::"
    r"|BiocManager::)",
    re.M,
)
#: The same in running text, where it begins a line (code may be only indented) or stands in backticks.
_COMMAND_IN_TEXT = re.compile(
    r"(?:^|`)\s*(?:[$>]\s*)?(?:pip3? install|conda (?:install|create|activate)|mamba install|git clone|npm install"
    r"|docker (?:pull|run)|uv (?:add|pip)|install\.packages|(?:devtools|remotes)::|BiocManager::)",
    re.M,
)
_TO_USE = re.compile(
    r"\b(?:install\w*|usage|how to use|quick ?start|getting started|requirements|set ?up|environment|training|inference"
    r"|fine-?tun\w+|checkpoints|model zoo)\b|安装|使用",
    re.I,
)
_LIST = re.compile(
    r"\b(?:awesome|papers?|reading|lists?|collections?|survey|resources)\b|论文|文献|阅读|列表|综述", re.I
)
#: So many papers, or entries of all kinds, make a list of any page.
_LEAST_PAPERS, _LEAST_RECORDS = 8, 40


def is_manual(document: Document, records: Sequence[Record]) -> bool:
    """True of a page that tells how to use something and lists hardly anything."""
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    named = headings and headings[0].level == 1 and _LIST.search(plain(scan(headings[0].text)))
    if named or not any(_TO_USE.search(block.text) for block in headings):
        return False
    if any(isinstance(record, ArticleRecord) for record in records):
        return False
    if len(records) >= _LEAST_RECORDS or sum(map(_is_cited, records)) >= _LEAST_PAPERS:
        return False
    return any(map(_COMMAND.search, document.code)) or any(map(_COMMAND_IN_TEXT.search, _texts(document.blocks)))


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, ListBlock):
            yield from (item.text for item in block.items)


def _is_cited(record: Record) -> bool:
    """True of a paper with its title and a number that others know it by."""
    if not isinstance(record, PaperRecord) or not is_title(record.title or ""):
        return False
    return any(one.scheme is not Scheme.URL for one in record.identifiers)
