"""What the sources answered, written into the library: an answer becomes a paper, or completes one.

Each part of an answer is stated in the name of its own source. What no source could tell is kept as the identifier
or the address alone, marked as incomplete, so that nothing a person asked for is lost.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from lifesci_fm.identifiers import Identifier, Reference, Scheme, is_preprint, normalise_url, preprint_server
from lifesci_fm.library.entry import Entry
from lifesci_fm.library.intake import Intake
from lifesci_fm.library.report import FileReport
from lifesci_fm.library.work import Work
from lifesci_fm.records import USER, LinkRecord, ModelRecord, PaperRecord, VersionRecord
from lifesci_fm.vocabulary import VersionKind

if TYPE_CHECKING:
    from lifesci_fm.sources import Answer

_REGISTRY = re.compile(
    r"https?://(?:[\w-]+\.)*(?:doi\.org|arxiv\.org|ncbi\.nlm\.nih\.gov|europepmc\.org)(?:[/:]|$)", re.IGNORECASE
)

#: Seconds of answers that an abrupt end may lose.
_HELD = 1.0

#: Schemes that a source would know if the work existed; of the others nobody keeps a register.
REGISTERED = (Scheme.DOI, Scheme.ARXIV, Scheme.PMID, Scheme.PMCID)


def handfuls(answers: Iterable[Answer]) -> Iterator[list[Answer]]:
    """Answers in handfuls, each of what came within a second; what is in hand is handed over whatever happens."""
    held: list[Answer] = []
    since = time.monotonic()
    rest = iter(answers)
    while True:
        try:
            held.append(next(rest))
        except StopIteration:
            break
        except BaseException:
            if held:
                yield held
            raise
        if time.monotonic() - since > _HELD:
            yield held
            held, since = [], time.monotonic()
    if held:
        yield held


class Taken(NamedTuple):
    """The paper an answer went to, and whether it was made for it."""

    work: Work
    made: bool


def take_answer(intake: Intake, answer: Answer) -> Taken | None:
    """Write a found answer; None when there was nothing in it to know a paper by."""
    assert answer.record is not None  # noqa: S101 - the caller asked for state "found"
    record = answer.record
    parts = [_known_by(part, record, answer.reference) for part in answer.parts or (record,)]
    return take_records(intake, parts)


def take_records(intake: Intake, records: Sequence[PaperRecord]) -> Taken | None:
    """Write records that are one work, in their order."""
    entries = [Entry(record) for record in records]
    intake.prepare(records, entries)
    report, works = FileReport("", ""), []
    for entry in entries:
        work = intake.paper(entry, report)
        if work is not None:
            works.append(work)
    intake.finish()
    return Taken(works[-1], bool(report.added)) if works else None


def take_bare(intake: Intake, reference: Reference, models: tuple[ModelRecord, ...] = ()) -> Taken | None:
    """Keep what a person typed although nobody could say what it is: the identifier, the address, nothing guessed.

    `models` are those she says it introduces; its key is then named after the first.
    """
    return take_records(intake, [replace(bare_record(reference), models=models)])


def bare_record(reference: Reference) -> PaperRecord:
    """All that is known of a work from its identifier alone."""
    identifier = reference.identifier
    versions: tuple[VersionRecord, ...] = ()
    if identifier.scheme in (Scheme.DOI, Scheme.ARXIV) or reference.url:
        preprint = is_preprint(identifier)
        version = VersionRecord(
            kind=VersionKind.PREPRINT if preprint else VersionKind.PUBLISHED,
            identifier=identifier if identifier.scheme is not Scheme.URL else None,
            number=reference.number,
            venue=preprint_server(identifier) if preprint else None,
            url=reference.url,
        )
        versions = (version,)
    return PaperRecord(identifiers=(identifier,), versions=versions, origin=USER)


def unresolved(reference: Reference) -> Reference | None:
    """What may be kept of a work that no source knows: its address, without an identifier guessed from that.

    There are pages that nobody registers. The address of a registry's own page is no more than its number.
    """
    if reference.url is None or _REGISTRY.match(reference.url):
        return None
    if reference.identifier.scheme not in REGISTERED:
        return reference
    return Reference(Identifier(Scheme.URL, normalise_url(reference.url)), None, reference.url)


def _known_by(part: PaperRecord, whole: PaperRecord, reference: Reference) -> PaperRecord:
    """A part with every identifier of the work, so that all parts find the same paper, and so will what was typed."""
    asked = reference.identifier
    identifiers = dict.fromkeys((*part.identifiers, *whole.identifiers))
    links = part.links
    if asked not in identifiers:
        if asked.scheme in REGISTERED and reference.url:  # the guess from the URL was wrong; the URL still leads here
            links = (*links, LinkRecord("paper", reference.url))
        else:
            identifiers[asked] = None
    relations = tuple(dict.fromkeys((*part.relations, *whole.relations)))
    return replace(part, identifiers=tuple(identifiers), relations=relations, links=links)
