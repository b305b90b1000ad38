"""The user's editor: which one it is, and a file handed to it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from lifesci_fm.errors import FmError, UsageError


def editor(environ: Mapping[str, str] = os.environ) -> list[str]:
    """The command of `$VISUAL`, else of `$EDITOR`. Raises UsageError when neither is set."""
    import shlex

    for variable in ("VISUAL", "EDITOR"):
        if named := environ.get(variable, "").strip():
            return shlex.split(named)
    raise UsageError("No editor is set.", "Set EDITOR, as in `export EDITOR=nano`, or say what to change by options.")


def edit_file(command: list[str], path: Path) -> None:
    """Let the user edit a file, and wait until she is done. Raises FmError when the editor fails."""
    import subprocess

    try:
        ended = subprocess.run([*command, str(path)], check=False).returncode  # noqa: S603 - the user's own editor
    except OSError as fault:
        raise UsageError(
            f"The editor {command[0]!r} cannot be started: {fault.strerror}.", "Set EDITOR to one that is installed."
        ) from fault
    if ended:
        raise FmError(f"The editor {command[0]!r} ended with code {ended}: nothing was changed.")
