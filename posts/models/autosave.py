"""What somebody has typed and not yet saved, and who is at work on a post just now. No reader sees any of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone

from posts.models.post import Post

AT_WORK = timedelta(minutes=2)  # since the last sign of life; pages give one every half minute
FORGOTTEN = timedelta(days=30)
NEW_POSTS = 20  # that one user has begun and not saved; the oldest go
KEY = 40  # characters


class AutosaveQuerySet(models.QuerySet["Autosave"]):
    def of(self, user: Any) -> Self:
        return self.filter(user_id=user.pk)

    def with_text(self) -> Self:
        return self.exclude(at=None).order_by("-at")

    def at_work_on(self, post: Post) -> Self:
        seen = timezone.now() - AT_WORK
        return self.filter(post_id=post.pk, seen_at__gt=seen).select_related("user").order_by("began", "pk")


class Autosave(models.Model):
    """One copy for each user and open form; ``key`` names the form, ``data`` is what the form would send."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=KEY)
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.CASCADE, related_name="autosaves")
    data = models.JSONField(default=dict)
    base = models.PositiveIntegerField(default=0)  # the post's version that the form began with
    at = models.DateTimeField(null=True)  # when the copy was made; empty: only looked at
    began = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = AutosaveQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="posts_one_copy_a_form")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.key}"

    @classmethod
    def see(cls, user: User, key: str, post: Post | None) -> Self:
        """A sign of life: this user has this form open."""
        now = timezone.now()
        row, made = cls.objects.get_or_create(user=user, key=key, defaults={"post": post})
        if not made:
            if row.seen_at < now - AT_WORK:
                row.began = now
            row.seen_at = now
            row.save(update_fields=["began", "seen_at"])
        return row

    def keep(self, data: Mapping[str, Sequence[str]], base: int, at: datetime | None = None) -> None:
        """Store what the form holds now."""
        self.data, self.base, self.at = dict(data), base, min(at or timezone.now(), timezone.now())
        self.save(update_fields=["data", "base", "at"])
        if self.post_id is None:
            begun = type(self).objects.filter(user_id=self.user_id, post=None).order_by("-seen_at", "-pk")
            type(self).objects.filter(pk__in=list(begun.values_list("pk", flat=True)[NEW_POSTS:])).delete()

    def discard(self) -> None:
        """Drop the copy; who has the form open stays known."""
        self.data, self.at = {}, None
        self.save(update_fields=["data", "at"])


def forget_old() -> None:
    """What nobody came back to within a month; the scheduler calls this."""
    Autosave.objects.filter(seen_at__lt=timezone.now() - FORGOTTEN).delete()
