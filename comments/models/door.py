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
        _count(moved, old, new)
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


def _count(moved: Sequence["PostComment"], old: dict[int, str], new: str) -> None:
    """The posts' counters first, then those of the tabs; what was deleted is in none of them."""
    now = int(new == APPROVED)
    count_on_posts((row.post_id, row.kind, now - int(old[row.pk] == APPROVED)) for row in moved)
    tabs: Counter[tuple[str, str]] = Counter()
    for row in moved:
        tabs[old[row.pk], row.kind] -= 1
        tabs[new, row.kind] += 1
    for (status, kind), step in sorted(tabs.items()):
        if status != ERASED:
            StatusCount.add(status, kind, step)


def count_on_posts(steps: Iterable[tuple[int, str, int]]) -> None:
    """Each post counts what of a kind came to it and what went; its cached pages end with that in any case."""
    sums: dict[int, Counter[str]] = {}
    for post, kind, step in steps:
        sums.setdefault(post, Counter())["comment_count" if kind == "comment" else "ping_count"] += step
    alike: dict[tuple[tuple[str, int], ...], list[int]] = {}
    for post, counters in sums.items():
        alike.setdefault(tuple(sorted(counters.items())), []).append(post)
    if len(sums) > 1:
        list(Post.objects.select_for_update(no_key=True).filter(pk__in=sums).order_by("pk").values_list("pk"))
    for same, posts in alike.items():
        changes: dict[str, Any] = {name: F(name) + step for name, step in same if step}
        Post.objects.filter(pk__in=posts).update(discussion_version=F("discussion_version") + 1, **changes)


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
