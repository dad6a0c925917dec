"""The layer between the app server and Django: stored pages for anonymous readers, and storing what Django answers.

Views say which of their answers are the same for everybody (`for_everybody`); nothing else is ever stored.
"""

import time
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache, wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port, validate_host
from django.http.response import HttpResponseBase

from posts.page_cache import store, version
from posts.page_cache.store import Headers, Stored
from posts.syndication import is_browser

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
P = ParamSpec("P")

# Browsers and proxies may keep a page and ask each time whether it still is the one.
FOR_EVERYBODY = "public, max-age=0, must-revalidate"
FOR_ONE = "private, no-cache"
# Of one way of sending or of one exchange; the store has its own.
NOT_STORED = frozenset(("content-length", "etag", "vary", "date", "connection"))
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
# Different values of a header seen lately; a client that makes up more costs only itself.
REMEMBERED = 64


def for_everybody(
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Mark what the view answers as the same for all who are not signed in, unless the view said otherwise."""

    @wraps(view)
    def marked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code in (200, 304):
            one = settings.SESSION_COOKIE_NAME in request.COOKIES
            response.headers.setdefault("Cache-Control", FOR_ONE if one else FOR_EVERYBODY)
        return response

    return marked


class StoredPages:
    """A WSGI application around Django's; ``cookies`` are the names that mean a page of one's own."""

    def __init__(self, application: Application, cookies: Collection[str]) -> None:
        self.application, self.cookies = application, frozenset(cookies)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        word = version.now() if self._is_for_everybody(environ) else ""
        if not word:
            return self.application(environ, start_response)
        path = environ["PATH_INFO"]
        stored = store.find(path, word) or store.find(variant(path, environ), word)
        if stored:
            return answer(stored, environ, start_response)
        if environ["REQUEST_METHOD"] == "HEAD":
            return self.application(environ, start_response)
        return self._build(word, environ, start_response)

    def _is_for_everybody(self, environ: Environ) -> bool:
        """Whether the answer depends on nothing but the path."""
        if not settings.PAGE_CACHE or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return False
        if environ["PATH_INFO"].startswith((settings.STATIC_URL, settings.MEDIA_URL)):
            return False
        if environ.get("QUERY_STRING") or not is_our_host(environ.get("HTTP_HOST", "")):
            return False
        pairs = environ.get("HTTP_COOKIE", "").split(";")
        return self.cookies.isdisjoint(pair.partition("=")[0].strip() for pair in pairs)

    def _build(self, word: str, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Django's answer; stored, if it is for everybody and nothing has changed meanwhile."""
        told: list[Any] = []
        at = time.time()
        # Django is not to answer 304: that could not be stored. The tag is compared here, and a time never: within its
        # second a page may have changed again.
        asked = {name: value for name, value in environ.items() if name not in CONDITIONS}
        response = self.application(asked, lambda *status_and_headers: told.extend(status_and_headers))
        status, headers = told[:2]
        if not is_storable(status, headers):
            start_response(status, headers)
            return response
        path, vary = environ["PATH_INFO"], "Accept-Encoding"
        if has(headers, "vary"):
            path, vary = variant(path, environ), "Accept, Accept-Encoding"
        kept = [(name, value) for name, value in headers if name.lower() not in NOT_STORED]
        stored = Stored.of(path, word, at, [*kept, ("Vary", vary)], b"".join(response))
        if hasattr(response, "close"):
            response.close()
        if version.now() == word:
            store.keep(stored)
        return answer(stored, environ, start_response)


def answer(stored: Stored, environ: Environ, start_response: StartResponse) -> list[bytes]:
    """The page, or 304 where the reader has it."""
    if stored.etag in (asked := environ.get("HTTP_IF_NONE_MATCH", "")) or asked == "*":
        start_response("304 Not Modified", stored.short_headers)
        return []
    packed = takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
    start_response("200 OK", stored.packed_headers if packed else stored.plain_headers)
    if environ["REQUEST_METHOD"] == "HEAD":
        return []
    return [stored.packed if packed else stored.plain]


def is_storable(status: str, headers: Headers) -> bool:
    """Whether a view marked it, and nothing above the view made it one reader's own."""
    marked = status == "200 OK" and has(headers, "cache-control") == FOR_EVERYBODY
    one_for_all = has(headers, "vary") in ("", "Accept")
    return marked and one_for_all and not (has(headers, "set-cookie") or has(headers, "content-encoding"))


def has(headers: Headers, name: str) -> str:
    return ", ".join(value for key, value in headers if key.lower() == name)


def variant(path: str, environ: Environ) -> str:
    """What stands for the path where browsers get another answer than programs; no path begins like that."""
    return f"{'browsers' if _is_browser(environ.get('HTTP_ACCEPT', '*/*')) else 'programs'} {path}"


@lru_cache(maxsize=REMEMBERED)
def _is_browser(accepted: str) -> bool:
    request = HttpRequest()
    request.META["HTTP_ACCEPT"] = accepted
    return is_browser(request)


@lru_cache(maxsize=REMEMBERED)
def is_our_host(host: str) -> bool:
    """As Django would say of the Host header; without one, Django is asked."""
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


@lru_cache(maxsize=REMEMBERED)
def takes_gzip(accepted: str) -> bool:
    """RFC 9110, section 12.5.3: named, or meant by ``*``, and not with a weight of nothing."""
    weights = {}
    for part in accepted.lower().split(","):
        name, _, parameter = part.partition(";")
        weights[name.strip()] = parameter.replace(" ", "")
    weight = weights.get("gzip", weights.get("*", "q=0"))
    return weight.rstrip(".0") != "q="
