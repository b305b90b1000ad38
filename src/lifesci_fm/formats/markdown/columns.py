"""What the columns of a table hold: by their headers, and where these say nothing, by their cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from lifesci_fm.formats.markdown.blocks import Table
from lifesci_fm.formats.markdown.dates import read_date
from lifesci_fm.formats.markdown.headers import Column, column_of, names_base, names_kind
from lifesci_fm.formats.markdown.inline import HARD, Link, Piece, References, links_of, plain, scan
from lifesci_fm.formats.markdown.labels import Role, label_role
from lifesci_fm.formats.markdown.links import EntryLink, entry_link
from lifesci_fm.formats.markdown.names import is_model_name
from lifesci_fm.formats.markdown.parts import is_identifier
from lifesci_fm.formats.markdown.phrases import phrases
from lifesci_fm.formats.markdown.signs import status_of
from lifesci_fm.formats.markdown.titles import is_title, signature, word_count
from lifesci_fm.formats.markdown.venues import is_venue, says_venue
from lifesci_fm.text import fold

#: What a cell holds instead of nothing.
NONE_SIGNS = phrases(
    r"""
    - | -- | --- | – | — | / | \ | n/a | na | none | x | ✗ | ❌ | 无 | 暂无 | tbd | ? | + | ✓ | ✔
    """
)
_ANSWERS = phrases("yes | no | code only | some | kind of | partly | upon request | on request | coming soon | 是 | 否")
_LEAST_GRID, _LEAST_NAMES = 2, 4
#: Columns that no table but one of papers has.
_TELLING = frozenset((Column.VENUE, Column.DATE, Column.YEAR, Column.AUTHORS, Column.PAPER, Column.STATUS))
_NO_ADDRESS = frozenset(("access", "availability"))
#: Columns that only models have.
_OF_MODELS = frozenset((Column.ARCHITECTURE, Column.PARAMETERS, Column.WEIGHTS))
_SPLIT_ADDRESS = re.compile(r"(https?://\S+/)\s+([\w.-]+)\Z")
#: Columns in whose text a `|` may stand.
_OF_TEXT = frozenset((Column.TITLE, Column.NOTE, Column.MODEL, Column.DATASET))


class TableKind(StrEnum):
    """What the rows of a table are."""

    PAPERS = "papers"
    MODELS = "models"
    DATASETS = "datasets"
    RESOURCES = "resources"
    CELLS = "cells"  # a grid: each cell is an entry
    NOTHING = "nothing"


@dataclass(slots=True)
class Cell:
    """A cell, scanned once."""

    pieces: list[Piece]
    text: str

    @property
    def empty(self) -> bool:
        """True when it holds nothing, or a sign for nothing, and no link."""
        return (not self.text or self.text.casefold() in NONE_SIGNS) and not links_of(self.pieces)

    @property
    def addresses(self) -> list[Link]:
        """Its links; a bare address that a blank cut in two is joined."""
        links = links_of(self.pieces)
        if len(links) == 1 and links[0].bare and (found := _SPLIT_ADDRESS.match(self.text)):
            links[0].url = found[1] + found[2]
        return links

    @property
    def lines(self) -> tuple[Cell, str]:
        """A name in bold or in a link on its own line (`**[Name](u)**<br>what it is`), and what stands below it."""
        at = next((at for at, one in enumerate(self.pieces) if one.text == HARD), None)
        if at is None or links_of(self.pieces[at:]):
            return self, ""
        first = [one for one in self.pieces[:at] if one.text.strip()]
        if not first or not all(one.bold or one.link for one in first):
            return self, ""
        return Cell(self.pieces[:at], plain(self.pieces[:at])), plain(self.pieces[at + 1 :])

    @property
    def said(self) -> str:
        """Its text without the links that only lead somewhere: `**Title** [[paper]](u) [[code]](v)` says a title."""
        return plain([one for one in self.pieces if one.link is None or not _is_label(entry_link(one.link))])


@dataclass(slots=True)
class Layout:
    """The columns of a table with their headers as written, and what its rows are."""

    columns: list[Column | None]
    kind: TableKind
    headers: list[str]
    of_papers: bool = False  # a column of links to papers, whatever its header

    def has(self, column: Column) -> bool:
        """True when a column of this sort is there."""
        return column in self.columns


@dataclass(slots=True)
class _Look:
    """What the cells of one column look like, as shares of those that are not empty."""

    filled: int
    titles: float
    names: float
    links: float
    papers: float
    codes: float
    dates: float
    venues: float
    generic: float
    prose: float
    statuses: float
    several: float
    named: float
    answers: float


def cell(text: str, references: References) -> Cell:
    """A cell with its pieces and its visible text."""
    pieces = scan(text, references)
    return Cell(pieces, plain(pieces))


def layout(table: Table, rows: Sequence[Sequence[Cell]], references: References) -> Layout:
    """The columns of a table."""
    headers = [plain(scan(header, references)) for header in table.header]
    columns = [column_of(header) for header in headers]
    looks = [_look([row[at] for row in rows if at < len(row)]) for at in range(len(columns))]
    if any(look.several >= 0.5 for look in looks):
        return Layout(columns, TableKind.CELLS, headers, of_papers=True)
    _settle(columns, looks, headers)
    _set_bases_apart(columns, headers, rows)
    if not any(column in columns for column in (Column.TITLE, Column.MODEL, Column.DATASET, Column.NAME)):
        if _is_grid(columns, looks):
            return Layout(columns, TableKind.CELLS, headers)
        _infer(columns, looks)
        told = _TELLING & set(columns)
        if Column.TITLE in columns and not told and not any(look.links for look in looks):
            return Layout(columns, TableKind.NOTHING, headers)  # sentences under a header that nobody knows
    return Layout(columns, _kind(columns, looks), headers, any(look.papers >= 0.5 for look in looks))


def roomiest(found: Layout, cells: Sequence[Cell]) -> int:
    """The column that holds the surplus cells of a row: the one of text, or the last where the others then suit."""
    surplus, last = len(cells) - len(found.columns), len(found.columns) - 1
    wide = next((at for at, column in enumerate(found.columns) if column in _OF_TEXT), 0)
    behind = sum(_suits(column, one) for column, one in zip(found.columns[wide + 1 :], cells[wide + 1 :], strict=False))
    moved = [_suits(*pair) for pair in zip(found.columns[wide + 1 :], cells[wide + 1 + surplus :], strict=True)]
    return last if behind > sum(moved) else wide


def _suits(column: Column | None, one: Cell) -> bool:
    """True when a cell holds what its column promises."""
    linked = bool(links_of(one.pieces))
    if column in (Column.PAPER, Column.CODE, Column.WEIGHTS, Column.LINKS, Column.ADDRESS):
        return linked or one.empty
    if column in (Column.DATE, Column.YEAR):
        return read_date(one.text) is not None
    return column is Column.VENUE and not linked and not one.empty


def _look(cells: Sequence[Cell]) -> _Look:
    filled = [one for one in cells[:60] if not one.empty]
    total = max(1, len(filled))
    titles = names = links = papers = codes = dates = venues = generic = prose = statuses = several = named = (
        answers
    ) = 0
    for one in filled:
        found = [entry_link(link) for link in links_of(one.pieces)]
        titles += _says_title(one.lines[0], found)
        names += is_model_name(one.text) or 1 <= word_count(one.text) <= 3
        links += bool(found)
        papers += any(link.role is Role.PAPER for link in found)
        codes += any(link.role in (Role.CODE, Role.WEIGHTS) for link in found)
        prose += word_count(one.text) >= 6 and one.text.endswith((".", "。"))
        dates += read_date(one.text) is not None
        venues += is_venue(one.text)
        generic += bool(found) and all(_is_label(link) or not link.label for link in found)
        statuses += status_of(one.text) is not None
        several += len(named_papers(one)) > 1
        answers += fold(one.text) in _ANSWERS
        named += any(is_model_name(link.label) or "et al" in link.label for link in named_papers(one))
    counts = (titles, names, links, papers, codes, dates, venues, generic, prose, statuses, several, named, answers)
    return _Look(len(filled), *(count / total for count in counts))


def named_papers(one: Cell) -> list[EntryLink]:
    """The links to papers that a cell calls by their names: `[scGPT](u) · [UCE](v)` are two works."""
    papers = [link for link in map(entry_link, links_of(one.pieces)) if link.role is Role.PAPER and link.label]
    return [link for link in papers if not (_is_label(link) or is_venue(link.label) or signature(link.label))]


def _says_title(one: Cell, links: Sequence[EntryLink]) -> bool:
    """True of a title, linked or with links beside it; not of `Nature Methods 2024 [link](u)`."""
    said = one.said
    if not is_title(said) or is_identifier(said) or signature(said):
        return False
    return not (any(map(_is_label, links)) and is_venue(said))


def _is_label(link: EntryLink) -> bool:
    """True of a link that only leads to something: its label says what, or where it is published, or is its address."""
    return link.link.bare or says_venue(link.label) or label_role(link.label) is not None


def _settle(columns: list[Column | None], looks: Sequence[_Look], headers: Sequence[str]) -> None:
    """Headers that mean several things mean what their cells hold."""
    for at, (column, look) in enumerate(zip(columns, looks, strict=True)):
        titled = Column.TITLE in columns
        described = Column.DATASET in columns[:at]  # the title of a dataset's paper does not make a list of papers
        of_paper = column is Column.PAPER and not described and look.titles >= 0.5
        of_name = column in (Column.MODEL, Column.NAME) and look.titles >= 0.6
        if not titled and (of_paper or of_name):
            columns[at] = Column.TITLE
        elif column is Column.MODEL and look.answers >= 0.5:
            columns[at] = Column.CODE  # `Model?`: yes or no, and where
        elif column is Column.MODEL and (titled or columns.index(Column.MODEL) < at) and look.generic >= 0.5:
            columns[at] = Column.WEIGHTS
        elif column is Column.VENUE and look.dates >= 0.8:
            columns[at] = Column.YEAR
        elif column is Column.CORPUS and look.generic >= 0.5 and look.links >= 0.5:
            columns[at] = Column.LINKS
        elif column is Column.TITLE and columns.index(Column.TITLE) < at:
            columns[at] = None
        elif column is Column.ADDRESS and not look.links and fold(headers[at]) in _NO_ADDRESS:
            columns[at] = None  # whether one has to ask for it
        elif column is Column.STATUS and look.filled and not look.statuses:
            columns[at] = None  # whether a paper was a poster, not whether anybody has read it
    if Column.NAME in columns and Column.MODEL not in columns and _OF_MODELS & set(columns):
        named = columns.index(Column.NAME)
        if Column.DATASET in columns[named:]:  # what the named models were trained on
            columns[named] = Column.MODEL
    if (Column.TITLE in columns or Column.MODEL in columns) and Column.DATASET in columns:
        at = columns.index(Column.DATASET)
        first = min(columns.index(one) for one in (Column.TITLE, Column.MODEL) if one in columns)
        if first < at or Column.TITLE in columns:
            columns[at] = Column.CORPUS if Column.CORPUS not in columns else None
        else:
            columns[first] = None


def _set_bases_apart(columns: list[Column | None], headers: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Columns of models that papers build on, not of those that they introduce.

    Beside a column of models one of a kind of them (`Method | LLM`) holds such. Titles mostly hold the name of what is
    new: beside them, one whose header says so, one behind them that names a kind, and one whose few names come back
    again and again.
    """
    titled = columns.index(Column.TITLE) if Column.TITLE in columns else None
    models = [at for at, column in enumerate(columns) if column is Column.MODEL]
    general = [names_kind(headers[at]) or names_base(headers[at]) for at in models]
    for at, kind in zip(models, general, strict=True):
        based = kind and not all(general)
        if titled is not None and not based:
            doubtful = (kind and at > titled) or _recur(at, rows)
            based = names_base(headers[at]) or (doubtful and not _introduced(at, titled, rows))
        if based:
            columns[at] = Column.ARCHITECTURE if Column.ARCHITECTURE not in columns else None


