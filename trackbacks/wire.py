"""One exchange on the wire: the guarded connection and the watchdog that ends it."""

import http.client
import socket
import ssl
import threading
import time
from functools import cache
from types import TracebackType
from typing import Any, Self

import certifi
import requests
from django.utils.translation import gettext_noop
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from trackbacks import guard
from trackbacks.errors import FetchError, TooLarge, TooSlow, Unreachable

CONNECT_SECONDS = 3.0  # for all addresses of a host together
IDLE_SECONDS = 5.0  # without one byte, also during the TLS handshake
HEADER_BYTES = 64 * 1024  # status lines and headers together, interim answers included
HEADER_LINES = 100  # with the empty one that ends them; http.client stops there too
SPARE_BYTES = (
    256 * 1024
)  # chunk sizes and trailers beyond the body: one-byte chunks would cost seconds of CPU


class Watchdog:
    """Ends an exchange when its time is up, by shutting its socket down: `requests` limits only each read.

    The time runs from now, or from `began` on time.monotonic's clock.
    """

    def __init__(self, seconds: float, began: float | None = None) -> None:
        self.began = time.monotonic() if began is None else began
        self._ends = self.began + seconds
        self.fired = time.monotonic() >= self._ends  # a quick answer could be faster than the timer's thread
        self._socket: socket.socket | None = None
        self._lock = threading.Lock()
        self._timer = threading.Timer(self.left, self._bite)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        with self._lock:
            if self._socket is not None:
                self._socket.close()
                self._socket = None

    @property
    def left(self) -> float:
        """Seconds until it bites."""
        return max(self._ends - time.monotonic(), 0.001)

    def watch(self, connected: socket.socket) -> None:
        """Guard this socket by a duplicate: TLS takes the descriptor away from the object we are given."""
        with self._lock:
            self._socket = connected.dup()
        if self.fired:
            self._bite()

    def _bite(self) -> None:
        self.fired = True
        with self._lock:
            if self._socket is not None:
                try:
                    self._socket.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass  # the other side was faster


def connect(host: str, port: int, watchdog: Watchdog) -> socket.socket:
    """A socket to one of the host's checked addresses. Raises Forbidden, Unreachable or TooSlow."""
    if watchdog.fired:
        raise TooSlow(gettext_noop("its redirects took too long"))
    found = guard.addresses(host, port, watchdog.left)
    ends = time.monotonic() + min(CONNECT_SECONDS, watchdog.left)
    failure: FetchError = Unreachable(gettext_noop("no connection to the host"))
    for address in found:
        left = ends - time.monotonic()
        if left <= 0:
            break
        try:
            connected = socket.create_connection((address, port), timeout=left)
        except TimeoutError:
            failure = TooSlow(gettext_noop("the host took too long to connect"))
        except OSError:
            failure = Unreachable(gettext_noop("no connection to the host"))
        else:
            connected.settimeout(IDLE_SECONDS)
            return connected
    raise failure


class _CountedFile:
    """The answer as a file whose headers and whose whole length are counted while http.client reads them."""

    def __init__(self, file: Any, room: int) -> None:
        self._file, self._room, self._lines = file, HEADER_BYTES, HEADER_LINES + 1
        self._body_room = room
        self._in_headers = True

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def headers_are_read(self) -> None:
        self._in_headers, self._room = False, self._body_room

    def _counted(self, data: bytes) -> bytes:
        self._room -= len(data)
        if self._room < 0:
            raise TooLarge(
                gettext_noop("its headers are too long")
                if self._in_headers
                else gettext_noop("its answer is padded beyond reason")
            )
        return data

    def readline(self, limit: int = -1) -> bytes:
        if self._in_headers:
            self._lines -= 1
            if self._lines < 0:
                raise TooLarge(gettext_noop("it sent too many headers"))
        return self._counted(self._file.readline(limit))

    def read(self, amount: int = -1) -> bytes:
        return self._counted(self._file.read(amount))

    def read1(self, amount: int = -1) -> bytes:
        return self._counted(self._file.read1(amount))


class _GuardedConnection(HTTPConnection):
    """Connects to a checked address; the name stays for the Host header."""

    watchdog: Watchdog
    room: int

    def _new_conn(self) -> socket.socket:
        connected = connect(self.host, self.port or 80, self.watchdog)
        self.watchdog.watch(connected)
        return connected

    def response_class(self, *args: Any, **kwargs: Any) -> http.client.HTTPResponse:  # type: ignore[override]
        return _CountedResponse(*args, room=self.room, **kwargs)


class _GuardedTLSConnection(_GuardedConnection, HTTPSConnection):
    """The same under TLS; the name stays for SNI and for the certificate too."""


class _CountedResponse(http.client.HTTPResponse):
    def __init__(self, *args: Any, room: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fp = counted = _CountedFile(self.fp, room)  # type: ignore[assignment]
        self._counted_file = counted

    def begin(self) -> None:
        super().begin()
        self._counted_file.headers_are_read()


@cache
def tls_context() -> ssl.SSLContext:
    """Certificates and names are always verified, against the roots that come with `certifi`."""
    return ssl.create_default_context(cafile=certifi.where())


class GuardedAdapter(HTTPAdapter):
    """One exchange: no pool, proxy or reuse; and no Session, which would read a redirect's whole body."""

    def __init__(self, watchdog: Watchdog, limit: int) -> None:
        super().__init__()
        self._watchdog, self._room = watchdog, limit + SPARE_BYTES

    def get_connection_with_tls_context(
        self, request: requests.PreparedRequest, verify: Any, proxies: Any = None, cert: Any = None
    ) -> HTTPConnectionPool:
        url = request.url or ""
        host, port = guard.check_url(url)
        kind: type[HTTPConnection] = _GuardedConnection
        pool = HTTPConnectionPool(host, port)
        if url.startswith("https:"):
            kind, pool = (_GuardedTLSConnection, HTTPSConnectionPool(host, port, ssl_context=tls_context()))
        pool.ConnectionCls = type(kind.__name__, (kind,), {"watchdog": self._watchdog, "room": self._room})
        return pool

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """The pool brings its own context; loading the roots again would cost 10 ms a request."""

    def exchange(self, asked: requests.PreparedRequest) -> requests.Response:
        return self.send(asked, stream=True, timeout=(CONNECT_SECONDS, IDLE_SECONDS), proxies={})
