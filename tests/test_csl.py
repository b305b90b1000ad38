"""CSL-JSON: what citeproc, pandoc and Zotero exchange. An invalid item is refused by them as a whole file."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibliography import entries_of, entry_of, texts
from lifesci_fm.errors import FmError, UnreadableInput
from lifesci_fm.formats import csl
from lifesci_fm.formats.identity import names_preprint_server
from lifesci_fm.formats.latex import tidy
from lifesci_fm.identifiers import Identifier, Scheme
from lifesci_fm.records import Author, PaperRecord, VersionRecord
from lifesci_fm.vocabulary import PaperType, VersionKind

#: Types, and properties with what they hold, of csl-data.json (citationstyles.org, schema 1.0).
TYPES = """
    article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset
    document entry entry-dictionary entry-encyclopedia figure graphic hearing interview legal_case legislation
    manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical
    personal_communication post
    post-weblog regulation report review review-book software song speech standard thesis treaty webpage
""".split()  # noqa: SIM905  (a list of 44 words)
NAMES = "author container-author collection-editor director editor illustrator recipient translator".split()  # noqa: SIM905
DATES = "accessed issued original-date event-date submitted".split()  # noqa: SIM905
TEXTS = """
    language journalAbbreviation abstract annote archive archive_location archive-place call-number chapter-number
    collection-number collection-title container-title container-title-short DOI edition event event-place genre ISBN
    ISSN issue keyword medium note number number-of-pages number-of-volumes original-publisher original-title
    page PMCID PMID publisher publisher-place status title title-short URL version volume
""".split()  # noqa: SIM905  (as above)
NAME_PARTS = {"family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal"}


def check_valid(item: dict[str, Any]) -> None:
    """Hold an item against the schema."""
    assert isinstance(item["id"], str)
    assert item["type"] in TYPES
    for name, value in item.items():
        if name in NAMES:
            assert all(set(one) <= NAME_PARTS and all(isinstance(part, str) for part in one.values()) for one in value)
        elif name in DATES:
            (parts,) = value["date-parts"]
            assert set(value) == {"date-parts"} and 1 <= len(parts) <= 3 and all(isinstance(one, int) for one in parts)
        elif name == "custom":
            assert isinstance(value, dict)
        else:
            assert name in {*TEXTS, "id", "type"} and isinstance(value, str), name


def papers(data: Any) -> list[PaperRecord]:
    text = data if isinstance(data, str) else json.dumps(data)
    return [record for record in csl.read(text, name="x.json").records if isinstance(record, PaperRecord)]


def written(record: PaperRecord) -> str:
    return "".join(csl.write([entry_of(record)]))


ZOTERO = {
    "id": "cui2024scgpt",
    "type": "article-journal",
    "title": "<i>scGPT</i>: toward a foundation model for CO<sub>2</sub>",
    "container-title": "Nature Methods",
    "page": "1470–1480",
    "volume": 21,
    "issue": "8",
    "DOI": "10.1038/s41592-024-02201-0",
    "PMID": "38409223",
    "ISSN": "1548-7105",
    "abstract": "Long.",
    "author": [
        {"family": "Cui", "given": "Haotian"},
        {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der", "suffix": "Jr."},
        {"literal": "R Core Team"},
        {"literal": "others"},
    ],
    "editor": [{"family": "Smith", "given": "Ann"}],
    "issued": {"date-parts": [["2024", 2, 26]]},
    "accessed": {"date-parts": [[2025, 1]]},
    "custom-field-of-somebody": "kept",
}


def test_an_item_of_zotero() -> None:
    (record,) = papers([ZOTERO])
    (version,) = record.versions
    assert (record.key, record.title) == ("cui2024scgpt", "scGPT: toward a foundation model for CO2")
    assert record.authors == (
        Author("Cui", "Haotian"),
        Author("van der Berg", "Jan", "Jr."),
        Author("R Core Team", group=True),
    )
    assert (record.authors_complete, record.abstract, record.type) == (False, "Long.", PaperType.ARTICLE)
    assert (version.venue, version.date, version.volume, version.issue, version.pages) == (
        "Nature Methods",
        "2024-02-26",
        "21",
        "8",
        "1470-1480",
    )
    assert dict(version.extra) == {
        "custom-field-of-somebody": "kept",
        "editor": "Smith, Ann",
        "issn": "1548-7105",
        "urldate": "2025-01",
    }
    assert {one.scheme for one in record.identifiers} == {Scheme.DOI, Scheme.PMID}


def test_kinds_of_theses_are_words_for_readers() -> None:
    """A style prints `genre` as it is: `Phdthesis, MIT` would stand in somebody's bibliography."""
    (record,) = papers([{"id": "d", "type": "thesis", "title": "T", "publisher": "MIT", "genre": "Master’s Thesis"}])
    assert dict(record.versions[0].extra) == {"type": "mathesis"}
    (item,) = json.loads(written(record))
    assert (item["genre"], item["publisher"]) == ("Master's thesis", "MIT")


