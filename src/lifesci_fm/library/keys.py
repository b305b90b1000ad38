"""Citation keys: made once, unique without regard to case, never changed afterwards. A former key stays an alias."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterable

from lifesci_fm.errors import UsageError
from lifesci_fm.library.ledger import Ledger
from lifesci_fm.library.recent import Recent
from lifesci_fm.records import PaperRecord
from lifesci_fm.text import ascii_fold, fold

DEFAULT_PATTERN = "{family}{year}{word}"

_LONGEST = 40  # characters of an identifier, which may be a URL

#: Words a key is not named after.
_SMALL = re.compile(
    r"an?|the|of|for|and|or|in|on|with|to|by|from|via|at|as|is|are|do|does|how|what|why|when|can|using|towards?|into"
)
#: What BibTeX, LaTeX and a command line cannot bear in a key.
_BAD = re.compile(r"[\s{}()\[\]\"',=#%~\\^$&`]+")


def check_pattern(pattern: str) -> str:
    """The pattern, if it is made of words this module knows. Raises UsageError."""
    try:
        names = {name for _, name, _, _ in string.Formatter().parse(pattern) if name is not None}
    except ValueError:
        names = {"?"}
    if not names or names - {"family", "year", "word"}:
        raise UsageError(
            f"The key pattern {pattern!r} is not usable.", "Make it of {family}, {year} and {word}, and of letters."
        )
    return pattern


def make_key(record: PaperRecord, pattern: str = DEFAULT_PATTERN) -> str:
    """The key that a paper would have if nobody had it yet: `cui2024scgpt`.

    Without authors it is named after its model (`scgpt2023`), and when only an identifier is known after that
    (`arxiv230615006`); a name that has no ASCII letter becomes `anon`.
    """
    dates = [version.date for version in sorted(record.versions, key=lambda v: v.kind, reverse=True) if version.date]
    if not record.authors and record.models:
        model = record.models[0]
        dates += [model.released] if model.released else []
        return (_letters(model.name) or "anon") + (dates[0][:4] if dates else "")
    if not (record.authors or record.title) and record.identifiers:
        identifier = record.identifiers[0]
        return identifier.scheme.value + _letters(identifier.value)[:_LONGEST]
    family = _letters(record.authors[0].family) if record.authors else ""
    year = dates[0][:4] if dates else ""
    made = pattern.format(family=family or "anon", year=year, word=_significant_word(record.title or ""))
    return ascii_key(made) or "anon"


def ascii_key(key: str) -> str:
    """A key in ASCII without the signs that BibTeX and LaTeX cannot bear; case and accent-free letters stay."""
    plain = key if key.isascii() else unicodedata.normalize("NFKD", key).encode("ascii", "ignore").decode()
    return _BAD.sub("", plain)


def _letters(text: str) -> str:
    return "".join(c for c in ascii_fold(text) if c.isalnum())


def _significant_word(title: str) -> str:
    words = (_letters(word) for word in fold(title).split())
    return next((word for word in words if word and not _SMALL.fullmatch(word)), "")


class KeyBook:
    """Which keys are taken: those of the library that matter to this batch, and those given since."""

    def __init__(self, ledger: Ledger, pattern: str = DEFAULT_PATTERN) -> None:
        self._ledger = ledger
        self.pattern = check_pattern(pattern)
        self._last_suffix: dict[str, int] = {}
        self.clear()

    def clear(self) -> None:
        """Forget everything: all is written, and whoever comes next asks anew."""
        self._taken: Recent[str, int] = Recent()
        self._ranges: set[str] = set()

    def prepare(self, wanted: Iterable[str]) -> None:
        """Look up, in one question, who has these keys; forget the batch before the last."""
        self._taken.turn()
        self._ranges.clear()
        sql = "SELECT p.key, p.id FROM json_each(?1) j JOIN paper p ON p.key = j.value UNION ALL"
        sql += " SELECT a.alias, a.paper_id FROM json_each(?1) j JOIN key_alias a ON a.alias = j.value"
        self._remember(self._ledger.query_json(sql, set(wanted)))

    def owner(self, key: str) -> int | None:
        """The id of the paper that answers to this key, of those looked up."""
        return self._taken.get(key.lower())

    def take(self, key: str, paper_id: int) -> None:
        """From now on the key names this paper."""
        self._taken[key.lower()] = paper_id

    def free(self, base: str) -> str:
        """`base`, or `base` with the first suffix (a, b, ..., z, aa, ...) that nobody has."""
        if base.lower() not in self._taken:
            return base
        self._look_up_range(base.lower())
        number = self._last_suffix.get(base.lower(), 0)
        while True:
            number += 1
            key = base + _suffix(number)
            if key.lower() not in self._taken:
                self._last_suffix[base.lower()] = number
                return key

    def _look_up_range(self, base: str) -> None:
        if base in self._ranges:
            return
        self._ranges.add(base)
        # "{" follows "z" in ASCII, and NOCASE compares capitals as small letters
        sql = "SELECT key, id FROM paper WHERE key > ?1 AND key < ?1 || '{' UNION ALL"
        sql += " SELECT alias, paper_id FROM key_alias WHERE alias > ?1 AND alias < ?1 || '{'"
        self._remember(self._ledger.query(sql, base))

    def _remember(self, stored: Iterable[tuple[str, int]]) -> None:
        """Keys as the library has them; what was given since goes before."""
        for key, number in stored:
            if key.lower() not in self._taken:
                self._taken[key.lower()] = number


def _suffix(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = string.ascii_lowercase[rest] + letters
    return letters
