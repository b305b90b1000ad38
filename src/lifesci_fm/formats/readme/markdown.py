r"""Text and URLs of the library as Markdown that renders back to exactly that text, and to nothing else.

Ordinary text stays as it is: `scRNA-seq`, `A_B`, `5’ UTR`, `2D&3D`, `p < 0.05` need no escape, because a sign is
escaped only where CommonMark, GFM, GitHub's mathematics or Jekyll's Liquid would read it. The rules cited are those of
spec.commonmark.org 0.31 and github.github.com/gfm.
"""

from __future__ import annotations

import re

#: White space that would end a line or a cell; other Unicode blanks (no-break, ideographic) are part of a text.
_BLANKS = re.compile(r"[ \t-\r\x1c-\x1f\x85\u2028\u2029]+")
#: Characters no page may hold: controls, halves of surrogate pairs.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")

_WORD = r"[^\W_]"
_SPECIAL = re.compile(
    rf"""
      (?P<sign>   [`\[\]]                                 # code, links
                | (?<!\s)\* | \*(?!\s)                    # emphasis: an asterisk between two blanks is none
                | \\ (?=[!-/:-@\[-`{{-~]|\Z)              # a backslash that would escape what follows
                | \A\^                                    # [^x] is a footnote
                | (?<=\S)~ | ~(?!{_WORD})                 # strike-through: the sign in "~30M" cannot end one
                | (?<=http):(?=//) | (?<=https):(?=//) | (?<=ftp):(?=//)
                | (?<=www)\.(?=\w) | (?<=[\w.+-])@(?=\w)  # GFM links bare URLs and addresses
      )
    | (?P<under>  _+ )
    | (?P<tag>    <(?=[A-Za-z/!?]) )
    | (?P<entity> &(?=\#\d{{1,7}};|\#[xX][0-9A-Fa-f]{{1,6}};|[A-Za-z][A-Za-z0-9]*;) )
    | (?P<liquid> \{{(?=[{{%]) )                          # Jekyll runs Liquid over the page first
    | (?P<bidi>   [\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069] )
    """,
    re.VERBOSE | re.IGNORECASE,
)

#: What begins a block of its own when it begins a line: heading, bullet, quotation, table row, rule.
_OPENS_BLOCK = re.compile(r"\#{1,6}(?=\s|\Z) | [-+](?=\s|\Z) | [>|] | [-:|\s]+\Z", re.VERBOSE)
_CLOSING = re.compile(r"(?<=\s)(#+)\Z")
_NUMBERED = re.compile(r"(\d{1,9})(?=[.)](?:\s|\Z))")

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_WEB = re.compile(r"https?://[^/?#]", re.IGNORECASE)
_NOT_IN_URL = re.compile(r"[\s<>\"\\`|{}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
#: URLs that GFM links as they stand, without a sign that Markdown reads.
_BARE = re.compile(
    r"https?://(?:[A-Za-z0-9:/?=&.,%#+-]|(?<=[A-Za-z0-9])_(?=[A-Za-z0-9]))+(?<=[A-Za-z0-9/])", re.IGNORECASE
)
_ENTITY = re.compile(r"&(?=#\d{1,7};|#[xX][0-9A-Fa-f]{1,6};|[A-Za-z][A-Za-z0-9]*;)")


def visible(text: str) -> str:
    """The text as a page shows it: on one line, without control characters."""
    return _BLANKS.sub(" ", _FORBIDDEN.sub("", text)).strip()


def inline(text: str) -> str:
    """Markdown for running text, a link's text or the inside of emphasis; not for a table or the start of a line."""
    text = visible(text)
    return _math(_SPECIAL.sub(_escaped, text))


def _escaped(found: re.Match[str]) -> str:
    sign = found[0]
    match found.lastgroup:
        case "under":
            return sign if _is_inside_word(found) else "\\_" * len(sign)
        case "tag":
            return "&lt;"
        case "entity":
            return "&amp;"
        case "liquid":
            return "{\\"
        case "bidi":
            return f"&#x{ord(sign):04X};"
        case _:
            return "\\" + sign


def _is_inside_word(found: re.Match[str]) -> bool:
    """Underscores between letters or digits are never emphasis."""
    text, start, end = found.string, found.start(), found.end()
    return start > 0 and end < len(text) and text[start - 1].isalnum() and text[end].isalnum()


def _math(text: str) -> str:
    """Two dollar signs would be mathematics on GitHub."""
    return text if text.count("$") < 2 else text.replace("$", "\\$")


def cell(markdown: str) -> str:
    """Markdown as the content of one table cell: GFM splits a row at every pipe, even in code and links."""
    return markdown.replace("|", "\\|")


def line(text: str) -> str:
    """Markdown for text that begins a line or a list item."""
    text = inline(text)
    if _OPENS_BLOCK.match(text):
        return "\\" + text
    return _NUMBERED.sub(r"\1\\", text, count=1) if _NUMBERED.match(text) else text


def heading(text: str, level: int) -> str:
    """An ATX heading; closing number signs of the text stay part of it."""
    kept = _CLOSING.sub(r"\\\1", line(text))
    return f"{'#' * level} {kept}"


def link(markdown: str, url: str | None, *, relative: bool = False) -> str:
    """`[markdown](url)`, or the Markdown alone where the URL is none that a page may link."""
    target = destination(url, relative=relative)
    return markdown if target is None else f"[{markdown}]({target})"


def destination(url: str | None, *, relative: bool = False) -> str | None:
    """A URL as it stands between the parentheses of a link; None for what is no http(s) URL.

    `relative` allows paths within the repository (`notebooks/a.ipynb`) too.
    """
    clean = _safe_url(url, relative=relative)
    if clean is None:
        return None
    clean = _ENTITY.sub("&amp;", clean)
    return clean if _parentheses_pair(clean) else f"<{clean}>"


def bare_url(url: str | None) -> str | None:
    """A URL printed as itself, in angle brackets where Markdown would read one of its signs; None as above."""
    clean = _safe_url(url, relative=False)
    return clean if clean is None or _BARE.fullmatch(clean) else f"<{clean}>"


def _safe_url(url: str | None, *, relative: bool) -> str | None:
    if url is None:
        return None
    # controls go first: browsers ignore them, so that `java\tscript:` would pass for a path
    clean = _CONTROLS.sub("", url).strip()
    scheme = _SCHEME.match(clean)
    if scheme:
        if not _WEB.match(clean):
            return None
    elif not relative or not clean or clean.startswith(("//", "\\")):
        return None
    return _NOT_IN_URL.sub(_percent, clean)


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())


def _parentheses_pair(url: str) -> bool:
    """At most one level deep: deeper is legal, but simple readers stop at the first closing one."""
    depth = 0
    for sign in url:
        depth += (sign == "(") - (sign == ")")
        if depth not in (0, 1):
            return False
    return depth == 0
