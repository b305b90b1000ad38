"""What `fm add` was asked for: identifiers as typed, from files and standard input, of PDFs, or found by a title."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lifesci_fm.cli.asking import notice_for
from lifesci_fm.cli.cells import printable
from lifesci_fm.cli.context import Session
from lifesci_fm.cli.files import read_file
from lifesci_fm.errors import UnreadableInput, UsageError

if TYPE_CHECKING:
    from lifesci_fm.identifiers import Identifier
    from lifesci_fm.library.adding import Added
    from lifesci_fm.sources import Answer, Candidate


class Wanted:
    """Identifiers to add, and what was settled without asking for one: a PDF or a title that may mean several works."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.settled: list[Added] = []
        self.typed: dict[str, str] = {}  # identifier → the title or the PDF file it was found by
        self._texts: dict[Identifier, str] = {}  # of PDFs that may only cite this identifier

    def __len__(self) -> int:
        return len(self.ids)

    def take_words(self, words: list[str]) -> None:
        """Identifiers, `-` for standard input, and PDF files. Raises UnreadableInput."""
        for word in words:
            if word == "-":
                self.ids += _lines(sys.stdin.buffer.read(), "standard input")
            elif word.lower().endswith(".pdf") and Path(word).is_file():
                self._take_pdf(word)
            else:
                self.ids.append(word)

    def take_list(self, file: Path) -> None:
        """A file with one identifier a line. Raises UnreadableInput."""
        self.ids += _lines(read_file(file), str(file))

    def take_title(self, session: Session, title: str) -> None:
        """The work of this title, if there is no doubt or a person settles it. Raises SourceUnavailable."""
        from lifesci_fm.sources import Sources, certain

        with Sources(session.config, notice=notice_for(session)) as sources:
            found = [candidate for candidate in sources.search_title(title) if candidate.record.identifiers]
        chosen = certain(found) or (_ask(found) if found and sys.stdin.isatty() and sys.stderr.isatty() else None)
        if chosen:
            self._take(chosen.record.identifiers[0], title)
        else:
            self._settle(title, [_described(candidate) for candidate in found], "No source knows a work of this title")

    def _take_pdf(self, name: str) -> None:
        from lifesci_fm.formats.pdf import identify

        told = identify(read_file(Path(name)), name=name)
        if told.certain:
            self._take(told.certain, name)
            if told.unless:
                self._texts[told.certain] = told.unless
        else:
            self._settle(name, list(map(str, told.candidates)), "Its first pages name no DOI and no arXiv number")

    def checked(self, answers: Iterable[Answer]) -> Iterator[Answer]:
        """Answers, those withheld whose work is not the one of the PDF that names its identifier."""
        from lifesci_fm.text import fold

        for answer in answers:
            identifier = answer.reference.identifier
            text = fold(self._texts.get(identifier, "")).replace(" ", "")
            title = fold(answer.record.title or "").replace(" ", "") if answer.record else ""
            if not text or (title and title in text):
                yield answer
                continue
            is_titled = f", which is {answer.record.title!r}" if answer.record else ""
            doubt = (
                f"{self.typed[str(identifier)]} may only cite {identifier}{is_titled}. "
                "If it is that work, add it by the identifier."
            )
            yield replace(answer, record=None, parts=(), state="unknown", message=doubt)

    def _take(self, identifier: Identifier, typed: str) -> None:
        self.ids.append(str(identifier))
        self.typed[str(identifier)] = typed

    def _settle(self, text: str, candidates: list[str], nothing: str) -> None:
        from lifesci_fm.library.adding import Added, AddOutcome

        if candidates:
            message = f"{text}: it may be one of these; add the right one by its identifier."
            self.settled.append(Added(text, AddOutcome.AMBIGUOUS, None, message, candidates=tuple(candidates)))
        else:
            message = f"{text}: {nothing}. Add it by its DOI or address."
            self.settled.append(Added(text, AddOutcome.UNKNOWN, None, message))


def wanted(session: Session, words: list[str], file: Path | None, title: str | None) -> Wanted:
    """All that was asked for. Raises UsageError when that is nothing, UnreadableInput, SourceUnavailable."""
    title = (title or "").strip()
    if not (words or file or title):
        raise UsageError("There is nothing to add.", "Give a DOI, an arXiv id or a URL, --file LIST or --title TEXT.")
    found = Wanted()
    found.take_words(words)
    if file is not None:
        found.take_list(file)
    if title:
        found.take_title(session, title)
    return found


def _lines(data: bytes, name: str) -> list[str]:
    """One id a line; `#` begins a comment where a blank or nothing stands before it (URLs hold `#`, too)."""
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as fault:
        raise UnreadableInput(f"{name} is not a text file in UTF-8.", "Give one id a line.") from fault
    told = ("" if line.lstrip().startswith("#") else line.partition(" #")[0].strip() for line in lines)
    return [line for line in told if line]


def _described(candidate: Candidate) -> str:
    record = candidate.record
    first = record.authors[0].family if record.authors else "nobody named"
    dates = [version.date for version in record.versions if version.date]
    year = min(dates)[:4] if dates else "no year"
    return f"{record.identifiers[0]}  {candidate.score:.2f}  {record.title} ({first}, {year})"


def _ask(found: list[Candidate]) -> Candidate | None:
    """A person's choice among candidates; nothing, or what is no number of one, chooses none."""
    for number, candidate in enumerate(found, 1):
        print(printable(f"{number:>2}  {_described(candidate)}"), file=sys.stderr)
    print("Which one? A number, or nothing for none: ", end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline().strip()
    return found[int(answer) - 1] if answer.isdecimal() and 1 <= int(answer) <= len(found) else None
