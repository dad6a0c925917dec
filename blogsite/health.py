"""`/healthz` says that the process answers, `/readyz` that what it stands on does; `doctor` asks the same questions."""

import ipaddress
import os
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError

BROKER_SECONDS = 1  # a probe waits no longer; what asks it often has little patience itself
PLAIN = "text/plain; charset=utf-8"

_migrated = False  # once true it stays true: the code of a running process does not change


def database() -> str:
    """What is wrong with the database, as a sentence; empty where it answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        silent = _(
            "The database does not answer: %(error)s. See that it runs, and that DATABASE_URL is right."
        )
        return silent % {"error": _first_line(error)}
    return ""


def migrations() -> str:
    """Whether the tables are those that this code expects."""
    global _migrated
    if _migrated:
        return ""
    try:
        executor = MigrationExecutor(connection)
        missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError as error:
        return _("The tables cannot be looked at: %(error)s.") % {"error": _first_line(error)}
    _migrated = not missing
    if _migrated:
        return ""
    return ngettext(
        "%(n)d migration is still to be made: run `manage.py migrate`.",
        "%(n)d migrations are still to be made: run `manage.py migrate`.",
        missing,
    ) % {"n": missing}


def broker() -> str:
    """Whether messages to the worker can be sent; without it work waits, and nothing is lost."""
    if not settings.REDIS_URL:
        folder = settings.VAR_DIR / "broker" / "messages"
        usable = not folder.exists() or os.access(folder, os.W_OK | os.X_OK)
        return "" if usable else _("The broker's folder %(folder)s cannot be written.") % {"folder": folder}
    from blogsite.celery import app

    try:
        with app.connection_for_write() as link:
            link.ensure_connection(max_retries=0, timeout=BROKER_SECONDS)
    except (OperationalError, OSError) as error:
        silent = _("Redis does not answer: %(error)s. See that it runs; until then work waits.")
        return silent % {"error": _first_line(error)}
    return ""


CHECKS: dict[str, Callable[[], str]] = {"database": database, "migrations": migrations, "broker": broker}


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process is alive; nothing else is looked at, so that a slow database restarts no web process."""
    return HttpResponse("ok\n", content_type=PLAIN)


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 or 503; what is wrong is told to this very machine, or against the token."""
    found = {name: check() for name, check in CHECKS.items()}
    status = 503 if any(found.values()) else 200
    if not may_see_details(request):
        return HttpResponse("ready\n" if status == 200 else "not ready\n", status=status, content_type=PLAIN)
    details = {name: problem or "ok" for name, problem in found.items()}
    return JsonResponse({"ready": status == 200, **details}, status=status)


def may_see_details(request: HttpRequest) -> bool:
    """A request from this machine that no proxy handed on, or one with ``Authorization: Bearer`` and the token."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if constant_time_compare(given, token()):
        return True
    try:
        local = ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
    return local and not {"X-Forwarded-For", "Forwarded", "Via"} & request.headers.keys()


def token() -> str:
    """What a monitor elsewhere shows to see details; made from the secret key, printed by ``doctor``."""
    return salted_hmac("blogsite.health", settings.SITE_URL, algorithm="sha256").hexdigest()[:40]


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
