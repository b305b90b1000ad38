"""Comparing URLs and telling links apart: one page must have one form, two pages two, a repository its name."""

from __future__ import annotations

import pytest

from lifesci_fm.identifiers import (
    is_preprint,
    link_kind,
    normalise_url,
    parse,
    preprint_server,
    read_url,
    repository_name,
)


@pytest.mark.parametrize(
    ("form", "urls"),
    [
        (
            "github.com/bowang-lab/scgpt",
            [
                "https://github.com/bowang-lab/scGPT",
                "http://www.github.com/bowang-lab/scGPT/",
                "https://github.com/bowang-lab/scGPT.git",
                "https://github.com:443/Bowang-Lab/scgpt.git/",
                "https://github.com/bowang-lab/scGPT?tab=readme-ov-file#usage",
                "//github.com/bowang-lab/scGPT",
                "github.com/bowang-lab/scGPT",
                "<https://github.com/bowang-lab/scGPT>",
                "https://https://github.com/bowang-lab/scGPT",
            ],
        ),
        (
            "youtube.com/watch?v=OxCpWwDCDFQ",
            [
                "https://www.youtube.com/watch?v=OxCpWwDCDFQ&t=0s",
                "https://m.youtube.com/watch?si=x&v=OxCpWwDCDFQ",
                "https://youtu.be/OxCpWwDCDFQ?t=42",
                "https://www.youtube.com/embed/OxCpWwDCDFQ",
            ],
        ),
        (
            "example.org/a?b=1&c=2",
            [
                "https://example.org/a?c=2&b=1",
                "https://example.org/a/?b=1&c=2&utm_source=x&fbclid=y&ref=z#top",
                "https://EXAMPLE.org/a?b=1&amp;c=2&",
            ],
        ),
        ("example.org/a_b", [r"https://example.org/a\_b", "https://example.org/a%5Fb"]),
        ("example.org/中文", ["https://example.org/%E4%B8%AD%E6%96%87", "https://example.org/中文/"]),
        ("doi.org/10.1038/x", ["https://dx.doi.org/10.1038/x"]),
        ("huggingface.co/a/B", ["https://hf.co/a/B"]),
        ("x.com/a/status/1", ["https://twitter.com/a/status/1?s=20"]),
        (
            "mp.weixin.qq.com/s?__biz=A&idx=1&mid=2&sn=3",
            ["https://mp.weixin.qq.com/s?__biz=A&mid=2&idx=1&sn=3&chksm=9&scene=21#wechat_redirect"],
        ),
    ],
)
def test_one_page_has_one_form(form: str, urls: list[str]) -> None:
    assert {normalise_url(url) for url in urls} == {form}
    assert normalise_url(form) == form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.youtube.com/watch?v=OxCpWwDCDFQ", "https://www.youtube.com/watch?v=OxCpWwDCDFq"),
        ("https://www.youtube.com/playlist?list=1", "https://www.youtube.com/playlist?list=2"),
        ("https://www.youtube.com/somechannel", "https://youtu.be/somechannel"),
        ("http://lincsportal.org/datasets/#/view/LDS-1398", "http://lincsportal.org/datasets/#/view/LDS-1399"),
        ("https://www.synapse.org/#!Synapse:syn1", "https://www.synapse.org/#!Synapse:syn2"),
        ("https://github.com/a/b/tree/main", "https://github.com/a/b"),
        ("https://github.com/a/b/blob/main/X.md", "https://github.com/a/b/blob/main/x.md"),
        ("https://a.org/Path", "https://a.org/path"),
        ("https://a.org/x?id=1", "https://a.org/x?id=2"),
        ("https://a.org/x?id=1%262", "https://a.org/x?id=1&2"),
        ("https://a.org/x%2Fy", "https://a.org/x/y"),
        ("https://a.org/x%3Fy", "https://a.org/x?y"),
        ("https://a.org:8080/x", "https://a.org/x"),
        ("https://zh.a.org/x", "https://a.org/x"),
        ("https://en.wikipedia.org/wiki/Meta_Inc.", "https://en.wikipedia.org/wiki/Meta_Inc"),
        ("https://pan.baidu.com/s/1?pwd=a", "https://pan.baidu.com/s/1?pwd=b"),
    ],
)
def test_two_pages_have_two_forms(one: str, other: str) -> None:
    assert normalise_url(one) != normalise_url(other)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://github.com/bowang-lab/scGPT", "code"),
        ("https://github.com/bowang-lab/scGPT/blob/main/tutorial.ipynb", "code"),
        ("https://gitlab.com/group/sub/tool", "code"),
        ("https://huggingface.co/spaces/simonduerr/ProteinMPNN", "code"),
        ("https://colab.research.google.com/drive/14U?usp=sharing", "code"),
        ("https://codeocean.com/capsule/6949436/tree/v1", "code"),
        ("https://www.kaggle.com/code/a/b", "code"),
        ("https://huggingface.co/ctheodoris/Geneformer", "weights"),
        ("https://hf.co/ctheodoris/Geneformer", "weights"),
        ("https://modelscope.cn/models/a/b", "weights"),
        ("https://drive.google.com/drive/folders/1", "weights"),
        ("https://huggingface.co/datasets/osunlp/SMolInstruct", "dataset"),
        ("https://modelscope.cn/datasets/a/b", "dataset"),
        ("https://www.kaggle.com/datasets/a/b", "dataset"),
        ("https://zenodo.org/records/5827695", "dataset"),
        ("https://doi.org/10.5281/zenodo.5827695", "dataset"),
        ("https://physionet.org/content/mimiciii/1.4", "dataset"),
        ("https://www.ncbi.nlm.nih.gov/geo/query/acc.cgi?acc=GSE1", "dataset"),
        ("https://www.youtube.com/watch?v=OxCpWwDCDFQ", "video"),
        ("https://www.bilibili.com/video/BV1", "video"),
        ("https://zhuanlan.zhihu.com/p/661132213", "article"),
        ("https://mp.weixin.qq.com/s/Kb4EQ0YvYDvoLZ_cnAlUPw", "article"),
        ("https://name.substack.com/p/x", "article"),
        ("https://huggingface.co/blog/x", "article"),
        ("https://doi.org/10.1038/nature11247", "paper"),
        ("https://huggingface.co/papers/2306.15006", "paper"),
        ("https://academic.oup.com/bioinformatics/article/37/15/2112/6128680", "paper"),
        ("https://proceedings.mlr.press/v202/a23a.html", "paper"),
        ("https://github.com/a/b/blob/main/paper.pdf", "paper"),
        ("https://lab.example.org/report.pdf", "paper"),
        ("https://neurips.cc/media/neurips-2024/Slides/105558.pdf", "other"),
        ("https://github.com/bowang-lab", "other"),
        ("https://huggingface.co/biomap-research", "other"),
        ("https://www.nature.com/", "other"),
        ("https://example.org/project", "other"),
        ("https://img.shields.io/badge/DOI-10.1038%2Fnature11247-blue", "other"),
        ("not a link", "other"),
    ],
)
def test_a_link_is_filed_under_what_it_leads_to(url: str, kind: str) -> None:
    assert link_kind(url) == kind


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://github.com/bowang-lab/scGPT/tree/main", "scGPT"),
        ("https://github.com/bowang-lab/scGPT.git", "scGPT"),
        ("https://gitlab.com/group/sub/tool/-/tree/main", "tool"),
        ("https://gitlab.com/group/tool", "tool"),
        ("https://huggingface.co/ctheodoris/Geneformer", "Geneformer"),
        ("https://huggingface.co/datasets/osunlp/SMolInstruct/tree/main", "SMolInstruct"),
        ("https://colab.research.google.com/github/evo-design/evo/blob/main/hello.ipynb", "evo"),
        ("https://bitbucket.org/edith_ross/onconem/src", "onconem"),
        ("https://huggingface.co/papers/2306.15006", None),
        ("https://github.com/orgs/a/repositories", None),
        ("https://github.com/bowang-lab", None),
        ("https://gist.github.com/a/0123", None),
        ("https://example.org/a/b", None),
        ("no link", None),
    ],
)
def test_a_repository_link_gives_the_name_that_models_go_by(url: str, name: str | None) -> None:
    assert repository_name(url) == name