def test_preprints_of_zotero_and_keys_that_are_none() -> None:
    (record, other) = papers(
        [
            {
                "id": "http://zotero.org/users/1/items/ABC",
                "type": "article",
                "title": "T",
                "publisher": "arXiv",
                "number": "arXiv:2306.15006",
                "URL": "http://arxiv.org/abs/2306.15006",
                "issued": {"raw": "2023-06"},
            },
            {"id": 7, "type": "article", "title": "U", "publisher": "OSF", "DOI": "10.31219/osf.io/x"},
        ]
    )
    (version,) = record.versions
    assert (record.key, record.type, version.kind, version.venue, version.date) == (
        None,
        PaperType.PREPRINT,
        VersionKind.PREPRINT,
        "arXiv",
        "2023-06",
    )
    assert record.identifiers == (Identifier(Scheme.ARXIV, "2306.15006"),)
    assert (other.key, other.type, other.versions[0].kind) == (None, PaperType.PREPRINT, VersionKind.PREPRINT)


@pytest.mark.parametrize("key", ["DBLP:conf/toys/One20", "1102917", "2020/x:y"])
def test_keys_of_any_form_come_back(key: str) -> None:
    """A manuscript cites by them; numbers and addresses of other programs' ids are no keys."""
    (record,) = papers([{"id": "one", "type": "book", "title": "T"}])
    (again,) = papers(json.loads(written(dataclasses.replace(record, key=key))))
    assert again.key == key
    (zotero, dblp) = papers([{"id": "1/AB2", "title": "T"}, {"id": "DBLP:conf/toys/One20", "title": "U"}])
    assert (zotero.key, dblp.key) == (None, "DBLP:conf/toys/One20")


def test_an_item_of_crossref() -> None:
    (record,) = papers(
        [
            {
                "type": "journal-article",
                "title": ["Toys &amp; <i>games</i>"],
                "container-title": ["Science &amp; Toys"],
                "author": [{"family": "One", "given": "Ann"}, {"name": "Toy Consortium"}],
                "issued": {"date-parts": [[None]]},
                "published-print": {"date-parts": [[2019, 2]]},
            }
        ]
    )
    (version,) = record.versions
    assert (record.type, record.title) == (PaperType.ARTICLE, "Toys & games")
    assert (version.venue, version.date) == ("Science & Toys", "2019-02")
    assert record.authors == (Author("One", "Ann"), Author("Toy Consortium", group=True))


def test_one_bad_item_costs_no_other() -> None:
    reading = csl.read('[\n{"id": "a", "title": "A"},\n 42,\n{"id": "a", "title": "B"},\n{}, {"id": "c"', name="x.json")
    assert [record.key for record in reading.records if isinstance(record, PaperRecord)] == ["a", None]
    assert [(problem.line, problem.code) for problem in reading.problems] == [
        (3, "bad-entry"),
        (4, "duplicate-key"),
        (5, "empty-entry"),
        (5, "bad-entry"),
    ]
    assert reading.entries == 5


@pytest.mark.parametrize("text", ['{"items": [%s]}', "%s", "[%s]", "\ufeff[%s]"])
def test_items_however_they_are_wrapped(text: str) -> None:
    assert [record.key for record in papers(text % '{"id": "a", "title": "A"}')] == ["a"]


