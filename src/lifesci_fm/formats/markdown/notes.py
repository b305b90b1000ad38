"""Reading notes: a document with front matter is a write-up about the model its title names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from lifesci_fm.formats.markdown.blocks import Block, ListBlock, Paragraph
from lifesci_fm.formats.markdown.context import Context
from lifesci_fm.formats.markdown.dates import leading_date, read_date, year_in
from lifesci_fm.formats.markdown.inline import plain, scan
from lifesci_fm.formats.markdown.names import model_in_note_title
from lifesci_fm.formats.markdown.source import FrontMatter
from lifesci_fm.formats.markdown.titles import clean_title, word_count
from lifesci_fm.formats.markdown.venue_names import PREPRINT_SERVERS
from lifesci_fm.formats.markdown.venues import venues_in
from lifesci_fm.records import ArticleRecord, LinkRecord, ModelRecord, Origin, PaperRecord, VersionRecord
from lifesci_fm.text import fold, squeeze
from lifesci_fm.vocabulary import OriginKind, VersionKind

_TITLE_END = re.compile(r"[。！？\n]|[.?!](?:\s|\Z)|[,，;；]\s")
_CLAUSE = re.compile(r"[。！？，；,;\n]|[.!?](?:\s|\Z)")
_MOST_PARAGRAPHS = 40
_OF_A_NOTE = ("date", "pubdate", "published", "created", "author", "authors", "tags", "tag", "keywords", "categories")
_NUMBER = r"[~≈约]?\s?\d[\d.,]*\s?(?:[kKMBT]\b|million|billion|百万|千万|万|亿)"
#: A number of parameters: `参数量38M`, `100M parameters`.
_SIZE = re.compile(
    rf"(?:参数量?(?:为|是|约|达|有|共)*\s?[:：]?\s?|parameters?\s?[:：]\s?)({_NUMBER})"
    rf"|({_NUMBER})\s?(?:个)?(?:参数|(?:trainable |learnable )?parameters?\b)"
)
_SENTENCE = re.compile(r"[。！？；;\n]|[.!?](?:\s|\Z)")


def note(front: FrontMatter, context: Context) -> ArticleRecord | None:
    """The write-up that a note is; None without a title, and for the page of a list of papers that has nothing else."""
    title = front.one("title")
    if not title:
        return None
    told = context.note_model or any(front.one(name) for name in _OF_A_NOTE)
    if not told and any(isinstance(record, PaperRecord) for record in context.reading.records):
        return None
    date = front.one("date", "pubdate", "published", "created")
    links = tuple(
        LinkRecord("article", url)
        for url in front.many("permalink", "canonical_url", "url", "link")
        if url.startswith("http")
    )
    return ArticleRecord(
        title=squeeze(title),
        date=(read_date(date) or (leading_date(date) or (None,))[0]) if date else None,
        links=links,
        models=(context.note_model,) if context.note_model else (),
        tags=tuple(dict.fromkeys([*front.many("tags", "tag", "keywords"), *front.many("categories", "category")])),
        author=", ".join(front.many("author", "authors")) or None,
        origin=Origin(OriginKind.IMPORT, context.name, front.lines.get("title")),
    )


def note_model(front: FrontMatter) -> str | None:
    """The model that a note is about."""
    title = front.one("title")
    return model_in_note_title(title) if title else None


def mentioned_paper(blocks: Sequence[Block], context: Context) -> PaperRecord | None:
    """The paper that the note's prose names in full: `这次的论文是scGPT: toward building a foundation model …。`"""
    model = context.note_model
    if model is None:
        return None
    mention = re.compile(rf"(?<![A-Za-z0-9-]){re.escape(model)}\s*[:：]\s*(?=[A-Za-z])")
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)][:_MOST_PARAGRAPHS]
    for block in paragraphs:
        text = plain(scan(block.text, context.references))
        found = mention.search(text)
        if found is None:
            continue
        end = _TITLE_END.search(text, found.end())
        title = clean_title(text[found.start() : end.start() if end else len(text)])
        if word_count(title) < 5:
            continue
        origin = context.origin(block.line)
        size, line = _size(blocks, context, model)
        return PaperRecord(
            title=title,
            versions=tuple(_stated_versions(text[end.end() :] if end else "")),
            models=(ModelRecord(name=model, parameters=size, origin=context.origin(line) if size else origin),),
            origin=origin,
        )
    return None


def _size(blocks: Iterable[Block], context: Context, model: str) -> tuple[str | None, int]:
    """The number of parameters that a sentence gives this model (`scGPT模型（参数量38M）`), and its line."""
    named = re.compile(rf"(?<![A-Za-z0-9-]){re.escape(model)}(?![A-Za-z0-9-])[^A-Z]*\Z")
    for text, line in _prose(blocks):
        for sentence in _SENTENCE.split(plain(scan(text, context.references))):
            sizes = list(_SIZE.finditer(sentence))
            if len(sizes) == 1 and named.search(sentence[: sizes[0].start()]):  # no other name stands between them
                return (sizes[0][1] or sizes[0][2]).strip(), line
    return None, 0


def _prose(blocks: Iterable[Block]) -> Iterator[tuple[str, int]]:
    """Paragraphs and the items of lists, each with its line."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text, block.line
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield item.text, item.line
                yield from _prose(item.children)


def _stated_versions(text: str) -> Iterable[VersionRecord]:
    """Venues that prose names, each with the year of its clause; a month of acceptance is no date of publication."""
    seen: set[str] = set()
    for clause in _CLAUSE.split(text):
        for name, _ in venues_in(clause):
            if fold(name) in seen:
                continue
            seen.add(fold(name))
            kind = VersionKind.PREPRINT if fold(name) in PREPRINT_SERVERS else VersionKind.PUBLISHED
            yield VersionRecord(kind=kind, venue=name, date=year_in(clause.replace("年", " ")))
