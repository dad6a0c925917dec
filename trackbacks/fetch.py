"""The one module that asks other sites for anything: guarded, bounded in time and bytes, trusting nothing."""

import http.client
import re
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urljoin

import requests
import urllib3.exceptions
from django.conf import settings
from django.utils.translation import gettext_noop

from jobs.hosts import host_slot
from trackbacks import guard
from trackbacks.errors import FetchError, Forbidden, TooLarge, TooManyRedirects, TooSlow, Unreachable
from trackbacks.page import Page
from trackbacks.reading import read_body
from trackbacks.wire import GuardedAdapter, Watchdog

__all__ = ["FetchError", "Forbidden", "Page", "TooLarge", "TooManyRedirects", "TooSlow", "Unreachable"]
__all__ += ["get", "head", "post", "user_agent"]

WALL_SECONDS = (
    15.0  # from the first DNS question to the last byte, with all redirects and the slots they wait for
)
PAGE_BYTES = 1024 * 1024  # decoded; a link further down than that is not found
ANSWER_BYTES = 64 * 1024  # what a ping may be answered with
MAX_REDIRECTS = 5  # http -> https -> www -> slash uses three
AT_ONCE = 32  # exchanges in this process
ACCEPT = "text/html, application/xhtml+xml;q=0.9, application/json;q=0.5, text/plain;q=0.5, */*;q=0.1"
NAME = "Crosstalk/1.0"

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_room = threading.BoundedSemaphore(AT_ONCE)


def user_agent(doing: str) -> str:
    """A User-Agent that names this blog and what it is doing, such as "verifying the trackback from URL"."""
    words = f"{NAME} (+{getattr(settings, 'SITE_URL', '')}/) {doing}"
    return re.sub(r"[^\x20-\x7e]+", "?", words)[:500]


def get(url: str, *, agent: str, accept: str = ACCEPT, max_bytes: int = PAGE_BYTES) -> Page:
    """The page at a URL after at most MAX_REDIRECTS redirects, whatever its status.

    Raises a FetchError, or jobs.errors.HostBusy when the host's slots stay taken.
    """
    began: float | None = None
    history: list[str] = []
    while True:
        asked = _prepared("GET", url, agent, Accept=accept)
        page, began = _exchange(asked, max_bytes, began)
        onward = _location(page)
        if not onward:
            return Page(page.url, page.status, page.headers, page.body, tuple(history), page.truncated)
        if len(history) == MAX_REDIRECTS:
            raise TooManyRedirects("it redirects too often")
        history.append(url)
        url = onward


def head(url: str, *, agent: str) -> Page:
    """The headers that a URL answers with, without its body; a redirect is not followed. Raises as `get` does."""
    return _exchange(_prepared("HEAD", url, agent, Accept=ACCEPT), 0)[0]


def post(url: str, data: bytes, *, content_type: str, agent: str) -> Page:
    """What a URL answers to a POST; a redirect is an answer like any other, and is never followed.

    Raises as `get` does. Of an answer that breaks off, what came is returned: to ask again would be a
    second ping.
    """
    asked = _prepared("POST", url, agent, data, **{"Content-Type": content_type})
    return _exchange(asked, ANSWER_BYTES)[0]


def _prepared(
    method: str, url: str, agent: str, data: bytes | None = None, **headers: str
) -> requests.PreparedRequest:
    """The request as it will be sent; the exchange shows its final spelling to the guard once more."""
    guard.check_url(url)
    headers |= {"User-Agent": agent, "Accept-Encoding": "gzip", "Connection": "close"}
    try:
        asked = requests.Request(method, url, headers=headers, data=data).prepare()
    except (requests.RequestException, urllib3.exceptions.HTTPError, ValueError):
        raise Forbidden(gettext_noop("not a URL")) from None
    return asked


def _exchange(asked: requests.PreparedRequest, limit: int, began: float | None = None) -> tuple[Page, float]:
    """(one answer, when its exchange began): `began` by an earlier hop, or when it got its slot."""
    url = asked.url or ""
    host, _port = guard.check_url(url)
    with _room, host_slot(host), Watchdog(WALL_SECONDS, began) as watchdog, _failures_named(watchdog):
        adapter = GuardedAdapter(watchdog, limit)
        answer = adapter.exchange(asked)
        try:
            page = _read(answer, limit, asked.method or "")
        finally:
            answer.raw.close()
        if watchdog.fired:  # a shut socket looks like the end of an answer
            raise TooSlow(gettext_noop("it took too long to answer"))
        return page, watchdog.began


def _read(answer: requests.Response, limit: int, method: str) -> Page:
    page = Page(answer.url, answer.status_code, answer.raw.headers)
    if method == "HEAD" or (method == "GET" and _location(page)):
        return page
    body, truncated = read_body(answer.raw, limit, partly=method == "POST")
    return Page(page.url, page.status, page.headers, body, truncated=truncated)


def _location(page: Page) -> str:
    """Where a page redirects to, as an absolute URL; "" when it does not."""
    location = page.headers.get("Location", "").strip()
    if page.status not in _REDIRECTS or not location:
        return ""
    try:
        return urljoin(page.url, location.encode("latin-1").decode("utf-8", "replace"))
    except ValueError:
        raise Forbidden(gettext_noop("it redirects to something that is not a URL")) from None


@contextmanager
def _failures_named(watchdog: Watchdog) -> Iterator[None]:
    """Whatever goes wrong inside becomes one of our errors; a bite of the watchdog is always TooSlow."""
    try:
        yield
    except Exception as error:
        if watchdog.fired:
            raise TooSlow(gettext_noop("it took too long to answer")) from error
        if isinstance(error, FetchError):
            raise
        raise _named(error) from error


def _named(error: Exception) -> Exception:
    if isinstance(error, (requests.Timeout, urllib3.exceptions.TimeoutError, TimeoutError)):
        return TooSlow(gettext_noop("it took too long to answer"))
    if isinstance(error, (requests.exceptions.SSLError, urllib3.exceptions.SSLError, ssl.SSLError)):
        return Unreachable(gettext_noop("its certificate or its TLS was not accepted"))
    if isinstance(error, (urllib3.exceptions.IncompleteRead, urllib3.exceptions.ProtocolError)):
        return Unreachable(gettext_noop("its answer broke off"))
    if isinstance(
        error,
        (
            requests.RequestException,
            urllib3.exceptions.HTTPError,
            http.client.HTTPException,
            OSError,
            ValueError,
        ),
    ):
        return Unreachable(gettext_noop("it did not answer in HTTP"))
    return error
