"""The way in, at the door: cheap checks that need no network, then a durable row, then the answer."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from posts.models import Post, SiteSettings
from posts.throttling import Limit, TooMany, count
from trackbacks.canonical import host_of, same
from trackbacks.models import IncomingPing
from trackbacks.protocols import Incoming
from trackbacks.targets import is_own

PER_ADDRESS = (
    Limit("ping-address", 30, timedelta(minutes=1)),
    Limit("ping-address", 100, timedelta(hours=1)),
)
PER_HOST = (Limit("ping-host", 60, timedelta(hours=1)),)
PER_POST = Limit("ping-post", 200, timedelta(hours=1))  # above it a ping is checked later, never refused
SPREAD_OVER = timedelta(hours=1)


class PingRefused(Exception):
    """The ping breaks a rule that its sender is told; ``reason`` is a plain sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NoSuchPost(PingRefused):
    """There is no public post at the target."""


class TargetClosed(PingRefused):
    """The post takes no pings."""


class PingsItself(PingRefused):
    """The source is the target, or a page of this very blog."""


def takes_pings(post: Post, site: SiteSettings) -> bool:
    """Whether this post may be told, now: public, open, and not too old."""
    if not (post.talks and post.pings_open and site.pings_allowed):
        return False
    days = site.close_pings_after_days
    return not days or bool(post.published_at and post.published_at > timezone.now() - timedelta(days=days))


def receive(
    post: Post | None, incoming: Incoming, *, protocol: str, target: str, address: str, user_agent: str
) -> IncomingPing:
    """Accept one ping of any protocol; it is committed when this returns.

    Raises:
        PingRefused: a rule is broken; the reason is for the sender.
        TooMany: the sender must wait.
    """
    if post is None or not post.talks:
        raise NoSuchPost("There is no such post here.")
    if not takes_pings(post, SiteSettings.load()):
        raise TargetClosed("This post is closed for pings.")
    if is_own(incoming.url) or same(incoming.url, target):
        raise PingsItself("A blog does not ping itself.")
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
        user_agent=user_agent[:300],
        due_at=timezone.now() + late,
    )


def throttle(post: Post, source: str, address: str) -> timedelta:
    """Count this ping against its sender; returns how much later it is to be checked. Raises TooMany."""
    if not settings.RATE_LIMITS:
        return timedelta(0)
    senders = dict.fromkeys(PER_ADDRESS, address) | {limit: host_of(source) for limit in PER_HOST}
    crowd = count(senders, watched={PER_POST: str(post.pk)})
    return SPREAD_OVER if crowd[PER_POST] > PER_POST.most else timedelta(0)


__all__ = ["PingRefused", "TooMany", "receive", "takes_pings"]
