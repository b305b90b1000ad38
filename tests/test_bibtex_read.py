"""Reading .bib files: every entry becomes a paper or a problem, and everything a field says is kept."""

from __future__ import annotations

import json
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifesci_fm.formats.bibtex import read, scan
from lifesci_fm.identifiers import Identifier, Scheme
from lifesci_fm.records import Author, PaperRecord, Problem
from lifesci_fm.vocabulary import PaperType, VersionKind


def papers(text: str | bytes) -> list[PaperRecord]:
    return [record for record in read(text, name="x.bib").records if isinstance(record, PaperRecord)]


def paper(text: str | bytes) -> PaperRecord:
    (only,) = papers(text)
    return only


def codes(text: str) -> list[str]:
    return [problem.code for problem in read(text, name="x.bib").problems]


def extra(record: PaperRecord) -> dict[str, str]:
    return dict(record.versions[-1].extra)


def test_an_article_with_all_it_says() -> None:
    record = paper(
        """@article{cui2024scgpt,
  title = {{scGPT}: toward building a foundation model},
  author = {Cui, Haotian and Wang, Bo},
  journal = {Nature Methods}, year = {2024}, month = feb, volume = {21}, number = {8}, pages = {1470--1480},
  publisher = {Springer}, doi = {10.1038/S41592-024-02201-0}, pmid = {38409223}, issn = {1548-7105},
  address = {London}, keywords = {AI, cells}, abstract = {Long.}, url = {https://www.nature.com/articles/s41592-024-02201-0},
  custom = {kept too}
}"""
    )
    (version,) = record.versions
    assert (record.key, record.title) == ("cui2024scgpt", "scGPT: toward building a foundation model")
    assert record.authors == (Author("Cui", "Haotian"), Author("Wang", "Bo"))
    assert (record.type, record.abstract) == (PaperType.ARTICLE, "Long.")
    assert record.identifiers == (
        Identifier(Scheme.DOI, "10.1038/s41592-024-02201-0"),
        Identifier(Scheme.PMID, "38409223"),
    )
    assert (version.kind, version.venue, version.date) == (VersionKind.PUBLISHED, "Nature Methods", "2024-02")
    assert (version.volume, version.issue, version.pages, version.publisher) == ("21", "8", "1470-1480", "Springer")
    assert version.url == "https://www.nature.com/articles/s41592-024-02201-0"
    assert extra(record) == {"issn": "1548-7105", "location": "London", "keywords": "AI, cells", "custom": "kept too"}
    assert (record.origin.name, record.origin.line) == ("x.bib", 1)


def test_a_preprint_beside_the_published_version_makes_two_versions() -> None:
    record = paper(
        "@article{k, title={T}, journal={Nature}, year={2024}, doi={10.1038/x1}, eprint={2306.15006v2},"
        " archiveprefix={arXiv}, primaryclass={q-bio.GN}}"
    )
    preprint, published = record.versions
    assert (preprint.kind, preprint.venue, preprint.identifier, preprint.number) == (
        VersionKind.PREPRINT,
        "arXiv",
        Identifier(Scheme.ARXIV, "2306.15006"),
        2,
    )
    assert (published.kind, published.venue, published.date) == (VersionKind.PUBLISHED, "Nature", "2024")
    assert record.type is PaperType.ARTICLE


@pytest.mark.parametrize(
    "fields",
    [
        "eprint={2306.15006}, archiveprefix={arXiv}",
        "eprint={2306.15006}, eprinttype={arxiv}",
        "eprint={arXiv:2306.15006}",
        "arxivid={2306.15006}",
        "journal={arXiv preprint arXiv:2306.15006}",
        "journal={CoRR}, volume={abs/2306.15006}",
        "howpublished={arXiv:2306.15006}",
        "journal={arXiv:2306.15006 [cs, q-bio]}, url={http://arxiv.org/abs/2306.15006}",
        "journal={arXiv: Quantitative Methods}, eprint={2306.15006}",
        "journal={arXiv (Cornell University)}, doi={10.48550/arXiv.2306.15006}",
        "note={arXiv:2306.15006 [q-bio]}",
        "url={https://arxiv.org/abs/2306.15006}",
        "url={https://arxiv.org/pdf/2306.15006v1.pdf}",
        "doi={10.48550/arXiv.2306.15006}",
        "number={arXiv:2306.15006}, publisher={arXiv}",
    ],
)
def test_preprints_are_found_where_people_write_them(fields: str) -> None:
    record = paper(f"@misc{{k, title={{T}}, year={{2023}}, {fields}}}")
    assert record.identifiers == (Identifier(Scheme.ARXIV, "2306.15006"),)
    assert record.type is PaperType.PREPRINT
    (version,) = record.versions
    assert version.kind is VersionKind.PREPRINT
    assert version.venue in ("arXiv", "CoRR")


