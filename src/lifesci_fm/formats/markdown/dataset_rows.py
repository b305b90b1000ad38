"""Rows of tables of datasets: name, scale, address and paper, each in a column of its own or on the name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lifesci_fm.formats.markdown.blocks import Row
from lifesci_fm.formats.markdown.columns import Cell, Layout
from lifesci_fm.formats.markdown.context import Context, Section
from lifesci_fm.formats.markdown.datasets import identifier_of, uses
from lifesci_fm.formats.markdown.entry import Entry
from lifesci_fm.formats.markdown.headers import Column
from lifesci_fm.formats.markdown.labels import Role
from lifesci_fm.formats.markdown.links import EntryLink, absolute, entry_link
from lifesci_fm.formats.markdown.papers import report_links
from lifesci_fm.formats.markdown.titles import clean_title, is_title
from lifesci_fm.formats.markdown.venues import is_venue
from lifesci_fm.formats.markdown.versions import versions_of
from lifesci_fm.formats.markdown.works import split_works
from lifesci_fm.identifiers import Scheme
from lifesci_fm.records import DatasetRecord, PaperRecord
from lifesci_fm.text import fold, squeeze

#: The identifier in such an address is the dataset's own.
_OF_DATA = re.compile(r"dataset\.xhtml|persistentId=|/datasets?/", re.I)


def dataset_row(row: Row, cells: Sequence[Cell], found: Layout, context: Context, section: Section) -> None:
    """Add the dataset that a row names, and further papers that it gives, to the reading."""
    texts: dict[Column, str] = {}
    name_link: EntryLink | None = None
    named = ""
    places: list[EntryLink] = []
    papers: list[EntryLink] = []
    address: str | None = None
    text = squeeze(" | ".join(row.cells))
    for column, one in zip(found.columns, cells, strict=False):
        links = [entry_link(link) for link in one.addresses]
        if column is Column.DATASET:
            one = one.lines[0]
            named, name_link = clean_title(one.text), links[0] if links else None
            continue
        for link in links:
            of_paper = link.role is Role.PAPER or (
                column is Column.PAPER and link.role is Role.OTHER and absolute(link.link.url)
            )
            (papers if of_paper and column is not Column.ADDRESS else places).append(link)
        if column in (Column.ADDRESS, Column.LINKS) and not links and not one.empty:
            address = one.text
        elif column is not None and not one.empty and one.text:
            texts[column] = one.text
    links = [one for one in [name_link, *papers, *places] if one is not None]
    targets = [link for link in links if link.url.strip()]
    if not named:
        if targets or texts or address:
            context.problem(row.line, "empty-row", "This row names no dataset.", text, entry=True)
        return
    if name_link is not None:
        report_links(Entry(links=[name_link], text=text), context, row.line)
    place = next((link for link in places if link.url.strip()), None)
    if name_link is not None and absolute(name_link.url):
        if place is None and name_link.role is not Role.PAPER and not found.has(Column.PAPER) and address is None:
            place = name_link
        else:
            papers.insert(0, name_link)
    works = split_works(papers)
    paper = works[0][0] if works and works[0] else None
    if paper is None:  # the address of a dataset may be that of its paper
        pages = (link for link in places if link.role is Role.PAPER and not _OF_DATA.search(link.url))
        paper = next((link for link in pages if identifier_of(link) is not None), None)
    several = (
        bool(works)
        and sum(link.reference is not None and link.reference.identifier.scheme is not Scheme.URL for link in works[0])
        > 1
    )
    task = texts.get(Column.TASK)
    context.reading.records.append(
        DatasetRecord(
            name=named,
            modality=texts.get(Column.MODALITY),
            scale=texts.get(Column.SCALE),
            task=task,
            url=place.link.url.strip() if place is not None else None,
            address=address,
            paper_url=paper.url if paper is not None else None,
            paper_identifier=identifier_of(paper),
            paper_title=_paper_title(named, address, paper, texts),
            models=uses(context.note_model, task or ""),
            origin=context.origin(row.line, section),
        )
    )
    if paper is not None:
        damaged = versions_of([paper]).damaged
        for fault in damaged:
            context.problem(row.line, "truncated-doi", f"The DOI in this row {fault}; only its address is kept.", text)
    for work in works if several else works[1:]:
        versions = versions_of(work, section=section)
        context.reading.records.append(
            PaperRecord(
                identifiers=versions.identifiers,
                versions=versions.records,
                domains=section.domains,
                note=f"Listed with the dataset {named}.",
                origin=context.origin(row.line, section),
            )
        )


def _paper_title(name: str, address: str | None, paper: EntryLink | None, texts: Mapping[Column, str]) -> str | None:
    """The title of a dataset's paper: where its address should be, on the link, or in a column of its own."""
    label = paper.link.label if paper is not None and not paper.link.bare else None
    stated = (text for text in (address, label, texts.get(Column.PAPER), texts.get(Column.TITLE)) if text)
    titles = (clean_title(text) for text in stated if is_title(text) and not is_venue(text) and not absolute(text))
    return next((title for title in titles if fold(title) != fold(name)), None)
