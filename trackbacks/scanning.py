"""The way out begins: a post's links become one OutgoingPing each, and what changed is told again."""

from django.db import transaction

from posts.models import Post
from posts.page_cache.changes import pages_changed
from trackbacks import links
from trackbacks.canonical import source_key
from trackbacks.models import LinkScan, OutgoingPing, OwnLink
from trackbacks.sending import digest
from trackbacks.targets import is_own, own_post

MAX_TARGETS = 500  # of one post; a list of links longer than this is a directory, not a conversation


def scan(job: LinkScan) -> None:
    """Read the post as it now stands and queue a ping for every blog that is still to be told."""
    post = Post.objects.select_related("author").get(pk=job.post_id)
    found = [link.url for link in links.outbound(post.html, post.full_url)] if post.talks else []
    own = {url: own_post(url) for url in found if is_own(url)}
    wanted = {source_key(url): (url, False) for url in found if url not in own}
    wanted |= {source_key(url): (url, True) for url in pasted_urls(post) if not is_own(url)}
    if not post.tells_others:
        wanted = {}
    with transaction.atomic():
        if job.finish("done" if post.talks else "cancelled"):
            keep_own_links(post, [target for target in own.values() if target and target.pk != post.pk])
            queue(post, dict(list(wanted.items())[:MAX_TARGETS]))


def pasted_urls(post: Post) -> list[str]:
    lines = post.send_trackbacks.splitlines() if post.talks else []
    return [line.strip() for line in lines if line.strip()]


def keep_own_links(post: Post, targets: list[Post]) -> None:
    """Store which own posts this one links to, as it now stands."""
    gone, _ = OwnLink.objects.filter(source=post).exclude(target__in=targets).delete()
    if gone or targets:
        pages_changed()
    OwnLink.objects.bulk_create([OwnLink(source=post, target=t) for t in set(targets)], ignore_conflicts=True)


def queue(post: Post, wanted: dict[str, tuple[str, bool]]) -> None:
    """Write a row for every new target, wake what was cancelled or has changed, drop what is linked no more."""
    known = {ping.target_key: ping for ping in OutgoingPing.objects.filter(post=post)}
    merged = {source_key(ping.linked_target) for ping in known.values() if ping.linked_target}
    fresh = [
        OutgoingPing.to(post, url, pasted=pasted)
        for key, (url, pasted) in wanted.items()
        if key not in known and key not in merged
    ]
    for ping in OutgoingPing.objects.bulk_create(fresh):
        ping.send()
    for key, ping in known.items():
        if is_to_be_told(ping, post, linked=key in wanted):
            ping.resend()
    gone = [ping.pk for key, ping in known.items() if key not in wanted and not (ping.pasted and post.talks)]
    OutgoingPing.objects.filter(pk__in=gone, sent_at=None).cancel()


def is_to_be_told(ping: OutgoingPing, post: Post, *, linked: bool) -> bool:
    """Whether a known target is to be told again: it was cancelled, or (by Webmention) its passage changed or went."""
    if ping.state == "cancelled":
        return linked and not ping.left_out and not ping.sent_at
    if ping.state != "delivered" or not ping.hears_of_changes:
        return False
    return ping.sent_digest != (digest(ping, post) if linked else "")
