"""What a source is to the rest of this room: the question it is asked, the reply it gives, its pace.

A source is plain data: the request for some identifiers, and a pure parser from the bytes of an answer to a
`Reply`. Fetching (`http`), pacing (`pace`) and the order of asking (`plan`) know nothing about any one source.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lifesci_fm.errors import FmError
from lifesci_fm.identifiers import Identifier
from lifesci_fm.records import PaperRecord


class Unusable(FmError):
    """An answer that is no data: HTML, empty, truncated, of a wrong shape.

    Raised by parsers, which do not know who answered; the message completes the sentence `Crossref sent …`. `smaller`
    is true when the source refused the question and may answer a shorter one.
    """

    exit_code = 5

    def __init__(self, message: str, *, smaller: bool = False) -> None:
        super().__init__(message)
        self.smaller = smaller


@dataclass(frozen=True, slots=True)
class Request:
    """One GET. `path` is put behind the source's base URL and is percent-encoded already; `params` are not.

    `unknown` are the statuses that mean "no such thing" rather than a fault.
    """

    path: str = ""
    params: tuple[tuple[str, str], ...] = ()
    accept: str = "application/json"
    unknown: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class NotAPaper:
    """Something that was asked for and is no paper; `kind` completes `10.1/x is …` (`a journal, no paper`)."""

    identifiers: tuple[Identifier, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What one answer holds, in no promised order. What was asked for and is not in it, the source does not know.

    `missing` are identifiers that the answer says do not exist anywhere.
    """

    records: tuple[PaperRecord, ...] = ()
    others: tuple[NotAPaper, ...] = ()
    missing: tuple[Identifier, ...] = ()


@dataclass(frozen=True, slots=True)
class Rate:
    """The pace a source asks for: seconds between two requests, and requests at one time.

    `everywhere` where a source counts the requests of all programs, not those of one run.
    """

    interval: float
    concurrency: int = 1
    everywhere: bool = False


def names(identifier: Identifier, record: PaperRecord) -> bool:
    """True when the record says of itself that it has this identifier: the only proof that it is about it."""
    return identifier in record.identifiers


@dataclass(frozen=True, slots=True)
class Source:
    """One way of asking one service.

    `key` names its base URL in the settings and the origin of its facts, `title` is what people call it, `batch` the
    most identifiers one request may name, `letters` the most characters they may have together. `alone` tells
    identifiers that cannot share a request with others.
    """

    key: str
    title: str
    rate: Rate  # with a contact address
    batch: int
    request: Callable[[Sequence[Identifier], str], Request]  # (identifiers, contact address or "")
    parse: Callable[[bytes], Reply]
    answers: Callable[[Identifier, PaperRecord], bool] = names
    alone: Callable[[Identifier], bool] | None = None
    letters: int = 6000  # longer URLs are refused by some servers
    stranger: Rate | None = None  # the pace of those who give no address, where it differs
