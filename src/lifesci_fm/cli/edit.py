"""`fm edit`: correct anything about a paper, by options or in an editor. It is the user's word from then on."""

from __future__ import annotations

from typing import Annotated

import typer

from lifesci_fm.cli import editing
from lifesci_fm.cli.context import Session
from lifesci_fm.cli.editing import DraftOption, SetOption, Words
from lifesci_fm.cli.output import JsonOption


def edit(
    ctx: typer.Context,
    paper: Annotated[str, typer.Argument(metavar="PAPER", help="Key, DOI, arXiv id, URL, model's name or #ID.")],
    set: SetOption = None,
    add_domain: Annotated[Words, typer.Option("--add-domain", metavar="NAME", help="It is of it, too.")] = None,
    rm_domain: Annotated[Words, typer.Option("--rm-domain", metavar="NAME", help="It is not of it.")] = None,
    add_tag: Annotated[Words, typer.Option("--add-tag", metavar="NAME", help="Put a tag on it.")] = None,
    rm_tag: Annotated[Words, typer.Option("--rm-tag", metavar="NAME", help="Take a tag off it.")] = None,
    link: Annotated[Words, typer.Option(metavar="KIND=URL", help="A link: code=https://…, weights=…, demo=…")] = None,
    rm_link: Annotated[Words, typer.Option("--rm-link", metavar="URL", help="Take a link away.")] = None,
    model: Annotated[Words, typer.Option(metavar="NAME[:ROLE]", help="A model: introduces, evaluates or uses.")] = None,
    rm_model: Annotated[Words, typer.Option("--rm-model", metavar="NAME", help="It has nothing to do with it.")] = None,
    note: Annotated[Words, typer.Option(metavar="TEXT", help="Add a remark.")] = None,
    draft: DraftOption = None,
    json: JsonOption = False,
) -> None:
    """Edit a paper: no file and no source overrules what you say. Without options, in $VISUAL or $EDITOR.

    Fields: key, title, type, status, rating, priority, doi, arxiv, pmid, pmcid, venue, date, volume, issue, pages, url,
    authors ("Family, Given; …"), models, domains, tags, links, notes, abstract.
    """
    session: Session = ctx.obj
    add = editing.pairs(domains=add_domain, tags=add_tag, links=link, models=model, notes=note)
    remove = editing.pairs(domains=rm_domain, tags=rm_tag, links=rm_link, models=rm_model)
    editing.edit(session, "paper", paper, editing.changes(set, add, remove), draft, json)
