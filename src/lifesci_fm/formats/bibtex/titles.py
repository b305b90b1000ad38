"""Titles for BibTeX and BibLaTeX: capitals that a style must not lower stand in braces, word by word.

Whole titles are never braced: that would fix their case in styles that want another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lifesci_fm.formats.capitals import fixed


def protected(title: str, models: Sequence[str], encode: Callable[[str], str]) -> str:
    """A title as LaTeX text by `encode`, its fixed capitals in braces."""
    spans = fixed(title, models)
    if not spans:
        return encode(title)
    out: list[str] = []
    place = 0
    for start, end in spans:
        out += [encode_part(title[place:start], encode), "{", encode(title[start:end]), "}"]
        place = end
    out.append(encode_part(title[place:], encode))
    return "".join(out).strip()


def encode_part(text: str, encode: Callable[[str], str]) -> str:
    """A part of a title, with the blanks at its ends, which `encode` strips from whole texts."""
    if not text or text.isspace():
        return text and " "
    return " " * text[0].isspace() + encode(text.strip()) + " " * text[-1].isspace()
