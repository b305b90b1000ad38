"""The list of commands, the options that stand before them, and the one place where errors end.

A command is named here with one line of help and where its code stands; its module is imported only when it is
the one invoked, so that what another command needs costs it nothing.
"""

from __future__ import annotations

import gc
import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

from lifesci_fm import __version__
from lifesci_fm.cli import faults
from lifesci_fm.cli.context import Command, Group, Session, make_command
from lifesci_fm.cli.output import PagerOption
from lifesci_fm.config import Config
from lifesci_fm.errors import UsageError
from lifesci_fm.text import suggestion

#: Command → where its code stands (`module:attribute` in this package) and its line in `fm --help`.
#: The attribute is a function (a command) or a `typer.Typer` (a noun with its verbs).
COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("init:init", "Make the library: the starter library, an empty one, or a copy of another."),
    "add": ("add:add", "Add papers by DOI, arXiv id, URL, PMID or PMCID."),
    "list": ("list_:list_papers", "List papers: filtered, sorted, as table, TSV, CSV, JSON or Markdown."),
    "search": ("search:search", "Search titles, abstracts, authors, models, tags and notes."),
    "query": ("query:query", "Saved queries: save, list, remove; `fm list @name` asks one."),
    "show": ("show:show", "Show everything about one paper."),
    "mark": ("mark:mark", "Set the reading status of papers."),
    "plan": ("plan:plan", "The reading plan in its own order: show, add, move, drop."),
    "next": ("plan:next_papers", "Propose what to read next, and say why."),
    "note": ("note:note", "Reading notes: new, show, edit, list, import, template."),
    "edit": ("edit:edit", "Correct anything about a paper, by options or in an editor."),
    "remove": ("remove:remove", "Remove papers from the library."),
    "merge": ("merge:merge", "Make one paper of two entries that are one work."),
    "split": ("merge:split", "Take a version that is of another work out of a paper."),
    "refresh": ("refresh:refresh", "Complete and renew papers from the metadata sources."),
    "import": ("import_:import_files", "Read papers from Markdown lists, BibTeX or JSON Lines files."),
    "export": ("export:export", "Print README tables, bibliographies and data files."),
    "cite": ("cite:cite", "Print the citation of papers: \\cite{…}, [@…], or a reference."),
    "model": ("model:model", "Foundation models: list, show, compare, add, edit, alias, merge, remove."),
    "dataset": ("dataset:dataset", "Datasets: list, show, add, edit, remove."),
    "article": ("article:article", "Write-ups by the library's owner: list, show, add, edit, remove."),
    "resource": ("resource:resource", "Courses, videos, tools, communities and labs: list, show, add, edit, remove."),
    "domain": ("domain:domain", "Domains with their Chinese labels and aliases: list, show, add, alias, label, merge."),
    "tag": ("tag:tag", "Tags: list, show, rename, remove."),
    "stats": ("stats:stats", "The library in numbers: by status, domain, year and venue, read and pending, models."),
    "doctor": ("doctor:doctor", "Look for what is wrong or suspicious, each with its remedy."),
    "dump": ("dump:dump", "Write the whole library as JSON Lines."),
    "load": ("dump:load", "Read a dump into the library."),
    "completion": ("completion:completion", "Completion in bash, zsh and fish: print its script, install, uninstall."),
}


class Commands(Group):
    """The root group: knows every command by name and builds only the one that is invoked."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  (the signature is Typer's)
        """Every command, in the order of the registry."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> TyperCommand | TyperGroup | None:  # noqa: ARG002  (as above)
        """The command of that name, its module imported now."""
        command = build(cmd_name) if cmd_name in COMMANDS else None
        gc.freeze()  # what start-up made stays; from here on a command's own garbage is collected
        gc.enable()
        return command

    def summaries(self) -> dict[str, str]:
        """Every command with its line of help; nothing is imported."""
        return {name: help for name, (_, help) in COMMANDS.items()}

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """As Typer does, but a command that does not exist is answered with the nearest one."""
        name = args[0]
        if name in COMMANDS or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        raise UsageError(
            f"fm has no command {name!r}.",
            suggestion(name, COMMANDS, "`fm --help` lists the commands."),
        )

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002  (as above)
        """The commands in `fm --help`, from the registry: nothing is imported."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.summaries().items()))


def build(name: str) -> TyperCommand | TyperGroup:
    """The command or noun registered under this name, ready to be invoked."""
    from importlib import import_module

    place, help = COMMANDS[name]
    module, _, attribute = place.partition(":")
    thing = getattr(import_module(f"lifesci_fm.cli.{module}"), attribute)
    if isinstance(thing, typer.Typer):
        thing.rich_markup_mode = None
        for verb in thing.registered_commands:
            verb.cls = Command
        if not isinstance(thing.info.cls, type):
            thing.info.cls = Group
        group = get_group(thing)
        group.name, group.help = name, group.help or help
        return group
    return make_command(name, thing)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"fm {__version__}")
        raise typer.Exit


root = typer.Typer(
    cls=Commands,
    rich_markup_mode=None,  # help by Rich costs 0.1 s
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


@root.callback(invoke_without_command=True)
def fm(
    ctx: typer.Context,
    library: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The library file; else FM_LIBRARY, else the user's own.")
    ] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Ask no metadata source.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only results and errors.")] = False,
    pager: PagerOption = True,  # noqa: ARG001  (its callback does the work)
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of a failure.")] = False,
    version: Annotated[  # noqa: ARG001  (its callback does the work)
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """A literature tracker for people who follow foundation models in the life sciences."""
    session: Session = ctx.obj
    session.config = Config.of_process(offline=offline)
    session.named_library, session.quiet, session.debug = library, quiet, debug
    if ctx.invoked_subcommand is None:
        print(ctx.get_help(), file=sys.stderr)
        raise typer.Exit(UsageError.exit_code)


def run(words: list[str]) -> int:
    """Run one command line and return its exit code. Every error ends here; nothing is raised."""
    session = Session(words)
    _prepare_streams()
    try:
        code = _invoke(words, session)
        sys.stdout.flush()
    except BaseException as fault:
        session.debug = session.debug or "--debug" in words
        return faults.report(fault, session)
    finally:
        session.close()
    return code


def _invoke(words: list[str], session: Session) -> int:
    try:
        group = get_group(root)
        with group.make_context("fm", words, obj=session) as ctx:
            group.invoke(ctx)
    except typer.Exit as done:
        return done.exit_code
    return 0


def _prepare_streams() -> None:
    """Give closed streams somewhere to go, and letters that the locale lacks a way to be shown."""
    if sys.stdout is None or sys.stderr is None:  # started with `>&-`
        nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  (open as long as the process)
        sys.stdout, sys.stderr = sys.stdout or nowhere, sys.stderr or nowhere
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
