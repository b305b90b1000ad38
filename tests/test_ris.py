"""RIS and its kin: what Zotero, EndNote and PubMed export must come in whole, and what fm writes must go back in."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibliography import entry_of, texts
from lifesci_fm.errors import FmError, UnreadableInput
from lifesci_fm.formats import ris
from lifesci_fm.formats.identity import names_preprint_server
from lifesci_fm.identifiers import Identifier, Scheme
from lifesci_fm.records import Author, PaperRecord, VersionRecord
from lifesci_fm.vocabulary import PaperType, VersionKind


def papers(text: str | bytes) -> list[PaperRecord]:
    return [record for record in ris.read(text, name="x.ris").records if isinstance(record, PaperRecord)]


ZOTERO = """TY  - JOUR
TI  - scGPT: toward building a foundation model
AU  - Cui, Haotian
AU  - van der Berg, Jan, Jr.
AU  - R Core Team
T2  - Nature Methods
AB  - Long text
that goes on.
DA  - 2024/02/26/
PY  - 2024
DO  - 10.1038/s41592-024-02201-0
VL  - 21
IS  - 8
SP  - 1470
EP  - 1480
J2  - Nat Methods
SN  - 1548-7105
UR  - https://www.nature.com/articles/s41592-024-02201-0
L1  - https://www.nature.com/articles/s41592-024-02201-0.pdf
KW  - AI
KW  - cells
N1  - A note
ER  -

TY  - UNPB
TI  - A preprint
PB  - bioRxiv
DO  - 10.1101/2023.04.30.538439
PY  - 2023
M3  - preprint
ER  -
TY  - THES
TI  - A thesis
PB  - MIT
PY  - 2020
ER  -
"""

NBIB = """PMID- 38409223
OWN - NLM
TI  - scGPT: toward building a foundation model for single-cell
      multi-omics.
PG  - 1470-1480
LID - 10.1038/s41592-024-02201-0 [doi]
AB  - Generative models.
FAU - Cui, Haotian
AU  - Cui H
CN  - The Consortium
LA  - eng
PT  - Journal Article
JT  - Nature methods
TA  - Nat Methods
VI  - 21
IP  - 8
DP  - 2024 Aug
PMC - PMC11310000

PMID- 5
TI  - Second.
AU  - King ML Jr
DP  - 1999 Jan 5
"""

ENW = """%0 Journal Article
%T scGPT
%A Cui, Haotian
%J Nature Methods
%V 21
%N 8
%P 1470-1480
%D 2024
%R 10.1038/s41592-024-02201-0
%K AI
%F cui2024scgpt

