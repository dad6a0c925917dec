"""The way in, at the door: cheap checks that need no network, then a durable row, then the answer."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_noop

from posts.models import Post, SiteSettings
from posts.throttling import Limit, TooMany, count
from trackbacks.canonical import host_of, same
from trackbacks.models import IncomingPing
from trackbacks.protocols import Incoming
from trackbacks.switches import takes_pings
from trackbacks.targets import is_own, is_post_address, own_post

PER_POST = Limit("ping-post", 200, timedelta(hours=1))  # above it a ping is checked later, never refused
SPREAD_OVER = timedelta(hours=1)
AGENT_CHARACTERS = 300
CLOSED = {
    "webmention": gettext_noop("This post is closed for webmentions."),
    "trackback": gettext_noop("This post is closed for trackbacks."),
    "pingback": gettext_noop("This post is closed for pingbacks."),
}


class PingRefused(Exception):
    """The ping breaks a rule that its sender is told; ``reason`` is a plain sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NoSuchPost(PingRefused):
    """There is no public post at the target."""


class NotATarget(PingRefused):
    """The target is no post of this blog."""


class TargetClosed(PingRefused):
    """The post takes no pings, or none by this protocol."""


class PingsItself(PingRefused):
    """The source is the target, or a page of this very blog."""


def target_post(target: str) -> Post | None:
    """The post that a ping's target names, for protocols that send one.

    Raises:
        NotATarget: the target is on another site, or is no post.
    """
    if not is_own(target) or not is_post_address(target):
        raise NotATarget(gettext_noop("The target is not a post of this blog."))
    return own_post(target)


def receive(post: Post | None, incoming: Incoming, protocol: str, request: HttpRequest) -> IncomingPing:
    """Accept one ping of any protocol; it is committed when this returns.

    Raises:
        PingRefused: a rule is broken; the reason is for the sender.
        TooMany: the sender must wait.
    """
    if post is None or not post.is_public:
        raise NoSuchPost(gettext_noop("There is no such post here."))
    if not takes_pings(post, SiteSettings.load(), protocol):
        raise TargetClosed(CLOSED.get(protocol, f"This post is closed for {protocol}s."))
    target = incoming.target or post.full_url
    if is_own(incoming.url) or same(incoming.url, target):
        raise PingsItself(gettext_noop("A blog does not ping itself."))
    address = request.META.get("REMOTE_ADDR", "")
    late = throttle(post, incoming.url, address)
    return IncomingPing.accept(
        post,
        incoming.url,
        protocol=protocol,
        target=target,
        title=incoming.title,
        excerpt=incoming.excerpt,
        blog_name=incoming.blog_name,
        address=address or None,
        user_agent=request.META.get("HTTP_USER_AGENT", "")[:AGENT_CHARACTERS],
        due_at=timezone.now() + late,
    )


def limits(site: SiteSettings) -> tuple[tuple[Limit, ...], Limit]:
    """How many pings the owner lets one address send, and how many may be about one site."""
    minute = Limit("ping-address", site.ping_minute_limit, timedelta(minutes=1))
    hour = Limit("ping-address", site.ping_hour_limit, timedelta(hours=1))
    return (minute, hour), Limit("ping-host", site.ping_site_limit, timedelta(hours=1))


def throttle(post: Post, source: str, address: str) -> timedelta:
    """Count this ping against its sender; returns how much later it is to be checked. Raises TooMany."""
    if not settings.RATE_LIMITS:
        return timedelta(0)
    per_address, per_site = limits(SiteSettings.load())
    senders = dict.fromkeys(per_address, address) | {per_site: host_of(source)}
    crowd = count(senders, watched={PER_POST: str(post.pk)})
    return SPREAD_OVER if crowd[PER_POST] > PER_POST.most else timedelta(0)


__all__ = ["PingRefused", "TooMany", "receive", "target_post"]
