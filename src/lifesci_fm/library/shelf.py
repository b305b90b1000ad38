"""The papers within reach of a batch: those of the library that an entry may mean, and those made since.

For a thousand entries a handful of questions finds every paper that shares an identifier, a page, a title, the
beginning of a title with its first author, or a model's name with one of them; everything after that is in memory.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from lifesci_fm.identifiers import Identifier, Scheme
from lifesci_fm.library.entry import Entry
from lifesci_fm.library.ledger import Ledger
from lifesci_fm.library.work import Work, load_works
from lifesci_fm.same_work import ONE_WORK_RELATIONS
from lifesci_fm.same_work.titles import start_ranges, title_start
from lifesci_fm.text import fold, name_key

_IDENTIFIERS = """
    SELECT i.paper_id FROM json_each(?1) j JOIN identifier i ON i.scheme = j.value->>0 AND i.value = j.value->>1
    UNION SELECT r.paper_id FROM json_each(?1) j JOIN relation r ON r.scheme = j.value->>0 AND r.value = j.value->>1
"""
_PAGES = """
    SELECT i.paper_id FROM json_each(?1) j JOIN identifier i ON i.scheme = 'url' AND i.value = j.value
    UNION SELECT v.paper_id FROM json_each(?1) j JOIN version v ON v.url_key = j.value
    UNION SELECT k.paper_id FROM json_each(?1) j JOIN link k ON k.url_key = j.value
      WHERE k.paper_id IS NOT NULL AND k.kind IN ('paper', 'pdf')
"""
_TITLES = """
    SELECT p.id FROM json_each(?1) j JOIN paper p ON p.title_key = j.value
    UNION SELECT c.paper_id FROM json_each(?1) j JOIN claim c ON c.value_key = j.value
"""
_STARTS = """
    SELECT p.id FROM json_each(?) j JOIN paper p
    ON p.first_author_key = j.value->>0 AND p.title_key >= j.value->>1 AND p.title_key < j.value->>2
"""
_INTRODUCERS = """
    WITH named AS (
      SELECT m.id FROM json_each(?1) j JOIN model m ON m.name_key = j.value
      UNION SELECT a.model_id FROM json_each(?1) j JOIN model_alias a ON a.alias_key = j.value)
    SELECT pm.paper_id FROM named JOIN paper_model pm ON pm.model_id = named.id JOIN paper p ON p.id = pm.paper_id
    WHERE pm.role = 'introduces' AND {condition}
"""
_TITLED_BY_NAME = """
    SELECT p.id FROM json_each(?) j JOIN paper p ON p.title_key >= j.value || ' ' AND p.title_key < j.value || '!'
"""
_KEYS = """
    SELECT p.id FROM json_each(?1) j JOIN paper p ON p.key = j.value
    UNION SELECT a.paper_id FROM json_each(?1) j JOIN key_alias a ON a.alias = j.value
"""
# The last part of a repository's URL; no index helps, so it is asked once a batch and only for bare names
_REPOSITORIES = """
    SELECT k.paper_id FROM link k WHERE k.kind IN ('code', 'weights') AND k.paper_id IS NOT NULL AND
    lower(replace(replace(replace(k.url_key, rtrim(k.url_key, replace(k.url_key, '/', '')), ''), '-', ''), '_', ''))
    IN (SELECT value FROM json_each(?))
