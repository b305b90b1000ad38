"""What stands before a title: signs, a checkbox, a number, a date, `[Venue 2023]`, `[Survey]`, `(Model)`."""

from __future__ import annotations

import re

from lifesci_fm.formats.markdown.dates import is_span, leading_date, read_date
from lifesci_fm.formats.markdown.entry import Entry
from lifesci_fm.formats.markdown.names import is_model_name
from lifesci_fm.formats.markdown.parts import Cursor, Part
from lifesci_fm.formats.markdown.signs import status_of
from lifesci_fm.formats.markdown.titles import dated_name, is_title, number_prefix, word_count
from lifesci_fm.formats.markdown.venues import is_venue, says_venue, venue_of
from lifesci_fm.text import squeeze
from lifesci_fm.vocabulary import Status

_SIGNS = r"[\s\-–—|·•:：,，.;*/&+>»→⭐★☆🔥✨🆕🌟💥📄📝📰📌👉🎉🚀️\u200b\u200d\u2060]"
#: Signs, shortcodes and emoji, which say nothing or the status.
SIGNS = re.compile(rf"{_SIGNS}+|:[a-z][a-z0-9_+-]*:|[\U0001F000-\U0001FAFF\u2600-\u27BF\u2B00-\u2BFF]+")
EMOJI_BEHIND = re.compile(r"[\s\U0001F000-\U0001FAFF\u2600-\u27BF\u2B00-\u2BFF\uFE0F\u200d]{1,40}\Z")
_BRACKET = re.compile(r"[\[【]([^\[\]【】]{1,90})[\]】]\s*|[(（]([^()（）]{1,60})[)）]\s*")
_BEHIND_DATE = re.compile(r"\s*(?:[-–—|:：,，.、]\s|[-–—|:：]\Z|\Z|,|，|\s\s)")
_CATEGORY = re.compile(
    r"(?:r|python|c\+\+|java|javascript|matlab|julia|perl|rust|go|shell|snakemake|docker|scala|linux.*|new|hot|oral"
    r"|spotlight|survey|review|code|pdf|paper|dataset|benchmark|tool|web|github|\d{1,3}|x|note|news.*|updated?.*|todo"
    r"|must read|recommended|classic|important)(?:[\s,/&]+(?:and|or)?\s*\w[\w+#]*)*",
    re.I,
)
#: `[**Venue 2023] Title**`: markup that begins too late.
_CLOSED_INSIDE = re.compile(r"[^\[\]]{2,60}\](?=\s*\S)")
_OPENING, _CLOSING = "([（【", (")", "]", "）", "】")
_ET_AL = re.compile(r"([^\d]{2,60}\bet al\.?),?\s*((?:19|20)\d\d)?")
_SEVERAL = re.compile(r"\s?[;,/+]\s|\s?;\s?")
_MOST_LEADS = 12


def take_leads(cursor: Cursor, entry: Entry) -> None:
    """Move to where the title begins, and put what was said before it into the entry."""
    for _ in range(_MOST_LEADS):
        _join_bracket(cursor)
        part = cursor.here
        if part is None or part.link is not None or not _take_lead(cursor, part, entry):
            return


def _join_bracket(cursor: Cursor) -> None:
    """`(*arXiv 2023*)`: markup inside brackets is their text."""
    parts = cursor.parts[cursor.at : cursor.at + 3]
    late = len(parts) > 1 and parts[0].text.strip() == "[" and parts[0].link is None and parts[1].link is None
    if late and (found := _CLOSED_INSIDE.match(parts[1].text)):
        parts[0].text, parts[1].text = f"[{found[0]}", parts[1].text[found.end() :].lstrip()
        return
    if len(parts) < 3 or any(part.link is not None for part in parts):
        return
    opening, inner, closing = (part.text for part in parts)
    if opening.strip() in _OPENING and opening.strip() and closing.lstrip()[:1] in _CLOSING:
        cursor.parts[cursor.at : cursor.at + 3] = [Part(opening.lstrip() + inner.strip() + closing.lstrip())]


def _take_lead(cursor: Cursor, part: Part, entry: Entry) -> bool:
    """Take one thing off the front of a text part; False when the title begins here."""
    text = part.text.lstrip()
    if not text:
        cursor.at += 1
        return True
    if (part.code or part.bold or part.italic) and cursor.more and _marked(part, text, entry):
        cursor.at += 1
        return True
    if (found := SIGNS.match(text)) and found.end():
        entry.status = entry.status or status_of(found[0])
        part.text = text[found.end() :]
        return True
    if (found := _BRACKET.match(text)) and (text[found.end() :].strip() or cursor.more) and _bracket(found, entry):
        part.text = text[found.end() :]
        return True
    if not part.bold and (dated := leading_date(text)):
        date, end = dated
        rest = text[end:]
        apart = _BEHIND_DATE.match(rest) or (len(date) > 4 and (rest[:1].isspace() or text[end - 1].isspace()))
        if apart and (rest.strip(" -–—|:：,，.、") or cursor.more):
            entry.dates.append(date)
            part.text = rest
            return True
    if (number := number_prefix(text)) and (cursor.more or number < len(text)):
        part.text = text[number:]
        return True
    return False


def _marked(part: Part, text: str, entry: Entry) -> bool:
    """A date, a venue with its year, or a tag, alone in bold, italics or code."""
    if date := read_date(text):
        entry.dates.append(date)
        return True
    if is_span(text):
        return True
    if part.code or part.italic:
        stated = venue_of(text)
        if stated is not None and stated.date and is_venue(text):
            entry.venues.append(stated)
            return True
    if part.code and word_count(text) <= 5 and not is_title(text):
        entry.tags.append(squeeze(text).strip("[]"))
        return True
    return False


def _bracket(found: re.Match[str], entry: Entry) -> bool:
    """What brackets before a title hold; False when they belong to the title."""
    square, inner = found[1] is not None, squeeze(found[1] or found[2])
    if square and inner in ("", "x", "X"):
        entry.status = Status.READ if inner else Status.PLANNED
        return True
    if date := read_date(inner):
        entry.dates.append(date)
        return True
    if cited := _ET_AL.fullmatch(inner):
        name, _, authors = cited[1].rpartition(", ")
        named = is_model_name(name)  # `(ClinicalBERT, Huang et al.)`
        entry.name = name if named else entry.name
        entry.set_authors(authors if named else cited[1])
        entry.dates.extend([cited[2]] if cited[2] else [])
        return True
    if _CATEGORY.fullmatch(inner):
        if square:
            entry.tags.append(inner)
        return square
    stated = venue_of(inner)
    if stated is not None and stated.name is None and stated.date:  # `(GitHub'26)`
        entry.dates.append(stated.date)
        return True
    if (square and word_count(inner) <= 9) or is_venue(inner) or dated_name(inner):
        entry.venues.extend(venue for one in _venues(inner) if (venue := venue_of(one)))
        return True
    if not square and is_model_name(inner):
        entry.name = inner
        return True
    return False


def _venues(text: str) -> list[str]:
    """`bioRxiv 2023, Nature Methods 2024`: several venues; `Nature Methods, 2024` is one."""
    parts = _SEVERAL.split(text)
    return parts if ";" in text or all(map(says_venue, parts)) else [text]
