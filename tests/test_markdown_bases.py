"""Tables with a column of models that papers build on beside what these introduce."""

from __future__ import annotations

import pytest

from markdown_lists import papers


def table(*rows: str) -> str:
    """A pipe table of rows whose cells are parted by semicolons; the first row is the header."""
    lines = ["| " + " | ".join(row.split(";")) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * (rows[0].count(";") + 1), *lines[1:]]) + "\n"


BASES = ("Tidewater-7B", "ViT-Q", "Tidewater-7B", "ViT-Q")


def on_bases(header: str, *titles: str, first: bool = False) -> str:
    """A table of papers by these titles beside a column of such models."""
    cells = zip(titles, BASES, strict=False)
    rows = [f"{base};{title}" if first else f"{title};{base}" for title, base in cells]
    rows = [f"{row};ICML 2024;[pdf](https://arxiv.org/abs/2404.0000{at})" for at, row in enumerate(rows)]
    return table(f"{header};Title;Venue;Paper" if first else f"Title;{header};Venue;Paper", *rows)


TITLES = ("Reading the tides of cells", "Shapes of small organs", "What cells say to others", "Maps of old genomes")


@pytest.mark.parametrize(
    "header",
    [
        "Backbone",
        "Base model",
        "Base LLM",
        "Backbone LLMs",
        "LLM",
        "Foundation Models",
        "Architecture",
        "骨干",
        "骨干网络",
        "基座模型",
        "基座大模型",
        "大模型",
    ],
)
def test_what_a_paper_builds_on_is_not_the_model_that_it_introduces(header: str) -> None:
    """Every paper of such a table introduced somebody else's model."""
    found = papers(on_bases(header, *TITLES[:2]))
    assert [(record.title, record.models) for record in found] == [(title, ()) for title in TITLES[:2]]
    assert [record.note for record in found] == [f"{header}: {name}" for name in BASES[:2]]


def test_models_that_come_back_again_and_again_are_built_on() -> None:
    assert [record.models for record in papers(on_bases("Model", *TITLES))] == [()] * 4
    assert [record.models for record in papers(on_bases("Base LLM", *TITLES[:2], first=True))] == [()] * 2


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (on_bases("LLM", "Tidewater-7B: reading the tides of cells", *TITLES[1:2]), ["Tidewater-7B", "ViT-Q"]),
        (on_bases("LLM", *TITLES[:2], first=True), ["Tidewater-7B", "ViT-Q"]),
        (on_bases("Model", *TITLES[:2]), ["Tidewater-7B", "ViT-Q"]),
    ],
)
def test_models_beside_titles_that_are_new(text: str, named: list[str]) -> None:
    assert [model.name for record in papers(text) for model in record.models] == named


def test_a_method_and_the_model_it_is_built_on() -> None:
    """The second name took the place of the first."""
    rows = [f"Tide{at};GPT-Q;[pdf](https://arxiv.org/abs/2404.0000{at})" for at in range(1, 3)]
    found = papers(table("Method;LLM;Paper", *rows))
    assert [(model.name, model.architecture) for record in found for model in record.models] == [
        ("Tide1", "GPT-Q"),
        ("Tide2", "GPT-Q"),
    ]
