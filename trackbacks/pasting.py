"""“Paste your post's URL”: the form on a post's page. It goes through the very door of a Webmention, which reads no
cookie and needs no token; only the answer is for people: the status page, or what is wrong and the form once more.
"""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from posts.languages import said
from trackbacks import forms
from trackbacks.protocols import BadPing
from trackbacks.targets import own_post

BY_PAGE = "page"  # ?answer=page

_TOO_MANY = _("Too many addresses came from where you are. Please try again in a few minutes.")

View = Callable[[HttpRequest], HttpResponse]


def answered_by_page(view: View) -> View:
    """The endpoint as it is, and where the form on our own page asks for it, its answers as pages."""

    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponse:
        response = view(request)
        if request.GET.get("answer") != BY_PAGE:
            return response
        if response.status_code == 201:
            return HttpResponseRedirect(response["Location"])
        return refused(request, response)

    return answered


def refused(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """What is wrong, in the endpoint's words as people read them, with what was typed."""
    try:
        fields, _ = forms.read(request)
    except BadPing:
        fields = {}
    post = own_post(fields.get("target", ""))
    words = response.content.decode(errors="replace").strip()
    context = {
        "reason": _TOO_MANY if response.status_code == 429 else said(words),
        "source": fields.get("source", ""),
        "post": post if post and post.is_public else None,
    }
    page = render(request, "trackbacks/paste.html", context, status=response.status_code)
    if "Retry-After" in response:
        page["Retry-After"] = response["Retry-After"]
    return page
