"""RSS 2.0, Atom and JSON Feed of anything, readable in a browser, and answered 304 to who has it already."""

import hashlib
import json
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.utils import feedgenerator
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.utils.xmlutils import SimplerXMLGenerator

from posts import local

FOR_BROWSERS = (
    "application/xml; charset=utf-8"  # of a feed's own type they show the source, without its stylesheet
)
NAMESPACES = {
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:slash": "http://purl.org/rss/1.0/modules/slash/",
    "xmlns:trackback": "http://madskills.com/public/xml/rss/module/trackback/",
    "xmlns:wfw": "http://wellformedweb.org/CommentAPI/",
    "xmlns:xhtml": "http://www.w3.org/1999/xhtml",
}
OF_RSS = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}
# What XML cannot hold, escaped or not.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # when a feed without items last changed, the same at every request

Elements = list[tuple[str, str]]


@dataclass(frozen=True)
class Entry:
    """One item; addresses are absolute."""

    title: str
    url: str
    summary: str
    content: str
    author: str
    published: datetime
    updated: datetime
    author_url: str = ""
    tags: tuple[str, ...] = ()
    comments_url: str | None = None
    image: str = ""
    elements: Elements = field(default_factory=list)


@dataclass(frozen=True)
class Channel:
    """What a feed is of; ``path`` is the page, below which the feed stands in each format."""

    title: str
    path: str
    feed_path: str
    description: str
    language: str
    entries: Sequence[Entry]

    @property
    def changed(self) -> datetime:
        return max((entry.updated for entry in self.entries), default=NEVER)


class Extended(ABC):
    """Items with the text, the modules that blogs use, and their date as people read it; one that only items move."""

    feed: dict[str, Any]

    def latest_post_date(self) -> datetime:
        return self.feed["changed"]

    def root_attributes(self) -> dict[str, str]:
        return super().root_attributes() | NAMESPACES  # type: ignore[misc]

    @abstractmethod
    def add_content(self, handler: SimplerXMLGenerator, content: str) -> None: ...

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)  # type: ignore[misc]
        self.add_content(handler, item["content"])
        when = item["pubdate"]
        handler.addQuickElement("xhtml:time", local.moment(when), {"datetime": when.isoformat()})
        for name, text in item["elements"]:
            handler.addQuickElement(name, text)


class Rss(Extended, feedgenerator.Rss201rev2Feed):
    def rss_attributes(self) -> dict[str, str]:
        return {"version": "2.0"} | OF_RSS | NAMESPACES

    def add_content(self, handler: SimplerXMLGenerator, content: str) -> None:
        if content:
            handler.addQuickElement("content:encoded", content)


class Atom(Extended, feedgenerator.Atom1Feed):
    def write(self, outfile: Any, encoding: str) -> None:
        """As Django writes it, with the stylesheet that it gives to RSS alone."""
        handler = SimplerXMLGenerator(outfile, encoding, short_empty_elements=True)
        handler.startDocument()
        for stylesheet in self.feed["stylesheets"]:
            handler.processingInstruction("xml-stylesheet", stylesheet)
        handler.startElement("feed", self.root_attributes())  # type: ignore[arg-type]
        self.add_root_elements(handler)
        self.write_items(handler)
        handler.endElement("feed")

    def add_content(self, handler: SimplerXMLGenerator, content: str) -> None:
        if content:
            handler.addQuickElement("content", content, {"type": "html"})


def answer(request: HttpRequest, channel: Channel, form: str = "rss") -> HttpResponseBase:
    """The channel in one of the three forms; 304 where the reader's program has this very answer."""
    response = FORMS[form](channel)
    if form != "json":
        if is_browser(request):
            response.headers["Content-Type"] = FOR_BROWSERS
        patch_vary_headers(response, ["Accept"])
    return conditional(request, response, channel.changed)


def is_browser(request: HttpRequest) -> bool:
    """The one question that is asked of the Accept header; stored feeds are told apart by it, too."""
    return request.get_preferred_type(["application/rss+xml", "text/html"]) == "text/html"


def conditional(request: HttpRequest, response: HttpResponse, changed: datetime | None) -> HttpResponseBase:
    """With ETag and Last-Modified, or 304. The tag is that of the bytes: whatever changes them is told."""
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    modified = int(changed.timestamp()) if changed and changed > NEVER else None
    if modified:
        response.headers["Last-Modified"] = http_date(modified)
    return get_conditional_response(request, etag=etag, last_modified=modified, response=response) or response


def _xml(kind: type[Any], content_type: str) -> Callable[[Channel], HttpResponse]:
    def write(channel: Channel) -> HttpResponse:
        feed = kind(
            title=_plain(channel.title),
            link=settings.SITE_URL + channel.path,
            description=_plain(channel.description),
            language=channel.language,
            feed_url=settings.SITE_URL + channel.feed_path,
            stylesheets=[feedgenerator.Stylesheet(static("css/feed.css"), mimetype="text/css", media=None)],  # type: ignore[arg-type]
            changed=channel.changed,
        )
        for entry in channel.entries:
            feed.add_item(**_xml_item(entry))
        return HttpResponse(feed.writeString("utf-8"), content_type=content_type)

    return write


def _xml_item(entry: Entry) -> dict[str, Any]:
    return {
        "title": _plain(entry.title),
        "link": entry.url,
        "unique_id": entry.url,
        "unique_id_is_permalink": True,
        "description": escape(_plain(entry.summary), quote=False),  # which readers take for HTML
        "content": _plain(entry.content),
        "author_name": _plain(entry.author),
        "author_link": entry.author_url or None,
        "pubdate": entry.published,
        "updateddate": entry.updated,
        "comments": entry.comments_url,
        "categories": [_plain(tag) for tag in entry.tags],
        "elements": entry.elements,
    }


def _plain(text: str) -> str:
    return FORBIDDEN.sub("", text)


def _json(channel: Channel) -> HttpResponse:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "description": channel.description,
        "language": channel.language,
        "home_page_url": settings.SITE_URL + channel.path,
        "feed_url": settings.SITE_URL + channel.feed_path,
        "items": [_json_item(entry) for entry in channel.entries],
    }
    text = json.dumps(feed, ensure_ascii=False)
    return HttpResponse(text, content_type="application/feed+json; charset=utf-8")


def _json_item(entry: Entry) -> dict[str, Any]:
    author = {"name": entry.author, "url": entry.author_url}
    item = {
        "id": entry.url,
        "url": entry.url,
        "title": entry.title,
        "content_html": entry.content,
        "summary": entry.summary,
        "image": entry.image,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "authors": [{name: value for name, value in author.items() if value}],
        "tags": list(entry.tags),
    }
    needed = ("id", "content_html")
    return {name: value for name, value in item.items() if value or name in needed}


FORMS: dict[str, Callable[[Channel], HttpResponse]] = {
    "rss": _xml(Rss, "application/rss+xml; charset=utf-8"),
    "atom": _xml(Atom, "application/atom+xml; charset=utf-8"),
    "json": _json,
}
