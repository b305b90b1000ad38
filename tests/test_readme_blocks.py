"""Marked blocks: a user would lose a byte of her own file, or the trust that a broken marker changes nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifesci_fm.errors import FmError, UnreadableInput, UsageError
from lifesci_fm.formats.readme import Block, fill, new_page, read_page


def filled(data: bytes, text: str = "new\n") -> bytes:
    return fill(read_page(data, "README.md"), lambda block: text)


def blocks(text: str) -> list[Block]:
    return list(read_page(text.encode(), "README.md").blocks)


def fault(text: str) -> str:
    with pytest.raises(UnreadableInput) as caught:
        filled(text.encode())
    assert caught.value.remedy
    assert caught.value.exit_code == 6
    return caught.value.message


def test_only_what_stands_between_the_markers_changes() -> None:
    head = b"\xef\xbb\xbf# Title \t\r\n<!-- fm:begin plan -->  \r\n"
    tail = b"<!-- fm:end plan --> \nrest \\| &amp;\t no newline"
    before, after = head + b"old\r\n" + tail, head + b"\r\nnew\r\n\r\n" + tail
    assert filled(before) == after
    assert filled(after) == after


@pytest.mark.parametrize("eol", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
def test_line_ends_byte_order_marks_and_encodings_are_kept(eol: str, mark: str, encoding: str) -> None:
    if encoding.startswith("utf-16") and not mark:
        return  # nobody can tell UTF-16 without its mark
    if encoding == "gb18030" and mark:
        return
    page = f"{mark}# 计划{eol}<!-- fm:begin plan -->{eol}旧{eol}<!-- fm:end plan -->{eol}尾"
    wanted = page.replace("旧", f"{eol}模型{eol}", 1)
    assert filled(page.encode(encoding), "模型\n").decode(encoding) == wanted


def test_a_block_stays_in_the_quotation_or_the_bullet_it_stands_in() -> None:
    page = b"> <!-- fm:begin plan -->\n> old\n> <!-- fm:end plan -->\n"
    after = b"> <!-- fm:begin plan -->\n>\n> new\n>\n> <!-- fm:end plan -->\n"
    assert filled(page) == after
    assert filled(after) == after
    page = b"- <!-- fm:begin plan -->\n  <!-- fm:end plan -->\n"
    assert filled(page) == b"- <!-- fm:begin plan -->\n\n  new\n\n  <!-- fm:end plan -->\n"


def test_two_words_of_chinese_tell_the_encoding_of_a_page() -> None:
    """Every other pair of GBK is UTF-8 by chance: the table would be written in another encoding than the rest."""
    page = "计划\n<!-- fm:begin plan -->\n<!-- fm:end plan -->\n尾"
    assert filled(page.encode("gbk"), "模型\n").decode("gbk") == page.replace("-->\n<", "-->\n\n模型\n\n<")


def test_a_file_with_broken_bytes_keeps_them() -> None:
    page = ("中文" * 9).encode() + b"\xff\n<!-- fm:begin plan -->\n<!-- fm:end plan -->\n"
    assert filled(page, "模型\n") == page.replace(b"-->\n<", b"-->\n\n\xe6\xa8\xa1\xe5\x9e\x8b\n\n<")


def test_text_that_the_files_encoding_lacks_is_refused() -> None:
    page = "caf\xe9 \xe0 \xfc \n<!-- fm:begin plan -->\n<!-- fm:end plan -->\n".encode("latin-1")
    with pytest.raises(UnreadableInput, match=r"README\.md:2: .*cp1252"):
        filled(page, "模型\n")


@settings(deadline=None)  # the first example pays for imports
@given(st.text(), st.text(), st.text(), st.sampled_from(["\n", "\r\n"]))
def test_no_text_around_a_block_is_touched(head: str, stale: str, tail: str, eol: str) -> None:
    data = f"{head}{eol}<!-- fm:begin plan -->{eol}{stale}{eol}<!-- fm:end plan -->{eol}{tail}".encode(
        "utf-8", "replace"
    )
    try:
        after = filled(data)
    except FmError:
        return  # fences and markers in the text: refused, not touched
    start, end = after.index(b"fm:begin plan -->"), after.rindex(b"<!-- fm:end plan")
    assert data.startswith(after[:start])
    assert data.endswith(after[end:])
    assert filled(after) == after


def test_both_markers_on_one_line_are_parted() -> None:
    assert filled(b"a\n  <!-- fm:begin plan --><!-- fm:end plan -->\nb") == (
        b"a\n  <!-- fm:begin plan -->\n\n  new\n\n  <!-- fm:end plan -->\nb"
    )


def test_text_beside_the_markers_stays_and_text_between_them_goes() -> None:
    assert filled(b"# Methods<!-- fm:begin plan -->\nold <!-- fm:end plan --> and on\n") == (
        b"# Methods<!-- fm:begin plan -->\n\nnew\n\n<!-- fm:end plan --> and on\n"
    )
    assert filled(b"<!-- fm:begin plan --> old\nold\n<!-- fm:end plan -->\n") == (
        b"<!-- fm:begin plan -->\n\nnew\n\n<!-- fm:end plan -->\n"
    )


def test_a_block_in_a_list_item_is_indented_like_its_marker() -> None:
    page = b"- item\n\n  <!-- fm:begin plan -->\n  <!-- fm:end plan -->\n"
    assert filled(page, "a\n\nb\n") == b"- item\n\n  <!-- fm:begin plan -->\n\n  a\n\n  b\n\n  <!-- fm:end plan -->\n"


def test_nothing_to_print_leaves_one_blank_line() -> None:
    assert filled(b"<!-- fm:begin plan -->\nold\n<!-- fm:end plan -->", "") == (
        b"<!-- fm:begin plan -->\n\n<!-- fm:end plan -->"
    )


def test_words_of_a_marker() -> None:
    (block,) = blocks(
        "<!--fm:begin mine style=plan status=planned,read domain='single cell,DNA' "
        'author="Cui, Haotian" author=Wang-->\n'
        "<!-- fm:end mine -->"
    )
    assert (block.name, block.line) == ("mine", 1)
    assert block.words == {
        "style": ["plan"],
        "status": ["planned", "read"],
        "domain": ["single cell", "DNA"],
        "author": ["Cui, Haotian", "Wang"],
    }


def test_the_name_is_the_style_unless_one_is_given() -> None:
    found = blocks(
        "<!-- fm:begin plan -->\n<!-- fm:end plan -->\n<!-- fm:begin b style=papers -->\n<!-- fm:end b -->\n"
    )
    assert [(block.name, block.words["style"]) for block in found] == [("plan", ["plan"]), ("b", ["papers"])]


@pytest.mark.parametrize(
    "example",
    [
        "```markdown\n<!-- fm:begin plan -->\n```\n",
        "- item\n\n  ~~~~\n  <!-- fm:begin x -->\n  ~~~\n  ~~~~\n",
        "> ```\n> <!-- fm:begin plan -->\n> ```\n",
        "Write `<!-- fm:begin plan -->` and ``<!-- fm:end plan -->``.\n",
        "<!-- other:begin plan -->\n<!-- fmt: off -->\n",
        "&lt;!-- fm:begin plan -->\n",
    ],
)
def test_examples_and_other_tools_markers_are_left_alone(example: str) -> None:
    page = f"{example}<!-- fm:begin plan -->\n<!-- fm:end plan -->\n"
    assert (
        filled(page.encode())
        == page.replace("-->\n<!-- fm:end plan -->\n", "-->\n\nnew\n\n<!-- fm:end plan -->\n").encode()
    )


def test_an_unclosed_fence_between_the_markers_hides_nothing() -> None:
    assert filled(b"<!-- fm:begin plan -->\n```\n<!-- fm:end plan -->\n") == (
        b"<!-- fm:begin plan -->\n\nnew\n\n<!-- fm:end plan -->\n"
    )


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("# no marker\n", "README.md has no block"),
        ("\n<!-- fm:begin plan -->\n", "README.md:2: the block plan has no end"),
        ("<!-- fm:end plan -->\n", "README.md:1: fm:end plan ends no block"),
        ("<!-- fm:begin a -->\n<!-- fm:begin b -->\n", "README.md:2: fm:begin b stands inside the block a (line 1)"),
        ("<!-- fm:begin a -->\n\n<!-- fm:end b -->\n", "README.md:3: fm:end b stands in the block a (line 1)"),
        (
            "<!-- fm:begin a -->\n<!-- fm:end a -->\n<!-- fm:begin a -->\n<!-- fm:end a -->\n",
            "README.md:3: a second block is called a (the first is at line 1)",
        ),
        ("<!-- fm:start plan -->\n", "README.md:1: fm knows no marker fm:start"),
        ("<!-- fm:begin -->\n", "README.md:1: fm:begin names no block"),
        ("<!-- fm:begin plan\n-->\n", "README.md:1: the marker is not closed on its line"),
        ("<!-- fm:begin plan lang -->\n", "README.md:1: 'lang' has no value"),
        ("<!-- fm:begin plan status= -->\n", "README.md:1: cannot read 'status='"),
        ("<!-- fm:begin plan status=, -->\n", "README.md:1: status= is empty"),
        ("<!-- fm:begin plan domain='x -->\n", "README.md:1: cannot read"),
        ("<!-- fm:begin a -->\n<!-- fm:end a lang=zh -->\n", "README.md:2: fm:end takes a name only"),
    ],
)
def test_a_marker_that_cannot_be_understood_is_named_with_its_line(page: str, said: str) -> None:
    assert fault(page).startswith(said)


def test_lines_are_counted_as_editors_count_them() -> None:
    assert fault("a\x0cb\u2028c\r\n\rd\n<!-- fm:end x -->").startswith("README.md:4:")


def test_a_fault_while_printing_names_the_block() -> None:
    def refuse(block: Block) -> str:
        raise UsageError("No status is called 'x'.", "Statuses are …")

    with pytest.raises(UnreadableInput, match=r"README\.md:2: No status is called 'x'\."):
        fill(read_page(b"\n<!-- fm:begin plan -->\n<!-- fm:end plan -->", "README.md"), refuse)


@pytest.mark.parametrize(
    "words",
    [
        {"style": ["plan"]},
        {"style": ["papers"], "lang": ["zh"], "status": ["planned", "read"], "author": ["Cui, Haotian", "Wang"]},
        {"style": ["plan"], "domain": ["single cell", "DNA"], "tag": ["it's"]},
    ],
)
def test_a_new_file_holds_the_words_it_was_made_with(words: dict[str, list[str]]) -> None:
    (block,) = read_page(new_page(words), "README.md").blocks
    assert (block.name, block.words) == (words["style"][0], words)


@pytest.mark.parametrize("word", ['a"b', "a-->b", "a\nb", "a,b"])
def test_words_that_no_marker_can_hold_are_refused(word: str) -> None:
    with pytest.raises(UsageError):
        new_page({"style": ["plan"], "tag": [word]})