@pytest.mark.parametrize(
    "fields",
    [
        "eprint={2020.09.17.301879}, archiveprefix={bioRxiv}",
        "howpublished={bioRxiv 2020.09.17.301879}",
        "journal={bioRxiv: 2020.09.17.301879}",
        "journal={bioRxiv}, pages={2020.09.17.301879}",
        "journal={bioRxiv}, elocation-id={2020.09.17.301879}",
        "journal={bioRxiv preprint bioRxiv:2020.09.17.301879}",
        "journal={bioRxiv : the preprint server for biology}, doi={10.1101/2020.09.17.301879}",
    ],
)
def test_numbers_of_biorxiv_are_dois(fields: str) -> None:
    """Two entries for one preprint, one of them without a link, would stand in the library."""
    record = paper(f"@misc{{k, title={{T}}, year={{2020}}, {fields}}}")
    assert record.identifiers == (Identifier(Scheme.DOI, "10.1101/2020.09.17.301879"),)
    assert [version.venue for version in record.versions] == ["bioRxiv"]


def test_a_note_may_name_the_preprint() -> None:
    record = paper(
        "@article{k, title={T}, journal={Bioinformatics}, doi={10.1093/bioinformatics/btab083},"
        " note={Preprint: bioRxiv doi:10.1101/2020.09.17.301879}}"
    )
    assert {one.value for one in record.identifiers} == {
        "10.1093/bioinformatics/btab083",
        "10.1101/2020.09.17.301879",
    }
    assert [version.kind for version in record.versions] == [VersionKind.PREPRINT, VersionKind.PUBLISHED]


@pytest.mark.parametrize(
    ("note", "identifiers", "kept"),
    [
        ("PMID: 12345678", ["12345678"], False),
        ("PMID: 12345678\n  PMCID: PMC1234567", ["12345678", "PMC1234567"], False),
        ("doi:10.1000/182.", ["10.1000/182"], False),
        ("10.1000/182", ["10.1000/182"], False),
        ("Available at: \\url{https://doi.org/10.1000/182}", ["10.1000/182"], False),
        ("PMID: 12345678; Erratum in: Toys. PMID: 23456789", ["12345678"], True),
        ("Erratum of 10.1000/182", [], True),
        ("PMID: 123456789012", [], True),
    ],
)
def test_a_note_may_name_the_work_itself(note: str, identifiers: list[str], kept: bool) -> None:
    """Zotero and SpringerLink have identifiers nowhere else: the same work would come in twice."""
    record = paper(f"@article{{k, title={{T}}, journal={{Toys}}, note={{{note}}}}}")
    assert [one.value for one in record.identifiers] == identifiers
    assert ("note" in extra(record)) == kept


def test_a_second_doi_is_reported_and_an_address_is_one_without_entities() -> None:
    text = r"@article{k, title={T}, doi={10.1000/182; 10.1000/183}, url={http://a.org/?x=1\&amp;y=2&amp;z=3}}"
    assert paper(text).identifiers == (Identifier(Scheme.DOI, "10.1000/182"),)
    assert paper(text).versions[0].url == "http://a.org/?x=1&y=2&z=3"
    assert codes(text) == ["second-doi"]


@pytest.mark.parametrize(
    "doi",
    [
        "https://doi.org/10.1000/182",
        "http://dx.doi.org/10.1000/182",
        "doi:10.1000/182",
        "DOI 10.1000/182",
        r"\url{https://doi.org/10.1000/182}",
        "10.1000/182.",
    ],
)
def test_a_doi_in_any_clothes(doi: str) -> None:
    assert paper(f"@article{{k, title={{T}}, doi={{{doi}}}}}").identifiers == (Identifier(Scheme.DOI, "10.1000/182"),)


