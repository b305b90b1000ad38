"""`fm model`: foundation models as the user keeps them, and side by side; `nouns` lists and shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lifesci_fm.cli import editing, output
from lifesci_fm.cli.cells import Column, printable
from lifesci_fm.cli.context import Session
from lifesci_fm.cli.editing import DraftOption, SetOption, Words, YesOption
from lifesci_fm.cli.nouns import NameArgument, SortOption, model
from lifesci_fm.cli.output import FormatOption, JsonOption
from lifesci_fm.cli.show import called, otherwise
from lifesci_fm.errors import UsageError

if TYPE_CHECKING:
    from lifesci_fm.catalog import Catalog

__all__ = ["model"]

Thing = Mapping[str, Any]

AliasOption = Annotated[Words, typer.Option("--alias", metavar="NAME", help="Another name or spelling.")]
DomainOption = Annotated[Words, typer.Option("--domain", metavar="NAME", help="Its domain.")]
LinkOption = Annotated[Words, typer.Option("--link", metavar="KIND=URL", help="A link: code=https://…, weights=…")]
PaperOption = Annotated[
    Words, typer.Option("--paper", metavar="PAPER[:ROLE]", help="introduces, evaluates or uses it.")
]
PredecessorOption = Annotated[Words, typer.Option("--predecessor", metavar="NAME", help="The model it follows.")]

#: What is compared, in the order of the rows.
_COMPARED = (
    "released", "domains", "parameters", "architecture", "tokenisation", "pretraining_data", "licence", "code",
    "weights", "papers", "other_papers", "datasets", "articles", "aliases", "predecessors", "successors",
    "stated otherwise",
)  # fmt: skip

_LABELS, _WIDE = 18, 26  # cells of a terminal for the labels, and for a model to be read in comfort


@model.command("add")
def add_model(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name of a new model.")],
    released: Annotated[str | None, typer.Option(metavar="DATE", help="First release: 2023-05.")] = None,
    parameters: Annotated[str | None, typer.Option(metavar="TEXT", help="How many, as written: 53M.")] = None,
    alias: AliasOption = None,
    domain: DomainOption = None,
    link: LinkOption = None,
    paper: PaperOption = None,
    predecessor: PredecessorOption = None,
    set: SetOption = None,
    json: JsonOption = False,
) -> None:
    """Add a model that no paper of the library has brought along.

    Further fields by --set: parameter_count, architecture, tokenisation, pretraining_data, licence.
    """
    add = editing.pairs(aliases=alias, domains=domain, links=link, papers=paper, predecessors=predecessor)
    given = {"name": name, "released": released, "parameters": parameters}
    editing.add(ctx.obj, "model", editing.changes(set, add, {}, given), json)


@model.command("edit")
def edit_model(
    ctx: typer.Context,
    name: NameArgument,
    set: SetOption = None,
    alias: AliasOption = None,
    rm_alias: Annotated[Words, typer.Option("--rm-alias", metavar="NAME", help="It is not called so.")] = None,
    domain: DomainOption = None,
    rm_domain: Annotated[Words, typer.Option("--rm-domain", metavar="NAME", help="It is not of it.")] = None,
    link: LinkOption = None,
    rm_link: Annotated[Words, typer.Option("--rm-link", metavar="URL", help="Take a link away.")] = None,
    paper: PaperOption = None,
    rm_paper: Annotated[Words, typer.Option("--rm-paper", metavar="PAPER[:ROLE]", help="It is none of its.")] = None,
    predecessor: PredecessorOption = None,
    rm_predecessor: Annotated[
        Words, typer.Option("--rm-predecessor", metavar="NAME", help="It does not follow that one.")
    ] = None,
    draft: DraftOption = None,
    json: JsonOption = False,
) -> None:
    """Edit a model: no file and no source overrules what you say. Without options, in $VISUAL or $EDITOR.

    Fields: name, aliases, released, domains, parameters, parameter_count, architecture, tokenisation, pretraining_data,
    licence, links, papers, predecessors.
    """
    add = editing.pairs(aliases=alias, domains=domain, links=link, papers=paper, predecessors=predecessor)
    remove = editing.pairs(
        aliases=rm_alias, domains=rm_domain, links=rm_link, papers=rm_paper, predecessors=rm_predecessor
    )
    editing.edit(ctx.obj, "model", name, editing.changes(set, add, remove), draft, json)


@model.command("alias")
def alias_model(
    ctx: typer.Context,
    name: NameArgument,
    aliases: Annotated[list[str], typer.Argument(metavar="ALIAS...", help="What documents call it.")],
    remove: Annotated[bool, typer.Option("--remove", help="It is no longer called so.")] = False,
    json: JsonOption = False,
) -> None:
    """Give a model further names, by which documents and filters mean it."""
    words = {"aliases": aliases}
    wanted = editing.changes(None, {} if remove else words, words if remove else {})
    editing.edit(ctx.obj, "model", name, wanted, None, json)


@model.command("merge")
def merge_models(
    ctx: typer.Context,
    name: NameArgument,
    others: Annotated[list[str], typer.Argument(metavar="OTHER...", help="Models that are the same.")],
    json: JsonOption = False,
) -> None:
    """Make models one: papers, datasets and links move to the first, the other names become aliases of it."""
    session: Session = ctx.obj
    with session.library() as library:
        kept, gone = library.desk.merge_models(name, others)
    if json:
        output.print_object(session, session.catalog().named("model", kept))
    session.note(printable(f"{', '.join(gone)} is now {kept}."))


@model.command("remove")
def remove_models(
    ctx: typer.Context,
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="Name, alias or #ID.")],
    yes: YesOption = False,
    json: JsonOption = False,
) -> None:
    """Remove models; their papers, datasets and write-ups stay."""
    editing.remove(ctx.obj, "model", names, yes, json)


@model.command("compare")
def compare_models(
    ctx: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(metavar="NAME...", help="Name, alias or #ID.")] = None,
    domain: Annotated[Words, typer.Option("--domain", metavar="NAME", help="All models of this domain.")] = None,
    sort: SortOption = None,
    format: FormatOption = None,
    json: JsonOption = False,
) -> None:
    """Print models side by side, a column each: what is known of at least one of them."""
    session: Session = ctx.obj
    form = output.choose_format(session, format, json)
    things = _chosen(session.catalog(), names or (), domain or (), sort)
    if form in ("json", "jsonl"):
        output.print_objects(session, form, things)
        return
    at_once = _that_fit() if form == "table" else len(things)
    for first in range(0, len(things), at_once or 1):
        some = things[first : first + at_once]
        columns = [Column("model"), *(Column(printable(called(thing)), elastic=True, wrap=True) for thing in some)]
        output.print_rows(session, form, columns, _compared(session, form, some))


def _chosen(catalog: Catalog, names: Sequence[str], domains: Sequence[str], sort: str | None) -> Sequence[Thing]:
    """The models that were named and those of the domains, each once. Raises UsageError when neither was given."""
    if not names and not domains:
        raise UsageError("Which models?", "Name them, as in `fm model compare scGPT Geneformer`, or give --domain.")
    found = [catalog.named("model", name) for name in names]
    found += catalog.models(domains=domains, sort=sort) if domains else ()
    things = list({thing["id"]: thing for thing in found}.values())
    if sort:
        order = {thing["id"]: place for place, thing in enumerate(catalog.models(sort=sort))}
        things.sort(key=lambda thing: order[thing["id"]])
    return things


def _that_fit() -> int:
    """How many columns of models a terminal has room for; further ones go into a table below."""
    import shutil

    return max(2, (shutil.get_terminal_size().columns - _LABELS) // _WIDE)


def _compared(session: Session, form: str, things: Sequence[Thing]) -> Iterable[list[Any]]:
    """The rows: a field that is known of one of them at least, and what it is of each."""
    label = partial(output.label, session) if form in output.FOR_PEOPLE else str
    for field in _COMPARED:
        row = [list(otherwise(thing, label)) if field == "stated otherwise" else thing[field] for thing in things]
        if any(value not in (None, [], "") for value in row):
            yield [label(field).replace("_", " "), *row]
