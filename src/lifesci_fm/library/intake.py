"""Records in, rows out: each entry of a file is matched, written and counted, a batch at a time.

A batch bounds both memory and the number of questions asked of the database: what a thousand entries may mean is
looked up at once, and their rows are written at once. SQLite writes them, which it does without Python, while the next
thousand are matched and those after them are read; so what was said in the batch before is known from memory alone
(`library.recent`).
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import islice

from lifesci_fm.identifiers import Identifier
from lifesci_fm.library.absorbing import absorb, point_on
from lifesci_fm.library.apart import spare
from lifesci_fm.library.domains import Domains
from lifesci_fm.library.echo import echoes
from lifesci_fm.library.entry import Entry
from lifesci_fm.library.facts import Facts
from lifesci_fm.library.guessing import NOBODY
from lifesci_fm.library.keys import DEFAULT_PATTERN, KeyBook, make_key
from lifesci_fm.library.ledger import Ledger, State
from lifesci_fm.library.matching import Match, find
from lifesci_fm.library.models import Models
from lifesci_fm.library.others import Others
from lifesci_fm.library.papers import MAYBE_SAME, Papers
from lifesci_fm.library.report import FileReport, Outcome
from lifesci_fm.library.shelf import Shelf
from lifesci_fm.library.standing import stand_for
from lifesci_fm.library.tags import Tags
from lifesci_fm.library.work import Work
from lifesci_fm.records import (
    ArticleRecord,
    DatasetRecord,
    DomainMention,
    ModelRecord,
    PaperRecord,
    Problem,
    Record,
    ResourceRecord,
)
from lifesci_fm.same_work import Evidence
from lifesci_fm.vocabulary import Status

_BATCH = 1000
_MOST_FLAGS = 3
_SWITCH = 0.0003  # seconds that a thread may keep the interpreter while another asks for it


class Intake:
    """Takes records into the library inside the ledger's transaction."""

    def __init__(self, ledger: Ledger, key_pattern: str = DEFAULT_PATTERN) -> None:
        self.ledger = ledger
        self.facts = Facts(ledger)
        self.domains = Domains(ledger)
        self.models = Models(self.facts, self.domains)
        self.shelf = Shelf(ledger, self.facts.origins)
        self.tags = Tags(ledger)
        self.papers = Papers(self.facts, KeyBook(ledger, key_pattern), self.domains, self.models, self.tags)
        self.others = Others(self.facts, self.models)
        self._touched: dict[int, Work] = {}
        self._absorbed: set[int] = set()
        self._touched_before: frozenset[int] = frozenset()  # papers of the batch before, those that it joined included
        self._new_identifiers: list[tuple[Identifier, int]] = []
        self._former_keys: list[str] = []

    def merge(
        self,
        found: Iterable[Record | Problem],
        report: FileReport,
        *,
        domains: Iterable[str] = (),
        status: Status | None = None,
    ) -> None:
        """Take in every record and count it in the report, with the problems met on the way.

        `domains` and `status` are said of every paper.
        """
        mentions = tuple(DomainMention(name) for name in domains)
        rest = _records(found, report)
        with _at_work(), _second_thread(self.ledger):
            while batch := list(islice(rest, _BATCH)):  # read, and matched, while the batch before is written
                entries = {
                    n: Entry(_with_options(record, mentions, status))
                    for n, record in enumerate(batch)
                    if isinstance(record, PaperRecord)
                }
                self._take(batch, entries, report)
            self.finish()

    def _take(self, batch: list[Record], entries: dict[int, Entry], report: FileReport) -> None:
        """Match a batch; its papers may still have to be written when this returns."""
        said_before = echoes(self.ledger, entries.values(), but=self._touched_before)
        papers = dict(enumerate(entries.values()))
        self._take_papers(batch, [entry for place, entry in papers.items() if place not in said_before], report)
        # what stood when the batch began may have changed with it
        changed = [papers[place] for place, number in said_before.items() if number in self._touched_before]
        self._take_papers([entry.record for entry in changed], changed, report)
        report.unchanged += len(said_before) - len(changed)
        if len(entries) == len(batch):
            return
        self.ledger.flush()  # the rest comes after the papers, so that it finds them
        self._tie_waiting()
        for number, record in enumerate(batch):
            if number not in entries:
                outcome = self._other(record)
                if not (isinstance(record, ResourceRecord) and record.aside):
                    report.count(outcome)
                self.ledger.flush()

    def _take_papers(self, records: Sequence[Record], entries: list[Entry], report: FileReport) -> None:
        """Match entries about papers, which may still have to be written when this returns."""
        if not entries:
            return
        self._tie_waiting()
        self.prepare(records, entries)
        self.ledger.write_behind()  # nothing more is asked of the library, as a rule
        for entry in entries:
            self.paper(entry, report)
        self._close()

    # -- a batch ---------------------------------------------------------------------------------------------

    def prepare(self, records: Iterable[Record], entries: list[Entry]) -> None:
        """Look up whatever the entries may concern."""
        self.facts.origins.prepare([NOBODY, *(record.origin for record in records)])
        self.shelf.prepare(entries)
        self.models.prepare(model.name for entry in entries for model in entry.record.models)
        self.papers.keys.prepare(_keys_wanted(entries, self.papers.keys.pattern))

    def _close(self) -> None:
        """Make the repeated columns of new papers, and leave all to be written; `settle` sees to the other papers."""
        for work in self._touched.values():
            stand_for(self.ledger, work)
        stored = [work.id for work in self._touched.values() if work.paper.state is not State.FRESH]
        self.ledger.close_sheet(stored)
        self._touched_before = frozenset(self._touched) | self._absorbed
        self._touched.clear()
        self._absorbed.clear()

    def _tie_waiting(self) -> None:
        """Tie what waited for identifiers that papers have now."""
        if self._new_identifiers:
            self.others.tie_waiting(self._new_identifiers)
            self._new_identifiers.clear()

    def finish(self) -> None:
        """Write all that was taken in, and tie what waited for it; nothing of it is in memory afterwards."""
        self._close()
        self.ledger.flush()
        self._tie_waiting()
        self.ledger.flush()
        point_on(self.ledger, self._former_keys)
        self._former_keys.clear()
        self._touched_before = frozenset()
        for room in (self.facts.origins, self.shelf, self.models, self.papers.keys):
            room.clear()

    # -- one entry -------------------------------------------------------------------------------------------

    def paper(self, entry: Entry, report: FileReport) -> Work | None:
        """Match one paper's entry and write it; None when it tells nothing to know a paper by."""
        record = entry.record
        if entry.tells_nothing:
            report.problems.append(_nothing_told(record))
            return None
        self.facts.speaker = record.origin
        before = self.ledger.written
        is_line = record.origin.line is not None  # a source, or a person, speaks of many works
        spoke = self.facts.origins.known(record.origin) if is_line else None
        match = find(entry, self.shelf, self.papers.keys, spoke)
        work = self._join(match, report) if match.work else None
        made = work is None
        if work is None:
            work = self.papers.make(entry)
        else:
            entry = spare(entry, work, match.contested, self.shelf)
        known = len(work.identifiers)
        new_version = self.papers.state(entry, work, match.contested, made=made)
        self._flag(work, match)
        self._remember(entry, work, known, changed=self.ledger.written > before)
        report.problems += _contested(record, match)
        if made:
            outcome = Outcome.ADDED
        elif self.ledger.written == before:
            outcome = Outcome.UNCHANGED
        else:
            merged = new_version or match.joined or match.evidence is not Evidence.IDENTIFIER
            outcome = Outcome.MERGED if merged else Outcome.CHANGED
        report.count_paper(outcome, work.id)
        return work

    def state(self, work: Work, record: PaperRecord) -> None:
        """Write what a record says of a paper that is known already: nothing is matched, nothing counted."""
        entry = Entry(record)
        self.prepare([record], [entry])
        self.facts.speaker = record.origin
        before, known = self.ledger.written, len(work.identifiers)
        self.papers.state(entry, work, {}, made=False)
        self._remember(entry, work, known, changed=self.ledger.written > before)
        self.finish()

    def _join(self, match: Match, report: FileReport) -> Work:
        """One paper of all that the entry shows to be one; the oldest stays."""
        assert match.work is not None  # noqa: S101 - the caller looked
        works = sorted([match.work, *match.joined], key=lambda work: work.id)
        kept = works[0]
        for gone in works[1:]:
            absorb(self.papers, kept, gone)
            self._former_keys.append(gone.key)
            self.shelf.replace(gone, kept)
            report.absorbed(gone.id)
            self._touched.pop(gone.id, None)
            self._absorbed.add(gone.id)
            self._new_identifiers = [(i, kept.id if n == gone.id else n) for i, n in self._new_identifiers]
        if len(works) > 1:
            self.shelf.put(kept)
        return kept

    def _flag(self, work: Work, match: Match) -> None:
        """Remark which papers may be the same work; a person settles it."""
        for other in match.likely[:_MOST_FLAGS]:
            if not (other.remarks(MAYBE_SAME, work) or work.remarks(MAYBE_SAME, other)):
                self.papers.relate(work, MAYBE_SAME, "key", other.key)

    def _remember(self, entry: Entry, work: Work, known: int, *, changed: bool) -> None:
        if not changed:
            return
        self.shelf.put_entry(entry, work)
        self._touched[work.id] = work
        for identifier in entry.record.identifiers:
            row = work.identifier(identifier)
            if row is not None and row in work.identifiers[known:]:
                self._new_identifiers.append((identifier, work.id))

    def _other(self, record: Record) -> Outcome:
        self.facts.speaker = record.origin
        before = self.ledger.written
        match record:
            case ModelRecord():
                made = self.models.find(record.name) is None
                self.models.state(record)
            case DatasetRecord():
                made = self.others.dataset(record)
            case ArticleRecord():
                made = self.others.article(record)
            case ResourceRecord():
                made = self.others.resource(record)
            case PaperRecord():
                raise AssertionError("papers are matched first")
        if made:
            return Outcome.ADDED
        return Outcome.CHANGED if self.ledger.written > before else Outcome.UNCHANGED


