"""The entry to all sources: references in, answers out, as they come.

Questions of all searches go out in waves, grouped by source into batches. A search that has all its replies is
answered at once; what needs another question waits for the next wave, so that those questions share requests, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lifesci_fm.config import Config
from lifesci_fm.errors import SourceUnavailable
from lifesci_fm.identifiers import Identifier, Reference
from lifesci_fm.records import PaperRecord
from lifesci_fm.sources import openalex, titles
from lifesci_fm.sources.answers import Answer, Candidate
from lifesci_fm.sources.crew import Crew, Done
from lifesci_fm.sources.http import MAX_WAIT, SLACK, TRIES, Client, Notice, SourceFault
from lifesci_fm.sources.quest import Manners, Quest, Target
from lifesci_fm.sources.source import Reply, Request, Source, Unusable

if TYPE_CHECKING:
    import httpx

#: A preprint server tells of one DOI a request. It is asked for a short list; for a longer one Crossref's word must do.
SHORT_LIST = 10

_SEPARATOR = 10  # what stands between two identifiers of a query: `" OR DOI:"`

Progress = Callable[[int, int], None]  # (answered, asked)


@dataclass(frozen=True, slots=True)
class _Job:
    """One request: some identifiers for one source."""

    source: Source
    identifiers: tuple[Identifier, ...]


@dataclass(slots=True)
class _Wave:
    """Questions that go out together: who waits for which reply, and how many replies each search awaits."""

    asked: dict[tuple[Source, Identifier], list[tuple[Quest, Target]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    open: dict[Quest, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, quest: Quest, questions: Sequence[tuple[Source, Target]]) -> None:
        for source, target in questions:
            self.asked[source, target.identifier].append((quest, target))
            self.open[quest] += 1

    def settle(self, source: Source, identifier: Identifier, outcome: Reply | str) -> Iterator[Quest]:
        """Hand a reply, or the sentence of a fault, to all who wait for it; the searches that await nothing more."""
        for quest, target in self.asked[source, identifier]:
            if isinstance(outcome, str):
                target.faults[source.key] = outcome
            else:
                target.take(source, outcome)
            self.open[quest] -= 1
            if not self.open[quest]:
                yield quest


class Sources:
    """All metadata sources. Use it as a context manager; it keeps connections and manners for its whole life.

    Nothing is imported or connected before the first question. With `config.offline` nobody is ever asked. `notice` is
    told of what keeps a person waiting.
    """

    def __init__(
        self, config: Config, *, transport: httpx.BaseTransport | None = None, notice: Notice | None = None
    ) -> None:
        self._config = config
        self._client = Client(config, transport=transport, notice=notice)
        self._crew: Crew[_Job, Reply] = Crew(self._ask)
        self._known: dict[tuple[Source, Identifier], Reply] = {}  # nobody is asked the same thing twice

    def lookup(
        self, references: Sequence[Reference], *, progress: Progress | None = None, thorough: bool | None = None
    ) -> Iterator[Answer]:
        """One answer for each reference, in the order in which they come, not in that of the references.

        `thorough` asks preprint servers, too, one request a preprint, for versions and for the journal that Crossref
        does not know yet; left out, a short list is looked up so. Raises UsageError for a base URL that is none; that a
        source failed is told in the answers.
        """
        thorough = len(references) <= SHORT_LIST if thorough is None else thorough
        for count, answer in enumerate(self._answers(references, thorough), 1):
            if progress:
                progress(count, len(references))
            yield answer

    def search_title(self, title: str) -> list[Candidate]:
        """Works whose title resembles this one, best first, both forms of a work as one candidate.

        Raises SourceUnavailable when nothing was found and a source that was asked failed.
        """
        if self._config.offline:
            raise SourceUnavailable("fm is offline, and a title can only be searched for.", "Run it without --offline.")
        records: list[PaperRecord] = []
        faults: list[SourceUnavailable] = []
        for source, request in titles.requests(title, self._client.contact):
            try:
                records += self._read(source, request).records
            except SourceUnavailable as fault:
                faults.append(fault)
        found = titles.candidates(title, records)
        if faults and not found:  # nothing was kept that a refresh could complete
            raise SourceUnavailable(faults[0].message, "Try again later, or add the work by its DOI or address.")
        return found

    def _answers(self, references: Sequence[Reference], thorough: bool) -> Iterator[Answer]:
        if self._config.offline:
            yield from (Answer(reference, None, "down") for reference in references)
            return
        closed = frozenset({openalex.KEY} - self._client.keys.keys())
        manners = Manners(versions=thorough, closed=closed)
        ready: Iterator[Quest] = (Quest(reference, manners) for reference in references)
        while True:
            wave = _Wave()
            for quest in ready:
                if questions := quest.questions():
                    wave.add(quest, questions)
                else:
                    yield quest.answer()
            if not wave.asked:
                return
            ready = self._run(wave)

    def _run(self, wave: _Wave) -> Iterator[Quest]:
        """Send out a wave; each search as soon as it has its replies."""
        batches: dict[Source, list[Identifier]] = defaultdict(list)
        for source, identifier in wave.asked:
            if (source, identifier) not in self._known:
                batches[source].append(identifier)
        jobs = [job for source, identifiers in batches.items() for job in _jobs(source, identifiers)]
        for job in jobs:
            self._submit(job)
        in_flight = set(jobs)
        for question in wave.asked.keys() & self._known.keys():
            yield from wave.settle(*question, self._known[question])
        while in_flight:
            done = self._crew.next(self._patience)
            if done is None:
                for job in in_flight:
                    sentence = f"{job.source.title} did not answer at all."
                    for identifier in job.identifiers:
                        yield from wave.settle(job.source, identifier, sentence)
                return
            if done.job not in in_flight:
                continue  # late, from a search that was given up
            in_flight.discard(done.job)
            if isinstance(done.fault, SourceFault) and done.fault.smaller and len(done.job.identifiers) > 1:
                for job in _halves(done.job):
                    in_flight.add(job)
                    self._submit(job)
                continue
            outcome = _outcome(done)
            for identifier in done.job.identifiers:
                if isinstance(outcome, Reply):
                    self._known[done.job.source, identifier] = outcome
                yield from wave.settle(done.job.source, identifier, outcome)

    def _submit(self, job: _Job) -> None:
        self._crew.submit(job.source.key, job.source.rate.concurrency, job)

    @property
    def _patience(self) -> float:
        """Seconds after which a thread that reports nothing is given up: more than any honest retrying takes."""
        return TRIES * (SLACK * self._config.timeout + MAX_WAIT + self._config.arxiv_interval)

    def _ask(self, job: _Job) -> Reply:
        return self._read(job.source, job.source.request(job.identifiers, self._client.contact))

    def _read(self, source: Source, request: Request) -> Reply:
        body = self._client.fetch(source, request)
        if body is None:
            return Reply()
        try:
            return source.parse(body)
        except Unusable as fault:
            raise SourceFault(f"{source.title} sent {fault.message}.", smaller=fault.smaller) from fault

    def close(self) -> None:
        """Close every connection; threads end after what they are at."""
        self._crew.close()
        self._client.close()

    def __enter__(self) -> Sources:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def _jobs(source: Source, identifiers: Sequence[Identifier]) -> Iterator[_Job]:
    """Batches within what one request may name."""
    together: list[Identifier] = []
    letters = 0
    for identifier in identifiers:
        if source.alone and source.alone(identifier):
            yield _Job(source, (identifier,))
            continue
        length = len(identifier.value) + _SEPARATOR
        if together and (len(together) == source.batch or letters + length > source.letters):
            yield _Job(source, tuple(together))
            together, letters = [], 0
        together.append(identifier)
        letters += length
    if together:
        yield _Job(source, tuple(together))


def _halves(job: _Job) -> tuple[_Job, _Job]:
    middle = len(job.identifiers) // 2
    return _Job(job.source, job.identifiers[:middle]), _Job(job.source, job.identifiers[middle:])


def _outcome(done: Done[_Job, Reply]) -> Reply | str:
    """A reply, or the sentence of a fault. What is no fault of a source is raised."""
    if isinstance(done.fault, SourceUnavailable):
        return done.fault.message
    if done.fault is not None:
        raise done.fault
    return done.result or Reply()
