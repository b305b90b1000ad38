"""From bytes to blocks: an encoding, an HTML block or a broken table that is read wrongly loses every entry in it."""

from __future__ import annotations

import pytest

from lifesci_fm.errors import UnreadableInput
from lifesci_fm.formats.markdown.blocks import Block, Heading, ListBlock, Paragraph, Table, parse, split_row
from lifesci_fm.formats.markdown.source import decode, read_source


def blocks(text: str) -> list[Block]:
    return parse(read_source(text, name="x.md")).blocks


def only_table(text: str) -> Table:
    (table,) = [block for block in blocks(text) if isinstance(block, Table)]
    return table


def items(text: str) -> list[tuple[str, int]]:
    return [(item.text, item.line) for block in blocks(text) if isinstance(block, ListBlock) for item in block.items]


# -- bytes ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_chinese_in_every_encoding(codec: str) -> None:
    text = "# 单细胞基础模型阅读计划\n\n| 模型 | 发布日期 |\n"
    data = text.encode(codec)
    if codec == "utf-16-le":
        data = b"\xff\xfe" + data
    assert decode(data, name="x.md") == text


def test_latin_letters_of_windows() -> None:
    assert decode("# Müller – naïve café".encode("cp1252"), name="x.md") == "# Müller – naïve café"


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n\x00\x01\x02", b"PK\x03\x04" + bytes(range(32)) * 20, b"\x89PNG\r\n\x1a\n\0"]
)
def test_a_binary_file_is_refused_with_a_remedy(data: bytes) -> None:
    with pytest.raises(UnreadableInput, match=r"paper\.pdf is no text file") as refusal:
        decode(data, name="paper.pdf")
    assert "Markdown" in str(refusal.value.remedy)


def test_line_ends_of_every_system_count_alike() -> None:
    for end in ("\n", "\r\n", "\r"):
        assert items(f"# A{end}{end}- one{end}- two{end}") == [("one", 3), ("two", 4)]


def test_an_empty_file_has_no_blocks() -> None:
    assert blocks("") == []


# -- front matter -----------------------------------------------------------------------------------


def test_front_matter_in_yaml_and_toml() -> None:
    yaml = read_source('---\ntitle: "Reading scGPT"\ntags: [a, "b"]\nauthor:\n  - Ada\n  - Grace\n---\n# A\n', name="x")
    assert yaml.front is not None
    assert yaml.front.one("title") == "Reading scGPT"
    assert yaml.front.many("tags") == ("a", "b")
    assert yaml.front.many("author") == ("Ada", "Grace")
    toml = read_source("+++\ntitle = 'Reading scGPT'\n+++\n", name="x")
    assert toml.front is not None
    assert toml.front.one("title") == "Reading scGPT"


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert read_source("---\n\n# A\n\n---\n", name="x").front is None
    assert read_source("---\ntitle: never closed\n", name="x").front is None


def test_lines_count_from_the_front_matter_on() -> None:
    assert items("---\ntitle: a\n---\n\n- one\n") == [("one", 5)]


# -- tables -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("| a | b |", ["a", "b"]),
        ("a | b", ["a", "b"]),
        ("| a || c |", ["a", "", "c"]),
        (r"| a \| b | c |", ["a | b", "c"]),
        ("| `a|b` | c |", ["`a|b`", "c"]),
        ("| `a | c |", ["`a", "c"]),
        ("|a|", ["a"]),
    ],
)
def test_cells_of_a_row(row: str, cells: list[str]) -> None:
    assert split_row(row) == cells


def test_rows_keep_their_surplus_and_their_lack_of_cells() -> None:
    table = only_table("| A | B |\n|---|---|\n| 1 | 2 | 3 |\n| 4 |\n")
    assert [(row.cells, row.line) for row in table.rows] == [(["1", "2", "3"], 3), (["4"], 4)]


def test_a_header_of_another_width_than_its_delimiter_row_is_still_a_table() -> None:
    table = only_table("Text above\n| A | B | C |\n|---|---|\n| 1 | 2 | 3 |\n")
    assert table.header == ["A", "B", "C"]
    assert [row.cells for row in table.rows] == [["1", "2", "3"]]


