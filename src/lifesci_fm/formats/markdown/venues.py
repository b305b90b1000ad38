"""Venues as lists write them: `NeurIPS 2023`, `Nat Commun 13, 7151 (2022)`, `arXiv:2409.12080`, `2025 Nature Methods`.

The name is kept as written, without year, volume and track of presentation, and its case is mended only where all of it
is lower case. Preprint servers have their own spelling.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from lifesci_fm.formats.markdown.dates import SPAN, is_span, leading_date, read_date
from lifesci_fm.formats.markdown.phrases import phrases
from lifesci_fm.formats.markdown.venue_names import (
    ABBREVIATED,
    CJK_VENUE,
    KNOWN_VENUES,
    NO_VENUES,
    PREPRINT_SERVERS,
    PROSE,
    VENUE_WORDS,
)
from lifesci_fm.text import fold, squeeze

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_PREPRINT = re.compile(
    r"(?P<name>(?:arxiv|biorxiv|medrxiv|chemrxiv)(?:\s+preprint)?)\s*[:,_/ -]*\s*(?:arxiv:\s*)?"
    r"(?P<id>(?:19|20)\d\d\.\d\d\.\d\d\.\d+|\d{4}\.\d{4,5}|\d{6,}|(?:19|20)\d\d-[a-z\d]{4,6})?(?:-?v\d+)?"
    r"\W*(?P<rest>.*)\Z",
    re.I,
)
_YEAR = re.compile(r"[\s,;(\[_·@'’‘`´-]*(?<![\d./])((?:19|20)\d\d)(?![\d/]|\.\d)[\])]*[;,]*")
_GLUED_YEAR = re.compile(
    r"(?:(?<=[A-Za-z])|(?<=[a-z]\.)(?=['’‘`´]))[\s_]?['’‘`´]?((?:19|20)\d\d|['’‘`´]\s?\d\d|(?<=[A-Z])(?:1[5-9]|2\d))\b"
)
_DATE_IN_PARENS = re.compile(r"\(([^()]*\d{4}[^()]*)\)")
_DATE_BEHIND = re.compile(
    r"[\s,;(\[]+((?:19|20)\d\d\s?[./-]\s?\d{1,2}(?:\s?[./-]\s?\d{1,2})?"
    r"|(?:\d{1,2}\s)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,?\s(?:19|20)\d\d"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s\d{1,2},?\s(?:19|20)\d\d"
    r"|(?:19|20)\d\d,?\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?)[)\]]?\Z",
    re.I,
)
#: `NeurIPS 2023-2024`, `2023-2024 NeurIPS`: years that date nothing, where no other one stands.
_SPAN = re.compile(rf"[\s,;(\[]+{SPAN}[)\]]?\Z|\A{SPAN}[)\]]?[\s,;:|·]+", re.I)
#: `2022.7/2023.12`, `2024/2023.10`, `2023.2/5`: the first one is the work's.
_SECOND_DATE = re.compile(r"((?:19|20)\d\d\.\d{1,2})/\d[\d.]{0,6}\Z|((?:19|20)\d\d)/(?:19|20)\d\d[\d.]{0,3}\Z")
_FRAME = re.compile(
    r"\s+/\s+OpenReview\Z|\A(?:In|Published in|Accepted (?:by|at|to)|Pre-?print (?:available )?(?:at|on|in))(?:\s+|\Z)"
    r"|\A(?:Conference|Journal|Venue)[\s:]+(?!(?:on|of|for|in|and|the)\b)(?=\S)",
    re.I,
)
#: `: n. pag`, which citation tools write where there are no pages.
_NO_PAGES = re.compile(r"[\s,.:;]+n\.\s?pag\.?\Z", re.I)
#: Identifiers and addresses name no venue.
_ADDRESS = re.compile(r"(?:(?:https?:)?//|www\.|(?:doi:\s?)?10\.\d{4,9}/)\S+", re.I)
_BEHIND_DATE = re.compile(r"\s?[,;|·]\s?|\s[-–—]\s|\s(?=\D)")
_YYMM = re.compile(r"[\s_](1[5-9]|2\d)(0[1-9]|1[0-2])\Z")
_NOTE = re.compile(
    r"[\s,(\[·-]+(oral|spotlight|poster|highlight|outstanding paper|accepted"
    r"|best (?:\w+ )?(?:paper|award)(?: (?:award|honorable|mention|runner-up|finalist|candidate))*"
    r"|in press|to appear|under review|submission|submitted|main|short|long)\b[\])]*",
    re.I,
)
#: `NeurIPS, 2021, pp. 1-9`, `MICCAI 2021, pp. 12-20. Springer (2021)`
_PAGES_BEHIND = re.compile(
    r"((?:19|20)\d\d),?\s(?:pp?\.|pages)\s?\d+(?:\s?[-–—]{1,2}\s?\d+)?"
    r"[.,]?(?:\s(?:Springer|Cham|ACM|IEEE|PMLR|Elsevier)\b[^()]{0,40}(?:\(\1\))?)?\s*\Z"
)
_NUMBERS = re.compile(
    r"\A(?P<name>.*?[^\d\s,.;:(])[\s,.;:]+(?:vol(?:ume)?\.?\s*)?(?P<volume>\d{1,4})"
    r"(?:\s*[.(]\s*(?:no\.\s*)?(?P<issue>[\d-]+|suppl\S*)\)?|\s*,?\s*(?:no|issue|iss)\.?\s*(?P<issue2>\d+)"
    r"|\s*,\s*(?P<issue3>\d{1,4})(?=\s*,\s*[a-zA-Z]{0,6}\d))?"
    r"(?:\s*[,:;]\s*(?:pp?\.?\s*|pages?\s*)?(?P<pages>[a-zA-Z]{0,6}\d[\w.–-]*))?[\s.,;:]*\Z"
)
_ARTICLE_NUMBER = re.compile(
    r"[\s,;]+(?:[Nn]o\.? |[Aa]rt(?:icle)?\.? )?(?P<pages>[a-z]{2,7}\d{2,7}|e\d{3,}|pp?\.?\s*\d+\s*[-–]\s*\d+)\Z"
)
_GLUED_VOLUME = re.compile(r"([A-Za-z][A-Za-z .&]*[A-Za-z])(?=\d{1,4}\b(?!\Z))")
_ACRONYM = re.compile(r"(?:[A-Z][A-Za-z]*[A-Z][A-Za-z]*|[A-Z]{2,})(?:[&/@-][A-Z]\w*)*")
_FULL_WIDTH = str.maketrans({"，": ", ", "：": ": ", "；": "; ", "（": " (", "）": ") "})
#: bioRxiv's own numbers behind a year that is already said.
_PREPRINT_NUMBER = re.compile(r"((?:19|20)\d\d)\s?[:,]\s?(?:19|20)\d\d\.\d\d\.\d\d\.\d{5,}(?:v\d+)?")
_YEAR_SIGN = re.compile(r"(?<=\d)\s?年(?!\s?\d)")
#: The full name of a conference is longer than that of a journal.
_PROCEEDINGS = re.compile(
    r"(?:in )?(?:\d{4} )?(?:proceedings of|proc|advances in|(?:ieee |acm )?international conference on)\b"
)
_MOST_WORDS = 18
#: `bioRxiv Diffusion`, `arXiv, 30 citations`: what stands behind the server is part of no name.
_SERVER_FIRST = re.compile(r"(arxiv|biorxiv|medrxiv|chemrxiv)\s*[\s,:;(|]\s*(\S.{0,29})\Z", re.I)
_SIGNS_AHEAD = re.compile(r"\A[^\w(]+")
_SERVER_AND = re.compile(r"(?:arXiv|(?:bio|med|chem)Rxiv) (?:/|→|->) ([A-Za-z].+)", re.I)
_CAPITAL_INSIDE = re.compile(r"(?<=[A-Za-z])[A-Z]")
#: `Cell Image+Gene`
_JOINED = re.compile(r"[^\W\d_] ?\+ ?[^\W\d_]")
#: Longer texts are no venues.
_MOST, _MOST_ABOUT, _MOST_KNOWN = 300, 3, 6
#: `RAD-DINO: Self-Supervised Radiology Representations`
_NAMED = re.compile(r"[A-Za-z]*[A-Z]\w*-\w*[A-Z0-9]\w*: \S+ \S+")
_ARTICLES = phrases("a | an | the")
_SMALL = phrases("of | and | in | for | on | the | to | a | an | de | la")


@dataclass(frozen=True, slots=True)
class Venue:
    """A stated venue and what stood beside its name. `name` is None when only a year was stated."""

    name: str | None
    date: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    note: str | None = None

    @property
    def preprint(self) -> bool:
        """True when the name is a preprint server's."""
        return self.name is not None and fold(self.name) in PREPRINT_SERVERS


