"""Emptying the spam: a little at once, much by a chore in short transactions, so that nobody waits for a lock."""

import time
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.models import PostComment, Progress, erasing
from comments.queue import listing
from jobs.chores import handles

KIND = "empty-spam"
AT_ONCE = 100  # rows that the request itself erases
BATCH = 500  # rows of one transaction: a fraction of a second
PAUSE_SECONDS = 0.005  # between two transactions, so that a writer who waits gets its turn


def start(user: Any) -> tuple[str, Progress | None]:
    """Erase what there is, in the background where it is much; what arrives as spam later on stays.

    It is not undone: a million rows would otherwise stay for a day after they were thrown away.
    Returns a sentence, and how it goes.
    """
    running = Progress.open_to(user).filter(kind=KIND, ended_at=None).first()
    if running:
        return _("The spam is being deleted already; wait for it, or stop it."), running
    if not spam_of(user).exists():
        return _("There is no spam."), None
    newest = PostComment.objects.aggregate(newest=Max("pk"))["newest"]  # of all: a million's is slow to find
    erased = erase_batch(user, newest, AT_ONCE)
    if not spam_of(user).exists():
        said = ngettext(
            "%(n)d item of spam deleted for good.", "%(n)d items of spam deleted for good.", erased
        )
        return said % {"n": erased}, None
    return _("The spam is being deleted for good, in the background."), in_background(user, newest, erased)


@transaction.atomic
def in_background(user: Any, newest: int, erased: int) -> Progress:
    """Have the rest erased; whoever moderates everything may follow and stop what is everybody's."""
    total = erased + listing.total(listing.counts(user), "spam", ())
    facts = {"upto": newest, "shared": user.has_perm("comments.moderate_all")}
    progress, made = Progress.start(user, KIND, total, **facts)
    if made:
        progress.done = erased
        progress.save(update_fields=["done"])
    return progress


def spam_of(user: Any) -> Any:
    return PostComment.objects.moderated_by(user).filter(status="spam")


def erase_batch(user: Any, newest: int, size: int) -> int:
    """Erase the oldest rows of spam that this user may moderate, counters included; returns how many were tried."""
    spam = spam_of(user).filter(pk__lte=newest).order_by("created", "pk")
    ids = list(spam.values_list("pk", flat=True)[:size])
    erasing.for_good(ids, "spam")
    return len(ids)


def steps(user: Any, newest: int) -> Iterator[int]:
    """Batch after batch until nothing is left."""
    while n := erase_batch(user, newest, BATCH):
        yield n
        time.sleep(PAUSE_SECONDS)


@handles(KIND)
def empty_spam(object_id: str) -> None:
    """Go on where the last turn stopped; a repeat finds nothing and is harmless."""
    progress = Progress.objects.select_related("by").filter(pk=int(object_id), ended_at=None).first()
    if progress:
        progress.go_on(steps(progress.by, progress.facts["upto"]))
