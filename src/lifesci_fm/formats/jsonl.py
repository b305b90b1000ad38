"""JSON Lines: what `fm list --format jsonl`, the other listings and `fm dump` print, as records; and arrays of these.

Both name the same things, a dump in shorter forms; each field is read in either. `fm load` gives a dump back as it
was, with the origin of every fact; importing one merges it like any file. A line that is none is a problem with its
number. Times, row numbers and what can be recomputed are passed over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from lifesci_fm.errors import MalformedIdentifier, UsageError
from lifesci_fm.formats.arrays import objects
from lifesci_fm.formats.encoding import text
from lifesci_fm.identifiers import Identifier, parse
from lifesci_fm.records import (
    ArticleRecord,
    Author,
    DatasetRecord,
    DomainMention,
    LinkRecord,
    ModelRecord,
    Origin,
    PaperRecord,
    Problem,
    Reading,
    Record,
    ResourceRecord,
    VersionRecord,
)
from lifesci_fm.text import is_partial_date
from lifesci_fm.vocabulary import ModelRole, OriginKind, PaperType, Status, VersionKind, parse_status

_QUOTED = 60  # characters of a bad line that a problem repeats

Thing = Mapping[str, Any]


def read(data: bytes | str, *, name: str) -> Reading:
    """The records of JSON Lines, or of an array (`fm export json`). `name` is the file's, for their origin."""
    reading = Reading("jsonl")
    told = text(data)
    opened = re.match(r"\s*\[", told)
    for number, line in objects(told, opened.end()) if opened else enumerate(told.split("\n"), 1):
        if isinstance(line, Problem):
            reading.problems.append(line)
        elif not isinstance(line, str) or line.strip():
            _read_thing(line, Origin(OriginKind.IMPORT, name, number), reading)
    return reading


def _read_thing(line: Any, origin: Origin, reading: Reading) -> None:
    """Take one line, or one value of an array."""
    try:
        record = _record(json.loads(line) if isinstance(line, str) else line, origin)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, UsageError) as fault:
        reading.problems.append(_bad(origin.line or 0, str(line), fault))
        return
    if record is not None:
        reading.records.append(record)


def _bad(number: int, line: str, fault: Exception) -> Problem:
    why = fault.msg if isinstance(fault, json.JSONDecodeError) else str(fault) or "it has another shape"
    quoted = line if len(line) <= _QUOTED else line[: _QUOTED - 1] + "…"
    return Problem(number, "bad-line", f"This line is no object that fm prints: {why}", quoted, entry=True)


def _record(thing: Any, origin: Origin) -> Record | None:
    """The record of a line; None for one that only declares a domain or a tag. Raises what a wrong shape raises."""
    if not isinstance(thing, dict):
        raise TypeError("it is no JSON object")
    if "versions" in thing or "authors" in thing:  # a listed paper names its model, too
        return _paper(thing, origin)
    for noun, make in _NOUNS.items():
        if isinstance(thing.get(noun), str):
            return make(thing, origin)
    if isinstance(thing.get("domain"), str) or isinstance(thing.get("tag"), str):
        return None
    return _listed(thing)(thing, origin)


def _listed(thing: Thing) -> Callable[[Thing, Origin], Record]:
    """What an object of a listing is, told by a field that only its kind has."""
    if "modality" in thing:
        return _dataset
    if "released" in thing or "parameters" in thing:
        return _model
    if "number" in thing:
        return _article
    if "topic" in thing:
        return _resource
    if "title" in thing or "doi" in thing:
        return _paper
    raise ValueError("nothing says what it is")


# -- nouns -----------------------------------------------------------------------------------------------------------


def _paper(thing: Thing, origin: Origin) -> PaperRecord:
    versions = tuple(_version(one) for one in _several(thing, "versions"))
    named = [_identifier(one) for one in _several(thing, "identifiers")]
    named += [version.identifier for version in versions if version.identifier]
    named += [parse(thing[scheme]).identifier for scheme in ("doi", "arxiv", "pmcid") if thing.get(scheme)]
    type_, status = thing.get("type"), thing.get("status")
    return PaperRecord(
        title=_text(thing, "title"),
        authors=tuple(_author(one) for one in thing.get("author_parts") or _several(thing, "authors")),
        authors_complete=thing.get("authors_complete", True) is not False,
        abstract=_text(thing, "abstract"),
        type=PaperType(type_) if type_ else None,
        identifiers=tuple(dict.fromkeys(named)),
        versions=versions,
        links=tuple(_links(thing)),
        models=tuple(_models(thing, origin)),
        domains=tuple(_domain(one) for one in _several(thing, "domains")),
        tags=tuple(_name(one, "tag") for one in _several(thing, "tags")),
        status=_status(status) if status else None,
        planned=thing.get("plan_position"),
        key=_text(thing, "paper") or _text(thing, "key"),
        key_aliases=tuple(_several(thing, "key_aliases")),
        note=_text(thing, "note") or "\n\n".join(_name(one, "body") for one in _several(thing, "notes")) or None,
        origin=origin,
    )


def _model(thing: Thing, origin: Origin) -> ModelRecord:
    scalars = ("parameters", "pretraining_data", "architecture", "tokenisation", "licence")
    return ModelRecord(
        name=_text(thing, "model") or thing["name"],
        aliases=tuple(_several(thing, "aliases")),
        released=_date(thing, "released"),
        domains=tuple(_domain(one) for one in _several(thing, "domains")),
        links=tuple(_links(thing)),
        guessed=bool(thing.get("guessed")),
        origin=origin,
        **{name: _text(thing, name) for name in scalars},
    )


