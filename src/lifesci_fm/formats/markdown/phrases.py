"""Lists of words and phrases, written to be read."""

from __future__ import annotations


def phrases(text: str) -> frozenset[str]:
    """The phrases of a text, which `|` and nothing else separates; blanks and line ends inside one are a blank."""
    return frozenset(phrase for part in text.split("|") if (phrase := " ".join(part.split())))
