"""What stands at the front: the latest posts, or a page that the owner chose; the posts are at /blog/ then."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from posts import embeds
from posts.finding import post_numbered
from posts.lists import list_page
from posts.models import Page, Post, SiteSettings
from posts.page_cache.serving import for_everybody


@for_everybody
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if "p" in request.GET:
        return post_numbered(request, request.GET["p"])
    if "s" in request.GET:
        return redirect(f"{reverse('search')}?{urlencode({'q': request.GET['s']})}")
    front = SiteSettings.load().front
    return _shown(request, front) if front else _latest(request, "1")


@for_everybody
@require_safe
def home_page(request: HttpRequest, page: str) -> HttpResponse:
    if SiteSettings.load().front:
        return redirect("posts_page", page=page)
    return _latest(request, page)


@for_everybody
@require_safe
def posts(request: HttpRequest, page: str = "1") -> HttpResponse:
    """Raises Http404 where they are at the front: a list has one address."""
    if not SiteSettings.load().front:
        raise Http404
    return _latest(request, page)


@for_everybody
@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    found = Page.objects.shown_at(slug)
    if found is None:
        raise Http404
    if found == SiteSettings.load().front:
        return redirect("home")
    return _shown(request, found)


def _latest(request: HttpRequest, page: str) -> HttpResponse:
    found = Post.objects.published().order_by("-sticky", "-published_at", "-pk")
    return list_page(request, "posts/home.html", found, page, SiteSettings.load().posts_path)


def _shown(request: HttpRequest, page: Page) -> HttpResponse:
    response = render(request, "posts/page.html", {"page": page})
    embeds.let_in(response, page.html)
    return response
