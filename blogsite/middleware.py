"""What every request passes through: headers, the client's address, a database that does not answer, the language."""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from posts.languages import spoken
from posts.models import SiteSettings

GetResponse = Callable[[HttpRequest], HttpResponse]
RETRY_SECONDS = "10"
WORDLESS = ("/healthz", "/readyz", settings.MEDIA_URL)  # need no words, and ask the database nothing for them
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
HSTS = "max-age=63072000; includeSubDomains; preload"  # two years


def security_headers(get_response: GetResponse) -> GetResponse:
    """The headers that Django and django-csp do not set."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if settings.SITE_IS_HTTPS:  # also behind a proxy that ends TLS; over plain HTTP browsers ignore it
            response.headers.setdefault("Strict-Transport-Security", HSTS)
        return response

    return middleware


def database_down(get_response: GetResponse) -> GetResponse:
    """503 with Retry-After, not an error page, while the database does not answer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        return unavailable() if isinstance(error, OperationalError | InterfaceError) else None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


def unavailable() -> HttpResponse:
    text = _("The blog's database does not answer just now. Please try again in a few seconds.")
    headers = {"Retry-After": RETRY_SECONDS}
    return HttpResponse(f"{text}\n", status=503, content_type="text/plain; charset=utf-8", headers=headers)


def owners_language(get_response: GetResponse) -> GetResponse:
    """The language of everything that is answered; the settings are read for it, and kept for who else asks."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(WORDLESS):
            return get_response(request)
        try:
            site = SiteSettings.read()
        except (OperationalError, InterfaceError):
            return unavailable()
        with site.kept(), translation.override(spoken(site.language)):
            return get_response(request)

    return middleware


def client_address(get_response: GetResponse) -> GetResponse:
    """Believe X-Forwarded-For as far as it was written by configured proxies, and no further."""

    def trusted(address: str) -> bool:
        try:
            ip = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(ip in network for network in settings.TRUSTED_PROXIES)

    def middleware(request: HttpRequest) -> HttpResponse:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
        address = request.META.get("REMOTE_ADDR", "")
        while hops and trusted(address):
            address = hops.pop()
        try:
            request.META["REMOTE_ADDR"] = str(ipaddress.ip_address(address)) if address else ""
        except ValueError:
            request.META["REMOTE_ADDR"] = ""
        return get_response(request)

    return middleware
