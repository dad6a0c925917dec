"""Who may talk: the switches per protocol and per post, in and out, asked here and nowhere else."""

from datetime import timedelta

from django.utils import timezone

from posts.models import Post, SiteSettings
from trackbacks import protocols


def takes_pings(post: Post, site: SiteSettings, protocol: str = "") -> bool:
    """Whether this post may be told now, by this protocol or by any: public, open, and not too old."""
    if not (post.talks and post.pings_open and site.pings_allowed) or _too_old(post, site):
        return False
    return protocol in receiving(post, site) if protocol else bool(receiving(post, site))


def receiving(post: Post, site: SiteSettings) -> list[str]:
    """The protocols by which an open post may be told; one that has no switch of its own is on."""
    allowed = (name for name in protocols.names() if getattr(site, f"{name}_in", True))
    return [name for name in allowed if name not in post.protocols_in_off]


def sending(post: Post, site: SiteSettings) -> list[protocols.Protocol]:
    """The protocols by which this post may tell others, in their order of preference."""
    allowed = (protocol for protocol in protocols.enabled() if getattr(site, f"{protocol.NAME}_out", True))
    return [protocol for protocol in allowed if protocol.NAME not in post.protocols_out_off]


def _too_old(post: Post, site: SiteSettings) -> bool:
    days = site.close_pings_after_days
    return bool(days and post.published_at and post.published_at <= timezone.now() - timedelta(days=days))
