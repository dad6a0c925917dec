"""From rows to messages: what one transaction made due leaves in one message per kind, after its commit.

A broker that does not answer costs a second at most, once in a while: the rows stand, and the sweeper sends them.
"""

import logging
import time
from collections.abc import Sequence
from typing import Any

from celery.exceptions import OperationalError as CeleryOperationalError
from django.db import models, transaction
from kombu.exceptions import OperationalError

from jobs import clock

logger = logging.getLogger(__name__)

# One message stays small (16 kB of ids) however many rows a bulk edit makes due.
IDS_PER_MESSAGE = 500
# After a failed publish none is tried for this long, so that a dead broker slows one request in many.
SILENCE_SECONDS = 5
RETRY_ONCE = {"max_retries": 1, "interval_start": 0, "interval_step": 0, "interval_max": 0}

_silent_until = 0.0


class _Message:
    """What `transaction.on_commit` calls: the ids of one kind, collected while the transaction runs."""

    def __init__(self, kind: type[models.Model]) -> None:
        self.__qualname__ = f"jobs.outbox.{kind.__name__}"
        self.kind = kind
        self.ids: dict[Any, None] = {}  # a set that keeps the order
        self.sent = False

    def __call__(self) -> None:
        self.sent = True
        publish(self.kind, list(self.ids))


def add(kind: type[models.Model], pk: Any) -> None:
    """Put one row into this transaction's message of its kind; outside a transaction, send it now."""
    message = _waiting(kind)
    if message is not None:
        message.ids[pk] = None
        return
    message = _Message(kind)
    message.ids[pk] = None
    transaction.on_commit(message, robust=True)


def publish(kind: type[models.Model], ids: Sequence[Any]) -> bool:
    """Send messages and note on the rows when; False, never an error, where the broker does not take them."""
    global _silent_until
    from jobs.tasks import work

    if time.monotonic() < _silent_until:
        return False
    for start in range(0, len(ids), IDS_PER_MESSAGE):
        batch = list(ids[start : start + IDS_PER_MESSAGE])
        try:
            work.apply_async((kind._meta.label, batch), retry=True, retry_policy=RETRY_ONCE)
        except (OperationalError, CeleryOperationalError, OSError) as error:
            _silent_until = time.monotonic() + SILENCE_SECONDS
            logger.warning("the broker did not take %d %s: %s", len(batch), kind._meta.label, error)
            return False
        kind._base_manager.filter(pk__in=batch).update(queued_at=clock.expression())
    return True


def _waiting(kind: type[models.Model]) -> _Message | None:
    """This transaction's message of the kind, looked up where a rollback would have removed it."""
    for _sids, callback, _robust in transaction.get_connection().run_on_commit:
        if isinstance(callback, _Message) and callback.kind is kind and not callback.sent:
            return callback
    return None
