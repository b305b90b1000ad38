"""A document as a tree of headings, paragraphs, lists and tables, each with its line in the file.

markdown-it-py finds the blocks; the cells of tables are counted here, because it drops surplus cells and splits at a
`|` inside code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lifesci_fm.formats.markdown.inline import code_spans, normalise_label
from lifesci_fm.formats.markdown.source import Source

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_DELIMITER = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*\Z")
#: No table is wider; what stands beyond is no cell of a list.
_MOST_CELLS = 200
_PREFIX = re.compile(r"[\s>]*")


@dataclass(slots=True)
class Heading:
    """A real heading."""

    level: int
    text: str
    line: int


@dataclass(slots=True)
class Paragraph:
    """Lines of text, as written."""

    text: str
    line: int
    quoted: bool = False


@dataclass(slots=True)
class Row:
    """Cells of a table row, as written; a row may have more or fewer than the header."""

    cells: list[str]
    line: int


@dataclass(slots=True)
class Table:
    """A pipe table."""

    header: list[str]
    rows: list[Row]
    line: int


@dataclass(slots=True)
class Item:
    """A list item: its own text, and the blocks under it (nested lists, further paragraphs, tables)."""

    text: str
    line: int
    number: int | None = None
    children: list[Block] = field(default_factory=list)

    @property
    def items(self) -> Iterator[Item]:
        """The items of nested lists."""
        for child in self.children:
            if isinstance(child, ListBlock):
                yield from child.items


@dataclass(slots=True)
class ListBlock:
    """A bulleted or numbered list."""

    items: list[Item]
    line: int
    quoted: bool = False


Block = Heading | Paragraph | Table | ListBlock


@dataclass(slots=True)
class Document:
    """Blocks in order, link definitions, the code in fences, and the lines of code blocks that never end."""

    blocks: list[Block]
    references: dict[str, str]
    code: list[str]
    unclosed: list[int]


def parse(source: Source) -> Document:
    """The blocks of a source."""
    env: dict[str, dict[str, dict[str, str]]] = {}
    tokens = _parser().parse(source.text, env)
    references = {normalise_label(key): one["href"] for key, one in env.get("references", {}).items()}
    builder = _Builder(source)
    code = [token.content for token in tokens if token.type == "fence"]
    return Document(builder.build(tokens), references, code, builder.unclosed)


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # behind the one call that needs it

    parser = MarkdownIt("commonmark").enable("table")
    # HTML blocks were rewritten before; an indented line is a badly indented entry far more often than code
    parser.disable(["html_block", "code", "inline", "text_join"], ignoreInvalid=True)
    parser.normalizeLink = _as_written  # type: ignore[method-assign]  # the parser is made to be set up so
    return parser


def _as_written(url: str) -> str:
    return url


class _Builder:
    """Turns the flat tokens of markdown-it into the tree."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.unclosed: list[int] = []

    def build(self, tokens: list[Token]) -> list[Block]:
        root: list[Block] = []
        stack: list[list[Block] | ListBlock | Item] = [root]
        quotes, at = 0, 0
        while at < len(tokens):
            token = tokens[at]
            kind, first = token.type, token.map[0] if token.map else 0
            line = self.source.line(first)
            if kind == "heading_open":
                content = tokens[at + 1].content
                if token.markup in ("-", "=") and ("](" in content or "\n" in content):
                    self._add(stack, Paragraph(content, line, quotes > 0))  # text above a rule, meant as such
                else:
                    self._add(stack, Heading(int(token.tag[1]), content, line))
            elif kind == "paragraph_open":
                self._paragraph(stack, token, tokens[at + 1].content, quoted=quotes > 0)
            elif kind == "table_open" and token.map:
                self._add(stack, self._table(range(*token.map)))
            elif kind in ("bullet_list_open", "ordered_list_open"):
                block = ListBlock([], line, quotes > 0)
                self._add(stack, block)
                stack.append(block)
            elif kind == "list_item_open":
                number = int(token.info) if token.info.isdecimal() else None
                item = Item("", line, number)
                holder = stack[-1]
                if isinstance(holder, ListBlock):
                    holder.items.append(item)
                stack.append(item)
            elif kind in ("bullet_list_close", "ordered_list_close", "list_item_close"):
                stack.pop()
            elif kind == "blockquote_open":
                quotes += 1
            elif kind == "blockquote_close":
                quotes -= 1
            elif kind == "fence" and token.map and not self._closed(token):
                self.unclosed.append(line)
            at += 1
        return _joined(root)

    def _closed(self, token: Token) -> bool:
        last = self.source.lines[token.map[1] - 1] if token.map else ""
        return last.strip().startswith(token.markup[:3]) and bool(token.map and token.map[1] - token.map[0] > 1)

    @staticmethod
    def _add(stack: list[list[Block] | ListBlock | Item], block: Block) -> None:
        holder = stack[-1]
        if isinstance(holder, Item):
            holder.children.append(block)
        elif isinstance(holder, list):
            holder.append(block)

    def _paragraph(self, stack: list[list[Block] | ListBlock | Item], token: Token, text: str, *, quoted: bool) -> None:
        first = token.map[0] if token.map else 0
        holder = stack[-1]
        table = self._broken_table(token)
        if table is not None:
            before, found = table
            if before:
                self._add(stack, Paragraph(before, self.source.line(first), quoted))
            self._add(stack, found)
        elif isinstance(holder, Item) and not holder.text and not holder.children:
            own, above = self._lazy(token, text, stack)
            holder.text = own
            if above:
                parent = next((one for one in reversed(stack[:-1]) if isinstance(one, Item)), None)
                if parent is not None:
                    parent.text += "  \n" + above
        else:
            self._add(stack, Paragraph(text, self.source.line(first), quoted))

    def _lazy(self, token: Token, text: str, stack: list[list[Block] | ListBlock | Item]) -> tuple[str, str]:
        """Lines written under the parent's text, which CommonMark hangs on the last child: (own text, the parent's)."""
        nested = sum(isinstance(one, Item) for one in stack) > 1
        lines = text.split("\n")
        if not nested or len(lines) < 2 or not token.map:
            return text, ""
        begin = _indent(self.source.lines[token.map[0]])
        for at in range(1, len(lines)):
            if at + token.map[0] < token.map[1] and 0 < _indent(self.source.lines[token.map[0] + at]) <= begin:
                return "\n".join(lines[:at]), "\n".join(lines[at:])
        return text, ""

    def _broken_table(self, token: Token) -> tuple[str, Table] | None:
        """A table whose header and delimiter row differ in width: a parser of GFM sees a paragraph."""
        if not token.map:
            return None
        span = range(*token.map)
        for at in span[1:]:
            line = self.source.lines[at]
            if "|" in line and _DELIMITER.match(line[_width(line) :]) and "|" in self.source.lines[at - 1]:
                before = "\n".join(self.source.lines[span.start : at - 1]).strip()
                return before, self._table(range(at - 1, span.stop))
        return None

    def _table(self, span: range) -> Table:
        header = split_row(self._bare(span.start))
        rows = [Row(split_row(text), self.source.line(at)) for at in span[2:] if (text := self._bare(at)).strip()]
        return Table(header, rows, self.source.line(span.start))

    def _bare(self, at: int) -> str:
        line = self.source.lines[at]
        return line[_width(line) :]


