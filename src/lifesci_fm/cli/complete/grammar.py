"""What is to stand at the cursor of a command line: a command, an option, or the value of a parameter.

Only the commands on the line are built, and nothing of them is run: neither types are converted nor callbacks called.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import typer
from typer.core import TyperGroup
from typer.main import get_group

from lifesci_fm.cli.app import root

Parameter = Any  # TyperOption or TyperArgument: their common base is not public


class Spot(NamedTuple):
    """Where the cursor is: in or behind the command of this `path`, whose object it is, with its options.

    `value_of` is the parameter whose value is begun; else it is an option, if `start` begins like one, or a command.
    `kept` is what stands before the value in the same word: `--domain=`. `given` are the options before the cursor,
    `library` what `--library` names.
    """

    command: Any
    options: list[Parameter]
    path: tuple[str, ...]
    start: str
    value_of: Parameter | None = None
    kept: str = ""
    given: frozenset[str] = frozenset()
    library: str | None = None

    @property
    def of_options(self) -> bool:
        """Is the name of an option begun?"""
        return self.value_of is None and self.start.startswith("-")


def spot(before: list[str], current: str) -> Spot | None:
    """What is to stand at the word `current`, behind these words. None if one of them makes no sense."""
    line = _Line()
    for word in before:
        if not line.read(word):
            return None
    return line.at(current)


class _Line:
    """The words before the cursor, read one by one."""

    def __init__(self) -> None:
        self._path: list[str] = []
        self._awaited: Parameter | None = None  # an option whose value comes next
        self._plain = False  # behind `--`
        self._given: set[str] = set()
        self._library: str | None = None
        self._context: typer.Context | None = None
        self._enter(get_group(root))

    def _enter(self, command: Any) -> None:
        self._command = command
        self._context = typer.Context(command, self._context, resilient_parsing=True, **command.context_settings)
        parameters = command.get_params(self._context)
        self._arguments = [one for one in parameters if one.param_type_name == "argument"]
        self._options = [one for one in parameters if one.param_type_name == "option" and not one.hidden]
        self._by_word = {word: one for one in self._options for word in (*one.opts, *one.secondary_opts)}

    def read(self, word: str) -> bool:
        """Take one word in. False for a command that does not exist."""
        if self._awaited is not None:
            self._value(self._awaited, word)
            self._awaited = None
        elif self._plain or not word.startswith("-") or word == "-":
            return self._positional(word)
        elif word == "--":
            self._plain = True
        else:
            name, equals, value = word.partition("=")
            option = self._by_word.get(name)
            self._given.add(option.name if option else name)
            if option and not option.is_flag:
                if equals:
                    self._value(option, value)
                else:
                    self._awaited = option
        return True

    def _value(self, option: Parameter, value: str) -> None:
        if option.name == "library" and not self._path:
            self._library = value

    def _positional(self, word: str) -> bool:
        if isinstance(self._command, TyperGroup):
            command = self._command.get_command(None, word)  # type: ignore[arg-type]  # ours ask for no context
            if command is None:
                return False
            self._path.append(word)
            self._given.clear()
            self._enter(command)
        elif self._arguments and self._arguments[0].nargs != -1:
            self._arguments.pop(0)
        return True

    def at(self, current: str) -> Spot:
        """What is to stand at the cursor."""
        kept, start, value_of = "", current, self._awaited
        if value_of is None and not self._plain and current.startswith("-"):
            name, equals, value = current.partition("=")
            option = self._by_word.get(name)
            if equals and option and not option.is_flag:
                kept, start, value_of = name + equals, value, option
        elif value_of is None and not isinstance(self._command, TyperGroup):
            value_of = next(iter(self._arguments), None)
        path, given = tuple(self._path), frozenset(self._given)
        return Spot(self._command, self._options, path, start, value_of, kept, given, self._library)
