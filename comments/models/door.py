"""The one door to a status, for one row or for hundreds: the rows, their history, the counters, the posts, the filters.

`PostComment.set_status` moves one, `ModerationBatch` moves many; nothing else assigns a status.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_comments_xtd.models import XtdComment

from comments.models.history import ModerationEvent, StatusCount
from comments.models.learned import TEACHING
from comments.models.sender import KnownSender
from comments.signals import comment_approved
from jobs.models import Chore
from posts.models import Post
from posts.page_cache.changes import pages_changed

if TYPE_CHECKING:
    from comments.models.batch import ModerationBatch
    from comments.models.comment import PostComment

APPROVED, SPAM, ERASED = "approved", "spam", "erased"
PURGED = (SPAM, "trash", ERASED)  # some days after something came to it
DECISIONS = (APPROVED, SPAM)  # of a person: the filters learn from them
By = User | str


@transaction.atomic
def move(
    rows: Sequence["PostComment"],
    new: str,
    by: By,
    reason: str = "",
    *,
    batch: "ModerationBatch | None" = None,
) -> "list[PostComment]":
    """Give all these rows one status; returns those that had another. A repeated call is harmless.

    Rows are locked in one order, so that no two transactions wait for each other: comments, posts, counters.

    Args:
        by: the user who decided, or "filter", "source", "author" or "system", who cannot bring back what was deleted.
    """
    old = _stored(rows)
    moved = [row for row in rows if old.get(row.pk, new) != new]
    if isinstance(by, str):
        moved = [row for row in moved if old[row.pk] != ERASED]
    for row in rows:
        row.status = old.get(row.pk, new)
    if moved:
        _write(moved, new, reason[:300])
        said = signed(by, reason)
        ModerationEvent.objects.bulk_create(
            ModerationEvent(comment=row, old=old[row.pk], new=new, batch=batch, **said) for row in moved
        )
        count(
            (row.post_id, status, row.kind, n) for row in moved for status, n in ((old[row.pk], -1), (new, 1))
        )
        _teach(moved, new, by)
        _tell(moved, old, new)
    return moved


def _stored(rows: Sequence["PostComment"]) -> dict[int, str]:
    """Their statuses as they stand in the database, locked until the transaction ends."""
    if not rows:
        return {}
    kept = type(rows[0]).norel_objects.select_for_update().filter(pk__in=[row.pk for row in rows])
    return dict(kept.order_by("pk").values_list("pk", "status"))


def _write(moved: Sequence["PostComment"], new: str, reason: str) -> None:
    keys, at = [row.pk for row in moved], thrown_at(new)
    type(moved[0]).objects.filter(pk__in=keys).update(status=new, status_reason=reason, thrown_at=at)
    XtdComment.norel_objects.filter(pk__in=keys).update(is_public=new == APPROVED)
    for row in moved:
        row.status, row.status_reason, row.thrown_at = new, reason, at


def thrown_at(status: str) -> datetime | None:
    """From when the days are counted after which it is purged, for what comes to this status now."""
    return timezone.now() if status in PURGED else None


def signed(by: By, reason: str) -> dict[str, Any]:
    """Who and why, as an event keeps it."""
    user, name = (None, by) if isinstance(by, str) else (by, by.get_username())
    return {"by_user": user, "by_what": name[:40], "reason": reason[:300]}


def count(steps: Iterable[tuple[int, str, str, int]]) -> None:
    """Under a post are so many more (or fewer) of a status and kind: the post counts what is shown, tabs count all.

    The posts are locked first, so that none gets another author meanwhile; what was deleted is counted nowhere.
    """
    posts: dict[int, Counter[str]] = {}
    tabs: Counter[tuple[int, str, str]] = Counter()
    steps = list(steps)
    authors = lock_posts({post for post, *_ in steps})
    for post, status, kind, n in steps:
        if status == APPROVED:
            posts.setdefault(post, Counter())["comment_count" if kind == "comment" else "ping_count"] += n
        if status != ERASED:
            tabs[authors[post], status, kind] += n
    _count_on_posts(posts)
    StatusCount.add(tabs)


def lock_posts(keys: Iterable[int]) -> dict[int, int]:
    """These posts' authors, who stay it until the transaction ends; locked in one order."""
    posts = Post.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    return dict(posts.values_list("pk", "author_id"))


def _count_on_posts(posts: dict[int, Counter[str]]) -> None:
    """One statement for all posts that move alike."""
    alike: dict[tuple[tuple[str, int], ...], list[int]] = {}
    for post, counters in posts.items():
        alike.setdefault(tuple(sorted(counters.items())), []).append(post)
    for same, keys in alike.items():
        if changes := {name: F(name) + n for name, n in same if n}:
            Post.objects.filter(pk__in=keys).update(**changes)


def _teach(moved: Sequence["PostComment"], new: str, by: By) -> None:
    """What the filters learn: from a person's decision, and who was approved."""
    if not isinstance(by, str) and new in TEACHING:
        Chore.request_all("learn", [row.pk for row in moved])
    if not isinstance(by, str) and new in DECISIONS:
        Chore.request_all("feedback", [row.pk for row in moved])
    if new == APPROVED:
        KnownSender.remember(moved)
    elif new == SPAM:
        KnownSender.forget(moved)


def _tell(moved: Sequence["PostComment"], old: dict[int, str], new: str) -> None:
    if new == APPROVED or APPROVED in (old[row.pk] for row in moved):
        pages_changed()
    if new == APPROVED:
        for row in moved:
            comment_approved.send(type(row), comment=row)
