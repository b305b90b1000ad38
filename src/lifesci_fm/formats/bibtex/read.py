"""A .bib file → records and problems: every entry is one or the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from lifesci_fm.formats.bibtex.inherit import REFERENCE, inherit, parent_keys
from lifesci_fm.formats.bibtex.macros import Macros
from lifesci_fm.formats.bibtex.raw import BadBlock, RawEntry
from lifesci_fm.formats.bibtex.reader import EntryReader
from lifesci_fm.formats.bibtex.source import Source
from lifesci_fm.formats.bibtex.split import DEFINITION, blocks, definitions
from lifesci_fm.formats.bibtex.types import CONTAINERS
from lifesci_fm.formats.latex import Command
from lifesci_fm.records import PaperRecord, Problem, Reading

_NEWCOMMAND = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand)\*?\s*(?:\{\s*\\([A-Za-z]+)\s*\}|\\([A-Za-z]+))\s*(?:\[(\d)\])?\s*\{((?:[^{}]|\{[^{}]*\})*)\}"
)
_DEF = re.compile(r"\\def\s*\\([A-Za-z]+)((?:#\d)*)\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_DEFINES = re.compile(DEFINITION.pattern.encode())
_QUOTED = 60  # characters of a broken entry that a problem repeats


def read(data: bytes | str, *, name: str) -> Reading:
    """What a .bib file says. `name` is the file's, for the origin of its records."""
    reading = Reading("bibtex")
    for found in scan(data, name=name):
        if isinstance(found, Problem):
            reading.problems.append(found)
        else:
            reading.records.append(found)
    return reading


def scan(data: bytes | str | Path, *, name: str) -> Iterator[PaperRecord | Problem]:
    """The records and problems of a .bib file in its order, read piece by piece: memory does not grow with the file."""
    source = Source(data)
    macros, commands, parents = _look_through(source)
    reader = EntryReader(name, commands)
    keys: set[str] = set()
    for line, text in source.pieces():
        for entry in blocks(text, line, macros):
            if isinstance(entry, BadBlock):
                yield _bad_block(entry)
            elif entry.type not in CONTAINERS:
                yield from _entry(entry, reader, keys, parents)
    for macro, line in macros.undefined.items():
        yield Problem(
            line, "undefined-macro", f"The macro {macro} is not defined in this file; its name was kept.", macro
        )


def _look_through(source: Source) -> tuple[Macros, dict[str, Command], dict[str, RawEntry] | None]:
    """What entries may need from behind their place: macros, commands of preambles, parents (None: nobody asks)."""
    macros = Macros()
    commands: dict[str, Command] = {}
    wanted: set[str] = set()
    asks = False
    if not source.may_be(_wants_more):
        return macros, commands, None
    for _, text in source.pieces():
        if DEFINITION.search(text):
            for preamble in definitions(text, macros):
                commands.update(_commands(preamble))
        folded = text.lower()
        if "crossref" in folded or "xdata" in folded:
            references = REFERENCE.findall(folded)
            asks = asks or bool(references)
            wanted.update(key.strip() for key in references)
    if not asks:
        return macros, commands, None
    parents: dict[str, RawEntry] = {}
    own = macros.copy()
    for line, text in source.pieces():
        for entry in blocks(text, line, own):
            if isinstance(entry, RawEntry):
                for key in parent_keys(entry):
                    if entry.type == "xdata" or key in wanted:
                        parents.setdefault(key, entry)
    return macros, commands, parents


def _wants_more(small: bytes) -> bool:
    """Do these bytes define anything, or refer to another entry?"""
    return b"crossref" in small or b"xdata" in small or _DEFINES.search(small) is not None


def _commands(preamble: str) -> Iterator[tuple[str, Command]]:
    for found in _NEWCOMMAND.finditer(preamble):
        yield found[1] or found[2], Command(int(found[3] or 0), found[4])
    for found in _DEF.finditer(preamble):
        yield found[1], Command(len(found[2]) // 2, found[3])


def _entry(
    entry: RawEntry, reader: EntryReader, keys: set[str], parents: dict[str, RawEntry] | None
) -> Iterator[PaperRecord | Problem]:
    """The record of one entry with what is odd about it, or the problem that stands for it."""
    label = f"@{entry.type}{{{entry.key}}}" if entry.key else f"@{entry.type} without a key"
    problems: list[Problem] = []

    def report(code: str, message: str) -> None:
        problems.append(Problem(entry.line, code, f"{label}: {message}", entry.key))

    if entry.fault:
        if not entry.fields.get("title"):
            yield Problem(entry.line, "bad-entry", _said(entry.fault, label), _quote(entry.text), entry=True)
            return
        report("repaired-entry", f"{entry.fault} It was read as far as possible; check it.")
    _settle_repeated(entry, report)
    if parents is not None:
        inherit(
            entry, parents, lambda key: report("missing-parent", f"{key!r}, which it refers to, is not in this file.")
        )
    key: str | None = entry.key
    folded = entry.key.lower()
    if folded and folded in keys:
        report("duplicate-key", "the key is used twice in this file; this entry gets another one.")
        key = None
    keys.add(folded)
    record = reader.read(entry, key, report)
    if record is None:
        problem = "says nothing about any work: neither title, author, identifier, venue nor address."
        yield Problem(entry.line, "empty-entry", f"{label} {problem}", _quote(entry.text or label), entry=True)
        return
    yield record
    yield from problems


def _settle_repeated(entry: RawEntry, report: Callable[[str, str], None]) -> None:
    """A field that stands twice: addresses and keywords are added up, of others the first counts."""
    for name, value in entry.repeated:
        first = entry.fields[name]
        if " ".join(value.split()) == " ".join(first.split()):
            continue
        if not first.strip():
            entry.fields[name] = value
        elif name == "url":
            entry.fields[name] = f"{first} {value}"
        elif name == "keywords":
            entry.fields[name] = f"{first}, {value}"
        else:
            report("duplicate-field", f"{name} stands twice; {_quote(value)!r} was left out.")


def _bad_block(block: BadBlock) -> Problem:
    if not block.type:
        return Problem(block.line, "commented-out", f"A block was passed over: {block.fault}.", _quote(block.text))
    return Problem(block.line, f"bad-{block.type}", _said(block.fault, f"@{block.type}"), _quote(block.text))


def _said(fault: str, what: str) -> str:
    return f"{what} cannot be read: {fault.removesuffix('.')}."


def _quote(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…"
