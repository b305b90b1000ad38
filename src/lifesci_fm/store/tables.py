"""The tables of a library, one class a table, as the newest migration leaves them.

A test holds this module and `migrations/` equal. Reading goes through the views that the migrations create
(plural names: table `paper`, view `papers`), so nothing on the read side imports this module.

Every table has an integer `id`, because the change log names rows by (table, id). Text columns whose name
ends in `_key` hold a folded form made by `lifesci_fm.text` and are what is compared. Dates are partial dates;
`added`, `updated` and `at` are UTC, `2026-11-20T10:00:00Z`.

Origins: a row's `origin_id` says who stated it. A scalar column that somebody else stated, or stated
differently, has a row in `claim` for each such statement; the value that stands is in the column itself.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, Column, Index, String, UniqueConstraint, text
from sqlmodel import Field, SQLModel


def _nocase(*, unique: bool = False) -> Any:
    return Field(sa_column=Column(String(collation="NOCASE"), nullable=False, unique=unique))


def _owner(table: str, *, index: bool = True) -> Any:
    """A required foreign key whose row goes when its owner goes."""
    return Field(foreign_key=f"{table}.id", ondelete="CASCADE", index=index)


def _maybe(table: str, *, index: bool = True) -> Any:
    """An optional owner: exactly one of several such columns is set, by a CHECK on the table."""
    return Field(default=None, foreign_key=f"{table}.id", ondelete="CASCADE", index=index)


def _origin() -> Any:
    return Field(foreign_key="origin.id")


def _exactly_one(*columns: str) -> CheckConstraint:
    terms = " + ".join(f"({column} IS NOT NULL)" for column in columns)
    return CheckConstraint(f"{terms} = 1", name="exactly_one_owner")


class Origin(SQLModel, table=True):
    """Who stated something: the user, a line of an imported file, a source, or a guess.

    `name` is a file name without folder or a source's name; `section` is a JSON array of headings.
    """

    __table_args__ = (UniqueConstraint("kind", "name", "line", "section"),)
    id: int | None = Field(default=None, primary_key=True)
    kind: str
    name: str = ""
    line: int = 0  # 0: no line
    section: str = "[]"


class Domain(SQLModel, table=True):
    """A field of study (DNA, scRNA, ...) with its Chinese label."""

    id: int | None = Field(default=None, primary_key=True)
    name: str
    name_key: str = Field(unique=True)
    label_zh: str = ""


class DomainAlias(SQLModel, table=True):
    """Another spelling of a domain; never equal to a domain's own name."""

    __tablename__ = "domain_alias"
    id: int | None = Field(default=None, primary_key=True)
    domain_id: int = _owner("domain")
    alias: str
    alias_key: str = Field(unique=True)


class Paper(SQLModel, table=True):
    """One work.

    `date`, `year`, `venue`, `doi`, `arxiv`, `url` repeat the preferred version (published, else the newest
    preprint) and `first_author_key` the first author, so that a filtered list of a million papers reads one
    index; the library recomputes them whenever versions or authors change, nobody else writes them.
    """

    __table_args__ = (
        Index("ix_paper_status_year", "status", "year"),
        Index("ix_paper_plan", "plan_position"),
        Index("ix_paper_incomplete", "complete", sqlite_where=text("complete = 0")),  # few, and asked for by name
        Index("ix_paper_rating", "rating", sqlite_where=text("rating IS NOT NULL")),
        Index("ix_paper_priority", "priority", sqlite_where=text("priority IS NOT NULL")),
        # also finds titles that begin alike by one first author: nearly the same work
        Index("ix_paper_author_title", "first_author_key", "title_key"),
        {"sqlite_autoincrement": True},  # `#ID` must never name another paper later
    )
    id: int | None = Field(default=None, primary_key=True)
    key: str = _nocase(unique=True)
    title: str | None = None
    title_key: str | None = Field(default=None, index=True)
    type: str | None = Field(default=None, index=True)
    abstract: str | None = None
    status: str = "unplanned"
    plan_position: int | None = None
    authors_complete: bool = True
    complete: bool = True
    retracted: bool = False
    date: str | None = Field(default=None, index=True)
    year: int | None = Field(default=None, index=True)
    venue: str | None = Field(default=None, index=True)
    doi: str | None = None
    arxiv: str | None = None
    url: str | None = None
    first_author_key: str | None = None
    rating: int | None = None
    priority: int | None = None
    added: str = Field(index=True)
    updated: str = Field(index=True)
    origin_id: int = _origin()


