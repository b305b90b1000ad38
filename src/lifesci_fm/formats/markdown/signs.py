"""Signs of status: words, emoji and shortcodes."""

from __future__ import annotations

import re

from lifesci_fm.formats.markdown.phrases import phrases
from lifesci_fm.vocabulary import STATUS_WORDS, Status

_SIGNS: dict[Status, frozenset[str]] = {
    Status.READ: phrases(
        """
        ✅ | ☑ | ✔ | 🆗 | 🟢 | :white_check_mark: | :heavy_check_mark: | :ballot_box_with_check: | [x]
        """
    ),
    Status.PREPARING: phrases(
        """
        🔲 | ⏳ | 🚧 | 🔄 | 📖 | 🟡 | :black_square_button: | :hourglass: | :hourglass_flowing_sand: | :construction: |
        :book:
        """
    ),
    Status.PLANNED: phrases("⬜ | ☐ | 📌 | :white_large_square: | [ ]"),
}


def status_of(text: str) -> Status | None:
    """The status a cell states by its words, else by its sign (emoji or shortcode)."""
    words = re.sub(r":[a-z0-9_+-]+:", " ", text.casefold())
    words = " ".join(re.sub(r"[^\w\s\u4e00-\u9fff]", " ", words).split())
    if words in STATUS_WORDS:
        return STATUS_WORDS[words]
    named = next((status for word, status in STATUS_WORDS.items() if not word.isascii() and word in words), None)
    if named is not None:
        return named
    folded = text.casefold()
    return next((status for status, signs in _SIGNS.items() if any(sign in folded for sign in signs)), None)
