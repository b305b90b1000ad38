"""The options that choose papers, declared once for every command that queries or exports.

A command takes one parameter `chosen: Filter` and carries the decorator; on the command line it then has every
option below and a query as its last arguments (or as `--query`, if it has many arguments of its own), and receives
the finished Filter.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable
from itertools import chain
from typing import Annotated, Any

import typer
from typer.models import ArgumentInfo

from lifesci_fm.errors import UsageError
from lifesci_fm.vocabulary import HAS, make_filter


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
    """Give a command the filter options; it receives them as `chosen: Filter`, but for those it declares itself."""
    own = inspect.signature(command, eval_str=True).parameters
    options = {name: option for name, option in _OPTIONS.items() if name not in own}
    if any(map(_takes_many, own.values())):
        options = options | {"query": (_several("query", "QUERY", _QUERY), None)}

    @functools.wraps(command)
    def with_filter(**values: Any) -> None:
        words = {name: values.pop(name) for name in options}
        _check_letters(words.values())
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


def _check_letters(values: Iterable[Any]) -> None:
    """What was typed is text: no bytes that the locale cannot read."""
    for text in chain.from_iterable(value if isinstance(value, list) else [value] for value in values):
        if isinstance(text, str) and not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
            raise UsageError(f"{text!r} is not written in UTF-8.", "Type it anew.")


def _takes_many(parameter: inspect.Parameter) -> bool:
    """Is it an argument that takes all words there are?"""
    about = getattr(parameter.annotation, "__metadata__", ())
    return any(isinstance(each, ArgumentInfo) for each in about) and "list[" in str(parameter.annotation.__origin__)
