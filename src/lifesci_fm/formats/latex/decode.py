r"""LaTeX text → Unicode: accents, symbols, simple formulas, quotes and dashes; protecting braces go.

Bibliographies hold LaTeX of every quality, so nothing here fails: a command nobody knows keeps its argument, one
without an argument stays as written. Commands that a file defines for itself (`\newcommand{\noopsort}[1]{}` in its
preamble) are applied as defined.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from lifesci_fm.formats.latex.tables import (
    ACCENTS,
    BARE_ACCENTS,
    BOXES,
    COMBINING,
    INSTRUCTIONS,
    JOURNALS,
    SIGNS,
    STYLES,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    SYMBOLS,
)


class Command(NamedTuple):
    """A command defined by a file: how many arguments it takes, and its text with `#1`, `#2` for them."""

    arguments: int
    body: str


Commands = Mapping[str, Command]
_NONE: Commands = {}

_ENTITY = re.compile(r"(?:\{\\&\}|\\?&)(?:([A-Za-z]{2,8}[0-9]{0,2})|(?:\\|\{\\)?#\}?(\d{1,6}|x[\dA-Fa-f]{1,5}));")
_SPECIAL = frozenset("&%#$_{}")
#: How Mendeley writes a command that it took for text (`$\backslash$textit{\{}E. coli{\}}`).
_TEXT_OF_COMMAND = re.compile(r"\$\\backslash\$(?=[A-Za-z'\"`^~=.])")
_LIGATURE = re.compile(r"---?|''|``?|~")
_LIGATURES = {"--": "–", "---": "—", "''": "”", "``": "“", "`": "‘", "~": " "}
_TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z]+)\*?\s*|\\(?P<sign>.)|(?P<open>\{)|(?P<close>\})|(?P<dollar>\$)|(?P<script>[\^_])"
    r"|(?P<ligature>---?|''|``?|~)|(?P<plain>[^\\{}$^_~`'-]+|.)",
    re.S,
)
_BRACE = re.compile(r"\\.|[{}]", re.S)
#: What stands in the braces of one accented letter or sign (`{\"u}`, `{\v{c}}`, `{\ss}`): they group no words.
_ONE_CHARACTER = re.compile(
    r"\\(?:[^A-Za-z\s]\s*(?:\{\\?[^{}\\]*\}|\\[ij]|[^{}\\])?|[A-Za-z]+\s*(?:\{\\?[^{}\\]*\}|\\[ij]|[A-Za-z])?)\s*\}"
)
_DOLLAR = re.compile(r"\\.|\$", re.S)
_LONG_WORD = re.compile(r"[A-Za-z]{3,}")
_ORDINALS = frozenset(("st", "nd", "rd", "th"))

#: Literal braces while groups are kept; control characters never come from a file (`encoding.text` removes them).
OPEN, CLOSE = "\x02", "\x03"

_LITERAL_BRACES = {"{": OPEN, "}": CLOSE}

_DEEPEST = 16  # commands within arguments of commands
_MOST_EXPANSIONS = 200  # of a file's own commands in one text: they may call themselves


def tidy(text: str) -> str:
    """White space squeezed to single blanks, ends stripped, NFC."""
    if text.isascii():
        if "\n" in text or "  " in text or "\t" in text or text[:1] == " " or text[-1:] == " ":
            return " ".join(text.split())
        return text
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _has_markup(text: str) -> bool:  # scans for one character are faster than one for two, or a regular expression
    return (
        "{" in text
        or "\\" in text
        or "$" in text
        or "~" in text
        or "}" in text
        or "`" in text
        or "&" in text
        or ("-" in text and "--" in text)
        or ("'" in text and "''" in text)
    )


def decode(text: str, commands: Commands = _NONE) -> str:
    """LaTeX text as plain Unicode, without protecting braces."""
    if text.isalnum() and text.isascii():  # a year, a number, a word
        return text
    if not _has_markup(text):
        return tidy(text)
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    if "\\" not in text and "$" not in text:
        text = _LIGATURE.sub(lambda found: _LIGATURES[found[0]], text)
        return tidy(text.replace("{", "").replace("}", ""))
    text = _as_commands(text)
    return tidy(_Decoder(commands, keep=False).run(text).replace(OPEN, "{").replace(CLOSE, "}"))


def decode_keeping_groups(text: str, commands: Commands = _NONE) -> str:
    r"""As `decode`, but braces that group words stay, for lists of names. Those of an accent (`{\"u}`) go.

    Literal braces come back as OPEN and CLOSE, which the caller turns into braces once it has split the list.
    """
    if "\\" not in text and "$" not in text:
        return tidy(_LIGATURE.sub(lambda found: _LIGATURES[found[0]], text) if _has_markup(text) else text)
    return tidy(_Decoder(commands, keep=True).run(_as_commands(text)))


def _character(found: re.Match[str]) -> str:
    """The character that an HTML entity stands for, in LaTeX."""
    written = f"&#{found[2]};" if found[2] else f"&{found[1]};"
    character = html.unescape(written)
    if character == written or not character.isprintable():
        return " " if character.isspace() else found[0]
    return f"\\{character}" if character in _SPECIAL else character


def _as_commands(text: str) -> str:
    if "$\\backslash$" not in text or not _TEXT_OF_COMMAND.search(text):
        return text
    return _TEXT_OF_COMMAND.sub(r"\\", text).replace("{\\{}", "{").replace("{\\}}", "}")


_ESCAPED = re.compile(r"\\([_%&#$~{}^ -])(?:\{\})?|\\([A-Za-z]+)(?:\s*\{\}|\s+)?")
_URL_COMMAND = re.compile(r"\\(?:url|path|nolinkurl|href|texttt)\s*\{([^{}]*)\}(?:\{[^{}]*\})?")
_MATHS_SIGN = re.compile(r"\$([<>=_~])\$|\$\\(?:sim|tilde)\$")


def verbatim(text: str) -> str:
    r"""A URL, DOI or other identifier as meant: `\_`, `{\%}` and `\url{…}` undone, line breaks and braces out."""
    if "\\" in text or "{" in text or "$" in text:
        text = _URL_COMMAND.sub(r"\1", text)
        text = _MATHS_SIGN.sub(lambda found: found[1] or "~", text)
        text = _ESCAPED.sub(lambda found: found[1] or SIGNS.get(found[2], found[0]), text)
        text = text.replace("{", "").replace("}", "")
    return " ".join(text.split())


class _Decoder:
    """One decoding: walks a text token by token, going into arguments only where a command needs them."""

    def __init__(self, commands: Commands, *, keep: bool) -> None:
        self.commands = commands
        self.keep = keep
        self.expansions = 0

    def run(self, text: str, *, maths: bool = False, depth: int = 0) -> str:
        if depth > _DEEPEST:
            return text.replace("{", "").replace("}", "").replace("\\", "")
        out: list[str] = []
        groups: list[bool] = []  # of each open group, whether its braces are kept
        place, end = 0, len(text)
        while place < end:
            found = _TOKEN.match(text, place)
            if found is None:
                break
            place = found.end()
            kind = found.lastgroup
            if kind == "plain":
                out.append(found[0])
            elif kind == "word":
                piece, place = self.command(found["word"], found[0], text, place, maths, depth)
                out.append(piece)
            elif kind == "sign":
                piece, place = self.sign(found["sign"], text, place, depth)
                out.append(piece)
            elif kind == "open":
                kept = self.keep and _ONE_CHARACTER.match(text, place) is None
                groups.append(kept)
                out.append("{" if kept else "")
            elif kind == "close":
                out.append("}" if groups and groups.pop() else "")
            elif kind == "dollar":
                piece, place = self.formula(text, place, depth)
                out.append(piece)
            elif kind == "script":
                if maths:
                    argument, place = self.argument(text, place)
                    out.append(_script(found[0], self.run(argument, maths=True, depth=depth + 1)))
                else:
                    out.append(found[0])
            elif maths:
                out.append(" " if found[0] == "~" else found[0])
            else:
                out.append(_LIGATURES[found[0]])
        out.extend("}" for kept in groups if kept)
        return "".join(out)

    def command(self, name: str, written: str, text: str, place: int, maths: bool, depth: int) -> tuple[str, int]:
        """What a command with a name of letters stands for, and where the text goes on."""
        own = self.commands.get(name)
        if own is not None and self.expansions < _MOST_EXPANSIONS:
            self.expansions += 1
            body = own.body
            for number in range(1, own.arguments + 1):
                argument, place = self.argument(text, place)
                body = body.replace(f"#{number}", argument)
            return self.run(body[:10_000], maths=maths, depth=depth + 1), place
        if name in COMBINING:
            return self.accent(name, text, place, depth)
        symbol = SYMBOLS.get(name)
        if symbol is not None:
            symbol = _LITERAL_BRACES.get(symbol, symbol)
            operator = maths and name == symbol and written[-1].isspace()  # `\log n`
            return symbol + " " * operator, place
        if name in ("textsuperscript", "textsubscript"):
            argument, place = self.argument(text, place)
            plain = self.run(argument, maths=maths, depth=depth + 1)
            return _script("^" if name == "textsuperscript" else "_", plain), place
        if name in ("frac", "tfrac", "dfrac"):
            above, place = self.argument(text, place)
            below, place = self.argument(text, place)
            return (
                f"{self.run(above, maths=True, depth=depth + 1)}/{self.run(below, maths=True, depth=depth + 1)}",
                place,
            )
        if name == "sqrt":
            argument, place = self.argument(text, place)
            return f"√{self.run(argument, maths=True, depth=depth + 1)}", place
        if name == "ensuremath":
            argument, place = self.argument(text, place)
            return self.run(argument, maths=True, depth=depth + 1), place
        if name == "texorpdfstring":  # what is printed, and the same in plain letters
            printed, place = self.argument(text, place)
            _, place = self.argument(text, place)
            return self.run(printed, maths=maths, depth=depth + 1), place
        if name in ("url", "path", "nolinkurl"):
            argument, place = self.argument(text, place)
            return verbatim(argument), place
        for _ in range(INSTRUCTIONS.get(name, 0)):
            _, place = self.argument(text, place)
        if self.keep and name in STYLES and name not in BOXES and text.startswith("{", place):
            argument, place = self.argument(text, place)  # `\textbf{Doe, Jane}` is no group
            return self.run(argument, maths=maths, depth=depth + 1), place
        if name in STYLES or name in INSTRUCTIONS or text.startswith("{", place):
            return "", place
        return JOURNALS.get(name) or _rare(name) or written, place

    def sign(self, sign: str, text: str, place: int, depth: int) -> tuple[str, int]:
        """What a command of one other character stands for."""
        if sign in ACCENTS:
            return self.accent(sign, text, place, depth)
        if sign in "([":
            close = text.find("\\)" if sign == "(" else "\\]", place)
            if close < 0:
                return sign, place
            return self.run(text[place:close], maths=True, depth=depth + 1), close + 2
        if sign == "{":
            return OPEN, place
        if sign == "}":
            return CLOSE, place
        if sign in "\\,;:>" or sign.isspace():
            return " ", place
        return "" if sign in "!/-@*" else sign, place

    def accent(self, accent: str, text: str, place: int, depth: int) -> tuple[str, int]:
        """The argument with the accent on its first letter."""
        argument, place = self.argument(text, place)
        base = self.run(argument, depth=depth + 1).replace("{", "").replace("}", "")
        if not base.strip():
            return BARE_ACCENTS.get(accent, "") + base, place
        first = {"ı": "i", "ȷ": "j"}.get(base[0], base[0])
        if not first.isalpha():
            return BARE_ACCENTS.get(accent, "") + base, place
        marks = len(base)  # marks that the letter carries already stand before this one
        for number, character in enumerate(base[1:], 1):
            if not unicodedata.combining(character):
                marks = number
                break
        return unicodedata.normalize("NFC", first + base[1:marks] + COMBINING[accent]) + base[marks:], place

    def formula(self, text: str, place: int, depth: int) -> tuple[str, int]:
        """The formula that begins behind a dollar, or the dollar itself when it is one of money."""
        for found in _DOLLAR.finditer(text, place):
            if found[0] == "$":
                inner = text[place : found.start()]
                if inner.strip() and _is_formula(inner):
                    return self.run(inner, maths=True, depth=depth + 1), found.end()
                break
        return "$", place

    def argument(self, text: str, place: int) -> tuple[str, int]:
        """The argument of a command: a group without its braces, a command, or one character."""
        while place < len(text) and text[place].isspace():
            place += 1
        if place >= len(text) or text[place] == "}":
            return "", place
        if text[place] == "{":
            level = 0
            for found in _BRACE.finditer(text, place):
                if found[0] == "{":
                    level += 1
                elif found[0] == "}":
                    level -= 1
                    if not level:
                        return text[place + 1 : found.start()], found.end()
            return text[place + 1 :], len(text)
        if text[place] == "\\":
            command = _TOKEN.match(text, place)
            if command is not None:
                return command[0], command.end()
        return text[place], place + 1


def _is_formula(inner: str) -> bool:
    return any(sign in inner for sign in "\\^_{") or len(_LONG_WORD.findall(inner)) < 2


def _script(operator: str, text: str) -> str:
    """`^2` → ², `_2` → ₂, `^\\circ` → °, `^{th}` → th; what has no such form keeps its operator."""
    table = SUPERSCRIPTS if operator == "^" else SUBSCRIPTS
    if all(character in table for character in text):
        return "".join(table[character] for character in text)
    if operator == "^" and text in ("∘", "°"):
        return "°"
    if operator == "^" and (text in _ORDINALS or text.strip("′") == ""):
        return text
    return operator + (text if len(text) == 1 else f"({text})")


@lru_cache(maxsize=512)
def _rare(name: str) -> str | None:
    """What pylatexenc knows of a command that our own tables lack."""
    from pylatexenc.latex2text import get_default_latex_context_db

    text = getattr(get_default_latex_context_db().get_macro_spec(name), "simplify_repl", None)
    return text if isinstance(text, str) and "%" not in text else None
