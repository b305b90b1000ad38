"""Entries spread over paragraphs: a heading or a bold line is the title, links and facts stand below it.

### Title
*Authors*

NeurIPS 2023 | [paper](u) | [code](u)

What stands between is prose, left alone. One such place may be anything; several of them are a list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from lifesci_fm.formats.markdown.authors import looks_like_authors
from lifesci_fm.formats.markdown.blocks import Block, Heading, ListBlock, Paragraph
from lifesci_fm.formats.markdown.entry import Entry
from lifesci_fm.formats.markdown.inline import Link, Piece, References, links_of, plain, scan
from lifesci_fm.formats.markdown.labels import Role, label_role
from lifesci_fm.formats.markdown.leads import SIGNS
from lifesci_fm.formats.markdown.links import entry_link
from lifesci_fm.formats.markdown.metadata import entry_of, key_of, says_title
from lifesci_fm.formats.markdown.titles import clean_title, is_title, number_prefix, word_count
from lifesci_fm.formats.markdown.venues import is_venue, says_venue
from lifesci_fm.formats.markdown.works import split_works

_SENTENCE = re.compile(
    r"\b(?:see|check|read|refer|download|click|visit|please|our|we|you|your|this|these|is|are|was|can)\b", re.I
)
_HAS_LINK = re.compile(r"\]\(|https?://|<a\s", re.I)
#: What stands beside links that say where a paper is; a title has no more words; nor does an entry go over more blocks.
_MOST_BESIDE, _MOST_TITLE, _MOST_BLOCKS = 12, 40, 12


@dataclass(slots=True)
class Spread:
    """An entry over the blocks from `first` up to `end`."""

    entry: Entry
    line: int
    first: int
    end: int


def spread_entries(blocks: Sequence[Block], references: References) -> dict[int, Spread]:
    """The entries that begin at these places and go on in the paragraphs below."""
    found: dict[int, Spread] = {}
    titles = [_title(block, references) for block in blocks]
    for at, title in enumerate(titles):
        if title is None:
            continue
        end = at + 1
        while end < len(blocks) and titles[end] is None and not _opens(blocks[end], references):
            end += 1
        entry = _entry(title, blocks[at + 1 : end], references) if end - at <= _MOST_BLOCKS else None
        if entry is not None:
            found[at] = Spread(entry, blocks[at].line, at, end)
    return found


def _title(block: Block, references: References) -> str | None:
    """The words of a heading below the first level, or of a bold line, that hold no link."""
    if isinstance(block, Heading):
        pieces = scan(block.text, references)
        return None if block.level == 1 or links_of(pieces) else plain(pieces)
    if not isinstance(block, Paragraph) or block.quoted or "\n" in block.text.strip():
        return None
    pieces = scan(block.text, references)
    words = SIGNS.sub("", plain(pieces)) and plain(pieces)
    bold = all(piece.bold or not SIGNS.sub("", piece.text).strip() for piece in pieces if piece.badge is None)
    return words if bold and not links_of(pieces) and is_title(words) and word_count(words) <= _MOST_TITLE else None


def _opens(block: Block, references: References) -> bool:
    """True where something else begins: at any heading, at a title in bold that goes on in its own paragraph."""
    if not isinstance(block, Paragraph):
        return isinstance(block, Heading)
    pieces = [piece for piece in scan(block.text, references) if SIGNS.sub("", piece.text).strip()]
    bold = plain(list(takewhile(lambda piece: piece.bold and piece.link is None, pieces)))
    return is_title(bold)


def _entry(heading: str, blocks: Sequence[Block], references: References) -> Entry | None:
    facts: list[str] = []
    stated: str | None = None
    for block in blocks:
        if isinstance(block, ListBlock) and not any(_HAS_LINK.search(item.text) for item in block.items):
            continue
        if not isinstance(block, Paragraph):
            return None
        if block.quoted:
            continue
        for text in block.text.split("\n") if says_title(block.text) else [block.text]:
            if says_title(text) and (pair := key_of(text)) is not None:
                stated = plain(scan(pair[1], references))
            elif _is_facts(text, references):
                facts.append(text)
            elif _names_paper(scan(text, references)):
                return None  # entries of their own stand here
    words = clean_title(heading[number_prefix(heading) :])
    title = stated or words
    if not facts or not is_title(title):
        return None
    text = "  \n".join([f"**{title}**", *facts])
    entry = entry_of(text, scan(text, references), references)
    papers = [link for link in entry.roles(Role.PAPER) if link.sure]
    if not papers or len(split_works(papers)) > 1:
        return None
    if stated and not is_title(words):
        entry.name = words or None
    return entry


def _is_facts(text: str, references: References) -> bool:
    """True of links with labels that say what they are, and of authors, a venue or a date; not of a sentence."""
    pieces = scan(text, references)
    links = links_of(pieces)
    beside = plain([piece for piece in pieces if piece.link is None])
    if not links:
        return looks_like_authors(beside) or is_venue(beside) or _states(text)
    if any(_titled(link) and label_role(link.label) is None and not link.bare for link in links):
        return False
    short = word_count(beside) <= _MOST_BESIDE or looks_like_authors(beside)
    return short and _SENTENCE.search(beside) is None


def _states(text: str) -> bool:
    lines = text.split("\n")
    return all(key_of(line) is not None and word_count(line) <= 3 * _MOST_BESIDE for line in lines)


def _names_paper(pieces: Sequence[Piece]) -> bool:
    links = [entry_link(link) for link in links_of(list(pieces))]
    return any(link.role is Role.PAPER and link.sure and _titled(link.link) for link in links)


def _titled(link: Link) -> bool:
    """True of a label that is a title, and no long venue: `[ICML 2025 Workshop on Cells](u)`."""
    return is_title(link.label) and not says_venue(link.label)
