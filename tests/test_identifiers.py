"""Reading identifiers: what a user copies from a page must become that paper's identifier, and never another one's."""

from __future__ import annotations

import subprocess
import sys

import pytest

from lifesci_fm.errors import MalformedIdentifier
from lifesci_fm.identifiers import Identifier, Scheme, doi_fault, find_all, implied, parse, read_url

NATURE = "10.1038/s41592-024-02201-0"
SICI = "10.1002/(sici)1521-3773(20000103)39:1<165::aid-anie165>3.0.co;2-b"


def read(text: str) -> tuple[str, int | None]:
    """`scheme:value` (or the URL) and the version number: what the tables below compare."""
    found = parse(text)
    return str(found.identifier), found.number


@pytest.mark.parametrize(
    "text",
    [
        NATURE,
        NATURE.upper(),
        f"doi:{NATURE}",
        f"DOI: {NATURE}",
        f"DOI：{NATURE}",
        f"doi {NATURE}",
        f"info:doi/{NATURE}",
        f"doi:https://doi.org/{NATURE}",
        f"https://doi.org/{NATURE}",
        f"http://dx.doi.org/{NATURE}",
        f"doi.org/{NATURE}",
        f"https://www.doi.org/{NATURE}/",
        f"https://doi.org/https://doi.org/{NATURE}",
        "https://doi.org/10.1038%2Fs41592-024-02201-0",
        "https://doi.org/10.1038%252Fs41592-024-02201-0",
        "10.1038%2Fs41592-024-02201-0",
        f"https://doi.org/{NATURE}?utm_source=x&nosfx=y#Sec2",
        f" {NATURE}. ",
        f"({NATURE})",
        f"<https://doi.org/{NATURE}>",
        f'"{NATURE}",',
        f"https://doi.org/{NATURE}），",
        f"https://doi.org/{NATURE}，见上文",
        "10.1038/s41592\u2010024\u201302201\u22120",
        f"\u200b{NATURE}\ufeff",
        f"https://sci-hub.se/{NATURE}",
        f"https://api.crossref.org/works/{NATURE}",
        f"https://www.nature.com/articles/{NATURE[8:]}",
        f"www.nature.com/articles/{NATURE[8:]}.pdf",
        f"https://www.nature.com/articles/{NATURE[8:]}_reference.pdf",
        f"https://www.nature.com/articles/{NATURE[8:]}/figures/1?error=cookies_not_supported",
    ],
)
def test_one_doi_in_every_form_it_is_copied_in(text: str) -> None:
    assert read(text) == (f"doi:{NATURE}", None)


@pytest.mark.parametrize(
    "text",
    [
        SICI,
        "https://doi.org/10.1002/(SICI)1521-3773(20000103)39:1<165::AID-ANIE165>3.0.CO;2-B",
        "https://doi.org/10.1002/(SICI)1521-3773(20000103)39:1%3C165::AID-ANIE165%3E3.0.CO;2-B",
        "10.1002/(SICI)1521-3773(20000103)39:1&lt;165::AID-ANIE165&gt;3.0.CO;2-B",
        "10.1002/(SICI)1521-3773(20000103)39:1&amp;lt;165::AID-ANIE165&AMP;amp;GT;3.0.CO;2-B",
        "<https://onlinelibrary.wiley.com/doi/abs/10.1002/(SICI)1521-3773(20000103)39:1%3C165::AID-ANIE165%3E3.0.CO;2-B>",
    ],
)
def test_old_wiley_dois_keep_their_brackets(text: str) -> None:
    assert read(text) == (f"doi:{SICI}", None)


def test_a_hash_that_closes_an_old_doi_is_no_fragment() -> None:
    assert read("10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-#")[0].endswith(";2-#")
    assert read("https://doi.org/10.1002/(SICI)1097(1998)17:15%3C1661::AID-SIM968%3E3.0.CO;2-#")[0].endswith(";2-#")


