"""The query language: what is read out of it, and that every mistake is shown where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifesci_fm.catalog.language import And, Condition, Not, Or, Saved, Tree, Word, parse
from lifesci_fm.errors import UsageError


def word(text: str, prefix: bool = False) -> Word:
    return Word(text, prefix, 0)


def plain(tree: Tree | None) -> Tree | None:
    """The tree without the places of its parts."""
    if isinstance(tree, And | Or):
        return type(tree)(tuple(part for part in map(plain, tree.parts) if part))
    if isinstance(tree, Not):
        inner = plain(tree.of)
        assert inner
        return Not(inner)
    return tree._replace(at=0) if tree else None


A, B, C = word("a"), word("b"), word("c")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", None),
        ("  \u3000 ", None),
        ("a", A),
        ("a b", And((A, B))),
        ("a and b AND c", And((A, B, C))),
        ("a or b c", Or((A, And((B, C))))),
        ("(a or b) c", And((Or((A, B)), C))),
        ("not a b", And((Not(A), B))),
        ("not (a or b)", Not(Or((A, B)))),
        ("not not a", Not(Not(A))),
        ("a -b", And((A, Not(B)))),
        ("-(a b)", Not(And((A, B)))),
        ('"a b" c', And((word("a b"), C))),
        ('pre* "two wo"*', And((word("pre", True), word("two wo", True)))),
        ('"and"', word("and")),
        ("single-cell GPT-4 -5", And((word("single-cell"), word("GPT-4"), word("-5")))),
        ("domain:scRNA", Condition("domain", ":", ("scRNA",), 0)),
        ("Domain:scRNA,DNA", Condition("domain", ":", ("scRNA", "DNA"), 0)),
        ('author:"Cui, Haotian",Zhou', Condition("author", ":", ("Cui, Haotian", "Zhou"), 0)),
        ("year>=2023", Condition("year", ">=", ("2023",), 0)),
        ("year >= 2023 a", And((Condition("year", ">=", ("2023",), 0), A))),
        ("year=2023", Condition("year", ":", ("2023",), 0)),
        ("status!=read", Condition("status", "!=", ("read",), 0)),
        ("not venue:arXiv", Not(Condition("venue", ":", ("arXiv",), 0))),
        ("(tag:key)", Condition("tag", ":", ("key",), 0)),
        ("@todo or a", Or((Saved("todo", 0, 1), A))),
        ("year a", And((word("year"), A))),  # a field's name alone is a word
        ("Geneformer: transfer", And((word("Geneformer:"), word("transfer")))),
        ("https://arxiv.org/abs/1", word("https://arxiv.org/abs/1")),
        ("10.1038/s41592-024-02201-0", word("10.1038/s41592-024-02201-0")),
        ("（状态：已解读）or“单 细胞”", Or((Condition("status", ":", ("已解读",), 0), word("单 细胞")))),
        ("领域：单细胞", Condition("domain", ":", ("单细胞",), 0)),
    ],
)
def test_what_is_read(text: str, tree: Tree | None) -> None:
    assert plain(parse(text)) == tree


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        ("a (b or c", 3, "nothing closes this bracket"),
        ("a) b", 2, "nothing opens this bracket"),
        ('a "b c', 3, "nothing closes this quotation"),
        ("a or", 5, "something is missing here"),
        ("or a", 1, "something is missing before this"),
        ("a and or b", 7, "something is missing before this"),
        ("not", 4, "something is missing here"),
        ("()", 2, "something is missing before this"),
        ("domian:x", 1, "Did you mean domain"),
        ("a domain:", 10, "domain needs a value here"),
        ("domain: scRNA", 8, "domain needs a value here"),
        ("tag:a,", 7, "tag needs a value here"),
        ("year>=", 7, "year needs a value here"),
        ("(" * 13 + "a" + ")" * 13, 13, "nests too deeply"),
        ("not " * 13 + "a", 49, "nests too deeply"),
    ],
)
def test_a_mistake_is_shown_where_it_stands(text: str, column: int, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(text)
    sentence, query, caret = str(caught.value).splitlines()
    assert sentence.startswith(f"Column {column} of the query: ")
    assert said in sentence
    assert query == f"  {text}"
    assert caret == " " * (column + 1) + "^"


def test_the_caret_stands_under_the_place_in_a_line_of_wide_letters() -> None:
    with pytest.raises(UsageError) as caught:
        parse("单细胞 (模型")
    assert str(caught.value).splitlines()[2] == "  " + " " * 7 + "^"


def test_of_a_very_long_query_the_place_is_shown() -> None:
    """Ten thousand letters on a screen would hide the mistake in them."""
    for text, place in (
        ("a " * 150 + "(b" + " c" * 100, " a a a (b c c"),
        ("x" * 600, "  xxx"),
        ('y:"' + "z " * 5000, "  y:"),
    ):
        with pytest.raises(UsageError) as caught:
            parse(text)
        assert len(str(caught.value)) < 800
        assert place in str(caught.value)
        _, line, caret = str(caught.value).splitlines()
        assert line[len(caret) - 1] == text[int(caught.value.message.split()[1]) - 1]
    with pytest.raises(UsageError, match=r"Column 601 .* more than 300 words"):
        parse("a " * 400)


@given(st.text(st.sampled_from('ab ()":,*@-<>=!year and or not 单“”：（'), max_size=40))
def test_any_text_is_read_or_refused_in_a_sentence(text: str) -> None:
    """A traceback for a mistyped bracket would be the worst answer."""
    try:
        parse(text)
    except UsageError as fault:
        assert fault.message.startswith("Column ")
        assert fault.remedy