def test_a_damaged_doi_is_reported_and_no_identifier() -> None:
    reading = read("@article{k, title={T}, doi={10.1038/s41592-}, url={http://a.org/x}}", name="x.bib")
    (record,) = reading.records
    assert isinstance(record, PaperRecord)
    assert record.identifiers == ()
    assert record.versions[0].url == "http://a.org/x"
    (problem,) = reading.problems
    assert (problem.code, problem.entry, problem.line) == ("truncated-doi", False, 1)
    assert "10.1038/s41592-" in problem.message


def test_macros_stand_for_their_text_wherever_they_are_defined() -> None:
    text = """
@string{acm = "Assoc. Comp. Mach."}
@article{a, title = T1 # { and more}, journal = jacm, month = "10~" # jan, year = 2000}
@string{jacm = "J. " # ACM} @string(T1 = {Title})
@article{b, title = {x}, journal = unknownmacro}
"""
    first, second = papers(text)
    assert (first.title, first.versions[0].venue) == ("Title and more", "J. Assoc. Comp. Mach.")
    assert first.versions[0].date == "2000-01-10"
    assert second.versions[0].venue == "unknownmacro"
    assert codes(text) == ["undefined-macro"]


def test_a_preamble_may_define_commands() -> None:
    text = r"""@article{a, title = {A \mybold{word}}, year = {{\noopsort{1973b}}1973}}
@preamble{"\newcommand{\noopsort}[1]{} " # "\newcommand{\mybold}[1]{<#1>}"}"""
    record = paper(text)
    assert (record.title, record.versions[0].date) == ("A <word>", "1973")


def test_children_inherit_from_their_parents() -> None:
    text = """
@inproceedings{child, title = {Chapter}, author = {A, B}, crossref = {PARENT}, pages = {1--2}}
@book{grandchild, title = {Volume 1}, xdata = {pub, missing}}
@proceedings{parent, title = {Conference}, editor = {E, F}, year = {1999}, doi = {10.1000/parent}, crossref={parent}}
@xdata{pub, publisher = {House}, location = {Town}}
@inbook{part, title = {Part}, author = {xdata=names-author-2}, crossref = {nowhere}}
@xdata{names, author = {One, Ann and Two, Bob}}
"""
    child, grandchild, parent, part = papers(text)
    assert (child.versions[0].venue, child.versions[0].date) == ("Conference", "1999")
    assert extra(child)["editor"] == "E, F"
    assert child.identifiers == ()  # the DOI is that of the proceedings
    assert (grandchild.versions[0].publisher, extra(grandchild)["location"]) == ("House", "Town")
    assert (parent.type, parent.title) == (PaperType.BOOK, "Conference")
    assert part.authors == (Author("Two", "Bob"),)
    assert codes(text) == ["missing-parent", "missing-parent"]


def test_a_parent_may_say_how_its_parts_name_it() -> None:
    """In BibTeX nothing but `booktitle` is inherited as such: authors of parents write it for the children."""
    text = """
@inproceedings{child, title = {Part}, crossref = {parent}}
@proceedings{parent, title = {Proceedings of the Tenth Toy Conference}, booktitle = {Toys X}}
"""
    assert papers(text)[0].versions[0].venue == "Toys X"


def test_comments_delimiters_and_blocks_that_are_no_papers() -> None:
    text = """% a remark
@comment{@ignored{x}}
@Comment jabref-meta
@preamble("x")
@book(key1, title = "Quoted {"}quote{"}", note = {a) b})
@article{key2, % remark
  title = {T2}, % another
  % year = {1900},
  year = {2001} % last
}
@set{both, entryset = {key1, key2}}
@article
{key3, title = {Opens late}}
  @misc{key4, title = {Indented}}
@ article {key5, title = {Spaced}}
@web-page{key6, title = {Hyphen}}
@
 misc
{key7, title = {Opens later}, month = june}
"""
    found = papers(text)
    assert [record.key for record in found] == ["key1", "key2", "key3", "key4", "key5", "key6", "key7"]
    assert found[0].title == 'Quoted "quote"'
    assert (found[1].versions[0].date, found[2].title) == ("2001", "Opens late")
    assert [record.origin.line for record in found] == [5, 6, 12, 14, 15, 16, 17]
    assert codes(text) == []


