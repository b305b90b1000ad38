"""From what a person calls a paper to its row: key, identifier, URL, model's name or `#ID`. Indexed questions only.

The kinds of name are tried in order, and the first that answers decides: a key is never overruled by a model that
happens to be called the same. Names ignore case.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from lifesci_fm.errors import Ambiguous, MalformedIdentifier, NotFound
from lifesci_fm.text import name_key, nearest

#: Names compared with a mistyped one at most; keeps a typo in a library of a million papers cheap.
_CANDIDATES = 500


@dataclass(frozen=True, slots=True)
class PaperName:
    """Enough of a paper to name it to a person."""

    id: int
    key: str
    title: str | None

    def __str__(self) -> str:
        return f"{self.key} (#{self.id}): {self.title or 'no title'}"


def find_papers(connection: sqlite3.Connection, name: str) -> list[PaperName]:
    """Every paper the name may mean; empty when there is none. Tried in this order:

    `#ID` · key, or former key · DOI, arXiv id, PMID or other identifier in any form · a URL of the paper or of one of
    its versions · name or alias of the model it introduces (a stated introduction before a guessed one).
    """
    name = name.strip()
    if name.startswith("#"):
        number = name[1:].strip()
        if not (number.isascii() and number.isdecimal() and len(number) < 19):  # what SQLite can hold
            return []
        return _papers(connection, "p.id = ?", int(number))
    return _by_key(connection, name) or _by_identifier(connection, name) or _by_model(connection, name)


def resolve(connection: sqlite3.Connection, name: str) -> PaperName:
    """The one paper a name means. Raises NotFound with the nearest names, or Ambiguous with the candidates."""
    found = find_papers(connection, name)
    if len(found) == 1:
        return found[0]
    if found:
        raise Ambiguous(
            f"{name!r} names {len(found)} papers.", [str(paper) for paper in found], "Name one by its key or #ID."
        )
    close = _nearest(connection, name)
    remedy = f"Did you mean {' or '.join(close)}?" if close else "`fm list` and `fm search` show what there is."
    for (model,) in connection.execute(f"SELECT name FROM model WHERE {_MODEL}", (name_key(name),)):  # noqa: S608 - ours
        about = f"`fm model show {model!r}` tells what is known of it."
        raise NotFound(f"{name!r} is no paper, and no paper here introduces the model {model}.", about)
    raise NotFound(f"No paper is called {name!r}.", remedy)


def _papers(connection: sqlite3.Connection, condition: str, *values: object) -> list[PaperName]:
    query = f"SELECT p.id, p.key, p.title FROM paper p WHERE {condition} ORDER BY p.id"  # noqa: S608 - our own words
    return [PaperName(*row) for row in connection.execute(query, values)]


def _by_key(connection: sqlite3.Connection, name: str) -> list[PaperName]:
    return _papers(connection, "p.key = ?", name) or _papers(
        connection, "p.id IN (SELECT paper_id FROM key_alias WHERE alias = ?)", name
    )


def _by_identifier(connection: sqlite3.Connection, name: str) -> list[PaperName]:
    from lifesci_fm.identifiers import normalise_url, parse  # a key, the usual name, does without

    try:
        identifier = parse(name).identifier
    except MalformedIdentifier:
        found = []
    else:
        found = _papers(
            connection,
            "p.id IN (SELECT paper_id FROM identifier WHERE scheme = ? AND value = ?)",
            identifier.scheme.value,
            identifier.value,
        )
    if found or "/" not in name:
        return found
    key = normalise_url(name if "://" in name else f"https://{name}")
    if not key:
        return []
    return _papers(
        connection,
        "p.id IN (SELECT paper_id FROM version WHERE url_key = ?1"
        " UNION SELECT paper_id FROM link WHERE url_key = ?1 AND paper_id IS NOT NULL)",
        key,
    )


#: A model by its name or an alias, both folded.
_MODEL = "id IN (SELECT id FROM model WHERE name_key = ?1 UNION SELECT model_id FROM model_alias WHERE alias_key = ?1)"

_INTRODUCING = (
    "p.id IN (SELECT paper_id FROM paper_model WHERE role = 'introduces' AND guessed <= ?2"  # noqa: S608 - our words
    f" AND model_id IN (SELECT id FROM model WHERE {_MODEL}))"
)


def _by_model(connection: sqlite3.Connection, name: str) -> list[PaperName]:
    key = name_key(name)
    return _papers(connection, _INTRODUCING, key, 0) or _papers(connection, _INTRODUCING, key, 1) if key else []


def _nearest(connection: sqlite3.Connection, name: str) -> list[str]:
    """Keys and models that begin like a mistyped name, nearest first; shorter beginnings only when longer find none.

    Each question is a range of an index, bounded, so that a typo costs no more in a large library than in a small one.
    """
    for length in (6, 3, 1, 0):
        known: list[str] = []
        for query, start in (
            ("SELECT key FROM paper WHERE key >= ? AND key < ? LIMIT ?", name[:length]),
            ("SELECT name FROM model WHERE name_key >= ? AND name_key < ? LIMIT ?", name_key(name)[:length]),
        ):
            known += [row[0] for row in connection.execute(query, (start, start + "\U0010ffff", _CANDIDATES))]
        if close := nearest(name, known):
            return close
    return []
