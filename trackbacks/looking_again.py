"""Slow re-verification: a source is read again after a week, then each month; what has gone is marked, not lost."""

import random
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from comments.models import PostComment
from trackbacks.models import IncomingPing

FIRST_LOOK = timedelta(days=7)  # after it was shown; a page that was made for its ping is often gone by then
LOOK_AGAIN = timedelta(days=30)  # how old a reading of a source may grow
SPREAD = 0.1  # a wait is up to a tenth longer, so that what came in together is not read together
SECOND_LOOK = timedelta(days=1)  # between the two checks before something counts as gone
EARLY = timedelta(hours=1)  # by which the second check may come too soon and still count
HOPE = timedelta(days=120)  # for so long what has gone is looked for once more a month
AGAIN_AT_ONCE = 1  # of one heartbeat: 17,000 sources a day, and never two of them together
LOOKED_THROUGH = 50  # rows of one heartbeat; of those that are not shown, spam above all, none is read
NOT_FOUND = gettext_noop("not found at source")


def look_again() -> int:
    """Have a source read again whose time has come; the scheduler calls it. Returns how many."""
    now = timezone.now()
    due = IncomingPing.objects.filter(look_at__lt=now, state__in=("done", "withdrawn")).order_by("look_at")
    rows = list(due.select_related("comment")[:LOOKED_THROUGH])
    chosen = [ping for ping in rows if is_worth_a_look(ping)][:AGAIN_AT_ONCE]
    left = [ping.pk for ping in rows if not is_worth_a_look(ping)]
    if left:
        IncomingPing.objects.filter(pk__in=left).update(look_at=now + LOOK_AGAIN)
    for ping in chosen:
        ping.renew(own_look=True)
    return len(chosen)


def is_worth_a_look(ping: IncomingPing) -> bool:
    """Whether it is shown, or its page was there until some months ago."""
    comment = ping.comment
    if comment is None or (ping.missing_since and ping.missing_since < timezone.now() - HOPE):
        return False
    shown = comment.status == PostComment.Status.APPROVED and comment.verified
    return bool(comment.is_withdrawn if ping.state == "withdrawn" else shown)


def looked(ping: IncomingPing, found: str) -> dict[str, Any]:
    """What a look leaves on its ping: what it found, when it was, and when the next one is."""
    now = timezone.now()
    wait = FIRST_LOOK if ping.looked_at is None or found == IncomingPing.Look.UNREAD else LOOK_AGAIN
    later = wait * (1 + SPREAD * random.random())  # noqa: S311 - spreads load, guards nothing
    return {"looked_at": now, "look_at": now + later, "last_look": found}


def missed(ping: IncomingPing, comment: PostComment, how: str) -> None:
    """We looked by ourselves and it was not there: looked for once more a day later, then marked."""
    if comment.gone or is_second_look(ping):
        mark_gone(ping, comment, how)
    else:
        look_once_more(ping)


def look_once_more(ping: IncomingPing) -> None:
    now = timezone.now()
    ping.retry(now + SECOND_LOOK, NOT_FOUND, missing_since=ping.missing_since or now)


def is_second_look(ping: IncomingPing) -> bool:
    return bool(ping.missing_since and ping.missing_since <= timezone.now() - SECOND_LOOK + EARLY)


@transaction.atomic
def mark_gone(ping: IncomingPing, comment: PostComment, how: str) -> None:
    """Nobody asked for it to be taken down: its text stays under the post, without a link to where it stood."""
    facts = looked(ping, IncomingPing.Look.GONE)
    since = ping.missing_since or facts["looked_at"]
    if ping.finish("done", last_error=NOT_FOUND, missing_since=since, **facts):
        comment.lose_source(how)
