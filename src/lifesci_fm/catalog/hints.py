"""Why nothing was found: words and names that the library does not have, with those that are spelt nearly so."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from lifesci_fm.catalog import names
from lifesci_fm.text import nearest, shortened
from lifesci_fm.vocabulary import Filter

_MOST = 3  # words that are looked into: each costs a look at all words there are


def hints(connection: sqlite3.Connection, chosen: Filter) -> list[str]:
    """A sentence for each word that nothing in the library answers to; none where only no paper has all of them."""
    return [*_options(connection, chosen), *_words(connection, chosen.query)]


def _options(connection: sqlite3.Connection, chosen: Filter) -> Iterator[str]:
    def column(sql: str) -> Callable[[], list[str]]:
        return lambda: [row[0] for row in connection.execute(sql)]

    known: list[tuple[str, Iterable[str], Callable[[str], object], Callable[[], list[str]]]] = [
        (
            "model", chosen.models, lambda word: names.model_ids(connection, [word]),
            column("SELECT name FROM models UNION SELECT alias FROM model_alias"),
        ),
        ("tag", chosen.tags, lambda word: names.tag_ids(connection, [word]), column("SELECT name FROM tags")),
        (
            "venue", chosen.venues, lambda word: names.venues_like(connection, [word]),
            lambda: list(names.distinct_venues(connection)),
        ),
    ]  # fmt: skip
    for noun, words, find, all_names in known:
        for word in words:
            if not find(word):
                yield _sentence(f"The library has no {noun} {word!r}", nearest(word, all_names()))


def _words(connection: sqlite3.Connection, query: str) -> Iterator[str]:
    if not query:
        return
    from lifesci_fm.catalog import language, search

    tree = language.parse(query)
    for word in islice(search.unknown_words(connection, tree), _MOST) if tree else ():
        yield _sentence(f"No paper has the word {word!r}", search.nearest_words(connection, word))


def _sentence(what: str, close: list[str]) -> str:
    what = shortened(what)
    return f"{what}; did you mean {' or '.join(close)}?" if close else f"{what}."
