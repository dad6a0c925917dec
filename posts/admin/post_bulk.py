"""Changing many posts at once: which fields, what it will do, and doing it; as a plain page in two steps."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from posts.admin.base import edits_everything
from posts.admin.post_rights import may_publish
from posts.admin.post_words import NAMES
from posts.admin.tags import TagsField, known_only
from posts.changes import Changes, make_all
from posts.models import Author, Category, Post, Tag

MOST = 500  # posts of one press: a few seconds of a request
MOST_TAGS = 20  # each is put on every post
AS_IT_IS = gettext_lazy("As it is")
State = Post.State


def switch(label: Any, on: Any, off: Any) -> forms.TypedChoiceField:
    """On, off, or left alone."""
    return forms.TypedChoiceField(
        label=label,
        required=False,
        choices=[("", AS_IT_IS), ("1", on), ("0", off)],
        coerce=lambda value: value == "1",
        empty_value=None,
    )


class Indented(forms.ModelMultipleChoiceField):
    def label_from_instance(self, category: Any) -> str:
        return "\u2003" * category.level + category.name


class BulkForm(forms.Form):
    """What is to be changed of every chosen post."""

    add_categories = Indented(
        Category.objects.order_by("path"), required=False, label=gettext_lazy("Put into categories")
    )
    remove_categories = Indented(
        Category.objects.order_by("path"), required=False, label=gettext_lazy("Take out of categories")
    )
    add_tags = TagsField(MOST_TAGS, label=gettext_lazy("Add tags"))
    remove_tags = TagsField(MOST_TAGS, label=gettext_lazy("Remove tags"))
    author = forms.ModelChoiceField(
        Author.objects.order_by("display_name"),
        required=False,
        label=gettext_lazy("Author"),
        empty_label=AS_IT_IS,
    )
    state = forms.ChoiceField(required=False, label=gettext_lazy("State"))
    comments_open = switch(gettext_lazy("Comments"), gettext_lazy("Open"), gettext_lazy("Closed"))
    pings_open = switch(gettext_lazy("Pings"), gettext_lazy("Open"), gettext_lazy("Closed"))
    sticky = switch(gettext_lazy("On top of the home page"), gettext_lazy("Yes"), gettext_lazy("No"))

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not edits_everything(request):
            del self.fields["author"]
        public = [State.PUBLISHED] if may_publish(request) else []
        states = [State.DRAFT, State.REVIEW, *public, State.PRIVATE]
        self.fields["state"] = forms.ChoiceField(
            required=False,
            label=gettext_lazy("State"),
            choices=[("", AS_IT_IS), *((state.value, NAMES[state]) for state in states)],
        )

    def clean_add_tags(self) -> tuple[Tag, ...]:
        """A slip is not to become a tag of 500 posts."""
        return tuple(known_only(self.cleaned_data["add_tags"]))

    def clean_remove_tags(self) -> tuple[Tag, ...]:
        return tuple(known_only(self.cleaned_data["remove_tags"]))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and not self.changes():
            raise forms.ValidationError(_("Choose at least one thing to change."))
        return data

    def changes(self) -> Changes:
        rows = {"add_categories", "remove_categories"}
        data: dict[str, Any] = {k: tuple(v) if k in rows else v for k, v in self.cleaned_data.items()}
        return Changes(**data)

    def said(self) -> list[tuple[str, str]]:
        """Each change in words: what, and to what."""
        return [
            (str(self.fields[name].label), self._words(name, value))
            for name, value in vars(self.changes()).items()
            if value not in ((), None, "")
        ]

    def _words(self, name: str, value: Any) -> str:
        if isinstance(value, tuple):
            return ", ".join(str(one) for one in value)
        choices = dict(getattr(self.fields[name], "choices", ())) if name != "author" else {}
        return str(choices.get("01"[value] if isinstance(value, bool) else value, value))


def bulk_page(request: HttpRequest, admin: Any, chosen: QuerySet[Post]) -> HttpResponse | None:
    """The form, then what it will do, then the list with what it did. None where too many are chosen."""
    posts = list(chosen.defer("html", "excerpt", "send_trackbacks")[: MOST + 1])
    if len(posts) > MOST:
        messages.error(request, _("Choose at most %d posts at once.") % MOST)
        return None
    allowed = [post for post in posts if admin.has_change_permission(request, post)]
    form = BulkForm(request.POST if "_look" in request.POST else None, request=request)
    sure = form.is_bound and form.is_valid()
    if sure and "_sure" in request.POST:
        n = make_all(form.changes(), [post.pk for post in allowed], request.user)
        messages.success(request, ngettext("%d post changed.", "%d posts changed.", n) % n)
        return HttpResponseRedirect(reverse("admin:posts_post_changelist"))
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Edit posts"),
        "opts": admin.opts,
        "form": form,
        "posts": allowed,
        "left_out": len(posts) - len(allowed),
        "said": form.said() if sure else [],
        "checkbox": ACTION_CHECKBOX_NAME,
    }
    status = 422 if form.is_bound and not sure else 200
    return TemplateResponse(request, "admin/posts/post/bulk.html", context, status=status)
