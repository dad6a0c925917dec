"""One counted event, such as a ping from an address; rows are deleted after an hour."""

from django.db import models
from django.utils import timezone


class Hit(models.Model):
    """Something that is limited was done once."""

    what = models.CharField(max_length=20)
    who = models.CharField(max_length=255)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["what", "who", "at"], name="posts_hits"),
            models.Index(fields=["at"], name="posts_old_hits"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.who}"
