"""Against real addresses and real DOIs, where they stand beside the checkout: no wrong DOI, no sound one refused."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from lifesci_fm.identifiers import Scheme, doi_fault, parse, read_url


def bare(doi: str) -> str:
    return re.sub(r"^https?://(?:dx\.)?doi\.org/", "", doi).lower()


@pytest.fixture(scope="module")
def cases(shared: Path) -> list[tuple[str, str | None]]:
    """(URL, its DOI) of articles that a well-kept reference manager tests itself with."""
    lines = (shared / "recorded/url-cases/zotero_url_cases.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [(row["url"], bare(row["doi"]) if row["doi"] else None) for row in rows]


def test_no_address_gives_a_wrong_doi(cases: list[tuple[str, str | None]]) -> None:
    wrong = []
    for url, doi in cases:
        found = read_url(url)
        assert found is not None, url
        if found.identifier.scheme is Scheme.DOI and found.identifier.value != doi:
            wrong.append((url, found.identifier.value))
    assert wrong == [  # the preprint's own DOI, while the page has since come to name the article's
        ("https://www.preprints.org/manuscript/201805.0444/v1", "10.20944/preprints201805.0444.v1")
    ]


def test_a_doi_that_stands_in_an_address_is_found(cases: list[tuple[str, str | None]]) -> None:
    literal = [(url, doi) for url, doi in cases if doi and doi in url.lower()]
    found = [(url, reference.identifier.value) for url, _ in literal if (reference := read_url(url))]
    assert len(literal) > 50
    assert found == literal


def test_no_sound_doi_is_refused(shared: Path) -> None:
    """Thousands of DOIs as Crossref and people's .bib files write them."""
    dois: set[str] = set()
    for path in [*(shared / "recorded").rglob("*.json"), *(shared / "bib").glob("*.bib")]:
        text = path.read_text(encoding="utf-8", errors="replace").replace("\\/", "/")
        dois |= set(re.findall(r'(?:"DOI": ?"|\bdoi\s*=\s*[{"])(10\.\d{4,9}/[^"}<\s\\]+)["}]', text))
    assert len(dois) > 3000
    assert {doi: fault for doi in dois if (fault := doi_fault(doi))} == {}
    for doi in dois:
        identifier = parse(doi).identifier
        assert identifier.value in doi.lower()
        assert parse(identifier.url).identifier == identifier


def test_the_entries_of_real_lists_have_the_identifiers_their_addresses_give(shared: Path) -> None:
    rows = [json.loads(line) for line in (shared / "seeds/expected.jsonl").read_text(encoding="utf-8").splitlines()]
    checked = 0
    for row in rows:
        found = read_url(row["paper_url"] or row["url"] or "")
        if found is None or not (row["doi"] or row["arxiv"] or row["biorxiv"]):
            continue
        expected = row["arxiv"] or row["doi"] or re.sub(r"v\d+.*$", "", row["biorxiv"])
        assert found.identifier.value == parse(expected).identifier.value, row["id"]
        checked += 1
    assert checked > 30
