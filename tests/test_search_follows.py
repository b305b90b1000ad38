"""A search finds what the library says now, after every command that changes it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

import small_library
from lifesci_fm.catalog import Catalog
from lifesci_fm.store.database import connect
from lifesci_fm.vocabulary import Filter
from running import fm
from test_fulltext import check

SCGPT, DNABERT = "cui2024scgpt", "zhou2023dnabert"


def found(library: Path, words: str) -> set[str]:
    """The keys that a search finds, in an index that is as it should be."""
    with closing(connect(library)) as connection:
        check(connection)
    with Catalog.open(library) as catalog:
        return {key for (key,) in catalog.rows(Filter(query=words), ["key"])}


def test_search_follows_edits_notes_merges_splits_removals_and_loads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FM_NOTES", str(tmp_path / "notes"))
    library = small_library.make(tmp_path / "library.sqlite")

    def done(*words: str) -> None:
        ran = fm(library, *words)
        assert ran.code == 0, ran.err

    done("edit", SCGPT, "--set", "title=Zebrafish 用于单细胞", "--add-tag", "milestone", "--set", "abstract=Quokka")
    assert found(library, "zebrafish") == found(library, "milestone") == found(library, "quokka") == {SCGPT}
    assert found(library, "细胞") == {SCGPT}
    assert found(library, "title:toward") == set()
    done("model", "edit", "DNABERT-2", "--set", "name=Wombat")
    assert DNABERT in found(library, "wombat")
    done("note", "new", DNABERT)
    note = tmp_path / "notes" / "zhou2023dnabert.md"
    note.write_text(f"{note.read_text(encoding='utf-8')}\nAbout the platypus.\n", encoding="utf-8")
    done("note", "import", str(note))
    assert found(library, "platypus") == {DNABERT}

    done("merge", SCGPT, DNABERT)
    (kept,) = found(library, "platypus")
    assert found(library, "wombat") == found(library, "milestone") == {kept}
    done("split", kept, "--version", "arxiv:2306.15006")
    assert len(found(library, "foundation")) == 2

    done("dump", str(tmp_path / "all.jsonl"))
    other = tmp_path / "other.sqlite"
    assert fm(other, "init", "--empty").code == fm(other, "load", str(tmp_path / "all.jsonl")).code == 0
    for words in ("platypus", "milestone", "wombat"):
        assert found(other, words) == found(library, words) != set(), words

    done("remove", kept, "--yes")
    assert kept not in found(library, "platypus or zebrafish or milestone or wombat or foundation")
