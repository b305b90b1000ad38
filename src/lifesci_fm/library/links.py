"""Links of papers, models, datasets, articles and resources: each URL once for each thing it is (code, weights)."""

from __future__ import annotations

from collections.abc import Iterable

from lifesci_fm.library.facts import Facts
from lifesci_fm.library.ledger import Ledger, Row
from lifesci_fm.records import LinkRecord
from lifesci_fm.store.derived import repository_key, url_key


def tie_links(facts: Facts, owner: Row, rows: list[Row], said: Iterable[LinkRecord]) -> None:
    """Add the links that the owner does not have yet."""
    for link in said:
        key = url_key(link.url)
        if key is None:
            continue
        held = next((row for row in rows if row["url_key"] == key and _alike(row["kind"], link.kind)), None)
        if held is None:
            values = {f"{owner.table}_id": owner["id"], "kind": link.kind, "url": link.url, "url_key": key}
            values["repository_key"] = repository_key(link.url)
            rows.append(facts.ledger.new("link", **values, title=link.title, origin_id=facts.origin_id))
        else:
            enrich(facts.ledger, held, link.kind, link.title)


def _alike(one: str, other: str) -> bool:
    """May these be kinds of one link? `other` is no kind of its own."""
    return one == other or "other" in (one, other)


def enrich(ledger: Ledger, held: Row, kind: str, title: str) -> None:
    """A link that was of no particular kind, or without a title, may get one."""
    if held["kind"] == "other":
        ledger.set(held, kind=kind)
    if title and not held["title"]:
        ledger.set(held, title=title)
