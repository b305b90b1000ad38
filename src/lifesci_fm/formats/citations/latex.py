r"""Citations of LaTeX: what BibTeX or biber would look up, and what a source would have them look up.

`\cite` and its family (natbib, BibLaTeX, csquotes, apacite, with their `[…]`, `(…)` and `<…>`), `\nocite{*}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lifesci_fm.formats.citations.cited import Cited, gather

_AUX = re.compile(
    r"\\citation\{([^{}]*)\}|\\abx@aux@cite(?:\{\d+\})?\{([^{}]*)\}|<bcf:citekey[^<>]*>([^<>]*)</bcf:citekey>"
)
_AUX_PART = re.compile(r"\\@input\{([^{}]*)\}")


def cited_in_aux(text: str) -> Cited:
    r"""What BibTeX or biber would look up: `\citation{…}`, `\abx@aux@cite{…}`, the keys of a .bcf."""
    return gather(group for found in _AUX.finditer(text) for group in found.groups() if group)


def inputs_of_aux(text: str) -> list[str]:
    r"""The further .aux files of a document in parts (`\@input{chapter1.aux}`)."""
    return [found[1] for found in _AUX_PART.finditer(text)]


_VERBATIM = "verbatim|Verbatim|BVerbatim|LVerbatim|lstlisting|minted|comment|filecontents"
#: What LaTeX does not carry out, read from left to right: a % in \verb is no comment, a \verb in a comment no verb.
_UNREAD = re.compile(
    rf"""
    (?P<kept> \\[^A-Za-z] )                                                     # \% is a sign
  | %[^\n]*
  | \\(?: verb\*? | lstinline(?:\[[^\]]*\])? | mintinline(?:\[[^\]]*\])?\{{[^{{}}]*\}} )
        (?: \{{[^{{}}\n]*(?:\{{[^{{}}\n]*\}}[^{{}}\n]*)*\}} | (?P<delimiter>[^\w\s*{{])[^\n]*?(?P=delimiter) )
  | \\begin\{{(?P<name>{_VERBATIM})\*?\}} .*? (?: \\end\{{(?P=name)\*?\}} | \Z )
  | \\iffalse(?![A-Za-z]) .*? (?: \\fi(?![A-Za-z]) | \Z )
  | \\end\{{document\}}.*
    """,
    re.VERBOSE | re.DOTALL,
)
_NOTE = r"\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\]|<[^<>]*>|\([^()]*\)"
_COMMAND = re.compile(
    rf"""
    (?P<definition> \\(?:(?:re)?new|provide)command\*?\s*(?:\{{\s*)? | \\[egx]?def\s* | \\let\s* )?
    \\(?P<name> [A-Za-z]{{0,24}}[cC]ite[A-Za-z]{{0,24}} | bibentry
               | (?:text|block|hyphen(?:block)?|foreign(?:text|block))cquote )
    (?![A-Za-z]) \*? (?P<arguments> (?: (?:\s*(?:{_NOTE}))* \s* \{{[^{{}}]*\}} )+ )
    """,
    re.VERBOSE,
)
_NOTES = re.compile(_NOTE)
_ARGUMENT = re.compile(r"\{([^{}]*)\}")
_NO_CITATIONS = re.compile(
    r"(?:set)?citestyle|citereset|citation|bibcite|(?:Declare|New|Renew|At)\w*|citeindex\w*|citetracker\w*"
)
#: Commands whose first argument is a volume or a language.
_KEY_COMES_SECOND = re.compile(r"\w*volcites?|hyphen\w*cquote|foreign\w*cquote", re.IGNORECASE)


def cited_in_tex(text: str) -> Cited:
    """What a LaTeX source cites. Comments, verbatim text and definitions of commands cite nothing."""
    found = gather(
        keys
        for command in _COMMAND.finditer(_read(text))
        if not command["definition"]
        for keys in _lists(command["name"], command["arguments"])
    )
    return Cited(tuple(key for key in found.keys if "\\" not in key and "#" not in key), found.everything)


def _read(text: str) -> str:
    return _UNREAD.sub(lambda found: found["kept"] or " ", text)


def _lists(command: str, arguments: str) -> Iterator[str]:
    r"""The lists of keys of one command: several only in `\cites{a}{b}` and its like."""
    if _NO_CITATIONS.fullmatch(command):
        return
    lists = _ARGUMENT.findall(_NOTES.sub(" ", arguments))
    if _KEY_COMES_SECOND.fullmatch(command):
        lists = lists[1::2]
    yield from lists if command.lower().endswith("cites") else lists[:1]


_PART = re.compile(
    r"\\(?:input|include|subfile|subfileinclude)\s*\{([^{}]+)\}"
    r"|\\(?:sub)?(?:import|includefrom|inputfrom)\*?\s*\{([^{}]*)\}\s*\{([^{}]+)\}"
)


def inputs_of_tex(text: str) -> list[str]:
    r"""The further sources of a document in parts, with their ending: `\input`, `\include`, `\subfile`, `\import`."""
    named = [f"{found[2]}/{found[3]}" if found[3] else found[1] for found in _PART.finditer(_read(text))]
    return [f"{name}.tex" if "." not in name.rpartition("/")[2] else name for name in map(str.strip, named)]
