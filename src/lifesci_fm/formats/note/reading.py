"""A note as it is read: its front matter, the paper it names, and what its text lists.

The front matter names the paper outright (`paper: cui2024scgpt`, `doi: …`), or its title names the model
(`scGPT论文解读`) and its text the paper. What stands in the blocks that fm fills came from the library and is not read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lifesci_fm.formats import markdown
from lifesci_fm.formats.markdown.dates import leading_date, read_date
from lifesci_fm.formats.markdown.notes import note_model
from lifesci_fm.formats.markdown.source import FrontMatter, decode, read_source
from lifesci_fm.formats.readme.blocks import read_page
from lifesci_fm.records import ArticleRecord, PaperRecord, Problem, Record
from lifesci_fm.text import squeeze

#: Keys of a front matter that name a paper, in the order in which they are believed.
_NAMING = ("paper", "citekey", "citation_key", "key", "doi", "arxiv", "pmid")


class Note(NamedTuple):
    """A note. `named` are the names of a paper in its front matter, `paper_title` the title its text gives in full.

    `found` is what its text lists, without the note itself as a write-up; `text` is all of it, front matter included.
    """

    title: str
    date: str | None
    text: str
    named: Sequence[str]
    model: str | None
    paper_title: str | None
    found: Sequence[Record | Problem]


def read(data: bytes, *, name: str) -> Note:
    """The note in a file. Raises UnreadableInput for a file that is no text or whose markers are broken."""
    own = _without_blocks(data, name)
    front = read_source(own, name=name).front or FrontMatter()
    reading = markdown.read(own, name=name)
    records = [record for record in reading.records if not isinstance(record, ArticleRecord)]
    model = note_model(front)
    papers = (record for record in records if isinstance(record, PaperRecord) and record.title)
    titles = (paper.title for paper in papers if model and any(one.name == model for one in paper.models))
    date = front.one("date", "created", "published")
    title = front.one("title") or name.rpartition(".")[0] or name
    return Note(
        title=squeeze(title.replace('\\"', '"').replace("\\\\", "\\")),
        date=(read_date(date) or (leading_date(date) or (None,))[0]) if date else None,
        text=decode(data, name=name).removeprefix("\ufeff").replace("\r\n", "\n"),
        named=[value for key in _NAMING if (value := front.one(key))],
        model=model,
        paper_title=next(titles, None),
        found=[*records, *reading.problems],
    )


def _without_blocks(data: bytes, name: str) -> str:
    """The text with the inside of fm's blocks left out, line for line."""
    if b"fm:begin" not in data:
        return decode(data, name=name)
    page = read_page(data, name)
    text, place = "", 0
    for block in page.blocks:
        text += page.text[place : block.start] + "\n" * page.text.count("\n", block.start, block.end)
        place = block.end
    return text + page.text[place:]
