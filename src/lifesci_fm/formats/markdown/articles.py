"""Write-ups by the list's owner: numbered titles with links to a column, a blog or a notebook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from lifesci_fm.formats.markdown.blocks import Item
from lifesci_fm.formats.markdown.context import Context, Section
from lifesci_fm.formats.markdown.inline import Piece, links_of, plain
from lifesci_fm.formats.markdown.labels import Role, label_role
from lifesci_fm.formats.markdown.links import entry_link, is_anchor
from lifesci_fm.formats.markdown.titles import clean_title, word_count
from lifesci_fm.formats.markdown.topics import Topic
from lifesci_fm.records import ArticleRecord, LinkRecord, ModelRecord, PaperRecord, Record
from lifesci_fm.text import name_key, squeeze

_NUMERALS = {sign: at for at, sign in enumerate("零一二三四五六七八九")}
_NUMBER = re.compile(
    r"\s*(?:[(（]\s*([零〇一二三四五六七八九十百]{1,5}|\d{1,3})\s*[)）]|([零〇一二三四五六七八九十百]{1,5}"
    r"|\d{1,3})\s*[、.)）：:])\s*"
)
_OWN_ROLES = (Role.ARTICLE, Role.NOTEBOOK, Role.VIDEO)


def chinese_number(text: str) -> int | None:
    """The number that numerals say: `十二` is 12, `7` is 7."""
    if text.isdecimal():
        return int(text)
    total, digit = 0, 0
    for sign in text.replace("〇", "零"):
        if sign == "十":
            total, digit = total + (digit or 1) * 10, 0
        elif sign == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif sign in _NUMERALS:
            digit = _NUMERALS[sign]
        else:
            return None
    return total + digit


def _written_up(pieces: Sequence[Piece]) -> bool:
    """`Title [知乎文章](u)`: a title in front of links that only say where the write-up is."""
    links = [entry_link(link) for link in links_of(list(pieces)) if not is_anchor(link.url)]
    if not links or not any(link.role is Role.ARTICLE for link in links):
        return False
    if any(link.role is Role.PAPER for link in links):
        return False
    front = plain(_before_links(pieces))
    return word_count(front) >= 2 and all(
        label_role(link.label) is not None or link.role in _OWN_ROLES for link in links
    )


def _before_links(pieces: Sequence[Piece]) -> list[Piece]:
    at = next((at for at, piece in enumerate(pieces) if piece.link is not None), len(pieces))
    return list(pieces[:at])


def is_writings(items: Sequence[tuple[Item, list[Piece]]], section: Section) -> bool:
    """True of a list made of write-ups: most items are, and the list is numbered or its heading says so."""
    hits = sum(_written_up(pieces) for _, pieces in items)
    numbered = sum(item.number is not None or _NUMBER.match(plain(pieces)) is not None for item, pieces in items)
    least = 0.6 * len(items)
    return hits > 0 and hits >= least and (section.topic is Topic.WRITINGS or numbered >= least)


def article(item: Item, pieces: list[Piece], context: Context, section: Section) -> ArticleRecord:
    """One write-up."""
    front = plain(_before_links(pieces))
    number, found = item.number, _NUMBER.match(front)
    if found:
        number = chinese_number(found[1] or found[2])
        front = front[found.end() :]
    links = tuple(
        LinkRecord(one.kind, one.url, one.label)
        for link in links_of(pieces)
        if not is_anchor(link.url)
        for one in (entry_link(link),)
    )
    return ArticleRecord(
        title=clean_title(front), number=number, links=links, origin=context.origin(item.line, section)
    )


def name_models(records: Iterable[Record]) -> list[Record]:
    """Articles of a document with the models of the same document that their titles name, the longest name first."""
    kept = list(records)
    names: dict[str, str] = {}
    for record in kept:
        models = (
            record.models if isinstance(record, PaperRecord) else (record,) if isinstance(record, ModelRecord) else ()
        )
        for model in models:
            names.setdefault(name_key(model.name), model.name)
    ordered = sorted((name for name in names.values() if len(name) > 2), key=lambda name: -len(name))
    if not ordered:
        return kept
    either = "|".join(map(re.escape, ordered))
    pattern = re.compile(rf"(?<![A-Za-z0-9_-])(?:{either})(?![A-Za-z0-9])(?!-\d)", re.I)
    for at, record in enumerate(kept):
        if isinstance(record, ArticleRecord):
            named = [names.get(name_key(found), squeeze(found)) for found in pattern.findall(record.title)]
            kept[at] = replace(record, models=tuple(dict.fromkeys([*record.models, *named])))
    return kept
