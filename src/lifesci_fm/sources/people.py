"""Authors out of the ways in which sources write names: in parts, `Given Family`, `Family, Given`, `Family I`.

A group (a consortium, a company) stays one name. Nothing is invented: a name that cannot be split is kept whole.
"""

from __future__ import annotations

import re

from lifesci_fm.records import Author
from lifesci_fm.sources.markup import plain

_SUFFIX = re.compile(r"(?:jr|sr)\.?|I{2,3}|IV", re.I)
#: Lower-case words that belong to the family name behind them.
_PARTICLES = re.compile(
    r"af|al|bin|da|das|de|del|della|den|der|des|di|dos|du|el|la|le|lo|ten|ter|van|vande|vander|von|vom|zu|zum|zur"
)
#: Those that are capitalised in family names and are nobody's second given name (`Luc Van Gool`, but `Xiao Da Li`).
_CAPITAL_PARTICLES = re.compile(r"Van|Von|Vande|Vander|De|Del|Della")
_GROUP = re.compile(
    r"\b(?:association|board|cent(?:er|re)|collaboration|collaborators|committee|consortium|community|council|foundation"
    r"|group|inc|initiative|institute|investigators|laboratory|ltd|members|network|organi[sz]ation|partnership|program(?:me)?"
    r"|project|registry|society|study|team|university|working)\b\.?",
    re.I,
)
_LISTED = re.compile(r"(.+?) ([^\W\d_]{1,4})(?: (Jr|Sr|2nd|3rd|4th))?")
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dXx]")


def person(family: str, given: str = "", suffix: str = "", orcid: str = "") -> Author | None:
    """An author from parts; a lone given name stands as the family name. None when there is no name at all."""
    family, given = plain(family), plain(given)
    if not family:
        family, given = given, ""
    found = _ORCID.search(orcid)
    return Author(family, given, plain(suffix), orcid=found[0].upper() if found else "") if family else None


def group(name: str) -> Author | None:
    """A group author under its whole name."""
    name = plain(name)
    return Author(name, group=True) if name else None


def inverted(name: str) -> Author | None:
    """`Family, Given` or `Family, Suffix, Given`; without a comma the name is kept whole, as a group's."""
    parts = [part for part in (part.strip() for part in plain(name).split(",")) if part]
    if len(parts) < 2:
        return group(name)
    if len(parts) > 2 and (found := next((part for part in parts[1:] if _SUFFIX.fullmatch(part)), None)):
        parts.remove(found)
        return person(parts[0], ", ".join(parts[1:]), found)
    return person(parts[0], ", ".join(parts[1:]))


def direct(name: str) -> Author | None:
    """`Given von Family Jr.`; particles go to the family name, a collaboration is a group."""
    name = re.sub(r"\s*\([^)]*\)", "", plain(name)) or plain(name)  # arXiv: an affiliation in brackets
    if "," in name:
        head, _, tail = name.rpartition(",")
        if _SUFFIX.fullmatch(tail.strip()):
            name = f"{head} {tail.strip()}"
    if not name or _GROUP.search(name):
        return group(name)
    parts = name.split()
    suffix = parts.pop() if len(parts) > 2 and _SUFFIX.fullmatch(parts[-1]) else ""
    if len(parts) == 1:
        return person(parts[0])
    start = len(parts) - 1
    while start > 1 and (_PARTICLES.fullmatch(parts[start - 1]) or _CAPITAL_PARTICLES.fullmatch(parts[start - 1])):
        start -= 1
    return person(" ".join(parts[start:]), " ".join(parts[:start]), suffix)


def with_initials(name: str) -> Author | None:
    """`Family AB`, as MEDLINE lists names: initials behind the family name, then perhaps `Jr` or `3rd`."""
    found = _LISTED.fullmatch(plain(name))
    return person(found[1], found[2], found[3] or "") if found and found[2].isupper() else group(name)
