"""One version turns out not to be of a paper's work: it becomes a paper of its own, with what came with it.

What came with a version is what its entry, or its source, said, if that says nothing of what stays: title, authors,
links, models and so on. Where both entries gave one title, of which only one is kept, the other paper has it as a
guess, which the next import or refresh replaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lifesci_fm.errors import MalformedIdentifier, NotFound, UsageError
from lifesci_fm.identifiers import Identifier, Scheme, normalise_url, parse
from lifesci_fm.library import versions
from lifesci_fm.library.entry import Entry
from lifesci_fm.library.guessing import NOBODY
from lifesci_fm.library.intake import Intake
from lifesci_fm.library.joining import say_apart
from lifesci_fm.library.keys import make_key
from lifesci_fm.library.ledger import Ledger, Row
from lifesci_fm.library.parting import part, statements
from lifesci_fm.library.work import Work, load_works
from lifesci_fm.records import PaperRecord
from lifesci_fm.same_work import ONE_WORK_RELATIONS
from lifesci_fm.store.derived import title_keys
from lifesci_fm.store.naming import PaperName, resolve
from lifesci_fm.store.settle import settle
from lifesci_fm.vocabulary import OriginKind


class Split(NamedTuple):
    """The paper that was split, and the one that its version became."""

    paper: PaperName
    new: PaperName


@dataclass(frozen=True, slots=True)
class Leaving:
    """What leaves a paper: versions, identifiers, and whatever these origins said."""

    versions: list[Row]
    identifiers: list[Row]
    origins: frozenset[int]


def split(intake: Intake, name: str, version: str) -> Split:
    """Make a version, named by its identifier, its URL or its row's id, a paper of its own.

    Raises NotFound, Ambiguous, or UsageError when nothing of the paper would be left.
    """
    ledger = intake.ledger
    paper = resolve(ledger.database, name)
    (old,) = load_works(ledger, [paper.id])
    leaving = _leaving(intake, old, version)
    told = statements(intake.facts, old, leaving.origins)
    former = _former_keys(old, leaving)
    common = PaperRecord(title=None if any(record.title for record in told) else old.paper["title"], origin=NOBODY)
    new = _make(intake, old, leaving, [*told, common], former)
    for row in (*leaving.versions, *leaving.identifiers):
        ledger.set(row, paper_id=new.id)
    part(intake.papers, old, new, leaving.origins)
    ledger.set(old.paper, updated=ledger.at)
    ledger.flush()
    _state(intake, new.id, told, common)
    old, new = load_works(ledger, [old.id, new.id])
    _part_with_key(ledger, old, new, former)
    say_apart(intake, old, new)
    _unrelate(ledger, old, new)
    _unrelate(ledger, new, old)
    _retie(ledger, old, new)
    ledger.flush()
    settle(ledger.database, [old.id, new.id])
    return Split(*(PaperName(work.id, work.key, work.paper["title"]) for work in (old, new)))


# -- what leaves -------------------------------------------------------------------------------------------------


def _leaving(intake: Intake, old: Work, text: str) -> Leaving:
    rows, identifiers = _named(old, text)
    held = {row["identifier_id"] for row in rows}
    identifiers += [row for row in old.identifiers if row["id"] in held and row not in identifiers]
    numbers = {row["id"] for row in identifiers}
    rows += [row for row in old.versions if row["identifier_id"] in numbers and row not in rows]
    staying = [row for row in old.versions if row not in rows]
    named = {row["identifier_id"] for row in old.versions}
    staying += [row for row in old.identifiers if row["id"] in named - numbers]
    origins = {row["origin_id"] for row in (*rows, *identifiers)} - {row["origin_id"] for row in staying}
    origins = {number for number in origins if intake.facts.origins.voice(number).kind != OriginKind.USER}
    bare = [row for row in old.identifiers if row["id"] not in named | numbers]
    identifiers += [row for row in bare if row["origin_id"] in origins]
    if not staying and len(identifiers) == len(old.identifiers) and old.paper["origin_id"] in origins:
        raise UsageError(f"{old.key} has no other version: nothing of it would be left.", "See it with `fm show`.")
    return Leaving(rows, identifiers, frozenset(origins))


def _named(old: Work, text: str) -> tuple[list[Row], list[Row]]:
    """The versions, and the identifiers, that a person's words name. Raises NotFound."""
    number = text.strip().removeprefix("#")
    rows = [row for row in old.versions if number == str(row["id"])]
    if rows:
        return rows, []
    try:
        identifier = old.identifier(parse(text).identifier)
    except MalformedIdentifier:
        identifier = None
    if identifier is not None:
        return [], [identifier]
    rows = [row for row in old.versions if row["url_key"] and row["url_key"] == normalise_url(text)]
    if rows:
        return rows, []
    known = [str(Identifier(Scheme(row["scheme"]), row["value"])) for row in old.identifiers]
    raise NotFound(f"{old.key} has no version {text!r}.", f"`fm show {old.key}` lists them: {', '.join(known)}.")