@pytest.mark.parametrize(
    ("text", "identifier", "number"),
    [
        ("2306.15006", "2306.15006", None),
        ("2306.15006v2", "2306.15006", 2),
        ("arXiv:2306.15006v12", "2306.15006", 12),
        ("arxiv: 0704.0001", "0704.0001", None),
        ("arXiv preprint arXiv:2306.15006", "2306.15006", None),
        ("arXiv:2306.15006v2 [q-bio.GN] 26 Jun 2023", "2306.15006", 2),
        ("q-bio/0401024v1", "q-bio/0401024", 1),
        ("arXiv:math.GT/0309136", "math/0309136", None),
        ("https://arxiv.org/abs/math.GT/0309136v3", "math/0309136", 3),
        ("https://arxiv.org/abs/2306.15006?context=cs", "2306.15006", None),
        ("http://arxiv.org/pdf/2306.15006v1.pdf", "2306.15006", 1),
        ("https://www.arxiv.org/html/2306.15006v1#S3", "2306.15006", 1),
        ("https://export.arxiv.org/abs/q-bio/0401024", "q-bio/0401024", None),
        ("https://arxiv.org/ftp/arxiv/papers/2306/2306.15006.pdf", "2306.15006", None),
        ("arxiv.org/abs/2306.15006", "2306.15006", None),
        ("https://ar5iv.labs.arxiv.org/html/2306.15006", "2306.15006", None),
        ("https://ar5iv.org/abs/2306.15006", "2306.15006", None),
        ("https://www.alphaxiv.org/overview/2306.15006v2", "2306.15006", 2),
        ("https://huggingface.co/papers/2306.15006", "2306.15006", None),
        ("https://hf.co/papers/2306.15006", "2306.15006", None),
        ("https://papers.cool/arxiv/2306.15006", "2306.15006", None),
        ("https://ui.adsabs.harvard.edu/abs/2022arXiv220111147Z/abstract", "2201.11147", None),
        ("https://dblp.org/rec/journals/corr/abs-1810-04805.html", "1810.04805", None),
        ("10.48550/arXiv.2306.15006", "2306.15006", None),
        ("https://doi.org/10.48550/arXiv.2306.15006v2", "2306.15006", 2),
        ("https://doi.org/10.48550/ARXIV.Q-BIO/0401024", "q-bio/0401024", None),
    ],
)
def test_arxiv_papers_have_one_identifier_without_version(text: str, identifier: str, number: int | None) -> None:
    assert read(text) == (f"arxiv:{identifier}", number)


@pytest.mark.parametrize(
    ("text", "doi", "number"),
    [
        ("10.1101/2021.08.03.454978v3", "10.1101/2021.08.03.454978", 3),
        ("https://doi.org/10.1101/029900", "10.1101/029900", None),
        ("bioRxiv 2021.08.03.454978", "10.1101/2021.08.03.454978", None),
        ("https://www.biorxiv.org/content/10.1101/2021.08.03.454978v1", "10.1101/2021.08.03.454978", 1),
        ("https://www.biorxiv.org/content/10.1101/2021.08.03.454978v2.full", "10.1101/2021.08.03.454978", 2),
        ("https://www.biorxiv.org/content/10.1101/2021.08.03.454978v1.full.pdf+html", "10.1101/2021.08.03.454978", 1),
        ("https://www.biorxiv.org/content/10.1101/2021.08.03.454978v1.full-text", "10.1101/2021.08.03.454978", 1),
        ("https://www.biorxiv.org/content/10.1101/263681.abstract", "10.1101/263681", None),
        ("https://www.biorxiv.org/content/10.1101/263681v2.supplementary-material", "10.1101/263681", 2),
        ("http://biorxiv.org/content/early/2016/12/04/091595", "10.1101/091595", None),
        ("https://www.biorxiv.org/content/biorxiv/early/2018/02/14/263681.full.pdf", "10.1101/263681", None),
        ("https://www.biorxiv.org/content/early/2025/11/21/2025.11.20.689622", "10.1101/2025.11.20.689622", None),
        ("https://www.biorxiv.org/content/early/2026/01/21/2026.01.12.698988", "10.64898/2026.01.12.698988", None),
        ("https://www.medrxiv.org/content/10.64898/2026.06.19.26356060v1", "10.64898/2026.06.19.26356060", 1),
        ("https://www.medrxiv.org/content/10.1101/19007328v2.full.pdf", "10.1101/19007328", 2),
        ("10.21203/rs.3.rs-7917089/v2", "10.21203/rs.3.rs-7917089/v2", 2),
        ("https://www.researchsquare.com/article/rs-7917089/v1.pdf", "10.21203/rs.3.rs-7917089/v1", 1),
        ("https://www.preprints.org/manuscript/202202.0276/v1", "10.20944/preprints202202.0276.v1", 1),
        ("https://papers.ssrn.com/sol3/papers.cfm?abstract_id=4945566", "10.2139/ssrn.4945566", None),
    ],
)
def test_preprints_lose_the_version_that_only_their_address_holds(text: str, doi: str, number: int | None) -> None:
    assert read(text) == (f"doi:{doi}", number)