@lru_cache(maxsize=4096)
def venue_of(text: str) -> Venue | None:
    """The venue that a text states, whatever its name is; None when nothing but punctuation is left."""
    if len(text) > _MOST:
        return None
    written = squeeze(text)
    text = _PREPRINT_NUMBER.sub(r"\1", _YEAR_SIGN.sub("", text.translate(_FULL_WIDTH)))
    text = _NO_PAGES.sub("", _SIGNS_AHEAD.sub("", squeeze(_PAGES_BEHIND.sub(r"\1", text))))
    text = _balanced(text.strip(" \t*_`[]{}<>,.;:|/–—-【】，。"))
    if not text or _ADDRESS.fullmatch(text):
        return None
    if date := read_date(text):
        return Venue(None, date)
    if is_span(text):
        return None
    if found := _SERVER_AND.match(text):  # `arXiv / Cell Reports`: where it came out in the end
        return venue_of(found[1])
    if found := _PREPRINT.match(text):
        rest = found["rest"].strip(" ()[],.;:")
        ident = found["id"] or ""
        year = read_date(rest) or (ident[:4] if re.match(r"(?:19|20)\d\d(?:\.\d\d\.\d\d|-)", ident) else None)
        if not rest or read_date(rest):
            return Venue(PREPRINT_SERVERS[fold(found["name"])], year)
        if found := re.match(r"\A(arxiv|biorxiv|medrxiv|chemrxiv)[\s_'’‘]+(1[5-9]|2\d)(0[1-9]|1[0-2])\Z", text, re.I):
            return Venue(PREPRINT_SERVERS[fold(found[1])], f"20{found[2]}-{found[3]}")
    return _with_period(_parsed(text), written)


