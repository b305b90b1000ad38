"""Looking works up: whom to ask, what is accepted, how both forms of a work become one answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import stamina

from lifesci_fm.config import Config
from lifesci_fm.errors import SourceUnavailable, UsageError
from lifesci_fm.identifiers import Identifier, Reference, Scheme, parse
from lifesci_fm.sources import Answer, Sources, certain, http
from lifesci_fm.sources.lookup import SHORT_LIST
from lifesci_fm.sources.pace import Pace
from lifesci_fm.sources.source import Rate
from lifesci_fm.vocabulary import PaperType, VersionKind
from sources_world import World, preprint, work


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Manners take time, and are tested elsewhere."""
    monkeypatch.setattr(http, "Pace", lambda rate, _file=None: Pace(Rate(0.0, rate.concurrency)))
    stamina.set_testing(True, attempts=2, cap=True)
    yield
    stamina.set_testing(False)


def identifiers(answer: Answer) -> set[str]:
    assert answer.record is not None
    return {identifier.value for identifier in answer.record.identifiers}


def versions(answer: Answer) -> dict[str, str | None]:
    assert answer.record is not None
    return {version.kind.value: version.date for version in answer.record.versions}


# ------------------------------------------------------------------------------------- one work


def test_a_doi_gives_everything_that_two_indexes_know() -> None:
    """Lost otherwise: PMID, PMCID and abstract, which Crossref seldom has."""
    more = {
        "doi": "10.5555/a",
        "pmid": "31415926",
        "pmcid": "PMC77",
        "title": "A plain title.",
        "abstractText": "Told.",
    }
    world = World(crossref=[work("10.5555/a")], europepmc=[more])
    (answer,) = world.look_up("https://doi.org/10.5555/A")
    assert answer.state == "found" and answer.faults == () and answer.record is not None
    assert identifiers(answer) == {"10.5555/a", "31415926", "PMC77"}
    assert (answer.record.abstract, answer.record.title) == ("Told.", "A plain title")
    assert [part.origin.name for part in answer.parts] == ["crossref", "europepmc"]
    assert len(answer.record.versions) == 1


def test_an_answer_about_another_work_is_not_accepted() -> None:
    """Lost otherwise: the wrong paper under the right DOI."""
    world = World(europepmc=[{"doi": "10.5555/b", "title": "Another"}], registered={"10.5555/a"})
    world._crossref = lambda path, query: (200, {"status": "ok", "message": work("10.5555/b")})  # type: ignore[method-assign]
    (answer,) = world.look_up("10.5555/a")
    assert answer.state == "unknown" and answer.record is None


def test_a_doi_that_does_not_exist_is_unknown_and_said_so() -> None:
    """Lost otherwise: the difference between a mistyped DOI and a source that is down."""
    world = World()
    (answer,) = world.look_up("10.5555/nowhere")
    assert answer.state == "unknown" and answer.faults == ()
    assert "10.5555/nowhere is a DOI that nobody has registered" in answer.message
    assert not any(line.startswith("doi /10.") for line in world.asked)


def test_a_doi_of_another_agency_is_described_by_doi_org() -> None:
    """Lost otherwise: papers of JaLC, mEDRA, KISTI and ISTIC."""
    world = World(csl={"10.5555/j": {"DOI": "10.5555/j", "title": "From elsewhere", "type": "article-journal"}})
    (answer,) = world.look_up("10.5555/j")
    assert answer.record is not None and answer.record.title == "From elsewhere"
    assert (world.count("crossref"), world.count("datacite"), world.count("doi")) == (1, 1, 2)


def test_a_registered_doi_that_nobody_describes_is_unknown_without_a_fault() -> None:
    """Lost otherwise: an endless refresh of what no source will ever know."""
    (answer,) = World(registered={"10.5555/r"}).look_up("10.5555/r")
    assert (answer.state, answer.message) == ("unknown", "")


def test_what_is_no_paper_is_refused_by_name() -> None:
    """Lost otherwise: a journal among the papers."""
    world = World(crossref=[work("10.5555/issue", type="journal-issue")])
    (answer,) = world.look_up("10.5555/issue")
    assert (answer.state, answer.message) == ("unknown", "10.5555/issue is an issue of a journal, no paper.")
    assert world.count("datacite") == 0


