"""Links of papers, models, datasets, articles and resources: each URL once."""

from __future__ import annotations

from collections.abc import Iterable

from lifesci_fm.library.facts import Facts
from lifesci_fm.library.ledger import Row
from lifesci_fm.records import LinkRecord
from lifesci_fm.store.derived import url_key


def tie_links(facts: Facts, owner: Row, rows: list[Row], said: Iterable[LinkRecord]) -> None:
    """Add the links that the owner does not have yet; one that was of no particular kind may get one."""
    for link in said:
        key = url_key(link.url)
        if key is None:
            continue
        held = next((row for row in rows if row["url_key"] == key), None)
        if held is None:
            values = {f"{owner.table}_id": owner["id"], "kind": link.kind, "url": link.url, "url_key": key}
            rows.append(facts.ledger.new("link", **values, title=link.title, origin_id=facts.origin_id))
        elif held["kind"] == "other" and link.kind != "other":
            facts.ledger.set(held, kind=link.kind)
        elif link.title and not held["title"]:
            facts.ledger.set(held, title=link.title)
