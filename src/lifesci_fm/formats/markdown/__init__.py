"""The reader of Markdown: reading plans, paper lists, awesome lists, reading notes, whatever their shape.

`read` never judges what a work is; it says what the document says, each record with its line and the headings above it.
What looks like an entry and cannot be understood is a problem with its line.

    source      bytes → lines (encodings, front matter, HTML blocks)
    blocks      lines → headings, paragraphs, lists, tables
    inline      text → pieces with their markup and links
    anatomy     pieces → an `Entry`: title, name, authors, venues, dates, links (leads, heads, tails of its text)
    tables, grids, lists, paragraphs, notes → records (papers, datasets, resources, articles); `context` knows where
    they stand
    manuals     a page about one tool or model is no list
"""

from __future__ import annotations

from collections.abc import Sequence

from lifesci_fm.formats.markdown.articles import name_models
from lifesci_fm.formats.markdown.blocks import Block, Heading, ListBlock, Paragraph, Table, parse
from lifesci_fm.formats.markdown.context import Context, Section
from lifesci_fm.formats.markdown.lists import read_list
from lifesci_fm.formats.markdown.manuals import is_manual
from lifesci_fm.formats.markdown.notes import mentioned_paper, note, note_model
from lifesci_fm.formats.markdown.paragraphs import (
    Candidate,
    candidates,
    heading_entries,
    pseudo_heading,
    read_paragraphs,
    with_facts,
)
from lifesci_fm.formats.markdown.resources import mark_asides, repeated_addresses
from lifesci_fm.formats.markdown.source import read_source
from lifesci_fm.formats.markdown.spread import spread_entries
from lifesci_fm.formats.markdown.tables import read_table
from lifesci_fm.formats.markdown.topics import Topic
from lifesci_fm.records import Reading

__all__ = ["read"]


def read(data: bytes | str, *, name: str) -> Reading:
    """What a Markdown document lists. `name` is the file's name without its folder, for the origin of each record.

    Raises UnreadableInput when the bytes are no text; never for what the text says.
    """
    source = read_source(data, name=name)
    document = parse(source)
    titles = sum(isinstance(block, Heading) and block.level == 1 for block in document.blocks)
    context = Context(name, document.references, Reading("markdown"), titled=titles == 1)
    context.note_model = note_model(source.front) if source.front else None
    paper = mentioned_paper(document.blocks, context)
    _walk(with_facts(document.blocks), context)
    if source.front is not None and (written := note(source.front, context)) is not None:
        context.reading.records[:0] = [written, paper] if paper else [written]
    elif is_manual(document, context.reading.records):
        return Reading("markdown")
    for line in document.unclosed:
        _unclosed(source.lines, source.origin, line, context)
    reading = context.reading
    reading.records = name_models(reading.records)
    repeated_addresses(reading.records, context)
    reading.records.sort(key=lambda record: record.origin.line or 0)
    reading.problems.sort(key=lambda problem: problem.line)
    return reading


def _walk(blocks: Sequence[Block], context: Context) -> None:
    paragraphs: list[tuple[Candidate, Section]] = []
    lists: list[range] = []
    records = context.reading.records
    spread, skip = spread_entries(blocks, context.references), 0
    for at, block in enumerate(blocks):
        before = len(records)
        if at < skip:
            continue
        if isinstance(block, Heading):
            context.heading(block.level, block.text)
        if at in spread:
            section = context.outer if isinstance(block, Heading) else context.section
            if section.topic is not Topic.NOTHING:
                paragraphs.append((Candidate(spread[at].entry, block.line), section))
            skip = spread[at].end
        elif isinstance(block, Heading):
            if block.level > 1 and context.outer.topic is not Topic.NOTHING:
                paragraphs.extend((one, context.outer) for one in heading_entries(block, context.references))
        elif isinstance(block, Paragraph):
            found = pseudo_heading(block, context.references)
            if found is not None:
                context.label(found[0], once=found[1])
            elif context.section.topic not in (Topic.NOTHING, Topic.PREAMBLE):
                paragraphs.extend((one, context.section) for one in candidates(block, context.references))
        elif isinstance(block, ListBlock):
            section = context.section
            read_list(block, context, section)
            for item in block.items:
                for child in item.children:
                    if isinstance(child, Table):
                        read_table(child, context, section)
            context.used()
        else:
            read_table(block, context, context.section)
            context.used()
        lists.append(range(before, len(records)))
    read_paragraphs(paragraphs, context)
    mark_asides(records, lists)


def _unclosed(lines: Sequence[str], origin: Sequence[int], line: int, context: Context) -> None:
    """A code block that never ends hides the rest of the file; say so when entries are in it."""
    hidden = [text for text, number in zip(lines, origin, strict=True) if number > line]
    if any("](" in text and text.lstrip().startswith(("-", "*", "|", "#")) for text in hidden):
        context.problem(line, "unclosed-code", "A code block begins here and never ends; what follows was not read.")
