"""`fm export`: bibliographies, data files and README blocks, printed, written in one step, or compared (`--check`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from typing import Annotated, Any, cast

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command_from_info
from typer.models import CommandInfo

from lifesci_fm.cli.context import Session
from lifesci_fm.cli.export_readme import readme
from lifesci_fm.cli.files import CheckOption, OutputOption, deliver
from lifesci_fm.cli.filters import filtered, one_of
from lifesci_fm.errors import UsageError
from lifesci_fm.text import nearest
from lifesci_fm.vocabulary import Filter

Command = Callable[..., None]


def _bibliography(place: str, help: str) -> Command:
    """The command that exports papers by one writer, `module:function` of the formats."""

    @filtered
    def command(
        ctx: typer.Context,
        chosen: Filter,
        abstracts: Annotated[bool, typer.Option("--abstracts", help="With abstracts.")] = False,
        output: OutputOption = None,
        check: CheckOption = False,
    ) -> None:
        module, _, function = place.partition(":")
        write = getattr(import_module(f"lifesci_fm.formats.{module}"), function)
        deliver(ctx.obj, write(ctx.obj.catalog().entries(chosen), abstracts=abstracts), output, check=check)

    command.__doc__ = help
    return command


@filtered
def json(ctx: typer.Context, chosen: Filter, output: OutputOption = None, check: CheckOption = False) -> None:
    """Export papers as a JSON array, as `fm list --json` prints them."""
    deliver(ctx.obj, _json(ctx.obj.catalog().entries(chosen)), output, check=check)


def _things(noun: str) -> Command:
    """The command that exports datasets, articles or resources."""

    @filtered
    def command(
        ctx: typer.Context,
        chosen: Filter,
        lang: Annotated[str | None, typer.Option(metavar="zh|en", help="Language of headers and labels.")] = None,
        format: Annotated[str, typer.Option("--format", metavar="F", help="md, json or jsonl.")] = "md",
        output: OutputOption = None,
        check: CheckOption = False,
    ) -> None:
        from lifesci_fm.formats.readme import read_options, render, things

        session: Session = ctx.obj
        words = {"style": [noun]} | ({"lang": [lang]} if lang else {})
        options = read_options(words, lambda: chosen, lang=session.config.lang)
        form = one_of(format, ("md", "json", "jsonl"), "format of this export")
        if form == "md":
            deliver(session, [render(options, session.catalog())], output, check=check)
        else:
            deliver(session, _json(things(options, session.catalog()), lines=form == "jsonl"), output, check=check)

    command.__doc__ = f"Export {noun}, all or those about the papers chosen, as Markdown or JSON."
    return command


def _json(objects: Iterable[Mapping[str, Any]], *, lines: bool = False) -> Iterator[str]:
    """A JSON array with one object a line, or JSON Lines."""
    from json import JSONEncoder

    encode = JSONEncoder(ensure_ascii=False).encode
    if lines:
        yield from (f"{encode(one)}\n" for one in objects)
        return
    before = "[\n"
    for one in objects:
        yield f"{before}{encode(one)}"
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


#: What can be exported, by name.
KINDS: dict[str, Command] = {
    "readme": readme,
    "bibtex": _bibliography("bibtex:write_bibtex", "Export a .bib file for BibTeX: LaTeX letters, its standard types."),
    "biblatex": _bibliography("bibtex:write_biblatex", "Export a .bib file for BibLaTeX and biber: Unicode, @online."),
    "json": json,
    "datasets": _things("datasets"),
    "articles": _things("articles"),
    "resources": _things("resources"),
}


class Kinds(TyperGroup):
    """Knows every kind of export by name and builds only the one that is invoked."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  (Typer's signature)
        """Every kind, in the order of the registry."""
        return list(KINDS)

    def get_command(self, ctx: Any, cmd_name: str) -> TyperCommand | None:  # noqa: ARG002  (as above)
        """The command of that kind, built now."""
        if cmd_name not in KINDS:
            return None
        command = CommandInfo(name=cmd_name, callback=KINDS[cmd_name], cls=TyperCommand)
        return cast(TyperCommand, get_command_from_info(command, pretty_exceptions_short=False, rich_markup_mode=None))

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """As Typer does, but a kind that does not exist is answered with the nearest one."""
        if args[0] in KINDS or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        close = nearest(args[0], KINDS)
        remedy = f"Did you mean {' or '.join(close)}?" if close else f"There are {', '.join(KINDS)}."
        raise UsageError(f"There is no export {args[0]!r}.", remedy)


export = typer.Typer(cls=Kinds)


@export.callback()
def _export() -> None:
    """Print README tables, bibliographies and data files, or write them with -o."""
