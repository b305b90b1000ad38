"""Entries written as citations: authors, quoted titles and venues in the order of one style or another."""

from __future__ import annotations

import pytest

from lifesci_fm.formats.markdown import read
from lifesci_fm.records import PaperRecord

TITLE = "Learning the flows of small molecules in water"
LINK = "https://arxiv.org/abs/2404.00005"


def paper(text: str) -> PaperRecord:
    (only,) = (record for record in read(text, name="list.md").records if isinstance(record, PaperRecord))
    return only


def stated(record: PaperRecord) -> list[tuple[str | None, str | None]]:
    return [(version.venue, version.date) for version in record.versions]


@pytest.mark.parametrize(
    ("written", "venue", "date", "families"),
    [
        (
            f'- "{TITLE}," Ada Byron, Grace Hopper, *NeurIPS*, 2021. [[paper]]({LINK})',
            "NeurIPS",
            "2021",
            "Byron Hopper",
        ),
        (
            f'- Ada Byron, Grace Hopper, "{TITLE}," in *Proc. NeurIPS*, 2021, pp. 1-9. [[pdf]]({LINK})',
            "Proc. NeurIPS",
            "2021",
            "Byron Hopper",
        ),
        (f'- Byron et al., "{TITLE}", Nature 2023. [paper]({LINK})', "Nature", "2023", "Byron"),
        (
            f"- Byron, A., Hopper, G.: {TITLE}. In: MICCAI 2021, pp. 12–20. Springer (2021) [paper]({LINK})",
            "MICCAI",
            "2021",
            "Byron Hopper",
        ),
        (f"- [Byron et al. 2021. {TITLE}. Nature.]({LINK})", "Nature", "2021", "Byron"),
        (f"- {TITLE}. Ada Byron*, Grace Hopper. (KDD'22) [[Paper]({LINK})]", "KDD", "2022", "Byron Hopper"),
        (
            f"- (2021) Byron, A. et al. *{TITLE}*, Bioinformatics 37(2). [link](https://doi.org/10.5555/ab.1)",
            "Bioinformatics",
            "2021",
            "Byron",
        ),
        (f"- {TITLE}, Ada Byron and Grace de Hopper, NeurIPS 2021", "NeurIPS", "2021", "Byron de Hopper"),
        (f"- {TITLE}, A. Byron, G. B. Hopper and L. Wu, NeurIPS 2021", "NeurIPS", "2021", "Byron Hopper Wu"),
        (f"- {TITLE}. A. Byron and G. Hopper. NeurIPS 2021", "NeurIPS", "2021", "Byron Hopper"),
        (f"- A. Byron and G. Hopper, {TITLE}, NeurIPS 2021", "NeurIPS", "2021", "Byron Hopper"),
    ],
)
def test_styles_of_citation(written: str, venue: str, date: str, families: str) -> None:
    """Authors stood in the title, or the title in the venue."""
    record = paper(f"# Papers\n\n{written}\n")
    assert record.title == TITLE
    assert (venue, date) in stated(record)
    assert " ".join(author.family for author in record.authors) == families


@pytest.mark.parametrize(
    ("signed", "families", "model"),
    [
        ("**TideSAM:** Ada Byron, Grace Hopper.", "Byron Hopper", "TideSAM"),
        ("**TideSAM:** OpenTide.", "", "TideSAM"),
        ("Ada Byron, Grace Hopper.", "Byron Hopper", None),
        ("Ada Byron and Grace Hopper and Jane Roe.", "Byron Hopper Roe", None),
        ("Ada Byron.", "Byron", None),
    ],
)
def test_a_quoted_title_on_the_line_below_its_authors(signed: str, families: str, model: str | None) -> None:
    """The authors were the title of every paper of a list, and the title a remark."""
    record = paper(
        f'# Papers\n\n- {signed}<br />\n  "{TITLE}." **ICCV (2023) Best Paper Honorable Mention**.\n'
        f"  [[paper]({LINK})]\n  [[code](https://github.com/a/b)]\n  [2023.04]\n"
    )
    assert (record.title, record.note) == (TITLE, None)
    assert " ".join(author.family for author in record.authors) == families
    assert [one.name for one in record.models] == ([model] if model else [])
    assert stated(record) == [(None, "2023-04"), ("ICCV", "2023")]


@pytest.mark.parametrize(
    ("written", "venue"), [("(*Expert Syst. Appl.'26*)", "Expert Syst. Appl."), ("(*GitHub'26*)", None)]
)
def test_what_brackets_before_a_title_say_of_its_year(written: str, venue: str | None) -> None:
    """The brackets stood in the title."""
    record = paper(f"# Papers\n\n- {written} **{TITLE}**\n  [[📝 Paper]({LINK})]\n")
    assert record.title == TITLE
    assert (venue, "2026") in stated(record)


