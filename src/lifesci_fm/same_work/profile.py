"""Profiles: what identity is judged by, taken from a record (or, by the library, from a stored paper)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields
from functools import lru_cache

from lifesci_fm.frozen import frozen
from lifesci_fm.identifiers import Identifier, Scheme, normalise_url, repository_name, repository_path
from lifesci_fm.records import Author, PaperRecord, VersionRecord
from lifesci_fm.same_work.titles import title_prefix
from lifesci_fm.text import family_key, fold, name_key
from lifesci_fm.vocabulary import PaperType, VersionKind


@frozen()
class Imprint:
    """Where a published version stands, folded for comparison; empty where unknown."""

    volume: str = ""
    page: str = ""
    edition: str = ""


@frozen(kw_only=True)
class Profile:
    """What identity is judged by. Titles are folded. `authors` holds each list of family names
    that somebody gave, first author first.

    `models` are the models it is said to introduce, `named` adds the word before a colon in its title; both as
    `text.name_key`. `repositories` are names of code repositories, `owners` whose those are, `related` identifiers of
    its other versions, `keys` citation keys in small letters. Only a paper of a library is `held`, by its keys; `apart`
    are keys of papers that a person says are other works.
    """

    identifiers: frozenset[Identifier] = frozenset()
    titles: frozenset[str] = frozenset()
    authors: frozenset[tuple[str, ...]] = frozenset()
    years: frozenset[int] = frozenset()
    models: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    repositories: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    related: frozenset[Identifier] = frozenset()
    imprints: frozenset[Imprint] = frozenset()
    keys: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()
    type: PaperType | None = None


def together(a: Profile, b: Profile) -> Profile:
    """The profile of a work that both describe."""
    return Profile(
        **{name: getattr(a, name) | getattr(b, name) for name in _SETS},
        type=a.type or b.type,
    )


_SETS = tuple(field.name for field in fields(Profile) if field.name != "type")

#: Relations that say two identifiers are of one work.
ONE_WORK_RELATIONS = frozenset({"published-as", "preprint-of", "same-as"})

#: The relation by which a person holds two papers of a library apart; its value is the other's citation key.
NOT_SAME = "not-same"

#: Kinds of link that lead to the paper itself.
PAGE_LINKS = frozenset({"paper", "pdf"})

#: Kinds of link that lead to a repository of code or weights.
REPOSITORY_LINKS = frozenset({"code", "weights"})


def profile_of(record: PaperRecord) -> Profile:
    """The profile of what one entry or source says."""
    code = [link.url for link in record.links if link.kind in REPOSITORY_LINKS]
    return Profile(
        identifiers=frozenset(record.identifiers) | {Identifier(Scheme.URL, page) for page in pages(record)},
        titles=frozenset({fold(record.title)} - {""}) if record.title else frozenset(),
        authors=frozenset({families(record.authors)} - {()}),
        years=years(version.date for version in record.versions),
        models=frozenset(name_key(model.name) for model in record.models),
        named=named_models((model.name for model in record.models), record.title),
        repositories=repositories(code),
        owners=owners(code),
        related=frozenset(r.identifier for r in record.relations if r.kind in ONE_WORK_RELATIONS),
        imprints=frozenset(imprint(version) for version in record.versions if version.kind is VersionKind.PUBLISHED),
        keys=frozenset(key.lower() for key in (record.key, *record.key_aliases) if key),
        type=record.type,
    )


def pages(record: PaperRecord) -> set[str]:
    """The pages an entry gives for the paper itself, as `normalise_url` compares them."""
    urls = [version.url for version in record.versions]
    urls += [link.url for link in record.links if link.kind in PAGE_LINKS]
    return {page for url in urls if url and (page := page_key(url))}


page_key = lru_cache(maxsize=4096)(normalise_url)  # one URL is compared several times while its entry is taken in


def families(authors: Iterable[Author]) -> tuple[str, ...]:
    """Family names as compared: without accents, case and punctuation."""
    return tuple(family_key(author.family) for author in authors)


def years(dates: Iterable[str | None]) -> frozenset[int]:
    """The years of partial dates."""
    return frozenset(int(date[:4]) for date in dates if date)


def named_models(models: Iterable[str], title: str | None) -> frozenset[str]:
    """Keys of the models a paper is about by its own words: stated ones, and `Name` of a title `Name: …`."""
    named = {name_key(model) for model in models}
    if title and (prefix := title_prefix(title)):
        named.add(name_key(prefix))
    return frozenset(named)


def repositories(urls: Iterable[str]) -> frozenset[str]:
    """Keys of the names of code repositories."""
    names = (repository_name(url) for url in urls)
    return frozenset(name_key(name) for name in names if name)


def owners(urls: Iterable[str]) -> frozenset[str]:
    """Whose code repositories are."""
    paths = (repository_path(url) for url in urls)
    return frozenset(path.partition("/")[0].casefold() for path in paths if path)


def imprint(version: VersionRecord) -> Imprint:
    """Volume, first page and edition of a published version as compared."""
    return make_imprint(version.volume, version.pages, dict(version.extra).get("edition"))


def make_imprint(volume: str | None, pages: str | None, edition: str | None) -> Imprint:
    """The same from bare values: `37(15)` is volume 37, `2112--2120` begins at 2112."""
    return Imprint(*(_first_word(value) for value in (volume, pages, edition)))


def _first_word(text: str | None) -> str:
    found = re.search(r"\w+", text) if text else None
    return found[0].casefold().lstrip("0") if found else ""
