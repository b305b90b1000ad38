"""Parsers of the sources' answers: one small recording of our own for each trap, see tests/recorded."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lifesci_fm.identifiers import Identifier, Scheme
from lifesci_fm.records import PaperRecord, VersionRecord
from lifesci_fm.sources import arxiv, biorxiv, crossref, datacite, doi_org, europepmc, idconv, ncbi, openalex
from lifesci_fm.sources.source import Reply, Unusable
from lifesci_fm.vocabulary import PaperType, VersionKind

RECORDED = Path(__file__).parent / "recorded"

PARSERS: dict[str, Callable[[bytes], Reply]] = {
    "crossref": crossref.parse,
    "datacite": datacite.parse,
    "arxiv": arxiv.parse,
    "biorxiv": biorxiv.parse,
    "europepmc": europepmc.parse,
    "ncbi": ncbi.parse,
    "idconv": idconv.parse,
    "doi": doi_org.parse_csl,
    "openalex": openalex.parse,
}


def read(name: str) -> Reply:
    return PARSERS[name.partition("/")[0]]((RECORDED / name).read_bytes())


def one(name: str) -> tuple[PaperRecord, VersionRecord]:
    (record,) = read(name).records
    (version,) = record.versions
    return record, version


def refused(name: str) -> str:
    with pytest.raises(Unusable) as fault:
        read(name)
    return fault.value.message


def doi(value: str) -> Identifier:
    return Identifier(Scheme.DOI, value)


def relations(record: PaperRecord) -> list[tuple[str, str]]:
    return [(relation.kind, relation.identifier.value) for relation in record.relations]


# ------------------------------------------------------------------------------------- Crossref


def test_markup_in_a_title_becomes_one_line_of_text() -> None:
    """Lost otherwise: readable titles; tags, MathML and the indentation between them would be stored."""
    assert one("crossref/title-with-markup.json")[0].title == "Finding KRAS / NRAS in CO2 where p<0.05"


def test_a_title_escaped_twice_is_unescaped_twice_and_keeps_its_less_than() -> None:
    """Lost otherwise: `14C` would read `&lt;sup&gt;14&lt;/sup&gt;C`, or `p < 0.05` would end at its sign."""
    assert one("crossref/title-escaped-twice.json")[0].title == "The 14C record & what p < 0.05 means"


def test_the_first_title_that_says_something_counts_and_the_subtitle_joins_it() -> None:
    """Lost otherwise: works whose first title is empty, and half of many titles."""
    assert one("crossref/titles-in-two-languages.json")[0].title == "Neue Befunde: Eine Übersicht"


def test_a_work_without_a_title_is_no_answer() -> None:
    """Lost otherwise: a paper marked complete that nobody could recognise."""
    assert "without a title" in refused("crossref/title-empty.json")


def test_groups_single_names_suffixes_and_orcids_keep_their_shape() -> None:
    """Lost otherwise: consortia split into given and family names, people with one name dropped."""
    ana, king, suharto, plato, group = one("crossref/authors.json")[0].authors
    assert (ana.display, ana.orcid) == ("Fernández, Ana", "0000-0002-1825-009X")
    assert (king.given, king.suffix) == ("Martin L.", "Jr.")
    assert suharto.display == "Suharto" and not suharto.group
    assert plato.family == "Plato"
    assert group.group and group.display == "The Example Consortium"


def test_an_edited_book_keeps_its_editors_edition_and_isbn() -> None:
    """Lost otherwise: what a bibliography prints in place of authors."""
    record, version = one("crossref/book-with-editors.json")
    assert record.type is PaperType.BOOK and record.authors == ()
    assert dict(version.extra) == {"editor": "Doe, Jane and Roe, Rick", "edition": "2", "isbn": "9780000000002"}


def test_the_earliest_date_of_publication_counts_as_precise_as_it_is() -> None:
    """Lost otherwise: the day of publication, or a month that nobody stated."""
    assert one("crossref/dates-of-several-precisions.json")[1].date == "2020-02-29"
    assert one("crossref/year-only.json")[1].date == "1998"
    assert one("crossref/date-null.json")[1].date == "2004-03-22"


def test_an_article_number_stands_for_pages() -> None:
    """Lost otherwise: where an article without pages is found in its volume."""
    assert one("crossref/year-only.json")[1].pages == "e77"


def test_a_preprint_names_its_server_its_abstract_and_its_published_form() -> None:
    """Lost otherwise: `Cold Spring Harbor Laboratory` as a venue, JATS in the abstract, the link to the journal."""
    record, version = one("crossref/preprint-of-a-server.json")
    assert (record.type, version.kind) == (PaperType.PREPRINT, VersionKind.PREPRINT)
    assert (version.venue, version.date) == ("bioRxiv", "2024-01-03")
    assert record.abstract == "One sentence.\n\nAnother."
    assert relations(record) == [("published-as", "10.5555/published")]  # the PMID there is no DOI


def test_a_servers_name_in_the_group_title_is_taken_a_subject_is_not() -> None:
    """Lost otherwise: SSRN as a venue, or `Public Health` as one."""
    assert one("crossref/preprint-without-institution.json")[1].venue == "SSRN"
    venue = one("crossref/preprint-with-a-subject-for-a-group.json")[1]
    assert (venue.venue, venue.number) == (None, 3)


def test_a_published_work_names_its_preprint_corrections_and_retraction() -> None:
    """Lost otherwise: a retracted paper cited as sound; a new version taken for a correction of itself."""
    record, version = one("crossref/published-and-corrected.json")
    assert relations(record) == [
        ("preprint-of", "10.1101/2024.01.02.574000"),
        ("corrected-by", "10.5555/correction"),
        ("retracted-by", "10.5555/retraction"),
    ]
    assert [relation.date for relation in record.relations] == [None, "2022-05-08", "2023-01"]
    assert (version.volume, version.issue, version.pages) == ("7", "3", "11-19")


def test_a_retraction_that_only_the_title_tells_of_is_one() -> None:
    """Lost otherwise: retractions of publishers that register no notice."""
    assert relations(one("crossref/retracted-in-its-title.json")[0]) == [("retracted-by", "10.5555/retracted")]


def test_a_chapters_venue_is_its_book_not_the_series() -> None:
    """Lost otherwise: the book's title, with the series printed in its place."""
    record, version = one("crossref/chapter-in-a-series.json")
    assert (record.type, version.venue) == (PaperType.CHAPTER, "Reading Single Cells")
    assert dict(version.extra)["series"] == "Lecture Notes in Computer Science"


