"""Tables: reading plans, lists of papers, of models, of datasets, of tools; columns in any order and language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lifesci_fm import identifiers
from lifesci_fm.formats.markdown.anatomy import read_entry
from lifesci_fm.formats.markdown.authors import read_authors
from lifesci_fm.formats.markdown.blocks import Row, Table
from lifesci_fm.formats.markdown.columns import Cell, Layout, TableKind, cell, layout, roomiest
from lifesci_fm.formats.markdown.context import Context, Section
from lifesci_fm.formats.markdown.dataset_rows import dataset_row
from lifesci_fm.formats.markdown.dates import is_span, read_date
from lifesci_fm.formats.markdown.entry import Entry
from lifesci_fm.formats.markdown.grids import read_grid
from lifesci_fm.formats.markdown.headers import Column
from lifesci_fm.formats.markdown.inline import HARD, Link, Piece, links_of, plain
from lifesci_fm.formats.markdown.labels import Role, behind_word, label_role
from lifesci_fm.formats.markdown.links import EntryLink, absolute, entry_link
from lifesci_fm.formats.markdown.names import is_model_name
from lifesci_fm.formats.markdown.papers import (
    other_links,
    paper_records,
    report_links,
    title_of,
)
from lifesci_fm.formats.markdown.resources import resource
from lifesci_fm.formats.markdown.signs import status_of
from lifesci_fm.formats.markdown.titles import citation, clean_title, is_title, signature, word_count
from lifesci_fm.formats.markdown.topics import Topic
from lifesci_fm.formats.markdown.venues import is_venue, venue_of
from lifesci_fm.records import DomainMention, ModelRecord
from lifesci_fm.text import squeeze
from lifesci_fm.vocabulary import Status

#: Columns that say something about a model.
_OF_MODEL = frozenset((Column.PARAMETERS, Column.CORPUS, Column.ARCHITECTURE))
#: Columns that have a place of their own in the record of a paper, or say nothing.
_PLACED = frozenset(Column) - _OF_MODEL - {Column.SCALE, Column.MODALITY, Column.TASK, Column.DATASET}


def read_table(table: Table, context: Context, section: Section) -> None:
    """Add what a table holds to the reading."""
    rows = [[cell(text, context.references) for text in row.cells] for row in table.rows]
    found = layout(table, rows, context.references)
    if found.kind is TableKind.RESOURCES and section.topic is Topic.DATASETS:
        found.columns[found.columns.index(Column.NAME)] = Column.DATASET
        found.kind = TableKind.DATASETS
    if found.kind is TableKind.NOTHING or section.topic is Topic.NOTHING:
        return
    if section.topic is Topic.PREAMBLE and not found.of_papers:
        return
    if found.kind is TableKind.CELLS:
        read_grid(table, rows, context, section)
        return
    for row, cells in zip(table.rows, rows, strict=True):
        fitted = _fitted(row, cells, found, context)
        if all(one.empty for one in fitted):
            continue
        if found.kind is TableKind.DATASETS:
            dataset_row(row, fitted, found, context, section)
        else:
            _entry_row(row, fitted, found, context, section)


def _fitted(row: Row, cells: list[Cell], found: Layout, context: Context) -> list[Cell]:
    """As many cells as columns at most: surplus ones come from a `|` inside a text, or are more links at the end."""
    surplus = len(cells) - len(found.columns)
    if surplus <= 0:
        return cells
    if all(one.empty for one in cells[len(found.columns) :]):
        return cells[: len(found.columns)]
    wide = roomiest(found, cells)
    message = (
        f"This row has {len(cells)} cells under {len(found.columns)} columns;"
        f" the column {found.headers[wide] or wide + 1!r} took the surplus."
    )
    context.problem(row.line, "ragged-row", message, " | ".join(row.cells))
    merged = cell(" | ".join(row.cells[wide : wide + surplus + 1]), context.references)
    return [*cells[:wide], merged, *cells[wide + surplus + 1 :]]


# -- papers, models and tools -----------------------------------------------------------------------


def _entry_row(row: Row, cells: Sequence[Cell], found: Layout, context: Context, section: Section) -> None:
    entry = Entry(text=squeeze(" | ".join(row.cells)))
    facts: dict[Column, str] = {}
    for column, one in zip(found.columns, cells, strict=False):
        if not one.empty:
            _take(entry, facts, column, one, found)
    if Column.TITLE not in found.columns and not entry.name and not entry.links:
        return
    report_links(entry, context, row.line)
    if not (entry.title or entry.name or any(link.url for link in entry.links)):
        context.problem(row.line, "empty-row", "This row has neither a name nor a link.", entry.text, entry=True)
        return
    if found.kind is TableKind.RESOURCES and not entry.roles(Role.PAPER) and not _published(entry, section):
        made = resource(entry, context, row.line, section)
        if made is not None:
            context.reading.records.append(made)
        return
    _paper_row(row, cells, entry, facts, found, context, section)


def _published(entry: Entry, section: Section) -> bool:
    """`scGPT | code | Nature Methods (2024)`: a model of which is said where its paper came out."""
    name = re.split(r"\s+[(/]", entry.name or "")[0]
    listed = section.topic in (Topic.TOOLS, Topic.LEARNING, Topic.LISTS)
    stated = any(venue.name and (venue.date or entry.dates) for venue in entry.venues)
    return is_model_name(name) and stated and not listed


def _take(entry: Entry, facts: dict[Column, str], column: Column | None, one: Cell, found: Layout) -> None:
    """Put one cell into the entry."""
    if column is Column.TITLE:
        _title_cell(entry, one, found)
    elif column in (Column.MODEL, Column.NAME):
        one, below = one.lines
        entry.description.extend([below] if below else [])
        entry.name = clean_title(one.text) or None
        links = [entry_link(link) for link in links_of(one.pieces)]
        entry.name_link = links[0].link if links else None
        if column is Column.MODEL and not found.has(Column.PAPER) and not found.has(Column.TITLE):
            for link in links:
                _as_paper(link)
        entry.links.extend(links)
    elif column in (Column.PAPER, Column.VENUE):
        for line in _lines(one) if column is Column.VENUE else [one]:
            _paper_cell(entry, line, column)
    elif column in (Column.CODE, Column.WEIGHTS):
        role = Role.CODE if column is Column.CODE else Role.WEIGHTS
        for link in map(entry_link, one.addresses):
            stated = label_role(link.label) is role
            if stated or (absolute(link.link.url) and not (link.role is Role.PAPER and link.sure)):
                link.role, link.reference = role, None
            entry.links.append(link)
    elif column is Column.AUTHORS:
        entry.authors, entry.authors_complete = read_authors(one.text)
    elif column in (Column.DATE, Column.YEAR):
        links = [entry_link(link) for link in links_of(one.pieces)]
        entry.links.extend(link for link in links if link.role is Role.PAPER and link.sure)
        said = one.text.rstrip("* ")  # `Dec 2022[*](url)`
        written = "" if is_span(said) else said.split("/")[0].split(" - ")[0]
        if date := read_date(said) or read_date(written):
            facts[column] = date
    elif column is Column.STATUS:
        entry.status = status_of(one.text)
    elif column is Column.KEYWORDS:
        entry.tags.extend(
            tag for part in re.split(r"[,;，；、]\s*", one.text) if (tag := part.strip(" []`")) and word_count(tag) <= 5
        )
    else:
        links = [entry_link(link) for link in one.addresses]
        for link in links if found.kind is TableKind.RESOURCES else []:
            link.doubt()
        entry.links.extend(links)
        if column is Column.NOTE:
            entry.description.append(one.text)
        elif column is not None and column not in (Column.LINKS, Column.ADDRESS, Column.NUMBER):
            badges = [piece.badge.text for piece in one.pieces if piece.badge is not None and piece.link is None]
            facts[column] = one.text or ", ".join(badges)
    if found.kind is TableKind.RESOURCES and column is None and one.text and not links_of(one.pieces):
        entry.description.append(one.text)


def _title_cell(entry: Entry, one: Cell, found: Layout) -> None:
    read = read_entry(one.pieces)
    if found.has(Column.VENUE):  # `[scBERT] A title`: no venue, which has a column of its own
        named = [venue for venue in read.venues if venue.name and not venue.date and is_model_name(venue.name)]
        read.name = read.name or next((venue.name for venue in named), None)
        read.venues = [venue for venue in read.venues if venue not in named]
    whole = " | " in one.text and not read.links  # a sign in the text, not between statements as in a bullet
    entry.title = None if whole else title_of(read) or read.name
    if entry.title is None and not read.authors:  # who wrote it stands for no title
        entry.title = clean_title(one.said if read.links else one.text) or None
    entry.title_link = read.title_link or read.name_link
    entry.other_titles.extend(read.other_titles)
    entry.links.extend(read.links)
    entry.venues.extend(read.venues)
    entry.dates.extend(read.dates)
    entry.description.extend([] if whole else read.description)
    if read.authors and not entry.authors:
        entry.authors, entry.authors_complete = read.authors, read.authors_complete
    if read.name and read.title:
        entry.name = entry.name or read.name


def _lines(one: Cell) -> list[Cell]:
    """The lines of a cell, each a venue (`ICML 2024<br>arXiv 2023`) or a remark on the first, which is dropped."""
    lines: list[list[Piece]] = [[]]
    for piece in one.pieces:
        if piece.text == HARD and piece.link is None:
            lines.append([])
        else:
            lines[-1].append(piece)
    cells = [Cell(line, plain(line)) for line in lines if line]
    return [cell for cell in cells if cell is cells[0] or links_of(cell.pieces) or is_venue(cell.text)]


def _paper_cell(entry: Entry, one: Cell, column: Column) -> None:
    """Links to the paper, their labels venues or authors; a venue as text; identifiers as text."""
    links = [entry_link(link) for link in links_of(one.pieces)]
    for link in links:
        label = link.label
        _as_paper(link)
        if link.role is Role.PAPER and label and label_role(label) is None and not link.link.bare:
            authors, whole = read_authors(label)
            if signed := signature(label):
                entry.set_authors(signed.authors)
                link.venue = venue_of(signed.tail)
            elif authors and not is_venue(label) and (not whole or len(authors) > 1):
                entry.set_authors(label)
            elif is_venue(label) or column is Column.VENUE or word_count(label) <= 8:
                link.venue = venue_of(label)
            elif entry.title is None and is_title(label):
                entry.title, entry.title_link = clean_title(label), link.link
        entry.links.append(link)
    for badge in (piece.badge for piece in one.pieces if piece.badge is not None):
        text = behind_word(badge.text) or badge.text
        stated = venue_of(text) if is_venue(text) else None
        if stated is not None and (stated.date or not any(link.link.badges for link in links)):
            entry.venues.append(stated)
    rest = squeeze("".join(piece.text for piece in one.pieces if piece.link is None)).strip(" ,;|/[]()")
    said = citation(rest)
    if said is not None and said.authors and (not said.title or is_title(said.title)):
        take = entry.take_citation if said.title and not entry.title else entry.take_end
        take(said)
        return
    parts = [part for part in re.split(r"\s?;\s?|\s/\s", rest) if part]
    if column is Column.VENUE or (parts and all(map(is_venue, parts))):
        entry.venues.extend(stated for part in parts if (stated := venue_of(part)) is not None)
        return
    for reference in identifiers.find_all(rest):
        entry.links.append(
            EntryLink(Link(reference.identifier.url, bare=True), Role.PAPER, reference.identifier.url, reference)
        )
    if not links and entry.title is None and is_title(rest) and not identifiers.find_all(rest):
        entry.title = clean_title(rest)


def _as_paper(link: EntryLink) -> None:
    """An address of no known kind, where a paper's is expected, is the paper's."""
    if link.role is Role.OTHER and absolute(link.link.url):
        link.role = Role.PAPER
        link.reference = identifiers.read_url(link.url)


def _paper_row(
    row: Row,
    cells: Sequence[Cell],
    entry: Entry,
    facts: dict[Column, str],
    found: Layout,
    context: Context,
    section: Section,
) -> None:
    of_model = found.kind is TableKind.MODELS
    date = facts.get(Column.DATE) or facts.get(Column.YEAR)
    if date and not of_model:
        entry.dates.insert(0, date)
    planned = found.has(Column.STATUS)
    papers = entry.roles(Role.PAPER)
    model = _model(entry, facts, date if of_model else None, context, row, section) if found.has(Column.MODEL) else None
    if model is not None and not papers and not planned and not entry.title and not entry.venues:
        links = tuple(one for one in other_links(entry.links))
        context.reading.records.append(replace(model, links=links, domains=model.domains or section.domains))
        return
    placed = _PLACED | (_OF_MODEL if model is not None else frozenset())
    if remarks := "; ".join(_remarks(cells, found, placed)):
        entry.description.append(remarks)
    records = paper_records(entry, context, row.line, section)
    first = records[0]
    if model is not None:
        first = replace(first, models=(model,))
    if Column.DOMAIN in facts:
        first = replace(first, domains=(DomainMention(facts[Column.DOMAIN]),))
    if planned:
        context.planned += 1
        first = replace(first, status=first.status or Status.PLANNED, planned=context.planned)
    context.reading.records.extend([first, *records[1:]])


def _remarks(cells: Sequence[Cell], found: Layout, placed: frozenset[Column]) -> Iterator[str]:
    """`Species: human`: what a paper has no place for, under the header it stands under."""
    for column, header, one in zip(found.columns, found.headers, cells, strict=False):
        if column not in placed and header and not one.empty and one.text and not links_of(one.pieces):
            yield f"{header}: {one.text}"


def _model(
    entry: Entry, facts: dict[Column, str], released: str | None, context: Context, row: Row, section: Section
) -> ModelRecord | None:
    if not entry.name:
        return None
    name = entry.name
    aliases: tuple[str, ...] = ()
    if (split := re.fullmatch(r"(.{3,60}?)\s*[(（]([^()（）]{2,20})[)）]", name)) and is_model_name(split[2]):
        name, aliases = split[1], (split[2],)
    domain = facts.get(Column.DOMAIN)
    return ModelRecord(
        name=name.rstrip("*~ "),
        aliases=aliases,
        released=released,
        parameters=facts.get(Column.PARAMETERS),
        pretraining_data=facts.get(Column.CORPUS),
        architecture=facts.get(Column.ARCHITECTURE),
        domains=(DomainMention(domain),) if domain else (),
        origin=context.origin(row.line, section),
    )
