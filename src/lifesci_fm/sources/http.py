"""The one client: every request of this program goes through `Client.fetch`.

It keeps to each source's pace, retries what may pass, bounds time and size, and follows few redirects, never to a
place the user would not want asked. Every failure is a `SourceFault` whose sentence names the source; no sentence
ever holds a query, because a query may hold an address or a key.
"""

from __future__ import annotations

import re
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

from lifesci_fm import __version__
from lifesci_fm.config import Config
from lifesci_fm.errors import SourceUnavailable, UsageError
from lifesci_fm.sources.bound import within
from lifesci_fm.sources.pace import Pace
from lifesci_fm.sources.source import Request, Source

if TYPE_CHECKING:
    import httpx

MAX_BYTES = 20 << 20
MAX_REDIRECTS = 5
MAX_WAIT = 30.0  # seconds we are willing to be told to wait before the next attempt
TRIES = 3  # within some five seconds
TRIES_AFTER_SILENCE = 2  # a source that says nothing costs the whole time-out each time
REACH = 5.0  # seconds within which a server that is there takes a connection
SLACK = 1.25  # what an attempt may take of the time-out before it is given up from outside
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
TOO_MUCH = frozenset({400, 413, 414, 422})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
NEVER_DATA = ("application/pdf", "application/zip", "application/octet-stream", "image/", "audio/", "video/", "font/")

#: After so many failed requests in a row a source is left alone for so many seconds.
FAILURES_IN_A_ROW, LEFT_ALONE = 2, 30.0


Notice = Callable[[str], None]


class SourceFault(SourceUnavailable):
    """A source did not answer, or its answer cannot be used.

    `wait` says whether asking again may help: seconds, or True for "after a while". `tries` bounds the attempts.
    `smaller` is true when a smaller question may be answered.
    """

    def __init__(self, message: str, *, wait: float | bool = False, tries: int = TRIES, smaller: bool = False) -> None:
        super().__init__(message, "Try again later with `fm refresh`.")
        self.wait, self.tries, self.smaller = wait, tries, smaller


@dataclass(slots=True)
class _Place:
    """Where a source lives in this run, how fast it may be asked, and how it has been doing."""

    key: str
    title: str
    base: str
    origin: tuple[str, str, int]
    pace: Pace
    failures: list[SourceFault] = field(default_factory=list)  # since the last success
    left_alone_until: float = 0.0

    def fault(self, what: str, *, wait: float | bool = False, tries: int = TRIES, smaller: bool = False) -> SourceFault:
        """`Crossref (api.crossref.org) WHAT.`"""
        return SourceFault(f"{self.title} ({self.origin[1]}) {what}.", wait=wait, tries=tries, smaller=smaller)


