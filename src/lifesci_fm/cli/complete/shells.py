"""What each shell asks with, and how it wants the answer: see `scripts/` for the other side of each.

bash sends the line up to the cursor and the part of it that it will replace; fm quotes what goes there. zsh and fish
send the words before the cursor and what there is of the last one, without quotes, and quote what they insert.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lifesci_fm.cli.cells import printable

if TYPE_CHECKING:
    from lifesci_fm.catalog.completion import Offer
    from lifesci_fm.cli.complete.kinds import Offers

SHELLS = ("bash", "zsh", "fish")

#: Behind these a word goes on: no blank is typed after it.
_OPEN = (":", "=")
_PLAIN = frozenset("@%+=:,./~^-_")  # beside letters and digits, what bash takes as it is
_SPECIAL_IN_QUOTES = frozenset('"$`\\')
_ABOUT = 120  # letters of a description: more fits no terminal


class Asked(NamedTuple):
    """The words before the cursor and the begun one; of the latter bash keeps `kept` letters, within this `quote`."""

    shell: str
    before: list[str]
    current: str
    kept: int = 0
    quote: str = ""


def heard(shell: str, words: list[str]) -> Asked:
    """What was typed. Raises ValueError for a shell that is none of these, or did not say enough."""
    if shell == "bash":
        line, replaced = words
        *past, current = _split(line)
        kept = len(current.plain) - len(_split(current.quote + replaced)[-1].plain)
        return Asked(shell, [word.plain for word in past[1:]], current.plain, max(0, kept), current.quote)
    if shell not in SHELLS:
        raise ValueError(shell)
    *before, last = words
    return Asked(shell, before, last)


def spoken(asked: Asked, offers: Offers) -> str:
    """The answer, a word a line; before the first one says what kind of answer it is: `files`, `words`, or, if the
    only word goes on, `open`. zsh and fish get a description behind a tab."""
    if offers.files:
        return "files\n"
    open_ = len(offers.words) == 1 and offers.words[0].word.endswith(_OPEN)
    if asked.shell == "bash":
        words = _agreeing([offer.word for offer in offers.words], asked.current)
        lines = [_quoted(word[asked.kept :], asked.quote) for word in words]
    else:
        lines = [_described(offer) for offer in offers.words]
    return "".join(f"{line}\n" for line in ("open" if open_ else "words", *lines))


def _described(offer: Offer) -> str:
    about = printable(offer.about)
    about = about if len(about) <= _ABOUT else f"{about[: _ABOUT - 1]}…"
    return f"{printable(offer.word)}\t{about}" if about else printable(offer.word)


def _agreeing(words: list[str], current: str) -> list[str]:
    """bash takes back what was typed where the words do not agree about its case: then they begin as it was typed."""
    if len(words) == 1 or all(word.startswith(current) for word in words):
        return words
    return [current + word[len(current) :] for word in words]


def _quoted(word: str, quote: str) -> str:
    """A word as it must stand on bash's line, behind an opening quote if there is one."""
    word = printable(word)
    if quote == "'":
        return word.replace("'", "'\\''")
    if quote:
        return "".join(f"\\{sign}" if sign in _SPECIAL_IN_QUOTES else sign for sign in word)
    return "".join(sign if sign.isalnum() or sign in _PLAIN else f"\\{sign}" for sign in word)


class _Word(NamedTuple):
    plain: str
    quote: str = ""  # the quotation mark that is still open at its end


def _split(line: str) -> list[_Word]:
    """The words of a line that may end within one, without their quotes; what is begun at its end is the last."""
    words, plain, quote, inside, escaped = list[_Word](), "", "", False, False
    for sign in line:
        if escaped:
            plain += sign if not quote or sign in '"$`\\' else f"\\{sign}"
            escaped = False
        elif sign == "\\" and quote != "'":
            escaped = inside = True
        elif quote:
            quote, plain = ("", plain) if sign == quote else (quote, plain + sign)
        elif sign in "'\"":
            quote, inside = sign, True
        elif not sign.isspace():
            plain, inside = plain + sign, True
        elif inside:
            words.append(_Word(plain))
            plain, inside = "", False
    return [*words, _Word(plain, quote)]
