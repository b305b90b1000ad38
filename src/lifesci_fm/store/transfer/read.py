"""Values of a dump's fields, checked: what a person may have mistyped is refused with what was expected."""

from __future__ import annotations

import json
from typing import Any

from lifesci_fm.identifiers import Scheme
from lifesci_fm.store.transfer.shape import Field, Kind
from lifesci_fm.text import is_partial_date, suggestion


class Unfit(Exception):
    """A line does not fit: what is wrong with it, without its place, and what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


def decode(field: Field, value: Any) -> tuple[Any, ...]:
    """What the columns of a field hold for a value of it; None stays None. Raises Unfit."""
    if value is None:
        return (None,) * len(field.columns)
    match field.kind:
        case Kind.BOOLEAN:
            return (_expect(field, value, bool, "true or false"),)
        case Kind.INTEGER:
            if isinstance(value, bool) or not -(2**63) <= _expect(field, value, int, "a whole number") < 2**63:
                raise _unlike(field, value, "a whole number")
            return (value,)
        case Kind.JSON:
            _expect(field, value, type(field.default), "of another kind")
            return (json.dumps(value, ensure_ascii=False),)
        case Kind.IDENTIFIER | Kind.IDENTIFIER_ROW:
            return _identifier(field, _expect(field, value, str, "text"))
        case Kind.NAME:
            return (_expect(field, value, str, "text"),)
    text = _expect(field, value, str, "text")
    if field.words and text not in list(field.words):
        remedy = suggestion(text, field.words, f"It may be {', '.join(field.words)}.")
        raise Unfit(f"{field.name} is {text!r}", remedy)
    if field.date and not is_partial_date(text):
        raise _unlike(field, value, "a date such as 2023, 2023-05 or 2023-05-17")
    return (text,)


def _identifier(field: Field, text: str) -> tuple[str, str]:
    scheme, _, value = text.partition(":")
    # a relation may also name a paper of the library by its key (two that may be one work)
    schemes = [*Scheme, "key"] if field.name == "to" else list(Scheme)
    if scheme not in schemes or not value.strip():
        raise Unfit(f"{field.name} is {text!r}, which is no scheme:value", f"Schemes are {', '.join(schemes)}.")
    if scheme == Scheme.DOI and not (value.startswith("10.") and value == value.lower()):
        raise Unfit(f"{field.name} is {text!r}", "Write a DOI in lower case, from 10. on.")
    return scheme, value


def _expect(field: Field, value: Any, kind: type, words: str) -> Any:
    if not isinstance(value, kind):
        raise _unlike(field, value, words)
    return value


def _unlike(field: Field, value: Any, words: str) -> Unfit:
    shown = json.dumps(value, ensure_ascii=False)
    return Unfit(f"{field.name} must be {words}, not {shown[:60]}", "Correct it.")
