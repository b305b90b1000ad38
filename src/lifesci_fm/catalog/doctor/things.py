"""Checks of addresses, models, datasets, write-ups and resources."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from lifesci_fm.catalog.doctor.checks import Found, Severity, check
from lifesci_fm.identifiers import read_url
from lifesci_fm.store.ties import untied

#: Every address of a library with the noun and the name it belongs to. A write-up's notebook may lie beside its list.
_ADDRESSES = """
WITH address (noun, name, url) AS (
SELECT 'paper', p.key, v.url FROM versions v JOIN papers p ON p.id = v.paper_id WHERE v.url IS NOT NULL
UNION ALL SELECT 'paper', p.key, k.url FROM links k JOIN papers p ON p.id = k.paper_id
UNION ALL SELECT 'model', m.name, k.url FROM links k JOIN models m ON m.id = k.model_id
UNION ALL SELECT 'dataset', d.name, k.url FROM links k JOIN datasets d ON d.id = k.dataset_id
UNION ALL SELECT 'dataset', name, url FROM datasets WHERE url IS NOT NULL
UNION ALL SELECT 'article', a.title, k.url FROM links k JOIN articles a ON a.id = k.article_id
  WHERE k.kind <> 'notebook'
UNION ALL SELECT 'resource', r.title, k.url FROM links k JOIN resources r ON r.id = k.resource_id
UNION ALL SELECT 'resource', title, url FROM resources WHERE url IS NOT NULL)
SELECT noun, name, url FROM address
"""
# an address that has a scheme, a host with a dot in it and no blank in it is left to whoever follows it
_UNUSABLE = "url NOT GLOB 'http*://?*.?*' OR url GLOB '*[ <>\"{}|\\^`]*'"


@check("damaged-url", Severity.WRONG)
def damaged_url(connection: sqlite3.Connection) -> Iterator[Found]:
    """Addresses that lead nowhere whatever stands behind them."""
    for noun, name, url in connection.execute(f"{_ADDRESSES} WHERE {_UNUSABLE}"):
        if read_url(url) is None:
            remedy = f"`fm {'' if noun == 'paper' else noun + ' '}edit` corrects it."
            yield Found((name,), f"The {noun} {name} has an address that is none: {url!r}.", remedy)


@check("orphan-model", Severity.SUSPICIOUS)
def orphan_model(connection: sqlite3.Connection) -> Iterator[Found]:
    """Models that no paper, dataset or write-up has to do with."""
    for (name,) in connection.execute(
        "SELECT name FROM models m WHERE NOT EXISTS (SELECT 1 FROM paper_models WHERE model_id = m.id)"
        " AND NOT EXISTS (SELECT 1 FROM dataset_models WHERE model_id = m.id)"
        " AND NOT EXISTS (SELECT 1 FROM article_models WHERE model_id = m.id) ORDER BY name"
    ):
        remedy = "`fm add ID --model NAME` adds its paper; `fm model remove` takes it away."
        yield Found((name,), f"No paper, dataset or write-up is about the model {name}.", remedy)


_TIE = "`fm doctor --fix` ties them."


@check("untied-dataset", Severity.WRONG, mendable=True)
def untied_dataset(connection: sqlite3.Connection) -> Iterator[Found]:
    """Datasets whose paper is in the library."""
    for tie in untied(connection, "dataset"):
        yield Found((tie.name, tie.key), f"The dataset {tie.name} is described by {tie.key}, but not tied to it.", _TIE)


@check("untied-article", Severity.WRONG, mendable=True)
def untied_article(connection: sqlite3.Connection) -> Iterator[Found]:
    """Write-ups whose paper is in the library."""
    for tie in untied(connection, "article"):
        yield Found((tie.name, tie.key), f"The write-up {tie.name} names {tie.key}, but is not tied to it.", _TIE)


@check("untied-resource", Severity.WRONG, mendable=True)
def untied_resource(connection: sqlite3.Connection) -> Iterator[Found]:
    """Resources whose papers are in the library."""
    for tie in untied(connection, "resource"):
        yield Found((tie.name, tie.key), f"The resource {tie.name} names {tie.key}, but is not tied to it.", _TIE)
