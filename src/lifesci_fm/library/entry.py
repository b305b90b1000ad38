"""A paper record made ready for the library: what a reader leaves to everybody is done here once.

Identifiers without a version get one, a link to code stops being an identifier, a title that names its model
introduces it, and an entry of which only a repository is known is about the model the repository is named after.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property

from lifesci_fm.identifiers import Identifier, Scheme, is_preprint, link_kind, repository_name
from lifesci_fm.library.keys import ascii_key
from lifesci_fm.records import LinkRecord, ModelRecord, PaperRecord, VersionRecord
from lifesci_fm.same_work import Profile, introduced_model, profile_of
from lifesci_fm.same_work.profile import named_models, pages, repositories
from lifesci_fm.same_work.titles import bare_titles, beginnings
from lifesci_fm.store.derived import title_keys
from lifesci_fm.text import family_key, name_key, squeeze
from lifesci_fm.vocabulary import VersionKind

_VERSIONED = (Scheme.DOI, Scheme.ARXIV)


class Entry:
    """A paper record with what it is compared by. `key` is the citation key that it asks for, empty for none."""

    def __init__(self, record: PaperRecord) -> None:
        self.record = _ready(record)
        self.key = ascii_key(self.record.key) if self.record.key else ""
        self.title_keys = title_keys(self.record.title)
        self.title_key = self.title_keys["title_key"]
        self.identifiers = [i for i in self.record.identifiers if i.scheme is not Scheme.URL]
        self.related = [relation.identifier for relation in self.record.relations]
        self.pages = pages(self.record) | {i.value for i in self.record.identifiers if i.scheme is Scheme.URL}
        self.titles = (self.title_key,) if self.title_key else ()
        self.first_author_key = family_key(self.record.authors[0].family) if self.record.authors else None
        self.beginnings = beginnings(self.title_keys)
        self.bare_titles = bare_titles(self.title_keys)
        self.starts = [(self.first_author_key, start) for start in self.beginnings] if self.first_author_key else []
        self.named = self._named()

    @property
    def anonymous(self) -> bool:
        """Does it say nothing of who wrote the paper?"""
        return self.first_author_key is None

    @property
    def tells_nothing(self) -> bool:
        """Is there nothing to know the paper by, not even a citation key?"""
        record = self.record
        return not (record.title or record.identifiers or self.pages or record.models or record.key)

    @cached_property
    def models(self) -> frozenset[str]:
        """Keys of the models it is said to introduce."""
        return frozenset(name_key(model.name) for model in self.record.models)

    @property
    def stated_models(self) -> frozenset[str]:
        """Those of them that are no guess."""
        return frozenset(name_key(model.name) for model in self.record.models if not model.guessed)

    def _named(self) -> frozenset[str]:
        """Keys of the names by which a reading plan may call it: models by every name that they have, the word before a
        colon, repositories."""
        record = self.record
        models = (name for model in record.models for name in (model.name, *model.aliases))
        named = named_models(models, record.title)
        code = [link.url for link in record.links if link.kind in ("code", "weights")]
        return named | repositories(code) if code else named

    @cached_property
    def profile(self) -> Profile:
        """What its identity is judged by."""
        return profile_of(self.record)


def _ready(record: PaperRecord) -> PaperRecord:
    changes: dict[str, object] = {}
    title = squeeze(record.title) if record.title else None
    if title != record.title:
        changes["title"] = title or None
    code = [i for i in record.identifiers if i.scheme is Scheme.URL and link_kind(i.url) == "code"]
    identifiers = tuple(i for i in record.identifiers if i not in code) if code else record.identifiers
    if code:
        changes["identifiers"] = identifiers
        changes["links"] = (*record.links, *(LinkRecord("code", i.url) for i in code))
    versions = _versions(record.versions, identifiers)
    if versions is not record.versions:
        changes["versions"] = versions
    ready = replace(record, **changes) if changes else record  # type: ignore[arg-type]  # names and types match above
    models = _models(ready)
    return ready if models is ready.models else replace(ready, models=models)


def _versions(versions: tuple[VersionRecord, ...], identifiers: tuple[Identifier, ...]) -> tuple[VersionRecord, ...]:
    """A version for each DOI and arXiv number: one of its kind that has none, else a new one."""
    bare = [i for i in identifiers if i.scheme in _VERSIONED and all(version.identifier != i for version in versions)]
    if not bare:
        return versions
    made = list(versions)
    for identifier in bare:
        kind = VersionKind.PREPRINT if is_preprint(identifier) else VersionKind.PUBLISHED
        place = next((n for n, v in enumerate(made) if v.kind is kind and v.identifier is None), None)
        if place is None:
            made.append(VersionRecord(kind=kind, identifier=identifier))
        else:
            made[place] = replace(made[place], identifier=identifier)
    return tuple(made)


def _models(record: PaperRecord) -> tuple[ModelRecord, ...]:
    if not record.models:
        name = introduced_model(record.title) if record.title else None
        return (ModelRecord(name=name, guessed=True, origin=record.origin),) if name else record.models
    if len(record.models) == 1 and not record.title and not record.identifiers:
        (model,) = record.models
        repository = _later_member(model.name, record.links)
        if repository:
            return (replace(model, name=repository, aliases=()),)
    return record.models


def _later_member(label: str, links: tuple[LinkRecord, ...]) -> str | None:
    """`DNABERT_2` when the label is DNABERT and the only thing known is a repository of that name.

    A family's name is often used for its newest member; the repository says which one is meant.
    """
    names = {repository_name(link.url) for link in links if link.kind in ("code", "weights")} - {None}
    name = names.pop() if len(names) == 1 else None
    if name is None:
        return None
    rest = name_key(name).removeprefix(name_key(label))
    return name if rest != name_key(name) and re.fullmatch(r"v?\d+(\.\d+)*", rest) else None
