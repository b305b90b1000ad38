"""BibTeX and BibLaTeX: .bib files of any program and quality read, both written.

`read` makes records of a file; `scan` does it piece by piece, for files of any size. `write_bibtex` and
`write_biblatex` print entries of the catalog.
"""

from __future__ import annotations

from lifesci_fm.formats.bibtex.read import read, scan
from lifesci_fm.formats.bibtex.writer import write_biblatex, write_bibtex

__all__ = ["read", "scan", "write_biblatex", "write_bibtex"]
