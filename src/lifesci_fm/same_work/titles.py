"""Titles as evidence: what a title names, how alike two titles are, and where to look for a near one.

All functions take or make titles folded by `text.fold`, except those that need the colon.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from lifesci_fm.text import fold

#: From here on titles count as nearly the same, as alike; below UNLIKE as having nothing to do with each other.
VERY_CLOSE, CLOSE, UNLIKE = 0.9, 0.7, 0.34

_WORDS, _LETTERS = 4, 25  # a title of so many words or letters is hardly two papers' own

# -- what a title names ------------------------------------------------------------------------------------------

_PREFIX = re.compile(r"\s*(?:the\s+)?([^:：]{1,40}?)\s*[:：]\s*\S", re.IGNORECASE)


def title_prefix(title: str) -> str | None:
    """`scGPT` of `scGPT: toward …`, `Nucleotide Transformer` of `The Nucleotide Transformer: …`; three words at most.

    None when the title has no such beginning.
    """
    if ":" not in title and "：" not in title:  # as most: a search for one sign is much faster
        return None
    found = _PREFIX.match(title)
    return found[1] if found and len(found[1].split()) <= 3 else None


def behind_name(title: str) -> str | None:
    """`Toward …` of `scGPT: toward …`: a journal may leave the name out. None when nothing stands before a colon."""
    return re.split("[:：]", title, maxsplit=1)[1].strip() if title_prefix(title) else None


_SPEAKS_OF_MODELS = re.compile(
    r"\b(bert|gpt|models?|transformers?|pre|pretrained|pretraining|foundation|language|llms?|embeddings?|encoders?"
    r"|representations?|generative)\b"
)
_MODEL_NAME = re.compile(r"(?=.*[^\W\d_])[\w.+-]*(?:[^\W_][A-Z]|\d|-[A-Z])[\w.+-]*")


def introduced_model(title: str) -> str | None:
    """The model that a title seems to introduce: `Name: …` with a name like scGPT or DNABERT-2 and a rest that speaks
    of models. A guess, to be marked as one."""
    prefix = title_prefix(title)
    if prefix is None or not _MODEL_NAME.fullmatch(prefix):
        return None
    return prefix if _SPEAKS_OF_MODELS.search(fold(behind_name(title) or "")) else None


# -- where to look for a near title ------------------------------------------------------------------------------

#: What a title may begin with and be the same: as it is folded, with the blank behind it.
ARTICLES = ("the ", "an ", "a ")
_START = 6


def title_start(title_key: str) -> str:
    """The first letters of a folded title, articles aside: near titles of one author begin alike.

    Empty for a title too short to be compared by resemblance.
    """
    for article in ARTICLES:
        title_key = title_key.removeprefix(article)
    return title_key[:_START] if len(title_key) > 2 * _START else ""


def title_starts(title: str, title_key: str) -> list[str]:
    """How a title begins, and how it goes on behind a name; a title too short to be compared does neither."""
    starts = [title_start(title_key)]
    if rest := behind_name(title):
        starts.append(title_start(fold(rest)))
    return [start for start in starts if start]


# -- how alike ---------------------------------------------------------------------------------------------------


def distinctive(title: str) -> bool:
    """Long enough to be one paper's own; an ideograph says as much as three letters."""
    letters = sum(3 if character > "\u2e80" else 1 for character in title if character != " ")
    return len(title.split()) >= _WORDS or letters >= _LETTERS


_OF_ANY_BOOK = re.compile(
    r"introduction|preface|foreword|prologue|epilogue|afterword|postscript|conclusions?|concluding remarks|discussion"
    r"|summary|abstract|overview|background|index|(table of )?contents|acknowledge?ments?|bibliography|references"
    r"|glossary|notes?|appendix|review|book reviews?|news|letters?( to the editors?)?|(guest )?editorial( board)?"
    r"|editor s (note|introduction)|from the editors?|in this issue"
    r"|(introduction to )?(the |this )?special (issue|section)"
    r"|reply|response|comment(ary)?|rejoinder|correction|corrigendum|errat(um|a)|addendum|retraction( notice)?"
    r"|obituary|in memoriam|announcements?|welcome"
    r"|引言|前言|序言?|绪论|导论|导言|结论|总结|讨论|摘要|编者按|后记|附录|目录"
)


