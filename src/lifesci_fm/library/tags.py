"""Tags: words that a person or a list's headings put on papers."""

from __future__ import annotations

from collections.abc import Iterable

from lifesci_fm.library.facts import Facts
from lifesci_fm.library.ledger import Ledger
from lifesci_fm.library.work import Work
from lifesci_fm.text import name_key, squeeze


class Tags:
    """Tags by name, looked up when first used."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._numbers: dict[str, int] = {}

    def number(self, name: str) -> int | None:
        """The id of a tag that exists."""
        key = name_key(name)
        if key not in self._numbers:
            found = self._ledger.query("SELECT id FROM tag WHERE name_key = ?", key)
            if found:
                self._numbers[key] = found[0][0]
        return self._numbers.get(key)

    def tie(self, facts: Facts, work: Work, names: Iterable[str]) -> None:
        """Put tags on a paper; a tag that does not exist is made."""
        for name in map(squeeze, names):
            if not name_key(name):
                continue
            number = self.number(name)
            if number is None:
                number = int(self._ledger.new("tag", name=name, name_key=name_key(name))["id"])
                self._numbers[name_key(name)] = number
            if all(row["tag_id"] != number for row in work.tags):
                values = {"paper_id": work.id, "tag_id": number, "origin_id": facts.origin_id}
                work.tags.append(self._ledger.new("paper_tag", **values))
