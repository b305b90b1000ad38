"""Classes of values that nobody changes.

mypy holds everybody to it, as with `dataclass(frozen=True)`. Python does not check it again: a frozen dataclass sets
each of its fields by a call, which made a large import six per cent slower.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(*, kw_only: bool = False, order: bool = False) -> Callable[[type[T]], type[T]]:
    """A dataclass with slots that is compared and hashed by its fields and, says the type checker, never changed."""
    return dataclass(slots=True, unsafe_hash=True, kw_only=kw_only, order=order)
