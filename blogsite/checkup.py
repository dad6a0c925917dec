"""The doctor's page in the admin: what is here is looked at now, what others must say was asked before."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from blogsite import doctor, health
from jobs import clock, sweeping
from jobs.chores import handles
from jobs.models import Chore, Finding
from posts.languages import speaking
from posts.models import SiteSettings

NAMES = {
    "comment": gettext_lazy("Comment"),
    "trackback": "Trackback",
    "pingback": "Pingback",
    "webmention": "Webmention",
    "chore": gettext_lazy("Small chores"),
    "linkscan": gettext_lazy("Posts read for links"),
    "postmail": gettext_lazy("Mails about new posts"),
    "rehearsal": gettext_lazy("Pages asked before publishing"),
    "outgoingping": gettext_lazy("Pings sent"),
    "incomingping": gettext_lazy("Pings received"),
}
STATES = {
    "unconfirmed": pgettext_lazy("so many are", "unconfirmed"),
    "pending": pgettext_lazy("so many are", "pending"),
    "approved": pgettext_lazy("so many are", "approved"),
    "spam": pgettext_lazy("so many are", "spam"),
    "trash": pgettext_lazy("so many are", "trash"),
    "queued": pgettext_lazy("so many are", "queued"),
    "sending": pgettext_lazy("so many are", "sending"),
    "delivered": pgettext_lazy("so many are", "delivered"),
    "refused": pgettext_lazy("so many are", "refused"),
    "retrying": pgettext_lazy("so many are", "retrying"),
    "failed": pgettext_lazy("so many are", "failed"),
    "cancelled": pgettext_lazy("so many are", "cancelled"),
    "done": pgettext_lazy("so many are", "done"),
    "withdrawn": pgettext_lazy("so many are", "withdrawn"),
    "sent": pgettext_lazy("so many are", "sent"),
    "unknown": pgettext_lazy("so many are", "unknown"),
    "no_endpoint": pgettext_lazy("so many are", "without an endpoint"),
}
NAME = "checkup"  # of the chore and of the finding


@handles(NAME)
def ask_others(object_id: str = "") -> None:
    """Everything that needs the network, in the background; the answers in the owner's language."""
    asked = [question for question in doctor.QUESTIONS if question.asks_others]
    with speaking(SiteSettings.load().language):
        Finding.keep(NAME, {question.name: question.ask() for question in asked})


def page(request: HttpRequest, site: Any) -> HttpResponse:
    """How this blog is; for administrators."""
    _only_administrators(request)
    last, work = Finding.of(NAME), sweeping.report()
    context = {
        **site.each_context(request),
        "title": _("Doctor"),
        "answers": [answer(question, last.found if last else {}) for question in doctor.QUESTIONS],
        "others": others(),
        "asked_at": last.at if last else None,
        "running": Chore.objects.filter(kind=NAME, due_at__isnull=False).exists(),
        "comments": in_words(doctor.by_kind(doctor.counted())),
        "jobs": in_words(work["jobs"]),
        "overdue": doctor.overdue(work["oldest_due_s"]),
    }
    return TemplateResponse(request, "admin/doctor.html", context)


@require_POST
def ask(request: HttpRequest, site: Any) -> HttpResponse:
    """Have the others asked again."""
    _only_administrators(request)
    Chore.request(NAME)
    return HttpResponseRedirect(reverse("admin:doctor"))


def in_words(counts: doctor.Counts) -> list[tuple[str, list[tuple[str, int]]]]:
    """Kinds of comments or of jobs, and their states, by the names that people have for them."""
    rows = [(_named(NAMES, kind), states) for kind, states in counts.items() if states]
    told = [(name, [(_named(STATES, state), n) for state, n in states.items()]) for name, states in rows]
    return sorted(told)


def _named(names: dict[str, Any], word: str) -> str:
    return str(names.get(word, word))


def answer(question: doctor.Question, found: dict[str, list[str]]) -> dict[str, Any]:
    """One question with what is wrong; ``known`` is False before the others were asked."""
    known = not question.asks_others or question.name in found
    problems = found.get(question.name, []) if question.asks_others else question.ask()
    return {"question": question, "known": known, "problems": problems}


def warnings() -> list[str]:
    """What an administrator should look at, as far as it was found out before or is quickly seen here."""
    rows = {row.name: row for row in Finding.objects.filter(name__in=(NAME, sweeping.HEARTBEAT))}
    asked, beat = rows.get(NAME), rows.get(sweeping.HEARTBEAT)
    kept = [
        problem
        for name, found in (asked.found if asked else {}).items()
        if name != "akismet"
        for problem in found
    ]
    silent = (clock.now() - beat.at).total_seconds() if beat else None
    return [*doctor.silence(silent), *kept, *doctor.failed_chores(), *doctor.files(), *doctor.address()]


def others() -> list[str]:
    """Problems that belong to no question."""
    found = [problem for check in health.CHECKS.values() if (problem := check())]
    found += doctor.counter_problems(doctor.counted())
    return found + [problem for look in doctor.OTHERS for problem in look()]


def _only_administrators(request: HttpRequest) -> None:
    if not request.user.is_superuser:
        raise PermissionDenied
