"""Small judgements about words: a wrong one puts a date, a venue, a name or a title into the wrong field."""

from __future__ import annotations

import pytest

from lifesci_fm.formats.markdown.articles import chinese_number
from lifesci_fm.formats.markdown.authors import looks_like_authors, read_authors
from lifesci_fm.formats.markdown.context import domains_in
from lifesci_fm.formats.markdown.dates import leading_date, read_date, year_in
from lifesci_fm.formats.markdown.headers import Column, column_of
from lifesci_fm.formats.markdown.labels import Role, label_role
from lifesci_fm.formats.markdown.names import is_model_name, model_in_note_title, model_in_title
from lifesci_fm.formats.markdown.signs import status_of
from lifesci_fm.formats.markdown.titles import citation, clean_title, is_title, signature, take_apart
from lifesci_fm.formats.markdown.topics import Topic, domain_words, topic_of
from lifesci_fm.formats.markdown.venues import Venue, is_venue, known_venue, venue_of
from lifesci_fm.vocabulary import Status

# -- dates ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2021", "2021"),
        ("(2021)", "2021"),
        ("08/2021", "2021-08"),
        ("2021-08", "2021-08"),
        ("2021.8", "2021-08"),
        ("2021/08", "2021-08"),
        ("202108", None),
        ("Aug 2021", "2021-08"),
        ("Aug. 2021", "2021-08"),
        ("August, 2021", "2021-08"),
        ("Sept 2021", "2021-09"),
        ("2021 Aug", "2021-08"),
        ("2021年8月", "2021-08"),
        ("2021 年 8 月", "2021-08"),
        ("2021年", "2021"),
        ("2021年8月15日", "2021-08-15"),
        ("2021-08-15", "2021-08-15"),
        ("2021.08.15", "2021-08-15"),
        ("20210815", "2021-08-15"),
        ("15 August 2021", "2021-08-15"),
        ("28th Oct., 2023", "2023-10-28"),
        ("August 12, 2026", "2026-08-12"),
        ("2021-08-15T10:00:00Z", "2021-08-15"),
        ("13/2021", None),
        ("2021-13", None),
        ("2021-02-30", "2021-02"),
        ("in 2021", None),
        ("2021 papers", None),
        ("1, 2", None),
        ("", None),
    ],
)
def test_dates_and_what_is_none(written: str, date: str | None) -> None:
    assert read_date(written) == date


def test_a_date_before_other_words() -> None:
    assert leading_date("2023.05 Title") == ("2023-05", 7)
    assert leading_date("Title 2023") is None


@pytest.mark.parametrize(
    ("heading", "year"),
    [("2023", "2023"), ("Papers of 2023", "2023"), ("2019 - 2023", None), ("2022 and 2023", None), ("Models", None)],
)
def test_the_year_of_a_heading(heading: str, year: str | None) -> None:
    assert year_in(heading) == year


