"""Autosave: a page sends what is typed within seconds, and hears what was kept, who else is there, what is new."""

import re
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from posts import differences, html
from posts.admin import copies, panels
from posts.admin.post_rights import post_or_new
from posts.admin.post_words import at_work_line, labels, newer_line, state_line
from posts.models import Autosave, Post

_KEY = re.compile(r"new-[a-z0-9]{12}")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"


def key_of(post: Post) -> str:
    """What names an open form: a post has one for each user, a new post one for each page."""
    return f"post-{post.pk}" if post.pk else f"new-{get_random_string(12, _ALPHABET)}"


@require_http_methods(["GET", "HEAD", "POST"])
def autosave(request: HttpRequest, admin: Any) -> HttpResponse:
    """Keep a copy, or only hear that somebody is there; a GET gives a fresh token to who signed in elsewhere."""
    if request.method != "POST":
        return JsonResponse({"token": get_token(request)})
    row, post = seen(request, admin)
    if row is None:
        return HttpResponseBadRequest()
    if "text" in request.POST:
        row.keep(
            copies.sent(request.POST),
            number(request.POST.get("base", "")),
            moment(request.POST.get("at", "")),
        )
    return JsonResponse(answer(request, admin, row, post))


@transaction.atomic
def seen(request: HttpRequest, admin: Any) -> tuple[Autosave | None, Post]:
    """The row of the form that speaks, noted as being open; none where its key is made up."""
    user: Any = request.user
    post = post_or_new(request, admin, request.POST.get("post", ""))
    key = key_of(post) if post.pk else request.POST.get("key", "")
    if not post.pk and not _KEY.fullmatch(key):
        return None, post
    return Autosave.see(user, key, post if post.pk else None), post


def answer(request: HttpRequest, admin: Any, row: Autosave, post: Post) -> dict[str, Any]:
    """What the page shows of it."""
    base = number(request.POST.get("base", ""))
    told: dict[str, Any] = {
        "state": state_line(post, row.at),
        "others": others(request, post),
        "newer": newer_line(post) if post.pk and base < post.version else "",
    }
    if "text" in request.POST:
        stands = post.is_public
        form = admin.get_form(request, post if post.pk else None)
        typed, _names = copies.written(form, row.data, post)
        told["labels"] = labels(panels.told(typed), public=stands)
    if "notice" in request.POST:
        told["notice"] = notice(request, admin, row, Post.objects.filter(pk=post.pk).first() or Post())
    return told


def others(request: HttpRequest, post: Post) -> str:
    """Who else has it open, in words."""
    if not post.pk:
        return ""
    user: Any = request.user
    return at_work_line(Autosave.objects.at_work_on(post).exclude(user=user))


def copy_for(request: HttpRequest, admin: Any, post: Post) -> Autosave | None:
    """The newest copy of this user that says something else than what is stored."""
    rows = Autosave.objects.of(request.user).with_text()
    row = rows.filter(key=key_of(post)).first() if post.pk else rows.filter(post=None).first()
    if row is None or not row.data:
        return None
    form = admin.get_form(request, post if post.pk else None)
    return row if copies.differs(form, row.data, post) else None


def notice(request: HttpRequest, admin: Any, row: Autosave, post: Post) -> str:
    """“There is a newer copy”, with what differs; nothing where nothing does."""
    form = admin.get_form(request, post if post.pk else None)
    if not row.data or not copies.differs(form, row.data, post):
        return ""
    typed = html.sanitise("".join(row.data.get("html", [])))
    context = {
        "copy": row,
        "title": "".join(row.data.get("title", [])),
        "rows": differences.compare(post.html, typed),
        "add": post.pk is None,
    }
    return render_to_string("admin/posts/post/copy.html", context, request)


@require_POST
def discard(request: HttpRequest, pk: int, admin: Any) -> HttpResponse:
    """Drop one's own copy."""
    row = get_object_or_404(Autosave.objects.of(request.user), pk=pk)
    row.discard()
    messages.success(request, _("The copy was discarded."))
    where = (
        reverse("admin:posts_post_change", args=[row.post_id])
        if row.post_id
        else reverse("admin:posts_post_add")
    )
    return HttpResponseRedirect(f"{where}?saved={row.key}")


def number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def moment(text: str) -> datetime | None:
    """When a browser made the copy, in milliseconds; its clock is believed only as far as the past."""
    if not (text.isascii() and text.isdecimal() and len(text) < 15):
        return None
    try:
        return datetime.fromtimestamp(int(text) / 1000, UTC)
    except (OverflowError, ValueError, OSError):
        return None
