"""The title or the name of an entry: in a link, in bold, in plain text; and what follows a name."""

from __future__ import annotations

import re

from lifesci_fm.formats.markdown.authors import YEAR_OF_AUTHORS, looks_like_authors
from lifesci_fm.formats.markdown.dates import read_date
from lifesci_fm.formats.markdown.entry import Entry
from lifesci_fm.formats.markdown.inline import Link
from lifesci_fm.formats.markdown.labels import Role, behind_role, label_role, names_thing
from lifesci_fm.formats.markdown.leads import take_leads
from lifesci_fm.formats.markdown.links import entry_link
from lifesci_fm.formats.markdown.names import is_model_name
from lifesci_fm.formats.markdown.parts import Cursor, Part
from lifesci_fm.formats.markdown.tails import take_link
from lifesci_fm.formats.markdown.titles import (
    Citation,
    breaks_off,
    citation,
    clean_title,
    is_prose,
    is_title,
    quoting,
    signature,
    take_apart,
    word_count,
)
from lifesci_fm.formats.markdown.venues import is_venue, known_venue, says_venue
from lifesci_fm.text import squeeze

_COLON = re.compile(r"\s*[:：]\s*(?=\S)")
_DASH = re.compile(r"\s+[-–—]{1,2}\s+|\A\s*[-–—]{1,2}\s+|\s+[-–—]{1,2}\s*\Z")
_NAME_IN_PARENS = re.compile(r"\(([^()]{2,40})\)\s+(?=\S)")
#: Not the front of `[18F]FDG imaging`.
_LEAD = re.compile(r"[\[【]([^\[\]【】]{1,90})(?:\]\s+|】\s*)(?=\S)")
_IN_BRACKETS = re.compile(r"[(（\[]\s*([^()\[\]]{1,40})\s*[)）\]][:：]?")
#: `Title  What it does …`, `Title - what it does …`
_PROSE_BEHIND = re.compile(r"(.{4,250}?)(?:\s{2,}|\s[-–—]\s(?=[a-z]))(\S.*)\Z", re.S)
#: `… of all cells (Nature Methods, 2022).`
_STATED_LAST = re.compile(r"[(\[（]([^()\[\]（）]{4,80})[)\]）][.\s]*\Z")
#: `[scBERT (2022)](u)`
_NAME_WITH_YEAR = re.compile(r"(\S.{1,39}?)\s*[(（]((?:19|20)\d\d)[)）]")
_PREDICATE = re.compile(r"(?:is|are|was|provides|a|an)\b")
_MOST_STEPS, _MOST_VENUE, _MOST_PHRASE = 4, 5, 7


def take_head(cursor: Cursor, entry: Entry) -> None:
    """Find the title or the name, and move behind it."""
    for _ in range(_MOST_STEPS):
        cursor.skip_blank()
        part = cursor.here
        if part is None or entry.title:
            return
        if part.link is not None:
            _link_head(cursor, part.link, entry)
            return
        if not (part.bold or part.italic or part.code):
            _plain_head(cursor, entry)
            return
        if _marked_head(cursor, part, entry):
            return
        take_leads(cursor, entry)


def _without_name(title: str, entry: Entry) -> str:
    """`(Name) Title`: the title; the name goes into the entry."""
    found = _NAME_IN_PARENS.match(title)
    if found is None or not is_title(title[found.end() :]):
        return title
    if not _take_known(found[1], entry):
        entry.name = found[1]
    return title[found.end() :]


def _without_lead(label: str, entry: Entry) -> str:
    """`[NeurIPS 2023] Title`, `[Name] Title`: the title; what is known in the brackets goes into the entry."""
    found = _LEAD.match(label)
    if found is None or not is_title(label[found.end() :]):
        return label
    silent = label_role(found[1]) is not None or (
        found[1].isdigit() and len(found[1]) < 4
    )  # `[PDF] Title`, `[1] Title`
    if not silent and not _take_known(found[1], entry):
        if not is_model_name(found[1]):
            return label  # `[Re] A replication`
        entry.name = found[1]
    return label[found.end() :]


def _take_known(text: str, entry: Entry) -> bool:
    """A date or a venue before a title; True when the text was one."""
    return (read_date(text) is not None or says_venue(text)) and entry.take_statement(text)


