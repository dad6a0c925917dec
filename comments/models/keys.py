"""Whether a moderator wants single keys to do things in the queue: on, until somebody switches them off."""

from typing import Any

from django.conf import settings
from django.db import models


class QueueKeys(models.Model):
    """A row for each user who has ever chosen."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="queue_keys")
    on = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.user_id}: {'on' if self.on else 'off'}"

    @classmethod
    def are_on(cls, user: Any) -> bool:
        return not cls.objects.filter(user=user, on=False).exists()

    @classmethod
    def switch(cls, user: Any, on: bool) -> None:
        cls.objects.update_or_create(user=user, defaults={"on": on})
