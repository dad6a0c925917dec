"""What one POST of the queue does: one batch of changes to what the moderator saw, or a batch taken back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from comments.models import ModerationBatch, PostComment, Progress, Report
from comments.models.batch import AT_ONCE
from comments.queue import again, emptying, listed, words
from comments.queue.campaigns import Rule, rows_of
from comments.queue.filters import Filters
from jobs.models import Chore

MAX_IDS = 500  # of one POST; a page has 20
LONGEST_NUMBER = 18
OF_ROWS = (*ModerationBatch.STATUS, "undo", "keep")
OF_MANY = ("empty_spam", "check_again", "check_listed")


@dataclass
class Outcome:
    """What to tell the moderator: sentences, the batch that an Undo takes back, and what is not as it was seen."""

    said: list[str] = field(default_factory=list)
    batch: ModerationBatch | None = None
    changed: list[int] = field(default_factory=list)
    acted: list[int] = field(default_factory=list)
    whole: bool = False  # whether the list is to be shown anew
    progress: Progress | None = None  # what goes on in the background


def act(request: HttpRequest) -> Outcome:
    """Do what the form says; `only` in the address is the row whose own button was pressed, `campaign` the group.

    Raises:
        BadRequest: no such action.
        PermissionDenied: not for this user, or none of the rows is theirs.
    """
    user: Any = request.user
    data, action = request.POST, request.POST.get("action", "")
    deletes = action in ("delete", "empty_spam")
    if not user.has_perm(f"comments.{'delete' if deletes else 'change'}_postcomment"):
        raise PermissionDenied
    if action == "empty_spam":
        said, progress = emptying.start(user)
        return Outcome([said], whole=True, progress=progress)
    if action == "check_again":
        return check_again(user, data)
    if action == "check_listed":
        return check_listed(user, Filters.read(request.GET), data.get("upto", ""))
    if action == "undo" and data.get("batch"):
        return undo_batch(user, data.get("batch", ""))
    if action not in OF_ROWS:
        raise BadRequest(_("There is no such action."))
    if key := request.GET.get("campaign"):
        return clear(user, action, key, request.GET.get("upto", ""))
    only = request.GET.get("only", "")
    return on_rows(user, action, [only] if only else data.getlist("ids"), data)


@transaction.atomic
def check_again(user: Any, data: QueryDict) -> Outcome:
    """Have what was ticked checked for spam again."""
    shown = versions(data.getlist("seen"))
    seen = {row.pk: shown.get(row.pk, row.version) for row in theirs(user, numbers(data.getlist("ids")))}
    if not seen:
        return Outcome([_("Tick what is to be checked again.")])
    said, progress = again.start(user, len(seen), {"seen": seen})
    return Outcome([said], progress=progress)


def check_listed(user: Any, asked: Filters, upto: str) -> Outcome:
    """Have all that the list holds checked for spam again, as it was when it was counted."""
    if not numbers([upto]):
        raise BadRequest(_("There is no such list."))
    said, progress = again.start(user, *listed.kept(user, asked, int(upto)))
    return Outcome([said], progress=progress)


@transaction.atomic
def on_rows(user: Any, action: str, ids: list[str], data: QueryDict) -> Outcome:
    """The rows are locked before they are compared with what was seen, so that nothing comes in between."""
    rows = theirs(user, numbers(ids))
    if action == "undo":
        _undoing, undone = ModerationBatch.undo_rows(user, rows)
        return Outcome(words.undone(undone), acted=[row.pk for row in rows], whole=True)
    seen = versions(data.getlist("seen"))
    as_seen = [row for row in rows if seen.get(row.pk, row.version) == row.version and not row.is_erased]
    if action == "keep":
        kept = sum(Report.let_stand(row) for row in as_seen)
        return Outcome([words.kept(kept)], acted=[row.pk for row in as_seen])
    batch = ModerationBatch.act(user, action, as_seen)
    changed = [row.pk for row in rows if row not in as_seen]
    said = words.of_press(action, batch.n if batch else 0, len(changed))
    if len(ids) > MAX_IDS:
        said.append(_("At most %(n)d are taken at once; the others were left alone.") % {"n": MAX_IDS})
    return Outcome(said, batch, changed, [row.pk for row in as_seen])


def clear(user: Any, action: str, key: str, upto: str) -> Outcome:
    """A whole campaign into spam or trash: some at once, the rest in the background; nothing is approved unread."""
    rule = Rule.read(key)
    if rule is None or action not in ("spam", "trash") or not numbers([upto]):
        raise BadRequest(_("There is no such group."))
    rows = list(rows_of(user, rule, int(upto))[: AT_ONCE + 1])
    more = len(rows) > AT_ONCE
    about = rule.values[0] if rule.kind != "wording" else ""
    facts = {"about": about, "rule": {"key": rule.key, "upto": int(upto)}}
    with transaction.atomic():
        batch = ModerationBatch.act(user, action, rows[:AT_ONCE], **facts)
        if batch and more:
            Chore.request("clear-campaign", batch.pk)
    said = words.of_press(action, batch.n if batch else 0, 0)
    if more:
        said.append(_("The rest follows in the background."))
    return Outcome(said, batch, whole=True)


def undo_batch(user: Any, number: str) -> Outcome:
    """Take back one press of one's own."""
    mine = ModerationBatch.objects.filter(by=user, pk__in=numbers([number])).first()
    done = mine.undo(user) if mine else None
    if mine is None or done is None:
        return Outcome([_("That was undone before, or is too long ago.")], whole=True)
    said = words.undone(done[1])
    if done[1].n + sum(done[1].left.values()) < mine.n:
        said.append(_("The rest follows in the background."))
    return Outcome(said, whole=True)


def numbers(values: Sequence[str]) -> list[int]:
    """The ids among what was sent; everything else is nobody's id."""
    return [
        int(value)
        for value in values[:MAX_IDS]
        if value.isascii() and value.isdecimal() and len(value) < LONGEST_NUMBER
    ]


def versions(values: Sequence[str]) -> dict[int, str]:
    """Key -> what the moderator saw of it, as the page said it."""
    parts = [value.partition(":") for value in values[:MAX_IDS]]
    return {numbers([pk])[0]: version for pk, _colon, version in parts if numbers([pk])}


def theirs(user: Any, ids: list[int]) -> list[PostComment]:
    """The rows of these that this user may moderate, locked; foreign ones are left alone."""
    locked = PostComment.objects.select_for_update(of=("self",)).moderated_by(user)
    rows = list(locked.filter(pk__in=ids).defer("payload", "html").order_by("pk"))
    if not rows and PostComment.objects.filter(pk__in=ids).exists():
        raise PermissionDenied
    return rows