# -- venues -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "venue"),
    [
        ("NeurIPS 2023", Venue("NeurIPS", "2023")),
        ("NeurIPS'23", Venue("NeurIPS", "2023")),
        ("NeurIPS2023", Venue("NeurIPS", "2023")),
        ("2025 Nature Methods", Venue("Nature Methods", "2025")),
        ("[Nature Methods, 2024]", Venue("Nature Methods", "2024")),
        ("nature machine intelligence", Venue("Nature Machine Intelligence")),
        ("ICLR 2024 (oral)", Venue("ICLR", "2024", note="oral")),
        ("ICML 2023 Workshop", Venue("ICML Workshop", "2023")),
        ("arXiv", Venue("arXiv")),
        ("Arxiv 2023", Venue("arXiv", "2023")),
        ("arXiv:2409.12080", Venue("arXiv")),
        ("arXiv preprint arXiv:2409.12080 (2024)", Venue("arXiv", "2024")),
        ("biorxiv 2023.06", Venue("bioRxiv", "2023-06")),
        ("arXiv'2405", Venue("arXiv", "2024-05")),
        ("Imaging 2022: Processing", Venue("Imaging: Processing", "2022")),
        ("bioRxiv 2024.01.25.577152", Venue("bioRxiv", "2024")),
        ("Nat Commun 13, 7151 (2022)", Venue("Nat Commun", "2022", volume="13", pages="7151")),
        ("Bioinformatics, 37(15): 2112-2120, 2021", Venue("Bioinformatics", "2021", "37", "15", "2112-2120")),
        ("Nature Methods，2024年", Venue("Nature Methods", "2024")),
        ("2024.11 | Advanced Science", Venue("Advanced Science", "2024-11")),
        ("2022.04, preprint", Venue(None, "2022-04")),
        ("Nat. Comput. Sci. 2023", Venue("Nat. Comput. Sci.", "2023")),
        ("ICCV (2023) Best Paper Honorable Mention", Venue("ICCV", "2023", note="Best Paper Honorable Mention")),
        ("MICCAI 2021, pp. 12–20. Springer (2021)", Venue("MICCAI", "2021")),
        ("2021, pp. 1-9", Venue(None, "2021")),
        ("Expert Syst. Appl.'26", Venue("Expert Syst. Appl.", "2026")),
        ("ICDE 2022, best demo award", Venue("ICDE", "2022", note="best demo award")),
        ("In NeurIPS 2019", Venue("NeurIPS", "2019")),
        ("Accepted by ICML 2024", Venue("ICML", "2024")),
        ("Conference NeurIPS'23", Venue("NeurIPS", "2023")),
        ("Conference on Robot Learning 2023", Venue("Conference on Robot Learning", "2023")),
        ("J. Chem. Inf. Model. 2022, 62, 9, 2064–2076", Venue("J. Chem. Inf. Model.", "2022", "62", "9", "2064–2076")),
        ("chemrxiv-2023-5kjvh", Venue("ChemRxiv", "2023")),
        ("bioRxiv (2024): n. pag", Venue("bioRxiv", "2024")),
        ("Science. 2024;386(6723):eado9336", Venue("Science", "2024", "386", "6723", "eado9336")),
        ("Preprint at bioRxiv (2023)", Venue("bioRxiv", "2023")),
        ("Preprint at", None),
        ("10.1101/2024.06.04.597369", None),
        ("https://example.org/Nature", None),
        ("2023-05", Venue(None, "2023-05")),
        ("--", None),
        ("x" * 400, None),
    ],
)
def test_venues_as_lists_write_them(written: str, venue: Venue | None) -> None:
    assert venue_of(written) == venue


@pytest.mark.parametrize(
    "text",
    [
        "Nature",
        "Cell Systems",
        "IEEE Trans Med Imaging",
        "J Chem Inf Model",
        "中国科学学报",
        "ACL 2023",
        "npj Digital Medicine",
        "Genome Res.",
        "Proceedings of the IEEE/CVF Conference on Computer Vision and Pattern Recognition. 2021",
    ],
)
def test_what_is_a_venue(text: str) -> None:
    assert is_venue(text)


@pytest.mark.parametrize(
    "text",
    [
        "a survey of methods for single cells",
        "we use data from the journal",
        "Ada Byron, Grace Hopper",
        "Code",
        "scGPT",
        "Med-PaLM 2",
        "2023",
        "",
    ],
)
def test_what_is_no_venue(text: str) -> None:
    assert not is_venue(text)


def test_what_everybody_knows() -> None:
    assert known_venue("neurips 2023")
    assert known_venue("bioRxiv")
    assert not known_venue("Journal of Small Things")


# -- authors ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "families", "complete"),
    [
        ("Ada Byron, Grace Hopper", ["Byron", "Hopper"], True),
        ("Ada Byron and Grace Hopper", ["Byron", "Hopper"], True),
        ("Haotian Cui*, Bo Wang†", ["Cui", "Wang"], True),
        ("Cui H, Wang C, et al.", ["Cui", "Wang"], False),
        ("Cui et al.", ["Cui"], False),
        ("Schaar, A. C., Tejada-Lapuerta, A., & Theis, F. J.", ["Schaar", "Tejada-Lapuerta", "Theis"], True),
        ("Byron, A., Roe, J. D., … Hopper, G. M.", ["Byron", "Roe", "Hopper"], False),
        ("Ferguson, Andrew L., and Rama Ranganathan", ["Ferguson", "Ranganathan"], True),
        ("Dalla-Torre, H., Lopez Carranza, N., & Pierrot, T.", ["Dalla-Torre", "Lopez Carranza", "Pierrot"], True),
        ("Ludwig van Beethoven, Charles de Gaulle", ["van Beethoven", "de Gaulle"], True),
        ("张三, 李四", ["张三", "李四"], True),
        ("张三、李四等", ["张三", "李四"], False),
        ("José Álvarez; Zoë Müller", ["Álvarez", "Müller"], True),
        ("Byron, A., Hopper, G., … Lovelace, M. B.", ["Byron", "Hopper", "Lovelace"], False),
        ("Byron, A., Hopper, G., ... & Lovelace, M. B.", ["Byron", "Hopper", "Lovelace"], False),
    ],
)
def test_lists_of_authors(text: str, families: list[str], complete: bool) -> None:
    assert looks_like_authors(text)
    authors, whole = read_authors(text)
    assert [author.family for author in authors] == families
    assert whole is complete


