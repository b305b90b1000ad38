"""Which format a file is in, and what is in it: the one door through which documents come in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

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
#: A block of code in Markdown: many a list shows there how to cite it.
_FENCED = re.compile(rb"^[ \t>]*(```+|~~~+).*?(?:^[ \t>]*\1|\Z)", re.M | re.S)
_RIS = re.compile(rb"\A\s*(?:\xef\xbb\xbf)?(?:TY  ?- |PMID- )", re.M)
#: An array as `fm export json` and every `--json` print it; ids of CSL-JSON are followed by other fields.
_OURS = re.compile(rb'\[\s*\{\s*"id":\s*\d+,\s*"(?:key|name|number|kind)":')
_LOOKED_AT = 65536  # bytes


def detect(name: str, data: bytes | Path) -> str:
    """The format of a file by its ending, else by its first bytes. Markdown is what is nothing else.

    Raises UnreadableInput for a path that cannot be read.
    """
    folded = name.lower()
    for form, endings in FORMATS.items():
        if folded.endswith(endings):
            return form
    head = _head(data, name)
    if _RIS.search(head):
        return "ris"
    stripped = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if stripped.startswith(b"["):
        if _OURS.match(stripped):
            return "jsonl"
        return "csl" if re.match(rb"\[\s*\{", stripped) else "markdown"
    if stripped.startswith(b'{"'):
        return "jsonl"
    entry = _BIBTEX.search(text := _FENCED.sub(b"", head))
    return "bibtex" if entry and b"](" not in text[: entry.start()] else "markdown"


def scan(data: bytes | Path, form: str, *, name: str) -> Iterator[Record | Problem]:
    """The records and problems of a file in this format. `name` is the file's, for the origin of its records.

    A bibliography given as a path is read piece by piece, and more than once. Raises UnreadableInput for a file that
    is no text or cannot be read.
    """
    _refuse_binary(_head(data, name), name)
    with _readable(name):
        if form == "bibtex":
            from lifesci_fm.formats import bibtex

            yield from bibtex.scan(data, name=name)
        else:
            reading = _read(data if isinstance(data, bytes) else data.read_bytes(), form, name)
            yield from chain(reading.records, reading.problems)


def _head(data: bytes | Path, name: str) -> bytes:
    if isinstance(data, bytes):
        return data[:_LOOKED_AT]
    with _readable(name), data.open("rb") as file:
        return file.read(_LOOKED_AT)


@contextmanager
def _readable(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise UnreadableInput(f"{name} cannot be read: {fault.strerror}.", "Check its name and permissions.") from fault


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


def _refuse_binary(head: bytes, name: str) -> None:
    """A picture, an archive or a PDF holds bytes that no text does."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16 text is full of NULs
        return
    if b"\0" in head or head.startswith((b"%PDF-", b"\x89PNG", b"\x1f\x8b")):
        raise UnreadableInput(
            f"{name} is not a text file.", "Give a Markdown, BibTeX, CSL-JSON, RIS or JSON Lines file."
        )
