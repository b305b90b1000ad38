"""Two papers turn out to be one work: the older keeps its key and takes over everything the other has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from lifesci_fm.identifiers import Identifier, Scheme, is_preprint
from lifesci_fm.library import versions
from lifesci_fm.library.denials import reconcile
from lifesci_fm.library.facts import Facts
from lifesci_fm.library.guessing import forget_guesses
from lifesci_fm.library.ledger import Ledger, Row
from lifesci_fm.library.links import enrich
from lifesci_fm.library.papers import MAYBE_SAME, Papers, displayed, tells_more
from lifesci_fm.library.work import Work
from lifesci_fm.store.derived import title_keys
from lifesci_fm.vocabulary import OriginKind, PaperType, Status, VersionKind

#: Rows that move unless the paper has their like: attribute → columns that make two of them alike.
_PARTS = {
    "links": ("url_key",),
    "models": ("model_id", "role"),
    "tags": ("tag_id",),
    "notes": ("body",),
    "relations": ("kind", "scheme", "value"),
}
_SCALARS = ("title", "abstract", "rating", "priority")
#: Tables of other nouns that name a paper, and the column with which they may do so only once.
_ELSEWHERE = {"reading_event": None, "dataset": None, "article_paper": "article_id", "resource_paper": "resource_id"}


def absorb(papers: Papers, kept: Work, gone: Work) -> None:
    """Move everything of `gone` to `kept` and delete it; its key becomes an alias."""
    facts, ledger = papers.facts, papers.facts.ledger
    ledger.flush()  # from here on what is left behind goes with its owner
    prefer = gone.published() and not kept.published()
    for work in (kept, gone):
        forget_guesses(facts, work)
    _keep_words(facts, kept, gone)
    _merge_status(facts, kept, gone)
    _move(ledger, kept, kept.claims, gone.claims, ("field", "value", "origin_id"))
    _move_versions(facts, kept, gone)
    for attribute, columns in _PARTS.items():
        _move(ledger, kept, getattr(kept, attribute), getattr(gone, attribute), columns)
    _enrich(ledger, kept, gone)
    _move_domains(ledger, kept, gone)
    kept.model_names.update(gone.model_names)
    papers.forget_guesses(kept)
    _merge_scalars(facts, kept, gone, prefer=prefer)
    _merge_authors(facts, kept, gone, prefer=prefer)
    papers.guess_domains(kept)
    _settle_identifiers(facts, kept)
    _move_elsewhere(ledger, kept, gone)
    _leave_key(papers, kept, gone)
    reconcile(facts, kept)
    kept.changed()


def point_to(ledger: Ledger, number: int, key: str, former: str) -> None:
    """What other papers said of the former key they say of the paper that stays, once."""
    sql = "SELECT id FROM relation WHERE scheme = 'key' AND value IN (?, ?) AND paper_id <> ? ORDER BY value = ?, id"
    numbers = [row for (row,) in ledger.query(sql, key, former, number, former)]
    known: set[tuple[object, ...]] = set()
    rows: list[Row] = ledger.load("relation", "id", numbers)
    for row in sorted(rows, key=lambda row: numbers.index(row["id"])):
        said = (row["paper_id"], row["kind"])
        if said in known:
            ledger.drop(row)
        else:
            ledger.set(row, value=key)
        known.add(said)
    ledger.flush()


def point_on(ledger: Ledger, formers: Iterable[str]) -> None:
    """The same for keys that became aliases while papers were in memory, which may be of a later paper by now."""
    sql = "SELECT p.id, p.key FROM key_alias a JOIN paper p ON p.id = a.paper_id WHERE a.alias = ?"
    for former in formers:
        for number, key in ledger.query(sql, former):
            point_to(ledger, number, key, former)


def _keep_words(facts: Facts, kept: Work, gone: Work) -> None:
    """What either paper was said to be, by whom, and how it was called.

    The rules keep an equal statement once, and take a publication for no contradiction of its preprint; but a person
    may say that they are two papers after all (`parting`), and then each needs its own words.
    """
    said: list[tuple[Work, str, str]] = []
    for field in ("title", "abstract", "type"):
        if kept.paper[field] and gone.paper[field]:
            said += [(work, field, work.paper[field]) for work in (kept, gone)]
    if kept.authors and gone.authors:
        said += [(work, "authors", displayed(work.authors)) for work in (kept, gone)]
    said += [(kept, "key", kept.key)]
    said += [(gone, "key", key) for key in (gone.key, *(alias["alias"] for alias in gone.aliases))]
    for work, field, value in said:
        facts.note(kept.paper, kept.claims, field, value, _stated_by(work, field, value))


def _move(ledger: Ledger, kept: Work, ours: list[Row], theirs: list[Row], columns: tuple[str, ...]) -> None:
    known = {tuple(row[column] for column in columns) for row in ours}
    for row in theirs:
        like = tuple(row[column] for column in columns)
        if like in known:
            continue
        known.add(like)
        ledger.set(row, paper_id=kept.id)
        if "position" in row:
            ledger.set(row, position=max((other["position"] for other in ours), default=0) + 1)
        ours.append(row)


def _enrich(ledger: Ledger, kept: Work, gone: Work) -> None:
    """What the other's rows say beyond their like here."""
    for link in kept.links:
        for like in gone.links:
            if like is not link and like["url_key"] == link["url_key"]:
                enrich(ledger, link, like["kind"], like["title"])
    stated = {(row["model_id"], row["role"]) for row in gone.models if not row["guessed"]}
    for row in kept.models:
        if (row["model_id"], row["role"]) in stated:
            ledger.set(row, guessed=False)


