"""The year that an identifier tells: when it was given, or the year of the journal or proceedings that it names."""

from __future__ import annotations

from lifesci_fm.identifiers.patterns import compiled
from lifesci_fm.identifiers.reference import Identifier, Scheme

#: `10.1101/2023.05.29.542705`, `10.1016/j.cell.2019.05.031`; Springer Nature's `s41592-024-02201-0`.
_IN_DOI = r".*[./]((?:19|20)\d\d)\..*|[^/]+/s\d{5}-0(\d\d)-.*"
#: `2306.15006`, `cs/0703123`.
_IN_ARXIV = r"(?:[a-z.-]+/)?(\d\d)\d\d.*"


def year_of(identifier: Identifier) -> int | None:
    """The year that an identifier tells, give or take one: a work may be sent in December and printed in January."""
    value = identifier.value
    if identifier.scheme is Scheme.ARXIV:
        found = compiled(_IN_ARXIV).fullmatch(value.lower())
        return int(found[1]) + (1900 if int(found[1]) > 90 else 2000) if found else None
    if identifier.scheme is Scheme.ACL:
        return int(value[:4]) if value[:2] == "20" and value[4:5] == "." else None
    found = compiled(_IN_DOI).fullmatch(value) if identifier.scheme is Scheme.DOI else None
    return int(found[1] or f"20{found[2]}") if found else None