class KeyAlias(SQLModel, table=True):
    """A former or foreign citation key that still resolves to its paper."""

    __tablename__ = "key_alias"
    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = _owner("paper")
    alias: str = _nocase(unique=True)


class Identifier(SQLModel, table=True):
    """(scheme, value), normalised by `lifesci_fm.identifiers`; unique in the library."""

    __table_args__ = (UniqueConstraint("scheme", "value"),)
    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = _owner("paper")
    scheme: str
    value: str
    origin_id: int = _origin()


class Version(SQLModel, table=True):
    """One manifestation of a paper. Two numbers of one preprint (v1, v3) are two rows with one identifier.

    `extra` is a JSON object of further bibliographic fields under their BibLaTeX names.
    """

    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = _owner("paper")
    kind: str
    identifier_id: int | None = Field(default=None, foreign_key="identifier.id", ondelete="SET NULL", index=True)
    number: int | None = None
    venue: str | None = None
    date: str | None = None
    url: str | None = None
    url_key: str | None = Field(default=None, index=True)  # a paper is named by any URL of it
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    publisher: str | None = None
    extra: str = "{}"
    origin_id: int = _origin()


class Author(SQLModel, table=True):
    """One author of a paper, in citation order from 1. A group has its whole name in `family`."""

    __table_args__ = (UniqueConstraint("paper_id", "position"),)
    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = _owner("paper", index=False)
    position: int
    family: str
    family_key: str = Field(index=True)
    given: str = ""
    suffix: str = ""
    is_group: bool = False
    orcid: str = ""


class Relation(SQLModel, table=True):
    """What somebody says about this paper and another work, which the library may not hold."""

    __table_args__ = (
        UniqueConstraint("paper_id", "kind", "scheme", "value"),
        Index("ix_relation_other", "scheme", "value"),
    )
    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = _owner("paper", index=False)
    kind: str
    scheme: str
    value: str
    date: str | None = None
    origin_id: int = _origin()


class Model(SQLModel, table=True):
    """A named foundation model. `parameters` as written, `parameter_count` as a number where it is one."""

    id: int | None = Field(default=None, primary_key=True)
    name: str
    name_key: str = Field(unique=True)
    released: str | None = Field(default=None, index=True)
    parameters: str | None = None
    parameter_count: int | None = None
    architecture: str | None = None
    tokenisation: str | None = None
    pretraining_data: str | None = None
    licence: str | None = None
    guessed: bool = False
    origin_id: int = _origin()


class ModelAlias(SQLModel, table=True):
    """Another spelling of a model's name (`GeneFormer`)."""

    __tablename__ = "model_alias"
    id: int | None = Field(default=None, primary_key=True)
    model_id: int = _owner("model")
    alias: str
    alias_key: str = Field(index=True)


class ModelRelation(SQLModel, table=True):
    """What is said of a model and another one, which the library may not hold: `kind` is predecessor.

    `other` is the other's name as stated; whichever model has that name or alias is meant.
    """

    __tablename__ = "model_relation"
    __table_args__ = (UniqueConstraint("model_id", "kind", "other_key"),)
    id: int | None = Field(default=None, primary_key=True)
    model_id: int = _owner("model", index=False)
    kind: str
    other: str
    other_key: str = Field(index=True)
    origin_id: int = _origin()


class PaperModel(SQLModel, table=True):
    """A paper introduces, evaluates or uses a model; `position` orders a paper's models."""

    __tablename__ = "paper_model"
    __table_args__ = (UniqueConstraint("paper_id", "model_id", "role"),)
    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = _owner("paper", index=False)
    model_id: int = _owner("model")
    role: str = "introduces"
    position: int = 1
    guessed: bool = False
    origin_id: int = _origin()