def _without_year(label: str, entry: Entry, *, introduced: bool) -> str:
    """`scBERT (2022)`: the name of a model; the year goes into the entry."""
    found = _NAME_WITH_YEAR.fullmatch(label)
    if found is None or is_venue(found[1]) or looks_like_authors(label, least=2):
        return label
    if not (is_model_name(found[1]) or (introduced and word_count(found[1]) <= 3)):
        return label
    entry.dates.append(found[2])
    return found[1]


def _dashed(text: str) -> bool:
    return (_DASH.match(text) or _DASH.match(" " + text)) is not None


# -- in a link --------------------------------------------------------------------------------------


def _link_head(cursor: Cursor, link: Link, entry: Entry) -> None:
    """The label of a link: a title, a name, or (nothing is taken) a venue or authors that only label a paper."""
    label = link.label
    if behind_role(label) != label or not label or link.bare:
        return
    one = entry_link(link)
    label = _without_lead(label, entry)
    following = cursor.following(cursor.at + 1)
    if label_role(label) is not None and not (_dashed(following) and names_thing(label)):
        return
    colon, dashed = _COLON.match(following) is not None, _dashed(following)
    of_paper = one.role is Role.PAPER
    label = _without_year(_without_name(label, entry), entry, introduced=colon or dashed)
    if of_paper and _says_where(label) and _begins_title(following):
        take_link(link, entry)  # `[Cui et al., 2024](u): Title`, `[bioRxiv 2023](u) Title`
        cursor.at += 1
        if cursor.here is not None and cursor.link is None:
            cursor.here.text = cursor.here.text.lstrip(" ])")
        cursor.skip_blank()
        take_leads(cursor, entry)
        if cursor.here is not None and cursor.link is None:
            _plain_head(cursor, entry)
        return
    short = word_count(label) <= 3
    says_where = short and (is_venue(label) or looks_like_authors(label, least=2))
    if of_paper and (says_where or signature(label)) and not (colon or dashed):
        return
    named = _before_date(cursor) or (is_model_name(label) and (word_count(label) <= 2 or not of_paper))
    named = named and label_role(link.hint) is not Role.PAPER  # `Paper: [DINT Transformer](u)`
    described = short and (not of_paper or colon or dashed)
    introduced = colon and word_count(label) <= 6 and not of_paper
    cursor.at += 1
    entry.links.append(one)
    if named or described or introduced:
        entry.name, entry.name_link = label, link
        if colon or dashed or cursor.has_paper():
            _after_name(cursor, entry, colon=colon, dashed=dashed)
        return
    cited = citation(label) if of_paper and "et al" in label else None
    found = cited or (take_apart(label) if of_paper else Citation(label))
    entry.title, entry.title_link = clean_title(found.title), link
    entry.take_end(found)
    entry.dates.extend([found.year] if found.year else [])


def _begins_title(text: str) -> bool:
    """True of text that can be a title: long enough, and not begun by a plain word as descriptions are."""
    text = text.strip(" ,.;:|-–—()[]")
    first = text.split(" ", 1)[0]
    return is_title(text) and not (first.islower() and first.isalpha())


def _says_where(label: str) -> bool:
    """True of a label that is no title or name for certain: a known or dated venue, or `Authors et al.`"""
    return (word_count(label) <= _MOST_VENUE and says_venue(label)) or (
        "et al" in label and looks_like_authors(YEAR_OF_AUTHORS.sub("", label))
    )


def _before_date(cursor: Cursor) -> bool:
    """``[name](u), `2023.05` ``: what stands before a date in code is a name."""
    between, behind = cursor.ahead(cursor.at + 1)[:1], cursor.ahead(cursor.at + 2)[:1]
    if not between or not behind or between[0].link is not None or between[0].text.strip(" ,.;:，"):
        return False
    return behind[0].code and read_date(behind[0].text) is not None


# -- in bold, italics or code -----------------------------------------------------------------------