def test_given_names_and_suffixes() -> None:
    (one, other, third), _ = read_authors("Martin Luther King Jr, Cui H, Theodoris C V")
    assert (one.family, one.given, one.suffix) == ("King", "Martin Luther", "Jr")
    assert (other.family, other.given) == ("Cui", "H")
    assert (third.family, third.given) == ("Theodoris", "C V")


@pytest.mark.parametrize(
    "text",
    [
        "Deep Learning, Cell Models",
        "a model of cells, and more",
        "Google, Meta",
        "Nature Methods, 2024",
        "x" * 7000,
        "",
        "University of Toronto, Canada",
        "HybridQA, WikiTableQuestions",
        "CIBERSORT, GSVA",
        "Wireless Communications and Mobile Computing",
    ],
)
def test_what_is_no_list_of_authors(text: str) -> None:
    assert not looks_like_authors(text)
    assert read_authors(text) == ((), True) or not looks_like_authors(text)


# -- names ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["scGPT", "DNABERT-2", "ESM-1b", "HyenaDNA", "UCE", "BERT", "Med-PaLM 2", "AlphaFold2", "xTrimoGene"]
)
def test_what_can_only_be_a_name(text: str) -> None:
    assert is_model_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "Paper",
        "RNA-seq",
        "single-cell",
        "COVID-19",
        "State-of-the-art",
        "A survey of cells",
        "",
        "2023",
        "Pre-training",
    ],
)
def test_what_is_no_name(text: str) -> None:
    assert not is_model_name(text)


@pytest.mark.parametrize(
    ("title", "model"),
    [
        ("scGPT: toward building a foundation model", "scGPT"),
        ("DNABERT-2: efficient foundation model", "DNABERT-2"),
        ("scBERT as a large-scale pretrained deep language model", "scBERT"),
        ("The Nucleotide Transformer: building and evaluating models", "The Nucleotide Transformer"),
        ("MSA Transformer", "MSA Transformer"),
        ("Large language models in medicine (BioGPT)", "BioGPT"),
        ("Contrastive learning: a review", None),
        ("RNA-seq: what it is", None),
        ("Transfer learning enables predictions in network biology", None),
    ],
)
def test_the_model_a_title_introduces(title: str, model: str | None) -> None:
    assert model_in_title(title) == model


def test_the_model_a_note_is_about() -> None:
    assert model_in_note_title("论文解读：scGPT 单细胞大模型") == "scGPT"
    assert model_in_note_title("Reading DNABERT-2") == "DNABERT-2"
    assert model_in_note_title("本周随笔") is None


# -- titles -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("  A   title. ", "A title"),
        ("⭐🔥 A title 🎉", "A title"),
        (":fire: A title", "A title"),
        ("**A title**,", "A title"),
        ("“A title.”", "A title"),
        ("A title?", "A title?"),
        ("A title...", "A title..."),
        ("《单细胞》", "单细胞"),
        ("12)", ""),
        ("", ""),
    ],
)
def test_titles_lose_only_their_trimmings(written: str, title: str) -> None:
    assert clean_title(written) == title


def test_titles_and_labels() -> None:
    assert is_title("Universal cell embeddings of everything")
    assert is_title("scGPT: a model")
    assert not is_title("Nature Methods")
    assert not is_title("代码链接")
    assert is_title("大语言模型在单细胞分析中的应用")


@pytest.mark.parametrize(
    ("text", "halves"),
    [
        ("A title of a paper (NeurIPS 2023)", ("A title of a paper", "NeurIPS 2023")),
        ("A title of a paper, Nature Methods 2023", ("A title of a paper", "Nature Methods 2023")),
        ("A title of a paper. bioRxiv, 2023", ("A title of a paper", "bioRxiv 2023")),
        ("Is it a title? Nature 2023", ("Is it a title?", "Nature 2023")),
        ("A title of a paper (2023)", ("A title of a paper", "2023")),
        ("A title of a paper, arXiv preprint", ("A title of a paper", "arXiv preprint")),
        ("A title of a paper (with a remark)", ("A title of a paper (with a remark)", "")),
        ("The year 2023, a title", ("The year 2023, a title", "")),
    ],
)
def test_venue_and_year_at_the_end_of_a_title(text: str, halves: tuple[str, str]) -> None:
    found = take_apart(text)
    assert (found.title, found.tail) == halves


