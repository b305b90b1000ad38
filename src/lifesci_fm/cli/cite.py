r"""`fm cite`: a citation to paste, as `\cite{…}`, as `[@…]`, as a line of text, or in the style of a journal."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from lifesci_fm.cli.cells import printable
from lifesci_fm.cli.context import Session
from lifesci_fm.cli.output import print_text
from lifesci_fm.errors import UnreadableInput, UsageError

FORMS = ("latex", "pandoc", "text")


def cite(
    ctx: typer.Context,
    papers: Annotated[list[str], typer.Argument(metavar="PAPER...", help="Key, DOI, arXiv id, URL, model or #ID.")],
    latex: Annotated[bool, typer.Option("--latex", help="\\cite{a,b}; the default, but for FM_CITE.")] = False,
    pandoc: Annotated[bool, typer.Option("--pandoc", help="[@a; @b], for pandoc's Markdown.")] = False,
    text: Annotated[bool, typer.Option("--text", help="A reference on one line for each.")] = False,
    style: Annotated[
        Path | None, typer.Option(metavar="FILE.csl", help="References in this style; needs pandoc.")
    ] = None,
) -> None:
    """Print a citation of papers."""
    from lifesci_fm.formats import csl, reference

    session: Session = ctx.obj
    form = _form(session, latex=latex, pandoc=pandoc, text=text, styled=style is not None)
    only = None if style else reference.READ if form == "text" else ("key", "retracted")
    entries = list({one["key"]: one for one in session.catalog().entries_of(papers, only=only)}.values())
    for one in entries:
        if one["retracted"]:
            session.note(printable(f"{one['key']} was retracted."))
    if style:
        print_text(_in_style("".join(csl.write(entries)), style))
    elif form == "text":
        print_text(f"{printable(reference.reference(one))}\n" for one in entries)
    else:
        write = reference.latex if form == "latex" else reference.pandoc
        print_text([write([one["key"] for one in entries]), "\n"])


def _form(session: Session, *, styled: bool, **asked: bool) -> str:
    """The one form asked for, else the configured one. Raises UsageError."""
    wanted = [form for form, given in asked.items() if given]
    if len(wanted) + styled > 1:
        options = [f"--{form}" for form in wanted] + ["--style"] * styled
        raise UsageError(f"{' and '.join(options)} are different forms of a citation.", "Choose one.")
    form = wanted[0] if wanted else session.config.cite
    if form not in FORMS:
        raise UsageError(f"The setting cite is {form!r}.", f"Give FM_CITE one of {', '.join(FORMS)}.")
    return form


def _in_style(items: str, style: Path) -> Iterable[str]:
    """References by pandoc's citeproc, a line each, in the order of the style. Raises UsageError, UnreadableInput."""
    import shutil
    import subprocess

    program, shown = shutil.which("pandoc"), printable(str(style))
    if program is None:
        raise UsageError("A reference style needs pandoc, which is not installed.", "Install it, or take --text.")
    if not style.is_file():  # pandoc would look for it in the network
        raise UnreadableInput(f"{shown} is no file.", "Take one of https://github.com/citation-style-language/styles.")
    command = (program, "--citeproc", "--csl", str(style), "-f", "csljson", "-t", "plain", "--wrap=none")
    done = subprocess.run(command, input=items, capture_output=True, encoding="utf-8", check=False)  # noqa: S603  (no shell)
    if done.returncode:
        said = printable(done.stderr.strip()[:200])
        raise UnreadableInput(f"pandoc cannot print references in the style {shown}: {said}", "Name another .csl file.")
    return (f"{printable(line)}\n" for line in done.stdout.splitlines() if line)
