"""The one client, against a real server on the loopback that fails in every way, and httpx's own mock transport."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest
import stamina

from lifesci_fm.config import Config
from lifesci_fm.errors import SourceUnavailable, UsageError
from lifesci_fm.identifiers import Identifier, Scheme
from lifesci_fm.sources import arxiv, crossref, openalex
from lifesci_fm.sources.http import Client, SourceFault, _is_private, _retry_after
from lifesci_fm.sources.source import Rate, Request
from sources_server import Handler, misbehave, serving

DOI = Identifier(Scheme.DOI, "10.5555/a")
ASK = crossref.work_request([DOI], "")
IMPATIENT = replace(crossref.WORKS, rate=Rate(0.0, 3))


@pytest.fixture
def _at_once() -> Iterator[None]:
    """Retries without the waiting."""
    stamina.set_testing(True, attempts=9, cap=True)
    yield
    stamina.set_testing(False)


def settings(**more: str) -> Config:
    return Config({"FM_CONFIG": "/nonexistent/config.toml", "FM_ARXIV_INTERVAL": "0", **more})


Answer = tuple[int, bytes, dict[str, str]]


def mocked(*answers: Answer, **more: str) -> tuple[Client, list[httpx.Request]]:
    """A client whose requests get these answers, the last one again and again."""
    seen: list[httpx.Request] = []

    def respond(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        status, body, headers = answers[min(len(seen), len(answers)) - 1]
        return httpx.Response(status, stream=httpx.ByteStream(body), headers=headers)

    return Client(settings(**more), transport=httpx.MockTransport(respond)), seen


FINE: Answer = (200, b"{}", {})


def test_every_request_says_who_asks() -> None:
    """Lost otherwise: the polite pools, and a source's chance to write to us before it blocks us."""
    client, seen = mocked(FINE, FM_CONTACT_EMAIL="reader@example.org")
    with client:
        client.fetch(crossref.WORKS, crossref.work_request([DOI], client.contact))
    assert seen[0].headers["User-Agent"].startswith("fm/")
    assert "mailto:reader@example.org" in seen[0].headers["User-Agent"]
    assert seen[0].url.params["mailto"] == "reader@example.org"


def test_an_address_that_is_none_breaks_no_header() -> None:
    """Lost otherwise: all sources, to a line break in a setting."""
    client, seen = mocked(FINE, FM_CONTACT_EMAIL="a@b\r\nX-Evil: 1")
    with client:
        client.fetch(crossref.WORKS, ASK)
    assert "X-Evil" not in seen[0].headers


def test_a_doi_is_escaped_whole() -> None:
    """Lost otherwise: old DOIs with `<`, `;` and `#` in them."""
    client, seen = mocked(FINE)
    odd = Identifier(Scheme.DOI, "10.1002/(sici)1(1998)66:4<261::aid-qua1>3.0.co;2-t#x?y")
    with client:
        client.fetch(crossref.WORKS, crossref.work_request([odd], ""))
    assert (
        seen[0].url.raw_path
        == b"/works/10.1002%2F%28sici%291%281998%2966%3A4%3C261%3A%3Aaid-qua1%3E3.0.co%3B2-t%23x%3Fy"
    )


def test_unknown_is_an_answer() -> None:
    """Lost otherwise: the difference between `no such DOI` and `Crossref is down`."""
    client, _ = mocked((404, b"Resource not found.", {}))
    with client:
        assert client.fetch(crossref.WORKS, ASK) is None
        with pytest.raises(SourceFault, match=r"Crossref \(api.crossref.org\) answered 404"):
            client.fetch(crossref.WORKS, Request("/works"))  # for a list, 404 means that something is wrong


@pytest.mark.usefixtures("_at_once")
def test_what_passes_is_ridden_out() -> None:
    """Lost otherwise: papers left incomplete by a hiccup of a second."""
    client, seen = mocked((503, b"", {}), (429, b"Rate exceeded.", {}), (200, b"[1]", {}))
    with client:
        assert client.fetch(arxiv.IDS, Request()) == b"[1]"
    assert len(seen) == 3


