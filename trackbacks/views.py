"""The ping endpoints: read the request, hand it to the one door for pings, answer in the protocol's own words."""

import logging
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from comments.models import PostComment
from posts.models import Post, SiteSettings
from trackbacks.protocols import BadPing, Incoming, trackback
from trackbacks.receiving import PingRefused, TooMany, receive
from trackbacks.targets import key, own_post

log = logging.getLogger(__name__)
SHOWN_IN_RSS = 100


@csrf_exempt
def trackback_view(request: HttpRequest, **named: Any) -> HttpResponse:
    """TrackBack's endpoint at a post's own address, or at WordPress's old ones."""
    post = named_post(request, **named)
    if request.method != "POST":
        return trackback_get(request, post)
    try:
        return accept_trackback(request, post)
    except (BadPing, PingRefused) as error:
        return trackback.refuse(error.reason)
    except TooMany as error:
        return trackback.refuse(str(error), status=429, retry_after=error.retry_after)
    except DatabaseError:
        log.exception("a trackback could not be stored")
        return trackback.refuse(
            "The blog cannot store pings just now; try again later.", status=503, retry_after=60
        )


def accept_trackback(request: HttpRequest, post: Post | None) -> HttpResponse:
    incoming = trackback.read_request(request)
    receive(
        post,
        incoming,
        protocol=trackback.NAME,
        target=post.full_url if post else "",
        address=request.META.get("REMOTE_ADDR", ""),
        user_agent=request.META.get("HTTP_USER_AGENT", ""),
    )
    return trackback.answer()


def trackback_get(request: HttpRequest, post: Post | None) -> HttpResponse:
    """``?__mode=rss`` lists the pings that are shown; anything else leads to the post."""
    if post is None or not post.talks:
        return trackback.refuse("There is no such post here.", status=404)
    if request.GET.get("__mode") != "rss":
        return HttpResponseRedirect(post.get_absolute_url())
    shown = PostComment.objects.shown().filter(post=post).exclude(kind=PostComment.Kind.COMMENT)
    pings = [
        Incoming(url=ping.source_url, title=ping.title, excerpt=ping.comment)
        for ping in shown.order_by("-created")[:SHOWN_IN_RSS]
    ]
    return trackback.rss(post.title, post.full_url, post.lead, pings, SiteSettings.load().language)


def named_post(
    request: HttpRequest, year: str = "", month: str = "", slug: str = "", number: str = ""
) -> Post | None:
    """The post that the endpoint's address names, if everybody may know of it."""
    if slug:
        post = own_post(reverse("post", args=[year, month, slug]))
    else:
        post = Post.objects.filter(pk=key(number or request.GET.get("p", ""))).first()
    return post if post and post.is_public else None
