"""Limits that hold over all processes: each event is a row, and the rows of a window are counted."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from posts.models import Hit

LONGEST = timedelta(hours=1)  # rows older than the longest window are deleted


@dataclass(frozen=True)
class Limit:
    """At most ``most`` events of one kind by one party within a window."""

    what: str
    most: int
    window: timedelta


class TooMany(Exception):
    """A limit is reached; ``retry_after`` seconds from now it may be tried again."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"Too many requests; try again in {retry_after} seconds.")
        self.retry_after = retry_after


def count(limits: dict[Limit, str], watched: dict[Limit, str] | None = None) -> dict[Limit, int]:
    """Count one event against each party; a refused one leaves no row. Call it outside a transaction.

    Args:
        limits: limit -> party; more events than that raise TooMany.
        watched: the same, but only counted.

    Returns the number of events in each window, this one included.
    """
    everything = limits | (watched or {})
    parties = {(limit.what, who) for limit, who in everything.items()}
    rows = Hit.objects.bulk_create([Hit(what=what, who=who[:255]) for what, who in sorted(parties)])
    seen = numbers(everything)
    for limit in limits:
        if seen[limit] > limit.most:
            Hit.objects.filter(pk__in=[row.pk for row in rows]).delete()
            raise TooMany(int(limit.window.total_seconds() if limit.window < LONGEST else 600))
    return seen


def numbers(limits: dict[Limit, str]) -> dict[Limit, int]:
    """How many events each window holds now; one query.

    Written in SQL: putting it together by the ORM takes 2 ms, half of what a ping may cost.
    """
    now = timezone.now()
    one = "SELECT %s, COUNT(*) FROM posts_hit WHERE what = %s AND who = %s AND at > %s"
    values = [
        (n, limit.what, who[:255], connection.ops.adapt_datetimefield_value(now - limit.window))
        for n, (limit, who) in enumerate(limits.items())
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(values)), [value for row in values for value in row])
        found = dict(cursor.fetchall())
    return {limit: found[n] for n, limit in enumerate(limits)}


def forget_old() -> None:
    """Delete what no window holds any more; the scheduler calls it."""
    Hit.objects.filter(at__lt=timezone.now() - LONGEST).delete()