def _marked_head(cursor: Cursor, part: Part, entry: Entry) -> bool:
    """A title or a name in markup. False when it was something else, and the title is still to come."""
    bold, stripped = part.bold, cursor.run().strip(" \n,;|")
    following = cursor.following(cursor.at)
    if found := _IN_BRACKETS.fullmatch(stripped):
        entry.name = squeeze(found[1])
        return False
    if not bold and looks_like_authors(stripped):
        entry.set_authors(stripped)
        return False
    if bold and following.lstrip()[:1] in (",", "&") and looks_like_authors(stripped, least=1):
        cited = citation(stripped + following)
        if cited is not None and cited.authors.startswith(stripped):  # `**Byron A**, Hopper G. (2024) Title. …`
            cursor.at -= 1
            cursor.parts[cursor.at] = Part(stripped)
            _plain_head(cursor, entry)
            return True
    colon = stripped.endswith((":", "：")) or _COLON.match(following) is not None
    stripped = stripped.rstrip(":：").strip()
    if colon and label_role(stripped) is not None and _hinted(cursor, stripped):
        return False
    if colon and word_count(stripped) <= 4:
        entry.name = stripped.rstrip("*~ ")
        _after_name(cursor, entry, colon=True, dashed=False)
        return True
    if colon and bold and not stripped.endswith((".", "?")) and (title := _completed(stripped, following)):
        entry.title = title
        cursor.consume(following.split("\n")[0])
        return True
    dashed = bool(following) and _dashed(following)
    lone_name = word_count(stripped) <= 3 and all(map(is_model_name, stripped.split("/"))) and not cursor.ends_here()
    signed = is_title(stripped) and _dash_authors(following)
    if (dashed and word_count(stripped) <= 4 and not signed) or lone_name:
        entry.name = stripped.rstrip(".*~ ")
        _after_name(cursor, entry, colon=False, dashed=dashed)
        return True
    stripped = _without_name(stripped, entry)
    whole = take_apart(stripped)
    entry.title = clean_title(whole.title)
    entry.take_end(whole)
    _other_titles(cursor, entry)
    return True


def _dash_authors(following: str) -> bool:
    """True of ` - Ada Byron, Grace Hopper (2021)` behind a title, however short it is."""
    people = YEAR_OF_AUTHORS.sub("", following).strip(" -–—")
    return _dashed(following) and looks_like_authors(people)


def _hinted(cursor: Cursor, label: str) -> bool:
    """`**Paper:** [OpenReview](u)`: what the link leads to is told to the link; False when none follows."""
    cursor.skip_blank()
    if cursor.link is None:
        return False
    cursor.link.hint = cursor.link.hint or label
    return True


def _completed(title: str, following: str) -> str | None:
    """`**First half of a title:** second half`: the whole of it; None when what follows is no second half."""
    rest = following.split("\n")[0].strip(" :：")
    if word_count(rest) < 2 or rest.startswith("[") or looks_like_authors(rest):
        return None
    return clean_title(f"{title}: {take_apart(rest).title}")


def _other_titles(cursor: Cursor, entry: Entry) -> None:
    """`**Title** / **Title of the preprint**`."""
    while (part := cursor.here) is not None and part.text.strip() == "/" and part.link is None and cursor.more:
        if not cursor.parts[cursor.at + 1].bold:
            return
        cursor.at += 1
        entry.other_titles.append(clean_title(cursor.run()))


# -- behind a name ----------------------------------------------------------------------------------


def _after_name(cursor: Cursor, entry: Entry, *, colon: bool, dashed: bool) -> None:
    """A subtitle behind a colon, a description behind a dash, a title behind a comma or a date."""
    if dashed:
        _described(cursor, entry)
        return
    part = cursor.here
    if part is not None and part.link is None and (colon or part.text.strip(" ,.:：，;")):
        part.text = part.text.lstrip(" ,.:：，;")
    if colon:
        text = cursor.gather()
        if (cited := quoting(squeeze(text).rstrip("[( "))) is not None:  # `**Name:** Authors. "Title." Venue`
            entry.take_citation(cited)
            return
        if is_prose(text):
            entry.description.append(squeeze(text))
            return
        found = take_apart(text)
        entry.subtitle = clean_title(found.title) or None
        entry.take_end(found)
        return
    if not cursor.has_paper():
        return
    cursor.skip_blank()
    take_leads(cursor, entry)
    if cursor.here is None or cursor.link is not None:
        return
    text = cursor.gather().lstrip(" ])")  # `[[Name](u)] Title`
    found = take_apart(text)
    if looks_like_authors(found.title):
        entry.title, entry.name = entry.name, None  # `**Name.** [2020]⏎Authors`
        entry.set_authors(found.title)
        entry.take_end(found)
    elif is_title(found.title) and not _PREDICATE.match(found.title) and not breaks_off(found.title):
        entry.title = clean_title(found.title)
        entry.take_end(found)
    else:
        entry.description.append(text)


