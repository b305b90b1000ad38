r"""Unicode → LaTeX text that prints it and that no value can break out of.

Braces are written as commands: BibTeX counts braces even behind a backslash, so `\{` would unbalance an entry.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from lifesci_fm.formats.latex.decode import decode, tidy
from lifesci_fm.formats.latex.tables import ACCENTS, LETTERS, SUBSCRIPTS, SUPERSCRIPTS

_SPECIAL = {
    "\\": r"{\textbackslash}", "{": r"{\ensuremath{\lbrace}}", "}": r"{\ensuremath{\rbrace}}", "$": r"\$",
    "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_", "^": r"{\textasciicircum}",
    "~": r"{\textasciitilde}", "`": r"{\textasciigrave}",
}  # fmt: skip
_OLD_FONT = {"<": r"{\textless}", ">": r"{\textgreater}", "|": r"{\ensuremath{\vert}}"}  # other signs in OT1 fonts
_PUNCTUATION = {
    "–": "--", "—": "---", "“": "``", "”": "''", "‘": r"{\textquoteleft}", "’": r"{\textquoteright}", "…": r"{\ldots}",
    "£": r"{\pounds}", "§": r"{\S}", "¶": r"{\P}", "©": r"{\copyright}",
    "²": r"\textsuperscript{2}", "³": r"\textsuperscript{3}", "¹": r"\textsuperscript{1}",
}  # fmt: skip
#: Signs that the mathematics of every LaTeX has; those of text need fonts or packages, and pandoc passes over them.
_MATHS = {
    "×": r"\times", "÷": r"\div", "±": r"\pm", "¬": r"\neg", "•": r"\bullet",
    "†": r"\dagger", "‡": r"\ddagger", "←": r"\leftarrow", "→": r"\rightarrow", "↑": r"\uparrow", "↓": r"\downarrow",
}  # fmt: skip
_PUNCTUATION |= {sign: rf"{{\ensuremath{{{command}}}}}" for sign, command in _MATHS.items()}
_COMMAND = {letter: rf"{{\{name}}}" for name, letter in LETTERS.items()}
_SCRIPT = {
    **{form: rf"\textsuperscript{{{plain}}}" for plain, form in SUPERSCRIPTS.items()},
    **{form: rf"\textsubscript{{{plain}}}" for plain, form in SUBSCRIPTS.items()},
}
_ACCENT = {mark: name for name, mark in ACCENTS.items()}

_PLAIN = re.compile(r"(?:[ !(*+,./0-9:;=?@A-Z\[\]a-z]|-(?!-)|'(?!'))*\Z")
_ESCAPE = re.compile(r"[\\{}$&#%_^~`]|--+|''+")
_ENCODE = re.compile(
    r"[\\{}$&#%_^~`<>|]|[-–—]{2,}|['”]{2,}"
    "|[^\\W\\d_][\u0300-\u036f]+|[^\x00-\x7f]"
)
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_RUNS = "-–—'”"


def encode(text: str) -> str:
    """Text for BibTeX: ASCII wherever LaTeX has a command for the character; other scripts stay as they are."""
    if (text.isalnum() and text.isascii()) or _PLAIN.match(text):
        return text
    return _ENCODE.sub(_encoded, _clean(text))


def escape(text: str) -> str:
    """Text for BibLaTeX: only what LaTeX would take for an instruction is written as a command."""
    if (text.isalnum() and text.isascii()) or _PLAIN.match(text):
        return text
    return _ESCAPE.sub(_escaped, _clean(text))


_UNSAFE_IN_URL = re.compile(r'[\s{}\\"<>^`|]')
_UNSAFE_IN_DOI = re.compile(r'[\s{}\\"^`|]')  # DOIs of the nineties hold `<` and `>`


def verbatim_safe(text: str, unsafe: re.Pattern[str] = _UNSAFE_IN_URL) -> str:
    """A URL or identifier as it may stand in a field: what could end the field is percent-encoded."""
    text = _CONTROL.sub("", text)
    if not unsafe.search(text):
        return text
    return unsafe.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), text)


def doi_safe(doi: str) -> str:
    """A DOI as it may stand in a field."""
    return verbatim_safe(doi, _UNSAFE_IN_DOI)


def _clean(text: str) -> str:
    return tidy(_CONTROL.sub(" ", text)) if _CONTROL.search(text) else tidy(text)


def _escaped(found: re.Match[str]) -> str:
    text = found[0]
    if text == "&":  # not to be read as an HTML entity
        return r"\&{}" if found.end() < len(found.string) and _names_entity(found) else r"\&"
    return _SPECIAL.get(text) or "{}".join(text)


def _names_entity(found: re.Match[str]) -> bool:
    return _ENTITY_NAME.match(found.string, found.end()) is not None


_ENTITY_NAME = re.compile(r"(?:[A-Za-z]{2,8}[0-9]{0,2}|#x?[\dA-Fa-f]{1,6});")


def _encoded(found: re.Match[str]) -> str:
    text = found[0]
    if text == "&":
        return r"\&{}" if _names_entity(found) else r"\&"
    if len(text) > 1 and text[0] in _RUNS:  # `-` and `–` side by side are not `---`
        return "{}".join(_PUNCTUATION.get(character, character) for character in text)
    return _SPECIAL.get(text) or _OLD_FONT.get(text) or _command(text)


@lru_cache(maxsize=4096)
def _command(text: str) -> str:
    """The command for one character, or for a letter with its combining marks; the text itself when there is none."""
    known = _COMMAND.get(text) or _PUNCTUATION.get(text) or _SCRIPT.get(text)
    if known:
        return known
    parts = unicodedata.normalize("NFD", text)
    base, marks = parts[0], parts[1:]
    known_marks = [_ACCENT[mark] for mark in marks if mark in _ACCENT]
    if known_marks and (base.isascii() or base in _COMMAND):
        inner = base if base.isascii() else _COMMAND[base]
        for name in known_marks:
            inner = rf"\{name}{{{inner}}}" if name.isalpha() or len(inner) > 1 else rf"\{name}{inner}"
        return f"{{{inner}}}" + "".join(mark for mark in marks if mark not in _ACCENT)
    return _rare(text)


def _rare(text: str) -> str:
    """pylatexenc's command for a sign or a Greek letter, where our `decode` reads it back as the same.

    Only mathematics: commands for signs of text (`®`, `«`) are unknown to fonts, packages and pandoc, and a LaTeX that
    has them takes the sign itself.
    """
    if len(text) > 1 or not (unicodedata.category(text)[0] in "SPN" or text in _GREEK_LETTERS):
        return text
    from pylatexenc.latexencode import get_builtin_uni2latex_dict

    command = get_builtin_uni2latex_dict().get(ord(text))
    if not command or "\\ensuremath" not in command or "{}" in command:
        return text
    written = f"{{{command}}}"
    return written if written.isascii() and decode(written) == text else text


_GREEK_LETTERS = frozenset(map(chr, range(0x370, 0x400)))
