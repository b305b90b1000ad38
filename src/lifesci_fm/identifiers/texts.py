"""What stands around identifiers in sentences, tables and files, and does not belong to them."""

from __future__ import annotations

from lifesci_fm.identifiers.patterns import compiled

#: Closing signs stay only where their opening ones stand before them: `S0092-8674(11)00581-2`, `(see 10.1038/x)`.
_PAIRS = {
    ")": "(",
    "]": "[",
    "}": "{",
    ">": "<",
    "）": "（",
    "】": "【",
    "》": "《",
    "」": "「",
    "』": "『",
    "”": "“",
    "’": "‘",
}
_LEADING = " \t\r\n\v\f\u00a0\u3000\u200b\u2060\ufeff<([{\"'`*“‘（【《「『"
_TRAILING = " \t\r\n\v\f\u00a0\u3000\u200b\u2060\ufeff.,;:!?\"'`*\\•·…。，、；：！？"

#: Hyphens that word processors and PDFs put in place of ASCII's, and signs without width.
_SUBSTITUTES = {
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"), "-"),
    **dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"), None),
}


def words(text: str) -> frozenset[str]:
    """A set of names written one after the other, for tables."""
    return frozenset(text.split())


def trim(text: str) -> str:
    """The text without the blanks, quotes, brackets and sentence signs around it.

    A closing bracket is kept where it closes one of the text's own. Fullwidth signs count as their ASCII twins.
    """
    if text and text[0].isalnum() and text[-1].isalnum():
        return text
    text = text.lstrip(_LEADING)
    while text:
        last = text[-1]
        if last in _TRAILING or (last in _PAIRS and text.count(last) > text.count(_PAIRS[last])):
            text = text[:-1]
        else:
            break
    return text


def plain_signs(text: str) -> str:
    """ASCII hyphens in place of typographic ones, signs without width left out."""
    return text if text.isascii() else text.translate(_SUBSTITUTES)


def unescape(text: str) -> str:
    """A URL as it was before a Markdown, LaTeX or HTML writer escaped it: `\\_` and `&amp;`."""
    if "\\" in text:
        text = compiled(r"\\([_%&#~$.()\[\]{}*+!|-])").sub(r"\1", text)
    return compiled("&(?:amp;)+").sub("&", text) if "&amp;" in text else text


def percent_encoded(text: str) -> str:
    """Every character as `%XX` of its UTF-8 bytes, harmless ones too."""
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass"))


def decode(text: str) -> str:
    """Percent escapes as the characters they stand for."""
    if "%" not in text:
        return text
    from urllib.parse import unquote  # 2 ms at import, which most commands need not pay

    return unquote(text)


def closed(word: str) -> str:
    """The word up to the first closing parenthesis that it did not open: `https://a.org/b)(see` is `https://a.org/b`."""
    depth = 0
    for position, character in enumerate(word):
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return word[:position]
    return word
