"""That somebody is to be told of a comment by mail: once, alone or together with others."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils import timezone

from jobs.models import Chore
from posts.models import SiteSettings

CHORE = "mail:notices"
GATHERED = timedelta(minutes=5)  # at once means so: what comes in between two mails is told together
DAILY_AT = 7  # o'clock
FORGOTTEN = timedelta(days=90)


class Notice(models.Model):
    """One comment or ping for one person; the chore `mail:notices` tells them all that is not told yet."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    comment = models.ForeignKey("comments.PostComment", on_delete=models.CASCADE, related_name="+")
    created = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "comment"], name="comments_told_once")]
        indexes = [models.Index(fields=["user", "told_at"], name="comments_to_tell")]

    def __str__(self) -> str:
        return f"{self.user_id} of {self.comment_id}"

    @classmethod
    @transaction.atomic
    def give(cls, user: User, comment: models.Model) -> None:
        """Have this person told; of one comment once, whatever becomes of it later."""
        _notice, made = cls.objects.get_or_create(user=user, comment=comment)
        if made:
            Chore.request(CHORE, user.pk, cls.next_mail(user))

    @classmethod
    def next_mail(cls, user: User) -> datetime:
        """When the owner's pace lets this person have the next one."""
        pace, now = SiteSettings.load().mail_pace, timezone.localtime()
        if pace == SiteSettings.MailPace.HOURLY:
            return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        if pace == SiteSettings.MailPace.DAILY:
            morning = now.replace(hour=DAILY_AT, minute=0, second=0, microsecond=0)
            return morning if morning > now else morning + timedelta(days=1)
        last = cls.objects.filter(user=user).aggregate(last=models.Max("told_at"))["last"]
        return max(now, last + GATHERED) if last else now

    @classmethod
    def to_tell(cls, user: User) -> "models.QuerySet[Self]":
        return cls.objects.filter(user=user, told_at=None).order_by("pk")


def forget_old() -> None:
    """Who was told of what a season ago; the scheduler calls this."""
    Notice.objects.filter(told_at__lt=timezone.now() - FORGOTTEN).delete()
