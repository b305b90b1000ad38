"""Who stated what, which queries are saved, and what changed the library."""

from __future__ import annotations

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from lifesci_fm.store.tables.columns import exactly_one, maybe, origin


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


class Claim(SQLModel, table=True):
    """What one origin says of one scalar column of one row, beside the row's own origin. `value` is text.

    `value_key` is set for a paper's other titles only, so that a work is found by every title it was given.
    """

    __table_args__ = (
        exactly_one("paper_id", "version_id", "model_id", "dataset_id", "article_id", "resource_id"),
        Index("ix_claim_value_key", "value_key", sqlite_where=text("value_key IS NOT NULL")),
    )
    id: int | None = Field(default=None, primary_key=True)
    paper_id: int | None = maybe("paper")
    version_id: int | None = maybe("version")
    model_id: int | None = maybe("model")
    dataset_id: int | None = maybe("dataset")
    article_id: int | None = maybe("article")
    resource_id: int | None = maybe("resource")
    field: str
    value: str
    value_key: str | None = None
    origin_id: int = origin()


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
