"""A block's text from a library: which entries, in what order, in which groups, in which style."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any, Protocol

from lifesci_fm.errors import UsageError
from lifesci_fm.formats.readme import labels, lists
from lifesci_fm.formats.readme.entries import Entry, category, is_of, line_in
from lifesci_fm.formats.readme.markdown import heading
from lifesci_fm.formats.readme.options import Options
from lifesci_fm.formats.readme.tables import table
from lifesci_fm.text import name_key
from lifesci_fm.vocabulary import Filter, Status

#: What a reading plan holds unless a status is asked for.
_IN_PLAN = (Status.PLANNED, Status.PREPARING, Status.READ)

Groups = list[tuple[str | None, list[Entry]]]


class Library(Protocol):
    """The read side of a library as far as a block needs it: the contract's JSON objects, always in the same order."""

    def entries(self, chosen: Filter, /) -> Iterable[Entry]:
        """Papers."""

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


def render(options: Options, library: Library) -> str:
    """A block's lines, each ended by `\\n`; empty where nothing is to be printed.

    Raises UsageError where an option means nothing to the style.
    """
    return "".join(f"{line}\n" for line in _LINES[options.noun](options, library))


def _papers(options: Options, library: Library) -> Iterator[str]:
    papers = _chosen_papers(options, library)
    if "released" in (options.shown_columns if options.is_table else ()):
        released = {model["name"]: model["released"] for model in library.models()}
        papers = [{**paper, "released": released.get(paper["model"])} for paper in papers]
    by = options.group or ("domain" if options.style == "topics" else None)
    groups: Groups = _grouped(papers, by, options, library) if by else [(None, papers)]
    if options.style == "topics":
        return lists.topics(groups, options)
    print_style = table if options.is_table else lists.awesome
    return _under_headings(groups, options, print_style) if by else print_style(papers, options)


def _under_headings(
    groups: Groups, options: Options, print_style: Callable[[list[Entry], Options], Iterator[str]]
) -> Iterator[str]:
    for number, (name, papers) in enumerate(groups):
        if number:
            yield ""
        yield heading(name or labels.OTHER[options.lang], options.level)
        yield ""
        yield from print_style(papers, options)


def _chosen_papers(options: Options, library: Library) -> list[Entry]:
    chosen = replace(options.filter, limit=None)
    if options.style == "plan":
        chosen = replace(chosen, statuses=chosen.statuses or _IN_PLAN, sort=chosen.sort or ("plan",))
    papers = library.entries(chosen)
    if options.list_:
        papers = [one for one in papers if any(is_of(source, options.list_) for source in one.get("sources") or ())]
        if not chosen.sort:  # as in the document itself
            papers.sort(key=lambda paper: line_in(paper, options.list_) or 0)
    return list(islice(papers, options.filter.limit))


def _grouped(papers: list[Entry], by: str, options: Options, library: Library) -> Groups:
    """The papers by heading: domains in the library's order, years newest first, categories as they first occur.

    Each paper stands under one heading, so that a changed paper changes one row. What has none comes last.
    """
    if by == "year":
        years = _gathered(papers, lambda paper: str(paper["year"]) if paper["year"] else None)
        return sorted(years, key=lambda group: group[0] or "", reverse=True)
    if by == "category":
        return sorted(
            _gathered(papers, lambda paper: category(paper, options.list_)), key=lambda group: group[0] is None
        )
    known = list(library.domains())
    names = {name_key(alias): one["name"] for one in known for alias in (one["name"], one["label_zh"], *one["aliases"])}
    asked = {names.get(name_key(word), word) for word in options.filter.domains}

    def domain(paper: Entry) -> str | None:
        mine = paper["domains"]
        return next((name for name in mine if name in asked), mine[0] if mine else None)

    order = {one["name"]: number for number, one in enumerate(known)}
    groups = sorted(_gathered(papers, domain), key=lambda group: order.get(group[0] or "", len(order)))
    shown = {one["name"]: one["label_zh"] or one["name"] for one in known} if options.lang == "zh" else {}
    return [(shown.get(name or "", name), members) for name, members in groups]


def _gathered(papers: Iterable[Entry], name: Callable[[Entry], str | None]) -> Groups:
    groups: dict[str | None, list[Entry]] = {}
    for paper in papers:
        groups.setdefault(name(paper), []).append(paper)
    return list(groups.items())


def _datasets(options: Options, library: Library) -> Iterator[str]:
    return table(_chosen_things(library.datasets(), options, library), options)


def _articles(options: Options, library: Library) -> Iterator[str]:
    return lists.articles(_chosen_things(library.articles(), options, library, ("number",)), options)


def _resources(options: Options, library: Library) -> Iterator[str]:
    things = _chosen_things(library.resources(), options, library)
    keys = tuple(key for thing in things for key in thing["papers"])
    papers = {paper["key"]: paper for paper in library.entries(Filter(keys=keys))} if keys else {}
    return lists.resources(things, papers, options)


def _chosen_things(
    things: Iterable[Entry], options: Options, library: Library, order: tuple[str, ...] = ()
) -> list[Entry]:
    """Datasets, articles or resources: all, or those about the papers that the filter chooses."""
    if options.list_:
        raise UsageError("list= chooses papers only.", "Choose by model= or domain= instead.")
    found = list(things)
    about = replace(options.filter, sort=(), limit=None)
    if about != Filter():
        papers = list(library.entries(about))
        keys = {paper["key"] for paper in papers}
        models = {name for paper in papers for name in paper["models"]}
        found = [
            thing
            for thing in found
            if thing.get("paper") in keys or keys & {*thing.get("papers", ())} or models & {*thing.get("models", ())}
        ]
    for key in reversed(options.filter.sort or order):
        _sort(found, key)
    return found[: options.filter.limit]


def _sort(things: list[Entry], key: str) -> None:
    """By one key, stably; what has no such value comes last."""
    field = key.removeprefix("-")
    if field not in _THING_KEYS:
        raise UsageError(f"Only papers have the sort key {field!r}.", f"Sort by {', '.join(_THING_KEYS)}.")

    def value(thing: Entry) -> Any:
        held = thing.get("name") if field == "title" and "name" in thing else thing.get(field)
        return held.casefold() if isinstance(held, str) else held

    known = [thing for thing in things if value(thing) is not None]
    known.sort(key=value, reverse=key.startswith("-"))
    things[:] = [*known, *(thing for thing in things if value(thing) is None)]


_THING_KEYS = ("id", "title", "number", "date")
_LINES: dict[str, Callable[[Options, Library], Iterator[str]]] = {
    "papers": _papers,
    "datasets": _datasets,
    "articles": _articles,
    "resources": _resources,
}
