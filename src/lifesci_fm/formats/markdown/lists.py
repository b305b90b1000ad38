"""Lists: each item is a paper, a dataset, a resource, a write-up, a topic above other items, or no entry at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lifesci_fm import identifiers
from lifesci_fm.formats.markdown.articles import article, is_writings
from lifesci_fm.formats.markdown.authors import looks_like_authors
from lifesci_fm.formats.markdown.blocks import ListBlock
from lifesci_fm.formats.markdown.context import Context, Section, below
from lifesci_fm.formats.markdown.datasets import dataset, is_dataset, with_paper
from lifesci_fm.formats.markdown.entry import Entry
from lifesci_fm.formats.markdown.items import (
    Node,
    Siblings,
    all_papers,
    everything,
    first_line,
    is_contents,
    is_prose,
    is_role,
    node_of,
    only_generic,
    siblings_of,
)
from lifesci_fm.formats.markdown.labels import Role
from lifesci_fm.formats.markdown.links import is_anchor
from lifesci_fm.formats.markdown.metadata import add_metadata, headed, is_metadata, is_paper_label
from lifesci_fm.formats.markdown.names import is_model_name
from lifesci_fm.formats.markdown.papers import paper_records, report_links, title_of
from lifesci_fm.formats.markdown.resources import resource
from lifesci_fm.formats.markdown.titles import is_title, word_count
from lifesci_fm.formats.markdown.topics import Topic
from lifesci_fm.formats.markdown.venues import known_venue
from lifesci_fm.formats.markdown.works import split_works
from lifesci_fm.records import LinkRecord, PaperRecord, ResourceRecord
from lifesci_fm.text import name_key

#: A model named by a plain word, where a list of models leaves no doubt: `Caduceus`, `Evo 2`.
_PLAIN_NAME = re.compile(r"[A-Z][a-z]+(?: \d{1,2}(?:\.\d)?)?")


def read_list(block: ListBlock, context: Context, section: Section) -> None:
    """Add what a list holds to the reading."""
    if section.topic is Topic.NOTHING:
        return
    nodes = [node_of(item, context.references) for item in block.items]
    if section.topic is Topic.PREAMBLE and not all_papers(nodes):
        return
    if is_contents(nodes) or (block.quoted and not any(node.has_paper for node in everything(nodes))):
        return
    entries = _of_heading(nodes, context, section) if section.path else []
    for line, entry in entries:
        context.reading.records.extend(paper_records(entry, context, line or block.line, section))
    if not entries:
        read_nodes(nodes, context, section)


def _of_heading(nodes: Sequence[Node], context: Context, section: Section) -> list[tuple[int, Entry]]:
    """The entries of a heading with a list of its facts, with their lines: one, or each paper below `Paper:`."""
    label = next((node for node in nodes if is_paper_label(node.item.text)), None)
    papers = label.children if label is not None else []
    facts = [node.item.text for node in nodes if node is not label or not papers]
    texts = [(child.item.line, [f"Paper: {child.item.text}", *facts]) for child in papers] or [(0, facts)]
    found = [(line, headed(section.path[-1], one, context.references)) for line, one in texts]
    entries = [(line, entry) for line, entry in found if entry is not None]
    return entries if len(entries) == len(found) else []


def read_nodes(nodes: Sequence[Node], context: Context, section: Section) -> None:
    """Add what sibling items hold."""
    if is_writings([(node.item, node.pieces) for node in nodes], section):
        for node in nodes:
            context.reading.records.append(article(node.item, node.pieces, context, section))
        return
    siblings = siblings_of(nodes, section)
    for link in [link for node in nodes for link in node.own_links] if not siblings.papers else []:
        link.doubt()
    for node in nodes:
        _read_node(node, context, section, siblings)


def _read_node(node: Node, context: Context, section: Section, siblings: Siblings) -> None:
    entry, line = node.entry, node.item.line
    details = [child for child in node.children if is_metadata(child.item.text)]
    labels = [child for child in node.children if child not in details and only_generic(child)]
    if details and len(details) + len(labels) >= 0.5 * len(node.children) and (node.own_links or entry.title):
        rest = add_metadata(entry, [child.item.text for child in node.children], context.references)
        entry.links.extend(link for child in labels for link in child.own_links)
        entry.title, entry.name = entry.title or entry.name, None if entry.title is None else entry.name
        _paper(node, context, section)
        further = [child for child in node.children if child.item.text in rest and child not in labels]
        read_nodes([child for child in further if child.own_links], context, section)
        return
    if not node.own_links:
        _parent(node, context, section, siblings)
        return
    if all(is_anchor(link.link.url) for link in entry.links):
        return
    if is_prose(node):
        read_nodes(node.children, context, below(section, entry.text[:80]))
        return
    generic = [link for child in node.children if only_generic(child) for link in child.own_links]
    entry.links.extend(generic)
    _take_remarks(node)
    further = [child for child in node.children if not only_generic(child) and (child.own_links or child.children)]
    before = len(context.reading.records)
    report_links(entry, context, line)
    _classify(node, context, section, siblings)
    made = context.reading.records[before:]
    if further:
        label = entry.name or entry.title or entry.text[:80]
        inner = below(section, label)
        lab = section.topic is Topic.LABS or not node.has_paper
        inner = replace(
            inner, domains=section.domains, topic=section.topic if section.topic is not Topic.LABS else Topic.MODELS
        )
        read_nodes(further, context, inner)
        if lab and made:
            _papers_of_parent(before, len(made), context)


def _take_remarks(node: Node) -> None:
    """Child bullets and paragraphs below that are text alone: a venue, a date or authors, else a remark."""
    said = [child.entry.text for child in node.children if not child.own_links and not child.children]
    for text in (*said, *node.remarks):
        if not node.entry.take_statement(text):
            node.entry.description.append(text)


def _papers_of_parent(at: int, made: int, context: Context) -> None:
    """The papers listed under a lab are the lab's."""
    records = context.reading.records
    parent = records[at]
    nested = [
        one for record in records[at + made :] if isinstance(record, PaperRecord) for one in record.identifiers[:1]
    ]
    if isinstance(parent, ResourceRecord) and nested:
        records[at] = replace(parent, papers=tuple(dict.fromkeys([*parent.papers, *nested])))


