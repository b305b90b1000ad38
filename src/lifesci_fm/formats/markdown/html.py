"""HTML blocks as the Markdown they stand for: headings, lists, tables, paragraphs; comments and scripts go.

Lists in the wild mix both languages, and inside an HTML block a Markdown parser sees nothing. One pass over the
lines rewrites what is structure and leaves inline tags (`<a>`, `<br>`, `<img>`) to the inline scanner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_FENCE = re.compile(r"\s{0,7}(?:[-*+]\s+|\d+[.)]\s+)?(`{3,}|~{3,})(.*)\Z")
_HEADING = re.compile(r"<h([1-6])\b[^<>]*>", re.I)
_DROPPED = re.compile(r"<(script|style|pre|svg|textarea)\b[^<>]*>", re.I)
_TABLE = re.compile(r"<table\b[^<>]*>", re.I)
_ROW = re.compile(r"<tr\b[^<>]*>", re.I)
_CELL = re.compile(r"<t[hd]\b[^<>]*>", re.I)
_CELL_END = re.compile(r"</t[hd]\s*>|</tr\s*>|</t(?:head|body|able)\s*>", re.I)
_LIST_TAG = re.compile(r"<(/?)(ul|ol|li)\b[^<>]*>", re.I)
_SUMMARY = re.compile(r"<summary\b[^<>]*>(.*?)(?:</summary\s*>|\Z)", re.I)
_BLOCK = re.compile(
    r"</?(?:div|p|center|details|summary|section|article|header|footer|nav|main|figure|figcaption|picture|blockquote"
    r"|thead|tbody|tfoot|table|tr|hr|dl|dt|dd|h[1-6])\b[^<>]*/?>",
    re.I,
)
_LINK = re.compile(r"<a\s|\]\(|https?://", re.I)
_ANY_TAG = re.compile(r"<[^<>]*>")
_BULLET = re.compile(r"(\s*)[•·●◦‣▪■◆○]\s+(?=\S)")
_NUMBERED = re.compile(r"(\s*)(\d{1,3})[、．]\s*(?=\S)")

_MOST_CELLS, _MOST_DEPTH = 200, 20

Lines = tuple[list[str], list[int]]


def to_markdown(lines: list[str]) -> Lines:
    """Lines of Markdown without HTML blocks, and for each the line (from 1) of the input that it came from."""
    kept: list[str] = []
    origin: list[int] = []
    for number, line in _rewritten(_without_comments(lines)):
        kept.append(line)
        origin.append(number)
    return kept, origin


def _without_comments(lines: list[str]) -> Iterator[tuple[int, str, bool]]:
    """(line number, line, inside a code block), comments blanked outside code."""
    fence, comment = "", False
    for number, line in enumerate(lines, 1):
        if not comment:
            mark = _FENCE.match(line)
            if fence:
                yield number, line, True
                if mark and mark[1].startswith(fence) and not mark[2].strip():
                    fence = ""
                continue
            if mark and not (mark[1][0] == "`" and "`" in mark[2]):
                fence = mark[1]
                yield number, line, True
                continue
        kept, place = "", 0
        while place < len(line):
            if comment:
                end = line.find("-->", place)
                comment = end < 0
                place = len(line) if comment else end + 3
            else:
                start = line.find("<!--", place)
                kept += line[place : start if start >= 0 else len(line)]
                comment = start >= 0
                place = start + 4 if comment else len(line)
        yield number, kept, False


def _rewritten(lines: Iterator[tuple[int, str, bool]]) -> Iterator[tuple[int, str]]:
    depth, bulleted = 0, True
    for number, line, code in lines:
        if code or "<" not in line or line.lstrip().startswith("|"):
            written = line if code else _plain_bullet(line, bulleted)
            bulleted = not line.strip() or written is not line or line.lstrip().startswith("#")
            yield number, written
            continue
        bulleted = True
        if found := _DROPPED.search(line):
            yield number, line[: found.start()]
            _skip(lines, line[found.end() :], f"</{found[1].lower()}")
        elif _TABLE.search(line):
            yield from _table(number, line, lines)
        elif found := _HEADING.search(line):
            yield from _heading(number, line, found, lines)
        elif _LIST_TAG.search(line):
            texts, depth = _list(line, depth)
            yield number, ""
            for text in texts:
                yield number, text
        elif found := _SUMMARY.search(line):
            for text in _summary(line, found):
                yield number, text
        elif _BLOCK.search(line):
            opens = re.match(r"\s*<(?!/)", line) is not None
            text = _BLOCK.sub("", line)
            if opens:
                yield number, ""
            yield number, text if text.strip() else ""
            if text.strip() and line.rstrip().lower().endswith(("</p>", "</div>", "</center>")):
                yield number, ""
        else:
            yield number, line


def _plain_bullet(line: str, may_begin: bool) -> str:
    """`• text` and `1、text` as list items, where a list can begin."""
    if may_begin and (found := _BULLET.match(line)):
        return f"{found[1]}- {line[found.end() :]}"
    if found := _NUMBERED.match(line):
        return f"{found[1]}{found[2]}. {line[found.end() :]}"
    return line


def _skip(lines: Iterator[tuple[int, str, bool]], rest: str, closing: str) -> None:
    while closing not in rest.lower():
        following = next(lines, None)
        if following is None:
            return
        rest = following[1]


def _summary(line: str, found: re.Match[str]) -> list[str]:
    """What is always seen of `<details>`: an entry, in a list or where it holds a link; else a heading."""
    before, rest = _BLOCK.sub("", line[: found.start()]), _BLOCK.sub("", line[found.end() :])
    indent = line[: len(line) - len(line.lstrip())]
    if before.strip():
        return [f"{before}{found[1]}<br>{rest}"]
    if _LINK.search(found[1]):
        return ["", f"{indent}- {found[1]}", f"{indent}  {rest}"]
    text = _ANY_TAG.sub("", found[1]).strip(" *_")
    return ["", f"{indent}**{text}**" if text else "", "", indent + rest]


def _heading(
    number: int, line: str, found: re.Match[str], lines: Iterator[tuple[int, str, bool]]
) -> Iterator[tuple[int, str]]:
    """`<h3 id="x">Text</h3>`, also over several lines."""
    level, closing = int(found[1]), f"</h{found[1]}"
    before, inner = _BLOCK.sub("", line[: found.start()]), line[found.end() :]
    for _ in range(12):
        if closing in inner.lower():
            break
        following = next(lines, None)
        if following is None:
            break
        inner += " " + following[1].strip()
    end = inner.lower().find(closing)
    after = "" if end < 0 else _BLOCK.sub("", inner[end:])
    text = " ".join(_BLOCK.sub("", inner if end < 0 else inner[:end]).replace("\n", " ").split())
    if before.strip():
        yield number, before
    yield number, ""
    yield number, f"{'#' * level} {text}" if text else ""
    yield number, ""
    if after.strip():
        yield number, after


def _list(line: str, depth: int) -> tuple[list[str], int]:
    """One line of an HTML list as lines of list items; and the depth behind it."""
    texts, place, item = [""], 0, False
    for found in _LIST_TAG.finditer(line):
        texts[-1] += line[place : found.start()].strip() if item else line[place : found.start()]
        place = found.end()
        if found[2].lower() != "li":
            depth = max(0, depth - 1) if found[1] else depth + 1
        elif not found[1]:
            texts.append("  " * min(max(0, depth - 1), _MOST_DEPTH) + "- ")
            item = True
    texts[-1] += line[place:].strip() if item else line[place:]
    return [text for text in texts if text.strip(" -")], depth


def _table(number: int, line: str, lines: Iterator[tuple[int, str, bool]]) -> Iterator[tuple[int, str]]:
    """An HTML table as a pipe table; each row keeps its line."""
    rows: list[tuple[int, list[str]]] = []
    chunks: list[str] = []
    row_line = number

    def close() -> None:
        cells = _cells(" ".join(chunks))
        if cells:
            rows.append((row_line, cells))
        chunks.clear()

    at, open_row, rest = number, False, line
    while True:
        place = 0
        for found in _ROW.finditer(rest):
            if open_row:
                chunks.append(rest[place : found.start()])
                close()
            open_row, row_line, place = True, at, found.end()
        if open_row:
            chunks.append(rest[place:])
        if "</table" in rest.lower():
            break
        following = next(lines, None)
        if following is None:
            break
        at, rest = following[0], following[1]
    close()
    yield number, ""
    if rows:
        width = max(len(cells) for _, cells in rows)
        for index, (place_of_row, cells) in enumerate(rows):
            yield place_of_row, "| " + " | ".join(cells + [""] * (width - len(cells))) + " |"
            if index == 0:
                yield place_of_row, "|" + " --- |" * width
    yield at, ""


def _cells(row: str) -> list[str]:
    """Texts of the cells of one `<tr>`."""
    parts = _CELL.split(row, _MOST_CELLS)[1:]
    texts = (_CELL_END.split(part, maxsplit=1)[0] for part in parts)
    return [" ".join(_BLOCK.sub(" ", text).replace("|", "\\|").split()) for text in texts]