def _move_versions(facts: Facts, kept: Work, gone: Work) -> None:
    """Versions of the other paper are stated of this one, so that they join what they would have joined."""
    ledger = facts.ledger
    identifiers = {row["id"]: row for row in gone.identifiers}
    for row in gone.identifiers:
        ledger.set(row, paper_id=kept.id)
    kept.identifiers += gone.identifiers
    for version in gone.versions:
        said = versions.as_said(version, identifiers.get(version["identifier_id"]))
        target, claims = versions.find(kept, said), gone.version_rows(version)
        if target is None:
            ledger.set(version, paper_id=kept.id)
            kept.versions.append(version)
            kept.version_claims[version["id"]] = claims
            continue
        with facts.speaking_for(facts.origins.origin(version["origin_id"])):
            versions.state(facts, kept, said)
        known = {(claim["field"], claim["value"]) for claim in kept.version_rows(target)}
        for claim in claims:
            if (claim["field"], claim["value"]) not in known:
                ledger.set(claim, version_id=target["id"])
                kept.version_rows(target).append(claim)


def _settle_identifiers(facts: Facts, kept: Work) -> None:
    """An identifier that one paper had and the other only claimed now names the version it was claimed for."""
    ledger = facts.ledger
    for claim in [claim for claim in kept.claims if claim["field"] == "identifier"]:
        scheme, _, value = claim["value"].partition(":")
        identifier = Identifier(Scheme(scheme), value)
        if kept.identifier(identifier) is None:
            continue
        ledger.drop(claim)
        kept.claims.remove(claim)
        kind = VersionKind.PREPRINT if is_preprint(identifier) else VersionKind.PUBLISHED
        for bare in [v for v in kept.versions if v["identifier_id"] is None and v["kind"] == kind]:
            if bare["origin_id"] == claim["origin_id"]:
                ledger.drop(bare)
                kept.versions.remove(bare)
                with facts.speaking_for(facts.origins.origin(bare["origin_id"])):
                    versions.state(facts, kept, replace(versions.as_said(bare, None), identifier=identifier))


def _move_domains(ledger: Ledger, kept: Work, gone: Work) -> None:
    """Stated domains drive out guessed ones, on either side."""
    if any(not row["guessed"] for row in gone.domains):
        for row in [row for row in kept.domains if row["guessed"]]:
            ledger.drop(row)
            kept.domains.remove(row)
    stated = any(not row["guessed"] for row in kept.domains)
    theirs = [row for row in gone.domains if not (stated and row["guessed"])]
    _move(ledger, kept, kept.domains, theirs, ("domain_id",))