def test_a_journals_full_name_is_preferred_to_its_short_one() -> None:
    """Lost otherwise: one journal under two names in one bibliography."""
    assert one("crossref/journal-with-a-short-name.json")[1].venue == "Cell and Tissue Research"


def test_piis_and_ieee_numbers_identify_a_work() -> None:
    """Lost otherwise: a paper added by its ScienceDirect or IEEE page would be added twice."""
    record, _ = one("crossref/alternative-ids.json")
    assert set(record.identifiers[1:]) == {
        Identifier(Scheme.PII, "S0092867411005812"),
        Identifier(Scheme.IEEE, "1203662"),
    }


@pytest.mark.parametrize(("name", "kind"), [("journal-issue", "issue of a journal"), ("peer-review", "peer review")])
def test_what_is_no_paper_is_named_as_what_it_is(name: str, kind: str) -> None:
    """Lost otherwise: journals, reviews and figures among the papers."""
    (other,) = read(f"crossref/{name}.json").others
    assert kind in other.kind


def test_a_list_is_matched_by_doi_and_one_bad_work_spoils_nothing() -> None:
    """Lost otherwise: a batch would give papers each other's records, or fail as a whole."""
    found = {
        record.identifiers[0].value: record.title for record in read("crossref/list-in-another-order.json").records
    }
    assert found == {"10.5555/first": "First", "10.5555/second": "Second"}


def test_a_refusal_is_repeated_in_crossrefs_words() -> None:
    """Lost otherwise: why a question was refused."""
    assert "must be a positive integer" in refused("crossref/refusal.json")


def test_control_characters_scripts_and_reversals_are_gone_from_a_hostile_record() -> None:
    """Lost otherwise: a terminal that obeys a title, a database that cannot store a lone surrogate."""
    record, version = one("crossref/hostile.json")
    assert record.title == "Red [31m, NUL , lone \ufffd, reversed gnirts alert(1) end"
    assert record.authors[0].display == "N ul, Sur\ufffd"
    assert (version.venue, version.date) == ("A | b", "2020")


def test_odd_types_inside_a_record_are_silence() -> None:
    """Lost otherwise: a good record, because one field of it is strange."""
    record, version = one("crossref/odd-types-inside.json")
    assert record.title == "Still a title"
    assert (record.authors, record.abstract, version.venue, version.date) == ((), None, "3", None)


