"""The way out: a post's links become one OutgoingPing each, and each is discovered, sent and recorded."""

import random
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from posts.models import Post, SiteSettings
from trackbacks import discovery, excerpts, fetch, links, protocols
from trackbacks.canonical import same, source_key
from trackbacks.models import LinkScan, OutgoingPing, OwnLink
from trackbacks.protocols import Answer, Outgoing
from trackbacks.targets import is_own, own_post

MAX_TARGETS = 500  # of one post; a list of links longer than this is a directory, not a conversation
RETRY_MINUTES = (1, 5, 30, 120, 480)  # after the first of 6 attempts
DISCOVERING = "Webmention, TrackBack and Pingback discovery"  # WM-S5: the User-Agent says Webmention
SPREAD = 0.2  # plus or minus, so that what failed together is not retried together


# Looking for links


def scan(job: LinkScan) -> None:
    """Read the post as it now stands and queue a ping for every blog that is still to be told."""
    post = Post.objects.select_related("author").get(pk=job.post_id)
    if not post.talks:
        job.finish("cancelled")
        return
    found = [link.url for link in links.outbound(post.html, post.full_url)]
    own = {url: own_post(url) for url in found if is_own(url)}
    pasted = pasted_urls(post)
    wanted = {source_key(url): (url, False) for url in found if url not in own}
    wanted |= {source_key(url): (url, True) for url in pasted if not is_own(url)}
    with transaction.atomic():
        if job.finish("done"):
            keep_own_links(post, [target for target in own.values() if target and target.pk != post.pk])
            queue(post, dict(list(wanted.items())[:MAX_TARGETS]))


def pasted_urls(post: Post) -> list[str]:
    return [line.strip() for line in post.send_trackbacks.splitlines() if line.strip()]


def keep_own_links(post: Post, targets: list[Post]) -> None:
    """Store which own posts this one links to, as it now stands."""
    OwnLink.objects.filter(source=post).exclude(target__in=targets).delete()
    OwnLink.objects.bulk_create([OwnLink(source=post, target=t) for t in set(targets)], ignore_conflicts=True)


def queue(post: Post, wanted: dict[str, tuple[str, bool]]) -> None:
    """Write a row for every new target, wake what was cancelled, and drop what is linked no more."""
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
        if key in wanted and ping.state == "cancelled" and not ping.left_out:
            ping.resend()
    gone = [ping.pk for key, ping in known.items() if key not in wanted and not ping.pasted]
    OutgoingPing.objects.filter(pk__in=gone).cancel()


# Telling one blog


def deliver(ping: OutgoingPing) -> None:
    """Find where this target wants to be told and tell it; every outcome ends in a named state."""
    post = Post.objects.select_related("author").get(pk=ping.post_id)
    if not post.talks:
        ping.finish("cancelled")
        return
    try:
        if ping.pasted:
            taken_over(ping) or tell(ping, post, "trackback", ping.target)
        else:
            discover(ping, post)
    except fetch.FetchError as error:
        if not error.temporary:
            ping.finish("failed", message=error.reason)
        else:
            try_later(ping, error.reason)


def discover(ping: OutgoingPing, post: Post) -> None:
    """Read the linked page, choose ONE protocol, and tell it, unless a pasted URL tells it already."""
    page = fetch.get(ping.target, agent=fetch.user_agent(DISCOVERING))
    if page.status >= 500 or page.status in (408, 425, 429):
        try_later(ping, f"the linked page answered {page.status}", protocols.retry_after(page.headers))
        return
    endpoint = discovery.endpoint(page, ping.target, protocols.enabled()) if page.status < 400 else None
    if endpoint is None:
        reason = "offers no way to be told" if page.status < 400 else f"answered {page.status}"
        ping.finish("no_endpoint", message=f"The linked page {reason}.")
    elif not merged_into_pasted(ping, endpoint.url):
        tell(ping, post, endpoint.protocol, endpoint.url)


def merged_into_pasted(ping: OutgoingPing, endpoint: str) -> bool:
    """A pasted URL that discovery finds on a linked page is the same ping: one row, the pasted one."""
    for pasted in OutgoingPing.objects.filter(post=ping.post_id, pasted=True):
        if same(pasted.target, endpoint):
            with transaction.atomic():
                OutgoingPing.objects.filter(pk=pasted.pk).update(linked_target=ping.target)
                ping.delete()
            return True
    return False


def taken_over(pasted: OutgoingPing) -> bool:
    """A pasted URL by which this post was told already, through a link: the pasted row takes that over."""
    for told in OutgoingPing.objects.filter(post=pasted.post_id, pasted=False, state="delivered"):
        if same(told.endpoint, pasted.target):
            with transaction.atomic():
                pasted.finish(
                    "delivered", message=told.message, sent_at=told.sent_at, linked_target=told.target
                )
                told.delete()
            return True
    return False


def tell(ping: OutgoingPing, post: Post, protocol: str, endpoint: str) -> None:
    """Send it and keep the answer in their words."""
    if is_own(endpoint):
        ping.finish("failed", message="This is an address of this very blog.")
        return
    answer = protocols.named(protocol).send(endpoint, outgoing(ping, post))
    record(ping, answer, {"protocol": protocol, "endpoint": endpoint})


def outgoing(ping: OutgoingPing, post: Post) -> Outgoing:
    """What this target is told: the passage around its link, or the post's own excerpt."""
    linked = ping.linked_target or ping.target
    passage = ping.excerpt or excerpts.passage(post.html, linked, base_url=post.full_url).text
    return Outgoing(
        url=post.full_url,
        title=post.title or post.full_url,
        excerpt=passage or excerpts.cut(post.lead, excerpts.EXCERPT_CHARACTERS),
        blog_name=SiteSettings.load().title,
        target=linked,
    )


def record(ping: OutgoingPing, answer: Answer, found: dict[str, str]) -> None:
    """End in the state that the answer names, or try again later."""
    if answer.outcome == "delivered":
        ping.finish("delivered", message=answer.message, sent_at=timezone.now(), **found)
    elif answer.outcome == "refused":
        ping.finish("refused", message=answer.message, **found)
    else:
        try_later(ping, answer.message, answer.retry_after, **found)


def try_later(ping: OutgoingPing, reason: str, retry_after: int | None = None, **found: str) -> None:
    """Wait longer each time, as long as the other side asks at least; after 6 attempts it has failed."""
    if ping.attempts >= len(RETRY_MINUTES):
        ping.finish("failed", message=reason, **found)
        return
    wait = timedelta(minutes=RETRY_MINUTES[ping.attempts]) * random.uniform(1 - SPREAD, 1 + SPREAD)  # noqa: S311 - spreads load, guards nothing
    if retry_after is not None:
        wait = timedelta(seconds=max(retry_after, 1))
    ping.retry(timezone.now() + wait, reason, message=reason, **found)
