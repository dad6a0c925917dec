"""The pages beside a post's form: preview, sharing, taking back, revisions. Each fetches a post and calls a verb."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from posts import differences, previewing, sharing
from posts.admin import autosaving, copies
from posts.admin.post_rights import post_or_new, post_to_change
from posts.models import Author, Autosave, Post, Revision


def change_url(post: Post) -> str:
    return reverse("admin:posts_post_change", args=[post.pk])


@require_POST
def preview(request: HttpRequest, admin: Any) -> HttpResponse:
    """Keep what the form holds, and show that: the page may then be loaded again as one likes."""
    row, _post = autosaving.seen(request, admin)
    if row is None:
        return HttpResponseBadRequest()
    row.keep(copies.sent(request.POST), autosaving.number(request.POST.get("base", "")))
    return HttpResponseRedirect(reverse("admin:posts_post_previewed", args=[row.pk]))


@require_safe
def previewed(request: HttpRequest, pk: int, admin: Any) -> HttpResponse:
    """One's own copy as readers would see it; what was saved meanwhile is shown as it was saved."""
    row = get_object_or_404(Autosave.objects.of(request.user), pk=pk)
    post = post_or_new(request, admin, str(row.post_id or ""))
    form = admin.get_form(request, post if post.pk else None)
    author = post.author if post.author_id else byline(request)
    if row.data:
        post, kept = copies.written(form, row.data, post)
    else:
        kept = {"categories": list(post.categories.all()), "tags": list(post.tags.all())} if post.pk else {}
    post.author = post.author if post.author_id else author
    where = change_url(post) if post.pk else f"{reverse('admin:posts_post_add')}?restore={row.pk}"
    return previewing.page(request, post, kept.get("categories", ()), kept.get("tags", ()), edit_url=where)


def byline(request: HttpRequest) -> Author:
    """Whose name a first post will carry; the profile itself is made when it is saved."""
    user: Any = request.user
    own = Author.objects.filter(user=user).select_related("avatar").first()
    return own or Author(display_name=user.get_full_name() or user.get_username(), slug=user.get_username())


@require_POST
def share(request: HttpRequest, pk: int, admin: Any) -> HttpResponse:
    """Make the link that shows the stored draft to whoever has it, or take it back."""
    post = post_to_change(request, admin, pk)
    if "stop" in request.POST:
        sharing.stop(post)
    elif not post.is_public and post.state != Post.State.TRASH:
        sharing.start(post)
    return HttpResponseRedirect(change_url(post) + "#sharing")


@require_POST
def take_back(request: HttpRequest, pk: int, admin: Any) -> HttpResponse:
    """Undo the publishing: a draft again, and whoever was not told yet never is."""
    post = post_to_change(request, admin, pk)
    if post.is_public:
        post.by = request.user
        post.withdraw(Post.State.DRAFT)
        messages.success(request, _("It is a draft again. Blogs that were not told yet will not be."))
    return HttpResponseRedirect(change_url(post))


@require_safe
def revisions(request: HttpRequest, pk: int, admin: Any) -> HttpResponse:
    """What the post said before: a list, and two of them side by side."""
    post = get_object_or_404(Post.objects.editable_by(request.user), pk=pk)
    rows = list(post.revisions.select_related("by").defer("html", "excerpt"))
    old, new = chosen(post, rows, request.GET.get("from", ""), request.GET.get("to", ""))
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Revisions of “%(title)s”") % {"title": post.title},
        "opts": admin.opts,
        "post": post,
        "revisions": rows,
        "old": old,
        "new": new,
        "rows": differences.compare(old.html, new.html) if old and new else [],
        "newest": rows[0] if rows else None,
        "may_restore": admin.has_change_permission(request, post),
    }
    return TemplateResponse(request, "admin/posts/post/revisions.html", context)


def chosen(
    post: Post, rows: list[Revision], before: str, after: str
) -> tuple[Revision | None, Revision | None]:
    """The two that are compared: those asked for, else the newest and the one before it."""
    keys = [row.pk for row in rows]
    numbers = [autosaving.number(text) for text in (before, after)]
    old = numbers[0] if numbers[0] in keys else next(iter(keys[1:2]), None)
    new = numbers[1] if numbers[1] in keys else next(iter(keys[:1]), None)
    whole = post.revisions.select_related("by").in_bulk([key for key in (old, new) if key])
    return whole.get(old), whole.get(new)


@require_POST
def restore(request: HttpRequest, pk: int, number: int, admin: Any) -> HttpResponse:
    """Say again what it said then; that is a revision of its own, so nothing is lost by it."""
    post = post_to_change(request, admin, pk)
    post.by = request.user
    post.go_back_to(get_object_or_404(Revision, post=post, pk=number))
    messages.success(request, _("The post says again what it said then."))
    return HttpResponseRedirect(change_url(post))
