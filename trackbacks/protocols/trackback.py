"""TrackBack 1.2: telling, being told, and how it is answered. https://archive.cweiske.de/trackback/trackback-1.2.html"""

import html
import re
from collections.abc import Iterable
from urllib.parse import urlencode, urlsplit
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.html import escape

from trackbacks import charsets, discovery, fetch, forms, guard
from trackbacks.excerpts import EXCERPT_CHARACTERS, cut
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

NAME = "trackback"

# What we keep of a sender's words; titles and names are columns of 255.
TITLE_CHARACTERS = 255
INCOMING_EXCERPT_CHARACTERS = 500
MESSAGE_CHARACTERS = 500
FIRST_WORDS = 200
RAW_CHARACTERS = 5000  # of any one field or answer, before tags and entities are looked at

_TYPE = "application/x-www-form-urlencoded; charset=utf-8"
_XML = '<?xml version="1.0" encoding="utf-8"?>'
_HIDDEN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[a-z!?][^<>]*(?:>|$)", re.IGNORECASE)
_RESPONSE = re.compile(r"<(?:\w+:)?response[\s>]", re.IGNORECASE)
_ERROR = re.compile(r"<error>\s*(\d{1,4})\s*</error>", re.IGNORECASE)
_MESSAGE = re.compile(r"<message>(.*?)(?:</message>|$)", re.IGNORECASE | re.DOTALL)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_RDF = """<!--
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:trackback="http://madskills.com/public/xml/rss/module/trackback/">
<rdf:Description rdf:about="{url}" dc:identifier="{url}" dc:title="{title}" trackback:ping="{ping_url}" />
</rdf:RDF>
-->"""


def discover(page: Page, target: str) -> Endpoint | None:
    """The ping URL that a page names for `target` (TB-S8, TB-S9)."""
    return discovery.trackback_url(page, target)


def send(endpoint: str, message: Outgoing) -> Answer:
    """Tell one ping URL, query string and all (TB-S1 to S6). Only a "temporary" answer is asked for again.

    Raises jobs.errors.HostBusy when the host's slots stay taken.
    """
    if _is_ours(endpoint):
        return Answer("refused", "this is our own blog")
    fields = {
        "title": cut(message.title.strip(), TITLE_CHARACTERS) or message.url,
        "url": message.url,
        "excerpt": cut(message.excerpt, EXCERPT_CHARACTERS),
        "blog_name": message.blog_name,
        "charset": "utf-8",
    }
    data = urlencode(fields, encoding="utf-8", errors="replace").encode("ascii")
    agent = fetch.user_agent(f"sending a trackback from {message.url}")
    try:
        return read_answer(fetch.post(endpoint, data, content_type=_TYPE, agent=agent))
    except fetch.FetchError as error:
        return Answer("temporary" if error.temporary else "refused", error.reason)


def _is_ours(url: str) -> bool:
    """Is this URL on this blog? Pinging ourselves would be a loop through the network (TB-S13)."""
    try:
        ours = urlsplit(getattr(settings, "SITE_URL", ""))
        return bool(ours.netloc) and guard.plain_url(url) == guard.plain_url(ours.geturl())
    except guard.Forbidden:
        return False


def read_answer(page: Page) -> Answer:
    """What an answer means (TB-S7, TB-S13): final, or to be asked again, with the other side's own words."""
    parsed = parse_answer(page.text)
    error, words = parsed if parsed else (None, _first_words(page))
    if 200 <= page.status < 300:
        if error is None:
            return Answer(
                "refused",
                f"answered, unreadable: {words}" if words else "answered, unreadable",
                None,
                page.status,
            )
        delivered = error == 0 or "already" in words.lower()
        return Answer("delivered" if delivered else "refused", words, None, page.status)
    words = words or f"HTTP status {page.status}"
    if page.status in TEMPORARY_STATUSES or page.status == 503:
        return Answer("temporary", words, _put_off(page), page.status)
    if page.status >= 500 and not error:
        return Answer("temporary", words, None, page.status)
    return Answer("refused", words, None, page.status)


def _put_off(page: Page) -> int | None:
    return retry_after(page.headers) if page.status in (429, 503) else None


def _first_words(page: Page) -> str:
    """The page's text, or the message alone of the XML that WordPress answers 409 and 429 with: escaped twice."""
    message = _MESSAGE.search(page.text[:RAW_CHARACTERS])
    words = plain(_CDATA.sub(r"\1", message[1]) if message else page.text, FIRST_WORDS * 2)
    return cut(charsets.clean(html.unescape(words), FIRST_WORDS * 2) if message else words, FIRST_WORDS)


