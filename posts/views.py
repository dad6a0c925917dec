"""What readers see: posts and archives; the home page and static pages are `posts/front.py`."""

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from posts import archives, embeds, in_use, passwords
from posts.archives import Archive
from posts.finding import post_at
from posts.lists import list_page, page_number
from posts.models import ArchiveMonth, Post
from posts.neighbours import neighbours, part_of, series_of
from posts.page_cache.serving import for_everybody
from posts.related import related
from posts.trees import tree

MOST_NAMES = (
    1000  # of each kind on the archive's index: 80 years of months, and a page that still opens at once
)


@for_everybody
def post(request: HttpRequest, year: str, month: str, slug: str, page: str = "1") -> HttpResponse:
    found = post_at(request, year, month, slug)
    if isinstance(found, HttpResponse):
        return found
    if passwords.is_locked(request, found):
        return locked_post(request, found)
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    number = page_number(page)
    prefetch_related_objects([found], "categories", "tags")
    parts = series_of(found)
    context: dict[str, Any] = {
        "post": found,
        "related": related(found),
        "neighbours": neighbours(found),
        "series_posts": parts,
        "part": part_of(found, parts),
        "comment_page": number,
    }
    if number == 1:
        context["canonical"] = found.full_url
    response = render(request, "posts/post.html", context)
    embeds.let_in(response, found.html)
    response.post = found  # type: ignore[attr-defined]  # for the headers that apps above add
    if not found.talks or "awaiting" in request.GET:
        add_never_cache_headers(response)
    return response


def locked_post(request: HttpRequest, post: Post) -> HttpResponse:
    """A password post shows that it exists, and asks."""
    error = ""
    response: HttpResponse
    if request.method == "POST":
        error = passwords.try_password(request, post)
        if not error:
            response = HttpResponseRedirect(post.get_absolute_url())
            passwords.unlock(response, post)
            return response
    response = render(
        request, "posts/locked.html", {"post": post, "error": error}, status=403 if error else 200
    )
    add_never_cache_headers(response)
    return response


def category(request: HttpRequest, name: str, page: str = "1") -> HttpResponse:
    return archive_page(request, archives.category(name), page)


def tag(request: HttpRequest, name: str, page: str = "1") -> HttpResponse:
    return archive_page(request, archives.tag(name), page)


def author(request: HttpRequest, name: str, page: str = "1") -> HttpResponse:
    return archive_page(request, archives.author(name), page)


def series(request: HttpRequest, name: str, page: str = "1") -> HttpResponse:
    archive = archives.series(name)
    return archive_page(request, replace(archive, posts=archive.posts.in_series_order()), page)


def year(request: HttpRequest, year: str, page: str = "1") -> HttpResponse:
    return archive_page(request, archives.year(year), page)


def month(request: HttpRequest, year: str, month: str, page: str = "1") -> HttpResponse:
    return archive_page(request, archives.month(year, month), page)


def archive_page(request: HttpRequest, archive: Archive, page: str) -> HttpResponse:
    return list_page(request, "posts/archive.html", archive.posts, page, archive.path, archive=archive)


@for_everybody
@require_safe
def archive_index(request: HttpRequest) -> HttpResponse:
    """Everything that posts can be found by, on one page."""
    named: dict[str, QuerySet[Any]] = {
        "months": ArchiveMonth.objects.all(),
        "tags": in_use.tags(),
        "series": in_use.series(),
        "authors": in_use.authors(),
    }
    lists = {name: list(rows[:MOST_NAMES]) for name, rows in named.items()}
    return render(
        request, "posts/archives.html", lists | {"categories": tree(in_use.categories()[:MOST_NAMES])}
    )
