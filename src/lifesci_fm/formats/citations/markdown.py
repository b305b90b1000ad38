"""Citations of Markdown as pandoc reads it: `@key`, `[@key; -@other, p. 3]`, `@{any key}`, and `nocite` up front.

Code, tags, comments and addresses cite nothing, nor do labels of examples (`(@good)`) and the cross-references of
pandoc-crossref and Quarto (`@fig:plot`, `@tbl-results`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from lifesci_fm.formats.citations.cited import Cited, gather

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\n.*?^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_KEY = r"\w(?:\w|[:.#$%&+?<>~/-](?=\w))*"
_MARK = re.compile(rf"(?<![\w@./])-?@(?:\{{([^{{}}\s]+)\}}|(\*)|({_KEY}))")
_CROSS_REFERENCE = re.compile(r"(?:fig|tbl|eq|sec|lst|thm)[:-]")
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(pre|script|style|textarea)\b.*?(?:</\1>|\Z)|<[^<>]*>", re.DOTALL | re.IGNORECASE
)
_EXAMPLE = re.compile(r"^\(@([\w-]+)\)[ \t]", re.MULTILINE)


def cited_in_markdown(text: str) -> Cited:
    """What a Markdown text cites for pandoc."""
    front = _FRONT.match(text)
    body = text[front.end() :] if front else text
    examples = set(_EXAMPLE.findall(body))
    pieces = [front[0] if front else "", *_texts(_parser().parse(body))]
    marks = (mark for piece in pieces for mark in _MARK.finditer(piece))
    keys = (mark[1] or mark[2] or mark[3] for mark in marks)
    return gather(key for key in keys if key not in examples and not _CROSS_REFERENCE.match(key))


@cache
def _parser() -> MarkdownIt:
    """CommonMark with escapes apart; link definitions are read as text, for `[^1]: @key` is a footnote to pandoc."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").disable(["reference", "text_join"])


def _texts(tokens: Sequence[Token]) -> Iterator[str]:
    """The running text, paragraph by paragraph; what is no text (code, HTML, an escaped sign) is a blank or a sign."""
    for token in tokens:
        if token.type == "inline":
            yield "".join(_text(child) for child in token.children or ())
        elif token.type == "html_block":  # pandoc reads what stands between tags
            yield _TAG.sub(" ", token.content)


def _text(token: Token) -> str:
    if token.type == "text":
        return token.content
    if token.type == "text_special":  # \@ is a sign, and no citation
        return token.content if token.content != "@" else "."
    return " "
