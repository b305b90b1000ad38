"""A small world of sources for tests of looking up: what each knows, answered through httpx's mock transport."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote
from xml.sax.saxutils import escape

import httpx

from lifesci_fm.config import Config
from lifesci_fm.identifiers import Reference, parse
from lifesci_fm.sources import Answer, Sources

HOSTS = {
    "api.crossref.org": "crossref",
    "api.datacite.org": "datacite",
    "export.arxiv.org": "arxiv",
    "api.biorxiv.org": "biorxiv",
    "www.ebi.ac.uk": "europepmc",
    "eutils.ncbi.nlm.nih.gov": "ncbi",
    "pmc.ncbi.nlm.nih.gov": "idconv",
    "doi.org": "doi",
    "api.openalex.org": "openalex",
}


def work(doi: str, title: str = "A plain title", **more: Any) -> dict[str, Any]:
    """A Crossref work."""
    return {
        "DOI": doi,
        "type": "journal-article",
        "title": [title],
        "author": [{"family": "Doe", "given": "Jane"}],
        "container-title": ["Journal of Examples"],
        "issued": {"date-parts": [[2022, 5]]},
        **more,
    }


def preprint(doi: str, title: str = "A plain title", **more: Any) -> dict[str, Any]:
    """A Crossref work of bioRxiv."""
    institution = [{"name": "bioRxiv"}]
    said = {"type": "posted-content", "subtype": "preprint", "container-title": [], "institution": institution}
    return work(doi, title, **{**said, "issued": {"date-parts": [[2021, 3, 1]]}, **more})


@dataclass
class World:
    """What the sources know, and what they were asked (`source path?query`, unquoted)."""

    crossref: list[dict[str, Any]] = field(default_factory=list)
    datacite: list[dict[str, Any]] = field(default_factory=list)
    arxiv: dict[str, dict[str, str]] = field(default_factory=dict)  # id with version → title, doi
    biorxiv: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    europepmc: list[dict[str, Any]] = field(default_factory=list)
    idconv: list[dict[str, Any]] = field(default_factory=list)
    csl: dict[str, dict[str, Any]] = field(default_factory=dict)
    registered: set[str] = field(default_factory=set)  # DOIs that some agency has
    failing: dict[str, int] = field(default_factory=dict)  # source → status
    refused: set[str] = field(default_factory=set)  # DOIs whose presence Crossref answers with 400
    asked: list[str] = field(default_factory=list)

    def count(self, source: str) -> int:
        """How often a source was asked."""
        return sum(line.startswith(source + " ") for line in self.asked)

    def respond(self, request: httpx.Request) -> httpx.Response:
        status, body = self.answer(HOSTS[request.url.host], str(request.url.raw_path, "ascii"))
        return httpx.Response(status, stream=httpx.ByteStream(body))

    def answer(self, source: str, target: str) -> tuple[int, bytes]:
        """Status and body of a request to a source; `target` is the path with its query."""
        self.asked.append(f"{source} {unquote(target)}")
        if source in self.failing:
            return self.failing[source], b"<html>an error</html>"
        path, _, search = target.partition("?")
        query = {name: values[0] for name, values in parse_qs(search).items()}
        status, body = getattr(self, f"_{source}")(unquote(path), query)
        return status, body if isinstance(body, bytes) else json.dumps(body).encode()

    def _crossref(self, path: str, query: dict[str, str]) -> tuple[int, Any]:
        if path != "/works":
            doi = path.removeprefix("/works/")
            found = [one for one in self.crossref if one["DOI"].lower() == doi]
            return (200, {"status": "ok", "message": found[0]}) if found else (404, b"Resource not found.")
        clauses = [tuple(clause.split(":", 1)) for clause in query.get("filter", "").split(",") if clause]
        dois = {value for name, value in clauses if name == "doi"}
        if dois & self.refused:
            return 400, {"status": "failed", "message-type": "validation-failure", "message": []}
        others = {value for name, value in clauses if name == "alternative-id"}
        found = [
            one for one in self.crossref if one["DOI"].lower() in dois or others & set(one.get("alternative-id", []))
        ]
        if not dois and not others:
            found = self.crossref  # a search: everything resembles everything
        return 200, {"status": "ok", "message": {"items": found[::-1][: int(query["rows"])]}}

    def _datacite(self, path: str, query: dict[str, str]) -> tuple[int, Any]:
        if path != "/dois":
            found = [one for one in self.datacite if path == f"/dois/{one['doi']}"]
            return (200, {"data": {"attributes": found[0]}}) if found else (404, {"errors": []})
        wanted = query["ids"].split(",")
        return 200, {"data": [{"attributes": one} for one in self.datacite if one["doi"] in wanted]}

    def _arxiv(self, _path: str, query: dict[str, str]) -> tuple[int, Any]:
        ids = query.get("id_list", "").split(",")
        entries = ""
        for name, told in self.arxiv.items():
            if "id_list" in query and name.partition("v")[0] not in ids:
                continue
            doi = f"<a:doi>{escape(told['doi'])}</a:doi>" if "doi" in told else ""
            author = told.get("author", "Jane Doe")
            entries += (
                f"<entry><id>http://arxiv.org/abs/{name}</id><title>{escape(told['title'])}</title>{doi}"
                f"<published>2021-01-04T00:00:00Z</published><updated>2021-06-01T00:00:00Z</updated>"
                f"<author><name>{author}</name></author></entry>"
            )
        feed = f'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:a="http://arxiv.org/schemas/atom">{entries}</feed>'
        return 200, feed.encode()

    def _biorxiv(self, path: str, _query: dict[str, str]) -> tuple[int, Any]:
        found = re.fullmatch(r"/details/(biorxiv|medrxiv)/(.+)/na/json", path)
        assert found
        rows = [row for row in self.biorxiv.get(found[2], []) if row["server"].lower() == found[1]]
        if not rows:
            return 200, {"messages": [{"status": "no posts found"}], "collection": []}
        return 200, {"messages": [{"status": "ok"}], "collection": rows}

    def _europepmc(self, _path: str, query: dict[str, str]) -> tuple[int, Any]:
        names = set(re.findall(r'DOI:"([^"]+)"|EXT_ID:(\w+)|PMCID:(PMC\d+)', query["query"]))
        wanted = {value for values in names for value in values if value}
        keys = ("doi", "pmid", "pmcid", "id")
        found = [one for one in self.europepmc if wanted & {str(one.get(key, "")) for key in keys}]
        found += [one for one in self.europepmc if one.get("pmcid") in wanted and one not in found]
        return 200, {"resultList": {"result": found}}

    def _ncbi(self, _path: str, _query: dict[str, str]) -> tuple[int, Any]:
        return 200, b"<PubmedArticleSet></PubmedArticleSet>"

    def _idconv(self, _path: str, query: dict[str, str]) -> tuple[int, Any]:
        return 200, {"status": "ok", "records": [one for one in self.idconv if one["pmcid"] in query["ids"]]}

    def _doi(self, path: str, _query: dict[str, str]) -> tuple[int, Any]:
        if path.startswith("/ra/"):
            known = self.registered | self.csl.keys()
            dois = path.removeprefix("/ra/").split(",")
            return 200, [
                {"DOI": doi, "RA": "JaLC"} if doi in known else {"DOI": doi, "status": "DOI does not exist"}
                for doi in dois
            ]
        doi = path.removeprefix("/")
        return (200, self.csl[doi]) if doi in self.csl else (404, b"<html>DOI not found</html>")

    def sources(self, **settings: str) -> Sources:
        """Sources that ask this world."""
        config = Config({"FM_CONFIG": "/nonexistent/config.toml", "FM_ARXIV_INTERVAL": "0", **settings})
        return Sources(config, transport=httpx.MockTransport(self.respond))

    def look_up(self, *texts: str | Reference) -> list[Answer]:
        """Answers in the order of the texts."""
        references: Sequence[Reference] = [text if isinstance(text, Reference) else parse(text) for text in texts]
        with self.sources() as sources:
            found = {answer.reference: answer for answer in sources.lookup(references)}
        return [found[reference] for reference in references]
