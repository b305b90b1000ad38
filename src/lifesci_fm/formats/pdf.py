"""What a paper's PDF says it is: identifiers in its metadata and on its first pages.

Reading needs pypdf, an optional extra. A publisher writes the DOI into the metadata, arXiv prints its number along
the margin of the first page; otherwise every identifier of the first pages is a candidate, the cited ones, too: a
single one is the paper's own only if the title of its work stands on those pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any, NamedTuple

from lifesci_fm.errors import UnreadableInput
from lifesci_fm.identifiers import Identifier, Scheme, find_all

_PAGES = 2  # references begin later in any paper that is longer
_STAMP = re.compile(r"\barXiv:(\S+v\d+)\s*\[")
_OWN = (Scheme.DOI, Scheme.ARXIV)


class Told(NamedTuple):
    """The identifier that a PDF is about, or what else it names. `unless` the title of its work is not in this text."""

    certain: Identifier | None
    candidates: tuple[Identifier, ...] = ()
    unless: str = ""


def identify(data: bytes, *, name: str) -> Told:
    """What the PDF is about. Raises UnreadableInput for a file that is no PDF, is locked, or when pypdf is missing."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        raise UnreadableInput(
            f"Reading {name} needs pypdf, which is not installed.", "Install it with: pip install 'lifesci_fm[pdf]'"
        ) from None
    try:
        reader = PdfReader(BytesIO(data))
        metadata = " ".join(_metadata(reader))
        pages = [page.extract_text() for page in reader.pages[:_PAGES]]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as fault:
        raise UnreadableInput(
            f"{name} cannot be read as a PDF: {fault}.", "Give its DOI or address instead."
        ) from fault
    return judge(metadata, pages)


def judge(metadata: str, pages: Iterable[str]) -> Told:
    """What metadata and text of the first pages say a paper is."""
    text = list(pages)
    stated = _named(metadata)
    if len(stated) == 1:
        return Told(stated[0])
    stamped = _named(" ".join(f"arXiv:{number}" for page in text[:1] for number in _STAMP.findall(page)))
    if len(stamped) == 1:
        return Told(stamped[0])
    found = _named("\n".join(text))
    if len(found) == 1:
        return Told(found[0], unless="\n".join(text))
    return Told(None, tuple(dict.fromkeys((*stated, *found))))


def _named(text: str) -> list[Identifier]:
    """DOIs and arXiv numbers of a text, each once."""
    return list(dict.fromkeys(one.identifier for one in find_all(text) if one.identifier.scheme in _OWN))


def _metadata(reader: Any) -> Iterator[str]:
    """Everything the document information and the XMP packet say."""
    for value in (reader.metadata or {}).values():
        yield str(value)
    packet = reader.xmp_metadata
    if packet is not None:
        for element in packet.rdf_root.getElementsByTagName("*"):
            if element.localName in ("doi", "identifier", "url"):
                yield "".join(child.data for child in element.childNodes if child.nodeType == child.TEXT_NODE)
