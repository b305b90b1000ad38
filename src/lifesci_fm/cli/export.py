"""`fm export`: bibliographies, data files and README blocks, printed, written in one step, or compared (`--check`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, cast

import typer
from typer.core import TyperCommand

from lifesci_fm.cli.cited import AuxOption, Manuscripts, MdOption, MoreArgument, TexOption, missing_keys
from lifesci_fm.cli.context import Group, Session, make_command
from lifesci_fm.cli.export_readme import SortOption, readme
from lifesci_fm.cli.files import CheckOption, OutputOption, deliver
from lifesci_fm.cli.filters import filtered
from lifesci_fm.errors import UsageError
from lifesci_fm.text import suggestion
from lifesci_fm.vocabulary import Filter, one_of

Command = Callable[..., None]
Write = Callable[[Iterable[Mapping[str, Any]]], Iterator[str]]

#: What the writers of bibliographies read of an entry; fetching nothing else saves a quarter of an export's time.
BIBLIOGRAPHIC = (
    "key", "title", "authors", "author_parts", "authors_complete", "type", "date", "year", "venue", "doi", "arxiv",
    "pmid", "pmcid", "identifiers", "url", "models", "versions", "retracted",
)  # fmt: skip

JSON_FORMATS = ("json", "jsonl")
THING_FORMATS = ("md", "csv", "tsv", *JSON_FORMATS)

AbstractsOption = Annotated[bool, typer.Option("--abstracts", help="With abstracts.")]


def _bibliography(place: str, help: str) -> Command:
    """The command that exports papers by one writer, `module:function` of the formats."""

    @filtered
    def command(
        ctx: typer.Context,
        chosen: Filter,
        more: MoreArgument = None,
        aux: AuxOption = None,
        tex: TexOption = None,
        md: MdOption = None,
        abstracts: AbstractsOption = False,
        output: OutputOption = None,
        check: CheckOption = False,
    ) -> None:
        manuscripts = Manuscripts.of(aux, tex, md, more)
        write = partial(_writer(place), abstracts=abstracts)
        only = (*BIBLIOGRAPHIC, "abstract") if abstracts else BIBLIOGRAPHIC
        _export(ctx.obj, write, chosen, manuscripts, output, check=check, only=only)

    command.__doc__ = help
    return command


@filtered
def csv(
    ctx: typer.Context,
    chosen: Filter,
    more: MoreArgument = None,
    aux: AuxOption = None,
    tex: TexOption = None,
    md: MdOption = None,
    columns: Annotated[str | None, typer.Option(metavar="A,B", help="These fields of `fm list --json`.")] = None,
    bom: Annotated[bool, typer.Option("--bom", help="Led by a byte order mark, for Excel.")] = False,
    abstracts: AbstractsOption = False,
    output: OutputOption = None,
    check: CheckOption = False,
) -> None:
    """Export papers as CSV for spreadsheets; cells that would be computed are led by an apostrophe."""
    from lifesci_fm.catalog.papers import KEYS
    from lifesci_fm.formats.tabular import COLUMNS, write

    names = [one_of(word, KEYS, "field of papers") for word in columns.split(",")] if columns else list(COLUMNS)
    names += ["abstract"] if abstracts and "abstract" not in names else []
    table = partial(write, columns=names, bom=bom)
    _export(ctx.obj, table, chosen, Manuscripts.of(aux, tex, md, more), output, check=check, only=["key", *names])


@filtered
def json(
    ctx: typer.Context,
    chosen: Filter,
    more: MoreArgument = None,
    aux: AuxOption = None,
    tex: TexOption = None,
    md: MdOption = None,
    format: Annotated[str, typer.Option("--format", metavar="F", help=f"{' or '.join(JSON_FORMATS)}.")] = "json",
    output: OutputOption = None,
    check: CheckOption = False,
) -> None:
    """Export papers as a JSON array, as `fm list --json` prints them, or as JSON Lines."""
    from lifesci_fm.formats.arrays import written

    write = partial(written, lines=one_of(format, JSON_FORMATS, "format of this export") == "jsonl")
    _export(ctx.obj, write, chosen, Manuscripts.of(aux, tex, md, more), output, check=check)


def _things(noun: str) -> Command:
    """The command that exports datasets, articles or resources."""

    @filtered
    def command(
        ctx: typer.Context,
        chosen: Filter,
        sort: SortOption = None,
        format: Annotated[str, typer.Option("--format", metavar="F", help=f"{', '.join(THING_FORMATS)}.")] = "md",
        output: OutputOption = None,
        check: CheckOption = False,
    ) -> None:
        from lifesci_fm.formats.arrays import written
        from lifesci_fm.formats.readme import read_options, render, things
        from lifesci_fm.formats.tabular import THING_COLUMNS, write

        session: Session = ctx.obj
        words = {"style": noun, "sort": sort}
        told = read_options({key: word.split(",") for key, word in words.items() if word}, lang=session.lang)
        options = replace(told, filter=chosen._replace(sort=told.filter.sort))
        form = one_of(format, THING_FORMATS, "format of this export")
        if form == "md":
            deliver(session, [render(options, session.catalog())], output, check=check)
            return
        found = things(options, session.catalog())
        if form in ("csv", "tsv"):
            chunks = write(found, columns=THING_COLUMNS[noun], delimiter="," if form == "csv" else "\t")
        else:
            chunks = written(found, lines=form == "jsonl")
        deliver(session, chunks, output, check=check)

    command.__doc__ = f"Export {noun}, all or those about the papers chosen, as Markdown, a table or JSON."
    return command


def _export(
    session: Session,
    write: Write,
    chosen: Filter,
    manuscripts: Manuscripts,
    output: Path | None,
    *,
    check: bool,
    only: Sequence[str] | None = None,
) -> None:
    """Deliver papers; what a manuscript cites and the library lacks is an error after the rest is written."""
    entries, missing = manuscripts.choose(session.catalog(), chosen, only)
    deliver(session, write(entries), output, check=check)
    if missing:
        raise missing_keys(session.catalog(), missing)


def _writer(place: str) -> Callable[..., Iterator[str]]:
    module, _, function = place.partition(":")
    return cast(Callable[..., Iterator[str]], getattr(import_module(f"lifesci_fm.formats.{module}"), function))


#: What can be exported, by name.
KINDS: dict[str, Command] = {
    "readme": readme,
    "bibtex": _bibliography("bibtex:write_bibtex", "Export a .bib file for BibTeX: LaTeX letters, its standard types."),
    "biblatex": _bibliography("bibtex:write_biblatex", "Export a .bib file for BibLaTeX and biber: Unicode, @online."),
    "csl": _bibliography("csl:write", "Export CSL-JSON for pandoc, Zotero and Word."),
    "ris": _bibliography("ris:write", "Export RIS for Zotero, EndNote and Mendeley."),
    "csv": csv,
    "json": json,
    "datasets": _things("datasets"),
    "articles": _things("articles"),
    "resources": _things("resources"),
}


class Kinds(Group):
    """Knows every kind of export by name and builds only the one that is invoked."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  (Typer's signature)
        """Every kind, in the order of the registry."""
        return list(KINDS)

    def get_command(self, ctx: Any, cmd_name: str) -> TyperCommand | None:  # noqa: ARG002  (as above)
        """The command of that kind, built now."""
        if cmd_name not in KINDS:
            return None
        return make_command(cmd_name, KINDS[cmd_name])

    def summaries(self) -> dict[str, str | None]:
        """Every kind with its line of help; none is built."""
        return {name: command.__doc__ for name, command in KINDS.items()}

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """As Typer does, but a kind that does not exist is answered with the nearest one."""
        if args[0] in KINDS or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        remedy = suggestion(args[0], KINDS, f"There are {', '.join(KINDS)}.")
        raise UsageError(f"There is no export {args[0]!r}.", remedy)


export = typer.Typer(cls=Kinds)


@export.callback()
def _export_group() -> None:
    """Print README tables, bibliographies and data files, or write them with -o."""
