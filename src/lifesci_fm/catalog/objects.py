"""Models, datasets, articles, resources, domains and tags as objects of the JSON contract, by their ids.

`claims` are what other origins say of a field than the one whose value stands, so that two documents that differ
about a dataset's scale are both heard; `sources` are all the origins that say something of the thing.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from lifesci_fm.catalog.batches import batched, children, column
from lifesci_fm.catalog.papers import claim, source
from lifesci_fm.text import name_key

Entry = dict[str, Any]
Connection = sqlite3.Connection

_MODELS = """
SELECT id, name, released, parameters, parameter_count, architecture, tokenisation, pretraining_data, licence, guessed
FROM models WHERE id IN ({})"""
_MODEL_ALIASES = "SELECT model_id, alias FROM model_alias WHERE model_id IN ({}) ORDER BY model_id, alias"
_MODEL_DOMAINS = """
SELECT m.model_id, d.name FROM model_domain AS m JOIN domain AS d ON d.id = m.domain_id
WHERE m.model_id IN ({}) ORDER BY m.model_id, m.position, m.id"""
_MODEL_PAPERS = "SELECT model_id, role, key FROM paper_models WHERE model_id IN ({}) ORDER BY model_id, paper_id"
_MODEL_DATASETS = "SELECT model_id, dataset FROM dataset_models WHERE model_id IN ({}) ORDER BY model_id, dataset_id"
_MODEL_ARTICLES = (
    "SELECT model_id, title FROM article_models WHERE model_id IN ({}) ORDER BY model_id, number, article_id"
)
_MODEL_CODE = """
SELECT t.model_id, k.kind, k.url FROM paper_models AS t JOIN links AS k ON k.paper_id = t.paper_id
WHERE t.role = 'introduces' AND k.kind IN ('code', 'weights') AND t.model_id IN ({}) ORDER BY t.model_id, k.id"""
_MODEL_RELATIONS = """
SELECT model_id, kind, other FROM model_relations WHERE model_id IN ({}) ORDER BY model_id, kind, other"""
_MODEL_FOLLOWERS = """
SELECT r.other_key, m.name FROM model_relation AS r JOIN model AS m ON m.id = r.model_id
WHERE r.kind = 'predecessor' AND r.other_key IN ({}) ORDER BY r.other_key, m.name_key"""

_DATASETS = """
SELECT id, name, modality, scale, scale_count, task, url, address, paper, paper_url, paper_title, paper_scheme,
       paper_value
