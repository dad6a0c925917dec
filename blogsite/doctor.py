"""What `doctor` finds out about a running blog: counts of comments and jobs, and whatever is wrong, in sentences."""

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.db.models import Count

from blogsite import health
from blogsite.environment import is_loopback
from comments import akismet
from comments.models import PostComment, StatusCount
from jobs import sweeping
from jobs.models import Chore

OVERDUE_SECONDS = 60  # the sweeper looks every few seconds; what waits longer has no worker
LEAST_FREE_BYTES = 200 * 1024 * 1024
MAIL_SECONDS = 3
MEMORY_MAIL = ("console", "dummy", "locmem", "filebased")

Counts = dict[str, dict[str, int]]


def report() -> dict[str, Any]:
    """``comments``: kind -> status -> count, ``jobs``: kind -> state -> count, ``oldest_due_s`` and ``problems``."""
    problems = [problem for check in health.CHECKS.values() if (problem := check())]
    if health.database() or health.migrations():
        return {"comments": {}, "jobs": {}, "oldest_due_s": 0.0, "problems": problems}
    comments, work = counted(), sweeping.report()
    problems += queue_problems(work["oldest_due_s"]) + counter_problems(comments)
    for look in (failed_chores, akismet_key, mail, files, address):
        problems += look()
    return {"comments": comments, **work, "problems": problems}


def counted() -> Counts:
    """How many comments there really are, by kind and status."""
    rows = PostComment.objects.order_by().values_list("kind", "status").annotate(Count("pk"))
    counts: Counts = {}
    for kind, status, n in rows:
        counts.setdefault(kind, {})[status] = n
    return counts


def counter_problems(seen: Counts) -> list[str]:
    """The queue's counters, which count nothing when they are shown; looked at twice while the blog is at work."""
    if _nonzero(StatusCount.table()) == _nonzero(seen) or _nonzero(StatusCount.table()) == _nonzero(
        counted()
    ):
        return []
    return ["The numbers on the tabs of the moderators' queue are not those of its rows."]


def _nonzero(table: Counts) -> set[tuple[str, str, int]]:
    return {(kind, status, n) for kind, row in table.items() for status, n in row.items() if n}


def queue_problems(oldest: float) -> list[str]:
    if oldest <= OVERDUE_SECONDS:
        return []
    return [f"Work has been due for {oldest:.0f} seconds and nobody does it: is a worker running?"]


def failed_chores() -> list[str]:
    failed = Chore.objects.filter(state=Chore.FAILED_STATE).order_by("-pk")
    n = failed.count()
    return (
        [f"{n} chores failed; the last one, {failed[0]}, because: {failed[0].last_error[:200]}"] if n else []
    )


def akismet_key() -> list[str]:
    """No key is a choice, a wrong one a problem."""
    if not settings.AKISMET_API_KEY:
        return []
    try:
        return [] if akismet.verify_key() else ["Akismet does not accept AKISMET_API_KEY for this site."]
    except akismet.Unavailable as error:
        return [f"Akismet cannot be asked: {error}."]


def mail() -> list[str]:
    """Whether a mail server takes our connection; where mail goes nowhere, only a public site has a problem."""
    if any(word in settings.EMAIL_BACKEND for word in MEMORY_MAIL):
        silent = "E-mail is not sent anywhere: set EMAIL_URL."
        return [] if is_loopback(settings.SITE_URL) else [silent]
    try:
        connection = get_connection(timeout=MAIL_SECONDS)
        connection.open()
        connection.close()
    except OSError as error:
        return [f"The mail server does not take our connection: {error}."]
    return []


def files() -> list[str]:
    return list(_file_problems())


def _file_problems() -> Iterator[str]:
    for folder in {settings.VAR_DIR, settings.MEDIA_ROOT}:
        if folder.exists() and not os.access(folder, os.W_OK | os.X_OK):
            yield f"The folder {folder} cannot be written."
    free = shutil.disk_usage(settings.VAR_DIR).free
    if free < LEAST_FREE_BYTES:
        yield f"Only {free // 1024**2} MB are left on the disk of {settings.VAR_DIR}."
    secret = settings.VAR_DIR / "secret_key"
    if secret.exists() and stat.S_IMODE(secret.stat().st_mode) & 0o077:
        yield f"Others can read {secret}: run `chmod 600` on it."


def address() -> list[str]:
    """What is fine on one's own machine and not on a public one."""
    if is_loopback(settings.SITE_URL):
        return []
    wrong: dict[str, Callable[[], bool]] = {
        "SITE_URL is not https: passwords travel in the clear.": lambda: not settings.SITE_IS_HTTPS,
        "DEBUG is on: visitors see the insides of the program.": lambda: bool(settings.DEBUG),
        "PINGS_ALLOWED_PRIVATE_HOSTS lets pings reach private addresses.": lambda: bool(
            settings.PINGS_ALLOWED_PRIVATE_HOSTS
        ),
        "RATE_LIMITS are off: anybody may flood this blog.": lambda: not settings.RATE_LIMITS,
    }
    return [sentence for sentence, is_so in wrong.items() if is_so()]
