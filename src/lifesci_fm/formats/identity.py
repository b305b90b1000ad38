"""Which work a bibliography's entry is: identifiers from the fields meant for them and from those people put them in.

The fields go by BibTeX's and BibLaTeX's names; other formats give theirs those names.

An entry may name a preprint and its published form at once (`journal` and `doi` beside `eprint`): `Identity` keeps
the two apart. A damaged DOI is no identifier; it is reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from lifesci_fm.errors import MalformedIdentifier
from lifesci_fm.formats.latex import verbatim
from lifesci_fm.identifiers import (
    Identifier,
    Reference,
    Scheme,
    doi_fault,
    find_all,
    is_preprint,
    parse,
    preprint_server,
    read_url,
)

#: Told of something odd: a stable code and a sentence.
Report = Callable[[str, str], None]

_ARXIV = re.compile(r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?", re.I)
_ARXIV_NAMED = re.compile(
    rf"(?:arxiv|abs|corr)\s*[:/]?\s*(?:abs/|preprint\s*(?:arxiv\s*[:/]?\s*)?)?({_ARXIV.pattern})", re.I
)
_ARXIV_WHOLE = re.compile(rf"(?:arxiv[\s:]*|abs/)({_ARXIV.pattern})\s*(?:\[[\w.,\s-]+\])?\.?", re.I)
_PREPRINT_NOTE = re.compile(
    r"preprint(?:\s+(?:at|on))?\s*:?\s*(?:\w*rxiv)?\s*,?\s*(?:doi|https?://(?:dx\.)?doi\.org/)?[\s:/]*(10\.\d{4,9}/\S+?)\.?",
    re.I,
)
#: bioRxiv or medRxiv, with the number that people write behind it.
_COLD_SPRING = re.compile(
    r"((?:bio|med)rxiv)\b(?:\s+preprint)?[\s:,(]*(?:\1\b[\s:,]*)?(?:10\.1101/)?(\d[\d.]+(?:v\d+)?)?", re.I
)
#: A preprint server, as people and catalogues name it: with what it is for, who keeps it, a subject, a number.
_SERVERS = re.compile(
    r"(\w+xiv|corr|ssrn(?: electronic journal)?|research square|preprints(?:\.org)?|osf preprints|hal|peerj preprints"
    r"|authorea|openreview)(?:\.org)?\b"
    r"(?:\s*:\s*the preprint server for \w+(?: \w+)?|\s*\([a-z ]+\)|(?<=arxiv)\s*:\s*[a-z][a-z -]+\Z)?[\s,:.]*"
    r"(?:(?:e-?|pre-?)?prints?\b[\s,:.]*)?"
    r"(?:(?:\w+xiv)?\s*[:/]?\s*(?:abs/)?(?=[\w./-]*\d)[\w./-]+)?(?:\s*\[[\w., -]+\])?\.?",
    re.I,
)
#: What a note begins with when it names the work itself (`PMID: 1 PMCID: PMC2`, as Zotero has it; `doi:10.1000/1`).
_NOTED = re.compile(
    r"[\s,;]*(?:available (?:at|from|online)\s*:?\s*)?(?:(pmid|pmcid|doi)\s*:\s*)?(?:https?://(?:dx\.)?doi\.org/)?"
    r"((?<=pmid:)\d{1,8}|(?<=pmid: )\d{1,8}|PMC\d+|10\.\d{4,9}/[^\s,;]+)(?=[\s,;.]|\Z)\.?",
    re.I,
)
_DOI = re.compile(r"10\.\d{4,9}/[^\s,;|]+")
#: Sites whose addresses name a paper otherwise than by its DOI, or name its preprint.
_HOSTS_THAT_ADD = re.compile(r"rxiv|ncbi\.|pubmed|pmc|openreview|aclanthology|aclweb|10\.(?:1101|64898|48550)/")
_URL = re.compile(r"https?://[^\s<>{}\"|]+", re.I)

_SCHEME_NAMES = {scheme.value: scheme for scheme in Scheme}
_SCHEMES = {"pubmed": Scheme.PMID, "pmid": Scheme.PMID, "pmc": Scheme.PMCID, "pmcid": Scheme.PMCID}


@dataclass(slots=True)
class Identity:
    """The identifiers of one entry. `number` is the preprint's version; `url` is as written, `further` other URLs."""

    preprint: Identifier | None = None
    number: int | None = None
    published: Identifier | None = None
    others: list[Identifier] = field(default_factory=list)
    url: str | None = None
    url_names_preprint: bool = False
    further: list[str] = field(default_factory=list)

    def add(self, reference: Reference) -> bool:
        """Take an identifier, unless the entry has one of its kind. True when the entry has it now."""
        identifier = reference.identifier
        if identifier.scheme is Scheme.URL:
            return False
        if is_preprint(identifier):
            if self.preprint is None:
                self.preprint, self.number = identifier, reference.number
            elif identifier != self.preprint:
                if {identifier.scheme, self.preprint.scheme} != {Scheme.ARXIV, Scheme.DOI}:
                    return False
                if identifier not in self.others:
                    self.others.append(identifier)
            self.number = self.number or reference.number
            return True
        if identifier.scheme is Scheme.DOI:
            self.published = self.published or identifier
            return self.published == identifier
        if not any(held.scheme is identifier.scheme for held in self.others):
            self.others.append(identifier)
        return identifier in self.others

    @property
    def all(self) -> tuple[Identifier, ...]:
        """Every identifier, the published one first."""
        return tuple([one for one in (self.published, self.preprint, *self.others) if one is not None])


