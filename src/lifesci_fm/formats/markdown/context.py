"""Where in a document an entry stands, and what that says about it: headings, bold lines, parent bullets.

A heading may name a domain, a category, a year or a venue, or say that no entries follow (contents, licence).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lifesci_fm.formats.markdown.dates import read_date, year_in
from lifesci_fm.formats.markdown.inline import References, plain, scan
from lifesci_fm.formats.markdown.titles import clean_title, word_count
from lifesci_fm.formats.markdown.topics import Topic, domain_words, hides, topic_of
from lifesci_fm.formats.markdown.venues import Venue, known_venue, venue_of
from lifesci_fm.records import DomainMention, Origin, Problem, Reading
from lifesci_fm.text import fold, squeeze
from lifesci_fm.vocabulary import DOMAINS, OriginKind

#: Aliases that a heading may hold without being about the domain (`Large Language Models`).
_WEAK_ALIASES = frozenset(("language", "vision", "transcript", "文本"))
_DOMAIN_NAMES = sorted(
    {(fold(name), name) for one in DOMAINS for name in (one.name, one.label_zh, *one.aliases)},
    key=lambda pair: (-len(pair[0]), pair),
)
_SIGN_BETWEEN = re.compile(r"[+/,、，;；&|]")


@dataclass(frozen=True, slots=True)
class Section:
    """The headings above an entry, outermost first, and what they say together."""

    path: tuple[str, ...]
    topic: Topic | None
    surveys: bool
    year: str | None
    venue: Venue | None
    domains: tuple[DomainMention, ...]
    parents: tuple[str, ...] = ()

    @property
    def full_path(self) -> tuple[str, ...]:
        """Headings and parent bullets."""
        return (*self.path, *self.parents)


@dataclass(slots=True)
class Context:
    """What the reader knows while it walks a document."""

    name: str
    references: References
    reading: Reading
    titled: bool = False  # the one level-1 heading is the title of the document
    note_model: str | None = None
    planned: int = 0
    _headings: list[tuple[int, str]] = field(default_factory=list)
    _label: tuple[str, bool] | None = None
    _cache: dict[tuple[str, ...], Section] = field(default_factory=dict)

    def heading(self, level: int, text: str) -> None:
        """A real heading begins: it ends those of its own level and below, and any bold line."""
        words = squeeze(plain(scan(text, self.references)))
        self._headings = [(depth, title) for depth, title in self._headings if depth < level]
        self._label = None
        if words:
            self._headings.append((level, words))

    def label(self, text: str, *, once: bool = False) -> None:
        """A bold line, or a line that ends in a colon, stands for a heading (`once`: for the next list only)."""
        self._label = (squeeze(text).strip(" :：*"), once)

    def used(self) -> None:
        """A list or table ended: a label meant for it alone is over."""
        if self._label is not None and self._label[1]:
            self._label = None

    @property
    def section(self) -> Section:
        """The section that the reader stands in."""
        headings = [title for _, title in self._headings]
        return self._section_of((*headings, self._label[0]) if self._label else tuple(headings))

    @property
    def outer(self) -> Section:
        """The section that the heading just met stands in."""
        return self._section_of(tuple(title for _, title in self._headings[:-1]))

    def _section_of(self, path: tuple[str, ...]) -> Section:
        if path not in self._cache:
            self._cache[path] = _section(path, self.titled and bool(self._headings) and self._headings[0][0] == 1)
        return self._cache[path]

    def origin(self, line: int, section: Section | None = None) -> Origin:
        """The origin of an entry at this line."""
        return Origin(OriginKind.IMPORT, self.name, line, (section or self.section).full_path)

    def problem(self, line: int, code: str, message: str, text: str = "", *, entry: bool = False) -> None:
        """Report what could not be understood."""
        self.reading.problems.append(Problem(line, code, message, squeeze(text)[:200], entry))


def below(section: Section, parent: str) -> Section:
    """The section of the bullets under a parent bullet; the parent is a topic its writer chose, not a guess."""
    parents = (*section.parents, parent)
    year, venue = year_in(parent) or (read_date(parent) or "")[:4], venue_of(parent) if known_venue(parent) else None
    names_field = not (venue or year) and word_count(parent) <= 6 and re.search(r"[^\W\d]", parent)
    domains = (DomainMention(parent),) if names_field else section.domains
    topic = topic_of(parent) or section.topic
    surveys = section.surveys or topic is Topic.SURVEYS
    return Section(section.path, topic, surveys, year or section.year, venue or section.venue, domains, parents)


def _section(path: tuple[str, ...], titled: bool) -> Section:
    inner = path[1:] if titled else path
    topics = [topic_of(title, own=title is inner[-1]) for title in inner]
    topic = next((one for one in reversed(topics) if one is not None), None)
    if topic is None and titled and path:
        topic = topic_of(path[0], own=False)
        topic = None if topic in (Topic.NOTHING, Topic.LISTS) else topic  # every list is `Awesome`
    year = next((found for title in reversed(inner) if (found := year_in(title))), None)
    venue = next((venue_of(title) for title in reversed(inner) if known_venue(title)), None)
    topic = Topic.NOTHING if hides(inner) else topic
    return Section(path, topic, Topic.SURVEYS in topics, year, venue, _domains(path))


def _domains(path: tuple[str, ...]) -> tuple[DomainMention, ...]:
    """The domains that the nearest heading names which names any; else its own words, for the library to resolve."""
    for title in reversed(path):
        found = domains_in(title)
        if found:
            return tuple(DomainMention(name, guessed=True) for name in found)
    nearest = clean_title(domain_words(path[-1])) if path else ""
    if fold(nearest) in _WEAK_ALIASES and fold(path[-1]) != fold(nearest):
        return ()
    if nearest and word_count(nearest) <= 4 and not year_in(nearest) and re.search(r"[^\W\d]", nearest):
        return (DomainMention(nearest, guessed=True),)
    return ()


def domains_in(text: str) -> list[str]:
    """Names of starter domains, their Chinese labels and aliases that a text holds, as the vocabulary writes them."""
    words, parts = f" {fold(text)} ", [fold(part).split() for part in _SIGN_BETWEEN.split(text)]
    ends = {word for part in parts if part for word in (part[0], part[-1])} if len(parts) > 1 else set()
    found: list[tuple[int, str]] = []
    for folded, name in _DOMAIN_NAMES:
        wrapped = folded if not folded.isascii() else f" {folded} "
        telling = len(folded) > 2 or folded in ends or not folded.isascii()  # `sc+Spatial RNA`, `蛋白`
        if wrapped in words and telling and (folded not in _WEAK_ALIASES or words.strip() == folded):
            found.append((words.index(wrapped), name))
            words = words.replace(wrapped, " " * len(wrapped))
    return [name for _, name in sorted(found)]
