"""A small library made by hand, row by row, so that what the read side says can be told apart from what writing does.

Three papers: scGPT (preprint and published, read, with everything a paper can have), DNABERT-2 (planned), and an
incomplete entry without a title.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from lifesci_fm.store import database

NOW = "2026-01-02T03:04:05Z"


def make(path: Path) -> Path:
    """The library at `path`, made if it is not there yet."""
    if database.create(path):
        connection = database.connect(path)
        try:
            connection.execute("BEGIN IMMEDIATE")
            _fill(connection)
            connection.execute("COMMIT")
        finally:
            connection.close()
    return path


def insert(connection: sqlite3.Connection, table: str, **values: Any) -> int:
    """One row; returns its id."""
    names, marks = ", ".join(f'"{name}"' for name in values), ", ".join("?" * len(values))
    cursor = connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def paper(connection: sqlite3.Connection, key: str, **values: Any) -> int:
    """A paper with the columns that must not be empty filled in."""
    row: dict[str, Any] = {
        "key": key,
        "status": "unplanned",
        "authors_complete": 1,
        "complete": 1,
        "retracted": 0,
        "added": NOW,
        "updated": NOW,
        "origin_id": 1,
    }
    title = values.get("title")
    return insert(connection, "paper", **row | {"title_key": title and title.casefold()} | values)


def _fill(c: sqlite3.Connection) -> None:
    assert c.execute("SELECT kind FROM origin WHERE id = 1").fetchone() == ("user",)  # a library is born with it
    insert(c, "origin", id=2, kind="import", name="plan.md", line=7, section='["Plan", "单细胞"]')
    insert(c, "origin", id=3, kind="source", name="crossref", line=0, section="[]")
    scrna = c.execute("SELECT id FROM domain WHERE name = 'scRNA'").fetchone()[0]
    dna = c.execute("SELECT id FROM domain WHERE name = 'DNA'").fetchone()[0]

    scgpt = paper(
        c,
        "cui2024scgpt",
        title="scGPT: toward a foundation model for single-cell multi-omics",
        type="article",
        abstract="Generative pretraining has | worked.",
        status="read",
        plan_position=1,
        date="2024-02",
        year=2024,
        venue="Nature Methods",
        doi="10.1038/s41592-024-02201-0",
        arxiv=None,
        url="https://doi.org/10.1038/s41592-024-02201-0",
        first_author_key="cui",
        origin_id=2,
    )
    published = insert(c, "identifier", paper_id=scgpt, scheme="doi", value="10.1038/s41592-024-02201-0", origin_id=3)
    preprint = insert(c, "identifier", paper_id=scgpt, scheme="doi", value="10.1101/2023.04.30.538439", origin_id=2)
    insert(c, "identifier", paper_id=scgpt, scheme="pmid", value="38409223", origin_id=3)
    version = insert(
        c,
        "version",
        paper_id=scgpt,
        kind="published",
        identifier_id=published,
        venue="Nature Methods",
        date="2024-02",
        url="https://doi.org/10.1038/s41592-024-02201-0",
        volume="21",
        issue="8",
        pages="1470-1480",
        publisher="Springer",
        extra='{"issn": "1548-7091"}',
        origin_id=3,
    )
    insert(
        c,
        "version",
        paper_id=scgpt,
        kind="preprint",
        identifier_id=preprint,
        number=2,
        venue="bioRxiv",
        date="2023-05",
        url="https://www.biorxiv.org/content/10.1101/2023.04.30.538439v2",
        extra="{}",
        origin_id=2,
    )
    for position, (family, given, group) in enumerate(
        [("Cui", "Haotian", 0), ("Müller", "Zoë", 0), ("The Cell Consortium", "", 1)], 1
    ):
        insert(
            c,
            "author",
            paper_id=scgpt,
            position=position,
            family=family,
            family_key=family.casefold().replace("ü", "u"),
            given=given,
            suffix="",
            is_group=group,
            orcid="",
        )
    model = insert(
        c, "model", name="scGPT", name_key="scgpt", released="2023-05", parameters="53M", guessed=0, origin_id=2
    )
    insert(c, "model_alias", model_id=model, alias="sc-GPT v1", alias_key="scgptv1")
    insert(c, "model_domain", model_id=model, domain_id=scrna, position=1, guessed=0, origin_id=2)
    insert(c, "paper_model", paper_id=scgpt, model_id=model, role="introduces", position=1, guessed=0, origin_id=2)
    insert(c, "paper_domain", paper_id=scgpt, domain_id=scrna, position=1, guessed=0, origin_id=2)
    survey = insert(c, "tag", name="key paper", name_key="keypaper")
    insert(c, "paper_tag", paper_id=scgpt, tag_id=survey, origin_id=1)
    for owner in ("paper_id", "model_id"):
        insert(
            c,
            "link",
            **{owner: scgpt if owner == "paper_id" else model},
            kind="code",
            url="https://github.com/bowang-lab/scGPT",
            url_key="github.com/bowang-lab/scgpt",
            title="",
            origin_id=2,
        )
    insert(
        c,
        "link",
        model_id=model,
        kind="weights",
        url="https://huggingface.co/scgpt",
        url_key="huggingface.co/scgpt",
        title="HF",
        origin_id=2,
    )
    insert(c, "note", paper_id=scgpt, title="", path="", body="read twice\nworth it", origin_id=1)
    insert(c, "relation", paper_id=scgpt, kind="published-as", scheme="doi", value="10.1/x", origin_id=3)
    insert(c, "claim", paper_id=scgpt, field="year", value="2023", origin_id=2)
    insert(c, "claim", version_id=version, field="date", value="2024-03", origin_id=1)
    insert(c, "key_alias", paper_id=scgpt, alias="Cui_2024")
    insert(c, "reading_event", paper_id=scgpt, status="read", date="2024-06")

    dnabert = paper(
        c,
        "zhou2023dnabert",
        title="DNABERT-2: Efficient foundation model",
        type="preprint",
        status="planned",
        plan_position=2,
        date="2023-06-26",
        year=2023,
        venue="arXiv",
        arxiv="2306.15006",
        url="https://arxiv.org/abs/2306.15006",
        first_author_key="zhou",
    )
    arxiv = insert(c, "identifier", paper_id=dnabert, scheme="arxiv", value="2306.15006", origin_id=1)
    insert(
        c,
        "version",
        paper_id=dnabert,
        kind="preprint",
        identifier_id=arxiv,
        venue="arXiv",
        date="2023-06-26",
        extra="{}",
        origin_id=1,
    )
    second = insert(c, "model", name="DNABERT-2", name_key="dnabert2", released="2023", guessed=1, origin_id=1)
    insert(c, "paper_model", paper_id=dnabert, model_id=second, role="introduces", position=1, guessed=1, origin_id=1)
    insert(c, "paper_model", paper_id=scgpt, model_id=second, role="evaluates", position=1, guessed=0, origin_id=1)
    insert(c, "paper_domain", paper_id=dnabert, domain_id=dna, position=1, guessed=0, origin_id=1)
    insert(
        c,
        "author",
        paper_id=dnabert,
        position=1,
        family="Zhou",
        family_key="zhou",
        given="Zhihan",
        suffix="",
        is_group=0,
        orcid="",
    )

    bare = paper(c, "anon", complete=0, url="https://example.org/x", origin_id=1)
    insert(c, "identifier", paper_id=bare, scheme="url", value="example.org/x", origin_id=1)

    dataset = insert(
        c,
        "dataset",
        name="CELLxGENE",
        name_key="cellxgene",
        modality="scRNA-seq",
        scale="33M cells",
        task="pretraining",
        url="https://cellxgene.cziscience.com/",
        url_key="cellxgene.cziscience.com",
        paper_url="https://doi.org/10.1/cxg",
        paper_scheme="doi",
        paper_value="10.1/cxg",
        origin_id=2,
    )
    insert(c, "dataset_alias", dataset_id=dataset, alias="CZ CELLxGENE", alias_key="czcellxgene")
    insert(c, "dataset_model", dataset_id=dataset, model_id=model, role="trained-on", origin_id=2)
    insert(c, "dataset_model", dataset_id=dataset, model_id=model, role="uses", origin_id=2)
    insert(c, "claim", dataset_id=dataset, field="scale", value="50M+ cells", origin_id=3)
    described = insert(
        c, "dataset", name="GUE", name_key="gue", modality="DNA", paper_id=dnabert, origin_id=1, url_key=None
    )
    assert described
    article = insert(c, "article", number=3, title="scGPT 解读", title_key="scgpt 解读", origin_id=2)
    insert(c, "article_model", article_id=article, model_id=model, origin_id=2)
    insert(
        c,
        "link",
        article_id=article,
        kind="article",
        url="https://mp.weixin.qq.com/s/1",
        url_key="mp.weixin.qq.com/s/1",
        title="",
        origin_id=2,
    )
    other = insert(c, "article", title="DNABERT notes", title_key="dnabert notes", origin_id=1)
    insert(c, "article_paper", article_id=other, paper_id=dnabert, origin_id=1)
    resource = insert(
        c,
        "resource",
        kind="lab",
        title="Zhou lab",
        title_key="zhou lab",
        url="https://zhou.example/",
        url_key="zhou.example",
        topic='["Labs", "基因组"]',
        remark="遥遥领先",
        origin_id=1,
    )
    insert(c, "resource_paper", resource_id=resource, paper_id=dnabert, origin_id=1)
