"""A thought kept from the admin's first page: a title and plain text become a draft, to go on writing at any time."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, linebreaks
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from posts.admin import panels
from posts.models import Author, Post

LONGEST = (
    20_000  # characters of a thought; what is longer belongs into the editor, which keeps it while it grows
)


class QuickDraft(forms.Form):
    """Only the title must be there."""

    title = forms.CharField(label=_("Title"), max_length=255)
    text = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5, "placeholder": _("What is on your mind?")}),
    )

    @transaction.atomic
    def save(self, user: Any) -> Post:
        """A new draft of this user's; what was typed is text, not HTML."""
        html = linebreaks(self.cleaned_data["text"], autoescape=True)
        title = " ".join(self.cleaned_data["title"].split())
        post = Post(title=title, html=html, author=Author.of(user))
        post.by = user
        post.become(Post.State.DRAFT)
        panels.saved(post)
        return post


def kept(request: HttpRequest, form: QuickDraft) -> HttpResponseRedirect | None:
    """The way back, once there is a draft; None where something is wrong that the form says."""
    if not request.user.has_perm("posts.add_post"):
        raise PermissionDenied
    if not form.is_valid():
        form.fields[next(iter(form.errors))].widget.attrs["autofocus"] = True
        return None
    post = form.save(request.user)
    said = gettext("“%(title)s” is kept as a draft.") % {"title": post.title}
    where = reverse("admin:posts_post_change", args=[post.pk])
    messages.success(request, format_html('{} <a href="{}">{}</a>', said, where, gettext("Go on writing")))
    return HttpResponseRedirect(reverse("admin:index"))
