"""The write side: everything that changes a library, by the rules of the house, one transaction a command.

A `Library` is opened for a command and closed with it: what was done is committed together, or, when something
fails, not at all. Facts keep where they come from; entries that are one work become one paper; a command that
changes nothing leaves no trace.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from lifesci_fm.library.adding import Added, take
from lifesci_fm.library.intake import Intake
from lifesci_fm.library.keys import DEFAULT_PATTERN
from lifesci_fm.library.ledger import Ledger
from lifesci_fm.library.marking import Marked, mark, remove
from lifesci_fm.library.refreshing import Renewed, Waiting, renew, waiting
from lifesci_fm.library.report import FileReport, Outcome, summary
from lifesci_fm.library.wish import Wish, state_wish
from lifesci_fm.records import Problem, Record
from lifesci_fm.store.database import connect, prepare_writing
from lifesci_fm.store.faults import faults
from lifesci_fm.store.naming import PaperName, find_papers
from lifesci_fm.store.transfer import load_rows
from lifesci_fm.vocabulary import Filter, Status

if TYPE_CHECKING:
    from lifesci_fm.formats.note import Note
    from lifesci_fm.library.domain_desk import DomainDesk
    from lifesci_fm.library.editing import Desk
    from lifesci_fm.library.joining import Joined
    from lifesci_fm.library.noting import Kept
    from lifesci_fm.library.planning import Moved, Spot
    from lifesci_fm.library.splitting import Split
    from lifesci_fm.sources import Answer

__all__ = ["FileReport", "Library", "Outcome"]


class Library:
    """A library open for writing. Use it as a context manager: its end commits, an exception rolls back."""

    def __init__(
        self, path: Path, database: sqlite3.Connection, words: str, *, dry_run: bool, key_pattern: str
    ) -> None:
        self.path = path
        self._database = database
        self._words = words
        self._dry_run = dry_run
        self._key_pattern = key_pattern
        self._closing = ExitStack()
        self._begin()

    @classmethod
    def open(
        cls, path: Path, *, words: str = "fm", dry_run: bool = False, key_pattern: str = DEFAULT_PATTERN
    ) -> Library:
        """Open for one command; `words` is what was typed, for the history. With `dry_run` nothing is kept.

        Raises LibraryUnusable, and UsageError for a key pattern that is none.
        """
        prepare_writing(path)
        with ExitStack() as undo:
            undo.enter_context(faults(path))
            database = undo.enter_context(closing(connect(path)))
            library = cls(path, database, words, dry_run=dry_run, key_pattern=key_pattern)
            library._closing = undo.pop_all()
        return library

    def __enter__(self) -> Library:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        try:
            if kind is None:
                with faults(self.path):
                    self._end()
        finally:
            self._closing.__exit__(kind, fault, at)

    def _begin(self) -> None:
        self._told: list[str] = []
        self._database.execute("BEGIN IMMEDIATE")  # the write lock before anything is read
        self._ledger = Ledger(self._database, self._words)
        self._intake = Intake(self._ledger, self._key_pattern)

    def _end(self) -> None:
        self._ledger.flush()
        self._database.execute("ROLLBACK" if self._dry_run else "COMMIT")

    def commit(self) -> None:
        """Keep what was done so far, whatever becomes of the rest; the rest is a change of its own in the history."""
        self._end()
        self._begin()

    # -- files -----------------------------------------------------------------------------------------------

    def merge(
        self,
        found: Iterable[Record | Problem],
        *,
        file: str = "",
        format: str = "",
        domains: Iterable[str] = (),
        status: Status | None = None,
    ) -> FileReport:
        """Take in what a reader found in a file, records and problems, and say what became of each entry.

        `domains` and `status` are said of every paper; a domain that nobody knows raises UsageError.
        """
        numbers = [self._intake.domains.require(name) for name in domains]
        names = [self._intake.domains.name(number) for number in numbers]
        report = FileReport(file, format)
        self._intake.merge(found, report, domains=names, status=status)
        self._ledger.summarise(summary([report]))
        return report

    def load(self, lines: Iterable[tuple[int, dict[str, Any]]], *, name: str, replace: bool = False) -> Counter[str]:
        """Fill the library with the objects of a dump, given with their line numbers; how many of each noun came.

        Raises Conflict when it holds entries, unless `replace`; UnreadableInput for a line that does not fit.
        """
        self._ledger.begin_command()
        counts = load_rows(self._ledger.database, lines, name=name, at=self._ledger.at, replace=replace)
        self._ledger.summarise("loaded " + ", ".join(f"{noun} {count}" for noun, count in counts.items()))
        self._intake = Intake(self._ledger, self._key_pattern)  # what it knew is gone
        return counts

    # -- papers by name --------------------------------------------------------------------------------------

    def mark(self, status: Status, names: Sequence[str]) -> list[Marked]:
        """Give the papers of these names a reading status. Raises NotFound or Ambiguous; then nothing is changed."""
        marked = mark(self._intake, status, names)
        moved = [str(one.paper.key) for one in marked if one.before is not status]
        self._ledger.summarise(f"{status}: {', '.join(moved) or 'as before'}")
        return marked

    def plan(self, names: Sequence[str]) -> list[Marked]:
        """Put papers at the end of the reading plan. Raises NotFound or Ambiguous; then nothing is changed."""
        from lifesci_fm.library.planning import add

        added = add(self._intake, names)
        self._ledger.summarise(f"planned {', '.join(one.paper.key for one in added)}")
        return added

    def move_in_plan(self, name: str, spot: Spot) -> Moved:
        """Move a paper within the reading plan. Raises NotFound, Ambiguous or UsageError."""
        from lifesci_fm.library.planning import move

        moved = move(self._intake, name, spot)
        self._ledger.summarise(f"{moved.paper.key} has place {moved.position} in the plan")
        return moved

    def remove(self, names: Sequence[str]) -> list[PaperName]:
        """Take the papers of these names out of the library. Raises NotFound or Ambiguous; then nothing is changed."""
        gone = remove(self._intake, names)
        self._ledger.summarise(f"removed {', '.join(paper.key for paper in gone)}")
        return gone

    # -- reading notes ---------------------------------------------------------------------------------------

    def keep_note(self, name: str, note: Note, path: str) -> Kept:
        """Keep what the note file of a paper says; `path` from the folder of notes. Raises NotFound or Conflict."""
        from lifesci_fm.library.noting import keep

        kept = keep(self._intake, name, note, path)
        self._ledger.summarise(f"note of {kept.paper.key}")
        return kept

    def tie_note(
        self, note: Note, path: str, *, paper: str | None = None, instead: Sequence[str] = ()
    ) -> tuple[Kept, FileReport]:
        """Tie a file to the paper it names, or to `paper`, in place of the files `instead`, which are gone.

        Its datasets are taken in as from any file. Raises NotFound, Ambiguous or Conflict.
        """
        from lifesci_fm.library.noting import tie

        report = FileReport(path, "markdown")
        kept = tie(self._intake, note, path, name=paper, instead=instead, report=report)
        self._ledger.summarise(f"note of {kept.paper.key}: {summary([report])}")
        return kept, report

    # -- a person's corrections ------------------------------------------------------------------------------

    @property
    def desk(self) -> Desk:
        """Papers to be corrected; models, datasets, write-ups, resources and tags to be added, changed and removed."""
        from lifesci_fm.library.editing import Desk

        return Desk(self._intake)

    # -- what is one work and what is not --------------------------------------------------------------------

    def join(self, one: str, other: str) -> Joined:
        """Make one paper of two that are one work; the older key stays. Raises NotFound, Ambiguous or UsageError."""
        from lifesci_fm.library.joining import join

        joined = join(self._intake, one, other)
        self._ledger.summarise(f"{joined.gone.key} is {joined.kept.key}")
        return joined

    def split(self, name: str, version: str) -> Split:
        """Make a paper of a version that is of another work. Raises NotFound, Ambiguous or UsageError."""
        from lifesci_fm.library.splitting import split

        done = split(self._intake, name, version)
        self._ledger.summarise(f"split {done.new.key} from {done.paper.key}")
        return done

    def hold_apart(self, one: str, other: str) -> tuple[PaperName, PaperName]:
        """Note that two papers are two works. Raises NotFound, Ambiguous or UsageError."""
        from lifesci_fm.library.joining import hold_apart

        first, second = hold_apart(self._intake, one, other)
        self._ledger.summarise(f"{first.key} is not {second.key}")
        return first, second

    # -- saved queries -----------------------------------------------------------------------------------------

    def save_query(self, name: str, chosen: Filter) -> bool:
        """Save a filter under a name, to be asked as `@name`; False if it takes the place of another.

        Raises UsageError for a name or a query that is none, NotFound for a domain or a saved query that is not there.
        """
        from lifesci_fm.library.queries import save

        return save(self._ledger, name, chosen)

    def remove_queries(self, names: Sequence[str]) -> list[str]:
        """Forget saved queries; their names. Raises NotFound."""
        from lifesci_fm.library.queries import remove

        return remove(self._ledger, names)

    @property
    def domains(self) -> DomainDesk:
        """The domains, to be added, renamed and made one."""
        from lifesci_fm.library.domain_desk import DomainDesk

        return DomainDesk(self._intake)

    # -- what the sources say --------------------------------------------------------------------------------

    def known(self, text: str) -> list[PaperName]:
        """Papers that an identifier or URL means already."""
        return find_papers(self._ledger.database, text)

    def check(self, wish: Wish) -> None:
        """See that a wish can be granted. Raises UsageError for a domain that nobody knows."""
        for name in wish.domains:
            self._intake.domains.require(name)

    def take(self, answer: Answer, texts: Sequence[str], wish: Wish) -> list[Added]:
        """Write what the sources answered to these texts, which are one reference, and what the user says of it."""
        done = take(self._intake, answer, texts, wish)
        self._tell(*(one.message for one in done))
        return done

    def wish(self, paper: PaperName, wish: Wish) -> None:
        """Write what the user says of a paper. Raises UsageError for a domain that nobody knows."""
        state_wish(self._intake, paper.key, wish)
        self._ledger.summarise(f"said of {paper.key}")

    def papers(self, names: Sequence[str], chosen: Filter | None = None) -> list[Waiting]:
        """The papers of these names (all, without names) that a filter chooses, with what to ask the sources for.

        Raises NotFound, Ambiguous and UsageError.
        """
        return waiting(self._intake, names, chosen or Filter())

    def renew(self, paper: Waiting, answer: Answer) -> Renewed:
        """Write what the sources answered about a paper that the library has."""
        done = renew(self._intake, paper, answer)
        if done.changes:
            self._tell(f"{done.key}: {', '.join(done.changes)}")
        return done

    def _tell(self, *messages: str) -> None:
        """Say in the history what became of each item of a command that writes item by item."""
        self._told += messages
        self._ledger.summarise("; ".join(self._told))

    def mend(self) -> None:
        """Set right what needs no decision: repeated columns, ties to papers that are here."""
        from lifesci_fm.library.mending import mend

        done = mend(self._intake)
        self._ledger.summarise(f"mended {done}")

    def counts(self) -> dict[str, int]:
        """How many of each noun the library holds now."""
        nouns = ("paper", "model", "dataset", "article", "resource", "domain", "tag")
        return {f"{noun}s": self._ledger.query(f"SELECT count(*) FROM {noun}")[0][0] for noun in nouns}  # noqa: S608 - our names
