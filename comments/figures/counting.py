"""What is counted of an item, and the one way to count it: as often as one likes, always the same.

Each item keeps what was counted for it; a new verdict or a change of mind counts the difference.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from comments.models import DayCount, PostComment
from comments.models.learned import decision_on

SEVERAL = "several"  # no check alone made it spam, their sum did
AGAINST = ("hold", "spam", "trash", "discard")
STRONGEST_FIRST = {
    "discard": ("discard",),
    "spam": ("trash", "spam"),
    "unavailable": ("unavailable",),
    "ham": ("hold",),
}
Reasons = Sequence[Mapping[str, Any]]
Mark = tuple[str, str]


def marks(kind: str, verdict: str, reasons: Reasons, spam: bool | None) -> set[Mark]:
    """What an item counts as; nothing before the filters have looked, and so nothing of the blog's own people.

    Args:
        spam: what a person said of it; None where nobody did.
    """
    if not verdict:
        return set()
    said = outcome(verdict, reasons)
    found = {("kind", kind), ("outcome", said)}
    if by := decider(verdict, reasons):
        found.add(("decider", by))
    if spam is None:
        return found
    person = "spam" if spam else "fine"
    against = {str(reason.get("check")) for reason in reasons if reason.get("verdict") in AGAINST}
    return found | {("person", f"{said}:{person}")} | {(person, check) for check in against}


def outcome(verdict: str, reasons: Reasons) -> str:
    """Passed, held, spam, or unasked: a filter could not be asked."""
    if verdict in ("spam", "discard"):
        return "spam"
    if verdict == "unavailable":
        return "unasked"
    return "held" if decider(verdict, reasons) else "passed"


def decider(verdict: str, reasons: Reasons) -> str:
    """The first check whose word alone led there, in the order in which the chain weighs them; empty for passed."""
    for word in STRONGEST_FIRST.get(verdict, ()):
        for reason in reasons:
            if reason.get("verdict") == word:
                return str(reason.get("check"))
    return SEVERAL if verdict == "spam" else ""


@transaction.atomic
def recount(pk: int) -> None:
    """Count this item as it stands now, and not as it was counted before."""
    locked = PostComment.norel_objects.select_for_update().filter(pk=pk)
    row = locked.values_list("kind", "verdict", "reasons", "counted", "created").first()
    if row is None:
        return
    kind, verdict, reasons, counted, created = row
    now = marks(kind, verdict, reasons, decision_on(PostComment(pk=pk)))
    before = {(what, name) for what, name in counted}
    if now != before:
        PostComment.objects.filter(pk=pk).update(counted=sorted(now))
        DayCount.add(steps(day_of(created), now, before))


def steps(day: date, now: set[Mark], before: set[Mark]) -> Counter[tuple[date, str, str]]:
    """One more of what is new, one fewer of what is so no longer."""
    found: Counter[tuple[date, str, str]] = Counter({(day, *mark): 1 for mark in now - before})
    found.update({(day, *mark): -1 for mark in before - now})
    return found


def day_of(created: Any) -> date:
    return timezone.localtime(created).date()
