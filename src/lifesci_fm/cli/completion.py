"""`fm completion`: the script that makes a shell ask fm at the Tab key, printed, put in its place, or taken away again.

fish finds the script by its name. bash and zsh are told of it by one line in their start-up file, which is the only
change to that file and the only one that `--uninstall` takes back.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from lifesci_fm.cli.cells import printable
from lifesci_fm.cli.complete.shells import SHELLS
from lifesci_fm.cli.context import Session
from lifesci_fm.cli.files import read_file, replace_file
from lifesci_fm.cli.output import print_text
from lifesci_fm.config import user_data_path
from lifesci_fm.errors import UsageError
from lifesci_fm.vocabulary import one_of


class Place(NamedTuple):
    """Where the script of a shell goes, and the start-up file that leads to it, if one must."""

    script: Path
    startup: Path | None = None

    @property
    def line(self) -> bytes:
        """The line of the start-up file."""
        from shlex import quote

        script = quote(str(self.script))
        return f"[ -r {script} ] && . {script}  # completion of fm".encode()


def completion(
    ctx: typer.Context,
    shell: Annotated[
        str | None, typer.Argument(metavar="[SHELL]", help="bash, zsh or fish; else the one you use.")
    ] = None,
    install: Annotated[bool, typer.Option("--install", help="Put the script in its place.")] = False,
    uninstall: Annotated[bool, typer.Option("--uninstall", help="Take it away again.")] = False,
) -> None:
    """Print the script that completes fm's words at the Tab key, or install it for you.

    Commands, options and their values complete, and the keys, models, domains, tags and saved queries of your library.
    """
    session: Session = ctx.obj
    name = _shell(shell)
    if install and uninstall:
        raise UsageError("--install and --uninstall are opposites.", "Give one of them.")
    if install:
        _install(session, name)
    elif uninstall:
        _uninstall(session, name)
    else:
        print_text([script(name).decode()])


def script(shell: str) -> bytes:
    """The script of a shell."""
    return (Path(__file__).parent / "complete" / "scripts" / f"fm.{shell}").read_bytes()


def place(shell: str) -> Place:
    """Where the script of a shell goes on this computer."""
    home, ours = Path.home(), user_data_path() / "completion" / f"fm.{shell}"
    if shell == "fish":
        config = os.environ.get("XDG_CONFIG_HOME") or home / ".config"
        return Place(Path(config) / "fish" / "completions" / "fm.fish")
    if shell == "zsh":
        return Place(ours, Path(os.environ.get("ZDOTDIR") or home) / ".zshrc")
    return Place(ours, home / ".bashrc")


def _shell(word: str | None) -> str:
    if word is not None:
        return one_of(word, SHELLS, "shell that fm completes in")
    name = Path(os.environ.get("SHELL", "")).name
    if name in SHELLS:
        return name
    raise UsageError("Which shell?", "Say `fm completion bash`, `fm completion zsh` or `fm completion fish`.")


def _install(session: Session, shell: str) -> None:
    where = place(shell)
    where.script.parent.mkdir(parents=True, exist_ok=True)
    replace_file(where.script, [script(shell)])
    session.note(printable(f"Wrote {where.script}."))
    if where.startup:
        text = read_file(where.startup) if where.startup.exists() else b""
        if where.line in text.splitlines():
            session.note(printable(f"{where.startup} reads it already."))
        else:
            before = b"" if not text or text.endswith(b"\n") else b"\n"
            replace_file(where.startup, [text, before, where.line, b"\n"])
            session.note(printable(f"Added to {where.startup}: {where.line.decode()}"))
    session.note(f"Open a new {shell} to use it; `fm completion {shell} --uninstall` takes it away again.")


def _uninstall(session: Session, shell: str) -> None:
    where, done = place(shell), False
    if where.startup and where.startup.exists():
        lines = read_file(where.startup).splitlines(keepends=True)
        kept = [line for line in lines if line.rstrip(b"\r\n") != where.line]
        if kept != lines:
            replace_file(where.startup, kept)
            session.note(printable(f"Took the line of fm out of {where.startup}."))
            done = True
    if where.script.exists():
        where.script.unlink()
        session.note(printable(f"Removed {where.script}."))
        done = True
    if not done:
        session.note(f"Completion was not installed for {shell}.")
