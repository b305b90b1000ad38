"""Datasets, write-ups and resources, and the links of whatever has any."""

from __future__ import annotations

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from lifesci_fm.store.tables.columns import exactly_one, maybe, origin, owner


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
    origin_id: int = origin()


class DatasetAlias(SQLModel, table=True):
    """Another name of a dataset."""

    __tablename__ = "dataset_alias"
    id: int | None = Field(default=None, primary_key=True)
    dataset_id: int = owner("dataset")
    alias: str
    alias_key: str = Field(unique=True)


class DatasetModel(SQLModel, table=True):
    """A model was trained or evaluated on a dataset, or uses it."""

    __tablename__ = "dataset_model"
    __table_args__ = (UniqueConstraint("dataset_id", "model_id", "role"),)
    id: int | None = Field(default=None, primary_key=True)
    dataset_id: int = owner("dataset", index=False)
    model_id: int = owner("model")
    role: str = "uses"
    origin_id: int = origin()


class Article(SQLModel, table=True):
    """A write-up by the library's owner."""

    id: int | None = Field(default=None, primary_key=True)
    number: int | None = None
    title: str
    title_key: str = Field(unique=True)
    date: str | None = None
    author: str | None = None
    origin_id: int = origin()


class ArticlePaper(SQLModel, table=True):
    """An article is about a paper."""

    __tablename__ = "article_paper"
    __table_args__ = (UniqueConstraint("article_id", "paper_id"),)
    id: int | None = Field(default=None, primary_key=True)
    article_id: int = owner("article", index=False)
    paper_id: int = owner("paper")
    origin_id: int = origin()


class ArticleModel(SQLModel, table=True):
    """An article is about a model."""

    __tablename__ = "article_model"
    __table_args__ = (UniqueConstraint("article_id", "model_id"),)
    id: int | None = Field(default=None, primary_key=True)
    article_id: int = owner("article", index=False)
    model_id: int = owner("model")
    origin_id: int = origin()


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
    origin_id: int = origin()


class ResourcePaper(SQLModel, table=True):
    """A paper named under a resource (the papers listed with a lab)."""

    __tablename__ = "resource_paper"
    __table_args__ = (UniqueConstraint("resource_id", "paper_id"),)
    id: int | None = Field(default=None, primary_key=True)
    resource_id: int = owner("resource", index=False)
    paper_id: int = owner("paper")
    origin_id: int = origin()


class Link(SQLModel, table=True):
    """A URL of a paper, model, dataset, article or resource.

    `url_key` is the URL as compared, `repository_key` the name of the code repository that it lies in, if any.
    """

    __table_args__ = (
        exactly_one("paper_id", "model_id", "dataset_id", "article_id", "resource_id"),
        Index("ix_link_url_key", "url_key"),
        Index("ix_link_kind", "kind"),  # few papers have weights
        Index("ix_link_repository", "repository_key", sqlite_where=text("repository_key IS NOT NULL")),
    )
    id: int | None = Field(default=None, primary_key=True)
    paper_id: int | None = maybe("paper")
    model_id: int | None = maybe("model")
    dataset_id: int | None = maybe("dataset")
    article_id: int | None = maybe("article")
    resource_id: int | None = maybe("resource")
    kind: str
    url: str
    url_key: str
    title: str = ""
    origin_id: int = origin()
    repository_key: str | None = None
