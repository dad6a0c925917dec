"""The protocols as plug-ins: what a module of this package offers, and the facts that pass in and out of it.

A protocol is a module with NAME and the five functions of `Protocol`, named in settings.PING_PROTOCOLS.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from importlib import import_module
from typing import TYPE_CHECKING, Literal, Self, cast
from typing import Protocol as Shape

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

if TYPE_CHECKING:
    from trackbacks.page import Page

RETRY_AFTER_SECONDS = 24 * 3600  # nobody may put us off for longer (PROMISES 17)
TEMPORARY_STATUSES = frozenset({408, 425, 429})  # the only 4xx that are asked again

PLACES = ("header", "link", "a", "rdf")

Outcome = Literal["delivered", "refused", "temporary"]


@dataclass(frozen=True)
class Outgoing:
    """What is told: our post's permalink and title, the passage around the link, the blog's name; plain text.

    `target` is the URL that the post links to, as written there; TrackBack does not send it.
    """

    url: str
    title: str
    excerpt: str = ""
    blog_name: str = ""
    target: str = ""


@dataclass(frozen=True)
class Incoming:
    """What we were told: the source and its sender's words, clean plain text. `target` only where sent."""

    url: str
    title: str = ""
    excerpt: str = ""
    blog_name: str = ""
    charset: str = "utf-8"
    target: str = ""


@dataclass(frozen=True)
class Answer:
    """What became of one attempt. `message`: their words, or ours where none came. `retry_after`: seconds."""

    outcome: Outcome
    message: str = ""
    retry_after: int | None = None
    status: int | None = None


class Endpoint(str):
    """Where a page wants to be told: a URL that knows in which part of the page it stood (one of PLACES)."""

    where: str

    def __new__(cls, url: str, where: str) -> Self:
        made = super().__new__(cls, url)
        made.where = where
        return made


class BadPing(Exception):
    """A ping that no post of ours could take. `reason` is shown to its sender."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Protocol(Shape):
    """The names that every protocol module has."""

    NAME: str

    def discover(self, page: Page, target: str) -> str | None: ...
    def send(self, endpoint: str, message: Outgoing) -> Answer: ...
    def read_request(self, request: HttpRequest) -> Incoming: ...
    def answer(self, status_url: str = "") -> HttpResponse: ...
    def refuse(self, reason: str, status: int = 200, retry_after: int | None = None) -> HttpResponse: ...


def enabled() -> list[Protocol]:
    """The protocols of settings.PING_PROTOCOLS, in their order of preference."""
    return [cast(Protocol, import_module(path)) for path in settings.PING_PROTOCOLS]


def names() -> list[str]:
    """Their names, in the same order."""
    return [protocol.NAME for protocol in enabled()]


def named(name: str) -> Protocol:
    """The protocol of this name. Raises LookupError for one that is not switched on."""
    for protocol in enabled():
        if name == protocol.NAME:
            return protocol
    raise LookupError(f"no protocol is named {name!r}")


def retry_after(headers: Mapping[str, str]) -> int | None:
    """The seconds that a Retry-After header asks for, as number or date, at most RETRY_AFTER_SECONDS."""
    value = headers.get("Retry-After", "").strip()[:100]
    if value.isascii() and value.isdigit():
        return min(int(value[:9]), RETRY_AFTER_SECONDS)
    try:
        when = parsedate_to_datetime(value)
        seconds = (when - timezone.now()).total_seconds() if when.tzinfo else 0
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(int(seconds), 0), RETRY_AFTER_SECONDS)
