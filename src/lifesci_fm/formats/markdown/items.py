"""Items of lists as entries with what hangs below them, and what a list of them is: papers, citations, contents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lifesci_fm.formats.markdown.anatomy import read_entry
from lifesci_fm.formats.markdown.authors import names_people
from lifesci_fm.formats.markdown.blocks import Item, Paragraph
from lifesci_fm.formats.markdown.context import Section
from lifesci_fm.formats.markdown.entry import Entry
from lifesci_fm.formats.markdown.inline import Piece, References, links_of, plain, scan
from lifesci_fm.formats.markdown.labels import Role, label_role
from lifesci_fm.formats.markdown.links import EntryLink, entry_link, is_anchor
from lifesci_fm.formats.markdown.metadata import entry_of
from lifesci_fm.formats.markdown.resources import is_generic
from lifesci_fm.formats.markdown.titles import is_title, word_count
from lifesci_fm.formats.markdown.venues import is_venue, known_venue, venue_of
from lifesci_fm.formats.markdown.works import split_works

#: Words to the reader: in lower case, or as the first word; titles hold them with a capital.
_PROSE = re.compile(
    r"\b(?:we|our|ours|you|your|please|this (?:repo|repository|list|project|section|paper list|survey|website)"
    r"|feel free|welcome)\b|\A\W*(?:We|Our|Ours|You|Your|Please|This|Feel free|Welcome)\b"
)
_NEWS = re.compile(
    r"\b(?:our (?:\w+ ){0,3}(?:papers?|survey|work|review|model)|we (?:have|are|release|introduce|update)"
    r"|please|feel free|refer to|check out)\b",
    re.I,
)
_INSTRUCTION = re.compile(
    r"\A(?:step\s*\d|\d+\s*[.)]\s|for example|e\.g\.|note\b|todo\b|download\b|install\b|unzip\b|run\b|click\b"
    r"|see\b|to\s\w+\s)",
    re.I,
)
#: Headings of lists of nothing but papers.
_PAPERS = re.compile(r"\b(?:papers|articles|publications)\b|论文|文献", re.I)
#: A place in the page of a repository: `https://github.com/a/b#surveys`.
_INTO_PAGE = re.compile(
    r"https?://(?:www\.)?git(?:hub|lab|ee)\.com/[\w.-]+/[\w.-]+/?(?:(?:blob|tree)/[^#]+)?(?:\?[^#]*)?#\S"
)
_LEAST_CITED = 3
#: `[2024.06 | Preprint]` says that a paper follows, be its server unknown.
_PREPRINT = re.compile(r"\W*[\[【(（][^\[\]【】()（）]{0,30}\bpre-?print\b[^\[\]【】()（）]{0,30}[\]】)）]", re.I)
#: `Head of the group`, `Members of the steering committee`: who somebody is, not what they wrote.
_ROLE = re.compile(
    r"(?:[\w-]+ )?(?:heads?|directors?|leaders?|chairs?|presidents?|members?|organi[sz]ers?|coordinators?|founders?"
    r"|maintainers?|managers?|supervisors?|professors?|investigators?|alumni|staff)"
    r" (?:of|at|in|for) (?:[\w-]+ ){0,5}?(?:group|lab|laboratory|team|project|committee|board|institute|department"
    r"|cent(?:er|re)|consortium|community|society|company|school|university)",
    re.I,
)
#: Where a list of authors ends: a period behind a whole name, not behind an initial.
_CLAUSE_END = re.compile(r"(?<=[^\W\d_]{2})\.\s")


@dataclass(slots=True)
class Node:
    """An item with its pieces and its entry.

    `own_text` is the item without the paragraphs under it, `remarks` are those of them that hold no link.
    """

    item: Item
    pieces: list[Piece]
    entry: Entry
    children: list[Node]
    own_text: str
    remarks: list[str]

    @property
    def own_links(self) -> list[EntryLink]:
        """Links of the item itself that lead somewhere."""
        return [link for link in self.entry.links if link.url and not is_anchor(link.url)]

    @property
    def has_paper(self) -> bool:
        """True when the item itself links to a paper."""
        return any(link.role is Role.PAPER for link in self.own_links)


@dataclass(frozen=True, slots=True)
class Siblings:
    """What the items of a list are: `papers` when at least half of them are, `cited` when most are citations alone."""

    papers: bool
    cited: bool


def node_of(item: Item, references: References) -> Node:
    """An item as a node.

    A paragraph of links under its text belongs to its entry, other text is a remark. So does a bullet under it that
    goes on with the authors and the links (`- Title⏎  - A. Byron and G. Hopper. *NeurIPS 2020*. [[pdf]](u)`). Titles of
    papers in paragraphs under a mere topic are entries of their own.
    """
    text, remarks = item.text, list[str]()
    listed = _listed(item, references)
    cited = _cited(item, references)
    signed = next((child for child in item.items if _is_signed(child, references)), None)
    if signed is not None:
        text += f"  \n{signed.text}"
    linked = bool(links_of(scan(text, references)))
    for block in item.children:
        if block in listed or block is cited:
            continue
        if (
            isinstance(block, Paragraph)
            and not (block.quoted and linked)  # what is quoted below a linked title is its abstract
            and links_of(scan(block.text, references))
        ):
            text += f"  \n{block.text}"
        elif isinstance(block, Paragraph) and label_role(said := plain(scan(block.text, references))) is None:
            remarks.append(said)
    pieces = scan(text, references)
    own = plain(scan(item.text, references)) if text != item.text else plain(pieces)
    entry = entry_of(text, pieces, references)
    below = [*(Item(block.text, block.line) for block in listed), *item.items]
    children = [node_of(child, references) for child in below if child is not signed]
    if cited is not None:
        _take_cited(entry, read_entry(scan(cited.text, references)))
    return Node(item, pieces, entry, children, own, remarks)


def _listed(item: Item, references: References) -> list[Paragraph]:
    """Paragraphs under an item that are papers by their linked titles: `- Topic⏎⏎  [Title](u)⏎⏎  [Title](u)`."""
    if links_of(scan(item.text, references)) or is_title(plain(scan(item.text, references))):
        return []
    return [
        block
        for block in item.children
        if isinstance(block, Paragraph)
        and (links := links_of(scan(block.text, references)))
        and is_title(links[0].label)
        and entry_link(links[0]).role is Role.PAPER
    ]


def _cited(item: Item, references: References) -> Paragraph | None:
    """The paragraph under an item that cites its paper in full: `- [Tool](u) - described⏎⏎  Authors. "Title." doi`."""
    blocks = [block for block in item.children if isinstance(block, Paragraph) and "\n" not in block.text.strip()]
    for block in blocks:
        entry = read_entry(scan(block.text, references))
        papers = entry.roles(Role.PAPER)
        if entry.title and is_title(entry.title) and entry.authors and papers and all(one.sure for one in papers):
            own = entry_of(item.text, scan(item.text, references), references).roles(Role.PAPER)
            return block if len(split_works([*own, *papers])) == 1 else None
    return None


def _take_cited(entry: Entry, cited: Entry) -> None:
    """Make an entry, so far a tool or a remark, that of the paper which it cites."""
    if entry.name is None and entry.title is not None:
        entry.description.insert(0, entry.title)
    for link in entry.roles(Role.PAPER):
        link.venue = None
    entry.title, entry.title_link, entry.plain_title = cited.title, None, True
    entry.authors, entry.authors_complete = cited.authors, cited.authors_complete
    entry.venues, entry.dates = cited.venues, cited.dates
    entry.links.extend(cited.links)


def _is_signed(item: Item, references: References) -> bool:
    """True of a bullet that begins with authors and ends in links: it has no title, its parent is one."""
    pieces = scan(item.text, references)
    first = next((at for at, piece in enumerate(pieces) if piece.link), None)
    if item.children or not first:
        return False
    front = plain(pieces[:first])
    return names_people(_CLAUSE_END.split(front)[0]) or names_people(front)


def is_contents(nodes: Sequence[Node]) -> bool:
    """A table of contents: every link leads into the document, be it by the address of its own page."""
    links = [link.link.url for node in everything(nodes) for link in node.entry.links]
    return any(links) and all(is_anchor(url) or _INTO_PAGE.match(url) for url in links if url.strip())


def all_papers(nodes: Sequence[Node]) -> bool:
    """True of a list where each item is a title with a link to a paper."""
    return len(nodes) > 1 and all(
        node.entry.title is not None and any(link.role is Role.PAPER and link.sure for link in node.own_links)
        for node in nodes
    )


def everything(nodes: Sequence[Node]) -> list[Node]:
    """These nodes and all below them, in order."""
    found: list[Node] = []
    todo = list(reversed(nodes))
    while todo:
        node = todo.pop()
        found.append(node)
        todo.extend(reversed(node.children))
    return found


def siblings_of(nodes: Sequence[Node], section: Section) -> Siblings:
    """What a list is, by most of its items and by its heading."""
    promised = bool(section.full_path) and _PAPERS.search(section.full_path[-1]) is not None
    linked = sum(any(link.role is Role.PAPER and link.sure for link in node.own_links) for node in nodes)
    cited = sum(not node.own_links and _is_citation(node, promised=promised) for node in nodes)
    few = len(nodes) < _LEAST_CITED and any(map(_is_dated_citation, nodes))
    mostly_cited = cited >= max(_LEAST_CITED, 0.6 * len(nodes)) or few
    return Siblings(mostly_cited or (linked > 0 and linked + cited >= 0.5 * len(nodes)), mostly_cited)


def _is_citation(node: Node, *, promised: bool) -> bool:
    """True of `Title (SIGMOD 2017)` without any link; under a heading that promises papers, of a title alone."""
    entry = node.entry
    if node.children or not entry.title or not is_title(entry.title) or _PROSE.search(entry.text) or is_role(node):
        return False
    stated = any(venue.date or known_venue(venue.name or "") for venue in entry.venues) or (
        bool(entry.dates) and _PREPRINT.match(entry.text) is not None
    )
    signed = bool(entry.authors) or any(map(names_people, node.remarks))
    return stated or signed or (promised and not entry.description)


def is_role(node: Node) -> bool:
    """True of `**Head of the group** - Ada Byron (2021)` without any link: what somebody is, not what they wrote."""
    return not node.own_links and _ROLE.fullmatch(node.entry.title or node.entry.name or "") is not None


def _is_dated_citation(node: Node) -> bool:
    """True of what needs no siblings to be understood.

    `[ICML 2022] Title`, `**Title** - Authors (2021)`, `Title, Authors, NeurIPS 2021`.
    """
    entry = node.entry
    stated = any(venue.name and venue.date for venue in entry.venues)
    bracket = node.item.text.lstrip(" *_").startswith(("[", "【"))
    dated = bool(entry.dates) or any(venue.date for venue in entry.venues)
    marked = node.item.text.startswith(("**", "__")) or any(known_venue(venue.name or "") for venue in entry.venues)
    signed = marked and dated and bool(entry.authors) and entry.authors_complete
    return ((bracket and stated) or signed) and not node.own_links and _is_citation(node, promised=False)


def only_generic(child: Node) -> bool:
    """True of a child bullet that is only links such as `repository`, `[code]` or `[Nature Methods]`."""
    if not child.own_links:
        return False
    for link in child.own_links:
        if link.venue is None and link.role is Role.PAPER and is_venue(link.label):
            link.venue = venue_of(link.label)
    titled = child.entry.title is not None and not any(
        link.link is child.entry.title_link and link.venue for link in child.own_links
    )
    told = {id(link) for link in child.own_links if is_generic(link) or link.venue}
    beside = any(link.role is Role.PAPER and id(link) in told for link in child.own_links)  # code of that paper
    return (
        not titled
        and not child.entry.name
        and all(id(link) in told or (beside and link.role is Role.CODE) for link in child.own_links)
    )


def first_line(node: Node) -> str:
    """The words of a parent bullet that stand for a heading: its first line."""
    first = node.item.text.split("\n")[0]
    return plain(scan(first)).strip(" :：*-")


def is_prose(node: Node) -> bool:
    """A sentence that happens to hold a link, not an entry: an instruction, a word to the reader, a link in passing."""
    entry, text = node.entry, node.own_text
    if node.has_paper:
        return _NEWS.search(text) is not None and not (entry.venues or entry.title_link or entry.name)
    if _INSTRUCTION.match(text) and not is_title(entry.title or ""):
        return True
    first = next((piece for piece in node.pieces if piece.text.strip() or piece.link), None)
    if entry.name or entry.title_link is not None or (first is not None and (first.link or first.bold)):
        return bool(_PROSE.search(text)) and entry.title_link is None and entry.name_link is None
    if _PROSE.search(text) and not (entry.venues or entry.dates):
        return True
    front = plain(node.pieces[: next((at for at, piece in enumerate(node.pieces) if piece.link), 0)])
    return word_count(front) > 40 or (word_count(front) > 15 and not entry.venues)
