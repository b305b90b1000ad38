"""A paper with everything that belongs to it, in memory while entries are matched with it and merged into it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from itertools import chain

from lifesci_fm.identifiers import Identifier, Scheme
from lifesci_fm.library.ledger import Ledger, Row, Sheaf
from lifesci_fm.same_work import NOT_SAME, ONE_WORK_RELATIONS, Profile
from lifesci_fm.same_work.profile import (
    PAGE_LINKS,
    REPOSITORY_LINKS,
    make_imprint,
    named_models,
    owners,
    repositories,
    years,
)
from lifesci_fm.same_work.titles import bare_titles, beginnings
from lifesci_fm.text import family_key, name_key
from lifesci_fm.vocabulary import PaperType, VersionKind

#: The parts of a paper that are loaded with it: table → attribute.
PARTS = {
    "identifier": "identifiers",
    "version": "versions",
    "author": "authors",
    "link": "links",
    "paper_model": "models",
    "paper_domain": "domains",
    "paper_tag": "tags",
    "note": "notes",
    "relation": "relations",
    "key_alias": "aliases",
}


class Work:
    """One paper's rows; `id` is the paper's. `model_names` gives all names of the models in `models`, by model id."""

    __slots__ = (
        "_authors", "_profile", "_sheaf", "aliases", "claims", "domains", "id", "identifiers", "links", "model_names",
        "models", "notes", "paper", "relations", "tags", "version_claims", "versions",
    )  # fmt: skip

    def __init__(self, paper: Row) -> None:
        self.id: int = paper["id"]
        self.paper = paper
        self.identifiers: list[Row] = []
        self.versions: list[Row] = []
        self._authors: list[Row] = []
        self._sheaf: Sheaf | None = None
        self.links: list[Row] = []
        self.models: list[Row] = []
        self.domains: list[Row] = []
        self.tags: list[Row] = []
        self.notes: list[Row] = []
        self.relations: list[Row] = []
        self.aliases: list[Row] = []
        self.claims: list[Row] = []
        self.version_claims: dict[int, list[Row]] = {}
        self.model_names: dict[int, tuple[str, ...]] = {}
        self._profile: Profile | None = None

    @property
    def key(self) -> str:
        """The citation key."""
        return str(self.paper["key"])

    @property
    def authors(self) -> list[Row]:
        """The rows of its authors in citation order."""
        if self._sheaf is not None:
            self._authors, self._sheaf = self._sheaf.rows(), None
        return self._authors

    @authors.setter
    def authors(self, rows: list[Row]) -> None:
        self._authors, self._sheaf = rows, None

    def bind_authors(self, sheaf: Sheaf) -> None:
        """Authors of a paper that has none, nobody having asked for their rows yet."""
        self._sheaf = sheaf

    @property
    def has_authors(self) -> bool:
        """Is an author known?"""
        return self._sheaf is not None or bool(self._authors)

    @property
    def first_author_key(self) -> str | None:
        """The first author's family name as compared."""
        return next(iter(self._family_keys()), None)

    def _family_keys(self) -> Iterable[str]:
        return self._sheaf.column("family_key") if self._sheaf else [row["family_key"] for row in self._authors]

    @property
    def titles(self) -> list[str]:
        """Its title, and those that were claimed, as compared; the one that stands first."""
        keys = dict.fromkeys((self.paper["title_key"], *(claim["value_key"] for claim in self.claims)))
        return [key for key in keys if key]

    @property
    def beginnings(self) -> list[str]:
        """How the title that stands begins, and how it goes on behind a name."""
        return beginnings(self.paper)

    @property
    def bare_titles(self) -> list[str]:
        """The title that stands, and what it says behind a name, without articles."""
        return bare_titles(self.paper)

    @property
    def anonymous(self) -> bool:
        """Is nobody known to have written it?"""
        return not self.has_authors

    @property
    def starts(self) -> list[tuple[str, str]]:
        """How it begins, with the first author: where near titles are looked for."""
        family = self.first_author_key
        return [(family, start) for start in self.beginnings] if family else []

    @property
    def introduced(self) -> list[str]:
        """All names of the models that it introduces."""
        numbers = [model["model_id"] for model in self.models if model["role"] == "introduces"]
        return [name for number in numbers for name in self.model_names.get(number, ())]

    def identifier(self, identifier: Identifier) -> Row | None:
        """The row of an identifier, if the paper has it."""
        for row in self.identifiers:
            if row["value"] == identifier.value and row["scheme"] == identifier.scheme:
                return row
        return None

    def knows(self, origin_id: int | None) -> bool:
        """Does something that it has come from this origin?"""
        if origin_id is None:
            return False
        parts = [getattr(self, name) for name in PARTS.values() if name not in ("authors", "aliases")]
        rows = chain([self.paper], self.claims, *parts, *self.version_claims.values())
        return any(row["origin_id"] == origin_id for row in rows)

    def claimed_identifiers(self) -> frozenset[Identifier]:
        """Identifiers that somebody gave it, but that stay with another paper."""
        stated = (claim["value"].partition(":") for claim in self.claims if claim["field"] == "identifier")
        return frozenset(Identifier(Scheme(scheme), value) for scheme, _, value in stated)

    def remarks(self, kind: str, other: Work) -> bool:
        """Does it name another paper in a relation of this kind, by any of its keys?"""
        keys = other.profile.held
        return any(row["kind"] == kind and row["value"].lower() in keys for row in self.relations)

    def published(self) -> bool:
        """Does it have a published version?"""
        return any(version["kind"] == VersionKind.PUBLISHED for version in self.versions)

    def version_rows(self, version: Row) -> list[Row]:
        """The claims of one of its versions."""
        return self.version_claims.setdefault(version["id"], [])

    def changed(self) -> None:
        """Forget what was derived from the rows."""
        self._profile = None

    @property
    def profile(self) -> Profile:
        """What the identity of this paper is judged by."""
        if self._profile is None:
            self._profile = self._make_profile()
        return self._profile

    def _make_profile(self) -> Profile:
        title = self.paper["title"]
        names = self.introduced
        keys = frozenset({self.key.lower(), *(alias["alias"].lower() for alias in self.aliases)})
        pages = {v["url_key"] for v in self.versions} | {k["url_key"] for k in self.links if k["kind"] in PAGE_LINKS}
        code = [link["url"] for link in self.links if link["kind"] in REPOSITORY_LINKS]
        return Profile(
            identifiers=frozenset(
                [_identifier(row) for row in self.identifiers]
                + [Identifier(Scheme.URL, page) for page in pages if page]
            ),
            titles=frozenset(self.titles),
            authors=self._author_lists(),
            years=years(self._dates()),
            models=frozenset(map(name_key, names)),
            named=named_models(names, title),
            repositories=repositories(code),
            owners=owners(code),
            related=frozenset(
                Identifier(Scheme(row["scheme"]), row["value"])
                for row in self.relations
                if row["kind"] in ONE_WORK_RELATIONS
            ),
            imprints=frozenset(
                make_imprint(version["volume"], version["pages"], _edition(version))
                for version in self.versions
                if version["kind"] == VersionKind.PUBLISHED
            ),
            keys=keys,
            held=keys,
            apart=frozenset(row["value"].lower() for row in self.relations if row["kind"] == NOT_SAME),
            type=PaperType(self.paper["type"]) if self.paper["type"] else None,
        )

    def _dates(self) -> Iterable[str | None]:
        """Those of its versions, those that lost included."""
        yield from (version["date"] for version in self.versions)
        for claims in self.version_claims.values():
            yield from (claim["value"] for claim in claims if claim["field"] == "date")

    def _author_lists(self) -> frozenset[tuple[str, ...]]:
        """The list that stands, and those that were claimed: `Family, Given; Family, Given`."""
        lists = {tuple(self._family_keys())} - {()}
        for claim in self.claims:
            if claim["field"] == "authors":
                lists.add(tuple(family_key(name.partition(",")[0]) for name in claim["value"].split("; ")))
        return frozenset(lists)


