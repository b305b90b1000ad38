"""The form in which a thing is edited: TOML with a comment above each field; and from its text back to what changed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lifesci_fm.errors import UsageError

if TYPE_CHECKING:
    from lifesci_fm.library.editing.fields import Field

_HEAD = """\
# {name}: what stands here when you save and leave is what the library keeps, in your name.
# "" or [] empties a field; a field that you leave out stays as it is. Change nothing, and nothing changes.
"""


def write(fields: Sequence[Field], name: str, values: Mapping[str, Any]) -> str:
    """The form of a thing with these values."""
    parts = [_HEAD.format(name=name)]
    for field in fields:
        comment = f"# {field.about}\n" if field.about else ""
        parts.append(f"\n{comment}{field.name} = {_toml(values[field.name])}\n")
    return "".join(parts)


def read(text: str, path: Path) -> dict[str, Any]:
    """What a form says. Raises UsageError with the line where it is no TOML."""
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        what, _, place = str(fault).partition(" (at ")
        found = re.match(r"line (\d+)", place)
        line = int(found[1]) if found else len(text.splitlines())
        raise UsageError(f"{path}:{line}: {what}.", 'Text stands in quotes: title = "…".') from None


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The fields whose text says something else than before, and those that are new."""
    return {name: value for name, value in after.items() if name not in before or before[name] != value}


def line_of(text: str, field: str) -> int:
    """The line (from 1) on which a field begins; the last one when it is not there."""
    lines = text.splitlines()
    begins = re.compile(rf"\s*[\"']?{re.escape(field)}[\"']?\s*[=.]|\s*\[+\s*{re.escape(field)}\b")
    return next((number for number, line in enumerate(lines, 1) if begins.match(line)), max(len(lines), 1))


def _toml(value: Any) -> str:
    if value is None:
        return '""'
    if isinstance(value, list):
        return "[]" if not value else "[\n" + "".join(f"  {_toml(item)},\n" for item in value) + "]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name} = {_toml(one)}" for name, one in value.items() if one) + "}"
    if isinstance(value, str):
        return _lines(value) if "\n" in value else _quoted(value)
    return str(value)


def _quoted(text: str) -> str:
    """A basic string: JSON's escapes are TOML's, but for the one control character that JSON lets through."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _lines(text: str) -> str:
    """The same over several lines."""
    return '"""\n' + "\n".join(_quoted(line)[1:-1] for line in text.split("\n")) + '"""'
