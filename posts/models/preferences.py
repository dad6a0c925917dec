"""How somebody likes the pages of the admin to be: a row for each user who has ever chosen."""

from typing import Any

from django.conf import settings
from django.db import models, transaction


class Preferences(models.Model):
    """Choices by name; what is not among them is as it comes."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preferences", verbose_name="user"
    )
    data = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return f"{self.user_id}: {', '.join(self.data)}"

    @classmethod
    def of(cls, user: Any) -> dict[str, Any]:
        """What this user has chosen; whoever reads it must bear whatever stands there."""
        data = cls.objects.filter(user=user).values_list("data", flat=True).first()
        return data if isinstance(data, dict) else {}

    @classmethod
    @transaction.atomic
    def keep(cls, user: Any, **chosen: Any) -> None:
        """These choices from now on; the others stay."""
        row, _made = cls.objects.select_for_update().get_or_create(user=user)
        row.data = {**row.data, **chosen}
        row.save()