# -- the new paper -----------------------------------------------------------------------------------------------


def _make(intake: Intake, old: Work, leaving: Leaving, told: Sequence[PaperRecord], former: Sequence[str]) -> Work:
    """A new paper, named after all that will be said of it; a key that it had before it was joined is its own again."""
    identifiers = {row["id"]: row for row in leaving.identifiers}
    first = (*leaving.versions, *leaving.identifiers)[0]
    whole = PaperRecord(
        title=next((record.title for record in told if record.title), None),
        authors=next((record.authors for record in told if record.authors), ()),
        identifiers=tuple(Identifier(Scheme(row["scheme"]), row["value"]) for row in leaving.identifiers),
        versions=tuple(versions.as_said(row, identifiers.get(row["identifier_id"])) for row in leaving.versions),
        origin=intake.facts.origins.origin(first["origin_id"]),
    )
    entry = Entry(whole)
    intake.prepare([whole], [entry])
    intake.facts.speaker = whole.origin
    new = intake.papers.make(entry)
    _give_keys_back(intake.ledger, old, new, [*former, make_key(whole, intake.papers.keys.pattern).lower()])
    new.paper.update(title=None, **title_keys(None))  # stated below, by whoever states it
    return new


def _former_keys(old: Work, leaving: Leaving) -> list[str]:
    """The keys, in small letters, by which what leaves was known before it was joined."""
    claims = [claim for claim in old.claims if claim["field"] == "key" and claim["origin_id"] in leaving.origins]
    return [claim["value"].lower() for claim in claims]


def _give_keys_back(ledger: Ledger, old: Work, new: Work, former: Sequence[str]) -> None:
    """Those of them that are aliases now are its own again; the first names it."""
    aliases = {row["alias"].lower(): row for row in old.aliases}
    back = [row for key in dict.fromkeys(former) if (row := aliases.get(key))]
    for place, alias in enumerate(back):
        old.aliases.remove(alias)
        if place == 0:
            ledger.drop(alias)
            new.paper["key"] = alias["alias"]
        else:
            ledger.set(alias, paper_id=new.id)


def _part_with_key(ledger: Ledger, old: Work, new: Work, former: Sequence[str]) -> None:
    """The key of the paper that was kept goes with what was called so, if what stays had one of its own."""
    key, aliases = old.key, {row["alias"].lower(): row for row in old.aliases}
    own = (aliases.get(claim["value"].lower()) for claim in old.claims if claim["field"] == "key")
    alias = next((row for row in own if row is not None), None)
    if key.lower() not in former or alias is None:
        return
    old.aliases.remove(alias)
    ledger.drop(alias)
    ledger.set(old.paper, key=alias["alias"])
    if new.key.lower() in former:
        new.aliases.append(ledger.new("key_alias", paper_id=new.id, alias=new.key))
    ledger.flush()  # no two papers have one key, not for a moment
    ledger.set(new.paper, key=key)
    ledger.flush()
    old.changed()
    new.changed()


def _state(intake: Intake, number: int, told: Iterable[PaperRecord], common: PaperRecord) -> None:
    """Let the paper be told of; with a title that is only common to both papers it stays incomplete."""
    for record in (*told, common):
        (new,) = load_works(intake.ledger, [number])
        intake.state(new, record)
    if common.title:
        (new,) = load_works(intake.ledger, [number])
        intake.ledger.set(new.paper, complete=False)


# -- what named the one and means the other ----------------------------------------------------------------------


def _unrelate(ledger: Ledger, work: Work, other: Work) -> None:
    """Nobody's word that they are one work stands against the person's."""
    for row in work.relations:
        if row["kind"] in ONE_WORK_RELATIONS and other.identifier(Identifier(Scheme(row["scheme"]), row["value"])):
            ledger.drop(row)


def _retie(ledger: Ledger, old: Work, new: Work) -> None:
    """Datasets, write-ups and resources that name what left are about the new paper."""
    for row in ledger.load("dataset", "paper_id", [old.id]):
        if row["paper_value"] and new.identifier(Identifier(Scheme(row["paper_scheme"]), row["paper_value"])):
            ledger.set(row, paper_id=new.id)
    ours, theirs = _pages(old), _pages(new)
    for noun in ("article", "resource"):
        for tie in ledger.load(f"{noun}_paper", "paper_id", [old.id]):
            links = ledger.load("link", f"{noun}_id", [tie[f"{noun}_id"]])
            pages = {link["url_key"] for link in links}
            if pages & theirs and not pages & ours:
                ledger.set(tie, paper_id=new.id)


def _pages(work: Work) -> set[str]:
    """The addresses at which a paper is read, as compared."""
    return {i.value if i.scheme is Scheme.URL else normalise_url(i.url) for i in work.profile.identifiers}
