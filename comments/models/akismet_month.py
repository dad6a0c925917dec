"""What Akismet did in a month: counted as it happens, so that what is deleted stays counted."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F
from django.utils import timezone


class AkismetMonth(models.Model):
    """One month of its answers, and of moderators who knew better."""

    month = models.DateField(unique=True)
    checked = models.PositiveIntegerField(default=0)
    spam = models.PositiveIntegerField(default=0)
    false_positives = models.PositiveIntegerField(default=0)
    missed = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}: {self.checked} checked, {self.spam} spam"

    @classmethod
    def count(cls, *names: str) -> None:
        """One more of each of these, in this month."""
        steps = {name: F(name) + 1 for name in names}
        if not cls.objects.filter(month=this_month()).update(**steps):
            cls.objects.get_or_create(month=this_month())
            cls.objects.filter(month=this_month()).update(**steps)

    @classmethod
    def now(cls) -> Self:
        """This month's, also where nothing was counted yet."""
        return cls.objects.filter(month=this_month()).first() or cls(month=this_month())


def this_month() -> date:
    return timezone.localdate().replace(day=1)
