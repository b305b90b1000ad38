"""Datasets from list items under a heading that promises them. Rows of tables: see dataset_rows.py."""

from __future__ import annotations

import re
from dataclasses import replace

from lifesci_fm.formats.markdown.context import Context, Section
from lifesci_fm.formats.markdown.entry import Entry
from lifesci_fm.formats.markdown.labels import Role
from lifesci_fm.formats.markdown.links import EntryLink
from lifesci_fm.formats.markdown.titles import is_title
from lifesci_fm.identifiers import Identifier, Scheme
from lifesci_fm.records import DatasetRecord, PaperRecord
from lifesci_fm.vocabulary import ModelRole

_TASKS = re.compile(
    r"train|tun(?:e|ing)|benchmark|evaluat|test|classif|segment|detect|generat|retriev|训练|微调|评测", re.I
)


def is_dataset(entry: Entry) -> bool:
    """True of an item that names a dataset, not of one that only cites a paper about one."""
    if entry.name:
        return True
    if entry.title_link is not None:
        one = next((link for link in entry.links if link.link is entry.title_link), None)
        return one is not None and one.role is not Role.PAPER
    return not entry.title and bool(entry.links)


def dataset(entry: Entry, context: Context, line: int, section: Section) -> DatasetRecord | None:
    """The dataset of an entry: its name, where it is, the paper that describes it."""
    main = next((link for link in entry.links if link.link in (entry.name_link, entry.title_link)), None)
    if main is None and not entry.name and entry.links:
        main = entry.links[0]
    name = (
        entry.name
        or (entry.title if entry.title_link is not None else None)
        or (main.label if main is not None else None)
    )
    if not name:
        return None
    papers = [link for link in entry.roles(Role.PAPER) if link is not main]
    places = [link for link in entry.links if link.role is not Role.PAPER and link is not main]
    place = main if main is not None and main.role is not Role.PAPER else (places[0] if places else None)
    paper = papers[0] if papers else (main if main is not None and main.role is Role.PAPER else None)
    tasks = [tag for tag in entry.tags if _TASKS.search(tag)]
    kinds = [tag for tag in entry.tags if tag not in tasks]
    return DatasetRecord(
        name=name,
        task=", ".join(tasks) or None,
        modality=", ".join(kinds) or None,
        url=place.url if place is not None and place.url not in ("", "-") else None,
        paper_url=paper.url if paper is not None else None,
        paper_identifier=identifier_of(paper),
        paper_title=_paper_title(entry) if paper is not None else None,
        models=uses(context.note_model, " ".join(tasks)),
        origin=context.origin(line, section),
    )


def _paper_title(entry: Entry) -> str | None:
    """The title of the paper beside the name of its dataset: `**Name** Title [paper]`, `**Name**: Title. [paper]`."""
    stated = (text for text in (entry.title if entry.name else None, entry.subtitle) if text)
    return next((text for text in stated if is_title(text)), None)


def identifier_of(link: EntryLink | None) -> Identifier | None:
    """The identifier of a dataset's paper; a mere address stays an address."""
    if link is None or link.reference is None or link.reference.identifier.scheme is Scheme.URL:
        return None
    return link.reference.identifier


def uses(model: str | None, task: str) -> tuple[tuple[str, ModelRole], ...]:
    """How the model that a note is about relates to one of its datasets."""
    if model is None:
        return ()
    trained = re.search(r"预训练|pre-?\s?train", task, re.I) is not None
    return ((model, ModelRole.TRAINED_ON if trained else ModelRole.USES),)


def with_paper(entry: Entry, papers: list[PaperRecord]) -> list[PaperRecord]:
    """The paper of a dataset entry that also gives its title and a link: such an entry lists both."""
    if not (entry.name and entry.title and entry.roles(Role.PAPER)):
        return papers[1:]
    return [
        replace(papers[0], models=(), links=(), tags=tuple(tag for tag in papers[0].tags if tag == "survey")),
        *papers[1:],
    ]
