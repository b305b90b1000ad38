"""The read side of a library: listing, showing, and the objects that JSON and the writers are made of.

Everything here reads the views over the standard library's sqlite3 and changes nothing; the write side is `library`.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lifesci_fm.catalog.catalog import Catalog

__all__ = ["Catalog"]


def __getattr__(name: str) -> Any:
    """`Catalog` is imported when it is asked for: not every room of this floor stands on it (completion does not)."""
    if name == "Catalog":
        from lifesci_fm.catalog.catalog import Catalog

        return Catalog
    raise AttributeError(name)
