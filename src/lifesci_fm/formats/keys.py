"""Citation keys of files as the library may keep them."""

from __future__ import annotations

import re
import unicodedata

_UNSAFE = re.compile(r"[\s,{}()=\"%\\#~@']+")


def ascii_key(key: str) -> str | None:
    """A key that LaTeX and biber take: ASCII without white space and signs of syntax; None if nothing is left.

    A key of another script keeps what it has in ASCII behind `ref` (`季卫东1993` is `ref1993`).
    """
    if key.isascii():
        return _UNSAFE.sub("", key) or None
    plain = "".join(c for c in unicodedata.normalize("NFKD", key) if c.isascii())
    plain = _UNSAFE.sub("", plain)
    return plain if any(c.isalpha() for c in plain) else f"ref{plain}" if plain else None


def key_and_aliases(key: str | None, *others: str) -> tuple[str | None, tuple[str, ...]]:
    """The key as kept, and as aliases what it was written as and what else names the entry."""
    kept = ascii_key(key) if key else None
    written = [key] if key and kept != key else []
    return kept, (*written, *(other for other in others if other))