@pytest.mark.parametrize(
    ("text", "title", "families", "tail"),
    [
        ("A title of a paper, Byron et al.", "A title of a paper", "Byron", ""),
        ("A title of a paper. Byron, A. et al. Nature (2023)", "A title of a paper", "Byron", "Nature 2023"),
        ("A title of a paper (Byron et al., 2023)", "A title of a paper", "Byron", "2023"),
        ("A title of a paper [Byron et al. ICML 2023]", "A title of a paper", "Byron", "ICML 2023"),
        ("A title of a paper - Byron et al. - Nature 2023", "A title of a paper", "Byron", "Nature 2023"),
        ("A title of a paper by Ada Byron et al., 2023", "A title of a paper", "Byron", "2023"),
        ("A title of maps, Ada Byron, Grace Hopper et al.", "A title of maps", "Byron Hopper", ""),
        ("Is it a title? Byron A, Hopper G, et al. Nature 2023", "Is it a title?", "Byron Hopper", "Nature 2023"),
        ("A model of DNA, RNA, and Proteins, Byron et al.", "A model of DNA, RNA, and Proteins", "Byron", ""),
        ("Comment on Byron et al.", "Comment on Byron et al.", "", ""),
    ],
)
def test_authors_at_the_end_of_a_title(text: str, title: str, families: str, tail: str) -> None:
    """They would stand in the title of every README and .bib, or be its venue."""
    found = take_apart(text)
    assert (found.title, found.tail) == (title, tail)
    assert " ".join(author.family for author in read_authors(found.authors)[0]) == families


@pytest.mark.parametrize(
    "text",
    [
        "Cui H, Wang C, et al. A title of this paper. Nature Methods, 2024",
        "Cui H, Wang C, et al. a title of this paper. Nature Methods, 2024",
        "Haotian Cui, Chloe Wang. A title of this paper[J]. Nature Methods, 2024.",
        "Haotian Cui, Chloe Wang (2024). A title of this paper. Nature Methods.",
        'Haotian Cui, Chloe Wang. "A title of this paper." Nature Methods (2024)',
        "A title of this paper. Haotian Cui, Chloe Wang. Nature Methods 2024",
        "A title of this paper. Haotian Cui, Chloe Wang et al. Nature Methods 2024",
        "scGPT: Cui et al. (2024). A title of this paper. Nature Methods",
        "Cui, H., "
        + "Wang, C., " * 60
        + "… Byron, A. B. (2024). A title of this paper. Nature Methods, 21(8), 1470–1480",
    ],
)
def test_citations(text: str) -> None:
    found = citation(text)
    assert found is not None
    assert found.title.casefold() == "a title of this paper"
    assert read_authors(found.authors)[0][0].family == "Cui"
    stated = venue_of(found.tail)
    assert stated is not None
    assert (stated.name, found.year or stated.date) == ("Nature Methods", "2024")


def test_a_name_before_a_citation() -> None:
    found = citation("scGPT: Cui et al. (2024). A title of this paper. Nature Methods")
    assert found is not None and found.name == "scGPT"


@pytest.mark.parametrize(
    ("label", "families", "venue"),
    [
        ("Byron et al., Nature (2023)", "Byron", "Nature"),
        ("Byron & Hopper, Bioinformatics (2016)", "Byron Hopper", "Bioinformatics"),
        ("Byron et al. Prokaryotic Defence 363, 88-91, 2019", "Byron", "Prokaryotic Defence"),
        ("Byron et al.", "Byron", None),
        ("Maps of cells and tissues, 2023", None, None),
        ("Byron et al. show what cells are", None, None),
    ],
)
def test_authors_and_venue_where_a_title_could_stand(label: str, families: str | None, venue: str | None) -> None:
    """They would be the title of the paper."""
    found = signature(label)
    assert (found is not None) == (families is not None)
    if found is not None:
        assert " ".join(author.family for author in read_authors(found.authors)[0]) == families
        stated = venue_of(found.tail)
        assert (stated.name if stated else None) == venue