def _identifier(row: Row) -> Identifier:
    return Identifier(Scheme(row["scheme"]), row["value"])


def _edition(version: Row) -> str | None:
    extra = version["extra"]
    return str(json.loads(extra).get("edition") or "") if '"edition"' in extra else None


def load_works(ledger: Ledger, numbers: Iterable[int]) -> list[Work]:
    """Stored papers with all their parts, in the order of their ids: one question a table."""
    wanted = list(numbers)
    works = {row["id"]: Work(row) for row in ledger.load("paper", "id", wanted)}
    for table, attribute in PARTS.items():
        for row in ledger.load(table, "paper_id", wanted):
            getattr(works[row["paper_id"]], attribute).append(row)
    for row in ledger.load("claim", "paper_id", wanted):
        works[row["paper_id"]].claims.append(row)
    _load_version_claims(ledger, works.values())
    _load_model_names(ledger, works.values())
    for work in works.values():
        work.authors.sort(key=lambda author: int(author["position"]))
        work.models.sort(key=lambda model: int(model["position"]))
    return list(works.values())


def _load_version_claims(ledger: Ledger, works: Iterable[Work]) -> None:
    owners = {version["id"]: work for work in works for version in work.versions}
    for row in ledger.load("claim", "version_id", owners):
        owners[row["version_id"]].version_claims.setdefault(row["version_id"], []).append(row)


def _load_model_names(ledger: Ledger, works: Iterable[Work]) -> None:
    works = list(works)
    names: dict[int, list[str]] = defaultdict(list)
    numbers = {model["model_id"] for work in works for model in work.models}
    sql = "SELECT id, name FROM model WHERE id IN (SELECT value FROM json_each(?1)) UNION ALL SELECT model_id, alias"
    sql += " FROM model_alias WHERE model_id IN (SELECT value FROM json_each(?1))"
    for number, name in ledger.query_json(sql, numbers):
        names[number].append(name)
    for work in works:
        work.model_names = {model["model_id"]: tuple(names[model["model_id"]]) for model in work.models}


def origin_ids(works: Iterable[Work]) -> set[int]:
    """Every origin behind the facts of these papers."""
    found: set[int] = set()
    for work in works:
        found.add(work.paper["origin_id"])
        for rows in (work.identifiers, work.versions, work.claims, *work.version_claims.values()):
            found.update(row["origin_id"] for row in rows)
    return found
