"""What readers see: the home page, posts, pages, archives and search."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from posts import archives, passwords
from posts.archives import Archive
from posts.finding import post_at, post_numbered
from posts.models import Page, Post, SiteSettings
from posts.models.post import PostQuerySet
from posts.neighbours import in_series_order, neighbours, series_of

LONGEST_PAGE_NUMBER = 5  # digits; deeper pages than that nobody turns, and a database's offset stays small
LONGEST_QUERY = 200  # characters of a search


@require_safe
def home(request: HttpRequest, page: str = "1") -> HttpResponse:
    if "p" in request.GET:
        return post_numbered(request, request.GET["p"])
    if "s" in request.GET:
        return redirect(f"{reverse('search')}?{urlencode({'q': request.GET['s']})}")
    posts = Post.objects.published().for_lists().order_by("-sticky", "-published_at", "-pk")
    return list_page(request, "posts/home.html", posts, page, reverse("home"))


def post(request: HttpRequest, year: str, month: str, slug: str, page: str = "1") -> HttpResponse:
    found = post_at(request, year, month, slug)
    if isinstance(found, HttpResponse):
        return found
    if passwords.is_locked(request, found):
        return locked_post(request, found)
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    number = page_number(page)
    context = {
        "post": found,
        "neighbours": neighbours(found),
        "series_posts": series_of(found),
        "comment_page": number,
    }
    response = render(request, "posts/post.html", context)
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


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    return render(
        request, "posts/page.html", {"page": get_object_or_404(Page.objects.published(), slug=slug)}
    )


def category(request: HttpRequest, name: str, page: str = "1") -> HttpResponse:
    return archive_page(request, archives.category(name), page)


def tag(request: HttpRequest, name: str, page: str = "1") -> HttpResponse:
    return archive_page(request, archives.tag(name), page)


def author(request: HttpRequest, name: str, page: str = "1") -> HttpResponse:
    return archive_page(request, archives.author(name), page)


def series(request: HttpRequest, name: str, page: str = "1") -> HttpResponse:
    archive = archives.series(name)
    return list_page(
        request,
        "posts/archive.html",
        in_series_order(archive.posts.for_lists()),
        page,
        archive.path,
        archive=archive,
    )


def year(request: HttpRequest, year: str, page: str = "1") -> HttpResponse:
    return archive_page(request, archives.year(year), page)


def month(request: HttpRequest, year: str, month: str, page: str = "1") -> HttpResponse:
    return archive_page(request, archives.month(year, month), page)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    query = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST_QUERY]
    page = request.GET.get("page", "1")
    context = {"query": query, "page_query": f"?{urlencode({'q': query})}&page="}
    return list_page(request, "posts/search.html", found_by(query), page, reverse("search"), **context)


def found_by(query: str) -> PostQuerySet:
    """The readable posts that hold every word of the query."""
    posts = Post.objects.readable().for_lists() if query else Post.objects.none()
    for word in query.split():
        posts = posts.filter(Q(title__icontains=word) | Q(html__icontains=word) | Q(excerpt__icontains=word))
    return posts


def archive_page(request: HttpRequest, archive: Archive, page: str) -> HttpResponse:
    return list_page(
        request, "posts/archive.html", archive.posts.for_lists(), page, archive.path, archive=archive
    )


def list_page(
    request: HttpRequest, template: str, posts: PostQuerySet, page: str, first_page: str, **context: Any
) -> HttpResponse:
    """One page of a list. Nothing is counted: one row more than is shown tells whether there are older ones."""
    site = SiteSettings.load()
    number, size = page_number(page), site.posts_per_page
    rows = list(posts[(number - 1) * size : number * size + 1])
    if number > 1 and not rows:
        raise Http404
    step = context.get("page_query", "page/%s/")
    turn = {
        "number": number,
        "newer": page_address(first_page, step, number - 1) if number > 1 else "",
        "older": page_address(first_page, step, number + 1) if len(rows) > size else "",
        "first": first_page,
    }
    return render(request, template, {"posts": rows[:size], "turn": turn, "site": site, **context})


def page_address(first: str, step: str, number: int) -> str:
    """Of page ``number``; the first page has no number of its own."""
    if step.startswith("?"):
        return f"{first}{step}{number}"
    return first if number == 1 else first + step % number


def page_number(text: str) -> int:
    """Raises Http404 for what is no number of a page."""
    if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST_PAGE_NUMBER and int(text) > 0):
        raise Http404
    return int(text)
