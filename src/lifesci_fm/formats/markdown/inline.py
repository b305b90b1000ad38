"""Inline Markdown and HTML: what stands in a paragraph, an item or a cell, as pieces that know their markup.

markdown-it would do for clean input; lists in the wild have nested links, empty targets, targets with spaces and
unclosed brackets, and each must still be told from text. One pass, linear in the length of the text.
"""

from __future__ import annotations

import html
import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from lifesci_fm.formats.markdown.phrases import phrases
from lifesci_fm.formats.markdown.targets import PUNCTUATION, destination, trimmed_url, unescaped
from lifesci_fm.text import squeeze

#: Link definitions of a document: `normalise_label(text)` → target.
References = Mapping[str, str]

_SPECIAL = re.compile(r"[\\`*_~\[\]!<\n]|https?://|\bwww\.(?=\w)", re.I)
_TICKS = re.compile(r"`+")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})(\s[^<>]{0,2000})?/?>")
_AUTOLINK = re.compile(r"<((?:https?|ftp|mailto):[^<>\s]{1,2000})>", re.I)
_BARE = re.compile(r"[^\s<>\"`\u3000，。；（）】」”]+", re.I)
_ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_NESTED = re.compile(r"\[([^\[\]]*)\]\((.+)\)\Z")
_LABEL_PART = re.compile(r"\[([^\[\]\n]{1,300})\]")
_SHIELD = re.compile(r"(?:shields\.io|badgen\.net)/(?:static/|badge/)([^?#]+)", re.I)
_STARS = re.compile(
    r"(?:shields\.io|badgen\.net)/github/(?:stars|last-commit|forks|license)/([\w.-]+/[\w.-]+?)(?:\.svg)?(?:[?/#]|\Z)",
    re.I,
)
_MARKUP_TAGS = phrases(
    """
    a | abbr | b | big | br | center | cite | code | del | div | em | font | i | img | ins | kbd | mark | p | q | s |
    samp | small | span | strike | strong | sub | sup | tt | u | var | wbr | picture | source | details | summary |
    table | tr | td | th | tbody | thead | ul | ol | li | h1 | h2 | h3 | h4 | h5 | h6 | hr | input
    """
)
#: No writer nests deeper, and no run of signs is longer; beyond, they are text.
_MOST_OPEN, _MOST_SIGNS, _MOST_LABEL_PIECES = 60, 100, 50

#: A line end in the source, and one that the reader of the page sees (`<br>`, two blanks, a backslash).
SOFT, HARD = "\n", "\n\n"


@dataclass(slots=True, eq=False)
class Badge:
    """An image: its alternative text and address."""

    alt: str
    src: str

    @property
    def text(self) -> str:
        """What a reader sees: the words drawn on a shields.io badge, else the alternative text."""
        found = _SHIELD.search(self.src)
        if not found or found[1].startswith(("dynamic/", "endpoint")):
            return squeeze(self.alt)
        path = unquote(found[1]).removesuffix(".svg").replace("--", "\0").replace("__", "\1")
        words = [part.replace("_", " ") for part in path.replace("/", "-").split("-")]
        words = words[:-1] if len(words) > 1 else words  # the last one is the colour
        return squeeze(" ".join(words).replace("\0", "-").replace("\1", "_"))

    @property
    def repository(self) -> str | None:
        """The repository whose stars this badge counts, as a URL."""
        found = _STARS.search(self.src)
        return f"https://github.com/{found[1]}" if found else None


@dataclass(slots=True, eq=False)
class Link:
    """A link: visible text without markup, target as written.

    `nested` is URL A of `[text]([A](B))`, whose target is B. `bare` is an address that stands in the text itself.
    `hint` is the word in front of the link that says what it leads to (`Code: https://…`).
    """

    url: str
    label: str = ""
    badges: list[Badge] = field(default_factory=list)
    nested: str | None = None
    bare: bool = False
    hint: str = ""


@dataclass(slots=True)
class Piece:
    """A run of text of one markup. A line end is the text SOFT or HARD; an image has a `badge` and no text."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: Link | None = None
    badge: Badge | None = None


@dataclass(slots=True)
class _Bracket:
    piece: int
    image: bool


@dataclass(slots=True)
class _Delimiter:
    piece: int
    char: str
    count: int
    opens: bool
    closes: bool


def code_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where code begins and where the text goes on behind it: a run of backticks up to the next one of its length."""
    later: dict[int, deque[int]] = {}
    for run in _TICKS.finditer(text):
        later.setdefault(len(run[0]), deque()).append(run.start())
    place = 0
    for run in _TICKS.finditer(text):
        if run.start() < place or text[run.start() - 1 : run.start()] == "\\":
            continue
        width, ends = len(run[0]), later[len(run[0])]
        while ends and ends[0] <= run.start():
            ends.popleft()
        if ends:
            place = ends[0] + width
            yield run.start(), place


def normalise_label(label: str) -> str:
    """A reference label as compared."""
    return " ".join(label.split()).casefold()


