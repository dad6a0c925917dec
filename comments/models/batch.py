"""What a moderator did with one press, as one thing that is taken back as one: until the next day, in place."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.models import door
from comments.models.comment import PostComment
from comments.models.history import ModerationEvent
from jobs.models import Chore

UNDO_TIME = timedelta(days=1)
AT_ONCE = 500  # rows of one transaction: less than a second, in which others wait


@dataclass
class Undone:
    """How many are as they were before; and of those that are not, who changed them since, with numbers."""

    n: int = 0
    left: Counter[str] = field(default_factory=Counter)


class ModerationBatch(models.Model):
    """One press of one moderator; its events say what it changed."""

    class Action(models.TextChoices):
        APPROVE = "approve", gettext_lazy("approved")
        PENDING = "pending", gettext_lazy("held as pending")
        SPAM = "spam", gettext_lazy("marked as spam")
        TRASH = "trash", gettext_lazy("moved to the trash")
        DELETE = "delete", gettext_lazy("deleted")
        REPLY = "reply", gettext_lazy("answered")
        EDIT = "edit", gettext_lazy("edited")
        UNDO = "undo", gettext_lazy("put back")

    STATUS = {
        "approve": "approved",
        "pending": "pending",
        "spam": "spam",
        "trash": "trash",
        "delete": "erased",
    }

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    action = models.CharField(max_length=8, choices=Action.choices)
    at = models.DateTimeField(default=timezone.now)
    about = models.CharField(max_length=300, blank=True, default="")
    n = models.PositiveIntegerField(default=0)
    rule = models.JSONField(default=dict, help_text="Of a campaign: which rows; of a reply: its key.")
    undone_at = models.DateTimeField(null=True)
    undoes = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["by", "-at"], name="comments_what_i_did")]

    def __str__(self) -> str:
        return f"{self.n} {self.action} by {self.by_id}"

    @classmethod
    def undoable(cls, by: User) -> "models.QuerySet[Self]":
        """What this moderator may still take back, the latest first."""
        mine = cls.objects.filter(by=by, at__gt=timezone.now() - UNDO_TIME, undone_at=None, n__gt=0)
        return mine.exclude(action=cls.Action.UNDO).order_by("-at", "-pk")

    @classmethod
    @transaction.atomic
    def act(cls, by: User, action: str, rows: Sequence[PostComment], **facts: Any) -> Self | None:
        """Do it to all of them, at most AT_ONCE; None where nothing was left to do."""
        batch = cls.objects.create(by=by, action=action, **facts)
        if batch.take(rows):
            return batch
        batch.delete()
        return None

    @classmethod
    @transaction.atomic
    def answer(cls, by: User, row: PostComment, max_depth: int, **fields: Any) -> Self:
        """Approve it where it still waits, and answer it in the thread: one press, taken back as one."""
        batch = cls.objects.create(by=by, action=cls.Action.REPLY, n=1)
        door.move([row], door.APPROVED, by, batch=batch)
        reply = PostComment.submit(post=row.post, parent=row, max_depth=max_depth, by=by, **fields)
        reply.events.filter(by_user=by).update(batch=batch)
        batch.rule = {"made": reply.pk}
        batch.save(update_fields=["rule"])
        return batch

    @classmethod
    @transaction.atomic
    def rewrite(cls, by: User, row: PostComment, words: dict[str, str]) -> Self | None:
        """Other words for what somebody wrote; None where they are the same."""
        batch = cls.objects.create(by=by, action=cls.Action.EDIT, n=1)
        if row.edit(words, by, batch=batch):
            return batch
        batch.delete()
        return None

    def take(self, rows: Sequence[PostComment]) -> int:
        """Move these rows as well; returns how many were moved."""
        moved = len(door.move(rows, self.STATUS[self.action], self.by, self.about, batch=self))
        self._counted(moved)
        return moved

    def _counted(self, more: int) -> None:
        self.n += more
        type(self).objects.filter(pk=self.pk).update(n=models.F("n") + more)

    @property
    def can_be_undone(self) -> bool:
        return self.undone_at is None and self.at > timezone.now() - UNDO_TIME

    @transaction.atomic
    def undo(self, by: User) -> tuple[Self, Undone] | None:
        """Take it back, but for what somebody else has changed since; None where that was done before."""
        mine = type(self).objects.filter(pk=self.pk, undone_at=None, at__gt=timezone.now() - UNDO_TIME)
        if not mine.update(undone_at=timezone.now()):
            return None
        undoing = type(self).objects.create(by=by, action=self.Action.UNDO, undoes=self, about=self.about)
        undone, last = undoing.put_back(0)
        if last:
            Chore.request("undo-batch", f"{undoing.pk}:{last}")
        return undoing, undone

    @transaction.atomic
    def put_back(self, after: int) -> tuple[Undone, int]:
        """The next rows of what this takes back; also the event to go on from, 0 where none is left."""
        assert self.undoes is not None
        some = self.undoes.events.filter(pk__gt=after).order_by("pk")
        events = list(some.select_related("comment").defer("comment__payload", "comment__html")[:AT_ONCE])
        undone = self.revert(events)
        return undone, events[-1].pk if len(events) == AT_ONCE else 0

    @transaction.atomic
    def revert(self, events: Sequence[ModerationEvent]) -> Undone:
        """Give each comment back what it had before its event, unless something happened to it since."""
        keys = [event.comment_id for event in events]
        list(
            PostComment.norel_objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk")
        )
        latest = ModerationEvent.objects.filter(comment__in=keys).order_by().values("comment")
        last = dict(latest.annotate(last=Max("pk")).values_list("comment", "last"))
        ours = [event for event in events if last[event.comment_id] == event.pk]
        since = [last[event.comment_id] for event in events if last[event.comment_id] != event.pk]
        names = ModerationEvent.objects.filter(pk__in=since).values_list("by_what", flat=True)
        for status in sorted({self._before(event) for event in ours}):
            rows = [event.comment for event in ours if self._before(event) == status]
            door.move(rows, status, self.by, _("undone"), batch=self)
        for event in ours:
            if event.before:
                event.comment.edit(event.before, self.by, batch=self)
        self._counted(len(ours))
        return Undone(len(ours), Counter(names))

    def _before(self, event: ModerationEvent) -> str:
        """A reply that was written from the queue goes to the trash; anything else to where it was."""
        made = self.undoes.rule.get("made") if self.undoes else None
        return "trash" if made == event.comment_id else event.old

    @classmethod
    @transaction.atomic
    def undo_rows(cls, by: User, rows: Sequence[PostComment]) -> tuple[Self, Undone]:
        """Take back this moderator's last decision on each of these rows; what others decided last, stays."""
        keys = {row.pk: row for row in rows}
        latest = ModerationEvent.objects.filter(comment__in=keys).exclude(old="").order_by().values("comment")
        ids = latest.annotate(last=Max("pk")).values("last")
        events = list(ModerationEvent.objects.filter(pk__in=ids).select_related("comment"))
        mine = [event for event in events if event.by_user_id == by.pk]
        undoing = cls.objects.create(by=by, action=cls.Action.UNDO)
        undone = undoing.revert(mine)
        undone.left += Counter(event.by_what for event in events if event not in mine)
        whole = Counter(event.batch_id for event in mine)
        done = [batch.pk for batch in cls.objects.filter(pk__in=whole) if batch.n <= whole[batch.pk]]
        cls.objects.filter(pk__in=done).update(undone_at=timezone.now())
        return undoing, undone