def _recur(at: int, rows: Sequence[Sequence[Cell]]) -> bool:
    """True of a column where at most half as many names stand as cells."""
    names = [fold(row[at].text) for row in rows if at < len(row) and not row[at].empty]
    return len(names) >= _LEAST_NAMES and 2 * len(set(names)) <= len(names)


def _introduced(at: int, titled: int, rows: Sequence[Sequence[Cell]]) -> bool:
    """True of a column of models whose names stand in every third title or more."""
    pairs = [
        (fold(row[at].text), fold(row[titled].text)) for row in rows if max(at, titled) < len(row) and not row[at].empty
    ]
    return 3 * sum(name in title for name, title in pairs) >= max(1, len(pairs))


def _is_grid(columns: Sequence[Column | None], looks: Sequence[_Look]) -> bool:
    """True when several columns without a header hold named links to papers."""
    unnamed = (look for column, look in zip(columns, looks, strict=True) if column is None)
    return sum(look.papers >= 0.5 > look.generic + look.titles for look in unnamed) >= _LEAST_GRID


def _called(columns: Sequence[Column | None], looks: Sequence[_Look]) -> int | None:
    """The column of papers called by their models or authors, with nothing before it that could name them."""
    at = columns.index(Column.PAPER) if Column.PAPER in columns else 0
    look = looks[at]
    known = columns[at] is Column.PAPER and None not in columns[:at]
    return at if known and look.papers >= 0.5 > look.generic + look.venues and look.named >= 0.3 else None