# ------------------------------------------------------------------------------------- DataCite


def test_an_arxiv_doi_is_the_arxiv_id_and_its_version_relation_names_the_journal() -> None:
    """Lost otherwise: the same preprint twice, once by DOI and once by id; the published form."""
    record, version = one("datacite/arxiv.json")
    assert record.identifiers == (Identifier(Scheme.ARXIV, "2101.00001"),)
    assert (record.type, version.venue, version.number, version.date) == (PaperType.PREPRINT, "arXiv", 2, "2021-01-04")
    assert record.title == "Learning $\\beta$ cells"
    assert relations(record) == [("published-as", "10.5555/published")]


def test_a_dataset_has_its_main_title_organisations_and_no_published_form() -> None:
    """Lost otherwise: a translation as title, a laboratory with a given name, the concept record as a publication."""
    record, version = one("datacite/dataset.json")
    assert (record.title, record.type) == ("Cells of Mus musculus", PaperType.DATASET)
    assert [(author.display, author.group) for author in record.authors] == [
        ("Example Laboratory", True),
        ("Miller, Elizabeth", False),
        ("Roe, Rick", False),
    ]
    assert record.authors[2].orcid == "0000-0002-1825-0097"
    assert (version.venue, version.date, record.abstract) == ("Zenodo", "2021-02-03", "All cells.")
    assert record.relations == ()


def test_a_thesis_called_text_is_a_thesis_and_its_university_is_no_venue() -> None:
    """Lost otherwise: the type that decides how it is cited."""
    record, version = one("datacite/thesis-called-text.json")
    assert (record.type, version.venue, version.publisher) == (PaperType.THESIS, None, "Example University")


def test_an_article_at_datacite_has_its_journal_and_pages() -> None:
    """Lost otherwise: the publisher's name in place of the journal's."""
    version = one("datacite/article-in-a-journal.json")[1]
    assert (version.venue, version.volume, version.pages) == ("Journal of Examples", "3", "5-9")


def test_datacite_lists_are_read_and_errors_refused() -> None:
    """Lost otherwise: batches; and an error taken for an empty answer."""
    assert {record.identifiers[0] for record in read("datacite/list.json").records} == {
        doi("10.5555/a"),
        doi("10.5555/b"),
    }
    refused("datacite/not-found.json")


# --------------------------------------------------------------------------------------- arXiv


def test_the_feed_of_before_2026() -> None:
    """Lost otherwise: old-style ids, titles broken over lines, names with particles, groups, two journal DOIs."""
    record, version = one("arxiv/dialect-of-2020.xml")
    assert record.identifiers == (Identifier(Scheme.ARXIV, "math/0309136"),)
    assert (record.title, record.abstract) == ("A title that was broken over lines", "A summary that was, too.")
    assert [author.display for author in record.authors] == [
        "van der Berg, Hans",
        "The EXAMPLE Collaboration",
        "Davis, Sammy, Jr",
        "Plato",
    ]
    assert relations(record) == [("published-as", "10.5555/one"), ("published-as", "10.5555/two")]
    assert (version.number, version.date, version.venue) == (2, "2003-09-08", "arXiv")
    assert dict(version.extra) == {"eprintclass": "math.GT", "note": "J. Ex. 3 (2004) 17", "updated": "2004-02-01"}


def test_the_feed_of_2026_in_any_order() -> None:
    """Lost otherwise: every paper of a batch, should the order of elements or entries matter."""
    records = {record.identifiers[0].value: record for record in read("arxiv/dialect-of-2026.xml").records}
    assert records["2101.00001"].title == "First"
    assert records["2101.00001"].versions[0].number == 3
    assert records["2101.00002"].title == "The second one asked for comes first: $x < y$"


def test_a_subject_class_in_an_old_id_does_not_hide_its_entry() -> None:
    """Lost otherwise: `math.GT/0309136`, which the feed answers as `math/0309136`."""
    (record,) = read("arxiv/dialect-of-2020.xml").records
    assert arxiv.answers(Identifier(Scheme.ARXIV, "math.gt/0309136"), record)


def test_arxivs_error_is_no_paper_called_error() -> None:
    """Lost otherwise: a paper with the title `Error` by `arXiv api core`."""
    assert "incorrect id format" in refused("arxiv/error-as-a-feed.xml")


