"""Lists of names, as BibTeX writes them ↔ authors. Every format keeps lists of editors and translators in this form.

BibTeX's rules (Patashnik, "BibTeXing", section 4; "Tame the BeaST", section 11): names are separated by `and`; each is
`First von Last`, `von Last, First` or `von Last, Jr, First`, where von is what begins in lower case; braces keep
together. A name that stands in braces as a whole is a group. BibLaTeX adds `family=…, given=…`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import chain
from typing import NamedTuple

from lifesci_fm.formats.latex import decode_keeping_groups
from lifesci_fm.formats.latex.decode import CLOSE, OPEN, Commands
from lifesci_fm.formats.name_lists import AND, COMMA, SUFFIX, in_one_group, more_than_one, names_of, split_outside
from lifesci_fm.records import Author

_OTHERS = re.compile(r"others|et\.?[ ~]al\b\.?.*", re.I)
#: `Family, Given M.` in plain ASCII, as nine names of ten are: nothing to decode, nothing to weigh.
_PLAIN = re.compile(r"([A-Za-z]+(?:-[A-Za-z]+)*), ([A-Za-z]+(?:-[A-Za-z]+)*\.?(?:[ -][A-Za-z]+\.?)*)")
_PART = re.compile(r"\s*(family|given|prefix|suffix)(?:-i)?\s*=\s*(.*)", re.I | re.S)
_GROUP_WORDS_WORDS = """
    collaboration committee consortium corporation foundation group inc inc. initiative institute institution
    network organization organisation project society team university
