r"""Which keys a manuscript cites: LaTeX's `.aux` files, LaTeX sources, Markdown for pandoc. Pure functions of text.

`\cite` and its family (natbib, BibLaTeX, with their `[…]` and `<…>`), `\nocite{*}`, `@key` and `[@key; -@other]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cited:
    """Keys in the order of their first citation; `everything` when the text cites all there is (`\\nocite{*}`)."""

    keys: tuple[str, ...] = ()
    everything: bool = False

    def __or__(self, other: Cited) -> Cited:
        """What either of two texts cites."""
        keys = tuple(dict.fromkeys((*self.keys, *other.keys)))
        return Cited(keys, self.everything or other.everything)


def cited_in(text: str, name: str) -> Cited:
    """What a file cites, by the ending of its name: `.aux`, `.md` and its like, else LaTeX."""
    lower = name.lower()
    if lower.endswith((".aux", ".bcf")):
        return cited_in_aux(text)
    if lower.endswith((".md", ".markdown", ".qmd", ".rmd", ".txt")):
        return cited_in_markdown(text)
    return cited_in_tex(text)


_AUX = re.compile(
    r"\\citation\{([^{}]*)\}|\\abx@aux@cite(?:\{\d+\})?\{([^{}]*)\}|<bcf:citekey[^<>]*>([^<>]*)</bcf:citekey>"
)
_INPUT = re.compile(r"\\@input\{([^{}]*)\}")


def cited_in_aux(text: str) -> Cited:
    """What BibTeX or biber would look up: `\\citation{…}`, `\\abx@aux@cite{…}`, the keys of a .bcf."""
    return _gather(group for found in _AUX.finditer(text) for group in found.groups() if group)


def inputs_of_aux(text: str) -> list[str]:
    """The further .aux files of a document in parts (`\\@input{chapter1.aux}`)."""
    return [found[1] for found in _INPUT.finditer(text)]


_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*")
_VERBATIM = re.compile(
    r"\\begin\{(verbatim|lstlisting|minted|comment)\*?\}.*?\\end\{\1\*?\}|\\verb\*?([^\w\s*]).*?\2", re.S
)
_NOTE = r"\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\]|<[^<>]*>|\([^()]*\)"
_CITE = re.compile(rf"\\([A-Za-z]*[cC]ite[A-Za-z]*)\*?((?:(?:\s*(?:{_NOTE}))*\s*\{{[^{{}}]*\}})+)")
_NOTES = re.compile(_NOTE)
_KEYS = re.compile(r"\{([^{}]*)\}")
_NO_CITATIONS = re.compile(
    r"(?:set)?citestyle|citereset|citation|bibcite|(?:Declare|New|Renew)\w*|citeindex\w*|citetracker\w*"
)


def cited_in_tex(text: str) -> Cited:
    """What a LaTeX source cites. Comments and verbatim text cite nothing."""
    text = _VERBATIM.sub(" ", _COMMENT.sub(r"\1", text))
    return _gather(keys for found in _CITE.finditer(text) for keys in _groups(found[1], found[2]))


def _groups(command: str, arguments: str) -> Iterator[str]:
    """The lists of keys of one command: several only in `\\cites{a}{b}` and its like."""
    if _NO_CITATIONS.fullmatch(command):
        return
    lists = _KEYS.findall(_NOTES.sub(" ", arguments))
    yield from lists if command.lower().endswith("cites") else lists[:1]


_CODE = re.compile(r"^(`{3,}|~{3,})[^\n]*\n.*?^\1[`~]*[ \t]*$|(`+)(?!`).*?(?<!`)\2(?!`)", re.S | re.M)
_MARK = re.compile(r"(?<![\w@./])-?@(?:\{([^{}\s]+)\}|(\*)|([\w][\w:.#$%&+?<>~/-]*))")
_CROSS_REFERENCE = re.compile(r"(?:fig|tbl|eq|sec|lst):")  # pandoc-crossref's, not citations


def cited_in_markdown(text: str) -> Cited:
    """What a Markdown text cites for pandoc; code and addresses cite nothing."""
    text = _CODE.sub(" ", text)
    found = ((mark[1] or mark[2] or mark[3].rstrip(":.#$%&+?<>~/-")) for mark in _MARK.finditer(text))
    return _gather(key for key in found if key and not _CROSS_REFERENCE.match(key))


def _gather(lists: Iterable[str]) -> Cited:
    keys = [key for keys in lists for part in keys.split(",") if (key := part.strip())]
    return Cited(tuple(dict.fromkeys(key for key in keys if key != "*")), "*" in keys)
