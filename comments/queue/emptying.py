"""Emptying the spam: some at once, the rest by a chore in batches, so that nobody waits for a lock."""

import time
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Max

from comments.models import PostComment, StatusCount
from jobs.chores import handles
from jobs.errors import Retry
from jobs.models import Chore
from posts.page_cache.changes import pages_changed

BATCH = 250  # rows of one transaction: a third of a second
TURN_SECONDS = 45  # of one run of the chore; half of what a task may take


def start(user: Any) -> str:
    """Erase one batch now and ask for the rest; what arrives as spam later on stays. Returns a sentence."""
    newest = (
        PostComment.objects.moderated_by(user).filter(status="spam").aggregate(newest=Max("pk"))["newest"]
    )
    if newest is None:
        return "There is no spam."
    erased = erase_batch(user, newest)
    if erased < BATCH:
        return f"{erased} {'item' if erased == 1 else 'items'} of spam deleted for good."
    Chore.request("empty-spam", f"{user.pk}:{newest}")
    return f"{erased} items of spam deleted for good; the rest follows in the background."


@transaction.atomic
def erase_batch(user: Any, newest: int) -> int:
    """Erase at most BATCH rows of spam that this user may moderate, counters included; returns how many."""
    spam = PostComment.objects.moderated_by(user).filter(status="spam", pk__lte=newest).order_by("created")
    rows = list(spam.values_list("pk", "kind")[:BATCH])
    ids = [pk for pk, _ in rows]
    locked = set(
        PostComment.norel_objects.select_for_update()
        .filter(pk__in=ids, status="spam")
        .values_list("pk", flat=True)
    )
    PostComment.objects.filter(pk__in=locked).delete()
    pages_changed()  # the place of a ping that replies hang on is named for its kind
    for kind in {kind for _, kind in rows}:
        StatusCount.add("spam", kind, -sum(1 for pk, its in rows if its == kind and pk in locked))
    return len(rows)


@handles("empty-spam")
def empty_spam(object_id: str) -> None:
    """Go on where the request stopped, for as long as one turn lasts; a repeat finds nothing and is harmless."""
    user_id, _, newest = object_id.partition(":")
    user = get_user_model().objects.filter(pk=int(user_id), is_active=True).first()
    end = time.monotonic() + TURN_SECONDS
    while user and erase_batch(user, int(newest)) == BATCH:
        if time.monotonic() > end:
            raise Retry("more spam is left to erase", after=0)
