"""The options that choose papers, declared once for every command that queries or exports.

A command takes one parameter `chosen: Filter` and carries the decorator; on the command line it then has every
option below and a query as its last arguments (or as `--query`, if it has many arguments of its own), and receives
the finished Filter.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Annotated, Any

import typer
from typer.models import ArgumentInfo

from lifesci_fm.errors import UsageError
from lifesci_fm.text import is_partial_date, nearest
from lifesci_fm.vocabulary import HAS, SORT_KEYS, Filter, PaperType, parse_levels, parse_status_filter, parse_years


def _several(name: str, metavar: str, help: str) -> Any:
    return Annotated[list[str] | None, typer.Option(f"--{name}", metavar=metavar, help=help)]


_QUERY = "As in: domain:scRNA (status:pending or tag:key) year>=2023 not venue:arXiv; plain words search."

_OPTIONS: dict[str, tuple[Any, Any]] = {
    "query": (Annotated[list[str] | None, typer.Argument(metavar="[QUERY]...", help=_QUERY)], None),
    "domain": (_several("domain", "NAME", "Of this domain, by any of its names."), None),
    "status": (_several("status", "WORD", "unplanned, planned, preparing, read, or pending."), None),
    "model": (_several("model", "NAME", "About this model."), None),
    "author": (_several("author", "NAME", "By this author: family name, or `Family, Given`."), None),
    "venue": (_several("venue", "NAME", "In this venue; if none is called so, in those whose name contains it."), None),
    "year": (_several("year", "YEARS", "2023, 2022-2024, 2023- or -2020."), None),
    "since": (Annotated[str | None, typer.Option(metavar="DATE", help="Dated then or later: 2023-05.")], None),
    "rating": (_several("rating", "N", "Rated so: 4, 3-5, 4- or -2."), None),
    "priority": (_several("priority", "N", "Of this priority, 1 to 5; 1 comes first."), None),
    "read_since": (
        Annotated[str | None, typer.Option("--read-since", metavar="DATE", help="Marked read then or later.")],
        None,
    ),
    "tag": (_several("tag", "NAME", "With this tag."), None),
    "key": (_several("key", "KEY", "With this citation key."), None),
    "type": (_several("type", "TYPE", "article, preprint, proceedings, …"), None),
    "has": (_several("has", "WHAT", f"Having one of these: {', '.join(HAS)}."), None),
    "incomplete": (Annotated[bool, typer.Option("--incomplete", help="Waiting for `fm refresh`.")], False),
    "sort": (Annotated[str | None, typer.Option(metavar="KEY,…", help="Order; -KEY reverses.")], None),
    "limit": (Annotated[int, typer.Option(metavar="N", min=0, help="At most N; 0 is no limit.")], 0),
}


def filtered(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the filter options; it receives them as `chosen: Filter`."""
    own = inspect.signature(command, eval_str=True).parameters
    options = _OPTIONS
    if any(map(_takes_many, own.values())):
        options = options | {"query": (_several("query", "QUERY", _QUERY), None)}

    @functools.wraps(command)
    def with_filter(**values: Any) -> None:
        words = {name: values.pop(name) for name in options}
        command(chosen=make_filter(**words), **values)

    parameters = [parameter for name, parameter in own.items() if name != "chosen"]
    parameters += [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        for name, (annotation, default) in options.items()
    ]
    parameters.sort(key=lambda parameter: parameter.kind)
    with_filter.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # read by inspect
    with_filter.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return with_filter


def _takes_many(parameter: inspect.Parameter) -> bool:
    """Is it an argument that takes all words there are?"""
    about = getattr(parameter.annotation, "__metadata__", ())
    return any(isinstance(each, ArgumentInfo) for each in about) and "list[" in str(parameter.annotation.__origin__)


def make_filter(
    *,
    domain: list[str] | None = None,
    status: list[str] | None = None,
    model: list[str] | None = None,
    author: list[str] | None = None,
    venue: list[str] | None = None,
    year: list[str] | None = None,
    since: str | None = None,
    rating: list[str] | None = None,
    priority: list[str] | None = None,
    read_since: str | None = None,
    tag: list[str] | None = None,
    key: list[str] | None = None,
    type: list[str] | None = None,
    has: list[str] | None = None,
    incomplete: bool = False,
    query: list[str] | None = None,
    sort: str | None = None,
    limit: int = 0,
) -> Filter:
    """The Filter these words mean. Raises UsageError for a word that means nothing."""
    for date in (since, read_since):
        if date is not None and not is_partial_date(date):
            raise UsageError(f"{date!r} is no date.", "Write 2023, 2023-05 or 2023-05-17.")
    return Filter(
        domains=tuple(domain or ()),
        statuses=tuple(found for word in status or () for found in parse_status_filter(word)),
        models=tuple(model or ()),
        authors=tuple(author or ()),
        venues=tuple(venue or ()),
        years=tuple(parse_years(word) for word in year or ()),
        since=since,
        ratings=tuple(parse_levels(word, "rating") for word in rating or ()),
        priorities=tuple(parse_levels(word, "priority") for word in priority or ()),
        read_since=read_since,
        tags=tuple(tag or ()),
        keys=tuple(key or ()),
        types=tuple(PaperType(one_of(word, [t.value for t in PaperType], "paper type")) for word in type or ()),
        has=tuple(one_of(word, HAS, "thing a paper can have") for word in has or ()),
        incomplete=incomplete,
        query=" ".join(query or ()),
        sort=_sort_keys(sort),
        limit=limit or None,
    )


def one_of(word: str, known: list[str] | tuple[str, ...], noun: str) -> str:
    """The known word that was meant, whatever its case. Raises UsageError with the nearest."""
    if (plain := word.strip().casefold()) in known:
        return plain
    close = nearest(word, known)
    raise UsageError(
        f"{word!r} is no {noun}.", f"Did you mean {' or '.join(close)}?" if close else f"Known are {', '.join(known)}."
    )


def _sort_keys(text: str | None) -> tuple[str, ...]:
    keys = []
    for word in (text or "").split(","):
        if word := word.strip():
            minus = "-" if word.startswith("-") else ""
            keys.append(minus + one_of(word.removeprefix("-"), SORT_KEYS, "sort key"))
    return tuple(keys)