def _described(cursor: Cursor, entry: Entry) -> None:
    """`- Author - description -`: segments up to the next link. What ends in a venue is the title of the paper."""
    text = cursor.gather(stop_at_breaks=False)
    segments = [segment for one in _DASH.split(text) if (segment := one.strip(" ,;:\n-–—").rstrip("([ "))]
    if segments and not entry.authors and word_count(segments[0]) <= 3:
        bare = _without_parens(segments[0])
        if not bare.startswith("[") and looks_like_authors(bare, least=1) and not is_model_name(bare):
            entry.set_first_author(bare)
            segments = segments[1:]
    whole = take_apart(segments[0]) if len(segments) == 1 and not entry.name_link and cursor.has_paper() else None
    if whole is not None and whole.tail and is_title(whole.title):  # `**Name** - Title (Venue 2023) [paper](u)`
        entry.title = clean_title(whole.title)
        entry.take_end(whole)
    else:
        entry.description.extend(segments)
        if segments and (stated := _STATED_LAST.search(segments[-1])) and says_venue(stated[1]):
            entry.take_statement(stated[1])


def _without_parens(text: str) -> str:
    return re.sub(r" ?\([^()]{0,80}\)", "", text)


# -- in plain text ----------------------------------------------------------------------------------


def _plain_head(cursor: Cursor, entry: Entry) -> None:
    """A citation, a title or a name without markup; or a few words before a link that holds the title."""
    text = cursor.gather()
    link = cursor.link
    stripped = text.strip(" \n,;:|-–—[(<")
    if link is not None and not stripped:
        _link_head(cursor, link, entry)  # `[[NeurIPS 2024](u)] Title`
        return
    few = word_count(stripped) <= (_MOST_PHRASE if text.rstrip(" [(").endswith(":") else 4) or says_venue(stripped)
    if link is not None and few and label_role(link.label) is None and link.label:
        # `Coursera [title](u)`, `2008 - Holmes - [title](u)`
        of_paper = entry_link(link).role is Role.PAPER
        if is_title(link.label) or (not of_paper and (word_count(stripped) <= 3 or is_model_name(link.label))):
            bare = _without_parens(stripped)
            if _DASH.search(text) and looks_like_authors(bare, least=1):
                entry.set_first_author(bare)
            elif of_paper and text.rstrip().endswith(":") and is_model_name(stripped):
                entry.name = stripped
            elif stripped and not (says_venue(stripped) and entry.take_statement(stripped)):
                entry.description.append(stripped)
            _link_head(cursor, link, entry)
            return
    part = cursor.here
    first = part is not None and not entry.venues and known_venue(stripped)  # only one: this calls itself
    if first and _begins_title(cursor.following(cursor.at)):
        entry.take_statement(stripped)  # `Nature Methods | Title | 2024`
        take_leads(cursor, entry)
        if cursor.here is not None and cursor.link is None:
            _plain_head(cursor, entry)
        return
    if part is not None and part.link is None and read_date(part.text) and word_count(stripped) <= 5:
        entry.name = stripped.strip(" .")
        _after_name(cursor, entry, colon=False, dashed=False)
        return
    prose = _PROSE_BEHIND.match(text.strip()) if quoting(squeeze(text)) is None else None
    if prose and word_count(prose[2]) >= 12 and word_count(prose[1]) <= 20:
        text = prose[1]
        entry.description.append(prose[2])
    if (found := citation(text)) is not None:
        entry.take_citation(found)
    if entry.title and part is not None and part.bold and text.endswith("(") and is_model_name(part.text):
        entry.name = part.text.strip()  # `Title (**Name**)`
        cursor.at += 1