@pytest.mark.parametrize("sign", [" — ", " - ", ": "])
def test_a_quoted_title_behind_the_name_of_its_model(sign: str) -> None:
    """The title kept the name, the dash and the quotation marks."""
    record = paper(f'# Papers\n\n- TideFormer{sign}"TideFormer: {TITLE}". NeurIPS\'23. arXiv:2301.00001\n')
    assert (record.title, [one.name for one in record.models]) == (f"TideFormer: {TITLE}", ["TideFormer"])
    assert ("NeurIPS", "2023") in stated(record)


def test_venue_and_year_in_a_bullet_among_the_facts() -> None:
    record = paper(f"# Papers\n\n- {TITLE}\n  - Paper: {LINK}\n  - Code: https://github.com/a/b\n  - 2024, NeurIPS\n")
    assert (record.title, record.note) == (TITLE, None)
    assert ("NeurIPS", "2024") in stated(record)


def test_what_a_title_lists_are_no_authors() -> None:
    title = "Advances in Kidney Imaging, Heart Imaging and Skin Lesions"
    record = paper(f"# Papers\n\n- {title}, NeurIPS 2021 [paper]({LINK})\n")
    assert (record.title, record.authors) == (title, ())


@pytest.mark.parametrize(
    "role", ["Head of the group", "Directors of the research institute", "Members of the steering committee"]
)
def test_people_and_what_they_are_in_a_group_are_no_paper(role: str) -> None:
    listed = f"- **{TITLE}** - Ada Byron, Grace Hopper (2021)\n"
    text = f"## Notes\n\n- **{role}** - Ada Byron, Grace Hopper (2021)\n"
    assert read(text, name="list.md").records == []
    assert paper(text + listed).title == TITLE


@pytest.mark.parametrize("title", ["Members of the kinase family of proteins", "Heads of the sea urchin"])
def test_titles_that_begin_as_roles_do(title: str) -> None:
    assert paper(f"## Notes\n\n- **{title}** - Ada Byron, Grace Hopper (2021)\n").title == title


@pytest.mark.parametrize(
    ("signed", "families", "whole", "note"),
    [
        ("(flowQR) - Byron et al. 2024", "Byron", False, "(flowQR)"),
        ("- A. Byron, G. Hopper et al. 2024", "Byron Hopper", False, None),
        ("(flowQR) - A. Byron and G. Hopper, 2024", "Byron Hopper", True, "(flowQR)"),
        ("- A. Byron, G. Hopper 2024", "Byron Hopper", True, None),
        ("- Ada Byron, Grace Hopper (2024)", "Byron Hopper", True, None),
        ("- flows of water - Byron et al., 2024 - with code", "Byron", False, "flows of water with code"),
    ],
)
def test_authors_behind_a_linked_title(signed: str, families: str, whole: bool, note: str | None) -> None:
    """They were a remark, or their names a journal's."""
    record = paper(f"# Papers\n\n- [{TITLE}]({LINK}) {signed}\n")
    assert (record.title, record.note) == (TITLE, note)
    assert " ".join(author.family for author in record.authors) == families
    assert record.authors_complete is whole
    assert stated(record) == [(None, "2024")]


def test_a_remark_behind_a_dash_names_no_authors() -> None:
    record = paper(f"# Papers\n\n- [{TITLE}]({LINK}) (flowQR) - what flows in water, and where - NeurIPS 2024\n")
    assert (record.title, record.authors) == (TITLE, ())


CAPITALS = "Folding Proteins with Language Models"


@pytest.mark.parametrize(
    ("written", "families"),
    [
        (f"{CAPITALS}, Ada Byron and Grace Hopper, NeurIPS 2023", "Byron Hopper"),
        (f"{CAPITALS}, Ada Byron, Grace Hopper, and Lin Wu, NeurIPS 2023 [[paper]]({LINK})", "Byron Hopper Wu"),
        (f"{CAPITALS}, Ada Byron, Grace Hopper, *NeurIPS 2023* [paper]({LINK})", "Byron Hopper"),
        (f"[{CAPITALS}, Ada Byron & Piet van den Berg, NeurIPS 2023]({LINK})", "Byron van den Berg"),
        (f"{CAPITALS}. Xiaoming Zhang, Yu Wang. NeurIPS 2023 [paper]({LINK})", "Zhang Wang"),
    ],
)
def test_full_names_behind_a_title_in_capitals(written: str, families: str) -> None:
    """They stood in the title."""
    record = paper(f"# Papers\n\n- {written}\n")
    assert record.title == CAPITALS
    assert " ".join(author.family for author in record.authors) == families
    assert ("NeurIPS", "2023") in stated(record)


@pytest.mark.parametrize(
    "title",
    [
        "Folding Proteins, Old Hearts and New Lungs",
        "Folding Proteins: Deep Learning, Graph Networks and Language Models",
        "The Letters of Ada Byron, Grace Hopper, and Lin Wu",
        "Max Pooling, Min Pooling, Mean Pooling and Their Limits",
    ],
)
def test_what_a_title_in_capitals_lists_stays_in_it(title: str) -> None:
    record = paper(f"# Papers\n\n- {title}, NeurIPS 2023 [paper]({LINK})\n")
    assert (record.title, record.authors) == (title, ())
