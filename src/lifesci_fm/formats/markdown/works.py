"""The paper links of one entry by work: a preprint and its publication are one, `paper 1` and `paper 2` are two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from lifesci_fm import identifiers
from lifesci_fm.formats.markdown.labels import is_ordinal_paper
from lifesci_fm.formats.markdown.links import EntryLink
from lifesci_fm.formats.markdown.names import is_model_name
from lifesci_fm.formats.markdown.venues import is_venue
from lifesci_fm.identifiers import Reference, Scheme
from lifesci_fm.text import name_key

_PAPER_WORD = re.compile(r"\s+(?:paper|preprint|article|publication)\Z", re.I)
#: An entry of more works is a page of them; a link then opens a work of its own.
_MOST_WORKS = 40


@dataclass(slots=True)
class _Work:
    links: list[EntryLink] = field(default_factory=list)
    held: dict[tuple[Scheme, str | None], str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    numbered: bool = False

    def takes(self, key: tuple[Scheme, str | None], value: str, name: str | None) -> bool:
        """True unless the work has another identifier of this sort, or another model's name on its links."""
        same = key[0] is Scheme.URL or self.held.get(key, value) == value
        return same and (name is None or not self.names - {name})


def split_works(links: Sequence[EntryLink]) -> list[list[EntryLink]]:
    """Paper links of one entry by work, in the order of the first link of each.

    Two DOIs of journals are two works, and so are links whose labels number papers or name two models.
    """
    works: list[_Work] = []
    for link in links:
        numbered = is_ordinal_paper(link.label)
        if link.reference is None:
            home = works[0] if works else None
        elif numbered and works and works[0].numbered:
            home = None
        else:
            home = _home(works, link, link.reference)
        if home is None:
            home = _Work()
            works.append(home)
        home.links.append(link)
        home.numbered = home.numbered or numbered
        if link.reference is not None:
            home.held[_sort(link.reference)] = link.reference.identifier.value
            home.names |= {name for name in (_named(link.label),) if name}
    return [work.links for work in works]


def _home(works: Sequence[_Work], link: EntryLink, reference: Reference) -> _Work | None:
    key, name = _sort(reference), _named(link.label)
    return next((one for one in islice(works, _MOST_WORKS) if one.takes(key, reference.identifier.value, name)), None)


def _sort(reference: Reference) -> tuple[Scheme, str | None]:
    """What a work has one of: a DOI of a publisher, one of a preprint server, an arXiv number, …"""
    identifier = reference.identifier
    server = identifiers.preprint_server(reference)
    return identifier.scheme, server or ("preprint" if identifiers.is_preprint(identifier) else None)


def _named(label: str) -> str | None:
    """The model that a link's label names (`Enformer paper`), as compared."""
    name = _PAPER_WORD.sub("", label).strip()
    return name_key(name) if is_model_name(name) and not is_venue(name) else None
