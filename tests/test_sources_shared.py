"""Real answers recorded elsewhere, which stand beside some checkouts: each is read, refused, or empty."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lifesci_fm.config import Config
from lifesci_fm.identifiers import Scheme, parse, read_url
from lifesci_fm.sources import Answer, Sources, doi_org, openalex
from lifesci_fm.sources.source import Reply, Unusable
from lifesci_fm.text import fold
from test_sources_parsers import PARSERS

#: Folder of the recordings → the parser that reads its API. Nobody here asks Semantic Scholar: its answers must not
#: pass for those of a like-minded service.
READERS: dict[str, Callable[[bytes], Reply]] = {
    **PARSERS,
    "pubmed": PARSERS["ncbi"],
    "crossref-cn": doi_org.parse_csl,
    "doi-ra": doi_org.parse_agency,
    "semanticscholar": openalex.parse,
}
#: Beginnings of names of what holds no work, in the order in which they are looked for; all else holds one.
EMPTY = (
    "biorxiv/err200__no_posts", "crossref/list_empty__", "arxiv/id_0000.0000", "idconv/idconv_v1.0_", "doi-ra/ra__",
    "europepmc/lagotto__europe_pmc_fulltext_nil.json", "openalex/work__10.1093_nar_gkw1164",
    "datacite/list__activities", "datacite/list__client",
)  # fmt: skip
REFUSED = (
    "crossref/err", "datacite/err", "arxiv/err", "europepmc/err", "pubmed/err", "idconv/err", "openalex/err",
    "doi-ra/err", "doi-ra/redirect", "semanticscholar/", "crossref/agency__", "crossref-cn/bibtex__",
    "crossref-cn/unixsd__", "datacite/fatcat_doc_", "europepmc/MED_", "europepmc/lagotto__europe_pmc_fulltext_data_nil",
    "pubmed/biopython__esummary", "pubmed/esearch", "pubmed/zhangyee__pmc_esearch", "pubmed/Harsh4873__pubmed-esearch",
    "pubmed/transcribed__esummary", "biorxiv/transcribed__pubs_page",
)  # fmt: skip


@pytest.fixture(scope="module")
def recorded(shared: Path) -> Path:
    return shared / "recorded"


def outcome(name: str, data: bytes) -> str:
    try:
        reply = READERS[name.partition("/")[0]](data)
    except Unusable as fault:
        assert fault.message and "\n" not in fault.message
        return "refused"
    return "works" if reply.records or reply.others else "empty"


def expected(name: str) -> str:
    if name.startswith(EMPTY):
        return "empty"
    return "refused" if name.startswith(REFUSED) else "works"


def test_every_recording_gives_works_or_a_clear_error_and_none_is_left_unused(recorded: Path) -> None:
    """Lost otherwise: what the real sources really send."""
    every = {path.relative_to(recorded).as_posix() for path in recorded.rglob("*") if path.is_file()}
    used, surprises = {"MANIFEST.jsonl"}, []
    for name in sorted(every):
        folder = name.partition("/")[0]
        if folder == "url-cases" and name.endswith(".jsonl"):
            for line in (recorded / name).read_text(encoding="utf-8").splitlines():
                assert read_url(json.loads(line)["url"])
        elif folder in READERS:
            found = outcome(name, (recorded / name).read_bytes())
            if found != expected(name):
                surprises.append((name, found))
        else:
            continue
        used.add(name)
    assert not surprises
    assert every == used, f"no test reads {sorted(every - used)}"
    told = [json.loads(line)["file"] for line in (recorded / "MANIFEST.jsonl").read_text(encoding="utf-8").splitlines()]
    assert set(told) <= used and len(told) > 300


def test_every_recording_given_to_every_parser_is_read_or_refused(recorded: Path) -> None:
    """Lost otherwise: the program, to an answer of the wrong kind."""
    for path in sorted(recorded.rglob("*.*")):
        data = path.read_bytes()
        for parser in READERS.values():
            try:
                parser(data)
            except Unusable as fault:
                assert fault.message


def test_every_work_read_can_be_stored(recorded: Path) -> None:
    """Lost otherwise: titles on one line, identifiers in their one form, dates that exist."""
    seen = 0
    for path in sorted(recorded.rglob("*.*")):
        name = path.relative_to(recorded).as_posix()
        if "/" not in name or name.startswith("url-cases/") or expected(name) != "works":
            continue
        for record in READERS[name.partition("/")[0]](path.read_bytes()).records:
            seen += 1
            assert record.identifiers and len(set(record.identifiers)) == len(record.identifiers)
            for text in (record.title or "", *(author.display for author in record.authors)):
                assert text == " ".join(text.split()) and "</" not in text and "&lt;" not in text
            for version in record.versions:
                assert version.identifier in record.identifiers
            for identifier in record.identifiers:
                if identifier.scheme in (Scheme.DOI, Scheme.ARXIV, Scheme.PMID, Scheme.PMCID):
                    assert parse(f"{identifier.scheme.value}:{identifier.value}").identifier.scheme is identifier.scheme
    assert seen > 700


@pytest.fixture(scope="module")
def replay(shared: Path) -> Iterator[Any]:
    """The recordings, served on the loopback as their APIs would serve them."""
    place = str(shared / "checks")
    keeps, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    sys.path.insert(0, place)
    try:
        import replay_data
        import replay_server

        with replay_server.Replay(replay_data.Data([shared / "recorded"])) as server:
            yield server
    finally:
        sys.path.remove(place)
        sys.dont_write_bytecode = keeps


def test_two_hundred_mixed_ids_take_a_tenth_of_the_requests_of_one_by_one(replay: Any) -> None:
    """Lost otherwise: the sources' patience, or the right record under an id among many."""
    data = replay.data
    real = {doi: told for doi, told in data.crossref.items() if ("crossref", doi) not in data.derived}
    dois = sorted(doi for doi, told in real.items() if told["type"] == "journal-article" and told["title"])[:100]
    arxivs, pmids = sorted(data.arxiv)[:70], sorted(data.pubmed)[:20]
    preprints = sorted(doi for doi, told in real.items() if doi.startswith("10.1101/"))[:10]
    texts = [*dois, *(f"arXiv:{one}" for one in arxivs), *(f"PMID:{one}" for one in pmids), *preprints]
    environ = {**replay.env(), "FM_ARXIV_INTERVAL": "0", "FM_TIMEOUT": "10", "FM_CONTACT_EMAIL": "reader@example.org"}
    before = len(replay.requests)
    with Sources(Config({**environ, "FM_CONFIG": "/nonexistent/config.toml"})) as sources:
        answers: dict[Any, Answer] = {
            answer.reference: answer for answer in sources.lookup([parse(text) for text in texts])
        }
    requests = Counter(request["api"] for request in replay.requests[before:])
    assert {answer.state for answer in answers.values()} == {"found"}
    for doi in dois:
        record = answers[parse(doi)].record
        assert record is not None and record.title
        first = fold(next(filter(None, real[doi]["title"])).split("<")[0])
        assert fold(record.title).replace(" ", "").startswith(first.replace(" ", "")[:20])
    assert len(texts) == 200
    assert sum(requests.values()) <= 20, requests
