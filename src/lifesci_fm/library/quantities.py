"""Numbers as people write them: `38M`, `22,000`, `over 72M scRNA-seq data`, `50万细胞`."""

from __future__ import annotations

import re
import unicodedata

_POWERS = {
    "k": 3, "thousand": 3, "m": 6, "million": 6, "b": 9, "billion": 9, "t": 12, "trillion": 12,
    "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "万亿": 12,
}  # fmt: skip
_POWER = "|".join(sorted(_POWERS, key=len, reverse=True))
_NUMBER = rf"(?P<digits>\d+(?:[.,]\d+)*)\s?(?:(?P<power>{_POWER})(?![a-z0-9]))?"
_LEAD = (
    r"(?:[~≈>≥<≤]|about|around|approx(?:\.|imately)?|ca\.?|nearly|almost|over|more than|at least|up to"
    r"|大?约|超过|逾|近)"
)
_COUNT = re.compile(rf"(?:{_LEAD}\s*)?{_NUMBER}(?![\w.,/-]*\d)\+?(?P<rest>(?:[^a-z0-9].*)?)", re.IGNORECASE | re.DOTALL)
#: What is measured, not counted: `20 GB`, `3.2 Gb`, `40%`, `5-fold`.
_MEASURE = re.compile(
    r"[\s-]*(?:%|‰|[×x]|folds?|倍|[kmgtp]i?b|bytes?|[kmg]?bps?|nt|hours?|h|days?|months?|years?)(?![a-z])",
    re.IGNORECASE,
)
_MOST = 1e18  # what a column holds
_ANOTHER = re.compile(rf"(?<![\w.-])\d+(?:[.,]\d+)*\s?(?:{_POWER})?(?![a-z0-9-])", re.IGNORECASE)


def count(text: str) -> int | None:
    """How many things a text says there are; None where it says nothing of the kind or names several numbers.

    `over`, `about` and a trailing `+` are taken for the number itself; a number in a name (`98.05M (6-mer)`) is none.
    """
    found = _COUNT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not found or _MEASURE.match(found["rest"]) or _ANOTHER.search(found["rest"]):
        return None
    digits = re.sub(r",(?=\d{3}(?!\d))", "", found["digits"])
    try:
        number = float(digits) * 10.0 ** (_POWERS[found["power"].lower()] if found["power"] else 0)
    except ValueError:  # 1.2.3
        return None
    return round(number) if number < _MOST else None