def _infer(columns: list[Column | None], looks: Sequence[_Look]) -> None:
    """Columns without known headers, by what most of their cells are."""
    unknown = [at for at, column in enumerate(columns) if column in (None, Column.PAPER, Column.LINKS, Column.ADDRESS)]
    titled = max(unknown, key=lambda at: (looks[at].titles, looks[at].papers), default=None)
    if titled is not None and looks[titled].titles >= 0.5 > looks[titled].prose and looks[titled].filled:
        columns[titled] = Column.TITLE
    elif (at := _called(columns, looks)) is not None:
        columns[at] = Column.TITLE
    else:
        named = next(
            (
                at
                for at in unknown
                if columns[at] is None and looks[at].names >= 0.5 and looks[at].filled and not looks[at].dates
            ),
            None,
        )
        if Column.VENUE in columns and (named is None or columns.index(Column.VENUE) < named):
            named = columns.index(Column.VENUE)  # a table of conferences
        if named is not None:
            columns[named] = Column.NAME
    for at, look in enumerate(looks):
        if columns[at] is not None or not look.filled:
            continue
        if look.prose >= 0.5 and Column.NOTE not in columns:
            columns[at] = Column.NOTE
        elif look.dates >= 0.7 and Column.DATE not in columns and Column.YEAR not in columns:
            columns[at] = Column.DATE
        elif look.venues >= 0.6 and Column.VENUE not in columns:
            columns[at] = Column.VENUE
        elif look.codes >= 0.6 and look.generic >= 0.5 and Column.CODE not in columns:
            columns[at] = Column.CODE
        elif look.papers >= 0.5 and Column.PAPER not in columns:
            columns[at] = Column.PAPER
        elif look.links >= 0.5:
            columns[at] = Column.LINKS


def _kind(columns: Sequence[Column | None], looks: Sequence[_Look]) -> TableKind:
    linked = any(look.links > 0 for look in looks)
    facts = {
        Column.DATE,
        Column.YEAR,
        Column.STATUS,
        Column.DOMAIN,
        Column.PAPER,
        Column.VENUE,
        Column.CODE,
        Column.PARAMETERS,
        Column.AUTHORS,
    }
    if Column.TITLE in columns:
        return TableKind.PAPERS if linked or facts & set(columns) else TableKind.NOTHING
    if Column.MODEL in columns:
        return TableKind.MODELS if linked or {Column.STATUS, Column.DATE} & set(columns) else TableKind.NOTHING
    if Column.DATASET in columns:
        known = {Column.SCALE, Column.TASK, Column.MODALITY, Column.ADDRESS, Column.LINKS, Column.PAPER, Column.NOTE}
        return TableKind.DATASETS if linked or len(known & set(columns)) >= 2 else TableKind.NOTHING
    if Column.NAME in columns and linked:
        return TableKind.RESOURCES
    return TableKind.NOTHING
