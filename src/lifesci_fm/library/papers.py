"""What an entry says of a paper, written into its rows: identifiers, versions, title, authors, links, tags, status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lifesci_fm.identifiers import Identifier
from lifesci_fm.library import domains as domains_
from lifesci_fm.library import versions
from lifesci_fm.library.denials import allowed
from lifesci_fm.library.domains import Domains
from lifesci_fm.library.entry import Entry
from lifesci_fm.library.facts import Facts
from lifesci_fm.library.guessing import guess_domains
from lifesci_fm.library.keys import KeyBook, make_key
from lifesci_fm.library.ledger import Row
from lifesci_fm.library.links import tie_links
from lifesci_fm.library.models import Model, Models
from lifesci_fm.library.tags import Tags
from lifesci_fm.library.work import Work
from lifesci_fm.records import Author, ModelRecord, PaperRecord
from lifesci_fm.store.derived import title_keys
from lifesci_fm.text import family_key
from lifesci_fm.vocabulary import ModelRole, OriginKind, PaperType, Status, VersionKind

#: A relation of a paper to one that may be the same work; its `value` is the other's citation key.
MAYBE_SAME = "maybe-same"

_NAME: tuple[str, ...] = ("paper_id", "position", "family", "family_key", "given")
_MORE = ("suffix", "is_group", "orcid")  # of few authors


class Papers:
    """Writes papers in the name of the facts' speaker."""

    def __init__(self, facts: Facts, keys: KeyBook, domains: Domains, models: Models, tags: Tags) -> None:
        self.facts = facts
        self.keys = keys
        self._ledger = facts.ledger
        self._domains = domains
        self._models = models
        self._tags = tags
        self._last_position: int | None = None

    def make(self, entry: Entry) -> Work:
        """A new paper with its key and nothing else."""
        record = entry.record
        row = self._ledger.new(
            "paper",
            key="",
            title=record.title,
            **entry.title_keys,
            type=record.type.value if record.type else None,
            abstract=record.abstract or None,
            authors_complete=record.authors_complete,
            complete=False,
            added=self._ledger.at,
            updated=self._ledger.at,
            origin_id=self.facts.origin_id,
        )
        row["key"] = key = self.keys.free(entry.key or make_key(record, self.keys.pattern))
        self.keys.take(key, row["id"])
        return Work(row)

    def state(self, entry: Entry, work: Work, contested: Mapping[Identifier, Any], *, made: bool) -> bool:
        """Write what the entry says of the paper; True when it brought a version that the paper did not have.

        `made`: the paper was just made of this entry.
        """
        record = allowed(self.facts, work, entry.record)
        first_published = not (made or work.published()) and VersionKind.PUBLISHED in [v.kind for v in record.versions]
        self._state_identifiers(work, record, contested)
        # every version, not only up to the first new one
        new_version = sum([versions.state(self.facts, work, said) for said in record.versions]) > 0
        if not made:
            self._state_scalars(work, record, prefer=first_published)
        self.state_authors(work, record, prefer=first_published)
        self._state_keys(work, record)
        tie_links(self.facts, work.paper, work.links, record.links)
        self._state_models(work, record)
        if record.domains and not self.facts.is_users(work.claims, "domains"):
            domains_.state(self.facts, self._domains, work.paper, work.domains, record.domains)
        self.guess_domains(work)
        if record.tags and not self.facts.is_users(work.claims, "tags"):
            self._tags.tie(self.facts, work, record.tags)
        if record.note:
            self._state_note(work, record.note)
        self._state_relations(work, record)
        self._state_status(work, record)
        self.judge_completeness(work)
        work.changed()
        return new_version

    # -- parts -----------------------------------------------------------------------------------------------

    def _state_identifiers(self, work: Work, record: PaperRecord, contested: Mapping[Identifier, Any]) -> None:
        """One that stays with another paper is kept as a claim."""
        for identifier in record.identifiers:
            scheme, value = identifier.scheme.value, identifier.value
            if identifier in contested:
                self.facts.claim(work.paper, work.claims, "identifier", f"{scheme}:{value}")
            elif work.identifier(identifier) is None:
                values = {"scheme": scheme, "value": value}
                row = self._ledger.new("identifier", paper_id=work.id, **values, origin_id=self.facts.origin_id)
                work.identifiers.append(row)

    def _state_scalars(self, work: Work, record: PaperRecord, *, prefer: bool) -> None:
        """`prefer`: the entry brings the first published form, whose title and type then stand on a tie."""
        facts, paper, claims = self.facts, work.paper, work.claims
        if record.title and facts.say(paper, claims, "title", record.title, prefer=prefer):
            self._ledger.set(paper, **title_keys(paper["title"]))
        facts.say(paper, claims, "abstract", record.abstract)
        if record.type and not (record.type is PaperType.PREPRINT and paper["type"]):
            # a preprint that was published is no contradiction, whoever says so
            if paper["type"] == PaperType.PREPRINT and not facts.claims_of(claims, "type", OriginKind.USER):
                self._ledger.set(paper, type=record.type.value)
            else:
                facts.say(paper, claims, "type", record.type.value, prefer=prefer)

    def state_authors(self, work: Work, record: PaperRecord, *, prefer: bool) -> None:
        """Authors are one statement: a list stands or falls as a whole."""
        if not record.authors or (not work.has_authors and self.facts.silenced(work.claims, "authors")):
            return
        if not work.has_authors:
            self._write_authors(work, record)
            if work.paper["origin_id"] != self.facts.origin_id:
                self.facts.claim(work.paper, work.claims, "authors", displayed(work.authors))
            return
        stands, said = displayed(work.authors), "; ".join(author.display for author in record.authors)
        if stands == said:
            if record.authors_complete and not work.paper["authors_complete"]:
                self._ledger.set(work.paper, authors_complete=True)
            return
        prefer = tells_more(len(record.authors), record.authors_complete, work, prefer=prefer)
        if self.facts.weigh(work.paper, work.claims, "authors", stands, said, prefer=prefer):
            for row in work.authors:
                self._ledger.drop(row)
            work.authors.clear()
            self._write_authors(work, record)

    def _write_authors(self, work: Work, record: PaperRecord) -> None:
        columns = _NAME
        people: list[tuple[Any, ...]] = [
            (work.id, position, author.family, family_key(author.family), author.given)
            for position, author in enumerate(record.authors, 1)
        ]
        if [author for author in record.authors if author.suffix or author.group or author.orcid]:
            columns += _MORE
            people = [(*row, a.suffix, a.group, a.orcid) for row, a in zip(people, record.authors, strict=True)]
        work.bind_authors(self._ledger.bind("author", columns, people))
        self._ledger.set(work.paper, authors_complete=record.authors_complete)

    def _state_keys(self, work: Work, record: PaperRecord) -> None:
        """Keys that a file uses keep resolving, unless they name another paper."""
        for key in (record.key, *record.key_aliases):
            if key and self.keys.owner(key) is None:
                work.aliases.append(self._ledger.new("key_alias", paper_id=work.id, alias=key))
                self.keys.take(key, work.id)

    def _state_models(self, work: Work, record: PaperRecord) -> None:
        introduced = [row for row in work.models if row["role"] == ModelRole.INTRODUCES]
        for said in record.models:
            if said.guessed and introduced:
                continue
            if not said.domains and record.domains and len(record.models) == 1:
                said = replace(said, domains=record.domains)
            model = self._state_model(said)
            if model is None:
                continue
            number = model.row["id"]
            work.model_names[number] = model.names
            held = next((row for row in introduced if row["model_id"] == number), None)
            if held is None:
                held = self._tie_model(work, number, guessed=said.guessed)
                introduced.append(held)
            if not said.guessed:
                self._ledger.set(held, guessed=False)
        self.forget_guesses(work)

    def _state_model(self, said: ModelRecord) -> Model | None:
        """What a file says of a model may stand on another line of it than the paper."""
        speaker, origin = self.facts.speaker, said.origin
        if (origin.kind, origin.name) != (OriginKind.IMPORT, speaker.name) or origin.line == speaker.line:
            return self._models.state(said)
        with self.facts.speaking_for(origin):
            return self._models.state(said)

    def _tie_model(self, work: Work, number: int, *, guessed: bool) -> Row:
        position = max((row["position"] for row in work.models), default=0) + 1
        values = {"paper_id": work.id, "model_id": number, "position": position, "guessed": guessed}
        row = self._ledger.new("paper_model", **values, role=ModelRole.INTRODUCES, origin_id=self.facts.origin_id)
        work.models.append(row)
        return row

    def forget_guesses(self, work: Work) -> None:
        """A model that was guessed goes when somebody says which one it is."""
        introduced = [row for row in work.models if row["role"] == ModelRole.INTRODUCES]
        guessed = [row for row in introduced if row["guessed"]]
        if not guessed or len(guessed) == len(introduced):
            return
        for row in guessed:
            work.models.remove(row)
            work.model_names.pop(row["model_id"], None)
            self._ledger.drop(row)
            self._models.forget_guess(row["model_id"])

    def guess_domains(self, work: Work) -> None:
        """Bring the domains that nobody states up to date with the paper's titles."""
        guess_domains(self.facts, self._domains, work)

    def _state_note(self, work: Work, body: str) -> None:
        if all(note["body"] != body for note in work.notes):
            values = {"paper_id": work.id, "body": body, "origin_id": self.facts.origin_id}
            work.notes.append(self._ledger.new("note", **values))

    def _state_relations(self, work: Work, record: PaperRecord) -> None:
        for said in record.relations:
            self.relate(work, said.kind, said.identifier.scheme.value, said.identifier.value, said.date)
            if said.kind == "retracted-by":
                self._ledger.set(work.paper, retracted=True)

    def relate(self, work: Work, kind: str, scheme: str, value: str, date: str | None = None) -> None:
        """One row a relation."""
        known = ((row["kind"], row["scheme"], row["value"]) for row in work.relations)
        if (kind, scheme, value) not in known:
            values = {"kind": kind, "scheme": scheme, "value": value, "date": date}
            row = self._ledger.new("relation", paper_id=work.id, **values, origin_id=self.facts.origin_id)
            work.relations.append(row)

    def _state_status(self, work: Work, record: PaperRecord) -> None:
        """The furthest status stands, unless a person set one; a paper of a plan gets the next place in it."""
        if record.planned is not None and work.paper["plan_position"] is None:
            self._ledger.set(work.paper, plan_position=self.next_position())
        if record.status is None or self.facts.is_users(work.claims, "status"):
            return
        if record.status.rank > Status(work.paper["status"]).rank:
            self._ledger.set(work.paper, status=record.status.value)

    def next_position(self) -> int:
        """The place behind the last one of the reading plan."""
        if self._last_position is None:
            ((last,),) = self._ledger.query("SELECT coalesce(max(plan_position), 0) FROM paper")
            self._last_position = int(last)
        self._last_position += 1
        return self._last_position

    def judge_completeness(self, work: Work) -> None:
        """A paper is complete with title and authors, or when a source has answered: some works have no author."""
        known = work.has_authors or self.facts.voice.kind == OriginKind.SOURCE
        if known and work.paper["title"] and not work.paper["complete"]:
            self._ledger.set(work.paper, complete=True)


def tells_more(number: int, whole: bool, work: Work, *, prefer: bool) -> bool:
    """Is a list of so many authors to stand in place of the one that stands? `prefer`: it is the published form's.

    A cut list never takes the place of one that names more. A whole list of fewer names than a cut one is the work of
    somebody who left the others out.
    """
    names = len(work.authors)
    if whole == bool(work.paper["authors_complete"]):
        return prefer and (whole or number >= names)
    return prefer or number >= names if whole else number > names


def displayed(authors: list[Row]) -> str:
    """Authors as one text: `Family, Given; Family, Given`."""
    return "; ".join(
        Author(row["family"], row["given"], row["suffix"], bool(row["is_group"])).display for row in authors
    )
