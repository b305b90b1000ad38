"""Plain text out of what sources send as titles, names and abstracts.

They send HTML, JATS and MathML, escaped once, twice or not at all, broken over indented lines; a few send control
characters. What comes out is one line of text (an abstract: paragraphs), every letter kept, all markup gone. A bare
`<` stays: `p < 0.05` is no tag.
"""

from __future__ import annotations

import html
import re
import unicodedata

from lifesci_fm.text import squeeze

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});")
_TAG = re.compile(
    r"</?((?:[A-Za-z][\w.-]*:)?[A-Za-z][\w.-]*)"  # a name, with a prefix perhaps
    r"((?:\s+[\w:.-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s<>\"']+))*)\s*/?>"  # attributes: name=value only
)
_CLOSING = re.compile(r"</([A-Za-z][\w.:-]*)\s*>")

#: Tags that stand alone or are left unclosed; other names count with a partner, attributes or a prefix only.
_KNOWN = re.compile(
    r"""a|abbr|b|bdi|bdo|big|blockquote|bold|br|center|cite|code|dd|del|div|dl|dt|em|emph|emphasis|font|formula|h[1-6]
    |hr|i|img|inf|inline-formula|ins|italic|kbd|li|list|list-item|math|m[ions]|monospace|mrow|mspace|msub|msubsup|msup
    |mtext|named-content|ol|overline|p|pre|q|roman|s|sans-serif|sc|scp|script|sec|section|small|smallcaps|span|strike
    |strong|styled-content|sub|sup|table|t[dhrt]|tex|title|u|ul|underline|var|xref""",
    re.X,
)
#: Tags between which words do not touch.
_BLOCK = re.compile(r"blockquote|br|center|d[dlt]|div|h[1-6r]|li|list|list-item|ol|p|sec|section|table|t[dhr]|title|ul")
#: What repeats a formula as TeX behind its MathML.
_SAME_AGAIN = frozenset({"annotation", "annotation-xml"})
_ABBREVIATED = re.compile(r"(?:\.|[^\W\d_]\.[^\W\d_]*|\b(?:\w|al|etc|spp?|ssp|inc|ltd|co|jr|sr))\.\Z", re.I)

#: Letters as bioRxiv's typesetter writes them in abstracts.
_GREEK = re.compile(
    r"\{(alpha|beta|gamma|delta|epsilon|zeta|eta|theta|iota|kappa|lambda|mu|nu|xi|omicron|pi|rho|sigma|tau|upsilon|phi|chi|psi"
    r"|omega)\}",
    re.I,
)
_TYPESETTING = re.compile(r"[OC]_(?:ST_ABS|SCPLOW|SCPCAP|FIG|TBL|TEXTBOX|HTML|QD|INLINEFIG)")
_LIST_ITEM = re.compile(r"[OC]_LI(?:ST)?")


def plain(text: str) -> str:
    """One line of plain text."""
    return squeeze(_without_controls(_without_tags(_unescaped(text), " ")))


def without_stop(title: str) -> str:
    """A title without the full stop that ends a citation; `U.S.`, `et al.` and `...` keep theirs."""
    return title[:-1].rstrip() or title if title.endswith(".") and not _ABBREVIATED.search(title) else title


def abstract(text: str) -> str:
    """Plain paragraphs, an empty line between two; a heading that only says `Abstract` is dropped."""
    bare = _without_tags(_unescaped(text), "\n\n").replace("\r\n", "\n")
    paragraphs = (squeeze(_without_controls(part)) for part in re.split(r"\n\s*\n", bare))
    kept = [part for part in paragraphs if part and part.casefold().rstrip(".:") not in ("abstract", "summary")]
    return "\n\n".join(kept)


def typeset_abstract(text: str) -> str:
    """An abstract as bioRxiv's API sends it: `{beta}`, `O_LI … C_LI`, the heading glued to the first word."""
    greek = _GREEK.sub(lambda found: _letter(found[1]), text)
    bare = abstract(_LIST_ITEM.sub(" ", _TYPESETTING.sub("", greek)))
    return re.sub(r"\A(?:ABSTRACT|Abstract)(?=[A-Z])", "", bare)


def _letter(name: str) -> str:
    size = "SMALL" if name.islower() else "CAPITAL"
    return unicodedata.lookup(f"GREEK {size} LETTER {'LAMDA' if name.lower() == 'lambda' else name.upper()}")


def _unescaped(text: str) -> str:
    """Entities replaced, twice at most: sources escape what was escaped already."""
    for _ in range(2):
        if "&" not in text:
            break
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    return text


def _without_tags(text: str, between: str) -> str:
    """Markup dropped; `between` stands where a block ended."""
    if "<" not in text:
        return text
    text = _without_comments(text)
    closed = {found[1].lower() for found in _CLOSING.finditer(text)}
    kept, end, formula_twice = [], 0, 0
    for found in _TAG.finditer(text):
        name = found[1].lower()
        local = name.rpartition(":")[2]
        if not (_KNOWN.fullmatch(local) or ":" in name or found[2] or name in closed):
            continue
        if not formula_twice:
            kept.append(text[end : found.start()])
            kept.append(between if _BLOCK.fullmatch(local) else "")
        end = found.end()
        if local in _SAME_AGAIN and name in closed and not found[0].endswith("/>"):
            formula_twice = max(0, formula_twice + (-1 if found[0].startswith("</") else 1))
    return "".join(kept) + text[end:]


def _without_comments(text: str) -> str:
    head, *rest = text.replace("<![CDATA[", "").replace("]]>", "").split("<!--")
    parts = [head]
    for part in rest:
        _, closed, after = part.partition("-->")
        parts.append(after if closed else f"<!--{part}")
    return "".join(parts)


def _without_controls(text: str) -> str:
    """Control characters and line separators as blanks; lone surrogates marked; what reorders or hides text gone."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, text))


def _shown(character: str) -> str:
    kind = unicodedata.category(character)
    if kind in ("Cc", "Zl", "Zp"):
        return " "
    if kind == "Cs":
        return "\N{REPLACEMENT CHARACTER}"
    # bidirectional controls, zero-width blanks, byte order marks, soft hyphens; joiners stay, languages need them
    if kind == "Cf" and character not in "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}":
        return ""
    return character
