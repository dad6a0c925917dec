"""The sweeper: whatever the broker, a worker or the web process lost, the rows still know. Also purge and counts."""

import logging
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db.models import Count, Min, Q

from jobs import clock, leases, outbox
from jobs.hosts import free_dead_slots
from jobs.models import Chore, Finding, HostSlot, Job

logger = logging.getLogger(__name__)

HEARTBEAT = "heartbeat"  # the finding that a worker does what the scheduler asks

# A message not acted on for this long is taken for lost; one too many does no harm, the claim is refused.
RESEND_SECONDS = 60
# At most this many of a kind are under way in messages that the sweeper sent: a backlog stays in the table.
UNDER_WAY = 500
KEEP_DONE = timedelta(days=7)
KEEP_FAILED = timedelta(days=90)
KEEP_SLOTS = timedelta(days=1)
PURGE_BATCH = 1000


def kinds() -> list[type[Job]]:
    """Every concrete kind of job of every app."""
    return [model for model in apps.get_models() if issubclass(model, Job)]


def sweep() -> int:
    """Re-send what is due, not leased and not sent lately; returns how many rows were sent."""
    free_dead_slots()
    sent = 0
    for kind in kinds():
        try:
            _free_dead(kind)
            sent += _send_due(kind)
        except Exception:
            logger.exception("sweeping %s failed", kind._meta.label)
    return sent


def forget_sent() -> None:
    """A worker starts: messages may have died with the last one, so every due row counts as not sent."""
    for kind in kinds():
        kind._base_manager.filter(_waiting(), queued_at__isnull=False).update(queued_at=None)


def beat() -> None:
    """Note that scheduler and worker are alive; the heartbeat calls it."""
    Finding.keep(HEARTBEAT)


def silent_seconds() -> float | None:
    """How long ago the last heartbeat was; None where none was ever heard."""
    last = Finding.of(HEARTBEAT)
    return (clock.now() - last.at).total_seconds() if last else None


def purge() -> None:
    """Drop chores done a week ago or failed a season ago, and the slots of hosts not spoken to for a day."""
    now = clock.now()
    old = Q(state="done", finished_at__lt=now - KEEP_DONE) | Q(state="failed", created__lt=now - KEEP_FAILED)
    rows = Chore.objects.filter(old, due_at=None).values_list("pk", flat=True)[:PURGE_BATCH]
    Chore.objects.filter(pk__in=list(rows), due_at=None).delete()
    slots = HostSlot.objects.filter(lease_until__lt=now - KEEP_SLOTS).values_list("pk", flat=True)[
        :PURGE_BATCH
    ]
    HostSlot.objects.filter(pk__in=list(slots), lease_until__lt=now - KEEP_SLOTS).delete()


def report() -> dict[str, Any]:
    """What `doctor` tells: ``jobs`` as kind -> state -> count, ``oldest_due_s`` as seconds overdue (0: nothing is)."""
    jobs: dict[str, dict[str, int]] = {}
    oldest = now = clock.now()
    for kind in kinds():
        states = kind._base_manager.order_by().values_list("state").annotate(Count("pk"))
        jobs[kind._meta.model_name or ""] = dict(states)
        first = kind._base_manager.filter(due_at__isnull=False).aggregate(first=Min("due_at"))["first"]
        oldest = min(oldest, first or now)
    return {"jobs": jobs, "oldest_due_s": round((now - oldest).total_seconds(), 1)}


def _waiting() -> Q:
    return clock.is_due() & clock.is_free()


def _free_dead(kind: type[Job]) -> None:
    """Take back the leases of workers of this machine that were killed."""
    leased = kind._base_manager.filter(due_at__isnull=False, lease_until__gt=clock.expression())
    for token in leased.values_list("token", flat=True):
        if leases.is_dead(token):
            kind._base_manager.filter(token=token).update(token="", lease_until=None, queued_at=None)


def _send_due(kind: type[Job]) -> int:
    lately = clock.expression() - timedelta(seconds=RESEND_SECONDS)
    waiting = kind._base_manager.filter(_waiting())
    room = UNDER_WAY - waiting.filter(queued_at__gte=lately)[:UNDER_WAY].count()
    lost = waiting.filter(Q(queued_at=None) | Q(queued_at__lt=lately)).order_by("due_at")
    ids = list(lost.values_list("pk", flat=True)[:room])
    return len(ids) if ids and outbox.publish(kind, ids) else 0
