"""The way out begins: a post's links become one OutgoingPing each, and what changed is told again."""

from django.db import transaction

from posts.models import Post
from posts.page_cache.changes import pages_changed
from trackbacks.canonical import source_key
from trackbacks.models import LinkScan, OutgoingPing, OwnLink, Rehearsal
from trackbacks.models.rehearsal import Choice
from trackbacks.sending import digest
from trackbacks.targets import own_post
from trackbacks.wanted import MAX_TARGETS, Wanted, wanted


def scan(job: LinkScan) -> None:
    """Read the post as it now stands and queue a ping for every blog that is still to be told."""
    post = Post.objects.select_related("author").get(pk=job.post_id)
    found = wanted(post.html, post.full_url, post.send_trackbacks) if post.talks else {}
    own = [own_post(one.url) for one in found.values() if one.is_own and not one.pasted]
    others = {key: one for key, one in found.items() if not one.is_own}
    with transaction.atomic():
        if not job.finish("done" if post.talks else "cancelled"):
            return
        keep_own_links(post, [target for target in own if target and target.pk != post.pk])
        if post.talks and not post.tells_others:
            OutgoingPing.objects.filter(post=post, sent_at=None).cancel()
        else:
            queue(post, dict(list(others.items())[:MAX_TARGETS]))


def keep_own_links(post: Post, targets: list[Post]) -> None:
    """Store which own posts this one links to, as it now stands."""
    gone, _ = OwnLink.objects.filter(source=post).exclude(target__in=targets).delete()
    if gone or targets:
        pages_changed()
    OwnLink.objects.bulk_create([OwnLink(source=post, target=t) for t in set(targets)], ignore_conflicts=True)


def queue(post: Post, told: dict[str, Wanted]) -> None:
    """Write a row for every new target, wake what was cancelled or has changed, drop what is linked no more."""
    choices = Rehearsal.objects.filter(post=post).choices()
    known = {ping.target_key: ping for ping in OutgoingPing.objects.filter(post=post)}
    merged = {source_key(ping.linked_target) for ping in known.values() if ping.linked_target}
    fresh = [
        OutgoingPing.to(post, one.url, pasted=one.pasted, choice=choices.get(key))
        for key, one in told.items()
        if key not in known and key not in merged
    ]
    for ping in OutgoingPing.objects.bulk_create(fresh):
        ping.send()
    for key, ping in known.items():
        follow(ping, post, choices.get(key), linked=key in told)
    gone = [ping.pk for key, ping in known.items() if key not in told and not (ping.pasted and post.talks)]
    OutgoingPing.objects.filter(pk__in=gone, sent_at=None).cancel()


def follow(ping: OutgoingPing, post: Post, choice: Choice | None, *, linked: bool) -> None:
    """A known target: what was decided since counts as long as it was not told, and then it may be due again."""
    if choice is not None and not ping.sent_at:
        ping.take(choice)
    if is_to_be_told(ping, post, linked=linked):
        ping.resend()


def is_to_be_told(ping: OutgoingPing, post: Post, *, linked: bool) -> bool:
    """Whether a known target is to be told again: it was cancelled, or (by Webmention) its passage changed or went."""
    if ping.state == "cancelled":
        return linked and not ping.left_out and not ping.sent_at
    if ping.state != "delivered" or not ping.hears_of_changes:
        return False
    return ping.sent_digest != (digest(ping, post) if linked else "")