def test_a_preprint_too_new_for_crossref_is_asked_for_at_its_server() -> None:
    """Lost otherwise: preprints of this week."""
    row = {"doi": "10.64898/2026.01.02.700000", "title": "Brand new", "version": "1", "date": "2026-01-03"}
    world = World(biorxiv={row["doi"]: [{**row, "server": "medRxiv", "authors": "Doe, J."}]})
    (answer,) = world.look_up("https://www.medrxiv.org/content/10.64898/2026.01.02.700000v1.full.pdf")
    assert answer.record is not None and answer.record.title == "Brand new"
    assert answer.record.versions[0].venue == "medRxiv"
    assert world.count("datacite") == 0


def test_a_pmcid_that_only_the_converter_knows_leads_to_its_doi() -> None:
    """Lost otherwise: papers that Europe PMC has not indexed yet."""
    world = World(crossref=[work("10.5555/a")], idconv=[{"doi": "10.5555/a", "pmcid": "PMC77", "pmid": 31415926}])
    (answer,) = world.look_up("PMC77")
    assert answer.record is not None and answer.record.title == "A plain title"
    assert identifiers(answer) == {"10.5555/a", "PMC77", "31415926"}


def test_a_pmid_gains_what_the_agency_says_of_its_doi() -> None:
    """Lost otherwise: one paper with two venues, depending on how it was added."""
    told = {"doi": "10.5555/a", "pmid": "31415926", "source": "MED", "title": "A plain title.", "journalInfo": {}}
    world = World(crossref=[work("10.5555/a", relation={})], europepmc=[told])
    (answer,) = world.look_up("PMID: 31415926")
    assert answer.record is not None and answer.record.versions[0].venue == "Journal of Examples"
    assert identifiers(answer) == {"10.5555/a", "31415926"}


def test_a_pii_is_accepted_when_the_work_has_it() -> None:
    """Lost otherwise: papers copied from ScienceDirect and Cell."""
    world = World(crossref=[work("10.1016/j.cell.1", **{"alternative-id": ["S0092867411005812"]})])
    right, wrong = world.look_up(
        "https://www.cell.com/abstract/S0092-8674(11)00581-2",
        "https://www.sciencedirect.com/science/article/pii/S0092867411005999",
    )
    assert right.state == "found" and "10.1016/j.cell.1" in identifiers(right)
    assert (wrong.state, wrong.message) == ("unknown", "")


def test_a_pii_that_its_agency_does_not_list_may_be_the_works_doi() -> None:
    """Lost otherwise: papers of The Lancet and others whose DOI is their item number."""
    world = World(crossref=[work("10.1016/s0140-6736(21)01431-8")])
    (answer,) = world.look_up("https://www.thelancet.com/journals/lancet/article/PIIS0140-6736(21)01431-8/fulltext")
    assert "10.1016/s0140-6736(21)01431-8" in identifiers(answer)


# ------------------------------------------------------------------------ the two forms of a work

PREPRINT, PUBLISHED = "10.1101/2021.03.01.433000", "10.5555/published"
IS_PREPRINT = {"is-preprint-of": [{"id": PUBLISHED.upper(), "id-type": "doi"}]}
HAS_PREPRINT = {"has-preprint": [{"id": PREPRINT, "id-type": "doi"}]}


@pytest.mark.parametrize("asked", [PREPRINT, PUBLISHED])
@pytest.mark.parametrize("said_by", ["preprint", "published", "both"])
def test_both_forms_are_one_work_whichever_is_asked_for(asked: str, said_by: str) -> None:
    """Lost otherwise: one work as two papers; or the journal's title, authors and date."""
    early = preprint(PREPRINT, "A first title", relation=IS_PREPRINT if said_by != "published" else {})
    late = work(PUBLISHED, "A final title", relation=HAS_PREPRINT if said_by != "preprint" else {})
    (answer,) = World(crossref=[early, late]).look_up(asked)
    told = said_by != ("published" if asked == PREPRINT else "preprint")
    assert answer.record is not None
    if told:
        assert identifiers(answer) == {PREPRINT, PUBLISHED}
        assert versions(answer) == {"published": "2022-05", "preprint": "2021-03-01"}
        assert (answer.record.title, answer.record.type) == ("A final title", PaperType.ARTICLE)
        assert answer.parts[0].title == "A final title"
    else:
        assert identifiers(answer) == {asked}


