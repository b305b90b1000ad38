"""A real server on the loopback for tests of the sources: it answers from a table, or misbehaves as it is told."""

from __future__ import annotations

import socket
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from lifesci_fm.config import Config

SOURCES = ("crossref", "datacite", "arxiv", "biorxiv", "europepmc", "ncbi", "idconv", "doi", "openalex")


@dataclass
class Asked:
    """One request that came in."""

    at: float
    path: str
    headers: dict[str, str]

    @property
    def source(self) -> str:
        return self.path.split("/")[1].partition("?")[0]


@dataclass
class Server:
    """`respond(handler)` sends the answer; `asked` is what came in so far."""

    url: str
    respond: Callable[[Handler], None]
    asked: list[Asked] = field(default_factory=list)
    ending: threading.Event = field(default_factory=threading.Event)

    def config(self, **more: str) -> Config:
        """Settings that point every source here, each under its own path."""
        urls = {f"FM_{source.upper()}_URL": f"{self.url}/{source}" for source in SOURCES}
        fixed = {"FM_CONTACT_EMAIL": "reader@example.org", "FM_ARXIV_INTERVAL": "0", "FM_TIMEOUT": "0.5"}
        return Config({**urls, **fixed, "FM_CONFIG": "/nonexistent/config.toml", **more})

    def count(self, source: str) -> int:
        """How often a source was asked."""
        return sum(asked.source == source for asked in self.asked)


class Handler(BaseHTTPRequestHandler):
    """Hands each GET to the server's `respond`."""

    protocol_version = "HTTP/1.1"
    boss: Server

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""

    def do_GET(self) -> None:
        self.boss.asked.append(Asked(time.monotonic(), self.path, dict(self.headers)))
        try:
            self.boss.respond(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def send(self, status: int, body: bytes, kind: str = "application/json", **headers: str) -> None:
        """A whole answer; underscores in the names of headers become hyphens."""
        self.begin(status, len(body), kind, **headers)
        self.wfile.write(body)

    def begin(self, status: int, length: int, kind: str = "application/json", **headers: str) -> None:
        """The head of an answer whose body follows, or does not."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()


@contextmanager
def serving(respond: Callable[[Handler], None]) -> Iterator[Server]:
    """A server for the length of a test."""
    http = ThreadingHTTPServer(("127.0.0.1", 0), type("OneHandler", (Handler,), {}))
    http.daemon_threads, http.block_on_close = True, False
    server = Server(f"http://127.0.0.1:{http.server_address[1]}", respond)
    http.RequestHandlerClass.boss = server  # type: ignore[attr-defined]  # the class was made for this server
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.ending.set()
        http.shutdown()
        http.server_close()
        thread.join()


def _bomb(megabytes: int) -> bytes:
    """A JSON text of blanks, packed a hundredfold and more."""
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    block = b" " * (1 << 20)
    return (
        packer.compress(b'{"message": "') + b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()
    )


BOMB = _bomb(150)


def misbehave(kind: str, handler: Handler) -> None:
    """One way of failing."""
    boss = handler.boss
    handler.close_connection = True
    match kind:
        case "silence":
            boss.ending.wait(30)
        case "drip":
            handler.begin(200, 10_000)
            while not boss.ending.wait(0.1):
                handler.wfile.write(b" ")
        case "drip of headers":
            handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
            while not boss.ending.wait(0.1):
                handler.wfile.write(b"X-Wait: longer\r\n")
        case "reset":
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            handler.connection.close()
        case "truncated":
            handler.begin(200, 1000)
            handler.wfile.write(b'{"status": "ok", "message": {')
        case "truncated gzip":
            handler.send(200, BOMB[:100], Content_Encoding="gzip")
        case "not gzip":
            handler.send(200, b"{}", Content_Encoding="gzip")
        case "other packing":
            handler.send(200, b"{}", Content_Encoding="br")
        case "huge":
            handler.begin(200, 1 << 30)
            while not boss.ending.is_set():
                handler.wfile.write(b"x" * (1 << 16))
        case "bomb":
            handler.send(200, BOMB, Content_Encoding="gzip")
        case "redirects in a circle":
            handler.send(302, b"", Location=handler.path)
        case "redirect to a file":
            handler.send(302, b"", Location="file:///etc/hostname")
        case "redirect to another port":
            handler.send(302, b"", Location="http://127.0.0.1:9/secret")
        case "redirect to a private address":
            handler.send(302, b"", Location="https://10.0.0.1/latest/meta-data")
        case "redirect to the loopback":
            handler.send(302, b"", Location="https://localhost:9/")
        case "redirect with a password":
            handler.send(302, b"", Location="https://user:word@example.org/")
        case "redirect to nonsense":
            handler.send(302, b"", Location="https://example.org:port/")
        case "a pdf":
            handler.send(200, b"%PDF-1.4", "application/pdf")
        case "a page":
            handler.send(200, b"<!DOCTYPE html><title>Just a moment...</title>", "text/html")
        case "garbage":
            handler.send(200, bytes(range(256)))
        case "nothing":
            handler.send(200, b"")
        case "an empty object":
            handler.send(200, b"{}")
        case "a wrong shape":
            handler.send(200, b'{"message": {"DOI": 7, "title": {"a": 1}}, "data": 3, "collection": 4}')
        case "forbidden":
            handler.send(403, b"no")
        case "a long wait":
            handler.send(429, b"later", Retry_After="86400")
        case _:
            handler.send(int(kind), b"<html>an error</html>", "text/html")
