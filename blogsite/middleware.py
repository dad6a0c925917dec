"""What every request passes through: headers, the client's address, and a database that does not answer."""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

GetResponse = Callable[[HttpRequest], HttpResponse]
RETRY_SECONDS = "10"
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

    def unavailable() -> HttpResponse:
        text = "The blog's database does not answer just now. Please try again in a few seconds.\n"
        headers = {"Retry-After": RETRY_SECONDS}
        return HttpResponse(text, status=503, content_type="text/plain; charset=utf-8", headers=headers)

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        return unavailable() if isinstance(error, OperationalError | InterfaceError) else None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
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
