"""Reading an answer that may be anything: JSON and XML with every surprise turned into `Unusable` or into silence.

The outermost shape must be right, or the whole answer is unusable; a field of an odd type inside a good record is
as if the source were silent about it. Entities declared in an XML document are refused before it is read.
"""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from typing import Any
from xml.parsers import expat

from lifesci_fm.sources.source import Unusable

Object = dict[str, Any]
Element = ElementTree.Element


def read_json(data: bytes) -> Any:
    """The value of a JSON answer. Raises Unusable."""
    _refuse_pages(data)
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise Unusable("an answer that is no JSON") from None


def read_object(data: bytes) -> Object:
    """The JSON object of an answer. Raises Unusable."""
    value = read_json(data)
    if not isinstance(value, dict):
        raise Unusable("an answer of a wrong shape")
    return value


def read_xml(data: bytes) -> Element:
    """The root of an XML answer. Raises Unusable, also when the document declares entities."""
    _refuse_pages(data)
    try:
        _refuse_declarations(data)
        return ElementTree.fromstring(data)  # noqa: S314 - see _refuse_declarations
    except (ElementTree.ParseError, expat.ExpatError, ValueError, LookupError):
        raise Unusable("an answer that is no XML") from None


def _refuse_pages(data: bytes) -> None:
    """What proxies, captchas and outages send in place of data."""
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start:
        raise Unusable("an empty answer")
    if start.startswith((b"<!doctype html", b"<html")):
        raise Unusable("a web page in place of data")


def _refuse_declarations(data: bytes) -> None:
    """Refuse a document type that declares anything itself; naming an external one (as PubMed does) is harmless,
    because nothing here fetches it."""

    class Begun(Exception):
        """The prolog is over."""

    def doctype(_name: str, _system: str | None, _public: str | None, has_internal_subset: int) -> None:
        if has_internal_subset:
            raise Unusable("an answer that declares XML entities")

    def element(_name: str, _attributes: dict[str, str]) -> None:
        raise Begun

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = element
    try:
        parser.Parse(data, True)
    except Begun:
        return


def obj(value: object) -> Object:
    """The value if it is a JSON object, else an empty one."""
    return value if isinstance(value, dict) else {}


def objects(value: object) -> list[Object]:
    """The objects of a list; a lone object counts as a list of one (old Crossref answers do that)."""
    if isinstance(value, dict):
        return [value]
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def word(value: object) -> str:
    """A string or number as stripped text, anything else as an empty one."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()


def words(value: object) -> list[str]:
    """The non-empty strings of a list; a lone string counts as a list of one."""
    items = value if isinstance(value, list) else [value]
    return [text for text in map(word, items) if text]


def number(value: object) -> int | None:
    """A small whole number, written as one or as text; None for anything else."""
    text = word(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def all_text(element: Element | None) -> str:
    """All text inside an element, its inline markup dropped; empty for None."""
    return "" if element is None else "".join(element.itertext())
