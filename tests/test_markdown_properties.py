"""Whatever a file holds, reading it ends: with records and problems, or with the word that it is no text; and soon."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lifesci_fm.errors import UnreadableInput
from lifesci_fm.formats.markdown import read
from lifesci_fm.formats.markdown.inline import plain, scan
from lifesci_fm.records import Reading
from lifesci_fm.text import squeeze

#: What lists are made of, whole and broken, so that random documents get past the first rule.
# fmt: off
SIGNS = [
    "# ", "## ", "- ", "* ", "1. ", "  - ", "    - ", "> ", "---", "| ", "|", "```", "[", "]", "(",
    ")", "](", "![", "**", "*", "_", "`", "<", ">", "\t", "\n", "\n\n", "  \n", "\\", "&amp;", "（",
    "）", "，", "：", "🎉", ":star:",
]
TAGS = [
    '<a href="', "</a>", "<br>", "<table>", "<tr>", "<td>", "</table>", "<details>", "<summary>",
    "</details>", "<ul>", "<li>", "<!--", "-->", "<h2>",
]
# fmt: on
FRAGMENTS = [
    *SIGNS,
    *TAGS,
    "|---|---|\n",
    "| Model | Date | Status |",
    "| 模型 | 发布日期 | 状态 |",
    "| Dataset | Scale | Task | Link |",
    "| :white_check_mark: | ✅ 已完成 | - |",
    "---\ntitle: Reading scGPT\n---\n",
    "key: value",
    "https://arxiv.org/abs/2301.00001",
    "https://doi.org/10.1038/s41592-024-02201-0",
    "https://github.com/a/b",
    "![b](https://img.shields.io/badge/ICML-2023-blue)",
    "doi:10.1101/2023.01.01.522000",
    "arXiv:2301.00001",
    "[Paper]",
    "[[Code]](u)",
    "[text][ref]",
    "[ref]: http://a.b/c",
    "NeurIPS 2023",
    "Nature Methods, 2024",
    "2023-05",
    "2021年8月",
    "Ada Byron, Grace Hopper et al.",
    "scGPT",
    "scGPT: toward a model of cells",
    "Datasets",
    "Surveys",
    "目录",
    "综述",
]

words = st.sampled_from(FRAGMENTS)
documents = st.lists(words | st.text(max_size=8), max_size=60).map("".join)


@given(st.text() | documents)
@example("- [a](http://b " + "(" * 40)
@example("---\n---\n")
@example("+++\n\n+++")
@example("| a |\n|---|\n" + "|" * 300)
@settings(deadline=None)
def test_no_text_stops_the_reader(text: str) -> None:
    reading = read(text, name="x.md")
    assert isinstance(reading, Reading)
    for record in reading.records:
        assert record.origin.line is not None
        assert 1 <= record.origin.line <= text.count("\n") + text.count("\r") + 1


@given(st.binary() | documents.map(str.encode) | st.binary(max_size=4).map(lambda tail: b"- [a](http://b.c)\n" + tail))
@settings(deadline=None)
def test_no_bytes_stop_the_reader(data: bytes) -> None:
    try:
        assert isinstance(read(data, name="x.md"), Reading)
    except UnreadableInput as refusal:
        assert "x.md" in refusal.message
        assert refusal.remedy


@given(documents)
@settings(deadline=None)
def test_a_document_reads_the_same_every_time(text: str) -> None:
    assert read(text, name="x.md") == read(text, name="x.md")


@given(st.text(st.characters(categories=["L", "N", "Zs"], include_characters=",.;:-–?%/'\"()")))
def test_text_without_markup_is_seen_as_it_is(text: str) -> None:
    assert plain(scan(text)) == squeeze(text) or "http" in text.casefold() or "www" in text.casefold()


#: Patterns that made readers of Markdown slow before.
SLOW = {
    "brackets never closed": "[",
    "brackets never opened": "]",
    "images never closed": "![",
    "links never closed": "[a](",
    "targets with blanks": "[a](http://x ",
    "references without definition": "[a][b]",
    "emphasis": "*a _b ",
    "tags": "<b><a href=x>",
    "quotes": '"“',
    "dots": ". . ",
    "commas": "A, ",
    "names": "Ada Byron, ",
    "years in brackets": "(2020) ",
    "venues": ", Nature 2020",
    "emoji": "⭐",
    "separators": " • ",
    "lines": "a\n",
    "nested bullets": "  - a\n",
    "html lists": "<ul><li>",
    "html cells": "<table><tr><td>a",
    "cells": "| a ",
    "identifiers": "10.1234/",
}


@pytest.mark.parametrize("pattern", SLOW.values(), ids=SLOW.keys())
@pytest.mark.parametrize("start", ["- ", "| Title | Code |\n|---|---|\n| "], ids=["bullet", "cell"])
def test_a_hundred_kilobytes_of_anything_are_read_in_seconds(pattern: str, start: str) -> None:
    begun = time.process_time()
    read(start + pattern * (100_000 // len(pattern)), name="x.md")
    assert time.process_time() - begun < 10
