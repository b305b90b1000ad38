r"""When an entry appeared: `date`, or `year`, `month` and `day` → a partial date.

`date` is EDTF as BibLaTeX takes it (ranges, `~`, `?`, seasons, `199X`, times of day): the beginning of a range counts.
`year` and `month` are whatever people write (`{\noopsort{1973a}}1973`, `c. 1999`, `July 10--12`, `"10~" # jan`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from lifesci_fm.text import partial_date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES = "January February March April May June July August September October November December"
#: What the macros `jan` … `dec` of the standard styles stand for; people write whole names like macros, too.
MONTH_MACROS = {
    **dict(zip(MONTHS, _MONTH_NAMES.split(), strict=True)),
    **{name.lower(): name for name in _MONTH_NAMES.split()},
    "sept": "September",
}
_MONTH_NUMBERS = {name: number for number, name in enumerate(MONTHS, 1)}
#: Beginnings of months in other languages of bibliographies, where the English names begin otherwise.
_OTHER_MONTHS = {
    "mär": 3, "mae": 3, "mai": 5, "okt": 10, "dez": 12, "ene": 1, "abr": 4, "ago": 8, "dic": 12, "fév": 2, "fev": 2,
    "avr": 4, "juin": 6, "juil": 7, "aoû": 8, "aout": 8, "déc": 12, "genn": 1, "magg": 5, "giu": 6, "lug": 7,
    "sett": 9, "sete": 9, "ott": 10, "outu": 10, "maar": 3, "mei": 5,
}  # fmt: skip

_EDTF = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?!\d)")
_YEAR = re.compile(r"(?<!\d)([12]\d{3})(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+")
_NUMERIC_MONTH = re.compile(r"\s*(\d{1,2})(?:\s*[-/–]+\s*\d{1,2})?\s*月?\s*")
_NUMERIC_DATE = re.compile(r"(?:(\d{1,2})\.\s*)?(\d{1,2})[./]\s*\d{4}")
_CHINESE = re.compile(r"([12]\d{3})\s*年\s*(?:(\d{1,2})\s*月\s*(?:(\d{1,2})\s*日)?)?")


#: What of the fields the partial date does not hold, under the names of the fields.
Leftovers = tuple[tuple[str, str], ...]


@lru_cache(maxsize=4096)  # a bibliography has few months
def read_date(date: str | None, year: str | None, month: str | None, day: str | None) -> tuple[str | None, Leftovers]:
    """The partial date of the four fields, and the fields that say more than it."""
    if date:
        found = _from_date(date)
        if found is None and not year:
            found = _from_words(date)
        if found is not None:
            return found, () if found == date else (("date", date),)
    left = [("date", date)] if date else []
    if not year:
        return None, (*left, *([("month", month)] if month else []))
    if len(year) == 4 and year.isdecimal():
        number: int | None = int(year)
    else:
        written = _from_date(year) or _from_words(year)
        if written is not None and "-" in written and not month:
            return written, tuple(left if written == year else [*left, ("year", year)])
        years = _YEAR.findall(year)
        number = int(years[0]) if years else None
        left.append(("year", year))
    if not month:
        return partial_date(number), tuple(left)
    month_number, day_number, whole = read_month(month)
    if day and day.strip().isdecimal():
        day_number = int(day)
    if not whole:
        left.append(("month", month))
    return partial_date(number, month_number, day_number), tuple(left)


def _from_date(date: str) -> str | None:
    chinese = _CHINESE.search(date)
    if chinese is not None:
        parts = [int(part) if part else None for part in chinese.groups()]
        return partial_date(*parts)
    found = _EDTF.match(date.lstrip("[( "))
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    return partial_date(year, month, day)


def _from_words(text: str) -> str | None:
    """Whatever names one year: `3 June 2001`, `06/2001`, `3.6.2001`. Of `3/6/2001` nobody knows the month."""
    years = _YEAR.findall(text)
    if len(years) != 1:
        return None
    numeric = _NUMERIC_DATE.fullmatch(text.strip())
    if numeric is not None:
        return partial_date(int(years[0]), int(numeric[2]), int(numeric[1]) if numeric[1] else None)
    month, day, _ = read_month(text.replace(years[0], " "))
    return partial_date(int(years[0]), month, day)


def read_month(text: str) -> tuple[int | None, int | None, bool]:
    """The month, the day when one stands beside it, and whether that is all the text says.

    Of a range (`July/August`, `10--12 May`) it is the first month, without a day.
    """
    known = _MONTH_NUMBERS.get(text[:3].lower())
    if known is not None and text.isalpha():
        return known, None, True
    if text.isdecimal():
        number = int(text)
        return (number, None, True) if 1 <= number <= 12 else (None, None, False)
    months = []
    for word in _WORD.findall(text):
        start = word[:4].lower()
        found = _MONTH_NUMBERS.get(start[:3]) or _OTHER_MONTHS.get(start) or _OTHER_MONTHS.get(start[:3])
        if found is not None:
            months.append(found)
    numbers = [int(digits) for digits in _NUMBER.findall(text)]
    if not months:
        numeric = _NUMERIC_MONTH.fullmatch(text)
        month = int(numeric[1]) if numeric else 0
        return (month, None, False) if 1 <= month <= 12 else (None, None, False)
    if len(months) == 1 and len(numbers) == 1 and numbers[0] <= 31:
        return months[0], numbers[0], True
    return months[0], None, not numbers and len(months) == 1
