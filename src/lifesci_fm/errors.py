"""The one family of errors. Each owns its exit code and says what happened, where, and what to do next.

`cli.app` catches `FmError` once and prints it; everything else lets it pass. The exit codes are a contract
with scripts: 2 usage, 3 not found or ambiguous, 4 conflict, 5 source unavailable, 6 input not readable,
7 library damaged, locked, read-only or newer than this fm. 1 is left to faults nobody foresaw.
"""

from __future__ import annotations

from collections.abc import Sequence


class FmError(Exception):
    """Base of every foreseen failure. `message` says what and where, `remedy` what to do next."""

    exit_code = 1

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class UsageError(FmError):
    """A word the user typed means nothing here: an unknown status, field, column or format."""

    exit_code = 2


class MalformedIdentifier(UsageError):
    """A text given as an identifier is none, or is a damaged one (a truncated DOI)."""


class NotFound(FmError):
    """No entry of that name in the library, or no source knows the identifier."""

    exit_code = 3


class Ambiguous(NotFound):
    """Several entries answer to one name; `candidates` lists them, one line each."""

    def __init__(self, message: str, candidates: Sequence[str], remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.candidates = tuple(candidates)


class Conflict(FmError):
    """Two facts contradict each other, or `--check` found a difference."""

    exit_code = 4


class SourceUnavailable(FmError):
    """A metadata source did not answer, or its answer cannot be used."""

    exit_code = 5


class UnreadableInput(FmError):
    """A file given by the user is missing, not text, or not of the format it claims."""

    exit_code = 6


class LibraryUnusable(FmError):
    """The library file is damaged, locked, read-only, no library at all, or newer than this fm."""

    exit_code = 7