def of_any_book(title: str) -> bool:
    """Is it what a part of any book or issue is called? Such a title tells no work from another."""
    return _OF_ANY_BOOK.fullmatch(title) is not None


_SMALL = re.compile(r"an?|the|of|for|and|in|on|with|to|by|from|via|at|as|is|are|using|towards?")
_TELLING = re.compile(
    r"part|vol(ume)?|edition|supplement(ary|al)?|appendix|correction|corrigendum|errat(um|a)|addendum|retract(ion|ed)"
    r"|reply|response|comment(ary)?|rejoinder|i{1,3}|iv|vi{0,3}|ix|x|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|first|second|third|fourth|\w|\w*\d\w*"
)


def likeness(a: str, b: str) -> float:
    """How alike two folded titles are: shared words in proportion (Dice). 0 as soon as one has a number, a part or a
    word like `correction` that the other lacks; at most 0.89 when words were replaced, not only left out."""
    first, second = (_told(title) for title in sorted((a, b)))
    if first.joined == second.joined:
        return 1.0
    mine, theirs = list(first.words), list(second.words)
    total = len(mine) + len(theirs)
    if min(len(mine), len(theirs)) < _WORDS:
        return 0.0
    for word in list(mine):
        match = next((other for other in theirs if _one_word(word, other)), None)
        if match is not None:
            mine.remove(word)
            theirs.remove(match)
    _match_compounds(mine, theirs)
    _match_compounds(theirs, mine)
    left = mine + theirs
    if any(map(_TELLING.fullmatch, left)):
        return 0.0
    share = 1 - len(left) / total
    return min(share, VERY_CLOSE - 0.01) if mine and theirs else share


def could_be_close(a: str, b: str) -> bool:
    """Can `likeness` be CLOSE or more? Asked of papers by the hundred: it takes a tenth of the time.

    False is certain, unless a title takes three words or more of the other apart (`pre trained` for `pretrained`).
    """
    mine, theirs = _told(a), _told(b)
    if mine.joined == theirs.joined:
        return True
    if min(len(mine.words), len(theirs.words)) < _WORDS:
        return False
    missing = CLOSE * (len(mine.words) + len(theirs.words)) - 2 * len(mine.stems & theirs.stems)
    if missing <= 0:
        return True
    return missing <= 2 * _OF_A_COMPOUND and _a_compound(mine.words, theirs.words)


_OF_A_COMPOUND = 3  # words that count as shared when two are one


def _a_compound(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Is a word of one title two words of the other?"""
    mine, theirs = set(a).difference(b), set(b).difference(a)
    return any(
        whole.startswith(part) and whole[len(part) :] in parts
        for wholes, parts in ((mine, theirs), (theirs, mine))
        for whole in wholes
        for part in parts
    )


class _Told(NamedTuple):
    """A folded title as it is compared: without blanks, its telling words, and how these begin."""

    joined: str
    words: tuple[str, ...]
    stems: frozenset[str]


_STEM = 4  # letters that a word has in common with itself with an ending


@lru_cache(maxsize=4096)
def _told(title: str) -> _Told:
    words = tuple(word for word in title.split() if not _SMALL.fullmatch(word))
    stems = [word[:_STEM] for word in words]
    numbered = frozenset(f"{stem} {stems[:place].count(stem)}" for place, stem in enumerate(stems))
    return _Told(title.replace(" ", ""), words, numbered)


def _one_word(a: str, b: str) -> bool:
    """Equal, or one is the other with an ending (`model`, `models`)."""
    if a == b:
        return True
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    return len(short) >= _STEM and len(long) - len(short) <= 2 and long.startswith(short) and not long[-1].isdigit()


def _match_compounds(parts: list[str], wholes: list[str]) -> None:
    """Drop `pre`, `trained` here for `pretrained` there."""
    index = 0
    while index + 1 < len(parts):
        whole = parts[index] + parts[index + 1]
        if whole in wholes:
            wholes.remove(whole)
            del parts[index : index + 2]
        else:
            index += 1
