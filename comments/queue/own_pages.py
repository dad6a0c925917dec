"""Two small pages about oneself: what I did today, each with its Undo; and the keys of the queue."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.models import ModerationBatch, QueueKeys
from comments.models.batch import UNDO_TIME

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


def _may(request: HttpRequest) -> None:
    if not request.user.has_perm("comments.view_postcomment"):
        raise PermissionDenied
