"""Domains as a person keeps them: added, called by further names, labelled, made one, removed.

A name means one domain only, whether it is a domain's own, its Chinese label or an alias; a name that would mean two
is refused, with the way to make the two one.
"""

from __future__ import annotations

from collections.abc import Sequence

from lifesci_fm.errors import Conflict, NotFound, UsageError
from lifesci_fm.library.intake import Intake
from lifesci_fm.library.ledger import Row
from lifesci_fm.text import name_key, squeeze, suggestion


class DomainDesk:
    """Changes domains inside the library's transaction. Every method takes a domain by any of its names."""

    def __init__(self, intake: Intake) -> None:
        self._domains = intake.domains
        self._ledger = intake.ledger

    def add(self, name: str, *, label: str = "", aliases: Sequence[str] = ()) -> str:
        """A new domain; its name. Raises Conflict for a name that a domain has, UsageError for no name."""
        name = _readable(name)
        row = self._ledger.new("domain", name=self._free(name), name_key=name_key(name))
        if label:
            self._ledger.set(row, label_zh=self._free(label))
        self._add_aliases(row, aliases)
        return self._done(f"domain {name}", name)

    def alias(self, name: str, aliases: Sequence[str]) -> str:
        """Further names of a domain. Raises NotFound, Conflict or UsageError."""
        row = self._row(name)
        self._add_aliases(row, aliases)
        return self._done(f"domain {row['name']}: also {', '.join(aliases)}", row["name"])

    def unalias(self, name: str, aliases: Sequence[str]) -> str:
        """Names that a domain is no longer called by. Raises NotFound."""
        row = self._row(name)
        held = {alias["alias_key"]: alias for alias in self._ledger.load("domain_alias", "domain_id", [row["id"]])}
        for alias in aliases:
            if name_key(alias) not in held:
                known = ", ".join(alias["alias"] for alias in held.values())
                raise NotFound(f"{alias!r} is no alias of {row['name']}.", f"Its aliases are: {known or 'none'}.")
            self._ledger.drop(held[name_key(alias)])
        return self._done(f"domain {row['name']}: no longer {', '.join(aliases)}", row["name"])

    def label(self, name: str, label: str) -> str:
        """The Chinese label of a domain; empty for none. Raises NotFound or Conflict."""
        row, label = self._row(name), squeeze(label)
        held = {alias["alias_key"]: alias for alias in self._ledger.load("domain_alias", "domain_id", [row["id"]])}
        if name_key(label) in held:  # what was an alias is the label from now on
            self._ledger.drop(held[name_key(label)])
        self._ledger.set(row, label_zh=self._free(label, row["id"]) if label else "")
        return self._done(f"domain {row['name']}: {label or 'no label'}", row["name"])

    def merge(self, name: str, others: Sequence[str]) -> str:
        """Make domains one: the first named has the papers, models and names of all. Raises NotFound or UsageError."""
        kept = self._row(name)
        for other in others:
            gone = self._row(other)
            if gone["id"] == kept["id"]:
                raise UsageError(
                    f"{name} and {other} are the same domain already: {kept['name']}.", "Name two domains."
                )
            for table, owner in (("paper_domain", "paper_id"), ("model_domain", "model_id")):
                self._move(table, owner, kept["id"], gone["id"])
            self._take_names(kept, gone)
            self._ledger.drop(gone)
            self._done(f"domain {gone['name']} is {kept['name']}", kept["name"])
        return str(kept["name"])

    def remove(self, *names: str) -> list[str]:
        """Take domains out of the library; their papers and models stay. Raises NotFound."""
        rows = {row["id"]: row for row in map(self._row, names)}
        for row in rows.values():
            self._ledger.drop(row)
        gone = [str(row["name"]) for row in rows.values()]
        self._done(f"removed domain {', '.join(gone)}", "")
        return gone

    # -- pieces ----------------------------------------------------------------------------------------------

    def _row(self, name: str) -> Row:
        number = self._domains.find(name)
        if number is None:
            remedy = suggestion(name, self._domains.names, "`fm domain list` shows what there is.")
            raise NotFound(f"No domain is called {name!r}.", remedy)
        (row,) = self._ledger.load("domain", "id", [number])
        return row

    def _free(self, name: str, owner: int | None = None) -> str:
        """The name, if no domain but the owner is called by it. Raises Conflict."""
        number = self._domains.find(name)
        if number is not None and number != owner:
            other = self._domains.name(number)
            remedy = f"`fm domain merge` makes two domains one; `fm domain alias {other} … --remove` frees a name."
            raise Conflict(f"{name!r} means the domain {other} already.", remedy)
        return squeeze(name)

    def _add_aliases(self, row: Row, aliases: Sequence[str]) -> None:
        """Further names, unless the domain is called so already."""
        for key, alias in {name_key(_readable(alias)): alias for alias in aliases}.items():
            if self._domains.find(alias) != row["id"] and key not in (row["name_key"], name_key(row["label_zh"])):
                self._ledger.new("domain_alias", domain_id=row["id"], alias=self._free(alias), alias_key=key)

    def _move(self, table: str, owner: str, kept: int, gone: int) -> None:
        """Ties to the one become ties to the other; one that is stated makes its like stated."""
        held = {row[owner]: row for row in self._ledger.load(table, "domain_id", [kept])}
        for row in self._ledger.load(table, "domain_id", [gone]):
            like = held.get(row[owner])
            if like is None:
                self._ledger.set(row, domain_id=kept)
            else:
                if like["guessed"] and not row["guessed"]:
                    self._ledger.set(like, guessed=False, origin_id=row["origin_id"])
                self._ledger.drop(row)

    def _take_names(self, kept: Row, gone: Row) -> None:
        """The names of a domain that goes: its aliases, its own name, and its label where the other has one."""
        ledger = self._ledger
        for alias in ledger.load("domain_alias", "domain_id", [gone["id"]]):
            ledger.set(alias, domain_id=kept["id"])
        names = {name_key(gone["name"]): gone["name"]}
        if gone["label_zh"] and not kept["label_zh"]:
            ledger.set(kept, label_zh=gone["label_zh"])
        elif gone["label_zh"]:
            names.setdefault(name_key(gone["label_zh"]), gone["label_zh"])
        for key, name in names.items():
            if key not in (name_key(kept["name"]), name_key(kept["label_zh"])):
                ledger.new("domain_alias", domain_id=kept["id"], alias=name, alias_key=key)

    def _done(self, summary: str, name: str) -> str:
        self._ledger.flush()
        self._ledger.summarise(summary)
        self._domains.read()
        return name


def _readable(name: str) -> str:
    """A name without blanks around it. Raises UsageError when no letter is in it."""
    if not name_key(name):
        raise UsageError(f"{name!r} is no name.", "Give a name with letters.")
    return squeeze(name)
