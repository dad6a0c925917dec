"""From an address where no archive is read any more to where it is now: its pages and feeds alike."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from posts import archives
from posts.models import OldArchive

MOVABLE = ("category", "tag", "series")
KEPT = "max-age=3600"  # by browsers, which would keep a 301 for ever; another archive may take the address
View = Callable[..., Any]


def leading_on(view: View) -> View:
    """Only what would answer 404 is looked up; what stands at the address itself always wins."""

    @wraps(view)
    def led(request: HttpRequest, **named: Any) -> Any:
        try:
            return view(request, **named)
        except Http404:
            answer = _elsewhere(request)
            if answer is None:
                raise
            return answer

    return led


def _elsewhere(request: HttpRequest) -> HttpResponse | None:
    """The same page or feed of what it has become; a name with nothing public is told to nobody."""
    match: Any = request.resolver_match
    kind, asked = match.url_name.partition("_")[0], match.captured_kwargs
    now = OldArchive.leads_to(kind, asked["name"].replace("\0", ""))
    if now is None or not archives.BY_NAME[kind](now.place).posts.exists():
        return None
    answer = redirect(reverse(match.url_name, kwargs={**asked, "name": now.place}), permanent=True)
    answer["Cache-Control"] = KEPT
    return answer