%0 Thesis
%T A thesis
%I MIT
%D 2020
"""


def test_an_export_of_zotero() -> None:
    article, preprint, thesis = papers(ZOTERO)
    (version,) = article.versions
    assert article.authors == (
        Author("Cui", "Haotian"),
        Author("van der Berg", "Jan", "Jr."),
        Author("R Core Team", group=True),
    )
    assert (article.title, article.abstract) == ("scGPT: toward building a foundation model", "Long text that goes on.")
    assert (version.venue, version.date, version.volume, version.issue, version.pages) == (
        "Nature Methods",
        "2024-02-26",
        "21",
        "8",
        "1470-1480",
    )
    assert dict(version.extra) == {
        "issn": "1548-7105",
        "keywords": "AI, cells",
        "note": "A note",
        "shortjournal": "Nat Methods",
    }
    assert [(link.kind, link.url[-4:]) for link in article.links] == [("pdf", ".pdf")]
    assert (preprint.type, preprint.versions[0].kind, preprint.versions[0].venue) == (
        PaperType.PREPRINT,
        VersionKind.PREPRINT,
        "bioRxiv",
    )
    assert (thesis.type, thesis.versions[0].venue, thesis.origin.line) == (PaperType.THESIS, "MIT", 32)


def test_an_export_of_pubmed() -> None:
    first, second = papers(NBIB)
    assert first.title == "scGPT: toward building a foundation model for single-cell multi-omics"
    assert first.authors == (Author("Cui", "Haotian"), Author("The Consortium", group=True))
    assert {(one.scheme, one.value) for one in first.identifiers} == {
        (Scheme.DOI, "10.1038/s41592-024-02201-0"),
        (Scheme.PMID, "38409223"),
        (Scheme.PMCID, "PMC11310000"),
    }
    assert (first.versions[0].venue, first.versions[0].date) == ("Nature methods", "2024-08")
    assert (second.authors, second.versions[0].date) == ((Author("King", "ML", "Jr"),), "1999-01-05")


def test_an_export_of_endnote() -> None:
    article, thesis = papers(ENW)
    assert (article.key, article.title, article.versions[0].venue) == ("cui2024scgpt", "scGPT", "Nature Methods")
    assert (article.versions[0].pages, article.versions[0].date) == ("1470-1480", "2024")
    assert (thesis.type, thesis.versions[0].venue) == (PaperType.THESIS, "MIT")


@pytest.mark.parametrize(
    "text",
    [
        "%0 Generic\n%T Toys\n%J arXiv preprint arXiv:2301.00001\n",
        "TY  - JOUR\nT1  - Toys\nJO  - arXiv preprint arXiv:2301.00001\nER  - \n",
    ],
)
def test_a_preprint_that_only_the_journal_names(text: str) -> None:
    """As Google Scholar writes it; without the number nobody finds the preprint again."""
    (record,) = papers(text)
    assert record.identifiers == (Identifier(Scheme.ARXIV, "2301.00001"),)
    assert record.versions[0].venue == "arXiv"


def test_names_without_a_comma_and_keys_with_a_slash() -> None:
    """IEEE Xplore puts initials first: all its authors came in as groups."""
    (record,) = papers(
        "TY  - CONF\nID  - DBLP:conf/toys/One20\nTI  - T\nAU  - A. B. One\nAU  - Toy Consortium\nER  - \n"
    )
    assert record.authors == (Author("One", "A. B."), Author("Toy Consortium", group=True))
    assert record.key == "DBLP:conf/toys/One20"
    (record,) = papers("PMID- 12345678\nTI  - T\nFAU - One, Ann B Jr\nFAU - Two, Bob\n")
    assert record.authors == (Author("One", "Ann B", "Jr"), Author("Two", "Bob"))


@pytest.mark.parametrize("key", ["1102917", "_one_2020", "2020-50/a"])
def test_keys_of_any_form_come_back(key: str) -> None:
    """A manuscript cites by them; a number that another program gives a record is no key."""
    (record,) = papers("TY  - BOOK\nID  - 7\nTI  - T\nPB  - Toys\nER  - \n")
    assert record.key is None
    (again,) = papers("".join(ris.write([entry_of(dataclasses.replace(record, key=key))])))
    assert again.key == key


def test_a_publisher_is_no_venue() -> None:
    (record, preprint) = papers(
        "TY  - GEN\nTI  - T\nPB  - Toy Press\nER  - \nTY  - UNPB\nTI  - U\nPB  - bioRxiv\nER  - \n"
    )
    assert (record.versions[0].venue, record.versions[0].publisher) == (None, "Toy Press")
    assert (preprint.type, preprint.versions[0].venue) == (PaperType.PREPRINT, "bioRxiv")


def test_old_tags_windows_files_and_broken_ends() -> None:
    text = "\ufeffjunk\r\nTY - JOUR\r\nT1 - Titel mit ä\r\nA1 - Müller, Jürgen\r\nY1 - 1999/May/\r\nJF - Blatt\r\n"
    text += "ER - \r\n"
    text += "TY  - BOOK\r\nTI  - Open\r\nTY  - BOOK\r\nTI  - Last"
    reading = ris.read(text.encode("utf-8"), name="x.ris")
    first, *_ = papers(text.encode("cp1252", "ignore"))
    assert (first.title, first.authors, first.versions[0].date) == (
        "Titel mit ä",
        (Author("Müller", "Jürgen"),),
        "1999-05",
    )
    assert first.versions[0].venue == "Blatt"
    assert reading.entries == 3
    assert [problem.code for problem in reading.problems] == ["stray-line", "open-entry", "open-entry"]


def test_a_record_without_anything_is_reported() -> None:
    reading = ris.read("TY  - JOUR\nER  - \n", name="x.ris")
    assert [(problem.code, problem.entry) for problem in reading.problems] == [("empty-entry", True)]


@pytest.mark.parametrize("text", ["", "hello", "@article{k}", "TY: JOUR"])
def test_what_is_no_ris_is_refused(text: str) -> None:
    with pytest.raises(UnreadableInput):
        ris.read(text, name="x.ris")


LINES = """
TY  - JOUR
ER  -
AU  - ,
AU  - a,b,c,d
PY  - 20
DA  - 2024/99/99
TI  -
DO  - 10.1/x
  continued