def test_a_broken_entry_costs_no_other_and_is_saved_where_it_can_be() -> None:
    text = """@article{good1, title = {One}}
@article{comma
  title = {Forgotten comma behind the key}, year = {2001}
}
@article{between, title = {Forgotten comma}
  author = {A, B}
}
@article{open, title = {Never closed, year = {2003},
@article{good2, title = {Two}}
@article{hopeless, 42 }
"""
    reading = read(text, name="x.bib")
    titles = [record.title for record in reading.records if isinstance(record, PaperRecord)]
    assert titles == ["One", "Forgotten comma behind the key", "Forgotten comma", "Never closed", "Two"]
    repaired = [problem.line for problem in reading.problems if problem.code == "repaired-entry"]
    assert repaired == [2, 5, 8]
    (bad,) = [problem for problem in reading.problems if problem.entry]
    assert (bad.code, bad.line) == ("bad-entry", 10)
    assert reading.entries == 6


@pytest.mark.parametrize(
    "written",
    [
        "@article{k, title = {All of it}},\n  author = {A, B},\n  year = 2001\n}",  # a brace too many
        "@article{k}, title = {All of it}, author = {A, B}, year = 2001}",
        "@article{k, title = {All of it}, number = }2}, author = {A, B}, year = 2001}",
        "@article{k, title = {All of it},#\n  author = {A, B},\n  year = 2001\n}",
        "@article{k, title = {All of it,\n  author = {A, B},\n  year = 2001\n}",  # one too few
        "@article{k, title = {All of it, year = 2001, author = {A, B}}",
        "@article{k, title = All of it, author = {A, B}, year = 2001}",
    ],
)
def test_a_brace_too_many_or_too_few_costs_no_field_and_is_reported(written: str) -> None:
    text = f"{written}\n% x = {{1}}\n@article{{next, title = {{Next}}}}\n"
    one, following = papers(text)
    assert (one.key, one.title, one.authors, one.versions[0].date) == ("k", "All of it", (Author("A", "B"),), "2001")
    assert (following.key, codes(text)[0]) == ("next", "repaired-entry")


@pytest.mark.parametrize("start", ["article{k,", "@article[k,", "@articlek,", '@article"k,'])
def test_an_entry_without_its_start_is_no_paper_and_reported(start: str) -> None:
    text = f"@misc{{one, title = {{One}}}}\n\n{start}\n  title = {{T}},\n}}\n@misc{{two, title = {{Two}}}}"
    assert [record.title for record in papers(text)] == ["One", "Two"]
    (problem,) = read(text, name="x.bib").problems
    assert (problem.line, problem.code) == (3, "commented-out")


def test_a_quote_within_a_quoted_value_does_not_end_it() -> None:
    assert paper('@misc{k, title = "On "quoted" words", year = 2001}').title == 'On "quoted" words'


def test_keys_used_twice_and_fields_that_stand_twice() -> None:
    text = """@article{k, title={One}, note={a}, note={b}, keywords={x}, keywords={y},
  url={http://a.org}, url={http://b.org}}
@article{K, title={Two}}"""
    reading = read(text, name="x.bib")
    one, two = papers(text)
    assert (one.key, two.key) == ("k", None)
    assert extra(one) == {"note": "a", "keywords": "x, y"}
    assert one.versions[0].url == "http://a.org"
    assert [link.url for link in one.links] == ["http://b.org"]
    assert [problem.code for problem in reading.problems] == ["duplicate-field", "duplicate-key"]


@pytest.mark.parametrize(
    ("key", "ours"),
    [
        ("DBLP:conf/icml/X_1+2", "DBLP:conf/icml/X_1+2"),
        ("Müller2010", "Muller2010"),
        ("季卫东1993", "ref1993"),
        ("with blank", "withblank"),
        ("a%b#c", "abc"),
    ],
)
def test_keys_stay_or_become_ascii_with_an_alias(key: str, ours: str) -> None:
    record = paper(f"@article{{{key}, title = {{T}}, ids = {{older}}}}")
    assert record.key == ours
    assert record.key_aliases == ((key, "older") if key != ours else ("older",))


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ("date={2016-05}", "2016-05"),
        ("date={2016-05-12/2016-06}", "2016-05-12"),
        ("date={1723~}", "1723"),
        ("date={2004-22}", "2004"),
        ("date={199X}", None),
        ("year={2004}, month={July 10--12}", "2004-07"),
        ("year={2004}, month={10 July}", "2004-07-10"),
        ("year={2004}, month=7, day={5}", "2004-07-05"),
        ("year={2004}, month={May/June}", "2004-05"),
        ("year={c. 1999}", "1999"),
        ("year={in press}", None),
        ("year={June 2001}", "2001-06"),
        ("year={Out of print since 2001}", "2001"),
        ("date={3 June 2001}", "2001-06-03"),
        ("date={June 3, 2001}", "2001-06-03"),
        ("date={3.6.2001}", "2001-06-03"),
        ("date={06/2001}", "2001-06"),
        ("date={3/6/2001}", "2001"),
        ("year=2001, month=sept", "2001-09"),
        ("year=2001, month={juillet}", "2001-07"),
        ("year=2001, month={Diciembre}", "2001-12"),
        ("year={2023年5月}", "2023-05"),
        ("year={²²²²}, month={³}", None),
    ],
)
def test_dates_as_people_write_them(fields: str, date: str | None) -> None:
    assert paper(f"@article{{k, title={{T}}, {fields}}}").versions[0].date == date


