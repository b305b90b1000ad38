"""Datasets, write-ups and resources: found by name, title or page, filled by what entries say, tied to papers.

A paper that one of them names need not be in the library: its identifier is kept, and the tie is made when the paper
comes (`tie_waiting`). None of them makes a paper of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from lifesci_fm.identifiers import Identifier, normalise_url
from lifesci_fm.library.denials import allowed_links, denied
from lifesci_fm.library.facts import Facts
from lifesci_fm.library.ledger import Row
from lifesci_fm.library.links import tie_links
from lifesci_fm.library.models import Models
from lifesci_fm.library.quantities import count
from lifesci_fm.records import ArticleRecord, DatasetRecord, LinkRecord, ModelRecord, ResourceRecord
from lifesci_fm.store.derived import url_key
from lifesci_fm.text import fold, name_key, squeeze
from lifesci_fm.vocabulary import ModelRole, OriginKind

#: Words of a dataset's name that do not tell it from another at the same address.
_GENERIC = re.compile(r"the|data|dataset|datasets|database|db|corpus|census|collection|portal|repository|resource")
_SCALARS = ("modality", "scale", "task", "address", "paper_url", "paper_title")


class Others:
    """Writes the nouns beside papers and models, in the name of the facts' speaker. True: a new object was made."""

    def __init__(self, facts: Facts, models: Models) -> None:
        self._facts = facts
        self._ledger = facts.ledger
        self._models = models
        self._former: dict[str, dict[tuple[str, str], int]] = {}

    # -- datasets --------------------------------------------------------------------------------------------

    def dataset(self, said: DatasetRecord) -> bool:
        """What a row of a dataset table says."""
        facts, ledger = self._facts, self._ledger
        name, page = squeeze(said.name), url_key(said.url)
        row = self._find_dataset(name, page)
        made = row is None
        if row is None:
            row = ledger.new("dataset", name=name, name_key=name_key(name), origin_id=facts.origin_id)
        aliases = ledger.load("dataset_alias", "dataset_id", [row["id"]])
        claims = ledger.load("claim", "dataset_id", [row["id"]])
        away = denied(facts, claims, "alias")
        for spelling in (name, *map(squeeze, said.aliases)):
            if spelling not in away:
                self._spell(row, aliases, spelling)
        for field in _SCALARS:
            facts.say(row, claims, field, getattr(said, field))
        if said.scale and row["scale"] == said.scale:
            ledger.set(row, scale_count=count(said.scale))
        if said.url and row["url_key"] != page and facts.say(row, claims, "url", said.url):
            ledger.set(row, url_key=page)
        self._state_paper(row, claims, said.paper_identifier)
        held = ledger.load("dataset_model", "dataset_id", [row["id"]])
        away = denied(facts, claims, "model")
        for model, role in said.models:
            number = self._model(model) if name_key(model) not in away else None
            if number:
                self._tie_model(row, held, number, role)
        return made

    def _tie_model(self, row: Row, held: list[Row], number: int, role: ModelRole) -> None:
        """Say how a model relates to a dataset. That it uses it says less than any other role, whichever came first."""
        ties = {tie["role"]: tie for tie in held if tie["model_id"] == number}
        if role in ties or (ties and role is ModelRole.USES):
            return
        bare, origin = ties.get(ModelRole.USES), self._facts.origin_id
        if bare and self._facts.origins.voice(bare["origin_id"]).kind != OriginKind.USER:
            self._ledger.set(bare, role=role.value, origin_id=origin)
            return
        values = {"dataset_id": row["id"], "model_id": number, "role": role.value}
        held.append(self._ledger.new("dataset_model", **values, origin_id=origin))

    def _find_dataset(self, name: str, page: str | None) -> Row | None:
        """By name or alias; else one at the same address whose name says the same (CELLxGENE, CellxGene Corpus)."""
        ledger, key = self._ledger, name_key(name)
        sql = (
            "SELECT id FROM dataset WHERE name_key = ?1 UNION SELECT dataset_id FROM dataset_alias WHERE alias_key = ?1"
        )
        found = [number for (number,) in ledger.query(sql, key)]
        if not found and page:
            at = ledger.query("SELECT id, name FROM dataset WHERE url_key = ? ORDER BY id", page)
            found = [number for number, other in at if _bare_name(other) == _bare_name(name)]
        return next(iter(ledger.load("dataset", "id", found[:1])), None)

    def _spell(self, row: Row, aliases: list[Row], spelling: str) -> None:
        key = name_key(spelling)
        if key and key != row["name_key"] and all(alias["alias_key"] != key for alias in aliases):
            taken = "SELECT 1 FROM dataset WHERE name_key = ?1 UNION SELECT 1 FROM dataset_alias WHERE alias_key = ?1"
            if not self._ledger.query(taken, key):
                values = {"dataset_id": row["id"], "alias": spelling, "alias_key": key}
                aliases.append(self._ledger.new("dataset_alias", **values))

    def _state_paper(self, row: Row, claims: list[Row], identifier: Identifier | None) -> None:
        if identifier is None:
            return
        scheme, value = identifier.scheme.value, identifier.value
        if row["paper_value"] is None and not self._facts.is_users(claims, "paper_identifier"):
            self._ledger.set(row, paper_scheme=scheme, paper_value=value, paper_id=self._paper(identifier))
        elif (row["paper_scheme"], row["paper_value"]) != (scheme, value):
            self._facts.claim(row, claims, "paper_identifier", f"{scheme}:{value}")

    # -- write-ups -------------------------------------------------------------------------------------------

    def article(self, said: ArticleRecord) -> bool:
        """What a line of a list of write-ups, or a note's front matter, says."""
        facts, ledger = self._facts, self._ledger
        title = squeeze(said.title)
        found = ledger.query("SELECT id FROM article WHERE title_key = ?", fold(title))
        found = found or self._renamed("article", title)
        made = not found
        if made:
            row = ledger.new("article", title=title, title_key=fold(title), origin_id=facts.origin_id)
        else:
            (row,) = ledger.load("article", "id", [found[0][0]])
        claims = ledger.load("claim", "article_id", [row["id"]])
        for field in ("number", "date", "author"):
            facts.say(row, claims, field, getattr(said, field))
        links = (*said.links, *(LinkRecord("paper", identifier.url) for identifier in said.papers))
        tie_links(facts, row, ledger.load("link", "article_id", [row["id"]]), allowed_links(facts, claims, links))
        self._tie(row, claims, "paper", map(self._paper, said.papers))
        self._tie(row, claims, "model", map(self._model, said.models))
        return made

    # -- resources -------------------------------------------------------------------------------------------

    def resource(self, said: ResourceRecord) -> bool:
        """What an entry of a list of courses, videos, tools, communities or labs says."""
        facts, ledger = self._facts, self._ledger
        title, page = squeeze(said.title), url_key(said.url) or ""
        sql = "SELECT id FROM resource WHERE title_key = ? AND url_key = ?"
        found = ledger.query(sql, fold(title), page) or self._renamed("resource", title, page)
        made = not found
        if made:
            values = {"kind": said.kind, "title": title, "title_key": fold(title), "url": said.url, "url_key": page}
            topic = json.dumps(said.topic, ensure_ascii=False)
            row = ledger.new("resource", **values, topic=topic, origin_id=facts.origin_id)
        else:
            (row,) = ledger.load("resource", "id", [found[0][0]])
        claims = ledger.load("claim", "resource_id", [row["id"]])
        facts.say(row, claims, "remark", said.remark)
        links = (*said.links, *(LinkRecord("paper", identifier.url) for identifier in said.papers))
        tie_links(facts, row, ledger.load("link", "resource_id", [row["id"]]), allowed_links(facts, claims, links))
        self._tie(row, claims, "paper", map(self._paper, said.papers))
        return made

    def _renamed(self, noun: str, title: str, page: str = "") -> list[tuple[int]]:
        """The write-up or resource that had this title (and was at this page) before the user corrected it."""
        if noun not in self._former:
            self._former[noun] = self._look_up_former(noun)
        found = self._former[noun].get((fold(title), page))
        return [(found,)] if found else []

    def _look_up_former(self, noun: str) -> dict[tuple[str, str], int]:
        """Titles and pages that were corrected: few, and asked for once a command."""
        sql = f"SELECT {noun}_id, field, value FROM claim WHERE {noun}_id IS NOT NULL AND field IN ('title', 'url')"  # noqa: S608 - our names
        claimed: dict[int, dict[str, set[str]]] = {}
        for number, field, value in self._ledger.query(sql):
            said = claimed.setdefault(number, {"title": set(), "url": set()})
            said[field].add(fold(value) if field == "title" else url_key(value) or "")
        return {
            (title, page): row["id"]
            for row in self._ledger.load(noun, "id", claimed)
            for title in {row["title_key"], *claimed[row["id"]]["title"]}
            for page in {row.get("url_key") or "", *claimed[row["id"]]["url"]}
        }

    # -- ties ------------------------------------------------------------------------------------------------

    def _paper(self, identifier: Identifier) -> int | None:
        """The paper that has an identifier, if the library has it."""
        sql = "SELECT paper_id FROM identifier WHERE scheme = ? AND value = ?"
        found = self._ledger.query(sql, identifier.scheme.value, identifier.value)
        return int(found[0][0]) if found else None

    def _model(self, name: str) -> int | None:
        """The model of this name; one that nobody has described yet is made, as a guess."""
        model = self._models.find(name) or self._models.state(ModelRecord(name=name, guessed=True))
        return int(model.row["id"]) if model else None

    def _tie(self, owner: Row, claims: list[Row], noun: str, numbers: Iterable[int | None]) -> None:
        """Tie a write-up or a resource to papers or models, but for those that the user took from it."""
        table, column, column_of_owner = f"{owner.table}_{noun}", f"{noun}_id", f"{owner.table}_id"
        held = {tie[column] for tie in self._ledger.load(table, column_of_owner, [owner["id"]])}
        if away := denied(self._facts, claims, noun):
            called = "key" if noun == "paper" else "name_key"
            sql = f"SELECT id FROM {noun} WHERE {called} IN (SELECT value FROM json_each(?))"  # noqa: S608 - our names
            held |= {number for (number,) in self._ledger.query_json(sql, away)}
        for number in numbers:
            if number is not None and number not in held:
                held.add(number)
                values = {column_of_owner: owner["id"], column: number}
                self._ledger.new(table, **values, origin_id=self._facts.origin_id)

    def tie_waiting(self, identifiers: Iterable[tuple[Identifier, int]]) -> None:
        """Tie to newly known identifiers (with their papers) what has been waiting for them."""
        ledger = self._ledger
        if not ledger.query(_ANYTHING_WAITING):
            return
        listed = list(identifiers)
        papers = {(identifier.scheme.value, identifier.value): number for identifier, number in listed}
        sql = "SELECT d.id FROM json_each(?) j JOIN dataset d ON d.paper_scheme = j.value->>0 AND"
        sql += " d.paper_value = j.value->>1 WHERE d.paper_id IS NULL"
        waiting = [number for (number,) in ledger.query_json(sql, papers)]
        for row in ledger.load("dataset", "id", waiting):
            ledger.set(row, paper_id=papers[row["paper_scheme"], row["paper_value"]])
        pages = {normalise_url(identifier.url): number for identifier, number in listed}
        sql = "SELECT k.id FROM json_each(?) j JOIN link k ON k.url_key = j.value WHERE k.kind = 'paper' AND"
        sql += " (k.article_id IS NOT NULL OR k.resource_id IS NOT NULL)"
        about: dict[tuple[str, int], list[int]] = {}
        for link in ledger.load("link", "id", [number for (number,) in ledger.query_json(sql, pages)]):
            noun = "article" if link["article_id"] is not None else "resource"
            about.setdefault((noun, link[f"{noun}_id"]), []).append(pages[link["url_key"]])
        for (noun, number), papers_named in about.items():
            (owner,) = ledger.load(noun, "id", [number])
            claims = ledger.load("claim", f"{noun}_id", [number])
            self._tie(owner, claims, "paper", papers_named)
        ledger.flush()  # whoever ties next asks the library what is tied


#: Few things name a paper that the library does not have; an import of papers alone need not look closer.
_ANYTHING_WAITING = """
    SELECT 1 FROM dataset WHERE paper_id IS NULL AND paper_value IS NOT NULL
    UNION ALL SELECT 1 FROM link WHERE article_id IS NOT NULL AND kind = 'paper'
    UNION ALL SELECT 1 FROM link WHERE resource_id IS NOT NULL AND kind = 'paper'
    LIMIT 1
"""


def _bare_name(name: str) -> str:
    """A dataset's name without the words that any dataset's name may have."""
    words = fold(name).split()
    return " ".join(word for word in words if not _GENERIC.fullmatch(word)) or " ".join(words)