def _with_period(venue: Venue | None, written: str) -> Venue | None:
    """`Chem. Sci.` keeps its last period: it is abbreviated as the others are."""
    if venue is None or venue.name is None or ". " not in venue.name or f"{venue.name}." not in written:
        return venue
    return replace(venue, name=f"{venue.name}.")


def _parsed(text: str) -> Venue | None:
    if (found := _GLUED_VOLUME.match(text)) and fold(found[1]) in KNOWN_VENUES:
        text = f"{found[1]} {text[found.end(1) :]}"
    text = _FRAME.sub("", text)
    first = leading_date(text) is not None
    date, text = _take_date(text)
    if date is not None and (found_venue := _known_first(text, dated=first)):
        return Venue(found_venue[0], date, note=found_venue[1])
    if (found := _SERVER_FIRST.match(text)) and not (
        VENUE_WORDS.search(fold(found[2])) or fold(found[2]) in KNOWN_VENUES or found[2].isdigit()
    ):
        return Venue(PREPRINT_SERVERS[fold(found[1])], date, note=found[2].strip(" ,.;:()"))
    note = None
    if found := _NOTE.search(" " + text):
        note = found[1]
        text = (" " + text)[: found.start()] + (" " + text)[found.end() :]
    text = _balanced(squeeze(text).strip(" ,.;:|/–—-[]·"))
    pages = volume = issue = None
    if found := _ARTICLE_NUMBER.search(text):
        pages, text = found["pages"], text[: found.start()].strip(" ,.;:")
    if found := _NUMBERS.match(text):
        text, volume, issue = found["name"], found["volume"], found["issue"] or found["issue2"] or found["issue3"]
        pages = found["pages"] or pages
    text = _FRAME.sub("", text).strip(" ,.;:|/–—-").replace(" : ", ": ")  # `Imaging 2022: Processing`
    if text.count("(") > text.count(")"):  # `Bioinformatics (ISMB 2024)`
        text = text.partition("(")[0].strip(" ,.;:") or text
    name = (_server_of(text) or _mended(text)) if text and fold(text) not in NO_VENUES else None
    if name is None and date is None:
        return None
    return Venue(name, date, volume, issue, pages, note)