def test_what_a_date_cannot_hold_is_kept_beside_it() -> None:
    assert extra(paper("@book{k, title={T}, date={1988/1990}}"))["date"] == "1988/1990"
    assert extra(paper("@book{k, title={T}, year={in press}}"))["year"] == "in press"
    assert extra(paper("@book{k, title={T}, year={1990}, month={May/June}}"))["month"] == "May/June"


@pytest.mark.parametrize(
    ("entry", "type_", "venue"),
    [
        ("inproceedings{k, title={T}, booktitle={ICML}", PaperType.PROCEEDINGS, "ICML"),
        ("incollection{k, title={T}, booktitle={B}", PaperType.CHAPTER, "B"),
        ("phdthesis{k, title={T}, school={MIT}", PaperType.THESIS, "MIT"),
        ("thesis{k, title={T}, institution={MIT}", PaperType.THESIS, "MIT"),
        ("techreport{k, title={T}, institution={MIT}", PaperType.REPORT, None),
        ("book{k, title={T}, publisher={P}", PaperType.BOOK, None),
        ("online{k, title={T}, organization={W3C}", PaperType.ONLINE, "W3C"),
        ("web_page{k, title={T}, url={http://a.org}", PaperType.ONLINE, None),
        ("misc{k, title={T}, howpublished={Personal communication}", PaperType.OTHER, "Personal communication"),
        ("misc{k, title={T}, howpublished={\\url{http://a.org}}", PaperType.ONLINE, None),
        ("misc{k, title={T}, howpublished={Dataset, Zenodo}", PaperType.DATASET, "Zenodo"),
        ("software{k, title={T}", PaperType.SOFTWARE, None),
        ("article{k, title={T}, journal={bioRxiv}, doi={10.1101/2023.04.30.538439}", PaperType.PREPRINT, "bioRxiv"),
        ("patent{k, title={T}", PaperType.OTHER, None),
    ],
)
def test_types_and_where_things_appeared(entry: str, type_: PaperType, venue: str | None) -> None:
    record = paper(f"@{entry}}}")
    assert (record.type, record.versions[0].venue) == (type_, venue)


