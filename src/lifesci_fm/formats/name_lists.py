r"""Where one name of a list ends and the next begins: at `and`, says BibTeX; people write lists as papers print them.

`A. One, B. Two and C. Three`, `One, A., Two, B.`, `王小明、李华` are taken apart, but only where no part could be the
family name, or the given names, that BibTeX would make of it. Braces keep together. Names are still in LaTeX.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

AND = re.compile(r"\s+and\s+", re.I)
COMMA = re.compile(",")
SUFFIX = re.compile(r"(?:jr|sr|junior|senior)\.?|I{2,3}|IV|VI{1,3}", re.I)
_PERSON = re.compile(r"[^{},]+,[^{},]+")
_FULL_NAME = re.compile(r"[^\W\d_][^\s~]*(?:[\s~]+[^\s~]+)*[\s~]+(?:[^\W\d_]|['’-]){2,}")
#: `J. Smith`, `J.-P. de la Cruz`: what begins with initials is no family name.
_INITIALS_FIRST = re.compile(r"(?:[^\W\d_]\.[\s~-]*)+[^\W\d_][^\s,.&~]+(?:[\s~]+[^\W\d_][^\s,.&~]+)*[\s~]*")
_INITIALS = re.compile(r"(?:[^\W\d_]\.[\s~-]*)+|[A-Z]{1,3}")
_INITIALS_LAST = re.compile(r"[^\W\d_][^\s.]+(?:\s\S+)*\s(?:(?:[^\W\d_a-z]\.-?)+|[A-Z]{1,3})")
_HAN = re.compile(r"[\u3400-\u9fff]{2,4}")
_HAN_COMMAS = re.compile(r"\s*[、，,；;]\s*")
_HAN_DOUBLE = frozenset(
    ("欧阳", "司马", "上官", "诸葛", "夏侯", "皇甫", "公孙", "慕容", "令狐", "司徒", "端木", "南宫")
)
#: A letter with its accent, in LaTeX: neither a group nor the end of a name.
_ACCENTED = re.compile(
    r"\{\\['`^\"~=.]\s*(?:\{\\?[A-Za-z]\}|\\?[A-Za-z])\}|\\['`^\"~=.]\s*(?:\{\\?[A-Za-z]\}|\\[ij]\b\s?|[A-Za-z])"
    r"|\{\\[A-Za-z]{1,2}\s*(?:\{\\?[A-Za-z]\}|[A-Za-z])?\}|\\[A-Za-z]\s*\{\\?[A-Za-z]\}|\\[A-Za-z]{1,2}\{\}"
)
_AMPERSAND = re.compile(r"\s+(?:\{\\&\}|\\?&)\s+")


def names_of(text: str) -> list[str]:
    """The names of a list."""
    names = text.split(" and ")
    if "{" in text and len(names) > 1 and any(name.count("{") != name.count("}") for name in names):
        names = list(split_outside(AND, text, latex=True))
    if len(names) == 1 or " And " in text or " AND " in text:
        names = list(split_outside(AND, text, latex=True))
    if len(names) == 1:
        return _without_and(text)
    if len(names) == 2 and "," in names[0] and "," not in names[1]:
        return _with_one_and(*names)
    return names


def more_than_one(name: str) -> list[str]:
    """The names that stand between two `and`s: one, unless what separates them is something else."""
    if "&" in name and "{" not in name.replace("{\\&}", ""):
        parts = _AMPERSAND.split(name)
        if len(parts) > 1 and all(_INITIALS_FIRST.fullmatch(part) or _PERSON.fullmatch(part) for part in parts):
            return [one for part in parts for one in more_than_one(part)]
    if not name.isascii() and _HAN.match(name):
        parts = _HAN_COMMAS.split(name.strip(" ,，、"))
        if len(parts) > 1 and all(map(_HAN.fullmatch, parts)) and (len(parts) > 2 or parts[0] not in _HAN_DOUBLE):
            return parts
    if "," not in name or "=" in name:
        return [name]
    written, parts = _at_commas(name)
    if len(parts) > 1 and all(map(_INITIALS_FIRST.fullmatch, parts)):
        return written
    if len(parts) > 2 and all(map(_is_reversed, parts)):
        return written
    if len(parts) > 3 and _in_pairs(parts):
        return [", ".join(pair) for pair in zip(written[::2], written[1::2], strict=True)]
    return [name]


def _at_commas(text: str) -> tuple[list[str], list[str]]:
    """The parts between commas, and the same without accents to be looked at; none where braces group words."""
    plain = _ACCENTED.sub("e", text) if "\\" in text else text
    if "{" in plain:
        return [text], [plain]
    return _parts(text), _parts(plain)


def _parts(text: str) -> list[str]:
    return [part for one in text.split(",") if (part := one.strip())]


def _without_and(text: str) -> list[str]:
    """Names that are separated by semicolons, or by commas alone (`A. One, B. Two, C. Three`)."""
    if in_one_group(text):  # `{{One, Ann and Two, Bob}}` is a list all the same
        names = AND.split(text[1:-1])
        people = len(names) > 1 and all(_PERSON.fullmatch(name) for name in names)
        return names if people else [text]
    written, parts = _at_commas(text)
    if "=" in text or any("{" in part for part in parts):
        return [text]
    if ";" in text:
        return [name for part in text.split(";") if (name := part.strip())]
    if len(parts) > 3 and all(" " in part or "." in part for part in parts) and not _in_pairs(parts):
        return written
    if len(parts) == 3 and all(map(_is_full_name, parts)):
        return written
    return [text]


def _with_one_and(first: str, last: str) -> list[str]:
    """`Ann One, Bob Two and Cem Three`: a list whose last name has no comma may have used commas between names."""
    written, parts = _at_commas(first)
    if len(parts) > 1 and all(map(_is_full_name, (*parts, *_at_commas(last)[1]))):
        return [*written, last]
    return [first, last]


def _is_full_name(text: str) -> bool:
    """`Ann B. One`: neither a family name alone nor given names with an initial at their end."""
    return _FULL_NAME.fullmatch(text.strip()) is not None and SUFFIX.fullmatch(text.split()[-1]) is None


def _is_reversed(text: str) -> bool:
    """`One AB`, as Medline has it."""
    return _INITIALS_LAST.fullmatch(text) is not None and SUFFIX.fullmatch(text.split()[-1]) is None


def _in_pairs(parts: list[str]) -> bool:
    """`One, A., Two, B.` or `One, Ann, Two, Bob`."""
    if len(parts) % 2:
        return False
    return all(map(_INITIALS.fullmatch, parts[1::2])) or not any(" " in part or "." in part for part in parts[::2])


def in_one_group(name: str) -> bool:
    """Is all of it in one pair of braces?"""
    if not (name.startswith("{") and name.endswith("}")):
        return False
    level = 0
    for place, character in enumerate(name):
        level += (character == "{") - (character == "}")
        if not level:
            return place == len(name) - 1
    return False


def split_outside(separator: re.Pattern[str], text: str, *, latex: bool = False) -> Iterator[str]:
    """Parts of a text between separators that stand in no braces. In LaTeX, a backslash makes a brace a letter."""
    level, start, place = 0, 0, 0
    while place < len(text):
        character = text[place]
        if character == "\\" and latex:
            place += 2
            continue
        if character == "{":
            level += 1
        elif character == "}":
            level = max(level - 1, 0)
        elif not level and (found := separator.match(text, place)) is not None:
            yield text[start:place]
            start = place = found.end()
            continue
        place += 1
    yield text[start:]
