"""Printing BibTeX and BibLaTeX: what people publish unread, and what must come back equal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import bibtexparser
import pybtex.errors
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pybtex.database.input import bibtex as pybtex_reader

from bibliography import HOSTILE, entries_of, entry_of, texts
from lifesci_fm.formats.bibtex import read, write_biblatex, write_bibtex
from lifesci_fm.formats.bibtex.checks import is_edtf, valid_isbns, valid_issns
from lifesci_fm.formats.bibtex.fields import BIBLATEX_FIELDS
from lifesci_fm.formats.identity import names_preprint_server
from lifesci_fm.formats.latex import tidy
from lifesci_fm.identifiers import Identifier, Scheme
from lifesci_fm.records import Author, PaperRecord, VersionRecord
from lifesci_fm.vocabulary import PaperType, VersionKind

WRITERS = {"bibtex": write_bibtex, "biblatex": write_biblatex}


def published(**fields: Any) -> VersionRecord:
    return VersionRecord(kind=VersionKind.PUBLISHED, **fields)


def preprint(**fields: Any) -> VersionRecord:
    return VersionRecord(kind=VersionKind.PREPRINT, **fields)


SCGPT = PaperRecord(
    key="cui2024scgpt",
    title="scGPT: toward building a foundation model for single-cell multi-omics using generative AI",
    authors=(Author("Cui", "Haotian"), Author("van der Berg", "José", "Jr."), Author("R Core Team", group=True)),
    type=PaperType.ARTICLE,
    abstract="Long.",
    identifiers=(
        Identifier(Scheme.DOI, "10.1038/s41592-024-02201-0"),
        Identifier(Scheme.ARXIV, "2305.00001"),
        Identifier(Scheme.PMID, "38409223"),
    ),
    versions=(
        preprint(
            identifier=Identifier(Scheme.ARXIV, "2305.00001"), venue="arXiv", extra=(("eprintclass", "q-bio.GN"),)
        ),
        published(
            identifier=Identifier(Scheme.DOI, "10.1038/s41592-024-02201-0"),
            venue="Nature Methods",
            date="2024-02-26",
            volume="21",
            issue="8",
            pages="1470-1480",
            publisher="Springer & Co",
            extra=(("issn", "1548-7105"), ("file", "/home/me/secret.pdf"), ("note", "Größe")),
        ),
    ),
)


def test_bibtex_as_it_is_printed() -> None:
    assert "".join(write_bibtex([entry_of(SCGPT)])) == (
        """@article{cui2024scgpt,
  author = {Cui, Haotian and van der Berg, Jr., Jos{\\'e} and {R Core Team}},
  title = {{scGPT}: toward building a foundation model for single-cell multi-omics using generative {AI}},
  journal = {Nature Methods},
  year = {2024},
  month = feb,
  day = {26},
  volume = {21},
  number = {8},
  pages = {1470--1480},
  publisher = {Springer \\& Co},
  issn = {1548-7105},
  note = {Gr{\\"o}{\\ss}e},
  doi = {10.1038/s41592-024-02201-0},
  eprint = {2305.00001},
  archiveprefix = {arXiv},
  primaryclass = {q-bio.GN},
  pmid = {38409223}
}
"""
    )


def test_biblatex_as_it_is_printed() -> None:
    assert "".join(write_biblatex([entry_of(SCGPT)])) == (
        """@article{cui2024scgpt,
  author = {Cui, Haotian and van der Berg, Jr., José and {R Core Team}},
  title = {{scGPT}: toward building a foundation model for single-cell multi-omics using generative {AI}},
  journaltitle = {Nature Methods},
  date = {2024-02-26},
  volume = {21},
  number = {8},
  pages = {1470--1480},
  issn = {1548-7105},
  note = {Größe},
  doi = {10.1038/s41592-024-02201-0},
  eprint = {2305.00001},
  eprinttype = {arxiv},
  eprintclass = {q-bio.GN},
  verba = {pmid:38409223}
}
"""
    )


def test_a_preprint_alone() -> None:
    record = PaperRecord(
        key="p",
        title="T",
        type=PaperType.PREPRINT,
        identifiers=(Identifier(Scheme.DOI, "10.1101/2023.04.30.538439"),),
        versions=(
            preprint(identifier=Identifier(Scheme.DOI, "10.1101/2023.04.30.538439"), venue="bioRxiv", date="2023"),
        ),
    )
    assert "".join(write_bibtex([entry_of(record)])).startswith("@misc{p,\n")
    assert "howpublished = {bioRxiv}" in "".join(write_bibtex([entry_of(record)]))
    text = "".join(write_biblatex([entry_of(record)]))
    assert text.startswith("@online{p,\n")
    assert "organization = {bioRxiv}" in text


def test_an_arxiv_preprint_names_its_server() -> None:
    """The styles that come with LaTeX print no eprint: without a server the reference would end in its title."""
    arxiv = Identifier(Scheme.ARXIV, "2405.06690")
    record = PaperRecord(
        key="p",
        title="T",
        type=PaperType.PREPRINT,
        identifiers=(arxiv,),
        versions=(preprint(identifier=arxiv, venue="arXiv", date="2024-05"),),
    )
    assert "howpublished = {arXiv}" in "".join(write_bibtex([entry_of(record)]))
    assert "organization = {arXiv}" in "".join(write_biblatex([entry_of(record)]))


def test_a_report_names_its_institution_once() -> None:
    record = PaperRecord(
        key="r",
        title="T",
        type=PaperType.REPORT,
        authors=(Author("Roe", "Rob"),),
        versions=(published(publisher="NASA", date="2020", extra=(("type", "resreport"),)),),
    )
    text = "".join(write_bibtex([entry_of(record)]))
    assert text.startswith("@techreport{r,")
    assert text.count("NASA") == 1
    assert "type = {Research report}" in text


def test_a_list_of_one_is_written_as_one() -> None:
    """biber and pandoc split these fields at `and`: `Taylor; Francis`."""
    for write in WRITERS.values():
        version = published(publisher="Taylor and Francis", date="2020", extra=(("location", "Oxford and York"),))
        record = PaperRecord(
            key="b", title="T", type=PaperType.BOOK, authors=(Author("Roe", "R"),), versions=(version,)
        )
        text = "".join(write([entry_of(record)]))
        assert "publisher = {Taylor {and} Francis}" in text
        assert "= {Oxford {and} York}" in text
        (again,) = _papers(text)
        assert (again.versions[0].publisher, again.versions[0].extra) == (version.publisher, version.extra)


def test_a_family_name_of_several_words_stays_one() -> None:
    """BibTeX ends the particles behind the last small word: `Parga, Luis Vázques de`."""
    for write in WRITERS.values():
        text = "".join(write([entry_of(PaperRecord(key="k", authors=(Author("Vázques de Parga", "Luis"),)))]))
        assert "ques de Parga}, Luis" in text
        assert _papers(text)[0].authors == (Author("Vázques de Parga", "Luis"),)


@pytest.mark.parametrize("form", WRITERS)
def test_an_address_is_printed_where_no_identifier_is(form: str) -> None:
    """A paper that a list named by a link alone would have nothing to be found by."""
    entry = entry_of(PaperRecord(key="k", title="T", versions=(published(date="2022"),)))
    assert "url = {https://a.org/x}" in "".join(WRITERS[form]([entry | {"url": "https://a.org/x"}]))
    doi = entry_of(SCGPT) | {"url": "https://doi.org/10.1038/s41592-024-02201-0"}
    assert "url = " not in "".join(WRITERS[form]([doi]))


def test_a_language_is_told_to_programs() -> None:
    """Without `langid` styles capitalise a French title as if it were English."""
    version = published(venue="V", extra=(("language", "fr-FR"),))
    record = PaperRecord(key="k", title="T", type=PaperType.ARTICLE, versions=(version,))
    for write in WRITERS.values():
        assert "langid = {french}" in "".join(write([entry_of(record)]))


def test_a_biorxiv_preprint_beside_the_published_version() -> None:
    doi = Identifier(Scheme.DOI, "10.1101/2023.04.30.538439")
    record = PaperRecord(
        key="p",
        title="T",
        type=PaperType.ARTICLE,
        identifiers=(Identifier(Scheme.DOI, "10.1038/x1"), doi),
        versions=(
            preprint(identifier=doi, venue="bioRxiv"),
            published(identifier=Identifier(Scheme.DOI, "10.1038/x1"), venue="Nature"),
        ),
    )
    for write in WRITERS.values():
        text = "".join(write([entry_of(record)]))
        assert "doi = {10.1038/x1}" in text
        assert "eprint = {10.1101/2023.04.30.538439}" in text
        (again,) = read(text, name="x.bib").records
        assert isinstance(again, PaperRecord)
        assert set(again.identifiers) == set(record.identifiers)
        assert [version.venue for version in again.versions] == ["bioRxiv", "Nature"]


def test_preprints_on_two_servers() -> None:
    biorxiv, arxiv = Identifier(Scheme.DOI, "10.1101/2022.08.06.503062"), Identifier(Scheme.ARXIV, "2204.00300")
    record = PaperRecord(
        key="p",
        title="T",
        type=PaperType.PREPRINT,
        identifiers=(biorxiv, arxiv),
        versions=(
            preprint(identifier=arxiv, venue="arXiv", date="2022-04"),
            preprint(identifier=biorxiv, venue="bioRxiv", date="2022-08"),
        ),
    )
    for write in WRITERS.values():
        text = "".join(write([entry_of(record)]))
        assert "doi = {10.1101/2022.08.06.503062}" in text
        assert "eprint = {2204.00300}" in text
        (again,) = read(text, name="x.bib").records
        assert isinstance(again, PaperRecord)
        assert set(again.identifiers) == set(record.identifiers)


@pytest.mark.parametrize(
    ("title", "models", "printed"),
    [
        ("scGPT and DNABERT-2 on H3K27 in T cells", [], "{scGPT} and {DNABERT}-2 on {H3K27} in {T} cells"),
        ("DNABERT-2 and Evo", ["DNABERT-2", "Evo"], "{DNABERT-2} and {Evo}"),
        ("Attention Is All You Need", [], "Attention Is All You Need"),
        ("MHC Class I and RNase A Explained", [], "{MHC} Class {I} and {RNase} {A} Explained"),
        ("Towards A Model of A Cell", [], "Towards A Model of A Cell"),
        ("A Gene And A Cell", [], "A Gene And A Cell"),
        ("The Schrödinger Bridge in AIDO.Cell", [], 'The {Schr{\\"o}dinger} Bridge in {AIDO}.{Cell}'),
        ("State-of-the-Art Learning From Data/Models", [], "State-of-the-Art Learning From Data/Models"),
        ("\u4e2d\u534e\u4eba\u6c11 GB/T", [], "\u4e2d\u534e\u4eba\u6c11 {GB}/{T}"),
        ("Early signs of Alzheimer disease in brain tissue", [], "Early signs of {Alzheimer} disease in brain tissue"),
        ("Cells: A survey of many methods", [], "Cells: A survey of many methods"),
        ("Étude of RNA-seq über ÉTUDES", [], "{\\'E}tude of {RNA}-seq {\\\"u}ber {{\\'E}TUDES}"),
        ("plain words only", [], "plain words only"),
        ("DEEP LEARNING FOR SINGLE-CELL RNA-SEQ", [], "DEEP LEARNING FOR SINGLE-CELL {RNA}-SEQ"),
        ("RNA-FM AND CAS9 IN LARGE MODELS OF CELLS", ["RNA-FM"], "{RNA-FM} AND {CAS9} IN LARGE MODELS OF CELLS"),
    ],
)
def test_capitals_keep_their_case_word_by_word(title: str, models: list[str], printed: str) -> None:
    entry = entry_of(PaperRecord(key="k", title=title, versions=(published(),)))
    text = "".join(write_bibtex([entry | {"models": models}]))
    assert f"title = {{{printed}}}" in text


def test_retraction_is_noted_and_abstracts_come_when_asked() -> None:
    entry = entry_of(SCGPT) | {"retracted": True}
    assert 'note = {Retracted. Gr{\\"o}{\\ss}e}' in "".join(write_bibtex([entry]))
    assert "abstract" not in "".join(write_bibtex([entry]))
    assert "abstract = {Long.}" in "".join(write_biblatex([entry], abstracts=True))


def test_no_path_of_a_persons_computer_is_published() -> None:
    for write in WRITERS.values():
        assert "secret" not in "".join(write([entry_of(SCGPT)]))


@pytest.mark.parametrize(
    ("fields", "bibtex", "biblatex"),
    [
        ("article{k, journal={J}", "article", "article"),
        ("article{k, title={T}", "misc", "misc"),
        ("inproceedings{k, booktitle={B}", "inproceedings", "inproceedings"),
        ("inproceedings{k, title={T}", "misc", "misc"),
        ("incollection{k, booktitle={B}", "incollection", "inbook"),
        ("incollection{k, booktitle={B}, editor={E}", "incollection", "incollection"),
        ("book{k, author={A}, publisher={P}", "book", "book"),
        ("book{k, editor={E}, publisher={P}", "book", "collection"),
        ("book{k, title={T}, author={A}", "booklet", "book"),
        ("phdthesis{k, school={S}", "phdthesis", "thesis"),
        ("mastersthesis{k, school={S}", "mastersthesis", "thesis"),
        ("phdthesis{k, title={T}", "misc", "misc"),
        ("techreport{k, institution={I}", "techreport", "report"),
        ("manual{k, title={M}", "manual", "manual"),
        ("dataset{k, title={D}", "misc", "dataset"),
        ("online{k, url={http://a.org}", "misc", "online"),
        ("misc{k, title={T}", "misc", "misc"),
    ],
)
def test_types_have_the_fields_they_require(fields: str, bibtex: str, biblatex: str) -> None:
    """bibtex and biber warn of an article without a journal, and print nonsense."""
    (record,) = read(f"@{fields}, title={{T}}}}", name="x.bib").records
    assert isinstance(record, PaperRecord)
    assert "".join(write_bibtex([entry_of(record)])).startswith(f"@{bibtex}{{")
    assert "".join(write_biblatex([entry_of(record)])).startswith(f"@{biblatex}{{")


# ------------------------------------------------------------------------------------------------ what comes back
keys = st.from_regex(r"[A-Za-z][A-Za-z0-9:_+.-]{0,12}", fullmatch=True)
words = texts.filter(lambda text: any(character.isalnum() for character in text))
dates = st.sampled_from([None, "2023", "2023-05", "2023-05-17", "1999-12"])
addresses = st.sampled_from([None, "https://a.org/x_y%20z?b=c&d=#e", "http://b.org/~me/{x}\\y"])
doi_suffixes = st.from_regex(r"[a-z0-9][a-z0-9/_-]{0,8}[a-z0-9]", fullmatch=True)


def is_plain_name(name: str) -> bool:
    """A family name and given names that are not read as a list, a group or a particle of their own."""
    return bool(name) and not name.casefold().startswith(("others", "et al", "et. al"))


people = st.builds(
    Author,
    family=words.filter(is_plain_name),
    given=st.one_of(st.just(""), words),
    suffix=st.sampled_from(["", "", "", "Jr.", "III", "PhD, MD"]),
    group=st.booleans(),
).map(lambda one: Author(one.family, group=True) if one.group else one)


@st.composite
def records(draw: st.DrawFn) -> PaperRecord:
    doi = draw(st.none() | doi_suffixes.map(lambda suffix: Identifier(Scheme.DOI, f"10.5555/{suffix}")))
    others = draw(st.sets(st.sampled_from([Identifier(Scheme.PMID, "123"), Identifier(Scheme.PMCID, "PMC45")])))
    type_ = draw(st.sampled_from([one for one in PaperType if one is not PaperType.PREPRINT]))
    places = words.filter(lambda text: not names_preprint_server(text))
    venue = draw(st.none() | places) if type_ not in (PaperType.BOOK, PaperType.REPORT) else None
    arxiv = Identifier(Scheme.ARXIV, "2306.15006") if (doi or venue) and draw(st.booleans()) else None
    details = {name: draw(st.none() | words) for name in ("volume", "publisher")}
    main = published(
        identifier=doi,
        venue=venue,
        date=draw(dates),
        url=draw(addresses),
        **details,
        extra=tuple(
            (name, draw(words)) for name in draw(st.sets(st.sampled_from(["note", "series", "editor", "edition"])))
        ),
    )
    beside = (preprint(identifier=arxiv, venue="arXiv"),) if arxiv else ()
    return PaperRecord(
        key=draw(keys),
        title=draw(words),
        authors=tuple(draw(st.lists(people, max_size=3))),
        authors_complete=draw(st.booleans()),
        type=type_,
        identifiers=tuple(one for one in (doi, arxiv, *sorted(others)) if one),
        versions=(*beside, main),
    )


servers = st.sampled_from(["arXiv", "bioRxiv", "CoRR", "SSRN Electronic Journal", "Research Square", "ChemRxiv"])


@st.composite
def preprints(draw: st.DrawFn) -> PaperRecord:
    identifier = draw(
        st.sampled_from(
            [None, Identifier(Scheme.ARXIV, "2306.15006"), Identifier(Scheme.DOI, "10.1101/2023.04.30.538439")]
        )
    )
    venue = draw(words.filter(lambda text: not names_preprint_server(text)) | servers)
    version = preprint(identifier=identifier, venue=venue, date=draw(dates), url=draw(addresses))
    return PaperRecord(
        key=draw(keys),
        title=draw(words),
        authors=tuple(draw(st.lists(people, max_size=2))),
        type=PaperType.PREPRINT,
        identifiers=(identifier,) if identifier else (),
        versions=(version,),
    )


def said(record: PaperRecord, form: str) -> dict[str, Any]:
    """What must survive. BibTeX has not every type; a paper without authors cannot say that some are missing."""
    entry = entry_of(record)
    kept = {name: entry[name] for name in ("key", "title", "authors", "date", "venue", "doi", "arxiv", "url")}
    kept["identifiers"] = sorted((one["scheme"], one["value"]) for one in entry["identifiers"])
    kept["complete"] = record.authors_complete or not record.authors
    kept["url"] = entry["url"] and entry["url"].replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
    if form == "biblatex":
        kept["type"] = record.type
    return kept


@pytest.mark.parametrize("form", WRITERS)
@given(record=records() | preprints())
def test_what_is_printed_reads_back_equal(form: str, record: PaperRecord) -> None:
    text = "".join(WRITERS[form]([entry_of(record)]))
    reading = read(text, name="x.bib")
    assert not reading.problems
    (again,) = reading.records
    assert isinstance(again, PaperRecord)
    assert said(again, form) == said(record, form)


@pytest.mark.parametrize("form", WRITERS)
@given(values=st.lists(texts, min_size=1, max_size=4))
@example(values=HOSTILE)
def test_no_value_breaks_out_of_its_entry(form: str, values: list[str]) -> None:
    """Whatever titles, names and notes hold, other readers find these entries and no others."""
    hostile = [
        PaperRecord(
            key=f"k{number}",
            title=value or None,
            authors=(Author(value or "x", value), Author(value or "y", group=True)),
            type=PaperType.ARTICLE,
            versions=(
                published(venue=value or None, volume=value, url="http://a.org/" + value, extra=(("note", value),)),
            ),
        )
        for number, value in enumerate(values)
    ]
    text = "".join(WRITERS[form](entries_of(hostile)))
    wanted = [f"k{number}" for number in range(len(values))]
    library = bibtexparser.parse_string(text)
    assert [entry.key for entry in library.entries] == wanted
    assert not library.failed_blocks
    with pybtex.errors.capture() as faults:
        found = pybtex_reader.Parser().parse_string(text).entries
    assert list(found) == wanted
    assert not [fault for fault in faults if "too many commas" not in str(fault).lower()]
    titles = [record.title for record in read(text, name="x.bib").records if isinstance(record, PaperRecord)]
    assert titles == [tidy(value) or None for value in values]


@pytest.mark.parametrize("form", WRITERS)
def test_real_bibliographies_come_back(shared: Path, form: str) -> None:
    """Keys, titles, authors, years, identifiers and venues of real files, export after export."""
    for path in sorted((shared / "bib").glob("*.bib")):
        data = path.read_bytes()
        if len(data) > 300_000:
            continue
        entries = entries_of(_papers(data))
        again = entries_of(_papers("".join(WRITERS[form](entries))))
        for one, other in zip(entries, again, strict=True):
            for name in ("title", "authors", "year", "venue"):
                assert one[name] == other[name], (path.name, one["key"], name)
            assert sorted(map(str, one["identifiers"])) == sorted(map(str, other["identifiers"]))
            if form == "biblatex":
                assert one["type"] == other["type"], (path.name, one["key"])


def _papers(data: bytes | str) -> list[PaperRecord]:
    return [record for record in read(data, name="x.bib").records if isinstance(record, PaperRecord)]


def test_what_a_type_has_no_field_for_stands_in_its_addendum() -> None:
    """Manuscripts of one collection differ in their pages only: without them they would be one on the way back."""
    (record,) = _papers("@unpublished{k, title={T}, author={A}, howpublished={MS 7}, pages={7--76}, volume={3}}")
    text = "".join(write_biblatex([entry_of(record)]))
    assert "addendum = {vol. 3, pp. 7-76}" in text
    (again,) = _papers(text)
    assert (again.versions[0].volume, again.versions[0].pages, again.versions[0].extra) == (
        "3",
        "7-76",
        record.versions[0].extra,
    )


def test_only_valid_numbers_and_dates_go_to_biber() -> None:
    (record,) = _papers(
        "@book{k, title={T}, author={A}, isbn={0-262-03384-4 (hardcover), 978-0-262-03384-8}, urldate={1.5.1998}}"
    )
    text = "".join(write_biblatex([entry_of(record)]))
    assert "isbn = {0-262-03384-4}" in text
    assert "urldate" not in text
    assert is_edtf("2004-02/2005~")
    assert not is_edtf("2004-13")
    assert valid_isbns("000-0000000000") == []
    assert valid_issns("1548-7105, 1548-7106") == ["1548-7105"]


def test_biblatex_fields_are_those_of_the_data_model() -> None:
    """biber --validate-datamodel complains of any other."""
    missing = {"article": {"publisher"}, "online": {"volume"}, "misc": {"pages"}, "thesis": {"publisher"}}
    for kind, names in missing.items():
        assert not names & BIBLATEX_FIELDS[kind].keys()


def test_a_starter_library_prints_without_a_complaint(seed_entries: list[dict[str, Any]]) -> None:
    for write in WRITERS.values():
        text = "".join(write(seed_entries))
        library = bibtexparser.parse_string(text)
        assert not library.failed_blocks
        assert len(library.entries) == len(seed_entries)


@pytest.fixture
def seed_entries() -> list[dict[str, Any]]:
    """Entries of the starter library's text form, where it is built already."""
    seed = Path(__file__).resolve().parent.parent / "data" / "seed.sqlite"
    if not seed.exists():
        pytest.skip("the starter library is not built")
    from lifesci_fm.catalog import Catalog
    from lifesci_fm.vocabulary import Filter

    with Catalog.open(seed) as catalog:
        return json.loads(json.dumps(list(catalog.entries(Filter()))))


@pytest.mark.parametrize("write", WRITERS.values())
def test_a_name_that_looks_like_name_parts_stays_a_name(write: Any) -> None:
    record = PaperRecord(
        key="k", title="T", authors=(Author("given=Hans", "family = X"), Author("suffix=A", group=True))
    )
    text = "".join(write(entries_of([record])))
    assert "given{=}Hans" in text  # biber would take `given=` for an instruction, even inside braces
    (again,) = read(text, name="x.bib").records
    assert isinstance(again, PaperRecord)
    assert again.authors == record.authors
