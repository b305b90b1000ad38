"""Queries that the user saves under a name, to be asked again as `@name`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lifesci_fm.catalog.conditions import ask
from lifesci_fm.catalog.language import write
from lifesci_fm.catalog.query import saved_queries
from lifesci_fm.errors import NotFound, UsageError
from lifesci_fm.library.ledger import Ledger
from lifesci_fm.text import name_key, suggestion
from lifesci_fm.vocabulary import Filter

_NAME = re.compile(r"[\w.+-]+")


def save(ledger: Ledger, name: str, chosen: Filter) -> bool:
    """Save a filter under a name; False if it stands in the place of another one of that name.

    Raises UsageError for a name that `@name` cannot hold and for a query that cannot be read, NotFound for a domain or
    a saved query in it that the library has not.
    """
    name = name.removeprefix("@")
    if not _NAME.fullmatch(name) or not name_key(name):
        raise UsageError(f"{name!r} cannot be the name of a query.", "Take letters, digits and hyphens: to-read.")
    query = write(chosen)
    ask(ledger.database, query, within=name)
    values = {"name": name, "query": query, "sort": ",".join(chosen.sort), "most": chosen.limit}
    found = ledger.query("SELECT id FROM saved_query WHERE name_key = ?", name_key(name))
    if found:
        (row,) = ledger.load("saved_query", "id", [found[0][0]])
        ledger.set(row, **values)
    else:
        ledger.new("saved_query", name_key=name_key(name), **values)
    ledger.flush()
    ledger.summarise(f"saved the query {name}: {query or 'all papers'}")
    return not found


def remove(ledger: Ledger, names: Sequence[str]) -> list[str]:
    """Forget saved queries; their names. Raises NotFound with the nearest names, and forgets none."""
    rows = {}
    for name in names:
        found = ledger.query("SELECT id FROM saved_query WHERE name_key = ?", name_key(name.removeprefix("@")))
        if not found:
            known = [one["name"] for one in saved_queries(ledger.database)]
            remedy = suggestion(name, known, "`fm query list` shows those there are.")
            raise NotFound(f"No query is saved as {name!r}.", remedy)
        (row,) = ledger.load("saved_query", "id", [found[0][0]])
        rows[row["id"]] = row
    for row in rows.values():
        ledger.drop(row)
    ledger.flush()
    gone = [str(row["name"]) for row in rows.values()]
    ledger.summarise(f"removed the query {', '.join(gone)}")
    return gone
