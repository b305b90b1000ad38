"""Which paper of the library an entry means. `same_work` judges pair by pair; here the answers are weighed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lifesci_fm.identifiers import Identifier, Scheme
from lifesci_fm.library.entry import Entry
from lifesci_fm.library.shelf import Shelf
from lifesci_fm.library.work import Work
from lifesci_fm.same_work import Evidence, Judgement, Profile, Verdict, judge, rivals

_STRENGTH = list(Evidence)


@dataclass(slots=True)
class Match:
    """What was found for an entry.

    `work` is the paper it means, None for a new one; `evidence` says by what it was recognised. `joined` are further
    papers that the entry shows to be the same work, `likely` papers that may be, with the reason. `contested` are
    identifiers of the entry that stay with another paper.
    """

    work: Work | None = None
    evidence: Evidence = Evidence.NONE
    joined: list[Work] = field(default_factory=list)
    likely: list[tuple[Work, str]] = field(default_factory=list)
    contested: dict[Identifier, tuple[Work, str]] = field(default_factory=dict)


def find(entry: Entry, shelf: Shelf) -> Match:
    """The paper an entry means, among those within reach."""
    candidates = shelf.candidates(entry)
    if not candidates:
        return Match(_by_key_alone(entry, shelf))
    judged, contested = _judge_all(entry.profile, candidates)
    same = [(work, found) for work, found in judged if found.verdict is Verdict.SAME]
    match = Match(contested=contested)
    if not same:
        match.work = _by_key_alone(entry, shelf)
        if match.work is None:
            match.likely = [(work, found.reason) for work, found in judged if found.verdict is Verdict.LIKELY]
    else:
        same.sort(key=lambda pair: _order(entry.profile, *pair))
        match.work, best = same[0]
        match.evidence = best.evidence
        match.joined = _joined(same)
    _contest(entry, shelf, match, judged)
    return match


def _judge_all(
    profile: Profile, candidates: Sequence[Work]
) -> tuple[list[tuple[Work, Judgement]], dict[Identifier, tuple[Work, str]]]:
    """Judgements, made again without identifiers that turn out to be copied from another work's entry."""
    judged = [(work, judge(profile, work.profile)) for work in candidates]
    contested = {
        identifier: (work, found.reason)
        for work, found in judged
        if found.verdict is Verdict.DIFFERENT and found.evidence is Evidence.IDENTIFIER
        for identifier in profile.identifiers & work.profile.identifiers
    }
    if contested:
        rest = replace(profile, identifiers=profile.identifiers - contested.keys())
        judged = [(work, judge(rest, work.profile)) for work in candidates]
    return judged, contested


def _order(profile: Profile, work: Work, found: Judgement) -> tuple[int, int, int, int]:
    """Surest first; then more identifiers in common, nearer in time, older."""
    shared = [i for i in profile.identifiers & work.profile.identifiers if i.scheme is not Scheme.URL]
    gap = min((abs(a - b) for a in profile.years for b in work.profile.years), default=99)
    return _STRENGTH.index(found.evidence), -len(shared), gap, work.id


def _joined(same: Sequence[tuple[Work, Judgement]]) -> list[Work]:
    """Papers that the entry joins to the best match: nothing may speak against their being one work.

    What they say of each other counts, unless the entry itself has identifiers of both.
    """
    best, surest = same[0]
    stated = (Evidence.IDENTIFIER, Evidence.RELATION)
    joined = []
    for work, found in same[1:]:
        between = judge(best.profile, work.profile)
        if between.verdict is Verdict.SAME:
            joined.append(work)
        elif surest.evidence in stated and found.evidence in stated:
            if Evidence.RELATION in (surest.evidence, found.evidence) or not rivals(best.profile, work.profile):
                joined.append(work)
        elif between.evidence is Evidence.NONE and not rivals(best.profile, work.profile):
            joined.append(work)
    return joined


def _contest(entry: Entry, shelf: Shelf, match: Match, judged: Sequence[tuple[Work, Judgement]]) -> None:
    """Identifiers that another paper keeps."""
    reasons = {work.id: found.reason for work, found in judged}
    ours = {work.id for work in (match.work, *match.joined) if work}
    for identifier in entry.record.identifiers:
        owner = shelf.owner(identifier)
        if owner is not None and owner.id not in ours and identifier not in match.contested:
            match.contested[identifier] = (owner, reasons.get(owner.id, "it is another paper's"))


def _by_key_alone(entry: Entry, shelf: Shelf) -> Work | None:
    """An entry without title and identifiers is the paper of its citation key, if that has no title either."""
    if entry.title_key or entry.identifiers or entry.models or not entry.record.key:
        return None
    wanted = entry.record.key.lower()
    return next((w for w in shelf.works.values() if w.paper["title_key"] is None and w.key.lower() == wanted), None)