def _classify(node: Node, context: Context, section: Section, siblings: Siblings) -> None:
    entry, line, records = node.entry, node.item.line, context.reading.records
    if section.topic is Topic.DATASETS and is_dataset(entry):
        found = dataset(entry, context, line, section)
        if found is not None:
            records.append(found)
            if node.has_paper:
                records.extend(with_paper(entry, paper_records(entry, context, line, section)))
            return
    if node.has_paper:
        works = split_works(entry.roles(Role.PAPER))
        if len(works) > 1 and entry.name and not entry.title:
            tool = resource(entry, context, line, section)
            if tool is not None:
                records.append(replace(tool, kind="tool"))
                return
        _paper(node, context, section)
        return
    if _is_model_link(node, section):
        _model_link(node, context, section)
        return
    roles = {link.role for link in node.own_links}
    stated = entry.venues or entry.authors or (entry.title and entry.dates)
    dated = any(known_venue(venue.name or "") and (venue.date or entry.dates) for venue in entry.venues)
    published = entry.name and dated and section.topic not in (Topic.TOOLS, Topic.LEARNING, Topic.LISTS)
    looks_like_paper = (
        ((title_of(entry) and stated) or published) and entry.title_link is None and entry.name_link is None
    )
    if (looks_like_paper and roles != {Role.VIDEO}) or (
        siblings.papers
        and roles - {Role.VIDEO, Role.ARTICLE}
        and entry.title
        and not entry.title_link
        and section.topic not in (Topic.TOOLS, Topic.LEARNING, Topic.LISTS)
    ):
        _paper(node, context, section)
        return
    found_resource = resource(entry, context, line, section)
    if found_resource is not None:
        records.append(found_resource)
    else:
        context.problem(
            line,
            "bad-entry",
            "This looks like an entry, but has neither a title nor an address.",
            entry.text,
            entry=True,
        )


def _paper(node: Node, context: Context, section: Section) -> None:
    context.reading.records.extend(paper_records(node.entry, context, node.item.line, section))


def _is_model_link(node: Node, section: Section) -> bool:
    """`[DNABERT](repository)`, described or not, under a topic of models: the model, known by its code."""
    entry = node.entry
    if entry.name is None or entry.name_link is None or entry.title or len(node.own_links) != 1:
        return False
    name = is_model_name(entry.name) or _PLAIN_NAME.fullmatch(entry.name) is not None
    coded = node.own_links[0].role in (Role.CODE, Role.WEIGHTS)
    listed = section.topic in (Topic.LISTS, Topic.TOOLS, Topic.LEARNING, Topic.DATASETS)
    return name and coded and not listed and _promises_models(section, described=bool(entry.note or entry.subtitle))


