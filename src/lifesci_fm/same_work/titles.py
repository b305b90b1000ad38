"""Titles as evidence: what a title names, how alike two titles are, and where to look for a near one.

All functions take or make titles folded by `text.fold`, except those that need the colon.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from lifesci_fm.text import fold, name_key, unaccented

#: From here on titles count as nearly the same, as alike; below HALF as two titles where the authors differ, below
#: UNLIKE as having nothing to do with each other.
VERY_CLOSE, CLOSE, HALF, UNLIKE = 0.9, 0.7, 0.5, 0.34

_WORDS, _LETTERS = 4, 25  # a title of so many words or letters is hardly two papers' own
_MANY_WORDS = 7

# -- what a title names ------------------------------------------------------------------------------------------

_PREFIX = re.compile(r"\s*(?:the\s+)?([^:：]{1,40}?)\s*[:：]\s*\S", re.IGNORECASE)


@lru_cache(maxsize=4096)  # one title is asked for its name several times while its entry is taken in
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
_START = 5  # `Modelling` and `Modeling` begin alike
#: Letters of a title by which alone near ones are looked for where nobody says who wrote them: of fewer too many titles
#: would be next to each other, with more a small word would hide one.
OPENING = 8


def without_article(title_key: str) -> str:
    """A folded title without the article that it begins with."""
    for article in ARTICLES:
        if title_key.startswith(article):
            return title_key[len(article) :]
    return title_key


def title_start(title_key: str | None) -> str:
    """The first letters of a folded title, an article aside: near titles of one author begin alike.

    Empty for no title, and for one too short to be compared by resemblance.
    """
    bare = without_article(title_key) if title_key else ""
    return bare[:_START] if len(bare) > 2 * _START else ""


def beginnings(title_keys: Mapping[str, str | None]) -> list[str]:
    """How a title starts and how it goes on behind a name, by the columns `title_key` and `behind_key`; nothing of a
    title that is too short."""
    return [start for column in ("title_key", "behind_key") if (start := title_start(title_keys[column]))]


def bare_titles(title_keys: Mapping[str, str | None]) -> list[str]:
    """A title, and what it says behind a name, without articles; nothing that ends where its opening does."""
    bare = [without_article(key) for column in ("title_key", "behind_key") if (key := title_keys[column])]
    return [title for title in bare if len(title) > OPENING]


# -- how alike ---------------------------------------------------------------------------------------------------


def distinctive(title: str) -> bool:
    """Long enough to be one paper's own, and not what others are called, too; an ideograph says as much as three
    letters."""
    if of_any_book(title):
        return False
    letters = sum(3 if character > "\u2e80" else 1 for character in title if character != " ")
    return len(title.split()) >= _WORDS or letters >= _LETTERS


_OF_ANY_BOOK = re.compile(
    r"(general )?(introduction|preface|foreword|prologue|epilogue|afterword|postscript)"
    r"( and acknowledge?ments?| to the [\w ]*edition)?|(summary and )?conclusions?|concluding remarks|discussion"
    r"|(executive )?summary|abstracts?|(oral|poster) (abstracts?|presentations?)|overview|background|outlook"
    r"|perspectives?|highlights|((author|subject|name) )?index|(table of )?contents|acknowledge?ments?|bibliography"
    r"|references|glossary|notes?|notes on (the )?(authors?|contributors?|editors?)|(front|back) ?matter|title page"
    r"|cover|masthead|impressum|dedication|appendix( \w)?|appendices|chapter \w+|untitled|no title"
    r"|supplement(s|ary( (material|information|data))?s?)?|(materials? and )?methods|results( and discussion)?"
    r"|(list of |about the )?(contributors?|authors?|editors?|reviewers?|participants|abbreviations|figures|tables)"
    r"|review|book reviews?|news|news and views|research (news|highlights)|in brief"
    r"|(conference|meeting|workshop) reports?|((conference|program(me)?|organi[sz]ing|technical) )?committees?"
    r"|(conference |workshop )?program(me)?|calendar|president s message"
    r"|(welcome )?(message|letter) from the [\w ]*(chairs?|chairmen|editors?|president|organi[sz]ers)"
    r"|letters?( to the editors?)?|(guest )?editorial( board| note)?|from the (guest )?editors?"
    r"|editors? s? ?(note|introduction|choice|page|comments?)|publisher s note|in this issue"
    r"|this (week|month) in [\w ]+"
    r"|((guest )?editors? s? ?)?(introduction to )?(the |this )?special (issue|section)"
    r"|reply|response|authors? s? ?(reply|response)|comment(ary)?|rejoinder|((author|publisher) s? ?)?corrections?"
    r"|corrigend(um|a)|errat(um|a)|addend(um|a)|(notice of )?retraction( notice| note)?|expression of concern"
    r"|obituary|in memoriam|announcements?|welcome"
    r"|引言|前言|序言?|绪论|导论|导言|结论|总结|讨论|摘要|编者按|后记|附录|目录|参考文献|致谢|勘误|更正|综述"
)


def of_any_book(title: str) -> bool:
    """Is it what a part of any book or issue is called? Such a title tells no work from another."""
    return _OF_ANY_BOOK.fullmatch(title) is not None


_SMALL_WORDS = """
    a an the of for and in on with to by from via at as is are using toward towards s
    provide provides enable enables reveal reveals allow allows
