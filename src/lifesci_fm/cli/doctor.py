"""`fm doctor`: what is wrong or suspicious in the library, each with its remedy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lifesci_fm.cli import output
from lifesci_fm.cli.cells import Column
from lifesci_fm.cli.context import Session
from lifesci_fm.cli.output import FormatOption, JsonOption
from lifesci_fm.errors import Conflict

if TYPE_CHECKING:
    from lifesci_fm.catalog.doctor import Finding

_COLUMNS = (
    Column("check"),
    Column("severity"),
    Column("message", elastic=True, least=40),
    Column("remedy", elastic=True, least=30),
)


def doctor(
    ctx: typer.Context,
    checks: Annotated[
        list[str] | None,
        typer.Argument(metavar="[CHECK]...", help="Only these checks, by the names in the first column."),
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Set right what needs no decision of yours.")] = False,
    format: FormatOption = None,
    json: JsonOption = False,
) -> None:
    """Look for what is wrong or suspicious, and say what to do about it.

    The exit code is 4 when something is left to do, 0 when nothing is.
    """
    session: Session = ctx.obj
    form = output.choose_format(session, format, json)
    found = list(session.catalog().examine(checks or ()))
    left = found
    if fix and any(one.check.mendable for one in found):
        left = _mend(session, checks or ())
    output.print_listing(session, form, _COLUMNS, [_told(one, fixed=one not in left) for one in found])
    _sum_up(session, found, left, fix=fix)
    if left:
        raise typer.Exit(Conflict.exit_code)


def _mend(session: Session, checks: Iterable[str]) -> list[Finding]:
    """Mend what can be, unless the file itself is damaged; what is left."""
    if not any(session.catalog().examine(("damaged-file", "broken-reference"))):
        session.close()
        with session.library() as library:
            library.mend()
    return list(session.catalog().examine(tuple(checks)))


def _told(one: Finding, *, fixed: bool) -> dict[str, Any]:
    return {
        "check": one.check.name,
        "severity": one.check.severity.value,
        "about": list(one.found.about),
        "message": one.found.message,
        "remedy": one.found.remedy if not fixed else "mended",
        "fixed": fixed,
    }


def _sum_up(session: Session, found: list[Finding], left: list[Finding], *, fix: bool) -> None:
    if not found:
        session.note("Nothing is wrong.")
        return
    mendable = sum(one.check.mendable for one in found)
    said = f"{len(found)} found" + (f", {len(found) - len(left)} mended" if fix else "")
    session.note(f"{said}; `fm doctor --fix` mends {mendable} of them." if mendable and not fix else f"{said}.")
