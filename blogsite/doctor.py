"""What `doctor` finds out about a running blog: counts of comments and jobs, and whatever is wrong, in sentences."""

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.db.models import Count, Q, Window
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from blogsite import health
from blogsite.environment import is_loopback
from comments import akismet, akismet_account
from comments.models import PostComment, StatusCount
from jobs import sweeping
from jobs.errors import HostBusy
from jobs.models import Chore
from posts import local
from trackbacks import pingable

OVERDUE_SECONDS = 60  # the sweeper looks every few seconds; what waits longer has no worker
LEAST_FREE_BYTES = 200 * 1024 * 1024
MAIL_SECONDS = 3
START = gettext_lazy("Start it again (make up, or make worker and make scheduler); nothing was lost.")
WRONG_KEY = gettext_lazy(
    "Akismet does not accept AKISMET_API_KEY for this site. Copy the key anew from your Akismet account."
)
NO_MAIL = gettext_lazy("E-mail is not sent anywhere: set EMAIL_URL to the address of a mail server.")
MEMORY_MAIL = ("console", "dummy", "locmem", "filebased")

Counts = dict[str, dict[str, int]]
Tabs = dict[tuple[int, str, str], int]  # author, kind and status -> how many


@dataclass(frozen=True)
class Question:
    """What an owner wants to know; ``ask`` answers with what is wrong, ``asks_others`` over the network."""

    name: str
    words: Promise
    well: Promise
    ask: Callable[[], list[str]]
    asks_others: bool = True


def report() -> dict[str, Any]:
    """``comments``: kind -> status -> count, ``jobs``: kind -> state -> count, ``oldest_due_s`` and ``problems``."""
    problems = [problem for check in health.CHECKS.values() if (problem := check())]
    if health.database() or health.migrations():
        return {"comments": {}, "jobs": {}, "oldest_due_s": 0.0, "problems": problems}
    comments, work = counted(), sweeping.report()
    problems += counter_problems(comments)
    for look in (*(question.ask for question in QUESTIONS), *OTHERS):
        problems += look()
    return {"comments": by_kind(comments), **work, "problems": problems}


def counted() -> Tabs:
    """How many comments there really are, by the author of their post, by kind and status."""
    rows = PostComment.objects.exclude(status="erased").order_by()
    tabs = rows.values_list("post__author", "kind", "status").annotate(Count("pk"))
    return {(author, kind, status): n for author, kind, status, n in tabs}


def by_kind(tabs: Tabs) -> Counts:
    """Kind -> status -> how many, whoever wrote the posts."""
    counts: Counts = {}
    for (_author, kind, status), n in tabs.items():
        row = counts.setdefault(kind, {})
        row[status] = row.get(status, 0) + n
    return counts


def counter_problems(seen: Tabs) -> list[str]:
    """The queue's counters, which count nothing when they are shown; looked at twice while the blog is at work."""
    if kept() == seen or kept() == counted():
        return []
    return [
        _("The numbers on the tabs of the moderators' queue are not those of its rows; please report it.")
    ]


def kept() -> Tabs:
    rows = StatusCount.objects.exclude(n=0).values_list("author", "kind", "status", "n")
    return {(author, kind, status): n for author, kind, status, n in rows}


def pingable_problems() -> list[str]:
    """What a stranger finds wrong; a laptop, and a blog that is closed, are well."""
    try:
        return pingable.examine().problems
    except HostBusy:
        return []  # others are asking this host just now, so it does answer


def worker() -> list[str]:
    """Whether somebody does the work: by what is overdue, and by the heartbeat."""
    if time := overdue(sweeping.report()["oldest_due_s"]):
        due = _("Work has been due for %(time)s and nobody does it: is a worker running?")
        return [f"{due % {'time': time}} {START}"]
    return silence(sweeping.silent_seconds())


def overdue(seconds: float) -> str:
    """For how long, as people say it; nothing while that is no sign of a missing worker."""
    return local.span(seconds) if seconds > OVERDUE_SECONDS else ""


def silence(seconds: float | None) -> list[str]:
    """Whether the last heartbeat is too long ago."""
    if time := overdue(seconds or 0):
        unheard = _("Neither worker nor scheduler was heard of for %(time)s.")
        return [f"{unheard % {'time': time}} {START}"]
    return []


