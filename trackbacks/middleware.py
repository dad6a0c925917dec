"""The one header by which an open post's page says where Pingbacks go; WordPress asks for it by HEAD."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from posts.models import SiteSettings
from trackbacks.protocols import pingback
from trackbacks.switches import takes_pings

GetResponse = Callable[[HttpRequest], HttpResponse]


def pingback_header(get_response: GetResponse) -> GetResponse:
    """PB-R1: exactly one absolute X-Pingback on the answers that show a post, and never an HTTP Link."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        post = getattr(response, "post", None)
        if post is not None and takes_pings(post, SiteSettings.load(), pingback.NAME):
            response.headers["X-Pingback"] = settings.SITE_URL + reverse("pingback")
        return response

    return middleware
