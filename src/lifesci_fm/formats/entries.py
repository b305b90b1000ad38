"""Entries of the catalog as writers of bibliographies need them: which version is printed, who wrote it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lifesci_fm.records import Author
from lifesci_fm.vocabulary import PaperType

#: An entry of the JSON contract, with what the catalog adds for writers (`author_parts`, versions with `extra`).
Entry = Mapping[str, Any]
Version = Mapping[str, Any]

_NO_VERSION: Version = {}


def versions(entry: Entry) -> tuple[Version, Version]:
    """The version to print (published if there is one, else the newest preprint) and a preprint beside it.

    Either is empty when the entry has none.
    """
    held: Sequence[Version] = entry.get("versions") or ()
    if len(held) == 1:
        return held[0], _NO_VERSION
    published = [version for version in held if version["kind"] == "published"]
    preprints = [version for version in held if version["kind"] == "preprint"]
    newest = max(preprints, key=_age) if preprints else _NO_VERSION
    if not published:
        return newest, next((version for version in preprints if _is_elsewhere(version, newest)), _NO_VERSION)
    return max(published, key=lambda version: _agrees(version, entry)), newest


def paper_type(entry: Entry, main: Version) -> PaperType:
    """The type of an entry as its version bears it out: a report that came out in a journal is an article."""
    type_ = entry.get("type")
    if type_ == "report" and main.get("venue"):
        return PaperType.ARTICLE
    if type_:
        return PaperType(type_)
    if main.get("kind") == "preprint":
        return PaperType.PREPRINT
    return PaperType.ARTICLE if main.get("venue") else PaperType.OTHER


def _is_elsewhere(version: Version, other: Version) -> bool:
    """Is it a preprint on another server, and not another number of the same?"""
    named = version.get("doi") or version.get("arxiv")
    return bool(named) and named != (other.get("doi") or other.get("arxiv"))


def _agrees(version: Version, entry: Entry) -> int:
    """How much of what the entry says as a whole, which is that of its preferred version, this version says."""
    return sum(version.get(name) == entry.get(name) for name in ("doi", "venue", "date"))


def _age(version: Version) -> tuple[str, int]:
    return version.get("date") or "", version.get("number") or 0


def authors(entry: Entry) -> list[Author]:
    """The authors in order, in parts."""
    parts = entry.get("author_parts")
    if parts is not None:
        return [
            Author(part["family"], part.get("given") or "", part.get("suffix") or "", bool(part.get("group")))
            for part in parts
        ]
    out = []
    for name in entry.get("authors") or ():
        family, comma, given = name.partition(", ")
        given, _, suffix = given.partition(", ")
        out.append(Author(family, given, suffix, group=not comma and " " in family))
    return out
