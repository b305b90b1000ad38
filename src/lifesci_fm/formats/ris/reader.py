"""What the tags of RIS, MEDLINE and EndNote mean.

Sources: the RIS specifications of 2001 and 2011, NLM's description of MEDLINE elements, EndNote's export filter, and
what Zotero and publishers make of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from lifesci_fm.errors import UnreadableInput
from lifesci_fm.formats import encoding
from lifesci_fm.formats.bibtex.dates import read_month
from lifesci_fm.formats.degrees import from_words
from lifesci_fm.formats.identity import names_preprint_server
from lifesci_fm.formats.names import parse_name, plain_names
from lifesci_fm.formats.plain import PlainEntry, make_record
from lifesci_fm.formats.ris.tags import KEY, Tagged, dialect, records
from lifesci_fm.records import Author, LinkRecord, Origin, Problem, Reading
from lifesci_fm.text import partial_date
from lifesci_fm.vocabulary import OriginKind, PaperType

_RIS_TYPES = {
    "JOUR": PaperType.ARTICLE, "JFULL": PaperType.ARTICLE, "EJOUR": PaperType.ARTICLE, "MGZN": PaperType.ARTICLE,
    "NEWS": PaperType.ARTICLE, "INPR": PaperType.ARTICLE, "CPAPER": PaperType.PROCEEDINGS,
    "CONF": PaperType.PROCEEDINGS, "CHAP": PaperType.CHAPTER, "ECHAP": PaperType.CHAPTER, "ENCYC": PaperType.CHAPTER,
    "BOOK": PaperType.BOOK, "EBOOK": PaperType.BOOK, "EDBOOK": PaperType.BOOK, "THES": PaperType.THESIS,
    "RPRT": PaperType.REPORT, "DATA": PaperType.DATASET, "AGGR": PaperType.DATASET, "COMP": PaperType.SOFTWARE,
    "ELEC": PaperType.ONLINE, "BLOG": PaperType.ONLINE, "WEB": PaperType.ONLINE,
}  # fmt: skip
_ENDNOTE_TYPES = {
    "journal article": PaperType.ARTICLE, "magazine article": PaperType.ARTICLE, "newspaper article": PaperType.ARTICLE,
    "electronic article": PaperType.ARTICLE, "conference paper": PaperType.PROCEEDINGS,
    "conference proceedings": PaperType.PROCEEDINGS, "book section": PaperType.CHAPTER, "book": PaperType.BOOK,
    "edited book": PaperType.BOOK, "electronic book": PaperType.BOOK, "thesis": PaperType.THESIS,
    "report": PaperType.REPORT, "dataset": PaperType.DATASET, "computer program": PaperType.SOFTWARE,
    "web page": PaperType.ONLINE, "blog": PaperType.ONLINE, "preprint": PaperType.PREPRINT,
}  # fmt: skip
#: `A. B. One`, as IEEE Xplore writes people; groups have no initials.
_INITIALS_FIRST = re.compile(r"(?:[^\W\d_a-z]\.[ -]?)+[^\W\d_][^\s.,]+(?: [^\W\d_][^\s.,]+){0,2}")
_SUFFIX = re.compile(r"(.+) (Jr\.?|Sr\.?|2nd|3rd|II|III|IV)\Z")
_OTHERS = re.compile(r"(?:others|et\.? al)\.?", re.I)
_DATE = re.compile(r"(\d{4})(?:[/-](\d{1,2})?(?:[/-](\d{1,2})?)?)?")
_IDENTIFIED = re.compile(r"(\S+)\s*\[(doi|pii)\]")
_INITIALS = re.compile(r"(.+) ([A-Z]{1,4})( (?:Jr|Sr|[23]rd|2nd))?")


def read(data: bytes | str, *, name: str) -> Reading:
    """What a file says. Raises UnreadableInput when it holds no record of any of the three kinds."""
    text = encoding.text(data)
    kind = dialect(text)
    if kind is None:
        raise UnreadableInput(f"{name} holds no RIS, MEDLINE or EndNote record.", "Export it again as RIS.")
    reading = Reading("ris")
    keys: set[str] = set()
    for record in records(text, kind):
        if isinstance(record, Tagged):
            _read_record(record, _ENTRIES[kind], name, keys, reading)
        else:
            line, words = record
            reading.problems.append(Problem(line, "stray-line", "This line belongs to no record.", words[:60]))
    return reading


def _read_record(
    record: Tagged, make: Callable[[Tagged], PlainEntry], name: str, keys: set[str], reading: Reading
) -> None:
    problems: list[Problem] = []
    entry = make(record)
    label = f"The record {entry.key or entry.title or ''}".strip()

    def report(code: str, message: str) -> None:
        problems.append(Problem(record.line, code, f"{label}: {message}", (entry.title or "")[:60]))

    if not record.closed:
        report("open-entry", "it has no ER line; it was read to where the next one begins.")
    if entry.key and entry.key.casefold() in keys:
        report("duplicate-key", "the key is used twice in this file; this record gets another one.")
        entry.key = None
    elif entry.key:
        keys.add(entry.key.casefold())
    found = make_record(entry, Origin(OriginKind.IMPORT, name, record.line), report)
    if found is None:
        message = f"{label} says nothing about any work."
        reading.problems.append(Problem(record.line, "empty-entry", message, str(record.tags)[:60], entry=True))
        return
    reading.records.append(found)
    reading.problems += problems


# --------------------------------------------------------------------------------------------------------------- RIS
def _of_ris(record: Tagged) -> PlainEntry:
    first, every = record.first, record.all
    type_ = _RIS_TYPES.get(first("TY").upper(), PaperType.OTHER)
    kind = first("M3")
    if kind.lower() == "preprint":
        type_, kind = PaperType.PREPRINT, ""
    authors, complete = _people(every("A1", "AU"))
    publisher = first("PB")
    venue = first("T2", "JF", "BT", "JO", "JA", "J2", "C3") or None
    preprint = type_ is PaperType.PREPRINT or (type_ is PaperType.OTHER and names_preprint_server(publisher))
    if type_ is PaperType.THESIS or (preprint and venue is None):
        venue, publisher = publisher or None, ""
    elif type_ in (PaperType.BOOK, PaperType.REPORT):
        venue = None
    pages = "-".join(part for part in (first("SP"), first("EP")) if part)
    standard_number = "issn" if type_ is PaperType.ARTICLE else "isbn"
    fields = {
        "doi": first("DO") or (kind if kind.startswith("10.") else ""),
        "url": " ".join(every("UR", "LK")),
        "pmid": first("AN") if first("AN").isdecimal() and "pubmed" in first("DB", "DP", "DS").lower() else "",
        "pmcid": first("C2") if first("C2").startswith("PMC") else "",
        "volume": first("VL"),
        "issue": first("IS", "M1"),
        "pages": pages,
        "publisher": publisher,
        "location": first("CY", "PP"),
        "series": first("T3") or (first("T2") if type_ in (PaperType.BOOK, PaperType.REPORT) else ""),
        "edition": first("ET"),
        "eid": first("C7"),
        "language": first("LA"),
        "shorttitle": first("ST"),
        "shortjournal": first("J2", "JA") if venue not in every("J2", "JA") else "",
        "note": " ".join(every("N1", "RN")),
        "keywords": ", ".join(every("KW")),
        "type": from_words(kind) if not kind.startswith("10.") and kind.lower() != "journal article" else "",
        "editor": plain_names(_people(every("A2", "ED"))[0]),
        "translator": plain_names(_people(every("A4"))[0]),
        "urldate": _date(first("Y2")) or "",
        "verba": first("C8") if ":" in first("C8") else "",
        standard_number: " ".join(every("SN")),
    }
    return PlainEntry(
        type=type_,
        title=first("TI", "T1", "CT") or first("T2" if venue is None else "TT") or None,
        authors=authors,
        authors_complete=complete,
        venue=venue,
        date=_best_date(every("PY", "Y1", "DA")),
        abstract=first("AB", "N2") or None,
        key=first("LB") if first("LB") == first("ID") else _key(first("ID")),
        fields=fields,
        links=_links(every("L1", "L2")),
    )


# ----------------------------------------------------------------------------------------------------------- MEDLINE
def _of_medline(record: Tagged) -> PlainEntry:
    first, every = record.first, record.all
    kinds = {kind.lower() for kind in every("PT")}
    names = [_SUFFIX.sub(r"\1, \2", name) for name in every("FAU")] or [_with_comma(name) for name in every("AU")]
    authors, complete = _people(names)
    groups = tuple(Author(name.rstrip("."), group=True) for name in every("CN"))
    identifiers = {found[2]: found[1] for value in every("LID", "AID") if (found := _IDENTIFIED.search(value))}
    return PlainEntry(
        type=PaperType.PREPRINT if "preprint" in kinds else PaperType.ARTICLE,
        title=first("TI").removesuffix(".") or None,
        authors=authors + groups,
        authors_complete=complete,
        venue=first("JT", "TA") or None,
        date=_best_date([first("DP")]),
        abstract=first("AB") or None,
        fields={
            "doi": identifiers.get("doi", ""),
            "pmid": first("PMID"),
            "pmcid": first("PMC"),
            "volume": first("VI"),
            "issue": first("IP"),
            "pages": first("PG"),
            "issn": first("IS").split(" ")[0],
            "language": first("LA"),
            "shortjournal": first("TA") if first("JT") else "",
            "keywords": ", ".join(every("OT", "MH")),
        },
    )


def _with_comma(name: str) -> str:
    """`Cui H` and `King ML Jr` as `Cui, H` and `King, ML, Jr`."""
    found = _INITIALS.fullmatch(name)
    if found is None:
        return name
    return ", ".join(part.strip() for part in found.groups() if part)


# ----------------------------------------------------------------------------------------------------------- EndNote
def _of_endnote(record: Tagged) -> PlainEntry:
    first, every = record.first, record.all
    type_ = _ENDNOTE_TYPES.get(first("0").lower(), PaperType.OTHER)
    authors, complete = _people(every("A"))
    publisher = first("I")
    venue: str | None = first("J", "B") or None
    if type_ is PaperType.THESIS or (type_ is PaperType.PREPRINT and venue is None):
        venue, publisher = publisher or None, ""
    return PlainEntry(
        type=type_,
        title=first("T") or None,
        authors=authors,
        authors_complete=complete,
        venue=venue,
        date=_best_date([first("D"), first("8")]),
        abstract=first("X") or None,
        key=_key(first("F")),
        fields={
            "doi": first("R"),
            "url": " ".join(every("U")),
            "volume": first("V"),
            "issue": first("N"),
            "pages": first("P"),
            "publisher": publisher,
            "location": first("C"),
            "series": first("S"),
            "edition": first("7"),
            "language": first("G"),
            "shorttitle": first("!"),
            "note": " ".join(every("Z")),
            "keywords": ", ".join(every("K")),
            "editor": plain_names(_people(every("E"))[0]),
            "issn" if type_ is PaperType.ARTICLE else "isbn": first("@"),
        },
        links=_links(every(">")),
    )


_ENTRIES = {"ris": _of_ris, "medline": _of_medline, "endnote": _of_endnote}


# ------------------------------------------------------------------------------------------------------------ values
def _people(names: Sequence[str]) -> tuple[tuple[Author, ...], bool]:
    """`Family, Given, Suffix`; a name of several words without a comma is a group's."""
    people: list[Author] = []
    complete = True
    for name in names:
        if _OTHERS.fullmatch(name):
            complete = False
        elif "," in name:
            family, given, *suffix = (part.strip() for part in name.split(",", 2))
            people.append(Author(family or given, given if family else "", suffix[0] if suffix else ""))
        elif name := name.strip():
            person = "{" in name or _INITIALS_FIRST.fullmatch(name) is not None
            people.append(parse_name(name) if person else Author(name, group=" " in name))
    return tuple(people), complete


def _best_date(written: Sequence[str]) -> str | None:
    """The most exact of dates of one year; of different years, the first."""
    dates = [date for text in written if (date := _date(text))]
    return max((date for date in dates if date[:4] == dates[0][:4]), key=len, default=None)


def _date(text: str) -> str | None:
    """`2016/05/12/`, `2016-05-12`, `2024 Aug 12`, `12 August 2024`, `2016`."""
    found = _DATE.search(text)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    if month is None:
        month, day, _ = read_month((text[: found.start()] + " " + text[found.end() :]).replace("/", " ").strip() or "-")
    return partial_date(year, month, day)


def _key(text: str) -> str | None:
    return text if KEY.fullmatch(text) else None


def _links(urls: Sequence[str]) -> list[LinkRecord]:
    return [LinkRecord("pdf", url) for url in urls if url.startswith(("http://", "https://")) and " " not in url]