def read_identity(fields: Mapping[str, str], report: Report) -> tuple[Identity, set[str]]:
    """The identity of an entry, and the fields that hold nothing else. Fields are as written, in LaTeX."""
    identity = Identity()
    used: set[str] = set()
    if doi := fields.get("doi"):
        used.add("doi")
        _add_doi(identity, verbatim(doi), report)
    if eprint := fields.get("eprint"):
        kind = fields.get("eprinttype") or fields.get("archiveprefix") or ""
        if _add_eprint(identity, verbatim(eprint), kind.strip("{} ").lower(), report):
            used |= {"eprint", "eprinttype", "archiveprefix"}
    for name in ("arxiv", "arxivid"):
        if value := fields.get(name):
            used |= _add(identity, name, "arXiv:" + re.sub(r"(?i)\Aarxiv:\s*", "", verbatim(value)), report)
    for name, scheme in (("pmid", "PMID:"), ("pmcid", ""), ("pmc", "")):
        if value := fields.get(name):
            used |= _add(identity, name, scheme + verbatim(value).removeprefix("PMID:").strip(), report)
    if verba := fields.get("verba"):
        for one in verba.split():
            used |= _add_named(identity, one)
    if url := fields.get("url"):
        used.add("url")
        _add_urls(identity, url)
    else:
        _find_url(identity, fields, used)
    if (note := fields.get("note")) and "note" not in used and _take_noted(identity, verbatim(note)):
        used.add("note")
    if identity.preprint is None:
        _look_elsewhere(identity, fields, used)
    return identity, used


@lru_cache(maxsize=4096)
def names_preprint_server(venue: str) -> bool:
    """Is this venue a preprint server (`bioRxiv`, `CoRR`, `arXiv preprint arXiv:2306.15006`)?"""
    return _SERVERS.fullmatch(venue.strip()) is not None


def venue_of_server(venue: str) -> str:
    """A server's name without `preprint` and the number that people write behind it; other names as they are."""
    found = _SERVERS.fullmatch(venue.strip())
    if found is None:
        return venue
    return "arXiv" if found[1].lower() == "arxiv" else found[1]


def server_of(identifier: Identifier, url: str | None) -> str | None:
    """The name of the server a preprint lies on, as far as its identifier or URL tells."""
    return preprint_server(Reference(identifier, None, url)) or preprint_server(identifier)


def _add_doi(identity: Identity, text: str, report: Report) -> None:
    found = _DOI.findall(text)
    if len(found) < 2 or "://" in text:
        found = [text]
    for one in found:
        try:
            if not identity.add(parse(one)):
                report("second-doi", f"it has another DOI already; {one!r} was left out.")
        except MalformedIdentifier:
            fault = doi_fault(one)
            mentioned = [] if fault else find_all(one)  # `DOI 10.1000/182 (online)`
            if mentioned:
                identity.add(mentioned[0])
            elif fault:
                report("truncated-doi" if "truncat" in fault else "malformed-doi", f"the DOI {one!r} {fault}.")
            else:
                report("malformed-doi", f"{one!r} is no DOI.")


def _add_eprint(identity: Identity, text: str, kind: str, report: Report) -> bool:
    """Take an eprint of a kind we know. True when nothing of the fields is left over."""
    if kind in _SCHEMES:
        return bool(_add(identity, "eprint", ("PMID:" if _SCHEMES[kind] is Scheme.PMID else "") + text, report))
    bare = _ARXIV.fullmatch(re.sub(r"(?i)\A(?:https?://)?(?:arxiv\.org/(?:abs|pdf)/|arxiv:)\s*", "", text).strip())
    if (not kind or "arxiv" in kind) and bare:
        return bool(_add(identity, "eprint", "arXiv:" + bare[0], report))
    if kind in ("biorxiv", "medrxiv") and _add_mentioned(identity, f"{kind}: {text}"):
        return True
    if text.startswith("10.") and doi_fault(text) is None:
        return bool(_add(identity, "eprint", text, report))
    if text.lower().startswith("http"):
        reference = read_url(text)
        return reference is not None and identity.add(reference)
    return False


