"""Papers as objects of the JSON contract, with what belongs to them: the currency of JSON and of every writer.

Beyond the contract's keys an object carries what the writers need: `author_parts`, `retracted`, `plan_position`,
`rating`, `priority`, and in each version `scheme`, `identifier`, `volume`, `issue`,
`pages`, `publisher` and `extra` (further fields under their BibLaTeX names).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from lifesci_fm.catalog.batches import Row, batched, children, column

Entry = dict[str, Any]

#: The keys of a paper's object: those the contract names, in its order, then those for the writers.
KEYS = (
    "id", "key", "title", "model", "models", "authors", "date", "year", "venue", "type", "domains", "status", "doi",
    "arxiv", "pmid", "pmcid", "identifiers", "url", "links", "code", "weights", "versions", "datasets", "articles",
    "tags", "note", "abstract", "complete", "added", "updated", "sources",
    "author_parts", "authors_complete", "retracted", "plan_position", "rating", "priority",
)  # fmt: skip

#: Those that are columns of the paper itself.
_OWN = (
    "id", "key", "title", "date", "year", "venue", "type", "status", "doi", "arxiv", "url", "abstract", "complete",
    "added", "updated", "authors_complete", "retracted", "plan_position", "rating", "priority",
)  # fmt: skip

_AUTHORS = """
SELECT paper_id, name, family, given, suffix, is_group, orcid
FROM authors WHERE paper_id IN ({}) ORDER BY paper_id, position"""
_IDENTIFIERS = "SELECT paper_id, scheme, value FROM identifiers WHERE paper_id IN ({}) ORDER BY paper_id, scheme, value"
_VERSIONS = """
SELECT paper_id, id, kind, venue, date, doi, arxiv, number, url, scheme, value, volume, issue, pages, publisher, extra
FROM versions WHERE paper_id IN ({}) ORDER BY paper_id, kind DESC, date, number, id"""
_MODELS = """
SELECT paper_id, model_id, model
FROM paper_models WHERE role = 'introduces' AND paper_id IN ({}) ORDER BY paper_id, position, model_id"""
_DOMAINS = "SELECT paper_id, domain FROM paper_domains WHERE paper_id IN ({}) ORDER BY paper_id, position, domain"
_TAGS = "SELECT paper_id, tag FROM paper_tags WHERE paper_id IN ({}) ORDER BY paper_id, tag"
_LINKS = "SELECT paper_id, kind, url, title FROM links WHERE paper_id IN ({}) ORDER BY paper_id, id"
_MODEL_LINKS = "SELECT model_id, kind, url, title FROM links WHERE model_id IN ({}) ORDER BY model_id, id"
_DATASETS = "SELECT paper_id, name FROM datasets WHERE paper_id IN ({}) ORDER BY paper_id, id"
_MODEL_DATASETS = "SELECT model_id, dataset FROM dataset_models WHERE model_id IN ({}) ORDER BY model_id, dataset_id"
_ARTICLES = "SELECT paper_id, title FROM article_papers WHERE paper_id IN ({}) ORDER BY paper_id, number, article_id"
_MODEL_ARTICLES = (
    "SELECT model_id, title FROM article_models WHERE model_id IN ({}) ORDER BY model_id, number, article_id"
)
_NOTES = "SELECT paper_id, body FROM notes WHERE paper_id IN ({}) AND path = '' ORDER BY paper_id, id"
_SOURCES = """
SELECT paper_id, kind, name, line, section
FROM sources WHERE paper_id IN ({}) ORDER BY paper_id, kind, name, line, section"""


def entries(connection: sqlite3.Connection, ids: Iterable[int], only: Iterable[str] | None = None) -> Iterator[Entry]:
    """The papers of these ids, in this order, with all keys or only some; an id that is none is passed over."""
    keys = KEYS if only is None else tuple(only)
    for batch in batched(ids):
        yield from _Batch(connection, batch).entries(keys)


def details(connection: sqlite3.Connection, paper_id: int) -> Entry:
    """One paper with what only `fm show` tells: claims, relations, other models, former keys, reading dates."""
    (entry,) = entries(connection, [paper_id])
    claims = connection.execute(
        "SELECT field, value, kind, name, line, section FROM claims WHERE paper_id = ?1"
        " UNION ALL SELECT field, value, kind, name, line, section FROM claims"
        " WHERE version_id IN (SELECT id FROM versions WHERE paper_id = ?1)",
        (paper_id,),
    )
    relations = connection.execute("SELECT kind, scheme, value, date FROM relations WHERE paper_id = ?", (paper_id,))
    others = connection.execute(
        "SELECT model, role FROM paper_models WHERE paper_id = ? AND role <> 'introduces' ORDER BY role, position",
        (paper_id,),
    )
    former = connection.execute("SELECT alias FROM key_alias WHERE paper_id = ? ORDER BY alias", (paper_id,))
    guessed = {
        noun: connection.execute(f"SELECT {noun} FROM paper_{noun}s WHERE paper_id = ? AND guessed", (paper_id,))
        for noun in ("domain", "model")
    }
    notes = connection.execute(
        "SELECT title, path, date FROM notes WHERE paper_id = ? AND path <> '' ORDER BY id", (paper_id,)
    )
    events = connection.execute(
        "SELECT status, date FROM reading_event WHERE paper_id = ? ORDER BY date, id", (paper_id,)
    )
    return entry | {
        "claims": [claim(row) for row in claims],
        "relations": [dict(zip(("kind", "scheme", "value", "date"), row, strict=True)) for row in relations],
        "guessed_domains": [row[0] for row in guessed["domain"]],
        "guessed_models": [row[0] for row in guessed["model"]],
        "other_models": [{"name": name, "role": role} for name, role in others],
        "key_aliases": [row[0] for row in former],
        "notes": [{"title": title, "path": path, "date": date} for title, path, date in notes],
        "reading": [{"status": status, "date": date} for status, date in events],
    }


def claim(row: Row) -> Entry:
    """What one origin says of one field, from (field, value, kind, name, line, section)."""
    return {"field": row[0], "value": row[1], "source": source_text(row[2], row[3], row[4])}


def source_text(kind: str, name: str, line: int | None) -> str:
    """An origin in few words: `user`, `crossref`, `README.md:41`."""
    return f"{name}:{line}" if name and line else name or kind


def source(row: Row) -> Entry:
    """Who stated something, from (kind, name, line, section)."""
    kind, name, line, section = row
    return {
        "kind": kind,
        "name": name or None,
        "line": line or None,
        "section": [] if section == "[]" else json.loads(section),
    }


class _Batch:
    """Some hundred papers. What belongs to them is fetched for all at once, when one is first asked for it.

    A method named like a key of the contract makes its value for one paper.
    """

    def __init__(self, connection: sqlite3.Connection, ids: Sequence[int]) -> None:
        self._connection, self._ids = connection, ids
        self._fetched: dict[str, dict[Any, list[Row]]] = {}

    def entries(self, keys: Sequence[str]) -> Iterator[Entry]:
        own = [key for key in keys if key in _OWN]
        made = [(key, None if key in _OWN else getattr(self, key)) for key in keys]
        truths = [key for key in own if key in ("complete", "authors_complete", "retracted")]
        papers = self._rows(f"SELECT id, {', '.join(own or ['id'])} FROM papers WHERE id IN ({{}})")
        for paper in self._ids:
            for row in papers[paper]:
                values = iter(row)
                entry = {key: next(values) if make is None else make(paper) for key, make in made}
                for key in truths:
                    entry[key] = bool(entry[key])
                yield entry

    def model(self, paper: int) -> str | None:
        return next(iter(self.models(paper)), None)

    def models(self, paper: int) -> list[str]:
        return column(row[1:] for row in self._rows(_MODELS)[paper])

    def authors(self, paper: int) -> list[str]:
        return [row[0] for row in self._rows(_AUTHORS)[paper]]

    def author_parts(self, paper: int) -> list[Entry]:
        return [
            {"family": family, "given": given, "suffix": suffix, "group": bool(group), "orcid": orcid}
            for _, family, given, suffix, group, orcid in self._rows(_AUTHORS)[paper]
        ]

    def domains(self, paper: int) -> list[str]:
        return column(self._rows(_DOMAINS)[paper])

    def tags(self, paper: int) -> list[str]:
        return column(self._rows(_TAGS)[paper])

    def identifiers(self, paper: int) -> list[Entry]:
        return [{"scheme": scheme, "value": value} for scheme, value in self._rows(_IDENTIFIERS)[paper]]

    def pmid(self, paper: int) -> str | None:
        return self._identifier(paper, "pmid")

    def pmcid(self, paper: int) -> str | None:
        return self._identifier(paper, "pmcid")

    def _identifier(self, paper: int, wanted: str) -> str | None:
        for scheme, value in self._rows(_IDENTIFIERS)[paper]:
            if scheme == wanted:
                return str(value)
        return None

    def versions(self, paper: int) -> list[Entry]:
        return [_version(row) for row in self._rows(_VERSIONS)[paper]]

    def links(self, paper: int) -> list[Entry]:
        """Its own and its models', once each: a model's code is often the paper's too."""
        once: dict[tuple[str, str], str] = {}
        for kind, url, title in (*self._rows(_LINKS)[paper], *self._of_models(_MODEL_LINKS, paper)):
            once.setdefault((kind, url), title)
        return [{"kind": kind, "url": url, "title": title or None} for (kind, url), title in once.items()]

    def code(self, paper: int) -> list[str]:
        return [link["url"] for link in self.links(paper) if link["kind"] == "code"]

    def weights(self, paper: int) -> list[str]:
        return [link["url"] for link in self.links(paper) if link["kind"] == "weights"]

    def datasets(self, paper: int) -> list[str]:
        """Those it describes and those of its models."""
        return column([*self._rows(_DATASETS)[paper], *self._of_models(_MODEL_DATASETS, paper)])

    def articles(self, paper: int) -> list[str]:
        """Those about it and those about its models."""
        return column([*self._rows(_ARTICLES)[paper], *self._of_models(_MODEL_ARTICLES, paper)])

    def note(self, paper: int) -> str | None:
        return "\n\n".join(row[0] for row in self._rows(_NOTES)[paper]) or None

    def sources(self, paper: int) -> list[Entry]:
        return [source(row) for row in self._rows(_SOURCES)[paper]]

    def _rows(self, statement: str) -> dict[Any, list[Row]]:
        """The rows of a statement by the paper they belong to."""
        if statement not in self._fetched:
            self._fetched[statement] = children(self._connection, statement, self._ids)
        return self._fetched[statement]

    def _of_models(self, statement: str, paper: int) -> list[Row]:
        """The rows of a statement that belong to the models a paper introduces."""
        models = self._rows(_MODELS)
        if statement not in self._fetched:
            ids = column(row for rows in models.values() for row in rows)
            self._fetched[statement] = children(self._connection, statement, ids)
        return [row for model, _ in models[paper] for row in self._fetched[statement][model]]


def _version(row: Row) -> Entry:
    number_of, kind, venue, date, doi, arxiv, number, url, scheme, value, volume, issue, pages, publisher, extra = row
    return {
        "kind": kind,
        "venue": venue,
        "date": date,
        "doi": doi,
        "arxiv": arxiv,
        "number": number,
        "url": url,
        "id": number_of,
        "scheme": scheme,
        "identifier": value,
        "volume": volume,
        "issue": issue,
        "pages": pages,
        "publisher": publisher,
        "extra": {} if extra == "{}" else json.loads(extra),
    }
