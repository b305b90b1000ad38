"""placeholder"""
from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Scheme(StrEnum):
    DOI = "doi"


@dataclass(frozen=True, slots=True, order=True)
class Identifier:
    scheme: Scheme
    value: str
