"""What the words of a filter name in this library: domains, tags, models, venues and authors, whatever the spelling.

Names are compared by their folded forms (the `_key` columns), which `lifesci_fm.text` defines.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from lifesci_fm.errors import NotFound
from lifesci_fm.text import fold, name_key, nearest


def domain_names(connection: sqlite3.Connection, words: Sequence[str]) -> list[str]:
    """The domains these words name, by name, Chinese label or alias. Raises NotFound with the nearest names."""
    known: dict[str, str] = {}
    for name, label in connection.execute("SELECT name, label_zh FROM domains"):
        known[name_key(name)] = name
        known.setdefault(name_key(label), name)
    aliases = connection.execute("SELECT d.name, a.alias FROM domain_alias AS a JOIN domain AS d ON d.id = a.domain_id")
    for name, alias in aliases:
        known.setdefault(name_key(alias), name)
    found = []
    for word in words:
        name = known.get(name_key(word))
        if name is None:
            close = dict.fromkeys(known[key] for key in nearest(name_key(word), known))
            remedy = (
                f"Did you mean {' or '.join(close)}?"
                if close
                else f"Domains are {', '.join(sorted(set(known.values())))}."
            )
            raise NotFound(f"The library has no domain {word!r}.", remedy)
        found.append(name)
    return found


def tag_names(connection: sqlite3.Connection, words: Sequence[str]) -> list[str]:
    """The tags these words name; a word that is no tag names none."""
    return _all(connection, "SELECT name FROM tag WHERE name_key = ?1", words)


def model_ids(connection: sqlite3.Connection, words: Sequence[str]) -> list[int]:
    """The ids of the models these words name, by name or alias; a word that is no model names none."""
    statement = "SELECT id FROM model WHERE name_key = ?1 UNION SELECT model_id FROM model_alias WHERE alias_key = ?1"
    return _all(connection, statement, words)


def venues_like(connection: sqlite3.Connection, words: Sequence[str]) -> list[str]:
    """The venues of that name; where there is none, the venues whose name contains the word.

    Each distinct venue costs one step in an index, not one a paper.
    """
    venues = {venue: fold(venue) for venue in _distinct_venues(connection)}
    found: dict[str, None] = {}
    for word in words:
        wanted = fold(word)
        same = [venue for venue, folded in venues.items() if folded == wanted]
        found.update(dict.fromkeys(same or [venue for venue, folded in venues.items() if wanted in folded]))
    return list(found)


def author_terms(words: Sequence[str]) -> tuple[str, list[str]]:
    """A condition on the view `authors`, called `m`: `Cui`, `Cui, Haotian`, `Haotian Cui` or a group's whole name."""
    from lifesci_fm.store.derived import family_key

    conditions, values = [], []
    for word in words:
        family, comma, given = (part.strip() for part in word.partition(","))
        if not comma:
            conditions.append("m.family_key = ?")
            values.append(family_key(family))
            given, _, family = word.strip().rpartition(" ")
        if given:
            conditions.append("(m.family_key = ? AND m.given LIKE ? ESCAPE '\\')")
            values += [family_key(family), _prefix(given)]
        elif comma:
            conditions.append("m.family_key = ?")
            values.append(family_key(family))
    return " OR ".join(conditions), values


def _prefix(text: str) -> str:
    """A LIKE pattern for what begins so; `H.` stands for every name with that initial."""
    plain = text.rstrip(".").replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return plain + "%"


def _distinct_venues(connection: sqlite3.Connection) -> Iterator[str]:
    """Every venue once: the next greater one, again and again, which is what makes it cheap."""
    venue = connection.execute("SELECT min(venue) FROM papers").fetchone()[0]
    while venue is not None:
        yield venue
        venue = connection.execute("SELECT min(venue) FROM papers WHERE venue > ?", (venue,)).fetchone()[0]


def _all(connection: sqlite3.Connection, statement: str, words: Sequence[str]) -> list:  # type: ignore[type-arg]
    return [row[0] for word in words for row in connection.execute(statement, (name_key(word),))]