def failed_chores(*, mails: bool = False) -> list[str]:
    """Work that was given up, e-mails or anything else."""
    failed = Chore.objects.filter(state=Chore.FAILED_STATE).order_by("-pk")
    of_mail = Q(kind__startswith="mail:")
    failed = failed.filter(of_mail) if mails else failed.exclude(of_mail)
    last: Any = failed.annotate(n=Window(Count("pk"))).first()
    if last is None:
        return []
    n = last.n
    what = _mails_failed(n) if mails else ngettext("%(n)d chore failed", "%(n)d chores failed", n)
    told = _("%(what)s; the last one, %(last)s, because: %(reason)s. They are not tried again; "
             "the worker's log says more.")  # fmt: skip
    return [told % {"what": what % {"n": n}, "last": last, "reason": last.last_error[:200]}]


def _mails_failed(n: int) -> str:
    return ngettext("%(n)d e-mail could not be sent", "%(n)d e-mails could not be sent", n)


def akismet_key() -> list[str]:
    """No key is a choice, a wrong one a problem."""
    if not settings.AKISMET_API_KEY:
        return []
    try:
        return [] if akismet.verify_key() else [str(WRONG_KEY)]
    except akismet.Unavailable as error:
        silent = _(
            "Akismet cannot be asked: %(error)s. What it has not judged is held for you, and asked again."
        )
        return [silent % {"error": error}]


def akismet_alert() -> list[str]:
    """Its message to the owner, as it came with its last answers."""
    return [said] if settings.AKISMET_API_KEY and (said := akismet_account.warning("alert")) else []


def mail() -> list[str]:
    """Whether a mail server takes our connection; where mail goes nowhere, only a public site has a problem."""
    if any(word in settings.EMAIL_BACKEND for word in MEMORY_MAIL):
        return [] if is_loopback(settings.SITE_URL) else [str(NO_MAIL)]
    try:
        connection = get_connection(timeout=MAIL_SECONDS)
        connection.open()
        connection.close()
    except OSError as error:
        silent = _("The mail server does not take our connection: %(error)s. See that EMAIL_URL is right.")
        return [silent % {"error": error}]
    return failed_chores(mails=True)


def files() -> list[str]:
    return list(_file_problems())


def _file_problems() -> Iterator[str]:
    for folder in {settings.VAR_DIR, settings.MEDIA_ROOT}:
        if folder.exists() and not os.access(folder, os.W_OK | os.X_OK):
            locked = _("The folder %(folder)s cannot be written: give it to the user that the blog runs as.")
            yield locked % {"folder": folder}
    free = shutil.disk_usage(settings.VAR_DIR).free
    if free < LEAST_FREE_BYTES:
        full = _("Only %(free)d MB are left on the disk of %(folder)s: make room before it is full.")
        yield full % {"free": free // 1024**2, "folder": settings.VAR_DIR}
    secret = settings.VAR_DIR / "secret_key"
    if secret.exists() and stat.S_IMODE(secret.stat().st_mode) & 0o077:
        yield _("Others can read %(file)s: run `chmod 600` on it.") % {"file": secret}


def address() -> list[str]:
    """What is fine on one's own machine and not on a public one."""
    if is_loopback(settings.SITE_URL):
        return []
    wrong = {
        _("SITE_URL is not https: passwords travel in the clear. Put the blog behind https."): (
            not settings.SITE_IS_HTTPS
        ),
        _("DEBUG is on: visitors see the insides of the program. Set DEBUG=0."): settings.DEBUG,
        _("PINGS_ALLOWED_PRIVATE_HOSTS lets pings reach private addresses. Leave it empty."): bool(
            settings.PINGS_ALLOWED_PRIVATE_HOSTS
        ),
        _(
            "RATE_LIMITS are off: anybody may flood this blog. Take RATE_LIMITS=0 away."
        ): not settings.RATE_LIMITS,
    }
    return [sentence for sentence, is_so in wrong.items() if is_so]


QUESTIONS = (
    Question(
        "pingable",
        gettext_lazy("Is this blog pingable?"),
        gettext_lazy("Other blogs can tell it of their posts."),
        pingable_problems,
    ),
    Question(
        "worker",
        gettext_lazy("Is the worker alive?"),
        gettext_lazy("Pings, mail and checks are being done."),
        worker,
        asks_others=False,
    ),
    Question(
        "mail",
        gettext_lazy("Is mail going out?"),
        gettext_lazy("The mail server takes it; on a laptop the blog keeps it to itself."),
        mail,
    ),
    Question(
        "akismet",
        gettext_lazy("Is Akismet reachable?"),
        gettext_lazy("It answers, or the blog does not use it."),
        akismet_key,
    ),
)
OTHERS: tuple[Callable[[], list[str]], ...] = (failed_chores, files, address, akismet_alert)
