"""Which keys a manuscript cites: LaTeX's `.aux` files, LaTeX sources, Markdown for pandoc. Pure functions of text."""

from __future__ import annotations

from lifesci_fm.formats.citations.cited import Cited
from lifesci_fm.formats.citations.latex import cited_in_aux, cited_in_tex, inputs_of_aux, inputs_of_tex
from lifesci_fm.formats.citations.markdown import cited_in_markdown

__all__ = ["Cited", "cited_in_aux", "cited_in_markdown", "cited_in_tex", "inputs_of_aux", "inputs_of_tex", "kind_of"]

_AUX = (".aux", ".bcf")
_MARKDOWN = (".md", ".markdown", ".qmd", ".rmd", ".txt")


def kind_of(name: str) -> str:
    """What a file is by the ending of its name: `aux`, `md`, else `tex`."""
    lower = name.lower()
    return "aux" if lower.endswith(_AUX) else "md" if lower.endswith(_MARKDOWN) else "tex"
