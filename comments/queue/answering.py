"""Answering and editing from the queue: a small form in the row, or on a page of its own."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.forms import NAME_LENGTH, TEXT_LENGTH, URL_LENGTH, LineField, TextField, WebsiteField, sender_of
from comments.models import ModerationBatch, PostComment
from comments.queue import views, words
from comments.queue.actions import Outcome, versions
from comments.queue.filters import Filters
from posts.models import SiteSettings

PLACE = "answer-form"  # the one form outside the list to which the fields in a row belong


class Answer(forms.Form):
    """What a moderator answers."""

    comment = TextField(
        max_length=TEXT_LENGTH, label=gettext_lazy("Your answer"), widget=forms.Textarea({"rows": 4})
    )


class Edited(forms.Form):
    """The words of a comment or a ping, as a moderator may change them."""

    user_name = LineField(max_length=NAME_LENGTH, label=gettext_lazy("Name"), required=False)
    user_url = WebsiteField(
        max_length=URL_LENGTH, label=gettext_lazy("Website"), required=False, assume_scheme="https"
    )
    title = LineField(max_length=255, label=gettext_lazy("Title"), required=False)
    comment = TextField(
        max_length=TEXT_LENGTH, label=gettext_lazy("Text"), required=False, widget=forms.Textarea({"rows": 5})
    )


def reply(request: HttpRequest, pk: int, site: Any) -> HttpResponse:
    """Approve and answer, in one."""
    row, typed = _theirs(request, pk), request.POST if request.method == "POST" else None
    form = Answer(typed, auto_id=f"{row.pk}-%s")
    if request.method == "POST" and form.is_valid():
        fields = {**sender_of(request.user), **form.cleaned_data}  # type: ignore[arg-type]
        depth = SiteSettings.load().thread_depth
        return _done(request, row, lambda: ModerationBatch.answer(request.user, row, depth, **fields))  # type: ignore[arg-type]
    does = _("Answer") if row.status == "approved" else _("Approve and answer")
    return _shown(request, row, form, site, title=does, does=does)


def edit(request: HttpRequest, pk: int, site: Any) -> HttpResponse:
    """Other words for it; the words before stay in its history, and come back by Undo."""
    row, typed = _theirs(request, pk), request.POST if request.method == "POST" else None
    names = ("user_name", "title", "comment") if row.is_ping else ("user_name", "user_url", "comment")
    before = {name: getattr(row, name) for name in names}
    form = Edited(typed, initial=before, auto_id=f"{row.pk}-%s")
    for name in set(form.fields) - set(names):
        del form.fields[name]
    form.fields["comment"].required = not row.is_ping
    if request.method == "POST" and form.is_valid():
        return _done(request, row, lambda: ModerationBatch.rewrite(request.user, row, form.cleaned_data))  # type: ignore[arg-type]
    return _shown(request, row, form, site, title=_("Edit"), does=_("Save"))


def _theirs(request: HttpRequest, pk: int) -> PostComment:
    rows = PostComment.objects.moderated_by(request.user).exclude(status=PostComment.Status.ERASED)
    if not request.user.has_perm("comments.change_postcomment"):
        raise PermissionDenied
    return get_object_or_404(rows.select_related("post"), pk=pk)


@transaction.atomic
def _done(request: HttpRequest, row: PostComment, verb: Any) -> HttpResponse:
    """Do it to what was seen, and to nothing else; what has changed since is shown instead."""
    asked = Filters.read(request.GET)
    locked = PostComment.objects.select_for_update(of=("self",)).filter(pk=row.pk).only("status", "text_hash")
    now, seen = locked.get().version, versions(request.POST.getlist("seen"))
    if seen.get(row.pk, now) != now:
        return views.answer(request, asked, Outcome(words.left(1), changed=[row.pk]))
    batch: ModerationBatch | None = verb()
    said = [words.done(batch.action, 1)] if batch else [_("Nothing was changed.")]
    return views.answer(request, asked, Outcome(said, batch, acted=[row.pk]))


def _shown(
    request: HttpRequest, row: PostComment, form: forms.Form, site: Any, *, title: str, does: str
) -> HttpResponse:
    asked = Filters.read(request.GET)
    for bound in form:
        bound.field.widget.attrs["form"] = PLACE
    shown = {"row": row, "form": form, "does": does, "back": asked.here, "title": title}
    if views.in_place(request):
        return TemplateResponse(request, "admin/discussion/open.html", shown)
    return TemplateResponse(request, "admin/discussion/answer.html", {**site.each_context(request), **shown})
