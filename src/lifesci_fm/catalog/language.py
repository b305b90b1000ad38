"""The query language, from text to a tree: `domain:scRNA (status:pending or tag:key) year>=2023 not venue:arXiv`

    expression = both { "or" both }            both = one { ["and"] one }
    one        = ["not" | "-"] ( "(" expression ")" | condition | @NAME | word )
    condition  = FIELD ( ":" | "=" | "!=" | "<" | "<=" | ">" | ">=" ) value { "," value }

A word is searched for in titles, abstracts, authors, models, tags and notes; several must all be there, `"in quotes"`
side by side, and `pre*` begins one. Values with blanks or brackets stand in quotes, values behind commas are
alternatives. Full-width brackets, colons and quotes, as a Chinese keyboard types them, are as good as the plain ones.
What a field means is said in `conditions`.

Pure text work: nothing here knows a library. Every mistake is a UsageError that shows where it stands.
"""

from __future__ import annotations

import re
from typing import NamedTuple, NoReturn

from lifesci_fm.errors import UsageError
from lifesci_fm.text import nearest, shortened, width
from lifesci_fm.vocabulary import Filter, YearRange

#: How deep brackets, `not` and saved queries may nest, how many words and fields there may be, and of how many letters
#: each; SQLite and FTS5 have limits of their own that these stay below.
_DEEPEST, _MOST, _LONGEST = 12, 300, 500
#: Letters of a query that are shown on each side of a mistake.
_AROUND = 60


class Word(NamedTuple):
    """A word or a phrase to be found anywhere in a paper; a `prefix` is the beginning of a word."""

    text: str
    prefix: bool
    at: int


class Condition(NamedTuple):
    """A field, what it is compared with, and how: `sign` is one of `: != < <= > >=`; values are alternatives."""

    field: str
    sign: str
    values: tuple[str, ...]
    at: int


class Saved(NamedTuple):
    """The papers of a saved query, asked for at so many levels of nesting."""

    name: str
    at: int
    depth: int


class Not(NamedTuple):
    """The papers that it does not hold of."""

    of: Tree


class And(NamedTuple):
    """All of these hold."""

    parts: tuple[Tree, ...]


class Or(NamedTuple):
    """One of these holds."""

    parts: tuple[Tree, ...]


Tree = Word | Condition | Saved | Not | And | Or

#: Field → how else it may be written.
FIELDS: dict[str, tuple[str, ...]] = {
    "domain": ("domains", "领域"),
    "status": ("状态",),
    "model": ("models", "模型"),
    "author": ("authors", "作者"),
    "venue": ("journal", "期刊"),
    "year": ("years", "年份"),
    "date": (),
    "since": (),
    "read": (),
    "tag": ("tags", "标签"),
    "key": ("keys",),
    "type": (),
    "has": (),
    "is": (),
    "title": ("标题",),
    "abstract": ("摘要",),
    "note": ("notes", "笔记"),
    "doi": (),
    "arxiv": (),
    "pmid": (),
    "id": (),
    "rating": (),
    "priority": (),
    "added": (),
    "updated": (),
}
_SPELT = {spelling: name for name, others in FIELDS.items() for spelling in (name, *others)}

_PLAIN = str.maketrans("（）：“”，＜＞＝！", '():"",<>=!')
_LONE = "[\ud800-\udfff]"  # what Python makes of a byte that is no text
_BLANKS = re.compile(r"\s*")
_BARE = re.compile(r'[^\s()"]+')
_VALUE = re.compile(r'[^\s()",]+')
_FIELD = re.compile(r"([^\W\d]\w*)(:|!=|<=|>=|<>|=|<|>)")
_SIGN = re.compile(r"\s*(!=|<=|>=|<>|=|<|>)")
_WORDS = {"and": "and", "or": "or", "not": "not"}


def parse(text: str, depth: int = 0) -> Tree | None:
    """The tree of a query; None for one that says nothing. Raises UsageError with the place of the mistake.

    `depth` is how deep this text itself is nested in others.
    """
    return _Parser(text, depth).whole()


