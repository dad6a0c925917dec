"""The one rule of what makes stored pages stale: who changes what readers see calls `pages_changed` in the transaction.

Post's verbs do it by their signals (posts.receivers), PostComment by its one door, what is simply saved or deleted by
being `ShownToReaders`.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from jobs.models import Chore
from posts.page_cache import version

CHORE = "forget-pages"
# The writer itself is done by then, and the chore finds that it was; if the writer was killed, the next heartbeat
# acts for it. No message is sent for what is due later, so that a write costs one row more and nothing else.
LATER = timedelta(seconds=5)


class _Change:
    """What `transaction.on_commit` calls, before the write is answered."""

    def __init__(self) -> None:
        self.__qualname__ = "posts.page_cache.changes.pages_changed"
        self.word = version.new()
        self.done = False

    def __call__(self) -> None:
        self.done = True
        version.change(self.word)


def pages_changed() -> None:
    """Forget every stored page when this transaction is committed, and once more by a chore written in it."""
    if not settings.PAGE_CACHE or _is_waiting():
        return
    with transaction.atomic(savepoint=False):
        change = _Change()
        Chore.objects.create(kind=CHORE, object_id=change.word, due_at=timezone.now() + LATER)
        transaction.on_commit(change, robust=True)


def _is_waiting() -> bool:
    """Whether this transaction will do it anyway; looked up where a rollback would have removed it."""
    callbacks = [callback for _, callback, _ in transaction.get_connection().run_on_commit]
    return any(isinstance(callback, _Change) and not callback.done for callback in callbacks)


class ShownToReaders(models.Model):
    """A row that pages show as it is: saving or deleting it makes the stored ones stale."""

    class Meta:
        abstract = True

    @transaction.atomic(savepoint=False)
    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        pages_changed()

    @transaction.atomic(savepoint=False)
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        deleted = super().delete(*args, **kwargs)
        pages_changed()
        return deleted
