"""Full-text search: words to what FTS5 is asked, the order of hits, what stands around them, and words spelt nearly so.

Papers are ranked by bm25 with the weights of the index. Where more papers match than can be weighed while somebody
waits, those whose title or model is called just so come first, then those with all words in title, models, authors and
tags, then those with one of them there, and then the rest: each by rank as far as that is soon known, else the last
added first.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from lifesci_fm.catalog.language import And, Not, Or, Tree, Word
from lifesci_fm.catalog.names import LAST, model_ids
from lifesci_fm.catalog.terms import marks
from lifesci_fm.store.fulltext import COLUMNS, GAP, spaced
from lifesci_fm.text import fold

#: Papers that are weighed one against the other without a second thought: some 5 ms.
_MANY = 2048
#: The same for papers that have not all words in title, models, authors and tags, where more is asked about each.
_SOME = 1024
#: Papers with a word from which on it is not weighed among many: bm25 counts all that have it, 1 ms for 40,000.
_COMMON = 16384

#: Letters that each half of a word has at least, where a word is cut in two.
_HALF = 4

_NAMES = "{title models authors tags} : "
_LETTERS = re.compile(r"[^\W_]+")
_JOINTS = r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])"


class Wording(NamedTuple):
    """What FTS5 is asked: all of it, and the words that must all be there if it is no more than such words.

    `typed` are these words as they were typed.
    """

    match: str
    words: tuple[str, ...] = ()
    typed: str = ""


def is_text(tree: Tree) -> bool:
    """Can the full-text index alone answer it?"""
    if isinstance(tree, Word):
        return True
    if isinstance(tree, Or):
        return all(map(is_text, tree.parts))
    if isinstance(tree, And):
        return any(map(is_text, tree.parts)) and all(is_text(p.of if isinstance(p, Not) else p) for p in tree.parts)
    return False


def wording(connection: sqlite3.Connection, tree: Tree) -> Wording | None:
    """What to ask for a tree of words; None if it has neither letters nor digits.

    A word that no paper has is taken as the beginning of one.
    """
    if isinstance(tree, Word):
        match = _word(connection, tree)
        return Wording(match, (match,), tree.text) if match else None
    if isinstance(tree, Or):
        either = [part.match for part in (wording(connection, part) for part in tree.parts) if part]
        return Wording(f"({' OR '.join(either)})") if either else None
    if isinstance(tree, And):
        wanted = [
            part for part in (wording(connection, part) for part in tree.parts if not isinstance(part, Not)) if part
        ]
        unwanted = [part for part in (wording(connection, p.of) for p in tree.parts if isinstance(p, Not)) if part]
        if not wanted:
            return None
        match = " AND ".join(part.match for part in wanted)
        if unwanted:
            return Wording(f"(({match}) NOT ({' OR '.join(part.match for part in unwanted)}))")
        if not all(part.words for part in wanted):
            return Wording(f"({match})")
        words = tuple(word for part in wanted for word in part.words)
        return Wording(f"({match})", words, " ".join(part.typed for part in wanted))
    raise TypeError(tree)


def phrase(text: str, *, prefix: bool = False) -> str:
    """The words of a text side by side, as FTS5 is asked for them; empty if there is neither letter nor digit."""
    if not _LETTERS.search(text):
        return ""
    quoted = spaced(text).replace('"', '""').replace("\0", " ")
    return f'"{quoted}"{" *" if prefix else ""}'


def _word(connection: sqlite3.Connection, word: Word) -> str:
    """One word in its spellings; what no paper has is two words or a beginning, as is what is said to be one."""
    whole = _either(phrase(spelling) for spelling in _spellings(word.text))
    if not whole or not (word.prefix or not _found(connection, whole)):
        return whole
    if not word.prefix and (halves := _either(map(phrase, _halves(word.text)))) and _found(connection, halves):
        return halves
    return _either(phrase(spelling, prefix=True) for spelling in _spellings(word.text))


def _spellings(text: str) -> list[str]:
    """`DNABERT-2` is also DNABERT2, `ESM2` also ESM-2, `single-cell` also singlecell."""
    if text.isalpha():
        return [text]
    parts = _LETTERS.findall(text)
    if not text.isascii() or " " in text or not 1 <= len(parts) <= 3:
        return [text]
    apart = " ".join(parts)  # what FTS5 makes of the text, whatever stands between
    return list(dict.fromkeys([apart, "".join(parts), re.sub(_JOINTS, " ", apart)]))


def _halves(text: str) -> list[str]:
    """`singlecell` in two words, wherever it may be cut: `single cell` is one of them."""
    if not (text.isascii() and text.isalpha()):
        return []
    return [f"{text[:cut]} {text[cut:]}" for cut in range(_HALF, len(text) - _HALF + 1)]


def _either(phrases: Iterable[str]) -> str:
    different = list(dict.fromkeys(filter(None, phrases)))
    return different[0] if len(different) == 1 else f"({' OR '.join(different)})" if different else ""


def _found(connection: sqlite3.Connection, match: str) -> bool:
    return connection.execute("SELECT 1 FROM search WHERE search MATCH ? LIMIT 1", (match,)).fetchone() is not None


# -- order -----------------------------------------------------------------------------------------------------------

# A plain `rank` would have FTS5 weigh every paper that has the words before any condition is looked at.
_BY_RANK, _LAST_FIRST = "+s.rank", "s.rowid DESC"


class Papers(NamedTuple):
    """Among which papers is searched: a condition on `p` (empty: all) with its values. It may be known to be `few`."""

    where: str
    values: tuple[Any, ...]
    few: bool


def ranked(connection: sqlite3.Connection, asked: Wording, among: Papers, limit: int | None) -> Iterator[int]:
    """The ids of papers that have the words, best first."""
    if among.few or _count(connection, asked.match, _MANY) < _MANY:
        yield from _ordered(connection, asked.match, _BY_RANK, among, limit)
        return
    seen: set[int] = set()
    for tier in _tiers(connection, asked, among, limit):
        for number in tier:
            if number not in seen:
                seen.add(number)
                yield number
                if len(seen) == limit:
                    return


def _tiers(connection: sqlite3.Connection, asked: Wording, among: Papers, limit: int | None) -> Iterator[Iterator[int]]:
    """Papers that follow each other, the best first; the last of these include all others."""
    if asked.words:
        yield _called(connection, asked.typed, among, limit)
        rare = _are_rare(connection, asked.words)
        all_there = f"{_NAMES}({' AND '.join(asked.words)})"
        yield _ordered(connection, all_there, _order(connection, all_there, _MANY if rare else 0), among, limit)
        if len(asked.words) > 1:
            some = f"({asked.match}) AND {_NAMES}({' OR '.join(asked.words)})"
            yield _ordered(connection, some, _order(connection, some, _SOME if rare else 0), among, limit)
    yield _ordered(connection, asked.match, _LAST_FIRST, among, limit)


def _called(connection: sqlite3.Connection, name: str, among: Papers, limit: int | None) -> Iterator[int]:
    """Papers of which this is the whole title, or the name of the model they introduce."""
    models = model_ids(connection, [name])
    found = "SELECT id FROM papers WHERE title_key = ?"
    if models:
        introduce = f"SELECT paper_id FROM paper_models WHERE role = 'introduces' AND model_id IN ({marks(models)})"
        found = f"{found} UNION ALL {introduce}"
    sql = f"SELECT p.id FROM papers AS p WHERE p.id IN ({found}) AND {among.where or '1'} ORDER BY p.id DESC LIMIT ?"
    values = (fold(name), *models, *among.values, -1 if limit is None else limit)
    return (row[0] for row in connection.execute(sql, values))


def _are_rare(connection: sqlite3.Connection, words: Sequence[str]) -> bool:
    """Has none of these words so many papers that counting them takes long? Spellings are counted after plain words."""
    papers = connection.execute("SELECT max(id) FROM papers").fetchone()[0] or 0
    return papers < _COMMON or all(_count(connection, word, _COMMON) < _COMMON for word in sorted(words, key=len))


def _order(connection: sqlite3.Connection, match: str, most: int) -> str:
    """By rank, if fewer papers match than `most`."""
    return _BY_RANK if most and _count(connection, match, most) < most else _LAST_FIRST


def _count(connection: sqlite3.Connection, match: str, most: int) -> int:
    """How many papers match, counted no further than matters."""
    sql = "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)"
    return int(connection.execute(sql, (match, most)).fetchone()[0])


def _ordered(connection: sqlite3.Connection, match: str, order: str, among: Papers, limit: int | None) -> Iterator[int]:
    if not among.where:
        papers = "WHERE"
    elif among.few:  # a set that each hit is looked up in
        papers = f"WHERE +s.rowid IN (SELECT p.id FROM papers AS p WHERE {among.where}) AND"
    else:  # CROSS JOIN: hits are tried one by one
        papers = f"CROSS JOIN papers AS p ON p.id = s.rowid WHERE {among.where} AND"
    sql = f"SELECT s.rowid FROM search AS s {papers} s.search MATCH ? ORDER BY {order} LIMIT ?"
    return (row[0] for row in connection.execute(sql, (*among.values, match, -1 if limit is None else limit)))


# -- around the hits -------------------------------------------------------------------------------------------------

#: Stand around a hit in marked text.
OPEN, CLOSE = "\x02", "\x03"


def marked(connection: sqlite3.Connection, asked: Wording, paper: int) -> tuple[str, str]:
    """A paper's title with its hits between OPEN and CLOSE, and some words around hits elsewhere; empty without any."""
    around = ("notes", "abstract", "authors", "tags", "models")
    pieces = ", ".join(f"snippet(search, {COLUMNS.index(name)}, ?1, ?2, '…', 24)" for name in around)
    sql = f"SELECT highlight(search, 0, ?1, ?2), {pieces} FROM search WHERE search MATCH ?3 AND rowid = ?4"
    row = connection.execute(sql, (OPEN, CLOSE, asked.match, paper)).fetchone()
    if row is None:
        return "", ""
    title, *found = (text.replace(GAP, "") if text else "" for text in row)
    return title, next((text for text in found if OPEN in text), "")


