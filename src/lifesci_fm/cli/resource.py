"""`fm resource`: courses, videos, tools, communities and labs as the user keeps them; `nouns` lists and shows them."""

from __future__ import annotations

from typing import Annotated

import typer

from lifesci_fm.cli import editing
from lifesci_fm.cli.editing import DraftOption, SetOption, Words, YesOption
from lifesci_fm.cli.nouns import NameArgument, resource
from lifesci_fm.cli.output import JsonOption
from lifesci_fm.errors import UsageError

__all__ = ["resource"]

KindOption = Annotated[str | None, typer.Option("--kind", metavar="KIND", help="course, video, tool, lab, …")]
UrlOption = Annotated[str | None, typer.Option("--url", metavar="URL", help="Where it is found.")]
TopicOption = Annotated[
    str | None, typer.Option("--topic", metavar="PATH", help="Headings it stands under: 'Courses > Basics'.")
]
RemarkOption = Annotated[str | None, typer.Option("--remark", metavar="TEXT", help="A remark.")]
PaperOption = Annotated[Words, typer.Option("--paper", metavar="PAPER", help="A paper named under it.")]
LinkOption = Annotated[Words, typer.Option("--link", metavar="KIND=URL", help="A further link.")]


@resource.command("add")
def add_resource(
    ctx: typer.Context,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="The title of a new resource.")],
    kind: KindOption = None,
    url: UrlOption = None,
    topic: TopicOption = None,
    remark: RemarkOption = None,
    paper: PaperOption = None,
    link: LinkOption = None,
    json: JsonOption = False,
) -> None:
    """Add a course, video, tool, tutorial, community, lab or the like."""
    if kind is None:
        raise UsageError("A resource needs a kind.", "Say --kind course, video, tool, tutorial, community or lab.")
    given = {"title": title, "kind": kind, "url": url, "topic": topic, "remark": remark}
    editing.add(ctx.obj, "resource", editing.changes(None, editing.pairs(papers=paper, links=link), {}, given), json)


@resource.command("edit")
def edit_resource(
    ctx: typer.Context,
    name: NameArgument,
    set: SetOption = None,
    kind: KindOption = None,
    url: UrlOption = None,
    topic: TopicOption = None,
    remark: RemarkOption = None,
    paper: PaperOption = None,
    rm_paper: Annotated[Words, typer.Option("--rm-paper", metavar="PAPER", help="It is not named there.")] = None,
    link: LinkOption = None,
    rm_link: Annotated[Words, typer.Option("--rm-link", metavar="URL", help="Take a link away.")] = None,
    draft: DraftOption = None,
    json: JsonOption = False,
) -> None:
    """Edit a resource, called by its title or #ID. Without options, in $VISUAL or $EDITOR.

    Fields: title, kind, url, topic, remark, links, papers.
    """
    given = {"kind": kind, "url": url, "topic": topic, "remark": remark}
    add, remove = editing.pairs(papers=paper, links=link), editing.pairs(papers=rm_paper, links=rm_link)
    editing.edit(ctx.obj, "resource", name, editing.changes(set, add, remove, given), draft, json)


@resource.command("remove")
def remove_resources(
    ctx: typer.Context,
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="Title or #ID.")],
    yes: YesOption = False,
    json: JsonOption = False,
) -> None:
    """Remove resources; the papers named under them stay."""
    editing.remove(ctx.obj, "resource", names, yes, json)