"""

#: So many papers are compared with an entry because they share its page, or its first author and beginning of a title.
_SERIES = 50


class Shelf:
    """Finds the papers an entry may mean, and who owns an identifier."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.clear()

    def clear(self) -> None:
        """Forget everything: what was found is written, and the next batch asks anew."""
        self.works: dict[int, Work] = {}
        self._merged_into: dict[int, Work] = {}
        self._by_identifier: dict[Identifier, Work] = {}
        self._by_relation: dict[Identifier, list[Work]] = defaultdict(list)
        self._by_page: dict[str, list[Work]] = defaultdict(list)
        self._by_title: dict[str, list[Work]] = defaultdict(list)
        self._by_start: dict[tuple[str, str], list[Work]] = defaultdict(list)
        self._by_name: dict[str, list[Work]] = defaultdict(list)
        self._by_bare_name: dict[str, list[Work]] = defaultdict(list)

    # -- from the library ------------------------------------------------------------------------------------

    def prepare(self, entries: Sequence[Entry]) -> None:
        """Bring in every stored paper that one of these entries may mean."""
        self.clear()
        ask = self._ledger.query_json
        found: set[int] = set()

        def take(sql: str, values: Iterable[object]) -> None:
            found.update(number for (number,) in ask(sql, values))

        take(_IDENTIFIERS, {(i.scheme.value, i.value) for e in entries for i in (*e.identifiers, *e.related)})
        take(_PAGES, {page for e in entries for page in e.pages})
        take(_TITLES, {e.title_key for e in entries if e.title_key})
        starts = {e.start for e in entries if e.start}
        take(_STARTS, [(family, *bounds) for family, start in starts for bounds in start_ranges(start)])
        take(_INTRODUCERS.format(condition="p.title_key IS NULL"), {n for e in entries if e.title_key for n in e.named})
        bare = [e for e in entries if not e.title_key]
        names = {name for e in bare for name in e.models}
        take(_INTRODUCERS.format(condition="TRUE"), names)
        folded = {fold(model.name) for e in bare for model in e.record.models} - {""}
        take(_TITLED_BY_NAME, {lead + name for name in folded for lead in ("", "the ")})
        take(_REPOSITORIES, names)
        take(_KEYS, {e.record.key for e in bare} - {None})
        self._load(found)
        titles = {title for work in self.works.values() for title in work.profile.titles}
        found.clear()
        take(_TITLES, titles)  # what an entry without title adds to a paper may make it the same as another
        self._load(found - self.works.keys())

    def _load(self, numbers: Iterable[int]) -> None:
        for work in load_works(self._ledger, numbers):
            self.put(work)

    def put(self, work: Work) -> None:
        """Make a paper findable by all that is known of it."""
        self.works[work.id] = work
        profile = work.profile
        for identifier in profile.identifiers:
            self._put_identifier(identifier, work)
        for title in profile.titles:
            self._by_title[title].append(work)
            if profile.authors and (start := title_start(title)):
                for authors in profile.authors:
                    self._by_start[authors[0], start].append(work)
        for name in profile.named | profile.repositories:
            self._by_name[name].append(work)
            if not profile.titles:
                self._by_bare_name[name].append(work)
        for identifier in profile.related:
            self._by_relation[identifier].append(work)

    def put_entry(self, entry: Entry, work: Work) -> None:
        """The same for what an entry added to a paper; cheaper, because an import does it for each."""
        self.works[work.id] = work
        for identifier in entry.identifiers:
            if work.identifier(identifier):
                self._by_identifier[identifier] = work
        for page in entry.pages:
            self._by_page[page].append(work)
        if entry.title_key:
            self._by_title[entry.title_key].append(work)
        if entry.start:
            self._by_start[entry.start].append(work)
        for name in entry.named:
            self._by_name[name].append(work)
            if not entry.title_key:
                self._by_bare_name[name].append(work)
        for relation in entry.record.relations:
            if relation.kind in ONE_WORK_RELATIONS:
                self._by_relation[relation.identifier].append(work)

    def _put_identifier(self, identifier: Identifier, work: Work) -> None:
        if identifier.scheme is Scheme.URL:
            self._by_page[identifier.value].append(work)
        else:
            self._by_identifier[identifier] = work

    def replace(self, gone: Work, kept: Work) -> None:
        """From now on every way to the one paper leads to the other."""
        self._merged_into[gone.id] = kept
        self.works.pop(gone.id, None)

    # -- for an entry ----------------------------------------------------------------------------------------

    def owner(self, identifier: Identifier) -> Work | None:
        """The paper that has an identifier."""
        if identifier.scheme is Scheme.URL:
            works = self._by_page.get(identifier.value, ())
            return next((w for w in map(self._now, works) if w.identifier(identifier)), None)
        work = self._by_identifier.get(identifier)
        return self._now(work) if work else None

    def candidates(self, entry: Entry) -> list[Work]:
        """Papers that the entry may mean, each once."""
        found: dict[int, Work] = {}

        def take(works: Iterable[Work]) -> None:
            for work in works:
                now = self._now(work)
                found.setdefault(now.id, now)

        for identifier in (*entry.identifiers, *entry.related):
            if work := self._by_identifier.get(identifier):
                take((work,))
            take(self._by_relation.get(identifier, ()))
        for page in entry.pages:
            take(self._nearest(self._by_page.get(page, ()), entry))
        if entry.title_key:
            take(self._by_title.get(entry.title_key, ()))
            if entry.start:
                take(self._nearest(self._by_start.get(entry.start, ()), entry))
            for name in entry.named:
                take(self._by_bare_name.get(name, ()))
        else:
            for name in entry.models:
                take(self._by_name.get(name, ()))
        return list(found.values())

    @staticmethod
    def _nearest(works: Sequence[Work], entry: Entry) -> Sequence[Work]:
        """The papers, or of a long series those whose titles are nearest: to judge each by each would take hours."""
        if len(works) <= _SERIES or not entry.title_key:
            return works
        from rapidfuzz import process  # few imports meet a series
        from rapidfuzz.distance import Indel

        titles = {n: title for n, work in enumerate(works) if (title := work.paper["title_key"])}
        near = process.extract(entry.title_key, titles, scorer=Indel.normalized_similarity, limit=_SERIES)
        return [works[n] for _, _, n in near]

    def neighbours(self, work: Work) -> list[Work]:
        """Papers that share an identifier, a page, a title or a bare name with a paper."""
        profile = work.profile
        found: list[Work] = []
        for identifier in profile.identifiers:
            if identifier.scheme is Scheme.URL:
                found += self._by_page.get(identifier.value, ())
            elif other := self._by_identifier.get(identifier):
                found.append(other)
        for title in profile.titles:
            found += self._by_title.get(title, ())
        names = self._by_bare_name if profile.titles else self._by_name
        for name in profile.named | profile.repositories:
            found += names.get(name, ())
        return list({now.id: now for now in map(self._now, found)}.values())

    def _now(self, work: Work) -> Work:
        while (kept := self._merged_into.get(work.id)) is not None:
            work = kept
        return work


def model_keys(names: Iterable[str]) -> set[str]:
    """Names of models as compared."""
    return {name_key(name) for name in names}
