"""Splitting .bib files: what the quick path reads must be what bibtexparser reads, and nothing may be lost."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry
from bibtexparser.splitter import Splitter
from hypothesis import given
from hypothesis import strategies as st

from lifesci_fm.formats.bibtex.macros import Macros
from lifesci_fm.formats.bibtex.raw import RawEntry
from lifesci_fm.formats.bibtex.source import Source
from lifesci_fm.formats.bibtex.split import blocks

Fields = list[tuple[str, str]]


def by_us(text: str) -> list[tuple[int, str, str, Fields]]:
    found = [entry for entry in blocks(text, 1, Macros()) if isinstance(entry, RawEntry) and not entry.fault]
    return [(one.line, one.type, one.key, sorted([*one.fields.items(), *one.repeated])) for one in found]


def by_bibtexparser(text: str) -> list[tuple[int, str, str, Fields]]:
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    found = []
    macros = Macros()
    for block in Splitter(text).split().blocks:
        while isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock) and block.ignore_error_block:
            block = block.ignore_error_block
        if isinstance(block, Entry):
            fields = sorted((one.key.lower(), macros.expression(one.value, None)[0]) for one in block.fields if one.key)
            found.append(((block.start_line or 0) + 1, block.entry_type.lower(), block.key, fields))
    return found


PIECES = r"""
@article{ | @book( | @misc{key, | key | , | } | ) | { | ( | " | = | title = | year=2000 | author = {A and B}
# | @ | \{ | \}
note = "quoted {x} text" | month = jan | "a" # jan # "b" | \"
{nested {deep {deeper {x}}}} | note = {a {b}, c = {d}, | {x}, | @comment{ | text between | {\'e}
{"} | @string{m = {v}}
"""
pieces = st.sampled_from(
    [*(piece.strip() for line in PIECES.strip().splitlines() for piece in line.split(" | ")), "\n", "  ", "% remark\n"]
)


@given(st.lists(pieces, max_size=14).map("".join))
def test_the_quick_path_reads_what_bibtexparser_reads(text: str) -> None:
    ours, theirs = by_us(text), by_bibtexparser(text)
    reported = {block.line for block in blocks(text, 1, Macros())}
    for entry in theirs:
        assert entry in ours or entry[0] in reported  # the same, or repaired, or a fault at that line
    if "%" not in text:  # remarks between fields are read here, and are parts of names there
        for entry in ours:
            at_its_line = [other for other in theirs if other[0] == entry[0]]
            assert entry in at_its_line or not at_its_line


def test_well_formed_entries_are_equal_to_the_letter() -> None:
    text = """
    Words before.
@article{a1,
  title = {A {Nested {Deep} Title}}, year = 2020,
  author = "Quoted, Ann and {\\'E}mile, Bob",
  month = jan
}
% a remark with an address x@y.org
@BOOK{b:2, title={No spaces},year={1999},}
@misc{c3, note = {with "quotes", commas = signs}, url={http://a.org/{x}}}
@inproceedings(d4, title = {In parentheses (so)})
@online{e5, title = {escaped \\{ brace \\}}, title = {twice}}
@misc{f6, title = {A {braced}, word before a comma}, note = {ends {in one}}, author = {{One} and {Two}}, x = {}}
"""
    assert by_us(text) == by_bibtexparser(text)
    assert [key for _, _, key, _ in by_us(text)] == ["a1", "b:2", "c3", "d4", "e5", "f6"]


def test_real_files_are_split_as_bibtexparser_splits_them(shared: Path) -> None:
    for path in sorted((shared / "bib").glob("*.bib")):
        text = "".join(piece for _, piece in Source(path.read_bytes()).pieces())
        if len(text) > 600_000:
            continue
        ours = {(key, tuple(fields)) for _, _, key, fields in by_us(text)}
        for _, _, key, fields in by_bibtexparser(text):
            if "%" not in key and not any("%" in name for name, _ in fields):
                assert (key, tuple(fields)) in ours or (key, tuple(fields)) in with_macros(text), (path.name, key)


def with_macros(text: str) -> set[tuple[str, tuple[tuple[str, str], ...]]]:
    """Entries read without the macros of their file, as the comparison reads them."""
    found = set()
    for entry in blocks(text, 1, Forgetful()):
        if isinstance(entry, RawEntry):
            found.add((entry.key, tuple(sorted([*entry.fields.items(), *entry.repeated]))))
    return found


class Forgetful(Macros):
    """Macros that are never defined."""

    def define(self, name: str, expression: str) -> None:
        """Keep nothing."""


@pytest.mark.parametrize("size", [1, 7, 64])
def test_a_file_in_pieces_reads_like_one(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from lifesci_fm.formats.bibtex import source

    data = b"".join(
        b'@article{k%d,\r\n  title = {Title \xc3\xbc %d},\r\n  note = "a@b.org {x}"\r\n}\r\n\r\n' % (n, n)
        for n in range(40)
    )
    whole = list(Source(data).pieces())
    monkeypatch.setattr(source, "_PIECE", size)
    pieces = list(Source(data).pieces())
    assert "".join(text for _, text in pieces) == "".join(text for _, text in whole)
    assert len(pieces) > 10
    entries = [entry for line, text in pieces for entry in blocks(text, line, Macros())]
    assert [entry.line for entry in entries] == list(range(1, 200, 5))