def test_the_servers_word_on_versions_and_publication_joins_crossrefs() -> None:
    """Lost otherwise: the number of the newest version, and the journal when Crossref does not know it yet."""
    rows = [
        {
            "doi": PREPRINT,
            "title": "T",
            "version": str(n),
            "date": f"2021-0{n}-01",
            "server": "bioRxiv",
            "authors": "Doe, J.",
        }
        for n in (3, 4)
    ]
    rows[-1]["published"] = PUBLISHED
    world = World(crossref=[preprint(PREPRINT), work(PUBLISHED)], biorxiv={PREPRINT: rows})
    (answer,) = world.look_up(PREPRINT)
    assert answer.record is not None
    early = next(version for version in answer.record.versions if version.kind is VersionKind.PREPRINT)
    assert (early.number, early.date, early.venue) == (4, "2021-03-01", "bioRxiv")
    assert answer.record.authors[0].given == "Jane"  # Crossref's, not the server's initial
    assert PUBLISHED in identifiers(answer)


def test_an_arxiv_paper_gains_its_journal() -> None:
    """Lost otherwise: the published form of most machine learning in the life sciences."""
    world = World(arxiv={"2101.00001v3": {"title": "A plain title", "doi": PUBLISHED}}, crossref=[work(PUBLISHED)])
    (answer,) = world.look_up("https://arxiv.org/pdf/2101.00001v2.pdf")
    assert identifiers(answer) == {"2101.00001", PUBLISHED}
    assert versions(answer) == {"published": "2022-05", "preprint": "2021-01-04"}


def test_a_doi_that_an_author_entered_wrongly_joins_nothing() -> None:
    """Lost otherwise: somebody else's paper under one's own title."""
    other = work(PUBLISHED, "Entirely unrelated crystallography of a mineral", author=[{"family": "Roe"}])
    world = World(arxiv={"2101.00001v1": {"title": "Learning cells", "doi": PUBLISHED}}, crossref=[other])
    (answer,) = world.look_up("arXiv:2101.00001")
    assert answer.record is not None and answer.record.title == "Learning cells"
    assert identifiers(answer) == {"2101.00001"}
    assert [(r.kind, r.identifier.value) for r in answer.record.relations] == [("published-as", PUBLISHED)]


def test_forms_that_name_each_other_in_a_ring_end() -> None:
    """Lost otherwise: an endless search."""
    ring = [
        preprint(f"10.5555/p{n}", relation={"has-preprint": [{"id": f"10.5555/p{(n + 1) % 9}", "id-type": "doi"}]})
        for n in range(9)
    ]
    (answer,) = World(crossref=ring).look_up("10.5555/p0")
    assert len(identifiers(answer)) == 5


# ------------------------------------------------------------------------------------------- URLs


def test_a_guess_from_a_url_is_corrected_by_the_sources() -> None:
    """Lost otherwise: older Nature journals, whose URLs drop the dots; pages with a number behind the DOI."""
    dotted = Reference(Identifier(Scheme.DOI, "10.1038/sdata201618"), url="https://www.nature.com/articles/sdata201618")
    numbered = Reference(
        Identifier(Scheme.DOI, "10.1093/isq/sqaa085/5999080"),
        url="https://academic.oup.com/isq/advance-article/doi/10.1093/isq/sqaa085/5999080",
    )
    typed = Reference(Identifier(Scheme.DOI, "10.1038/sdata201619"))
    known = [work("10.1038/sdata.2016.18"), work("10.1093/isq/sqaa085"), work("10.1038/sdata.2016.19")]
    first, second, third = World(crossref=known).look_up(dotted, numbered, typed)
    assert identifiers(first) == {"10.1038/sdata.2016.18"}
    assert identifiers(second) == {"10.1093/isq/sqaa085"}
    assert third.state == "unknown"  # what a person typed is not corrected


def test_a_place_in_a_journal_finds_the_work_that_stands_there_and_no_other() -> None:
    """Lost otherwise: Oxford's and PNAS's pages; or a wrong paper from a search that always finds something."""
    right = work(
        "10.1093/nar/gkx1", volume="45", issue="7", page="3000-3010", **{"container-title": ["Nucleic Acids Research"]}
    )
    near = work(
        "10.1093/nar/gkx2", volume="45", issue="7", page="3011", **{"container-title": ["Nucleic Acids Research"]}
    )
    world = World(crossref=[near, right])
    found, missing = world.look_up(
        "https://academic.oup.com/nar/article/45/7/3000/1234567",
        "https://academic.oup.com/nar/article/45/7/4000/1234568",
    )
    assert identifiers(found) == {"10.1093/nar/gkx1"}
    assert missing.state == "unknown"


