"""The Celery application: which broker carries the jobs' ids, and how workers and the scheduler behave.

Celery is only the carrier: the rows know what is to be done (jobs.models), so every message may be lost or doubled.
"""

import os
import warnings
from importlib import import_module
from typing import Any

import django
from celery import Celery
from celery.platforms import SecurityWarning  # type: ignore[attr-defined]  # missing from the stubs
from celery.signals import celeryd_init, worker_init
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "blogsite.settings")

# The heartbeat sweeps and publishes what is scheduled: nothing due waits longer than this for its start.
HEARTBEAT_SECONDS = 5
# Redis gives an unacknowledged message to another worker after this; above the lease, so that the claim decides.
VISIBILITY_SECONDS = 300
# Twice this is what a request may lose to a Redis that takes no connection (PROMISES 11: 1 s).
CONNECT_SECONDS = 0.4
# And this to one that takes it and is silent; a worker may wait longer, it listens for messages for a second each.
ANSWER_SECONDS = 0.5
WORKER_ANSWER_SECONDS = 5
# What jobs import when they first run. Several threads would do so at once, and each import drags in many others.
IMPORTED_FIRST = ("trackbacks.verifying", "trackbacks.scanning", "trackbacks.sending")
# How often the embedded broker's folder is looked at.
POLLING_SECONDS = 0.1


def _redis() -> dict[str, Any]:
    return {
        "broker_url": settings.REDIS_URL,
        "broker_connection_timeout": CONNECT_SECONDS,
        "broker_transport_options": {
            "visibility_timeout": VISIBILITY_SECONDS,
            "socket_connect_timeout": CONNECT_SECONDS,
            "socket_timeout": ANSWER_SECONDS,
        },
    }


def _embedded() -> dict[str, Any]:
    folder = settings.VAR_DIR / "broker"
    for name in ("messages", "control"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    return {
        "broker_url": "filesystem://localhost//",
        "broker_transport": "jobs.broker:Transport",
        "broker_transport_options": {
            "data_folder_in": str(folder / "messages"),
            "data_folder_out": str(folder / "messages"),
            "control_folder": str(folder / "control"),
            "polling_interval": POLLING_SECONDS,
        },
    }


def _configuration() -> dict[str, Any]:
    """Read when Celery first needs it, not at import: settings import this package."""
    return {
        **(_redis() if settings.REDIS_URL else _embedded()),
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,
        "task_ignore_result": True,
        "task_store_errors_even_if_ignored": False,
        "worker_prefetch_multiplier": 1,
        "worker_enable_remote_control": False,
        "worker_send_task_events": False,
        "worker_hijack_root_logger": False,
        "task_serializer": "json",
        "accept_content": ["json"],
        "enable_utc": True,
        "timezone": "UTC",
        "beat_max_loop_interval": HEARTBEAT_SECONDS,
        "beat_schedule": {"heartbeat": {"task": "jobs.tick", "schedule": HEARTBEAT_SECONDS}},
    }


@celeryd_init.connect
def be_patient(**_: Any) -> None:
    """A worker has nobody waiting for it."""
    if settings.REDIS_URL:
        app.conf.broker_transport_options["socket_timeout"] = WORKER_ANSWER_SECONDS


@worker_init.connect
def drop_stale_messages(**_: Any) -> None:
    """Empty the embedded broker: a worker starts with a sweep of the rows, and heartbeats piled up meanwhile."""
    if not settings.REDIS_URL:
        for message in (settings.VAR_DIR / "broker" / "messages").iterdir():
            message.unlink(missing_ok=True)


@worker_init.connect
def import_what_jobs_need(**_: Any) -> None:
    """Before the first job, in one thread."""
    django.setup()
    for name in IMPORTED_FIRST:
        import_module(name)


# Said to root because of pickles in messages; ours are JSON only, and in a container root is the usual user.
warnings.filterwarnings("ignore", category=SecurityWarning)

app = Celery("crosstalk")
app.add_defaults(_configuration)
app.autodiscover_tasks(["jobs"])
