"""Rows that belong to other rows, fetched for some hundred owners at once: a stream in, a stream out, flat memory."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

#: Owners a statement asks about at once; SQLite allows 999 parameters at least.
SIZE = 500

Row = tuple[Any, ...]


def batched(ids: Iterable[int]) -> Iterator[list[int]]:
    """The ids in lists of at most SIZE, in order."""
    stream = iter(ids)
    while batch := list(islice(stream, SIZE)):
        yield batch


def children(connection: sqlite3.Connection, statement: str, owners: Sequence[object]) -> defaultdict[Any, list[Row]]:
    """The rows of a statement by their first column, the owner, which they are given without.

    `{}` in the statement stands for the owners: `… WHERE paper_id IN ({}) ORDER BY paper_id, position`. The order of
    the statement is kept.
    """
    found: defaultdict[Any, list[Row]] = defaultdict(list)
    if owners:
        for row in connection.execute(statement.format(", ".join("?" * len(owners))), owners):
            found[row[0]].append(row[1:])
    return found


def column(rows: Iterable[Row]) -> list[Any]:
    """The first values of rows, each once."""
    return list(dict.fromkeys(row[0] for row in rows))
