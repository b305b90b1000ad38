"""What a block prints and how: the words of its marker, or of the command line, checked and typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from lifesci_fm.errors import UsageError
from lifesci_fm.formats.readme.labels import LANGUAGES
from lifesci_fm.text import nearest
from lifesci_fm.vocabulary import Filter

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
    *("domain", "status", "model", "author", "venue", "year", "since", "tag", "key", "type", "has", "incomplete"),
    *("query", "sort", "limit"),
)
#: Keys whose value may hold a comma when it is quoted.
NAMES_WITH_COMMAS = frozenset({"author", "venue", "query"})
_OWN_KEYS = ("style", "lang", "list", "group", "link", "columns", "level")
KEYS = (*_OWN_KEYS, *FILTER_KEYS)
_SINGLE = frozenset({"style", "lang", "group", "link", "level", "since", "incomplete", "query", "limit"})

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


def read_options(words: Words, make_filter: Callable[..., Filter], *, lang: str = "en") -> Options:
    """The options that words of a marker or a command line mean; `style` must be among them.

    `make_filter` takes the words of `FILTER_KEYS` as `fm list` takes its options. `lang` holds where the words name
    no language. Raises UsageError.
    """
    for key, values in words.items():
        if key not in KEYS:
            raise UsageError(f"{key!r} is no key of a block.", _hint(key, KEYS))
        if key in _SINGLE and len(values) != 1:
            raise UsageError(f"{key} takes one value, not {', '.join(values)}.", f"Write {key}={values[-1]}.")
    style = choice(words["style"][0], tuple(STYLES), "style")
    options = Options(
        style=style,
        lang=choice(_one(words, "lang", lang), LANGUAGES, "language of blocks"),
        filter=make_filter(**_filter_words(words)),
        list_=tuple(words.get("list", ())),
        group=choice(words["group"][0], GROUPS, "grouping") if "group" in words else None,
        link=choice(_one(words, "link", "preferred"), LINKS, "kind of link"),
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
        "year": [_years(one.first, one.last) for one in chosen.years],
        "since": [chosen.since] if chosen.since else [],
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


def _years(first: int | None, last: int | None) -> str:
    return str(first) if first == last else f"{first or ''}-{last or ''}"


def choice(word: str, known: Sequence[str], noun: str) -> str:
    """The known word that was meant, whatever its case. Raises UsageError with the nearest."""
    if (plain := word.strip().casefold()) in known:
        return plain
    raise UsageError(f"{word!r} is no {noun}.", _hint(word, known))


def _hint(word: str, known: Sequence[str]) -> str:
    close = nearest(word, known)
    return f"Did you mean {' or '.join(close)}?" if close else f"Known are {', '.join(known)}."


def _one(words: Words, key: str, default: str) -> str:
    return words[key][0] if key in words else default


def _columns(style: str, wanted: Sequence[str]) -> tuple[str, ...]:
    if wanted and style not in _KNOWN_COLUMNS:
        raise UsageError(f"The style {style} has no columns.", f"Tables are {', '.join(_KNOWN_COLUMNS)}.")
    return tuple(choice(word, _KNOWN_COLUMNS[style], f"column of {style}") for word in wanted)


def _whole(words: Words, key: str, default: int, allowed: range | None = None) -> int:
    text = _one(words, key, str(default)).strip()
    if not text.isascii() or not text.isdigit() or (allowed is not None and int(text) not in allowed):
        bounds = f" from {allowed[0]} to {allowed[-1]}" if allowed else ""
        raise UsageError(f"{key}={text} is no whole number{bounds}.", f"Write {key}={default}, or leave it out.")
    return int(text)


def _filter_words(words: Words) -> dict[str, object]:
    found: dict[str, object] = {key: list(words[key]) for key in FILTER_KEYS if key in words}
    if "since" in found:
        found["since"] = words["since"][0]
    if "sort" in found:
        found["sort"] = ",".join(words["sort"])
    if "limit" in found:
        found["limit"] = _whole(words, "limit", 0)
    if "incomplete" in found:
        found["incomplete"] = choice(words["incomplete"][0], ("yes", "no"), "answer") == "yes"
    return found
