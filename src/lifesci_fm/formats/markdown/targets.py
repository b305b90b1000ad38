"""Targets of links as they are written: `(target "title")` behind a label, and addresses that stand bare in text."""

from __future__ import annotations

import html
import re

#: What a backslash may escape.
PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_SIGN = re.compile(r"[\\()\s]")
_POINTED = re.compile(r"<([^<>\n]{0,4000})>\s{0,3}(?:\"[^\"]{0,500}\"\s{0,3})?\)")
_TITLE = re.compile(r"\s{1,80}(?:\"[^\"]{0,1000}\"|'[^']{0,1000}'|\([^()]{0,1000}\))\s{0,80}\)")
_BEFORE_END = re.compile(r"\s{1,80}\)")
#: Written where an address is still to come: `[code](xx)`.
_PLACEHOLDER = re.compile(r"x+|\.{2,}|…|links?|url|todo|tb[ad]|none|null|n/?a|coming[ _-]?soon", re.I)
_MOST_TARGET, _MOST_DEPTH, _MOST_BLANKS = 4000, 30, 20


def destination(text: str, place: int) -> tuple[str, int] | None:
    """The target that begins here, behind `(`, and the place behind its `)`. None when it does not end.

    Blanks inside an http target are taken out: GitHub shows such a link as text, its writer meant a link.
    """
    limit = min(len(text), place + _MOST_TARGET)
    while place < limit and text[place] in " \t\n":
        place += 1
    if pointed := _POINTED.match(text, place):
        return pointed[1].strip(), pointed.end()
    depth, blanks, at = 0, 0, place
    while (found := _SIGN.search(text, at, limit)) is not None:
        sign, at = found[0], found.start()
        if sign == "\\":
            at += 1 + (text[at + 1 : at + 2] in PUNCTUATION and at + 1 < limit)
            continue
        if sign == "(":
            depth += 1
        elif sign == ")" and depth == 0:
            return _target(text[place:at]), at + 1
        elif sign == ")":
            depth -= 1
        else:
            blanks += 1
            end = _TITLE.match(text, at) or (_BEFORE_END.match(text, at) if depth == 0 else None)
            if end is not None:
                return _target(text[place:at]), end.end()
            wrapped = sign == "\n" and not text[place:at].endswith("://")
            if wrapped or not text.startswith(("http://", "https://"), place):
                return None
        if depth > _MOST_DEPTH or blanks > _MOST_BLANKS:
            return None
        at += 1
    return None


def unescaped(text: str) -> str:
    """Without the backslashes that escape punctuation."""
    return _ESCAPE.sub(r"\1", text)


def _target(written: str) -> str:
    url = unescaped(written)
    if url.startswith("(http") and url.endswith(")"):  # `[title]((https://…))`
        url = url[1:-1]
    if _PLACEHOLDER.fullmatch(url.strip()):
        return ""
    return html.unescape("".join(url.split())) if "[" not in url else url.strip()


def trimmed_url(url: str) -> str:
    """A bare address without the punctuation of the sentence around it."""
    depth = {"(": 0, "[": 0}
    for place, sign in enumerate(url):
        if sign in depth:
            depth[sign] += 1
        elif sign in ")]":
            opener = "(" if sign == ")" else "["
            depth[opener] -= 1
            if depth[opener] < 0:
                url = url[:place]
                break
        elif sign == "|":
            url = url[:place]
            break
    return url.rstrip(".,;:'*_~\\!") or url[:1]
