"""A small library told in lines of a dump, and `fm` run on it: for tests of what is exported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lifesci_fm.cli import main
from lifesci_fm.store import database
from lifesci_fm.store.transfer import load_rows

HOSTILE = "A | B](javascript:alert(1)) `x` <script> **b** _c_ # {x} 100% \\input \u202e=HYPERLINK()"

LINES: tuple[dict[str, Any], ...] = (
    {"domain": "DNA", "label_zh": "DNA", "aliases": ["genome"]},
    {"domain": "scRNA", "label_zh": "单细胞", "aliases": ["single-cell"]},
    {"model": "scGPT", "released": "2023-05", "domains": ["scRNA"]},
    {
        "paper": "cui2024scgpt",
        "title": "scGPT: toward building a foundation model for single-cell multi-omics",
        "type": "article",
        "status": "read",
        "plan_position": 1,
        "key_aliases": ["scgpt_old"],
        "authors": ["Cui, Haotian", "Wang, Bo"],
        "versions": [
            {"kind": "preprint", "id": "doi:10.1101/2023.04.30.538439", "venue": "bioRxiv", "date": "2023-05"},
            {"kind": "published", "id": "doi:10.1038/s41592-024-02201-0", "venue": "Nature Methods", "date": "2024-02"},
        ],
        "models": ["scGPT"],
        "domains": ["scRNA"],
        "links": [{"kind": "code", "url": "https://github.com/bowang-lab/scGPT"}],
        "origin": ["import:list.md:7", "Methods", "Single cell"],
    },
    {
        "paper": "zhou2023dnabert2",
        "title": "DNABERT-2: Efficient Foundation Model",
        "type": "preprint",
        "status": "planned",
        "plan_position": 2,
        "versions": [{"kind": "preprint", "id": "arxiv:2306.15006", "number": 2, "date": "2023-06-26"}],
        "domains": ["DNA"],
        "origin": "import:other.md:3",
    },
    {"paper": "hostile", "title": HOSTILE, "type": "article"},
    {
        "dataset": "CELLxGENE",
        "modality": "scRNA-seq",
        "scale": "33M",
        "url": "https://cellxgene.cziscience.com/",
        "models": ["scGPT"],
    },
    {"dataset": "Myeloid", "address": "GSE154763"},
    {
        "article": "scGPT | 基座模型",
        "number": 6,
        "models": ["scGPT"],
        "links": [{"kind": "article", "url": "https://zhuanlan.zhihu.com/p/702698466", "title": "知乎文章"}],
    },
    {"resource": "A course", "kind": "course", "url": "https://x.org/course", "topic": ["Transformers"]},
)


class Run:
    """`fm` in this process, on a library of `LINES`; `out` and `said` are what the last command printed."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys
        self.library = folder / "library.sqlite"
        self.out = self.said = ""
        database.create(self.library)
        connection = database.connect(self.library)
        try:
            connection.execute("BEGIN IMMEDIATE")
            load_rows(connection, enumerate(json.loads(json.dumps(LINES)), 1), name="LINES", at="2026-01-01T00:00:00Z")
            connection.execute("COMMIT")
        finally:
            connection.close()

    def __call__(self, *words: str | Path) -> int:
        code = main(["--library", str(self.library), *map(str, words)])
        self.out, self.said = self._capsys.readouterr()
        return code

    def file(self, name: str, text: bytes) -> Path:
        """A file of the user."""
        path = self.folder / name
        path.write_bytes(text)
        return path
