"""The pings panel on the admin page of a post: before publishing who will be told, afterwards what they answered."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from jobs.models import Chore
from posts.admin.post_words import labels
from posts.models import Post
from trackbacks import rehearsed, rehearsing
from trackbacks.ledger.rows import of_sent
from trackbacks.models import IncomingPing, LinkScan, OutgoingPing, Rehearsal

SHOWN = 50  # rows of the ledger; the others are seen in the list of sent pings
REHEARSED = 50  # lines of the rehearsal; the others are seen on the panel's own page
ALL = 300  # lines of that page: their form stays below the thousand fields that are taken
ANSWERS = 5  # the newest pings received
SOON = timedelta(minutes=2)  # what is due within it is waited for on the page


@dataclass
class Typed:
    """What came back from the form and could not be kept: the words of each row, and what is wrong with them."""

    words: dict[int, str] = field(default_factory=dict)
    errors: dict[int, str] = field(default_factory=dict)


def pings_panel(request: HttpRequest, post: Post, typed: Typed | None = None, notice: str = "") -> SafeString:
    """Everything about the conversation of this post; empty for who may not see it."""
    if not request.user.has_perm("trackbacks.view_outgoingping"):
        return SafeString("")
    context = {**context_of(request, post), "typed": typed or Typed(), "notice": notice}
    return SafeString(render_to_string("admin/trackbacks/panel.html", context, request))


def context_of(request: HttpRequest, post: Post) -> dict[str, Any]:
    """The rows of the panel, in a handful of queries whatever the post holds."""
    may_act = request.user.has_perm("trackbacks.change_outgoingping")
    pings = list(OutgoingPing.objects.filter(post=post).order_by("created", "pk")[: SHOWN + 1])
    for ping in pings:
        ping.post = post
    rows = list(Rehearsal.objects.filter(post=post, linked=True))
    lines = rehearsed.lines(post, rows)
    known = {ping.target_key for ping in pings} if post.is_public else set()
    ahead = [line for line in lines if line.row.target_key not in known]
    told = rehearsed.counted(post, ahead)
    most = ALL if "all" in request.GET else REHEARSED
    scan = LinkScan.objects.filter(post=post).first()
    is_looked_at = Chore.objects.filter(kind=rehearsing.CHORE, object_id=str(post.pk), due_at__isnull=False)
    looking = not rows and is_looked_at.exists()
    return {
        "post": post,
        "may_act": may_act,
        "may_call_off": may_act and (not post.is_public or request.user.has_perm("posts.publish_post")),
        "ledger": [of_sent(ping, may_act=may_act) for ping in pings[:SHOWN]],
        "ledger_is_cut": len(pings) > SHOWN,
        "lines": ahead[:most],
        "rehearsed": not post.is_public or (post.tells_others and any(line.dot != "own" for line in ahead)),
        "more": max(0, len(ahead) - most),
        "is_all": most == ALL,
        "told": told,
        "labels": json.dumps(labels(told, public=post.is_public)),
        "waits_until": undo_ends(post, scan),
        "is_scanning": scan is not None and scan.due_at is not None and post.talks,
        "was_called_off": post.talks and not post.tells_others,
        "moving": looking or is_moving(pings, rows, scan),
        "looking": looking,
        "unlooked": not rows and not looking and "href" in post.html,
        "received": received(request, post),
    }


def undo_ends(post: Post, scan: LinkScan | None) -> datetime | None:
    """Until when everything can still be called off; None when that has passed, or nobody is to be told anyway."""
    if scan is None or scan.due_at is None or scan.lease_until or not (post.talks and post.tells_others):
        return None
    return scan.due_at if scan.due_at > timezone.now() else None


def is_moving(pings: list[OutgoingPing], rows: list[Rehearsal], scan: LinkScan | None) -> bool:
    """Whether something here changes by itself within the next minutes."""
    jobs = [*pings, *rows, *([scan] if scan else [])]
    soon = timezone.now() + SOON
    return any(job.due_at is not None and job.due_at < soon for job in jobs)


def received(request: HttpRequest, post: Post) -> list[IncomingPing]:
    """The newest pings about this post that its author could answer."""
    if not request.user.has_perm("posts.add_post") or not post.pk:
        return []
    pings = IncomingPing.objects.seen_by(request.user).filter(
        post=post, comment__status__in=("approved", "pending")
    )
    return list(pings.select_related("comment").order_by("-created", "-pk")[:ANSWERS])
