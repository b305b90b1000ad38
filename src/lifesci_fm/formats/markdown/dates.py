"""Dates as lists write them, brought to partial dates: `08/2021`, `2021.8`, `Aug 2021`, `28th Oct., 2023`, `2021年8月`.

Never a month or a day that is not written.
"""

from __future__ import annotations

import re

from lifesci_fm.text import partial_date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"

_FORMS = tuple(
    re.compile(form, re.I)
    for form in (
        _YEAR + r"\s*(?P<sign>[-./])\s*(?P<month>\d{1,2})\s*(?P=sign)\s*(?P<day>\d{1,2})(?!\d)"
        r"(?:[T ][\d:.]+(?:\s*[+-]\d{4}|Z)?)?",
        _YEAR + r"\s*年\s*(?:(?P<month>\d{1,2})\s*月(?:份)?\s*(?:(?P<day>\d{1,2})\s*[日号])?)?",
        _YEAR + r"\s*[-./]\s*(?P<month>\d{1,2})(?!\d)",
        r"(?P<month>\d{1,2})\s*[/.-]\s*" + _YEAR + r"(?!\d)",
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+" + _MONTH + r",?\s*" + _YEAR,
        _MONTH + r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+" + _YEAR,
        _MONTH + r"[\s,'’-]*" + _YEAR,
        _YEAR + r"[\s,-]+" + _MONTH,
        r"(?P<compact>(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?!\d)",
        _YEAR + r"(?!\d)",
    )
)
_ONE_YEAR = re.compile(r"(?<![\d.])((?:19|20)\d\d)(?![\d.]*\d)")
#: `2023-2024`, `2023–24`, `2023 to now`: no year of a work. The second half of `2023-12` is a month.
SPAN = r"(?:19|20)\d\d\s*(?:-|–|—|~|to|至)\s*(?:(?:19|20)\d\d|1[3-9]|[2-9]\d|now|present)(?![\d./-]*\d)"
_SPAN = re.compile(SPAN, re.I)
_WRAP = " \t\n*_`()[]（）【】.,;:，。"


def read_date(text: str) -> str | None:
    """The partial date that a text consists of; None when it is anything else."""
    text = text.strip(_WRAP)
    for form in _FORMS:
        if found := form.fullmatch(text):
            return _partial(found)
    return None


def leading_date(text: str) -> tuple[str, int] | None:
    """The partial date that a text begins with, and the place behind it."""
    for form in _FORMS:
        if found := form.match(text):
            date = _partial(found)
            return (date, found.end()) if date else None
    return None


def is_span(text: str) -> bool:
    """True of years from one to another, which date nothing: `2023-2024`."""
    return _SPAN.fullmatch(text.strip(_WRAP)) is not None


def year_in(text: str) -> str | None:
    """The year a heading or a phrase names, when it names exactly one."""
    if _SPAN.search(text):
        return None
    years = {found[1] for found in _ONE_YEAR.finditer(text)}
    return years.pop() if len(years) == 1 else None


def _partial(found: re.Match[str]) -> str | None:
    parts = found.groupdict()
    if compact := parts.get("compact"):
        return partial_date(int(compact[:4]), int(compact[4:6]), int(compact[6:]))
    name = parts.get("name")
    month = _MONTHS.index(name[:3].casefold()) + 1 if name else parts.get("month")
    if month is not None and not 1 <= int(month) <= 12:
        return None
    day = parts.get("day")
    return partial_date(int(parts["year"]), int(month) if month else None, int(day) if day else None)
