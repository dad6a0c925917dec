"""The admin's navigation: five short groups in the order of the work, of what each user may open."""

from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from blogsite.glance import waiting
from comments.models import PostComment
from posts.models import SiteSettings
from trackbacks.models import IncomingPing

GROUPS: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("write", _("Write"), ("Post", "Page", "Image")),
    ("conversation", _("Conversation"), ()),
    ("order", pgettext_lazy("of posts", "Order"), ("Category", "Tag", "Series", "Menu")),
    ("people", _("People"), ("Author", "Subscriber", "User", "Group")),
    ("site", _("Site"), ("SiteSettings",)),
)
NAMES = {
    "Author": _("Profiles"),
    "SiteSettings": _("Settings"),
    "Group": _("Roles"),
}
BADGE_MAX = 999  # a larger number says no more


def grouped(request: HttpRequest, apps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Django's list of apps, sorted into our groups; what belongs to none comes last under its own name."""
    models = {model["object_name"]: model for app in apps for model in app["models"]}
    groups = []
    for label, name, members in GROUPS:
        found = [_renamed(models.pop(member)) for member in members if member in models]
        if label == "conversation":
            found = _queue(request) + _pings(request) + _figures(request) + found
        if label == "people" and request.user.is_superuser:
            found.append(_entry(_("Personal data"), User, reverse("admin:personal_data"), "personal"))
        if label == "site" and request.user.is_superuser:
            found.append(_entry("Akismet", SiteSettings, reverse("admin:akismet"), "akismet"))
            found.append(_entry(_("Doctor"), SiteSettings, reverse("admin:doctor"), "doctor"))
        if found:
            groups.append(_group(label, name, found))
    if models:
        groups.append(_group("more", _("More"), list(models.values())))
    return groups


def _renamed(model: dict[str, Any]) -> dict[str, Any]:
    return {**model, "name": NAMES.get(model["object_name"], model["name"])}


def _group(label: str, name: Any, models: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "name": name,
        "app_label": label,
        "app_url": "",
        "has_module_perms": True,
        "models": models,
    }


def _queue(request: HttpRequest) -> list[dict[str, Any]]:
    """The moderators' queue, with how much waits in it."""
    if not request.user.has_perm("comments.view_postcomment"):
        return []
    n = waiting(request.user)
    badge = f"{BADGE_MAX}+" if n > BADGE_MAX else str(n or "")
    return [
        _entry(_("Queue"), PostComment, reverse("admin:discussion") + "?status=pending", "discussion", badge)
    ]


def _pings(request: HttpRequest) -> list[dict[str, Any]]:
    """Whom this blog told, and who told it."""
    if not request.user.has_perm("trackbacks.view_incomingping"):
        return []
    return [_entry(_("Pings"), IncomingPing, reverse("admin:pings"), "ping")]


def _figures(request: HttpRequest) -> list[dict[str, Any]]:
    """How much came in and how well the checks do, for whoever moderates all of it."""
    if not request.user.has_perm("comments.moderate_all"):
        return []
    return [_entry(_("Statistics"), PostComment, reverse("admin:statistics"), "statistics")]


def _entry(name: Any, model: type[Model], address: str, views: str, badge: str = "") -> dict[str, Any]:
    """A page of ours as Django's list of models has its own; `views` begins the names of the page's views."""
    return {
        "name": name,
        "object_name": views,
        "model": model,
        "admin_url": address,
        "add_url": None,
        "view_only": False,
        "views": views,
        "badge": badge,
    }
