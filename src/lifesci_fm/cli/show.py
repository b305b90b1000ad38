"""`fm show`: everything about one paper, as a page for people or as JSON; the pages of other nouns, too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Annotated, Any

import typer

from lifesci_fm.cli import output
from lifesci_fm.cli.cells import Column, Row, cell, printable
from lifesci_fm.cli.context import Session
from lifesci_fm.cli.output import FormatOption, JsonOption
from lifesci_fm.cli.page import print_page
from lifesci_fm.text import width

#: Fields of one line, in the order of the page.
_PLAIN = (
    "key", "status", "models", "authors", "year", "venue", "type", "domains", "tags", "doi", "arxiv", "pmid", "pmcid",
    "url", "plan_position", "rating", "priority", "datasets", "articles", "key_aliases", "added", "updated",
)  # fmt: skip
#: Fields of other nouns that the heading of the page or a section of it has already.
_ELSEWHERE = frozenset({"id", "name", "title", "guessed", "model_roles", "claims"})
_LABELS = 12  # cells at least for the labels of fields


def show(
    ctx: typer.Context,
    paper: Annotated[str, typer.Argument(metavar="PAPER", help="Key, DOI, arXiv id, URL, model's name or #ID.")],
    format: FormatOption = None,
    json: JsonOption = False,
) -> None:
    """Show everything about one paper: versions, links, notes, and where each fact came from."""
    session: Session = ctx.obj
    entry = session.catalog().show(paper)
    print_thing(session, entry, page(session, entry), format, json)


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
        print_page(text)
    else:
        rows: Iterator[Row] = iter(thing.items())
        if form in output.FOR_PEOPLE:
            rows = ((output.label(session, name), output.word(session, name, value)) for name, value in thing.items())
        output.print_rows(session, form, [Column("field"), Column("value", elastic=True)], rows)


def page(session: Session, entry: Mapping[str, Any]) -> Iterator[str]:
    """The lines of a paper's page: what is unknown is left out, except that a paper is incomplete."""
    yield printable(entry["title"] or "(no title)")
    if entry["retracted"]:
        yield "  RETRACTED"
    if not entry["complete"]:
        yield "  incomplete: `fm refresh` asks the sources"
    guessed = {
        field: [f"{name}?" if name in entry[f"guessed_{field}"] else name for name in entry[field]]
        for field in ("domains", "models")
    }
    plain = {name: {**entry, **guessed}[name] for name in _PLAIN}
    yield from _fields(session, {"id": f"#{entry['id']}", **plain})
    for title, lines in {
        "versions": map(_version, entry["versions"]),
        "links": (f"{link['kind']:<10} {link['url']}" for link in entry["links"]),
        "related": (f"{one['kind']} {one['scheme']}:{one['value']}" for one in entry["relations"]),
        "other models": (f"{model['role']} {model['name']}" for model in entry["other_models"]),
        "reading": (f"{event['date']} {output.word(session, 'status', event['status'])}" for event in entry["reading"]),
        "note": (entry["note"] or "").splitlines(),
        "note files": (f"{one['title']} ({one['path']})" for one in entry["notes"]),
        "abstract": _wrapped(entry["abstract"] or ""),
        "stated otherwise": otherwise(entry, partial(output.label, session)),
        "sources": map(_source, entry["sources"]),
    }.items():
        yield from _section(session, title, lines)


def noun_page(session: Session, thing: Mapping[str, Any]) -> Iterator[str]:
    """The lines of the page of a model, a dataset or another noun: what is unknown is left out."""
    yield printable(called(thing))
    told = {name: value for name, value in thing.items() if name not in _ELSEWHERE}
    if thing.get("model_roles"):
        told["models"] = [f"{one['model']} ({one['role']})" for one in thing["model_roles"]]
    yield from _fields(session, {"id": f"#{thing['id']}", **told})
    yield from _section(session, "stated otherwise", otherwise(thing, partial(output.label, session)))


def called(thing: Mapping[str, Any]) -> str:
    """The name or the title of a thing, with a question mark where it is only guessed that there is one."""
    return f"{thing['name'] if 'name' in thing else thing['title']}{'?' if thing.get('guessed') else ''}"


def otherwise(thing: Mapping[str, Any], label: Callable[[str], str]) -> Iterator[str]:
    """What somebody states differently from what stands, in the thing or a version of it, fields under their labels."""
    for claim in thing.get("claims", ()):
        field, value = claim["field"], claim["value"]
        standing = [thing.get(field), *(version.get(field) for version in thing.get("versions", ()))]
        standing += thing.get("key_aliases", ())  # of a paper that was joined
        if isinstance(standing[0], list):
            standing += [sign.join(map(cell, standing[0])) for sign in ("; ", ", ")]
        elif isinstance(standing[0], Mapping):  # an identifier
            standing += [":".join(map(str, standing[0].values()))]
        if value and value not in map(str, standing):
            said = f"not {value}" if field.startswith("not-") else value
            yield f"{label(field.removeprefix('not-'))}: {said} ({claim['source']})"


def _fields(session: Session, told: Mapping[str, Any]) -> Iterator[str]:
    """A line for each of these fields that holds something, the values below each other."""
    lines = {
        output.label(session, name): output.word(session, name, value)
        for name, value in told.items()
        if value not in (None, "", [])
    }
    room = max([_LABELS, *map(width, lines)])
    for label, value in lines.items():
        yield f"  {label}{' ' * (room - width(label))}  {value}"


def _section(session: Session, title: str, lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if number == 0:
            yield f"  {output.label(session, title)}"
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
