"""Tables whose cells are entries: timelines of models, overviews with several papers in a cell."""

from __future__ import annotations

from collections.abc import Sequence

from lifesci_fm.formats.markdown.anatomy import read_entry
from lifesci_fm.formats.markdown.blocks import Table
from lifesci_fm.formats.markdown.columns import Cell, named_papers
from lifesci_fm.formats.markdown.context import Context, Section
from lifesci_fm.formats.markdown.entry import Entry
from lifesci_fm.formats.markdown.labels import Role
from lifesci_fm.formats.markdown.links import EntryLink
from lifesci_fm.formats.markdown.names import is_model_name
from lifesci_fm.formats.markdown.papers import paper_records, report_links
from lifesci_fm.formats.markdown.titles import clean_title, is_title, word_count

#: Words of a label that is a title for certain.
_LEAST_TITLE = 6


def read_grid(table: Table, rows: Sequence[Sequence[Cell]], context: Context, section: Section) -> None:
    """A table whose cells are entries, such as a timeline of models, or hold several papers each by its name."""
    for row, cells in zip(table.rows, rows, strict=True):
        for one in cells:
            named = named_papers(one)
            entries = [_named(link) for link in named] if len(named) > 1 else [read_entry(one.pieces)]
            for entry in entries:
                if entry.title and not is_title(entry.title):  # `[Orthrus](u)`, a plain word among models
                    entry.name, entry.title = entry.name or entry.title, None
                if entry.roles(Role.PAPER):
                    report_links(entry, context, row.line)
                    context.reading.records.extend(paper_records(entry, context, row.line, section))


def _named(link: EntryLink) -> Entry:
    """The entry of a link alone. Its label is the title where it is long, else a name, or the list's words for it."""
    label = clean_title(link.label)
    titled = word_count(label) >= _LEAST_TITLE or (":" in label and is_title(label))
    name = label if word_count(label) == 1 or is_model_name(label) else None
    return Entry(title=label if titled else None, name=None if titled else name, links=[link], text=label)
