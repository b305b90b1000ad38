"""Lists in Markdown for tests: what the reader makes of a few lines."""

from __future__ import annotations

from lifesci_fm.formats.markdown import read
from lifesci_fm.records import PaperRecord, Reading

TITLE = "Nicheformer: a foundation model for cells and more"
LINK = "https://arxiv.org/abs/2404.00005"


def reading(text: str) -> Reading:
    return read(text, name="list.md")


def papers(text: str) -> list[PaperRecord]:
    return [record for record in reading(text).records if isinstance(record, PaperRecord)]


def paper(text: str) -> PaperRecord:
    (only,) = papers(text)
    return only


def venues(record: PaperRecord) -> list[tuple[str | None, str | None]]:
    return [(version.venue, version.date) for version in record.versions]
