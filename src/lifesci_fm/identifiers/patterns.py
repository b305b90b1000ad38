"""Regular expressions, compiled when first used.

Every command imports this package, few read a URL: compiling some eighty patterns at import would cost each start of
`fm` more than ten milliseconds.
"""

from __future__ import annotations

import re
from functools import cache


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, without regard to case, compiled once."""
    return re.compile(pattern, re.IGNORECASE)
