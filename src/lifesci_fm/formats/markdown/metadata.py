"""Facts about an entry in bullets under it or on lines of their own: `📅 Date: August 12, 2026`, `作者：…`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lifesci_fm.formats.markdown.anatomy import read_entry
from lifesci_fm.formats.markdown.authors import looks_like_authors, read_authors
from lifesci_fm.formats.markdown.dates import read_date
from lifesci_fm.formats.markdown.entry import Entry
from lifesci_fm.formats.markdown.headers import Column, column_of
from lifesci_fm.formats.markdown.inline import Piece, References, links_of, plain, scan
from lifesci_fm.formats.markdown.labels import Role, label_role
from lifesci_fm.formats.markdown.links import entry_link
from lifesci_fm.formats.markdown.names import is_model_name
from lifesci_fm.formats.markdown.phrases import phrases
from lifesci_fm.formats.markdown.signs import status_of
from lifesci_fm.formats.markdown.titles import clean_title, is_title, number_prefix
from lifesci_fm.formats.markdown.venues import is_venue, known_venue, venue_of
from lifesci_fm.text import fold, squeeze

_PAIR = re.compile(
    r"\A[^\w\[(]*\**_*([A-Za-z\u4e00-\u9fff][A-Za-z\u4e00-\u9fff /&-]{0,24}?)\**_*\s*[:：]\**\s*(?=\S)(.*)\Z", re.S
)
#: `**Paper:**` and `**For proteins**` on lines of their own.
_LABEL = re.compile(r"\W*([A-Za-z\u4e00-\u9fff][A-Za-z\u4e00-\u9fff ]{0,20}?)\s*[:：]\W*")
_FLAG = re.compile(r"(\*\*|__)[^\[\]*_:：]{1,40}\1")
_ABSTRACT = phrases(
    """
    tldr | tl dr | abstract | 摘要 | summary | 简介 | description | 说明 | brief | highlights | overview | comment |
    comments | note | notes | 备注
    """
)
_LEAST_FACTS, _MOST_LABEL = 2, 100
_LINE_FACTS = frozenset((Column.AUTHORS, Column.VENUE, Column.DATE, Column.YEAR))
#: What labels state on one line, where even a period or a comma may part them.
_STATED = _LINE_FACTS | {Column.TITLE, Column.PAPER, Column.CODE, Column.LINKS, Column.ADDRESS, Column.KEYWORDS}
_PARTED = re.compile(r"(?<=\s)\|(?=\s)|[;；]|(?<=[\w)*_.。])(?:[,.，。]|\s[-–—•·](?=\s))")
_LINES = re.compile(r"\s*(?:<br ?/?>|\n)\s*", re.I)
_EMPTY = re.compile(r"\s*[\[(]\s*[\])]")
_KEYS = frozenset(("key", "keys"))
_OTHER = phrases(
    """
    institutions | institution | affiliation | affiliations | env | environment | 机构 | 单位 | platform | domain |
    领域
    """
)


def key_of(text: str) -> tuple[str, str] | None:
    """(key, value) of a bullet that states one fact."""
    found = _PAIR.match(squeeze(text))
    if not found:
        return None
    key = fold(found[1])
    known = column_of(found[1]) is not None or key in _ABSTRACT | _OTHER | _KEYS or _is_linked(found[1], found[2])
    return (found[1].strip(), found[2].strip()) if known else None


def _is_linked(key: str, value: str) -> bool:
    """True of `OpenReview: https://…` and `Poster: [link](u)`: what the link leads to, and the link."""
    return value.startswith(("http", "[", "<http")) and (label_role(key) is not None or known_venue(key))


def is_metadata(text: str) -> bool:
    """True of a bullet that states a fact about the entry above it."""
    return key_of(text) is not None


def says_title(text: str) -> bool:
    """True of lines that begin with `Title: …`."""
    pair = key_of(text.split("\n")[0])
    return pair is not None and column_of(pair[0]) is Column.TITLE


def add_metadata(entry: Entry, texts: Sequence[str], references: References) -> list[str]:
    """Put the facts of child bullets into an entry; returns the bullets that are none."""
    rest: list[str] = []
    for text in texts:
        pair = key_of(text)
        if pair is None:
            pieces = scan(text, references)
            words = plain(pieces)
            if not entry.authors and looks_like_authors(words, least=1):
                entry.authors, entry.authors_complete = read_authors(words)
            elif links_of(pieces) or not entry.take_statement(words):
                rest.append(text)
            continue
        key, value = pair
        pieces = scan(value, references)
        for link in links_of(pieces):
            link.hint = key
            if link.url:
                one = entry_link(link)
                in_passing = one.role is Role.CODE and fold(key) in _ABSTRACT  # `Abstract: … better than [other](u)`
                entry.links.append(replace(one, role=Role.OTHER) if in_passing else one)
        if entry.title is None and column_of(key) in (Column.PAPER, Column.TITLE) and _linked_title(entry, pieces):
            continue
        _put(entry, key, plain(pieces) if column_of(key) not in _LINE_FACTS else _EMPTY.sub("", _said(pieces)))
    return rest


def _said(pieces: Sequence[Piece]) -> str:
    """`NeurIPS 2023 [pdf](u)`: the words without links that only say what they lead to."""
    return plain([one for one in pieces if one.link is None or label_role(one.link.label) is None]).rstrip(" .,;")


def _linked_title(entry: Entry, pieces: list[Piece]) -> bool:
    """`[Title](url) (Venue, 2021)`: the title with what stands about it; False when no link holds a title."""
    title = next((link.label for link in links_of(pieces) if is_title(link.label)), None)
    if title is None:
        return False
    said = read_entry(pieces)
    entry.title = said.title or clean_title(title)
    entry.venues.extend(said.venues)
    entry.dates.extend(said.dates)
    if said.name and is_model_name(said.name):
        entry.name = said.name
    if said.authors and not entry.authors:
        entry.authors, entry.authors_complete = said.authors, said.authors_complete
    return True


def entry_of(text: str, pieces: list[Piece], references: References) -> Entry:
    """The entry that a text is, scanned as `pieces`; lines that say who wrote it, where or when are facts about it."""
    lines = [line for line in _LINES.split(text) if line.strip()]
    keys = [key_of(line) for line in lines]
    if keys and keys[0] and column_of(keys[0][0]) in (Column.TITLE, Column.PAPER):  # `**Title:** …`
        stated = [part for line in lines for part in _statements(line)]
        return headed("", stated, references) or _labelled(stated, references) or read_entry(pieces)
    facts = [line for line, key in zip(lines, keys, strict=True) if key and column_of(key[0]) in _LINE_FACTS]
    if not facts or facts[0] == lines[0]:
        return read_entry(pieces)
    entry = read_entry(scan("  \n".join(line for line in lines if line not in facts), references))
    add_metadata(entry, facts, references)
    return entry


def headed(heading: str, texts: Sequence[str], references: References) -> Entry | None:
    """The entry of a heading with a list of nothing but its facts; None when the list is another."""
    texts = [text for text in texts if not _FLAG.fullmatch(text.strip())]
    pairs = [found for text in texts if (found := _PAIR.match(squeeze(text)))]
    keys, known = {found[1].strip() for found in pairs}, [text for text in texts if is_metadata(text)]
    if len(pairs) != len(texts) or len(keys) != len(texts) or len(known) < max(_LEAST_FACTS, 0.5 * len(texts)):
        return None
    words = clean_title(heading[number_prefix(heading) :])
    entry = Entry(name=words or None, text=words)
    entry.description.extend(plain(scan(text, references)) for text in texts if text not in known)
    add_metadata(entry, known, references)
    if entry.title is None and is_title(words):
        entry.title, entry.name = words, None
    return entry if entry.roles(Role.PAPER) or (entry.title and entry.links) else None


def _labelled(stated: Sequence[str], references: References) -> Entry | None:
    """The entry of statements most of which have a label: `Title: …`, `Authors: …`, `[pdf](u)`; None of others."""
    if len({fold(key[0]) for part in stated if (key := key_of(part))}) < _LEAST_FACTS:
        return None
    entry = Entry(text=plain(scan(" | ".join(stated), references)))
    for text in add_metadata(entry, stated, references):
        said = read_entry(scan(text, references))
        entry.links.extend(said.links)
        entry.description.extend([] if said.links else [said.text])
    return entry if entry.title and (entry.authors or entry.venues or entry.links) else None


def _statements(line: str) -> list[str]:
    """A line parted before each label of a fact, and at each bar."""
    found, begin = list[str](), 0
    for sign in _PARTED.finditer(line):
        key = key_of(line[sign.end() : sign.end() + _MOST_LABEL])
        last = key_of(line[begin : min(sign.start(), begin + _MOST_LABEL)])
        weak = sign[0].strip() not in ("|", ";", "；")
        told = last is not None and fold(last[0]) in _ABSTRACT  # whose sentences may hold anything
        if sign[0].strip() == "|" or (key and not told and (not weak or column_of(key[0]) in _STATED)):
            found.append(line[begin : sign.start()])
            begin = sign.end()
    return [part for one in (*found, line[begin:]) if (part := one.strip(" ,;|，；"))]


def is_paper_label(text: str) -> bool:
    """True of `**Paper:**` alone, with the papers in bullets below it."""
    found = _LABEL.fullmatch(text.strip())
    return found is not None and column_of(found[1]) is Column.PAPER


def _put(entry: Entry, key: str, words: str) -> None:
    column = column_of(key)
    if fold(key) in _ABSTRACT or column is Column.NOTE:
        entry.description.insert(0, words)
    elif column in (Column.DATE, Column.YEAR) and (date := read_date(words)):
        entry.dates.append(date)
    elif column is Column.VENUE or (column is Column.PAPER and is_venue(words)):
        if stated := venue_of(words):
            entry.venues.append(stated)
    elif column is Column.AUTHORS:
        authors, whole = read_authors(words)
        entry.authors, entry.authors_complete = (authors, whole) if authors else (entry.authors, entry.authors_complete)
    elif column is Column.KEYWORDS or fold(key) in _KEYS:
        entry.tags.extend(tag for part in re.split(r"[,;，；、]\s*", words) if (tag := part.strip(" []")))
    elif column is Column.STATUS and (status := status_of(words)):
        entry.status = status
    elif column is Column.TITLE:
        entry.title = entry.title or clean_title(words) or None
    elif words and column not in (Column.PAPER, Column.CODE, Column.ADDRESS, Column.LINKS, Column.WEIGHTS):
        entry.description.append(f"{key}: {words}")
