"""`fm domain`: fields of study with their Chinese labels and aliases, as the user keeps them; `nouns` lists them."""

from __future__ import annotations

from typing import Annotated

import typer

from lifesci_fm.cli import editing, output
from lifesci_fm.cli.cells import printable
from lifesci_fm.cli.context import Session
from lifesci_fm.cli.editing import YesOption
from lifesci_fm.cli.nouns import domain
from lifesci_fm.cli.output import JsonOption

__all__ = ["domain"]

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="A domain, by its name, label or alias.")]


@domain.command("add")
def add_domain(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name of a new domain.")],
    label: Annotated[str, typer.Option(metavar="TEXT", help="Its Chinese label.")] = "",
    alias: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Another name of it.")] = None,
    json: JsonOption = False,
) -> None:
    """Add a domain."""
    session: Session = ctx.obj
    with session.library() as library:
        made = library.domains.add(name, label=label, aliases=alias or ())
    _report(session, made, f"Added the domain {made}.", json)


@domain.command("alias")
def alias_domain(
    ctx: typer.Context,
    name: NameArgument,
    aliases: Annotated[list[str], typer.Argument(metavar="ALIAS...", help="What documents call it.")],
    remove: Annotated[bool, typer.Option("--remove", help="It is no longer called so.")] = False,
    json: JsonOption = False,
) -> None:
    """Give a domain further names, by which documents and filters mean it."""
    session: Session = ctx.obj
    with session.library() as library:
        change = library.domains.unalias if remove else library.domains.alias
        changed = change(name, aliases)
    verb = "is no longer" if remove else "is also"
    _report(session, changed, f"{changed} {verb} called {', '.join(aliases)}.", json)


@domain.command("label")
def label_domain(
    ctx: typer.Context,
    name: NameArgument,
    label: Annotated[str, typer.Argument(metavar="LABEL", help="The Chinese label; '' for none.")],
    json: JsonOption = False,
) -> None:
    """Set the Chinese label of a domain."""
    session: Session = ctx.obj
    with session.library() as library:
        changed = library.domains.label(name, label)
    _report(session, changed, f"The label of {changed} is {label!r}.", json)


@domain.command("merge")
def merge_domains(
    ctx: typer.Context,
    name: NameArgument,
    others: Annotated[list[str], typer.Argument(metavar="OTHER...", help="Domains that are the same.")],
    json: JsonOption = False,
) -> None:
    """Make domains one: papers and models move to the first, the other names become aliases of it."""
    session: Session = ctx.obj
    with session.library() as library:
        kept = library.domains.merge(name, others)
    _report(session, kept, f"{', '.join(others)} is now {kept}.", json)


@domain.command("remove")
def remove_domains(
    ctx: typer.Context,
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="Domains, by name, label or alias.")],
    yes: YesOption = False,
    json: JsonOption = False,
) -> None:
    """Remove domains; their papers and models stay, without them."""
    session: Session = ctx.obj
    if not yes:
        things = [session.catalog().named("domain", name) for name in names]
        editing.ask([f"the domain {thing['name']} from {thing['papers']} papers" for thing in things])
    with session.library() as library:
        gone = library.domains.remove(*names)
    editing.removed(session, "domain", gone, json)


def _report(session: Session, name: str, told: str, json: bool) -> None:
    if json:
        output.print_object(session, session.catalog().named("domain", name))
    session.note(printable(told))
