"""Library text on a page: what a user would lose is a table torn apart by a title, a link that runs a script, or a
README full of needless backslashes. markdown-it-py reads everything back as GitHub would."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from lifesci_fm.formats.readme.markdown import bare_url, cell, destination, heading, inline, line, link, visible

GFM = MarkdownIt("commonmark").enable(["table", "strikethrough"])

#: What breaks pages, and the pieces it is made of.
HOSTILE = [
    *"|[]()`*_~<>&;\\#-+=!$:{}%\"'^.1 aA\n\t/@é中",
    "](javascript:alert(1))",
    "<script>alert(1)</script>",
    "<!-- fm:end plan -->",
    "<https://evil.example>",
    "&copy;",
    "&#35;",
    "```",
    "**",
    "1. ",
    "- ",
    "---|---",
    "http://a.b",
    "\u202e",
    "\x1b[31m",
    "\x00",
]
texts = st.lists(st.one_of(st.sampled_from(HOSTILE), st.characters())).map("".join)


def shown(token: Token) -> str:
    """The text a reader sees; anything that is no text, strong text or link shows as its type."""
    plain = {"link_open", "link_close", "strong_open", "strong_close"}
    return "".join(
        "" if t.type in plain else t.content if t.type == "text" else f"<{t.type}>" for t in token.children or ()
    )


def inlines(markdown: str) -> list[Token]:
    return [token for token in GFM.parse(markdown) if token.type == "inline"]


@settings(deadline=None)  # the first example pays for imports
@given(texts)
def test_a_cell_shows_exactly_its_text_and_the_row_keeps_its_cells(text: str) -> None:
    safe, wanted = cell(inline(text)), visible(text)
    row = f"| {safe} | [{safe}](https://x.org) | **{safe or 'x'}** |"
    cells = inlines(f"| a | b | c |\n| --- | --- | --- |\n{row}\n")[3:]
    assert [shown(token) for token in cells] == [wanted, wanted, wanted or "x"]


@settings(deadline=None)  # the first example pays for imports
@given(texts)
def test_a_bullet_or_heading_shows_exactly_its_text_and_opens_no_other_block(text: str) -> None:
    wanted = visible(text)
    if not wanted:
        return
    page = GFM.parse(f"- {line(text)}\n- [Venue] {inline(text)}. [[Paper]](https://x.org)\n\n{heading(text, 3)}\n")
    assert [shown(t) for t in page if t.type == "inline"] == [wanted, f"[Venue] {wanted}. [Paper]", wanted]
    kinds = Counter(token.type for token in page)
    assert (kinds["list_item_open"], kinds["heading_open"], kinds["paragraph_open"]) == (2, 1, 2)
    assert not kinds["html_block"]


@settings(deadline=None)  # the first example pays for imports
@given(texts)
def test_no_text_becomes_a_marker(text: str) -> None:
    assert "<!--" not in inline(text)


@settings(deadline=None)  # the first example pays for imports
@given(texts)
def test_a_link_leads_where_the_library_says(text: str) -> None:
    url = f"https://x.org/{text}"
    page = inlines(f"| a | b |\n| --- | --- |\n| {link('t', url)} | {bare_url(url)} |\n")[2:]
    assert [token.type for token in page[0].children or ()] == ["link_open", "text", "link_close"]
    kept = re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", "", url).strip()
    assert unquote(str((page[0].children or [])[0].attrs["href"])) == unquote(kept)
    assert [t.type for t in page[1].children or ()] in (["text"], ["link_open", "text", "link_close"])


@pytest.mark.parametrize(
    "text",
    [
        "scGPT: toward building a foundation model for single-cell multi-omics using generative AI",
        "A 5’ UTR Language Model: Decoding Untranslated Regions",
        "Web-scale 2D&3D Medical Data, NAR Genomics & Bioinformatics",
        "A_B snake_case_name p < 0.05, a > b, ~30M cells and ~1B tokens",
        "2 * 3 = 6; C:\\data; $5; 50% off! (#1) [sic",
        "导论&引言：大模型时代下的计算生物学｜独特的 Tokenization",
    ],
)
def test_ordinary_text_needs_no_escape(text: str) -> None:
    assert inline(text).replace("\\[", "[") == text


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("a|b", "a|b"),
        ("[CLS] token", "\\[CLS\\] token"),
        ("the `head`", "the \\`head\\`"),
        ("<i>in vivo</i>", "&lt;i>in vivo&lt;/i>"),
        ("AT&T; &amp;", "AT&amp;T; &amp;amp;"),
        ("$k$-mers", "\\$k\\$-mers"),
        ("{{ site.url }}", "{\\{ site.url }}"),
        ("see https://x.org", "see https\\://x.org"),
        ("two\n lines\tof text ", "two lines of text"),
        ("left\u202eright", "left&#x202E;right"),
    ],
)
def test_signs_that_mean_something_are_escaped(text: str, markdown: str) -> None:
    assert inline(text) == markdown


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://x.org/a_(b)_c", "https://x.org/a_(b)_c"),
        ("https://x.org/a(b", "<https://x.org/a(b>"),
        ("https://x.org/17:15/16<1661::AID>3.0", "https://x.org/17:15/16%3C1661::AID%3E3.0"),
        ("https://x.org/a b|c", "https://x.org/a%20b%7Cc"),
        ("https://x.org/?a=1&copy;=2", "https://x.org/?a=1&amp;copy;=2"),
        ("HTTP://X.ORG/a", "HTTP://X.ORG/a"),
        ("javascript:alert(1)", None),
        ("java\tscript:alert(1)", None),
        ("\x01javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("https://", None),
        ("nihcc.app.box.com", None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_addresses_are_linked(url: str | None, target: str | None) -> None:
    assert destination(url) == target


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("notebooks/a b.ipynb", "notebooks/a%20b.ipynb"),
        ("javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("//evil.example/x", None),
        ("C:\\x", None),
    ],
)
def test_a_path_within_the_repository_is_linked_where_it_may_be(url: str, target: str | None) -> None:
    assert destination(url, relative=True) == target


def test_a_bare_address_stays_natural_unless_markdown_would_read_it() -> None:
    assert bare_url("https://x.org/pbmc_granulocyte_sorted_10k") == "https://x.org/pbmc_granulocyte_sorted_10k"
    assert bare_url("https://x.org/_a_") == "<https://x.org/_a_>"
    assert bare_url("nihcc.app.box.com") is None
