"""What a paper is looked for by: its own ways to be found, and those of an entry that may mean it.

Candidates are gathered by these and by nothing else, from the library and from memory alike, so that an entry meets
the same papers wherever a batch ends. Whether it means one of them is for `same_work` to judge.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Protocol

from lifesci_fm.identifiers import Identifier, Scheme
from lifesci_fm.library.entry import Entry
from lifesci_fm.library.work import Work

#: The first author's family name as compared, and how a title begins or goes on behind a name.
Start = tuple[str, str]


class Sought(Protocol):
    """What is sought, as `ways_to` a paper or as an entry tells it.

    `related` are identifiers of works that a relation names, `pages` URLs as compared, `titles` folded titles, the one
    that stands first. By the openings of `bare_titles` it is looked for among papers of which nobody says who wrote
    them, and among all if it is `anonymous` itself. `named` are keys of all names that a plan may call
    it by, `models` of the models that it introduces.
    """

    @property
    def identifiers(self) -> Collection[Identifier]: ...
    @property
    def related(self) -> Collection[Identifier]: ...
    @property
    def pages(self) -> Collection[str]: ...
    @property
    def titles(self) -> Sequence[str]: ...
    @property
    def starts(self) -> Collection[Start]: ...
    @property
    def bare_titles(self) -> Collection[str]: ...
    @property
    def anonymous(self) -> bool: ...
    @property
    def named(self) -> Collection[str]: ...
    @property
    def models(self) -> Collection[str]: ...


@dataclass(frozen=True, slots=True)
class Known:
    """The ways of a paper of the library, alone or with what an entry adds to it."""

    identifiers: Collection[Identifier]
    related: Collection[Identifier]
    pages: Collection[str]
    titles: Sequence[str]
    starts: Collection[Start]
    bare_titles: Collection[str]
    anonymous: bool
    named: Collection[str]
    models: Collection[str]


def ways_to(work: Work) -> Known:
    """What leads to a paper, but for identifiers and relations, by which others were found when they came."""
    profile = work.profile
    return Known(
        identifiers=(),
        related=(),
        pages={i.value for i in profile.identifiers if i.scheme is Scheme.URL},
        titles=work.titles,
        starts=work.starts,
        bare_titles=work.bare_titles,
        anonymous=work.anonymous,
        named=profile.named | profile.repositories,
        models=() if work.titles else profile.models,  # as only what is called by its model's name alone is looked for
    )


def ways_together(work: Work, entry: Entry) -> Known:
    """What leads to a paper when an entry has spoken of it, too."""
    known = ways_to(work)
    return Known(
        identifiers=entry.identifiers,
        related=entry.related,
        pages={*known.pages, *entry.pages},
        titles=(*known.titles, *entry.titles),
        starts={*known.starts, *entry.starts, *_completed(work, entry)},
        bare_titles={*known.bare_titles, *entry.bare_titles},
        anonymous=known.anonymous and entry.anonymous,
        named={*known.named, *entry.named},
        models={*known.models, *entry.models},
    )


def _completed(work: Work, entry: Entry) -> list[Start]:
    """How it begins when the one gives the title and the other its authors."""
    family = work.first_author_key or entry.first_author_key
    beginnings = work.beginnings or entry.beginnings
    return list(product([family], beginnings)) if family else []