@contextmanager
def _second_thread(ledger: Ledger) -> Iterator[None]:
    """A thread to write on. Nobody gets out, by Ctrl-C neither, before it has done what it was given: next the library
    is rolled back, and a row written after that would stay."""
    from concurrent.futures import ThreadPoolExecutor

    ledger.writer = executor = ThreadPoolExecutor(1)
    try:
        yield
    finally:
        ledger.writer = None
        ledger.let_finish()
        with suppress(KeyboardInterrupt):
            executor.shutdown()


@contextmanager
def _at_work() -> Iterator[None]:
    """Python set for an import. It makes a million objects and no cycles: looking for some takes a quarter of its time.
    And the thread that writes must not wait for the interpreter longer than SQLite takes."""
    running, interval = gc.isenabled(), sys.getswitchinterval()
    gc.disable()
    sys.setswitchinterval(_SWITCH)
    try:
        yield
    finally:
        sys.setswitchinterval(interval)
        if running:
            gc.enable()


def _records(found: Iterable[Record | Problem], report: FileReport) -> Iterator[Record]:
    """What a reader found, its problems set down in the report."""
    for one in found:
        if isinstance(one, Problem):
            report.problems.append(one)
        else:
            yield one


def _with_options(record: PaperRecord, mentions: tuple[DomainMention, ...], status: Status | None) -> PaperRecord:
    if not mentions and status is None:
        return record
    stated = tuple(mention for mention in record.domains if not (mentions and mention.guessed))
    return replace(record, domains=(*stated, *mentions), status=status or record.status)


def _keys_wanted(entries: Iterable[Entry], pattern: str) -> Iterator[str]:
    for entry in entries:
        record = entry.record
        if record.key:
            yield record.key
        yield entry.key or make_key(record, pattern)
        yield from record.key_aliases


def _nothing_told(record: PaperRecord) -> Problem:
    message = "the entry has no title, identifier, link, model or key to know a paper by"
    return Problem(record.origin.line or 0, "empty-entry", message, entry=True)


def _contested(record: PaperRecord, match: Match) -> list[Problem]:
    """Identifiers that could not be given to the entry's paper, each with whose they are."""
    return [
        Problem(
            record.origin.line or 0,
            "contested-identifier",
            f"{identifier.scheme} {identifier.value} stays with {owner.key}: {reason}",
            identifier.value,
        )
        for identifier, (owner, reason) in match.contested.items()
        if identifier.scheme != "url"
    ]
