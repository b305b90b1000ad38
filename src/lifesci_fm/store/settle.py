"""Recomputes the columns of `paper` that repeat its versions, identifiers and authors.

A filtered list of a million papers reads these columns alone, so they must be true whenever a transaction ends:
the library and the loader call `settle` for the papers they touched; nobody else writes them.

The preferred version is the published one with the latest date; without one, the newest preprint. Of one preprint
the highest number is the newest; between preprints, and between numbers that are not known, the latest date decides.
Then
- `date`, `venue`: those of the preferred version, and `year` the first four digits of that date; a preprint whose
  venue nobody states is on the server that its identifier belongs to;
- `doi`: the preferred version's, else that of a published version, else one that no version names, else a preprint's;
- `arxiv`: in the same order;
- `url`: the preferred version's URL, else that of its identifier, else that of another identifier, else of a link that
  is neither code nor weights nor of another kind that says it is not the paper;
- `first_author_key`: the first author's family name, `title_key`: the title, as compared.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from itertools import islice

from lifesci_fm.identifiers import Identifier, Scheme, preprint_server
from lifesci_fm.store.derived import TITLE_KEYS

#: Papers settled by one statement; bounds the length of the list of ids that SQLite is handed.
_BATCH = 5000

# Scalar subqueries, each a few index lookups: the cost is linear in the papers named, whatever the library holds.
_PREFERRED = """
    SELECT v.id FROM version v
    WHERE v.paper_id = p.id AND NOT EXISTS (
      SELECT 1 FROM version newer
      WHERE v.kind = 'preprint' AND newer.identifier_id = v.identifier_id AND newer.kind = 'preprint'
        AND newer.number > v.number)
    ORDER BY v.kind = 'published' DESC, v.date DESC, v.number DESC, v.id LIMIT 1
"""

# The inner SELECT is there because SQLite's ORDER BY does not see the columns of an outer query.
_IDENTIFIER = """
    SELECT {wanted} FROM (
      SELECT
        i.id, i.scheme, i.value, w.date,
        CASE WHEN w.id IS v.id THEN 0 WHEN w.kind = 'published' THEN 1 WHEN w.id IS NULL THEN 2 ELSE 3 END AS place
      FROM identifier i LEFT JOIN version w ON w.identifier_id = i.id WHERE i.paper_id = p.id)
    WHERE {scheme} ORDER BY place, {order} date DESC, id LIMIT 1
"""

_DOI = _IDENTIFIER.format(wanted="value", scheme="scheme = 'doi'", order="")
_ARXIV = _IDENTIFIER.format(wanted="value", scheme="scheme = 'arxiv'", order="")
_URL = _IDENTIFIER.format(
    wanted="fm_url(scheme, value)",
    scheme="TRUE",
    order="CASE scheme WHEN 'doi' THEN 0 WHEN 'arxiv' THEN 1 WHEN 'url' THEN 2 ELSE 3 END,",
)

_FRESH = f"""
WITH fresh AS (
  SELECT
    p.id, v.date, CAST(substr(v.date, 1, 4) AS INTEGER) AS year,
    coalesce(v.venue, CASE v.kind WHEN 'preprint' THEN
      (SELECT fm_server(scheme, value) FROM identifier WHERE id = v.identifier_id) END) AS venue,
    ({_DOI}) AS doi,
    ({_ARXIV}) AS arxiv,
    coalesce(
      v.url,
      ({_URL}),
      (SELECT url FROM link WHERE paper_id = p.id AND kind IN ('paper', 'pdf', 'project', 'other') ORDER BY id LIMIT 1)
    ) AS url,
    (SELECT family_key FROM author WHERE paper_id = p.id ORDER BY position LIMIT 1) AS first_author_key,
    fm_title_key(p.title) AS title_key, fm_prefix_key(p.title) AS prefix_key, fm_behind_key(p.title) AS behind_key
  FROM paper p LEFT JOIN version v ON v.id = ({_PREFERRED})
  WHERE {{papers}}
)
"""  # noqa: S608 - put together from the constants above

_DIFFERENT = """
paper.id = fresh.id AND (
  paper.date IS NOT fresh.date OR paper.year IS NOT fresh.year OR paper.venue IS NOT fresh.venue
  OR paper.doi IS NOT fresh.doi OR paper.arxiv IS NOT fresh.arxiv OR paper.url IS NOT fresh.url
  OR paper.first_author_key IS NOT fresh.first_author_key OR paper.title_key IS NOT fresh.title_key
  OR paper.prefix_key IS NOT fresh.prefix_key OR paper.behind_key IS NOT fresh.behind_key)
"""

_SETTLE = f"""
{_FRESH.format(papers="p.id IN (SELECT value FROM json_each(?))")}
UPDATE paper SET
  date = fresh.date, year = fresh.year, venue = fresh.venue, doi = fresh.doi, arxiv = fresh.arxiv, url = fresh.url,
  first_author_key = fresh.first_author_key, title_key = fresh.title_key, prefix_key = fresh.prefix_key,
  behind_key = fresh.behind_key
FROM fresh WHERE {_DIFFERENT}
"""  # noqa: S608 - as above

_UNSETTLED = f"""
{_FRESH.format(papers="TRUE")}
SELECT paper.id FROM paper, fresh WHERE {_DIFFERENT} ORDER BY paper.id
"""  # noqa: S608 - as above


def settle(connection: sqlite3.Connection, paper_ids: Iterable[int]) -> None:
    """Recompute the repeated columns of these papers, inside the caller's transaction; rows that are right stay."""
    _teach(connection)
    ids = iter(paper_ids)
    while batch := list(islice(ids, _BATCH)):
        connection.execute(_SETTLE, (str(batch),))


def unsettled(connection: sqlite3.Connection) -> list[int]:
    """The papers whose columns do not repeat what they should; fm leaves none, another program may."""
    _teach(connection)
    return [number for (number,) in connection.execute(_UNSETTLED)]


def _teach(connection: sqlite3.Connection) -> None:
    """Give SQLite the functions that the statements use."""
    connection.create_function("fm_url", 2, _landing_page, deterministic=True)
    connection.create_function("fm_server", 2, _server, deterministic=True)
    for column, make in TITLE_KEYS.items():
        connection.create_function(f"fm_{column}", 1, make, deterministic=True)


def _server(scheme: str, value: str) -> str | None:
    return preprint_server(Identifier(Scheme(scheme), value))


def _landing_page(scheme: str, value: str) -> str:
    return Identifier(Scheme(scheme), value).url