class Client:
    """One pool of connections to all sources, for many threads. Close it, or use it as a context manager.

    `notice` is told, from any thread, of what keeps a person waiting: a source that is asked again.
    """

    def __init__(
        self,
        config: Config,
        *,
        transport: httpx.BaseTransport | None = None,
        max_bytes: int = MAX_BYTES,
        notice: Notice | None = None,
    ) -> None:
        self._config = config
        self._reach = min(REACH, config.timeout)
        self._notice = notice or (lambda _sentence: None)
        self._transport = transport
        self._max_bytes = max_bytes
        self._places: dict[str, _Place] = {}
        self._http: httpx.Client | None = None
        self._lock = Lock()
        #: Keys of the services that need one, by service; they travel in the query, which no message ever shows.
        self.keys = {"openalex": key} if (key := config.openalex_key) else {}
        self.contact = re.sub(r"[^\x21-\x7e]", "", config.contact_email)  # it goes into a header

    def fetch(self, source: Source, request: Request) -> bytes | None:
        """The body of the answer; None when the source says that it knows no such thing.

        Raises SourceFault, and UsageError when the configured base URL is none.
        """
        import stamina

        place = self._place(source)
        lately = place.failures[-1:]  # another thread's success empties the list
        if lately and time.monotonic() < place.left_alone_until:
            raise SourceFault(lately[0].message)
        tried = 0

        def patience(fault: Exception) -> bool | float:
            nonlocal tried
            tried += 1
            if not isinstance(fault, SourceFault) or tried >= fault.tries or place.failures:
                return False  # what failed for good a moment ago gets one attempt
            if fault.wait:
                self._notice(f"{fault.message} Asking again.")
            return fault.wait

        try:
            for attempt in stamina.retry_context(
                patience, attempts=TRIES, timeout=None, wait_initial=1.0, wait_exp_base=3.0
            ):
                with attempt, place.pace.turn():
                    body = self._once(place, request)
        except SourceFault as fault:
            if fault.wait:
                place.failures.append(fault)
                if len(place.failures) >= FAILURES_IN_A_ROW:
                    place.left_alone_until = time.monotonic() + LEFT_ALONE
            raise
        place.failures.clear()
        return body

    def _once(self, place: _Place, request: Request) -> bytes | None:
        """One attempt, which ends in time."""
        try:
            return within(SLACK * self._config.timeout, lambda: self._attempt(place, request))
        except TimeoutError:
            raise self._silence(place) from None

    def _attempt(self, place: _Place, request: Request) -> bytes | None:
        """One attempt, redirects followed."""
        import httpx

        deadline = time.monotonic() + self._config.timeout
        params = request.params
        if key := self.keys.get(place.key):
            params = (*params, ("api_key", key))
        query = f"?{urlencode(params, quote_via=quote)}" if params else ""
        try:
            url = httpx.URL(place.base + request.path + query)
            for _ in range(MAX_REDIRECTS + 1):
                sent = self._client().build_request("GET", url, headers={"Accept": request.accept})
                answer = self._client().send(sent, stream=True)
                try:
                    if answer.status_code not in REDIRECTS:
                        return self._take(place, request, answer, deadline)
                    url = _redirected(place, url, answer.headers.get("Location", ""))
                finally:
                    answer.close()
        except httpx.ConnectTimeout:
            what = f"could not be reached within {self._reach:g} s"
            raise place.fault(what, wait=0.3, tries=TRIES_AFTER_SILENCE) from None
        except httpx.TimeoutException:
            raise self._silence(place) from None
        except httpx.ConnectError as fault:
            raise place.fault(f"could not be reached: {fault}", wait=0.3, tries=TRIES_AFTER_SILENCE) from None
        except httpx.TransportError as fault:
            if "Invalid URL in location header" in str(fault):  # httpx looks at it even though we follow ourselves
                raise place.fault("redirects to something that is no URL") from None
            raise place.fault("broke the connection off", wait=True) from None
        except httpx.InvalidURL:
            raise place.fault("redirects to something that is no URL") from None
        raise place.fault("redirects in a circle")

    def _take(self, place: _Place, request: Request, answer: httpx.Response, deadline: float) -> bytes | None:
        """The body of one answer that is no redirect, or what its status means."""
        place.pace.learn(answer.headers)
        status = answer.status_code
        if status in request.unknown:
            return None
        if status in PASSING:
            wait = _retry_after(answer.headers.get("Retry-After", ""))
            if wait is not None and wait > MAX_WAIT:
                raise place.fault(f"answered {_status(status)} and wants to be left alone for {wait:.0f} s")
            if wait is not None:
                place.pace.rest(wait)
            raise place.fault(f"answered {_status(status)}", wait=True if wait is None else wait)
        if status != 200:
            raise place.fault(f"answered {_status(status)}", smaller=status in TOO_MUCH)
        kind = answer.headers.get("Content-Type", "").lower()
        if kind.startswith(NEVER_DATA):
            raise place.fault(f"sent {kind.partition(';')[0]} in place of data")
        return self._read(place, answer, deadline)

    def _read(self, place: _Place, answer: httpx.Response, deadline: float) -> bytes:
        """The body, never more than the bound of it in memory, packed or unpacked."""
        packing = answer.headers.get("Content-Encoding", "identity").strip().lower()
        if packing not in ("identity", "", "gzip", "x-gzip"):
            raise place.fault(f"sent an answer packed as {packing[:20]!r}, which nobody asked for")
        unpack = zlib.decompressobj(31) if packing.endswith("gzip") else None
        body = bytearray()
        for piece in answer.iter_raw():
            if time.monotonic() > deadline:
                raise self._silence(place, smaller=True)
            try:
                body += unpack.decompress(piece, self._max_bytes + 1 - len(body)) if unpack else piece
            except zlib.error:
                raise place.fault("sent an answer that cannot be unpacked", wait=True) from None
            if len(body) > self._max_bytes:
                raise place.fault(f"sent more than {self._max_bytes >> 20} MB", smaller=True)
        if unpack and not unpack.eof:
            raise place.fault("broke the connection off", wait=True)
        return bytes(body)

    def _silence(self, place: _Place, *, smaller: bool = False) -> SourceFault:
        what = "did not finish its answer" if smaller else "did not answer"
        seconds = f"{self._config.timeout:g} s"
        return place.fault(f"{what} within {seconds}", wait=True, tries=TRIES_AFTER_SILENCE, smaller=smaller)

    def _place(self, source: Source) -> _Place:
        with self._lock:
            place = self._places.get(source.key)
            if place is None:
                rate = source.rate if self.contact or source.stranger is None else source.stranger
                if source.key == "arxiv":
                    rate = replace(rate, interval=self._config.arxiv_interval)
                base = self._config.source_url(source.key)
                origin = _origin(source, base)
                shared = rate.everywhere and rate.interval > 0
                file = self._config.cache / "turns" / origin[1] if shared else None
                place = _Place(source.key, source.title, base, origin, Pace(rate, file))
                self._places[source.key] = place
            return place

    def _client(self) -> httpx.Client:
        with self._lock:
            if self._http is None:
                import httpx
                from stamina.instrumentation import set_on_retry_hooks

                set_on_retry_hooks(())  # by default each retry is logged, to stderr or, with structlog, to stdout
                mail = f"; mailto:{self.contact}" if self.contact else ""
                headers = {"User-Agent": f"fm/{__version__} (lifesci_fm{mail})", "Accept-Encoding": "gzip"}
                try:
                    patience = httpx.Timeout(self._config.timeout, connect=self._reach)
                    self._http = httpx.Client(headers=headers, timeout=patience, transport=self._transport)
                except (ImportError, ValueError) as fault:  # a proxy in the environment that httpx cannot use
                    raise SourceUnavailable(
                        f"The proxy settings of this machine cannot be used: {fault}.",
                        "Correct HTTPS_PROXY or ALL_PROXY, or install httpx[socks] beside fm.",
                    ) from fault
            return self._http

    def close(self) -> None:
        """Close every connection."""
        with self._lock:
            if self._http is not None:
                self._http.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def _origin(source: Source, base: str) -> tuple[str, str, int]:
    """Scheme, host and port of a base URL. Raises UsageError."""
    try:
        parts = urlsplit(base)
        port = parts.port or {"http": 80, "https": 443}[parts.scheme]
    except (ValueError, KeyError):
        port = 0
    if not port or not parts.hostname:
        variable = f"FM_{source.key.upper()}_URL"
        raise UsageError(
            f"The base URL of {source.title} is no http(s) URL.", f"Correct {variable} or the config file."
        )
    return parts.scheme, parts.hostname, port


