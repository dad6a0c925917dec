"""What the pictures show, asked for many at once: those that just came, or those that nobody has described."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from posts.admin.base import library
from posts.models import Image

MOST = 40  # of one page


class WordsForm(forms.ModelForm):
    class Meta:
        model = Image
        fields = ("alt",)
        labels = {"alt": _("What does it show?")}
        widgets = {"alt": forms.TextInput(attrs={"maxlength": 300, "autocomplete": "off"})}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest, admin: Any) -> HttpResponse:
    """Plain fields, one a picture; what is wrong is said beside it, and nothing is stored until all are right."""
    if not request.user.has_perm("posts.change_image"):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    asked = (data or request.GET).getlist("of")
    rows = [WordsForm(data, instance=image, prefix=str(image.pk)) for image in _pictures(request, asked)]
    if data is not None and all(row.is_valid() for row in rows):
        return _saved(request, rows)
    context = {**admin.admin_site.each_context(request), "title": _("What do they show?"), "rows": rows}
    context |= {"opts": Image._meta, "subtitle": None}
    return TemplateResponse(request, "admin/posts/image/words.html", context, status=422 if data else 200)


def _pictures(request: HttpRequest, asked: list[str]) -> list[Image]:
    """Of those that this user may change."""
    if not asked and request.method != "POST":
        return list(library(request).filter(alt="")[:MOST])
    numbers = [int(one) for one in asked[:MOST] if one[:12].isdecimal() and len(one) < 12]
    return list(library(request).filter(pk__in=numbers))


@transaction.atomic
def _saved(request: HttpRequest, rows: list[WordsForm]) -> HttpResponse:
    changed = [row for row in rows if row.has_changed()]
    for row in changed:
        row.save()
    if n := len(changed):
        said = ngettext("The words of %(n)d picture are saved.", "The words of %(n)d pictures are saved.", n)
        messages.success(request, said % {"n": n})
    return HttpResponseRedirect(reverse("admin:posts_image_changelist"))
