"""JSON Lines of a library's dump: one object a line, UTF-8, and the objects back with their line numbers.

What the objects hold is the store's affair; this room knows lines.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lifesci_fm.errors import UnreadableInput


def write(objects: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Each object as one line, its newline included; text as it is, not as \\u escapes."""
    for item in objects:
        yield json.dumps(item, ensure_ascii=False) + "\n"


def read(lines: Iterable[bytes], *, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The object of each line, with the number of the line from 1. Blank lines are passed over.

    `lines` are those of a file opened in binary, so that only a newline ends a line. Raises UnreadableInput at the
    first line that is no JSON object in UTF-8.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            item = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"), object_pairs_hook=_once)
        except UnicodeDecodeError:
            raise _unreadable(name, number, "is not UTF-8 text") from None
        except _Twice as fault:
            raise _unreadable(name, number, f"has the field {fault.args[0]!r} twice") from None
        except (ValueError, RecursionError) as fault:
            what = getattr(fault, "msg", "nested too deeply")
            raise _unreadable(
                name, number, f"is no JSON object ({what}, column {getattr(fault, 'colno', 1)})"
            ) from None
        if not isinstance(item, dict):
            raise _unreadable(name, number, "is no JSON object")
        yield number, item


class _Twice(ValueError):
    """A field stands twice in one object; json would keep the last without a word."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    item = dict(pairs)
    if len(item) < len(pairs):
        names = [name for name, _ in pairs]
        raise _Twice(next(name for name in names if names.count(name) > 1))
    return item


def _unreadable(name: str, number: int, what: str) -> UnreadableInput:
    return UnreadableInput(
        f"{name}:{number}: this line {what}.", "Correct the line, or give a file that `fm dump` wrote."
    )