# -- words nearly so -------------------------------------------------------------------------------------------------


def unknown_words(connection: sqlite3.Connection, tree: Tree) -> Iterator[str]:
    """The words of a tree that no paper has, nor any word that begins so."""
    if isinstance(tree, Word):
        match = _word(connection, tree)
        if match and not _found(connection, match):
            yield tree.text
    elif isinstance(tree, And | Or):
        for part in tree.parts:
            yield from unknown_words(connection, part)


def nearest_words(connection: sqlite3.Connection, word: str, most: int = 3) -> list[str]:
    """Names and words of the library that are spelt nearly like this one, nearest first.

    Of the words of texts, which may be a million, only those with the same first letter are looked at.
    """
    from rapidfuzz import process  # only a mistake pays for it
    from rapidfuzz.distance import OSA

    names = "SELECT name FROM models UNION SELECT alias FROM model_alias UNION SELECT name FROM tags"
    near = {name.casefold(): name for (name,) in connection.execute(names)}
    plain = word.casefold()
    words = "SELECT term FROM search_words WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ?"
    terms = connection.execute(words, (plain[0], plain[0] + LAST, len(plain) - 4, len(plain) + 2))
    found = dict[str, float]()
    for pool in (list(near), (term for (term,) in terms)):
        for term, score, _ in process.extract(
            plain, pool, scorer=OSA.normalized_similarity, limit=most, score_cutoff=0.66
        ):
            found[term] = max(score, found.get(term, 0))
    best = sorted(found, key=lambda term: (-found[term], term not in near))
    said = (near.get(term) or _as_written(connection, term) for term in best)
    return list({name.casefold(): name for name in said if name}.values())[:most]


def _as_written(connection: sqlite3.Connection, term: str) -> str:
    """A word of the index, which is only a stem, as some paper writes it."""
    parts = ", ".join(f"highlight(search, {number}, ?1, ?2)" for number in range(len(COLUMNS)))
    sql = f"SELECT {parts} FROM search WHERE search MATCH ?3 LIMIT 1"
    for text in connection.execute(sql, (OPEN, CLOSE, phrase(term))).fetchone() or ():
        if text and OPEN in text:
            return str(text.partition(OPEN)[2].partition(CLOSE)[0])
    return ""
