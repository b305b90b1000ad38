"""Models, datasets, articles, resources, domains and tags: which of them, in which order, and one by its name."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from lifesci_fm.catalog import objects
from lifesci_fm.catalog.batches import column
from lifesci_fm.catalog.names import domain_ids, model_ids
from lifesci_fm.errors import Ambiguous, NotFound, UsageError
from lifesci_fm.text import fold, name_key, suggestion
from lifesci_fm.vocabulary import resource_kind

Entry = dict[str, Any]
Connection = sqlite3.Connection


# -- lists -----------------------------------------------------------------------------------------------------------


#: What models may be sorted by; a leading `-` reverses, unknown values come last either way.
MODEL_SORT = {
    "name": "name_key",
    "released": "released",
    "release": "released",
    "parameters": "parameter_count",
    "size": "parameter_count",
    "papers": "(SELECT count(*) FROM paper_model AS t WHERE t.model_id = model.id)",
}


def models(
    connection: Connection, *, domains: Sequence[str] = (), sort: str | None = None, limit: int | None = None
) -> Iterator[Entry]:
    """Models by name, or as `sort` says. Raises NotFound for an unknown domain, UsageError for an unknown order."""
    where, values = "1", list[Any]()
    if domains:
        values = domain_ids(connection, domains)
        where = f"id IN (SELECT model_id FROM model_domain WHERE domain_id IN ({_marks(values)}))"
    statement = f"SELECT id FROM model WHERE {where} ORDER BY {_model_order(sort)}name_key"
    return objects.models(connection, _ids(connection, statement, values, limit))


def _model_order(sort: str | None) -> str:
    if sort is None:
        return ""
    name = sort.strip().casefold().removeprefix("-")
    if name not in MODEL_SORT:
        otherwise = f"Sort by {', '.join(MODEL_SORT)}."
        raise UsageError(f"Models are not sorted by {sort!r}.", suggestion(name, MODEL_SORT, otherwise))
    return f"{MODEL_SORT[name]} {'DESC' if sort.strip().startswith('-') else 'ASC'} NULLS LAST, "


def datasets(
    connection: Connection,
    *,
    models: Sequence[str] = (),
    modalities: Sequence[str] = (),
    limit: int | None = None,
) -> Iterator[Entry]:
    """Datasets as entered."""
    where, values = ["1"], list[Any]()
    if models:
        ids = model_ids(connection, models)
        where.append(f"id IN (SELECT dataset_id FROM dataset_models WHERE model_id IN ({_marks(ids)}))")
        values += ids
    if modalities:
        where.append(f"({' OR '.join(['instr(lower(modality), ?)'] * len(modalities))})")
        values += [word.strip().lower() for word in modalities]
    statement = f"SELECT id FROM datasets WHERE {' AND '.join(where)} ORDER BY id"
    return objects.datasets(connection, _ids(connection, statement, values, limit))


def articles(connection: Connection, *, models: Sequence[str] = (), limit: int | None = None) -> Iterator[Entry]:
    """Write-ups by number, those without one last."""
    where, values = "1", list[Any]()
    if models:
        values = model_ids(connection, models)
        where = f"id IN (SELECT article_id FROM article_models WHERE model_id IN ({_marks(values)}))"
    statement = f"SELECT id FROM articles WHERE {where} ORDER BY number NULLS LAST, id"
    return objects.articles(connection, _ids(connection, statement, values, limit))


def resources(
    connection: Connection, *, kinds: Sequence[str] = (), topics: Sequence[str] = (), limit: int | None = None
) -> Iterator[Entry]:
    """Resources as entered."""
    where, values = ["1"], list[Any]()
    if kinds:
        where.append(f"kind IN ({_marks(kinds)})")
        values += map(resource_kind, kinds)
    if topics:
        heading = "EXISTS (SELECT 1 FROM json_each(topic) WHERE instr(lower(value), ?))"
        where.append(f"({' OR '.join([heading] * len(topics))})")
        values += [word.strip().lower() for word in topics]
    statement = f"SELECT id FROM resources WHERE {' AND '.join(where)} ORDER BY id"
    return objects.resources(connection, _ids(connection, statement, values, limit))


def domains(connection: Connection, *, limit: int | None = None) -> Iterator[Entry]:
    """Domains as entered."""
    return objects.domains(connection, _ids(connection, "SELECT id FROM domains ORDER BY id", (), limit))


def tags(connection: Connection, *, limit: int | None = None) -> Iterator[Entry]:
    """Tags by name."""
    return objects.tags(connection, _ids(connection, "SELECT id FROM tag ORDER BY name_key", (), limit))


def count(connection: Connection, noun: str) -> int:
    """How many things of this kind there are."""
    return int(connection.execute(f"SELECT count(*) FROM {noun}").fetchone()[0])


def _ids(connection: Connection, statement: str, values: Sequence[Any], limit: int | None) -> Iterator[int]:
    rows = connection.execute(f"{statement} LIMIT ?", (*values, -1 if limit is None else limit))
    return (row[0] for row in rows)


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


# -- one by its name -------------------------------------------------------------------------------------------------

_BY_NAME = {
    "model": "SELECT id FROM model WHERE name_key = :key UNION SELECT model_id FROM model_alias WHERE alias_key = :key",
    "dataset": (
        "SELECT id FROM dataset WHERE name_key = :key UNION SELECT dataset_id FROM dataset_alias WHERE alias_key = :key"
    ),
    "article": "SELECT id FROM article WHERE title_key = :title",
    "resource": "SELECT id FROM resource WHERE title_key = :title",
    "domain": (
        "SELECT id FROM domain WHERE name_key = :key OR label_zh = :name"
        " UNION SELECT domain_id FROM domain_alias WHERE alias_key = :key"
    ),
    "tag": "SELECT id FROM tag WHERE name_key = :key",
}
_TITLES = {noun: "title" if noun in ("article", "resource") else "name" for noun in _BY_NAME}


def named(connection: Connection, noun: str, name: str) -> Entry:
    """The one thing of this kind that a name, an alias, `#ID` or (for articles) a number means."""
    found = _find(connection, noun, name)
    if not found:
        known = (row[0] for row in connection.execute(f"SELECT {_TITLES[noun]} FROM {noun}s"))
        remedy = suggestion(name, known, f"`fm {noun} list` shows what there is.")
        raise NotFound(f"No {noun} is called {name!r}.", remedy)
    if len(found) > 1:
        lines = [f"#{thing['id']}: {thing[_TITLES[noun]]}" for thing in found]
        raise Ambiguous(f"{name!r} names {len(found)} {noun}s.", lines, "Name one by its #ID.")
    return found[0]


def _find(connection: Connection, noun: str, name: str) -> list[Entry]:
    name, things = name.strip(), objects.OF[noun]
    if name.startswith("#") and name[1:].isascii() and name[1:].isdecimal():
        return list(things(connection, [int(name[1:])]))
    if noun == "article" and name.isascii() and name.isdecimal():
        rows = connection.execute("SELECT id FROM articles WHERE number = ?", (int(name),)).fetchall()
        if rows:
            return list(things(connection, column(rows)))
    values = {"key": name_key(name), "title": fold(name), "name": name}
    return list(things(connection, column(connection.execute(f"{_BY_NAME[noun]} ORDER BY id", values))))
