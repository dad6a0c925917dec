"""Coming in: one IncomingPing a (post, source), whatever the protocol and however often it is sent."""

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.urls import reverse

from comments.models import PostComment
from jobs.models import Job
from posts.models import Post
from trackbacks.canonical import host_of, source_key
from trackbacks.models.trail import Traced

TAKEN_BACK = ("refused", "withdrawn")  # states that are statuses as well, whatever became of the comment


def status_of(state: str, shown: str | None, verdict: str | None) -> str:
    """What became of a ping in this state whose comment, if it has one, has this status and this verdict."""
    if state in TAKEN_BACK:
        return state
    if shown is None:
        return "trash" if state == "done" else "queued"
    if shown == "erased":
        return "trash"
    return shown if verdict else "queued"


class IncomingPingQuerySet(models.QuerySet["IncomingPing"]):
    def with_status(self, status: str) -> Self:
        """Those whose ``status`` is this word."""
        if status in TAKEN_BACK:
            return self.filter(state=status)
        going = self.exclude(state__in=TAKEN_BACK)
        unjudged = Q(comment__verdict="") | (Q(comment=None) & ~Q(state="done"))
        if status == "queued":
            return going.filter(unjudged)
        judged = Q(comment__status=status)
        if status == "trash":
            judged |= Q(comment=None, state="done") | Q(comment__status="erased")
        return going.filter(judged).exclude(unjudged)

    def seen_by(self, user: Any) -> Self:
        """All of them for who moderates everything, else those of this user's own posts."""
        if not user.has_perm("trackbacks.view_incomingping"):
            return self.none()
        return self if user.has_perm("comments.moderate_all") else self.filter(post__author__user=user)


class IncomingPing(Traced):
    """What another blog told us, as it was sent; verified in the background, shown as a PostComment."""

    FAILED_STATE = "refused"

    class Look(models.TextChoices):
        SAME = "same"
        CHANGED = "changed"
        GONE = "gone"
        UNREAD = "unread"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="received_pings")
    protocol = models.CharField(max_length=12)
    source = models.CharField(max_length=2000)
    source_key = models.CharField(max_length=64, editable=False)
    host = models.CharField(max_length=255, editable=False, default="", db_index=True)
    target = models.CharField(max_length=2000)
    title = models.CharField(max_length=255, blank=True, default="")
    excerpt = models.TextField(blank=True, default="")
    blog_name = models.CharField(max_length=255, blank=True, default="")
    address = models.GenericIPAddressField(null=True, unpack_ipv4=True)
    user_agent = models.CharField(max_length=300, blank=True, default="")
    received = models.PositiveIntegerField(default=1, help_text="How often it was sent.")
    received_last = models.DateTimeField(null=True, editable=False, help_text="When it was sent again.")
    looked_at = models.DateTimeField(null=True, editable=False, help_text="When its source was last read.")
    look_at = models.DateTimeField(null=True, editable=False, help_text="When we read it again by ourselves.")
    last_look = models.CharField(max_length=8, choices=Look.choices, blank=True, default="", editable=False)
    own_look = models.BooleanField(
        default=False, editable=False, help_text="Due because we look again, not they."
    )
    missing_since = models.DateTimeField(null=True, editable=False)
    comment = models.OneToOneField(PostComment, null=True, on_delete=models.SET_NULL, related_name="ping")

    objects = IncomingPingQuerySet.as_manager()

    class Meta(Job.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["post", "source_key"], name="trackbacks_one_ping_a_source")
        ]
        ordering = ["-created", "-pk"]
        indexes = [
            *Job.Meta.indexes,
            models.Index(
                fields=["look_at"], name="trackbacks_to_look_again", condition=Q(look_at__isnull=False)
            ),
            models.Index(fields=["-created", "-id"], name="trackbacks_received_newest"),
            models.Index(fields=["created"], name="trackbacks_to_erase", condition=Q(address__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.source} about post {self.post_id}"

    @classmethod
    def accept(cls, post: Post, source: str, **facts: Any) -> Self:
        """Keep a ping durably and have it verified; a repeat updates the one row.

        Returns only after the row is committed, unless the caller holds a transaction.
        """
        ping = cls(
            post=post, source=source, source_key=source_key(source), host=host_of(source)[:255], **facts
        )
        ping.due_at = due_at = ping.due_at or ping.created
        try:
            with transaction.atomic():
                ping.save(force_insert=True)
                ping.send()
            return ping
        except IntegrityError:
            with transaction.atomic():
                known = cls.objects.get(post=post, source_key=ping.source_key)
                repeat: dict[str, Any] = {"received": models.F("received") + 1, "received_last": ping.created}
                known.renew(**{**facts, "due_at": due_at, "own_look": False, **repeat})
            return known

    @property
    def status_url(self) -> str:
        return settings.SITE_URL + reverse("ping_status", args=[self.uuid])

    @property
    def status(self) -> str:
        """One word for what became of it: queued, approved, pending, spam, trash, refused or withdrawn."""
        shown = self.comment
        return status_of(self.state, shown.status if shown else None, shown.verdict if shown else None)

    @property
    def reasons(self) -> list[str]:
        """Why, in words, for moderators."""
        own = [self.last_error] if self.state == "refused" and self.last_error else []
        signals = self.comment.reasons if self.comment else []
        return own + [signal["reason"] for signal in signals if signal["reason"] not in own]

    def perform(self) -> None:
        from trackbacks import verifying

        verifying.verify(self)

    def step_facts(self, fields: dict[str, Any]) -> dict[str, Any]:
        return {"own_look": self.own_look}
