"""The papers of the library within reach of a batch, by a handful of questions for a thousand entries.

They find every paper that shares an identifier, a page, a title, the beginning of a title with its first author, or a
model's name with what is sought. What is found by them is compared in memory (`library.shelf`), by the same rules.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from lifesci_fm.library.ledger import Ledger
from lifesci_fm.library.sought import Sought, Start
from lifesci_fm.same_work.titles import ARTICLES, OPENING, VERY_CLOSE, could_be_close, title_start, without_article

# CROSS JOIN is SQLite's word for "in this order": what is sought first, then an index of what there is of it
_IDENTIFIERS = """
    SELECT i.paper_id FROM json_each(?1) j CROSS JOIN identifier i ON i.scheme = j.value->>0 AND i.value = j.value->>1
    UNION SELECT r.paper_id FROM json_each(?1) j CROSS JOIN relation r
      ON r.scheme = j.value->>0 AND r.value = j.value->>1
"""
_PAGES = """
    SELECT i.paper_id FROM json_each(?1) j CROSS JOIN identifier i ON i.scheme = 'url' AND i.value = j.value
    UNION SELECT v.paper_id FROM json_each(?1) j CROSS JOIN version v ON v.url_key = j.value
    UNION SELECT k.paper_id FROM json_each(?1) j CROSS JOIN link k ON k.url_key = j.value
      WHERE k.paper_id IS NOT NULL AND k.kind IN ('paper', 'pdf')
"""
_TITLES = """
    SELECT p.id FROM json_each(?1) j CROSS JOIN paper p ON p.title_key = j.value
    UNION SELECT c.paper_id FROM json_each(?1) j CROSS JOIN claim c ON c.value_key = j.value
"""
# With its titles and whether it introduces a model: few papers that begin alike are worth being brought in.
# Most first authors are new, for whom one look is enough
_STARTS = f"""
    WITH beginning (family, letters) AS (
      SELECT j.value->>0, j.value->>1 FROM json_each(?) j
      WHERE EXISTS (SELECT 1 FROM paper WHERE first_author_key = j.value->>0)),
    alike (id, family, found_by) AS (
      SELECT p.id, family, p.title_key
      FROM beginning CROSS JOIN json_each('{json.dumps(["", *ARTICLES])}') article CROSS JOIN paper p
      ON p.first_author_key = family AND p.title_key >= article.value || letters
        AND p.title_key < article.value || letters || char(1114111)
      UNION ALL SELECT p.id, family, p.behind_key FROM beginning CROSS JOIN paper p
      ON p.first_author_key = family AND p.behind_key >= letters AND p.behind_key < letters || char(1114111))
    SELECT p.id, alike.family, alike.found_by, p.title_key,
      (SELECT json_group_array(c.value_key) FROM claim c WHERE c.paper_id = p.id AND c.value_key IS NOT NULL),
      EXISTS (SELECT 1 FROM paper_model pm WHERE pm.paper_id = p.id AND pm.role = 'introduces')
    FROM alike CROSS JOIN paper p ON p.id = alike.id
"""  # noqa: S608 - our own words
# Whoever wrote them, or of those that nobody is known to have written. There may be any number of titles like "a study
# of": of those that open alike the next ones on either side, which begin alike longest, are looked at
_NEXT = """
    SELECT id FROM (
      SELECT id FROM paper WHERE {condition} AND {column} >= {lead} || (j.value->>0)
        AND {column} < {lead} || (j.value->>1) || char(1114111) ORDER BY {column} LIMIT {most})
    UNION ALL SELECT id FROM (
      SELECT id FROM paper WHERE {condition} AND {column} < {lead} || (j.value->>0)
        AND {column} >= {lead} || (j.value->>1) ORDER BY {column} DESC LIMIT {most})
"""
_OPENED = f"""
    SELECT j.value->>0, p.title_key, p.id
    FROM json_each(?1) j CROSS JOIN json_each('{json.dumps(["", *ARTICLES])}') article CROSS JOIN paper p
    ON p.id IN ({_NEXT.replace("{column}", "title_key").replace("{lead}", "article.value")})
    UNION SELECT j.value->>0, p.behind_key, p.id FROM json_each(?1) j CROSS JOIN paper p
    ON p.id IN ({_NEXT.replace("{column}", "behind_key").replace("{lead}", "''")})