def _width(line: str) -> int:
    found = _PREFIX.match(line)
    return found.end() if found else 0


def _indent(line: str) -> int:
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip())


def split_row(line: str) -> list[str]:
    """Cells of a pipe row: a `|` that is escaped or inside code separates nothing."""
    line = line.strip()
    protected = _protected(line) if "`" in line else line
    protected = protected.replace("\\|", "\0")
    protected = protected.removeprefix("|")
    if protected.endswith("|"):
        protected = protected[:-1]
    return [cell.replace("\0", "|").strip() for cell in protected.split("|", _MOST_CELLS)[:_MOST_CELLS]]


def _protected(line: str) -> str:
    """A row whose `|` inside code no longer separate."""
    kept, place = [], 0
    for start, end in code_spans(line):
        kept += [line[place:start], line[start:end].replace("|", "\0")]
        place = end
    return "".join([*kept, line[place:]])


def _joined(blocks: list[Block]) -> list[Block]:
    """Rows cut off from their table by a comment or a blank line go back to it."""
    kept: list[Block] = []
    for block in blocks:
        last = kept[-1] if kept else None
        if isinstance(block, Paragraph) and isinstance(last, Table):
            lines = block.text.split("\n")
            if all(line.strip().startswith("|") and line.count("|") >= 2 for line in lines):
                last.rows.extend(Row(split_row(line), block.line + at) for at, line in enumerate(lines))
                continue
        kept.append(block)
    return kept
