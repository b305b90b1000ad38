"""Unicode and LaTeX, for what stands in bibliographies: names, titles, venues, notes.

`decode` reads LaTeX text into plain Unicode, `encode` writes Unicode for BibTeX and eight-bit LaTeX, `escape` writes it
for BibLaTeX and Unicode engines. For every text without control characters `decode(encode(text))` and
`decode(escape(text))` give the text back (NFC, white space squeezed). URLs and DOIs are not LaTeX text: see `verbatim`.
"""

from __future__ import annotations

from lifesci_fm.formats.latex.decode import Command, decode, decode_keeping_groups, tidy, verbatim
from lifesci_fm.formats.latex.encode import doi_safe, encode, escape, verbatim_safe

__all__ = [
    "Command",
    "decode",
    "decode_keeping_groups",
    "doi_safe",
    "encode",
    "escape",
    "tidy",
    "verbatim",
    "verbatim_safe",
]
