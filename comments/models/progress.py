"""Long work of a moderator in the background: how far it has come, what came of it, and whether to stop."""

import time
from collections.abc import Iterable
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from jobs.errors import Retry
from jobs.models import Chore

TURN_SECONDS = 45  # of one run of a chore; half of what a task may take
FORGOTTEN = timedelta(days=7)


class Progress(models.Model):
    """One piece of such work; it is done by the chore of its kind, whose object id is this row."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    facts = models.JSONField(default=dict, help_text="What it is about, as its kind needs it.")
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    reached = models.BigIntegerField(default=0, help_text="The key of the last row that was dealt with.")
    told = models.JSONField(default=dict, help_text="What came of it: word -> how many.")
    stop_asked = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["by", "kind"], condition=Q(ended_at=None), name="comments_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.by_id}: {self.done} of {self.total}"

    @classmethod
    @transaction.atomic
    def start(cls, by: User, kind: str, total: int, **facts: object) -> tuple[Self, bool]:
        """Ask for it; where the same is still going on, that one, and False."""
        fresh = {"total": total, "facts": facts}
        progress, made = cls.objects.get_or_create(by=by, kind=kind, ended_at=None, defaults=fresh)
        if made:
            Chore.request(kind, progress.pk)
        return progress, made

    @classmethod
    def open_to(cls, user: User | AnonymousUser) -> "models.QuerySet[Self]":
        """What this user may follow and stop: their own, and what is shared by all who moderate everything."""
        shared = Q(facts__shared=True) if user.has_perm("comments.moderate_all") else Q()
        return cls.objects.filter(Q(by=user.pk) | shared)

    @property
    def is_running(self) -> bool:
        return self.ended_at is None

    def go_on(self, steps: Iterable[int]) -> None:
        """Take one step after another, each of which says how many rows it dealt with, to the end or until stopped.

        Raises:
            Retry: the turn of this run is over, and the rest is for the next.
        """
        end = time.monotonic() + TURN_SECONDS
        for n in () if self.stop_asked else steps:
            if not self._count(n):
                break
            if time.monotonic() > end:
                raise Retry("more of it is left", after=0)
        self._end()

    def came_to(self, word: str) -> None:
        """Note what came of a row; written with the step."""
        self.told[word] = self.told.get(word, 0) + 1

    def stop(self) -> None:
        """Ask it to stop after the step it is at; where nobody is at it any longer, it has ended."""
        type(self).objects.filter(pk=self.pk).update(stop_asked=True)
        if not Chore.objects.filter(kind=self.kind, object_id=str(self.pk), due_at__isnull=False).exists():
            self._end()
        self.refresh_from_db()

    def _count(self, n: int) -> bool:
        """Write down that this many more are done; whether to go on."""
        mine = type(self).objects.filter(pk=self.pk)
        mine.update(done=F("done") + n, reached=self.reached, told=self.told)
        return mine.filter(stop_asked=False).exists()

    def _end(self) -> None:
        type(self).objects.filter(pk=self.pk, ended_at=None).update(ended_at=timezone.now())


def forget_old() -> None:
    """What ended a week ago is of no interest; the scheduler calls this."""
    Progress.objects.filter(ended_at__lt=timezone.now() - FORGOTTEN).delete()
