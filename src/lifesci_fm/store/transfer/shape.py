"""How tables become objects: which rows nest in which, what a field is called, what it is when absent.

The columns themselves are read from the database, so that a column added by a migration is dumped and loaded without
a line here; only what is not a plain column is declared. A test holds that every table has its place.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lifesci_fm.store.derived import DERIVED
from lifesci_fm.store.rows import DEFAULTS
from lifesci_fm.vocabulary import ModelRole, PaperType, Status, VersionKind


class Kind(StrEnum):
    """What a field holds in JSON, and so how it is turned into columns."""

    TEXT = "text"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    JSON = "json"  # text of JSON in the column
    NAME = "name"  # the name of another noun; its row id in the column
    IDENTIFIER = "identifier"  # `scheme:value`; two columns
    IDENTIFIER_ROW = "identifier row"  # `scheme:value`; the id of the paper's identifier row in the column


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an object: `sql` reads it from the row `c`, `columns` are filled from it."""

    name: str
    kind: Kind
    sql: str
    columns: tuple[str, ...]
    default: Any = None
    required: bool = False
    refers: str = ""  # NAME: the table of the noun
    words: type[StrEnum] | None = None  # TEXT: the only values there are
    date: bool = False  # TEXT: a partial date


@dataclass(frozen=True, slots=True)
class Child:
    """Rows of `table` that stand in a list, the field `name` of their owner's object.

    `short` is the field that may stand alone for an object which has no other (`"scGPT"` for `{"model": "scGPT"}`).
    """

    name: str
    table: str
    owner: str
    order: str
    short: str = ""
    where: str = ""
    children: tuple[Child, ...] = ()


@dataclass(frozen=True, slots=True)
class Noun:
    """One object a line; its table is called as it is, `column` holds its name."""

    name: str
    column: str
    order: str
    children: tuple[Child, ...] = ()


def _claims(owner: str) -> Child:
    return Child("claims", "claim", owner, "c.field, c.id")


#: An identifier that a version names need not be listed, unless somebody else than the version's origin states it.
_UNNAMED = """
    (NOT EXISTS (SELECT 1 FROM version v WHERE v.identifier_id = c.id)
     OR EXISTS (SELECT 1 FROM version v WHERE v.identifier_id = c.id AND v.origin_id <> c.origin_id))
"""

#: The nouns in the order of a dump: what a line names stands above it. Domains keep the order they have in the library.
NOUNS: tuple[Noun, ...] = (
    Noun("domain", "name", "c.id", (Child("aliases", "domain_alias", "domain_id", "c.alias", "alias"),)),
    Noun("tag", "name", "c.name"),
    Noun(
        "model",
        "name",
        "c.name",
        (
            Child("aliases", "model_alias", "model_id", "c.alias, c.id", "alias"),
            Child("domains", "model_domain", "model_id", "c.position, c.id", "domain"),
            Child("relations", "model_relation", "model_id", "c.kind, c.other"),
            Child("links", "link", "model_id", "c.id"),
            _claims("model_id"),
        ),
    ),
    Noun(
        "paper",
        "key",
        "c.key",
        (
            Child("key_aliases", "key_alias", "paper_id", "c.alias", "alias"),
            Child("authors", "author", "paper_id", "c.position", "family"),
            Child("identifiers", "identifier", "paper_id", "c.scheme, c.value", "id", _UNNAMED),
            Child(
                "versions",
                "version",
                "paper_id",
                "c.kind <> 'preprint', c.date, c.number, c.id",
                children=(_claims("version_id"),),
            ),
            Child("relations", "relation", "paper_id", "c.kind, c.scheme, c.value"),
            Child("models", "paper_model", "paper_id", "c.position, c.id", "model"),
            Child("domains", "paper_domain", "paper_id", "c.position, c.id", "domain"),
            Child("tags", "paper_tag", "paper_id", "tag", "tag"),
            Child("links", "link", "paper_id", "c.id"),
            Child("notes", "note", "paper_id", "c.id", "body"),
            Child("reading", "reading_event", "paper_id", "c.id"),
            _claims("paper_id"),
        ),
    ),
    Noun(
        "dataset",
        "name",
        "c.name",
        (
            Child("aliases", "dataset_alias", "dataset_id", "c.alias", "alias"),
            Child("models", "dataset_model", "dataset_id", "c.id", "model"),
            Child("links", "link", "dataset_id", "c.id"),
            _claims("dataset_id"),
        ),
    ),
    Noun(
        "article",
        "title",
        "c.number, c.title",
        (
            Child("papers", "article_paper", "article_id", "c.id", "paper"),
            Child("models", "article_model", "article_id", "c.id", "model"),
            Child("links", "link", "article_id", "c.id"),
            _claims("article_id"),
        ),
    ),
    Noun(
        "resource",
        "title",
        "c.title, c.url_key",
        (
            Child("papers", "resource_paper", "resource_id", "c.id", "paper"),
            Child("links", "link", "resource_id", "c.id"),
            _claims("resource_id"),
        ),
    ),
    Noun("saved_query", "name", "c.name"),
)

#: Tables that are no part of a dump: origins stand inside the rows that have them, the rest is history.
LEFT_OUT_TABLES = frozenset({"origin", "command", "change", "alembic_version"})

#: Columns that are no part of a dump: times of import, and what `settle` recomputes.
_LEFT_OUT = {
    "paper": {
        "title_key", "prefix_key", "behind_key", "date", "year", "venue", "doi", "arxiv", "url", "first_author_key",
        "added", "updated",
    },
}  # fmt: skip

