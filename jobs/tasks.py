"""The two Celery tasks: one carries ids of rows, one is the heartbeat that sweeps and runs what is scheduled."""

import logging
import threading
import time
from typing import Any

from celery import shared_task
from django.apps import apps
from django.conf import settings
from django.db import connections
from django.utils.module_loading import import_string

from jobs import sweeping
from jobs.models import Job

logger = logging.getLogger(__name__)

# Heartbeats that piled up while no worker ran are dropped, and two schedulers are as good as one.
TICK_SECONDS = 2

_ticking = threading.Lock()
_last_tick = -TICK_SECONDS * 1.0


@shared_task(name="jobs.work", ignore_result=True)
def work(label: str, ids: list[Any]) -> None:
    """Run one row; several become a message each, so that the pool shares them."""
    if len(ids) == 1:
        _kind(label).run(ids[0])
    else:
        for pk in ids:
            work.delay(label, [pk])


@shared_task(name="jobs.tick", ignore_result=True)
def tick() -> None:
    """Sweep, then call each of settings.SCHEDULED; one that fails stops no other."""
    global _last_tick
    if time.monotonic() - _last_tick < TICK_SECONDS or not _ticking.acquire(blocking=False):
        return
    try:
        for scheduled in (sweeping.sweep, *map(_by_path, settings.SCHEDULED)):
            _guarded(scheduled)
    finally:
        _last_tick = time.monotonic()
        _ticking.release()


def on_worker_ready(**_: Any) -> None:
    """A worker begins with a sweep, so that what the last one left goes on at once."""
    _guarded(sweeping.beat)
    _guarded(sweeping.forget_sent)
    _guarded(sweeping.sweep)
    connections.close_all()


def _kind(label: str) -> type[Job]:
    kind = apps.get_model(label)
    if not issubclass(kind, Job):
        raise TypeError(f"{label} is no kind of job")
    return kind


def _by_path(path: str) -> Any:
    def call() -> None:
        import_string(path)()

    call.__qualname__ = path
    return call


def _guarded(function: Any) -> None:
    try:
        function()
    except Exception:
        logger.exception("%s failed; it is tried again with the next heartbeat", function.__qualname__)
