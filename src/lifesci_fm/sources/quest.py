"""The search for one reference: what was asked, what came back, what to ask next, and the answer at the end.

A quest has one target at first, the identifier asked for. Once that is found it may gain companions: the other form of
the work, or its DOI. Each target climbs its own ladder (`plan`). No thread and no source is known here.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lifesci_fm.identifiers import Identifier, Reference, Scheme
from lifesci_fm.records import PaperRecord
from lifesci_fm.sources import plan
from lifesci_fm.sources.answers import Answer
from lifesci_fm.sources.combine import combined, ordered, plausible
from lifesci_fm.sources.source import Reply, Source

#: The other form of a work may name a further one; nobody is followed further than this.
MOST_COMPANIONS = 4


@dataclass(frozen=True, slots=True)
class Manners:
    """How far a search goes: whether preprint servers are asked for versions, which services are closed to us."""

    versions: bool = True
    closed: frozenset[str] = frozenset()


@dataclass(slots=True, eq=False)
class Target:
    """One identifier on its way up its ladder."""

    identifier: Identifier
    ladder: plan.Ladder
    step: int = 0
    records: list[PaperRecord] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)  # service → what went wrong; it is not asked again
    refusal: str = ""  # a source knows it, and it is no paper
    missing: bool = False  # it does not exist
    versions_asked: bool = False  # the preprint's server was asked, or need not be

    @property
    def found(self) -> bool:
        """True once a source described the work."""
        return any(record.title for record in self.records)

    def next_sources(self, manners: Manners) -> tuple[Source, ...]:
        """Whom to ask now; none when there is nothing left to ask."""
        if self.found:
            return self._versions() if manners.versions else ()
        closed = self.faults.keys() | manners.closed
        while not (self.refusal or self.missing) and self.step < len(self.ladder):
            self.step += 1
            if willing := tuple(source for source in self.ladder[self.step - 1] if source.key not in closed):
                return willing
        return ()

    def _versions(self) -> tuple[Source, ...]:
        """The preprint's own server, once, unless it was the one that knew the work."""
        server = next(filter(None, map(plan.server, self.records)), None)
        asked = self.versions_asked or any(server and record.origin.name == server.key for record in self.records)
        self.versions_asked = True
        return (server,) if server and not asked and plan.of_biorxiv(self.identifier) else ()

    def take(self, source: Source, reply: Reply) -> None:
        """What a source knows of it. A record without a title says under which other name to ask."""
        for other in reply.others:
            if self.identifier in other.identifiers:
                self.refusal = f"{self.identifier.value} is {other.kind}."
        self.missing |= self.identifier in reply.missing
        for record in reply.records:
            if source.answers(self.identifier, record):
                self.records.append(record)
                if not record.title:
                    self.ladder, self.step = plan.ladder(record.identifiers[0]), 0
                    self.identifier = record.identifiers[0]


class Quest:
    """The search for one reference. Call `questions` until it asks nobody, then `answer`."""

    def __init__(self, reference: Reference, manners: Manners) -> None:
        self.reference = reference
        self._manners = manners
        self._guesses = list(plan.guesses(reference))
        self._main = self._target(self._guesses.pop(0))
        self._companions: list[Target] = []

    @staticmethod
    def _target(identifier: Identifier) -> Target:
        return Target(identifier, plan.ladder(identifier))

    def questions(self) -> list[tuple[Source, Target]]:
        """What to ask now, all previous replies taken in. Empty at the end of the search."""
        while True:
            asked = [(source, self._main) for source in self._main.next_sources(self._manners)]
            if asked or self._main.found or self._main.faults or self._main.refusal or not self._guesses:
                break
            self._main = self._target(self._guesses.pop(0))
        self._gather_companions()
        for target in self._companions:
            asked += [(source, target) for source in target.next_sources(self._manners)]
        return asked

    def _gather_companions(self) -> None:
        """Fetch what the records name, once each; a companion must be plausible before it is followed itself."""
        targets = [self._main, *self._accepted()]
        known = {target.identifier for target in [self._main, *self._companions]}
        for target in targets:
            for record in target.records:
                for identifier in plan.companions(record, target.identifier):
                    if identifier not in known and len(self._companions) < MOST_COMPANIONS:
                        known.add(identifier)
                        self._companions.append(self._target(identifier))

    def _accepted(self) -> list[Target]:
        """Companions that were found and may well be this work."""
        mine = combined(ordered(self._main.records)) if self._main.found else None
        found = [target for target in self._companions if target.found]
        return [target for target in found if mine and plausible(mine, combined(ordered(target.records)))]

    def answer(self) -> Answer:
        """The outcome, all questions asked."""
        main = self._main
        targets = [main, *self._accepted()]
        faults = tuple(dict.fromkeys(fault for target in [main, *self._companions] for fault in target.faults.values()))
        if not main.found:
            asked = self.reference.identifier
            missing = main.missing and asked.scheme is Scheme.DOI  # what was guessed is nobody's mistake
            message = main.refusal or (f"{asked.value} is a DOI that nobody has registered." if missing else "")
            return Answer(self.reference, None, "down" if main.faults and not message else "unknown", faults, message)
        parts = ordered([record for target in targets for record in target.records])
        return Answer(self.reference, combined(parts), "found", faults, parts=parts)
