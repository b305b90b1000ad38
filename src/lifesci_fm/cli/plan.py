"""`fm plan` and `fm next`: the reading plan in its own order, changes of it, and what to read next and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer

from lifesci_fm.cli import output
from lifesci_fm.cli.cells import Column, printable
from lifesci_fm.cli.context import Session
from lifesci_fm.cli.counting import Counting, counted
from lifesci_fm.cli.output import FormatOption, JsonOption
from lifesci_fm.errors import UsageError
from lifesci_fm.vocabulary import Status, make_filter

plan = typer.Typer(help="The reading plan in its own order; add to it, move within it, drop from it.")

PapersArgument = Annotated[list[str], typer.Argument(metavar="PAPER...", help="Key, DOI, arXiv id, URL, model or #ID.")]
DomainOption = Annotated[list[str] | None, typer.Option("--domain", metavar="NAME", help="Of this domain.")]
TagOption = Annotated[list[str] | None, typer.Option("--tag", metavar="NAME", help="With this tag.")]

_COLUMNS = (
    Column("position"),
    Column("key"),
    Column("model", elastic=True, link="url"),
    Column("domains", elastic=True),
    Column("status"),
    Column("articles", elastic=True),
    Column("next"),
    Column("url", hidden=True),
)
_NEXT = (
    Column("position"),
    Column("key"),
    Column("model", elastic=True, link="url"),
    Column("title", elastic=True, link="url"),
    Column("why", elastic=True, least=30),
    Column("url", hidden=True),
)

#: Reasons for reading a paper next, by language.
_REASONS = {
    "en": {
        "preparing": "you are preparing it",
        "planned": "it is planned",
        "priority": "priority {priority}",
        "position": "place {position} in the plan",
        "incomplete": "last, as its metadata is missing (`fm refresh {key}`)",
        "retracted": "last, as it is retracted",
        "; ": "; ",
    },
    "zh": {
        "preparing": "准备中",
        "planned": "计划中",
        "priority": "优先级 {priority}",
        "position": "计划第 {position} 位",
        "incomplete": "元数据不全，排在后面（`fm refresh {key}`）",
        "retracted": "已撤稿，排在最后",
        "; ": "；",
    },
}


@plan.callback(invoke_without_command=True)
def show_plan(
    ctx: typer.Context,
    domain: DomainOption = None,
    status: Annotated[
        list[str] | None, typer.Option("--status", metavar="WORD", help="planned, preparing, read, or pending.")
    ] = None,
    tag: TagOption = None,
    limit: Annotated[int, typer.Option(metavar="N", min=0, help="At most N; 0 is no limit.")] = 0,
    format: FormatOption = None,
    json: JsonOption = False,
) -> None:
    """Show the reading plan in its own order: status, write-ups, and which paper is next.

    `fm plan add`, `move` and `drop` change it.
    """
    if ctx.invoked_subcommand is not None:
        if domain or status or tag or limit or format or json:
            raise UsageError(
                "Options of `fm plan` choose what it shows.", "Write them behind the verb, if it has them."
            )
        return
    session: Session = ctx.obj
    form = output.choose_format(session, format, json)
    chosen = make_filter(domain=domain, status=status, tag=tag, limit=limit)
    catalog = session.catalog()
    found = Counting(catalog.plan(chosen))
    output.print_listing(session, form, _COLUMNS, found if form in ("json", "jsonl") else map(_row, found))
    if form == "table":
        cut = bool(limit) and found.number >= limit
        total = catalog.count_of_plan(chosen if cut else make_filter())
        session.note(counted("paper", found.number, cut, total, "in the plan"))


def _row(entry: Mapping[str, Any]) -> dict[str, Any]:
    """An entry of the plan as a table shows it."""
    retracted = " (retracted)" if entry["retracted"] else ""
    return {**entry, "status": f"{entry['status']}{retracted}", "next": "→" if entry["next"] else ""}


@plan.command("add")
def add(ctx: typer.Context, papers: PapersArgument, json: JsonOption = False) -> None:
    """Put papers at the end of the plan."""
    session: Session = ctx.obj
    with session.library() as library:
        added = library.plan(papers)
    if json:
        told = [
            {
                "key": one.paper.key,
                "before": one.before.value,
                "status": (Status.PLANNED if one.before is Status.UNPLANNED else one.before).value,
            }
            for one in added
        ]
        output.print_object(session, told)
    for one in added:
        what = "planned" if one.before is Status.UNPLANNED else f"in the plan already ({one.before})"
        session.note(printable(f"{one.paper.key}: {what}."))


@plan.command("move")
def move(
    ctx: typer.Context,
    paper: Annotated[str, typer.Argument(metavar="PAPER", help="A paper of the plan.")],
    before: Annotated[str | None, typer.Option(metavar="OTHER", help="To the place before this paper.")] = None,
    after: Annotated[str | None, typer.Option(metavar="OTHER", help="To the place behind this paper.")] = None,
    first: Annotated[bool, typer.Option("--first", help="To the front.")] = False,
    last: Annotated[bool, typer.Option("--last", help="To the end.")] = False,
    json: JsonOption = False,
) -> None:
    """Move a paper within the plan."""
    from lifesci_fm.library.planning import Spot

    session: Session = ctx.obj
    if sum((before is not None, after is not None, first, last)) != 1:
        raise UsageError("Where to?", "Say one of --before OTHER, --after OTHER, --first and --last.")
    with session.library() as library:
        moved = library.move_in_plan(paper, Spot(before, after, last))
    if json:
        output.print_object(session, {"key": moved.paper.key, "position": moved.position})
    session.note(printable(f"{moved.paper.key} has place {moved.position} in the plan."))


@plan.command("drop")
def drop(ctx: typer.Context, papers: PapersArgument, json: JsonOption = False) -> None:
    """Take papers out of the plan: their status becomes unplanned, they stay in the library."""
    session: Session = ctx.obj
    with session.library() as library:
        dropped = library.mark(Status.UNPLANNED, papers)
    if json:
        told = [{"key": one.paper.key, "before": one.before.value, "status": "unplanned"} for one in dropped]
        output.print_object(session, told)
    for one in dropped:
        what = "was in no plan" if one.before is Status.UNPLANNED else f"out of the plan (was {one.before})"
        session.note(printable(f"{one.paper.key}: {what}."))


def next_papers(
    ctx: typer.Context,
    domain: DomainOption = None,
    tag: TagOption = None,
    limit: Annotated[int, typer.Option(metavar="N", min=0, help="So many proposals; 0 is all.")] = 1,
    format: FormatOption = None,
    json: JsonOption = False,
) -> None:
    """Propose what to read next, and say why.

    What you are preparing comes before what is planned, then priority (1 is the highest), then the plan's order;
    papers whose metadata is missing come last.
    """
    session: Session = ctx.obj
    form = output.choose_format(session, format, json)
    chosen = make_filter(domain=domain, tag=tag, limit=limit)
    catalog = session.catalog()
    found = [{**entry, "why": why(entry, session.lang)} for entry in catalog.next_to_read(chosen)]
    output.print_listing(session, form, _NEXT, found)
    if not found:
        session.note("Nothing is left to read; `fm plan add PAPER` plans something.")
    elif form == "table":
        cut = bool(limit) and len(found) >= limit
        waiting = make_filter(domain=domain if cut else None, tag=tag if cut else None, status=["pending"])
        session.note(counted("paper", len(found), cut, catalog.count_of_plan(waiting), "to read"))


def why(entry: Mapping[str, Any], lang: str) -> str:
    """Why this paper stands where it does among those to be read, in words."""
    words = _REASONS[lang]
    reasons: Sequence[tuple[str, Any]] = (
        ("retracted", entry["retracted"]),
        ("incomplete", not entry["complete"]),
        (entry["status"], True),
        ("priority", entry["priority"]),
        ("position", entry["position"]),
    )
    return words["; "].join(words[name].format_map(entry) for name, holds in reasons if holds)
