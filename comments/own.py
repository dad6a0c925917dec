"""The pages of one's own comment: confirm, preview, rewrite, take back. They act by POST and need no JavaScript."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from comments import permalinks, tokens
from comments.forms import TEXT_LENGTH, TextField, preview_of
from comments.models import PostComment
from comments.submitting import per_address
from posts.models import SiteSettings
from posts.throttling import TooMany, count

INVALID = 422
LATE = 403


class OwnForm(forms.Form):
    """The words of one's own comment."""

    comment = TextField(max_length=TEXT_LENGTH)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, number: str) -> HttpResponse:
    """Rewrite one's own comment or take it back, for some minutes."""
    comment = own_comment(request, number)
    if not comment.is_changeable(SiteSettings.load().edit_minutes):
        return page(request, comment, None, status=LATE)
    if request.method != "POST":
        return page(request, comment, OwnForm(initial={"comment": comment.comment}))
    if "take_back" in request.POST:
        comment.take_back()
        return HttpResponseRedirect(f"{comment.post.get_absolute_url()}#comments")
    return rewrite(request, comment)


def own_comment(request: HttpRequest, number: str) -> PostComment:
    """The comment of this number.

    Raises:
        Http404: there is none, or this reader cannot prove that it is theirs: the same answer.
    """
    key = int(number) if len(number) <= permalinks.LONGEST_KEY else 0
    comment = PostComment.objects.select_related("post").filter(pk=key).first()
    if comment is None or not tokens.is_own(request, comment) or not comment.post.is_public:
        raise Http404
    return comment


def rewrite(request: HttpRequest, comment: PostComment) -> HttpResponse:
    form = OwnForm(request.POST)
    if not form.is_valid():
        return page(request, comment, form, status=INVALID)
    if "preview" in request.POST:
        return page(request, comment, form, preview=preview_of(form))
    try:
        if settings.RATE_LIMITS:
            count({per_address(SiteSettings.load()): request.META.get("REMOTE_ADDR", "")})
    except TooMany as error:
        form.add_error(
            "comment", _("You have changed much in a short time. Please try again in ten minutes.")
        )
        response = page(request, comment, form, status=429)
        response["Retry-After"] = str(error.retry_after)
        return response
    if form.cleaned_data["comment"] != comment.comment:
        comment.rewrite(form.cleaned_data["comment"])
    return HttpResponseRedirect(place(comment))


def place(comment: PostComment) -> str:
    """Its post, with the token by which only its author sees it."""
    token = tokens.awaiting_token(comment, own=True)
    return f"{comment.post.get_absolute_url()}?awaiting={token}#comment-{comment.pk}"


def page(
    request: HttpRequest, comment: PostComment, form: Any, *, status: int = 200, **context: Any
) -> HttpResponse:
    """Without a form it says that the time is over; with a `preview` it shows that above the form."""
    until = comment.changeable_until(SiteSettings.load().edit_minutes)
    context |= {"comment": comment, "post": comment.post, "form": form, "until": until}
    return render(request, "comments/own.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail: a page that asks, and a POST that acts; a mail scanner confirms nothing."""
    comment = tokens.confirmed_by(token)
    if comment is None or comment.status == PostComment.Status.TRASH or not comment.post.is_public:
        return render(request, "comments/confirm.html", {"expired": True}, status=404)
    if request.method == "POST":
        comment.confirm()
        return HttpResponseRedirect(place(comment))
    context = {"comment": comment, "post": comment.post}
    return render(request, "comments/confirm.html", context)