def _dataset(thing: Thing, origin: Origin) -> DatasetRecord:
    stated = thing.get("paper_identifier")
    scalars = ("modality", "scale", "task", "url", "address", "paper_url", "paper_title")
    return DatasetRecord(
        name=_text(thing, "dataset") or thing["name"],
        aliases=tuple(_several(thing, "aliases")),
        paper_identifier=_identifier(stated) if stated else None,
        models=tuple(_used(one) for one in thing.get("model_roles") or _several(thing, "models")),
        origin=origin,
        **{name: _text(thing, name) for name in scalars},
    )


def _article(thing: Thing, origin: Origin) -> ArticleRecord:
    return ArticleRecord(
        title=_text(thing, "article") or thing["title"],
        number=thing.get("number"),
        date=_date(thing, "date"),
        links=tuple(_links(thing)),
        models=tuple(_name(one, "model") for one in _several(thing, "models")),
        author=_text(thing, "author"),
        origin=origin,
    )


def _resource(thing: Thing, origin: Origin) -> ResourceRecord:
    return ResourceRecord(
        kind=_text(thing, "kind") or "other",
        title=_text(thing, "resource") or thing["title"],
        url=_text(thing, "url"),
        topic=tuple(_several(thing, "topic")),
        remark=_text(thing, "remark"),
        links=tuple(_links(thing)),
        origin=origin,
    )


_NOUNS: dict[str, Callable[[Thing, Origin], Record]] = {
    "paper": _paper,
    "dataset": _dataset,
    "article": _article,
    "resource": _resource,
    "model": _model,
}


# -- parts -----------------------------------------------------------------------------------------------------------


def _several(thing: Thing, name: str) -> list[Any]:
    value = thing.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise TypeError(f"{name} is no list")
    return value


def _text(thing: Thing, name: str) -> str | None:
    value = thing.get(name)
    if value is not None and not isinstance(value, str):
        raise TypeError(f"{name} is no text")
    return value or None


def _date(thing: Thing, name: str) -> str | None:
    value = _text(thing, name)
    if value is not None and not is_partial_date(value):
        raise ValueError(f"{value!r} is no date")
    return value


def _name(one: Any, field: str) -> str:
    """A name, or an object that has it in a field."""
    value = one if isinstance(one, str) else one[field]
    if not isinstance(value, str):
        raise TypeError(f"{field} is no text")
    return value


def _identifier(one: Any) -> Identifier:
    """`doi:10.1/x`, `{"id": "doi:10.1/x"}` or `{"scheme": "doi", "value": "10.1/x"}`."""
    if isinstance(one, Mapping):
        one = one["id"] if "id" in one else f"{one['scheme']}:{one['value']}"
    scheme, _, value = str(one).partition(":")
    try:
        return parse(f"https://{value}" if scheme == "url" else str(one)).identifier
    except MalformedIdentifier as fault:
        raise ValueError(fault.message) from None


def _author(one: Any) -> Author:
    if isinstance(one, str):
        family, _, given = one.partition(", ")
        return Author(family, given)
    group = bool(one.get("group") or one.get("is_group"))
    return Author(one["family"], one.get("given") or "", one.get("suffix") or "", group, one.get("orcid") or "")


def _version(one: Thing) -> VersionRecord:
    stated = one.get("id") if isinstance(one.get("id"), str) else None
    if stated is None and one.get("identifier"):
        stated = f"{one['scheme']}:{one['identifier']}"
    identifier = _identifier(stated) if stated else None
    for scheme in ("doi", "arxiv"):
        if identifier is None and one.get(scheme):
            identifier = parse(one[scheme]).identifier
    scalars = ("venue", "url", "volume", "issue", "pages", "publisher")
    return VersionRecord(
        kind=VersionKind(one["kind"]),
        identifier=identifier,
        number=one.get("number"),
        date=_date(one, "date"),
        extra=tuple(sorted((one.get("extra") or {}).items())),
        **{name: _text(one, name) for name in scalars},
    )


def _links(thing: Thing) -> Iterator[LinkRecord]:
    """Links with their kind; a listing repeats code and weights in lists of their own."""
    seen = set()
    for one in _several(thing, "links"):
        seen.add(one["url"])
        yield LinkRecord(one.get("kind") or "other", one["url"], one.get("title") or "")
    for kind in ("code", "weights"):
        for one in _several(thing, kind):
            url = _name(one, "url")
            if url not in seen:
                yield LinkRecord(kind, url)


def _models(thing: Thing, origin: Origin) -> Iterator[ModelRecord]:
    for one in _several(thing, "models"):
        if isinstance(one, str) or one.get("role", "introduces") == "introduces":
            guessed = not isinstance(one, str) and bool(one.get("guessed"))
            yield ModelRecord(name=_name(one, "model"), guessed=guessed, origin=origin)


def _domain(one: Any) -> DomainMention:
    return DomainMention(_name(one, "domain"), not isinstance(one, str) and bool(one.get("guessed")))


def _used(one: Any) -> tuple[str, ModelRole]:
    if isinstance(one, str):
        return one, ModelRole.USES
    name = one["model"] if "model" in one else one["name"]
    return name, ModelRole(one.get("role") or "uses")


def _status(word: Any) -> Status:
    return parse_status(str(word))
