"""Facts as sources state them, in the library's form: identifiers (taken as they are, nothing cut off) and dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import unquote

from lifesci_fm.identifiers import Identifier, Scheme
from lifesci_fm.records import Origin, Relation
from lifesci_fm.text import partial_date
from lifesci_fm.vocabulary import OriginKind

_ARXIV_ID = re.compile(r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?", re.I)
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_RETRACTED = re.compile(r"(?:RETRACTED(?: ARTICLE)?|Retracted(?: Article)?|WITHDRAWN)(?:\s*[:.—]|\s+-\s)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def origin(source: str) -> Origin:
    """The origin of what a source says."""
    return Origin(OriginKind.SOURCE, source)


def doi(text: str) -> Identifier | None:
    """A DOI, bare or as a doi.org URL; arXiv's own DOIs become arXiv ids. None when it is no DOI."""
    value = re.sub(r"\A(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", text.strip(), flags=re.I)
    if "%2f" in value.lower():
        value = unquote(value)
    if not _DOI.fullmatch(value):
        return None
    value = value.lower()
    return (
        arxiv(value.removeprefix("10.48550/arxiv."))
        if value.startswith("10.48550/arxiv.")
        else Identifier(Scheme.DOI, value)
    )


def arxiv(text: str) -> Identifier | None:
    """An arXiv id, its version and its subject class dropped: `math.GT/0309136v2` is `math/0309136`."""
    found = _ARXIV_ID.fullmatch(text.strip())
    return Identifier(Scheme.ARXIV, re.sub(r"\.[a-z]{2}/", "/", found[1].lower())) if found else None


def pmid(text: str) -> Identifier | None:
    """A PubMed id."""
    value = text.strip().lstrip("0")
    return Identifier(Scheme.PMID, value) if value.isascii() and value.isdigit() and len(value) < 10 else None


def pmcid(text: str) -> Identifier | None:
    """A PubMed Central id, with or without its `PMC`, its version (`.2`) dropped."""
    found = re.fullmatch(r"(?:PMC)?0*([1-9]\d{0,9})(?:\.\d+)?", text.strip(), re.I)
    return Identifier(Scheme.PMCID, f"PMC{found[1]}") if found else None


def pii(text: str) -> Identifier | None:
    """A Publisher Item Identifier, its punctuation dropped: `S0092-8674(11)00581-2` is `S0092867411005812`."""
    value = re.sub(r"[-()\s]", "", text).upper()
    return Identifier(Scheme.PII, value) if re.fullmatch(r"S\d{15}[\dX]|B\d{18}[\dX]", value) else None


def date(text: str) -> str | None:
    """The day, month or year with which an ISO date or time begins."""
    found = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?!\d)", text.strip())
    return partial_date(*(int(part) if part else None for part in found.groups())) if found else None


def month(text: str) -> int | None:
    """A month written as a number or as an English name."""
    text = text.strip().lower()
    if re.fullmatch(r"[0-9]{1,2}", text):
        return int(text)
    return _MONTHS.index(text[:3]) + 1 if text[:3] in _MONTHS else None


def earliest(dates: Iterable[str | None]) -> str | None:
    """The earliest of some partial dates; `2020-03` before `2020`, because it says more about the same year."""
    return min((found for found in dates if found), key=lambda found: found.ljust(10, "~"), default=None)


def with_retraction(
    title: str, own: Identifier, relations: Sequence[Relation], *, retracted: bool = False
) -> tuple[Relation, ...]:
    """Relations, each once. A retraction told by a mark or by the title only (`RETRACTED: …`) names the work itself."""
    told = any(relation.kind == "retracted-by" for relation in relations)
    marked = retracted or _RETRACTED.match(title)
    return tuple(dict.fromkeys([*relations, *([Relation("retracted-by", own)] if marked and not told else [])]))


def distinct(identifiers: Iterable[Identifier | None]) -> tuple[Identifier, ...]:
    """Identifiers in their order, each once, None left out."""
    return tuple(dict.fromkeys(found for found in identifiers if found is not None))