def test_retry_after_is_obeyed() -> None:
    """Lost otherwise: the source's patience."""
    client, seen = mocked((429, b"", {"Retry-After": "1"}), FINE)
    began = time.monotonic()
    with client:
        client.fetch(crossref.WORKS, ASK)
    assert time.monotonic() - began >= 0.99 and len(seen) == 2
    assert _retry_after("Wed, 21 Oct 2015 07:28:00 GMT") == 0
    assert _retry_after("soon") is None and _retry_after("") is None


@pytest.mark.usefixtures("_at_once")
def test_a_source_that_keeps_failing_is_left_alone_for_a_while() -> None:
    """Lost otherwise: a thousand ids, each waiting for the same dead source."""
    client, seen = mocked((500, b"", {}))
    with client:
        for _ in range(5):
            with pytest.raises(SourceFault, match="500"):
                client.fetch(arxiv.IDS, Request())
    assert len(seen) == 4  # three attempts at the first question, one at the second, none at the others


@pytest.mark.usefixtures("_at_once")
def test_a_success_that_comes_late_ends_the_leaving_alone() -> None:
    """Lost otherwise: the program, when one of three requests at a time succeeds after the others failed."""
    client, _ = mocked((500, b"", {}), (500, b"", {}), (500, b"", {}), (500, b"", {}), FINE)
    with client:
        for _ in range(2):
            with pytest.raises(SourceFault, match="500"):
                client.fetch(arxiv.IDS, Request())
        client._place(arxiv.IDS).failures.clear()  # what the success of a request under way does
        assert client.fetch(arxiv.IDS, Request()) == b"{}"


