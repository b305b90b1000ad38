"""arXiv: the Atom feed of https://export.arxiv.org/api/query, a hundred ids a request, one request every three seconds.

The feed gives the newest version of each id, in any order, and leaves unknown ids out without a word. `published` is
the date of the first version, which is the date of the preprint; `updated` that of the newest. Two dialects are met
(before 2026 and since): elements are found by name, never by place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lifesci_fm.identifiers import Identifier
from lifesci_fm.records import PaperRecord, Relation, VersionRecord
from lifesci_fm.sources import people, stated
from lifesci_fm.sources.markup import abstract, plain, without_stop
from lifesci_fm.sources.shape import Element, all_text, read_xml
from lifesci_fm.sources.source import Rate, Reply, Request, Source, Unusable
from lifesci_fm.vocabulary import PaperType, VersionKind

KEY = "arxiv"
ATOM, ARXIV = "{http://www.w3.org/2005/Atom}", "{http://arxiv.org/schemas/atom}"


def request(identifiers: Sequence[Identifier], _contact: str) -> Request:
    """The feed of these ids; without `max_results` it would hold ten."""
    ids = ",".join(identifier.value for identifier in identifiers)
    return Request(params=(("id_list", ids), ("max_results", str(len(identifiers)))), accept="application/atom+xml")


def title_request(title: str, rows: int = 10) -> Request:
    """The feed of a search by title."""
    phrase = re.sub(r"[^\w\s-]", " ", title)
    query = (("search_query", f'ti:"{" ".join(phrase.split())}"'), ("max_results", str(rows)))
    return Request(params=query, accept="application/atom+xml")


def parse(data: bytes) -> Reply:
    """The entries of a feed. Raises Unusable, also for a feed that holds arXiv's own error."""
    root = read_xml(data)
    if root.tag != f"{ATOM}feed":
        raise Unusable("an answer of a wrong shape")
    records = []
    for entry in root.iter(f"{ATOM}entry"):
        where = all_text(entry.find(f"{ATOM}id")).strip()
        if "/api/errors" in where:
            raise Unusable(f"a refusal: {plain(all_text(entry.find(f'{ATOM}summary')))[:200]}", smaller=True)
        record = _record(entry, where)
        if record is None:
            raise Unusable("an entry without an id or a title")
        records.append(record)
    return Reply(tuple(records))


def _record(entry: Element, where: str) -> PaperRecord | None:
    found = re.search(r"/abs/(.+?)(?:v(\d{1,4}))?\Z", where)
    identifier = stated.arxiv(found[1]) if found else None
    title = without_stop(plain(all_text(entry.find(f"{ATOM}title"))))
    if found is None or identifier is None or not title:
        return None
    names = (all_text(author.find(f"{ATOM}name")) for author in entry.findall(f"{ATOM}author"))
    first, newest = (stated.date(all_text(entry.find(f"{ATOM}{name}"))) for name in ("published", "updated"))
    category = entry.find(f"{ARXIV}primary_category")
    extra = [
        ("eprintclass", plain(category.get("term", "")) if category is not None else ""),
        ("updated", newest if newest and newest != first else ""),
        ("note", plain(all_text(entry.find(f"{ARXIV}journal_ref")))),
    ]
    # authors enter the journal's DOI by hand: sometimes two, sometimes with a prefix
    dois = (
        stated.doi(text.rstrip(".,;"))
        for text in re.split(r"[\s,;]+(?=10\.|https?:|doi:)", all_text(entry.find(f"{ARXIV}doi")))
    )
    published = [doi for doi in stated.distinct(dois) if doi != identifier]
    return PaperRecord(
        title=title,
        authors=tuple(filter(None, map(people.direct, names))),
        abstract=abstract(all_text(entry.find(f"{ATOM}summary"))) or None,
        type=PaperType.PREPRINT,
        identifiers=(identifier,),
        versions=(
            VersionRecord(
                kind=VersionKind.PREPRINT,
                identifier=identifier,
                number=int(found[2]) if found[2] else None,
                venue="arXiv",
                date=first or newest,
                extra=tuple((name, text) for name, text in extra if text),
            ),
        ),
        relations=tuple(Relation("published-as", doi) for doi in published),
        origin=stated.origin(KEY),
    )


def answers(identifier: Identifier, record: PaperRecord) -> bool:
    """`math.gt/0309136` is answered as `math/0309136`."""
    return stated.arxiv(identifier.value) in record.identifiers


#: One request every three seconds, on one connection, over all machines (info.arxiv.org/help/api/tou.html).
RATE = Rate(3.0, everywhere=True)

IDS = Source(KEY, "arXiv", RATE, 100, request, parse, answers)
