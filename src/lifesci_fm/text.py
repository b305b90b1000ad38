"""Small text work that every floor shares: folding for comparison, partial dates, nearest words.

Pure functions over str; nothing here knows about papers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_SPACE = re.compile(r"\s+")
_SIGNS = re.compile(r"[\W_]+")  # all but letters and digits, exactly as str.isalnum has it
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


#: Letters that no normal form takes apart into an ASCII letter and an accent.
_NO_ACCENT = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"}
)
_NO_HYPHENS = str.maketrans("", "", "-_")


def squeeze(text: str) -> str:
    """NFC, white space (no-break and ideographic too) collapsed to single blanks, ends stripped."""
    if text.isascii():
        return " ".join(text.split())
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()


def fold(text: str) -> str:
    """Letters and digits only, case-folded, compatibility forms unified, runs of the rest one blank.

    Two titles or names that fold to the same text differ only in case, punctuation or white space.
    Accents are kept: they tell names apart.
    """
    if text.isascii():
        plain = text.lower()
        if plain.isalnum():
            return plain
    else:
        plain = unicodedata.normalize("NFKC", text).casefold()
    return _SIGNS.sub(" ", plain).strip()


def name_key(text: str) -> str:
    """A name of a model, domain, dataset or tag as compared: without case, blanks, hyphens and underscores.

    `GeneFormer` = `Geneformer` and `DNABERT_2` = `DNABERT-2`, but `DNABERT` is not `DNABERT-2`.
    Other signs stay: `scGPT+` is not `scGPT`.
    """
    if text.isascii():
        return "".join(text.lower().translate(_NO_HYPHENS).split())
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in plain if not (c.isspace() or c == "_" or unicodedata.category(c) == "Pd"))


def ascii_fold(text: str) -> str:
    """Accents off and case folded, what has no ASCII letter dropped: for citation keys and search."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_NO_ACCENT))
    return "".join(c for c in plain if c.isascii())


def width(text: str) -> int:
    """Cells of a terminal that a text takes: a Chinese letter takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


@lru_cache(maxsize=8192)  # a bibliography names the same people again and again
def family_key(family: str) -> str:
    """A family name as compared: folded, and without accents where a letter has an ASCII form (`Müller`, `muller`)."""
    if family.isascii() and family.isalnum():  # as most are
        return family.lower()
    folded = fold(family)
    return folded if folded.isascii() else unaccented(folded)


def unaccented(folded: str) -> str:
    """Folded text with the ASCII form of each letter that has one; what has none stays."""
    return "".join(ascii_fold(letter) or letter for letter in folded)


def is_partial_date(text: str) -> bool:
    """True of `2023`, `2023-05` and `2023-05-17` where month and day exist."""
    found = _PARTIAL_DATE.match(text)
    if not found:
        return False
    month, day = found[2], found[3]
    if month is None:
        return True
    if not 1 <= int(month) <= 12:
        return False
    return day is None or 1 <= int(day) <= _DAYS[int(month) - 1]


def partial_date(year: int | None, month: int | None = None, day: int | None = None) -> str | None:
    """The longest valid partial date of these parts; never a month or a day that was not given."""
    if year is None or not 1000 <= year <= 2999:
        return None
    text = f"{year:04d}"
    if month is None or not is_partial_date(with_month := f"{text}-{month:02d}"):
        return text
    if day is None or not is_partial_date(with_day := f"{with_month}-{day:02d}"):
        return with_month
    return with_day


def shortened(text: str, most: int = 160) -> str:
    """A text as a sentence repeats it: one of more letters loses its middle."""
    return text if len(text) <= most else f"{text[: most * 2 // 3]}…{text[-most // 3 + 1 :]}"


def nearest(word: str, known: Iterable[str], most: int = 3) -> list[str]:
    """Known words close to a mistyped one, best first. Hints for a person, never identity."""
    import difflib  # costs 3 ms: only a mistake pays for it

    by_fold: dict[str, str] = {}
    for name in known:
        by_fold.setdefault(name.casefold(), name)
    return [by_fold[f] for f in difflib.get_close_matches(word.casefold(), by_fold, n=most, cutoff=0.6)]


def suggestion(word: str, known: Iterable[str], otherwise: str) -> str:
    """What to do next about a mistyped word: the nearest known ones, `otherwise` where none is near."""
    close = nearest(word, known)
    return f"Did you mean {' or '.join(close)}?" if close else otherwise