def scan(text: str, references: References | None = None) -> list[Piece]:
    """The pieces of an inline text, in order."""
    return _Scanner(text, references or {}).run()


def plain(pieces: list[Piece]) -> str:
    """The visible text of pieces, white space squeezed; images leave nothing."""
    return squeeze("".join(piece.text for piece in pieces))


def links_of(pieces: list[Piece]) -> list[Link]:
    """The links of pieces, each once, in order."""
    found: list[Link] = []
    for piece in pieces:
        if piece.link is not None and (not found or found[-1] is not piece.link):
            found.append(piece.link)
    return found


class _Scanner:
    def __init__(self, text: str, references: References) -> None:
        self.text = text
        self.references = references
        self.place = 0
        self.pieces: list[Piece] = []
        self.brackets: deque[_Bracket] = deque(maxlen=_MOST_OPEN)
        self.delimiters: list[_Delimiter] = []
        self.tags: deque[tuple[str, int, Link | None]] = deque(maxlen=_MOST_OPEN)
        self.code = dict(code_spans(text))
        self.bold: list[tuple[int, int]] = []
        self.italic: list[tuple[int, int]] = []

    def run(self) -> list[Piece]:
        while self.place < len(self.text):
            found = _SPECIAL.search(self.text, self.place)
            end = found.start() if found else len(self.text)
            if end > self.place:
                self._add(html.unescape(self.text[self.place : end]))
            self.place = end
            if found:
                self._special(found[0])
        self._emphasis()
        return self._finished()

    def _add(self, text: str, *, code: bool = False) -> None:
        self.pieces.append(Piece(text, code=code))

    def _special(self, sign: str) -> None:
        if sign == "\\":
            following = self.text[self.place + 1 : self.place + 2]
            literal = following if following in PUNCTUATION else "\\" + following
            self._add(HARD if following == "\n" else literal)
            self.place += 1 + len(following)
        elif sign == "`":
            self._code()
        elif sign in "*_~":
            self._delimiter(sign)
        elif sign == "[" or (sign == "!" and self.text.startswith("![", self.place)):
            self.brackets.append(_Bracket(len(self.pieces), sign == "!"))
            self._add("[" if sign == "[" else "![")
            self.place += 1 if sign == "[" else 2
        elif sign == "]":
            self._close()
        elif sign == "<":
            self._tag()
        elif sign == "\n":
            self._add(HARD if self.text.endswith("  ", 0, self.place) else SOFT)
            self.place += 1
        elif sign == "!":
            self._add(sign)
            self.place += 1
        else:
            self._bare()

    def _code(self) -> None:
        run = _TICKS.match(self.text, self.place)
        width = len(run[0]) if run else 1
        end = self.code.get(self.place)
        if end is None:
            self._add("`" * width)
            self.place += width
        else:
            self._add(self.text[self.place + width : end - width].replace("\n", " ").strip(), code=True)
            self.place = end

    def _delimiter(self, sign: str) -> None:
        end = self.place
        while end < len(self.text) and self.text[end] == sign:
            end += 1
        before, after = self.text[self.place - 1 : self.place], self.text[end : end + 1]
        blank_before, blank_after = not before or before.isspace(), not after or after.isspace()
        opens, closes = not blank_after, not blank_before
        if sign == "_":
            opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
        if end - self.place <= _MOST_SIGNS:
            self.delimiters.append(_Delimiter(len(self.pieces), sign, end - self.place, opens, closes))
        self._add(sign * (end - self.place))
        self.place = end

    def _close(self) -> None:
        self.place += 1
        if not self.brackets:
            self._add("]")
            return
        bracket = self.brackets.pop()
        target = self._target(bracket)
        if target is None:
            self._add("]")
            return
        url, nested = target
        inner = self.pieces[bracket.piece + 1 :]
        if bracket.image:
            alt = squeeze("".join(piece.text for piece in inner if piece.badge is None))
            del self.pieces[bracket.piece :]
            while self.delimiters and self.delimiters[-1].piece >= bracket.piece:
                self.delimiters.pop()
            self.pieces.append(Piece("", badge=Badge(alt, url)))
            return
        link = Link(url, nested=nested)
        self.pieces[bracket.piece].text = ""
        for piece in inner:
            piece.link = link
        if not inner:
            self.pieces.append(Piece("", link=link))
        # CommonMark: no link inside a link; what is open around this one is text
        self.brackets = deque((one for one in self.brackets if one.image), maxlen=_MOST_OPEN)

    def _target(self, bracket: _Bracket) -> tuple[str, str | None] | None:
        """What follows `]`: `(target)`, `[reference]` or nothing but a defined label. Moves behind it."""
        following = self.text[self.place : self.place + 1]
        if following == "(":
            found = destination(self.text, self.place + 1)
            if found is not None:
                url, self.place = found
                inner = _NESTED.match(url)
                return (inner[2], inner[1]) if inner else (url, None)
        label = ""
        if self.references and following == "[" and (found_label := _LABEL_PART.match(self.text, self.place)):
            label = normalise_label(found_label[1])
            if label in self.references:
                self.place = found_label.end()
                return self.references[label], None
        if self.references:
            first = bracket.piece + 1
            label = normalise_label("".join(one.text for one in self.pieces[first : first + _MOST_LABEL_PIECES]))
            if label in self.references:
                self.place += 2 if self.text.startswith("[]", self.place) else 0
                return self.references[label], None
        return None

    def _tag(self) -> None:
        if found := _AUTOLINK.match(self.text, self.place):
            self.place = found.end()
            self.pieces.append(Piece(found[1], link=Link(found[1], bare=True)))
            return
        found = _TAG.match(self.text, self.place)
        name = found[2].lower() if found else ""
        if not found or name not in _MARKUP_TAGS:
            self._add("<")
            self.place += 1
            return
        self.place = found.end()
        attributes = {
            a[1].lower(): html.unescape(a[2] or a[3] or a[4] or "") for a in _ATTRIBUTE.finditer(found[3] or "")
        }
        if name == "br":
            self._add(HARD)
        elif name == "img":
            self.pieces.append(Piece("", badge=Badge(attributes.get("alt", ""), attributes.get("src", ""))))
        elif name in ("a", "b", "strong", "i", "em", "cite", "code") and not found[1]:
            link = Link(attributes.get("href", "")) if name == "a" and "href" in attributes else None
            self.tags.append((name, len(self.pieces), link))
        elif found[1] and self.tags and self.tags[-1][0] == name:
            self._close_tag(*self.tags.pop())

    def _close_tag(self, name: str, first: int, link: Link | None) -> None:
        inner = self.pieces[first:]
        if name == "a":
            if link is not None:
                for piece in inner:
                    piece.link = link if piece.link is None or piece.link.bare else piece.link
        elif name == "code":
            for piece in inner:
                piece.code = True
        else:
            (self.bold if name in ("b", "strong") else self.italic).append((first, len(self.pieces)))

    def _bare(self) -> None:
        found = _BARE.match(self.text, self.place)
        url = trimmed_url(found[0] if found else self.text[self.place])
        self.place += len(url)
        url = unescaped(url)
        self.pieces.append(Piece(url, link=Link(url, bare=True)))

    def _emphasis(self) -> None:
        """Pairs of delimiters: CommonMark's rule of closest opener, one stack for each sign.

        What GFM strikes through (`~~old~~`) reads as any other text; a single tilde mostly means `about`.
        """
        open_runs: dict[str, list[_Delimiter]] = {"*": [], "_": [], "~": []}
        for run in self.delimiters:
            stack = open_runs[run.char]
            while run.closes and run.count and stack:
                opener = stack[-1]
                width = 2 if opener.count >= 2 and run.count >= 2 else 1
                if run.char == "~" and width == 1:
                    break
                if run.char != "~":
                    (self.bold if width == 2 else self.italic).append((opener.piece, run.piece))
                opener.count -= width
                run.count -= width
                for one in (opener, run):
                    self.pieces[one.piece].text = one.char * one.count
                if not opener.count:
                    stack.pop()
            if run.opens and run.count:
                stack.append(run)

    def _finished(self) -> list[Piece]:
        for ranges, name in ((self.bold, "bold"), (self.italic, "italic")):
            change = [0] * (len(self.pieces) + 1)
            for first, last in ranges:
                change[min(first, len(self.pieces))] += 1
                change[min(last, len(self.pieces))] -= 1
            depth = 0
            for piece, step in zip(self.pieces, change, strict=False):
                depth += step
                setattr(piece, name, depth > 0)
        return _merged(self.pieces)


