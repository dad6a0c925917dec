"""How a reader subscribes to new posts, confirms, and leaves. The answer never tells whether an address is known."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from posts import announcing
from posts.models import SiteSettings, Subscriber
from posts.throttling import Limit, TooMany, count

PER_ADDRESS = Limit("subscribe-address", 5, timedelta(hours=1))
INVALID = 422


class SubscribeForm(forms.Form):
    """One address, and a field for robots."""

    email = forms.EmailField(max_length=254)
    website = forms.CharField(required=False)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """The form; after it was sent the same words for every address."""
    if not SiteSettings.load().mail_subscriptions:
        raise Http404
    if request.method != "POST":
        return page(request, SubscribeForm(), sent="sent" in request.GET)
    form = SubscribeForm(request.POST)
    if not form.is_valid():
        return page(request, form, status=INVALID)
    try:
        accept(form, request.META.get("REMOTE_ADDR", ""))
    except TooMany as error:
        form.add_error("email", _("Too many requests came from where you are. Please try again in an hour."))
        response = page(request, form, status=429)
        response["Retry-After"] = str(error.retry_after)
        return response
    return HttpResponseRedirect(reverse("subscribe") + "?sent=1")


def accept(form: SubscribeForm, address: str) -> None:
    """Ask the owner of the address; a robot is told the same and nobody is asked. Raises TooMany."""
    if settings.RATE_LIMITS:
        count({PER_ADDRESS: address})
    if not form.cleaned_data["website"]:
        Subscriber.ask(form.cleaned_data["email"])


def page(request: HttpRequest, form: SubscribeForm, *, status: int = 200, **context: Any) -> HttpResponse:
    return render(request, "posts/subscribe.html", {"form": form, **context}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A page that asks, and a POST that acts: a mail scanner that opens the link subscribes nobody."""
    subscriber = announcing.confirming(token)
    if subscriber is None:
        return render(request, "posts/subscribe_confirm.html", {"expired": True}, status=404)
    if request.method == "POST":
        subscriber.confirm()
    context = {"email": subscriber.email, "done": request.method == "POST"}
    return render(request, "posts/subscribe_confirm.html", context)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """The way out: a page that asks, and a POST that acts, also a mail program's.

    The token alone says who leaves and no cookie is read, so that there is nothing to forge (RFC 8058).
    """
    subscriber = announcing.leaving(token)
    if request.method == "POST" and subscriber:
        subscriber.leave()
    done = subscriber is None or request.method == "POST"  # to leave twice is to have left
    return render(request, "posts/subscribe_leave.html", {"done": done})