FROM datasets WHERE id IN ({})"""
_DATASET_ALIASES = "SELECT dataset_id, alias FROM dataset_alias WHERE dataset_id IN ({}) ORDER BY dataset_id, alias"
_DATASET_MODELS = """
SELECT dataset_id, model, role FROM dataset_models WHERE dataset_id IN ({}) ORDER BY dataset_id, model, role"""

_ARTICLES = "SELECT id, number, title, date, author FROM articles WHERE id IN ({})"
_ARTICLE_PAPERS = "SELECT article_id, key FROM article_papers WHERE article_id IN ({}) ORDER BY article_id, paper_id"
_ARTICLE_MODELS = "SELECT article_id, model FROM article_models WHERE article_id IN ({}) ORDER BY article_id, model_id"

_RESOURCES = "SELECT id, kind, title, url, topic, remark FROM resources WHERE id IN ({})"
_RESOURCE_PAPERS = (
    "SELECT resource_id, key FROM resource_papers WHERE resource_id IN ({}) ORDER BY resource_id, paper_id"
)

_DOMAINS = "SELECT id, name, label_zh, papers FROM domains WHERE id IN ({})"
_DOMAIN_ALIASES = "SELECT domain_id, alias FROM domain_alias WHERE domain_id IN ({}) ORDER BY domain_id, alias"
_TAGS = "SELECT id, name, papers FROM tags WHERE id IN ({})"


def models(connection: Connection, ids: Iterable[int]) -> Iterator[Entry]:
    """Models. `papers` introduce them; papers in another role are in `other_papers`.

    `code` and `weights` are theirs and those of the papers that introduce them, `links` their own.
    """
    for batch in batched(ids):
        fetch = partial(children, connection, owners=batch)
        things, aliases, domains = fetch(_MODELS), fetch(_MODEL_ALIASES), fetch(_MODEL_DOMAINS)
        papers, datasets, articles = fetch(_MODEL_PAPERS), fetch(_MODEL_DATASETS), fetch(_MODEL_ARTICLES)
        relations, code = fetch(_MODEL_RELATIONS), fetch(_MODEL_CODE)
        keys = {one: [name_key(name) for name in (row[0][0], *column(aliases[one]))] for one, row in things.items()}
        followers = children(connection, _MODEL_FOLLOWERS, [key for some in keys.values() for key in some])
        links, claims = _links(connection, "model", batch), _claims(connection, "model", batch)
        for one, thing in _present(batch, things):
            name, released, parameters, count, architecture, tokenisation, data, licence, guessed = thing
            yield {
                "id": one,
                "name": name,
                "aliases": column(aliases[one]),
                "released": released,
                "domains": column(domains[one]),
                "parameters": parameters,
                "code": _urls("code", links[one], code[one]),
                "weights": _urls("weights", links[one], code[one]),
                "papers": [key for role, key in papers[one] if role == "introduces"],
                "datasets": column(datasets[one]),
                "articles": column(articles[one]),
                "parameter_count": count,
                "architecture": architecture,
                "tokenisation": tokenisation,
                "pretraining_data": data,
                "licence": licence,
                "links": links[one],
                "other_papers": [{"key": key, "role": role} for role, key in papers[one] if role != "introduces"],
                "predecessors": [other for kind, other in relations[one] if kind == "predecessor"],
                "successors": column(row for key in keys[one] for row in followers[key]),
                "guessed": bool(guessed),
                "claims": claims[one],
            }


def _urls(kind: str, own: Sequence[Entry], of_papers: Sequence[tuple[Any, ...]]) -> list[str]:
    """A model's links of one kind and, as the papers that introduce it are often all that has them, theirs."""
    urls = [link["url"] for link in own if link["kind"] == kind] + [url for other, url in of_papers if other == kind]
    return list(dict.fromkeys(urls))


def datasets(connection: Connection, ids: Iterable[int]) -> Iterator[Entry]:
    """Datasets. `paper` is the key of the paper that describes it, if the library has it."""
    for batch in batched(ids):
        fetch = partial(children, connection, owners=batch)
        things, aliases, models = fetch(_DATASETS), fetch(_DATASET_ALIASES), fetch(_DATASET_MODELS)
        links, claims = _links(connection, "dataset", batch), _claims(connection, "dataset", batch)
        sources = _sources(connection, "dataset", batch)
        for one, thing in _present(batch, things):
            name, modality, scale, count, task, url, address, paper, paper_url, title, scheme, value = thing
            yield {
                "id": one,
                "name": name,
                "modality": modality,
                "scale": scale,
                "task": task,
                "url": url,
                "paper": paper,
                "paper_url": paper_url,
                "models": column(models[one]),
                "aliases": column(aliases[one]),
                "scale_count": count,
                "address": address,
                "paper_title": title,
                "paper_identifier": {"scheme": scheme, "value": value} if value else None,
                "model_roles": [{"model": model, "role": role} for model, role in models[one]],
                "links": links[one],
                "claims": claims[one],
                "sources": sources[one],
            }


def articles(connection: Connection, ids: Iterable[int]) -> Iterator[Entry]:
    """Write-ups by the library's owner."""
    for batch in batched(ids):
        fetch = partial(children, connection, owners=batch)
        things, papers, models = fetch(_ARTICLES), fetch(_ARTICLE_PAPERS), fetch(_ARTICLE_MODELS)
        links, claims = _links(connection, "article", batch), _claims(connection, "article", batch)
        sources = _sources(connection, "article", batch)
        for one, (number, title, date, author) in _present(batch, things):
            yield {
                "id": one,
                "number": number,
                "title": title,
                "links": links[one],
                "papers": column(papers[one]),
                "models": column(models[one]),
                "date": date,
                "author": author,
                "claims": claims[one],
                "sources": sources[one],
            }