def test_names_of_every_kind() -> None:
    record = paper(
        r"""@article{k, title={T}, author = {Knuth, Donald E. and Ludwig van Beethoven and {R Core Team}
 and Reagle, Jr., Joseph M. and {\'E}mile Zola and de la Vall{\'e}e Poussin, Charles and 凯撒
 and given=Hans, family=Harman, prefix=de and others}}"""
    )
    assert not record.authors_complete
    assert record.authors == (
        Author("Knuth", "Donald E."),
        Author("van Beethoven", "Ludwig"),
        Author("R Core Team", group=True),
        Author("Reagle", "Joseph M.", "Jr."),
        Author("Zola", "Émile"),
        Author("de la Vallée Poussin", "Charles"),
        Author("凯撒"),
        Author("de Harman", "Hans"),
    )


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("A. One, B. C. Two, and D. Three", "One|A. Two|B._C. Three|D."),  # as papers print them
        ("A. One, B. Two and C. Three", "One|A. Two|B. Three|C."),
        ("Ann One, Bob de Two, and Cem Three", "One|Ann de_Two|Bob Three|Cem"),
        ("Ann One, Bob Two, Cem Three", "One|Ann Two|Bob Three|Cem"),
        (r"{\'E}. One, \"A. Tw{\"o} and C. Thre{\'e}", "One|É. Twö|Ä. Threé|C."),
        ("M. {van One}, A. Two and B. Three", "M._van_One|A._Two Three|B."),  # braces keep together
        ("A. One & B. Two", "One|A. Two|B."),
        (r"One, Ann \& Two, Bob", "One|Ann Two|Bob"),
        ("One, A., Two, B. and Three, C.", "One|A. Two|B. Three|C."),  # as styles of references have them
        ("One, Ann, Two, Bob", "One|Ann Two|Bob"),
        ("One AB and van Two C and Li MA", "One|AB van_Two|C Li|MA"),  # as Medline has them
        ("One A, Two B, Three CD", "One|A Two|B Three|CD"),
        ("One A.B. and Two, C.", "One|A.B. Two|C."),
        ("A.One and B.-C.Two", "One|A. Two|B.-C."),
        ("王小明、李华", "王小明 李华"),
        ("王小明, 李华, 张三", "王小明 李华 张三"),
        (r"\textbf{One, Ann} and \underline{Bob Two}", "One|Ann Two|Bob"),
        (r"One, Ann$^*$ and Two, Bob\textsuperscript{1} and Cem Three$^\dagger$", "One|Ann Two|Bob Three|Cem"),
        ("Ann One 0001 and One Jr, Bob and Cem Three.", "One|Ann One|Bob|Jr Three|Cem"),
        ("One, Ann and and Two, Bob", "One|Ann Two|Bob"),
        # what BibTeX's rules say stands wherever it can be meant
        ("One Two, Ann and Three, Bob", "One_Two|Ann Three|Bob"),
        ("One Two, Ann Bob C. and Cem Three", "One_Two|Ann_Bob_C. Three|Cem"),
        ("Ann One II and Bob MA", "One|Ann|II MA|Bob"),
        ("{One, Two & Sons} and {Procter & Gamble}", "One,_Two_&_Sons Procter_&_Gamble"),
        ("Procter & Gamble", "Gamble|Procter_&"),
        ("欧阳, 小明 and 王, 小明", "欧阳|小明 王|小明"),
    ],
)
def test_lists_of_names_as_people_write_them(written: str, names: str) -> None:
    """Two authors taken for one name are lost, and one whose initials pass for a family name is never found again."""
    record = paper(f"@article{{k, title={{T}}, author={{{written}}}}}")
    found = [[part for part in (one.family, one.given, one.suffix) if part] for one in record.authors]
    expected = [[part.replace("_", " ") for part in name.split("|")] for name in names.split(" ")]
    assert found == expected
    assert record.authors_complete


def test_a_title_has_no_tags_of_web_pages_and_a_name_its_accents() -> None:
    """As Crossref and Zotero hand them out; titles with tags match no other title of the same work."""
    title = r"On <i>E. coli</i> {\textless}sup{\textgreater}13{\textless}/sup{\textgreater}C &lt;b&gt;x&lt;/b&gt;, 1<2"
    record = paper(
        rf"@article{{k, title={{{title}}}, author={{Sch$\ddot{{\mbox{{o}}}}$n, $\acute{{\mbox{{E}}}}$mile}}}}"
    )
    assert record.title == "On E. coli 13C x, 1<2"
    assert record.authors == (Author("Schön", "Émile"),)


@pytest.mark.parametrize("last", [" and others", ", et al.", " et al", " et. al.", r" \emph{et al.}", " and et~al."])
def test_a_list_may_say_that_it_is_not_all(last: str) -> None:
    record = paper(f"@article{{k, title={{T}}, author={{Ann One and Two, Bob{last}}}}}")
    assert record.authors == (Author("One", "Ann"), Author("Two", "Bob"))
    assert not record.authors_complete


@pytest.mark.parametrize(
    ("data", "title"),
    [
        ("@article{k, title={测试期刊的题目}}".encode("gbk"), "测试期刊的题目"),
        ("@article{k, title={Über Jürgen’s café}}".encode("cp1252"), "Über Jürgen’s café"),
        ("\ufeff@article{k, title={Über}}".encode(), "Über"),
        ("@article{k, title={Über}}".encode("utf-16"), "Über"),
        ("% Encoding: ISO8859_2\n@article{k, title={Łódź}}".encode("iso8859-2"), "Łódź"),
        ("@article{k, title={Müller Größe Ünder }}".encode() + b" caf\xe9", "Müller Größe Ünder"),
        (b"@article{k,\r  title={Old\r  Mac}\r}", "Old Mac"),
        (b"@article{k, title={Bell\x07 and\x00 null}}", "Bell and null"),
    ],
)
def test_files_in_any_encoding(data: bytes, title: str) -> None:
    assert paper(data).title == title