def _merge_scalars(facts: Facts, kept: Work, gone: Work, *, prefer: bool) -> None:
    """What the other paper says, in the name of whoever says it there."""
    ours, theirs = kept.paper, gone.paper
    for field in _SCALARS:
        _say_for(facts, kept, gone, field, prefer=prefer)
    if theirs["type"] and ours["type"] == PaperType.PREPRINT:
        facts.ledger.set(ours, type=theirs["type"])
    elif theirs["type"] != PaperType.PREPRINT or not ours["type"]:
        _say_for(facts, kept, gone, "type", prefer=prefer)
    facts.ledger.set(
        ours,
        **title_keys(ours["title"]),
        complete=bool(ours["complete"] or theirs["complete"]),
        retracted=bool(ours["retracted"] or theirs["retracted"]),
    )


def _say_for(facts: Facts, kept: Work, gone: Work, field: str, *, prefer: bool) -> None:
    value = gone.paper[field]
    if value is not None:
        with facts.speaking_for(facts.origins.origin(_stated_by(gone, field, str(value)))):
            facts.say(kept.paper, kept.claims, field, value, prefer=prefer)


def _stated_by(work: Work, field: str, value: str) -> int:
    """The origin of a fact of a paper."""
    named = (claim["origin_id"] for claim in work.claims if claim["field"] == field and claim["value"] == value)
    return int(next(named, work.paper["origin_id"]))


def _merge_authors(facts: Facts, kept: Work, gone: Work, *, prefer: bool) -> None:
    if not gone.authors:
        return
    said, ledger = displayed(gone.authors), facts.ledger
    whole = bool(gone.paper["authors_complete"])
    with facts.speaking_for(facts.origins.origin(_stated_by(gone, "authors", said))):
        if kept.authors:
            prefer = tells_more(len(gone.authors), whole, kept, prefer=prefer)
            if not facts.weigh(kept.paper, kept.claims, "authors", displayed(kept.authors), said, prefer=prefer):
                return
        else:
            facts.claim(kept.paper, kept.claims, "authors", said)
    for row in kept.authors:
        ledger.drop(row)
    kept.authors = gone.authors
    for row in kept.authors:
        ledger.set(row, paper_id=kept.id)
    ledger.set(kept.paper, authors_complete=whole)


def _merge_status(facts: Facts, kept: Work, gone: Work) -> None:
    """The furthest status, unless a person gave one of them; the earlier place in the plan."""
    ours, theirs = (bool(facts.claims_of(work.claims, "status", OriginKind.USER)) for work in (kept, gone))
    further = Status(gone.paper["status"]).rank > Status(kept.paper["status"]).rank
    if theirs > ours or (theirs == ours and further):
        facts.ledger.set(kept.paper, status=gone.paper["status"])
    places = [place for place in (kept.paper["plan_position"], gone.paper["plan_position"]) if place is not None]
    if places:
        facts.ledger.set(kept.paper, plan_position=min(places))


def _move_elsewhere(ledger: Ledger, kept: Work, gone: Work) -> None:
    for table, once in _ELSEWHERE.items():
        known = {row[once] for row in ledger.load(table, "paper_id", [kept.id])} if once else set()
        for row in ledger.load(table, "paper_id", [gone.id]):
            if not once or row[once] not in known:
                ledger.set(row, paper_id=kept.id)


def _leave_key(papers: Papers, kept: Work, gone: Work) -> None:
    """Keys of the other paper go on resolving; remarks that the two may be one work are settled."""
    ledger = papers.facts.ledger
    for alias in gone.aliases:
        ledger.set(alias, paper_id=kept.id)
        papers.keys.take(alias["alias"], kept.id)
    kept.aliases += gone.aliases
    ledger.drop(gone.paper)
    kept.aliases.append(ledger.new("key_alias", paper_id=kept.id, alias=gone.key))
    papers.keys.take(gone.key, kept.id)
    for row in [row for row in kept.relations if row["kind"] == MAYBE_SAME and row["value"] in (gone.key, kept.key)]:
        ledger.drop(row)
        kept.relations.remove(row)