@pytest.mark.parametrize(
    ("text", "server"),
    [
        ("2306.15006", "arXiv"),
        ("10.48550/arXiv.2306.15006", "arXiv"),
        ("https://www.biorxiv.org/content/10.1101/2021.08.03.454978v1", "bioRxiv"),
        ("10.1101/2021.08.03.454978", "bioRxiv"),
        ("10.64898/2026.07.31.741971", "bioRxiv"),
        ("10.1101/029900", "bioRxiv"),
        ("10.64898/2026.06.19.26356060", "medRxiv"),
        ("10.1101/19007328", "medRxiv"),
        ("10.21203/rs.3.rs-7917089/v1", "Research Square"),
        ("10.20944/preprints202202.0276.v1", "Preprints.org"),
        ("10.26434/chemrxiv-2021-mjpkz", "ChemRxiv"),
        ("https://chemrxiv.org/engage/chemrxiv/article-details/615ee2142aca5367575b8e49", "ChemRxiv"),
        ("https://papers.ssrn.com/sol3/papers.cfm?abstract_id=4945566", "SSRN"),
        ("10.31234/osf.io/hq8sd_v1", "PsyArXiv"),
        ("10.1101/gr.1239303", None),
        ("10.1038/s41592-024-02201-0", None),
        ("PMC7145656", None),
        ("https://www.biorxiv.org/", None),
        ("https://openreview.net/forum?id=LuCLf4BJsr", None),
    ],
)
def test_a_preprint_is_known_with_its_server(text: str, server: str | None) -> None:
    found = parse(text)
    assert preprint_server(found) == preprint_server(found.identifier) == server
    assert is_preprint(found.identifier) is (server is not None)
    if text.startswith("http"):
        assert preprint_server(text) == server


def test_the_host_of_a_url_says_whose_a_preprint_is() -> None:
    found = read_url("https://www.medrxiv.org/content/10.1101/2020.02.07.937862v1")
    assert preprint_server(found) == "medRxiv" if found else False


def test_a_preprint_whose_server_nobody_names_is_still_one() -> None:
    found = parse("https://europepmc.org/article/PPR/PPR12345").identifier
    assert is_preprint(found) and preprint_server(found) is None
