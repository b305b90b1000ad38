"""Papers that datasets, write-ups and resources name, and that the library has, but to which nothing ties them.

Importing ties them as soon as both are there; libraries that another program wrote to, or a dump that somebody
wrote by hand, may lack the tie.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from lifesci_fm.identifiers import read_url


class Tie(NamedTuple):
    """What names a paper (`dataset`, `article` or `resource`, by row id and name), and the paper."""

    noun: str
    owner_id: int
    name: str
    paper_id: int
    key: str


def untied(connection: sqlite3.Connection, noun: str) -> list[Tie]:
    """The ties that are missing, in the order of what names the papers."""
    if noun == "dataset":
        rows = connection.execute(
            "SELECT d.id, d.name, i.paper_id, i.key FROM datasets d JOIN identifiers i"
            " ON i.scheme = d.paper_scheme AND i.value = d.paper_value WHERE d.paper_id IS NULL ORDER BY d.id"
        )
        return [Tie(noun, *row) for row in rows]
    named = connection.execute(
        f"SELECT a.id, a.title, k.url FROM links k JOIN {noun}s a ON a.id = k.{noun}_id"  # noqa: S608 - our own names
        " WHERE k.kind = 'paper' ORDER BY a.id, k.id"
    ).fetchall()
    missing = f"""
        SELECT i.paper_id, i.key FROM identifiers i WHERE i.scheme = ? AND i.value = ? AND NOT EXISTS (
          SELECT 1 FROM {noun}_papers t WHERE t.{noun}_id = ? AND t.paper_id = i.paper_id)
    """  # noqa: S608 - as above
    ties: dict[tuple[int, int], Tie] = {}
    for owner, title, url in named:
        if reference := read_url(url):
            scheme, value = reference.identifier.scheme.value, reference.identifier.value
            for paper, key in connection.execute(missing, (scheme, value, owner)):
                ties.setdefault((owner, paper), Tie(noun, owner, title, paper, key))
    return list(ties.values())
