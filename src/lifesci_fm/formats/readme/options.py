"""What a block prints and how: the words of its marker, or of the command line, checked and typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lifesci_fm.config import LANGUAGES
from lifesci_fm.errors import UsageError
from lifesci_fm.text import suggestion
from lifesci_fm.vocabulary import Filter, make_filter, one_of

#: Style → the noun its entries are.
STYLES = {
    "plan": "papers",
    "papers": "papers",
    "awesome": "papers",
    "topics": "papers",
    "datasets": "datasets",
    "articles": "articles",
    "resources": "resources",
}
#: Fields that datasets, write-ups and resources are sorted by; a dataset's title is its name.
THING_SORT_KEYS = ("id", "title", "number", "date")
GROUPS = ("domain", "category", "year")
LINKS = ("preferred", "preprint", "published")

#: Columns a table style prints unless told otherwise, and those it could print.
COLUMNS: dict[str, tuple[str, ...]] = {
    "plan": ("model", "released", "domain", "status"),
    "papers": ("year", "title", "venue", "paper", "code"),
    "datasets": ("name", "modality", "scale", "task", "link"),
}
#: A Chinese note puts the scale before the modality.
_COLUMNS_ZH = {"datasets": ("name", "scale", "modality", "task", "link")}
_PAPER_COLUMNS = (*COLUMNS["plan"], *COLUMNS["papers"], "weights", "authors", "key")
_KNOWN_COLUMNS = {"plan": _PAPER_COLUMNS, "papers": _PAPER_COLUMNS, "datasets": COLUMNS["datasets"]}

#: Keys of a marker that choose papers, as the options of `fm list` do.
FILTER_KEYS = (
    "domain", "status", "model", "author", "venue", "year", "since", "rating", "priority", "read_since", "tag", "key",
    "type", "has", "incomplete", "query", "sort", "limit",
)  # fmt: skip
#: Keys whose value may hold a comma when it is quoted.
NAMES_WITH_COMMAS = frozenset({"author", "venue", "query"})
_OWN_KEYS = ("style", "lang", "list", "group", "link", "columns", "level")
KEYS = (*_OWN_KEYS, *FILTER_KEYS)
_SINGLE = frozenset({"style", "lang", "group", "link", "level", "since", "read_since", "incomplete", "query", "limit"})

Words = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How one block is printed. `list_` names the documents whose entries alone are printed; `level` is that of the
    headings of a grouped block; `columns` is empty for the style's own."""

    style: str
    lang: str = "en"
    filter: Filter = field(default_factory=Filter)
    list_: tuple[str, ...] = ()
    group: str | None = None
    link: str = "preferred"
    columns: tuple[str, ...] = ()
    level: int = 3

    @property
    def noun(self) -> str:
        """papers, datasets, articles or resources."""
        return STYLES[self.style]

    @property
    def is_table(self) -> bool:
        """Its entries are rows."""
        return self.style in COLUMNS

    @property
    def shown_columns(self) -> tuple[str, ...]:
        """The columns of a table style, in order."""
        own = _COLUMNS_ZH.get(self.style) if self.lang == "zh" else None
        return self.columns or own or COLUMNS[self.style]


def read_options(words: Words, *, lang: str = "en") -> Options:
    """The options that words of a marker or a command line mean; `style` must be among them.

    `lang` holds where the words name no language. Raises UsageError.
    """
    for key, values in words.items():
        if key not in KEYS:
            known = f"Known are {', '.join(KEYS)}."
            raise UsageError(f"{key!r} is no key of a block.", suggestion(key, KEYS, known))
        if key in _SINGLE and len(values) != 1:
            raise UsageError(f"{key} takes one value, not {', '.join(values)}.", f"Write {key}={values[-1]}.")
    style = one_of(words["style"][0], tuple(STYLES), "style")
    options = Options(
        style=style,
        lang=one_of(_one(words, "lang", lang), LANGUAGES, "language of blocks"),
        filter=_filter(style, words),
        list_=tuple(words.get("list", ())),
        group=one_of(words["group"][0], GROUPS, "grouping") if "group" in words else None,
        link=one_of(_one(words, "link", "preferred"), LINKS, "kind of link"),
        columns=_columns(style, words.get("columns", ())),
        level=_whole(words, "level", 3, range(1, 7)),
    )
    if options.group and options.noun != "papers":
        raise UsageError(f"The style {style} is not grouped.", "Leave group out, or choose a style of papers.")
    return options


def filter_words(chosen: Filter) -> dict[str, list[str]]:
    """The words that a marker needs to choose the same papers: the reverse of `make_filter`."""
    words = {
        "domain": list(chosen.domains),
        "status": [status.value for status in chosen.statuses],
        "model": list(chosen.models),
        "author": list(chosen.authors),
        "venue": list(chosen.venues),
        "year": [_span(one.first, one.last) for one in chosen.years],
        "since": [chosen.since] if chosen.since else [],
        "rating": [_span(one.first, one.last) for one in chosen.ratings],
        "priority": [_span(one.first, one.last) for one in chosen.priorities],
        "read_since": [chosen.read_since] if chosen.read_since else [],
        "tag": list(chosen.tags),
        "key": list(chosen.keys),
        "type": [one.value for one in chosen.types],
        "has": list(chosen.has),
        "incomplete": ["yes"] if chosen.incomplete else [],
        "query": [chosen.query] if chosen.query else [],
        "sort": list(chosen.sort),
        "limit": [str(chosen.limit)] if chosen.limit else [],
    }
    return {key: values for key, values in words.items() if values}


def _span(first: int | None, last: int | None) -> str:
    return str(first) if first == last else f"{first or ''}-{last or ''}"


def _one(words: Words, key: str, default: str) -> str:
    return words[key][0] if key in words else default


def _columns(style: str, wanted: Sequence[str]) -> tuple[str, ...]:
    if wanted and style not in _KNOWN_COLUMNS:
        raise UsageError(f"The style {style} has no columns.", f"Tables are {', '.join(_KNOWN_COLUMNS)}.")
    return tuple(one_of(word, _KNOWN_COLUMNS[style], f"column of {style}") for word in wanted)


def _whole(words: Words, key: str, default: int, allowed: range | None = None) -> int:
    text = _one(words, key, str(default)).strip()
    if not text.isascii() or not text.isdigit() or (allowed is not None and int(text) not in allowed):
        bounds = f" from {allowed[0]} to {allowed[-1]}" if allowed else ""
        raise UsageError(f"{key}={text} is no whole number{bounds}.", f"Write {key}={default}, or leave it out.")
    return int(text)


def _filter(style: str, words: Words) -> Filter:
    """The papers to choose, or to choose other things by; those have sort keys of their own."""
    told = _filter_words(words)
    if STYLES[style] == "papers":
        return make_filter(**told)
    told.pop("sort", None)
    order = [(word[: word.startswith("-")], word.removeprefix("-")) for word in words.get("sort", ())]
    keys = tuple(minus + one_of(key, THING_SORT_KEYS, f"sort key of {STYLES[style]}") for minus, key in order)
    return make_filter(**told)._replace(sort=keys)


def _filter_words(words: Words) -> dict[str, Any]:
    found: dict[str, Any] = {key: list(words[key]) for key in FILTER_KEYS if key in words}
    for key in ("since", "read_since"):
        if key in found:
            found[key] = words[key][0]
    if "sort" in found:
        found["sort"] = ",".join(words["sort"])
    if "limit" in found:
        found["limit"] = _whole(words, "limit", 0)
    if "incomplete" in found:
        found["incomplete"] = one_of(words["incomplete"][0], ("yes", "no"), "answer") == "yes"
    return found
