"""Marked blocks in somebody's file: find them, check them, and replace what stands between their markers.

    <!-- fm:begin NAME style=plan status=planned,read lang=zh -->
    …
    <!-- fm:end NAME -->

The file is a person's: outside its blocks not one byte changes, whatever its encoding, line ends or last line. Markers
inside fenced code or code spans are somebody's examples. Whatever else cannot be understood is refused with its line,
before anything is written.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lifesci_fm.errors import NotFound, UnreadableInput, UsageError
from lifesci_fm.formats.encoding import detect
from lifesci_fm.formats.readme.options import NAMES_WITH_COMMAS

_WIDE = ("utf-16", "utf-32")
#: The only line ends Markdown knows; str.splitlines() would also break at form feeds and U+2028.
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_REST_OF_LINE = re.compile(r"[ \t]*(?P<eol>\r\n|\r|\n)")
_MARKER = re.compile(r"<!--[ \t]*fm:(?P<verb>\w*)(?P<words>(?:(?!<!--).)*?)-->")
_OPENING = re.compile(r"<!--[ \t]*fm:")
_WORD = re.compile(
    r"""(?P<key>[^\s="']+) (?: = (?: "(?P<double>[^"]*)" | '(?P<single>[^']*)' | (?P<plain>[^\s"']+) ) )? (?=\s|\Z)""",
    re.VERBOSE,
)
_INDENT = " \t>"
_BULLET = re.compile(r"[-*+]|\d{1,9}[.)]")
_BEGINS_LINE = re.compile(rf"[{_INDENT}]*(?:(?:{_BULLET.pattern})[ \t]+)*")
_CODE_SPAN = re.compile(r"(?<![\\`])(`+)(?!`).+?(?<!`)\1(?!`)")
_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?P<sign>`{3,}(?=[^`]*\Z)|~{3,})(?P<rest>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its name, the words of its begin marker (`style` is always among them), and what it encloses.

    `line` is that of the begin marker, from 1. `start` and `end` bound what is replaced, in characters of the
    decoded file: whole lines, unless text stands behind the begin marker on its line (`broken`). `indent` is what each
    line begins with: blanks, and the signs of a quotation.
    """

    name: str
    words: Mapping[str, Sequence[str]]
    line: int
    start: int
    end: int
    indent: str
    eol: str
    broken: bool


class Page(NamedTuple):
    """A file taken apart: its text, the encoding it came in (with its error handler), its blocks in order."""

    name: str
    text: str
    encoding: str
    errors: str
    blocks: Sequence[Block]


def read_page(data: bytes, name: str) -> Page:
    """Find the blocks of the file called `name`. Raises UnreadableInput with the line."""
    encoding, errors = _encoding(data)
    text = data.decode(encoding, errors)
    blocks = list(_blocks(text, name))
    if not blocks:
        raise UnreadableInput(
            f"{name} has no block for fm to fill.",
            "Put <!-- fm:begin plan --> and <!-- fm:end plan --> on two lines where the table shall stand.",
        )
    return Page(name, text, encoding, errors, blocks)


def fill(page: Page, render: Callable[[Block], str]) -> bytes:
    """The file's bytes with every block printed anew; `render` gives a block's lines, ended by `\\n`.

    What `render` refuses (an unknown domain, a style without columns) becomes UnreadableInput at the marker.
    """
    pieces: list[bytes] = []
    place = 0
    for block in page.blocks:
        try:
            text = _laid_out(render(block), block)
        except (UsageError, NotFound) as fault:
            raise _fault(page.name, block.line, fault.message, fault.remedy) from fault
        pieces.append(page.text[place : block.start].encode(page.encoding, page.errors))
        try:
            pieces.append(text.encode(page.encoding))
        except UnicodeEncodeError as fault:
            sign = text[fault.start]
            what = f"the file's encoding ({page.encoding}) has no {sign!r}, which this block needs."
            raise _fault(page.name, block.line, what, "Save the file as UTF-8 and try again.") from fault
        place = block.end
    pieces.append(page.text[place:].encode(page.encoding, page.errors))
    return b"".join(pieces)


