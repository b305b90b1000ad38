"""Domains: from how a document words a field of study to the library's domains."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lifesci_fm.errors import UsageError
from lifesci_fm.library.facts import Facts
from lifesci_fm.library.ledger import Ledger, Row
from lifesci_fm.records import DomainMention
from lifesci_fm.text import name_key, squeeze, suggestion
from lifesci_fm.vocabulary import OriginKind

_SEPARATOR = re.compile(r"\s*[+/,、，;；&|]\s*|\s+and\s+", re.IGNORECASE)
_GLOSS = re.compile(r"\s*[()（）]\s*")  # `scRNA-seq（单细胞）`
_ORNAMENT = re.compile(r"^\W+|[^\w+)）]+$")  # `🧬 DNA`
_NO_NAMES = frozenset({"unknown", "n/a", "na", "none", "tbd", "未知", "无", "暂无", "待定"})
_LONGEST_NAME = 60  # what is longer is a sentence that strayed into the column


class Domains:
    """All domains with their aliases: they are few, and known before the first entry."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.read()

    def read(self) -> None:
        """Learn the domains that the database holds."""
        ledger = self._ledger
        self._by_key: dict[str, int] = {}
        self._names: dict[int, str] = {}
        for number, name, key in ledger.query("SELECT id, name, name_key FROM domain"):
            self._by_key[key], self._names[number] = number, name
        for number, key in ledger.query("SELECT domain_id, alias_key FROM domain_alias"):
            self._by_key.setdefault(key, number)
        for number, label in ledger.query("SELECT id, label_zh FROM domain WHERE label_zh <> ''"):
            self._by_key.setdefault(name_key(label), number)

    @property
    def names(self) -> list[str]:
        """The names of all domains."""
        return list(self._names.values())

    def find(self, text: str) -> int | None:
        """The domain of this name, label or alias."""
        return self._by_key.get(name_key(text))

    def name(self, number: int) -> str:
        """The name of a domain."""
        return self._names[number]

    def require(self, text: str) -> int:
        """The one domain a person names. Raises UsageError with the nearest names."""
        found = self._by_key.get(name_key(text))
        if found is None:
            remedy = suggestion(text, self._names.values(), f"Domains are {', '.join(self._names.values())}.")
            raise UsageError(f"No domain is called {text!r}.", remedy)
        return found

    def known(self, text: str) -> list[int]:
        """The domains a wording names, when every part of it names one: `sc+Spatial RNA` is scRNA and Spatial."""
        text = _plain(text)
        whole = self._by_key.get(name_key(text))
        if whole is not None:
            return [whole]
        words = [part for piece in _GLOSS.split(text) for part in _SEPARATOR.split(piece)]
        parts = [self._by_key.get(name_key(_plain(part))) for part in words if part.strip()]
        numbers = [number for number in parts if number is not None]
        return list(dict.fromkeys(numbers)) if len(numbers) == len(parts) else []

    def stated(self, text: str) -> list[int]:
        """The same, where a part that nobody knows becomes a domain of its own."""
        text = _plain(text)
        if not name_key(text) or len(text) > _LONGEST_NAME or text.casefold() in _NO_NAMES:
            return []
        known = self.known(text)
        if known:
            return known
        parts = [plain for part in _SEPARATOR.split(text) if name_key(plain := _plain(part))]
        if not any(name_key(part) in self._by_key for part in parts):
            parts = [text]  # a sign in a name is no separator where nothing else speaks for it
        return list(dict.fromkeys(self._get_or_make(part) for part in parts))

    def _get_or_make(self, name: str) -> int:
        key = name_key(name)
        if key not in self._by_key:
            number = int(self._ledger.new("domain", name=name, name_key=key)["id"])
            self._by_key[key], self._names[number] = number, name
        return self._by_key[key]


def _plain(text: str) -> str:
    """A wording without the emoji and signs around it; a text of signs alone stays as it is."""
    return _ORNAMENT.sub("", squeeze(text)) or squeeze(text)


def state(facts: Facts, domains: Domains, owner: Row, rows: list[Row], said: Iterable[DomainMention]) -> None:
    """Write the domains that are said of a paper or a model; `rows` are those that it has.

    A guess counts only while nobody states a domain, and only for domains that exist.
    """
    said = list(said)
    stated = [number for mention in said if not mention.guessed for number in domains.stated(mention.text)]
    if stated:
        for row in [row for row in rows if row["guessed"]]:
            if row["domain_id"] in stated:
                facts.ledger.set(row, guessed=False, origin_id=facts.origin_id)
            else:
                facts.ledger.drop(row)
                rows.remove(row)
        _tie(facts, owner, rows, stated, guessed=False)
    elif all(row["guessed"] for row in rows):
        guesses = [number for mention in said if mention.guessed for number in domains.known(mention.text)]
        _tie(facts, owner, rows, guesses, guessed=True)


def _tie(facts: Facts, owner: Row, rows: list[Row], numbers: Iterable[int], *, guessed: bool) -> None:
    for number in numbers:
        held = next((row for row in rows if row["domain_id"] == number), None)
        if held is not None:
            if held["guessed"] and facts.origins.voice(held["origin_id"]).kind == OriginKind.GUESS:
                facts.ledger.set(held, origin_id=facts.origin_id)  # now somebody says so, be it a heading
        else:
            position = max((row["position"] for row in rows), default=0) + 1
            values = {f"{owner.table}_id": owner["id"], "domain_id": number, "position": position, "guessed": guessed}
            rows.append(facts.ledger.new(f"{owner.table}_domain", **values, origin_id=facts.origin_id))
