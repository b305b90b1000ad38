"""What looking works up costs: `python benchmarks/sources.py`

Requests, most requests in flight, and wall time for 1, 50 and 500 ids (half DOIs, half arXiv ids), against a server on
this machine that answers after 100 ms and counts. With the manners of the real sources: Crossref three lists a second
and three at once, arXiv one request every three seconds.
"""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from tempfile import TemporaryDirectory
from urllib.parse import parse_qs, unquote, urlsplit

from lifesci_fm.config import Config
from lifesci_fm.identifiers import Identifier, Reference, Scheme
from lifesci_fm.sources import Sources

LATENCY = 0.1
SOURCES = ("crossref", "datacite", "arxiv", "biorxiv", "europepmc", "ncbi", "idconv", "doi")


class Counting(BaseHTTPRequestHandler):
    """Answers like Crossref and arXiv, knows every id; the others know nothing."""

    protocol_version = "HTTP/1.1"
    lock, flying, peak, asked = threading.Lock(), Counter[str](), Counter[str](), Counter[str]()

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        source = parts.path.split("/")[1]
        with self.lock:
            self.asked[source] += 1
            self.flying[source] += 1
            self.peak[source] = max(self.peak[source], self.flying[source])
        time.sleep(LATENCY)
        body = self._answer(source, parts.path, {name: values[0] for name, values in parse_qs(parts.query).items()})
        with self.lock:
            self.flying[source] -= 1
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def _answer(self, source: str, path: str, query: dict[str, str]) -> bytes:
        if source == "crossref":
            if "filter" not in query:
                return json.dumps({"message": _work(unquote(path.rpartition("/")[2]))}).encode()
            works = [_work(clause.partition(":")[2]) for clause in query["filter"].split(",")]
            return json.dumps({"message": {"items": works}}).encode()
        if source == "arxiv":
            entries = "".join(
                f"<entry><id>http://arxiv.org/abs/{name}v1</id><title>{name}</title>"
                "<published>2021-01-01T00:00:00Z</published><author><name>Jane Doe</name></author></entry>"
                for name in query["id_list"].split(",")
            )
            return f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'.encode()
        return b'{"resultList": {"result": []}}'


def _work(doi: str) -> dict[str, object]:
    author = [{"family": "Doe", "given": "Jane"}]
    return {"DOI": doi, "type": "journal-article", "title": [doi], "author": author, "issued": {"date-parts": [[2021]]}}


def main() -> None:
    http = ThreadingHTTPServer(("127.0.0.1", 0), Counting)
    http.daemon_threads = True
    threading.Thread(target=http.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{http.server_address[1]}"
    urls = {f"FM_{source.upper()}_URL": f"{base}/{source}" for source in SOURCES}
    said = {**urls, "FM_CONTACT_EMAIL": "bench@example.org"}
    print("| ids | requests | most in flight | s |")
    print("|---|---|---|---|")
    for count in (1, 50, 500):
        Counting.asked.clear()
        Counting.peak.clear()
        ids = [Reference(Identifier(Scheme.DOI, f"10.5555/{n}")) for n in range((count + 1) // 2)]
        ids += [Reference(Identifier(Scheme.ARXIV, f"2101.{n:05}")) for n in range(count // 2)]
        began = time.perf_counter()
        with TemporaryDirectory() as cache, Sources(Config({**said, "FM_CACHE": cache})) as sources:
            found = sum(answer.state == "found" for answer in sources.lookup(ids))
        seconds = time.perf_counter() - began
        assert found == count
        asked = ", ".join(f"{source} {number}" for source, number in sorted(Counting.asked.items()))
        peak = ", ".join(f"{source} {number}" for source, number in sorted(Counting.peak.items()))
        print(f"| {count} | {sum(Counting.asked.values())} ({asked}) | {peak} | {seconds:.2f} |")
    http.shutdown()
    http.server_close()


if __name__ == "__main__":
    main()
