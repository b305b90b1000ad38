"""`fm dataset`: datasets as the user keeps them; `nouns` lists and shows them."""

from __future__ import annotations

from typing import Annotated

import typer

from lifesci_fm.cli import editing
from lifesci_fm.cli.editing import DraftOption, SetOption, Words, YesOption
from lifesci_fm.cli.nouns import NameArgument, dataset
from lifesci_fm.cli.output import JsonOption

__all__ = ["dataset"]

ModelOption = Annotated[
    Words, typer.Option("--model", metavar="NAME[:ROLE]", help="trained-on, fine-tuned-on, evaluated-on or uses.")
]
AliasOption = Annotated[Words, typer.Option("--alias", metavar="NAME", help="Another name.")]
LinkOption = Annotated[Words, typer.Option("--link", metavar="KIND=URL", help="A further link.")]
PaperOption = Annotated[
    str | None, typer.Option("--paper", metavar="ID", help="The paper that describes it; the library need not have it.")
]
ModalityOption = Annotated[str | None, typer.Option("--modality", metavar="TEXT", help="Data type: Perturb-seq.")]
ScaleOption = Annotated[str | None, typer.Option("--scale", metavar="TEXT", help="As written: 33M cells.")]
TaskOption = Annotated[str | None, typer.Option("--task", metavar="TEXT", help="What it is used for.")]
UrlOption = Annotated[str | None, typer.Option("--url", metavar="URL", help="Where it is found.")]


@dataset.command("add")
def add_dataset(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name of a new dataset.")],
    model: ModelOption = None,
    paper: PaperOption = None,
    modality: ModalityOption = None,
    scale: ScaleOption = None,
    task: TaskOption = None,
    url: UrlOption = None,
    alias: AliasOption = None,
    link: LinkOption = None,
    set: SetOption = None,
    json: JsonOption = False,
) -> None:
    """Add a dataset. Further fields by --set: scale_count, address, paper_title."""
    given = {"name": name, "paper": paper, "modality": modality, "scale": scale, "task": task, "url": url}
    wanted = editing.changes(set, editing.pairs(models=model, aliases=alias, links=link), {}, given)
    editing.add(ctx.obj, "dataset", wanted, json)


@dataset.command("edit")
def edit_dataset(
    ctx: typer.Context,
    name: NameArgument,
    set: SetOption = None,
    model: ModelOption = None,
    rm_model: Annotated[Words, typer.Option("--rm-model", metavar="NAME[:ROLE]", help="Not of this model.")] = None,
    paper: PaperOption = None,
    modality: ModalityOption = None,
    scale: ScaleOption = None,
    task: TaskOption = None,
    url: UrlOption = None,
    alias: AliasOption = None,
    rm_alias: Annotated[Words, typer.Option("--rm-alias", metavar="NAME", help="It is not called so.")] = None,
    link: LinkOption = None,
    rm_link: Annotated[Words, typer.Option("--rm-link", metavar="URL", help="Take a link away.")] = None,
    draft: DraftOption = None,
    json: JsonOption = False,
) -> None:
    """Edit a dataset: no file overrules what you say. Without options, in $VISUAL or $EDITOR.

    Fields: name, aliases, modality, scale, scale_count, task, url, address, paper, paper_title, models, links.
    """
    given = {"paper": paper, "modality": modality, "scale": scale, "task": task, "url": url}
    add = editing.pairs(models=model, aliases=alias, links=link)
    remove = editing.pairs(models=rm_model, aliases=rm_alias, links=rm_link)
    editing.edit(ctx.obj, "dataset", name, editing.changes(set, add, remove, given), draft, json)


@dataset.command("remove")
def remove_datasets(
    ctx: typer.Context,
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="Name, alias or #ID.")],
    yes: YesOption = False,
    json: JsonOption = False,
) -> None:
    """Remove datasets; the papers that describe them and their models stay."""
    editing.remove(ctx.obj, "dataset", names, yes, json)
