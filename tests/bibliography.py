"""What the bibliography tests stand on: records as the catalog would hand them to a writer, and hostile texts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hypothesis import strategies as st

from lifesci_fm.formats.latex import tidy
from lifesci_fm.identifiers import Identifier, Scheme
from lifesci_fm.records import Author, PaperRecord, VersionRecord

#: What people paste into titles, names and notes, and what tries to get out of a field.
HOSTILE = [
    "100% of $cells & {genes}",
    "}, title = {Gotcha}",
    "} @article{evil, title={x}}",
    "\\input{/etc/passwd}",
    "ends in a backslash \\",
    "{{{ unbalanced",
    "}}} unbalanced",
    "\"quoted\" ''twice'' `single`",
    "# comment % comment\\",
    "@article{x,",
    "a_b^c~d",
    "-- dashes --- and – and —",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<script>alert(1)</script>",
    "](javascript:alert(1))",
    '=HYPERLINK("http://x")',
    "\u202eright to left\u202c",
    "M\u00fcller and Stra\u00dfe",
    "\u0141\u00f3d\u017a \u0111\u1ebf \u0219\u021b \u0127",
    "\u4e2d\u6587\uff1a\u6807\u9898",
    "\u041c\u0435\u0442\u043e\u0434\u044b",
    "x\u0302 e\u0323\u0302 combining",
    "H\u2082O at 10\u207b\u00b3 \u03b1\u03b2\u0393 \u2264 \u221e \u2192",
    "scGPT: toward DNA and T cells in Alzheimer disease with Cas9",
    "and others",
    "et al.",
    "Smith and Jones, Jr.",
    "given=Hans, family=Harman",
    "\\frac{a}{b} $x^2$ \\(y\\)",
    "emoji \U0001f9ec and ZWJ \U0001f468\u200d\U0001f52c",
    "l'\u00e9t\u00e9 \u2019s \u2018x\u2019 \u201cy\u201d \u2026",
]

#: Texts of any characters that a file may hold; control characters and surrogates never get past a reader.
texts = st.one_of(
    st.sampled_from(HOSTILE),
    st.lists(st.sampled_from(HOSTILE), min_size=2, max_size=3).map(" ".join),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60),
    st.text("ab{}\\$%&#_^~`'\"-,=@<>| \u00fc\u00e9\u0301\u2013\u201d", max_size=30),
).map(tidy)


def entries_of(records: Iterable[PaperRecord]) -> list[dict[str, Any]]:
    """Records as entries of the catalog, every one under its key or a new one."""
    return [entry_of(record, number) for number, record in enumerate(records, 1)]


def entry_of(record: PaperRecord, number: int = 1) -> dict[str, Any]:
    """A record as an entry of the JSON contract with what the catalog adds for writers."""
    versions = [_version(version) for version in record.versions]
    published = [version for version in versions if version["kind"] == "published"]
    main = (published or versions or [{}])[-1 if not published else 0]
    date = main.get("date")
    identifiers = [{"scheme": one.scheme.value, "value": one.value} for one in record.identifiers]
    return {
        "id": number,
        "key": record.key or f"entry{number}",
        "title": record.title,
        "models": [],
        "authors": [author.display for author in record.authors],
        "author_parts": [
            {"family": one.family, "given": one.given, "suffix": one.suffix, "group": one.group, "orcid": ""}
            for one in record.authors
        ],
        "authors_complete": record.authors_complete,
        "date": date,
        "year": int(date[:4]) if date else None,
        "venue": main.get("venue"),
        "type": record.type.value if record.type else None,
        "doi": main.get("doi"),
        "arxiv": main.get("arxiv"),
        "pmid": next((one["value"] for one in identifiers if one["scheme"] == "pmid"), None),
        "pmcid": next((one["value"] for one in identifiers if one["scheme"] == "pmcid"), None),
        "identifiers": identifiers,
        "url": main.get("url") or _landing(main),
        "versions": versions,
        "abstract": record.abstract,
        "note": record.note,
        "tags": list(record.tags),
        "retracted": False,
    }


def _version(version: VersionRecord) -> dict[str, Any]:
    identifier = version.identifier
    return {
        "kind": version.kind.value,
        "venue": version.venue,
        "date": version.date,
        "doi": identifier.value if identifier and identifier.scheme is Scheme.DOI else None,
        "arxiv": identifier.value if identifier and identifier.scheme is Scheme.ARXIV else None,
        "number": version.number,
        "url": version.url,
        "volume": version.volume,
        "issue": version.issue,
        "pages": version.pages,
        "publisher": version.publisher,
        "extra": dict(version.extra),
    }


def _landing(version: dict[str, Any]) -> str | None:
    if version.get("doi"):
        return Identifier(Scheme.DOI, version["doi"]).url
    return Identifier(Scheme.ARXIV, version["arxiv"]).url if version.get("arxiv") else None


def names(record: PaperRecord) -> list[str]:
    """Authors as shown."""
    return [author.display for author in record.authors]


def group_or_person(author: Author) -> str:
    """A name as shown: a person without a given name and a group look the same."""
    return author.display
