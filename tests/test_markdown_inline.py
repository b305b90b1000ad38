"""Markup inside a line: a link, a badge or an emphasis that is read wrongly loses its paper or garbles its title."""

from __future__ import annotations

import pytest

from lifesci_fm.formats.markdown.inline import HARD, SOFT, Link, links_of, plain, scan


def only_link(text: str, references: dict[str, str] | None = None) -> Link:
    (link,) = links_of(scan(text, references))
    return link


def bold(text: str) -> list[str]:
    return [piece.text for piece in scan(text) if piece.bold]


def italic(text: str) -> list[str]:
    return [piece.text for piece in scan(text) if piece.italic]


@pytest.mark.parametrize(
    ("text", "label", "url"),
    [
        ("[Paper](https://a.b/c)", "Paper", "https://a.b/c"),
        ("[[Paper]](https://a.b/c)", "Paper", "https://a.b/c"),
        ("[a [b] c](https://a.b)", "a [b] c", "https://a.b"),
        ("[a](https://a.b/S0140(20)30183-5)", "a", "https://a.b/S0140(20)30183-5"),
        ('[a](https://a.b "a title")', "a", "https://a.b"),
        ("[a](<https://a.b/c d>)", "a", "https://a.b/c d"),
        ("[a]( https://a.b )", "a", "https://a.b"),
        ("[a](https://a.b/c d)", "a", "https://a.b/cd"),
        ("[a](https://\na.b/c)", "a", "https://a.b/c"),
        (r"[a](https://a.b/c\_d)", "a", "https://a.b/c_d"),
        ("[a](https://a.b/?x=1&amp;y=2)", "a", "https://a.b/?x=1&y=2"),
        ("[**bold** and *not*](https://a.b)", "bold and not", "https://a.b"),
        ("[`code`](https://a.b)", "code", "https://a.b"),
        ("[name]()", "name", ""),
        ('<a href="https://a.b">word</a>', "word", "https://a.b"),
        ("<A HREF='https://a.b'><b>word</b></A>", "word", "https://a.b"),
        ("<a target=_blank href=https://a.b>word</a>", "word", "https://a.b"),
        ("<https://a.b>", "https://a.b", "https://a.b"),
        ("see https://a.b/c.", "https://a.b/c", "https://a.b/c"),
        ("(https://a.b/c)", "https://a.b/c", "https://a.b/c"),
        ("网址：https://a.b/c。", "https://a.b/c", "https://a.b/c"),
        ("[https://a.b](https://c.d)", "https://a.b", "https://c.d"),
    ],
)
def test_a_link_in_every_dress(text: str, label: str, url: str) -> None:
    link = only_link(text)
    assert (link.label, link.url) == (label, url)


@pytest.mark.parametrize("text", ["[paper][p]", "[p][]", "[p]", "[P]", "[ p ][]"])
def test_links_by_reference(text: str) -> None:
    assert only_link(text, {"p": "https://a.b"}).url == "https://a.b"


def test_a_reference_without_definition_is_text() -> None:
    assert links_of(scan("[2023][x] and [p]", {"q": "https://a.b"})) == []
    assert plain(scan("[2023] a [x]")) == "[2023] a [x]"


def test_a_link_whose_target_is_a_link_leads_to_the_inner_target() -> None:
    link = only_link("[PBMC]([https://a.b](https://c.d/x))")
    assert (link.label, link.url, link.nested) == ("PBMC", "https://c.d/x", "https://a.b")


def test_an_unclosed_link_is_text_and_the_next_one_is_not_lost() -> None:
    assert links_of(scan("[a](https://a.b [c](https://c.d)"))[-1].url == "https://c.d"
    assert only_link("[Venue 2023. [Paper](https://a.b)").label == "Paper"


def test_several_links_stay_apart_and_in_order() -> None:
    links = links_of(scan("[[Paper]](https://a.b), [[Code]](https://c.d)[Data](https://e.f)"))
    assert [(link.label, link.url) for link in links] == [
        ("Paper", "https://a.b"),
        ("Code", "https://c.d"),
        ("Data", "https://e.f"),
    ]


def test_emphasis() -> None:
    assert bold("**a** b __c__") == ["a", "c"]
    assert italic("*a* b _c_ snake_case_name 2*3*4") == ["a", "c", "3"]
    assert bold("**a *b* c**") == ["a ", "b", " c"]
    assert bold("<b>a</b> <strong>b</strong>") == ["a", "b"]
    assert plain(scan("**never closed")) == "**never closed"


def test_a_star_behind_a_name_is_no_emphasis() -> None:
    assert plain(scan(r"Ada Byron\*, Grace Hopper*")) == "Ada Byron*, Grace Hopper*"


def test_code_keeps_its_signs() -> None:
    pieces = scan("``a ` b`` and `2023.05` and `never closed")
    assert [piece.text for piece in pieces if piece.code] == ["a ` b", "2023.05"]
    assert plain(pieces).endswith("`never closed")


def test_line_ends_that_are_seen_and_that_are_not() -> None:
    texts = [piece.text for piece in scan("a\nb  \nc<br>d\\\ne")]
    assert texts == ["a", SOFT, "b  ", HARD, "c", HARD, "d", HARD, "e"]


@pytest.mark.parametrize(
    ("src", "said"),
    [
        ("https://img.shields.io/badge/NeurIPS-2023-blue", "NeurIPS 2023"),
        ("https://img.shields.io/badge/Nature_Methods-2024-red.svg", "Nature Methods 2024"),
        ("https://img.shields.io/badge/bio--rxiv-2023.05-green?style=flat", "bio-rxiv 2023.05"),
        ("https://img.shields.io/badge/%F0%9F%A4%97%20Hugging%20Face-Model-yellow", "🤗 Hugging Face Model"),
        ("https://a.b/logo.png", "alt"),
    ],
)
def test_the_words_on_a_badge(src: str, said: str) -> None:
    (piece,) = scan(f"![alt]({src})")
    assert piece.badge is not None
    assert piece.badge.text == said


def test_a_badge_that_counts_stars_names_its_repository() -> None:
    (piece,) = scan("![Star](https://img.shields.io/github/stars/bowang-lab/scGPT.svg?style=social&label=Star)")
    assert piece.badge is not None
    assert piece.badge.repository == "https://github.com/bowang-lab/scGPT"


def test_a_badge_inside_a_link_belongs_to_it() -> None:
    link = only_link("[![stars](https://img.shields.io/github/stars/a/b)](https://github.com/a/b)")
    assert link.url == "https://github.com/a/b"
    assert [badge.alt for badge in link.badges] == ["stars"]
    html = only_link('<a href="https://a.b"><img alt="Paper" src="https://a.b/x.png"></a>')
    assert [badge.alt for badge in html.badges] == ["Paper"]


def test_less_than_and_entities_are_text() -> None:
    assert plain(scan("p < 0.05 &amp; q &gt; 1 <nonsense>")) == "p < 0.05 & q > 1 <nonsense>"


def test_a_link_with_markup_inside_is_one_link() -> None:
    pieces = scan("[a *b*](u)")
    assert [(piece.text, piece.italic) for piece in pieces] == [("a ", False), ("b", True)]
    assert len({id(piece.link) for piece in pieces}) == 1