@pytest.mark.usefixtures("_at_once")
def test_a_source_that_is_asked_again_is_said_to_be() -> None:
    """Lost otherwise: why nothing seems to happen, to somebody who waits."""
    heard: list[str] = []
    seen: list[httpx.Request] = []

    def respond(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(503 if len(seen) == 1 else 200, stream=httpx.ByteStream(b"{}"))

    with Client(settings(), transport=httpx.MockTransport(respond), notice=heard.append) as client:
        assert client.fetch(crossref.WORKS, ASK) == b"{}"
    assert heard == ["Crossref (api.crossref.org) answered 503 (Service Unavailable). Asking again."]


def test_no_message_holds_a_query_or_a_key() -> None:
    """Lost otherwise: an API key in somebody's bug report."""
    key = "s3cret-key"
    client, seen = mocked((403, b"", {}), FM_OPENALEX_KEY=key)
    with client, pytest.raises(SourceFault) as fault:
        client.fetch(openalex.WORKS, openalex.request([DOI], "reader@example.org"))
    assert seen[0].url.params["api_key"] == key
    assert key not in str(fault.value) and "reader@" not in str(fault.value) and "10.5555" not in str(fault.value)


def test_redirects_are_followed_within_the_origin_and_to_public_https_only() -> None:
    """Lost otherwise: doi.org, which redirects; or the secrets of a machine in the same network."""
    client, seen = mocked((302, b"", {"Location": "https://8.8.8.8/elsewhere"}), (200, b"[]", {}))
    with client:
        assert client.fetch(crossref.WORKS, ASK) == b"[]"
    assert str(seen[1].url) == "https://8.8.8.8/elsewhere" and seen[1].headers["Accept"] == "application/json"
    assert all(map(_is_private, ("127.0.0.1", "10.1.2.3", "169.254.169.254", "[::1]", "localhost", "192.168.0.1")))
    assert not _is_private("8.8.8.8")


def test_a_downgrade_to_http_is_refused() -> None:
    """Lost otherwise: answers that anybody on the way can write."""
    client, _ = mocked((301, b"", {"Location": "http://api.crossref.org/works/x"}))
    with client, pytest.raises(SourceFault, match="does not follow"):
        client.fetch(crossref.WORKS, ASK)


@pytest.mark.parametrize("url", ["ftp://example.org", "api.crossref.org", "http://", "https://host:port", "http://[1"])
def test_a_base_url_that_is_none_is_the_users_mistake(url: str) -> None:
    """Lost otherwise: the way from a mistyped setting to its correction."""
    client, _ = mocked(FINE, FM_CROSSREF_URL=url)
    with client, pytest.raises(UsageError, match="FM_CROSSREF_URL"):
        client.fetch(crossref.WORKS, ASK)


def test_a_proxy_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lost otherwise: why nothing works on a machine whose proxy speaks another protocol."""
    monkeypatch.setenv("ALL_PROXY", "gopher://127.0.0.1:1")
    with Client(settings()) as client, pytest.raises(SourceUnavailable, match="ALL_PROXY"):
        client.fetch(crossref.WORKS, ASK)


FAULTS = {
    "silence": "did not answer within 0.5 s",
    "drip": "did not finish its answer within 0.5 s",
    "drip of headers": "did not answer within 0.5 s",
    "reset": "broke the connection off",
    "truncated": "broke the connection off",
    "truncated gzip": "broke the connection off",
    "not gzip": "cannot be unpacked",
    "other packing": "packed as 'br'",
    "huge": "more than 20 MB",
    "bomb": "more than 20 MB",
    "redirects in a circle": "redirects in a circle",
    "redirect to a file": "file:",
    "redirect to another port": "http://127.0.0.1",
    "redirect to a private address": "https://10.0.0.1",
    "redirect to the loopback": "https://localhost",
    "redirect with a password": "https://example.org",
    "redirect to nonsense": "no URL",
    "a pdf": "application/pdf",
    "forbidden": "403 (Forbidden)",
    "a long wait": "left alone for 86400 s",
    "500": "500 (Internal Server Error)",
    "418": "418",
}


@pytest.mark.usefixtures("_at_once")
@pytest.mark.parametrize("kind", FAULTS)
def test_every_way_of_failing_is_one_sentence_in_bounded_time_and_memory(kind: str) -> None:
    """Lost otherwise: minutes, memory, or the name of the source that failed."""

    def respond(handler: Handler) -> None:
        misbehave(kind, handler)

    timeout = "0.5" if "0.5 s" in FAULTS[kind] else "20"  # what is to end otherwise may take its time
    with serving(respond) as server, Client(server.config(FM_TIMEOUT=timeout)) as client:
        began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with pytest.raises(SourceFault) as fault:
            client.fetch(IMPATIENT, ASK)
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        took = time.monotonic() - began
    assert FAULTS[kind] in fault.value.message and fault.value.message.startswith("Crossref (127.0.0.1) ")
    assert "\n" not in fault.value.message and "word" not in fault.value.message
    assert took < 30 and grown < 100
    assert len(server.asked) <= 8


def test_a_server_that_takes_no_connection_is_not_waited_for_as_long_as_one_that_thinks() -> None:
    """Lost otherwise: minutes behind a firewall that drops what it does not like."""
    asked: list[float] = []

    def respond(request: httpx.Request) -> httpx.Response:
        asked.append(request.extensions["timeout"]["connect"])
        raise httpx.ConnectTimeout("timed out")

    client = Client(settings(), transport=httpx.MockTransport(respond))
    with client, pytest.raises(SourceFault, match="could not be reached within 5 s"):
        client.fetch(IMPATIENT, ASK)
    assert asked == [5.0, 5.0]


def test_nobody_listening_is_said_so() -> None:
    """Lost otherwise: the most common fault of all, no network, in words."""
    client = Client(settings(FM_CROSSREF_URL="http://127.0.0.1:9"))
    with client, pytest.raises(SourceFault, match="could not be reached"):
        client.fetch(IMPATIENT, ASK)
