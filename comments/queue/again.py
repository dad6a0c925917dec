"""Check for spam again: every filter and Akismet asked anew, in the background, about what no person has decided."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments import judging
from comments.models import PostComment, Progress
from comments.queue import listed
from comments.queue.filters import JUDGED
from comments.queue.listing import Rows
from jobs.chores import handles

KIND = "check-again"
AT_ONCE = 100  # keys that are read at a time


def start(user: Any, total: int, facts: Mapping[str, Any]) -> tuple[str, Progress | None]:
    """So many rows: `seen` names each as the moderator saw it, else the facts are of `listed.kept`.

    Returns a sentence, and how it goes.
    """
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
    if "seen" in progress.facts:
        keys = [int(pk) for pk in progress.facts["seen"]]
        rows = PostComment.objects.moderated_by(progress.by).filter(pk__in=keys)
    else:
        rows = listed.rows_of(progress.by, progress.facts)
    return rows.filter(pk__gt=progress.reached).order_by("pk")


def look(pk: int, version: str) -> str:
    """Judge one row; the status that it came to, or why it was left as it is."""
    row = PostComment.objects.select_related("post").filter(pk=pk).first()
    if row is None or row.status not in JUDGED or version not in ("", row.version):
        return "left"
    return judging.judge_again(row)
