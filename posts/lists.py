"""Pages of lists of posts: found by an index alone, turned by number, and nothing counted."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from posts.models import Post, SiteSettings
from posts.models.post_query import PostQuerySet

LONGEST_PAGE_NUMBER = 5  # digits; deeper pages than that nobody turns, and a database's offset stays small
NEWEST_FIRST = ("-published_at", "-pk")


def list_page(
    request: HttpRequest, template: str, posts: PostQuerySet, page: str, first_page: str, **context: Any
) -> HttpResponse:
    """One page of a list. Nothing is counted: one row more than is shown tells whether there are older ones.

    The keys are found first, by index alone: a skipped row costs nothing else.

    Raises:
        Http404: a page after the last, or an archive with nothing public in it: a tag of drafts is as good as none.
    """
    site = SiteSettings.load()
    number, size = page_number(page), site.posts_per_page
    keys = posts.values("pk")[(number - 1) * size : number * size + 1]
    order = posts.query.order_by or NEWEST_FIRST
    rows = list(Post.objects.filter(pk__in=keys).for_lists().order_by(*order))
    if not rows and (number > 1 or "archive" in context):
        raise Http404
    turn = turning(first_page, "page/{}/", number, older=len(rows) > size)
    first = (number - 1) * size + 1
    return shown(request, template, rows[:size], turn, {"site": site, "first": first, **context})


def shown(
    request: HttpRequest, template: str, rows: Sequence[Post], turn: dict[str, Any], context: dict[str, Any]
) -> HttpResponse:
    """The page; it is canonical under its own number."""
    here = {"posts": rows, "turn": turn, "canonical": settings.SITE_URL + turn["here"]}
    return render(request, template, here | context)


def turning(first: str, step: str, number: int, *, older: bool) -> dict[str, Any]:
    """The pages beside page ``number``; the first has no number of its own, ``step`` leads to the others."""

    def address(page: int) -> str:
        return first if page == 1 else first + step.format(page)

    return {
        "number": number,
        "here": address(number),
        "newer": address(number - 1) if number > 1 else "",
        "older": address(number + 1) if older else "",
        "first": first,
    }


def page_number(text: str) -> int:
    """Raises Http404 for what is no number of a page."""
    if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST_PAGE_NUMBER and int(text) > 0):
        raise Http404
    return int(text)
