"""Emptying the spam: a little at once, the rest by a chore in short transactions, so that nobody waits for a lock."""

import time
from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.models import PostComment, erasing
from jobs.chores import handles
from jobs.errors import Retry
from jobs.models import Chore, Finding

FIRST = 100  # rows before the request is answered
BATCH = 500  # rows of one transaction: a fraction of a second
PAUSE_SECONDS = 0.005  # between two transactions, so that a writer who waits gets its turn
TURN_SECONDS = 45  # of one run of the chore; half of what a task may take
PROGRESS = "empty-spam"  # the finding that says how far it came


def start(user: Any) -> str:
    """Erase a little now and ask for the rest; what arrives as spam later on stays. Returns a sentence.

    It is not undone: a million rows would otherwise stay for a day after they were thrown away.
    """
    if not spam_of(user).exists():
        return _("There is no spam.")
    newest = PostComment.objects.aggregate(newest=Max("pk"))[
        "newest"
    ]  # of all: that of a million is slow to find
    erased = erase_batch(user, newest, FIRST)
    said = ngettext("%(n)d item of spam deleted for good.", "%(n)d items of spam deleted for good.", erased)
    if erased < FIRST:
        return said % {"n": erased}
    Chore.request("empty-spam", f"{user.pk}:{newest}")
    return _("The spam is being deleted for good, in the background.")


def spam_of(user: Any) -> Any:
    return PostComment.objects.moderated_by(user).filter(status="spam")


def erase_batch(user: Any, newest: int, size: int) -> int:
    """Erase the oldest rows of spam that this user may moderate, counters included; returns how many were tried."""
    spam = spam_of(user).filter(pk__lte=newest).order_by("created", "pk")
    ids = list(spam.values_list("pk", flat=True)[:size])
    erasing.for_good(ids, "spam")
    return len(ids)


def erase_all(user: Any, newest: int, told: Callable[[int], bool]) -> bool:
    """Go on until nothing is left (True), or until `told`, which hears how many each step took, says no."""
    while n := erase_batch(user, newest, BATCH):
        if not told(n):
            return False
        time.sleep(PAUSE_SECONDS)
    return True


@handles("empty-spam")
def empty_spam(object_id: str) -> None:
    """Go on where the request stopped, for as long as one turn lasts; a repeat finds nothing and is harmless."""
    user_id, _colon, newest = object_id.partition(":")
    user = get_user_model().objects.filter(pk=int(user_id), is_active=True).first()
    end, before = time.monotonic() + TURN_SECONDS, Finding.of(PROGRESS)
    done = before.found.get("done", 0) if before and before.found.get("of") == object_id else 0

    def told(n: int) -> bool:
        nonlocal done
        done += n
        Finding.keep(PROGRESS, {"of": object_id, "done": done, "ended": False})
        return time.monotonic() < end

    if user and not erase_all(user, int(newest), told):
        raise Retry("more spam is left to erase", after=0)
    Finding.keep(PROGRESS, {"of": object_id, "done": done, "ended": True})