def test_cold_spring_harbor_journals_are_left_alone() -> None:
    assert read("10.1101/gr.1239303v2")[0] == "doi:10.1101/gr.1239303v2"


def test_the_registrant_of_a_preprint_is_not_guessed_in_the_month_it_changed() -> None:
    found = read_url("https://www.biorxiv.org/content/early/2025/12/03/2025.11.25.689622")
    assert found is not None and found.identifier.scheme is Scheme.URL


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PMID: 31180808", "pmid:31180808"),
        ("pmid 31180808", "pmid:31180808"),
        ("PMC7145656", "pmcid:PMC7145656"),
        ("PMCID: PMC7145656.1", "pmcid:PMC7145656"),
        ("pmc:7145656", "pmcid:PMC7145656"),
        ("S0092-8674(11)00581-2", "pii:S0092867411005812"),
        ("PII: S0092867411005812", "pii:S0092867411005812"),
        ("acl:n18-1001", "acl:N18-1001"),
        ("openreview:LuCLf4BJsr", "openreview:LuCLf4BJsr"),
        ("https://github.com/bowang-lab/scGPT", "https://github.com/bowang-lab/scgpt"),
        ("github.com/bowang-lab/scGPT", "https://github.com/bowang-lab/scgpt"),
    ],
)
def test_identifiers_typed_by_hand(text: str, expected: str) -> None:
    assert read(text)[0] == expected


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("10.1038/s41592-024-02353-", "ends in a hyphen: truncated"),
        ("https://doi.org/10.1038/s41592-024-02353-", "ends in a hyphen: truncated"),
        ("https://www.nature.com/articles/s41592-024-02353-", "ends in a hyphen: truncated"),
        ("10.1038/s41592-024-02353", "lacks its number or check letter: truncated"),
        ("https://www.nature.com/articles/s41592-024-02353", "lacks its number or check letter: truncated"),
        ("10.1186/s13059-023", "lacks its number or check letter: truncated"),
        ("10.1038/", "has nothing after the slash"),
        ("doi:10.1038/.", "has nothing after the slash"),
        ("https://doi.org/10.1038/", "has nothing after the slash"),
        ("10.1/x", "has no registrant of 4 to 9 digits before its slash"),
        ("10.1101/2021.08.03", "lacks the preprint's number: truncated"),
        ("https://www.biorxiv.org/content/10.1101/2021.08.03.45", "lacks the preprint's number: truncated"),
        ("10.1371/journal.pone.", "lacks the article's seven digits: truncated"),
        ("10.1016/j.cell.2024.01.", "lacks the article's number: truncated"),
        ("10.1016/S0092-8674(11", "opens a bracket that it does not close: truncated"),
        ("https://www.cell.com/cell/fulltext/S0092-8674(11", "ends within Elsevier's item number: truncated"),
        ("10.48550/arXiv.2306", "holds no arXiv identifier"),
        ("https://arxiv.org/abs/2306.1500", "holds no complete arXiv identifier"),
        ("10.1234/abc...", "ends in an ellipsis: truncated"),
        ("10.1038/nature 11247", "holds a blank or a control character"),
    ],
)
def test_a_damaged_identifier_is_refused_and_its_fault_named(text: str, fault: str) -> None:
    assert doi_fault(text) == fault
    with pytest.raises(MalformedIdentifier, match="Copy it again"):
        parse(text)
    found = read_url(text)
    if text.startswith("http"):
        assert found is not None and found.identifier.scheme is Scheme.URL
        assert found.url == text  # the link itself is kept


@pytest.mark.parametrize(
    "text",
    [NATURE, f"https://doi.org/{NATURE}", "10.1101/gr.1", "hello", "", "https://github.com/a/b", "10.1371/notarealdoi"],
)
def test_what_is_sound_or_holds_no_identifier_has_no_fault(text: str) -> None:
    assert doi_fault(text) is None