def resources(connection: Connection, ids: Iterable[int]) -> Iterator[Entry]:
    """Courses, videos, tools, communities, labs."""
    for batch in batched(ids):
        fetch = partial(children, connection, owners=batch)
        things, papers = fetch(_RESOURCES), fetch(_RESOURCE_PAPERS)
        links, claims = _links(connection, "resource", batch), _claims(connection, "resource", batch)
        sources = _sources(connection, "resource", batch)
        for one, (kind, title, url, topic, remark) in _present(batch, things):
            yield {
                "id": one,
                "kind": kind,
                "title": title,
                "url": url,
                "topic": json.loads(topic),
                "remark": remark,
                "papers": column(papers[one]),
                "links": links[one],
                "claims": claims[one],
                "sources": sources[one],
            }


def domains(connection: Connection, ids: Iterable[int]) -> Iterator[Entry]:
    """Domains; `papers` is their number."""
    for batch in batched(ids):
        fetch = partial(children, connection, owners=batch)
        things, aliases = fetch(_DOMAINS), fetch(_DOMAIN_ALIASES)
        for one, (name, label, papers) in _present(batch, things):
            yield {"id": one, "name": name, "label_zh": label, "aliases": column(aliases[one]), "papers": papers}


def tags(connection: Connection, ids: Iterable[int]) -> Iterator[Entry]:
    """Tags; `papers` is their number."""
    for batch in batched(ids):
        for one, (name, papers) in _present(batch, children(connection, _TAGS, batch)):
            yield {"id": one, "name": name, "papers": papers}


#: The objects of a noun, by its name.
OF: dict[str, Callable[[Connection, Iterable[int]], Iterator[Entry]]] = {
    "model": models,
    "dataset": datasets,
    "article": articles,
    "resource": resources,
    "domain": domains,
    "tag": tags,
}


def _present(ids: Iterable[int], things: dict[Any, list[tuple[Any, ...]]]) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The ids that exist, each with its one row, in the order of the ids."""
    return ((one, row) for one in ids for row in things.get(one, ()))


def _links(connection: Connection, owner: str, ids: Sequence[int]) -> dict[int, list[Entry]]:
    statement = f"SELECT {owner}_id, kind, url, title FROM links WHERE {owner}_id IN ({{}}) ORDER BY {owner}_id, id"
    rows = children(connection, statement, ids)
    return {one: [{"kind": kind, "url": url, "title": title or None} for kind, url, title in rows[one]] for one in ids}


def _claims(connection: Connection, owner: str, ids: Sequence[int]) -> dict[int, list[Entry]]:
    statement = (
        f"SELECT {owner}_id, field, value, kind, name, line, section FROM claims"
        f" WHERE {owner}_id IN ({{}}) ORDER BY {owner}_id, field, value"
    )
    rows = children(connection, statement, ids)
    return {one: [claim(row) for row in rows[one]] for one in ids}


def _sources(connection: Connection, owner: str, ids: Sequence[int]) -> dict[int, list[Entry]]:
    """Who stated the thing, a link of it, or a value of its fields."""
    statement = (
        f"SELECT t.id, o.kind, o.name, o.line, o.section FROM {owner} AS t JOIN origin AS o ON o.id IN"
        f" (SELECT t.origin_id UNION SELECT origin_id FROM link WHERE {owner}_id = t.id"
        f" UNION SELECT origin_id FROM claim WHERE {owner}_id = t.id)"
        " WHERE t.id IN ({}) ORDER BY t.id, o.kind, o.name, o.line, o.section"
    )
    rows = children(connection, statement, ids)
    return {one: [source(row) for row in rows[one]] for one in ids}
