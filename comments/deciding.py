"""The links in a moderator's mail: a page that asks, and a POST that acts; a mail scanner changes nothing."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from comments import tokens
from comments.models import ModerationBatch, PostComment
from comments.queue import words

ACTIONS = {
    "approve": gettext_lazy("Approve"),
    "spam": gettext_lazy("Spam"),
    "trash": gettext_lazy("Trash"),
}
GONE, OTHERS = 404, 403


@dataclass
class Told:
    """What came of a press: sentences, and the batch that an Undo takes back."""

    said: list[str] = field(default_factory=list)
    batch: ModerationBatch | None = None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, token: str) -> HttpResponse:
    """One comment for the one moderator to whom the link was sent; `do` is what they came for."""
    found = tokens.to_decide(token)
    if found is None:
        return render(request, "comments/decide.html", {"expired": True}, status=GONE)
    comment, user, seen = found
    if request.user.is_authenticated and request.user.pk != user.pk:
        return render(request, "comments/decide.html", {"foreign": True}, status=OTHERS)
    told = press(request, comment, user, seen) if request.method == "POST" else Told()
    return page(request, comment, seen, told)


def press(request: HttpRequest, comment: PostComment, user: User, seen: str) -> Told:
    """Do it to what the mail was about, and to nothing else.

    Raises:
        BadRequest: no such action.
    """
    action = request.POST.get("action", "")
    if action == "undo":
        return take_back(comment, user, request.POST.get("batch", ""))
    if action not in ACTIONS:
        raise BadRequest(_("There is no such action."))
    with transaction.atomic():
        locked = PostComment.objects.select_for_update(of=("self",)).filter(pk=comment.pk)
        now = locked.defer("payload", "html").get()
        if now.version != seen:
            return Told()  # the page says who was first
        batch = ModerationBatch.act(user, action, [now])
    return Told(words.of_press(action, 1 if batch else 0, 0), batch)


def take_back(comment: PostComment, user: User, number: str) -> Told:
    """Undo one's own press on this very comment."""
    key = int(number) if number.isascii() and number.isdecimal() and len(number) < 19 else 0
    mine = ModerationBatch.objects.filter(by=user, pk=key, n=1, events__comment=comment).first()
    done = mine.undo(user) if mine else None
    return Told(words.undone(done[1]) if done else [_("That was undone before, or is too long ago.")])


def page(request: HttpRequest, comment: PostComment, seen: str, told: Told) -> HttpResponse:
    """The comment, and buttons while it is as the mail said; otherwise who has changed it since."""
    comment.refresh_from_db(fields=["status", "text_hash"])
    is_as_seen = comment.version == seen
    shown: dict[str, Any] = {
        "row": comment,
        "post": comment.post,
        "said": told.said,
        "batch": told.batch,
        "last": None if is_as_seen or told.batch else comment.events.order_by("at", "pk").last(),
        "actions": offered(comment, request.GET.get("do", "")) if is_as_seen else [],
    }
    return render(request, "comments/decide.html", shown)


def offered(comment: PostComment, wanted: str) -> list[tuple[str, Any, bool]]:
    """(action, its name, whether it is the one that they came for); first that one."""
    left = [name for name in ACTIONS if ModerationBatch.STATUS[name] != comment.status]
    left.sort(key=lambda name: name != wanted)
    return [(name, ACTIONS[name], name == wanted) for name in left]