def new_page(words: Mapping[str, Sequence[str]]) -> bytes:
    """A file with one empty block of these words, named like its style.

    Raises UsageError for words that no marker can hold.
    """
    name = words["style"][0]
    told = "".join(_spelled(key, values) for key, values in words.items() if key != "style")
    return f"<!-- fm:begin {name}{told} -->\n<!-- fm:end {name} -->\n".encode()


def _spelled(key: str, values: Sequence[str]) -> str:
    """` key=value` such that reading it gives the same words again."""
    for value in values:
        if re.search(r"[\"\r\n]|--", value) or ("," in value and key not in NAMES_WITH_COMMAS):
            raise UsageError(f"{key}={value} cannot stand in a marker.", "Leave it out, and edit the marker by hand.")
    if not any(re.search(r"[\s,']", value) for value in values):
        return f" {key}={','.join(values)}"
    return "".join(f' {key}="{value}"' for value in values)


def _laid_out(text: str, block: Block) -> str:
    """A block's text as it stands between its markers: a blank line around it, line ends and indent of the file."""
    lines = ["", *text.removesuffix("\n").split("\n"), ""] if text else [""]
    blank = block.indent.rstrip()
    body = "".join((block.indent + line if line else blank) + block.eol for line in lines)
    return block.eol + body + block.indent if block.broken else body


class _Marker(NamedTuple):
    """A marker as found: `opens` or closes a block; start and end are its place in the text."""

    opens: bool
    name: str
    words: Mapping[str, Sequence[str]]
    line: int
    start: int
    end: int


def _blocks(text: str, name: str) -> Iterator[Block]:
    """Pair the markers of a text. Raises UnreadableInput."""
    seen: dict[str, int] = {}
    begun: _Marker | None = None
    for marker in _markers(text, name):
        if marker.opens and begun:
            what = f"fm:begin {marker.name} stands inside the block {begun.name} (line {begun.line})."
            raise _fault(name, marker.line, what, f"End that block first: <!-- fm:end {begun.name} -->.")
        if marker.opens:
            if marker.name in seen:
                what = f"a second block is called {marker.name} (the first is at line {seen[marker.name]})."
                raise _fault(name, marker.line, what, "Give each block a name of its own, and its style as style=….")
            seen[marker.name], begun = marker.line, marker
        elif begun is None:
            raise _fault(name, marker.line, f"fm:end {marker.name} ends no block.", "Put its fm:begin before it.")
        elif marker.name != begun.name:
            what = f"fm:end {marker.name} stands in the block {begun.name} (line {begun.line})."
            raise _fault(name, marker.line, what, f"Write <!-- fm:end {begun.name} -->.")
        else:
            yield _block(text, begun, marker)
            begun = None
    if begun:
        what = f"the block {begun.name} has no end."
        raise _fault(name, begun.line, what, f"Put <!-- fm:end {begun.name} --> on a line of its own behind it.")


def _block(text: str, begin: _Marker, end: _Marker) -> Block:
    before = text[_line_start(text, begin.start) : begin.start].lstrip("\ufeff")
    opened = _REST_OF_LINE.match(text, begin.end)
    ended = opened or _REST_OF_LINE.search(text)
    last = _line_start(text, end.start)
    whole = opened and last >= opened.end() and not text[last : end.start].strip(_INDENT)
    return Block(
        name=begin.name,
        words=begin.words,
        line=begin.line,
        start=opened.end() if opened else begin.end,
        end=last if whole else end.start,
        indent=_BULLET.sub(lambda found: " " * len(found[0]), before) if _BEGINS_LINE.fullmatch(before) else "",
        eol=ended["eol"] if ended else "\n",
        broken=opened is None,
    )


def _line_start(text: str, place: int) -> int:
    return max(text.rfind("\n", 0, place), text.rfind("\r", 0, place)) + 1


