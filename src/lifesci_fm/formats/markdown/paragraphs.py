"""Paragraphs: bold lines that stand for headings, and entries where a list is made of paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lifesci_fm.formats.markdown.anatomy import read_entry
from lifesci_fm.formats.markdown.blocks import Block, Heading, Paragraph
from lifesci_fm.formats.markdown.context import Context, Section
from lifesci_fm.formats.markdown.entry import Entry
from lifesci_fm.formats.markdown.inline import HARD, SOFT, Piece, References, links_of, plain, scan
from lifesci_fm.formats.markdown.labels import Role
from lifesci_fm.formats.markdown.links import EntryLink, entry_link, is_anchor
from lifesci_fm.formats.markdown.metadata import entry_of, is_metadata, says_title
from lifesci_fm.formats.markdown.papers import paper_records, report_links
from lifesci_fm.formats.markdown.resources import resource
from lifesci_fm.formats.markdown.titles import breaks_off, is_title, word_count

_LINKED = re.compile(r"\]\(|\]\[|<a\s|http|\b10\.\d{4}|arxiv", re.I)
#: `[12] Authors. Title. …`
_REFERENCE = re.compile(r"\s*(?:\[\d{1,3}\]|\d{1,3}\.)\s")
#: What a fold-out is called that has no name of its own.
_IDLE = re.compile(r"details?|more|(?:click|show|view|see|expand|unfold|toggle)\b.*|展开.*|点击.*|查看.*", re.I)
_LEAST, _MOST_REMARK = 3, 12
_MOST_OF_HEADING = 10


@dataclass(slots=True)
class Candidate:
    """A paragraph, or a line of one, that is written like an entry."""

    entry: Entry
    line: int


def pseudo_heading(block: Paragraph, references: References) -> tuple[str, bool] | None:
    """The words of a bold line, or of a short line ending in a colon (then True: for the next list only)."""
    if "\n" in block.text.strip() or block.quoted:
        return None
    pieces = scan(block.text, references)
    words = plain(pieces)
    if not words or links_of(pieces) or word_count(words) > _MOST_OF_HEADING or _IDLE.fullmatch(words):
        return None
    bold = _is_bold(pieces)
    if bold and not words.endswith((".", "。", "!", "?")):
        return words, words.endswith((":", "："))
    return (words, True) if words.endswith((":", "：")) else None


def _is_bold(pieces: Sequence[Piece]) -> bool:
    return all(piece.bold or not piece.text.strip(" :：*_-–—.") for piece in pieces if piece.badge is None)


def candidates(block: Paragraph, references: References) -> list[Candidate]:
    """The entries that a paragraph is, or that its lines are; [] when it reads like prose."""
    if block.quoted or not (_LINKED.search(block.text) or _REFERENCE.match(block.text)):
        return []
    pieces = scan(block.text, references)
    lines = list(_lines(pieces))
    if len(lines) >= _LEAST:
        found = [Candidate(read_entry(line), block.line + at) for at, line in lines]
        starts = all(_starts_entry(line) for _, line in lines) or all(_is_citation(one.entry) for one in found)
        if starts and all(one.entry.title and one.entry.roles(Role.PAPER) for one in found):
            return found
    entry = entry_of(block.text, pieces, references)
    useful = [link for link in entry.links if link.url and not is_anchor(link.url)]
    if not entry.title or breaks_off(entry.title) or not (useful or entry.authors):
        return []
    if entry.plain_title or not _starts_entry(pieces):
        return [Candidate(entry, block.line)] if _is_citation(entry) else []
    own_line = entry.title_link is not None or any(piece.text in (SOFT, HARD) for piece in pieces) or len(useful) >= 2
    own_line = own_line or _is_citation(entry)
    roles = {link.role for link in useful}
    return [Candidate(entry, block.line)] if own_line and roles & {Role.PAPER, Role.CODE, Role.OTHER, Role.DATA} else []


def with_facts(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, a paragraph `**Title:** …` together with those behind it that say authors, venue and the like."""
    found: list[Block] = []
    for block in blocks:
        last = found[-1] if found else None
        if isinstance(last, Paragraph) and isinstance(block, Paragraph) and _is_fact(block, behind=last):
            found[-1] = replace(last, text=f"{last.text}\n{block.text}")
        else:
            found.append(block)
    return found


def _is_fact(block: Paragraph, *, behind: Paragraph) -> bool:
    apart = says_title(block.text) or block.quoted != behind.quoted
    return says_title(behind.text) and is_metadata(block.text) and not apart


def heading_entries(heading: Heading, references: References) -> list[Candidate]:
    """The entry that a heading is: the title of a paper as a link to it (`### [Title](url)`)."""
    found = candidates(Paragraph(heading.text, heading.line), references)
    return [one for one in found if one.entry.title_link is not None and _paper_pages(one.entry)]


def _paper_pages(entry: Entry) -> list[EntryLink]:
    return [link for link in entry.roles(Role.PAPER) if link.sure]


def _is_citation(entry: Entry) -> bool:
    """True of plain text that gives title, paper and authors, or else venue or date and hardly anything more."""
    if not entry.roles(Role.PAPER):
        return bool(entry.authors and entry.venues) and not entry.links
    brief = word_count(entry.note or "") <= _MOST_REMARK
    return bool(entry.authors) or (bool(entry.venues or entry.dates) and brief)


def _lines(pieces: Sequence[Piece]) -> Iterator[tuple[int, list[Piece]]]:
    line: list[Piece] = []
    at = 0
    for piece in pieces:
        if piece.text in (SOFT, HARD) and piece.link is None:
            if line:
                yield at, line
            line, at = [], at + 1
        else:
            line.append(replace(piece))
    if line:
        yield at, line


def _starts_entry(pieces: Sequence[Piece]) -> bool:
    """True when a title in bold or in a link comes first."""
    for piece in pieces:
        if piece.badge is not None or not piece.text.strip(" \n-–—*[("):
            continue
        if piece.link is not None:
            one = entry_link(piece.link)
            return is_title(one.label) and one.role is not Role.VIDEO
        if piece.text.startswith(("[", "(")) or piece.code:
            continue
        return piece.bold or (not piece.text[0].isalnum() and word_count(piece.text) == 0)
    return False


def _is_complete(entry: Entry) -> bool:
    """True of a title with its authors and the paper's own page: no sentence in passing says all of that."""
    return bool(entry.title and entry.authors and _paper_pages(entry))


def read_paragraphs(found: Sequence[tuple[Candidate, Section]], context: Context) -> None:
    """Add paragraphs that are entries: when there are enough of them to make a list, else those that say all of it."""
    for candidate, section in found if len(found) >= _LEAST else [one for one in found if _is_complete(one[0].entry)]:
        entry = candidate.entry
        report_links(entry, context, candidate.line)
        if entry.roles(Role.PAPER) or entry.authors or entry.venues:
            context.reading.records.extend(paper_records(entry, context, candidate.line, section))
        elif made := resource(entry, context, candidate.line, section):
            context.reading.records.append(made)