def _add(identity: Identity, name: str, text: str, report: Report) -> set[str]:
    try:
        reference = parse(text)
    except MalformedIdentifier:
        report("malformed-identifier", f"{name} = {text!r} is no identifier.")
        return set()
    return {name} if identity.add(reference) else set()


def _add_named(identity: Identity, text: str) -> set[str]:
    """An identifier as our own BibLaTeX export keeps it in `verba`: `openreview:abc`."""
    scheme, colon, value = text.partition(":")
    if colon and scheme in _SCHEME_NAMES and value:
        identity.add(Reference(Identifier(_SCHEME_NAMES[scheme], value)))
        return {"verba"}
    return set()


def _add_urls(identity: Identity, url: str) -> None:
    if "&" in url:
        url = url.replace("\\&amp;", "&").replace("&amp;", "&")  # as old Mendeley writes it
    plain = _URL.fullmatch(url) is not None and "\\" not in url
    urls = [url] if plain else _URL.findall(verbatim(url))
    if not urls:
        text = verbatim(url)
        identity.url = f"https://{text}" if re.match(r"www\.|[\w-]+\.(?:org|com|net|edu|io)\b", text) else text or None
        return
    urls = [one.rstrip(",;") for one in urls]
    identity.url, identity.further = urls[0], urls[1:]
    for one in urls:
        if identity.published is not None and not _HOSTS_THAT_ADD.search(one.lower()):
            continue  # the page of a paper whose DOI is known
        reference = read_url(one)
        if reference is not None and identity.add(reference) and one == identity.url:
            identity.url_names_preprint = is_preprint(reference.identifier)


def _find_url(identity: Identity, fields: Mapping[str, str], used: set[str]) -> None:
    """An address that stands in `howpublished` or in a note, for want of a field of its own."""
    for name in ("note",) if "entrysubtype" in fields else ("howpublished", "note"):
        text = fields.get(name)
        if text and "://" in text and (found := _URL.search(plain := verbatim(text))):
            if name == "howpublished" or found[0] == plain:
                _add_urls(identity, found[0].rstrip(".,;)"))
            if found[0] == plain:
                used.add(name)
            return


def _look_elsewhere(identity: Identity, fields: Mapping[str, str], used: set[str]) -> None:
    """Preprints named in a journal, a volume, a note: only where the text is about nothing else."""
    for name in ("journal", "journaltitle", "howpublished", "publisher", "booktitle"):
        text = fields.get(name)
        if text and "arxiv" in text.lower() and (found := _ARXIV_NAMED.search(verbatim(text))):
            _take_arxiv(identity, found[1])
            return
        if text and (numbered := _COLD_SPRING.match(verbatim(text).strip())):
            used |= _take_number(identity, numbered, fields)
            return
    for name in ("volume", "number", "note", "pages", "eid", "type"):
        text = fields.get(name)
        if text and ("arxiv" in text.lower() or "abs/" in text) and (found := _ARXIV_WHOLE.fullmatch(verbatim(text))):
            if _take_arxiv(identity, found[1]):
                used.add(name)
            return
    note = fields.get("note")
    if note and "reprint" in note and (found := _PREPRINT_NOTE.fullmatch(verbatim(note))):
        try:
            reference = parse(found[1])
        except MalformedIdentifier:
            return
        if is_preprint(reference.identifier) and identity.add(reference):
            used.add("note")


def _take_noted(identity: Identity, note: str) -> bool:
    """Take the identifiers that a note begins with. True when the note holds nothing else."""
    place = 0
    taken = True
    while found := _NOTED.match(note, place):
        place = found.end()
        label = "PMID:" if found[2].isdecimal() else ""
        try:
            taken = identity.add(parse(label + found[2])) and taken
        except MalformedIdentifier:
            return False
    return taken and place > 0 and not note[place:].strip()


def _take_number(identity: Identity, named: re.Match[str], fields: Mapping[str, str]) -> set[str]:
    """Take the number of a preprint of bioRxiv or medRxiv; returns the field that holds nothing else."""
    if named[2]:
        _add_mentioned(identity, f"{named[1]}: {named[2]}")
        return set()
    for place in ("pages", "elocation-id", "eid", "number"):
        if _add_mentioned(identity, f"{named[1]}: {verbatim(fields.get(place, ''))}"):
            return {place}
    return set()


def _add_mentioned(identity: Identity, text: str) -> bool:
    return any(identity.add(one) for one in find_all(text)[:1])


def _take_arxiv(identity: Identity, text: str) -> bool:
    try:
        return identity.add(parse("arXiv:" + text))
    except MalformedIdentifier:
        return False
