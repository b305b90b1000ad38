"""The papers within reach of a batch: those of the library that an entry may mean, and those made since.

What the library holds of them is found by a few questions (`library.reach`); everything after that is in memory, and
so are the papers of the batch before, which may not be written yet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from lifesci_fm.identifiers import Identifier, Scheme
from lifesci_fm.library.entry import Entry
from lifesci_fm.library.facts import Origins
from lifesci_fm.library.ledger import Ledger
from lifesci_fm.library.reach import NEXT, SERIES, by_identity, by_likeness, near, nearly, of_keys
from lifesci_fm.library.recent import Recent, RecentLists, RecentRows
from lifesci_fm.library.sought import Sought, Start, ways_to, ways_together
from lifesci_fm.library.work import Work, load_works, origin_ids
from lifesci_fm.same_work import ONE_WORK_RELATIONS
from lifesci_fm.same_work.titles import OPENING
from lifesci_fm.text import name_key


class Shelf:
    """Finds the papers an entry may mean, and who owns an identifier."""

    def __init__(self, ledger: Ledger, origins: Origins) -> None:
        self._ledger = ledger
        self._origins = origins
        self.clear()

    def clear(self) -> None:
        """Forget everything: all is written, and whoever comes next asks anew."""
        self._works: Recent[int, Work] = Recent()
        self._told: Recent[int, Work] = Recent()
        self._merged_into: Recent[int, Work] = Recent()
        self._by_identifier: Recent[Identifier, Work] = Recent()
        self._by_relation: RecentLists[Identifier, Work] = RecentLists()
        self._by_page: RecentLists[str, Work] = RecentLists()
        self._by_title: RecentLists[str, Work] = RecentLists()
        self._by_start: RecentLists[Start, Work] = RecentLists()
        self._by_name: RecentLists[str, Work] = RecentLists()
        self._titled: RecentRows[Work] = RecentRows(OPENING)
        self._anonymous: RecentRows[Work] = RecentRows(OPENING)
        self._by_model: RecentLists[str, Work] = RecentLists()

    def _turn(self) -> None:
        for known in (
            self._works, self._told, self._merged_into, self._by_identifier, self._by_relation, self._by_page,
            self._by_title, self._by_start, self._titled, self._anonymous, self._by_name, self._by_model,
        ):  # fmt: skip
            known.turn()

    def work(self, number: int) -> Work | None:
        """The paper of this id, if it is within reach."""
        return self._works.get(number)

    # -- from the library ------------------------------------------------------------------------------------

    def prepare(self, entries: Sequence[Entry]) -> None:
        """Bring in every stored paper that one of these entries may mean; forget the batch before the last."""
        told_before = self._told.latest()
        self._turn()
        same = by_identity(self._ledger, entries)
        same |= of_keys(self._ledger, (e.record.key for e in entries if e.record.key and not e.title_key))
        self._load(same | by_likeness(self._ledger, entries))
        # what an entry adds to a paper may make it the same as another; that of the batch before may not be written yet
        known = [work for work in self._works.latest() if work.id in same]
        self._load(by_likeness(self._ledger, self._ways([*known, *told_before])))
        self._bring_neighbours([*self._works.latest(), *told_before])

    def _bring_neighbours(self, works: Sequence[Work]) -> None:
        """Bring in what shares a page, a title or a name with these papers, and what does with that, and so on."""
        asked: set[int] = {work.id for work in self._works.latest()}
        while works:
            found = by_identity(self._ledger, self._ways(works)) - asked
            asked |= found
            works = self._load(found)

    def _ways(self, works: Iterable[Work]) -> list[Sought]:
        return [ways_to(self._now(work)) for work in works]

    def _load(self, numbers: Collection[int]) -> list[Work]:
        """Stored papers; those in hand, which may have changed since, are found by what they were found by here."""
        in_hand = {number: work for number in numbers if (work := self._in_hand(number))}
        stored = load_works(self._ledger, [number for number in numbers if number not in in_hand])
        brought = [*in_hand.values(), *stored]
        self._origins.prepare_ids(origin_ids(brought))
        for work in brought:
            self.put(work)
        return brought

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
        self._put_title(work, work)
        for name in profile.named | profile.repositories:
            self._by_name.add(name, work)
        for name in profile.models:
            self._by_model.add(name, work)
        for identifier in profile.related:
            self._by_relation.add(identifier, work)

    def put_entry(self, entry: Entry, work: Work) -> None:
        """The same for what an entry added to a paper; cheaper, because an import does it for each."""
        if work.id in self._works:
            self._told[work.id] = work
            self._put_title(work, work)
        else:  # made of the entry
            self._put_title(entry, work)
        self._works[work.id] = work
        for identifier in entry.identifiers:
            if work.identifier(identifier):
                self._by_identifier[identifier] = work
        for page in entry.pages:
            self._by_page.add(page, work)
        if entry.title_key:
            self._by_title.add(entry.title_key, work)
        for name in entry.named:
            self._by_name.add(name, work)
        if work.models:
            for name in map(name_key, work.introduced):
                self._by_name.add(name, work)
                self._by_model.add(name, work)
        for relation in entry.record.relations:
            if relation.kind in ONE_WORK_RELATIONS:
                self._by_relation.add(relation.identifier, work)

    def _put_title(self, told: Entry | Work, work: Work) -> None:
        for start in told.starts:
            self._by_start.add(start, work)
        for title in told.bare_titles:
            self._titled.add(title, work)
            if told.anonymous:
                self._anonymous.add(title, work)

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

    def candidates(self, sought: Sought) -> list[Work]:
        """Papers that it may be, each once, the oldest first: sets of words have no order."""
        found: dict[int, Work] = {}

        def take(works: Iterable[Work]) -> None:
            for work in works:
                now = self._now(work)
                found.setdefault(now.id, now)

        for identifier in (*sought.identifiers, *sought.related):
            if work := self._by_identifier.get(identifier):
                take((work,))
            take(self._by_relation.get(identifier))
        for page in sought.pages:
            take(self._nearest(self._by_page.get(page), sought))
        for title in sought.titles:
            take(self._by_title.get(title))
        for start in sought.starts:
            alike = map(self._now, self._nearest(self._by_start.get(start), sought))
            take(w for w in alike if near(sought, w.titles, sought.models and w.introduced) and start in w.starts)
        row = self._titled if sought.anonymous else self._anonymous
        for title in sought.bare_titles if row else ():
            called = [(other, self._now(work)) for other, work in row.next_to(title, NEXT) if nearly(title, other)]
            take(w for other, w in called if (sought.anonymous or w.anonymous) and other in w.bare_titles)
        open_to_all = sought.anonymous or not sought.titles
        for name in sought.models:
            introducing = [w for w in map(self._now, self._by_model.get(name)) if open_to_all or w.anonymous]
            take(self._nearest(introducing, sought))
        for name in sought.named:
            take(work for work in map(self._now, self._by_model.get(name)) if not work.paper["title_key"])
        if not sought.titles:
            for name in sought.models:
                take(self._by_name.get(name))
        return [found[number] for number in sorted(found)]

    def neighbours(self, work: Work, entry: Entry) -> list[Work]:
        """Other papers that a paper may be the same as, now that an entry speaks of it, too; the oldest first."""
        sought = ways_together(work, entry)
        unasked = set(sought.starts).difference(work.starts, entry.starts)
        if unasked:  # the one has told the title, the other the authors
            self._bring_neighbours(self._load(by_likeness(self._ledger, [replace(sought, starts=unasked)])))
        return [other for other in self.candidates(sought) if other is not work]

    def _nearest(self, works: Sequence[Work], sought: Sought) -> Sequence[Work]:
        """The papers, or of a long series those whose titles are nearest: to judge each by each would take hours."""
        if len(works) <= SERIES or not sought.titles:
            return works
        works = list({now.id: now for now in map(self._now, works)}.values())  # a paper is told of more than once
        from rapidfuzz import process  # few imports meet a series
        from rapidfuzz.distance import Indel

        titles = {n: title for n, work in enumerate(works) if (title := work.paper["title_key"])}
        nearest = process.extract(sought.titles[0], titles, scorer=Indel.normalized_similarity, limit=SERIES)
        return [works[n] for _, _, n in nearest]

    def _now(self, work: Work) -> Work:
        while (kept := self._merged_into.get(work.id)) is not None:
            work = kept
        return work
