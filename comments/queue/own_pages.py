"""Small pages about oneself: what I did today, each with its Undo; what goes on in the background; the keys."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.models import ModerationBatch, Progress, QueueKeys
from comments.models.batch import UNDO_TIME
from comments.queue import emptying
from comments.queue.views import in_place

SHOWN = 200  # presses of a day; what is older is undone from the rows


def today(request: HttpRequest, site: Any) -> HttpResponse:
    """One's own presses of the last day, the latest first."""
    _may(request)
    mine = ModerationBatch.objects.filter(by=request.user, at__gt=timezone.now() - UNDO_TIME)  # type: ignore[misc]
    batches = mine.order_by("-at", "-pk")[:SHOWN]
    shown = {**site.each_context(request), "title": _("What I did today"), "batches": batches}
    return TemplateResponse(request, "admin/discussion/today.html", shown)


def keys(request: HttpRequest, site: Any) -> HttpResponse:
    """What each key does, and the switch for all of them."""
    _may(request)
    if request.method == "POST":
        QueueKeys.switch(request.user, request.POST.get("on") == "1")
        messages.info(request, _("Kept."))
        return HttpResponseRedirect(reverse("admin:discussion_keys"))
    shown = {"title": _("Keys of the queue"), "keys_are_on": QueueKeys.are_on(request.user)}
    return TemplateResponse(request, "admin/discussion/keys.html", {**site.each_context(request), **shown})


def progress(request: HttpRequest, pk: int, site: Any) -> HttpResponse:
    """How far it has come, for a page that is open; a POST stops it."""
    _may(request)
    mine = get_object_or_404(Progress.open_to(request.user), pk=pk)
    if request.method == "POST":
        mine.stop()
    if in_place(request):
        return TemplateResponse(
            request, "admin/discussion/progress.html", {"progress": mine, "page_is_open": True}
        )
    tab = "spam" if mine.kind == emptying.KIND else "pending"
    return HttpResponseRedirect(reverse("admin:discussion") + f"?status={tab}")


def _may(request: HttpRequest) -> None:
    if not request.user.has_perm("comments.view_postcomment"):
        raise PermissionDenied