@pytest.mark.parametrize("text", ["", "hello", '"a string"', "<html>"])
def test_what_is_no_csl_is_refused(text: str) -> None:
    with pytest.raises(UnreadableInput):
        csl.read(text, name="x.json")


@given(st.binary(max_size=80) | st.text(max_size=80).map(lambda text: "[{" + text) | st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from([*TEXTS, *NAMES, *DATES, "id", "type", "custom", "date-parts", "literal"]), inner, max_size=4
    ),
).map(lambda value: json.dumps([value])))  # fmt: skip
def test_any_input_is_read_without_a_traceback(data: bytes | str) -> None:
    try:
        csl.read(data, name="x.json")
    except FmError as fault:
        assert fault.exit_code == 6


def test_deep_nesting_ends() -> None:
    assert csl.read("[" + "[" * 100_000, name="x.json").problems


words = texts.filter(lambda text: any(character.isalnum() for character in text) and "</" not in text)
initials = st.text("JMÉ. -", min_size=1, max_size=6).filter(str.strip).map(tidy)
titles = words | st.lists(st.sampled_from("A From The De Novo-On : – RNase (In gene".split()), min_size=1).map(" ".join)  # noqa: SIM905
people = st.builds(Author, family=words, given=words | initials, suffix=st.sampled_from(["", "Jr."])) | st.builds(
    Author, family=words.filter(lambda name: name.casefold() not in ("others", "et al", "et al.")), group=st.just(True)
)


@st.composite
def records(draw: st.DrawFn) -> PaperRecord:
    type_ = draw(st.sampled_from(PaperType))
    places = words.filter(lambda text: not names_preprint_server(text))
    venue = draw(st.none() | places) if type_ not in (PaperType.BOOK, PaperType.REPORT) else None
    doi = draw(st.none() | st.just(Identifier(Scheme.DOI, "10.5555/abc")))
    kind = VersionKind.PREPRINT if type_ is PaperType.PREPRINT else VersionKind.PUBLISHED
    version = VersionRecord(
        kind=kind,
        identifier=doi,
        venue=venue,
        date=draw(st.sampled_from([None, "2023", "2023-05", "2023-05-17"])),
        url=draw(st.sampled_from([None, "https://a.org/x?b=c"])),
        volume=draw(st.none() | words),
        pages=draw(st.sampled_from([None, "1-9", "e123"])),
        publisher=draw(st.none() | words) if type_ not in (PaperType.THESIS, PaperType.PREPRINT) else None,
    )
    return PaperRecord(
        key="k1",
        title=draw(titles.filter(lambda text: any(character.isalnum() for character in text))),
        authors=tuple(draw(st.lists(people, max_size=3))),
        authors_complete=draw(st.booleans()),
        type=type_,
        identifiers=(doi,) if doi else (),
        versions=(version,),
    )


@given(records())
def test_what_is_written_is_valid_and_reads_back_equal(record: PaperRecord) -> None:
    text = written(record)
    for item in json.loads(text):
        check_valid(item)
    (again,) = papers(text)
    one, other = entry_of(record), entry_of(again)
    for name in ("key", "title", "author_parts", "date", "venue", "type", "doi", "arxiv", "identifiers", "url"):
        assert one[name] == other[name], name
    assert one["versions"][0]["volume"] == other["versions"][0]["volume"]
    assert one["versions"][0]["pages"] == other["versions"][0]["pages"]
    assert again.authors_complete == (record.authors_complete or not record.authors)


def test_small_words_are_small_and_initials_apart_for_styles_only() -> None:
    """Title case lowers no word, and Chicago's prints initials as they stand: `Models From Cells`, `Adams, J.M.`."""
    title, name = "Models From RNA For the Cell: A Follow-Up To Build On", Author("Adams", "J.M.")
    version = VersionRecord(kind=VersionKind.PUBLISHED, venue="Proceedings Of The Meeting")
    record = PaperRecord(key="k", title=title, authors=(name,), type=PaperType.PROCEEDINGS, versions=(version,))
    item = csl.item(entry_of(record))
    check_valid(item)
    assert item["title"] == "Models from RNA for the Cell: A Follow-up to Build On"
    assert item["container-title"] == "Proceedings of the Meeting"
    assert item["author"] == [{"family": "Adams", "given": "J. M."}]
    (again,) = papers([item])
    assert (again.title, again.authors, again.versions) == (title, (name,), (version,))
    changed = item | {"title": "Models", "author": [{"family": "Adams", "given": "Jane M."}]}
    (again,) = papers([changed])
    assert (again.title, again.authors) == ("Models", (Author("Adams", "Jane M."),))


