"""Columns that many tables have."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, Column, String
from sqlmodel import Field


def nocase(*, unique: bool = False) -> Any:
    """A required text that compares without case."""
    return Field(sa_column=Column(String(collation="NOCASE"), nullable=False, unique=unique))


def owner(table: str, *, index: bool = True) -> Any:
    """A required foreign key whose row goes when its owner goes."""
    return Field(foreign_key=f"{table}.id", ondelete="CASCADE", index=index)


def maybe(table: str, *, index: bool = True) -> Any:
    """An optional owner: exactly one of several such columns is set, by a CHECK on the table."""
    return Field(default=None, foreign_key=f"{table}.id", ondelete="CASCADE", index=index)


def origin() -> Any:
    """Who stated the row."""
    return Field(foreign_key="origin.id")


def exactly_one(*columns: str) -> CheckConstraint:
    """A row of one owner, though any of several tables may own it."""
    terms = " + ".join(f"({column} IS NOT NULL)" for column in columns)
    return CheckConstraint(f"{terms} = 1", name="exactly_one_owner")
