"""Webmention, a W3C Recommendation: https://www.w3.org/TR/webmention/ - source and target, form-encoded."""

import re
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop

from trackbacks import charsets, fetch, forms, guard, html
from trackbacks.canonical import same
from trackbacks.page import Page
from trackbacks.protocols import (
    TEMPORARY_STATUSES,
    Answer,
    BadPing,
    Endpoint,
    Incoming,
    Outgoing,
    retry_after,
)

NAME = "webmention"
LINKS_READ = 100  # of one page's Link headers
MESSAGE_CHARACTERS = 500
BAD_REQUEST = 400

_TYPE = "application/x-www-form-urlencoded"
_TEXT = "text/plain; charset=utf-8"
# RFC 8288: <url>; name=value; name="quoted value", ...
_LINK = re.compile(r'<([^<>]*)>((?:\s*;\s*[\w!#$&+.^`|~-]+(?:\s*=\s*(?:"[^"]*"|[^\s",;]*))?)*)')
_PARAMETER = re.compile(r';\s*([\w!#$&+.^`|~-]+)(?:\s*=\s*(?:"([^"]*)"|([^\s",;]*)))?')


def discover(page: Page, target: str) -> Endpoint | None:
    """WM-S2: the first Link header, then the first link or a element in document order, rel as a whole word."""
    for url in in_headers(page):
        return Endpoint(url, "header")
    with page.opened() as soup:
        base = html.base_of(soup, page.url)
        for tag in html.live_tags(soup, ["link", "a"]):
            if NAME in html.words_of(tag, "rel") and tag.has_attr("href"):
                url = html.link_of(tag, "href", base)
                return Endpoint(url, tag.name) if url else None
    return None


def in_headers(page: Page) -> list[str]:
    """The endpoints that Link headers name, relative to the page's own URL (WM-S3)."""
    header = ", ".join(page.headers.getlist("Link"))
    found = []
    for count, match in enumerate(_LINK.finditer(header)):
        if count < LINKS_READ and NAME in _rel(match[2]).lower().split():
            found.append(html.resolved(page.url, match[1].strip()))
    return [url for url in found if url]


def _rel(parameters: str) -> str:
    """The value of a link's first rel, as RFC 8288 wants it; what stands in another's quotes is not one."""
    for name, quoted, bare in _PARAMETER.findall(parameters):
        if name.lower() == "rel":
            return quoted or bare
    return ""


def send(endpoint: str, message: Outgoing) -> Answer:
    """WM-S6: POST source and target; the endpoint keeps its query string (WM-S4)."""
    data = urlencode({"source": message.url, "target": message.target}).encode("ascii")
    agent = fetch.user_agent(f"Webmention from {message.url}")
    try:
        return read_answer(fetch.post(endpoint, data, content_type=_TYPE, agent=agent))
    except fetch.FetchError as error:
        return Answer("temporary" if error.temporary else "refused", error.reason)


def read_answer(page: Page) -> Answer:
    """WM-S7: any 2xx is success, and the Location of a 201 is where the verdict will stand."""
    words = (
        charsets.clean(page.text, MESSAGE_CHARACTERS) if not page.is_html else f"HTTP status {page.status}"
    )
    if 200 <= page.status < 300:
        location = page.headers.get("Location", "").strip() if page.status == 201 else ""
        place = html.resolved(page.url, location) if location else ""
        return Answer("delivered", f"accepted; status at {place}" if place else words, None, page.status)
    words = words or f"HTTP status {page.status}"
    if page.status in TEMPORARY_STATUSES or page.status >= 500:
        return Answer("temporary", words, retry_after(page.headers), page.status)
    return Answer("refused", words, None, page.status)


# What `read_request` says of either URL; the catalogues find it here.
_OF_URLS = (
    *(gettext_noop("no source was given"), gettext_noop("no target was given")),
    *(gettext_noop("the source was refused"), gettext_noop("the target was refused")),
    *(
        gettext_noop("the source holds characters that no URL has"),
        gettext_noop("the target holds characters that no URL has"),
    ),
)


def read_request(request: HttpRequest) -> Incoming:
    """WM-R2: two different http(s) URLs. Raises BadPing."""
    fields, charset = forms.read(request)
    source, target = (fields.get(name, "").strip() for name in ("source", "target"))
    for name, url in (("source", source), ("target", target)):
        if not url:
            raise BadPing(f"no {name} was given")
        try:
            guard.plain_url(url)
        except guard.Forbidden as error:
            raise BadPing(f"the {name} was refused: {error.reason}") from None
        if charsets.clean(url, guard.URL_LENGTH) != url:
            raise BadPing(f"the {name} holds characters that no URL has")
    if same(source, target):
        raise BadPing(gettext_noop("source and target are the same page"))
    return Incoming(url=source, target=target, charset=charset)


def answer(status_url: str = "") -> HttpResponse:
    """WM-R1: 201, and where the verdict will stand."""
    text = f"Thank you. Your webmention is being checked; its status is at {status_url}\n"
    return HttpResponse(text, status=201, content_type=_TEXT, headers={"Location": status_url})


def refuse(reason: str, status: int = BAD_REQUEST, retry_after: int | None = None) -> HttpResponse:
    """WM-R2, WM-R3: 400 with the reason. `retry_after` in seconds goes with status 429 or 503."""
    response = HttpResponse(
        f"{charsets.clean(reason, MESSAGE_CHARACTERS)}\n", status=status, content_type=_TEXT
    )
    if retry_after is not None:
        response["Retry-After"] = str(retry_after)
    return response
