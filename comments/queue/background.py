"""What goes on after a press that concerned more rows than one transaction takes: clearing, and taking back."""

import time

from comments.models import ModerationBatch
from comments.models.batch import AT_ONCE
from comments.queue.campaigns import Rule, rows_of
from jobs.chores import handles
from jobs.errors import Retry

TURN_SECONDS = 45  # of one run; half of what a task may take


@handles("clear-campaign")
def clear_campaign(object_id: str) -> None:
    """Go on where the request stopped, unless it was taken back meanwhile; a repeat finds nothing and is harmless."""
    end = time.monotonic() + TURN_SECONDS
    while clear_some(int(object_id)):
        if time.monotonic() > end:
            raise Retry("more of the campaign is left", after=0)


def clear_some(pk: int) -> bool:
    """One transaction's worth of it; whether more may be left."""
    batch = ModerationBatch.objects.select_related("by").filter(pk=pk, undone_at=None).first()
    rule = Rule.read(batch.rule.get("key", "")) if batch else None
    if batch is None or rule is None:
        return False
    rows = list(rows_of(batch.by, rule, batch.rule["upto"])[:AT_ONCE])
    return bool(rows) and batch.take(rows) > 0


@handles("undo-batch")
def undo_batch(object_id: str) -> None:
    """Take back the rest of a large batch, from the event that is named on; a repeat leaves alone what is put back."""
    pk, _colon, after = object_id.partition(":")
    undoing = ModerationBatch.objects.select_related("undoes", "by").filter(pk=int(pk)).first()
    last = int(after)
    while undoing and undoing.undoes and last:
        _undone, last = undoing.put_back(last)
