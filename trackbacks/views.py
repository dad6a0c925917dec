"""The ping endpoints: read the request, hand it to the one door for pings, answer in the protocol's own words."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import unquote

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from comments.models import PostComment
from posts.models import Post, SiteSettings
from trackbacks import receiving
from trackbacks.protocols import BadPing, Incoming, Protocol, pingback, trackback
from trackbacks.receiving import PingRefused, TooMany, receive, target_post
from trackbacks.targets import key, post_at

log = logging.getLogger(__name__)
SHOWN_IN_RSS = 100
SHOWN_IN_LIST = 500  # of pingback.extensions.getPingbacks
CANNOT_STORE = "The blog cannot store pings just now; try again later."
PAUSE_SECONDS = 60
# PB-R4: the fault for each rule that a ping may break.
FAULTS: dict[type[Exception], int] = {
    receiving.NoSuchPost: pingback.NO_TARGET,
    receiving.NotATarget: pingback.BAD_TARGET,
    receiving.TargetClosed: pingback.BAD_TARGET,
    receiving.PingsItself: pingback.GENERIC,
}

View = Callable[..., HttpResponse]
Refuse = Callable[..., HttpResponse]


def endpoint(refuse: Refuse) -> Callable[[View], View]:
    """Whatever breaks a rule of ours is told in the protocol's own words, and a full disk is no success."""

    def decorated(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def answered(request: HttpRequest, **named: Any) -> HttpResponse:
            try:
                return view(request, **named)
            except (BadPing, PingRefused) as error:
                return refuse(error.reason, **fault(refuse, error))
            except TooMany as error:
                denied = {"code": pingback.DENIED} if refuse is pingback.refuse else {}
                return refuse(str(error), status=429, retry_after=error.retry_after, **denied)
            except DatabaseError:
                log.exception("a ping could not be stored")
                return refuse(CANNOT_STORE, status=503, retry_after=PAUSE_SECONDS)

        return answered

    return decorated


def fault(refuse: Refuse, error: BadPing | PingRefused) -> dict[str, int]:
    """The fault code, for the one protocol that has them."""
    if refuse is not pingback.refuse:
        return {}
    return {"code": getattr(error, "code", FAULTS.get(type(error), pingback.GENERIC))}


@endpoint(trackback.refuse)
def trackback_view(request: HttpRequest, **named: Any) -> HttpResponse:
    """TrackBack's endpoint at a post's own address, or at WordPress's old ones."""
    post = named_post(request, **named)
    if request.method != "POST":
        return trackback_get(request, post)
    receive(post, trackback.read_request(request), trackback.NAME, request)
    return trackback.answer()


def trackback_get(request: HttpRequest, post: Post | None) -> HttpResponse:
    """``?__mode=rss`` lists the pings that are shown; anything else leads to the post."""
    if post is None or not post.is_public:
        return trackback.refuse("There is no such post here.", status=404)
    if request.GET.get("__mode") != "rss" or post.is_protected:
        return HttpResponseRedirect(post.get_absolute_url())
    shown = PostComment.objects.shown().linked().filter(post=post)
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
        post = post_at(slug, unquote(reverse("post", args=[year, month, slug])))
    else:
        post = Post.objects.filter(pk=key(number or request.GET.get("p", ""))).first()
    return post if post and post.is_public else None


def taking(protocol: Protocol) -> View:
    """The view of a protocol whose requests name their target: one endpoint for the whole blog."""

    @endpoint(protocol.refuse)
    def view(request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            words = f"This address takes {protocol.NAME}s, by POST.\n"
            return HttpResponseNotAllowed(["POST"], words, content_type="text/plain")
        incoming = protocol.read_request(request)
        ping = receive(target_post(incoming.target), incoming, protocol.NAME, request)
        return protocol.answer(ping.status_url)

    return view


@endpoint(pingback.refuse)
def xmlrpc_view(request: HttpRequest) -> HttpResponse:
    """XML-RPC with the methods of Pingback and no other."""
    if request.method != "POST":
        return HttpResponseNotAllowed(
            ["POST"], "This address takes XML-RPC calls, by POST.\n", content_type="text/plain"
        )
    call = pingback.read_call(request)
    if call.method == pingback.LIST_METHOD:
        return pingback.respond(pingbacks_of(pingback.target_of(call)))
    incoming = pingback.incoming(call)
    ping = receive(target_post(incoming.target), incoming, pingback.NAME, request)
    if ping.received > 1 and ping.comment_id:
        return pingback.refuse("This ping is registered already.", code=pingback.ALREADY)
    return pingback.answer(ping.status_url)


def pingbacks_of(target: str) -> list[str]:
    """PB-R9: the sources of the pingbacks that are shown under a post. Raises NotATarget, NoSuchPost."""
    post = target_post(target)
    if post is None or not post.talks:
        raise receiving.NoSuchPost("There is no such post here.")
    shown = PostComment.objects.shown().linked().filter(post=post, kind=PostComment.Kind.PINGBACK)
    return list(shown.order_by("created").values_list("source_url", flat=True)[:SHOWN_IN_LIST])
