"""The doctor's page in the admin: what is here is looked at now, what others must say was asked before."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from blogsite import doctor, health
from jobs import sweeping
from jobs.chores import handles
from jobs.models import Chore, Finding

NAMES = {
    "chore": "Small chores",
    "linkscan": "Posts read for links",
    "rehearsal": "Pages asked before publishing",
    "outgoingping": "Pings sent",
    "incomingping": "Pings received",
}
NAME = "checkup"  # of the chore and of the finding


@handles(NAME)
def ask_others(object_id: str = "") -> None:
    """Everything that needs the network, in the background."""
    Finding.keep(
        NAME, {question.name: question.ask() for question in doctor.QUESTIONS if question.asks_others}
    )


def page(request: HttpRequest, site: Any) -> HttpResponse:
    """How this blog is; for administrators."""
    _only_administrators(request)
    last = Finding.of(NAME)
    context = {
        **site.each_context(request),
        "title": "Doctor",
        "answers": [answer(question, last.found if last else {}) for question in doctor.QUESTIONS],
        "others": others(),
        "asked_at": last.at if last else None,
        "running": Chore.objects.filter(kind=NAME, due_at__isnull=False).exists(),
        "comments": sorted(doctor.counted().items()),
        "work": work(),
    }
    return TemplateResponse(request, "admin/doctor.html", context)


@require_POST
def ask(request: HttpRequest, site: Any) -> HttpResponse:
    """Have the others asked again."""
    _only_administrators(request)
    Chore.request(NAME)
    return HttpResponseRedirect(reverse("admin:doctor"))


def work() -> dict[str, Any]:
    """As ``sweeping.report``, the kinds of jobs by the names that people have for them."""
    found = sweeping.report()
    jobs = {NAMES.get(kind, kind.capitalize()): states for kind, states in found["jobs"].items()}
    return {**found, "jobs": jobs}


def answer(question: doctor.Question, found: dict[str, list[str]]) -> dict[str, Any]:
    """One question with what is wrong; ``known`` is False before the others were asked."""
    known = not question.asks_others or question.name in found
    problems = found.get(question.name, []) if question.asks_others else question.ask()
    return {"question": question, "known": known, "problems": problems}


def others() -> list[str]:
    """Problems that belong to no question."""
    found = [problem for check in health.CHECKS.values() if (problem := check())]
    found += doctor.counter_problems(doctor.counted())
    return found + [problem for look in doctor.OTHERS for problem in look()]


def _only_administrators(request: HttpRequest) -> None:
    if not request.user.is_superuser:
        raise PermissionDenied
