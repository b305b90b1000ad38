"""Blocks that are not plain, by bibtexparser: quotes in braces, concatenation, parentheses, comments, faults.

It does not raise on what it cannot read, it keeps failed blocks: those are saved as far as they go.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

from bibtexparser.exceptions import ParserStateException
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ImplicitComment,
    ParsingFailedBlock,
    Preamble,
    String,
)
from bibtexparser.splitter import Splitter

from lifesci_fm.formats.bibtex.macros import Macros
from lifesci_fm.formats.bibtex.raw import BadBlock, RawEntry
from lifesci_fm.formats.bibtex.salvage import salvage

logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what it warns of is reported as problems

_NOT_ENTRIES = ("string", "preamble", "comment")
_TYPE = re.compile(r"\s*@(\w*)")
#: A remark behind a field or on a line of its own. BibTeX knows none inside an entry, people write them all the same.
_REMARK = re.compile(r"(?:^[ \t]*|(?<=[,}\"])[ \t]+)%[^\n]*", re.M)
#: What stands behind an entry that a brace too many has closed (`title = {…}}, author = {…}`).
_FURTHER_FIELDS = re.compile(
    r"[\s,]*(?:(?:\{[^{}=\n]*\}?|\"[^\"=\n]*\"?|\d+\}?)\s*,\s*)?[A-Za-z][\w-]*[ \t]*=[ \t]*"
    r"(?:[{\"\d]|[a-z]+[ \t]*[,}\n])"
)
#: An entry whose @ or brace is missing, or was taken away to leave it out.
_LOST_START = re.compile(
    r"^[ \t]*[^\w\s%]?[A-Za-z]\w*[^\w\s%]?\{?[^\s,{}=%]*,[ \t]*\n\s*[A-Za-z][\w-]*[ \t]*=[ \t]*[{\"\d]", re.M
)
_NO_NAME = re.compile(r"[\s#{}\"=]")
_REMARK_BEFORE = re.compile(r"(?:^|(?<=\s))%[^\n]*\n?", re.M)


def odd_blocks(text: str, line: int, macros: Macros) -> Iterator[RawEntry | BadBlock]:
    """Entries and faults of a text that begins at a line of its file; macros are defined on the way."""
    found = _split(text)
    lines = text.split("\n")
    for number, block in enumerate(found):
        start = block.start_line or 0
        following = found[number + 1] if number + 1 < len(found) else None
        if isinstance(block, ImplicitComment):
            if number and isinstance(found[number - 1], ParsingFailedBlock):
                continue  # the rest of that block
            for lost in _LOST_START.finditer(block.comment):
                where = line + start + block.comment.count("\n", 0, lost.start())
                yield BadBlock(where, "", "it begins like an entry, without an @ or a brace, and was left out", lost[0])
            continue
        if lines[start].lstrip().startswith("%"):
            yield BadBlock(line + start, "", "it stands behind a % and was left out", lines[start])
            continue
        while isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock) and block.ignore_error_block:
            block = block.ignore_error_block
        if isinstance(block, String):
            macros.define(block.key, block.value)
        elif isinstance(block, Entry):
            rest = following.comment if isinstance(following, ImplicitComment) else ""
            if _FURTHER_FIELDS.match(rest):
                fault = "It is closed before its last fields."
                yield _saved(f"{block.raw}{rest}", line + start, fault, macros)
            else:
                yield _entry(block, line + start, macros)
        elif isinstance(block, ParsingFailedBlock):
            starts = (other.start_line for other in found[number + 1 :] if not isinstance(other, ImplicitComment))
            end = next(starts, None) or len(lines)
            written = "\n".join(lines[start : max(end, start + 1)])
            reason = getattr(block.error, "abort_reason", None) or str(block.error)
            yield _second_look(written, line + start, " ".join(reason.split()), macros)


def define_first(text: str, macros: Macros) -> Iterator[str]:
    """The preambles of a text; its macros are defined where they are not yet."""
    for block in _split(text):
        if isinstance(block, String):
            macros.define_first(block.key, block.value)
        elif isinstance(block, Preamble):
            yield macros.expression(block.value, None)[0]


def _split(text: str) -> list[Block]:
    try:
        return Splitter(text).split().blocks
    except ParserStateException as fault:  # it says of itself that it is confused
        return [ParsingFailedBlock(error=fault, start_line=0, raw=text)]


def _entry(entry: Entry, line: int, macros: Macros) -> RawEntry:
    raw = RawEntry(line, entry.entry_type.lower(), _without_remarks(entry.key), {})
    for field in entry.fields:
        name = _without_remarks(field.key).lower()
        value, behind = macros.expression(field.value, line)
        if behind and not behind.startswith("%"):
            return _saved(entry.raw or "", line, f"Expected a comma behind the value of {name}.", macros)
        if _NO_NAME.search(name):
            return _saved(entry.raw or "", line, f"{' '.join(name.split())!r} is no name of a field.", macros)
        if name in raw.fields:
            raw.repeated.append((name, value))
        elif name:
            raw.fields[name] = value
    return raw


def _without_remarks(name: str) -> str:
    """A key or the name of a field without the `% remark` that stands before it."""
    return _REMARK_BEFORE.sub("", name).strip() if "%" in name else name


def _second_look(text: str, line: int, reason: str, macros: Macros) -> RawEntry | BadBlock:
    """A block that failed: without remarks it may be whole, else what can be saved is."""
    found = _TYPE.match(text)
    kind = found[1].lower() if found else ""
    if not kind or kind.startswith(_NOT_ENTRIES):
        return BadBlock(line, kind, reason, text)
    if "%" in text:
        blocks = [block for block in _split(_REMARK.sub("", text)) if isinstance(block, Entry)]
        if len(blocks) == 1:
            return _entry(blocks[0], line, macros)
    return _saved(text, line, reason, macros)


def _saved(text: str, line: int, reason: str, macros: Macros) -> RawEntry:
    found = _TYPE.match(text)
    key, fields = salvage(text)
    values = {name: macros.expression(value, line)[0] for name, value in fields}
    return RawEntry(line, found[1].lower() if found else "", key, values, fault=reason, text=text)
