"""Papers: their identifiers, versions, authors and relations, what is known of them and how far they are read."""

from __future__ import annotations

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from lifesci_fm.store.tables.columns import nocase, origin, owner


class Paper(SQLModel, table=True):
    """One work.

    `date`, `year`, `venue`, `doi`, `arxiv`, `url` repeat the preferred version (published, else the newest
    preprint) and `first_author_key` the first author, so that a filtered list of a million papers reads one
    index; `title_key`, `prefix_key` and `behind_key` repeat the title and its parts about a colon, as compared. The
    library recomputes them whenever title, versions or authors change, nobody else writes them.
    """

    __table_args__ = (
        Index("ix_paper_status_year", "status", "year"),
        Index("ix_paper_plan", "plan_position"),
        Index("ix_paper_complete", "complete"),
        Index("ix_paper_retracted", "retracted", sqlite_where=text("retracted = 1")),
        Index("ix_paper_abstract", "id", sqlite_where=text("abstract <> ''")),
        Index("ix_paper_rating", "rating", sqlite_where=text("rating IS NOT NULL")),
        Index("ix_paper_priority", "priority", sqlite_where=text("priority IS NOT NULL")),
        # also finds titles that begin alike by one first author: nearly the same work
        Index("ix_paper_author_title", "first_author_key", "title_key"),
        # and those that go on alike behind a name: `scGPT: toward …`
        Index("ix_paper_author_behind", "first_author_key", "behind_key", sqlite_where=text("behind_key IS NOT NULL")),
        Index("ix_paper_behind", "behind_key", sqlite_where=text("behind_key IS NOT NULL")),
        Index("ix_paper_prefix", "prefix_key", sqlite_where=text("prefix_key IS NOT NULL")),
        {"sqlite_autoincrement": True},  # `#ID` must never name another paper later
    )
    id: int | None = Field(default=None, primary_key=True)
    key: str = nocase(unique=True)
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
    origin_id: int = origin()
    prefix_key: str | None = None
    behind_key: str | None = None


class KeyAlias(SQLModel, table=True):
    """A former or foreign citation key that still resolves to its paper."""

    __tablename__ = "key_alias"
    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = owner("paper")
    alias: str = nocase(unique=True)


class Identifier(SQLModel, table=True):
    """(scheme, value), normalised by `lifesci_fm.identifiers`; unique in the library."""

    __table_args__ = (UniqueConstraint("scheme", "value"),)
    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = owner("paper")
    scheme: str
    value: str
    origin_id: int = origin()


class Version(SQLModel, table=True):
    """One manifestation of a paper. Two numbers of one preprint (v1, v3) are two rows with one identifier.

    `extra` is a JSON object of further bibliographic fields under their BibLaTeX names.
    """

    __table_args__ = (
        Index("ix_version_preprint", "paper_id", sqlite_where=text("kind = 'preprint'")),
        Index("ix_version_published", "paper_id", sqlite_where=text("kind = 'published'")),
    )
    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = owner("paper")
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
    origin_id: int = origin()


class Author(SQLModel, table=True):
    """One author of a paper, in citation order from 1. A group has its whole name in `family`."""

    __table_args__ = (UniqueConstraint("paper_id", "position"),)
    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = owner("paper", index=False)
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
    paper_id: int = owner("paper", index=False)
    kind: str
    scheme: str
    value: str
    date: str | None = None
    origin_id: int = origin()


class PaperModel(SQLModel, table=True):
    """A paper introduces, evaluates or uses a model; `position` orders a paper's models."""

    __tablename__ = "paper_model"
    __table_args__ = (UniqueConstraint("paper_id", "model_id", "role"),)
    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = owner("paper", index=False)
    model_id: int = owner("model")
    role: str = "introduces"
    position: int = 1
    guessed: bool = False
    origin_id: int = origin()


class PaperDomain(SQLModel, table=True):
    """A paper is of a domain; guessed when only a heading or a word of the title says so."""

    __tablename__ = "paper_domain"
    __table_args__ = (
        UniqueConstraint("paper_id", "domain_id"),
        Index("ix_paper_domain_domain", "domain_id", "paper_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = owner("paper", index=False)
    domain_id: int = owner("domain", index=False)
    position: int = 1
    guessed: bool = False
    origin_id: int = origin()


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
    paper_id: int = owner("paper", index=False)
    tag_id: int = owner("tag", index=False)
    origin_id: int = origin()


class ReadingEvent(SQLModel, table=True):
    """When a person gave a paper a reading status; `date` is a partial date."""

    __tablename__ = "reading_event"
    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = owner("paper")
    status: str
    date: str = Field(index=True)


class Note(SQLModel, table=True):
    """A note on a paper: a remark (no `path`) or the text of a note file."""

    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = owner("paper")
    title: str = ""
    path: str = ""
    body: str
    date: str | None = None
    origin_id: int = origin()
