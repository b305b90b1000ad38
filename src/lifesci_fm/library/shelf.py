"""The papers within reach of a batch: those of the library that an entry may mean, and those made since.

For a thousand entries a handful of questions finds every paper that shares an identifier, a page, a title, the
beginning of a title with its first author, or a model's name with one of them; everything after that is in memory,
and so are the papers of the batch before, which may not be written yet.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import product
from string import ascii_lowercase, ascii_uppercase

from lifesci_fm.identifiers import Identifier, Scheme
from lifesci_fm.library.entry import Entry
from lifesci_fm.library.ledger import Ledger
from lifesci_fm.library.recent import Recent, RecentLists
from lifesci_fm.library.work import Work, load_works
from lifesci_fm.same_work import ONE_WORK_RELATIONS
from lifesci_fm.same_work.titles import ARTICLES, could_be_close, title_start, title_starts
from lifesci_fm.text import fold

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
# With its titles and whether it introduces a model: few papers that begin alike are worth being brought in.
# CROSS JOIN is SQLite's word for "in this order"; most first authors are new, for whom one look is enough
_STARTS = """
    WITH beginning (family, letters) AS (
      SELECT j.value->>0, article.value || (j.value->>1) FROM json_each(?) j CROSS JOIN json_each('{articles}') article
      WHERE EXISTS (SELECT 1 FROM paper WHERE first_author_key = j.value->>0))
    SELECT p.id, p.first_author_key, p.title_key,
      (SELECT json_group_array(c.value_key) FROM claim c WHERE c.paper_id = p.id AND c.value_key IS NOT NULL),
      EXISTS (SELECT 1 FROM paper_model pm WHERE pm.paper_id = p.id AND pm.role = 'introduces')
    FROM beginning CROSS JOIN paper p
    ON p.first_author_key = family AND p.title_key >= letters AND p.title_key < letters || char(1114111)
"""
# `scGPT: toward …`, for those that begin with `toward`: as the index ix_paper_behind_name has it
_BEHIND_A_NAME = """
    SELECT p.id, p.title_key, j.value->>0, j.value->>1 FROM json_each(?) j CROSS JOIN paper p
    ON p.first_author_key = j.value->>0 AND lower(substr(p.title, instr(p.title, ': ') + 2, 6)) = j.value->>1
    WHERE instr(p.title, ': ') > 0
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

_LETTERS = 6
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)  # as SQLite's lower(), which knows no other letters

#: So many papers are compared with an entry because they share its page, or its first author and beginning of a title.
_SERIES = 50


