"""Why nothing was found: words and names that the library does not have, with those that are spelt nearly so."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from lifesci_fm.catalog import names
from lifesci_fm.text import nearest, shortened
from lifesci_fm.vocabulary import Filter

if TYPE_CHECKING:
    from lifesci_fm.catalog.language import Tree

_MOST = 3  # words that are looked into: each costs a look at all words there are


class _Noun(NamedTuple):
    """What an option or a field names: whether the library has one of that name, and names that may be meant."""

    has: Callable[[sqlite3.Connection, str], object]
    known: Callable[[sqlite3.Connection, str], Iterable[str]]


def _column(sql: str) -> Callable[[sqlite3.Connection, str], Iterable[str]]:
    return lambda connection, _: (name for (name,) in connection.execute(sql))


#: The nouns by their fields in the query language.
_NOUNS = {
    "model": _Noun(
        lambda connection, word: names.model_ids(connection, [word]),
        _column("SELECT name FROM models UNION SELECT alias FROM model_alias"),
    ),
    "tag": _Noun(lambda connection, word: names.tag_ids(connection, [word]), _column("SELECT name FROM tags")),
    "venue": _Noun(
        lambda connection, word: names.venues_like(connection, [word]),
        lambda connection, _: names.distinct_venues(connection),
    ),
    "author": _Noun(names.has_author, names.families_like),
}


def hints(connection: sqlite3.Connection, chosen: Filter) -> list[str]:
    """A sentence for each word that nothing in the library answers to; none where only no paper has all of them."""
    tree = None
    if chosen.query:
        from lifesci_fm.catalog import language

        tree = language.parse(chosen.query)
    named = [("model", chosen.models), ("tag", chosen.tags), ("venue", chosen.venues), ("author", chosen.authors)]
    said = _names(connection, [*named, *(_fields(tree) if tree else ())])
    return [*islice(said, _MOST), *(_words(connection, tree) if tree else ())]


def _fields(tree: Tree) -> Iterator[tuple[str, Sequence[str]]]:
    """The fields of a query that must or may hold, with their values."""
    from lifesci_fm.catalog.language import And, Condition, Or

    if isinstance(tree, Condition) and tree.field in _NOUNS and tree.sign == ":":
        yield tree.field, [value for value in tree.values if not value.endswith("*")]
    elif isinstance(tree, And | Or):
        for part in tree.parts:
            yield from _fields(part)


def _names(connection: sqlite3.Connection, named: Iterable[tuple[str, Sequence[str]]]) -> Iterator[str]:
    for noun, words in named:
        for word in words:
            if not _NOUNS[noun].has(connection, word):
                yield _sentence(
                    f"The library has no {noun} {word!r}", nearest(word, _NOUNS[noun].known(connection, word))
                )


def _words(connection: sqlite3.Connection, tree: Tree) -> Iterator[str]:
    from lifesci_fm.catalog import search

    for word in islice(search.unknown_words(connection, tree), _MOST):
        yield _sentence(f"No paper has the word {word!r}", search.nearest_words(connection, word))


def _sentence(what: str, close: list[str]) -> str:
    what = shortened(what)
    return f"{what}; did you mean {' or '.join(close)}?" if close else f"{what}."