#: Column → (field, noun, the noun's name column): a row id that becomes a name.
_NAMES = {
    ("paper_model", "model_id"): ("model", "model", "name"),
    ("paper_domain", "domain_id"): ("domain", "domain", "name"),
    ("paper_tag", "tag_id"): ("tag", "tag", "name"),
    ("model_domain", "domain_id"): ("domain", "domain", "name"),
    ("dataset", "paper_id"): ("described_by", "paper", "key"),
    ("dataset_model", "model_id"): ("model", "model", "name"),
    ("article_paper", "paper_id"): ("paper", "paper", "key"),
    ("article_model", "model_id"): ("model", "model", "name"),
    ("resource_paper", "paper_id"): ("paper", "paper", "key"),
}

#: (table, scheme column) → (field, value column): two columns that become `scheme:value`.
_IDENTIFIERS = {
    ("identifier", "scheme"): ("id", "value"),
    ("relation", "scheme"): ("to", "value"),
    ("dataset", "paper_scheme"): ("paper_identifier", "paper_value"),
}

_JSON: dict[tuple[str, str], Any] = {("version", "extra"): {}, ("resource", "topic"): []}

_WORDS: dict[tuple[str, str], type[StrEnum]] = {
    ("paper", "status"): Status,
    ("paper", "type"): PaperType,
    ("version", "kind"): VersionKind,
    ("reading_event", "status"): Status,
    ("paper_model", "role"): ModelRole,
    ("dataset_model", "role"): ModelRole,
}

_DATES = {"date", "released"}


def fields(connection: sqlite3.Connection, table: str, owner: str = "") -> tuple[Field, ...]:
    """The fields of a table's objects in the order of its columns, for the columns it has in this database.

    `owner` is the column of the object they nest in. Ids, positions and origins are not fields: the first two are
    the order of the list, the last are written in a form of their own.
    """
    skipped = {"id", "position", "origin_id", owner, *_LEFT_OUT.get(table, ()), *DERIVED.get(table, ())}
    if table in ("link", "claim"):
        skipped |= {f"{noun.name}_id" for noun in NOUNS} | {"version_id"}
    skipped |= {value for (of, _), (_, value) in _IDENTIFIERS.items() if of == table}
    return tuple(
        _field(table, name, kind, not_null=bool(not_null))
        for _, name, kind, not_null, _, _ in connection.execute(f'PRAGMA table_info("{table}")')
        if name not in skipped
    )


def _field(table: str, column: str, declared: str, *, not_null: bool) -> Field:
    at = (table, column)
    if at in _NAMES:
        name, noun, called = _NAMES[at]
        sql = f"(SELECT {called} FROM {noun} WHERE id = c.{column})"  # noqa: S608 - the words above
        return Field(name, Kind.NAME, sql, (column,), required=not_null, refers=noun)
    if at in _IDENTIFIERS:
        name, value = _IDENTIFIERS[at]
        sql = f"c.{column} || ':' || c.{value}"
        return Field(name, Kind.IDENTIFIER, sql, (column, value), required=not_null)
    if at == ("version", "identifier_id"):
        sql = "(SELECT scheme || ':' || value FROM identifier WHERE id = c.identifier_id)"
        return Field("id", Kind.IDENTIFIER_ROW, sql, (column,))
    if at in _JSON:
        return Field(column, Kind.JSON, f"c.{column}", (column,), default=_JSON[at])
    kinds = {"BOOLEAN": Kind.BOOLEAN, "INTEGER": Kind.INTEGER}
    return Field(
        column,
        kinds.get(declared, Kind.TEXT),
        f'c."{column}"',
        (column,),
        default=DEFAULTS.get(at),
        required=not_null and at not in DEFAULTS,
        words=_WORDS.get(at),
        date=column in _DATES,
    )


# -- short forms -------------------------------------------------------------------------------------------------


def shorten(child: Child, item: dict[str, Any]) -> Any:
    """The short form of a child's object, or the object when it says more than the short form can."""
    if child.table == "author":
        text = ", ".join(part for part in (item["family"], item.get("given")) if part)
        return text if _author(text) == item else item
    return item[child.short] if child.short and item.keys() == {child.short} else item


def lengthen(child: Child, item: Any) -> Any:
    """The object that a short form stands for; anything else as it is."""
    if not child.short or not isinstance(item, str):
        return item
    return _author(item) if child.table == "author" else {child.short: item}


def _author(text: str) -> dict[str, Any]:
    family, comma, given = text.partition(", ")
    return {"family": family, "given": given} if comma else {"family": family}


def origin_text(kind: str, name: str, line: int, sections: list[str]) -> str | list[str]:
    """`import:1-plan.md:13`, `source:crossref`, `user`; with headings above the line, a list that they follow."""
    text = kind
    if name or line:
        text += f":{name}"
    if line or _ends_in_line(name):
        text += f":{line}"
    return [text, *sections] if sections else text


def read_origin(text: str) -> tuple[str, str, int]:
    """Kind, name and line of an origin's text."""
    kind, _, name = text.partition(":")
    if _ends_in_line(name):
        name, _, line = name.rpartition(":")
        return kind, name, int(line)
    return kind, name, 0


def _ends_in_line(name: str) -> bool:
    _, colon, line = name.rpartition(":")
    return bool(colon) and line.isascii() and line.isdecimal()