def _redirected(place: _Place, url: httpx.URL, location: str) -> httpx.URL:
    """Where a redirect leads, if we go there: within the configured origin, or to a public https host."""
    target = url.join(location)
    port = target.port or {"http": 80, "https": 443}.get(target.scheme, 0)
    if (target.scheme, target.host, port) == place.origin and not target.userinfo:
        return target
    if target.scheme != "https" or target.userinfo or not target.host or _is_private(target.host):
        shown = f"{target.scheme}://{target.host}" if target.host else f"{target.scheme}:"
        raise place.fault(f"redirects to {shown}, where fm does not follow")
    return target


def _is_private(host: str) -> bool:
    """True of an address, or a name of one, that is not on the public internet. A name nobody can resolve here is
    left to the connection (a proxy may know it)."""
    import ipaddress
    import socket

    try:
        return not ipaddress.ip_address(host.strip("[]")).is_global
    except ValueError:
        pass
    try:
        found = socket.getaddrinfo(host, None)
    except (OSError, UnicodeError):
        return False
    return any(not ipaddress.ip_address(str(address[0]).partition("%")[0]).is_global for *_, address in found)


def _retry_after(text: str) -> float | None:
    """Seconds of a Retry-After header, which holds a number or a date; None when it holds neither."""
    if re.fullmatch(r"\d{1,9}(\.\d+)?", text.strip()):
        return float(text)
    from email.utils import parsedate_to_datetime

    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None


def _status(status: int) -> str:
    """`503 (Service Unavailable)`."""
    from http import HTTPStatus

    try:
        return f"{status} ({HTTPStatus(status).phrase})"
    except ValueError:
        return str(status)
