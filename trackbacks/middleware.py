"""The headers by which an open post's page says where it is told: X-Pingback, and Link for Webmention."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from posts.models import SiteSettings
from trackbacks.protocols import pingback, webmention
from trackbacks.switches import takes_pings

GetResponse = Callable[[HttpRequest], HttpResponse]


def ping_headers(get_response: GetResponse) -> GetResponse:
    """PB-R1: exactly one absolute X-Pingback, by HEAD too, and no Link for Pingback; WM-S2: one Link for Webmention."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        post = getattr(response, "post", None)
        if post is None:
            return response
        site = SiteSettings.load()
        if takes_pings(post, site, pingback.NAME):
            response.headers["X-Pingback"] = settings.SITE_URL + reverse("pingback")
        if takes_pings(post, site, webmention.NAME):
            response.headers["Link"] = f'<{settings.SITE_URL}{reverse("webmention")}>; rel="webmention"'
        return response

    return middleware
