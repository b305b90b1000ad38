"""A .bib file → its entries, still as written: types, keys, fields with macros put in.

bibtexparser splits a file into blocks and fields, and is the authority on every block that is not plain. Most blocks
of most files are plain (`@type{key, name = {value}, …}` with balanced braces), and for those one regular expression
reads the same fields in an eighth of the time; a property test holds the two equal. A file is walked in pieces, so
that one of any size needs little memory, and twice where macros or parents may stand behind their use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lifesci_fm.formats.bibtex.macros import Macros
from lifesci_fm.formats.bibtex.raw import BadBlock, RawEntry

#: Where a block begins in any case: bibtexparser abandons whatever is open when it meets one at the start of a line.
#: Indented ones are found by bibtexparser.
BLOCK_START = re.compile(r"\n@(\w*)[ \t]*([{(])")
#: Starts that BibTeX takes and bibtexparser does not: `@ article {`, `@web-page{`, `@` or `{` on another line.
_ODD_START = re.compile(r"^([ \t]*@)(\s*)(\w[\w-]*)(\s*)([{(])", re.M)

#: Whether a text defines anything.
DEFINITION = re.compile(r"@[ \t]*(?:string|preamble)\b", re.I)

_BALANCED = "[^{}]*+"
for _ in range(3):  # as deep as plain entries nest; deeper ones are bibtexparser's
    _BALANCED = rf"[^{{}}]*+(?:\{{{_BALANCED}\}}[^{{}}]*+)*+"
_NAME = r'[^\s{}",=@%#\\()]++'
_KEY = re.compile(r'\s*+([^\s{}",=\\%]*+)\s*+,')


def _field(first: str) -> re.Pattern[str]:
    """A field: as a whole, its name, and what is in its braces (`first` is tried first), quotes, or stands bare."""
    return re.compile(
        rf"(\s*+({_NAME})\s*+=\s*+(?:\{{({first})\}}|\{{({_BALANCED})\}}"
        rf'|"([^"\\]*+(?:\\[^"][^"\\]*+)*+)(?<!\{{)"|({_NAME}))\s*+(?:,|(?=\}})))'
    )


#: One sign that ends a value is looked for five times as fast as one of two. What was found holds no brace then.
_FIELD = _field("[^}]*+")
_FIELD_OF_BRACES = _field("(?!)")
_END = re.compile(r"\s*\}")
_NOT_ENTRIES = ("string", "preamble", "comment")


def blocks(text: str, line: int, macros: Macros) -> Iterator[RawEntry | BadBlock]:
    """The entries of a text that begins at a line of its file; `@string` definitions go into `macros` on the way."""
    escaped_braces = "\\{" in text or "\\}" in text
    text, starts, ends = _chunks(text)
    counted, line = 0, line - 1
    if "@" in text[: ends[0]] or "=" in text[: ends[0]]:
        yield from _odd(text[1 : ends[0]], line + 1, macros)
    for start, end in zip(starts, ends[1:], strict=True):
        begin = start.start() + 1
        line += text.count("\n", counted, begin)
        counted = begin
        kind = start[1].lower()
        if start[2] == "{" and not kind.startswith(_NOT_ENTRIES):
            odd_braces = escaped_braces and (text.find("\\{", begin, end) >= 0 or text.find("\\}", begin, end) >= 0)
            entry = None if odd_braces else _plain(text, start.end(), end, line, kind, macros)
            if entry is not None:
                entry.percent = text.find("%", begin, end) >= 0
                yield entry
                continue
        elif kind == "comment" and text.find("@", start.end(), end) < 0:
            continue
        yield from _odd(text[begin:end], line, macros)


def _plain_start(found: re.Match[str]) -> str:
    """`@type{`, what stood between behind it: lines keep their numbers."""
    return f"{found[1]}{found[3].replace('-', '_')}{found[5]}{found[2]}{found[4]}"


def definitions(text: str, macros: Macros) -> Iterator[str]:
    """The preambles of a text; its macros go into `macros` where they are not defined yet."""
    from lifesci_fm.formats.bibtex.odd import define_first

    text, starts, ends = _chunks(text)
    for start, end in zip(starts, ends[1:], strict=True):
        if start[1].lower() in ("string", "preamble"):
            yield from define_first(text[start.start() + 1 : end], macros)


def _chunks(text: str) -> tuple[str, list[re.Match[str]], list[int]]:
    """The text behind a newline, where its blocks start, and where each ends; first, what stands before them."""
    text = "\n" + text
    starts = _starts(text)
    if text.count("@") > len(starts):
        text = _ODD_START.sub(_plain_start, text)
        starts = _starts(text)
    return text, starts, [*(start.start() + 1 for start in starts), len(text)]


def _starts(text: str) -> list[re.Match[str]]:
    found, place = [], -1
    while (place := text.find("\n@", place + 1)) >= 0:  # much faster than to let the expression look for it
        if start := BLOCK_START.match(text, place):
            found.append(start)
    return found


def _plain(text: str, place: int, end: int, line: int, kind: str, macros: Macros) -> RawEntry | None:
    """The entry whose key begins at `place`, if it is plain."""
    key = _KEY.match(text, place, end)
    if key is None:
        return None
    place = key.end()
    found = _FIELD.findall(text, place, end)
    if [field for field in found if "{" in field[2]]:
        found = _FIELD_OF_BRACES.findall(text, place, end)
    written = "".join([field[0] for field in found])
    if not text.startswith(written, place):  # something stands between the fields
        return None
    close = _END.match(text, place + len(written), end)
    if close is None or text.find("@", close.end(), end) >= 0 or text.find("=", close.end(), end) >= 0:
        return None
    fields: dict[str, str] = {}
    repeated: list[tuple[str, str]] = []
    for _, name, braced, nested, quoted, bare in found:
        value = macros.value(bare, line) if bare else braced or nested or quoted
        name = name.lower()
        if name in fields:
            repeated.append((name, value))
        else:
            fields[name] = value
    return RawEntry(line, kind, key[1], fields, repeated)


def _odd(text: str, line: int, macros: Macros) -> Iterator[RawEntry | BadBlock]:
    from lifesci_fm.formats.bibtex.odd import odd_blocks  # bibtexparser costs 30 ms: most files never need it

    yield from odd_blocks(text, line, macros)