def test_links_of_an_entry() -> None:
    record = paper(
        "@misc{k, title={T}, url={https://a.org}, code={https://github.com/x/y}, pdf={https://a.org/p.pdf},"
        " file={:local/path.pdf:PDF}}"
    )
    assert {(link.kind, link.url) for link in record.links} == {
        ("code", "https://github.com/x/y"),
        ("pdf", "https://a.org/p.pdf"),
    }
    assert extra(record)["file"] == ":local/path.pdf:PDF"


def test_a_shared_address_is_no_identifier() -> None:
    """Two papers of one publisher's front page would otherwise become one."""
    one, two = papers(
        "@book{a, title={A}, url={http://www.springer.com}} @book{b, title={B}, url={http://www.springer.com}}"
    )
    assert one.identifiers == two.identifiers == ()


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: "@article{k, title = {" + text)))
def test_any_bytes_are_read_without_a_traceback(data: bytes | str) -> None:
    reading = read(data, name="x.bib")
    assert reading.entries >= 0


SYNTAX = """
    @article{k , title = { } " author {\\' \\ $ doi 10.1/x xdata and # jan @string{ date 2000- % ( ) url={http://
    eprint={ {{{
"""


@given(
    st.lists(
        st.sampled_from([*SYNTAX.split(), "crossref = {k}", "\n"]),
        max_size=30,
    ).map(" ".join)
)
def test_any_confusion_of_syntax_is_read_without_a_traceback(text: str) -> None:
    for found in scan(text, name="x.bib"):
        if isinstance(found, Problem):
            assert found.message and found.line > 0


def test_deep_nesting_ends() -> None:
    text = "@article{k, title = {" + "{" * 50_000 + "\\emph{" * 5_000 + "x" + "}" * 55_000 + "}}"
    assert read(text, name="x.bib").entries == 1


def test_a_large_file_is_read_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.bib"
    entry = "@article{{key{0},\n title = {{Title {0}}},\n author = {{A, B and C, D}},\n abstract = {{{1}}}\n}}\n\n"
    with path.open("w") as file:
        for number in range(4000):
            file.write(entry.format(number, "word " * 600))
    tracemalloc.start()
    assert sum(1 for _ in scan(path, name="large.bib")) == 4000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < path.stat().st_size
    assert peak < 12_000_000


def test_real_files_lose_no_entry(shared: Path) -> None:
    for line in (shared / "bib" / "MANIFEST.jsonl").read_text().splitlines():
        facts = json.loads(line)
        reading = read((shared / "bib" / facts["file"]).read_bytes(), name=facts["file"])
        containers = sum(facts["types"].get(name, 0) for name in ("xdata", "set"))
        whole = max(facts["entries_regex"], facts["entries_pybtex"] or 0, facts["entries_bibtexparser2"] or 0)
        assert reading.entries + sum(not problem.entry for problem in reading.problems) >= whole - containers
        assert reading.entries <= whole


@pytest.mark.parametrize(
    "text",
    [
        "@article{a,\n" + "b = {x,\n" * 20_000,
        "@article{a, title = {x\n" * 5_000,
        "@string{a = " + " # ".join(["a"] * 2_000) + "} @article{x, title = a}",
        "".join(f"@string{{m{n} = m{n + 1} # m{n + 1}}}\n" for n in range(5_000)) + "@article{x, title = m0}",
        "@article{a, author = {" + "{a " * 20_000 + "}" * 20_000 + " and b}}",
        "@article{a, author = {" + " and ".join(["A B{"] * 20_000) + "}}",
        "@article{a, title = {" + "$ " * 20_000 + '}, note = {' + '\\"' * 20_000 + "}}",
        "@article{a, author = {J. " + "a" * 20_000 + ", B. " + "b" * 20_000 + "1}}",
        "@article{a, author = {A" + "~" * 20_000 + "1, B C and D E}}",
        "@article{a, title = {x}, journal = {arXiv:" + "1.2/" * 5_000 + "!}}",
    ],
    ids=[
        "unclosed fields", "unclosed entries", "recursive macro", "macro bomb", "nested names", "open names", "signs",
        "long names", "ties in a name", "a long number",
    ],
)  # fmt: skip
def test_no_file_takes_more_than_its_length(text: str) -> None:
    began = time.process_time()
    for found in scan(text, name="x.bib"):
        assert found is not None
    assert time.process_time() - began < 5
