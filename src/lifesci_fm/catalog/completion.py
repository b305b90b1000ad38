"""Names of the library that begin like what was typed: what a shell offers at the Tab key.

Every question is a range of an index and bounded, so that a key costs no more to complete among a million than among
ten. Where there are more names than a shell would show, the last of them is offered beside the first, because shells
type on as far as all that is offered agrees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from lifesci_fm.text import family_key, fold, name_key

if TYPE_CHECKING:
    import sqlite3

#: Names offered at most of one kind; fewer where each of them is a step of its own in an index.
MOST = 100
_STEPS = 50

#: Behind every letter: texts that begin with `x` lie from `x` up to `x` + _LAST.
_LAST = "\U0010ffff"


class Offer(NamedTuple):
    """A word that could stand here, and a few words about it for shells that show them."""

    word: str
    about: str = ""


#: Names of one kind that begin so; the beginning may be empty.
Source = Callable[["sqlite3.Connection", str], Iterable[Offer]]


def begins(word: str, start: str) -> bool:
    """Does the word begin so, whatever the case? Shells look once more, and as strictly."""
    return word.casefold().startswith(start.casefold())


def keys(connection: sqlite3.Connection, start: str) -> Iterator[Offer]:
    """Citation keys, with the titles of their papers."""
    yield from _between(connection, "SELECT key, title FROM paper WHERE key BETWEEN ?1 AND ?2", "key", start, start)


def papers(connection: sqlite3.Connection, start: str) -> Iterator[Offer]:
    """What a paper may be called by: keys, models, and, once it is begun, a DOI or an arXiv id."""
    yield from keys(connection, start)
    yield from models(connection, start)
    if scheme := _scheme(start):
        statement = (
            "SELECT i.value, p.title FROM identifier i JOIN paper p ON p.id = i.paper_id"
            f" WHERE i.scheme = '{scheme}' AND i.value BETWEEN ?1 AND ?2"
        )
        yield from _between(connection, statement, "i.value", start.lower(), start)


def _scheme(start: str) -> str | None:
    """What an identifier that begins so is."""
    head, point, _ = start.partition(".")
    if not point or not head.isdecimal():
        return None
    return "doi" if head == "10" else "arxiv" if len(head) == 4 else None


def models(connection: sqlite3.Connection, start: str) -> Iterator[Offer]:
    """Models and their aliases, with the title of the paper that introduces each, or its name."""
    title = (
        "(SELECT p.title FROM paper_model pm JOIN paper p ON p.id = pm.paper_id"
        " WHERE pm.model_id = m.id AND pm.role = 'introduces' LIMIT 1)"
    )
    yield from _named(connection, f"SELECT m.name, {title} FROM model m WHERE m.name_key", "m.name_key", start)
    if start:
        aliases = "SELECT a.alias, m.name FROM model_alias a JOIN model m ON m.id = a.model_id WHERE a.alias_key"
        yield from _named(connection, aliases, "a.alias_key", start)


def datasets(connection: sqlite3.Connection, start: str) -> Iterator[Offer]:
    """Datasets, with their modality, and their aliases, with the name."""
    yield from _named(connection, "SELECT name, modality FROM dataset WHERE name_key", "name_key", start)
    if start:
        aliases = "SELECT a.alias, d.name FROM dataset_alias a JOIN dataset d ON d.id = a.dataset_id WHERE a.alias_key"
        yield from _named(connection, aliases, "a.alias_key", start)


def domains(connection: sqlite3.Connection, start: str) -> Iterator[Offer]:
    """Domains, with their Chinese labels; labels and aliases as soon as one is begun. There are few of them."""
    for name, label in connection.execute("SELECT name, label_zh FROM domain ORDER BY id"):
        if begins(name, start):
            yield Offer(name, label if label != name else "")
        elif start and label and begins(label, start):
            yield Offer(label, name)
    if start:
        aliases = "SELECT a.alias, d.name FROM domain_alias a JOIN domain d ON d.id = a.domain_id WHERE a.alias_key"
        yield from _named(connection, aliases, "a.alias_key", start)


def tags(connection: sqlite3.Connection, start: str) -> Iterator[Offer]:
    """Tags."""
    yield from _named(connection, "SELECT name, '' FROM tag WHERE name_key", "name_key", start)


def saved_queries(connection: sqlite3.Connection, start: str) -> Iterator[Offer]:
    """Saved queries, with what they ask."""
    yield from _named(connection, "SELECT name, query FROM saved_query WHERE name_key", "name_key", start)


def articles(connection: sqlite3.Connection, start: str) -> Iterator[Offer]:
    """Titles of write-ups, with their numbers."""
    statement = "SELECT title, 'article ' || number FROM article WHERE title_key BETWEEN ?1 AND ?2"
    yield from _between(connection, statement, "title_key", fold(start), start)


def resources(connection: sqlite3.Connection, start: str) -> Iterator[Offer]:
    """Titles of courses, tools, labs and the like, with what they are."""
    statement = "SELECT title, kind FROM resource WHERE title_key BETWEEN ?1 AND ?2"
    yield from _between(connection, statement, "title_key", fold(start), start)


def authors(connection: sqlite3.Connection, start: str) -> Iterator[Offer]:
    """Family names, each once."""
    yield from _each_once(connection, "SELECT family, family_key FROM author", "family_key", family_key(start), start)


def venues(connection: sqlite3.Connection, start: str) -> Iterator[Offer]:
    """Journals, proceedings and preprint servers, each once, in the capitals that are usual for one."""
    for spelt in dict.fromkeys((start, start.capitalize(), start.title(), start.upper(), start.lower())):
        yield from _each_once(connection, "SELECT venue, venue FROM paper", "venue", spelt, spelt)


def _named(connection: sqlite3.Connection, statement: str, key: str, start: str) -> Iterator[Offer]:
    return _between(connection, f"{statement} BETWEEN ?1 AND ?2", key, name_key(start), start)


def _between(connection: sqlite3.Connection, statement: str, key: str, low: str, start: str) -> Iterator[Offer]:
    """The first names of a range in the order of its index, and the last if there are more; as typed but for case."""
    if start and not low:  # nothing but signs, which names are compared without
        return
    most = MOST if begins(low, start) else 10 * MOST  # a key without signs may begin more names than were begun
    bounds = (low, low + _LAST)
    rows = connection.execute(f"{statement} ORDER BY {key} LIMIT {most}", bounds).fetchall()
    if len(rows) == most:
        rows += connection.execute(f"{statement} ORDER BY {key} DESC LIMIT 1", bounds)
    yield from (Offer(name, about or "") for name, about in rows if begins(name, start))


def _each_once(connection: sqlite3.Connection, statement: str, key: str, low: str, start: str) -> Iterator[Offer]:
    """The same where many rows have one name: a step in the index for each name, however many have it."""
    if start and not low:
        return
    high = low + _LAST
    first, following = (f"{statement} WHERE {key} {sign} ?1 AND {key} <= ?2 ORDER BY {key}" for sign in (">=", ">"))

    def steps() -> Iterator[str]:
        row = connection.execute(f"{first} LIMIT 1", (low, high)).fetchone()
        while row:
            yield row[0]
            row = connection.execute(f"{following} LIMIT 1", (row[1], high)).fetchone()

    found = list(islice(steps(), _STEPS))
    if len(found) == _STEPS:
        found += [name for name, _ in connection.execute(f"{first} DESC LIMIT 1", (low, high))]
    yield from (Offer(name) for name in found if begins(name, start))
