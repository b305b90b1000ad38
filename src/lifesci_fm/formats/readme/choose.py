"""Which entries a block prints, in what order and in which groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any, Protocol

from lifesci_fm.errors import NotFound
from lifesci_fm.formats.readme.entries import Entry, category, is_named, is_of, line_in
from lifesci_fm.formats.readme.options import Options
from lifesci_fm.text import name_key, suggestion
from lifesci_fm.vocabulary import Filter, Status

#: What a reading plan holds unless a status is asked for.
_IN_PLAN = (Status.PLANNED, Status.PREPARING, Status.READ)

#: What blocks read of a paper.
_READ = (
    *("key", "title", "model", "authors", "date", "year", "venue", "domains", "status", "url", "code", "weights"),
    *("versions", "sources", "retracted"),
)

Groups = list[tuple[str | None, list[Entry]]]


class Library(Protocol):
    """The read side of a library as far as a block needs it: the contract's JSON objects, always in the same order."""

    def entries(self, chosen: Filter, /, *, only: Iterable[str] | None = None) -> Iterable[Entry]:
        """Papers, with all keys or only these."""

    def models(self) -> Iterable[Entry]:
        """Models."""

    def domains(self) -> Iterable[Entry]:
        """Domains."""

    def datasets(self) -> Iterable[Entry]:
        """Datasets."""

    def articles(self) -> Iterable[Entry]:
        """Write-ups."""

    def resources(self) -> Iterable[Entry]:
        """Resources."""

    def documents(self) -> Iterable[str]:
        """Names of imported files."""


def papers(options: Options, library: Library) -> list[Entry]:
    """The papers of a block. A named document's papers stand in its order unless another is asked for."""
    chosen = options.filter._replace(limit=None)
    if options.style == "plan":
        chosen = chosen._replace(statuses=chosen.statuses or _IN_PLAN, sort=chosen.sort or ("plan",))
    found = library.entries(chosen, only=_READ)
    found = _of_lists(found, options, library, sorted_already=bool(chosen.sort))
    return list(islice(found, options.filter.limit))


def _of_lists(found: Iterable[Entry], options: Options, library: Library, *, sorted_already: bool) -> Iterable[Entry]:
    """What the documents of `list=` name, in their order unless another was asked for; without `list=` all.

    Raises NotFound for a document that was never imported.
    """
    if not options.list_:
        return found
    imported = list(library.documents())
    for name in options.list_:
        if not any(is_named(document, name) for document in imported):
            hint = suggestion(name, imported, "`fm import` it first, or leave list out.")
            raise NotFound(f"Nothing was imported from {name!r}.", hint)
    named = [one for one in found if any(is_of(source, options.list_) for source in one["sources"])]
    return named if sorted_already else sorted(named, key=lambda one: line_in(one, options.list_) or 0)


def grouped(found: Iterable[Entry], by: str, options: Options, library: Library) -> Groups:
    """Papers by heading: domains in the library's order, years newest first, categories as they first occur.

    Each paper stands under one heading, so that a changed paper changes one row. What has none comes last.
    """
    if by == "year":
        years = _gathered(found, lambda paper: str(paper["year"]) if paper["year"] else None)
        return sorted(years, key=lambda group: group[0] or "", reverse=True)
    if by == "category":
        categories = _gathered(found, lambda paper: category(paper, options.list_))
        return sorted(categories, key=lambda group: group[0] is None)
    return _by_domain(found, options, list(library.domains()))


def _by_domain(found: Iterable[Entry], options: Options, known: list[Entry]) -> Groups:
    """A paper of several domains stands under the first that was asked for, else under its first."""
    names = {name_key(alias): one["name"] for one in known for alias in (one["name"], one["label_zh"], *one["aliases"])}
    asked = {names.get(name_key(word)) for word in options.filter.domains}

    def domain(paper: Entry) -> str | None:
        mine = paper["domains"]
        return next((name for name in mine if name in asked), mine[0] if mine else None)

    order = {one["name"]: number for number, one in enumerate(known)}
    groups = sorted(_gathered(found, domain), key=lambda group: order.get(group[0] or "", len(order)))
    shown = {one["name"]: one["label_zh"] or one["name"] for one in known} if options.lang == "zh" else {}
    return [(shown.get(name or "", name), members) for name, members in groups]


def _gathered(found: Iterable[Entry], name: Callable[[Entry], str | None]) -> Groups:
    groups: dict[str | None, list[Entry]] = {}
    for paper in found:
        groups.setdefault(name(paper), []).append(paper)
    return list(groups.items())


def things(options: Options, library: Library) -> list[Entry]:
    """The datasets, write-ups or resources of a block: all, or those about the models and the papers it chooses.

    Those that a document names stand in its order, write-ups else by number.
    """
    of_noun = {"datasets": library.datasets, "articles": library.articles, "resources": library.resources}
    found = list(of_noun[options.noun]())
    if options.filter.models:
        wanted = {name_key(word) for word in options.filter.models}
        named = [
            one for one in library.models() if wanted & {name_key(alias) for alias in (one["name"], *one["aliases"])}
        ]
        found = _about(found, {key for one in named for key in one["papers"]}, {one["name"] for one in named})
    others = options.filter._replace(models=(), sort=(), limit=None)
    if others != Filter():
        chosen = list(library.entries(others, only=("key", "models")))
        found = _about(found, {one["key"] for one in chosen}, {name for one in chosen for name in one["models"]})
    order = options.filter.sort or (("number",) if options.noun == "articles" and not options.list_ else ())
    found = list(_of_lists(found, options, library, sorted_already=bool(order)))
    for key in reversed(order):
        _sort(found, key)
    return found[: options.filter.limit]


def _about(found: list[Entry], keys: set[str], models: set[str]) -> list[Entry]:
    """Those that name one of these papers or models."""
    return [
        one
        for one in found
        if one.get("paper") in keys or keys & {*one.get("papers", ())} or models & {*one.get("models", ())}
    ]


def _sort(found: list[Entry], key: str) -> None:
    """By one key, equals as they stood; what has no such value comes last."""
    field = key.removeprefix("-")

    def value(one: Entry) -> Any:
        held = one.get("name", one.get("title")) if field == "title" else one.get(field)
        return held.casefold() if isinstance(held, str) else held

    known = [one for one in found if value(one) is not None]
    known.sort(key=value, reverse=key.startswith("-"))
    found[:] = [*known, *(one for one in found if value(one) is None)]