def write(chosen: Filter) -> str:
    """The query that says what a filter says, options and query together. Raises UsageError for what it cannot hold."""
    said = {
        "domain": chosen.domains,
        "status": chosen.statuses,
        "model": chosen.models,
        "author": chosen.authors,
        "venue": chosen.venues,
        "year": [_span(one) for one in chosen.years],
        "since": [chosen.since] if chosen.since else [],
        "read": [f"{chosen.read_since}.."] if chosen.read_since else [],
        "rating": [_span(one) for one in chosen.ratings],
        "priority": [_span(one) for one in chosen.priorities],
        "tag": chosen.tags,
        "key": chosen.keys,
        "type": chosen.types,
        "has": chosen.has,
        "is": ["incomplete"] if chosen.incomplete else [],
    }
    conditions = [f"{field}:{','.join(map(_spelt, values))}" for field, values in said.items() if values]
    rest = chosen.query.strip()
    if conditions and isinstance(parse(rest), Or):
        rest = f"({rest})"
    return " ".join(filter(None, [*conditions, rest]))


def _span(one: YearRange) -> str:
    return str(one.first) if one.first == one.last else f"{one.first or ''}-{one.last or ''}"


def _spelt(value: str) -> str:
    """A value as it is written behind a field."""
    if _VALUE.fullmatch(value.translate(_PLAIN)):
        return str(value)
    if '"' in value.translate(_PLAIN):
        raise UsageError(f"A query cannot hold {value!r}.", "Leave the quotation mark out.")
    return f'"{value}"'


def fault(text: str, at: int, message: str, remedy: str) -> UsageError:
    """A mistake at a character of a query: the sentence, the remedy, and the query with a caret under the place."""
    line = "".join(letter if letter.isprintable() else " " for letter in text)
    before, behind = line[:at], line[at:]
    before = before if len(before) <= _AROUND else f"…{before[1 - _AROUND :]}"
    behind = behind if len(behind) <= _AROUND else f"{behind[: _AROUND - 1]}…"
    caret = " " * width(before) + "^"
    return UsageError(
        f"Column {at + 1} of the query: {shortened(message)}.", f"{remedy}\n  {before}{behind}\n  {caret}"
    )


