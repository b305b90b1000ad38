"""Papers from entries: title, model, versions and the other links of each work that an entry holds.

One entry may hold two links of one work (preprint and published), and, rarely, links of two works, which are never
merged here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lifesci_fm.formats.markdown.context import Context, Section
from lifesci_fm.formats.markdown.entry import Entry
from lifesci_fm.formats.markdown.inline import Link
from lifesci_fm.formats.markdown.labels import Role, label_role
from lifesci_fm.formats.markdown.links import EntryLink
from lifesci_fm.formats.markdown.names import is_model_name, model_in_title
from lifesci_fm.formats.markdown.titles import SHORTCODE, is_title
from lifesci_fm.formats.markdown.versions import Versions, versions_of
from lifesci_fm.formats.markdown.works import split_works
from lifesci_fm.records import LinkRecord, ModelRecord, PaperRecord
from lifesci_fm.text import name_key, squeeze

_IDLE_TAGS = re.compile(r"new|hot|x|\d+|note|code|pdf|paper|github|link|news.*|updated?.*", re.I)


def other_links(links: Iterable[EntryLink], home: Link | None = None) -> tuple[LinkRecord, ...]:
    """Everything but the paper's own links, each address once. `home` is the link on the entry's name."""
    kept: dict[str, LinkRecord] = {}
    links = [*links]
    pages = {link.url for link in links if link.role is Role.PAPER}  # `[[code]](u)` with the address of the paper
    for link in links:
        if link.url in pages or not link.url or link.url.startswith("#"):
            continue
        label = squeeze(SHORTCODE.sub(" ", link.label if link.kind == "other" else link.link.label))
        title = "" if label_role(label) is not None and not any(c.isdigit() for c in label) else label
        kind = "project" if link.link is home and link.kind == "other" else link.kind
        kept.setdefault(link.url, LinkRecord(kind, link.url, title if title != link.url else ""))
    return tuple(kept.values())


def title_of(entry: Entry) -> str | None:
    """The title an entry states; `Name: subtitle` is joined unless the subtitle repeats the name."""
    if entry.title:
        return entry.title
    if entry.name and entry.subtitle:
        if name_key(entry.name) in name_key(entry.subtitle):
            return entry.subtitle
        return f"{entry.name}: {entry.subtitle}"
    return None


def models_of(
    entry: Entry, title: str | None, context: Context, line: int, section: Section
) -> tuple[ModelRecord, ...]:
    """The model an entry introduces: its name, else the one its title begins with."""
    origin = context.origin(line, section)
    if entry.name and (title is None or not is_title(entry.name)):
        sure = is_model_name(entry.name) and (bool(title) or not entry.description)
        return (ModelRecord(name=entry.name, guessed=not sure, origin=origin),)
    found = model_in_title(title) if title else None
    if found is None and title and " " not in title and is_model_name(title):
        found = title
    return (ModelRecord(name=found, guessed=True, origin=origin),) if found else ()


def paper_records(entry: Entry, context: Context, line: int, section: Section) -> list[PaperRecord]:
    """The paper of an entry, and a further one for each other work that it cites by title (or that has none either)."""
    papers = entry.roles(Role.PAPER)
    works = split_works(papers) or [[]]
    versions = versions_of(works[0], entry.venues, entry.dates, section)
    _report(versions, context, line, entry.text)
    title = title_of(entry)
    nameless = title is None and entry.name is None
    further = [
        work for work in works[1:] if nameless or any(is_title(one.label) and one.label != title for one in work)
    ]
    own = {id(work) for work in further}
    beside = tuple(LinkRecord("paper", one.url, one.label) for work in works[1:] if id(work) not in own for one in work)
    tags = tuple(
        dict.fromkeys(
            [
                *(tag for tag in entry.tags if not _IDLE_TAGS.fullmatch(tag)),
                *(["survey"] if _is_survey(entry, section) else []),
            ]
        )
    )
    first = PaperRecord(
        title=title,
        authors=entry.authors,
        authors_complete=entry.authors_complete,
        identifiers=versions.identifiers,
        versions=versions.records,
        links=(*other_links(entry.links, entry.name_link), *beside),
        models=models_of(entry, title, context, line, section),
        domains=section.domains,
        tags=tags,
        status=entry.status,
        note=entry.note,
        origin=context.origin(line, section),
    )
    return [first, *(_further(work, title, context, line, section) for work in further)]


def _further(work: list[EntryLink], title: str | None, context: Context, line: int, section: Section) -> PaperRecord:
    versions = versions_of(work, section=section)
    label = next((one.label for one in work if is_title(one.label) and one.label != title), None)
    return PaperRecord(
        title=label,
        identifiers=versions.identifiers,
        versions=versions.records,
        domains=section.domains,
        tags=("survey",) if section.surveys else (),
        note=f"Listed with {title}." if title else None,
        origin=context.origin(line, section),
    )


def _is_survey(entry: Entry, section: Section) -> bool:
    remark = entry.note or ""
    return (
        section.surveys or re.match(r"(?:an?|the)\s+(?:\w+\s+){0,3}(?:review|survey)\b|综述", remark, re.I) is not None
    )


def _report(versions: Versions, context: Context, line: int, text: str) -> None:
    for fault in versions.damaged:
        context.problem(
            line, "truncated-doi", f"The DOI in this entry {fault}; the paper is kept with its address only.", text
        )


def report_links(entry: Entry, context: Context, line: int) -> None:
    """Report links that lead nowhere or into one another."""
    for one in entry.links:
        if one.link.nested is not None:
            context.problem(
                line, "nested-link", f"A link stands inside another's address; {one.url} was taken.", entry.text
            )
        elif not one.link.url.strip() and (one.link.label or one.link.badges):
            context.problem(line, "empty-link", f"The link {one.label!r} has no address.", entry.text)
