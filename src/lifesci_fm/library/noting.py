"""Reading notes: the note of a paper is a file of the user's and a row that holds its text, so that it is searched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from lifesci_fm.errors import Ambiguous, Conflict, NotFound
from lifesci_fm.formats.note import Note
from lifesci_fm.library.intake import Intake
from lifesci_fm.library.report import FileReport
from lifesci_fm.library.work import load_works
from lifesci_fm.records import USER, DatasetRecord, ModelRecord, PaperRecord, Problem, Record
from lifesci_fm.store.derived import title_key
from lifesci_fm.store.naming import PaperName, find_papers, resolve
from lifesci_fm.text import name_key
from lifesci_fm.vocabulary import ModelRole


class Kept(NamedTuple):
    """A note that the library holds, and whether it held it so before."""

    paper: PaperName
    title: str
    path: str
    changed: bool


def keep(intake: Intake, name: str, note: Note, path: str, instead: Sequence[str] = ()) -> Kept:
    """Make a file the note of a paper, or take in what it says now.

    `path` is the file's, from the folder of notes; `instead` are files that are gone, whose note this one is.
    Raises NotFound or Ambiguous, and Conflict when the paper has another note or the file is another paper's.
    """
    ledger = intake.ledger
    paper = resolve(ledger.database, name)
    for (key,) in ledger.query(
        "SELECT p.key FROM note AS n JOIN paper AS p ON p.id = n.paper_id WHERE n.path = ? AND p.id <> ?",
        path,
        paper.id,
    ):
        raise Conflict(f"{path} is the note of {key}.", f"Is it about {paper.key}? Then copy it to another file.")
    (work,) = load_works(ledger, [paper.id])
    written = [row for row in work.notes if row["path"]]
    row = next((one for one in written if one["path"] in (path, *instead)), None)
    if written and row is None:
        raise Conflict(
            f"{paper.key} has a note already: {written[0]['path']}.",
            f"`fm note edit {paper.key}` opens it; put both texts into one file.",
        )
    intake.facts.speaker = USER
    before = ledger.written
    values = {"title": note.title, "date": note.date, "path": path, "body": note.text}
    if row is None:
        ledger.new("note", paper_id=paper.id, origin_id=intake.facts.origin_id, **values)
    else:
        ledger.set(row, **values)
    if changed := ledger.written > before:
        ledger.set(work.paper, updated=ledger.at)
    ledger.flush()
    return Kept(paper, note.title, path, changed)


def paper_of(intake: Intake, note: Note) -> PaperName | None:
    """The paper that a note names: in its front matter, else by its title in the text, else by its model.

    Raises NotFound for a front matter that names no paper here, Ambiguous for a model of several papers.
    """
    database = intake.ledger.database
    if note.named:
        found = (paper for name in note.named for paper in find_papers(database, name)[:1])
        return next(found, None) or resolve(database, note.named[0])
    if note.paper_title:
        rows = intake.ledger.query("SELECT id FROM paper WHERE title_key = ?", title_key(note.paper_title))
        if len(rows) == 1:
            return resolve(database, f"#{rows[0][0]}")
    papers = find_papers(database, note.model) if note.model else []
    if len(papers) > 1:
        raise Ambiguous(
            f"The note is about {note.model}, which {len(papers)} papers introduce.",
            [str(paper) for paper in papers],
            "Say which one with --paper.",
        )
    return papers[0] if papers else None


def tie(intake: Intake, note: Note, path: str, *, name: str | None, instead: Sequence[str], report: FileReport) -> Kept:
    """Tie an existing file to the paper it is about, `name` or the one it names, and take in its datasets.

    A paper that the library lacks is made of what the note says of it. Raises NotFound when that says nothing.
    """
    paper = resolve(intake.ledger.database, name) if name is not None else paper_of(intake, note)
    if paper is None:
        intake.merge(note.found, report)
        intake.ledger.flush()
        paper = paper_of(intake, note)
    else:
        models = _models(intake, paper)
        beside = [_of_models(one, models) for one in note.found if isinstance(one, DatasetRecord | Problem)]
        intake.merge([*_sizes(note, models), *beside], report)
        intake.ledger.flush()
    if paper is None:
        raise NotFound(f"{path} does not say which paper it is about.", "Name the paper with --paper.")
    return keep(intake, f"#{paper.id}", note, path, instead)


def _sizes(note: Note, models: Sequence[str]) -> Iterator[ModelRecord]:
    """What a note says of the size of the paper's models."""
    keys = set(map(name_key, models))
    for one in note.found:
        said = one.models if isinstance(one, PaperRecord) else ()
        yield from (model for model in said if model.parameters and name_key(model.name) in keys)


def _models(intake: Intake, paper: PaperName) -> list[str]:
    sql = "SELECT model FROM paper_models WHERE paper_id = ? AND role = 'introduces' ORDER BY position"
    return [name for (name,) in intake.ledger.query(sql, paper.id)]


def _of_models(one: Record | Problem, models: Sequence[str]) -> Record | Problem:
    """A dataset that names no model is one of the models of the paper."""
    if isinstance(one, DatasetRecord) and not one.models:
        return replace(one, models=tuple((name, ModelRole.USES) for name in models))
    return one
