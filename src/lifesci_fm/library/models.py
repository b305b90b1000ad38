"""Models: found by any spelling of their name, made when an entry names a new one, filled by what entries say."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lifesci_fm.library import domains as domains_
from lifesci_fm.library.denials import allowed_links, denied
from lifesci_fm.library.domains import Domains
from lifesci_fm.library.facts import Facts
from lifesci_fm.library.ledger import Row
from lifesci_fm.library.links import tie_links
from lifesci_fm.library.quantities import count
from lifesci_fm.library.recent import Recent
from lifesci_fm.records import ModelRecord
from lifesci_fm.text import name_key, squeeze

_SCALARS = ("released", "architecture", "tokenisation", "pretraining_data", "licence")
_THE = re.compile(r"the\s+", re.IGNORECASE)


class Model:
    """One model with its rows."""

    __slots__ = ("aliases", "claims", "domains", "links", "row")

    def __init__(self, row: Row) -> None:
        self.row = row
        self.aliases: list[Row] = []
        self.domains: list[Row] = []
        self.links: list[Row] = []
        self.claims: list[Row] = []

    @property
    def names(self) -> tuple[str, ...]:
        """Its name and aliases."""
        return (self.row["name"], *(alias["alias"] for alias in self.aliases))


class Models:
    """The models that a batch names, by every spelling."""

    def __init__(self, facts: Facts, domains: Domains) -> None:
        self._facts = facts
        self._domains = domains
        self.clear()

    def clear(self) -> None:
        """Forget everything: all is written, and whoever comes next asks anew."""
        self._by_key: Recent[str, Model] = Recent()
        self._by_id: Recent[int, Model] = Recent()
        self._asked: set[str] = set()

    def prepare(self, names: Iterable[str]) -> None:
        """Bring in the stored models of these names, in a few questions; forget the batch before the last."""
        self._by_key.turn()
        self._by_id.turn()
        self._asked.clear()
        self._look_up({key for name in names for key in _keys(name)})

    def _look_up(self, keys: set[str]) -> None:
        keys -= self._asked
        if not keys:
            return
        self._asked |= keys
        ledger = self._facts.ledger
        sql = "SELECT m.id FROM json_each(?1) j JOIN model m ON m.name_key = j.value UNION"
        sql += " SELECT a.model_id FROM json_each(?1) j JOIN model_alias a ON a.alias_key = j.value"
        numbers = [number for (number,) in ledger.query_json(sql, keys) if number not in self._by_id]
        found = {row["id"]: Model(row) for row in ledger.load("model", "id", numbers)}
        for table, attribute in (
            ("model_alias", "aliases"), ("model_domain", "domains"), ("link", "links"), ("claim", "claims")
        ):  # fmt: skip
            for row in ledger.load(table, "model_id", found):
                getattr(found[row["model_id"]], attribute).append(row)
        for model in found.values():
            self._put(model)

    def _put(self, model: Model) -> None:
        self._by_id[model.row["id"]] = model
        for key in (model.row["name_key"], *(alias["alias_key"] for alias in model.aliases)):
            self._learn(key, model)

    def _learn(self, key: str, model: Model) -> None:
        """A spelling means the model that had it first."""
        if self._by_key.get(key) in (None, model):
            self._by_key[key] = model

    def find(self, name: str) -> Model | None:
        """The model of this name or alias; a leading `The` is no part of a name."""
        keys = _keys(name)
        self._look_up(set(keys))
        model = next((found for key in keys if (found := self._by_key.get(key))), None)
        if model is not None:
            self._put(model)  # what this batch says of it must be known to the next
        return model

    def state(self, said: ModelRecord) -> Model | None:
        """Write what is said of a model, in the name of the facts' speaker; None for a name without a letter."""
        name = squeeze(said.name)
        if not name_key(name):
            return None
        facts, model = self._facts, self.find(name)
        if model is None:
            values = {"name": name, "name_key": name_key(name), "guessed": said.guessed}
            model = Model(facts.ledger.new("model", **values, origin_id=facts.origin_id))
            self._put(model)
        elif not said.guessed:
            facts.ledger.set(model.row, guessed=False)
        away = denied(facts, model.claims, "alias")
        for spelling in (name, *map(squeeze, said.aliases)):
            if spelling not in away:
                self._spell(model, spelling)
        for field in _SCALARS:
            facts.say(model.row, model.claims, field, getattr(said, field))
        if said.parameters and facts.say(model.row, model.claims, "parameters", said.parameters):
            facts.ledger.set(model.row, parameter_count=count(said.parameters))
        if said.domains and not facts.is_users(model.claims, "domains"):
            domains_.state(facts, self._domains, model.row, model.domains, said.domains)
        tie_links(facts, model.row, model.links, allowed_links(facts, model.claims, said.links))
        return model

    def _spell(self, model: Model, spelling: str) -> None:
        """Another spelling becomes an alias, unless it is another model's name."""
        key = name_key(spelling)
        if not key or spelling in model.names or self.find(spelling) not in (None, model):
            return
        values = {"model_id": model.row["id"], "alias": spelling, "alias_key": key}
        model.aliases.append(self._facts.ledger.new("model_alias", **values))
        self._learn(key, model)

    def forget_guess(self, number: int) -> None:
        """Delete a model that was only guessed, if nothing is left that names it."""
        ledger = self._facts.ledger
        ledger.flush()
        known = self._by_id.get(number)
        (row,) = [known.row] if known else ledger.load("model", "id", [number])
        if not row["guessed"]:
            return
        ties = ("paper_model", "dataset_model", "article_model")
        sql = " UNION ALL ".join(f"SELECT 1 FROM {table} WHERE model_id = ?1" for table in ties)  # noqa: S608 - our names
        if not ledger.query(sql, number):
            ledger.drop(row)
            ledger.flush()  # its name is free again
            self._by_id.pop(number)
            for key in [key for key, model in self._by_key.items() if model.row["id"] == number]:
                self._by_key.pop(key)


def _keys(name: str) -> list[str]:
    """How a name may be kept: `The Nucleotide Transformer` and `Nucleotide Transformer` are one."""
    name = squeeze(name)
    bare = _THE.sub("", name, count=1) if _THE.match(name) else name
    return list(dict.fromkeys((name_key(name), name_key(bare), "the" + name_key(bare))))