"""  # noqa: S608 - our own words
_ANONYMOUS = "SELECT 1 FROM paper WHERE first_author_key IS NULL AND title_key IS NOT NULL LIMIT 1"
_INTRODUCERS = """
    WITH named AS (
      SELECT m.id FROM json_each(?1) j CROSS JOIN model m ON m.name_key = j.value
      UNION SELECT a.model_id FROM json_each(?1) j CROSS JOIN model_alias a ON a.alias_key = j.value)
    SELECT pm.paper_id FROM named CROSS JOIN paper_model pm ON pm.model_id = named.id
    CROSS JOIN paper p ON p.id = pm.paper_id
    WHERE pm.role = 'introduces'
"""
_BARE_INTRODUCERS = f"{_INTRODUCERS} AND p.title_key IS NULL"
_ANONYMOUS_INTRODUCERS = f"{_INTRODUCERS} AND p.first_author_key IS NULL"
_CALLED = """
    SELECT p.id FROM json_each(?1) j CROSS JOIN paper p ON p.prefix_key = j.value
    UNION SELECT k.paper_id FROM json_each(?1) j CROSS JOIN link k ON k.repository_key = j.value
      WHERE k.paper_id IS NOT NULL AND k.kind IN ('code', 'weights')
"""
_KEYS = """
    SELECT p.id FROM json_each(?1) j CROSS JOIN paper p ON p.key = j.value
    UNION SELECT a.paper_id FROM json_each(?1) j CROSS JOIN key_alias a ON a.alias = j.value
"""


#: So many papers are compared with an entry because they share its page, or its first author and beginning of a title.
SERIES = 50
#: So many are looked at, on either side in the alphabet, because their titles open alike.
NEXT = 8


def by_identity(ledger: Ledger, sought: Sequence[Sought]) -> set[int]:
    """Those that share an identifier, a page, a title or a name with one of these."""
    found: set[int] = set()

    def take(sql: str, values: Iterable[object]) -> None:
        found.update(number for (number,) in ledger.query_json(sql, values))

    take(_IDENTIFIERS, {(i.scheme.value, i.value) for one in sought for i in (*one.identifiers, *one.related)})
    take(_PAGES, {page for one in sought for page in one.pages})
    take(_TITLES, {title for one in sought for title in one.titles})
    take(_INTRODUCERS, {name for one in sought if one.anonymous or not one.titles for name in one.models})
    take(_ANONYMOUS_INTRODUCERS, {name for one in sought if not one.anonymous for name in one.models})
    take(_BARE_INTRODUCERS, {name for one in sought for name in one.named})
    take(_CALLED, {name for one in sought if not one.titles for name in one.models})
    return found


def by_likeness(ledger: Ledger, sought: Sequence[Sought]) -> set[int]:
    """Those whose titles may be near to that of one of these."""
    found = set(_begun_alike(ledger, sought))
    found.update(_opened_alike(ledger, "TRUE", [one for one in sought if one.anonymous]))
    if ledger.query(_ANONYMOUS):
        found.update(_opened_alike(ledger, "first_author_key IS NULL", [one for one in sought if not one.anonymous]))
    return found


def of_keys(ledger: Ledger, keys: Iterable[str]) -> set[int]:
    """The ids of the papers that answer to citation keys."""
    return {number for (number,) in ledger.query_json(_KEYS, set(keys))}


def near(sought: Sought, titles: Iterable[str], introduces: object) -> bool:
    """May it be a paper that has nothing in common with it but the first author and how the title begins?

    `introduces`: does that paper introduce a model?
    """
    if sought.models and introduces:
        return True
    return any(could_be_close(mine, theirs) for theirs in titles for mine in sought.titles)


def nearly(title: str, other: str) -> bool:
    """May two titles, without articles, be one, whoever wrote them?"""
    return could_be_close(title, other, VERY_CLOSE)


def _begun_alike(ledger: Ledger, sought: Sequence[Sought]) -> Iterator[int]:
    """Stored papers by a first author, and of a near title."""
    alike: dict[Start, list[Sought]] = defaultdict(list)
    for one in sought:
        for start in one.starts:
            alike[start].append(one)
    for number, family, key, title, claimed, introduces in ledger.query_json(_STARTS, alike):
        titles = (title, *json.loads(claimed))
        mine = alike.get((family, title_start(key)), ())
        if len(mine) > SERIES or any(near(one, titles, introduces) for one in mine):
            yield number


def _opened_alike(ledger: Ledger, condition: str, sought: Sequence[Sought]) -> Iterator[int]:
    """Stored papers of nearly the same title, whoever wrote them."""
    asked = {title for one in sought for title in one.bare_titles}
    sql = _OPENED.format(condition=condition, most=NEXT)
    for title, other, number in ledger.query_json(sql, [(title, title[:OPENING]) for title in asked]):
        if nearly(title, without_article(other)):
            yield number
