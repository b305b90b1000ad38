"""Which paper of the library an entry means. `same_work` judges pair by pair; here the answers are weighed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lifesci_fm.identifiers import Identifier, Scheme
from lifesci_fm.library.apart import meant
from lifesci_fm.library.entry import Entry
from lifesci_fm.library.keys import KeyBook
from lifesci_fm.library.shelf import Shelf
from lifesci_fm.library.work import Work
from lifesci_fm.same_work import Evidence, Judgement, Profile, Verdict, judge, rivals, together
from lifesci_fm.vocabulary import PaperType

_STRENGTH = list(Evidence)
#: What of a profile can make one work of two.
_TELLING = ("identifiers", "titles", "authors", "years", "repositories", "related")


@dataclass(slots=True)
class Match:
    """What was found for an entry.

    `work` is the paper it means, None for a new one; `evidence` says by what it was recognised. `joined` are further
    papers that the entry shows to be the same work, `likely` papers that may be. `contested` are identifiers of the
    entry that stay with another paper.
    """

    work: Work | None = None
    evidence: Evidence = Evidence.NONE
    joined: list[Work] = field(default_factory=list)
    likely: list[Work] = field(default_factory=list)
    contested: dict[Identifier, tuple[Work, str]] = field(default_factory=dict)


def find(entry: Entry, shelf: Shelf, keys: KeyBook, origin_id: int | None) -> Match:
    """The paper an entry means, among those within reach. `origin_id` is the entry's, if it was read before."""
    candidates = shelf.candidates(entry)
    if not candidates:
        return Match(_by_key_alone(entry, shelf, keys))
    judged, contested = _judge_all(entry.profile, candidates)
    if not any(found.verdict is Verdict.SAME and work.knows(origin_id) for work, found in judged):
        judged = [(work, _recalled(entry, origin_id, work, found, keys)) for work, found in judged]
    same = meant(entry, [(work, found) for work, found in judged if found.verdict is Verdict.SAME])
    match = Match(contested=contested)
    if same:
        match.work, best = min(same, key=lambda pair: _order(entry.profile, origin_id, *pair))
        match.evidence = best.evidence
        match.joined, match.likely = _others(match.work, entry, shelf)
    else:
        match.work = _by_key_alone(entry, shelf, keys)
        if match.work is None:
            match.likely = [work for work, found in judged if found.verdict is Verdict.LIKELY]
    _contest(entry, shelf, match, judged)
    return match


def _judge_all(
    profile: Profile, candidates: Sequence[Work]
) -> tuple[list[tuple[Work, Judgement]], dict[Identifier, tuple[Work, str]]]:
    """Judgements, made again without identifiers that turn out to be copied from another work's entry."""
    judged = [(work, judge(_said_to(work, profile), work.profile)) for work in candidates]
    contested = {
        identifier: (work, found.reason)
        for work, found in judged
        if found.verdict is Verdict.DIFFERENT and found.evidence is Evidence.IDENTIFIER
        for identifier in profile.identifiers & work.profile.identifiers
    }
    if contested:
        rest = replace(profile, identifiers=profile.identifiers - contested.keys())
        judged = [(work, judge(_said_to(work, rest), work.profile)) for work in candidates]
    return judged, contested


def _said_to(work: Work, profile: Profile) -> Profile:
    """An entry's profile as far as it concerns a paper: without identifiers known to stay with another."""
    claimed = work.claimed_identifiers() if work.claims else frozenset()
    return replace(profile, identifiers=profile.identifiers - claimed) if claimed else profile


def _recalled(entry: Entry, origin_id: int | None, work: Work, found: Judgement, keys: KeyBook) -> Judgement:
    """A line that made or filled a paper goes on speaking of it, although others have told more of it since."""
    if found.verdict is Verdict.SAME or not entry.title_key or not work.knows(origin_id):
        return found
    if entry.title_key not in work.profile.titles or rivals(_said_to(work, entry.profile), work.profile):
        return found
    if not _may_have_said(entry, work, keys):
        return found
    return Judgement(Verdict.SAME, Evidence.IDENTIFIER, "this line spoke of it before")


def _may_have_said(entry: Entry, work: Work, keys: KeyBook) -> bool:
    """Is the paper known by all that the entry says of people, time and kind?

    A whole bibliography may stand on one line: then the line alone says nothing.
    """
    said, known = entry.profile, work.profile
    kinds = {work.paper["type"], *(claim["value"] for claim in work.claims if claim["field"] == "type")}
    return (
        said.authors <= known.authors
        and said.years <= known.years
        and (said.type in (None, PaperType.PREPRINT) or said.type in kinds)
        and (entry.record.key is None or keys.owner(entry.record.key) is not None)
    )


def _order(
    profile: Profile, origin_id: int | None, work: Work, found: Judgement
) -> tuple[bool, int, bool, int, int, int]:
    """The paper that this very line spoke of before; else surest, with more in common, nearer in time, older first.

    A paper that introduces the model comes before those that are called like it, or have a repository called so.
    """
    shared = [i for i in profile.identifiers & work.profile.identifiers if i.scheme is not Scheme.URL]
    gap = min((abs(a - b) for a in profile.years for b in work.profile.years), default=99)
    introduces = bool(profile.models & work.profile.models)
    return not work.knows(origin_id), _STRENGTH.index(found.evidence), not introduces, -len(shared), gap, work.id


def _others(work: Work, entry: Entry, shelf: Shelf) -> tuple[list[Work], list[Work]]:
    """Further papers that are the same work as the one the entry means, now that the entry speaks of it, too, and those
    that may be only now.

    An entry that says nothing new shows nothing: importing it again changes nothing.
    """
    whole = together(work.profile, _said_to(work, entry.profile))
    known = all(getattr(whole, name) == getattr(work.profile, name) for name in _TELLING)
    if known and entry.stated_models <= work.profile.models:
        return [], []
    others = {other.id: other for other in shelf.neighbours(work, entry)}
    joined: list[Work] = []
    while found := next((o for o in others.values() if judge(whole, o.profile).verdict is Verdict.SAME), None):
        joined.append(others.pop(found.id))
        whole = together(whole, found.profile)
    before = work.profile
    likely = [
        other
        for other in others.values()
        if judge(whole, other.profile).verdict is Verdict.LIKELY
        and judge(before, other.profile).verdict < Verdict.LIKELY
    ]
    return joined, likely


def _contest(entry: Entry, shelf: Shelf, match: Match, judged: Sequence[tuple[Work, Judgement]]) -> None:
    """Identifiers that another paper keeps."""
    reasons = {work.id: found.reason for work, found in judged}
    ours = {work.id for work in (match.work, *match.joined) if work}
    match.contested = {i: held for i, held in match.contested.items() if held[0].id not in ours}
    for identifier in entry.record.identifiers:
        owner = shelf.owner(identifier)
        if owner is not None and owner.id not in ours and identifier not in match.contested:
            match.contested[identifier] = (owner, reasons.get(owner.id, "it is another paper's"))


def _by_key_alone(entry: Entry, shelf: Shelf, keys: KeyBook) -> Work | None:
    """An entry without title, identifier and model is the paper that answers to its citation key."""
    if entry.title_key or entry.identifiers or entry.models or not entry.record.key:
        return None
    number = keys.owner(entry.record.key)
    return shelf.work(number) if number is not None else None
