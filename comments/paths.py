"""The order of a thread as one sortable string: a fixed-width segment for each level, by time and then by key."""

from datetime import datetime
from typing import Any

from django.db import models

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
TIME_WIDTH = 9  # milliseconds since 1970 in base 36: enough until the year 5188
KEY_WIDTH = 7  # 78 thousand million comments
SEGMENT = TIME_WIDTH + KEY_WIDTH
MAX_DEPTH = 10


def base36(number: int, width: int) -> str:
    """The number in [0-9a-z], padded to ``width`` so that strings sort as numbers do."""
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return digits.rjust(width, "0")


def segment(created: datetime, pk: int) -> str:
    """One level of a path."""
    return base36(max(0, int(created.timestamp() * 1000)), TIME_WIDTH) + base36(pk, KEY_WIDTH)


class ThreadPathField(models.CharField):
    """Filled in at insert, when the row's key is known: the parent's path and a segment of its own."""

    def pre_save(self, instance: Any, add: bool) -> str:
        if add and not getattr(instance, self.attname):
            setattr(
                instance,
                self.attname,
                instance.path_above + segment(instance.created, instance.comment_ptr_id),
            )
        return getattr(instance, self.attname)
