"""Where every error ends: one or two sentences on stderr, the exit code, and JSON on stdout if that was asked for."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TextIO

import typer

from lifesci_fm.cli.cells import printable
from lifesci_fm.errors import Ambiguous, FmError, UsageError

if TYPE_CHECKING:
    from lifesci_fm.cli.context import Session

_BEFORE_THE_COMMAND = ("--library", "--offline", "--quiet", "--debug", "--version")


def report(fault: BaseException, session: Session) -> int:
    """Say what went wrong and return the exit code."""
    if isinstance(fault, KeyboardInterrupt):
        _say("Interrupted.", sys.stderr)
        return 130
    if isinstance(fault, BrokenPipeError):
        # whoever read our output has seen enough; keep the interpreter from complaining when it flushes
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    if session.debug:
        import traceback

        traceback.print_exception(fault)
    known = _known(fault, session)
    code = known.exit_code if known else 1
    if known is None:
        said = f"{type(fault).__name__}: {fault}".strip().rstrip(".:")
        known = FmError(f"fm failed unexpectedly ({said}).", "Run it again with `fm --debug …` to see where.")
    if wants_json(session.words) and not session.json_begun:
        _say(_as_json(known, code), sys.stdout)
    _say("\n".join(printable(line) for line in _sentences(known)), sys.stderr)
    return code


def wants_json(words: list[str]) -> bool:
    """Was JSON asked for? Asked of the bare words, because the command may not even have parsed."""
    if "--json" in words or "--format=json" in words:
        return True
    return any(pair == ("--format", "json") for pair in pairwise(words))


def _known(fault: BaseException, session: Session) -> FmError | None:
    """The fault as one of ours; None for one that nobody foresaw."""
    if isinstance(fault, FmError):
        return fault
    if isinstance(fault, typer.Abort | EOFError):
        return FmError("Nothing was done.")
    if hasattr(fault, "format_message"):  # Typer's own usage errors; their class is not public
        return _usage(fault)
    if hasattr(getattr(fault, "orig", fault), "sqlite_errorcode"):  # bare, or wrapped by SQLAlchemy
        return _library_fault(fault, session)
    if isinstance(fault, OSError) and fault.strerror:
        where = fault.filename if fault.filename is not None else "fm could not finish"
        return FmError(f"{where}: {fault.strerror}.")
    return None


def _library_fault(fault: BaseException, session: Session) -> FmError | None:
    """What SQLite says about the library, in our words; None if the fault is of the statement, and so ours."""
    from lifesci_fm.store.faults import faults

    try:
        with faults(session.library_path):
            raise fault
    except FmError as said:
        return said
    except BaseException:
        return None


def _usage(fault: Any) -> FmError:
    """Typer's words for a command line it cannot parse, with where to read on."""
    context = getattr(fault, "ctx", None)
    path = context.command_path if context else "fm"
    message = str(fault.format_message())
    if type(fault).__name__ == "NoArgsIsHelpError":
        return UsageError(message)
    if type(fault).__name__ == "NoSuchOption":
        option = printable(fault.option_name)
        if option in _BEFORE_THE_COMMAND and context and context.parent:
            return UsageError(f"{option} stands before the command: `fm {option} … {path.removeprefix('fm ')}`.")
        close = " or ".join(sorted(fault.possibilities or ()))
        return UsageError(
            f"`{path}` has no option {option}.",
            f"Did you mean {close}?" if close else f"`{path} --help` says what it takes.",
        )
    return UsageError(message.rstrip(".") + ".", f"`{path} --help` says what it takes.")


def _sentences(fault: FmError) -> list[str]:
    if not isinstance(fault, Ambiguous):
        return str(fault).splitlines()
    candidates = [f"  {candidate}" for candidate in fault.candidates]
    return [fault.message, *candidates, *([fault.remedy] if fault.remedy else [])]


def _say(text: str, stream: TextIO) -> None:
    """Print it if it can be printed: on a full disk, the exit code still tells."""
    with suppress(OSError):
        print(text, file=stream, flush=True)


def _as_json(fault: FmError, code: int) -> str:
    import json

    body: dict[str, Any] = {"exit_code": code, "message": fault.message, "remedy": fault.remedy}
    if isinstance(fault, Ambiguous):
        body["candidates"] = list(fault.candidates)
    return json.dumps({"error": body}, ensure_ascii=False)