def _markers(text: str, name: str) -> Iterator[_Marker]:
    """The markers of a text, those in code left out. Raises UnreadableInput for one that is none."""
    fence = ""
    inside = False  # between markers everything is ours: an unclosed fence there hides nothing
    for number, found in enumerate(_LINE.finditer(text), start=1):
        line = found[0]
        if not inside:
            fence, was = _fence_after(line, fence), fence
            if fence or was:
                continue
        if "fm:" not in line:
            continue
        bare = _CODE_SPAN.sub(lambda span: " " * len(span[0]), line)
        markers = list(_MARKER.finditer(bare))
        if _OPENING.search(_MARKER.sub("", bare)):
            raise _fault(name, number, "the marker is not closed on its line.", "End it with -->.")
        for marker in markers:
            read = _read_marker(marker, name, number, found.start())
            inside = read.opens
            yield read


def _fence_after(line: str, fence: str) -> str:
    """The code fence that is open behind this line; empty for none. A fence is closed by its own sign, as long."""
    found = _FENCE.match(line.rstrip("\r\n"))
    if not found:
        return fence
    sign = found["sign"]
    if not fence:
        return sign
    return "" if sign.startswith(fence) and not found["rest"].strip() else fence


def _read_marker(found: re.Match[str], name: str, number: int, offset: int) -> _Marker:
    verb = found["verb"]
    if verb not in ("begin", "end"):
        raise _fault(name, number, f"fm knows no marker fm:{verb}.", "Markers are fm:begin and fm:end.")
    block, words = _read_words(found["words"], name, number)
    if not block:
        raise _fault(name, number, f"fm:{verb} names no block.", f"Write <!-- fm:{verb} NAME -->.")
    if verb == "end" and words:
        raise _fault(name, number, f"fm:end takes a name only, not {next(iter(words))}=….", "Put it into fm:begin.")
    words.setdefault("style", [block])
    return _Marker(verb == "begin", block, words, number, offset + found.start(), offset + found.end())


def _read_words(text: str, name: str, number: int) -> tuple[str, dict[str, list[str]]]:
    """The name and the key=value words of a marker; values are lists, separated by commas."""
    block = ""
    words: dict[str, list[str]] = {}
    rest = text.strip()
    while rest:
        found = _WORD.match(rest)
        if found is None:
            raise _fault(name, number, f"cannot read {rest!r}.", 'Write key=value or key="several words".')
        rest = rest[found.end() :].lstrip()
        quoted = found["double"] if found["double"] is not None else found["single"]
        value = quoted if quoted is not None else found["plain"]
        if value is not None:
            whole = quoted is not None and found["key"] in NAMES_WITH_COMMAS
            parts = [value] if whole else [part.strip() for part in value.split(",")]
            words.setdefault(found["key"], []).extend(part for part in parts if part)
        elif block or words:
            raise _fault(name, number, f"{found['key']!r} has no value.", f"Write {found['key']}=value.")
        else:
            block = found["key"]
    for key, values in words.items():
        if not values:
            raise _fault(name, number, f"{key}= is empty.", "Give it a value, or leave it out.")
    return block, words


def _encoding(data: bytes) -> tuple[str, str]:
    """The codec of a file and the error handler with which decoding and encoding give the same bytes again."""
    codec, _ = detect(data)
    if codec in _WIDE:
        order = "be" if data.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)) else "le"
        codec, errors = f"{codec}-{order}", "surrogatepass"  # a codec that leaves the byte order mark in place
    else:
        codec, errors = codec.removesuffix("-sig"), "surrogateescape"
    try:
        lossless = data.decode(codec, errors).encode(codec, errors) == data
    except UnicodeError:
        lossless = False
    return (codec, errors) if lossless else ("latin-1", "strict")


def _fault(name: str, line: int, what: str, remedy: str) -> UnreadableInput:
    return UnreadableInput(f"{name}:{line}: {what}", remedy)
