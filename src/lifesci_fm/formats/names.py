"""Lists of names, as BibTeX writes them ↔ authors. Every format keeps lists of editors and translators in this form.

BibTeX's rules (Patashnik, "BibTeXing", section 4; "Tame the BeaST", section 11): names are separated by `and`; each is
`First von Last`, `von Last, First` or `von Last, Jr, First`, where von is what begins in lower case; braces keep
together. A name that stands in braces as a whole is a group. BibLaTeX adds `family=…, given=…`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from lifesci_fm.formats.latex import decode_keeping_groups
from lifesci_fm.formats.latex.decode import CLOSE, OPEN, Commands
from lifesci_fm.records import Author

_AND = re.compile(r"\s+and\s+", re.I)
_OTHERS = re.compile(r"others|et\.? al\b\.?.*", re.I)
_SUFFIX = re.compile(r"(?:jr|sr|junior|senior)\.?|I{2,3}|IV|VI{1,3}", re.I)
#: `Family, Given M.` in plain ASCII, as nine names of ten are: nothing to decode, nothing to weigh.
_PLAIN = re.compile(r"([A-Za-z]+(?:-[A-Za-z]+)*), ([A-Za-z]+(?:-[A-Za-z]+)*\.?(?:[ -][A-Za-z]+\.?)*)")
_PART = re.compile(r"\s*(family|given|prefix|suffix)(?:-i)?\s*=\s*(.*)", re.I | re.S)
_GROUP_WORDS_WORDS = """
    collaboration committee consortium corporation foundation group inc inc. initiative institute institution
    network organization organisation project society team university
"""
#: Last words of a name without a comma that people do not have.
_GROUP_WORDS = frozenset(_GROUP_WORDS_WORDS.split())


_MOST_KNOWN = 10_000


class NameReader:
    """Reads the names of one file. Authors recur in a bibliography, so an odd spelling is parsed once."""

    def __init__(self, commands: Commands) -> None:
        self._commands = commands
        self._known: dict[str, Author] = {}

    def read(self, text: str) -> tuple[tuple[Author, ...], bool]:
        """The authors a field names, and whether they are all (`and others` says they are not)."""
        if "\n" in text or "  " in text or "\t" in text:
            text = " ".join(text.split())
        authors: list[Author] = []
        complete = True
        for name in self._names(text):
            if plain := _PLAIN.fullmatch(name):
                authors.append(Author(plain[1], plain[2]))
                continue
            author = self._known.get(name)
            if author is None:
                if _OTHERS.fullmatch(name.strip(" ,.")):
                    complete = False
                    continue
                if len(self._known) == _MOST_KNOWN:
                    self._known.clear()
                author = self._known[name] = parse_name(decode_keeping_groups(name, self._commands))
            if author.family:
                authors.append(author)
        return tuple(authors), complete

    def _names(self, text: str) -> list[str]:
        """The names of a list, still in LaTeX."""
        names = text.split(" and ")
        if "{" in text and len(names) > 1 and any(name.count("{") != name.count("}") for name in names):
            names = list(_split(_AND, text, latex=True))
        if len(names) == 1 or " And " in text or " AND " in text:
            names = list(_split(_AND, text, latex=True))
        if len(names) == 1:
            names = _split_without_and(text)
        return names


def _split_without_and(text: str) -> list[str]:
    """Names that are separated by semicolons, or by commas alone (`A. One, B. Two, C. Three`)."""
    if _in_one_group(text):  # `{{One, Ann and Two, Bob}}` is a list all the same
        names = _AND.split(text[1:-1])
        people = len(names) > 1 and all(_PERSON.fullmatch(name) for name in names)
        return names if people else [text]
    if "{" in text or "=" in text or "\\" in text:
        return [text]
    if ";" in text:
        return [name for part in text.split(";") if (name := part.strip())]
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > 3 and all(" " in part or "." in part for part in parts if part):
        return [part for part in parts if part]
    return [text]


def _split(separator: re.Pattern[str], text: str, *, latex: bool = False) -> Iterator[str]:
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


_PERSON = re.compile(r"[^{},]+,[^{},]+")
_COMMA = re.compile(",")
_BLANKS = re.compile(r"\s+")


def parse_name(name: str) -> Author:
    """One name, decoded but for the braces that keep words together."""
    name = name.strip().strip(",").strip() if name.count(",") < 2 else name.strip()
    if _in_one_group(name):
        return Author(_bare(name), group=True)
    if "=" in name and _PART.match(name):
        return _from_parts(name)
    if "," not in name:
        return _from_words(list(_split(_BLANKS, name)) if "{" in name else name.split())
    parts = [part.strip() for part in (_split(_COMMA, name) if "{" in name else name.split(","))]
    if len(parts) == 1:
        return _from_words(list(_split(_BLANKS, name)))
    if len(parts) == 2:
        family, given = parts
        if _SUFFIX.fullmatch(given) and " " in family:  # `Martin Luther King, Jr.`
            author = _from_words(list(_split(_BLANKS, family)))
            return Author(author.family, author.given, given)
        return _author(family, given)
    if len(parts) > 3:
        return _author(parts[0], ", ".join(parts[1:]))
    family, suffix, given = parts
    if _SUFFIX.fullmatch(given) and not _SUFFIX.fullmatch(suffix):  # `Sherry, John F., Jr.`
        suffix, given = given, suffix
    return _author(family, given, suffix)


def _author(family: str, given: str, suffix: str = "") -> Author:
    family, given, suffix = _bare(family), _bare(given), _bare(suffix)
    return Author(family, given, suffix) if family else Author(given or suffix)


def _in_one_group(name: str) -> bool:
    if not (name.startswith("{") and name.endswith("}")):
        return False
    level = 0
    for place, character in enumerate(name):
        level += (character == "{") - (character == "}")
        if not level:
            return place == len(name) - 1
    return False


def _bare(text: str) -> str:
    if "{" in text or "}" in text or OPEN in text or CLOSE in text:
        text = text.replace("{", "").replace("}", "").replace(OPEN, "{").replace(CLOSE, "}")
    return " ".join(text.split())


def _from_words(words: list[str]) -> Author:
    """`First von Last`: von runs from the first to the last word in lower case, the last word excepted."""
    words = [word for word in words if word]
    if not words:
        return Author("")
    if len(words) > 1 and _bare(words[-1]).casefold() in _GROUP_WORDS:
        return Author(_bare(" ".join(words)), group=True)
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    first = last = len(words) - 1
    for place, word in enumerate(words[:-1]):
        if _is_particle(word):
            first = min(first, place)
            last = place + 1
    if first == len(words) - 1:
        last = first
    given = _bare(" ".join(words[:first]))
    return _author(" ".join(words[first:last] + words[last:]), given, suffix)


def _is_particle(word: str) -> bool:
    if word.startswith("{"):
        return False
    for character in word:
        if character.isalpha():
            return character.islower()
    return False


def _from_parts(name: str) -> Author:
    """BibLaTeX's extended form: `family=Harman, given=Hans, prefix=de la, suffix=Jr`; initials are left out."""
    parts: dict[str, str] = {}
    for part in _split(_COMMA, name):
        found = _PART.match(part)
        if found and not re.match(r"\s*\w+-i\s*=", part):
            parts[found[1].casefold()] = found[2].strip().strip('"')
    family = " ".join(parts[part] for part in ("prefix", "family") if parts.get(part))
    return _author(family, parts.get("given", ""), parts.get("suffix", ""))


