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
    "author_parts", "retracted", "plan_position", "rating", "priority",
)  # fmt: skip

_PAPERS = """
SELECT id, key, title, date, year, venue, type, status, doi, arxiv, url, abstract, complete, added, updated,
       retracted, plan_position, rating, priority
FROM papers WHERE id IN ({})"""
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
_DATASETS = "SELECT paper, name FROM datasets WHERE paper IN ({}) ORDER BY paper, id"
_MODEL_DATASETS = "SELECT model_id, dataset FROM dataset_models WHERE model_id IN ({}) ORDER BY model_id, dataset_id"
_ARTICLES = "SELECT paper_id, title FROM article_papers WHERE paper_id IN ({}) ORDER BY paper_id, number, article_id"
_MODEL_ARTICLES = (
    "SELECT model_id, title FROM article_models WHERE model_id IN ({}) ORDER BY model_id, number, article_id"
)
_NOTES = "SELECT paper_id, body FROM notes WHERE paper_id IN ({}) ORDER BY paper_id, id"
_SOURCES = """
SELECT paper_id, kind, name, line, section
FROM sources WHERE paper_id IN ({}) ORDER BY paper_id, kind, name, line, section"""


def entries(connection: sqlite3.Connection, ids: Iterable[int]) -> Iterator[Entry]:
    """The papers of these ids, in this order; an id that is none is passed over."""
    for batch in batched(ids):
        yield from _batch(connection, batch)


def details(connection: sqlite3.Connection, paper_id: int) -> Entry:
    """One paper with what only `fm show` tells: claims, relations, other models, former keys, reading dates."""
    (entry,) = _batch(connection, [paper_id])
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
    events = connection.execute(
        "SELECT status, date FROM reading_event WHERE paper_id = ? ORDER BY date, id", (paper_id,)
    )
    return entry | {
        "claims": [claim(row) for row in claims],
        "relations": [dict(zip(("kind", "scheme", "value", "date"), row, strict=True)) for row in relations],
        "other_models": [{"name": name, "role": role} for name, role in others],
        "key_aliases": [row[0] for row in former],
        "reading": [{"status": status, "date": date} for status, date in events],
    }


def claim(row: Row) -> Entry:
    """What one origin says of one field, from (field, value, kind, name, line, section)."""
    return {"field": row[0], "value": row[1], "source": source_text(row[2], row[3], row[4])}


def source_text(kind: str, name: str, line: int | None) -> str:
    """An origin in few words: `user`, `crossref`, `README.md:41`."""
    return f"{name}:{line}" if name and line else name or kind


def _batch(connection: sqlite3.Connection, ids: Sequence[int]) -> Iterator[Entry]:
    def of_papers(statement: str) -> dict[int, list[Row]]:
        return children(connection, statement, ids)

    papers = of_papers(_PAPERS)
    models = of_papers(_MODELS)
    model_ids = column(row for rows in models.values() for row in rows)
    keys = [rows[0][0] for rows in papers.values()]
    authors, identifiers, versions = of_papers(_AUTHORS), of_papers(_IDENTIFIERS), of_papers(_VERSIONS)
    domains, tags, notes, sources = of_papers(_DOMAINS), of_papers(_TAGS), of_papers(_NOTES), of_papers(_SOURCES)
    links, model_links = of_papers(_LINKS), children(connection, _MODEL_LINKS, model_ids)
    datasets = children(connection, _DATASETS, keys)
    model_datasets = children(connection, _MODEL_DATASETS, model_ids)
    articles, model_articles = of_papers(_ARTICLES), children(connection, _MODEL_ARTICLES, model_ids)
    for paper_id in ids:
        for paper in papers[paper_id]:
            own = [row[0] for row in models[paper_id]]  # ids of the models it introduces
            mine = identifiers[paper_id]
            linked = _links([*links[paper_id], *(row for model in own for row in model_links[model])])
            key, title, date, year, venue, type_, status, doi, arxiv, url, abstract, complete, added, updated = paper[
                :14
            ]
            names = column(row[1:] for row in models[paper_id])
            yield {
                "id": paper_id,
                "key": key,
                "title": title,
                "model": names[0] if names else None,
                "models": names,
                "authors": [row[0] for row in authors[paper_id]],
                "date": date,
                "year": year,
                "venue": venue,
                "type": type_,
                "domains": column(domains[paper_id]),
                "status": status,
                "doi": doi,
                "arxiv": arxiv,
                "pmid": _first(mine, "pmid"),
                "pmcid": _first(mine, "pmcid"),
                "identifiers": [{"scheme": scheme, "value": value} for scheme, value in mine],
                "url": url,
                "links": linked,
                "code": [link["url"] for link in linked if link["kind"] == "code"],
                "weights": [link["url"] for link in linked if link["kind"] == "weights"],
                "versions": [_version(row) for row in versions[paper_id]],
                "datasets": column([*datasets[key], *(row for model in own for row in model_datasets[model])]),
                "articles": column([*articles[paper_id], *(row for model in own for row in model_articles[model])]),
                "tags": column(tags[paper_id]),
                "note": "\n\n".join(row[0] for row in notes[paper_id]) or None,
                "abstract": abstract,
                "complete": bool(complete),
                "added": added,
                "updated": updated,
                "sources": [_source(row) for row in sources[paper_id]],
                "author_parts": [_author(row) for row in authors[paper_id]],
                "retracted": bool(paper[14]),
                "plan_position": paper[15],
                "rating": paper[16],
                "priority": paper[17],
            }


def _first(identifiers: Sequence[Row], scheme: str) -> str | None:
    return next((value for held, value in identifiers if held == scheme), None)


def _author(row: Row) -> Entry:
    _, family, given, suffix, is_group, orcid = row
    return {"family": family, "given": given, "suffix": suffix, "group": bool(is_group), "orcid": orcid}


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


def _links(rows: Iterable[Row]) -> list[Entry]:
    """Links once each: a model's code is often the paper's too."""
    once: dict[tuple[str, str], str] = {}
    for kind, url, title in rows:
        once.setdefault((kind, url), title)
    return [{"kind": kind, "url": url, "title": title or None} for (kind, url), title in once.items()]


def _source(row: Row) -> Entry:
    kind, name, line, section = row
    return {
        "kind": kind,
        "name": name or None,
        "line": line or None,
        "section": [] if section == "[]" else json.loads(section),
    }
