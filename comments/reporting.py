"""Report a comment: a plain form, one report a reader, and a moderator who looks."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from comments.forms import TextField
from comments.models import PostComment, Report
from comments.permalinks import shown_comment
from jobs.models import Chore
from posts.finding import reader
from posts.throttling import Limit, TooMany, count

PER_ADDRESS = Limit("report-address", 10, timedelta(hours=1))
WORDS_LENGTH = 500  # a sentence or two; who has more to say writes a comment
INVALID = 422


class ReportForm(forms.Form):
    """Why, by choice and in words."""

    reason = forms.ChoiceField(choices=Report.Reason.choices)
    words = TextField(max_length=WORDS_LENGTH, required=False)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, number: str) -> HttpResponse:
    """The form, and the thanks for it: the same ones for a second report."""
    comment = shown_comment(request, number)
    if isinstance(comment, HttpResponse):
        return comment
    if request.method != "POST":
        return page(request, comment, ReportForm())
    form = ReportForm(request.POST)
    if not form.is_valid():
        return page(request, comment, form, status=INVALID)
    address = request.META.get("REMOTE_ADDR", "")
    try:
        if settings.RATE_LIMITS:
            count({PER_ADDRESS: address})
    except TooMany as error:
        form.add_error(
            None, _("You have reported many comments in a short time. Please try again in an hour.")
        )
        response = page(request, comment, form, status=429)
        response["Retry-After"] = str(error.retry_after)
        return response
    who = reader(request)
    file(comment, f"user {who.pk}" if who.is_authenticated else address, form)
    return render(request, "comments/reported.html", {"comment": comment, "post": comment.post})


@transaction.atomic
def file(comment: PostComment, who: str, form: ReportForm) -> None:
    if Report.file(comment, who, form.cleaned_data["reason"], form.cleaned_data["words"]):
        Chore.request("tell-reported", comment.pk)


def page(request: HttpRequest, comment: PostComment, form: ReportForm, *, status: int = 200) -> HttpResponse:
    """What stands under a password is not repeated here: the cookie that opens it is for its own address."""
    context = {
        "comment": comment,
        "post": comment.post,
        "quoted": not comment.post.is_protected,
        "form": form,
        "reasons": Report.Reason.choices,
    }
    return render(request, "comments/report.html", context, status=status)