def test_rows_behind_a_comment_or_a_blank_line_belong_to_their_table() -> None:
    table = only_table("| A | B |\n|---|---|\n| 1 | 2 |\n<!-- done -->\n| 3 | 4 |\n\n| 5 | 6 |\n")
    assert [(row.cells[0], row.line) for row in table.rows] == [("1", 3), ("3", 5), ("5", 7)]


def test_an_html_table_is_a_table_with_its_lines() -> None:
    table = only_table(
        "<table>\n<thead><tr><th>A</th><th>B</th></tr></thead>\n<tbody>\n<tr>\n<td>1</td>\n<td>2 | 3</td>\n</tr>\n"
        '<tr><td colspan="1">4</td><td><a href="u">5</a></td></tr></tbody></table>\n'
    )
    assert table.header == ["A", "B"]
    assert [(row.cells, row.line) for row in table.rows] == [(["1", "2 | 3"], 4), (["4", '<a href="u">5</a>'], 8)]


def test_a_table_in_a_list_and_in_a_quote() -> None:
    (block,) = blocks("- a\n\n  | A | B |\n  |---|---|\n  | 1 | 2 |\n")
    assert isinstance(block, ListBlock)
    assert [type(child) for child in block.items[0].children] == [Table]
    assert only_table("> | A | B |\n> |---|---|\n> | 1 | 2 |\n").rows[0].cells == ["1", "2"]


# -- headings, lists, paragraphs --------------------------------------------------------------------


def test_headings_of_both_languages() -> None:
    found = blocks('# One\n\nTwo\n---\n\n<h3 align="center">Three <a name="x"></a></h3>\n\n<h2>\nFour\n</h2>\n')
    headings = [
        (block.level, block.text.split("<")[0].strip(), block.line) for block in found if isinstance(block, Heading)
    ]
    assert headings == [(1, "One", 1), (2, "Two", 3), (3, "Three", 6), (2, "Four", 8)]


def test_an_entry_above_a_rule_is_no_heading() -> None:
    (block,) = blocks("[Paper](https://a.b)\n---\n")
    assert isinstance(block, Paragraph)


def test_nested_lists_of_both_languages() -> None:
    for text in ("- a\n  - b\n    - c\n", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li></ul>\n"):
        (block,) = blocks(text)
        assert isinstance(block, ListBlock)
        (item,) = block.items
        (child,) = item.items
        (grandchild,) = child.items
        assert [item.text, child.text, grandchild.text] == ["a", "b", "c"]


def test_numbers_of_items() -> None:
    (block,) = blocks("7. a\n8. b\n")
    assert isinstance(block, ListBlock)
    assert [item.number for item in block.items] == [7, 8]


@pytest.mark.parametrize("text", ["• a\n• b\n", "1、a\n2、b\n", "* a\n* b\n", "+ a\n+ b\n", "1) a\n2) b\n"])
def test_bullets_of_every_sign(text: str) -> None:
    assert items(text) == [("a", 1), ("b", 2)]


def test_an_item_over_several_lines() -> None:
    assert items("- a\n  b\n  c\n- d\n") == [("a\nb\nc", 1), ("d", 4)]


def test_an_indented_bullet_is_an_entry_and_no_code() -> None:
    assert items("Text\n\n    - [a](https://a.b)\n") == [("[a](https://a.b)", 3)]


def test_code_and_comments_hold_no_entries() -> None:
    assert items("```\n- a\n```\n<!--\n- b\n-->\n~~~bib\n- c\n~~~\n- d\n") == [("d", 10)]


def test_summaries_stand_as_bold_lines() -> None:
    found = blocks("<details><summary><b>DNA</b></summary>\n\n- a\n\n</details>\n")
    assert [block.text for block in found if isinstance(block, Paragraph)] == ["**DNA**"]
    assert items("<details>\n<summary>DNA</summary>\n- a\n</details>\n") == [("a", 3)]


def test_a_code_block_that_never_ends_is_told() -> None:
    assert parse(read_source("# A\n```\n- a\n", name="x")).unclosed == [2]
