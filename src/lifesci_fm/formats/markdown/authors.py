"""Lists of authors as lists of papers write them: told from other text, and taken apart.

Only what reads as names is taken; anything else stays text. A list that ends in `et al.` is incomplete.
"""

from __future__ import annotations

import re
import unicodedata

from lifesci_fm.formats.markdown.phrases import phrases
from lifesci_fm.records import Author
from lifesci_fm.text import squeeze

_SPLIT = re.compile(
    r"\s*[,;、，；&]\s*(?:and\s+|&\s*|(?:…|\.{3}|(?:\. ){2}\.)\s*(?:&\s*)?)?|\s+and\s+|\s+与\s+|\s+和\s+"
)
_ET_AL = re.compile(r"[\s,，]*(?:\bet[\s.]*al\b\.?|等人?|\band others\b|\.\.\.|…)[\s.]*\Z", re.I)
#: Authors left out before the last one: `Hopper, G., … Lovelace, A.`
_OMITTED = re.compile(r"[,;&]\s*(?:…|\.{3}|(?:\. ){2}\.)")
_LONGEST_ET_AL = 40
_MARKS = re.compile(r"[*†‡§¶#^~∗]+|(?<=\w)[¹²³⁴⁵⁶⁷⁸⁹⁰]+|(?<=[a-z])\d+\b|\(\d+\)")
_PARTICLES = phrases(
    """
    van | von | der | den | de | del | della | di | da | dos | das | do | la | le | ter | ten | el | al | bin | ibn |
    zu | y | af | Van | Von | De | Del | Della | Di
    """
)
_MOST_INITIALS = 3
_SUFFIXES = frozenset(("Jr", "Sr", "II", "III", "IV"))
#: Longer texts are no lists of authors.
_MOST = 6000
_INITIALS = re.compile(r"(?:[A-Z]\.?[-\s]?){1,4}\Z")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.‐‑-])*\Z")
_SURNAME = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]|[\u3400-\u9fff]{2}")
#: A name of one word with a capital inside is a model's (`HybridQA`), unless it is a `McDonald`'s.
_CAMEL = re.compile(r"(?<!\bMc)(?<!\bMac)(?<!\bDe)(?<!\bDi)(?<!\bLa)(?<!\bLe)(?<!\bVan)(?<=[a-z])[A-Z]|[A-Z]{4}")
_ACRONYM = re.compile(r"\b[A-Z]{3,}\b")
_NOT_NAMES = re.compile(
    r"\b(?:university|institute|team|lab|labs|google|microsoft|deepmind|meta|inc|learning|model|models|data"
    r"|cell|protein|journal|nature|paper|code|software|oral|spotlight|highlight|communications|computing|systems"
    r"|sciences?|biology|medicine|research|intelligence|engineering|bioinformatics|advances|transactions|reviews?"
    r"|methods|technologies"
    r"|analysis|network|networks|arxiv|biorxiv|conference|proceedings|python|java|matlab|linux)\b",
    re.I,
)
_SENTENCE = re.compile(r"\b(?:with|using|for|of|the|in|on|to|from|by|an?|is|are|this)\b")


#: The year behind authors: `Cui et al., 2024`.
YEAR_OF_AUTHORS = re.compile(r"[\s,(]{0,4}(?:19|20)\d\d\)?\Z")


def looks_like_authors(text: str, *, least: int = 2) -> bool:
    """True when a text is a list of at least so many names (one, when it says et al.)."""
    if len(text) > _MOST:
        return False
    names, incomplete = _names(text)
    if not names:
        return False
    if incomplete:
        least = min(least, 1)
    if len(names) == 1 and not incomplete and _ACRONYM.search(names[0]):
        return False  # `AMIA Summits`
    odd = sum(" " not in name and _CAMEL.search(name) is not None for name in names)
    people = 2 * odd < len(names) and any(" " in name or _SURNAME.search(name) for name in names)
    return people and len(names) >= least and all(map(_is_name, names))


def names_people(text: str) -> bool:
    """True when most of a text is names of people with their initials or given names, whatever stands between.

    Unlike `looks_like_authors`, for text that a venue may end or whose accents were torn off (`P. Veliˇckovi´c`).
    """
    names, incomplete = _names(text) if len(text) <= _MOST else ([], False)
    whole = sum(" " in name and len(name.split()) <= 4 and _is_name(name) for name in names)
    return whole >= (1 if incomplete else 2) and whole >= 0.6 * len(names)


