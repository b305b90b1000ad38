"""Which keys a manuscript cites: a key overlooked is a question mark in print, one invented stops the export."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifesci_fm.formats.citations import (
    Cited,
    cited_in_aux,
    cited_in_markdown,
    cited_in_tex,
    inputs_of_aux,
    inputs_of_tex,
    kind_of,
)


def test_what_bibtex_and_biber_look_up() -> None:
    aux = r"""\relax
\citation{a,b}
\@input{chapter1.aux}
\citation{b}
\abx@aux@cite{0}{c}
\abx@aux@cite{d:2}
\citation{*}
\bibcite{not}{1}"""
    assert cited_in_aux(aux) == Cited(("a", "b", "c", "d:2"), everything=True)
    assert inputs_of_aux(aux) == ["chapter1.aux"]
    assert cited_in_aux('<bcf:citekey order="1">x</bcf:citekey>') == Cited(("x",))
    assert [kind_of(name) for name in ("p.bcf", "P.AUX", "p.Rmd", "p.txt", "p.tex", "p")] == [
        *("aux", "aux", "md", "md", "tex", "tex")
    ]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (r"\cite{a} \citep[see][p.~3]{b, c} \citet*{d} \Citeauthor{e} \nocite{f}", "abcdef"),
        (r"\parencite[12]{a}\textcite{b}\autocite[see][]{c}\footfullcite{d}\smartcite{e}", "abcde"),
        (r"\cites(pre)(post)[p. 1]{a}[2]{b}{c} and \cite{d}{not a key}", "abcd"),
        ("\\cite[see\n  {\\it also}]{a,\n  b}", "ab"),
        ("\\cite{a} % \\cite{no}\n100\\% \\cite{b}", "ab"),
        (r"\begin{verbatim}\cite{no}\end{verbatim} \verb|\cite{no}| \cite{a}", "a"),
        (r"\citestyle{nature} \setcitestyle{round} \DeclareCiteCommand{\x} \bibcite{no}{1}", ""),
        (r"\citealp<note>{a}\citeyearpar{b}", "ab"),
        (r"\verb|50%| \cite{a} \lstinline|\cite{no}| \mintinline{tex}{\cite{no}} \lstinline[x]{\cite{no}}", "a"),
        ("\\iffalse \\cite{no} \\fi\\cite{a}\\begin{minted}{tex}\n\\cite{no}\\end{minted}", "a"),
        (r"\newcommand{\mine}[1]{\cite{#1}} \renewcommand\citeleft{(} \def\citemid{,} \AtNextCite{\x} \cite{a}", "a"),
        (r"\textcquote[p. 3]{a}{text} \foreigntextcquote{german}[1]{b}{text} \volcite{2}[12]{c} \bibentry{d}", "abcd"),
        ("\\cite{a}\\end{document} \\cite{no}", "a"),
    ],
)
def test_citations_of_latex(text: str, keys: str) -> None:
    assert "".join(cited_in_tex(text).keys) == keys


def test_all_there_is() -> None:
    assert cited_in_tex(r"\nocite{*}\cite{a}") == Cited(("a",), everything=True)
    assert cited_in_markdown("---\nnocite: '@*'\n---\n[@a]") == Cited(("a",), everything=True)
    assert Cited(("a",)) | Cited(("b", "a"), everything=True) == Cited(("a", "b"), everything=True)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("[@a; see @b, p. 3; -@c] and @d says. (@e) *@f*", "a b c d e f"),
        ("@DBLP:conf/icml/X_1, @{odd key!}x @{odd,key}", "DBLP:conf/icml/X_1 odd key"),
        ("me@example.org, http://a.org/@user, `@code`\n```\n@block\n```\n[@a]", "a"),
        ("See @fig:plot, @tbl:x and @sec-intro, but @cui2024scgpt.", "cui2024scgpt"),
        ("\\@no <a@b.c> <!-- @no --> @a\n\n    @no\n\n- x\n  ```\n  @no\n  ```\n\n<div>\n@b</div>", "a b"),
        ("---\nnocite: |\n  @a, @b\n---\n[^1]: @c\n\n(@good) An example.\n\nSee (@good), and @d's.", "a b c d"),
        ("@a--b and @c.d.", "a c.d"),
    ],
)
def test_citations_of_markdown(text: str, keys: str) -> None:
    assert " ".join(cited_in_markdown(text).keys) == keys


@given(st.text(max_size=200) | st.lists(st.sampled_from(["\\cite", *"{}[],@`%a*-<>()"])).map("".join))
def test_any_text_is_searched_without_a_traceback(text: str) -> None:
    for read in (cited_in_aux, cited_in_tex, cited_in_markdown):
        assert isinstance(read(text), Cited)


def test_no_text_takes_longer_than_its_length() -> None:
    """`--tex` would hang for hours on a line that no person wrote."""
    for text in (
        "\\" + "cite" * 20_000,
        "\\newcommand" + " " * 40_000,
        "\\begin{verbatim}" * 5_000,
        "\\cite[" * 10_000,
    ):
        assert cited_in_tex(text) == Cited()


def test_a_document_in_parts() -> None:
    text = r"\input{intro} \include{parts/one.v2} % \input{no}" + "\n" + r"\subfile{two.tex}\import{lib/}{three}"
    assert inputs_of_tex(text) == ["intro.tex", "parts/one.v2", "two.tex", "lib//three.tex"]
