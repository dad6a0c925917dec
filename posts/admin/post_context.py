"""What the page of a post's form shows beside its fields: its state, its buttons, copies, and who else is there."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from posts import differences, html, sharing
from posts.admin import autosaving, panels
from posts.admin.editor_widget import MAX_BYTES
from posts.admin.post_rights import may_publish
from posts.admin.post_words import PUBLIC, labels, newer_line, state_line
from posts.models import Autosave, Post

State = Post.State
WAITING = (State.DRAFT, State.REVIEW)  # states from which the main button leads on


def restored(request: HttpRequest) -> Autosave | None:
    """One's own copy that is to be shown in the form instead of what is stored."""
    asked = autosaving.number(request.GET.get("restore", ""))
    if not asked or request.method != "GET":
        return None
    return Autosave.objects.of(request.user).with_text().filter(pk=asked).first()


def form_context(request: HttpRequest, admin: Any, form: Any, original: Post | None) -> dict[str, Any]:
    """Everything for the template, of the post as it is stored: a refused form leaves its own half changed."""
    stored = (
        Post.objects.select_related("author").filter(pk=original.pk).first() if original else None
    ) or Post()
    row = restored(request)
    return {
        "stored": stored,
        "address_before": settings.SITE_URL + stored.get_absolute_url().removesuffix(f"{stored.slug}/")
        if stored.slug
        else f"{settings.SITE_URL}/{stored.date_in_address():%Y/%m}/",
        "state_line": state_line(stored, row.at if row else None),
        "is_public": stored.is_public,
        "in_trash": stored.state == State.TRASH,
        "panels": panels.shown(request, stored) if stored.pk else [],
        "key": request.POST.get("key") or (row.key if row else autosaving.key_of(stored)),
        "base": request.POST.get("base") or (row.base if row else stored.version),
        "others": autosaving.others(request, stored),
        "most_text": MAX_BYTES,
        "copy_notice": copy_notice(request, admin, stored, form),
        "theirs": theirs(form),
        "share_link": sharing.link(stored),
        "share_until": stored.shared_at + sharing.SHARED if stored.shared_at else None,
        "undo_until": undo_until(stored),
        "may_publish": may_publish(request),
        **buttons(request, form, stored),
    }


def buttons(request: HttpRequest, form: Any, stored: Post) -> dict[str, Any]:
    """The words of the buttons for each state; the main one publishes what is still waiting, and else saves."""
    state = str(form["state"].value() or State.DRAFT) if "state" in form.fields else stored.state
    words = labels(panels.told(stored) if stored.pk else 0, public=stored.is_public)
    leads_on = state in WAITING and not stored.is_public
    goal = State.PUBLISHED if may_publish(request) else State.REVIEW
    return {
        "labels": words,
        "leads_on": leads_on,
        "goal": goal,
        "main_label": words[State(goal) if leads_on else State(state)],
        "quiet_label": words[State(state)],
    }


def copy_notice(request: HttpRequest, admin: Any, stored: Post, form: Any) -> str:
    """Only where the form shows what is stored."""
    if form.is_bound or form.restored is not None:
        return ""
    row = autosaving.copy_for(request, admin, Post.objects.filter(pk=stored.pk).first() or Post())
    return autosaving.notice(request, admin, row, stored) if row else ""


def theirs(form: Any) -> dict[str, Any] | None:
    """What somebody else saved meanwhile beside what was typed here."""
    if form.newer is None:
        return None
    mine = html.sanitise(form.data.get("html", ""))
    return {
        "post": form.newer,
        "line": newer_line(form.newer),
        "rows": differences.compare(form.newer.html, mine),
    }


def undo_until(post: Post) -> Any:
    """Until when nobody was told of a post that has just become public."""
    if not (post.is_public and post.published_at and post.first_published_at):
        return None
    until = post.first_published_at + timedelta(seconds=settings.PINGS_UNDO_SECONDS)
    return until if until > timezone.now() and post.state in PUBLIC else None