def _known_first(text: str, *, dated: bool) -> tuple[str, str] | None:
    """(venue, words) of `Cell Image+Gene`, and with the year first (`dated`) of `Nature Methods scSpeaker`.

    The words are no part of a journal's name: joined by a plus, or with capitals inside behind one of several words.
    """
    words = text.split()
    for at in range(min(len(words) - 1, _MOST_KNOWN), 0, -1):
        name, rest = " ".join(words[:at]).strip(" ,.;:|-–—"), " ".join(words[at:]).strip(" ,.;:|()-–—")
        if fold(name) not in KNOWN_VENUES:
            continue
        named = VENUE_WORDS.search(fold(rest)) or fold(rest) in KNOWN_VENUES or len(rest.split()) > _MOST_ABOUT
        whole = dated and " " in name and all(map(_CAPITAL_INSIDE.search, rest.split()))
        return (name, rest) if rest and not named and (whole or _JOINED.search(rest)) else None
    return None


def _server_of(text: str) -> str | None:
    """The preprint server before a few words that name no venue: `bioRxiv scTranslator`, `arXiv, 576 citations`."""
    found = _PREPRINT.match(text)
    about = found["rest"].strip(" ()[],.;:") if found else ""
    if found is None or len(about.split()) > _MOST_ABOUT or VENUE_WORDS.search(fold(about)) or known_venue(about):
        return None
    return PREPRINT_SERVERS[fold(found["name"])]


def _take_date(text: str) -> tuple[str | None, str]:
    """The date that stands with a venue, and the text without it."""
    if (found := _DATE_IN_PARENS.search(text)) and (date := read_date(found[1])):
        return date, f"{text[: found.start()]} {text[found.end() :]}"
    if (found := _SPAN.search(text)) and not _YEAR.search(apart := text[: found.start()] + text[found.end() :]):
        return None, apart
    text = _SECOND_DATE.sub(r"\1\2", text)
    if (dated := leading_date(text)) and (found := _BEHIND_DATE.match(text, dated[1])):
        return dated[0], text[found.end() :]
    if (found := _DATE_BEHIND.search(text)) and (date := read_date(found[1])):
        return date, text[: found.start()]
    if found := _YEAR.search(text):
        return found[1], f"{text[: found.start()]} {text[found.end() :]}"
    if found := _YYMM.search(text):
        return f"20{found[1]}-{found[2]}", text[: found.start()]
    if found := _GLUED_YEAR.search(text):
        year = found[1].lstrip("'’‘`´ ")
        return year if len(year) == 4 else "20" + year, text[: found.start()] + text[found.end() :]
    return None, text


def _balanced(text: str) -> str:
    """Without parentheses that lost their other half, or that wrap all of it."""
    text = text.strip()
    while text and (
        text.count("(") != text.count(")") or (text[0] == "(" and text[-1] == ")" and ")" not in text[1:-1])
    ):
        if text[0] in "()":
            text = text[1:].strip()
        elif text[-1] in "()":
            text = text[:-1].strip()
        else:
            break
    return text.strip(" ,.;:")


