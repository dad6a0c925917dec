"""Check for spam again: every filter and Akismet asked anew, in the background, about what no person has decided."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments import judging
from comments.models import PostComment, Progress
from comments.queue.listing import Rows
from jobs.chores import handles

KIND = "check-again"
AT_ONCE = 100  # keys that are read at a time
JUDGED = ("pending", "approved", "spam")  # the trash is nobody's to judge


def start(user: Any, seen: Mapping[int, str]) -> tuple[str, Progress | None]:
    """These rows as the moderator saw them; with none, all that is pending. Returns a sentence, and how it goes."""
    if seen:
        facts: dict[str, Any] = {"seen": {str(pk): version for pk, version in seen.items()}}
        total = len(seen)
    else:
        waiting = PostComment.objects.moderated_by(user).in_queue("pending").order_by()
        total = waiting.count()
        facts = {"upto": waiting.aggregate(upto=Max("pk"))["upto"] or 0}
    if not total:
        return _("There is nothing to check."), None
    progress, made = Progress.start(user, KIND, total, **facts)
    if not made:
        return _("A check is going on already; wait for it, or stop it."), progress
    said = ngettext("%(n)d item is being checked again.", "%(n)d items are being checked again.", total)
    return said % {"n": total}, progress


@handles(KIND)
def check_again(object_id: str) -> None:
    """Go on where the last turn stopped; a repeat judges a row once more at most, and is harmless."""
    progress = Progress.objects.select_related("by").filter(pk=int(object_id), ended_at=None).first()
    if progress:
        progress.go_on(steps(progress))


def steps(progress: Progress) -> Iterator[int]:
    """One row after another."""
    while keys := list(left(progress).values_list("pk", flat=True)[:AT_ONCE]):
        for pk in keys:
            progress.reached = pk
            progress.came_to(look(pk, progress.facts.get("seen", {}).get(str(pk), "")))
            yield 1


def left(progress: Progress) -> Rows:
    """What of it is still to be looked at, of what its moderator may moderate now."""
    rows = PostComment.objects.moderated_by(progress.by)
    if "seen" in progress.facts:
        rows = rows.filter(pk__in=[int(pk) for pk in progress.facts["seen"]])
    else:
        rows = rows.in_queue("pending").filter(pk__lte=progress.facts["upto"])
    return rows.filter(pk__gt=progress.reached).order_by("pk")


def look(pk: int, version: str) -> str:
    """Judge one row; the status that it came to, or why it was left as it is."""
    row = PostComment.objects.select_related("post").filter(pk=pk).first()
    if row is None or row.status not in JUDGED or version not in ("", row.version):
        return "left"
    return judging.judge_again(row)
