"""`fm show`: everything about one paper, as a page for people or as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer

from lifesci_fm.cli import output
from lifesci_fm.cli.context import Session
from lifesci_fm.cli.output import Column, FormatOption, JsonOption, cell, printable

#: Fields of one line, in the order of the page.
_PLAIN = (
    "key", "status", "models", "authors", "year", "venue", "type", "domains", "tags", "doi", "arxiv", "pmid", "pmcid",
    "url", "plan_position", "rating", "priority", "datasets", "articles", "key_aliases", "added", "updated",
)  # fmt: skip


def show(
    ctx: typer.Context,
    paper: Annotated[str, typer.Argument(metavar="PAPER", help="Key, DOI, arXiv id, URL, model's name or #ID.")],
    format: FormatOption = None,
    json: JsonOption = False,
) -> None:
    """Show everything about one paper: versions, links, notes, and where each fact came from."""
    session: Session = ctx.obj
    entry = session.catalog().show(paper)
    print_thing(session, entry, page(entry), format, json)


def print_thing(
    session: Session, thing: Mapping[str, Any], text: Iterator[str], format: str | None, json: bool
) -> None:
    """One object: as JSON, as rows of field and value in a format of tables, or else as a page of text."""
    form = output.choose_format(session, format, json) if format or json else "text"
    if form == "json":
        output.print_object(session, thing)
    elif form == "jsonl":
        output.print_objects(session, form, [thing])
    elif form == "text":
        output.print_text(f"{line}\n" for line in text)
    else:
        output.print_rows(form, [Column("field"), Column("value", elastic=True)], thing.items())


def page(entry: Mapping[str, Any]) -> Iterator[str]:
    """The lines of the page: what is unknown is left out, except that a paper is incomplete."""
    yield printable(entry["title"] or "(no title)")
    if entry["retracted"]:
        yield "  RETRACTED"
    if not entry["complete"]:
        yield "  incomplete: `fm refresh` asks the sources"
    yield f"  {'id':<13} #{entry['id']}"
    domains = [f"{name}?" if name in entry["guessed_domains"] else name for name in entry["domains"]]
    yield from fields({**entry, "domains": domains}, _PLAIN)
    yield from _section("versions", (_version(version) for version in entry["versions"]))
    yield from _section("links", (f"{link['kind']:<10} {link['url']}" for link in entry["links"]))
    yield from _section("related", (f"{one['kind']} {one['scheme']}:{one['value']}" for one in entry["relations"]))
    yield from _section("other models", (f"{model['role']} {model['name']}" for model in entry["other_models"]))
    yield from _section("reading", (f"{event['date']} {event['status']}" for event in entry["reading"]))
    yield from _section("note", (entry["note"] or "").splitlines())
    yield from _section("note files", (f"{one['title']} ({one['path']})" for one in entry["notes"]))
    yield from _section("abstract", _wrapped(entry["abstract"] or ""))
    yield from _section("stated otherwise", _otherwise(entry))
    yield from _section("sources", (_source(source) for source in entry["sources"]))


def _otherwise(entry: Mapping[str, Any]) -> Iterator[str]:
    """What somebody states differently from what stands, in the paper or one of its versions."""
    for claim in entry["claims"]:
        field, value = claim["field"], claim["value"]
        standing = [entry.get(field), *(version.get(field) for version in entry["versions"])]
        if isinstance(standing[0], list):
            standing += ["; ".join(entry[field]), ", ".join(entry[field])]
        if value and value not in (str(one) for one in standing):
            said = f"not {value}" if field.startswith("not-") else value
            yield f"{field.removeprefix('not-')}: {said} ({claim['source']})"


def fields(thing: Mapping[str, Any], names: tuple[str, ...]) -> Iterator[str]:
    """A line for each of these fields that holds something."""
    for name in names:
        if thing[name] not in (None, "", []):
            yield f"  {name:<13} {cell(thing[name])}"


def _section(title: str, lines: Iterator[str] | list[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if number == 0:
            yield f"  {title}"
        yield f"    {printable(line)}"


def _version(version: Mapping[str, Any]) -> str:
    number = f"v{version['number']}" if version["number"] else None
    name = f"{version['scheme']}:{version['identifier']}" if version["identifier"] else None
    parts = (f"{version['id']:<5}", version["kind"], version["venue"], version["date"], name, number, version["url"])
    return "  ".join(str(part) for part in parts if part)


def _source(source: Mapping[str, Any]) -> str:
    line = f":{source['line']}" if source["line"] else ""
    place = f" {source['name']}{line}" if source["name"] else ""
    section = f" ({' › '.join(source['section'])})" if source["section"] else ""
    return f"{source['kind']}{place}{section}"


def _wrapped(text: str) -> list[str]:
    import textwrap

    return textwrap.wrap(text, 100)