class Shelf:
    """Finds the papers an entry may mean, and who owns an identifier."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.clear()

    def clear(self) -> None:
        """Forget everything: all is written, and whoever comes next asks anew."""
        self._works: Recent[int, Work] = Recent()
        self._merged_into: Recent[int, Work] = Recent()
        self._by_identifier: Recent[Identifier, Work] = Recent()
        self._by_relation: RecentLists[Identifier, Work] = RecentLists()
        self._by_page: RecentLists[str, Work] = RecentLists()
        self._by_title: RecentLists[str, Work] = RecentLists()
        self._by_start: RecentLists[tuple[str, str], Work] = RecentLists()
        self._by_name: RecentLists[str, Work] = RecentLists()
        self._by_bare_name: RecentLists[str, Work] = RecentLists()

    def _turn(self) -> None:
        for known in (
            self._works, self._merged_into, self._by_identifier, self._by_relation, self._by_page, self._by_title,
            self._by_start, self._by_name, self._by_bare_name,
        ):  # fmt: skip
            known.turn()

    def work(self, number: int) -> Work | None:
        """The paper of this id, if it is within reach."""
        return self._works.get(number)

    @property
    def found(self) -> Sequence[Work]:
        """The papers that this batch brought in, or made, so far."""
        return self._works.latest()

    # -- from the library ------------------------------------------------------------------------------------

    def prepare(self, entries: Sequence[Entry]) -> None:
        """Bring in every stored paper that one of these entries may mean; forget the batch before the last."""
        self._turn()
        ask = self._ledger.query_json
        found: set[int] = set()

        def take(sql: str, values: Iterable[object]) -> None:
            found.update(number for (number,) in ask(sql, values))

        take(_IDENTIFIERS, {(i.scheme.value, i.value) for e in entries for i in (*e.identifiers, *e.related)})
        take(_PAGES, {page for e in entries for page in e.pages})
        take(_TITLES, {e.title_key for e in entries if e.title_key})
        found.update(self._begun_alike(entries), self._begun_behind_a_name(entries))
        take(_INTRODUCERS.format(condition="p.title_key IS NULL"), {n for e in entries if e.title_key for n in e.named})
        bare = [e for e in entries if not e.title_key]
        names = {name for e in bare for name in e.models}
        take(_INTRODUCERS.format(condition="TRUE"), names)
        folded = {fold(model.name) for e in bare for model in e.record.models} - {""}
        take(_TITLED_BY_NAME, {lead + name for name in folded for lead in ("", "the ")})
        take(_REPOSITORIES, names)
        take(_KEYS, {e.record.key for e in bare} - {None})
        self._load(found)
        titles = {title for work in self.found for title in work.profile.titles}
        found.clear()
        take(_TITLES, titles)  # what an entry without title adds to a paper may make it the same as another
        self._load(found)

    def _begun_alike(self, entries: Sequence[Entry]) -> Iterator[int]:
        """Stored papers that an entry may mean by its first author and a title that is near."""
        alike: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry in entries:
            for start in entry.starts:
                alike[start].append(entry)
        asked = _STARTS.format(articles=json.dumps(["", *ARTICLES]))
        for number, family, title, claimed, introduces in self._ledger.query_json(asked, alike):
            titles = (title, *json.loads(claimed))
            mine = alike.get((family, title_start(title)), ())
            if len(mine) > _SERIES or any(_near(entry, titles, introduces) for entry in mine):
                yield number

    def _begun_behind_a_name(self, entries: Sequence[Entry]) -> Iterator[int]:
        """The same of stored papers whose titles go on, behind a name that an entry leaves out, as it begins."""
        alike: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry in entries:
            if entry.starts:
                begins = (entry.record.title or "")[:_LETTERS].translate(_LOWER)
                alike[entry.starts[0][0], begins].append(entry)
        for number, title, *start in self._ledger.query_json(_BEHIND_A_NAME, alike):
            mine = alike[start[0], start[1]]
            if any(_near(entry, (title,), None) for entry in mine):
                yield number

    def _load(self, numbers: Collection[int]) -> None:
        """Stored papers; those in hand, which may have changed since, are found by what they were found by here."""
        in_hand = {number: work for number in numbers if (work := self._in_hand(number))}
        for work in (*in_hand.values(), *load_works(self._ledger, [n for n in numbers if n not in in_hand])):
            self.put(work)

    def _in_hand(self, number: int) -> Work | None:
        gone = self._merged_into.get(number)
        return self._now(gone) if gone else self._works.get(number)

    def put(self, work: Work) -> None:
        """Make a paper findable by all that is known of it."""
        self._works[work.id] = work
        profile = work.profile
        for identifier in profile.identifiers:
            self._put_identifier(identifier, work)
        for title in profile.titles:
            self._by_title.add(title, work)
        if profile.authors:
            starts = {start for title in profile.titles if (start := title_start(title))}
            starts.update(title_starts(work.paper["title"] or "", work.paper["title_key"] or ""))
            for authors, start in product(profile.authors, starts):
                self._by_start.add((authors[0], start), work)
        for name in profile.named | profile.repositories:
            self._by_name.add(name, work)
            if not profile.titles:
                self._by_bare_name.add(name, work)
        for identifier in profile.related:
            self._by_relation.add(identifier, work)

    def put_entry(self, entry: Entry, work: Work) -> None:
        """The same for what an entry added to a paper; cheaper, because an import does it for each."""
        self._works[work.id] = work
        for identifier in entry.identifiers:
            if work.identifier(identifier):
                self._by_identifier[identifier] = work
        for page in entry.pages:
            self._by_page.add(page, work)
        if entry.title_key:
            self._by_title.add(entry.title_key, work)
        for start in entry.starts:
            self._by_start.add(start, work)
        for name in entry.named:
            self._by_name.add(name, work)
            if not entry.title_key:
                self._by_bare_name.add(name, work)
        for relation in entry.record.relations:
            if relation.kind in ONE_WORK_RELATIONS:
                self._by_relation.add(relation.identifier, work)

    def _put_identifier(self, identifier: Identifier, work: Work) -> None:
        if identifier.scheme is Scheme.URL:
            self._by_page.add(identifier.value, work)
        else:
            self._by_identifier[identifier] = work

    def replace(self, gone: Work, kept: Work) -> None:
        """From now on every way to the one paper leads to the other."""
        self._merged_into[gone.id] = kept
        self._works.pop(gone.id)

    # -- for an entry ----------------------------------------------------------------------------------------

    def owner(self, identifier: Identifier) -> Work | None:
        """The paper that has an identifier."""
        if identifier.scheme is Scheme.URL:
            works = self._by_page.get(identifier.value)
            return next((w for w in map(self._now, works) if w.identifier(identifier)), None)
        work = self._by_identifier.get(identifier)
        return self._now(work) if work else None

    def candidates(self, entry: Entry) -> list[Work]:
        """Papers that the entry may mean, each once, the oldest first: sets of words have no order."""
        found: dict[int, Work] = {}

        def take(works: Iterable[Work]) -> None:
            for work in works:
                now = self._now(work)
                found.setdefault(now.id, now)

        for identifier in (*entry.identifiers, *entry.related):
            if work := self._by_identifier.get(identifier):
                take((work,))
            take(self._by_relation.get(identifier))
        for page in entry.pages:
            take(self._nearest(self._by_page.get(page), entry))
        if entry.title_key:
            take(self._by_title.get(entry.title_key))
            for start in entry.starts:
                alike = self._nearest(self._by_start.get(start), entry)
                take(work for work in alike if _near(entry, work.title_keys, work.models))
            for name in entry.named:
                take(self._bare(name))
        else:
            for name in entry.models:
                take(self._by_name.get(name))
        return [found[number] for number in sorted(found)]

    def _bare(self, name: str) -> Sequence[Work]:
        """The papers of which hardly more is known than this name: an entry may have told their title since."""
        return [work for work in self._by_bare_name.get(name) if not self._now(work).profile.titles]

    def _nearest(self, works: Sequence[Work], entry: Entry) -> Sequence[Work]:
        """The papers, or of a long series those whose titles are nearest: to judge each by each would take hours."""
        if len(works) <= _SERIES or not entry.title_key:
            return works
        works = list({now.id: now for now in map(self._now, works)}.values())  # a paper is told of more than once
        from rapidfuzz import process  # few imports meet a series
        from rapidfuzz.distance import Indel

        titles = {n: title for n, work in enumerate(works) if (title := work.paper["title_key"])}
        near = process.extract(entry.title_key, titles, scorer=Indel.normalized_similarity, limit=_SERIES)
        return [works[n] for _, _, n in near]

    def neighbours(self, work: Work) -> list[Work]:
        """Papers that share an identifier, a page, a title or a bare name with a paper, the oldest first."""
        profile = work.profile
        found: list[Work] = []
        for identifier in profile.identifiers:
            if identifier.scheme is Scheme.URL:
                found += self._by_page.get(identifier.value)
            elif other := self._by_identifier.get(identifier):
                found.append(other)
        for title in profile.titles:
            found += self._by_title.get(title)
        named = self._bare if profile.titles else self._by_name.get
        for name in profile.named | profile.repositories:
            found += named(name)
        return sorted({now.id: now for now in map(self._now, found)}.values(), key=lambda other: other.id)

    def _now(self, work: Work) -> Work:
        while (kept := self._merged_into.get(work.id)) is not None:
            work = kept
        return work


def _near(entry: Entry, titles: Iterable[str], models: object) -> bool:
    """May an entry mean a paper that has nothing in common with it but the first author and how the title begins?"""
    return bool(entry.models and models) or any(could_be_close(entry.title_key or "", title) for title in titles)
