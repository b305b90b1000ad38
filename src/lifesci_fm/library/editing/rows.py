"""Lists of rows as a person edits them: what stays, what goes for good, what comes, each in her name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from lifesci_fm.errors import Conflict
from lifesci_fm.library.denials import allow, deny
from lifesci_fm.library.domains import Domains
from lifesci_fm.library.facts import Facts
from lifesci_fm.library.ledger import Ledger, Row
from lifesci_fm.store.derived import repository_key, url_key
from lifesci_fm.text import name_key, squeeze
from lifesci_fm.vocabulary import OriginKind

Link = dict[str, str]


def shown_links(rows: Iterable[Row]) -> list[Link]:
    """Links as a form shows them."""
    return [{"kind": row["kind"], "url": row["url"], "title": row["title"]} for row in rows]


def put_links(facts: Facts, owner: Row, claims: list[Row], rows: list[Row], wanted: Sequence[Link]) -> None:
    """Let an owner have these links and no other."""
    ledger = facts.ledger
    by_key = {url_key(link["url"]) or "": link for link in wanted}
    for row in [row for row in rows if row["url_key"] not in by_key]:
        deny(facts, owner, claims, "link", row["url_key"])
        ledger.drop(row)
        rows.remove(row)
    held = {row["url_key"]: row for row in rows}
    for key, link in by_key.items():
        if key in held:
            ledger.set(held[key], **link, repository_key=repository_key(link["url"]))
            continue
        allow(facts, claims, "link", key)
        values = {f"{owner.table}_id": owner["id"], "url_key": key, "origin_id": facts.origin_id}
        values["repository_key"] = repository_key(link["url"])
        rows.append(ledger.new("link", **link, **values))


def put_domains(
    facts: Facts, domains: Domains, owner: Row, claims: list[Row], rows: list[Row], wanted: Sequence[str]
) -> None:
    """Let a paper or a model be of these domains, the main one first. Raises UsageError for an unknown one."""
    numbers = [domains.require(name) for name in wanted]
    before = ", ".join(domains.name(row["domain_id"]) for row in rows)
    settle_list(facts, owner, claims, "domains", before, rows, ", ".join(map(domains.name, numbers)))
    put_ties(facts, owner, rows, f"{owner.table}_domain", "domain_id", numbers)


def put_ties(
    facts: Facts, owner: Row, rows: list[Row], table: str, column: str, numbers: Sequence[int], **values: Any
) -> list[Row]:
    """Let a table tie an owner to these ids, in this order, and to no other; returns the rows that went.

    Ties that were guessed are stated from now on.
    """
    ledger = facts.ledger
    gone = [row for row in rows if row[column] not in numbers]
    for row in gone:
        ledger.drop(row)
        rows.remove(row)
    held = {row[column]: row for row in rows}
    for position, number in enumerate(numbers, 1):
        if number not in held:
            own = {f"{owner.table}_id": owner["id"], column: number, "origin_id": facts.origin_id}
            held[number] = ledger.new(table, **own, **values)
            rows.append(held[number])
        row = held[number]
        if row.get("guessed"):
            ledger.set(row, guessed=False, origin_id=facts.origin_id)
        if "position" in row:
            ledger.set(row, position=position)
    return gone


def settle_list(
    facts: Facts, owner: Row, claims: list[Row], field: str, before: str, rows: Sequence[Row], now: str
) -> None:
    """Remember that a list is the user's from now on, and what it was before anybody corrected it."""
    spoken = facts.claims_of(claims, field, OriginKind.USER)
    if not spoken and rows:
        with facts.speaking_for(facts.origins.origin(rows[0]["origin_id"])):
            facts.claim(owner, claims, field, before)
    for claim in spoken:
        if claim["value"] != now:
            facts.ledger.drop(claim)
            claims.remove(claim)
    facts.claim(owner, claims, field, now)


# -- names -----------------------------------------------------------------------------------------------------------


def put_aliases(facts: Facts, owner: Row, claims: list[Row], rows: list[Row], wanted: Sequence[str]) -> None:
    """Let a model or a dataset have these further names. Raises Conflict for one that is another's."""
    ledger, noun = facts.ledger, owner.table
    for row in [row for row in rows if row["alias"] not in wanted]:
        deny(facts, owner, claims, "alias", row["alias"])
        ledger.drop(row)
        rows.remove(row)
    for alias in wanted:
        # a model keeps every spelling, for people to see; a dataset's names differ by more than case
        held = [owner["name"], *(row["alias"] for row in rows)]
        if alias in held or (noun == "dataset" and name_key(alias) in map(name_key, held)):
            continue
        check_free(ledger, noun, alias, owner)
        allow(facts, claims, "alias", alias)
        values = {f"{noun}_id": owner["id"], "alias": alias, "alias_key": name_key(alias)}
        rows.append(ledger.new(f"{noun}_alias", **values))


def rename(ledger: Ledger, row: Row, aliases: list[Row], name: str) -> None:
    """Give a model or a dataset another name; the old one stays an alias. Raises Conflict when it is another's."""
    noun = row.table
    check_free(ledger, noun, name, row)
    for alias in [alias for alias in aliases if alias["alias"] == name]:
        ledger.drop(alias)
        aliases.remove(alias)
    before = row["name"]
    ledger.set(row, name=squeeze(name), name_key=name_key(name))
    if before != row["name"] and all(alias["alias"] != before for alias in aliases):
        values = {f"{noun}_id": row["id"], "alias": before, "alias_key": name_key(before)}
        aliases.append(ledger.new(f"{noun}_alias", **values))


def check_free(ledger: Ledger, noun: str, name: str, owner: Row | None) -> None:
    """See that a name is nobody's but the owner's. Raises Conflict."""
    sql = f"SELECT id FROM {noun} WHERE name_key = ?1 UNION SELECT {noun}_id FROM {noun}_alias WHERE alias_key = ?1"  # noqa: S608 - names of our own tables
    for (number,) in ledger.query(sql, name_key(name)):
        if owner is None or number != owner["id"]:
            ((other,),) = ledger.query(f"SELECT name FROM {noun} WHERE id = ?", number)  # noqa: S608 - as above
            whose = f"{other!r} is one" if name == other else f"{name!r} is a name of {other!r}"
            raise Conflict(f"The library has such a {noun} already: {whose}.", _way_out(noun, other, owner))


def _way_out(noun: str, other: str, owner: Row | None) -> str:
    from shlex import join

    if owner is not None and noun == "model":
        return f"If both are one, `{join(['fm', 'model', 'merge', other, owner['name']])}` joins them."
    return f"`{join(['fm', noun, 'edit', other])}` changes it."
