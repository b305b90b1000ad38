"""`fm model`, `fm dataset`, `fm article`, `fm resource`, `fm domain`, `fm tag`: the other nouns, listed and shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

import typer

from lifesci_fm.cli import output
from lifesci_fm.cli.cells import Column
from lifesci_fm.cli.context import Session
from lifesci_fm.cli.counting import Counting, counted
from lifesci_fm.cli.output import FormatOption, JsonOption
from lifesci_fm.cli.show import called, noun_page, print_thing

model = typer.Typer(help="Foundation models.")
dataset = typer.Typer(help="Datasets, with the models trained or evaluated on them.")
article = typer.Typer(help="Write-ups by the library's owner.")
resource = typer.Typer(help="Courses, videos, tools, communities and labs.")
domain = typer.Typer(help="Domains, with their Chinese labels and aliases.")
tag = typer.Typer(help="Tags.")

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="Its name, an alias, or #ID.")]
LimitOption = Annotated[int, typer.Option(metavar="N", min=0, help="At most N; 0 is no limit.")]
ModelOption = Annotated[list[str] | None, typer.Option("--model", metavar="NAME", help="Of this model.")]
SortOption = Annotated[
    str | None, typer.Option(metavar="KEY", help="name, release, size or papers; -KEY for the other way round.")
]
Things = Iterable[Mapping[str, Any]]

_COLUMNS: dict[str, tuple[Column, ...]] = {
    "model": (
        Column("name", link="link"),
        Column("released"),
        Column("domains", elastic=True),
        Column("parameters", elastic=True, least=8),
        Column("papers", elastic=True),
        Column("code", elastic=True),
    ),
    "dataset": (
        Column("name", elastic=True, link="link"),
        Column("modality", elastic=True),
        Column("scale"),
        Column("task", elastic=True),
        Column("models", elastic=True),
        Column("url", elastic=True),
    ),
    "article": (
        Column("number"),
        Column("title", elastic=True, link="link"),
        Column("models"),
        Column("papers"),
        Column("links", elastic=True),
    ),
    "resource": (
        Column("kind"),
        Column("title", elastic=True, link="link"),
        Column("topic", elastic=True),
        Column("remark", elastic=True),
        Column("url", elastic=True),
    ),
    "domain": (Column("name"), Column("label_zh"), Column("papers"), Column("aliases", elastic=True)),
    "tag": (Column("name"), Column("papers")),
}

_ORDER = {"sort", "limit"}  # what else is said of a list chooses its things


@model.command("list")
def list_models(
    ctx: typer.Context,
    domain: Annotated[list[str] | None, typer.Option("--domain", metavar="NAME", help="Of this domain.")] = None,
    sort: SortOption = None,
    limit: LimitOption = 0,
    format: FormatOption = None,
    json: JsonOption = False,
) -> None:
    """List models by name, by release or by size."""
    _list(ctx, "model", format, json, domains=domain or (), sort=sort, limit=limit or None)


@dataset.command("list")
def list_datasets(
    ctx: typer.Context,
    model: ModelOption = None,
    modality: Annotated[list[str] | None, typer.Option(metavar="WORD", help="Whose modality contains it.")] = None,
    limit: LimitOption = 0,
    format: FormatOption = None,
    json: JsonOption = False,
) -> None:
    """List datasets as entered."""
    _list(ctx, "dataset", format, json, models=model or (), modalities=modality or (), limit=limit or None)


@article.command("list")
def list_articles(
    ctx: typer.Context,
    model: ModelOption = None,
    limit: LimitOption = 0,
    format: FormatOption = None,
    json: JsonOption = False,
) -> None:
    """List write-ups by number."""
    _list(ctx, "article", format, json, models=model or (), limit=limit or None)


@resource.command("list")
def list_resources(
    ctx: typer.Context,
    kind: Annotated[list[str] | None, typer.Option(metavar="KIND", help="course, video, tool, lab, …")] = None,
    topic: Annotated[list[str] | None, typer.Option(metavar="WORD", help="Under a topic that contains it.")] = None,
    limit: LimitOption = 0,
    format: FormatOption = None,
    json: JsonOption = False,
) -> None:
    """List resources as entered."""
    _list(ctx, "resource", format, json, kinds=kind or (), topics=topic or (), limit=limit or None)


@domain.command("list")
def list_domains(
    ctx: typer.Context, limit: LimitOption = 0, format: FormatOption = None, json: JsonOption = False
) -> None:
    """List domains with the number of their papers."""
    _list(ctx, "domain", format, json, limit=limit or None)


@tag.command("list")
def list_tags(
    ctx: typer.Context, limit: LimitOption = 0, format: FormatOption = None, json: JsonOption = False
) -> None:
    """List tags with the number of their papers."""
    _list(ctx, "tag", format, json, limit=limit or None)


@model.command("show")
def show_model(ctx: typer.Context, name: NameArgument, format: FormatOption = None, json: JsonOption = False) -> None:
    """Show one model."""
    _show(ctx, "model", name, format, json)


@dataset.command("show")
def show_dataset(ctx: typer.Context, name: NameArgument, format: FormatOption = None, json: JsonOption = False) -> None:
    """Show one dataset, with what different documents say of it."""
    _show(ctx, "dataset", name, format, json)


@article.command("show")
def show_article(ctx: typer.Context, name: NameArgument, format: FormatOption = None, json: JsonOption = False) -> None:
    """Show one write-up, by its title, number or #ID."""
    _show(ctx, "article", name, format, json)


@resource.command("show")
def show_resource(
    ctx: typer.Context, name: NameArgument, format: FormatOption = None, json: JsonOption = False
) -> None:
    """Show one resource."""
    _show(ctx, "resource", name, format, json)


@domain.command("show")
def show_domain(ctx: typer.Context, name: NameArgument, format: FormatOption = None, json: JsonOption = False) -> None:
    """Show one domain."""
    _show(ctx, "domain", name, format, json)


@tag.command("show")
def show_tag(ctx: typer.Context, name: NameArgument, format: FormatOption = None, json: JsonOption = False) -> None:
    """Show one tag."""
    _show(ctx, "tag", name, format, json)


def _list(ctx: typer.Context, noun: str, format: str | None, json: bool, **chosen: Any) -> None:
    session: Session = ctx.obj
    form = output.choose_format(session, format, json)
    found = Counting(getattr(session.catalog(), f"{noun}s")(**chosen))
    if form in ("json", "jsonl"):
        output.print_objects(session, form, found)
        return
    output.print_listing(session, form, [*_COLUMNS[noun], Column("link", hidden=True)], map(_row, found))
    if form == "table":
        limit = chosen["limit"]
        cut, filtered = limit is not None and found.number >= limit, any(chosen[one] for one in chosen.keys() - _ORDER)
        total = None if cut and filtered else session.catalog().count_of(noun)
        session.note(counted(noun, found.number, cut, total))


def _row(thing: Mapping[str, Any]) -> dict[str, Any]:
    """A thing as a table shows it, with the address that stands behind its name."""
    links = [*thing.get("code", ()), *thing.get("weights", ()), *(one["url"] for one in thing.get("links", ()))]
    link = thing.get("url") or next(iter(links), None)
    return {**thing, "link": link} | ({"name": called(thing)} if thing.get("guessed") else {})


def _show(ctx: typer.Context, noun: str, name: str, format: str | None, json: bool) -> None:
    session: Session = ctx.obj
    thing = session.catalog().named(noun, name)
    print_thing(session, thing, noun_page(session, thing), format, json)
