"""A block's text from a library, in the style and the language of its options."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lifesci_fm.formats.readme import choose, labels, lists
from lifesci_fm.formats.readme.choose import Groups, Library
from lifesci_fm.formats.readme.entries import Entry
from lifesci_fm.formats.readme.markdown import heading
from lifesci_fm.formats.readme.options import Options
from lifesci_fm.formats.readme.tables import table
from lifesci_fm.vocabulary import Filter


def render(options: Options, library: Library) -> str:
    """A block's lines, each ended by `\\n`; empty where nothing is to be printed.

    Raises UsageError where an option means nothing to the style.
    """
    return "".join(f"{line}\n" for line in _lines(options, library))


def _lines(options: Options, library: Library) -> Iterator[str]:
    if options.noun == "papers":
        return _papers(options, library)
    found = choose.things(options, library)
    if options.noun == "datasets":
        return table(found, options)
    if options.noun == "articles":
        return lists.articles(found, options)
    keys = tuple(key for resource in found for key in resource["papers"])
    papers = library.entries(Filter(keys=keys)) if keys else ()
    return lists.resources(found, {paper["key"]: paper for paper in papers}, options)


def _papers(options: Options, library: Library) -> Iterator[str]:
    papers = choose.papers(options, library)
    if options.is_table and "released" in options.shown_columns:
        released = {model["name"]: model["released"] for model in library.models()}
        papers = [{**paper, "released": released.get(paper["model"])} for paper in papers]
    if options.style == "topics":
        return lists.topics(choose.grouped(papers, options.group or "domain", options, library), options)
    print_style = table if options.is_table else lists.awesome
    if options.group is None:
        return print_style(papers, options)
    return _under_headings(choose.grouped(papers, options.group, options, library), options, print_style)


def _under_headings(
    groups: Groups, options: Options, print_style: Callable[[list[Entry], Options], Iterator[str]]
) -> Iterator[str]:
    for number, (name, papers) in enumerate(groups):
        if number:
            yield ""
        yield heading(name or labels.OTHER[options.lang], options.level)
        yield ""
        yield from print_style(papers, options)