@pytest.mark.parametrize(
    "text",
    ["", "  ", "hello", "scGPT", "cui2024scgpt", "#12", "31180808", "10.1038", "http://", "https://nohost", "ftp://a.org/x",
     "doi", "doi is unknown", "openreview hello", "bowang/1234567", "2306.1500", "arXiv:hello", "file.md/x",
     "https://a.org https://b.org", ")" * 9000],
)  # fmt: skip
def test_a_text_that_is_no_identifier_says_what_to_give_instead(text: str) -> None:
    with pytest.raises(MalformedIdentifier) as caught:
        parse(text)
    assert caught.value.exit_code == 2
    assert caught.value.message.endswith(".") and len(caught.value.message) < 150
    assert caught.value.remedy


@pytest.mark.parametrize(
    "url", ["", "-", "www.nature.com", "mailto:a@b.org", "#anchor", "../x.md", "http://a/b", "ftp://a.org"]
)
def test_a_link_that_leads_nowhere_is_none(url: str) -> None:
    assert read_url(url) is None


def test_running_text_gives_every_mention_in_order() -> None:
    text = f"""
    scGPT ([Nature Methods](https://www.nature.com/articles/s41592-024-02201-0), preprint
    10.1101/2023.04.30.538439v2), see arXiv:2306.15006v1 and "arXiv preprint arXiv:1810.04805".
    代码在https://github.com/bowang-lab/scGPT，论文https://doi.org/10.1038/nature11247的附录。(PMID: 31180808;
    PMC7145656), bioRxiv, 2025.02.18.638918; <https://example.org/a_(b)>, {SICI} and (https://example.org/c)(https://example.org/d),
    but not 10.1038/s41592-024-02353-.
    """
    assert [str(found.identifier) for found in find_all(text)] == [
        f"doi:{NATURE}",
        "doi:10.1101/2023.04.30.538439",
        "arxiv:2306.15006",
        "arxiv:1810.04805",
        "https://github.com/bowang-lab/scgpt",
        "doi:10.1038/nature11247",
        "pmid:31180808",
        "pmcid:PMC7145656",
        "doi:10.1101/2025.02.18.638918",
        "https://example.org/a_(b)",
        f"doi:{SICI}",
        "https://example.org/c",
    ]


def test_a_book_of_brackets_costs_no_more_than_its_length() -> None:
    for piece in ("10.1234/a'", "https://x.org/(", "arxiv ", "10.1038/x/full"):
        find_all(piece * 20_000)


def test_identifiers_that_hold_another_one() -> None:
    def of(doi: str) -> str:
        return str(implied(Identifier(Scheme.DOI, doi)))

    assert of("10.18653/v1/2020.acl-main.1") == "acl:2020.acl-main.1"
    assert of("10.18653/v1/n18-1001") == "acl:N18-1001"
    assert of("10.1016/s0140-6736(21)01431-8") == "pii:S0140673621014318"
    assert of("10.1016/j.cell.2024.01.001") == "None"


def test_every_scheme_has_a_landing_page() -> None:
    pages = {
        Identifier(Scheme.DOI, SICI).url: "https://doi.org/10.1002/(sici)1521-3773(20000103)39:1%3C165::aid-anie165%3E3.0.co;2-b",
        Identifier(Scheme.ARXIV, "q-bio/0401024").url: "https://arxiv.org/abs/q-bio/0401024",
        Identifier(Scheme.PMID, "1").url: "https://pubmed.ncbi.nlm.nih.gov/1",
        Identifier(Scheme.PMCID, "PMC1").url: "https://pmc.ncbi.nlm.nih.gov/articles/PMC1",
        Identifier(Scheme.OPENREVIEW, "LuCLf4BJsr").url: "https://openreview.net/forum?id=LuCLf4BJsr",
        Identifier(Scheme.URL, "a.org/x?id=1").url: "https://a.org/x?id=1",
    }  # fmt: skip
    assert list(pages) == list(pages.values())


def test_importing_compiles_no_pattern_and_loads_nothing_heavy() -> None:
    """Every command imports this room: `fm list` must not pay for reading URLs."""
    code = (
        "import sys, lifesci_fm.identifiers as room; from lifesci_fm.identifiers.patterns import compiled;"
        "print(compiled.cache_info().currsize, *{'urllib', 'pathlib', 'asyncio', 'html', 'json'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0"]