PMID- 1
FAU - x
%0 Book
%A ,
UR  - http://[
SP  - -
M3  - 10.1000/x
DP  - May
"""


@given(
    st.binary(max_size=60)
    | st.lists(
        st.sampled_from(
            ["", *LINES.strip().splitlines()]
        )
    ).map("\n".join)
)  # fmt: skip
def test_any_input_is_read_without_a_traceback(data: bytes | str) -> None:
    try:
        ris.read(data, name="x.ris")
    except FmError as fault:
        assert fault.exit_code == 6


words = texts.filter(lambda text: any(character.isalnum() for character in text) and "</" not in text)
parts = words.filter(
    lambda text: "," not in text and not text.casefold().startswith(("others", "et al")) and "{" not in text
)
people = st.builds(Author, family=parts, given=parts, suffix=st.sampled_from(["", "Jr."])) | st.builds(
    Author, family=parts, group=st.just(True)
)


@st.composite
def records(draw: st.DrawFn) -> PaperRecord:
    type_ = draw(st.sampled_from(PaperType))
    places = words.filter(lambda text: not names_preprint_server(text))
    venue = draw(st.none() | places) if type_ not in (PaperType.BOOK, PaperType.REPORT) else None
    doi = draw(st.none() | st.just(Identifier(Scheme.DOI, "10.5555/abc")))
    arxiv = Identifier(Scheme.ARXIV, "2306.15006")
    with_preprint = type_ is not PaperType.PREPRINT and bool(doi) and draw(st.booleans())
    version = VersionRecord(
        kind=VersionKind.PREPRINT if type_ is PaperType.PREPRINT else VersionKind.PUBLISHED,
        identifier=doi,
        venue=venue,
        date=draw(st.sampled_from([None, "2023", "2023-05", "2023-05-17"])),
        url=draw(st.sampled_from([None, "https://a.org/x?b=c"])),
        volume=draw(st.none() | words),
        pages=draw(st.sampled_from([None, "1-9", "e123"])),
    )
    beside = (VersionRecord(kind=VersionKind.PREPRINT, identifier=arxiv, venue="arXiv"),) if with_preprint else ()
    return PaperRecord(
        key="key1",
        title=draw(words),
        authors=tuple(draw(st.lists(people, max_size=3))),
        authors_complete=draw(st.booleans()),
        type=type_,
        identifiers=tuple(one for one in (doi, arxiv if with_preprint else None) if one),
        versions=(*beside, version),
    )


@given(records())
def test_what_is_written_reads_back_equal(record: PaperRecord) -> None:
    text = "".join(ris.write([entry_of(record)]))
    assert all(line == "" or line[2:6] == "  - " for line in text.split("\r\n"))
    reading = ris.read(text, name="x.ris")
    assert not reading.problems
    (again,) = reading.records
    assert isinstance(again, PaperRecord)
    one, other = entry_of(record), entry_of(again)
    for name in ("key", "title", "authors", "date", "venue", "type", "doi", "identifiers", "url"):
        assert one[name] == other[name], name
    assert record.versions[-1].volume == again.versions[-1].volume
    assert record.versions[-1].pages == again.versions[-1].pages
