"""Akismet's page in the admin: what is known of the account, and one press that has it asked again."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from comments import akismet_account as account
from comments.models import AkismetMonth

SHOWN_OF_KEY = 3  # its last characters: enough to tell it from another
SHORTEST_SHOWN = 9


def page(request: HttpRequest, site: Any) -> HttpResponse:
    """All that is known without asking; for administrators."""
    _only_administrators(request)
    secret, alert, usage = (
        settings.AKISMET_API_KEY,
        account.found(account.ALERT),
        account.found(account.USAGE),
    )
    shown = {
        "title": "Akismet",
        "in_use": bool(secret),
        "ends_in": secret[-SHOWN_OF_KEY:] if len(secret) >= SHORTEST_SHOWN else "",
        "key": account.key(),
        "running": account.is_asking(),
        "usage": usage,
        "is_limited": isinstance(usage.get("limit"), int),
        "month": AkismetMonth.now(),
        "alert": alert and {**alert, "said": account.alert_in_words(alert)},
        "failure": account.found(account.FAILURE),
    }
    return TemplateResponse(request, "admin/akismet.html", {**site.each_context(request), **shown})


@require_POST
def check(request: HttpRequest, site: Any) -> HttpResponse:
    """Have the key checked now, in the background."""
    _only_administrators(request)
    if settings.AKISMET_API_KEY:
        account.ask_soon()
    return HttpResponseRedirect(reverse("admin:akismet"))


def _only_administrators(request: HttpRequest) -> None:
    if not request.user.is_superuser:
        raise PermissionDenied
