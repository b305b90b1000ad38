"""The columns of a paper that repeat its versions, as `store.settle` has them, made before a new paper is written.

`settle` decides, and is asked for every stored paper that was touched; for a new one these columns are made here, so
that an import writes each paper once and asks nothing more. A test holds the two equal.
"""

from __future__ import annotations

from lifesci_fm.identifiers import Identifier, Scheme, preprint_server
from lifesci_fm.library.ledger import Ledger, Row, State
from lifesci_fm.library.work import Work
from lifesci_fm.vocabulary import VersionKind

_SCHEMES = {"doi": 0, "arxiv": 1, "url": 2}
_PAGES = ("paper", "pdf", "project", "other")


def stand_for(ledger: Ledger, work: Work) -> None:
    """Fill the repeated columns of a paper that is still to be written; others are left to `settle`."""
    if work.paper.state is not State.FRESH:
        if work.paper.state is State.STORED:
            ledger.set(work.paper, updated=ledger.at)
        return
    version = preferred(work.versions)
    date = version["date"] if version else None
    first = {row["scheme"]: row["value"] for row in reversed(_ranked(work, version))}
    work.paper.update(
        date=date,
        year=int(date[:4]) if date else None,
        venue=_venue(work, version),
        doi=first.get("doi"),
        arxiv=first.get("arxiv"),
        url=(version["url"] if version else None) or _url(work, version),
        first_author_key=work.first_author_key,
    )


def preferred(versions: list[Row]) -> Row | None:
    """The published version of the latest date, else the newest preprint."""
    if len(versions) < 2:
        return versions[0] if versions else None
    highest: dict[int, int] = {}
    for row in versions:
        if row["kind"] == VersionKind.PREPRINT and row["identifier_id"] and row["number"]:
            highest[row["identifier_id"]] = max(row["number"], highest.get(row["identifier_id"], 0))
    newest = [
        row
        for row in versions
        if row["kind"] != VersionKind.PREPRINT
        or not row["number"]
        or row["number"] >= highest.get(row["identifier_id"], 0)
    ]
    return max(newest, key=lambda r: (r["kind"] == VersionKind.PUBLISHED, r["date"] or "", r["number"] or 0, -r["id"]))


def _venue(work: Work, version: Row | None) -> str | None:
    """As stated; a preprint of which nobody states it is on the server that its identifier belongs to."""
    if version is None:
        return None
    stated: str | None = version["venue"]
    if stated or version["kind"] != VersionKind.PREPRINT:
        return stated
    named = (row for row in work.identifiers if row["id"] == version["identifier_id"])
    return next((preprint_server(Identifier(Scheme(row["scheme"]), row["value"])) for row in named), None)


def _ranked(work: Work, preferred: Row | None) -> list[Row]:
    """Identifiers: the preferred version's, those of published versions, those of none, those of preprints."""
    if len(work.identifiers) < 2:
        return work.identifiers
    return sorted(work.identifiers, key=lambda row: _place(work, row, preferred))


def _place(work: Work, identifier: Row, preferred: Row | None) -> tuple[int, str, int]:
    """Smaller is preferred; of one place, the later date is."""
    places = [(2, "")]
    named = [v for v in work.versions if v["identifier_id"] == identifier["id"]]
    if named:
        places = [
            (0 if v is preferred else 1 if v["kind"] == VersionKind.PUBLISHED else 3, v["date"] or "") for v in named
        ]
    place = min(number for number, _ in places)
    latest = max(date for number, date in places if number == place)
    return place, "".join(chr(0x10FFFF - ord(c)) for c in latest) or "\U0010ffff" * 11, identifier["id"]


def _url(work: Work, preferred: Row | None) -> str | None:
    if work.identifiers:
        best = min(work.identifiers, key=lambda row: _url_place(work, row, preferred))
        return Identifier(Scheme(best["scheme"]), best["value"]).url
    return next((link["url"] for link in work.links if link["kind"] in _PAGES), None)


def _url_place(work: Work, identifier: Row, preferred: Row | None) -> tuple[int, int, str, int]:
    place, date, number = _place(work, identifier, preferred)
    return place, _SCHEMES.get(identifier["scheme"], 3), date, number
