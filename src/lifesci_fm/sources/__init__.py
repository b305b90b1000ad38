"""Metadata sources: references in, records out. `Sources` is the one entry; one module a source behind it.

Each source's module says how it is asked (the URLs), what its bytes mean (a pure parser to `PaperRecord`), and how fast
it may be asked. Nothing here knows the library.
"""

from lifesci_fm.sources.answers import CERTAIN, Answer, Candidate, State
from lifesci_fm.sources.lookup import Sources
from lifesci_fm.sources.titles import certain

__all__ = ["CERTAIN", "Answer", "Candidate", "Sources", "State", "certain"]