def _promises_models(section: Section, *, described: bool) -> bool:
    """True under a heading of models; of what is described (tools mostly are), under such a heading of its own."""
    titles = section.full_path[-1:] if described else section.full_path
    return any(re.search(r"\bmodels?\b|模型|\bllms?\b", title, re.I) for title in titles)


def _model_link(node: Node, context: Context, section: Section) -> None:
    entry, link, line = node.entry, node.own_links[0], node.item.line
    said, entry.subtitle = entry.subtitle, None  # what a model is, not the title of a paper
    _paper(node, context, section)
    record = context.reading.records[-1]
    if isinstance(record, PaperRecord):
        links = (LinkRecord("code" if link.role is Role.CODE else "weights", link.url),)
        context.reading.records[-1] = replace(record, links=links, note=record.note or said)
    repository = identifiers.repository_name(link.url)
    name, other = name_key(entry.name or ""), name_key(repository or "")
    if repository and name != other and (name in other or other in name):
        message = f"The label says {entry.name}, the repository is named {repository}; check which model is meant."
        context.problem(line, "label-differs", message, entry.text)


def _parent(node: Node, context: Context, section: Section, siblings: Siblings) -> None:
    """An item without a link of its own: an entry whose links stand on its children, a series, or a topic."""
    entry, line, children = (
        node.entry,
        node.item.line,
        [child for child in node.children if child.own_links or child.children],
    )
    generic = [child for child in children if only_generic(child)]
    heading = first_line(node)
    if generic and len(generic) >= 0.5 * len(children) and word_count(heading) >= 2:
        entry.links.extend(link for child in generic for link in child.own_links)
        _take_remarks(node)
        if any(link.role is Role.PAPER for link in entry.links):
            _paper(node, context, section)
        else:
            found = resource(
                replace(entry, name=None, title=_full_title(entry)), context, line, section, children=entry.links
            )
            if found is not None:
                context.reading.records.append(found)
        read_nodes([child for child in children if child not in generic], context, below(section, heading))
        return
    if not children:
        _unlinked(node, context, section, siblings)
        return
    if len(children) == 1 and (signed := _signed(node, children[0], context)) is not None:
        _read_node(signed, context, section, siblings)
        return
    videos = [link for child in children for link in child.own_links if link.role is Role.VIDEO]
    if len(videos) >= 2 and len(videos) >= 0.5 * len(children) and word_count(heading) >= 3:
        found = resource(replace(entry, name=None, title=_full_title(entry), links=[]), context, line, section)
        if found is not None:
            links = tuple(LinkRecord(link.kind, link.url, link.label) for link in videos)
            context.reading.records.append(replace(found, kind="video series", links=links))
    topic = below(section, heading) if heading else section
    read_nodes(children, context, topic)


def _signed(node: Node, child: Node, context: Context) -> Node | None:
    """A title whose only bullet says who wrote it and where to read it: both as one item; else None."""
    written = child.has_paper and looks_like_authors(child.entry.title or "")
    if not written or not is_title(first_line(node)):
        return None
    text = f"{node.item.text}  \n{child.item.text}"
    others = [one for one in node.item.children if not isinstance(one, ListBlock)]
    return node_of(replace(node.item, text=text, children=[*others, *child.item.children]), context.references)


def _full_title(entry: Entry) -> str | None:
    if entry.name and entry.subtitle:
        return f"{entry.name}: {entry.subtitle}"
    return entry.title or entry.name


def _unlinked(node: Node, context: Context, section: Section, siblings: Siblings) -> None:
    """An item with no link at all: kept where its siblings are entries and it is written like one."""
    entry, line = node.entry, node.item.line
    if is_role(node):
        return
    dead = [link for link in entry.links if not link.url.strip() and (link.label or link.link.badges)]
    stated = bool(entry.venues or entry.dates) and (entry.title or entry.name) is not None
    titled = siblings.cited and is_title(entry.title or "") and not is_prose(node)
    if dead and not (stated or entry.authors):
        context.problem(
            line,
            "empty-link",
            "A link without an address is all that stands here; it was taken for a placeholder.",
            entry.text,
        )
    elif dead or (stated and siblings.papers) or titled:
        _take_remarks(node)
        if entry.title is None and entry.name is None:
            context.problem(
                line,
                "bad-entry",
                "This looks like an entry, but has neither a title nor an address.",
                entry.text,
                entry=True,
            )
            return
        report_links(entry, context, line)
        if (
            section.topic is Topic.DATASETS
            and (found := dataset(entry, context, line, section)) is not None
            and is_dataset(entry)
        ):
            context.reading.records.append(found)
        else:
            _paper(node, context, section)
