"""Real documents into one library: what is one work in them, and what is new in a later edition of a list.

Skipped where the documents are not at hand.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from library_rooms import counts, dumped, entries, fresh, rows
from lifesci_fm.catalog import Catalog
from lifesci_fm.catalog.doctor import Severity
from lifesci_fm.errors import MalformedIdentifier
from lifesci_fm.formats.files import scan
from lifesci_fm.identifiers import parse
from lifesci_fm.library import FileReport, Library
from lifesci_fm.store.database import connect_readonly
from lifesci_fm.store.naming import find_papers
from lifesci_fm.text import fold

Row = dict[str, Any]


def take(path: Path, file: Path) -> FileReport:
    """Import one Markdown file."""
    with Library.open(path, words=f"fm import {file.name}") as library:
        return library.merge(scan(file.read_bytes(), "markdown", name=file.name), file=file.name)


# -- a later edition of a list ----------------------------------------------------------------------------------------


def test_a_later_edition_of_a_list_adds_its_new_entries_only(shared: Path, tmp_path: Path) -> None:
    """A reader who imported a list last year finds none of its papers twice."""
    path = fresh(tmp_path / "library.sqlite")
    first = shared / "seeds" / "5-awesome-healthcare-fm.md"
    later = next((shared / "lists").glob("YutingHe-list__*.md"))
    take(path, first)
    before = {entry["id"]: entry for entry in entries(path)}
    take(path, later)
    text = first.read_text(encoding="utf-8")
    known = {fold(entry["title"]) for entry in before.values() if entry["title"]}
    new = [entry for entry in entries(path) if entry["id"] not in before]
    assert len(new) > 150
    twice = [entry["title"] for entry in new if fold(entry["title"] or "") in known or f"({entry['url']})" in text]
    assert twice == []
    assert rows(path, "SELECT key, value FROM relations WHERE kind = 'maybe-same'") == []
    stands = dumped(path)
    for file in (later, first):
        report = take(path, file)
        assert counts(report).keys() <= {"unchanged"}
    assert dumped(path) == stands


# -- one work in several documents ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def library(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All five documents of a user."""
    path = fresh(tmp_path_factory.mktemp("seeds") / "library.sqlite")
    for file in sorted((shared / "seeds").glob("[0-9]-*.md")):
        take(path, file)
    return path


@pytest.fixture(scope="module")
def told(shared: Path) -> dict[str, Row]:
    """What stands in the documents, by its number."""
    lines = (shared / "seeds" / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["id"]: row for row in map(json.loads, lines)}


def test_the_library_of_real_documents_is_sound(library: Path) -> None:
    with Catalog.open(library) as catalog:
        wrong = [one.found.message for one in catalog.examine() if one.check.severity is Severity.WRONG]
    assert all("address" in message for message in wrong), wrong  # the documents hold some that lead nowhere


def paper_of(path: Path, row: Row) -> set[int]:
    """The papers that a row's identifier, address or title leads to."""
    connection = connect_readonly(path)
    try:
        for name in (row["doi"], row["arxiv"], row["biorxiv"], row["url"]):
            if name and (found := find_papers(connection, name)):
                return {paper.id for paper in found}
        title = connection.execute("SELECT id FROM papers WHERE title_key = ?", (fold(row["title"] or ""),)).fetchall()
        if title:
            return {number for (number,) in title}
        return {paper.id for paper in find_papers(connection, row["model"])} if row["model"] else set()
    finally:
        connection.close()


def groups(shared: Path, name: str) -> list[Row]:
    """Groups of rows by whether they are one work."""
    return list(json.loads((shared / "seeds" / "same-work.json").read_text(encoding="utf-8"))[name])


def test_rows_about_one_work_are_one_paper(shared: Path, library: Path, told: dict[str, Row]) -> None:
    wrong = []
    for group in groups(shared, "same"):
        papers = [paper_of(library, told[member]) for member in group["members"] if told[member]["kind"] == "paper"]
        if len(set().union(*papers)) > 1:
            wrong.append(group["work"])
    assert wrong == []


def test_rows_about_near_works_are_two_papers(shared: Path, library: Path, told: dict[str, Row]) -> None:
    wrong = []
    for group in groups(shared, "not_same"):
        papers = [paper_of(library, told[member]) for member in group["members"] if told[member]["kind"] == "paper"]
        if len(papers) > 1 and len(set().union(*papers)) < len(papers):
            wrong.append(group["why"])
    assert wrong == []


def test_a_preprint_and_its_published_form_in_one_entry_are_one_paper(shared: Path, tmp_path: Path) -> None:
    """Pairs found in the wild; an entry may also name two papers about one tool, so a single miss is no failure."""
    pairs = json.loads((shared / "lists" / "same-work.json").read_text(encoding="utf-8"))["pairs_in_one_entry"]
    apart, missing = [], []
    for name in sorted({pair["file"] for pair in pairs}):
        path = fresh(tmp_path / "library.sqlite")
        take(path, shared / "lists" / name)
        owners = {
            (scheme, value): key for scheme, value, key in rows(path, "SELECT scheme, value, key FROM identifiers")
        }
        for pair in (pair for pair in pairs if pair["file"] == name):
            both = [owners.get(_identifier(pair[which])) for which in ("preprint", "published")]
            if None in both:
                missing.append(f"{name}:{pair['line']}")
            elif both[0] != both[1]:
                apart.append(f"{name}:{pair['line']}")
    assert apart == []
    assert len(missing) <= 1, missing


def _identifier(text: str) -> tuple[str, str]:
    try:
        found = parse(text).identifier
    except MalformedIdentifier:
        return "", text
    return found.scheme.value, found.value