def test_an_empty_feed_means_unknown() -> None:
    """Lost otherwise: the difference between an unknown id and a broken source."""
    assert read("arxiv/nothing-found.xml") == Reply()


def test_declared_entities_are_refused_unread() -> None:
    """Lost otherwise: memory (entities that expand) or secrets (entities that read files)."""
    assert "entities" in refused("arxiv/entities.xml")


# -------------------------------------------------------------------------------------- bioRxiv


def test_rows_are_versions_compared_as_numbers() -> None:
    """Lost otherwise: version 10 behind version 2, the first date, the journal's DOI."""
    record, version = one("biorxiv/a-row-a-version.json")
    assert (record.title, version.number, version.date) == ("The newest title", 10, "2024-01-03")
    assert dict(version.extra) == {"updated": "2024-06-01"}
    assert relations(record) == [("published-as", "10.5555/published")]
    assert [author.display for author in record.authors] == ["Doe, J.", "van der Berg, H. X.", "The Example Consortium"]


def test_a_withdrawn_preprint_keeps_its_title_and_says_that_it_was_withdrawn() -> None:
    """Lost otherwise: the paper's own words, replaced by a notice; and the notice."""
    record, version = one("biorxiv/withdrawn.json")
    assert (record.title, record.abstract, version.venue) == ("A plain title", "What it was about.", "medRxiv")
    assert relations(record) == [("retracted-by", "10.64898/2026.01.02.700000")]


def test_a_preprint_withdrawn_because_it_is_published_is_not_retracted() -> None:
    """Lost otherwise: a sound paper, marked as retracted in every list."""
    record = one("biorxiv/withdrawn-because-published.json")[0]
    assert (record.title, relations(record)) == ("A plain title", [("published-as", "10.5555/published")])


def test_typesetters_tokens_leave_the_abstract() -> None:
    """Lost otherwise: abstracts that can be read and searched."""
    assert one("biorxiv/typesetting.json")[0].abstract == "The β-cell. One Two RANPA"


def test_no_posts_found_means_unknown_but_an_empty_object_does_not() -> None:
    """Lost otherwise: the difference between an unknown DOI and a broken source."""
    assert read("biorxiv/none.json") == Reply()
    with pytest.raises(Unusable):
        biorxiv.parse(b'{"collection": []}')


# ----------------------------------------------------------------------------- Europe PMC, NCBI


def test_europe_pmc_ties_the_identifiers_together() -> None:
    """Lost otherwise: PMID and PMCID of a paper added by its DOI, abstracts, retractions."""
    record, version = one("europepmc/article.json")
    assert [identifier.value for identifier in record.identifiers] == ["10.5555/published", "31415926", "PMC1234567"]
    assert (record.title, record.abstract) == ("A plain title", "Background\n\nSome.")
    assert [author.display for author in record.authors] == ["Doe, Jane", "Example Consortium"]
    assert (version.venue, version.pages, version.date) == ("Bioinformatics", "11-19", "2021")  # 1 January: the year
    assert relations(record) == [("retracted-by", "31415927"), ("corrected-by", "31415928")]


def test_europe_pmcs_short_records_and_preprints() -> None:
    """Lost otherwise: authors given as one string, a preprint's server."""
    preprint, article = read("europepmc/preprint-and-lite.json").records
    assert [author.display for author in preprint.authors] == ["Doe, J", "de la Cruz, AB", "Example Consortium"]
    assert (preprint.type, preprint.versions[0].venue) == (PaperType.PREPRINT, "bioRxiv")
    assert preprint.versions[0].number == 2
    assert (article.identifiers[0].value, article.versions[0].date) == ("PMC9", None)


def test_europe_pmc_knows_other_forms_by_its_own_numbers_and_retractions_by_their_kind() -> None:
    """Lost otherwise: a published form that only the index has matched; a retraction whose notice has no PMID."""
    link = {"id": "PPR12", "source": "PPR", "type": "Preprint in", "orderIn": 10002}
    back = {"id": "7", "source": "MED", "type": "Preprint of"}
    article = {
        "id": "7",
        "source": "MED",
        "pmid": "7",
        "title": "T",
        "pubTypeList": {"pubType": ["Journal Article", "Retracted Publication"]},
        "commentCorrectionList": {"commentCorrection": [link]},
    }
    posted = {"id": "PPR12", "source": "PPR", "doi": "10.5555/preprint", "title": "T"}
    told = [article, {**posted, "commentCorrectionList": {"commentCorrection": back}}]
    first, second = europepmc.parse(json.dumps({"resultList": {"result": told}}).encode()).records
    page = "europepmc.org/article/PPR/PPR12"
    assert relations(first) == [("preprint-of", page), ("retracted-by", "7")]
    assert (relations(second), second.identifiers[1].value) == ([("published-as", "7")], page)


