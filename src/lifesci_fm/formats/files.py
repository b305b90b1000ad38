"""Which format a file is in, and what is in it: the one door through which documents come in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from lifesci_fm.errors import UnreadableInput
from lifesci_fm.records import Problem, Reading, Record

#: Format → the file name endings that announce it.
FORMATS: dict[str, tuple[str, ...]] = {
    "markdown": (".md", ".markdown", ".mdown", ".qmd", ".rmd"),
    "bibtex": (".bib", ".bibtex", ".biblatex"),
    "csl": (".csl", ".csl.json"),
    "ris": (".ris", ".enw", ".nbib"),
    "jsonl": (".jsonl", ".ndjson"),
}

_BIBTEX = re.compile(rb"^\s*@\s*[A-Za-z]+\s*[{(]", re.M)
_RIS = re.compile(rb"\A\s*(?:\xef\xbb\xbf)?(?:TY  ?- |PMID- )", re.M)
#: An array as `fm export json` and every `--json` print it; ids of CSL-JSON are followed by other fields.
_OURS = re.compile(rb'\[\s*\{\s*"id":\s*\d+,\s*"(?:key|name|number|kind)":')
_LOOKED_AT = 65536  # bytes


def detect(name: str, data: bytes) -> str:
    """The format of a file by its ending, else by its first bytes. Markdown is what is nothing else."""
    folded = name.lower()
    for form, endings in FORMATS.items():
        if folded.endswith(endings):
            return form
    head = data[:_LOOKED_AT]
    if _RIS.search(head):
        return "ris"
    stripped = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if stripped.startswith(b"["):
        if _OURS.match(stripped):
            return "jsonl"
        return "csl" if re.match(rb"\[\s*\{", stripped) else "markdown"
    if stripped.startswith(b'{"'):
        return "jsonl"
    return "bibtex" if _BIBTEX.search(head) else "markdown"


def scan(data: bytes, form: str, *, name: str) -> Iterator[Record | Problem]:
    """The records and problems of a file in this format. `name` is the file's, for the origin of its records.

    Raises UnreadableInput for a file that is no text.
    """
    _refuse_binary(data, name)
    if form == "bibtex":
        from lifesci_fm.formats import bibtex

        return bibtex.scan(data, name=name)
    return _all(_read(data, form, name))


def _read(data: bytes, form: str, name: str) -> Reading:
    if form == "csl":
        from lifesci_fm.formats import csl

        return csl.read(data, name=name)
    if form == "ris":
        from lifesci_fm.formats import ris

        return ris.read(data, name=name)
    if form == "jsonl":
        from lifesci_fm.formats import jsonl

        return jsonl.read(data, name=name)
    from lifesci_fm.formats import markdown

    return markdown.read(data, name=name)


def _all(reading: Reading) -> Iterator[Record | Problem]:
    return chain(reading.records, reading.problems)


def _refuse_binary(data: bytes, name: str) -> None:
    """A picture, an archive or a PDF holds bytes that no text does."""
    head = data[:_LOOKED_AT]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16 text is full of NULs
        return
    if b"\0" in head or head.startswith((b"%PDF-", b"\x89PNG", b"\x1f\x8b")):
        raise UnreadableInput(
            f"{name} is not a text file.", "Give a Markdown, BibTeX, CSL-JSON, RIS or JSON Lines file."
        )
