"""What the words of a filter name in this library: domains, tags, models, venues and authors, whatever the spelling.

Names are compared by their folded forms (the `_key` columns), which `lifesci_fm.text` defines.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from lifesci_fm.errors import NotFound
from lifesci_fm.text import family_key, fold, name_key, nearest

#: Behind every letter: texts that begin with `x` lie from `x` up to `x` + LAST.
LAST = "\U0010ffff"


def domain_ids(connection: sqlite3.Connection, words: Sequence[str]) -> list[int]:
    """The domains these words name, by name, Chinese label or alias. Raises NotFound with the nearest names."""
    names = {
        number: (name, label) for number, name, label in connection.execute("SELECT id, name, label_zh FROM domains")
    }
    spelt = {name_key(name): number for number, (name, _) in names.items()}  # a name wins over a label or an alias
    for number, (_, label) in names.items():
        spelt.setdefault(name_key(label), number)
    for number, alias in connection.execute("SELECT domain_id, alias_key FROM domain_alias"):
        spelt.setdefault(alias, number)
    for word in words:
        if name_key(word) not in spelt:
            raise _no_domain(word, {key: names[number][0] for key, number in spelt.items()})
    return [spelt[name_key(word)] for word in words]


def _no_domain(word: str, known: dict[str, str]) -> NotFound:
    close = dict.fromkeys(known[key] for key in nearest(name_key(word), known))
    everything = sorted(set(known.values()), key=str.casefold)
    remedy = f"Did you mean {' or '.join(close)}?" if close else f"Domains are {', '.join(everything)}."
    return NotFound(f"The library has no domain {word!r}.", remedy)


def tag_ids(connection: sqlite3.Connection, words: Sequence[str], *, begin: bool = False) -> list[int]:
    """The ids of the tags these words name, or begin the name of; a word that is no tag names none."""
    return _all(connection, "SELECT id FROM tag WHERE name_key BETWEEN ?1 AND ?2", words, begin)


def model_ids(connection: sqlite3.Connection, words: Sequence[str], *, begin: bool = False) -> list[int]:
    """The ids of the models these words name, or begin the name or alias of; a word that is no model names none."""
    by_name = "SELECT id FROM model WHERE name_key BETWEEN ?1 AND ?2"
    by_alias = "SELECT model_id FROM model_alias WHERE alias_key BETWEEN ?1 AND ?2"
    return _all(connection, f"{by_name} UNION {by_alias}", words, begin)


def venues_like(connection: sqlite3.Connection, words: Sequence[str], *, begin: bool = False) -> list[str]:
    """The venues of that name; where there is none, the venues whose name contains the word. Or those that begin so.

    Each distinct venue costs one step in an index, not one a paper.
    """
    venues = {venue: fold(venue) for venue in distinct_venues(connection)}
    found: dict[str, None] = {}
    for word in words:
        wanted = fold(word)
        if begin:
            found.update((venue, None) for venue, folded in venues.items() if folded.startswith(wanted))
            continue
        same = [venue for venue, folded in venues.items() if folded == wanted]
        found.update(dict.fromkeys(same or [venue for venue, folded in venues.items() if wanted in folded]))
    return list(found)


def author_terms(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Conditions on the view `authors`, called `h`: `Cui`, `Cui, Haotian`, `Haotian Cui` or a group's whole name."""
    conditions, values = [], []
    for word in words:
        family, comma, given = (part.strip() for part in word.partition(","))
        if not comma:
            conditions.append("h.family_key = ?")
            values.append(family_key(family))
            given, _, family = word.strip().rpartition(" ")
        if given:
            conditions.append("(h.family_key = ? AND h.given LIKE ? ESCAPE '\\')")
            values += [family_key(family), _prefix(given)]
        elif comma:
            conditions.append("h.family_key = ?")
            values.append(family_key(family))
    return conditions, values


def authors_begin(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Conditions on the view `authors`, called `h`: family names that begin so."""
    starts = [family_key(word) for word in words]
    return ["h.family_key BETWEEN ? AND ?"] * len(starts), [v for s in starts for v in (s, s + LAST)]


def has_author(connection: sqlite3.Connection, word: str) -> bool:
    """Is there an author of that name?"""
    conditions, values = author_terms([word])
    statement = f"SELECT 1 FROM authors AS h WHERE {' OR '.join(conditions)} LIMIT 1"
    return connection.execute(statement, values).fetchone() is not None


def families_like(connection: sqlite3.Connection, word: str) -> Iterator[str]:
    """Every family name with the same first letter once, as some paper has it; each costs a step in an index."""
    first = family_key(word.partition(",")[0])[:1]
    step = "SELECT family_key, family FROM authors WHERE family_key > ? AND family_key < ? ORDER BY family_key LIMIT 1"
    row = connection.execute(step, (first, first + LAST)).fetchone() if first else None
    while row is not None:
        yield row[1]
        row = connection.execute(step, (row[0], first + LAST)).fetchone()


def _prefix(text: str) -> str:
    """A LIKE pattern for what begins so; `H.` stands for every name with that initial."""
    plain = text.rstrip(".").replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return plain + "%"


def distinct_venues(connection: sqlite3.Connection) -> Iterator[str]:
    """Every venue once: the next greater one, again and again, which is what makes it cheap."""
    venue = connection.execute("SELECT min(venue) FROM papers").fetchone()[0]
    while venue is not None:
        yield venue
        venue = connection.execute("SELECT min(venue) FROM papers WHERE venue > ?", (venue,)).fetchone()[0]


def _all(connection: sqlite3.Connection, statement: str, words: Sequence[str], begin: bool) -> list[int]:
    ranges = ((key, key + LAST if begin else key) for key in map(name_key, words))
    return [row[0] for bounds in ranges for row in connection.execute(statement, bounds)]