def parse_answer(text: str) -> tuple[int, str] | None:
    """(error, message) of a TrackBack answer, junk around it ignored; None for what is none.

    DTDs and entities are off: the document begins at <response>, and defusedxml refuses the rest.
    """
    begin = _RESPONSE.search(text)
    if not begin:
        return None
    body = text[begin.start() :]
    end = body.lower().rfind("</response>")
    try:
        root = fromstring(body[: end + len("</response>")] if end >= 0 else body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        return _loosely(body)  # an "&" in a message is reason enough for many blogs' answers
    error = _child(root, "error").strip()
    if not (error.isdecimal() and error.isascii() and len(error) < 5):
        return None
    return int(error), charsets.clean(_child(root, "message"), MESSAGE_CHARACTERS)


def _child(root: Element, name: str) -> str:
    for element in root:
        if isinstance(element.tag, str) and element.tag.rpartition("}")[2].lower() == name:
            return element.text or ""
    return ""


def _loosely(body: str) -> tuple[int, str] | None:
    error = _ERROR.search(body)
    if not error:
        return None
    message = _MESSAGE.search(body)
    return int(error[1]), plain(message[1] if message else "", MESSAGE_CHARACTERS)


def read_request(request: HttpRequest) -> Incoming:
    """The ping in a request, as clean plain text (TB-R1, R5, R8). Raises BadPing with what is wrong."""
    fields, charset = forms.read(request)
    url = fields.get("url", "").strip()
    if not url:
        raise BadPing("no url was given")
    try:
        guard.plain_url(url)
    except guard.Forbidden as error:
        raise BadPing(f"the url was refused: {error.reason}") from None
    if charsets.clean(url, guard.URL_LENGTH) != url:
        raise BadPing("the url was refused: it holds characters that no URL has")
    return Incoming(
        url=url,
        title=cut(plain(fields.get("title", ""), TITLE_CHARACTERS * 2), TITLE_CHARACTERS)
        or url[:TITLE_CHARACTERS],
        excerpt=cut(
            plain(fields.get("excerpt", ""), INCOMING_EXCERPT_CHARACTERS * 2), INCOMING_EXCERPT_CHARACTERS
        ),
        blog_name=cut(plain(fields.get("blog_name", ""), TITLE_CHARACTERS * 2), TITLE_CHARACTERS),
        charset=charset,
    )


def plain(markup: str, limit: int) -> str:
    """The text of a field that may hold HTML: tags dropped, entities decoded once, cleaned."""
    bare = _TAG.sub(" ", _HIDDEN.sub(" ", markup[:RAW_CHARACTERS]))
    return charsets.clean(html.unescape(bare), limit)


def answer(status_url: str = "") -> HttpResponse:
    """The ping is taken (TB-R2). TrackBack has no place for a status URL."""
    return _response("<error>0</error>")


def refuse(reason: str, status: int = 200, retry_after: int | None = None) -> HttpResponse:
    """The ping is not taken (TB-R1, R3, R9, R12). `retry_after` in seconds goes with status 429 or 503."""
    message = _escaped(charsets.clean(reason, MESSAGE_CHARACTERS))
    response = _response(f"<error>1</error><message>{message}</message>", status)
    if retry_after is not None:
        response["Retry-After"] = str(retry_after)
    return response


def rss(
    title: str, url: str, description: str, pings: Iterable[Incoming], language: str = "en"
) -> HttpResponse:
    """The answer to ?__mode=rss (TB-R7): a post's visible pings as RSS 0.91 within the response."""
    items = "".join(f"<item>{_channel(ping.title, ping.url, ping.excerpt)}</item>" for ping in pings)
    channel = _channel(title, url, description) + f"<language>{_escaped(language)}</language>"
    return _response(f'<error>0</error><rss version="0.91"><channel>{channel}{items}</channel></rss>')


def advertise(url: str, title: str, ping_url: str) -> str:
    """The RDF block, in a comment, by which others find a post's ping URL (TB-R10). Escaped for a page."""
    facts = {"url": url, "title": title, "ping_url": ping_url}
    return _RDF.format(**{name: _escaped(value).replace("--", "&#45;&#45;") for name, value in facts.items()})


def _channel(title: str, url: str, description: str) -> str:
    return (
        f"<title>{_escaped(title)}</title><link>{_escaped(url)}</link>"
        f"<description>{_escaped(description)}</description>"
    )


def _escaped(text: str) -> str:
    return escape(charsets.clean(text, RAW_CHARACTERS))


def _response(inner: str, status: int = 200) -> HttpResponse:
    body = f"{_XML}<response>{inner}</response>"
    return HttpResponse(body, content_type="text/xml; charset=utf-8", status=status)
