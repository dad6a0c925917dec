"""From an address to the post that may be read there: found, moved, gone, or never there as far as anybody can tell."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from posts.models import OldAddress, Post
from posts.models.post_query import type_of_user

LONGEST_KEY = 18  # digits; more than any database's key has


def reader(request: HttpRequest) -> type_of_user:
    """Who reads; without a session cookie nobody in particular, and the session is not looked at."""
    return request.user if settings.SESSION_COOKIE_NAME in request.COOKIES else AnonymousUser()


def gone(request: HttpRequest) -> HttpResponse:
    """410 with the very body of a 404: nothing about what was there."""
    return render(request, "404.html", status=410)


def post_at(request: HttpRequest, year: str, month: str, slug: str) -> Post | HttpResponse:
    """The post at this address, or the answer to give instead of it.

    Raises:
        Http404: there is none, or none that was ever public and that this reader may see.
    """
    path = reverse("post", args=[year, month, slug])
    found = Post.objects.select_related("author__avatar", "series", "image").filter(slug=slug).first()
    if found is None or found.get_absolute_url() != path:
        return _instead(request, None, path)
    return found if found.is_public else _instead(request, found, path)


def post_numbered(request: HttpRequest, number: str) -> HttpResponse:
    """The answer to WordPress's ``/?p=ID``: to where the post is."""
    if not (number.isascii() and number.isdecimal() and len(number) <= LONGEST_KEY):
        raise Http404
    found = Post.objects.filter(pk=int(number)).first()
    if found and found.is_public:
        return redirect(found, permanent=True)
    answer = _instead(request, found)
    return redirect(answer) if isinstance(answer, Post) else answer


def _instead(request: HttpRequest, found: Post | None, path: str = "") -> Post | HttpResponse:
    """Where no public post is found: a private one to who may read it, the way to where it moved, 410, or 404.

    The reader is asked for in every case: that a session was looked at shows in the answer's headers.
    """
    readable = Post.objects.visible_to(reader(request))
    if found and readable.filter(pk=found.pk).exists():
        return found
    old = OldAddress.objects.select_related("post").filter(path=path).first()
    if old and old.post.is_public:
        return redirect(old.post, permanent=True)
    if old or (found and found.was_public):
        return gone(request)
    raise Http404