def _merged(pieces: list[Piece]) -> list[Piece]:
    """Neighbours of one markup as one piece; each link gets its label and its badges."""
    kept: list[Piece] = []
    texts: list[list[str]] = []
    labels: dict[int, list[str]] = {}
    for piece in pieces:
        if piece.link is not None:
            labels.setdefault(id(piece.link), []).append(piece.text)
            if piece.badge is not None:
                piece.link.badges.append(piece.badge)
        if not piece.text and piece.badge is None and piece.link is None:
            continue
        if kept and _alike(kept[-1], piece):
            texts[-1].append(piece.text)
        else:
            kept.append(piece)
            texts.append([piece.text])
    for piece, parts in zip(kept, texts, strict=True):
        piece.text = "".join(parts)
    for link in links_of(kept):
        link.label = _unbracketed("".join(labels[id(link)]))
    return [piece for piece in kept if piece.text or piece.badge or (piece.link and not piece.link.label)]


def _alike(one: Piece, other: Piece) -> bool:
    """True when two neighbours are one run: same markup, same link, and neither an image nor a line end."""
    if one.badge is not None or other.badge is not None or one.text in (SOFT, HARD) or other.text in (SOFT, HARD):
        return False
    return (one.bold, one.italic, one.code, one.link) == (other.bold, other.italic, other.code, other.link)


def _unbracketed(label: str) -> str:
    label = squeeze(label)
    for _ in range(3):
        if len(label) > 1 and label[0] == "[" and label[-1] == "]":
            label = label[1:-1].strip()
    return label