"""
#: Last words of a name without a comma that people do not have.
_GROUP_WORDS = frozenset(_GROUP_WORDS_WORDS.split())

#: Marks of footnotes, as title pages have them: `Jane$^*$`, `Jane\textsuperscript{1}`.
_MARKS = re.compile(r"(?:\^?[*†‡§¶]|[⁰¹²³⁴-⁹])+\Z")
_ET_AL_SAID = r"et\.?[\s~]+al\b\.?"
#: At the end of a list, in italics or in braces of its own.
_ET_AL = re.compile(
    rf"(?<![\s,])[\s,]+(?:{_ET_AL_SAID}|\{{{_ET_AL_SAID}\}}|\\[a-z]+\{{{_ET_AL_SAID}\}}|\{{\\[a-z]+(?:\s+{_ET_AL_SAID}|\{{{_ET_AL_SAID}\}})\}})"
    r"\s*\Z",
    re.I,
)
#: `Smith JA`, `de Vries J.-P.`, as Medline has them; and the initials that are no family name of any language.
_REVERSED = re.compile(
    r"((?:[^\W\d_][^\s.,{}]*\s)*[^\W\d_][^\s.,{}A-Z][^\s.,{}]*)\s((?:[^\W\d_a-z]\.[\s-]?)+|[A-Z]{1,3})"
)
_SURELY_INITIALS = re.compile(r".|.*\..*|[^AEIOUY]+")
_NEAR_END = 12  # letters that may stand behind the `al` of `et al.`
_MOST_KNOWN = 10_000


class _Known(NamedTuple):
    """What one spelling stands for. `doubted` is what else the last of the authors may be called, `sure` that it is."""

    authors: tuple[Author, ...]
    complete: bool = True
    doubted: Author | None = None
    sure: bool = False


class NameReader:
    """Reads the names of one file. Authors recur in a bibliography, so an odd spelling is parsed once."""

    def __init__(self, commands: Commands) -> None:
        self._commands = commands
        self._known: dict[str, _Known] = {}

    def read(self, text: str) -> tuple[tuple[Author, ...], bool]:
        """The authors a field names, and whether they are all (`and others` says they are not)."""
        if "\n" in text or "  " in text or "\t" in text:
            text = " ".join(text.split())
        authors: list[Author] = []
        complete, reversed_ = True, False
        if "al" in text[-_NEAR_END:] and (found := _ET_AL.search(text)):
            complete, text = False, text[: found.start()].removesuffix(" and")
        doubted: list[tuple[int, Author]] = []
        for name in names_of(text):
            if plain := _PLAIN.fullmatch(name):
                authors.append(Author(plain[1], plain[2]))
                continue
            known = self._known.get(name)
            if known is None:
                if len(self._known) == _MOST_KNOWN:
                    self._known.clear()
                known = self._known[name] = self._read(name)
            authors += known.authors
            complete = complete and known.complete
            if known.doubted is not None:
                doubted.append((len(authors) - 1, known.doubted))
                reversed_ = reversed_ or known.sure
        if reversed_:
            for place, author in doubted:
                authors[place] = author
        return tuple(authors), complete

    def _read(self, text: str) -> _Known:
        """What stands between two `and`s."""
        if _OTHERS.fullmatch(text.strip(" ,.")):
            return _Known((), complete=False)
        names = more_than_one(text)
        if len(names) > 1:
            found = [self._read(name) for name in names]
            turn = any(one.sure for one in found)
            authors = [(one.doubted,) if turn and one.doubted else one.authors for one in found]
            return _Known(tuple(chain.from_iterable(authors)), all(one.complete for one in found))
        name = decode_keeping_groups(text, self._commands).removeprefix("and ")
        if not name.isascii() or "*" in name:
            name = _MARKS.sub("", name)
        author = parse_name(name)
        if not author.family:
            return _Known(())
        turned = _REVERSED.fullmatch(name)
        if turned is None or SUFFIX.fullmatch(turned[2]):
            return _Known((author,))
        sure = _SURELY_INITIALS.fullmatch(turned[2]) is not None
        return _Known((author,), True, Author(turned[1], turned[2]), sure)


_BLANKS = re.compile(r"\s+")
_NAMESAKE = re.compile(r"0\d{3}")  # DBLP tells people of one name apart by a number
_CLOSE = re.compile(r"((?:[^\W\d_a-z]\.-?)+)([^\W\d_a-z](?:[^\W\d_]|['’-])+)")  # `J.Smith`
_FULL_STOP = re.compile(r"(?<=[a-z]{4})\.\Z")


def parse_name(name: str) -> Author:
    """One name, decoded but for the braces that keep words together."""
    name = name.strip().strip(",").strip() if name.count(",") < 2 else name.strip()
    if in_one_group(name):
        return Author(_bare(name), group=True)
    if "=" in name and _PART.match(name):
        return _from_parts(name)
    if "," not in name:
        return _from_words(list(split_outside(_BLANKS, name)) if "{" in name else name.split())
    parts = [part.strip() for part in (split_outside(COMMA, name) if "{" in name else name.split(","))]
    if len(parts) == 1:
        return _from_words(list(split_outside(_BLANKS, name)))
    if len(parts) == 2:
        family, given = parts
        if SUFFIX.fullmatch(given) and " " in family:  # `Martin Luther King, Jr.`
            author = _from_words(list(split_outside(_BLANKS, family)))
            return Author(author.family, author.given, given)
        stem, _, suffix = family.rpartition(" ")
        if stem and SUFFIX.fullmatch(suffix):  # `King Jr, Martin L.`
            return _author(stem, given, suffix)
        return _author(family, given)
    if len(parts) > 3:
        return _author(parts[0], ", ".join(parts[1:]))
    family, suffix, given = parts
    if SUFFIX.fullmatch(given) and not SUFFIX.fullmatch(suffix):  # `Sherry, John F., Jr.`
        suffix, given = given, suffix
    return _author(family, given, suffix)


def _author(family: str, given: str, suffix: str = "") -> Author:
    family, given, suffix = _bare(family), _bare(given), _bare(suffix)
    return Author(family, given, suffix) if family else Author(given or suffix)


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
    if len(words) > 2 and _NAMESAKE.fullmatch(words[-1]):
        words.pop()
    if len(words) > 1:
        words[-1] = _FULL_STOP.sub("", words[-1])
    suffix = words.pop() if len(words) > 2 and SUFFIX.fullmatch(words[-1]) else ""
    if len(words) == 1 and (close := _CLOSE.fullmatch(words[0])):
        return Author(close[2], close[1])
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
    for part in split_outside(COMMA, name):
        found = _PART.match(part)
        if found and not re.match(r"\s*\w+-i\s*=", part):
            parts[found[1].casefold()] = found[2].strip().strip('"')
    family = " ".join(parts[part] for part in ("prefix", "family") if parts.get(part))
    return _author(family, parts.get("given", ""), parts.get("suffix", ""))


def parse_names(text: str) -> tuple[tuple[Author, ...], bool]:
    """The authors of a list that is plain text already, as `written` makes it: Unicode, groups in braces."""
    names = [name for name in split_outside(AND, text) if name.strip()]
    authors = [parse_name(name) for name in names if not _OTHERS.fullmatch(name)]
    return tuple(authors), len(authors) == len(names)


def split_names(text: str) -> list[str]:
    """The parts of a list in LaTeX that `and` separates outside braces."""
    return list(split_outside(AND, text, latex=True))


def plain_names(authors: Iterable[Author], complete: bool = True) -> str:
    """A list of names as plain text for a field that is no author: `Family, Given and {Group}`."""
    return " and ".join([*(written(author, str) for author in authors), *([] if complete else ["others"])])


_NEEDS_BRACES = re.compile(r"[,;=]|\band\b|(?:others|et\.? al\b.*)\Z|[*†‡§¶⁰¹²³⁴-⁹]\Z", re.I)
_EQUALS = re.compile(r"(?<=\w)(\s*)=")
#: `Vázques de Parga`: a small word behind a large one would end the particles, and `Vázques` be one of them.
_SMALL_INSIDE = re.compile(r"[^\W\d_a-z]\S*\s(?:\S+\s)*[a-z]\S*\s")


def written(author: Author, encode: Callable[[str], str]) -> str:
    """A name that reads back as this author; `encode` makes LaTeX of a part."""
    name = _written(author, encode)
    return _EQUALS.sub(r"\1{=}", name) if "=" in name else name  # biber finds `given=` even inside braces


def _reads_as_two(author: Author) -> bool:
    """Would the name in print look like two, as `A. One, B. Two`?"""
    odd = "." in author.family or "&" in author.family or not author.family.isascii()
    return odd and len(more_than_one(f"{author.family}, {author.given}")) > 1


def _written(author: Author, encode: Callable[[str], str]) -> str:
    family = encode(author.family)
    if author.group:
        return _braced(family)
    if (
        _NEEDS_BRACES.search(author.family)
        or (" " in family and not (author.given or author.suffix))
        or _SMALL_INSIDE.match(author.family)
        or _reads_as_two(author)
    ):
        family = _braced(family)
    if not author.given and not author.suffix:
        return family
    given = encode(author.given)
    if not given or _NEEDS_BRACES.search(author.given) or SUFFIX.fullmatch(author.given):
        given = _braced(given)
    if not author.suffix:
        return f"{family}, {given}"
    suffix = encode(author.suffix)
    if _NEEDS_BRACES.search(author.suffix):
        suffix = _braced(suffix)
    return f"{family}, {suffix}, {given}"


def _braced(text: str) -> str:
    """In braces that keep it together: in two where it could be taken for a list of people, or for the rest of one."""
    twice = (" and " in text and "," in text) or _OTHERS.fullmatch(text)
    return f"{{{{{text}}}}}" if twice else f"{{{text}}}"
