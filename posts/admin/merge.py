"""Merging in the admin: which one stays, what will happen, and doing it; as a plain page in two steps."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from posts.merging import merge, posts_of

MOST = 100  # of one press


class Kept(forms.ModelChoiceField):
    """Each with its address and how many posts carry it."""

    widget = forms.RadioSelect

    def label_from_instance(self, group: Any) -> str:
        n = ngettext("%d post", "%d posts", group.n) % group.n
        return f"{group.name} · {group.kind}/{group.place}/ · {n}"


class MergeForm(forms.Form):
    into = Kept(None, empty_label=None, label=gettext_lazy("Which one stays?"))

    def __init__(self, *args: Any, chosen: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = chosen.order_by("-n", "name")  # type: ignore[attr-defined]


def merge_page(request: HttpRequest, admin: Any, chosen: QuerySet[Any]) -> HttpResponse | None:
    """The question, then the list with what was done. None where there is nothing to merge."""
    groups = list(chosen[: MOST + 1])
    if not 2 <= len(groups) <= MOST:
        messages.error(request, _("Choose at least two, and at most %d.") % MOST)
        return None
    posts = posts_of(groups)
    form = MergeForm(request.POST if "_sure" in request.POST else None, chosen=chosen)
    if form.is_bound and form.is_valid() and _is_done(request, admin, form, groups):
        return HttpResponseRedirect(reverse(f"admin:posts_{admin.opts.model_name}_changelist"))
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Merge"),
        "opts": admin.opts,
        "form": form,
        "groups": groups,
        "n": posts,
        "checkbox": ACTION_CHECKBOX_NAME,
        "list": reverse(f"admin:posts_{admin.opts.model_name}_changelist"),
    }
    return TemplateResponse(request, "admin/posts/merge.html", context, status=422 if form.is_bound else 200)


def _is_done(request: HttpRequest, admin: Any, form: MergeForm, groups: list[Any]) -> bool:
    """What cannot be merged is said beside the choice."""
    into = form.cleaned_data["into"]
    others = [group for group in groups if group.pk != into.pk]
    names = ", ".join(f"“{group}”" for group in others)
    try:
        merge(into, others)
    except ValidationError as error:
        form.add_error("into", error.messages)
        return False
    words = {"names": names, "kept": into.name}
    admin.log_change(request, into, _("Merged with it: %(names)s") % words)
    messages.success(request, _("%(names)s merged into “%(kept)s”; their addresses lead there.") % words)
    return True