class _Parser:
    """One pass over a text, from left to right."""

    def __init__(self, text: str, depth: int) -> None:
        self._text = text
        self._plain = text.translate(_PLAIN)  # letter for letter, so that places are the same
        self._at = 0
        self._depth = depth
        self._number = 0

    def whole(self) -> Tree | None:
        if not self._text.isascii() and (lone := re.search(_LONE, self._text)):
            self._fail(lone.start(), "this letter is not written in UTF-8", "Type it anew.")
        self._blanks()
        if self._at == len(self._plain):
            return None
        tree = self._either()
        if self._at < len(self._plain):
            self._fail(self._at, "nothing opens this bracket", "Remove it, or put it in quotes.")
        return tree

    def _either(self) -> Tree:
        parts = [self._both()]
        while self._keyword("or"):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _both(self) -> Tree:
        parts = [self._one()]
        while self._keyword("and") or self._begins_another():
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _begins_another(self) -> bool:
        return self._at < len(self._plain) and self._plain[self._at] != ")" and self._word_ahead() != "or"

    def _one(self) -> Tree:
        begun = self._at
        if begun == len(self._plain):
            self._fail(begun, "something is missing here", "Say what is to be found, or remove the word before.")
        if self._keyword("not") or self._minus():
            self._deeper(begun)
            inner = self._one()
            self._depth -= 1
            return Not(inner)
        if self._plain[begun] == ")" or self._word_ahead() in ("and", "or"):
            self._fail(begun, "something is missing before this", "Say what is to be found, or put it in quotes.")
        if self._plain[begun] == "(":
            return self._bracket()
        self._number += 1
        if self._number > _MOST:
            self._fail(begun, f"there are more than {_MOST} words and fields", "Ask for less at once.")
        if self._plain[begun] == '"':
            return self._word(self._quoted(), begun)
        return self._condition() or self._name() or self._word(self._take(_BARE), begun)

    def _bracket(self) -> Tree:
        begun = self._at
        self._deeper(begun)
        self._step()
        inner = self._either()
        if self._at == len(self._plain):
            self._fail(begun, "nothing closes this bracket", "Close it, or put it in quotes.")
        self._step()
        self._depth -= 1
        return inner

    def _deeper(self, begun: int) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            self._fail(begun, "this nests too deeply", "Write it flatter.")

    def _check_length(self, text: str, at: int) -> None:
        if len(text) > _LONGEST:
            self._fail(at, f"this has more than {_LONGEST} letters", "Take a part of it.")

    def _condition(self) -> Condition | None:
        """A field with its values, or None where a plain word stands."""
        begun = self._at
        found = _FIELD.match(self._plain, begun)
        if not found:
            bare = _BARE.match(self._plain, begun)
            sign = _SIGN.match(self._plain, bare.end()) if bare and bare[0].casefold() in _SPELT else None
            if not bare or not sign:
                return None
            name, operator, behind = bare[0], sign[1], sign.end()  # `year >= 2023`
        else:
            name, operator, behind = found[1], found[2], found.end()
        field = _SPELT.get(name.casefold())
        if field is None:
            if self._plain[behind : behind + 1] in ("", " ", "/", ")"):  # `Geneformer: transfer`, `https://`
                return None
            close = nearest(name, FIELDS, 2)
            known = f"Did you mean {' or '.join(close)}?" if close else f"Fields are {', '.join(FIELDS)}."
            self._fail(begun, f"there is no field {name!r}", f"{known} To search for the text, put it in quotes.")
        self._at = behind
        if operator != ":":
            self._blanks()
        return Condition(field, {"=": ":", "<>": "!="}.get(operator, operator), self._values(name), begun)

    def _values(self, name: str) -> tuple[str, ...]:
        values = []
        while True:
            begun = self._at
            if self._plain[begun : begun + 1] == '"':
                values.append(self._quoted(blanks=False))
            elif found := _VALUE.match(self._plain, self._at):
                values.append(self._text[self._at : found.end()])
                self._at = found.end()
            else:
                self._fail(
                    self._at,
                    f"{name} needs a value here",
                    f'Write it without a blank: {name}:word or {name}:"two words".',
                )
            self._check_length(values[-1], begun)
            if self._plain[self._at : self._at + 1] != ",":
                self._blanks()
                return tuple(values)
            self._at += 1

    def _name(self) -> Saved | None:
        begun = self._at
        if self._plain[begun] != "@" or not _VALUE.match(self._plain, begun + 1):
            return None
        self._deeper(begun)
        self._depth -= 1
        return Saved(self._take(_BARE)[1:], begun, self._depth + 1)

    def _word(self, text: str, at: int) -> Word:
        self._check_length(text, at)
        prefix = text.endswith("*") and len(text) > 1
        return Word(text.rstrip("*") if prefix else text, prefix, at)

    def _quoted(self, *, blanks: bool = True) -> str:
        begun = self._at
        end = self._plain.find('"', begun + 1)
        if end < 0:
            self._fail(begun, "nothing closes this quotation", 'Close it with ".')
        self._at = end + 1
        text = self._text[begun + 1 : end]
        if self._plain[self._at : self._at + 1] == "*":
            self._at += 1
            text += "*"
        if blanks:
            self._blanks()
        return text

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._plain, self._at)
        assert found, self._text[self._at :]  # noqa: S101 - whoever calls has looked at the letter
        text = self._text[self._at : found.end()]
        self._at = found.end()
        self._blanks()
        return text

    def _word_ahead(self) -> str:
        found = _BARE.match(self._plain, self._at)
        return _WORDS.get(found[0].casefold(), "") if found else ""

    def _keyword(self, word: str) -> bool:
        if self._word_ahead() != word:
            return False
        self._take(_BARE)
        return True

    def _minus(self) -> bool:
        if not re.compile(r"-[^\s\d-]").match(self._plain, self._at):
            return False
        self._at += 1
        return True

    def _step(self) -> None:
        self._at += 1
        self._blanks()

    def _blanks(self) -> None:
        found = _BLANKS.match(self._plain, self._at)
        self._at = found.end() if found else self._at

    def _fail(self, at: int, message: str, remedy: str) -> NoReturn:
        raise fault(self._text, at, message, remedy)
