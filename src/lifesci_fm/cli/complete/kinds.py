"""Which words can stand where: the kind of word of every parameter that takes one.

A parameter is found by its command and name (`tag rename new`), else by its name alone. One whose metavar lists its
words (`zh|en`) or that is a path needs no entry; what people make up themselves is in FREE.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from lifesci_fm.catalog.completion import Offer, begins

if TYPE_CHECKING:
    from lifesci_fm.cli.complete.grammar import Spot
    from lifesci_fm.cli.complete.names import Kind, Names


class Offers(NamedTuple):
    """What can stand at the cursor: these words, or any file."""

    words: list[Offer]
    files: bool = False


def offers(spot: Spot | None) -> Offers:
    """What can stand at a place of the command line."""
    if spot is None:
        return Offers([])
    if spot.of_options:
        return Offers(list(_options(spot)))
    if spot.value_of is None:
        return Offers(list(_commands(spot)))
    if is_path(spot.value_of):
        return Offers([], files=True)
    kind = kind_of(spot.path, spot.value_of)
    if kind is None:
        return Offers([])
    if kind is _FILES:
        return Offers([], files=True)
    from lifesci_fm.cli.complete.names import Names

    with Names(spot.library) as names:
        found: dict[str, Offer] = {}
        for offer in kind(names, spot.start):  # names ignore case: one spelling of each
            found.setdefault(offer.word.casefold(), offer)
    return Offers([Offer(spot.kept + offer.word, offer.about) for offer in found.values()])


def is_path(parameter: Any) -> bool:
    """Does a file stand there?"""
    return bool(parameter.type.name == "path")


def kind_of(path: tuple[str, ...], parameter: Any) -> Kind | None:
    """The kind of word of a parameter of the command of this path; None where nothing can be offered."""
    for place in ((*path, parameter.name), (*path[:1], "*", parameter.name), (parameter.name,)):
        if found := PLACES.get(" ".join(place)):
            return found
    alternatives = (parameter.metavar or "").split("|")
    if len(alternatives) > 1 and all(word.isalpha() and word.islower() for word in alternatives):
        return _words(*alternatives)
    return None


def _options(spot: Spot) -> Iterator[Offer]:
    for option in spot.options:
        if option.name in spot.given and not option.multiple:
            continue
        for word in (*option.opts, *option.secondary_opts):
            if word.startswith(spot.start):
                yield Offer(word, _first_sentence(option.help))


def _commands(spot: Spot) -> Iterator[Offer]:
    for name, help in getattr(spot.command, "summaries", dict)().items():
        if name.startswith(spot.start):
            yield Offer(name, _first_sentence(help))
    for name, command in getattr(spot.command, "commands", {}).items():
        if name.startswith(spot.start):
            yield Offer(name, _first_sentence(command.help))


def _first_sentence(help: str | None) -> str:
    line, _, _ = (help or "").strip().partition("\n")
    sentence, stop, rest = line.partition(". ")
    return f"{sentence}." if rest else sentence + stop


# -- kinds ----------------------------------------------------------------------------------------------------------


def _names(source: str) -> Kind:
    """Names of the library, of a source in `catalog.completion`."""
    return lambda names, start: names.of(source, start)


def _words(*known: str) -> Kind:
    """These words and no others."""
    return lambda _, start: (Offer(word) for word in known if begins(word, start))


def _lazily(known: Callable[[], Iterable[str]]) -> Kind:
    """Words that another room lists, which is imported only now."""
    return lambda names, start: _words(*known())(names, start)


def _behind(pattern: str, kind: Kind) -> Kind:
    """The same behind what the pattern matches at the beginning: the last of several, an order turned round."""

    def words(names: Names, start: str) -> Iterator[Offer]:
        import re

        found = re.match(pattern, start)
        kept = found[0] if found else ""
        for offer in kind(names, start[len(kept) :]):
            yield Offer(kept + offer.word, offer.about)

    return words


def _statuses(*groups: str) -> Kind:
    """Reading statuses, in either language once one is begun; `groups` are further words that filters know."""

    def words(_: Names, start: str) -> Iterator[Offer]:
        from lifesci_fm.vocabulary import STATUS_WORDS

        for word, status in STATUS_WORDS.items():
            if begins(word, start) and (start or word == status.value):
                yield Offer(word, "" if word == status.value else status.value)
        yield from (Offer(word, "planned or preparing") for word in groups if begins(word, start))

    return words


def _query(names: Names, start: str) -> Iterator[Offer]:
    """The last term of a query: a field, the value of one, or a saved query."""
    from lifesci_fm.cli.complete.terms import term

    return term(names, start, FIELDS)


def _columns() -> Iterable[str]:
    from lifesci_fm.catalog.papers import KEYS
    from lifesci_fm.catalog.query import COLUMNS

    return dict.fromkeys((*COLUMNS, *KEYS))


def _fields() -> Iterable[str]:
    from lifesci_fm.catalog.papers import KEYS

    return KEYS


def _thing_formats() -> Iterable[str]:
    from lifesci_fm.cli.export import THING_FORMATS

    return THING_FORMATS


def _json_formats() -> Iterable[str]:
    from lifesci_fm.cli.export import JSON_FORMATS

    return JSON_FORMATS


def _block_columns() -> Iterable[str]:
    from lifesci_fm.formats.readme.options import COLUMNS

    return dict.fromkeys(name for names in COLUMNS.values() for name in names)


def _checks() -> Iterable[str]:
    from lifesci_fm.catalog.doctor import CHECKS

    return CHECKS


def _formats() -> Iterable[str]:
    from lifesci_fm.cli.output import FORMATS

    return FORMATS


def _import_formats() -> Iterable[str]:
    from lifesci_fm.formats.files import FORMATS

    return FORMATS


def _model_orders() -> Iterable[str]:
    from lifesci_fm.catalog.nouns import MODEL_SORT

    return MODEL_SORT


def _of_vocabulary(name: str) -> Kind:
    def known() -> Iterable[str]:
        from lifesci_fm import vocabulary

        return [str(word) for word in getattr(vocabulary, name)]

    return _lazily(known)


def _links(_: Names, start: str) -> Iterator[Offer]:
    """What a link is of, before its address: `code=`."""
    from lifesci_fm.vocabulary import LINK_KINDS

    yield from (Offer(f"{kind}=") for kind in LINK_KINDS if begins(f"{kind}=", start))


def _of_blocks(name: str) -> Kind:
    def known() -> Iterable[str]:
        from lifesci_fm.formats.readme import options

        return list(getattr(options, name))

    return _lazily(known)


def _files(_names: Names, _start: str) -> Iterable[Offer]:
    return ()


_FILES: Kind = _files
_SEVERAL = r".*,"
_TURNED = r"(.*,)?-?"

_DOMAINS, _MODELS, _PAPERS, _TAGS = _names("domains"), _names("models"), _names("papers"), _names("tags")

#: Fields of the query language whose values are known.
FIELDS: dict[str, Kind] = {
    "domain": _DOMAINS,
    "status": _statuses("pending"),
    "model": _MODELS,
    "author": _names("authors"),
    "venue": _names("venues"),
    "tag": _TAGS,
    "key": _names("keys"),
    "type": _of_vocabulary("PaperType"),
    "has": _of_vocabulary("HAS"),
    "is": _words("incomplete", "complete", "published", "preprint", "retracted"),
}

#: Parameter, or command and parameter → the words that can stand there. `*` is any verb of a noun.
PLACES: dict[str, Kind] = {
    **{name: FIELDS[name] for name in ("domain", "status", "model", "author", "venue", "tag", "key", "type", "has")},
    "query": _query,
    "more": _query,
    "sort": _behind(_TURNED, _of_vocabulary("SORT_KEYS")),
    "columns": _behind(_SEVERAL, _lazily(_columns)),
    "format": _lazily(_formats),
    **dict.fromkeys(("paper", "papers", "rm_paper", "before", "after", "one", "other", "about", "rm_about"), _PAPERS),
    **dict.fromkeys(("rm_model", "predecessor", "rm_predecessor"), _MODELS),
    **dict.fromkeys(("add_domain", "rm_domain"), _DOMAINS),
    **dict.fromkeys(("add_tag", "rm_tag"), _TAGS),
    **{f"{command} status": _statuses() for command in ("add", "import", "mark")},
    "add ids": _FILES,
    "import files": _FILES,
    "import as_": _lazily(_import_formats),
    "query remove names": _names("saved_queries"),
    "doctor checks": _lazily(_checks),
    "completion shell": _words("bash", "zsh", "fish"),
    **{f"export {noun} format": _lazily(_thing_formats) for noun in ("datasets", "articles", "resources")},
    "export json format": _lazily(_json_formats),
    "export csv columns": _behind(_SEVERAL, _lazily(_fields)),
    "export readme files": _FILES,
    "export readme style": _of_blocks("STYLES"),
    "export readme group": _of_blocks("GROUPS"),
    "export readme link": _of_blocks("LINKS"),
    "export readme columns": _behind(_SEVERAL, _lazily(_block_columns)),
    "export readme list_": _FILES,
    **{f"model {verb} sort": _behind("-", _lazily(_model_orders)) for verb in ("list", "compare")},
    **{
        f"{noun} * {name}": _names(f"{noun}s")
        for noun in ("model", "dataset", "article", "resource", "domain", "tag")
        for name in ("name", "names")
    },
    "model merge others": _MODELS,
    "domain merge others": _DOMAINS,
    "tag rename new": _TAGS,
    "resource * kind": _of_vocabulary("RESOURCE_KINDS"),
    **dict.fromkeys(("link", "article * url"), _links),
    # what is new, or described in a person's own words
    **dict.fromkeys(("alias", "rm_alias", "modality", "topic", "query save name"), _words()),
    **{f"{noun} add name": _words() for noun in ("model", "dataset", "domain")},
}  # fmt: skip

#: Metavars of what cannot be known: people make it up, or read it off a page. A test holds that every other parameter
#: of every command has its kind of word.
FREE = frozenset(
    {"TEXT", "DATE", "N", "YEARS", "ID", "URL", "FIELD=VALUE", "ALIAS...", "LABEL", "TITLE", "PATH"}
)  # fmt: skip
