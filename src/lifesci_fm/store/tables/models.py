"""Domains and foundation models."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from lifesci_fm.store.tables.columns import origin, owner


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
    domain_id: int = owner("domain")
    alias: str
    alias_key: str = Field(unique=True)


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
    origin_id: int = origin()


class ModelAlias(SQLModel, table=True):
    """Another spelling of a model's name (`GeneFormer`)."""

    __tablename__ = "model_alias"
    id: int | None = Field(default=None, primary_key=True)
    model_id: int = owner("model")
    alias: str
    alias_key: str = Field(index=True)


class ModelRelation(SQLModel, table=True):
    """What is said of a model and another one, which the library may not hold: `kind` is predecessor.

    `other` is the other's name as stated; whichever model has that name or alias is meant.
    """

    __tablename__ = "model_relation"
    __table_args__ = (UniqueConstraint("model_id", "kind", "other_key"),)
    id: int | None = Field(default=None, primary_key=True)
    model_id: int = owner("model", index=False)
    kind: str
    other: str
    other_key: str = Field(index=True)
    origin_id: int = origin()


class ModelDomain(SQLModel, table=True):
    """A model is of a domain."""

    __tablename__ = "model_domain"
    __table_args__ = (UniqueConstraint("model_id", "domain_id"),)
    id: int | None = Field(default=None, primary_key=True)
    model_id: int = owner("model", index=False)
    domain_id: int = owner("domain")
    position: int = 1
    guessed: bool = False
    origin_id: int = origin()
