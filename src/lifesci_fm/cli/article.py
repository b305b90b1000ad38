"""`fm article`: the write-ups of the library's owner, as she keeps them; `nouns` lists and shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from lifesci_fm.cli import editing
from lifesci_fm.cli.cells import printable
from lifesci_fm.cli.context import Session
from lifesci_fm.cli.editing import DraftOption, SetOption, Words, YesOption
from lifesci_fm.cli.nouns import NameArgument, article
from lifesci_fm.cli.output import JsonOption
from lifesci_fm.errors import UsageError

if TYPE_CHECKING:
    from lifesci_fm.library.editing import Changes, Desk

__all__ = ["article"]

AboutOption = Annotated[Words, typer.Option("--about", metavar="PAPER|MODEL", help="What it is about.")]
UrlOption = Annotated[Words, typer.Option("--url", metavar="[KIND=]URL", help="Where it is read; notebook=… for one.")]
TitleOption = Annotated[
    str | None, typer.Option("--title", metavar="TEXT", help="Its title; in place of one, what it is about.")
]
NumberOption = Annotated[
    str | None, typer.Option("--number", metavar="N", help="Its number; the next one if not given.")
]
DateOption = Annotated[str | None, typer.Option("--date", metavar="DATE", help="2024-05 or 2024-05-17.")]
ReadOption = Annotated[bool, typer.Option("--mark-read", help="The papers it is about are read.")]


@article.command("add")
def add_article(
    ctx: typer.Context,
    title: TitleOption = None,
    about: AboutOption = None,
    url: UrlOption = None,
    number: NumberOption = None,
    date: DateOption = None,
    mark_read: ReadOption = False,
    set: SetOption = None,
    json: JsonOption = False,
) -> None:
    """Add a write-up: its title (or it is called by what it is about), its links, its papers and models.

    Further field by --set: author.
    """
    if title is None and not about:
        raise UsageError("What is the write-up called, or what is it about?", "Say --title '…' or --about PAPER.")
    given = {"title": title, "number": number, "date": date}
    wanted = editing.changes(set, editing.pairs(links=_links(url)), {}, given)
    session: Session = ctx.obj
    with session.library() as library:
        desk = library.desk
        _tie(desk, wanted, about)
        if title is None:
            wanted.set["title"] = desk.titled(wanted.add["papers"], wanted.add["models"])
        done = desk.add("article", wanted)
        read = desk.mark_read(f"#{done.id}") if mark_read else []
    editing.added(session, done, json)
    _say_read(session, read)


@article.command("edit")
def edit_article(
    ctx: typer.Context,
    name: NameArgument,
    set: SetOption = None,
    title: TitleOption = None,
    about: AboutOption = None,
    rm_about: Annotated[Words, typer.Option("--rm-about", metavar="PAPER|MODEL", help="It is not about this.")] = None,
    url: UrlOption = None,
    rm_link: Annotated[Words, typer.Option("--rm-link", metavar="URL", help="Take a link away.")] = None,
    number: Annotated[str | None, typer.Option(metavar="N", help="Its number.")] = None,
    date: DateOption = None,
    mark_read: ReadOption = False,
    draft: DraftOption = None,
    json: JsonOption = False,
) -> None:
    """Edit a write-up, called by its title, number or #ID. Without options, in $VISUAL or $EDITOR.

    Fields: title, number, date, author, links, papers, models.
    """
    given = {"title": title, "number": number, "date": date}
    lists = editing.pairs(links=_links(url)), editing.pairs(links=rm_link)
    wanted = editing.changes(set, *lists, given)
    session: Session = ctx.obj
    number_of = f"#{session.catalog().named('article', name)['id']}"
    if about or rm_about:
        with session.library() as library:
            _tie(library.desk, wanted, about)
            if rm_about:
                wanted.remove["papers"], wanted.remove["models"] = library.desk.about(rm_about, of=number_of)
    if wanted or not mark_read:
        editing.edit(session, "article", number_of, wanted, draft, json)
    if mark_read:
        with session.library() as library:
            read = library.desk.mark_read(number_of)
        _say_read(session, read)


@article.command("remove")
def remove_articles(
    ctx: typer.Context,
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="Title, number or #ID.")],
    yes: YesOption = False,
    json: JsonOption = False,
) -> None:
    """Remove write-ups from the library; the papers and models they are about stay."""
    editing.remove(ctx.obj, "article", names, yes, json)


def _links(urls: Words) -> list[str]:
    """A URL that says nothing of its kind is where the write-up is read."""
    return [url if "=" in url.partition("://")[0] else f"article={url}" for url in urls or ()]


def _tie(desk: Desk, wanted: Changes, about: Words) -> None:
    """Put what the write-up is about among the changes. Raises NotFound or Ambiguous."""
    if about:
        wanted.add["papers"], wanted.add["models"] = desk.about(about)


def _say_read(session: Session, papers: list[str]) -> None:
    for key in papers:
        session.note(printable(f"{key}: read."))
