"""Values that BibLaTeX holds to a form: dates and the standard numbers of books and journals."""

from __future__ import annotations

import re

from lifesci_fm.text import is_partial_date

_EDTF = re.compile(r"(\d{4}(?:-\d\d)?(?:-\d\d)?)[?~%]?(?:/(?:\.\.|(\d{4}(?:-\d\d)?(?:-\d\d)?)[?~%]?)?)?")
_ISBN = re.compile(r"(?:97[89][- ]?)?\d[\d -]{7,13}[\dXx](?![\dXx])")
_ISSN = re.compile(r"(?<![\d-])\d{4}-?\d{3}[\dXx](?![\d-])")


def is_edtf(text: str) -> bool:
    """A date, a range or an uncertain date as biber takes it (ISO 8601-2, level 1)."""
    found = _EDTF.fullmatch(text)
    return found is not None and all(is_partial_date(part) for part in found.groups() if part)


def valid_isbns(text: str) -> list[str]:
    """The ISBNs of a text whose check digit is right."""
    return [found for found in _ISBN.findall(text) if _isbn_sum(re.sub(r"[- ]", "", found))]


def valid_issns(text: str) -> list[str]:
    """The ISSNs of a text whose check digit is right, with their hyphen."""
    bare = [found.replace("-", "").upper() for found in _ISSN.findall(text)]
    return [f"{one[:4]}-{one[4:]}" for one in bare if _weighted(one, 8) % 11 == 0]


def _isbn_sum(digits: str) -> bool:
    if len(digits) == 13 and digits.isdecimal() and digits.startswith(("978", "979")):
        return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0
    return len(digits) == 10 and digits[:9].isdecimal() and _weighted(digits.upper(), 10) % 11 == 0


def _weighted(digits: str, weight: int) -> int:
    return sum((10 if digit == "X" else int(digit)) * (weight - place) for place, digit in enumerate(digits))