"""
_SMALL = frozenset(_SMALL_WORDS.split())
_TELLING = re.compile(
    r"part|vol(ume)?|edition|supplement(ary|al)?|appendix|correction|corrigendum|errat(um|a)|addendum|retract(ion|ed)"
    r"|withdraw(n|al)|concern|re|reply|response|comment(ary)?|rejoinder|revisited|not?|non|without|never"
    r"|[ivx]+|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w|\w*\d\w*"
)


def likeness(a: str, b: str) -> float:
    """How alike two folded titles are: shared words in proportion (Dice). 0 as soon as one has a number, a part or a
    word like `correction` that the other lacks; at most 0.89 when words were replaced, not only left out."""
    if a.replace(" ", "") == b.replace(" ", ""):
        return 1.0
    mine, theirs = map(_words, sorted((a, b)))
    if min(len(mine), len(theirs)) < _WORDS:
        return 0.0
    _, left, rest = _pair(mine, theirs)
    if any(map(_TELLING.fullmatch, left + rest)):
        return 0.0
    share = 1 - (len(left) + len(rest)) / (len(mine) + len(theirs))
    return min(share, VERY_CLOSE - 0.01) if left and rest else share


def in_common(a: str, b: str) -> float | None:
    """The share of words that two folded titles have in common (Dice), whatever the others say.

    None when that tells nothing: one is short, as are names and what somebody calls a paper in words of her own.
    """
    mine, theirs = map(_words, sorted((a, b)))
    if min(len(mine), len(theirs)) <= _WORDS:
        return None
    _, left, rest = _pair(mine, theirs)
    return 1 - (len(left) + len(rest)) / (len(mine) + len(theirs))


def says_much(title: str) -> bool:
    """Has a folded title so many telling words that no two works are called so, but for small words, by chance?"""
    return len(_words(title)) >= _MANY_WORDS


def leaves_name_out(long: str, short: str, names: Collection[str]) -> bool:
    """Is one folded title the other without the name, one of these keys, that it begins with?"""
    if not long.endswith(" " + short) or len(_words(short)) < _WORDS:
        return False
    name = without_article(long).removesuffix(short)
    return name_key(name) in names and not any(map(_TELLING.fullmatch, name.split()))


def begins_as(a: str, b: str) -> bool:
    """Does one folded title say all of the other and go on: a subtitle that the other lacks?"""
    short, long = sorted((a, b), key=len)
    return long.startswith(short + " ") and len(_words(short)) > _WORDS


def out_of_order(a: str, b: str) -> bool:
    """Do the words that two folded titles share follow one another otherwise? `From cells to genes`, `from genes to
    cells`."""
    places, _, _ = _pair(*map(_words, sorted((a, b))))
    return any(before > after for before, after in pairwise(places))


@lru_cache(maxsize=4096)  # a title is compared with several
def _words(title: str) -> tuple[str, ...]:
    """The words that tell something. A letter `a` at the end is no article."""
    words = title.split()
    last = len(words) - 1
    return tuple(
        _spelled(word) for place, word in enumerate(words) if word not in _SMALL or (word == "a" and place == last)
    )


_GREEK = str.maketrans({"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "κ": "kappa",
                        "λ": "lambda", "μ": "mu", "σ": "sigma", "τ": "tau", "ω": "omega"})  # fmt: skip
#: British and American spellings, brought to one.
_SPELLINGS = (
    (re.compile(r"our"), "or"),
    (re.compile(r"ll(?=ed\Z|ing\Z|er)"), "l"),
    (re.compile(r"([iy])s(?=e[drs]?\Z|ing\Z|ation)"), r"\1z"),
    (re.compile(r"[ao]e"), "e"),
    (re.compile(r"tre(?=s?\Z)"), "ter"),
)


@lru_cache(maxsize=8192)  # titles of one field share their words
def _spelled(word: str) -> str:
    """A word without accents and in one spelling: `modelling` as `modeling`, `β` as `beta`."""
    if not word.isascii():
        word = unaccented(word.translate(_GREEK))
    if len(word) > 4:
        for british, american in _SPELLINGS:
            word = british.sub(american, word)
    return word


def _pair(mine: Sequence[str], theirs: Sequence[str]) -> tuple[list[int], list[str], list[str]]:
    """Where in the other title the words of one are found, and what is left of either."""
    places: list[int] = []
    free = list(enumerate(theirs))
    left: list[str] = []
    for word in mine:
        matches = [other for other in free if _one_word(word, other[1])]
        if matches:
            last = places[-1] if places else -1
            match = next((other for other in matches if other[0] > last), matches[0])
            free.remove(match)
            places.append(match[0])
        else:
            left.append(word)
    rest = [word for _, word in free]
    _match_compounds(left, rest)
    _match_compounds(rest, left)
    return places, left, rest


#: None by which a model's name grows: not `x`, not `2`.
_ENDINGS = frozenset({"s", "es", "d", "ed", "n", "en", "r", "er", "y", "ly", "ic", "al"})


def could_be_close(a: str, b: str, share: float = CLOSE) -> bool:
    """Can `likeness` be `share` or more? Asked of papers by the hundred: it takes a tenth of the time.

    False is certain, unless a title takes three words or more of the other apart (`pre trained` for `pretrained`).
    """
    mine, theirs = _told(a), _told(b)
    if mine.joined == theirs.joined:
        return True
    if min(len(mine.words), len(theirs.words)) < _WORDS:
        return False
    missing = share * (len(mine.words) + len(theirs.words)) - 2 * len(mine.stems & theirs.stems)
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
    words = _words(title)
    stems = [word[:_STEM] for word in words]
    numbered = frozenset(f"{stem} {stems[:place].count(stem)}" for place, stem in enumerate(stems))
    return _Told(title.replace(" ", ""), words, numbered)


def _one_word(a: str, b: str) -> bool:
    """Equal, or one is the other with an ending (`model`, `models`)."""
    if a == b:
        return True
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    return len(short) >= _STEM and long.startswith(short) and long[len(short) :] in _ENDINGS


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
