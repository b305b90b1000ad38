"""Laws that hold for every text: nothing raises, every identifier finds itself again, one form is final."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifesci_fm.errors import MalformedIdentifier
from lifesci_fm.identifiers import (
    Identifier,
    Scheme,
    doi_fault,
    find_all,
    is_preprint,
    link_kind,
    normalise_url,
    parse,
    preprint_server,
    read_url,
    repository_name,
)

#: What URLs and identifiers are made of, and what trips their readers.
_PIECES = r"""
http:// https:// www. doi.org/ doi: 10.1038/ 10. / ? # #/ #! & = ; . .. - %20 %2F %C3 %25 %252F %E4%B8%AD % .git
( ) [ ] < > &amp; &amp;amp; \ \_ utm_source=x ref arxiv.org/abs/ arXiv: 2306.15006 v2 github.com/
biorxiv.org/content/ nature.com/articles/ s41586-023-06139-9 ， 文 é youtu.be/ youtube.com/ dQw4w9WgXcQ watch?v= :
:80 @ proxy. login?url= link.zhihu.com/?target= web.archive.org/web/2020/ PMC 123456 PMID: İ
S0092-8674(11)00581-2 /pii/ cell.com openreview.net/forum? id= ~ _ + * ! … ...
""".split()  # noqa: SIM905  a list of eighty literals would hide what is in it
_PIECES += [" ", "\n", "\u200b", "\x00", "\ud800", "\u212a"]
TEXTS = st.one_of(
    st.text(),
    st.lists(st.sampled_from(_PIECES), max_size=12).map("".join),
    st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=3)), max_size=10).map("".join),
)

_SUFFIX = st.text("abcdefghijklmnopqrstuvwxyz0123456789-._;:/<>()[]#?%+é", min_size=1, max_size=30)
IDENTIFIERS = st.one_of(
    st.builds(lambda start, end: ("doi", start + end), st.from_regex(r"10\.[1-9][0-9]{3,4}/", fullmatch=True), _SUFFIX),
    st.from_regex(r"(1[5-9]|2[0-9])(0[1-9]|1[0-2])\.[0-9]{5}", fullmatch=True).map(lambda v: ("arxiv", v)),
    st.from_regex(r"(q-bio|math|cs|hep-th)/0[0-7](0[1-9]|1[0-2])[0-9]{3}", fullmatch=True).map(lambda v: ("arxiv", v)),
    st.integers(1, 99_999_999).map(lambda n: ("pmid", str(n))),
    st.integers(1, 99_999_999).map(lambda n: ("pmcid", f"PMC{n}")),
    st.integers(1, 99_999_999).map(lambda n: ("ieee", str(n))),
    st.from_regex(r"S[0-9]{7}[0-9X][0-9]{7}[0-9X]", fullmatch=True).map(lambda v: ("pii", v)),
    st.from_regex(r"20[0-9]{2}\.[a-z]{3,6}-[a-z]{3,6}\.[0-9]{1,3}", fullmatch=True).map(lambda v: ("acl", v)),
    st.from_regex(r"[A-Z][0-9]{2}-[0-9]{4}", fullmatch=True).map(lambda v: ("acl", v)),
    st.from_regex(r"[A-Za-z0-9_-]{8,12}", fullmatch=True).map(lambda v: ("openreview", v)),
)

laws = settings(max_examples=400, deadline=None)


def sound(text: str) -> Identifier | None:
    """The identifier of a text, None when it is refused: with a sentence and a remedy, never otherwise."""
    try:
        return parse(text).identifier
    except MalformedIdentifier as refusal:
        assert refusal.message.endswith(".") and refusal.remedy.endswith(".")
        return None


@laws
@given(TEXTS)
def test_an_identifier_is_found_again_by_its_page_and_by_its_name(text: str) -> None:
    identifier = sound(text)
    if identifier:
        assert parse(identifier.url).identifier == identifier
        assert parse(str(identifier)).identifier == identifier


@laws
@given(IDENTIFIERS)
def test_a_generated_identifier_survives_its_page(made: tuple[str, str]) -> None:
    scheme, value = made
    identifier = sound(f"{scheme}:{value}")
    assert identifier or scheme == "doi"
    if identifier:
        assert identifier.scheme is not Scheme.URL
        assert scheme == "doi" or identifier == Identifier(Scheme(scheme), value)
        assert parse(identifier.url).identifier == identifier


@laws
@given(TEXTS)
def test_the_compared_form_of_a_url_is_final(text: str) -> None:
    form = normalise_url(text)
    assert normalise_url(form) == form


@laws
@given(TEXTS)
def test_no_text_makes_a_reader_of_documents_raise(text: str) -> None:
    doi_fault(text)
    link_kind(text)
    repository_name(text)
    preprint_server(text)
    for mention in find_all(text):
        is_preprint(mention.identifier)
        assert doi_fault(mention.identifier.url) or parse(mention.identifier.url).identifier == mention.identifier


@laws
@given(TEXTS)
def test_a_link_read_twice_is_the_same_reference(text: str) -> None:
    found = read_url(text)
    if found is None:
        return
    assert found.url is not None and read_url(found.url) == found
    if found.identifier.scheme is Scheme.URL and not doi_fault(found.url) and "%" not in found.identifier.url:
        assert parse(found.identifier.url).identifier == found.identifier


@pytest.mark.parametrize("length", [9_000, 100_000])
def test_no_text_costs_more_than_its_length(length: int) -> None:
    """Brackets, escapes and prefixes without end have each made some reader of URLs quadratic."""
    for piece in (")", "http://x.org/(", "/full", "%25", "&amp;", "www.", "arxiv ", "10.1234/a'", ".git/"):
        text = piece * (length // len(piece))
        for hostile in (text, f"https://doi.org/10.1038/x{text}"):
            assert sound(hostile) is None
            assert read_url(hostile) is None
            assert normalise_url(hostile) == hostile.strip()
            find_all(hostile)