def test_an_article_of_oxford_is_found_by_its_name_even_where_its_journal_is_called_otherwise() -> None:
    """Lost otherwise: Oxford's newer articles, whose addresses hold the end of their DOI but not always its middle."""
    world = World(crossref=[work("10.1093/bib/bbad493"), work("10.1093/bioadv/vbad001"), work("10.1093/nar/gkaa1100")])
    same, other, file, missing = world.look_up(
        "https://academic.oup.com/bib/article/25/1/bbad493/7505071?login=false",
        "https://academic.oup.com/bioinformaticsadvances/article/3/1/vbad001/6984741",
        "https://academic.oup.com/nar/article-pdf/49/D1/D480/35364103/gkaa1100.pdf",
        "https://academic.oup.com/bib/article/25/1/bbad494/7505072",
    )
    found = [identifiers(answer) for answer in (same, other, file)]
    assert found == [{"10.1093/bib/bbad493"}, {"10.1093/bioadv/vbad001"}, {"10.1093/nar/gkaa1100"}]
    assert missing.state == "unknown"


def test_a_paper_of_the_vision_foundation_is_found_by_first_author_title_and_year() -> None:
    """Lost otherwise: papers of CVPR and ICCV, whose addresses hold no number; or one with a title like theirs."""
    title = "Masked Autoencoders Are Scalable Vision Learners"
    other = [{"family": "Doe"}, {"family": "He"}]
    said = {"type": "proceedings-article", "author": [{"family": "He", "given": "Kaiming"}]}
    right = work("10.1109/cvpr52688.2022.01553", title, **said)
    near = [work("10.1109/a", title, **{**said, "author": other}), work("10.1109/b", f"{title} Again", **said)]
    page = "https://openaccess.thecvf.com/content/CVPR2022/{}/He_" + title.replace(" ", "_") + "_CVPR_{}_paper.{}"
    world = World(crossref=[*near, right])
    found, another_year = world.look_up(page.format("papers", 2022, "pdf"), page.format("html", 2021, "html"))
    assert identifiers(found) == {"10.1109/cvpr52688.2022.01553"}
    assert another_year.state == "unknown"


def test_a_preprints_page_at_europe_pmc_leads_to_its_doi() -> None:
    """Lost otherwise: preprints copied from Europe PMC, which numbers them itself."""
    told = {"id": "PPR12345", "source": "PPR", "doi": "10.1101/2020.01.01.123456", "title": "Cells."}
    world = World(europepmc=[told], crossref=[preprint("10.1101/2020.01.01.123456", "Cells")])
    found, missing = world.look_up(
        "https://europepmc.org/article/PPR/PPR12345", "https://europepmc.org/article/PPR/PPR12346"
    )
    assert identifiers(found) == {"10.1101/2020.01.01.123456", "europepmc.org/article/PPR/PPR12345"}
    assert found.record is not None and found.record.versions[0].venue == "bioRxiv"
    assert missing.state == "unknown"


def test_a_preprint_that_only_europe_pmc_ties_to_its_journal_is_fetched_too() -> None:
    """Lost otherwise: the preprint of a paper whose agencies do not name it."""
    link = {"commentCorrection": [{"id": "PPR12345", "source": "PPR", "type": "Preprint in"}]}
    posted = {"id": "PPR12345", "source": "PPR", "doi": "10.1101/2020.01.01.123456", "title": "Cells."}
    printed = {"id": "7", "source": "MED", "doi": PUBLISHED, "title": "Cells.", "commentCorrectionList": link}
    known = [work(PUBLISHED, "Cells"), preprint("10.1101/2020.01.01.123456", "Cells")]
    (answer,) = World(europepmc=[printed, posted], crossref=known).look_up(PUBLISHED)
    assert answer.record is not None
    assert [version.venue for version in answer.record.versions] == ["Journal of Examples", "bioRxiv"]


def test_a_page_that_nobody_registers_is_unknown_without_a_question() -> None:
    """Lost otherwise: time, and other people's knowledge of what one reads."""
    world = World()
    pages = [
        "https://openreview.net/forum?id=abc123",
        "https://example.org/blog/post",
        "https://ieeexplore.ieee.org/document/42",
    ]
    assert {answer.state for answer in world.look_up(*pages)} == {"unknown"}
    assert world.asked == []


# ----------------------------------------------------------------------------------------- many