def test_a_person_at_datacite_may_have_a_name_without_parts() -> None:
    """Lost otherwise: people of repositories that do not invert names, taken for groups."""
    creators = [{"name": "Jane Doe", "nameType": "Personal"}, {"name": "Example Consortium"}, {"givenName": "Mono"}]
    told = {"doi": "10.5555/data", "titles": [{"title": "T"}], "creators": creators}
    (record,) = datacite.parse(json.dumps({"data": {"attributes": told}}).encode()).records
    assert [(author.display, author.group) for author in record.authors] == [
        ("Doe, Jane", False),
        ("Example Consortium", True),
        ("Mono", False),
    ]


def test_an_error_inside_a_200_is_an_error() -> None:
    """Lost otherwise: every id of the batch would count as unknown."""
    assert "No search criteria" in refused("europepmc/error-in-200.json")


def test_a_pubmed_article_with_everything_that_goes_wrong() -> None:
    """Lost otherwise: the rest of a title behind its first tag; or a cited paper's DOI taken for its own."""
    record, version = one("ncbi/article.xml")
    assert record.title == "Of E. coli and H2O"
    assert [identifier.value for identifier in record.identifiers] == ["10.5555/published", "31415926", "PMC1234567"]
    assert record.abstract == "METHODS: We looked.\n\nRESULTS: We saw."
    assert [author.display for author in record.authors] == ["King, Martin L, Jr", "Example Consortium"]
    assert not record.authors_complete
    assert (version.venue, version.date, version.pages) == ("Cell", "2021-11-29", "11-19")
    assert relations(record) == [("retracted-by", "31415999"), ("preprint-of", "31415900")]


def test_a_translated_title_loses_its_brackets() -> None:
    """Lost otherwise: titles like `[What the cells said.]`; an article without a title is left out."""
    record, version = one("ncbi/translated-title.xml")
    assert (record.title, version.date) == ("What the cells said", "1998-03")


def test_an_empty_set_means_unknown() -> None:
    """Lost otherwise: the difference between an unknown PMID and a broken source."""
    assert read("ncbi/none.xml") == Reply()


def test_the_id_converter_with_numbers_and_unknown_ids() -> None:
    """Lost otherwise: a PMCID whose paper is known under its DOI."""
    (record,) = read("idconv/numbers-and-unknown.json").records
    assert [identifier.value for identifier in record.identifiers] == ["10.5555/published", "31415926", "PMC1234567"]
    assert record.title is None
    assert "must be PubMed IDs" in refused("idconv/refusal.json")


# ------------------------------------------------------------------------------ doi.org, OpenAlex


def test_csl_with_strings_where_the_rest_api_has_lists() -> None:
    """Lost otherwise: DOIs of agencies that only doi.org can describe."""
    record, version = one("doi/csl-of-crossref.json")
    assert (record.title, record.type) == ("Strings where lists were", PaperType.ARTICLE)
    assert (version.venue, version.date) == ("Journal of Examples", "2019-04")


def test_csl_in_datacites_dialect_wrapped_in_a_list() -> None:
    """Lost otherwise: organisations given as `literal`, theses."""
    record, version = one("doi/csl-of-datacite.json")
    assert (record.type, version.venue, version.date) == (PaperType.THESIS, None, "2018")
    assert record.authors[0].group and record.authors[1].display == "Doe, Jane"


def test_doi_org_says_which_dois_do_not_exist() -> None:
    """Lost otherwise: a mistyped DOI would be kept as one whose source is down."""
    reply = doi_org.parse_agency((RECORDED / "doi/agencies.json").read_bytes())
    assert reply.missing == (doi("10.5555/nowhere"),)


def test_openalex_names_as_printed_dates_as_known_and_retractions() -> None:
    """Lost otherwise: a namesake as author, 1 January for an unknown day."""
    record, version = one("openalex/work.json")
    assert (record.title, record.abstract) == ("A graph of works", "All the works.")
    assert record.authors[0].display == "Santillo, Dilys"
    assert (version.venue, version.date, version.pages) == ("Journal of Examples", "2009", "249")
    assert relations(record) == [("retracted-by", "10.5555/graph")]


