"""One paper laid open for editing.

Identifiers, venue, date, volume, issue, pages and URL are those of its preferred version, which is what lists,
bibliographies and READMEs print; a version that does not exist yet is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lifesci_fm.errors import Conflict
from lifesci_fm.identifiers import Identifier, Scheme, is_preprint, preprint_server
from lifesci_fm.library.denials import allow, deny
from lifesci_fm.library.editing import fields as read
from lifesci_fm.library.editing.changes import Values
from lifesci_fm.library.editing.fields import Field, Value, join_role, split_role
from lifesci_fm.library.editing.people import authors_of
from lifesci_fm.library.editing.rows import put_domains, put_links, settle_list, shown_links
from lifesci_fm.library.intake import Intake
from lifesci_fm.library.ledger import Row
from lifesci_fm.library.marking import mark_work
from lifesci_fm.library.standing import preferred, stand_for
from lifesci_fm.library.work import load_works
from lifesci_fm.records import USER, ModelRecord, PaperRecord
from lifesci_fm.same_work.profile import page_key
from lifesci_fm.store.derived import title_keys, url_key
from lifesci_fm.store.settle import settle
from lifesci_fm.text import name_key
from lifesci_fm.vocabulary import LINK_KINDS, ModelRole, PaperType, Status, VersionKind

ROLES = (ModelRole.INTRODUCES, ModelRole.EVALUATES, ModelRole.USES)

#: In the order of the form; identifiers stand before what describes the version they may bring into being.
FIELDS = (
    Field("key", "citation key; the old one stays an alias", read.key),
    Field("title", "", read.text),
    Field("type", ", ".join(PaperType), read.paper_type),
    Field("status", ", ".join(Status), read.status),
    Field("rating", "1 to 5", read.number(1, 5)),
    Field("priority", "1 to 5, 1 comes first", read.number(1, 5)),
    Field("doi", "10.1038/s41592-024-02201-0", read.identifier(Scheme.DOI, "DOI", "10.1038/s41592-024-02201-0")),
    Field("arxiv", "an arXiv id: 2306.15006", read.identifier(Scheme.ARXIV, "arXiv id", "2306.15006")),
    Field("pmid", "a PubMed number: 38409223", read.identifier(Scheme.PMID, "PMID", "38409223")),
    Field("pmcid", "PMC7145656", read.identifier(Scheme.PMCID, "PMCID", "PMC7145656")),
    Field("venue", "journal, conference or preprint server", read.text),
    Field("date", "2023, 2023-05 or 2023-05-17", read.partial_date),
    Field("volume", "", read.text),
    Field("issue", "", read.text),
    Field("pages", "1470-1480", read.text),
    Field("url", "where it is read, if not at its DOI", read.url),
    Field("authors", "in order: Family, Given; a group by its bare name", read.people),
    Field(
        "models",
        "models it introduces; NAME:evaluates and NAME:uses for others",
        read.with_role(*ROLES),
        many=True,
        plural="model",
    ),
    Field("domains", "the main one first", read.names, many=True, plural="domain"),
    Field("tags", "any words", read.names, many=True, plural="tag"),
    Field("links", f"kinds: {', '.join(LINK_KINDS)}", read.links, many=True, plural="link"),
    Field("notes", "remarks", read.remarks, many=True, plural="remark"),
    Field("abstract", "", read.prose),
)

_OWN = ("title", "type", "rating", "priority", "abstract")
_OF_VERSION = ("venue", "date", "volume", "issue", "pages", "url")
_SCHEMES = {"doi": Scheme.DOI, "arxiv": Scheme.ARXIV, "pmid": Scheme.PMID, "pmcid": Scheme.PMCID}


class PaperSheet:
    """A paper's fields; see `changes.Sheet`."""

    noun = "paper"
    fields = FIELDS

    def __init__(self, intake: Intake, number: int) -> None:
        self.new = False
        self._intake = intake
        self._facts, self._ledger = intake.facts, intake.ledger
        (self._work,) = load_works(intake.ledger, [number])
        self._new_identifiers: list[Identifier] = []
        self._written = intake.ledger.written

    @property
    def name(self) -> str:
        """Its citation key."""
        return self._work.key

    # -- what stands ---------------------------------------------------------------------------------------------

    def values(self) -> Values:
        """What the fields hold, as stored."""
        work, paper = self._work, self._work.paper
        version: Mapping[str, Value] = preferred(work.versions) or {}
        found: Values = {"key": work.key, "status": paper["status"]}
        found |= {name: paper[name] for name in _OWN}
        found |= {name: version.get(name) for name in _OF_VERSION}
        found |= {"doi": paper["doi"], "arxiv": paper["arxiv"]}
        found |= {name: next(iter(self._values_of(name)), None) for name in ("pmid", "pmcid")}
        found["venue"] = paper["venue"]  # a preprint is on its server, whoever says so
        found["authors"] = [author.display for author in authors_of(work.authors)]
        found["models"] = [join_role(self._model_name(row), row["role"], ROLES[0]) for row in work.models]
        found["domains"] = [self._intake.domains.name(row["domain_id"]) for row in _in_order(work.domains)]
        found["tags"] = sorted(self._tag_name(row["tag_id"]) for row in work.tags)
        found["links"] = shown_links(work.links)
        found["notes"] = [row["body"] for row in work.notes if not row["path"]]
        return {field.name: found[field.name] for field in FIELDS}

    def _values_of(self, scheme: str) -> list[str]:
        return sorted(row["value"] for row in self._work.identifiers if row["scheme"] == scheme)

    def _model_name(self, row: Row) -> str:
        return str(self._work.model_names[row["model_id"]][0])

    def _tag_name(self, number: int) -> str:
        return str(self._ledger.query("SELECT name FROM tag WHERE id = ?", number)[0][0])

    # -- lists ---------------------------------------------------------------------------------------------------

    def canonical(self, name: str, item: Value) -> Value:
        """A domain by its own name, whatever it was called. Raises UsageError for an unknown one."""
        if name == "domains":
            return self._intake.domains.name(self._intake.domains.require(item))
        return item

    def alike(self, name: str, item: Value) -> object:
        """Names compare without case, links by their address, all else as it is."""
        if name == "links":
            return url_key(item["url"])
        if name == "models":
            model, role = split_role(item, ROLES)
            return name_key(model), role
        return name_key(item) if name in ("domains", "tags") else item

    def means(self, name: str, typed: Value, held: Value) -> bool:
        """A model without a role means it in every role."""
        if self.alike(name, typed) == self.alike(name, held):
            return True
        return name == "models" and name_key(typed) == name_key(held.rpartition(":")[0])

    def hint(self, name: str, item: Value) -> str:
        """A paper is shown with its models' links, too; those are the model's to change."""
        if name != "links":
            return ""
        sql = "SELECT m.name FROM link k JOIN model m ON m.id = k.model_id JOIN paper_model t ON t.model_id = m.id"
        found = self._ledger.query(f"{sql} WHERE t.paper_id = ? AND k.url_key = ?", self._work.id, url_key(item["url"]))
        return f"It is one of the model {found[0][0]}: see `fm model edit`." if found else ""

    # -- changing ------------------------------------------------------------------------------------------------

    def put(self, name: str, value: Value, told: Sequence[Value]) -> None:
        """Make a field hold this value."""
        work = self._work
        if name in _OWN:
            self._facts.insist(work.paper, work.claims, name, value)
        elif name in _OF_VERSION:
            self._put_of_version(name, value)
        elif name in _SCHEMES:
            self._put_identifier(_SCHEMES[name], value)
        elif name == "key":
            self._put_key(value)
        elif name == "status":
            mark_work(self._intake, work, Status(value))
        elif name == "authors":
            self._put_authors(value)
        elif name == "models":
            self._put_models(value, told)
        elif name == "domains":
            put_domains(self._facts, self._intake.domains, work.paper, work.claims, work.domains, value)
        elif name == "tags":
            self._put_tags(value)
        elif name == "links":
            put_links(self._facts, work.paper, work.claims, work.links, value)
        elif name == "notes":
            self._put_notes(value)

    def finish(self) -> None:
        """Write it, bring the repeated columns up to date, and tie what waited for new identifiers."""
        work, ledger = self._work, self._ledger
        if ledger.written == self._written:
            return
        ledger.set(work.paper, **title_keys(work.paper["title"]))
        self._intake.papers.judge_completeness(work)
        stand_for(ledger, work)
        ledger.flush()
        self._intake.others.tie_waiting((identifier, work.id) for identifier in self._new_identifiers)
        ledger.flush()
        settle(ledger.database, [work.id])

    # -- the version and its identifiers -------------------------------------------------------------------------

    def _version(self, venue: str | None = None) -> Row:
        """The preferred version, made when there is none."""
        found = preferred(self._work.versions)
        if found is not None:
            return found
        preprint = self._work.paper["type"] == PaperType.PREPRINT or bool(venue and preprint_server(venue))
        return self._new_version(VersionKind.PREPRINT if preprint else VersionKind.PUBLISHED)

    def _new_version(self, kind: VersionKind) -> Row:
        values = {"paper_id": self._work.id, "kind": kind.value, "origin_id": self._facts.origin_id}
        row = self._ledger.new("version", **values)
        self._work.versions.append(row)
        return row

    def _put_of_version(self, name: str, value: Value) -> None:
        if value is None and not self._work.versions:
            return
        row = self._version(value if name == "venue" else None)
        self._facts.insist(row, self._work.version_rows(row), name, value)
        if name == "url":
            self._ledger.set(row, url_key=page_key(value) if value else None)

    def _put_identifier(self, scheme: Scheme, wanted: Identifier | None) -> None:
        """Give the paper an identifier in place of the one of the same scheme that it has, if any."""
        work = self._work
        if wanted is None:
            for held in [held for held in work.identifiers if held["scheme"] == scheme and self._stands(held)]:
                self._take_away(held, None)
            return
        self._check_owner(wanted)
        row = work.identifier(wanted)
        if row is None:
            values = {"scheme": scheme.value, "value": wanted.value}
            row = self._ledger.new("identifier", paper_id=work.id, **values, origin_id=self._facts.origin_id)
            work.identifiers.append(row)
            self._new_identifiers.append(wanted)
        allow(self._facts, work.claims, "identifier", f"{scheme.value}:{wanted.value}")
        if scheme in (Scheme.DOI, Scheme.ARXIV):
            self._name_version(row, VersionKind.PREPRINT if is_preprint(wanted) else VersionKind.PUBLISHED)
        else:
            for other in [o for o in work.identifiers if o["scheme"] == scheme and o is not row]:
                self._take_away(other, row)

    def _name_version(self, row: Row, kind: VersionKind) -> None:
        """Let an identifier name a version of this kind: in place of one of its scheme, else one that has none."""
        work = self._work
        if any(version["identifier_id"] == row["id"] for version in work.versions):
            return
        schemes = {r["id"]: r["scheme"] for r in work.identifiers}
        alike = [version for version in work.versions if version["kind"] == kind]
        renamed = preferred([v for v in alike if schemes.get(v["identifier_id"]) == row["scheme"]])
        if renamed is not None:
            old = next(r for r in work.identifiers if r["id"] == renamed["identifier_id"])
            self._take_away(old, row)
            return
        bare = [v for v in alike if v["identifier_id"] is None]
        # a published version may be known by its place in an anthology; its DOI says more
        target = preferred(bare) or (preferred(alike) if kind is VersionKind.PUBLISHED else None)
        self._ledger.set(target or self._new_version(kind), identifier_id=row["id"])

    def _stands(self, row: Row) -> bool:
        """Is it the identifier of its scheme that the paper is shown with?"""
        shown = self._work.paper.get(row["scheme"])
        return shown is None or bool(row["value"] == shown)

    def _take_away(self, row: Row, instead: Row | None) -> None:
        """The user says that an identifier is not this paper's; the statement that it is stays a claim."""
        work, facts = self._work, self._facts
        text = f"{row['scheme']}:{row['value']}"
        with facts.speaking_for(facts.origins.origin(row["origin_id"])):
            facts.claim(work.paper, work.claims, "identifier", text)
        deny(facts, work.paper, work.claims, "identifier", text)
        for version in work.versions:
            if version["identifier_id"] == row["id"]:
                self._ledger.set(version, identifier_id=instead["id"] if instead else None)
        self._ledger.drop(row)
        work.identifiers.remove(row)

    def _check_owner(self, wanted: Identifier) -> None:
        sql = (
            "SELECT p.id, p.key FROM identifier i JOIN paper p ON p.id = i.paper_id WHERE i.scheme = ? AND i.value = ?"
        )
        for number, key in self._ledger.query(sql, wanted.scheme.value, wanted.value):
            if number != self._work.id:
                remedy = f"If both are one work, `fm merge {self.name} {key}` joins them."
                raise Conflict(f"{wanted.scheme} {wanted.value} is {key}'s already.", remedy)

    # -- the rest ------------------------------------------------------------------------------------------------

    def _put_key(self, key: str) -> None:
        work, ledger = self._work, self._ledger
        sql = "SELECT id, key FROM paper WHERE key = ?1 UNION SELECT p.id, p.key FROM key_alias a JOIN paper p"
        sql += " ON p.id = a.paper_id WHERE a.alias = ?1"
        for number, other in ledger.query(sql, key):
            if number != work.id:
                raise Conflict(f"The key {key} is {other}'s.", "Choose another.")
        for alias in [alias for alias in work.aliases if alias["alias"].lower() == key.lower()]:
            ledger.drop(alias)
            work.aliases.remove(alias)
        if key.lower() != work.key.lower():
            work.aliases.append(ledger.new("key_alias", paper_id=work.id, alias=work.key))
        ledger.set(work.paper, key=key)

    def _put_authors(self, wanted: list[str]) -> None:
        work, facts = self._work, self._facts
        if not wanted:
            before = "; ".join(author.display for author in authors_of(work.authors))
            settle_list(facts, work.paper, work.claims, "authors", before, [work.paper] if before else [], "")
            for row in work.authors:
                self._ledger.drop(row)
            work.authors.clear()
            return
        people = authors_of(work.authors, wanted)
        self._intake.papers.state_authors(work, PaperRecord(authors=people, origin=USER), prefer=True)

    def _put_models(self, wanted: Sequence[str], told: Iterable[str]) -> None:
        work, ledger, facts = self._work, self._ledger, self._facts
        stated = {self.alike("models", item) for item in told}
        held = {self.alike("models", join_role(self._model_name(r), r["role"], ROLES[0])): r for r in work.models}
        kept = {self.alike("models", item) for item in wanted}
        for alike, row in held.items():
            if alike not in kept:
                self._untie_model(row)
        for position, item in enumerate(wanted, 1):
            name, role = split_role(item, ROLES)
            found = held.get(self.alike("models", item)) or self._tie_model(name, role)
            if found is None:
                continue
            ledger.set(found, position=position)
            if self.alike("models", item) in stated and found["guessed"]:
                ledger.set(found, guessed=False, origin_id=facts.origin_id)
                self._intake.models.state(ModelRecord(name=name, origin=USER))  # no guess either
        work.models.sort(key=lambda row: int(row["position"]))
        self._intake.papers.forget_guesses(work)

    def _tie_model(self, name: str, role: ModelRole) -> Row | None:
        """Tie a model, which is made if need be; None for a name without a letter."""
        work, facts = self._work, self._facts
        model = self._intake.models.state(ModelRecord(name=name, origin=USER))
        if model is None:
            return None
        if role is ROLES[0]:
            allow(facts, work.claims, "model", name_key(name))
        work.model_names[model.row["id"]] = model.names
        known = (r for r in work.models if r["model_id"] == model.row["id"] and r["role"] == role)  # by an alias
        row = next(known, None)
        if row is None:
            values = {"paper_id": work.id, "model_id": model.row["id"], "role": role.value}
            row = self._ledger.new("paper_model", **values, guessed=False, origin_id=facts.origin_id)
            work.models.append(row)
        return row

    def _untie_model(self, row: Row) -> None:
        work = self._work
        if row["role"] == ModelRole.INTRODUCES:
            for name in work.model_names[row["model_id"]]:
                deny(self._facts, work.paper, work.claims, "model", name_key(name))
        self._ledger.drop(row)
        work.models.remove(row)
        if row["guessed"]:
            self._intake.models.forget_guess(row["model_id"])

    def _put_tags(self, wanted: Sequence[str]) -> None:
        work, facts = self._work, self._facts
        before = ", ".join(sorted(self._tag_name(row["tag_id"]) for row in work.tags))
        settle_list(facts, work.paper, work.claims, "tags", before, work.tags, ", ".join(wanted))
        kept = {name_key(name) for name in wanted}
        for row in [row for row in work.tags if name_key(self._tag_name(row["tag_id"])) not in kept]:
            self._ledger.drop(row)
            work.tags.remove(row)
        self._intake.tags.tie(facts, work, wanted)

    def _put_notes(self, wanted: Sequence[str]) -> None:
        work, ledger, facts = self._work, self._ledger, self._facts
        remarks = [row for row in work.notes if not row["path"]]
        for row in [row for row in remarks if row["body"] not in wanted]:
            deny(facts, work.paper, work.claims, "note", row["body"])
            ledger.drop(row)
            work.notes.remove(row)
        held = {row["body"] for row in remarks}
        for body in wanted:
            if body not in held:
                allow(facts, work.claims, "note", body)
                work.notes.append(ledger.new("note", paper_id=work.id, body=body, origin_id=facts.origin_id))


def _in_order(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row["position"], row["id"]))
