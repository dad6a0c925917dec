"""The job row: written in the transaction that makes the work necessary, claimed, performed and finished from here."""

import logging
import random
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from jobs import clock, leases, outbox
from jobs.errors import GiveUp, HostBusy, LeaseLost, Retry

logger = logging.getLogger(__name__)

# A job that kills its worker, or crashes, this often without any outcome is poison and is set aside.
CLAIMS_CAP = 25
# A crash is tried again after 5 s, doubling to an hour: 25 claims are then a little over half a day.
CRASH_DELAY_SECONDS = 5
CRASH_DELAY_CAP_SECONDS = 3600
# How long a job waits for a host whose slots are taken, at random, so that waiters do not come back together.
BUSY_SECONDS = (1, 5)
ERROR_LENGTH = 2000


class Job(models.Model):
    """A row that is its own job. A subclass defines `perform` and may name its first and its failed state.

    A subclass with a Meta of its own inherits ours (``class Meta(Job.Meta)``) and lists ``*Job.Meta.indexes``.
    """

    INITIAL_STATE: ClassVar[str] = "queued"
    FAILED_STATE: ClassVar[str] = "failed"

    state = models.CharField(max_length=20, default="queued")
    due_at = models.DateTimeField(
        null=True, blank=True, help_text="When to work on it; empty: nothing to do."
    )
    queued_at = models.DateTimeField(null=True, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    token = models.CharField(max_length=80, blank=True, default="", editable=False)
    attempts = models.PositiveIntegerField(default=0, help_text="Attempts that came to an outcome.")
    claims = models.PositiveIntegerField(default=0, editable=False)
    generation = models.PositiveIntegerField(default=0, editable=False)
    last_error = models.TextField(blank=True, default="")
    created = models.DateTimeField(default=timezone.now, editable=False)

    _held: str = ""
    _generation_at_claim: int = 0
    _ended: bool = False

    class Meta:
        abstract = True
        indexes = [
            models.Index(
                fields=["due_at"], name="%(app_label)s_%(class)s_due", condition=Q(due_at__isnull=False)
            )
        ]

    @classmethod
    def run(cls, pk: Any) -> None:
        """Claim the row, perform it and write the outcome; a row that is gone, not due or leased is left alone."""
        job = cls._base_manager.filter(pk=pk).first()
        if job is None or not job.claim():
            return
        try:
            job._attempt()
        except LeaseLost:
            logger.info("%s %s: the lease was lost, someone else has it", cls._meta.label, pk)

    def claim(self) -> bool:
        """Take the lease by one conditional UPDATE; on success the object is as the row then stands."""
        token = leases.new_token()
        claimed = (
            self._row()
            .filter(clock.is_due(), clock.is_free())
            .update(
                token=token,
                lease_until=clock.expression() + timedelta(seconds=settings.JOB_LEASE_SECONDS),
                claims=F("claims") + 1,
            )
        )
        if not claimed:
            return False
        self.refresh_from_db()
        self._held, self._generation_at_claim, self._ended = token, self.generation, False
        return True

    def perform(self) -> None:
        """The work, outside any transaction; ends by `finish`, `retry` or `postpone`, or raises (jobs.errors)."""
        raise NotImplementedError(f"{type(self).__name__} does not say what to perform")

    def finish(self, state: str, **fields: Any) -> bool:
        """Write the outcome. False when a repeat came in meanwhile: fields are written, the row stays due.

        May be called inside the caller's transaction, so that what is shown and the outcome are one commit.

        Raises:
            LeaseLost: the row carries another token; nothing was written.
        """
        outcome = {"state": state, "due_at": None, "attempts": self.attempts + 1}
        return self._release(outcome, {"last_error": "", **fields})

    def drop(self) -> None:
        """Delete the row: another one stands for this work now. Raises LeaseLost where the row is not ours."""
        if not self._held or not self._row().filter(token=self._held).delete()[0]:
            raise LeaseLost(f"{self._meta.label} {self.pk}")
        self._ended = True

    def retry(self, at: datetime, error: str, *, state: str = "retrying", **fields: Any) -> None:
        """Count an attempt and be due again at ``at`` (aware); at once when a repeat came in meanwhile."""
        outcome = {"state": state, "due_at": at, "attempts": self.attempts + 1}
        self._release(outcome, {"last_error": error[:ERROR_LENGTH], **fields})

    def postpone(self, seconds: float) -> None:
        """Give the lease back for a while; counts no attempt."""
        self._release({"due_at": clock.now() + timedelta(seconds=seconds)}, {})

    def renew(self, due_at: datetime | None = None, **fields: Any) -> None:
        """A repeat came in: due again, from the start; a run that is under way will not end the job."""
        fresh = {
            "state": self.INITIAL_STATE,
            "due_at": due_at or clock.now(),
            "queued_at": None,
            "last_error": "",
        }
        self._row().update(generation=F("generation") + 1, attempts=0, claims=0, **(fresh | fields))
        self.refresh_from_db()
        self.send()

    def send(self) -> None:
        """Tell the workers after commit, in one message per transaction and kind; only if due now."""
        if self.due_at and self.due_at <= timezone.now() + clock.TOLERANCE:
            outbox.add(type(self), self.pk)

    def _row(self) -> models.QuerySet[Self]:
        return type(self)._base_manager.filter(pk=self.pk)

    def _attempt(self) -> None:
        """Perform, and turn every way in which that can end into a written outcome."""
        if self.claims > CLAIMS_CAP:
            self.finish(self.FAILED_STATE, last_error=f"gave up after {CLAIMS_CAP} claims without an outcome")
            return
        try:
            self.perform()
            if not self._ended:
                raise RuntimeError("perform() came to no outcome")
        except LeaseLost:
            raise
        except HostBusy:
            self.postpone(random.uniform(*BUSY_SECONDS))  # noqa: S311 - spreads load, guards nothing
        except Retry as again:
            self.retry(again.at, again.reason)
        except GiveUp as end:
            self.finish(self.FAILED_STATE, last_error=end.reason[:ERROR_LENGTH])
        except Exception as error:
            logger.exception("%s %s crashed", self._meta.label, self.pk)
            self._back_off(error)

    def _back_off(self, error: Exception) -> None:
        """A crash keeps its count of claims, so that a job which always crashes meets the cap."""
        seconds = min(CRASH_DELAY_SECONDS * 2 ** (self.claims - 1), CRASH_DELAY_CAP_SECONDS)
        text = f"{type(error).__name__}: {error}"[:ERROR_LENGTH]
        later = clock.now() + timedelta(seconds=seconds)
        self._release({"due_at": later, "claims": self.claims}, {"last_error": text})

    def _release(self, outcome: dict[str, Any], fields: dict[str, Any]) -> bool:
        """Give the lease back with ``fields``, and with ``outcome`` unless the row was renewed since the claim."""
        mine = self._row().filter(token=self._held)
        free: dict[str, Any] = {"lease_until": None, "token": "", "queued_at": None, **fields}
        outcome = {"claims": 0, **outcome}
        values = free | outcome
        as_claimed = bool(self._held) and mine.filter(generation=self._generation_at_claim).update(**values)
        if not as_claimed and not (self._held and mine.update(**free)):
            raise LeaseLost(f"{self._meta.label} {self.pk}")
        self._ended = True
        if as_claimed:
            for name, value in values.items():
                setattr(self, name, value)
            return True
        self.refresh_from_db()
        self.send()
        return False


class Chore(Job):
    """Work that has no facts of its own: a kind with a registered handler, and the id of what it is about."""

    kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=200)
    finished_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta(Job.Meta):
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="one_chore_per_object")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}".strip()

    @classmethod
    def request(cls, kind: str, object_id: object = "", due_at: datetime | None = None) -> "Chore":
        """Ask for the chore once; a repeat asks again, from the start, also while it is being done."""
        chore, made = cls.objects.get_or_create(
            kind=kind, object_id=str(object_id), defaults={"due_at": due_at or clock.now()}
        )
        if made:
            chore.send()
        else:
            chore.renew(due_at)
        return chore

    @classmethod
    def request_all(cls, kind: str, object_ids: Iterable[object]) -> None:
        """Ask for the same chore about many objects, in as few statements as about one."""
        wanted = [str(object_id) for object_id in object_ids]
        chores = Chore.objects.filter(kind=kind, object_id__in=wanted)
        now = clock.now()
        fresh = {"state": cls.INITIAL_STATE, "due_at": now, "queued_at": None, "last_error": ""}
        chores.update(generation=F("generation") + 1, attempts=0, claims=0, **fresh)
        made = [Chore(kind=kind, object_id=object_id, due_at=now) for object_id in wanted]
        Chore.objects.bulk_create(made, ignore_conflicts=True)
        for chore in chores:
            chore.send()

    def perform(self) -> None:
        self._handler()(self.object_id)
        self.finish("done", finished_at=clock.now())

    def _handler(self) -> Callable[[str], None]:
        from jobs.chores import handler_of

        return handler_of(self.kind)


class Finding(models.Model):
    """What a chore found out, for a page that shows it until it is found out anew: one row a name."""

    name = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()
    found = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.name} of {self.at:%Y-%m-%d %H:%M}"

    @classmethod
    def keep(cls, name: str, found: dict[str, Any] | None = None) -> None:
        """Write it over what was found before."""
        cls.objects.update_or_create(name=name, defaults={"found": found or {}, "at": clock.now()})

    @classmethod
    def of(cls, name: str) -> Self | None:
        return cls.objects.filter(name=name).first()


class HostSlot(models.Model):
    """One of the few exchanges at once that a host is asked to bear, over all machines; claimed like a job."""

    host = models.CharField(max_length=255)
    n = models.PositiveSmallIntegerField()
    lease_until = models.DateTimeField()
    token = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["host", "n"], name="one_row_per_slot")]

    def __str__(self) -> str:
        return f"{self.host} #{self.n}"
