"""For search engines: the sitemap, in parts when the blog is large, and robots.txt."""

from collections.abc import Iterable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.http import require_safe

from posts.models import Page, Post

POSTS_IN_PART = 5000  # the format allows 50,000; this stays a fast page
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page; above 5,000 posts an index of parts."""
    count = Post.objects.published().count()
    if count <= POSTS_IN_PART:
        return _xml("urlset", [*_pages(), *_posts(0)])
    parts = range(1, (count - 1) // POSTS_IN_PART + 2)
    return _xml(
        "sitemapindex", [_entry("sitemap", reverse("sitemap_part", args=[number])) for number in parts]
    )


@require_safe
def part(request: HttpRequest, page: str) -> HttpResponse:
    """The posts of one part; the first also holds the pages."""
    number = int(page) if len(page) < 6 else 0
    entries = list(_posts((number - 1) * POSTS_IN_PART)) if number else []
    if not entries:
        raise Http404
    return _xml("urlset", [*(_pages() if number == 1 else []), *entries])


def _pages() -> Iterable[str]:
    yield _entry("url", reverse("home"))
    for page in Page.objects.published():
        yield _entry("url", page.get_absolute_url(), page.updated.date().isoformat())


def _posts(start: int) -> Iterable[str]:
    fields = ("slug", "published_at", "created", "updated")
    for post in Post.objects.published().only(*fields).order_by("pk")[start : start + POSTS_IN_PART]:
        yield _entry("url", post.get_absolute_url(), post.updated.date().isoformat())


def _entry(tag: str, path: str, changed: str = "") -> str:
    when = f"<lastmod>{changed}</lastmod>" if changed else ""
    return f"<{tag}><loc>{escape(settings.SITE_URL + path)}</loc>{when}</{tag}>"


def _xml(root: str, entries: Iterable[str]) -> HttpResponse:
    body = "\n".join(entries)
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{NAMESPACE}">\n{body}\n</{root}>\n'
    return HttpResponse(text, content_type="application/xml; charset=utf-8")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Forms and searches are nothing to index."""
    rules = "User-agent: *\nDisallow: /admin/\nDisallow: /search/\nDisallow: /*/respond/\n"
    text = f"{rules}\nSitemap: {settings.SITE_URL}/sitemap.xml\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