def test_openalex_calls_an_arxiv_paper_an_article_and_it_is_none() -> None:
    """Lost otherwise: a preprint listed as published; a decision letter as a paper."""
    reply = read("openalex/list.json")
    (record,) = reply.records
    assert (record.type, record.versions[0].kind) == (PaperType.PREPRINT, VersionKind.PREPRINT)
    assert len(reply.others) == 1


def test_every_recording_of_ours_is_used() -> None:
    """A recording that no test uses proves nothing."""
    here = Path(__file__).read_text(encoding="utf-8")
    names = [f"{path.parent.name}/{path.name}" for path in RECORDED.rglob("*") if path.is_file()]
    unused = [name for name in names if name not in here and f'"{Path(name).stem}"' not in here]
    assert not unused


# ------------------------------------------------------------------------------- anything at all

NONSENSE = [
    b"",
    b"   ",
    b"\xef\xbb\xbf",
    b"{}",
    b"[]",
    b"null",
    b"7",
    b'"text"',
    b"[" * 100_000,
    b'{"message": {"items": [{"DOI": {}, "type": []}, null]}, "data": 5, "records": {}, "collection": {}}',
    b'{"a": 1' + b"0" * 10_000 + b"}",
    b"<!DOCTYPE html><html><body>Please verify you are human</body></html>",
    b"<html></html>",
    b"<?xml version='1.0' encoding='no-such'?><feed/>",
    b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title/><author/></entry></feed>",
    b"<PubmedArticleSet><PubmedArticle",
    b"<a>" * 50_000,
    b"%PDF-1.4 \x00\xff\xfe",
    bytes(range(256)) * 50,
    b"Resource not found.",
]


@pytest.mark.parametrize("source", PARSERS)
@pytest.mark.parametrize("data", NONSENSE, ids=range(len(NONSENSE)))
def test_no_answer_makes_a_parser_fail_otherwise(source: str, data: bytes) -> None:
    """Lost otherwise: a whole batch, to one answer that no parser expected."""
    try:
        assert PARSERS[source](data).records == ()
    except Unusable as fault:
        assert fault.message


ODD = ("²", "9" * 5000, None, True, -1, 1e300, "", "x", "\ud800", [], [[]], [None], {}, {"a": {}}, ["10.5555/x", 3])


def spoilt(value: object, odd: object) -> Iterator[object]:
    """The value with each of its parts replaced by something odd, one at a time."""
    yield odd
    if isinstance(value, dict):
        for key, part in value.items():
            yield {other: kept for other, kept in value.items() if other != key}
            for changed in spoilt(part, odd):
                yield {**value, key: changed}
    elif isinstance(value, list):
        for number, part in enumerate(value):
            for changed in spoilt(part, odd):
                yield [*value[:number], changed, *value[number + 1 :]]


@pytest.mark.parametrize("path", sorted(RECORDED.rglob("*.json")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_odd_part_of_an_answer_makes_a_parser_fail_otherwise(path: Path) -> None:
    """Lost otherwise: a whole batch, to one field of a type that nobody expected."""
    parser = PARSERS[path.parent.name]
    answer = json.loads(path.read_bytes())
    for odd in ODD:
        for changed in spoilt(answer, odd):
            try:
                for record in parser(json.dumps(changed).encode()).records:
                    assert record.identifiers
            except Unusable as fault:
                assert fault.message


@pytest.mark.parametrize("path", sorted(RECORDED.rglob("*.xml")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_missing_element_makes_a_parser_fail_otherwise(path: Path) -> None:
    """Lost otherwise: a whole batch, to one element that is not there or is empty."""
    parser, text = PARSERS[path.parent.name], path.read_bytes().decode()
    for element in re.finditer(r"<(\w[\w:]*)[^<>]*>[^<>]*</\1>", text):
        for other in ("", f"<{element[1]}/>", f"<{element[1]}>x</{element[1]}>", f"<{element[1]}>9</{element[1]}>"):
            namespaces = re.search(r"xmlns:\w+=\"[^\"]*\"", element[0])
            changed = other.replace(element[1], f"{element[1]} {namespaces[0]}", 1) if other and namespaces else other
            try:
                parser((text[: element.start()] + changed + text[element.end() :]).encode())
            except Unusable as fault:
                assert fault.message
