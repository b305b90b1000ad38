"""LaTeX in names and titles: a wrong letter here is a wrong name in somebody's bibliography."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bibliography import HOSTILE, texts
from lifesci_fm.formats.latex import Command, decode, encode, escape, tidy, verbatim, verbatim_safe


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"M{\"u}ller", "Müller"),
        (r"M\"uller and Garc{\'\i}a", "Müller and García"),
        (r"\v{S}\'{e} {\v s} \c{c} \H{o} {\aa}ngstr\"om \o{} {\L}", "Šé š ç ő ångström ø Ł"),
        (r"\'{\i}\^{\j}", "íĵ"),
        (r"{\textcommabelow{s}}", "ș"),
        ("{DNA} and {RNA}-seq", "DNA and RNA-seq"),
        (r"Radix-2\({}^{\mbox{k}}\) $\alpha$-helix H$_2$O $10^{-3}$", "Radix-2^k α-helix H₂O 10⁻³"),
        (r"$O(n \log n)$ and 4$^{th}$, 37$^\circ$C", "O(n log n) and 4th, 37°C"),
        (r"cost \$5 or $6 million, not $7 million", "cost $5 or $6 million, not $7 million"),
        ("``Foo'' -- bar --- baz~qux `x'", "“Foo” – bar — baz qux ‘x'"),
        (r"\emph{In vivo} \& \LaTeX\ {\it here} \textcolor{red}{now}", "In vivo & LaTeX here now"),
        (r"\noopsort{1973b}1973 D'Eustachio", "1973 D'Eustachio"),
        (r"C:\Users\me and \unknown{argument}", r"C:\Users\me and argument"),
        (r"Smith {\&}amp; Sons &lt;i&gt;", "Smith & Sons <i>"),
        (r"\textsuperscript{2}\textsubscript{i} {\textless}b{\textgreater}", "²_i <b>"),
        (r"\frac{a}{b} \sqrt{x} \url{http://a.org/~x_y}", "a/b √x http://a.org/~x_y"),
        (r"Duch$\hat{\mbox{e}}$ne of $\tilde{O}(n)$", "Duchêne of Õ(n)"),
        (r"&#39;x&#39; \&\#945; {\&}beta; caf&eacute; AT&T; &none; &amp;amp;", "'x' α β café AT&T; &none; &amp;"),
        (r"\texorpdfstring{$\alpha$}{alpha}-toy\footnote{Not for sale.}", "α-toy"),
        (r"in {\apj} and \prd\ again", "in ApJ and Phys. Rev. D again"),
        (r"$\backslash$textit{\{}E. coli{\}} and R$\backslash$'enyi, A$\backslash$B", r"E. coli and Rényi, A\B"),
        ("two\n   lines", "two lines"),
        ("{{{{ never closed \\", "never closed \\"),
    ],
)
def test_what_latex_says(latex: str, text: str) -> None:
    assert decode(latex) == text


def test_a_file_may_define_its_own_commands() -> None:
    commands = {"switchargs": Command(2, "#2#1"), "loop": Command(0, r"\loop\loop"), "drop": Command(1, "")}
    assert decode(r"\switchargs{--90}{1968} \drop{gone}kept", commands) == "1968–90 kept"
    assert isinstance(decode(r"\loop", commands), str)  # a bomb ends


def test_signs_of_text_stay_what_every_reader_knows() -> None:
    """pandoc prints nothing for `{\\textregistered}`, and fonts lack it: a sign would be gone from a title."""
    assert encode("«x»® 3 °C ½") == "«x»® 3 °C ½"
    assert encode("a|b") == r"a{\ensuremath{\vert}}b"
    assert escape("{}") == r"{\ensuremath{\lbrace}}{\ensuremath{\rbrace}}"


@given(texts)
@example(HOSTILE[6])
@example("&eacute; &#39; &amp;lt; &x1;")
def test_encoded_text_reads_back_as_it_was(text: str) -> None:
    assert decode(encode(text)) == tidy(text)
    assert decode(escape(text)) == tidy(text)


@given(texts)
def test_nothing_encoded_can_leave_a_field(text: str) -> None:
    for latex in (encode(text), escape(text)):
        level = 0
        for character in latex:
            level += (character == "{") - (character == "}")
            assert level >= 0
        assert level == 0
        assert not latex.endswith("\\")
        assert not any(unicodedata.category(character) == "Cc" for character in latex)


@given(st.text(max_size=80))
def test_any_text_decodes(text: str) -> None:
    assert isinstance(decode(text), str)
    assert isinstance(verbatim(text), str)


def test_every_accented_latin_letter_has_a_command() -> None:
    """BibTeX styles and 8-bit LaTeX take no others."""
    assert [letter for letter in map(chr, range(0xC0, 0x180)) if not encode(letter).isascii()] == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"https://a.org/x\_y\%20z", "https://a.org/x_y%20z"),
        (r"\url{http://a.org/~me}", "http://a.org/~me"),
        (r"10.1002/1096-987X(1998)19:4{\textless}377", "10.1002/1096-987X(1998)19:4<377"),
        (r"http://a.org/{\_}b$\sim$c", "http://a.org/_b~c"),
    ],
)
def test_addresses_are_no_latex(written: str, meant: str) -> None:
    assert verbatim(written) == meant


@given(texts)
def test_an_address_cannot_leave_its_field(text: str) -> None:
    safe = verbatim_safe(text)
    assert not set(safe) & set('{}\\"\n ')
