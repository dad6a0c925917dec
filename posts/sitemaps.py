"""For search engines: the sitemap, in parts when the blog is large, and robots.txt."""

from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.http import require_safe

from posts.models import Page, Post, SiteSettings
from posts.page_cache.serving import for_everybody
from posts.syndication import conditional

POSTS_IN_PART = 5000  # the format allows 50,000; this stays a fast page
LONGEST_NUMBER = 5  # digits of a part
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


@for_everybody
@require_safe
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """Every page that everybody may read; above 5,000 posts an index of parts."""
    count = Post.objects.readable().count()
    if count <= POSTS_IN_PART:
        return _urls(request, _posts(0), with_pages=True)
    parts = range(1, (count - 1) // POSTS_IN_PART + 2)
    entries = [_entry("sitemap", reverse("sitemap_part", args=[number])) for number in parts]
    return _xml(request, "sitemapindex", entries, None)


@for_everybody
@require_safe
def part(request: HttpRequest, page: str) -> HttpResponseBase:
    """The posts of one part; the first also holds the pages."""
    number = int(page) if len(page) <= LONGEST_NUMBER else 0
    posts = _posts((number - 1) * POSTS_IN_PART) if number else []
    if not posts:
        raise Http404
    return _urls(request, posts, with_pages=number == 1)


def _posts(start: int) -> list[Post]:
    """The oldest first, so that parts that are full stay as they are; found by an index alone."""
    keys = Post.objects.readable().order_by("published_at", "pk").values("pk")[start : start + POSTS_IN_PART]
    fields = ("slug", "published_at", "created", "updated")
    return list(Post.objects.filter(pk__in=keys).only(*fields).order_by("published_at", "pk"))


def _urls(request: HttpRequest, posts: list[Post], *, with_pages: bool) -> HttpResponseBase:
    entries = [_entry("url", post.get_absolute_url(), post.updated.date().isoformat()) for post in posts]
    changed = max((post.updated for post in posts), default=None)
    if not with_pages:
        return _xml(request, "urlset", entries, changed)
    site = SiteSettings.load()
    pages = list(Page.objects.published().exclude(pk=site.front_page_id or 0))
    first = [_entry("url", path) for path in dict.fromkeys((reverse("home"), site.posts_path))]
    first += [_entry("url", page.get_absolute_url(), page.updated.date().isoformat()) for page in pages]
    changed = max([page.updated for page in pages] + ([changed] if changed else []), default=None)
    return _xml(request, "urlset", first + entries, changed)


def _entry(tag: str, path: str, changed: str = "") -> str:
    when = f"<lastmod>{changed}</lastmod>" if changed else ""
    return f"<{tag}><loc>{escape(settings.SITE_URL + path)}</loc>{when}</{tag}>"


def _xml(request: HttpRequest, root: str, entries: list[str], changed: datetime | None) -> HttpResponseBase:
    body = "\n".join(entries)
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{NAMESPACE}">\n{body}\n</{root}>\n'
    response = HttpResponse(text, content_type="application/xml; charset=utf-8")
    return conditional(request, response, changed)


@for_everybody
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Forms and searches are nothing to index."""
    rules = "User-agent: *\nDisallow: /admin/\nDisallow: /search/\nDisallow: /*/respond/\n"
    text = f"{rules}\nSitemap: {settings.SITE_URL}/sitemap.xml\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
