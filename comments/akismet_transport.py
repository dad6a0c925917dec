"""How requests to Akismet travel: to a configured server, within a deadline and a size.

httpx counts its time-outs per read, so a server that drips would hold a worker; here a watchdog shuts the
socket. Only `comments.akismet` uses this.
"""

from __future__ import annotations

import socket
import ssl
import threading
from functools import lru_cache
from typing import Any

import httpx

CONNECT_SECONDS = 5.0
"""Akismet answers from nearby; a connection that takes longer will not come."""
TOTAL_SECONDS = 10.0
"""For a whole exchange: well below the lease of a job."""
MAX_ANSWER = 64 * 1024
"""Bytes. Akismet's answers are words; its longest, the usage, is some hundred bytes."""


class Transport(httpx.BaseTransport):
    """Send requests to `base` (scheme, host, port, leading path) and keep the last answer's headers."""

    def __init__(self, base: str, total_seconds: float = TOTAL_SECONDS) -> None:
        """`base` replaces the address that the library has built in; "" keeps that one."""
        self.base = httpx.URL(base) if base else None
        self.total_seconds = total_seconds
        self.status = 0
        self.headers = httpx.Headers()
        self._inner = httpx.HTTPTransport(verify=_tls())

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Do one exchange and read the answer to its end. Raises httpx's errors; never follows a redirect."""
        request = self._readdressed(request)
        watchdog = Watchdog(self.total_seconds)
        request.extensions = {**request.extensions, "trace": watchdog.note}
        try:
            with watchdog:
                response = self._inner.handle_request(request)
                self.status, self.headers = response.status_code, response.headers
                body = _read(response)
                response.close()
        except httpx.TransportError as error:
            if watchdog.bitten:
                raise httpx.ReadTimeout("too slow as a whole", request=request) from error
            raise
        return httpx.Response(
            response.status_code,
            headers=response.headers,
            content=body,
            request=request,
        )

    def close(self) -> None:
        """Close the connections."""
        self._inner.close()

    def _readdressed(self, request: httpx.Request) -> httpx.Request:
        if self.base is None:
            return request
        path = self.base.raw_path.rstrip(b"/") + request.url.raw_path
        request.url = self.base.copy_with(raw_path=path)
        request.headers["Host"] = request.url.netloc.decode("ascii")
        return request


class Watchdog:
    """Shuts the connection of an exchange that has not ended in time."""

    def __init__(self, seconds: float) -> None:
        """Start counting on entering the `with` block."""
        self.bitten = False
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._bite)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def note(self, event: str, info: dict[str, Any]) -> None:
        """Remember the connection's socket: httpcore's `trace` extension calls this at each step."""
        if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            self._socket = info["return_value"].get_extra_info("socket")
            if self.bitten:
                self._bite()

    def _bite(self) -> None:
        self.bitten = True
        if self._socket is not None:
            try:
                self._socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # it has ended by itself


def _read(response: httpx.Response) -> bytes:
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise httpx.DecodingError("compressed, which was not asked for", request=None)
    body = b""
    for chunk in response.iter_raw():
        body += chunk
        if len(body) > MAX_ANSWER:
            raise httpx.DecodingError("longer than any answer of Akismet", request=None)
    return body


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    # Loading the certificates takes longer than the rest of an exchange's own work: once a process.
    return httpx.create_ssl_context()
