"""The read side of a library: listing, showing, and the objects that JSON and the writers are made of.

Everything here reads the views over the standard library's sqlite3 and changes nothing; the write side is `library`.
"""

from lifesci_fm.catalog.catalog import Catalog

__all__ = ["Catalog"]
