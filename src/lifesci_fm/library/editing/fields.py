"""The fields a person may edit: what each is called, what it holds, and how a word that she typed becomes its value.

A word comes from `--set field=value` or from a form in an editor, where it may also be a number, a date or a list. A
reader gives the value as the library keeps it, None (or an empty list) for nothing, and raises UsageError with a
sentence that names the field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from lifesci_fm.errors import MalformedIdentifier, UsageError
from lifesci_fm.identifiers import Identifier, Scheme, link_kind, parse, read_url
from lifesci_fm.library.keys import ascii_key
from lifesci_fm.library.quantities import count
from lifesci_fm.text import is_partial_date, nearest, squeeze, suggestion
from lifesci_fm.vocabulary import LINK_KINDS, ModelRole, PaperType, parse_status

Value = Any  # str, int or None; in lists str, or for links {"kind", "url", "title"}


@dataclass(frozen=True, slots=True)
class Field:
    """One editable field. `about` says in a few words what may stand there; `read` makes a value of what was typed."""

    name: str
    about: str
    read: Callable[[str, Any], Value]
    many: bool = False
    plural: str = ""  # what it is called in "scGPT has no alias X"

    def value(self, typed: Any) -> Value:
        """The value that was typed. Raises UsageError."""
        return self.read(self.name, typed)


def field_of(fields: Iterable[Field], name: str, noun: str) -> Field:
    """The field of this name. Raises UsageError with the nearest names."""
    known = {field.name: field for field in fields}
    wanted = name.strip().casefold().replace("-", "_")
    if wanted not in known:
        remedy = suggestion(wanted, known, f"Fields are {', '.join(known)}.")
        raise UsageError(f"A {noun} has no field {name.strip()!r} to edit.", remedy)
    return known[wanted]


# -- one value -------------------------------------------------------------------------------------------------------


def text(name: str, typed: Any) -> str | None:
    """A line of text."""
    return squeeze(_plain(name, typed)) or None


def prose(name: str, typed: Any) -> str | None:
    """Text whose line breaks mean something."""
    return _plain(name, typed).strip() or None


def partial_date(name: str, typed: Any) -> str | None:
    """A partial date."""
    said = _plain(name, typed).strip()
    if said and not is_partial_date(said):
        what = "date" if name == "date" else f"date for {name}"
        raise UsageError(f"{said!r} is no {what}.", "Write 2023, 2023-05 or 2023-05-17.")
    return said or None


def number(first: int, last: int | None = None) -> Callable[[str, Any], int | None]:
    """A whole number from `first` to `last`."""

    def read(name: str, typed: Any) -> int | None:
        said = _plain(name, typed).strip()
        if not said:
            return None
        found = int(said) if re.fullmatch(r"-?[0-9]{1,15}", said) else None
        if found is None or found < first or (last is not None and found > last):
            bounds = f"from {first} to {last}" if last is not None else f"from {first} on"
            raise UsageError(f"{said!r} is no {name}.", f"Give a whole number {bounds}.")
        return found

    return read


def quantity(name: str, typed: Any) -> int | None:
    """A number of things, which may be written `53M` or `22,000`."""
    said = _plain(name, typed).strip()
    found = count(said) if said else None
    if said and found is None:
        raise UsageError(f"{said!r} is no number for {name}.", "Write 53000000, 53M or 1.5 billion.")
    return found


def word(words: type[StrEnum], called: str) -> Callable[[str, Any], str | None]:
    """One of a few words."""

    def read(name: str, typed: Any) -> str | None:
        said = _plain(name, typed).strip().casefold()
        if said and said not in list(words):
            remedy = suggestion(said, list(words), f"{called} are {', '.join(words)}.")
            raise UsageError(f"{said!r} is no {name}.", remedy)
        return said or None

    return read


def status(name: str, typed: Any) -> str:
    """A reading status, in either language."""
    return parse_status(_plain(name, typed)).value


def url(name: str, typed: Any) -> str | None:
    """An http or https URL."""
    said = _plain(name, typed).strip()
    if not said:
        return None
    whole = f"https://{said}" if re.match(r"[\w.-]+\.[a-z]{2,}(/|$)", said, re.IGNORECASE) else said
    found = read_url(whole) if said.isprintable() and " " not in said else None
    if found is None or found.url is None:
        raise UsageError(f"{said!r} is no URL for {name}.", "Write it whole: https://…")
    return found.url


def identifier(scheme: Scheme, called: str, example: str) -> Callable[[str, Any], Identifier | None]:
    """An identifier of one scheme, in any form in which it is copied."""

    def read(name: str, typed: Any) -> Identifier | None:
        said = _plain(name, typed).strip()
        if not said:
            return None
        bare = f"{scheme.value}:{said}" if said.isdecimal() else said
        try:
            found = parse(bare).identifier
        except MalformedIdentifier as fault:
            raise UsageError(f"{said!r} is no {called}: {fault.message}", fault.remedy) from None
        if found.scheme is not scheme:
            it_is = "a URL that names none" if found.scheme is Scheme.URL else str(found)
            raise UsageError(f"{said!r} is no {called}: it is {it_is}.", f"Give one like {example}.")
        return found

    return read


def any_identifier(name: str, typed: Any) -> Identifier | None:
    """An identifier of any scheme that names papers."""
    said = _plain(name, typed).strip()
    if not said:
        return None
    try:
        return parse(said).identifier
    except MalformedIdentifier as fault:
        raise UsageError(f"{said!r} is no identifier for {name}: {fault.message}", fault.remedy) from None


def key(name: str, typed: Any) -> str:
    """A citation key."""
    said = _plain(name, typed).strip()
    if not said or ascii_key(said) != said:
        raise UsageError(
            f"{said!r} is no citation key.", "Make it of ASCII letters, digits and hyphens, as in cui2024scgpt."
        )
    return said


def _plain(name: str, typed: Any) -> str:
    if isinstance(typed, bool | list | dict) or not isinstance(typed, str | int | float | date):
        raise UsageError(f"{name} is one value, not {_kind(typed)}.", f'Write {name} = "…".')
    return typed if isinstance(typed, str) else str(typed)


def _kind(typed: Any) -> str:
    return "a list" if isinstance(typed, list) else "a table" if isinstance(typed, dict) else f"{typed!r}".lower()


# -- lists -----------------------------------------------------------------------------------------------------------


def names(name: str, typed: Any) -> list[str]:
    """Names, each once: an array, or in one text parted by `;` (or by `,` where no `;` stands)."""
    return list(dict.fromkeys(filter(None, map(squeeze, _listed(name, typed, ",")))))


def people(name: str, typed: Any) -> list[str]:
    """Authors: an array, or in one text parted by `;`. Each is `Family, Given`, or the bare name of a group."""
    found = [squeeze(person) for person in _listed(name, typed, ";")]
    for person in filter(None, found):
        if not person.partition(",")[0].strip():
            raise UsageError(f"{person!r} is no author: the family name is missing.", "Write Family, Given.")
    return [person for person in found if person]


def remarks(name: str, typed: Any) -> list[str]:
    """Remarks: an array; one text is one remark."""
    return list(dict.fromkeys(filter(None, map(str.strip, _listed(name, typed, None)))))


def links(name: str, typed: Any) -> list[dict[str, str]]:
    """Links: an array of tables, or texts `kind=URL`; a URL alone is of the kind that its address tells."""
    items = typed if isinstance(typed, list) else _listed(name, typed, ";")
    return [_link(name, item) for item in items if item not in ("", {})]


def _link(name: str, typed: Any) -> dict[str, str]:
    if isinstance(typed, dict):
        unknown = set(typed) - {"kind", "url", "title"}
        if unknown or not all(isinstance(part, str) for part in typed.values()):
            raise UsageError(f"{name} holds {typed!r}, which is no link.", 'Write {kind = "code", url = "https://…"}.')
        kind, address, title = typed.get("kind", ""), typed.get("url", ""), squeeze(typed.get("title", ""))
    else:
        kind, sign, address = _plain(name, typed).strip().partition("=")
        if not sign or not re.fullmatch(r"[\w -]+", kind):
            kind, address = "", _plain(name, typed).strip()
        title = ""
    beside = re.fullmatch(r"[^\s:]+/[^\s:/]+\.\w+", address.strip())  # a file beside the document: notebooks/x.ipynb
    found = address.strip() if beside and read_url(address.strip()) is None else url(name, address)
    if found is None:
        raise UsageError(f"{name} holds a link without a URL.", "Write code=https://…")
    kind = kind.strip().casefold()
    if kind and kind not in LINK_KINDS:
        remedy = suggestion(kind, LINK_KINDS, f"Kinds are {', '.join(LINK_KINDS)}.")
        raise UsageError(f"No link is of the kind {kind!r}.", remedy)
    return {"kind": kind or link_kind(found), "url": found, "title": title}


def with_role(*roles: ModelRole) -> Callable[[str, Any], list[str]]:
    """Names with a role behind a colon, `scGPT:trained-on`; the first role is meant where none stands."""

    def read(name: str, typed: Any) -> list[str]:
        return list(dict.fromkeys(join_role(*split_role(item, roles), roles[0]) for item in names(name, typed)))

    return read


def split_role(item: str, roles: Iterable[ModelRole]) -> tuple[str, ModelRole]:
    """The name and the role of `scGPT:trained-on`. Raises UsageError for what is nearly a role."""
    roles = list(roles)
    name, colon, typed = item.rpartition(":")
    if not colon or not name.strip() or typed.startswith("//"):
        return item, roles[0]
    wanted = typed.strip().casefold().replace(" ", "-").replace("_", "-")
    found = [role for role in roles if wanted in (role.value, role.value.removesuffix("-on"), role.value.rstrip("s"))]
    if not found:
        close = nearest(wanted, [role.value for role in roles])
        if close:
            raise UsageError(f"{typed.strip()!r} in {item!r} is no role.", f"Did you mean {' or '.join(close)}?")
        return item, roles[0]  # a colon in a name, a key or an identifier
    return name.strip(), found[0]


def join_role(name: str, role: ModelRole | str, usual: ModelRole) -> str:
    """`scGPT:evaluates`, or the bare name in the usual role."""
    return name if role == usual else f"{name}:{role}"


def _listed(name: str, typed: Any, separator: str | None) -> list[str]:
    if isinstance(typed, list):
        return [_plain(name, item) for item in typed]
    said = _plain(name, typed)
    if separator is None:
        return [said]
    return said.split(";" if ";" in said else separator)


def paper_type(name: str, typed: Any) -> str | None:
    """What kind of work it is."""
    return word(PaperType, "Types")(name, typed)