def test_a_citation_in_chinese() -> None:
    found = citation("单细胞基础模型综述：现状与展望. 张三, 李四等. 生物化学与生物物理进展, 2024.")
    assert found is not None
    assert (found.title, found.authors) == ("单细胞基础模型综述：现状与展望", "张三, 李四等")
    assert venue_of(found.tail) == Venue("生物化学与生物物理进展", "2024")


# -- headers, labels, headings, signs ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("模型", Column.MODEL),
        ("发布日期", Column.DATE),
        ("Released", Column.DATE),
        ("领域", Column.DOMAIN),
        ("状态", Column.STATUS),
        ("Paper Title", Column.TITLE),
        ("论文题目", Column.TITLE),
        ("Venue/Year", Column.VENUE),
        ("Code Link", Column.CODE),
        ("数据集名称", Column.DATASET),
        ("数据地址", Column.ADDRESS),
        ("#Params", Column.PARAMETERS),
        ("Weather", None),
        ("", None),
    ],
)
def test_headers_in_two_languages(header: str, column: Column | None) -> None:
    assert column_of(header) is column


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Paper", Role.PAPER),
        ("论文", Role.PAPER),
        ("paper 2", Role.PAPER),
        ("[PDF]", Role.PAPER),
        ("Code", Role.CODE),
        ("源码", Role.CODE),
        ("Python Reference", Role.CODE),
        ("Model (7B)", Role.WEIGHTS),
        ("知乎文章", Role.ARTICLE),
        ("Supplementary", Role.SUPPLEMENT),
        ("scGPT", None),
        ("Nature Methods", None),
    ],
)
def test_labels_in_two_languages(label: str, role: Role | None) -> None:
    assert label_role(label) is role


@pytest.mark.parametrize(
    ("heading", "topic"),
    [
        ("📖 Surveys", Topic.SURVEYS),
        ("综述", Topic.SURVEYS),
        ("Datasets and benchmarks", Topic.DATASETS),
        ("Dataset platforms", Topic.TOOLS),
        ("Labs", Topic.LABS),
        ("Courses", Topic.LEARNING),
        ("Table of Contents", Topic.PREAMBLE),
        ("Contributing", Topic.NOTHING),
        ("目录", Topic.PREAMBLE),
        ("Citation", Topic.NOTHING),
        ("DNA", None),
    ],
)
def test_what_headings_promise(heading: str, topic: Topic | None) -> None:
    assert topic_of(heading) is topic


def test_words_of_a_heading_that_name_a_domain() -> None:
    assert domain_words("Papers of spatial Transcriptomics model") == "spatial Transcriptomics"
    assert domain_words("2.1 DNA methods") == "DNA"
    assert domain_words("三、蛋白质模型") == "蛋白质模型"
    assert domain_words("Foundation models") == ""
    assert domains_in("sc+Spatial RNA") == domains_in("2. Models of sc+Spatial RNA") == ["sc", "spatial RNA"]
    assert domains_in("DNA / sc") == ["DNA", "sc"]
    assert domains_in("Models of DNA sc") == ["DNA"]
    assert domains_in("单细胞") == ["单细胞"]  # under `## DNA` it would be lost to the heading above
    assert domains_in("三、蛋白质与单细胞大模型") == ["蛋白质", "单细胞"]
    assert [domains_in(text) for text in ("单细胞大模型", "蛋白质语言模型", "多组学整合", "文本生成")] == [
        ["单细胞"], ["蛋白质"], ["多组学"], []
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("✅ 已完成", Status.READ),
        (":white_check_mark:", Status.READ),
        ("🔲 准备中", Status.PREPARING),
        (":black_square_button:", Status.PREPARING),
        ("计划中", Status.PLANNED),
        ("read", Status.READ),
        ("⬜", Status.PLANNED),
        ("", None),
        ("whatever", None),
    ],
)
def test_status_by_words_and_by_signs(cell: str, status: Status | None) -> None:
    assert status_of(cell) is status


def test_chinese_numbers() -> None:
    assert [chinese_number(text) for text in ("一", "十", "十二", "二十", "三十五", "一百零五", "7")] == [
        1,
        10,
        12,
        20,
        35,
        105,
        7,
    ]
    assert chinese_number("甲") is None


@pytest.mark.parametrize("text", ["journal =", "journal = {", "in ]"])
def test_signs_alone_are_no_venue(text: str) -> None:
    """Lines of a bibliography within a list stopped its import."""
    assert not is_venue(text)
