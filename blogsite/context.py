"""What every page may ask of the site; nothing is read before a template asks, two queries at most."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.encoding import escape_uri_path
from django.utils.functional import SimpleLazyObject

from posts.models import MenuItem, SiteSettings


def _menus() -> dict[str, list[MenuItem]]:
    menus: dict[str, list[MenuItem]] = {}
    for item in MenuItem.objects.select_related("menu", "page"):
        if item.page is None or item.page.published:
            menus.setdefault(item.menu.place, []).append(item)
    return menus


def site(request: HttpRequest) -> dict[str, Any]:
    """`site`: the owner's settings; `menus`: place -> links; `site_url`: without a slash at its end;
    `canonical`: this page under its one address, unless the view knows better."""
    return {
        "site": SimpleLazyObject(SiteSettings.load),
        "menus": SimpleLazyObject(_menus),
        "site_url": settings.SITE_URL,
        "canonical": settings.SITE_URL + escape_uri_path(request.path),
    }
