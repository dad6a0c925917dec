"""The way out: where a target wants to be told is discovered, it is told, and its answer is recorded."""

import hashlib
import random
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from posts.models import Post, SiteSettings
from trackbacks import discovery, excerpts, fetch, links, protocols, seeing, switches
from trackbacks.canonical import same
from trackbacks.models import OutgoingPing
from trackbacks.protocols import Answer, Outgoing
from trackbacks.targets import is_own

RETRY_MINUTES = (1, 5, 30, 120, 480)  # after the first of 6 attempts
DISCOVERING = "Webmention, TrackBack and Pingback discovery"  # WM-S5: the User-Agent says Webmention
TOLD_ONCE = gettext_noop("It was told before, and only Webmention knows of updates.")
SPREAD = 0.2  # plus or minus, so that what failed together is not retried together


def deliver(ping: OutgoingPing) -> None:
    """Find where this target wants to be told and tell it; every outcome ends in a named state."""
    post = Post.objects.select_related("author").get(pk=ping.post_id)
    if not post.talks and not (ping.sent_at and ping.hears_of_changes):
        ping.finish("cancelled")
        return
    try:
        if ping.pasted:
            tell_pasted(ping, post)
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
    if page.status >= 500 or page.status in protocols.TEMPORARY_STATUSES:
        try_later(
            ping,
            gettext_noop("the linked page answered {}").format(page.status),
            protocols.retry_after(page.headers),
        )
        return
    allowed = [protocol.NAME for protocol in switches.sending(post, SiteSettings.load())]
    asked = protocols.enabled() if page.status < 400 else []
    found: dict[str, Any] = discovery.found(page, ping.target, asked)
    offers = found["offers"]
    chosen = next((name for name in offers if name in allowed), None)
    if "trackback" in allowed and merged_into_pasted(ping, offers):
        return
    if chosen is None:
        closed = gettext_noop("The linked page offers no way to be told.")
        broken = gettext_noop("The linked page answered {}.").format(page.status)
        ping.finish("no_endpoint", message=closed if page.status < 400 else broken, **found)
    elif ping.sent_at and chosen != "webmention":
        ping.finish("delivered", message=ping.message, said=TOLD_ONCE, **found)
    else:
        tell(ping, post, chosen, offers[chosen], **found)


def merged_into_pasted(ping: OutgoingPing, offers: Mapping[str, str]) -> bool:
    """A pasted URL that discovery finds on a linked page is the same ping: one row, the pasted one."""
    for pasted in OutgoingPing.objects.filter(post=ping.post_id, pasted=True):
        if any(same(pasted.target, url) for url in offers.values()):
            with transaction.atomic():
                OutgoingPing.objects.filter(pk=pasted.pk).update(linked_target=ping.target)
                ping.drop()
            return True
    return False


def tell_pasted(ping: OutgoingPing, post: Post) -> None:
    """A Trackback URL that the author gave: sent as TrackBack, unless a link to its page did so already."""
    if "trackback" not in [protocol.NAME for protocol in switches.sending(post, SiteSettings.load())]:
        ping.finish("cancelled", message=gettext_noop("Sending TrackBacks is switched off."))
    elif not taken_over(ping):
        tell(ping, post, "trackback", ping.target)


def taken_over(pasted: OutgoingPing) -> bool:
    """A pasted URL whose page was told already, through a link: the pasted row takes that over."""
    for told in OutgoingPing.objects.filter(post=pasted.post_id, pasted=False, state="delivered"):
        if any(same(url, pasted.target) for url in told.offers.values()):
            with transaction.atomic():
                pasted.finish(
                    "delivered", message=told.message, sent_at=told.sent_at, linked_target=told.target
                )
                told.delete()
            return True
    return False


def tell(ping: OutgoingPing, post: Post, protocol: str, endpoint: str, **found: Any) -> None:
    """Send it and keep the answer in their words."""
    if is_own(endpoint):
        ping.finish("failed", message=gettext_noop("This is an address of this very blog."))
        return
    message = outgoing(ping, post)
    sent = still_linked(ping, post) and digest_of(message)
    answer = protocols.named(protocol).send(endpoint, message)
    record(ping, answer, sent or "", {"protocol": protocol, "endpoint": endpoint, **found})


def still_linked(ping: OutgoingPing, post: Post) -> bool:
    """Whether the post, as it now stands, links to the target; of a withdrawn post nothing is linked."""
    return post.talks and any(
        same(link.url, ping.target) for link in links.outbound(post.html, post.full_url)
    )


def digest(ping: OutgoingPing, post: Post) -> str:
    """The same as long as the target would be told the same."""
    return digest_of(outgoing(ping, post))


def digest_of(message: Outgoing) -> str:
    return hashlib.sha256(f"{message.title}\n{message.excerpt}".encode()).hexdigest()


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


def record(ping: OutgoingPing, answer: Answer, sent_digest: str, found: dict[str, Any]) -> None:
    """End in the state that the answer names, or try again later."""
    if answer.outcome == "delivered":
        fields: dict[str, Any] = {
            "message": answer.message,
            "sent_at": timezone.now(),
            "sent_digest": sent_digest,
        }
        with transaction.atomic():
            ping.finish("delivered", **fields, **found)
            seeing.request(ping)
    elif answer.outcome == "refused":
        ping.finish("refused", message=answer.message, **found)
    else:
        try_later(ping, answer.message, answer.retry_after, **found)


def try_later(ping: OutgoingPing, reason: str, retry_after: int | None = None, **found: Any) -> None:
    """Wait longer each time, as long as the other side asks at least; after 6 attempts it has failed."""
    if ping.attempts >= len(RETRY_MINUTES):
        ping.finish("failed", message=reason, **found)
        return
    wait = timedelta(minutes=RETRY_MINUTES[ping.attempts]) * random.uniform(1 - SPREAD, 1 + SPREAD)  # noqa: S311 - spreads load, guards nothing
    if retry_after is not None:
        wait = timedelta(seconds=max(retry_after, 1))
    ping.retry(timezone.now() + wait, reason, message=reason, **found)
