"""Making libraries in tests of the write side: short records, and what a library holds afterwards as one text."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lifesci_fm.catalog import Catalog
from lifesci_fm.identifiers import Identifier, Scheme, is_preprint
from lifesci_fm.library import FileReport, Library
from lifesci_fm.records import (
    Author,
    DomainMention,
    LinkRecord,
    ModelRecord,
    Origin,
    PaperRecord,
    Record,
    Relation,
    VersionRecord,
)
from lifesci_fm.store.database import connect_readonly, create
from lifesci_fm.store.transfer import dump_objects
from lifesci_fm.vocabulary import OriginKind, PaperType, Status, VersionKind


def identifier(text: str) -> Identifier:
    """`10.1/x`, `arxiv:2301.00001` or a URL without its scheme."""
    if text.startswith("arxiv:"):
        return Identifier(Scheme.ARXIV, text.removeprefix("arxiv:"))
    return Identifier(Scheme.DOI if text.startswith("10.") else Scheme.URL, text)


def line(number: int, file: str = "list.md") -> Origin:
    """A line of an imported file."""
    return Origin(OriginKind.IMPORT, file, number)


def source(name: str = "crossref") -> Origin:
    """A metadata source."""
    return Origin(OriginKind.SOURCE, name)


def paper(
    title: str | None = None,
    *ids: str,
    authors: str = "",
    date: str | None = None,
    venue: str | None = None,
    number: int | None = None,
    model: str | None = None,
    code: str | None = None,
    domain: str | None = None,
    guess: str | None = None,
    type: PaperType | None = None,
    status: Status | None = None,
    planned: int | None = None,
    key: str | None = None,
    tags: tuple[str, ...] = (),
    note: str | None = None,
    pages: str | None = None,
    released: str | None = None,
    relations: tuple[Relation, ...] = (),
    origin: Origin | None = None,
) -> PaperRecord:
    """A paper record; the first identifier is that of its one version."""
    named = tuple(identifier(text) for text in ids)
    first = next((i for i in named if i.scheme is not Scheme.URL), None)
    kind = VersionKind.PREPRINT if first and is_preprint(first) else VersionKind.PUBLISHED
    version = VersionRecord(kind=kind, identifier=first, date=date, venue=venue, number=number, pages=pages)
    mentions = [DomainMention(domain)] if domain else []
    mentions += [DomainMention(guess, guessed=True)] if guess else []
    return PaperRecord(
        title=title,
        authors=tuple(Author(*name.split(", ")) for name in authors.split("; ") if name),
        identifiers=named,
        versions=(version,) if first or date or venue or pages else (),
        models=(ModelRecord(name=model, released=released),) if model else (),
        links=(LinkRecord("code", code),) if code else (),
        domains=tuple(mentions),
        tags=tags,
        type=type,
        status=status,
        planned=planned,
        key=key,
        note=note,
        relations=relations,
        origin=origin or line(1),
    )


@lru_cache
def _empty() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.sqlite"
        create(path)
        return path.read_bytes()


def fresh(path: Path) -> Path:
    """An empty library at `path`; making one takes a while, so one is made and copied."""
    path.write_bytes(_empty())
    return path


def merge(path: Path, records: Iterable[Record], **options: Any) -> FileReport:
    """Take records into the library at `path`, made empty when there is none."""
    if not path.exists():
        fresh(path)
    with Library.open(path, words="fm import list.md") as library:
        return library.merge(records, file="list.md", **options)


def counts(report: FileReport) -> dict[str, int]:
    """Outcomes that happened."""
    found = {k: v for k, v in report.as_json().items() if isinstance(v, int) and k != "entries"}
    assert sum(found.values()) + sum(p.entry for p in report.problems) == report.entries
    return {name: number for name, number in found.items() if number}


def dumped(path: Path) -> str:
    """The library as `fm dump` has it."""
    connection = connect_readonly(path)
    try:
        return "\n".join(json.dumps(item, ensure_ascii=False) for item in dump_objects(connection))
    finally:
        connection.close()


def rows(path: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """What SQLite answers."""
    connection = connect_readonly(path)
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


def entries(path: Path) -> list[dict[str, Any]]:
    """The papers as `fm list --json` has them, in the order in which they were added."""
    with Catalog.open(path) as catalog:
        return sorted(catalog.entries(), key=lambda entry: int(entry["id"]))


def only(path: Path) -> dict[str, Any]:
    """The one paper of a library."""
    (entry,) = entries(path)
    return entry