def read_authors(text: str) -> tuple[tuple[Author, ...], bool]:
    """The authors a text lists, and whether it lists all of them; ((), True) when it lists none."""
    text, incomplete = _list_of(text) if len(text) <= _MOST else ("", False)
    if written := _in_bibtex(text):
        return tuple(Author(family, given) for family, given in written), not incomplete
    names = _split(text)
    if not names or not all(_is_name(name) for name in names):
        return (), True
    return _people(names, incomplete), not incomplete


def _names(text: str) -> tuple[list[str], bool]:
    text, incomplete = _list_of(text)
    if written := _in_bibtex(text):
        return [f"{given} {family}" for family, given in written], incomplete
    return _split(text), incomplete


def _split(text: str) -> list[str]:
    return [name for part in _SPLIT.split(text) if (name := part.strip(" ."))]


def _list_of(text: str) -> tuple[str, bool]:
    """A list of authors without what stands around it, and whether it ends in `et al.`"""
    text = squeeze(_MARKS.sub("", text)).strip(" .,;:()[]|-–—*_")
    text = re.sub(r"\A(?:by|authors?|作者)\s*[:：]?\s+", "", text, flags=re.I)
    ending = _ET_AL.search(text, max(0, len(text) - _LONGEST_ET_AL))
    incomplete = ending is not None or _OMITTED.search(text) is not None
    return text[: ending.start()] if ending else text, incomplete


def _is_name(name: str) -> bool:
    words = [word.lstrip("-") for word in name.replace(".", ". ").split()]  # `K.-W. Chang`
    if (
        not 1 <= len(words) <= 6
        or len(name) > 60
        or _NOT_NAMES.search(name)
        or _SENTENCE.search(name)
        or (name.isupper() and len(name) > 12)
    ):
        return False
    if not all(_WORD.match(word.strip(".()")) or not word.strip(".()") for word in words):
        return False
    if _is_cjk(name):
        return 2 <= len(name) <= 6
    capital = [word for word in words if word[:1].isupper()]
    rest = [word for word in words if not word[:1].isupper() and word.casefold().strip(".") not in _PARTICLES]
    return bool(capital) and len(rest) == 0


def _is_cjk(text: str) -> bool:
    return all("CJK" in unicodedata.name(c, "") for c in text if not c.isspace())


def _in_bibtex(text: str) -> list[tuple[str, str]]:
    """`Scarselli, Franco and Gori, Marco`: (family, given) of each; [] when the text is written otherwise."""
    parts = [part.split(",") for part in text.split(" and ")]
    if len(parts) < 2 or any(len(part) != 2 or not all(map(_is_name, map(str.strip, part))) for part in parts):
        return []
    return [(family.strip(), given.strip()) for family, given in parts]


def _people(names: list[str], incomplete: bool) -> tuple[Author, ...]:
    """The names as authors; in `Ferguson, Andrew L., and Rama Ranganathan` the family name was split off."""
    inverted = len(names) >= 2 and " " not in names[0] and not _is_cjk(names[0])
    if inverted and (_INITIALS.match(names[1]) or (len(names) == 2 and incomplete) or (len(names) > 2 and _mla(names))):
        if all(_INITIALS.match(given) for given in names[1::2]) and len(names) % 2 == 0:
            return tuple(map(Author, names[::2], names[1::2]))
        return (Author(names[0], names[1]), *map(_author, names[2:]))
    return tuple(map(_author, names))


def _mla(names: list[str]) -> bool:
    return " " in names[2] and (" " not in names[1] or bool(re.search(r"\b[A-Z]\.?\Z", names[1])))


def _author(name: str) -> Author:
    name = squeeze(name)
    words = name.split()
    if len(words) == 1 or _is_cjk(name):
        return Author(name)
    suffix = words.pop() if words[-1].strip(".") in _SUFFIXES and len(words) > 2 else ""
    first = next((at for at in range(len(words), 0, -1) if not _is_initials(words[at - 1])), 0)
    if 0 < first < len(words):
        return Author(" ".join(words[:first]), " ".join(words[first:]), suffix)
    at = len(words) - 1
    while at > 1 and words[at - 1] in _PARTICLES:
        at -= 1
    return Author(" ".join(words[at:]), " ".join(words[:at]), suffix)


def _is_initials(word: str) -> bool:
    return _INITIALS.match(word) is not None and word.isupper() and len(word.replace(".", "")) <= _MOST_INITIALS