@pytest.mark.parametrize(
    "title",
    [
        "From Cells to Genes",  # the first word
        "Cells: From Here",  # behind a colon
        "RNase A in Vivo",  # a name
        "Data from In vivo and de novo studies of many cells",  # in sentence case, where capitals mean something
        "FROM CELLS",
        "Scaling Laws of AIDO.In",
    ],
)
def test_no_other_word_is_lowered(title: str) -> None:
    item = csl.item(entry_of(PaperRecord(key="k", title=title)))
    assert (item["title"], "custom" in item) == (title, False)


def test_names_of_models_keep_their_small_letters() -> None:
    """Title case would print `scGPT-Spatial`, which is no model's name."""
    title = "scGPT-spatial: Learning From Sim-To-Real Tissue"
    item = csl.item(entry_of(PaperRecord(key="k", title=title)) | {"models": ["scGPT-spatial"]})
    assert item["title"] == '<span class="nocase">scGPT-spatial</span>: Learning from Sim-to-Real Tissue'
    (again,) = papers([item])
    assert again.title == title


def test_titles_in_other_languages_are_left_alone() -> None:
    """Programs ask a tag what the language is; babel's names mean nothing to them."""
    version = VersionRecord(kind=VersionKind.PUBLISHED, venue="V", extra=(("langid", "ngerman"),))
    record = PaperRecord(key="k", title="Zellen Von Menschen", type=PaperType.ARTICLE, versions=(version,))
    item = csl.item(entry_of(record))
    assert (item["language"], item["title"]) == ("de-DE", "Zellen Von Menschen")
    (again,) = papers([item])
    assert again.versions == (version,)
    (english,) = papers([{"title": "T", "language": "English (UK)"}])
    assert dict(english.versions[0].extra) == {"language": "English (UK)"}


def test_all_a_published_paper_says() -> None:
    arxiv = Identifier(Scheme.ARXIV, "2305.00001")
    doi = Identifier(Scheme.DOI, "10.1038/x1")
    record = PaperRecord(
        key="k",
        title="T",
        authors=(Author("van der Berg", "Jan"), Author("R Core Team", group=True)),
        abstract="A.",
        type=PaperType.ARTICLE,
        identifiers=(doi, arxiv, Identifier(Scheme.PMID, "1"), Identifier(Scheme.OPENREVIEW, "abc")),
        versions=(
            VersionRecord(kind=VersionKind.PREPRINT, identifier=arxiv, venue="arXiv"),
            VersionRecord(
                kind=VersionKind.PUBLISHED,
                identifier=doi,
                venue="Nature",
                date="2024-02",
                extra=(("editor", "Smith, Ann and {Group}"), ("location", "London"), ("series", "S"), ("number", "3")),
            ),
        ),
    )
    item = csl.item(entry_of(record) | {"retracted": True}, abstracts=True)
    check_valid(item)
    assert item["author"] == [
        {"family": "Berg", "non-dropping-particle": "van der", "given": "Jan"},
        {"literal": "R Core Team"},
    ]
    assert item["editor"] == [{"family": "Smith", "given": "Ann"}, {"literal": "Group"}]
    assert (item["archive"], item["archive_location"], item["PMID"]) == ("arXiv", "2305.00001", "1")
    assert (item["publisher-place"], item["collection-title"], item["collection-number"]) == ("London", "S", "3")
    assert (item["note"], item["abstract"]) == ("Retracted", "A.")
    (again,) = papers([item])
    assert set(again.identifiers) == set(record.identifiers)
    assert [version.venue for version in again.versions] == ["arXiv", "Nature"]


def test_nothing_to_write_is_an_empty_array() -> None:
    assert "".join(csl.write([])) == "[]\n"
    assert (
        json.loads("".join(csl.write(entries_of([PaperRecord(title="A"), PaperRecord(title="B")]))))[1]["title"] == "B"
    )
