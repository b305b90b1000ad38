"""What is no paper: courses, videos, channels, tools, repositories, tutorials, communities, labs, pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lifesci_fm import identifiers
from lifesci_fm.formats.markdown.context import Context, Section
from lifesci_fm.formats.markdown.entry import Entry
from lifesci_fm.formats.markdown.labels import Role, label_role
from lifesci_fm.formats.markdown.links import EntryLink
from lifesci_fm.formats.markdown.titles import clean_title
from lifesci_fm.formats.markdown.topics import Topic
from lifesci_fm.identifiers import Identifier
from lifesci_fm.records import LinkRecord, Record, ResourceRecord
from lifesci_fm.text import squeeze

_HOSTS = (
    ("column", r"zhihu\.com/column/"),
    ("course",
        r"coursera\.org|edx\.org|udemy\.com|udacity\.com|fast\.ai|datacamp\.com|icourse163\.org|ocw\.mit\.edu"
        r"|class-central|deeplearning\.ai|khanacademy"
    ),
    ("channel", r"youtube\.com/(?:c/|channel/|user/|@)|space\.bilibili\.com"),
    ("video", r"youtube\.com|youtu\.be|bilibili\.com|vimeo\.com"),
    ("community",
        r"discord\.(?:gg|com)|slack\.com|gitter\.im|(?:\A|/)t\.me/|groups\.google|reddit\.com|biostars\.org"
        r"|stackexchange|stackoverflow"
    ),
    ("repository", r"github\.com|gitlab\.com|gitee\.com|bitbucket\.org|codeocean\.com|huggingface\.co/spaces"),
    ("tool", r"bioconductor\.org|cran\.r-project|pypi\.org|anaconda\.org|readthedocs"),
    ("model", r"huggingface\.co/[^/]+/[^/]+|modelscope\.cn/models"),
    ("article",
        r"medium\.com|zhihu\.com/p/|zhuanlan\.zhihu|substack\.com|wordpress\.com|blogspot\.|mp\.weixin"
        r"|csdn\.net|jianshu\.com|(?:\A|[/.])blog\."
    ),
    ("encyclopedia", r"wikipedia\.org"),
)  # fmt: skip
#: From so many papers, models and datasets on, a document is a list of them.
_PAPER_LIST = 20

_WORDS = (
    ("course", r"\bcourses?\b|\bmooc\b|课程|公开课"),
    ("tutorial", r"\btutorials?\b|\bworkshops?\b|\bhands-on\b|\btraining\b|教程|指南"),
    ("channel", r"\bchannel\b|频道"),
    ("video", r"\bvideos?\b|\bepisodes?\b|\blectures?\b|视频"),
    ("book", r"\bbooks?\b|\btextbook\b|书籍"),
    ("blog", r"\bblogs?\b|博客"),
    ("community", r"\bcommunity\b|\bforum\b|社区|论坛"),
)  # fmt: skip


def kind_of(url: str | None, words: str, section: Section, links: Sequence[LinkRecord] = ()) -> str:
    """The kind of a resource: by its section for labs, else by its host, else by its words (title, then remark)."""
    if section.topic is Topic.LABS:
        return "lab"
    named = words.partition("\n")[0]
    address = url or next((link.url for link in links), "")
    by_host = next((kind for kind, pattern in _HOSTS if re.search(pattern, address, re.I)), None)
    if by_host and by_host not in ("repository", "tool"):
        return by_host
    by_words = next((kind for kind, pattern in _WORDS if re.search(pattern, named, re.I)), None)
    if by_words is None and re.search(_WORDS[0][1], words, re.I):
        by_words = "course"
    if by_words and (by_host is None or by_words in ("course", "tutorial", "book")):
        return by_words
    if by_host:
        return by_host
    if section.topic is Topic.TOOLS:
        return "tool"
    if section.topic is Topic.LEARNING and (
        found := next((kind for kind, p in _WORDS if re.search(p, section.full_path[-1], re.I)), None)
    ):
        return found
    return "web page"


def resource(
    entry: Entry,
    context: Context,
    line: int,
    section: Section,
    *,
    children: Sequence[EntryLink] = (),
    papers: Sequence[Identifier] = (),
    remark: str = "",
) -> ResourceRecord | None:
    """A resource from an entry, with the links of its child bullets; None when it has neither title nor address."""
    main = entry.name_link or entry.title_link
    addresses = [link for link in [*entry.links, *children] if link.url and not link.url.startswith("#")]
    first = next((link for link in addresses if link.link is main), None)
    if first is None:
        first = next((link for link in addresses if link.role is not Role.PAPER or not entry.name), None)
    title = entry.name or entry.title or (first.label if first is not None else "")
    if entry.name and entry.subtitle and first is not None and first.link is not main:
        title = f"{entry.name}: {entry.subtitle}"
    said = [entry.subtitle] if entry.subtitle and not title.endswith(entry.subtitle) else []
    said += [entry.title] if entry.title and entry.title != title else []
    text = squeeze(" ".join([*said, *entry.description, remark]))
    if first is not None and (not title or title == first.url):
        title = identifiers.repository_name(first.url) or first.url
    title = clean_title(title)
    if not title:
        return None
    links = tuple(
        LinkRecord(link.kind, link.url, link.label if link.label != link.url else "")
        for link in addresses
        if link is not first or children
    )
    url = first.url if first is not None else None
    found = [link.reference.identifier for link in addresses if link.reference is not None and link is not first]
    return ResourceRecord(
        kind=kind_of(url, f"{title}\n{text}", section, links),
        title=title,
        url=url,
        topic=section.full_path,
        remark=text or None,
        links=links,
        papers=tuple(dict.fromkeys([*found, *papers])),
        origin=context.origin(line, section),
    )


def mark_asides(records: list[Record], lists: Sequence[range]) -> None:
    """Mark the resources of lists that are mainly of resources, in a document that is a list of papers.

    `lists` are the places in `records` of what each list or table brought in.
    """
    if sum(map(_is_work, records)) < _PAPER_LIST:
        return
    for span in lists:
        if sum(_is_work(records[at]) for at in span) < 0.5 * len(span):
            for at in span:
                record = records[at]
                if isinstance(record, ResourceRecord) and not record.papers:
                    records[at] = replace(record, aside=True)


def _is_work(record: Record) -> bool:
    return not isinstance(record, ResourceRecord) or bool(record.papers)


def is_generic(link: EntryLink) -> bool:
    """True of a link whose label says only what it leads to (`repository`, `tutorial`, `Discord Group`)."""
    return label_role(link.label) is not None or link.link.bare


def repeated_addresses(records: Sequence[object], context: Context) -> None:
    """Two resources of different titles with one address: a slip of copy and paste worth a word."""
    seen: dict[str, ResourceRecord] = {}
    for record in records:
        if isinstance(record, ResourceRecord) and record.url:
            first = seen.setdefault(identifiers.normalise_url(record.url) or record.url, record)
            if (
                first is not record
                and first.title != record.title
                and record.origin.line
                and record.kind == first.kind == "video"
            ):
                message = f"This has the same address as {first.title!r} in line {first.origin.line}; both are kept."
                context.problem(record.origin.line, "repeated-url", message, record.title)
