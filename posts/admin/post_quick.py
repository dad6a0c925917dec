"""Beside the list of posts: quick edit of one of them, and which columns and rows a user wants."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from posts.admin.base import back_to
from posts.admin.post_columns import ROWS, Screen
from posts.admin.post_form import PostForm
from posts.admin.post_rights import may_add_tags, may_publish, post_to_change

LIST = "admin:posts_post_changelist"
FIELDS = (
    *("title", "slug", "state", "published_at", "categories", "tags"),
    *("sticky", "comments_open", "pings_open"),
)  # fmt: skip


class QuickForm(PostForm):
    """The rules of the whole form for what stands in the list."""

    protocols_in_off = None  # type: ignore[assignment]
    protocols_out_off = None  # type: ignore[assignment]

    class Meta(PostForm.Meta):
        fields = FIELDS  # type: ignore[assignment]
        widgets: dict[str, Any] = {}


@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def quick(request: HttpRequest, pk: int, admin: Any) -> HttpResponse:
    """Also the row of the list, which a script fetches from here; refused over a version that is newer."""
    post = post_to_change(request, admin, pk)
    version = post.version
    form: Any = QuickForm(request.POST if request.method == "POST" else None, instance=post)
    form.may_publish, form.may_add_tags = may_publish(request), may_add_tags(request)
    if "state" in form.fields:
        form.fields["state"].choices = form.choices()
    if form.is_bound and form.is_valid():
        changed = form.save(commit=False)
        admin.save_model(request, changed, form, True)
        form.save_m2m()
        messages.success(request, _("“%(title)s” is saved.") % {"title": changed.title})
        return HttpResponseRedirect(back_to(request, LIST))
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Quick edit"),
        "opts": admin.opts,
        "post": post,
        "form": form,
        "base": request.POST.get("base") or version,
        "list": back_to(request, LIST),
    }
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "admin/posts/post/quick.html", context, status=status)


@require_POST
def screen(request: HttpRequest, admin: Any) -> HttpResponse:
    """Keep which columns and how many rows this user wants."""
    if not admin.has_view_permission(request):
        raise PermissionDenied
    rows = request.POST.get("rows", "")
    wanted = {"columns": request.POST.getlist("columns"), "rows": int(rows) if rows in map(str, ROWS) else 0}
    Screen.read(wanted).keep(request.user)
    return HttpResponseRedirect(back_to(request, LIST))
