"""What one POST of the queue does: one verb for each chosen row, or all the spam at once."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import QueryDict

from comments.models import PostComment
from comments.queue import emptying

MAX_IDS = 500  # of one POST; a page has 20
WORDS = {
    "approve": "approved",
    "pending": "held as pending",
    "spam": "marked as spam",
    "trash": "moved to the trash",
    "delete": "deleted for good",
    "undo": "put back",
    "keep": "kept as they are",
}
VERBS: dict[str, Callable[[PostComment, Any], Any]] = {
    "approve": lambda row, user: row.approve(user),
    "pending": lambda row, user: row.hold(user),
    "spam": lambda row, user: row.mark_spam(user),
    "trash": lambda row, user: row.trash(user),
    "delete": lambda row, user: row.erase(),
    "undo": lambda row, user: row.undo(user),
    "keep": lambda row, user: row.reports.filter(answered=False).update(answered=True) > 0,
}


def act(user: Any, data: QueryDict, only: str = "") -> tuple[str, list[int]]:
    """Do what the form says; `only` is the row whose own button was pressed.

    Returns a sentence for the moderator, and the ids that an Undo would put back.

    Raises:
        BadRequest: no such action.
        PermissionDenied: not for this user, or none of the rows is theirs.
    """
    action = data.get("action", "")
    if not user.has_perm(
        f"comments.{'delete' if action in ('delete', 'empty_spam') else 'change'}_postcomment"
    ):
        raise PermissionDenied
    if action == "empty_spam":
        return emptying.start(user), []
    if action not in VERBS:
        raise BadRequest("There is no such action.")
    rows = theirs(user, numbers([only] if only else data.getlist("ids")))
    changed = [row.pk for row in rows if VERBS[action](row, user) is not False]
    undoable = changed if action not in ("delete", "undo", "keep") else []
    noun = "item" if len(changed) == 1 else "items"
    return f"{len(changed)} {noun} {WORDS[action]}.", undoable


def numbers(values: list[str]) -> list[int]:
    """The ids among what was sent; everything else is nobody's id."""
    return [
        int(value) for value in values[:MAX_IDS] if value.isascii() and value.isdecimal() and len(value) < 18
    ]


def theirs(user: Any, ids: list[int]) -> list[PostComment]:
    """The rows of these that this user may moderate; foreign ones are left alone."""
    rows = list(PostComment.objects.moderated_by(user).filter(pk__in=ids))
    if not rows and PostComment.objects.filter(pk__in=ids).exists():
        raise PermissionDenied
    return rows
