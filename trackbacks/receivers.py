"""What this app does when posts change: it writes job rows, nothing else."""

from typing import Any

from django.dispatch import receiver

from posts.models import Post
from posts.signals import post_published, post_updated, post_withdrawn
from trackbacks.models import LinkScan, OutgoingPing


@receiver(post_published)
@receiver(post_updated)
def scan_links(post: Post, **kwargs: Any) -> None:
    """Look at the links once the undo window has passed."""
    LinkScan.request(post)


@receiver(post_withdrawn)
def cancel_pings(post: Post, **kwargs: Any) -> None:
    """Nobody is told of a post that was taken back in time; who was told by Webmention hears of that too."""
    LinkScan.objects.filter(post=post).cancel()
    OutgoingPing.objects.filter(post=post, sent_at=None).cancel()
    if OutgoingPing.objects.filter(post=post, protocol="webmention").exclude(sent_at=None).exists():
        LinkScan.request(post)
