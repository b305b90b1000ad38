"""The whole library as plain objects and back: `dump_objects` and `load_rows`; what they share is in `shape`.

An object is a noun with everything that belongs to it nested inside and everything it refers to by name: no row ids,
no time of import, no history, nothing that can be recomputed. docs/dump.md shows one of each. `load(dump(x)) == x`.
"""

from __future__ import annotations

from lifesci_fm.store.transfer.dump import dump_objects
from lifesci_fm.store.transfer.load import load_rows

__all__ = ["dump_objects", "load_rows"]
