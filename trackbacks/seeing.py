"""After telling: does our post stand on their page by now? A chore looks twice, minutes and a day later."""

from datetime import timedelta

from django.utils import timezone

from jobs.chores import handles
from jobs.models import Chore
from posts.models import Post
from trackbacks import fetch, links
from trackbacks.canonical import canonical
from trackbacks.models import OutgoingPing
from trackbacks.page import Page
from trackbacks.targets import addresses

CHORE = "seen"
AFTER = (timedelta(minutes=10), timedelta(days=1))  # each look, counted from the one before it
LOOKING = "looking whether a ping is shown"


def request(ping: OutgoingPing) -> None:
    """Have their page looked at some time after a ping was delivered, where there is a page to look at."""
    if ping.their_page and not ping.seen_at:
        OutgoingPing.objects.filter(pk=ping.pk).update(looks=0)
        Chore.request(CHORE, ping.pk, timezone.now() + AFTER[0])


@handles(CHORE)
def look(object_id: str) -> None:
    """The chore: one look at their page. Raises jobs.errors.HostBusy when the host's slots stay taken."""
    ping = OutgoingPing.objects.select_related("post").filter(pk=object_id, state="delivered").first()
    if ping is None or ping.seen_at or not ping.post.talks:
        return
    try:
        seen = is_shown(fetch.get(ping.their_page, agent=fetch.user_agent(LOOKING)), ping.post)
    except fetch.FetchError:
        seen = False
    ping.looks += 1
    ping.seen_at = timezone.now() if seen else None
    ping.save(update_fields=["looks", "seen_at"])
    if not seen and ping.looks < len(AFTER):
        Chore.request(CHORE, ping.pk, timezone.now() + AFTER[ping.looks])


def is_shown(page: Page, post: Post) -> bool:
    """Whether the page links to any address of the post."""
    if page.status >= 400:
        return False
    there = links.outbound(page.text if page.is_html else "", page.url)
    return not {canonical(url) for url in addresses(post)}.isdisjoint(canonical(link.url) for link in there)