def test_many_ids_share_few_requests_and_each_gets_its_own_record() -> None:
    """Lost otherwise: a minute, and the sources' patience; or records under the wrong ids."""
    dois = [f"10.5555/{n}" for n in range(120)]
    ids = [f"2101.{n:05}" for n in range(80)]
    world = World(
        crossref=[work(doi.upper(), f"Title of {doi}") for doi in dois],
        arxiv={f"{name}v1": {"title": f"Title of {name}"} for name in ids},
    )
    answers = world.look_up(*dois, *(f"arXiv:{name}" for name in ids))
    assert [answer.record and answer.record.title for answer in answers] == [f"Title of {name}" for name in dois + ids]
    assert (world.count("crossref"), world.count("arxiv")) == (3, 1)
    assert len(world.asked) <= 20  # a tenth of one by one


def test_answers_come_as_they_are_ready_and_progress_is_told() -> None:
    """Lost otherwise: what is finished when a long run is interrupted."""
    world = World(crossref=[work(f"10.5555/{n}") for n in range(3)])
    told: list[tuple[int, int]] = []
    with world.sources() as sources:
        references = [parse(f"10.5555/{n}") for n in range(3)]
        answers = sources.lookup(references, progress=lambda done, total: told.append((done, total)))
        next(answers)
        assert told == [(1, 3)]
        list(answers)
    assert told[-1] == (3, 3)


def test_nobody_is_asked_the_same_thing_twice() -> None:
    """Lost otherwise: requests for ids that stand twice in a list, or that are another's other form."""
    world = World(crossref=[work("10.5555/a")])
    with world.sources() as sources:
        references = [parse("10.5555/a"), parse("https://doi.org/10.5555/a")]
        assert [answer.state for answer in sources.lookup(references)] == ["found", "found"]
        before = len(world.asked)
        assert next(iter(sources.lookup(references[:1]))).state == "found"
    assert len(world.asked) == before


def test_a_bad_id_in_a_batch_spoils_only_itself() -> None:
    """Lost otherwise: fifty papers, to one DOI that the source cannot parse."""
    world = World(crossref=[work(f"10.5555/{n}") for n in range(10)], refused={"10.5555/bad"})
    *good, bad = world.look_up(*(f"10.5555/{n}" for n in range(10)), "10.5555/bad")
    assert {answer.state for answer in good} == {"found"}
    assert bad.state == "unknown"  # alone it is asked as a single work, which says 404


def test_a_comma_in_a_doi_does_not_end_the_filter() -> None:
    """Lost otherwise: DOIs with a comma in them, and whatever stands behind them in the batch."""
    world = World(crossref=[work("10.5555/a,b"), work("10.5555/c")])
    assert {answer.state for answer in world.look_up("10.5555/a,b", "10.5555/c")} == {"found"}


def test_a_long_list_of_preprints_is_not_asked_for_one_by_one() -> None:
    """Lost otherwise: a request and a second for each of a thousand preprints."""
    dois = [f"10.1101/2021.03.01.4330{n:02}" for n in range(SHORT_LIST + 1)]
    world = World(crossref=[preprint(doi) for doi in dois])
    assert {answer.state for answer in world.look_up(*dois)} == {"found"}
    assert world.count("biorxiv") == 0
    with world.sources() as sources:  # but it can be
        assert len(list(sources.lookup([parse(doi) for doi in dois], thorough=True))) == len(dois)
    assert world.count("biorxiv") == len(dois)


# ---------------------------------------------------------------------------------------- faults


def test_a_source_that_fails_is_named_and_the_id_is_not_called_unknown() -> None:
    """Lost otherwise: papers dropped as unknown because a source was down."""
    world = World(crossref=[work("10.5555/a")], failing={"crossref": 500, "doi": 500})
    (answer,) = world.look_up("10.5555/a")
    assert answer.state == "down"
    assert len(answer.faults) == 2 and answer.faults[0].startswith("Crossref (api.crossref.org) answered 500")


def test_another_source_may_know_what_the_first_cannot_tell() -> None:
    """Lost otherwise: a paper that Europe PMC describes as well, on a day without Crossref."""
    world = World(europepmc=[{"doi": "10.5555/a", "title": "Told elsewhere."}], failing={"crossref": 503})
    (answer,) = world.look_up("10.5555/a")
    assert answer.state == "found" and answer.record is not None and answer.record.title == "Told elsewhere"
    assert "Crossref" in answer.faults[0]


