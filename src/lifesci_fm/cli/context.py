"""What every command stands on: the settings of this run, the library it is about, and a voice on stderr.

A command finds its `Session` at `ctx.obj`. Nothing is opened before a command asks for it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.main import get_command_from_info
from typer.models import CommandInfo

from lifesci_fm.config import Config, language

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from lifesci_fm.catalog import Catalog
    from lifesci_fm.library import Library


class Session:
    """One run of `fm`: `words` is what was typed behind the program's name."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self.config = Config.of_process()
        self.named_library: Path | None = None
        self.named_lang: str | None = None
        self.quiet = False
        self.debug = False
        self.json_begun = False  # set by output once a JSON document stands on stdout
        self._catalog: Catalog | None = None

    @property
    def offline(self) -> bool:
        """No metadata source may be asked."""
        return self.config.offline

    @property
    def lang(self) -> str:
        """The language of labels, `en` or `zh`: `--lang`, else the settings. Raises UsageError."""
        return self.named_lang or self.config.lang

    @property
    def library_path(self) -> Path:
        """The library file: `--library`, else the settings. It may not exist yet."""
        return self.named_library or self.config.library

    @property
    def command_line(self) -> str:
        """What was typed, as the history keeps it: `fm mark read scGPT`."""
        import shlex

        return shlex.join(["fm", *self.words])

    def note(self, text: str) -> None:
        """One line on stderr that is no result and no error; `--quiet` silences it."""
        if not self.quiet:
            print(text, file=sys.stderr)

    def catalog(self) -> Catalog:
        """The read side of the library, opened once; a library that does not exist yet is made first."""
        if self._catalog is None:
            from lifesci_fm.catalog import Catalog

            self._ensure_library()
            self._catalog = Catalog.open(self.library_path)
        return self._catalog

    def library(self, *, dry_run: bool = False) -> AbstractContextManager[Library]:
        """The write side: `with session.library() as library:` is one transaction, committed at its end.

        With `dry_run` the end takes everything back.
        """
        from lifesci_fm.library import Library

        self._ensure_library()
        pattern = self.config.key_pattern
        return Library.open(self.library_path, words=self.command_line, dry_run=dry_run, key_pattern=pattern)

    def _ensure_library(self) -> None:
        """Make the library from the starter library on first use, and say so."""
        path = self.library_path
        if path.exists():
            return
        from lifesci_fm.store.database import create_from_starter

        if create_from_starter(path):
            self.note(f"Made the library {path} from the starter library (`fm init --empty` makes an empty one).")

    def close(self) -> None:
        """Close what was opened."""
        if self._catalog is not None:
            self._catalog.close()
            self._catalog = None


def _speak(ctx: Any, _: Any, word: str | None) -> None:
    if word is not None:
        ctx.obj.named_lang = language(word)


#: Stands before or behind any command.
LANG = TyperOption(
    param_decls=["--lang"],
    metavar="zh|en",
    help="Language of labels, headers and status words.",
    callback=_speak,
    expose_value=False,
)


def _and_lang(params: list[Any]) -> list[Any]:
    *own, help = params
    return [*own, LANG, help]


class Command(TyperCommand):
    """A command of fm, with the options that every command takes."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Its own options, then those of every command."""
        return _and_lang(super().get_params(ctx))


class Group(TyperGroup):
    """A noun of fm with its verbs, or a command with kinds."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Its own options, then those of every command."""
        return _and_lang(super().get_params(ctx))


def make_command(name: str, callback: Callable[..., Any]) -> Command:
    """A function as a command, its help without Rich, which would cost 0.1 s."""
    info = CommandInfo(name=name, callback=callback, cls=Command)
    return cast(Command, get_command_from_info(info, pretty_exceptions_short=False, rich_markup_mode=None))