def _mended(name: str) -> str:
    """The name in its own case, or in title case when all of it is lower case."""
    server = PREPRINT_SERVERS.get(fold(name))
    if server:
        return server
    if name != name.casefold() or not any(c.isalpha() for c in name):
        return name
    words = name.split(" ")
    return " ".join(
        word if (at and word in _SMALL) or word == "npj" else word[:1].upper() + word[1:]
        for at, word in enumerate(words)
    )


@lru_cache(maxsize=4096)
def is_venue(text: str) -> bool:
    """True when a text is recognisably a venue: a known name, an acronym, or the words of one, and no sentence."""
    stated = venue_of(text)
    if stated is None or stated.name is None or stated.name.count("(") != stated.name.count(")"):
        return False
    word = fold(stated.name)
    if word in KNOWN_VENUES or word in PREPRINT_SERVERS:
        return True
    if not (stated.date or stated.volume) and _NAMED.match(stated.name):
        return False
    words = word.split()
    if not words:  # signs alone
        return False
    if _CJK.search(word):
        return CJK_VENUE.search(word) is not None and len(word) <= 20
    if len(words) > (_MOST_WORDS if _PROCEEDINGS.match(word) else 9) or PROSE.search(word):
        return False
    if text.islower() and (len(words) > 4 or words[0] in _ARTICLES or "for" in words):
        return False
    if text.islower() and not stated.date and not all(VENUE_WORDS.fullmatch(one) or one in _SMALL for one in words):
        return False  # `cell annotation app`
    front, colon, _ = stated.name.partition(":")
    if colon and fold(front) not in KNOWN_VENUES and not VENUE_WORDS.search(fold(front)):
        return False  # `RAD-DINO: Radiology Representations`
    single = " " not in stated.name and "-" in stated.name  # `Med-PaLM` is no journal of medicine
    if not single and (VENUE_WORDS.search(word) or ABBREVIATED.match(word)):
        parts = [part for part in re.findall(r"[\w'’.-]+", stated.name) if part.casefold() not in _SMALL]
        titled = all(
            not part[:1].islower() or part in ("npj", "eLife", "iScience") or part[1:] != part[1:].lower()
            for part in parts
        )
        return titled or bool((stated.date or stated.volume) and parts and not parts[0][:1].islower())
    return bool(stated.date and len(words) <= 5 and _ACRONYM.search(stated.name))


def known_venue(text: str) -> bool:
    """True when a text names a venue everybody knows, with or without a year."""
    stated = venue_of(text)
    return stated is not None and stated.name is not None and (fold(stated.name) in KNOWN_VENUES or stated.preprint)


def says_venue(text: str) -> bool:
    """True of what can hardly be anything but a venue: known, or recognisable and dated."""
    stated = venue_of(text)
    return stated is not None and is_venue(text) and (stated.date is not None or known_venue(text))


def venues_in(text: str) -> list[tuple[str, int]]:
    """Venues everybody knows that running text names, longest first at each place: (name as written, place)."""
    found = [(match[0], match.start()) for match in _IN_PROSE.finditer(text)]
    return [(PREPRINT_SERVERS.get(fold(name), name), place) for name, place in found]


_IN_PROSE = re.compile(
    r"(?<![A-Za-z])(?:Nature(?: (?:Methods|Biotechnology|Communications|Machine Intelligence|Medicine|Genetics"
    r"|Computational Science|Biomedical Engineering))?"
    r"|Science(?: Advances)?|Cell(?: Systems| Reports| Genomics)?|PNAS|NeurIPS|ICML|ICLR|Bioinformatics"
    r"|Nucleic Acids Research|Genome Biology"
    r"|(?:bio|med|chem)rxiv|arxiv|bioRxiv|medRxiv|arXiv)(?![A-Za-z])",
    re.I,
)
