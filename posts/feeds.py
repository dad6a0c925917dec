"""RSS 2.0, Atom and JSON Feed of posts: the whole blog's, and RSS below every archive.

An app above registers in `item_elements` what it adds to an item, such as the trackback module of RSS.
"""

import json as json_text
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import feedgenerator
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from posts import archives
from posts.models import Post, SiteSettings
from posts.models.post import PostQuerySet

ITEMS = 20  # what a reader that looks in once a week can miss on a busy blog, and still a small file
NAMESPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:slash": "http://purl.org/rss/1.0/modules/slash/",
    "xmlns:wfw": "http://wellformedweb.org/CommentAPI/",
    "xmlns:trackback": "http://madskills.com/public/xml/rss/module/trackback/",
}

Elements = list[tuple[str, str]]
item_elements: list[Callable[[Sequence[Post]], dict[int, Elements]]] = []


@dataclass(frozen=True)
class Channel:
    """What a feed is of; addresses are absolute, from the settings."""

    title: str
    path: str
    feed_path: str
    description: str
    language: str
    posts: PostQuerySet

    @property
    def items(self) -> list[Post]:
        return list(self.posts.for_lists().prefetch_related("tags")[:ITEMS])


class Extended:
    """RSS with the modules that blogs use."""

    def rss_attributes(self) -> dict[str, str]:
        return {"version": "2.0"} | NAMESPACES

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)  # type: ignore[misc]
        if item["content"]:
            handler.addQuickElement("content:encoded", item["content"])
        for name, text in item["elements"]:
            handler.addQuickElement(name, text)


class Rss(Extended, feedgenerator.Rss201rev2Feed):
    pass


class Atom(feedgenerator.Atom1Feed):
    """Atom with the text of each post."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if item["content"]:
            handler.addQuickElement("content", item["content"], {"type": "html"})


def blog_channel(feed: str) -> Channel:
    site = SiteSettings.load()
    return Channel(
        site.title, reverse("home"), reverse(feed), site.tagline, site.language, Post.objects.published()
    )


def archive_channel(archive: archives.Archive) -> Channel:
    site = SiteSettings.load()
    title = f"{archive.title} – {site.title}"
    return Channel(
        title, archive.path, f"{archive.path}feed/", archive.description, site.language, archive.posts
    )


@require_safe
def rss(request: HttpRequest) -> HttpResponse:
    return xml(Rss, blog_channel("feed"))


@require_safe
def atom(request: HttpRequest) -> HttpResponse:
    return xml(Atom, blog_channel("atom"))


@require_safe
def archive_rss(request: HttpRequest, archive: str, **named: str) -> HttpResponse:
    return xml(Rss, archive_channel(archives.BY_NAME[archive](**named)))


@require_safe
def json(request: HttpRequest) -> HttpResponse:
    channel = blog_channel("feed_json")
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "description": channel.description,
        "language": channel.language,
        "home_page_url": settings.SITE_URL + channel.path,
        "feed_url": settings.SITE_URL + channel.feed_path,
        "items": [json_item(post) for post in channel.items],
    }
    return HttpResponse(
        json_text.dumps(feed, ensure_ascii=False), content_type="application/feed+json; charset=utf-8"
    )


def json_item(post: Post) -> dict[str, Any]:
    return {
        "id": post.full_url,
        "url": post.full_url,
        "title": post.title,
        "content_html": absolute(open_text(post)),
        "summary": post.lead,
        "date_published": post.published_at.isoformat() if post.published_at else None,
        "date_modified": post.updated.isoformat(),
        "authors": [
            {"name": post.author.display_name, "url": settings.SITE_URL + post.author.get_absolute_url()}
        ],
        "tags": [tag.name for tag in post.tags.all()],
    }


def open_text(post: Post) -> str:
    """The post's text; nothing of a password post."""
    return "" if post.is_protected else post.html


def xml(kind: type[feedgenerator.SyndicationFeed], channel: Channel) -> HttpResponse:
    """The channel written as RSS or Atom, readable in a browser by a stylesheet of its own."""
    feed = kind(
        title=channel.title,
        link=settings.SITE_URL + channel.path,
        description=channel.description,
        language=channel.language,
        feed_url=settings.SITE_URL + channel.feed_path,
        stylesheets=[feedgenerator.Stylesheet(static("css/feed.css"), mimetype="text/css", media=None)],  # type: ignore[arg-type]
    )
    posts = channel.items
    extras = [extra(posts) for extra in item_elements]
    for post in posts:
        feed.add_item(**item(post, [element for extra in extras for element in extra.get(post.pk, [])]))
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)  # type: ignore[attr-defined]


def item(post: Post, extras: Elements) -> dict[str, Any]:
    address = post.full_url
    own: Elements = [("slash:comments", str(post.comment_count + post.ping_count))]
    if not post.is_protected:
        own.append(("wfw:commentRss", f"{address}feed/"))
    return {
        "title": post.title,
        "link": address,
        "unique_id": address,
        "unique_id_is_permalink": True,
        "description": post.lead,
        "content": absolute(open_text(post)),
        "author_name": post.author.display_name,
        "author_link": settings.SITE_URL + post.author.get_absolute_url(),
        "pubdate": post.published_at,
        "updateddate": post.updated,
        "comments": f"{address}#comments",
        "categories": [found.name for found in (*post.categories.all(), *post.tags.all())],
        "elements": own + extras,
    }


def absolute(text: str) -> str:
    """Our own safe HTML with links and pictures that work away from the blog."""
    for attribute in ("href", "src"):
        text = text.replace(f'{attribute}="/', f'{attribute}="{settings.SITE_URL}/')
    return text.replace(f'"{settings.SITE_URL}//', '"//')