class PaperDomain(SQLModel, table=True):
    """A paper is of a domain; guessed when only a heading or a word of the title says so."""

    __tablename__ = "paper_domain"
    __table_args__ = (
        UniqueConstraint("paper_id", "domain_id"),
        Index("ix_paper_domain_domain", "domain_id", "paper_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = _owner("paper", index=False)
    domain_id: int = _owner("domain", index=False)
    position: int = 1
    guessed: bool = False
    origin_id: int = _origin()


class ModelDomain(SQLModel, table=True):
    """A model is of a domain."""

    __tablename__ = "model_domain"
    __table_args__ = (UniqueConstraint("model_id", "domain_id"),)
    id: int | None = Field(default=None, primary_key=True)
    model_id: int = _owner("model", index=False)
    domain_id: int = _owner("domain")
    position: int = 1
    guessed: bool = False
    origin_id: int = _origin()


class Tag(SQLModel, table=True):
    """A word the user or a list's headings put on papers (`key`, `survey`)."""

    id: int | None = Field(default=None, primary_key=True)
    name: str
    name_key: str = Field(unique=True)


class PaperTag(SQLModel, table=True):
    """A paper carries a tag."""

    __tablename__ = "paper_tag"
    __table_args__ = (UniqueConstraint("paper_id", "tag_id"), Index("ix_paper_tag_tag", "tag_id", "paper_id"))
    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = _owner("paper", index=False)
    tag_id: int = _owner("tag", index=False)
    origin_id: int = _origin()


class ReadingEvent(SQLModel, table=True):
    """When a person gave a paper a reading status; `date` is a partial date."""

    __tablename__ = "reading_event"
    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = _owner("paper")
    status: str
    date: str = Field(index=True)


class Note(SQLModel, table=True):
    """A note on a paper: a remark (no `path`) or the text of a note file."""

    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = _owner("paper")
    title: str = ""
    path: str = ""
    body: str
    date: str | None = None
    origin_id: int = _origin()


class Dataset(SQLModel, table=True):
    """A dataset. `paper_scheme`/`paper_value` name the paper that describes it, whether or not the library has it."""

    __table_args__ = (Index("ix_dataset_paper_identifier", "paper_scheme", "paper_value"),)
    id: int | None = Field(default=None, primary_key=True)
    name: str
    name_key: str = Field(unique=True)
    modality: str | None = None
    scale: str | None = None
    scale_count: int | None = None
    task: str | None = None
    url: str | None = None
    url_key: str | None = Field(default=None, index=True)
    address: str | None = None
    paper_url: str | None = None
    paper_title: str | None = None
    paper_scheme: str | None = None
    paper_value: str | None = None
    paper_id: int | None = Field(default=None, foreign_key="paper.id", ondelete="SET NULL", index=True)
    origin_id: int = _origin()


class DatasetAlias(SQLModel, table=True):
    """Another name of a dataset."""

    __tablename__ = "dataset_alias"
    id: int | None = Field(default=None, primary_key=True)
    dataset_id: int = _owner("dataset")
    alias: str
    alias_key: str = Field(unique=True)


class DatasetModel(SQLModel, table=True):
    """A model was trained or evaluated on a dataset, or uses it."""

    __tablename__ = "dataset_model"
    __table_args__ = (UniqueConstraint("dataset_id", "model_id", "role"),)
    id: int | None = Field(default=None, primary_key=True)
    dataset_id: int = _owner("dataset", index=False)
    model_id: int = _owner("model")
    role: str = "uses"
    origin_id: int = _origin()


class Article(SQLModel, table=True):
    """A write-up by the library's owner."""

    id: int | None = Field(default=None, primary_key=True)
    number: int | None = None
    title: str
    title_key: str = Field(unique=True)
    date: str | None = None
    author: str | None = None
    origin_id: int = _origin()


class ArticlePaper(SQLModel, table=True):
    """An article is about a paper."""

    __tablename__ = "article_paper"
    __table_args__ = (UniqueConstraint("article_id", "paper_id"),)
    id: int | None = Field(default=None, primary_key=True)
    article_id: int = _owner("article", index=False)
    paper_id: int = _owner("paper")
    origin_id: int = _origin()


class ArticleModel(SQLModel, table=True):
    """An article is about a model."""

    __tablename__ = "article_model"
    __table_args__ = (UniqueConstraint("article_id", "model_id"),)
    id: int | None = Field(default=None, primary_key=True)
    article_id: int = _owner("article", index=False)
    model_id: int = _owner("model")
    origin_id: int = _origin()


class Resource(SQLModel, table=True):
    """A course, video, column, repository, tool, tutorial, community or lab. `topic` is a JSON array."""

    __table_args__ = (UniqueConstraint("title_key", "url_key"),)
    id: int | None = Field(default=None, primary_key=True)
    kind: str
    title: str
    title_key: str
    url: str | None = None
    url_key: str = ""
    topic: str = "[]"
    remark: str | None = None
    origin_id: int = _origin()


class ResourcePaper(SQLModel, table=True):
    """A paper named under a resource (the papers listed with a lab)."""

    __tablename__ = "resource_paper"
    __table_args__ = (UniqueConstraint("resource_id", "paper_id"),)
    id: int | None = Field(default=None, primary_key=True)
    resource_id: int = _owner("resource", index=False)
    paper_id: int = _owner("paper")
    origin_id: int = _origin()


class Link(SQLModel, table=True):
    """A URL of a paper, model, dataset, article or resource; `url_key` is the URL as compared."""

    __table_args__ = (
        _exactly_one("paper_id", "model_id", "dataset_id", "article_id", "resource_id"),
        Index("ix_link_url_key", "url_key"),
        Index("ix_link_kind", "kind"),  # few papers have weights
    )
    id: int | None = Field(default=None, primary_key=True)
    paper_id: int | None = _maybe("paper")
    model_id: int | None = _maybe("model")
    dataset_id: int | None = _maybe("dataset")
    article_id: int | None = _maybe("article")
    resource_id: int | None = _maybe("resource")
    kind: str
    url: str
    url_key: str
    title: str = ""
    origin_id: int = _origin()


class Claim(SQLModel, table=True):
    """What one origin says of one scalar column of one row, beside the row's own origin. `value` is text.

    `value_key` is set for a paper's other titles only, so that a work is found by every title it was given.
    """

    __table_args__ = (
        _exactly_one("paper_id", "version_id", "model_id", "dataset_id", "article_id", "resource_id"),
        Index("ix_claim_value_key", "value_key", sqlite_where=text("value_key IS NOT NULL")),
    )
    id: int | None = Field(default=None, primary_key=True)
    paper_id: int | None = _maybe("paper")
    version_id: int | None = _maybe("version")
    model_id: int | None = _maybe("model")
    dataset_id: int | None = _maybe("dataset")
    article_id: int | None = _maybe("article")
    resource_id: int | None = _maybe("resource")
    field: str
    value: str
    value_key: str | None = None
    origin_id: int = _origin()


class SavedQuery(SQLModel, table=True):
    """A question the user asks again: papers, in the query language, with their order and how many at most.

    `sort` is what `--sort` takes; empty for the usual order.
    """

    __tablename__ = "saved_query"
    id: int | None = Field(default=None, primary_key=True)
    name: str
    name_key: str = Field(unique=True)
    query: str
    sort: str = ""
    most: int | None = None


class Command(SQLModel, table=True):
    """One command that changed the library: what was typed, when. `undone_by` is the command that took it back."""

    id: int | None = Field(default=None, primary_key=True)
    at: str
    words: str
    summary: str = ""
    fm_version: str
    undone_by: int | None = None


class Change(SQLModel, table=True):
    """One row a command inserted, updated or deleted, written by triggers. `before` is the old row as JSON."""

    id: int | None = Field(default=None, primary_key=True)
    command_id: int = Field(index=True)
    table_name: str
    row_id: int
    operation: str
    before: str | None = None
