"""The names of one library, for a person who is typing: without waiting, without changing anything, without a word."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

from lifesci_fm.catalog import completion
from lifesci_fm.catalog.completion import Offer
from lifesci_fm.config import Config
from lifesci_fm.errors import FmError
from lifesci_fm.store.database import glance


class Names:
    """The library that the command line names, else that of the settings, opened when its first name is asked for.

    One that does not exist yet, is damaged, locked or newer than this fm has no names.
    """

    def __init__(self, library: str | None) -> None:
        """`library` is what `--library` names, as typed: with the shell's `~`."""
        self._named = library
        self._connection: sqlite3.Connection | None = None

    def __enter__(self) -> Names:
        return self

    def __exit__(self, *_: object) -> None:
        if self._connection is not None:
            self._connection.close()

    def of(self, source: str, start: str) -> Iterable[Offer]:
        """The names of a source of `catalog.completion` that begin so."""
        try:
            if self._connection is None:
                self._connection = glance(
                    Path(self._named).expanduser() if self._named else Config.of_process().library
                )
            return list(getattr(completion, source)(self._connection, start))
        except (FmError, sqlite3.Error, OSError):
            return ()


#: Words that begin so, in a library.
Kind = Callable[[Names, str], Iterable[Offer]]