def parse_names(text: str) -> tuple[tuple[Author, ...], bool]:
    """The authors of a list that is plain text already, as `written` makes it: Unicode, groups in braces."""
    names = [name for name in _split(_AND, text) if name.strip()]
    authors = [parse_name(name) for name in names if not _OTHERS.fullmatch(name)]
    return tuple(authors), len(authors) == len(names)


def split_names(text: str) -> list[str]:
    """The parts of a list in LaTeX that `and` separates outside braces."""
    return list(_split(_AND, text, latex=True))


def plain_names(authors: Iterable[Author], complete: bool = True) -> str:
    """A list of names as plain text for a field that is no author: `Family, Given and {Group}`."""
    return " and ".join([*(written(author, str) for author in authors), *([] if complete else ["others"])])


_NEEDS_BRACES = re.compile(r"[,;=]|\band\b|(?:others|et\.? al\b.*)\Z", re.I)
_EQUALS = re.compile(r"(?<=\w)(\s*)=")
#: `Vázques de Parga`: a small word behind a large one would end the particles, and `Vázques` be one of them.
_SMALL_INSIDE = re.compile(r"[^\W\d_a-z]\S*\s(?:\S+\s)*[a-z]\S*\s")


def written(author: Author, encode: Callable[[str], str]) -> str:
    """A name that reads back as this author; `encode` makes LaTeX of a part."""
    name = _written(author, encode)
    return _EQUALS.sub(r"\1{=}", name) if "=" in name else name  # biber finds `given=` even inside braces


def _written(author: Author, encode: Callable[[str], str]) -> str:
    family = encode(author.family)
    if author.group:  # twice where it could be taken for a list of people
        return f"{{{{{family}}}}}" if " and " in family and "," in family else f"{{{family}}}"
    if (
        _NEEDS_BRACES.search(author.family)
        or (" " in family and not (author.given or author.suffix))
        or _SMALL_INSIDE.match(author.family)
    ):
        family = f"{{{{{family}}}}}" if " and " in family and "," in family else f"{{{family}}}"
    if not author.given and not author.suffix:
        return family
    given = encode(author.given)
    if not given or _NEEDS_BRACES.search(author.given) or _SUFFIX.fullmatch(author.given):
        given = f"{{{given}}}"
    if not author.suffix:
        return f"{family}, {given}"
    suffix = encode(author.suffix)
    if _NEEDS_BRACES.search(author.suffix):
        suffix = f"{{{suffix}}}"
    return f"{family}, {suffix}, {given}"
