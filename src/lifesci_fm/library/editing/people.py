"""Authors between the text a person edits (`Family, Given`) and their parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lifesci_fm.library.ledger import Row
from lifesci_fm.records import Author


def authors_of(rows: Iterable[Row], wanted: Sequence[str] | None = None) -> tuple[Author, ...]:
    """Stored authors in their parts; with `wanted`, those of these names, where who was known keeps an ORCID.

    A new name without a comma is a group if it has several words, like `Tabula Sapiens Consortium`.
    """
    stored = [Author(row["family"], row["given"], row["suffix"], bool(row["is_group"]), row["orcid"]) for row in rows]
    if wanted is None:
        return tuple(stored)
    known = {author.display: author for author in stored}
    return tuple(known.get(name) or _author(name) for name in wanted)


def _author(name: str) -> Author:
    family, comma, rest = name.partition(",")
    given, _, suffix = rest.partition(",")
    return Author(family.strip(), given.strip(), suffix.strip(), group=not comma and " " in name)