def test_arxiv_papers_are_found_at_datacite_while_arxiv_is_down() -> None:
    """Lost otherwise: arXiv papers on a day without arXiv."""
    told = {"doi": "10.48550/arxiv.2101.00001", "titles": [{"title": "Told by DataCite"}], "publisher": "arXiv"}
    (answer,) = World(datacite=[told], failing={"arxiv": 503}).look_up("2101.00001")
    assert answer.record is not None and answer.record.title == "Told by DataCite"


def test_a_record_is_found_although_its_other_form_cannot_be_fetched() -> None:
    """Lost otherwise: the preprint itself; and that its journal is still to be asked for."""
    world = World(arxiv={"2101.00001v1": {"title": "T", "doi": PUBLISHED}}, failing={"crossref": 500, "doi": 500})
    (answer,) = world.look_up("2101.00001")
    assert answer.state == "found" and "Crossref" in answer.faults[0]
    assert answer.record is not None and answer.record.relations[0].identifier.value == PUBLISHED


def test_a_page_in_place_of_data_is_a_fault_that_names_the_source() -> None:
    """Lost otherwise: which source sends captchas."""
    world = World(registered={"10.5555/a"})
    world._crossref = lambda path, query: (200, b"<!DOCTYPE html><p>Are you human?")  # type: ignore[method-assign]
    (answer,) = world.look_up("10.5555/a")
    assert (answer.state, answer.faults) == ("down", ("Crossref sent a web page in place of data.",))


def test_offline_asks_nobody() -> None:
    """Lost otherwise: what `--offline` promises."""
    world = World(crossref=[work("10.5555/a")])
    with Sources(Config({}, offline=True)) as sources:
        assert [answer.state for answer in sources.lookup([parse("10.5555/a")])] == ["down"]
        with pytest.raises(SourceUnavailable, match="offline"):
            sources.search_title("A plain title")
    assert world.asked == []


def test_a_mistyped_base_url_is_told_at_once() -> None:
    """Lost otherwise: a setting's mistake, disguised as a source that is down."""
    with World().sources(FM_CROSSREF_URL="nonsense") as sources, pytest.raises(UsageError, match="FM_CROSSREF_URL"):
        list(sources.lookup([parse("10.5555/a")]))


# ---------------------------------------------------------------------------------------- titles


def test_a_title_is_certain_only_when_one_work_has_it() -> None:
    """Lost otherwise: the wrong paper, from a search that always returns something."""
    world = World(
        crossref=[work("10.5555/a", "Learning the language of cells"), work("10.5555/b", "Sedimentation of mud")],
        arxiv={"2101.00001v1": {"title": "Learning the Language of Cells"}},
    )
    with world.sources() as sources:
        found = sources.search_title("learning the language of cells.")
        assert [candidate.score for candidate in found] == [1.0]  # both forms, by title and author, are one
        sure = certain(found)
        assert sure is not None and {one.value for one in sure.record.identifiers} == {"10.5555/a", "2101.00001"}
        assert certain(sources.search_title("Learning languages of a cell")) is None


def test_two_works_of_one_title_are_a_persons_choice() -> None:
    """Lost otherwise: one of two papers called `Editorial`."""
    same = [work("10.5555/a", "Editorial"), work("10.5555/b", "Editorial", author=[{"family": "Roe"}])]
    with World(crossref=same).sources() as sources:
        found = sources.search_title("Editorial")
    assert len(found) == 2 and certain(found) is None


def test_a_title_that_many_papers_have_is_a_persons_choice_even_if_one_is_found() -> None:
    """Lost otherwise: the right one of a hundred papers called `Deep learning`, of which a search shows ten."""
    with World(crossref=[work("10.5555/a", "Deep learning")]).sources() as sources:
        found = sources.search_title("Deep learning")
    assert [candidate.score for candidate in found] == [1.0] and certain(found) is None


def test_a_title_search_needs_one_source_to_answer() -> None:
    """Lost otherwise: `nothing found` where nobody could be asked."""
    world = World(arxiv={"2101.00001v1": {"title": "Learning cells"}}, failing={"crossref": 500})
    with world.sources() as sources:
        assert len(sources.search_title("Learning cells")) == 1
        with pytest.raises(SourceUnavailable, match="Crossref"):
            sources.search_title("Sedimentation of mud")  # arXiv answered, with something else
    world.failing["arxiv"] = 500
    with world.sources() as sources, pytest.raises(SourceUnavailable, match="Crossref"):
        sources.search_title("Learning cells")
